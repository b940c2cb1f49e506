# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Where policies and waivers come from: a file, a dictionary, or text of a survey. Private to the collection."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from ansible_collections.audiocodes.live_platform.plugins.module_utils import policy as policies
from ansible_collections.audiocodes.live_platform.plugins.module_utils.errors import OptionError
from ansible_collections.audiocodes.live_platform.plugins.module_utils.values import is_blank
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils.report.values import plain

DEFAULT_POLICY = Path(__file__).parents[3] / "roles" / "compliance" / "files" / "default_policy.yml"


def load(policy: Any, changes: Any, waivers: Any, today: date, folders: Sequence[Path] = ()) -> policies.Policy:
    """Return the policy that three options describe; blank ones mean the default policy, no changes, no more waivers.

    Each may be data, its text as YAML or JSON, or the path of a YAML file, which is looked for in the current directory
    and then in C(folders). Raises L(OptionError) naming the option, the rule or the waiver.
    """
    # a file that turns out to be empty is no wish for the default policy
    data = _file(DEFAULT_POLICY, "policy") if _is_blank(policy) else _data(policy, "policy", folders)
    laid_over = _data(changes, "policy_changes", folders)
    if laid_over is not None:
        data = policies.merged(data, laid_over)
    more = _data(waivers, "waivers", folders) or []
    if isinstance(more, dict) and set(more) == {"waivers"}:
        more = more["waivers"]
    if not isinstance(more, list):
        raise OptionError("waivers must be a list, or a dictionary with the one key waivers")
    return policies.load(data, today, more)


def _is_blank(value: Any) -> bool:
    return is_blank(value) or value in ({}, [])


def _data(value: Any, option: str, folders: Sequence[Path]) -> Any:
    """Return plain data, None for a blank value."""
    if _is_blank(value):
        return None
    if not isinstance(value, str):
        return _plain(value, option)
    text = str.__str__(value).strip()
    if "\n" in text or text.startswith(("{", "[")):
        return _parsed(text, option)
    candidates = [Path(text).expanduser().absolute(), *(folder / text for folder in folders)]
    found = next((path for path in candidates if path.is_file()), None)
    if found is None:
        places = ", ".join(dict.fromkeys(str(path.parent) for path in candidates))
        raise OptionError(f"{option}: there is no file {text} (looked in {places})")
    return _file(found, option)


def _file(path: Path, option: str) -> Any:
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise OptionError(f"{option}: {path} could not be read: {error}") from error
    return _parsed(text, f"{option}: {path}")


def _parsed(text: str, where: str) -> Any:
    try:
        return _plain(yaml.safe_load(text), where)
    except yaml.MarkedYAMLError as error:
        line = f", line {error.problem_mark.line + 1}" if error.problem_mark else ""
        raise OptionError(f"{where} is no valid YAML{line}: {error.problem}") from None
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        raise OptionError(f"{where} is no valid YAML: {' '.join(str(error).split())}") from None


def _plain(value: Any, where: str) -> Any:
    try:
        return plain(value)
    except TypeError as error:
        raise OptionError(f"{where} holds a value that is no data ({error})") from None
