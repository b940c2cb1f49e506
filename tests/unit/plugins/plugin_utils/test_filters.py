# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the filters for playbooks do: what they refuse first, then what they return."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta, timezone
from types import MappingProxyType
from typing import Any

import pytest

from ansible_collections.audiocodes.live_platform.plugins.module_utils._records import lists
from ansible_collections.audiocodes.live_platform.plugins.module_utils._topology import join
from ansible_collections.audiocodes.live_platform.plugins.module_utils.errors import OptionError
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils.filters import (
    expiring_within,
    group_records,
    license_label,
    select_groups,
    trial_state,
    usage_band,
)

TODAY = "2026-03-01"


def service(ident: int = 1, **more: Any) -> dict[str, Any]:
    """The record of a service."""
    return lists.services([{"id": ident, **more}])[0]


def customer(guid: str = "g", **more: Any) -> dict[str, Any]:
    """The record of a customer."""
    return lists.customers([{"UmpCustomerGuid": guid, **more}])[0]


def trial(expires: str | None, status: str | None = "enabled", ident: int = 1) -> dict[str, Any]:
    """The record of a service whose trial ends on that day (DD-MM-YYYY)."""
    values = {"Trial Status": status, "Trial Expiry Date": expires}
    return service(ident, parameters=[{"name": name, "value": value} for name, value in values.items()])


def seats(active: Any, licensed: Any) -> dict[str, Any]:
    """The record of a customer with so many seats."""
    return customer(ActiveUserCount=active, LicensedUsersCount=licensed)


NOT_RECORDS = [
    (5, "a number"),
    (True, "a boolean"),
    ("acme", "text"),
    (None, "null"),
    ({"kind": "service"}, "a dictionary"),
]
NOT_A_RECORD = [(5, "a number"), ("acme", "text"), (None, "null"), ([], "a list"), ({}, "a dictionary without kind")]


@pytest.mark.parametrize(
    "filter_", [lambda value: group_records(value, "name"), lambda value: expiring_within(value, 5)]
)
@pytest.mark.parametrize(("value", "what"), NOT_RECORDS)
def test_no_list_of_records(filter_: Callable[[Any], Any], value: Any, what: str) -> None:
    """It is said what came instead."""
    with pytest.raises(OptionError, match=f"expected a list of records, not {what}$"):
        filter_(value)


@pytest.mark.parametrize(
    "filter_",
    [
        lambda value: group_records([service(), value], "name"),
        lambda value: expiring_within([service(), value], 5),
        trial_state,
        usage_band,
    ],
)
@pytest.mark.parametrize(("value", "what"), NOT_A_RECORD)
def test_no_record(filter_: Callable[[Any], Any], value: Any, what: str) -> None:
    """One wrong member is enough: it would be missing from the result in silence."""
    with pytest.raises(OptionError, match=f"expected a record of a service or a customer, not {what}$"):
        filter_(value)


# --- group_records


def test_group_by_a_field_that_is_not_there() -> None:
    """The record is named by its place: most often customers among services."""
    with pytest.raises(OptionError, match="record 2 has no field status"):
        group_records([service(), customer()], "status")


def test_group_by_text() -> None:
    """Sorted by value, records in their order."""
    one, two, three = (service(ident, status=status) for ident, status in ((1, "OK"), (2, "ERROR"), (3, "OK")))
    assert group_records([one, two, three], "status") == {"error": [two], "ok": [one, three]}
    assert list(group_records([one, two], "status")) == ["error", "ok"]
    assert group_records([], "status") == {}


@pytest.mark.parametrize(
    ("rows", "by", "keys"),
    [
        ([{"isEnabled": True}, {"isEnabled": False}, {"isEnabled": None}], "enabled", ["false", "true", "unknown"]),
        ([{"lcCustomerId": 7}, {"lcCustomerId": 0}, {}], "customer_id", ["0", "7", "unknown"]),
        ([{"description": ""}, {"description": "x"}], "description", ["unknown", "x"]),
        ([{"attachedLinks": [1, 2, 1]}, {"attachedLinks": [2]}, {}], "attached_links", ["1", "2", "unknown"]),
        ([{}, {"parameters": [{"name": "A", "value": 1}]}], "parameters", ["unknown", "{'A': 1}"]),
    ],
)
def test_group_by_any_field(rows: list[dict[str, Any]], by: str, keys: list[str]) -> None:
    """Keys are always text, so that they sort and can be looked up; zero and false are values, null and empty are not."""
    found = group_records([service(number, **row) for number, row in enumerate(rows)], by)
    assert list(found) == keys


def test_group_by_members_of_a_list() -> None:
    """A record is in the group of each of them, once."""
    one, two = service(1, attachedLinks=[1, 2, 1]), service(2, attachedLinks=[2])
    assert group_records([one, two], "attached_links") == {"1": [one], "2": [one, two]}


def test_records_of_any_kind_of_sequence() -> None:
    """Playbooks hand on tuples, generators and mappings of ansible-core's own kinds."""
    record = MappingProxyType(service(status="OK"))
    assert group_records((item for item in [record]), "status") == {"ok": [record]}


# --- license_label


@pytest.mark.parametrize(("labels", "what"), [("pro", "text"), (["pro"], "a list"), (5, "a number")])
def test_labels_that_are_no_dictionary(labels: Any, what: str) -> None:
    """It is said what came instead."""
    with pytest.raises(OptionError, match=f"labels must be a dictionary of license types and labels, not {what}$"):
        license_label("pro", labels)


@pytest.mark.parametrize(("value", "what"), [([], "a list"), (True, "a boolean"), (1.5, "a number")])
def test_no_license_type(value: Any, what: str) -> None:
    """True is not the license code 1."""
    with pytest.raises(OptionError, match=f"expected a license type, a license code or a record, not {what}$"):
        license_label(value)


@pytest.mark.parametrize(
    ("value", "label"),
    [
        ("pro_imtr", "Pro + AI Summary"),
        ("PRO", "Pro"),
        ("unknown", "Unknown"),
        ("", "Unknown"),
        (None, "Unknown"),
        ("platinum", "platinum"),
        (0, "Hosted Essentials"),
        (5, "OC Pro"),
        (77, "Type 77"),
        (service(licenseType="ESSENTIAL_IMTR"), "Essential + AI Summary"),
        (service(licenseType="PLATINUM"), "PLATINUM"),
        (customer(LicenseType=2), "Hosted Pro"),
        ({"license_type": "pro"}, "Pro"),
    ],
)
def test_labels(value: Any, label: str) -> None:
    """The vendor's, or the type itself."""
    assert license_label(value) == label


@pytest.mark.parametrize("value", ["pro", "PRO", service(licenseType="PRO"), {"license_type": "pro"}])
def test_a_sites_own_label(value: Any) -> None:
    """It wins over the vendor's, whatever the value is; others keep theirs."""
    assert license_label(value, {"pro": "Gold"}) == "Gold"
    number: Any = 5
    assert license_label(value, {"pro": number}) == "5"
    assert license_label(value, {"other": "x"}) == "Pro"


def test_a_sites_own_label_of_a_code() -> None:
    """By the slug, for nobody writes numbers into a mapping of labels."""
    assert license_label(2, {"hosted_pro": "Gold"}) == "Gold"


@pytest.mark.parametrize("value", ["gold plus", "Gold-Plus", "gold_plus"])
def test_a_sites_own_label_of_a_type_in_its_own_words(value: str) -> None:
    """As everywhere: signs and case of its name do not matter."""
    assert license_label(value, {"gold plus": "Gold+"}) == "Gold+"
    assert license_label("type x") == "type x"


@pytest.mark.parametrize("blank", [None, "", " "])
def test_a_blank_label_is_none(blank: Any) -> None:
    """Whoever applies it."""
    assert license_label("pro", {"pro": blank}) == "Pro"
    assert license_label(2, {"hosted_pro": blank}) == "Hosted Pro"
    (record,) = lists.services([{"id": 1, "licenseType": "PRO"}], labels={"pro": blank})
    assert record["license_label"] == "Pro"


def test_a_label_that_the_record_brings() -> None:
    """The module already applied the site's labels."""
    record = lists.services([{"id": 1, "licenseType": "PRO"}], labels={"pro": "Silver"})[0]
    assert license_label(record) == "Silver"
    assert license_label(record, {"pro": "Gold"}) == "Gold"


# --- usage_band


@pytest.mark.parametrize("value", ["abc", None, "nan", float("inf"), [], 10**400])
@pytest.mark.parametrize("name", ["warning_percent", "grace_percent"])
def test_percentages_that_are_none(name: str, value: Any) -> None:
    """The option is named."""
    with pytest.raises(OptionError, match=f"{name} must be a number, not"):
        usage_band(seats(1, 10), **{name: value})


@pytest.mark.parametrize(
    ("active", "licensed", "band"),
    [
        (None, 10, "none"),
        (5, None, "none"),
        (0, 0, "none"),
        (0, 10, "unused"),
        (89, 100, "ok"),
        (90, 100, "warning"),
        (100, 100, "warning"),
        (101, 100, "grace"),
        (110, 100, "grace"),
        (111, 100, "over"),
        (5, 0, "over"),
    ],
)
def test_bands(active: int | None, licensed: int | None, band: str) -> None:
    """Every boundary, for a customer and for a service that carries it."""
    record = seats(active, licensed)
    assert usage_band(record) == band
    joined, _customers = join.join([service(umpId="G")], [record])
    assert usage_band(joined[0]) == band


@pytest.mark.parametrize(("warning", "grace"), [(101, 110), (90, "99.5")])
def test_percentages_that_would_call_too_many_seats_ok(warning: Any, grace: Any) -> None:
    """The same rule as the inventory's and that of policies."""
    with pytest.raises(OptionError, match="warning_percent must be at most 100, and grace_percent at least 100"):
        usage_band(seats(1, 10), warning, grace)


def test_a_service_without_a_customer() -> None:
    """It has no seats of its own, joined or not."""
    assert usage_band(service()) == "none"
    assert usage_band(join.join([service()], [])[0][0]) == "none"


def test_other_percentages() -> None:
    """As numbers or as the text that a survey gives."""
    assert usage_band(seats(50, 100), 50) == "warning"
    assert usage_band(seats(50, 100), "50.5") == "ok"
    assert usage_band(seats(125, 100), 90, "125") == "grace"


# --- trial_state


@pytest.mark.parametrize("days", ["x", None, -1, 10**9, "", [], float("nan"), float("inf")])
def test_days_that_are_none(days: Any) -> None:
    """The option is named, with what it takes."""
    with pytest.raises(OptionError, match="expiring_days must be a number of days from 0 to 36525, not"):
        trial_state(trial("01-04-2026"), days, TODAY)
    with pytest.raises(OptionError, match=r"^days must be a number of days from 0 to 36525, not"):
        expiring_within([], days)


@pytest.mark.parametrize("today", ["tomorrow", "2026-02-30", "01-03-2026", 5])
def test_a_today_that_is_no_date(today: Any) -> None:
    """Nor is a day guessed."""
    for call in (lambda: trial_state(trial("01-04-2026"), 30, today), lambda: expiring_within([], 1, today=today)):
        with pytest.raises(OptionError, match=f"today must be a date such as 2026-12-31, not {today}"):
            call()


@pytest.mark.parametrize(
    ("record", "days", "state"),
    [
        (trial("28-02-2026"), 30, "expired"),
        (trial("01-03-2026"), 30, "expiring"),
        (trial("31-03-2026"), 30, "expiring"),
        (trial("01-04-2026"), 30, "active"),
        (trial("01-04-2026"), "31", "expiring"),
        (trial("02-03-2026"), 0, "active"),
        (trial(None), 30, "active"),
        (trial(None, "disabled"), 30, "none"),
        (trial("01-04-2026", "disabled"), 30, "none"),
        (trial("28-02-2026", "disabled"), 30, "expired"),
        (trial(None, None), 30, "none"),
        (customer(), 30, "none"),
    ],
)
def test_states_of_trials(record: Any, days: Any, state: str) -> None:
    """The last day belongs to the trial."""
    assert trial_state(record, days, TODAY) == state


def test_today_by_itself() -> None:
    """In UTC, where none is given."""
    today = datetime.now(timezone.utc).date()
    assert trial_state(trial(f"{today - timedelta(days=2):%d-%m-%Y}")) == "expired"
    assert trial_state(trial(f"{today + timedelta(days=20):%d-%m-%Y}")) == "expiring"
    assert trial_state(trial(f"{today + timedelta(days=40):%d-%m-%Y}")) == "active"
    assert trial_state(trial(f"{today + timedelta(days=20):%d-%m-%Y}"), today="") == "expiring"


# --- expiring_within


def test_the_calendar_may_end_before_the_days_do() -> None:
    assert [item["id"] for item in expiring_within([trial("31-12-9999")], 30, today="9999-12-30")] == [1]


def test_a_field_that_no_record_has() -> None:
    """A spelling mistake must not mean that nothing expires."""
    with pytest.raises(OptionError, match=r"no record has a field client_secret_expire"):
        expiring_within([customer(), service()], 30, "client_secret_expire")
    assert expiring_within([], 30, "whatever") == []


def test_what_ends_in_the_next_days() -> None:
    """Soonest first, equals in their order; what has ended already is past, and what has no date never ends."""
    days = ["28-02-2026", "31-03-2026", "01-03-2026", "", "01-04-2026", "31-03-2026", None]
    known = [trial(day, ident=number) for number, day in enumerate(days)]
    assert [item["id"] for item in expiring_within(known, 30, today=TODAY)] == [2, 1, 5]
    assert [item["id"] for item in expiring_within(known, "0", today=TODAY)] == [2]
    assert [item["id"] for item in expiring_within([*known, customer()], 31, today=TODAY)] == [2, 1, 5, 4]


def test_times_of_day_do_not_matter() -> None:
    """A secret that ends today at noon ends today."""
    details = {"client_secret_expires": "2026-03-01T12:00:00"}
    known = [customer("a") | details, customer("b") | {"client_secret_expires": None}]
    assert expiring_within(known, 0, "client_secret_expires", "2026-03-01T23:59:00Z") == known[:1]


# --- select_groups

GROUPS = {"all": ["a", "b"], "lp_status_ok": ["a"], "lp_status_error": [], "lp_usage_over": ["b"]}


@pytest.mark.parametrize(("groups", "what"), [(["all"], "a list"), ("all", "text"), (None, "null")])
def test_no_groups(groups: Any, what: str) -> None:
    """A list of names says nothing about hosts."""
    with pytest.raises(OptionError, match=f"as in the variable groups, not {what}$"):
        select_groups(groups, "all")


@pytest.mark.parametrize("patterns", [5, None, [5], ["all", None], {"all": 1}])
def test_no_patterns(patterns: Any) -> None:
    """A pattern is text."""
    with pytest.raises(OptionError, match="patterns must be a name or shell pattern, or a list of them"):
        select_groups(GROUPS, patterns)


@pytest.mark.parametrize("patterns", ["lp_status_warning", ["all", "lp_status_warning"], "LP_STATUS_NO"])
def test_a_group_that_is_not_there(patterns: Any) -> None:
    """Groups of known statuses always exist: without them, the inventory was not read."""
    with pytest.raises(OptionError, match=r"there is no group lp_status_\w+ in the inventory|no group LP_STATUS_NO"):
        select_groups(GROUPS, patterns)


def test_groups_by_name_and_pattern() -> None:
    """Sorted by name, each once, also empty ones; a pattern may fit none."""
    assert select_groups(GROUPS, "lp_status_error") == {"lp_status_error": []}
    found = select_groups(GROUPS, ["lp_usage_*", "lp_status_*", "lp_status_ok", "lp_trial_*"])
    assert list(found.items()) == [("lp_status_error", []), ("lp_status_ok", ["a"]), ("lp_usage_over", ["b"])]
    assert select_groups(GROUPS, ()) == {}


@pytest.mark.parametrize(
    ("pattern", "names"),
    [
        ("LP_STATUS_OK", ["lp_status_ok"]),
        (" lp_status_* ", ["lp_status_error", "lp_status_ok"]),
        # a group that is called like a pattern is that group, in its own letters first
        ("web[1]", ["web[1]"]),
        ("Web", ["Web"]),
        ("wEb", ["Web", "web"]),
        ("web?", ["web1"]),
    ],
)
def test_a_group_is_meant_by_its_name_before_a_pattern(pattern: str, names: list[str]) -> None:
    groups = GROUPS | {"web[1]": ["c"], "web1": ["d"], "web": ["e"], "Web": ["f"]}
    assert list(select_groups(groups, pattern)) == names


def test_the_result_is_a_copy() -> None:
    """Changing it changes no inventory."""
    found = select_groups(GROUPS, "all")
    found["all"].clear()
    assert GROUPS["all"] == ["a", "b"]
