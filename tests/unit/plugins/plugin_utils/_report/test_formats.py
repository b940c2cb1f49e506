# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""HTML, CSV, JSON and the terminal's table: what each shows, and names that stay names in each."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from typing import Any

import pytest

from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._html.cells import LONGEST_TEXT
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._html.script import SCRIPT
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._population.from_inventory import COLUMNS
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._report import charts
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._report.as_csv import render_csv
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._report.as_html import render_html
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._report.as_json import render_json
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._report.as_markdown import render_markdown
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._report.as_text import render_table, summarize
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._report.details import details
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._report.fields import ALL_CUSTOMERS, ALL_SERVICES
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._report.figures import figures
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._report.model import Model, build_model
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._report.sheets import sheets
from kits.report_data import (
    HOSTILE,
    NOW,
    hostile_hosts,
    hosts_of,
    judged,
    many_hosts,
    model_of,
    raw_customer,
    raw_service,
    rows_of,
    sample_hosts,
    trial,
)
from kits.report_pages import Page, read_csv

# the tables that the vendor's examples fill, and the sections by question that they are in
TABLES = {
    *("license-types", "license-statuses", "statuses", "seat-bands", "seats", "plan-totals", "device-plans"),
    *("trial-line", "has-ended", "services", "customers"),
}
SECTIONS = {"who", "state", "use", "lapses", "rows"}


@pytest.fixture(params=["samples", "hostile", "empty"])
def model(request: pytest.FixtureRequest) -> Model:
    hosts = {"samples": sample_hosts, "hostile": hostile_hosts, "empty": dict}[request.param]
    return model_of(hosts())


def test_the_page_is_one_file_without_script_style_or_address_of_others(model: Model) -> None:
    html = render_html(model)
    page = Page(html)
    assert {tag for tag, _attributes in page.tags}.isdisjoint({"img", "iframe", "object", "embed", "form"})
    for _tag, attributes in page.tags:
        assert not any(name.startswith("on") or name in {"style", "src", "srcset", "action"} for name in attributes)
        assert (attributes.get("href") or "#").startswith(("#", "data:,"))
    assert html.count("<style>") == html.count("<script") == 1
    assert f"<script>{SCRIPT}</script>" in html


def test_the_script_reaches_no_network_and_makes_no_markup_of_text() -> None:
    for word in (
        "fetch",
        "XMLHttpRequest",
        "import",
        "innerHTML",
        "outerHTML",
        "insertAdjacentHTML",
        "eval",
        "document.write",
    ):
        assert word not in SCRIPT


def test_the_pages_policy_allows_its_own_style_sheet_and_script_and_nothing_else() -> None:
    html = render_html(model_of({}))
    policy = re.search('content="(default-src[^"]*)"', html)
    found = [re.search(f"<{tag}>(.*?)</{tag}>", html, re.DOTALL) for tag in ("script", "style")]
    assert policy and all(found)
    script, style = (base64.b64encode(hashlib.sha256(text[1].encode()).digest()).decode() for text in found if text)
    assert f"default-src 'none'; script-src 'sha256-{script}'; style-src 'sha256-{style}';" in policy[1]
    assert "unsafe" not in policy[1]


def test_hostile_names_are_text_in_html() -> None:
    page = Page(render_html(model_of(hostile_hosts(), title="<script>alert(0)</script>")))
    names = {row[0].replace("\r", "") for row in page.tables["customers"]}
    expected = {name.replace("\r", "") for name in HOSTILE if len(name) <= LONGEST_TEXT}
    assert expected <= names
    assert not names - expected - {HOSTILE[-1][: LONGEST_TEXT - 1] + "\u2026"}
    assert {row[1] for row in page.tables["services"]} >= {"<script>alert(1)</script>", "=1+1", "{{ 40 + 2 }}"}
    # labels of cells on phones are in the style sheet: no status ends it, or a text in it
    assert [tag for tag, _attributes in page.tags].count("style") == 1


def test_every_table_and_heading_says_what_it_is() -> None:
    page = Page(render_html(model_of(sample_hosts())))
    tags = [tag for tag, _attributes in page.tags]
    assert tags.count("h1") == tags.count("main") == tags.count("title") == 1
    assert tags.count("caption") == tags.count("table") == len(TABLES)
    assert all(attributes.get("scope") in {"col", "row"} for tag, attributes in page.tags if tag == "th")
    ids = [attributes["id"] for _tag, attributes in page.tags if "id" in attributes]
    assert len(ids) == len(set(ids))
    targets = {str(attributes["href"])[1:] for tag, attributes in page.tags if tag == "a"}
    assert targets == SECTIONS
    assert targets | TABLES <= set(ids)


def test_a_page_about_nothing_says_so() -> None:
    html = render_html(build_model([], {}, "Empty", NOW))
    assert "No services." in html
    assert "No customers." in html
    assert "<table" not in html


def test_a_use_that_is_not_known_is_not_shown_as_a_share() -> None:
    hosts = hosts_of(customers=[{**raw_customer("g", "c", seats=10), "ActiveUserCount": None}])
    page = Page(render_html(model_of(hosts)))
    # columns without any value are left out: no use, no share
    assert [[text.strip() for text in row] for row in page.tables["customers"]] == [["c", "Hosted Pro", "10"]]


def test_a_customer_over_its_seats_is_marked() -> None:
    html = render_html(model_of(hosts_of(customers=[raw_customer("g", "over", seats=10, used=11)])))
    page = Page(html)
    assert [[text.strip() for text in row] for row in page.tables["seats"]] == [["over", "", "11", "10", "110%"]]
    # the bar goes on beyond the seats acquired, where a mark stands
    assert '<rect class="bad" x="0" width="100.0" height="10"/><rect class="limit" x="90.91"' in html
    assert "1 over their seats" in html


def test_the_tables_with_bars_say_what_they_leave_out() -> None:
    customers = [raw_customer(f"g{n}", f"c{n}", seats=100, used=n) for n in range(30)]
    html = render_html(model_of(hosts_of(customers=customers)))
    assert "(the first 8 of 30)" in html
    assert [row[0] for row in Page(html).tables["seats"]][:2] == ["c29", "c28"]


def test_trials_that_can_still_be_saved_come_first() -> None:
    def service(number: int, day: str) -> dict[str, Any]:
        return raw_service(number, day, parameters=[{"name": "Trial Expiry Date", "value": day}])

    days = ["01-01-2026", "01-11-2026", "01-02-2027", "01-12-2026"]
    page = Page(render_html(model_of(hosts_of([service(n, day) for n, day in enumerate(days)]))))
    assert [row[0] for row in page.tables["ends-next"]] == ["01-12-2026", "01-02-2027"]
    assert [row[0] for row in page.tables["has-ended"]] == ["01-11-2026", "01-01-2026"]
    assert [row[-1].strip() for row in page.tables["has-ended"]] == ["21 days ago", "325 days ago"]


def test_csv_is_rfc_4180_and_holds_every_field() -> None:
    model = model_of(hostile_hosts())
    text = render_csv(model, COLUMNS)
    assert text.startswith("inventory_hostname,groups,kind,id,")
    assert text.endswith("\r\n")
    lines = read_csv(text)
    # one apostrophe in front is a mark
    by_host = {line["inventory_hostname"].removeprefix("'"): line for line in lines}
    assert len(by_host) == len(lines)
    for row in model["rows"]:
        name = row["record"]["name"]
        risky = name.lstrip().startswith(("=", "+", "-", "@"))
        assert by_host[row["host"]]["name"] == (f"'{name}" if risky else name)
    assert render_csv(model, COLUMNS, bom=True) == "\ufeff" + text


def test_dates_are_dates_in_csv_and_names_that_look_like_dates_are_not() -> None:
    service = raw_service(7, "2026-11-22", fullName="12:30", isEnabled=False, disabledTime="2026-01-02T03:04:05Z")
    lines = read_csv(render_csv(model_of(hosts_of([service, trial(8, "01-12-2026")])), COLUMNS))
    assert [(line["name"], line["full_name"]) for line in lines[:1]] == [("'2026-11-22", "'12:30")]
    assert (lines[0]["disabled_time"], lines[1]["trial_expires"]) == (
        "2026-01-02T03:04:05+00:00",
        "2026-12-01",
    )


def test_numbers_stay_numbers_in_csv_and_json() -> None:
    model = model_of(hosts_of([raw_service(7, "a", totalDIDs=5, usedDIDs=-1)]))
    (line,) = read_csv(render_csv(model, COLUMNS))
    assert (line["id"], line["dids_total"], line["dids_used"], line["enabled"]) == ("7", "5", "-1", "true")
    (row,) = json.loads(render_json(model))["rows"]
    assert (row["id"], row["dids_used"], row["enabled"], row["disabled_time"]) == (7, -1, True, None)


def test_json_is_self_describing() -> None:
    document = json.loads(render_json(model_of(sample_hosts(), title="Q4")))
    assert (document["schema"], document["title"], document["generated_at"]) == (1, "Q4", "2026-11-22T08:00:00Z")
    assert [group["hosts"] for group in document["groups"]] == [6, 10]
    assert document["rows"][0]["inventory_hostname"] == "acme-inc"
    assert document["rows"][0]["groups"] == ["lp_services"]
    assert document["rows"][0]["license_type"] == "pro"


def test_the_table_stays_short_and_plain_whatever_the_platform_invents() -> None:
    services = [raw_service(n, "s", licenseType=f"T{n}\x1b[2J\u202e" + "x" * 300, status=f"s{n}") for n in range(500)]
    model = model_of(hosts_of(services))
    table = render_table(model)
    assert len(table) < 110
    assert "... and 470 more" in table
    assert max(map(len, table)) <= 100
    assert all(char.isprintable() for line in table for char in line)


def test_the_summary_stays_small_and_its_keys_are_words() -> None:
    services = [raw_service(n, "s", licenseType=f"{{{{ {n} }}}}" + "x" * 300, status="\u4e00" * n) for n in range(500)]
    summary = summarize(model_of(hosts_of(services)))
    assert summary["license_types"]["other"] == 470
    assert sum(summary["license_types"].values()) == sum(summary["statuses"].values()) == 500
    assert all(re.fullmatch("[a-z0-9_]{1,60}", key) for key in [*summary["license_types"], *summary["statuses"]])
    assert len(json.dumps(summary)) < 6000


def test_seats_used_without_a_number_acquired_are_told_apart_in_the_table() -> None:
    customers = [raw_customer("g1", "planned", seats=10, used=4), raw_customer("g2", "free", seats=None, used=3)]
    table = render_table(model_of(hosts_of(customers=customers)))
    lines = [" ".join(line.split()) for line in table]
    assert "Seats used 4 of 10 (40%)" in lines
    assert "... none acquired 3" in lines
    assert not any("none acquired" in line for line in render_table(model_of(hosts_of(customers=customers[:1]))))


@pytest.mark.parametrize("platforms", [("oslo", "zurich"), ("oslo", "oslo")])
def test_a_column_tells_platforms_apart_where_there_is_more_than_one(platforms: tuple[str, str]) -> None:
    """Customers of two platforms may have one GUID, and services one id: both count."""
    rows: Any = []
    for name, host in zip(platforms, ("a", "b"), strict=True):
        (row,) = rows_of(hosts_of([raw_service(1, host, umpId="c1")], [raw_customer("c1", "customer", used=50)]))
        rows.append({**row, "host": host, "record": {**row["record"], "platform": name}})
    model = build_model(rows, {"lp_services": 2}, "Report", NOW)
    many = len(set(platforms)) > 1
    assert model["platforms"] == sorted(set(platforms))
    assert model["totals"]["customers"] == (2 if many else 1)
    assert ("zurich" in render_html(model)) is many
    for sheet in sheets(model):
        named = {
            "Changes",
            "Lapses",
            "Seats",
            "Trials",
            "Devices",
            "Customers",
            "Services",
            ALL_CUSTOMERS,
            ALL_SERVICES,
        }
        assert ("Platform" in [column.title for column in sheet.columns]) is (many and sheet.name in named)
        assert all(len(row) == len(sheet.columns) for row in sheet.rows)
    text = render_markdown(model)
    assert ("| Customer | Platform | License |" in text) is many


def test_seats_that_are_not_counted_are_never_shown_as_none_used() -> None:
    model = model_of(hosts_of([], [raw_customer("a", "apart", code=0, seats=30, used=0)]))
    of_type = ["Hosted Essentials", "0", "1", "not counted", "30"]
    assert of_type in [re.split("  +", line.strip()) for line in render_table(model)]
    assert "Seats used          0 of 0" in render_table(model)
    assert "... not counted     1 customer, seats acquired: 30" in render_table(model)
    assert f"| {' | '.join(of_type)} |" in render_markdown(model)
    assert "| Customers whose users do not count | 1 |" in render_markdown(model)
    made = (charts.license_types(model), charts.seats(model), charts.seat_bands(model))
    tables = {table.id: list(table.cells()) for table in made}
    tables |= {table.id: list(table.cells()) for table in details(model)}
    shown = {
        name: [[cell.text for cell in row] for row in tables[name]] for name in ("license-types", "seats", "customers")
    }
    assert shown["license-types"][0][-3:] == ["not counted", "30", "100%"]
    assert shown["seats"][0] == ["apart", "", "not counted", "30", "\u2013"]
    assert shown["customers"][0][2:5] == ["not counted", "30", "\u2013"]
    assert [(row[0].text, row[0].under, row[2].text) for row in tables["seat-bands"]][-1] == (
        "not counted",
        "users do not count",
        "1",
    )
    more = model_of(
        hosts_of([], [raw_customer("a", "apart", code=0, seats=30, used=0), raw_customer("b", "b", used=4)])
    )
    assert "Seats used          4 of 10 (40%)" in render_table(more)
    (figure,) = (item for item in figures(more) if item.key == "seats")
    assert (figure.value, figure.note) == ("4 of 10", "40%, no customer over its seats, 1 not counted")


@pytest.mark.parametrize(
    ("count", "rows", "printed", "is_cut"),
    [
        (4, "exceptions", "4 of 4", False),
        (1300, "exceptions", "1,000 of 1,300", True),
        (1300, "all", "1,300 of 1,300", False),
    ],
)
def test_paper_says_how_many_rows_are_printed(count: int, rows: str, printed: str, is_cut: bool) -> None:
    services = {name: host for name, host in many_hosts(count).items() if host["lp_kind"] == "service"}
    model = judged(services)
    asking = {
        *(name for rule in model["attention"]["rules"] if rule["severity"] != "info" for name in rule["subjects"]),
        *(item["subject"] for item in model["lapses"]["next"] if item["days_left"] <= 30),
    }
    asking = {subject for subject in asking if subject.startswith("service:")}
    html = render_html(model, rows)
    (said,) = [line for line in re.findall(r'<p class="on-paper">(.*)</p>', html) if "services" in line]
    assert re.sub("<.*?>", "", said).startswith(f"Printed: {printed} services.")
    assert (f"They are the worst of {len(asking):,} that need somebody, end soon or have changed." in said) is is_cut
    assert ("license_report_rows: all" in said) is is_cut
