# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Reads lists that come in pages: all rows, or an error. Pure Python.

There are two forms. A page of numbers says which page it is and how many there are (vendor page "Get Operator Connect Customer
Numbers V3"). A page of leads is a bare list (vendor page "Get All OC Leads"), so the first page with fewer rows than requested
is the last.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from ansible_collections.audiocodes.live_platform.plugins.module_utils import paging
from ansible_collections.audiocodes.live_platform.plugins.module_utils._records.completeness import some
from ansible_collections.audiocodes.live_platform.plugins.module_utils._records.convert import to_int
from ansible_collections.audiocodes.live_platform.plugins.module_utils.errors import DataError, LivePlatformError

# number of a page, starting at 1 -> its body
Read = Callable[[int], Any]

_ROWS = "data"
_CHANGED = "rows were added or removed meanwhile, or pages are not what they seem: try again"
_ODD = "ask the operator of the platform"


class _Page(NamedTuple):
    """What a page says about itself: its number, the maximum rows of a page, the number of pages and rows, its rows."""

    current: int
    size: int
    pages: int
    total: int
    rows: list[Any]


# key in lower case -> the field of a page
_KEYS = {"currentpage": "current", "pagesize": "size", "totalpages": "pages", "totalrecords": "total"}


def counted(read: Read, what: str) -> list[Any]:
    """Return the rows of all pages, if each page says how many there are.

    Raises `DataError` for a page that is not the requested one, has too few or too many rows, or contradicts the first page
    about the totals. Errors from `read` are raised with the number of the page added.
    """
    first = _page(read(1), what, 1)
    _check(first, first, what, 1)
    rows = list(first.rows)
    for number in range(2, first.pages + 1):
        page = _page(_read(read, what, number), what, number)
        _check(page, first, what, number)
        rows += page.rows
    return rows


def uncounted(read: Read, size: int, what: str) -> list[Any]:
    """Return the rows of all pages, if no page says how many there are; `size` rows were requested of each.

    Raises `DataError` for a page that is not a list, has more rows, or repeats the page before it.
    """
    rows: list[Any] = []
    number, latest = 0, None
    while True:
        number += 1
        page = _read(read, what, number) if number > 1 else read(number)
        if not isinstance(page, list):
            raise DataError(f"page {number} is not a list of {what}", hint="check url and api_prefix")
        if len(page) > size:
            found = some(len(page), "rows")
            raise DataError(f"page {number} of the list of {what} has {found}, more than {size}", hint=_ODD)
        if page and page == latest:
            raise DataError(f"page {number} of the list of {what} is the same as page {number - 1}", hint=_ODD)
        rows += page
        if len(page) < size:
            return rows
        latest = page


def _read(read: Read, what: str, number: int) -> Any:
    try:
        return read(number)
    except LivePlatformError as error:
        raise error.adding(f"it was page {number} of the list of {what}") from None


def _page(body: Any, what: str, number: int) -> _Page:
    """Return the parsed page. Raises `DataError` if the body does not describe itself."""
    keys = {key.lower(): value for key, value in body.items()} if isinstance(body, Mapping) else {}
    rows = keys.get(_ROWS)
    said = {name: to_int(keys.get(key)) for key, name in _KEYS.items()}
    numbers = {name: value for name, value in said.items() if value is not None and value >= 0}
    if not isinstance(rows, list) or len(numbers) < len(said):
        raise DataError(
            f"page {number} of the list of {what} does not say how many there are",
            hint="check url and api_prefix",
        )
    page = _Page(rows=rows, **numbers)
    rest = {key: value for key, value in keys.items() if key not in _KEYS}
    # a page before the last may name the next one
    more = page.current < page.pages
    if seen := paging.sign(rest, rows, len(rows), errors_only=more):
        raise DataError(
            f"the platform reports more, or an error, beside page {number} of the list of {what}",
            server_message=str(seen),
            hint="try again later, or ask the operator of the platform",
        )
    return page


def _check(page: _Page, first: _Page, what: str, number: int) -> None:
    """Raise `DataError` if a page is not the one with this number, or differs from what the first page promised."""
    of = f"page {number} of the list of {what}"
    if page.current != number:
        raise DataError(f"the platform returned page {page.current} when asked for {of}", hint=_ODD)
    if (page.total, page.pages, page.size) != (first.total, first.pages, first.size):
        raise DataError(
            f"{of} speaks of {_whole(page)}, the first page of {_whole(first)}",
            hint=_CHANGED,
        )
    # some servers report no rows as one empty page
    if not page.size or page.pages not in {-(-page.total // page.size), 1 if not page.total else None}:
        raise DataError(f"{of} speaks of {_whole(page)}, which cannot be", hint=_ODD)
    due = min(page.size, page.total - (number - 1) * page.size)
    if len(page.rows) != due:
        raise DataError(
            f"{of} has {some(len(page.rows), 'rows')} instead of {due} ({_whole(page)} in all)", hint=_CHANGED
        )


def _whole(page: _Page) -> str:
    return f"{some(page.total, 'rows')} in {some(page.pages, 'pages')} of {page.size}"
