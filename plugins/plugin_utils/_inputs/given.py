# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Data in an option: as it is, as text (from a survey), or in a file."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import yaml

from ansible_collections.audiocodes.live_platform.plugins.module_utils.errors import OptionError
from ansible_collections.audiocodes.live_platform.plugins.module_utils.reading import is_blank
from ansible_collections.audiocodes.live_platform.plugins.module_utils.text import one_line
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._outputs.text import plain

# the start of text that is not a path: a mapping on one line, such as "waivers: []", or another form of YAML or JSON
_DATA = re.compile(r"[A-Za-z_]\w*:(\s|$)|[{\[]|- ")
# most characters to show of a supposed path, and of the folders that were searched
_SHOWN = 200
# most digits of a whole number: records hold no longer ones, and Python cannot print much longer ones
_MOST_DIGITS = 18


class _Loader(yaml.SafeLoader):
    """Refuses a duplicate key in a mapping: the first of two lists of rules would be lost silently."""

    def compose_mapping_node(self, anchor: Any) -> yaml.MappingNode:
        """Return the node. Raises `yaml.MarkedYAMLError` for a duplicate key."""
        node = super().compose_mapping_node(anchor)
        known: set[str] = set()
        for key, _value in node.value:
            if isinstance(key, yaml.ScalarNode):
                if key.value in known:
                    told = f"the key {one_line(key.value, _SHOWN)} occurs twice"
                    raise yaml.MarkedYAMLError(problem=told, problem_mark=key.start_mark)
                known.add(key.value)
        return node


def is_empty(value: Any) -> bool:
    """Return whether an option is empty: blank text, or data with nothing in it."""
    return is_blank(value) or value in ({}, [])


def given(value: Any, option: str, folders: Sequence[Path]) -> Any:
    """Return the plain data in an option: data, YAML or JSON text, or the path of a YAML file; None if it is empty.

    The text may be a single line, as from a survey. A relative path is searched for in the current directory, then in
    `folders`. Raises `OptionError`, which names the option.
    """
    if is_empty(value):
        return None
    if not isinstance(value, str):
        return _plain(value, option)
    text = str.__str__(value).strip()
    if "\n" in text or _DATA.match(text):
        return _parsed(text, option)
    return from_file(find_file(text, option, folders), option)


def given_waivers(value: Any, folders: Sequence[Path]) -> list[Any]:
    """Return the waivers in an option: a list, or the list under its only key `waivers`. Raises `OptionError`."""
    data = given(value, "waivers", folders) or []
    if isinstance(data, dict) and set(data) == {"waivers"}:
        data = data["waivers"]
    if not isinstance(data, list):
        raise OptionError("waivers must be a list, or a dictionary with waivers as its only key")
    return data


def folders_of(task_vars: Mapping[str, Any]) -> list[Path]:
    """Return where a task looks for files besides the current directory: the folder of its playbook."""
    return [Path(str.__str__(task_vars["playbook_dir"]))] if "playbook_dir" in task_vars else []


def find_file(text: str, option: str, folders: Sequence[Path]) -> Path:
    """Return the file with this path, searched for in the current directory and then in `folders`.

    Raises `OptionError`, which names the option and the searched folders.
    """
    shown = one_line(text, _SHOWN)
    try:
        candidates = [Path(text).expanduser().absolute(), *(folder / text for folder in folders)]
        found = next((path for path in candidates if path.is_file()), None)
    except RuntimeError:  # the home directory of an unknown user
        raise OptionError(f"{option}: {shown} is not a path: its home directory is not known") from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise OptionError(f"{option}: {shown} is not the path of a file: {reason}") from None
    if found is None:
        places = ", ".join(dict.fromkeys(one_line(str(path.parent), _SHOWN) for path in candidates))
        raise OptionError(f"{option}: there is no file {shown} (looked in {places})")
    return found


def from_file(path: Path, option: str) -> Any:
    """Return the data in a YAML file. Raises `OptionError`, which names the option, the file and the line."""
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise OptionError(f"{option}: {path} could not be read: {error}") from error
    return _parsed(text, f"{option}: {path}")


def _parsed(text: str, where: str) -> Any:
    try:
        return _plain(_Loader(text).get_single_data(), where)
    except yaml.MarkedYAMLError as error:
        line = f", line {error.problem_mark.line + 1}" if error.problem_mark else ""
        raise OptionError(f"{where} is not valid YAML{line}: {error.problem}") from None
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        raise OptionError(f"{where} is not valid YAML: {' '.join(str(error).split())}") from None


def _plain(value: Any, where: str) -> Any:
    try:
        data = plain(value)
    except TypeError as error:
        raise OptionError(f"{where} holds a value that is not plain data ({error})") from None
    if _holds_too_large(data):
        raise OptionError(f"{where} holds a number with more than {_MOST_DIGITS} digits")
    return data


def _holds_too_large(data: Any) -> bool:
    if isinstance(data, (dict, list)):
        return any(map(_holds_too_large, data.values() if isinstance(data, dict) else data))
    return isinstance(data, int) and abs(data) >= 10**_MOST_DIGITS
