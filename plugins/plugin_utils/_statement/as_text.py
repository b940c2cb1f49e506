# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""A statement as lines for a terminal, and as the small dictionary that a run publishes. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ansible_collections.audiocodes.live_platform.plugins.module_utils.text import one_line
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._outputs.text import counted, untemplatable
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._statement.document import SCHEMA, Document
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._statement.instance import pool_lines
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._statement.mailing import Mail, counted_states
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._statement.verify import (
    CHANGED,
    Check,
    Restated,
    is_changed,
)

Summary = dict[str, Any]

# lines of resellers that the output of a task shows; files show all
MOST_LINES = 40
_LONGEST_MESSAGE = 300
# of a statement, in its summary
_KNOWN = ("verdict", "month", "timezone", "generated_at", "total", "pool", "checksum")
_WIDTH = 32


def render_table(document: Document) -> list[str]:
    """Return the lines of a statement: its verdict and why, then the sums of the resellers."""
    total = document["total"]
    lines = [
        f"License statement of {document['month']} ({document['timezone']}), {one_line(document['platform'], 60)}: "
        f"{document['verdict']}",
        *(one_line(f"- {reason}", _LONGEST_MESSAGE) for reason in document["reasons"]),
        f"{counted(total['customers'], 'customer')}, seats at the end: {_number(total['acquired_last'])} acquired, "
        f"{_number(total['used_last'])} in use",
        *(f"{label}: {sentence}" for label, sentence in pool_lines(document["pool"])),
        "",
    ]
    shown = document["by_reseller"][:MOST_LINES]
    rows = [_row(one_line(sums["reseller"], _WIDTH), sums) for sums in shown]
    lines += _columns([("Reseller", "Customers", "Acquired", "In use", "Seat-days over"), *rows, _row("Total", total)])
    more = len(document["by_reseller"]) - len(shown)
    return [*lines, *([f"... and {counted(more, 'more reseller')}"] if more else [])]


def _row(name: str, sums: Mapping[str, Any]) -> tuple[str, ...]:
    keys = ("acquired_last", "used_last", "seat_days_over")
    return (name, str(sums["customers"]), *(_number(sums[key]) for key in keys))


def _number(value: int | None) -> str:
    return "-" if value is None else str(value)


def _columns(rows: Sequence[Sequence[str]]) -> list[str]:
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return [
        "  ".join(
            text.rjust(width) if place else text.ljust(width)
            for place, (text, width) in enumerate(zip(row, widths, strict=True))
        )
        for row in rows
    ]


def summarize(
    document: Document,
    files: Mapping[str, str],
    failing: Sequence[str],
    mails: Sequence[Mail] | None = None,
    *,
    written: bool,
) -> Summary:
    """Return the summary of a statement. `failing` are the verdicts with which a job fails; `mails` are null if nobody wants any."""
    lost = [mail for mail in mails or () if mail.state == "undelivered"]
    reasons = [f"the statement of {one_line(mail.reseller, 80)} was not delivered: {mail.detail}" for mail in lost]
    return {
        **failure("; ".join([*reasons, *document["reasons"]])),
        **{key: document[key] for key in _KNOWN},  # type: ignore[literal-required]
        "platform": untemplatable(document["platform"]),
        "reasons": [_told(reason) for reason in document["reasons"]],
        "resellers": len(document["by_reseller"]),
        "fails": document["verdict"] in failing or bool(lost),
        "mails": None if mails is None else counted_states(mails),
        "files": untemplatable(dict(files)),
        "written": written,
    }


def summarize_checks(
    document: Document | None, checks: Sequence[Check], restated: Sequence[Restated] | None
) -> Summary:
    """Return the summary of a run that verified a statement; null where it does not fit its checksum, or nobody asked the platform."""
    changed = is_changed(checks)
    known = {key: document[key] for key in _KNOWN} if document else {}  # type: ignore[literal-required]
    return {
        **failure("; ".join(check["message"] for check in checks if check["state"] == CHANGED)),
        **known,
        "platform": untemplatable(document["platform"]) if document else None,
        "verdict": "changed" if changed else "verified",
        "fails": changed,
        "checks": [{**check, "message": _told(check["message"])} for check in checks],
        "restated": None if restated is None else len(restated),
    }


def render_checks(checks: Sequence[Check], restated: Sequence[Restated]) -> list[str]:
    """Return the lines of a verification: its checks, then days of which the platform says something else today."""
    lines = [
        f"{check['check']}: {_WORDS[check['state']]} - {one_line(check['message'], _LONGEST_MESSAGE)}"
        for check in checks
    ]
    if restated:
        titles = ("Customer", "Day", "Acquired", "now", "In use", "now")
        lines += ["", *_columns([titles, *(_restated(item) for item in restated[:MOST_LINES])])]
    more = len(restated) - MOST_LINES
    return [*lines, *([f"... and {counted(more, 'more day')}"] if more > 0 else [])]


_WORDS = {"ok": "ok", "changed": "CHANGED", "absent": "not there", "not_asked": "not asked"}


def _restated(item: Restated) -> tuple[str, ...]:
    keys = ("acquired_before", "acquired_now", "used_before", "used_now")
    return (one_line(item["name"] or item["guid"], _WIDTH), item["day"], *(_number(item[key]) for key in keys))  # type: ignore[literal-required]


def failure(message: str) -> Summary:
    """Return the summary of a run that made no statement; it has the keys of every other one."""
    return {
        "schema": SCHEMA,
        "verdict": "failed",
        "fails": True,
        "message": _told(message),
        "month": None,
        "timezone": None,
        "generated_at": None,
        "platform": None,
        "reasons": [],
        "checks": [],
        "restated": None,
        "total": None,
        "pool": None,
        "resellers": 0,
        "mails": None,
        "checksum": None,
        "files": {},
        "written": False,
    }


def _told(message: str) -> str:
    text: str = untemplatable(one_line(message, _LONGEST_MESSAGE))
    return text
