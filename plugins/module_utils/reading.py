# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Reads option values: values that arrive as text, empty lists, misspelled words. Pure.

An empty list mostly comes from an expression, such as the GUIDs of a group without hosts. It must not mean
"everything". An option that is missing, null or blank text (an empty survey field) means the default. All modules,
actions, filters, plugins and roles follow these rules.
"""

from __future__ import annotations

import ast
import json
import math
import re
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from datetime import date
from difflib import get_close_matches
from typing import Any, TypeGuard

from ansible_collections.audiocodes.live_platform.plugins.module_utils.errors import OptionError

_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
# JSON writers may add one zero to a whole number (5.0); more zeros may be thousands
_INT = re.compile(r"\s*([+-]?[0-9]{1,18})(?:\.0)?\s*")
# larger numbers are neither counts nor ids, and most JSON readers cannot hold them
TOO_LARGE = 10**18
_BOOLS = {"true": True, "yes": True, "1": True, "false": False, "no": False, "0": False}
# types and their names in messages, the same for the subclasses of every ansible-core
_TYPES: tuple[tuple[type, str], ...] = (
    (bool, "a boolean"),
    (int, "a number"),
    (float, "a number"),
    (str, "text"),
    (Mapping, "a dictionary"),
    (Sequence, "a list"),
    (type(None), "null"),
)

# an empty list in one of these selects nobody
SELECTING = (
    "ids",
    "guids",
    "names",
    "license_types",
    "license_families",
    "statuses",
    "assignment_statuses",
    "sources",
    "services",
    "groups",
    "ms_tenant_ids",
)
# A list of blanks in one of these mostly comes from unset variables. It would select or protect nobody.
_NEVER_BLANK = (*SELECTING, "protect")
# an empty list in one of these makes no sense: nothing would be read, written or done
REFUSED = ("include", "formats", "fields", "match_by", "watch", "directions")
# any other list may be empty and then means none: filters, group_by, protect, waivers, tier_rules, methods, ...

_NOBODY = "which selects nobody; leave the option out or blank to select all"

# most letters that a typing mistake gets wrong, adds, leaves out or swaps
SLIP = 2


def called(value: Any) -> str:
    """Return what kind of value this is, in words that are the same on every ansible-core."""
    return next((words for type_, words in _TYPES if isinstance(value, type_)), type(value).__name__)


def is_number(value: object) -> TypeGuard[int | float]:
    """Return whether a value is a number. A truth value, which Python counts among them, is none."""
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def is_blank(value: Any) -> bool:
    """Return whether an option value means "not set": None, or text without a visible character."""
    return value is None or (isinstance(value, str) and not value.strip())


def as_day(text: str) -> date:
    """Return the day in the form YYYY-MM-DD. Raises `ValueError` for anything else.

    From Python 3.11 on, `date.fromisoformat` reads other forms too, such as 20261231 and the week 2026-W53-4.
    """
    if not _DAY.fullmatch(text):
        raise ValueError("not YYYY-MM-DD")
    return date.fromisoformat(text)


def as_float(value: float | str) -> float:
    """Return a number as a float; infinity if it is too large for one. Raises `ValueError` or `TypeError`."""
    try:
        return float(value)
    except OverflowError:
        return math.inf


def as_int(value: Any) -> int | None:
    """Return a whole number from a number or text; None for anything else."""
    if isinstance(value, str):
        match = _INT.fullmatch(value)
        return int(match[1]) if match else None
    if isinstance(value, float) and math.isfinite(value) and value.is_integer():
        value = int(value)
    return value if value.__class__ is int and abs(value) < TOO_LARGE else None


def as_bool(value: Any) -> bool | None:
    """Return a boolean from a boolean, 0 or 1, or the words true, yes, false and no; None for anything else."""
    if isinstance(value, bool):
        return value
    return _BOOLS.get(str(value).strip().lower())


def structured(text: str) -> Any:
    """Return the list or dictionary that `text` holds as JSON, Python literal or YAML.

    AWX passes dictionaries and lists of source variables as Python literals, so JSON alone is not enough. Raises
    `ValueError` if it is none of them.
    """
    # "- 5" is a list for YAML but a negative number for Python
    readers = (_from_yaml,) if text.lstrip().startswith("- ") else (json.loads, ast.literal_eval, _from_yaml)
    for read in readers:
        with suppress(SyntaxError, TypeError, ValueError, MemoryError, RecursionError):
            return read(text)
    raise ValueError("neither JSON, nor a Python literal, nor YAML")


def looks_like_list(text: str) -> bool:
    """Return whether text is a list that is spelled out, not a single item or comma-separated items."""
    return text.lstrip().startswith(("[", "- "))


def _from_yaml(text: str) -> Any:
    """Return a list or dictionary from YAML, with all values as text. Raises `ValueError`."""
    try:
        import yaml  # noqa: PLC0415  comes with ansible-core, but not with every Python that runs a module
    except ImportError as error:
        raise ValueError("YAML cannot be read here") from error
    try:
        # this loader reads everything as text: 0012 stays 0012
        value = yaml.load(text, Loader=yaml.BaseLoader)  # noqa: S506
    except yaml.YAMLError as error:
        raise ValueError("no YAML") from error
    if not isinstance(value, (list, dict)):
        raise ValueError("neither a list nor a dictionary")
    if isinstance(value, dict) and any(":" in str(key) and item == "" for key, item in value.items()):
        # YAML reads {pro:Gold} as one key
        raise ValueError("a colon without a blank after it")
    return value


def as_list(value: Any, option: str) -> list[str]:
    """Return a list of stripped strings from a list, or from text: JSON, YAML, or separated by commas or newlines.

    Raises `OptionError`, which names the option, for anything else.
    """
    if is_blank(value):
        return []
    if isinstance(value, str):
        if looks_like_list(value):
            try:
                value = structured(value.strip())
            except ValueError:
                raise OptionError(f"{option} looks like a list but cannot be read as JSON or YAML") from None
        else:
            value = value.replace("\n", ",").split(",")
    if is_number(value):
        value = [value]
    if not isinstance(value, (list, tuple)):
        raise OptionError(f"{option} must be a list, not {called(value)}")
    if wrong := [item for item in value if isinstance(item, (list, tuple, Mapping))]:
        raise OptionError(f"{option} must be a list of values, but one of them is {called(wrong[0])}")
    return [str(item).strip() for item in value if not is_blank(item)]


def as_dict(value: Any, option: str) -> dict[str, Any]:
    """Return a dictionary from a dictionary or its text as JSON or YAML. Raises `OptionError`, which names the option."""
    if is_blank(value):
        return {}
    if isinstance(value, str):
        try:
            value = structured(value.strip())
        except ValueError:
            raise OptionError(f"{option} must be a dictionary; its text cannot be read as JSON or YAML") from None
    if not isinstance(value, Mapping):
        raise OptionError(f"{option} must be a dictionary, not {called(value)}")
    return {str(key): item for key, item in value.items()}


def given_list(value: Any, option: str) -> list[str] | None:
    """Return the texts of a list, or of its text form; None if the option is not given.

    Raises `OptionError` for an empty list that makes no sense, and for a list of blanks that would select or protect
    records.
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
    """Raise `OptionError` if an option that needs an entry is an empty list."""
    if option in REFUSED and value == []:
        raise OptionError(f"{option} is an empty list: name at least one, or leave the option out for its default")


def without_blanks(params: Mapping[str, Any], lists: Iterable[str]) -> dict[str, Any]:
    """Return the arguments without blank text in list options (`lists`): Ansible would read it as a list of one blank."""
    names = set(lists)
    return {
        name: value
        for name, value in params.items()
        if not (name in names and isinstance(value, str) and is_blank(value))
    }


def selecting_nobody(options: Mapping[str, Any]) -> list[str]:
    """Return the options that select nobody because their list is empty."""
    return [name for name in SELECTING if isinstance(options.get(name), (list, tuple)) and not options[name]]


def refuse_nobody(options: Mapping[str, Any]) -> None:
    """Raise `OptionError` if an option selects nobody: a module that changes something must not do nothing silently."""
    if empty := selecting_nobody(options):
        raise OptionError(f"{empty[0]} is an empty list, {_NOBODY}")


def nobody_hint(options: Mapping[str, Any]) -> str:
    """Return a hint about an option that selects nobody; "" if there is none."""
    empty = selecting_nobody(options)
    return f"{empty[0]} is an empty list, {_NOBODY}" if empty else ""


def distance(one: str, other: str) -> int:
    """Return the letters to add, drop, replace or swap with a neighbour (Damerau-Levenshtein, optimal alignment)."""
    before: list[int] = []
    last = list(range(len(other) + 1))
    for row, letter in enumerate(one, 1):
        current = [row]
        for column, wanted in enumerate(other, 1):
            best = min(last[column] + 1, current[-1] + 1, last[column - 1] + (letter != wanted))
            if row > 1 and column > 1 and letter == other[column - 2] and one[row - 2] == wanted:
                best = min(best, before[column - 2] + 1)
            current.append(best)
        before, last = last, current
    return last[-1]


def slip_of(word: str, known: Iterable[str]) -> str | None:
    """Return the nearest known word that differs by at most two letters; None if there is none."""
    near = sorted((distance(word, item), item) for item in set(known) if item and abs(len(word) - len(item)) <= SLIP)
    return near[0][1] if near and near[0][0] <= SLIP else None


def nearest(word: str, known: Iterable[str]) -> str | None:
    """Return the known word that is most similar; None if none is similar enough."""
    found = get_close_matches(word, list(known), n=1)
    return found[0] if found else None


def did_you_mean(words: Iterable[str], known: Iterable[str]) -> str:
    """Return the words on one line, each with the most similar known word."""
    names = list(known)
    told = []
    for word in words:
        near = nearest(word, names)
        told.append(f"{word} (did you mean {near}?)" if near else word)
    return ", ".join(told)
