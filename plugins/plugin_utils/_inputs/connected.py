# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The connection options of an action that reads the platform in its own process, as in modules."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any, NamedTuple

from ansible_collections.audiocodes.live_platform.plugins.module_utils._options import connection, unknown_variables
from ansible_collections.audiocodes.live_platform.plugins.module_utils._options.connection import OPTIONS, Settings
from ansible_collections.audiocodes.live_platform.plugins.module_utils.errors import LivePlatformError
from ansible_collections.audiocodes.live_platform.plugins.module_utils.redaction import conceal, texts_in
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._inputs.task_options import validated

_NAMES = frozenset(option.name for option in OPTIONS)
_SECRETS = tuple(option for option in OPTIONS if option.secret)
# types of an argument after templates are rendered; any other type is a vaulted value, which is text only on request
_PLAIN = (str, int, float, list, dict, type(None))


class Connection(NamedTuple):
    """A requested connection: its settings, and a message about the environment."""

    settings: Settings
    warnings: list[str]


def without_connection(arguments: Mapping[str, Any]) -> dict[str, Any]:
    """Return the arguments of a task that are not connection options."""
    return {name: value for name, value in arguments.items() if name not in _NAMES}


@contextmanager
def connected(task: Any) -> Iterator[Connection]:
    """Yield the connection that a task describes. While it is open, the task's `environment` applies to this process.

    Modules run in that environment: it holds options (`LIVE_PLATFORM_*`), and proxies for the HTTP library. Core runs
    each task in its own process, so that no other task sees it. Raises `LivePlatformError` in place of any error of the
    family that the body raises, with one line that shows no secret.
    """
    secrets = set(_secrets_of(task.args))
    try:
        with _environment(getattr(task, "environment", None)):
            secrets.update(os.environ.get(option.env, "") for option in _SECRETS)
            settings = _settings(task.args)
            secrets.update(settings.secrets)
            warning = unknown_variables.warning()
            yield Connection(settings, [warning] if warning else [])
    except LivePlatformError as error:
        said = conceal(str(error), secrets - {""})
        # from None: the original error may show more
        raise LivePlatformError(f"the platform could not be read: {said}") from None


def _settings(arguments: Mapping[str, Any]) -> Settings:
    """Return the checked options, each from the task or else from the environment. Raises `OptionError`."""
    given = {name: _as_plain(value) for name, value in arguments.items() if name in _NAMES}
    options = validated(given, connection.argument_spec())
    if given.get("api_prefix") == "":
        # the only option that may be empty on purpose
        options["api_prefix"] = ""
    return connection.settings(options)


def _as_plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _as_plain(item) for key, item in value.items()}
    return value if isinstance(value, _PLAIN) else str(value)


def _secrets_of(arguments: Mapping[str, Any]) -> Iterator[str]:
    """Yield the values that no message may show, even if the options are refused."""
    for option in _SECRETS:
        yield from texts_in(_as_plain(arguments.get(option.name)))
    yield from connection.unfit_addresses(arguments)


@contextmanager
def _environment(of_task: Any) -> Iterator[None]:
    """Add a task's environment to that of this process: a dictionary, or a list of them with the last one first."""
    parts = of_task if isinstance(of_task, (list, tuple)) else [of_task]
    wanted = {str(name): str(value) for part in parts if part for name, value in part.items()}
    before = {name: os.environ.get(name) for name in wanted}
    os.environ.update(wanted)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value
