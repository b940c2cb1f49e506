# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Words by which an answer says that it is only a part. Pure.

The vendor documents no paging for most lists, so these are the words of common frameworks. `pages` reads the lists that
do have pages. The words count anywhere outside the rows, in any case, and with any signs between letters: `hasMore`,
`has_more`, `@odata.nextLink`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple

from ansible_collections.audiocodes.live_platform.plugins.module_utils.reading import as_bool, as_int
from ansible_collections.audiocodes.live_platform.plugins.module_utils.text import printable


class Sign(NamedTuple):
    """A word that was found: where, its value as JSON, and whether it means an error rather than more rows."""

    where: str
    value: str
    is_error: bool

    def __str__(self) -> str:
        return f"{self.where}: {self.value}"


# texts that mean "nothing"
_NOTHING = frozenset({"", "-", "n/a", "null", "none", "nil", "false", "no", "0", "ok", "success", "[]", "{}"})


def _is_more(value: Any, rows: int) -> bool:
    if isinstance(value, Mapping):
        value = value.get("value")
    return (as_int(value) or 0) > rows


def _has_pages(value: Any, _rows: int) -> bool:
    return (as_int(value) or 0) > 1


def _is_something(value: Any, rows: int) -> bool:
    if isinstance(value, Mapping):
        return any(
            bool(item) if isinstance(item, (Mapping, list)) else _is_something(item, rows) for item in value.values()
        )
    if isinstance(value, str):
        return value.strip().lower() not in _NOTHING
    # some servers send -1 for a page that does not exist
    return bool(value) and value != -1


def _is_false(value: Any, _rows: int) -> bool:
    return as_bool(value) is False if isinstance(value, (bool, str)) else False


# test of a value (given the number of rows) -> the words it is for, as letters and digits in lower case
_JUDGES: dict[Callable[[Any, int], bool], tuple[str, ...]] = {
    _is_more: (
        *("count", "total", "totalcount", "totalelements", "totalhits", "totalitems", "totalnumber", "totalobjects"),
        *("totalrecords", "totalresults", "totalrows", "totalsize", "itemcount", "itemscount", "numfound"),
        *("recordcount", "recordstotal", "resultcount", "rowcount", "odatacount"),
    ),
    _has_pages: ("totalpages", "pagecount", "pagescount", "numpages", "numberofpages", "pagestotal"),
    _is_something: (
        *("next", "nextcursor", "nexthref", "nextlink", "nextmarker", "nextoffset", "nextpage", "nextpagelink"),
        *("nextpagetoken", "nextpageurl", "nextrecordsurl", "nextstart", "nexttoken", "nexturi", "nexturl"),
        *("odatanextlink", "continuation", "continuationtoken", "resumptiontoken", "skiptoken"),
        *("hasmore", "hasmoredata", "hasmoreitems", "hasmorepages", "hasmoreresults", "hasnext", "hasnextpage"),
        *("more", "moreavailable", "moredata", "moreresults", "incomplete", "incompleteresults", "istruncated"),
        *("ispartial", "partial", "partialresponse", "partialresults", "truncated", "isincomplete"),
    ),
    _is_false: ("iscomplete", "complete", "islast", "islastpage", "last", "lastpage"),
}
_SIGNS = {word: judge for judge, words in _JUDGES.items() for word in words}


def _is_bad_word(value: Any, _rows: int) -> bool:
    return isinstance(value, str) and value.strip().lower() in ("error", "failed", "failure", "partial")


# the same for words that say that some rows could not be read
_FAILURES: dict[str, Callable[[Any, int], bool]] = {
    **dict.fromkeys(("error", "errors", "errormessage", "errormessages", "exception", "exceptions"), _is_something),
    **dict.fromkeys(("failed", "failure", "failures", "haserrors", "partialfailure", "partialfailures"), _is_something),
    **dict.fromkeys(("success", "succeeded", "issuccess", "issuccessful"), _is_false),
    "status": _is_bad_word,
}
# words that mean something else in the name of a header
_NO_HEADER = frozenset({"complete", "count", "last", "more", "next", "partial"})
# keys that name the relation of a link
_RELATIONS = ("rel", "relation")
_NEIGHBOURS = frozenset({"next", "prev", "previous"})


def sign(document: Any, rows: Any, count: int, *, errors_only: bool = False) -> Sign | None:
    """Return the first sign that the platform has more than these rows; None if there is none.

    `rows` is the list of rows inside the document; it is not searched. `count` is its length. With `errors_only`, more
    rows are expected and only an error counts.
    """
    for where, key, value in _entries(document, rows):
        found = word(key)
        judge = _SIGNS.get(found)
        fails = _FAILURES.get(found)
        if fails and fails(value, count):
            return Sign(where, _shown(value), is_error=True)
        if errors_only:
            continue
        if judge and judge(value, count):
            return Sign(where, _shown(value), is_error=False)
        if key in _RELATIONS and any(leads_on(item) for item in _texts(value)):
            return Sign(where, _shown(value), is_error=False)
    return None


def header_sign(name: str, value: str, count: int) -> Sign | None:
    """Return the sign in a header named after one of the words, such as X-Total-Count or X-Next-Page."""
    known = word(re.sub("^(x-)?(ms-)?(pagination-)?", "", name.lower()))
    judge = None if known in _NO_HEADER else _SIGNS.get(known)
    # a header sent twice arrives as one, with a comma
    is_sign = judge is not None and any(judge(part, count) for part in value.split(","))
    return Sign(name, value, is_error=False) if is_sign else None


def leads_on(relations: str) -> bool:
    """Return whether a link with these relations (RFC 8288) leads to another page."""
    return not _NEIGHBOURS.isdisjoint(relations.lower().split())


def word(key: str) -> str:
    """Return the letters and digits of a key, in lower case."""
    return re.sub("[^a-z0-9]", "", key.lower())


def _texts(value: Any) -> list[str]:
    return [item for item in (value if isinstance(value, list) else [value]) if isinstance(item, str)]


def _shown(value: Any) -> str:
    if isinstance(value, str):
        return printable(value) or "null"
    try:
        return json.dumps(value, sort_keys=True)
    except RecursionError:
        return "nested too deeply to be shown"


def _entries(document: Any, rows: Any) -> Iterator[tuple[str, str, Any]]:
    """Yield (path, key, value) of all objects outside the rows. Not recursive, so any depth is fine."""
    waiting: list[tuple[str, Any]] = [("", document)]
    while waiting:
        where, item = waiting.pop()
        if isinstance(item, Mapping):
            for key, value in item.items():
                yield f"{where}{key}", str(key), value
                if value is not rows and isinstance(value, (Mapping, list)):
                    waiting.append((f"{where}{key}.", value))
        else:
            waiting += [(where, value) for value in item if isinstance(value, (Mapping, list))]
