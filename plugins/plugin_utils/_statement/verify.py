# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Whether a statement is as it was written, and what the platform says differently today.

The JSON file is compared with its checksum and its figures with its daily counts, the values in files beside it with its own, and its
days with what the platform says now. Only the last takes a connection.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, TypedDict

from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._outputs.text import counted, some
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._statement import as_csv, as_xlsx, earlier
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._statement.document import (
    Customer,
    Document,
    by,
    called,
    summed,
)
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._statement.usage import Counts, line

OPTION = "verify"
# of a check: it holds, it does not, there is no such file, nobody asked
OK, CHANGED, ABSENT, NOT_ASKED = "ok", "changed", "absent", "not_asked"


class Check(TypedDict):
    """One check: what was compared (`checksum`, `figures`, `csv`, `xlsx`, `platform`), how it ended, and a line about it."""

    check: str
    state: str
    message: str


class Restated(TypedDict):
    """A day of which the platform says something else today; figures are null where it has no count."""

    guid: str
    name: str
    day: str
    acquired_before: int | None
    acquired_now: int | None
    used_before: int | None
    used_now: int | None


def of_files(path: Path) -> tuple[Document | None, list[Check]]:
    """Return (the statement, null where it does not fit its checksum; the checks of it and of the files beside it).

    Raises `OptionError` for a file that holds no statement at all.
    """
    try:
        document = earlier.read(str(path), OPTION, [])
    except earlier.ChangedError as error:
        return None, [_check("checksum", CHANGED, error.message.removeprefix(f"{OPTION}: "))]
    checks = [_check("checksum", OK, f"{path} fits its checksum {document['checksum']}"), _figures(document)]
    for name, differs in BESIDE.items():
        other = path.with_suffix(f".{name}")
        if not other.is_file():
            checks.append(_check(name, ABSENT, f"there is no {other}"))
            continue
        difference = differs(document, other.read_bytes())
        said = f"{other} says what the statement says" if not difference else f"{other} was changed: {difference}"
        checks.append(_check(name, CHANGED if difference else OK, said))
    return document, checks


def _figures(document: Document) -> Check:
    """Compare figures and sums with the daily counts: whoever changes a number can make a new checksum as well."""
    try:
        wrong = [called(item) for item in document["customers"] if not _adds_up(item, document["days"])]
    except (TypeError, ValueError):  # a day that is none, a number that is text
        return _check("figures", CHANGED, "a day or a figure is not one that a statement has")
    if wrong:
        return _check("figures", CHANGED, f"figures are not those of the daily counts: {some(wrong)}")
    lines, lost = document["customers"], document["not_read"]
    sums = {
        "total": summed(lines, len(lost)),
        "by_reseller": by("reseller", lines, lost),
        "by_license_type": by("license_type", lines, lost),
    }
    different = [key for key, value in sums.items() if document[key] != value]  # type: ignore[literal-required]
    if different:
        return _check("figures", CHANGED, f"sums are not those of the customers: {', '.join(different)}")
    return _check("figures", OK, "all figures are those of the daily counts")


def _adds_up(item: Customer, days: Sequence[str]) -> bool:
    every = [dt.date.fromisoformat(day) for day in days]
    figures = zip(every, item["acquired_daily"], item["used_daily"], strict=True)
    read = {day: (seats, users) for day, seats, users in figures if seats is not None and users is not None}
    unread = {dt.date.fromisoformat(day): (None, None) for day in item["days_unread"]}
    first = dt.date.fromisoformat(item["first_count"]) if item["first_count"] else None
    made = line(Counts({**unread, **read}, first, item["seats_counted"]), every)
    return all(item[key] == value for key, value in made.items())  # type: ignore[literal-required]


# suffix of a file beside the JSON file -> what tells where it differs
BESIDE: dict[str, Callable[[Document, bytes], str]] = {"csv": as_csv.differs, "xlsx": as_xlsx.differs}


def of_platform(
    document: Document, customers: Iterable[Customer], not_read: Iterable[Mapping[str, Any]], days: Sequence[str]
) -> tuple[Check, list[Restated]]:
    """Return (the check, days of which the platform says something else), for what the platform says today of some days.

    A customer that the platform does not list any more is named, and its days are not compared; so is one that could not be read.
    One that the statement of all customers lacks, and that has counts in the month, counts as restated on these days.
    """
    now = {item["guid"].lower(): item for item in customers}
    lost = [called(item) for item in not_read]
    before = {item["guid"].lower(): item for item in document["customers"]}
    unknown = {item["guid"].lower() for item in document["not_read"]}
    gone = [called(item) for guid, item in before.items() if guid not in now and called(item) not in lost]
    wanted = [day for day in document["days"] if day in set(days)]
    restated: list[Restated] = []
    for guid, item in now.items():
        if guid in unknown or (guid not in before and document["reseller"] is not None):
            continue
        old, new = _by_day(before.get(guid), document["days"]), _by_day(item, days)
        restated += [
            {
                "guid": item["guid"],
                "name": item["name"],
                "day": day,
                "acquired_before": old[day][0],
                "acquired_now": new[day][0],
                "used_before": old[day][1],
                "used_now": new[day][1],
            }
            for day in wanted
            if old[day] != new[day]
        ]
    said = [
        f"the platform says something else of {counted(len(restated), 'day')} today: "
        + some(list(dict.fromkeys(called(item) for item in restated)))
        if restated
        else "the platform says the same today",
        *([f"customers that it does not list any more: {some(gone)}"] if gone else []),
        *([f"customers that could not be read: {some(lost)}"] if lost else []),
    ]
    return _check("platform", CHANGED if restated or gone else OK, "; ".join(said)), restated


def _by_day(item: Customer | None, days: Sequence[str]) -> dict[str, tuple[int | None, int | None]]:
    if item is None:
        return dict.fromkeys(days, (None, None))
    return dict(zip(days, zip(item["acquired_daily"], item["used_daily"], strict=True), strict=True))


def _check(name: str, state: str, message: str) -> Check:
    return {"check": name, "state": state, "message": message}


def not_asked(message: str) -> Check:
    """Return the check of the platform for a run that did not ask it."""
    return _check("platform", NOT_ASKED, message)


def is_changed(checks: Iterable[Check]) -> bool:
    """Tell whether the statement or a file beside it is not as it was written; what the platform says today does not matter."""
    return any(check["state"] == CHANGED and check["check"] != "platform" for check in checks)
