# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Which reseller a customer belongs to: by a list of rows, by a file of them, or by the channel in the platform's leads. Pure but for files.

A row names a customer by its GUID, its short name or its full name. An entry that is a name is that name; any other is a pattern of
names. What is literal comes first, so that one row for `acme*` and one for `Acme North` do not contradict each other.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

from ansible_collections.audiocodes.live_platform.plugins.module_utils._records.leads import FIELD
from ansible_collections.audiocodes.live_platform.plugins.module_utils._records.name_patterns import (
    all_names,
    coverage,
    folded,
    names_of,
)
from ansible_collections.audiocodes.live_platform.plugins.module_utils.errors import OptionError
from ansible_collections.audiocodes.live_platform.plugins.module_utils.text import one_line
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._inputs import given, values
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._outputs.text import clean_text, counted

OPTION = "resellers"
NOT_ASSIGNED = "not assigned"
NONE, LIST, LEADS = SOURCES = ("none", "list", "leads")
_KEYS = ("customer", "reseller")
_SHOWN = 80

Record = Mapping[str, Any]


class Row(NamedTuple):
    """One row: its number, where it stands in words, the customer as it is compared, and the reseller."""

    number: int
    where: str
    customer: str
    reseller: str


@dataclass(frozen=True)
class Wish:
    """Where resellers come from (one of `SOURCES`), with the rows of a list."""

    source: str = NONE
    rows: list[Row] = field(default_factory=list)


def read(value: Any, folders: Sequence[Path]) -> Wish:
    """Return what the option says: blank, `leads`, a list or its text as YAML or JSON, or the path of a CSV or YAML file.

    Raises `OptionError` naming the option, the file and the row.
    """
    if given.is_empty(value):
        return Wish()
    if isinstance(value, str) and value.strip().lower() == LEADS:
        return Wish(LEADS)
    text = str.__str__(value).strip() if isinstance(value, str) else ""
    if text.lower().endswith(".csv") and "\n" not in text:
        path = given.find_file(text, OPTION, folders)
        return Wish(LIST, _rows(_of_csv(path), f"{OPTION}: {path}: line"))
    data = given.given(value, OPTION, folders)
    if not isinstance(data, list):
        raise OptionError(
            f"{OPTION} must be a list of rows with customer and reseller, the path of a CSV file, or leads"
        )
    return Wish(LIST, _rows(enumerate(data, 1), f"{OPTION}: row"))


def _rows(numbered: Iterable[tuple[int, Any]], where: str) -> list[Row]:
    rows = []
    for number, data in numbered:
        place = f"{where} {number}"
        entry = values.keys(data, place, _KEYS, _KEYS)
        customer, reseller = (clean_text(_text(entry[key], f"{place}: {key}")).strip() for key in _KEYS)
        rows.append(Row(number, place, folded(customer), reseller))
    return rows


def _text(value: Any, where: str) -> str:
    """Return text; YAML makes a number of a name such as 2026."""
    return str(value) if value.__class__ is int else values.text(value, where)


def _of_csv(path: Path) -> Iterable[tuple[int, dict[str, Any]]]:
    """Yield (number of the line, row) of a CSV file whose first line names its columns, separated by commas or semicolons."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise OptionError(f"{OPTION}: {path} could not be read: {error}") from error
    first = text.partition("\n")[0]
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=";" if ";" in first and "," not in first else ",")
    titles: list[str] | None = None
    try:
        for cells in reader:
            if not any(cell.strip() for cell in cells):
                continue
            if titles is None:
                titles = [folded(cell) for cell in cells]
                if sorted(titles) != sorted(_KEYS):
                    raise OptionError(f"{OPTION}: the first line of {path} must be customer,reseller")
                continue
            if len(cells) != len(titles):
                raise OptionError(
                    f"{OPTION}: {path}: line {reader.line_num} has {counted(len(cells), 'cell')}, not {len(titles)}"
                )
            yield reader.line_num, dict(zip(titles, cells, strict=True))
    except csv.Error as error:
        raise OptionError(f"{OPTION}: {path}: line {reader.line_num} is no CSV: {error}") from None
    if titles is None:
        raise OptionError(f"{OPTION}: {path} is empty")


def assigned(wish: Wish, customers: Sequence[Record]) -> tuple[dict[str, str], list[str]]:
    """Return (GUID -> reseller of every customer, warnings).

    Raises `OptionError` for a customer that two rows give to different resellers. A row that fits nobody, or says again what
    another one says, is a warning. With leads, customers carry their channel.
    """
    if wish.source == LEADS:
        return _by_channel(customers)
    names = all_names(customers)
    meant = coverage([row.customer for row in wish.rows], names)
    found, warnings = _by_rows(wish.rows, meant, customers)
    return found, warnings


def _by_rows(
    rows: Sequence[Row], meant: Mapping[str, frozenset[str]], customers: Sequence[Record]
) -> tuple[dict[str, str], list[str]]:
    literal: dict[str, list[Row]] = {}
    patterns: dict[str, list[Row]] = {}
    for row in rows:
        literal.setdefault(row.customer, []).append(row)
        for name in meant.get(row.customer, ()):
            if name != row.customer:
                patterns.setdefault(name, []).append(row)
    fits: dict[Row, int] = {}
    found: dict[str, str] = {}
    warnings: list[str] = []
    for customer in customers:
        guid = customer["ump_customer_guid"]
        texts = [folded(guid), *dict.fromkeys(filter(None, names_of(customer)))]
        exact = sorted({row for text in texts for row in literal.get(text, ())})
        loose = sorted({row for text in texts[1:] for row in patterns.get(text, ())})
        for row in exact + loose:
            fits[row] = fits.get(row, 0) + 1
        found[guid] = _one_of(exact or loose, customer, warnings)
    for row in rows:
        count, who = fits.get(row, 0), one_line(row.customer, _SHOWN)
        if not count:
            warnings.append(f"{row.where}: no customer is called {who}")
        elif count > 1 and row.customer in meant.get(row.customer, ()):
            warnings.append(f"{row.where}: {count} customers are called {who}")
    return found, warnings


def _one_of(rows: Sequence[Row], customer: Record, warnings: list[str]) -> str:
    """Return the reseller that the rows of a customer name."""
    if not rows:
        return NOT_ASSIGNED
    first, *others = rows
    for other in others:
        who = one_line(customer["name"] or customer["ump_customer_guid"], _SHOWN)
        if other.reseller != first.reseller:
            raise OptionError(
                f"{first.where} and {other.where.rpartition(': ')[2]} give the customer {who} to different resellers: "
                f"{one_line(first.reseller, _SHOWN)} and {one_line(other.reseller, _SHOWN)}"
            )
        warnings.append(f"{first.where} and {other.where.rpartition(': ')[2]} both name the customer {who}")
    return first.reseller


def _by_channel(customers: Sequence[Record]) -> tuple[dict[str, str], list[str]]:
    found = {}
    unread = 0
    for customer in customers:
        channel = customer[FIELD]
        unread += FIELD in customer["unread"]
        found[customer["ump_customer_guid"]] = NOT_ASSIGNED if channel is None else f"channel {channel}"
    warnings = [f"the channel of {counted(unread, 'customer')} could not be read from the leads"] if unread else []
    return found, warnings
