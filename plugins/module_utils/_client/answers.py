# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Answers of the platform: read the body, check that it is complete, decode its JSON. Used by `transport` only.

This file decompresses, not `requests`: `requests` neither limits the decompressed size nor notices a missing end.
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

# the only compression we ask for
ACCEPTED = "gzip"
# bytes to read, and bytes to decompress, at a time
CHUNK = 1 << 20
MEBIBYTE = 1 << 20
# most bytes to read of a token response or an error response
SMALL = MEBIBYTE

# Successes that may be incomplete (RFC 9110 section 15.3, RFC 4918, RFC 5842, RFC 3229). 204 has no body;
# `Transport.read` handles it.
_WHOLE = frozenset({200, 204})
_LESS = {
    201: "something was created",
    202: "the request was accepted but is not done yet",
    203: "a proxy or gateway changed the answer",
    205: "it has no content",
    206: "this is only a part of the answer",
    207: "some parts of the request may have failed",
    208: "some rows are left out because they were sent before",
    226: "it holds only the changes since an earlier answer",
}
_GZIP_MARK = b"\x1f"
_WBITS = 31
# the start of a value at the end of a document
_BEGUN = re.compile(r"(?:tr?u?|fa?l?s?|nu?l?|-|\.|[eE][+-]?)?")
_RANGE = re.compile(r"\s*[\w-]+\s+([0-9]{1,18})-([0-9]{1,18})/([0-9]{1,18})\s*", re.ASCII)
_RELATION = re.compile(r";\s*rel\s*=\s*(?:\"([^\"]*)\"|([^\s;,\"]*))", re.IGNORECASE)
_PAIR = re.compile(r"([A-Za-z_-]{1,40})[\"']?\s*[:=]\s*[\"']?([\w-]{0,40})", re.ASCII)


@dataclass(frozen=True)
class Answer:
    """A complete answer, and the request that it answers."""

    method: str
    path: str
    status: int
    headers: Mapping[str, str]
    body: bytes

    def wrong(self, what: str, hint: str, said: str | None = None, status: int | None = None) -> DataError:
        """Return the error for an answer that is not what we asked for."""
        return DataError(
            what, method=self.method, path=self.path, status=status, server_message=said or None, hint=hint
        )


class TooLargeError(Exception):
    """The body is larger than the limit."""


class IncompleteError(OSError):
    """The compressed body ends too early."""


class CodingError(Exception):
    """The body has an encoding that we did not ask for. The text is the name of the encoding."""


def joined(chunks: Iterable[bytes], coding: str, most: int) -> bytes:
    """Return the body in these chunks, decompressed. `most` is the limit in bytes; 0 means no limit.

    Raises `TooLargeError` as soon as the limit is passed, and `IncompleteError` or `zlib.error` if the compressed data
    is cut short.
    """
    body = io.BytesIO()
    for piece in _pieces(chunks, coding.strip().lower()):
        body.write(piece)
        if most and body.tell() > most:
            raise TooLargeError
    return body.getvalue()


def refuse_length(length: str, most: int) -> None:
    """Raise `TooLargeError` if the Content-Length is above `most` bytes, compressed or not; 0 means no limit."""
    if most and re.fullmatch("[0-9]{1,18}", length) and int(length) > most:
        raise TooLargeError


def start(chunks: Iterable[bytes], coding: str) -> bytes:
    """Return the readable start of a body that only people read: at most `SMALL` bytes, without errors."""
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
    """Decompress gzip (RFC 1952, one or more members), at most `CHUNK` bytes at a time."""
    unzip = None
    members = 0
    for chunk in chunks:
        data = chunk
        while data:
            if unzip is None:
                if members and not data.startswith(_GZIP_MARK):
                    return  # padding after the last member
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
    """Raise `DataError` for an HTML page: a proxy or login page answered, not the platform."""
    if "html" in answer.headers.get("Content-Type", "").lower() or answer.body.lstrip()[:1] == b"<":
        raise answer.wrong(
            "the answer is an HTML page, probably a login page, not data", "check url, api_prefix and the account"
        )


def decoded(answer: Answer) -> Any:
    """Return the JSON of an answer. Raises `DataError` for anything else, such as a document that was cut short."""
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
        # a partial character at the very end means a cut; anything else means another encoding
        if error.end >= len(answer.body) and error.reason == "unexpected end of data":
            raise answer.wrong(what, again) from None
        raise answer.wrong("the answer is not UTF-8 text, which JSON must be", never) from None
    except RecursionError:
        raise answer.wrong("the JSON of the answer is nested too deeply", never) from None
    except _NoNumberError as error:
        raise answer.wrong(
            f"the answer is not valid JSON: it holds {error}, which is not a JSON number", never
        ) from None
    except ValueError:
        # Python's own limit: `sys.set_int_max_str_digits`
        raise answer.wrong("the answer holds a number with thousands of digits", never) from None


class _NoNumberError(ValueError):
    """NaN or Infinity."""


def _refuse_constant(name: str) -> NoReturn:
    """Refuse NaN and Infinity: other JSON readers cannot read them (RFC 8259 section 6)."""
    raise _NoNumberError(name)


def _is_cut(error: json.JSONDecodeError) -> bool:
    """Return whether the document was probably cut short: it ends inside a text, or the error is at its very end."""
    left = error.doc[error.pos :].rstrip()
    in_text = error.msg.startswith("Unterminated string") or (error.msg.startswith("Invalid \\u") and len(left) < 6)
    return in_text or bool(_BEGUN.fullmatch(left))


def is_whole(answer: Answer) -> bool:
    """Return whether the status promises a complete body."""
    return answer.status in _WHOLE


def refuse_part(answer: Answer, document: Any, secrets: Iterable[str], *, is_page: bool = False) -> None:
    """Raise `DataError` if the status or a header says that this is only a part of what we asked for.

    With `is_page`, headers may mention other pages.
    """
    if not is_whole(answer):
        raise answer.wrong(
            f"HTTP {answer.status}: not the whole answer: {_LESS.get(answer.status, 'the status is not known')}",
            "a partial answer cannot be used: check proxy, url and api_prefix, or ask the operator of the platform",
            status=answer.status,
        )
    if is_page:
        return
    if seen := sign_in_headers(answer.headers, _rows(document)):
        raise answer.wrong(
            "the answer is only a part: a header says so",
            "this list has no documented pages: check proxy and url, or ask the operator of the platform",
            safe_line(str(seen), secrets),
        )


def sign_in_headers(headers: Mapping[str, str], rows: int) -> paging.Sign | None:
    """Return the header that announces more than these rows; None if there is none."""
    for name, value in headers.items():
        lower = name.lower()
        if lower in _READERS:
            if _READERS[lower](value, rows):
                return paging.Sign(name, value, is_error=False)
        elif seen := paging.header_sign(name, value, rows):
            return seen
    return None


def _is_partial_range(value: str, _rows: int) -> bool:
    """Return whether a range (RFC 9110 section 14.4) is less than everything, whether it counts from 0 or from 1."""
    match = _RANGE.fullmatch(value)
    if not match:
        return bool(value.strip())
    first, last, total = map(int, match.groups())
    return first > 1 or last - first + 1 < total


def _leads_on(value: str, _rows: int) -> bool:
    return any(paging.leads_on(quoted or bare) for quoted, bare in _RELATION.findall(value))


def _says_more(value: str, rows: int) -> bool:
    """Return whether an object of paging words, as JSON or as pairs, announces more rows."""
    try:
        document = json.loads(value)
    except (ValueError, RecursionError):
        document = None
    if not isinstance(document, (dict, list)):
        document = dict(_PAIR.findall(value))
    return paging.sign(document, None, rows) is not None


# headers that need more than a comparison of one value
_READERS = {
    "content-range": _is_partial_range,
    "link": _leads_on,
    "x-pagination": _says_more,
    "pagination": _says_more,
    "x-paging": _says_more,
    "paging": _says_more,
}


def _rows(document: Any) -> int:
    """Return the number of rows: the length of the longest list, and at least 1 if the document may be one row."""
    if isinstance(document, list):
        return len(document)
    values = list(document.values()) if isinstance(document, dict) else []
    lengths = [len(value) for value in values if isinstance(value, list)]
    return max(lengths, default=1) if len(lengths) == len(values) else max([1, *lengths])
