# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The document: verdict, sums, changes; and its files, of which one digit that is edited is noticed."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
from pathlib import Path
from typing import Any

import pytest

from ansible_collections.audiocodes.live_platform.plugins.module_utils.errors import OptionError
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._statement import changes, earlier
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._statement.as_csv import render_csv
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._statement.as_json import render_json
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._statement.as_text import render_table, summarize
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._statement.canonical import checksum
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._statement.document import (
    Document,
    Frame,
    build,
    not_read_of,
)
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._statement.month import month_of
from kits.statement import MONTH, TODAY, history, lines_of, record, statement

FULL = ("2026-10-01", "2026-11-30")


def test_verdicts() -> None:
    assert statement({"a": history(*FULL)})["verdict"] == "complete"
    assert statement({})["verdict"] == "complete"
    gap = statement({"a": history(*FULL, missing=["2026-11-30"])})
    assert (gap["verdict"], gap["reasons"]) == ("incomplete", ["1 customer without a count on some day: a (1 day)"])
    middle = dt.date(2026, 11, 16)
    draft = statement({"a": history(*FULL, missing=["2026-11-03"])}, today=middle)
    assert (draft["verdict"], len(draft["reasons"])) == ("draft", 2)


def test_days_before_the_first_count_can_be_accepted_but_not_a_customer_without_any() -> None:
    new = history("2026-11-20", "2026-11-30")
    assert statement({"a": new})["verdict"] == "incomplete"
    assert statement({"a": new}, accept_not_yet_counted=True)["verdict"] == "complete"
    never = statement({"a": new, "b": []}, accept_not_yet_counted=True)
    assert never["reasons"] == ["1 customer without any count: b"]


def test_sums_are_over_what_is_known_and_say_what_is_not() -> None:
    found = statement(
        {"a": history(*FULL, seats=10, used=12), "b": history("2026-11-30", "2026-11-30", seats=7, used=1), "c": []}
    )
    assert found["total"] == {
        "customers": 3,
        "not_read": 0,
        "without_counts": 1,
        "seats_not_counted": 0,
        "days_expected": 90,
        "days_counted": 31,
        "acquired_last": 17,
        "acquired_seat_days": 307,
        "used_last": 13,
        "used_peaks": 13,
        "used_seat_days": 361,
        "days_over": 30,
        "seat_days_over": 60,
    }
    assert statement({"c": []})["total"]["used_last"] is None


def of_resellers() -> Document:
    """Two resellers, a customer of none, and one of whom nothing could be read."""
    month = month_of(MONTH, "UTC", TODAY)
    lines = lines_of(dict.fromkeys(("d", "C", "b", "a"), history(*FULL)), month)
    for line, reseller in zip(lines, ("south", "not assigned", "North", "south"), strict=True):
        line["reseller"] = reseller
    lost = not_read_of(record("x", "=1+1"), {"status": 500, "msg": "HTTP 500"}, "North")
    return build(Frame(month, TODAY, "live.example.com"), lines, [lost], None)


def test_customers_and_resellers_have_an_order_and_lost_ones_are_counted() -> None:
    found = of_resellers()
    assert [line["name"] for line in found["customers"]] == ["a", "b", "C", "d"]
    sums = [(item["reseller"], item["customers"], item["not_read"]) for item in found["by_reseller"]]
    assert sums == [("North", 1, 1), ("south", 2, 0), ("not assigned", 1, 0)]
    assert found["reasons"] == ["1 customer could not be read: =1+1"]
    assert render_table(found)[-5:] == [
        "Reseller      Customers  Acquired  In use  Seat-days over",
        "North                 1        10       5               0",
        "south                 2        20      10               0",
        "not assigned          1        10       5               0",
        "Total                 4        40      20               0",
    ]


def test_the_csv_has_every_row_and_no_formula() -> None:
    document = of_resellers()
    rows = list(csv.DictReader(io.StringIO(render_csv(document), newline="")))
    kinds = [row["row"] for row in rows]
    assert kinds[:5] == ["customer"] * 4 + ["not_read"]
    assert kinds[5:11] == ["reseller"] * 3 + ["license_type", "total", "reason"]
    assert rows[4]["name"] == "'=1+1"
    assert (rows[0]["used_average"], rows[0]["days_missing"]) == ("5.00", "")
    assert (rows[-1]["row"], rows[-1]["note"]) == ("checksum", document["checksum"])
    gap = statement({"a": history(*FULL, missing=["2026-11-03", "2026-11-05"])})
    assert "2026-11-03 2026-11-05" in render_csv(gap)


def saved(folder: Path, document: Any) -> str:
    path = folder / "statement.json"
    path.write_text(render_json(document), encoding="utf-8")
    return str(path)


def test_a_statement_that_was_written_is_read_again(tmp_path: Path) -> None:
    document = of_resellers()
    assert earlier.read(saved(tmp_path, document), "previous", []) == document
    path = tmp_path / "statement.json"
    # other blanks are no change
    path.write_text(json.dumps(document, indent=4), encoding="utf-8")
    assert earlier.read(str(path), "previous", []) == document


def test_every_digit_and_letter_that_is_edited_is_noticed(tmp_path: Path) -> None:
    path = Path(saved(tmp_path, statement({"a": history(*FULL)})))
    text = path.read_text("utf-8")
    places = [place for place, letter in enumerate(text) if letter.isdigit()]
    assert len(places) > 400
    for place in places[::7]:
        path.write_text(f"{text[:place]}{(int(text[place]) + 1) % 10}{text[place + 1 :]}", encoding="utf-8")
        with pytest.raises((earlier.ChangedError, OptionError)):
            earlier.read(str(path), "previous", [])


@pytest.mark.parametrize(
    ("edit", "message"),
    [
        (lambda _text: "[]", "holds no license statement of schema 1"),
        (lambda text: text.replace('"schema": 1', '"schema": 2'), "holds no license statement of schema 1"),
        (lambda text: text[:-9], "could not be read as JSON"),
        (lambda text: text.replace('"used_last": 5', '"used_last": 5.0'), r"it holds the number 5\.0"),
        (lambda text: text.replace('"used_last": 5', '"used_last": NaN'), "it holds the number NaN"),
        (lambda text: text.replace('"used_last": 5', '"used_last": 5, "used_last": 5'), "a key occurs twice"),
        (
            lambda text: text.replace('"used_last": 5', '"used_last": 99999999999999999999'),
            "holds what no statement can",
        ),
        (lambda text: text.replace('"used_last": 5', '"used_last": 6'), "was changed: its checksum is not"),
        (
            lambda text: text.replace('"warnings": [],', '"warnings": [], "more": 1,'),
            "was changed: its checksum is not",
        ),
    ],
)
def test_what_is_no_statement_is_one_error_that_says_why(tmp_path: Path, edit: Any, message: str) -> None:
    path = Path(saved(tmp_path, statement({"a": history(*FULL)})))
    path.write_text(edit(path.read_text("utf-8")), encoding="utf-8")
    with pytest.raises((earlier.ChangedError, OptionError), match=message):
        earlier.read(str(path), "previous", [])


def test_a_checksum_alone_makes_no_statement(tmp_path: Path) -> None:
    """Whoever writes another content can write its checksum; nothing breaks on it."""
    document: dict[str, Any] = {**statement({"a": history(*FULL)})}
    edits: tuple[dict[str, Any], ...] = (
        {"customers": [1]},
        {"customers": None},
        {"days": 1},
        {"month": 7},
        {"not_read": [{}]},
        {"more": 1},
    )
    for edit in edits:
        made = {**document, **edit}
        made["checksum"] = checksum(made)
        with pytest.raises(OptionError, match="lacks what a license statement holds, or holds more"):
            earlier.read(saved(tmp_path, made), "previous", [])


def test_changes_since_an_earlier_statement() -> None:
    before: dict[str, Any] = {**of_resellers(), "month": "2026-10"}
    lost = {**before["customers"][0], "guid": "X", "name": "found again"}
    same = dict(before["customers"][1])
    other = {**before["customers"][2], "reseller": "North", "license_type": "oc_essentials", "acquired_last": 12}
    new = {**same, "guid": "new", "name": "new"}
    found = changes.since(before, [same, other, new, lost], [])
    who = {key: [item["guid"] for item in value] for key, value in found.items() if isinstance(value, list)}
    assert who == {
        "added": ["new"],
        "removed": ["a", "d"],
        "license_types": ["C"],
        "resellers": ["C", "X"],
        "seats": ["C"],
        "unknown": ["X"],
    }
    (seats,) = found["seats"]
    assert (seats["before"], seats["after"]) == (10, 12)
    assert (found["month"], found["checksum"]) == ("2026-10", before["checksum"])


def test_an_earlier_statement_must_be_of_the_platform_and_not_later() -> None:
    document = statement({})
    month = month_of("2026-10", "UTC", TODAY)
    with pytest.raises(OptionError, match=r"previous is a statement of the platform live\.example\.com, not of other"):
        earlier.check(document, month, "other")
    with pytest.raises(OptionError, match="previous is the statement of 2026-11, which is after 2026-10"):
        earlier.check(document, month, "live.example.com")
    berlin = month_of("2026-11", "Europe/Berlin", TODAY)
    earlier.check(document, berlin, "live.example.com")
    assert earlier.remarks(document, berlin) == ["the statement of 2026-11 counts its days in UTC"]


def test_the_summary_is_small_and_opens_no_template() -> None:
    gaps = {f"{{{{ 40 + 2 }}}} {'x' * 300} {number}": history(*FULL, missing=["2026-11-03"]) for number in range(99)}
    found = summarize(statement(gaps), {"json": "/x/{{ y }}"}, ("incomplete",), written=True)
    text = json.dumps(found)
    assert (found["fails"], found["verdict"], len(text) < 2000) == (True, "incomplete", True)
    assert "{{" not in text
