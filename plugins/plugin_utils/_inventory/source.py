# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The options of an inventory source: from the file, with templates rendered, or from the environment."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import Any

from ansible.module_utils.parsing.convert_bool import boolean
from ansible.plugins.inventory import BaseInventoryPlugin

from ansible_collections.audiocodes.live_platform.plugins.module_utils._options.connection import OPTIONS
from ansible_collections.audiocodes.live_platform.plugins.module_utils._options.environment import ENV_PREFIX
from ansible_collections.audiocodes.live_platform.plugins.module_utils.errors import OptionError
from ansible_collections.audiocodes.live_platform.plugins.module_utils.reading import did_you_mean, is_blank
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils.trust import is_marked

# Core does not render these options; we do if the file holds a template: `"{{ lookup('env', 'NAME') }}"`.
TEMPLATED = frozenset({option.name for option in OPTIONS if option.type in ("str", "path", "raw")} | {"reference_date"})


# keys with this prefix belong to the site, such as anchors for other values
_FREE = "x-"


def refuse_unknown(config: Mapping[str, Any], definitions: Mapping[str, Mapping[str, Any]]) -> None:
    """Raise `OptionError` for unknown keys in a source file, because a misspelled option silently has no effect."""
    known = {*definitions, *(alias for option in definitions.values() for alias in option.get("aliases") or ())}
    unknown = sorted(str(key) for key in config if key not in known and not str(key).startswith(_FREE))
    if unknown:
        raise OptionError(
            f"unknown {'option' if len(unknown) == 1 else 'options'} in the source file: {did_you_mean(unknown, known)}",
            hint=f"keys of your own begin with {_FREE}",
        )


# options with a file's path
_PATHS = frozenset({option.name for option in OPTIONS if option.type == "path"})


def _plain_text(value: Any) -> Any:
    """Return a value as core's types before 2.19: a vaulted one was text there, and is not a `str` any more."""
    return str(value) if value.__class__.__name__ == "EncryptedString" else value


def _is_template(raw: Any) -> bool:
    return isinstance(raw, str) and is_marked(raw)


class SourceOptions:
    """The options of one source by name. `folder` is the folder of its file."""

    def __init__(self, plugin: BaseInventoryPlugin, config: Mapping[str, Any], folder: str = "") -> None:
        self._plugin = plugin
        self._config = config
        self._folder = folder

    def get(self, name: str) -> Any:
        """Return an option. The file's value takes precedence over the environment's.

        Raises `OptionError` for a template that fails, and for a switch that is neither true nor false.
        """
        raw = self._config.get(name)
        definition = self._plugin.option_definitions.get(name, {})
        if definition.get("type") == "bool":
            return self._switch(name, raw, definition.get("default"))
        if name not in TEMPLATED:
            return _plain_text(self._plugin.get_option(name))
        if isinstance(raw, Mapping):
            return {key: self._rendered(name, value) for key, value in raw.items()}
        value = self._rendered(name, raw) if _is_template(raw) else raw
        if name in _PATHS and isinstance(value, str) and (path := self._beside_the_file(value)):
            return path
        return value if _is_template(raw) else _plain_text(self._plugin.get_option(name))

    def _beside_the_file(self, text: str) -> str:
        """Return the absolute form of a relative path in the file, or "" if core's own result is right.

        Core starts at the current folder, which is different for everybody. Its result counts only if that file exists
        and there is none beside the source.
        """
        text = str.__str__(text).strip()
        if not self._folder or not text or text.startswith(("~", "$", "/")):
            return ""
        beside = f"{self._folder}/{text}"
        # os.path functions accept any text
        return "" if os.path.exists(text) and not os.path.exists(beside) else beside  # noqa: PTH110

    def _rendered(self, name: str, raw: Any) -> Any:
        """Return a value of the file, rendered if it is a template. Raises `OptionError`."""
        if not _is_template(raw):
            return raw
        templar = self._plugin.templar
        templar.available_variables = self._plugin._vars
        try:
            return templar.template(raw)
        except Exception:  # noqa: BLE001  any error of the operator's template
            # core's error may show the rendered text, which may be a secret
            raise OptionError(f"{name}: the template in the source file cannot be rendered") from None

    def _switch(self, name: str, raw: Any, default: bool | None) -> Any:
        """Return a boolean option. Core itself reads unknown text as false, even for certificate checks."""
        if raw is None:
            raw = os.environ.get(ENV_PREFIX + name.upper())
        elif isinstance(raw, str) and is_blank(raw):
            return default
        if raw is None:
            return self._plugin.get_option(name)
        try:
            return boolean(raw if isinstance(raw, int) else str(raw))
        except TypeError:
            raise OptionError(f"{name} must be true or false") from None

    def origins(self) -> str:
        """Return one line with the origin of each option, never its value."""
        found: dict[str, list[str]] = {}
        for name in self._plugin.get_options():
            if self._config.get(name) is not None:
                origin = "the source file"
            else:
                _value, origin = self._plugin.get_option_and_origin(name)
                # "Direct" means set by this plugin
                if origin in ("default", "Direct"):
                    continue
                if origin.startswith("env:"):
                    origin = "the environment"
            found.setdefault(origin, []).append(name)
        parts = [f"{', '.join(sorted(names))} from {origin}" for origin, names in sorted(found.items())]
        return f"options: {'; '.join(parts)}; everything else is default"
