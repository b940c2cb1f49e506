# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Answers: the bytes of one, whether they are whole, and the JSON in them. Private to L(transport).

Compression is undone here and not by C(requests): it neither bounds what comes out nor notices that a part is missing.
"""

from __future__ import annotations

import io
import json
import re
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, NoReturn

from ansible_collections.audiocodes.live_platform.plugins.module_utils import paging
from ansible_collections.audiocodes.live_platform.plugins.module_utils.errors import DataError
from ansible_collections.audiocodes.live_platform.plugins.module_utils.redaction import safe_line

# the one compression that is asked for
ACCEPTED = "gzip"
# bytes that are read, and bytes that come out of the compression, at a time
CHUNK = 1 << 20
MEBIBYTE = 1 << 20
# the most that is read of a token, and of an answer that is an error
SMALL = MEBIBYTE

# success, and yet not the whole (RFC 9110 section 15.3, RFC 4918, RFC 5842, RFC 3229). 204 has no body, which is said
# where the body is read.
_WHOLE = frozenset({200, 204})
_LESS = {
    201: "something was created",
    202: "the request was accepted, and is not done yet",
    203: "something between here and the platform has changed the answer",
    205: "there is no content",
    206: "this is only a part of the answer",
    207: "some parts of the request may have failed",
    208: "some rows are left out, since they were sent before",
    226: "these are only the changes since an earlier answer",
}
_GZIP_MARK = b"\x1f"
_WBITS = 31
# the beginning of a value at the end of a document
_BEGUN = re.compile(r"(?:tr?u?|fa?l?s?|nu?l?|-|\.|[eE][+-]?)?")
_RANGE = re.compile(r"\s*[\w-]+\s+([0-9]{1,18})-([0-9]{1,18})/([0-9]{1,18})\s*", re.ASCII)
_RELATION = re.compile(r";\s*rel\s*=\s*(?:\"([^\"]*)\"|([^\s;,\"]*))", re.IGNORECASE)
_PAIR = re.compile(r"([A-Za-z_-]{1,40})[\"']?\s*[:=]\s*[\"']?([\w-]{0,40})", re.ASCII)


@dataclass(frozen=True)
class Answer:
    """A whole answer, and the request that it is the answer to."""

    method: str
    path: str
    status: int
    headers: Mapping[str, str]
    body: bytes

    def wrong(self, what: str, hint: str, said: str | None = None, status: int | None = None) -> DataError:
        """Return the error for an answer that is not what was asked for."""
        return DataError(
            what, method=self.method, path=self.path, status=status, server_message=said or None, hint=hint
        )


class TooLargeError(Exception):
    """There is more than the bound."""


class IncompleteError(OSError):
    """The compressed body ends too early."""


class CodingError(Exception):
    """The body is encoded in a way that nobody asked for; the text is its name."""


def joined(chunks: Iterable[bytes], coding: str, most: int) -> bytes:
    """Return the body in these chunks. Raises L(TooLargeError) as soon as it is larger than C(most); 0 is no bound.

    Raises L(IncompleteError) or C(zlib.error) where the compression does not come to its end.
    """
    body = io.BytesIO()
    for piece in _pieces(chunks, coding.strip().lower()):
        body.write(piece)
        if most and body.tell() > most:
            raise TooLargeError
    return body.getvalue()


def refuse_length(length: str, most: int) -> None:
    """Raise L(TooLargeError) where a body is said to be larger than C(most), compressed or not; 0 is no bound."""
    if most and re.fullmatch("[0-9]{1,18}", length) and int(length) > most:
        raise TooLargeError


def start(chunks: Iterable[bytes], coding: str) -> bytes:
    """Return the first bytes of a body that is only for people: L(SMALL) at most, and what can be read of it."""
    body = bytearray()
    try:
        for piece in _pieces(chunks, coding.strip().lower()):
            body += piece
            if len(body) >= SMALL:
                break
    except (zlib.error, IncompleteError, CodingError):
        pass
    return bytes(body[:SMALL])


def _pieces(chunks: Iterable[bytes], coding: str) -> Iterable[bytes]:
    if coding in ("", "identity"):
        return chunks
    if coding in ("gzip", "x-gzip"):
        return _unzipped(chunks)
    raise CodingError(coding)


def _unzipped(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """Yield what is in gzip (RFC 1952, one member or several), never more than L(CHUNK) at a time."""
    unzip = None
    members = 0
    for chunk in chunks:
        data = chunk
        while data:
            if unzip is None:
                if members and not data.startswith(_GZIP_MARK):
                    return  # filling behind the last member
                unzip, members = zlib.decompressobj(_WBITS), members + 1
            piece = unzip.decompress(data, CHUNK)
            data = unzip.unconsumed_tail
            if unzip.eof:
                data, unzip = unzip.unused_data, None
            if piece:
                yield piece
    if unzip is not None:
        raise IncompleteError("the compressed answer ends too early")


def refuse_page(answer: Answer) -> None:
    """Raise L(DataError) for an HTML page: a success of whoever sent it, but not of the platform."""
    if "html" in answer.headers.get("Content-Type", "").lower() or answer.body.lstrip()[:1] == b"<":
        raise answer.wrong(
            "the answer is an HTML page, probably a login page, not data", "check url, api_prefix and the account"
        )


def decoded(answer: Answer) -> Any:
    """Return the JSON of an answer. Raises L(DataError) for anything else, above all for half a document."""
    refuse_page(answer)
    if not answer.body.strip():
        raise answer.wrong("the answer is empty", "check url and api_prefix")
    what = "the answer is not complete, valid JSON"
    again, never = (
        "it was probably cut short: try again",
        "trying again will not help: tell the operator of the platform",
    )
    try:
        return json.loads(answer.body, parse_constant=_refuse_constant)
    except json.JSONDecodeError as error:
        at = f" at character {error.pos} of {len(error.doc)}"
        raise answer.wrong(what + at, again if _is_cut(error) else "check url, api_prefix and proxy") from None
    except UnicodeDecodeError as error:
        # half a character at the very end is a cut; anything else is another encoding
        if error.end >= len(answer.body) and error.reason == "unexpected end of data":
            raise answer.wrong(what, again) from None
        raise answer.wrong("the answer is not text in UTF-8, as JSON has to be", never) from None
    except RecursionError:
        raise answer.wrong("the JSON of the answer is nested too deep", never) from None
    except _NoNumberError as error:
        raise answer.wrong(
            f"the answer is not valid JSON: it holds {error}, which is no number of JSON", never
        ) from None
    except ValueError:
        # of Python's own: sys.set_int_max_str_digits
        raise answer.wrong("the answer holds a number of thousands of digits", never) from None


class _NoNumberError(ValueError):
    """NaN or Infinity."""


def _refuse_constant(name: str) -> NoReturn:
    """Refuse NaN and Infinity, which no JSON reader behind us could read (RFC 8259 section 6)."""
    raise _NoNumberError(name)


def _is_cut(error: json.JSONDecodeError) -> bool:
    """Tell whether the document may have gone on: it is wrong at its very end, or a text in it does not end."""
    left = error.doc[error.pos :].rstrip()
    in_text = error.msg.startswith("Unterminated string") or (error.msg.startswith("Invalid \\u") and len(left) < 6)
    return in_text or bool(_BEGUN.fullmatch(left))


def is_whole(answer: Answer) -> bool:
    """Tell whether the status says that the body is all of it."""
    return answer.status in _WHOLE


def refuse_part(answer: Answer, document: Any, secrets: Iterable[str], *, is_page: bool = False) -> None:
    """Raise L(DataError) where the status or a header says that the document is less than was asked for.

    C(is_page): headers may speak of other pages.
    """
    if not is_whole(answer):
        raise answer.wrong(
            f"HTTP {answer.status}: not the whole answer: {_LESS.get(answer.status, 'the status is not known')}",
            "no part can stand for the whole: check proxy, url and api_prefix, or ask the operator of the platform",
            status=answer.status,
        )
    if is_page:
        return
    if seen := sign_in_headers(answer.headers, _rows(document)):
        raise answer.wrong(
            "the answer is only a part: a header says so",
            "no pages are documented for it: check proxy and url, or ask the operator of the platform",
            safe_line(str(seen), secrets),
        )


def sign_in_headers(headers: Mapping[str, str], rows: int) -> paging.Sign | None:
    """Return the header that speaks of more than these rows, if there is one."""
    for name, value in headers.items():
        lower = name.lower()
        if lower in _READERS:
            if _READERS[lower](value, rows):
                return paging.Sign(name, value, is_error=False)
        elif seen := paging.header_sign(name, value, rows):
            return seen
    return None


def _is_partial_range(value: str, _rows: int) -> bool:
    """Tell whether a range (RFC 9110 section 14.4) is not everything, be it counted from 0 or from 1."""
    match = _RANGE.fullmatch(value)
    if not match:
        return bool(value.strip())
    first, last, total = map(int, match.groups())
    return first > 1 or last - first + 1 < total


def _leads_on(value: str, _rows: int) -> bool:
    return any(paging.leads_on(quoted or bare) for quoted, bare in _RELATION.findall(value))


def _says_more(value: str, rows: int) -> bool:
    """Tell whether an object of paging words, in JSON or as pairs, says that there is more."""
    try:
        document = json.loads(value)
    except (ValueError, RecursionError):
        document = None
    if not isinstance(document, (dict, list)):
        document = dict(_PAIR.findall(value))
    return paging.sign(document, None, rows) is not None


# headers that are more than a word and its value
_READERS = {
    "content-range": _is_partial_range,
    "link": _leads_on,
    "x-pagination": _says_more,
    "pagination": _says_more,
    "x-paging": _says_more,
    "paging": _says_more,
}


def _rows(document: Any) -> int:
    """Return how many rows a document has: those of its longest list, and at least one where it may be an item."""
    if isinstance(document, list):
        return len(document)
    values = list(document.values()) if isinstance(document, dict) else []
    lengths = [len(value) for value in values if isinstance(value, list)]
    return max(lengths, default=1) if len(lengths) == len(values) else max([1, *lengths])
