# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""What an empty list means, decided here for every module, action, filter, plugin and role. Pure.

A list that is empty most often comes from an expression: the GUIDs of a group that has no hosts today. It must not mean
"everything". Not given, null, and the blank text of a survey that nobody filled in all mean the default.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from ansible_collections.audiocodes.live_platform.plugins.module_utils.errors import OptionError
from ansible_collections.audiocodes.live_platform.plugins.module_utils.reading import as_list, is_blank, looks_like_list

# an empty list of these selects nobody
SELECTING = (
    "ids",
    "guids",
    "names",
    "license_types",
    "license_families",
    "statuses",
    "sources",
    "groups",
)
# a list of these with nothing but blanks is most often one of variables that were not set: it would select, or protect, nobody
_NEVER_BLANK = (*SELECTING, "protect")
# an empty list of these makes no sense: nothing would be read, written or done
REFUSED = ("include", "formats", "fields", "match_by", "watch", "directions")
# every other list may be empty and then means none: filters, group_by, protect, waivers, tier_rules, methods, ...

_NOBODY = "which selects nobody; leave the option out, or give it a blank text, to select all"


def given_list(value: Any, option: str) -> list[str] | None:
    """Return the texts of a list, or of the text that spells it; None where the option is not given.

    Raises L(OptionError) for an empty list that makes no sense, and for one that selects or protects records and has only
    blank entries.
    """
    if is_blank(value):
        return None
    found = as_list(value, option)
    if found:
        return found
    is_empty = looks_like_list(value) if isinstance(value, str) else not value
    if option in _NEVER_BLANK and not is_empty:
        raise OptionError(f"{option}: every entry is blank")
    refuse_empty(option, found)
    return found if is_empty or not isinstance(value, str) else None


def refuse_empty(option: str, value: Any) -> None:
    """Raise L(OptionError) where an empty list is given to an option that needs an entry."""
    if option in REFUSED and value == []:
        raise OptionError(f"{option} is an empty list: name at least one, or leave the option out for its default")


def without_blanks(params: Mapping[str, Any], lists: Iterable[str]) -> dict[str, Any]:
    """Return arguments without the options C(lists) that are blank text: Ansible would read it as a list of one blank."""
    names = set(lists)
    return {
        name: value
        for name, value in params.items()
        if not (name in names and isinstance(value, str) and is_blank(value))
    }


def selecting_nobody(options: Mapping[str, Any]) -> list[str]:
    """Return the options that select nobody, since they are given an empty list."""
    return [name for name in SELECTING if options.get(name) == []]


def refuse_nobody(options: Mapping[str, Any]) -> None:
    """Raise L(OptionError) where an option selects nobody: for what changes the platform that is no order to act on."""
    if empty := selecting_nobody(options):
        raise OptionError(f"{empty[0]} is an empty list, {_NOBODY}")


def nobody_hint(options: Mapping[str, Any]) -> str:
    """Return a hint about the options that select nobody; empty where none does."""
    empty = selecting_nobody(options)
    return f"{empty[0]} is an empty list, {_NOBODY}" if empty else ""
