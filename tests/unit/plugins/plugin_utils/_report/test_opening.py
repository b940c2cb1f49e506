# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What terminal and ticket begin with: the questions of an officer in their order, cut lists sorted by need."""

from __future__ import annotations

import json
import re
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._policy.stakes import stake_text, when_text
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._report.as_json import render_json
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._report.as_markdown import render_markdown
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._report.as_text import render_table, summarize
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._report.model import Model
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._report.previous import find
from kits.compliance import loaded, rule
from kits.report_data import (
    NOW,
    default_policy,
    hostile_hosts,
    hosts_of,
    many_hosts,
    model_of,
    raw_customer,
    raw_service,
    trial,
)
from kits.report_pages import read_markdown

Hosts = dict[str, dict[str, Any]]


def compared(before: Hosts, after: Hosts, folder: Path, **asked: Any) -> Model:
    """Return the model of a report after an earlier one."""
    path = folder / "before.json"
    path.write_text(render_json(model_of(before, now=NOW - timedelta(days=21))), encoding="utf-8")
    previous, _warnings = find(path, NOW, [])
    return model_of(after, previous=previous, **asked)


def everything(folder: Path) -> Model:
    """Return a model with something in every section."""
    customers = [raw_customer("g", "Over Ltd", seats=10, used=50)]
    before = hosts_of([raw_service(1, "old")], customers)
    after = hosts_of(
        [raw_service(1, "new name", status="ERROR"), trial(2, "25-11-2026"), trial(3, "20-06-2026")], customers
    )
    return compared(before, after, folder, policy=default_policy())


def test_questions_come_in_the_order_of_need_and_counts_behind_them(tmp_path: Path) -> None:
    model = everything(tmp_path)
    wanted = ["What needs you", "Since the report of 2026-11-01", "Lapses next", "Has lapsed"]
    titles = [line[3:] for line in render_markdown(model).splitlines() if line.startswith("## ")]
    assert titles[:5] == [*wanted, "Figures"]
    lines = render_table(model)
    places = [lines.index(title) for title in wanted]
    assert places == sorted(places)
    assert places[-1] < next(place for place, line in enumerate(lines) if line.startswith("Seats used"))


def test_a_ticket_says_what_is_at_stake_and_what_to_do(tmp_path: Path) -> None:
    text = render_markdown(everything(tmp_path))
    tables = read_markdown(text)
    assert tables["What needs you"][0] == [
        "critical",
        "Far more seats in use than acquired",
        "1",
        "40 seats",
        "Over Ltd",
        "Acquire more seats, or find out which users should not count.",
    ]
    assert tables["Since the report of 2026-11-01"] == [
        ["new", "trial 2", "none", "Pro"],
        ["new", "trial 3", "none", "Pro"],
        ["state", "new name", "ok", "error"],
        ["renamed", "new name", "old", "new name"],
    ]
    assert tables["Lapses next"] == [["2026-11-25", "in 3 days", "AI Summary trial", "trial 2"]]
    assert tables["Has lapsed"] == [["2026-06-20", "155 days ago", "AI Summary trial", "trial 3"]]
    assert "Judged by the policy default." in text.splitlines()[-1]


def test_text_is_on_the_left_and_numbers_on_the_right(tmp_path: Path) -> None:
    model = everything(tmp_path)
    text = render_markdown(model)
    rules = {line for line in text.splitlines() if line.startswith("| ---")}
    assert "| --- | --- | ---: | --- | --- | --- |" in rules
    assert "| Customer | License | Used | Acquired |\n| --- | --- | ---: | ---: |" in text
    lines = render_table(model)
    place = next(place for place, line in enumerate(lines) if line.startswith("Severity"))
    head, row = lines[place : place + 2]
    assert row.index("Far more") == head.index("What")
    assert row[: head.index("Count") + 5].endswith(" 1")


def test_a_cut_list_of_lapses_shows_what_ends_next() -> None:
    trials = [trial(n, "01-01-2026") for n in range(100)]
    trials += [trial(100 + n, f"{n:02}-12-2026") for n in range(1, 29)]
    model = model_of(hosts_of(trials))
    tables = read_markdown(render_markdown(model))
    assert [row[3] for row in tables["Lapses next"]] == [f"trial {100 + n}" for n in range(1, 21)]
    assert "... and 8 more." in render_markdown(model)
    table = render_table(model)
    first = table.index("Lapses next")
    assert [line.split("  ")[-1] for line in table[first + 3 : first + 10]] == [f"trial {100 + n}" for n in range(1, 8)]
    assert table[first + 10] == "... and 21 more"


def test_many_of_one_change_hide_no_other(tmp_path: Path) -> None:
    before = hosts_of([raw_service(n, f"s{n}") for n in range(60)])
    after = hosts_of([raw_service(0, "s0", status="ERROR"), *(raw_service(100 + n, f"n{n}") for n in range(60))])
    model = compared(before, after, tmp_path)
    tables = read_markdown(render_markdown(model))
    changes = [row[0] for row in tables["Since the report of 2026-11-01"]]
    assert changes == ["new"] * 5 + ["gone"] * 5 + ["state"]
    assert "... and 109 more." in render_markdown(model)
    assert "60 new, 59 gone, 1 in another state." in render_markdown(model)


def test_without_changes_a_report_says_so(tmp_path: Path) -> None:
    hosts = hosts_of([raw_service(1, "a")])
    assert "Nothing that this report shows has changed." in render_table(compared(hosts, hosts, tmp_path))


def test_what_nobody_asked_for_has_no_section() -> None:
    lines = render_table(model_of(hosts_of([raw_service(1, "a")])))
    assert not {"What needs you", "Lapses next", "Has lapsed"}.intersection(lines)


def test_nothing_open_is_said_and_what_was_not_judged_as_well() -> None:
    hosts = hosts_of([raw_service(1, "a")])
    hosts["a"]["lp_unread"] = ["status"]
    policy = loaded(rule(check={"type": "state", "field": "status", "in": ["error"]}))
    lines = render_table(model_of(hosts, policy=policy))
    place = lines.index("What needs you")
    assert lines[place + 1] == "Nothing is open."
    assert lines[place + 2].startswith("1 pair of rule and object could not be judged")


def test_information_is_counted_apart() -> None:
    policy = loaded(rule(), rule("note", severity="info"))
    lines = render_table(model_of(hosts_of([raw_service(1, "a")]), policy=policy))
    assert "1 open finding: 1 high; and 1 for information." in lines


def test_nothing_but_the_end_speaks_of_inventories(tmp_path: Path) -> None:
    for lines in (render_table(everything(tmp_path)), render_markdown(everything(tmp_path)).splitlines()):
        *body, foot = lines
        assert "Inventory: 4 hosts of" in foot
        assert not [line for line in body if re.search(r"inventor|hosts|variable|lp_|groups?\b", line)]


def test_platforms_are_a_column_where_there_are_several() -> None:
    hosts = hosts_of([trial(1, "25-11-2026"), trial(2, "25-11-2026")])
    for host, platform in zip(hosts.values(), ("oslo", "zurich"), strict=True):
        host["lp_platform"] = platform
    tables = read_markdown(render_markdown(model_of(hosts)))
    assert [row[-1] for row in tables["Lapses next"]] == ["oslo", "zurich"]
    assert "Platform: oslo, zurich" in render_table(model_of(hosts))


def test_labels_stand_for_words_of_programs() -> None:
    hosts = hosts_of([raw_service(1, "a")])
    hosts["a"].update(lp_ai_summary_devices_active=5, lp_ai_summary_devices_max=1)
    tables = read_markdown(render_markdown(model_of(hosts)))
    assert tables["Device plans exceeded"] == [["a", "AI Summary devices", "5", "1"]]


def test_hostile_text_stays_text_and_lines_stay_short(tmp_path: Path) -> None:
    model = compared(hosts_of([raw_service(99, "x")]), hostile_hosts(), tmp_path, policy=default_policy())
    text = render_markdown(model)
    assert not re.search(r"[<>@]", text)
    lines = render_table(model)
    assert max(map(len, lines)) <= 100
    assert all(char.isprintable() for line in lines for char in line)


@pytest.mark.parametrize(
    ("stake", "text"),
    [
        (None, ""),
        ({"amount": 1, "unit": "seats"}, "1 seat"),
        ({"amount": 1200, "unit": "seats"}, "1,200 seats"),
        ({"amount": 2, "unit": "dids"}, "2 DIDs"),
        ({"amount": 0, "unit": "days"}, "first today"),
        ({"amount": 1, "unit": "days"}, "first in 1 day"),
        ({"amount": -154, "unit": "days"}, "longest 154 days ago"),
    ],
)
def test_what_is_at_stake_in_words(stake: dict[str, Any] | None, text: str) -> None:
    assert stake_text(stake) == text


def test_days_in_words() -> None:
    assert [when_text(days) for days in (0, 1, 30, -1, -154)] == [
        "today",
        "in 1 day",
        "in 30 days",
        "1 day ago",
        "154 days ago",
    ]


def test_the_summary_has_the_counts_and_what_lapses_next(tmp_path: Path) -> None:
    summary = summarize(everything(tmp_path))
    assert summary["attention"]["critical"] == 1
    assert (summary["changes"]["new"], summary["changes"]["gone"]) == (2, 0)
    assert summary["next_lapse"] == {"what": "trial", "name": "trial 2", "platform": "", "date": "2026-11-25"}
    empty = summarize(model_of({}))
    assert (empty["attention"], empty["changes"], empty["next_lapse"]) == ({}, {}, {})
    assert empty.keys() == summary.keys()
    assert len(json.dumps(summarize(model_of(many_hosts(50), policy=default_policy())))) < 3000
