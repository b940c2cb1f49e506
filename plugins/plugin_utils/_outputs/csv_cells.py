# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""CSV files for people and programs: text in them is no formula, no number and no date. Pure.

A CSV file has no types, and so a reader guesses: `0042` is 42, `343770875748e278` is a number of 290 digits, `1/2` is the second
of January, `NA` is nothing at all. Text that may be guessed gets an apostrophe in front, as the formulas do; so does text that begins with one,
and whoever takes one apostrophe off the start of a cell has the text.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from typing import Any

from ansible_collections.audiocodes.live_platform.plugins.module_utils._records.bulk import Remembered

BOM = "\ufeff"

# Characters that start a formula (OWASP, "CSV Injection"), with the full-width forms that some spreadsheets convert to
# ASCII. A line break is not listed: the text after it is checked instead.
_FORMULA_STARTS = tuple("=+-@\t\r\uff1d\uff0b\uff0d\uff20")
# with the semicolon as Excel's list separator, as in much of Europe, a cell may start inside a text, quoted or not
_INNER_FORMULA = re.compile(r"(;\s*)(?=[=+\-@\uff1d\uff0b\uff0d\uff20])")

_MONTHS = (
    "jan(?:uary|uar)?|feb(?:ruary|ruar)?|mar(?:ch)?|m\u00e4rz?|mrz|apr(?:il)?|may|mai|june?|juni|jul[yi]?|aug(?:ust)?"
    "|sept?(?:ember)?|o[ck]t(?:ober)?|nov(?:ember)?|de[cz](?:ember)?"
)
_CURRENCY = "[$\u00a2-\u00a5\u20a0-\u20bf]|eur|usd|gbp|chf"
# What spreadsheets and pandas read as something else than text, in English and German; more rather than less. No GUID is.
_GUESSED = re.compile(
    rf"""
    (?![0-9a-f]{{8}}-(?:[0-9a-f]{{4}}-){{3}}[0-9a-f]{{12}}\Z)
    (?:
        # numbers, also grouped, with an exponent, a currency or a percent sign; fractions; dates and times in digits
        (?:{_CURRENCY})?[\s(]* [.,]?\d
        (?:[\d.,:/\-\s'\u2019()] | e(?=[+\-]?\d) | (?<=e)\+ | t(?=\d))*
        (?:z | [ap]m? | {_CURRENCY} | [%\u2030])? \s*
        # a day or year beside the name of a month
        | \d{{1,4}}(?:st|nd|rd|th)?[\s.,/\-]*(?:{_MONTHS})\b[\s\d.,:/\-]*
        | (?:{_MONTHS})[\s.,/\-]*\d[\s\d.,:/\-]*
        # truth, and the errors of spreadsheets
        | true | false | wahr | falsch | inf | infinity | \#[a-z/0]+[!?]?
    )
    """,
    re.VERBOSE | re.IGNORECASE,
)
# what pandas reads as no value, in these letters only
_NOTHING = frozenset({"NA", "N/A", "n/a", "<NA>", "NULL", "null", "NaN", "nan", "None"})
# what a column of dates or numbers may hold as text and should be read as such: the same in every country but for the point
_TYPED = re.compile(
    r"\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:\d\d)?)?|-?(?:0|[1-9]\d{0,14})(?:\.\d+)?"
)
# spreadsheets keep 15 digits of a number; the others become zeros
_TOO_LARGE = 10**15

# made once: the functions of the library make one for each value
_AS_JSON = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
# texts whose cells are remembered
_MOST_TEXTS = 10_000
# characters that are text before they become a part of the file
_PART = 1 << 20


def csv_parts(
    headings: Sequence[str], rows: Iterable[Iterable[Any]], *, typed: Collection[str] = (), bom: bool = False
) -> Iterator[str]:
    """Yield the text of a CSV file (RFC 4180) in parts: the headings, then the rows, each line ended by CR LF.

    `typed` names the columns whose text is dates, times or numbers, and meant to be read as such. `bom` begins the file with
    a byte order mark, by which Excel knows UTF-8.
    """
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    text.write(BOM if bom else "")
    writer.writerow(headings)
    of_text, of_typed = remembering(), remembering(is_typed=True)
    cells = [of_typed if heading in typed else of_text for heading in headings]
    for row in rows:
        writer.writerow([cell_of(value) for cell_of, value in zip(cells, row, strict=True)])
        if text.tell() > _PART:
            yield text.getvalue()
            text.seek(0)
            text.truncate()
    yield text.getvalue()


def without_bom(content: bytes) -> bytes:
    """Return the bytes of a file without its byte order mark, if it has one."""
    return content.removeprefix(BOM.encode())


def cell(value: Any, *, is_typed: bool = False) -> str | int | float:
    """Return one cell: a number as it is, None as nothing, lists and dictionaries as JSON, text that is read as text.

    Text that a spreadsheet would calculate or guess gets an apostrophe in front, formulas also after leading blanks and
    after each semicolon; so does a number of more digits than spreadsheets keep. With `is_typed`, dates and numbers in their
    plain form have none.
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) or (isinstance(value, int) and abs(value) < _TOO_LARGE):
        return value
    if isinstance(value, (str, int)):
        text = str(value)
        if is_typed and _TYPED.fullmatch(text):
            return text
        return _INNER_FORMULA.sub(r"\1'", f"'{text}" if is_risky(text) or is_guessed(text) else text)
    return _INNER_FORMULA.sub(r"\1'", _AS_JSON(value))


def remembering(*, is_typed: bool = False) -> Callable[[Any], str | int | float]:
    """Return `cell` with a memory, for tables of many rows: most texts of a column repeat."""
    known: Remembered[str, str | int | float] = Remembered(lambda value: cell(value, is_typed=is_typed), _MOST_TEXTS)

    def quick(value: Any) -> str | int | float:
        if value is None:
            return ""
        kind = value.__class__
        if kind is str:
            return known[value]
        return value if kind is int and -_TOO_LARGE < value < _TOO_LARGE else cell(value)

    return quick


def is_risky(text: str) -> bool:
    """Return whether a spreadsheet would read the text as a formula, also after leading blanks."""
    return text.startswith(_FORMULA_STARTS) or text.lstrip().startswith(_FORMULA_STARTS)


def is_guessed(text: str) -> bool:
    """Return whether a spreadsheet or pandas may read the text as a number, a date, truth or nothing, or its apostrophe as a mark."""
    bare = text.strip()
    return text.startswith("'") or bare in _NOTHING or _GUESSED.fullmatch(bare) is not None
