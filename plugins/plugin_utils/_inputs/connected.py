# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The connection options of an action that reads the platform in its own process, as modules take them."""

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
# what an argument can be after templates are rendered; anything else is a vaulted value, which is text on request only
_PLAIN = (str, int, float, list, dict, type(None))


class Connection(NamedTuple):
    """A connection that was asked for: its settings, and what to say of the environment."""

    settings: Settings
    warnings: list[str]


def without_connection(arguments: Mapping[str, Any]) -> dict[str, Any]:
    """Return the arguments of a task that are not options of the connection."""
    return {name: value for name, value in arguments.items() if name not in _NAMES}


@contextmanager
def connected(task: Any) -> Iterator[Connection]:
    """Give the connection that a task describes; while it is open, the task's `environment` is that of the process.

    Modules run in such an environment: it holds options (`LIVE_PLATFORM_*`), and proxies for the HTTP library. Core runs each
    task in a process of its own, so that nobody else sees it. Raises `LivePlatformError` in place of any error of the family
    that the body raises, with one line that shows no secret.
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
        # from None: the first one may show more
        raise LivePlatformError(f"the platform could not be read: {said}") from None


def _settings(arguments: Mapping[str, Any]) -> Settings:
    """Return the checked options, each from the task or else from the environment. Raises `OptionError`."""
    given = {name: _as_plain(value) for name, value in arguments.items() if name in _NAMES}
    options = validated(given, connection.argument_spec())
    if given.get("api_prefix") == "":
        # the one option that may be empty on purpose
        options["api_prefix"] = ""
    return connection.settings(options)


def _as_plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _as_plain(item) for key, item in value.items()}
    return value if isinstance(value, _PLAIN) else str(value)


def _secrets_of(arguments: Mapping[str, Any]) -> Iterator[str]:
    """Yield what no message may show, also where the options are refused."""
    for option in _SECRETS:
        yield from texts_in(_as_plain(arguments.get(option.name)))
    yield from connection.unfit_addresses(arguments)


@contextmanager
def _environment(of_task: Any) -> Iterator[None]:
    """Add the environment of a task to that of this process: a dictionary, or a list of them, the last one first."""
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
