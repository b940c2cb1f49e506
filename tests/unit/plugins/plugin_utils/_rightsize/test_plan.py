# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a plan says about customers: what is never touched, how many seats, and which tier."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from ansible_collections.audiocodes.live_platform.plugins.module_utils._changes import license_plans
from ansible_collections.audiocodes.live_platform.plugins.module_utils._records.licenses import CUSTOMER_LICENSES
from ansible_collections.audiocodes.live_platform.plugins.module_utils._topology.selection import Selection
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._rightsize import plan
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._rightsize.plan import Seats
from kits.rightsize import EXACT, TODAY, Looks, customer, held, planned, waiver

TO_PLUS = {"from": ["hosted_pro", "oc_pro"], "to_tier": "essential_plus", "when": {"active_users_max": 0}}

# ---- what is never touched


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"used": None}, "the seats in use are not known"),
        ({"used": "12"}, "the seats in use are not known"),
        ({"used": True}, "the seats in use are not known"),
        ({"used": -1}, "the seats in use are not known"),
        ({"seats": None}, "the seats acquired are not known"),
        (
            {"kind": "hosted_essentials", "seats": None},
            "the platform documents no change of seats for Hosted Essentials",
        ),
        ({"kind": "oc_essentials"}, "the platform documents no change of seats for OC Essentials"),
        ({"kind": "type_9"}, "the platform documents no change of seats for type_9"),
        ({"guid": "../../c1"}, "its GUID cannot be used in a request"),
        ({"guid": "{{ 40 + 2 }}"}, "its GUID cannot be used in a request"),
        ({"guid": ""}, "its GUID cannot be used in a request"),
    ],
)
def test_what_is_not_known_is_not_judged(fields: dict[str, Any], reason: str) -> None:
    (entry,) = planned(customer(**fields), rules=[TO_PLUS])
    assert (entry["action"], entry["reason"]) == ("not_judged", reason)
    assert entry["wanted"] == entry["expected"]


def test_a_record_without_its_fields_is_not_judged() -> None:
    """An inventory source may leave fields out."""
    (entry,) = planned({"kind": "customer", "ump_customer_guid": "c1"})
    assert (entry["action"], entry["expected"]) == ("not_judged", held("unknown", None))


@pytest.mark.parametrize("entry", ["C1", "name-c*", "name OF c1"])
def test_a_protected_customer_is_shown_and_never_changed(entry: str) -> None:
    protected, other = planned(customer("c1"), customer("d2"), protect=[entry])
    assert (protected["action"], protected["reason"]) == ("protected", f"protected by {entry.lower()}")
    assert (protected["wanted"], other["action"]) == (held("oc_pro", 50), "change")


def test_protection_is_not_by_a_pattern_of_guids() -> None:
    """A GUID is one customer; a pattern that happens to fit GUIDs must not fit names either."""
    assert planned(customer("c1"), protect=["c?"])[0]["action"] == "change"


@pytest.mark.parametrize(
    ("scope", "action"),
    [
        ({"subject": "customer:C1"}, "waived"),
        ({"name": "name*", "license_family": "operator_connect"}, "waived"),
        ({"license_type": "hosted_*"}, "change"),
        ({"name": "other"}, "change"),
    ],
)
def test_a_waiver(scope: dict[str, str], action: str) -> None:
    (entry,) = planned(customer("c1"), waived=[waiver(scope=scope)])
    assert entry["action"] == action
    assert (entry["waiver"] is not None) == (action == "waived")


@pytest.mark.parametrize("name", ["[VIP] Acme", "Delta "])
def test_a_waiver_of_a_name_is_not_one_of_those_that_fit_it_as_a_pattern(name: str) -> None:
    """A name that is written out means that name, with or without the blanks around it."""
    customers = [customer("c1", name=name), customer("c2", name="V Acme"), customer("c3", name="Deltas")]
    entries = planned(*customers, waived=[waiver(scope={"name": name.strip()})])
    assert [entry["guid"] for entry in entries if entry["action"] == "waived"] == ["c1"]


def test_a_selection_by_a_name_with_the_marks_of_a_pattern() -> None:
    customers = [customer("c1", name="[VIP] Acme"), customer("c2", name="V Acme")]
    found = plan.selected(customers, Selection(names=("[vip] acme",)))
    assert [record["ump_customer_guid"] for record in found] == ["c1"]


def test_protection_is_by_name_and_by_pattern() -> None:
    """Here covering more is the safe side."""
    customers = [customer("c1", name="[VIP] Acme "), customer("c2", name="V Acme"), customer("c3", name="X Acme")]
    entries = planned(*customers, protect=["[vip] acme"])
    assert sorted(entry["guid"] for entry in entries if entry["action"] == "protected") == ["c1", "c2"]


def test_a_waiver_is_tried_on_what_it_names_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each of 2,000 waivers tried on each of 10,000 customers would be minutes."""
    many, some = 10_000, 2_000
    customers = [customer(f"c{number}") for number in range(many)]
    waived = [waiver(scope={"name": f"name-c{number}"}) for number in range(some - 1)]
    looks = Looks(monkeypatch)
    entries = planned(*customers, waived=[*waived, waiver(scope={"subject": "customer:c99?9"})])
    expected = {*range(some - 1), *range(9909, many, 10)}
    assert {int(entry["guid"][1:]) for entry in entries if entry["action"] == "waived"} == expected
    assert len(looks.at_waivers) == len(expected)
    # each name is folded a few times, however many waivers there are
    assert looks.at_names < 20 * (many + some)


def test_a_waiver_of_what_stays_as_it_is_says_nothing() -> None:
    (entry,) = planned(customer("c1", seats=50), waived=[waiver()])
    assert (entry["action"], entry["waiver"]) == ("keep", None)


def test_protection_comes_before_a_waiver() -> None:
    (entry,) = planned(customer("c1"), waived=[waiver()], protect=["c1"])
    assert (entry["action"], entry["waiver"]) == ("protected", None)


# ---- seats


@pytest.mark.parametrize(
    ("options", "active", "wanted"),
    [
        ({}, 47, 47),
        ({"headroom_percent": 10}, 50, 55),
        ({"headroom_percent": 10}, 51, 57),
        ({"headroom_percent": 12.5}, 8, 9),
        # 110.00000000000001 in floating point
        ({"headroom_percent": 10}, 100, 110),
        ({"headroom": 3}, 10, 13),
        ({"headroom": 3, "headroom_percent": 10}, 10, 14),
        ({"round_to": 5}, 0, 0),
        ({"round_to": 5}, 41, 45),
        ({"round_to": 5}, 45, 45),
        ({"floor": 5}, 0, 5),
        ({"floor": 7, "round_to": 5}, 2, 7),
        ({"ceiling": 48, "round_to": 10}, 41, 48),
        ({"ceiling": 40}, 41, 41),
    ],
)
def test_seats_that_fit(options: dict[str, Any], active: int, wanted: int) -> None:
    assert replace(EXACT, **options).target(active) == wanted


@pytest.mark.parametrize(
    ("options", "active", "licensed", "wanted", "reason"),
    [
        ({}, 50, 50, 50, "50 of 50 seats in use"),
        ({}, 50, 100, 50, "50 of 100 seats in use"),
        ({}, 50, 40, 50, "50 of 40 seats in use"),
        ({"directions": ("shrink",)}, 50, 40, 40, "50 of 40 seats in use; 50 would fit, but seats may not grow"),
        ({"directions": ("grow",)}, 50, 60, 60, "50 of 60 seats in use; 50 would fit, but seats may not shrink"),
        (
            {"minimum_difference": 11},
            50,
            60,
            60,
            "50 of 60 seats in use; 50 would fit, which is less than 11 seats away",
        ),
        ({"minimum_difference": 10}, 50, 60, 50, "50 of 60 seats in use"),
        (
            {"minimum_difference": 10, "headroom": 5},
            48,
            50,
            50,
            "48 of 50 seats in use; 53 would fit, which is less than",
        ),
        # in use beyond what was acquired is no small difference
        ({"minimum_difference": 10}, 51, 50, 51, "51 of 50 seats in use"),
        ({"ceiling": 40}, 50, 30, 30, "50 of 30 seats in use, which is above the ceiling of 40"),
        ({"ceiling": 40}, 50, 90, 50, "50 of 90 seats in use"),
    ],
)
def test_what_is_done_about_seats(
    options: dict[str, Any], active: int, licensed: int, wanted: int, reason: str
) -> None:
    seats, why = replace(EXACT, **options).decided(active, licensed)
    assert seats == wanted
    assert why.startswith(reason)


def test_never_fewer_seats_than_in_use_and_a_second_plan_is_empty() -> None:
    """Whatever the parameters: every change is one that the platform documents, and is the last one."""
    options: list[dict[str, Any]] = [
        {
            "headroom_percent": percent,
            "headroom": extra,
            "round_to": step,
            "ceiling": ceiling,
            "minimum_difference": least,
        }
        for percent in (0, 7.3, 100)
        for extra in (0, 4)
        for step in (1, 5, 50)
        for ceiling in (None, 5, 60)
        for least in (0, 10)
    ]
    customers = [
        customer(f"c{number}", kind, seats, used)
        for number, (kind, seats, used) in enumerate(
            (license_.slug, seats, used)
            for license_ in CUSTOMER_LICENSES.values()
            for seats in (None, 0, 49, 60)
            for used in (0, 1, 50, 59, 61)
        )
    ]
    rules = [TO_PLUS, {"from": "oc_essentials", "to_tier": "essential_plus"}]
    changed = 0
    for chosen in options:
        parameters = replace(EXACT, **chosen)
        entries = planned(*customers, seats=parameters, rules=rules)
        by_guid = {entry["guid"]: entry for entry in entries}
        after = []
        for record in customers:
            entry = by_guid[record["ump_customer_guid"]]
            if entry["action"] != "change":
                after.append(record)
                continue
            changed += 1
            assert entry["wanted"]["licensed_users"] is not None
            assert entry["wanted"]["licensed_users"] >= record["active_users"]
            assert entry["wanted"]["license_type"] in license_plans.possible(record["license_type"])
            after.append({**record, **entry["wanted"]})
        again = planned(*after, seats=parameters, rules=rules)
        assert [entry for entry in again if entry["action"] == "change"] == []
    assert changed > 1000


def test_the_defaults_do_not_flap() -> None:
    """Use that goes up and down by one, over a step of rounding, moves nothing."""
    seats = Seats()
    licensed = seats.target(45)
    assert seats.target(46) != licensed
    assert {seats.decided(active, licensed)[0] for active in (44, 45, 46, 47)} == {licensed}


# ---- tiers


def test_a_tier_changes_with_its_seats() -> None:
    (entry,) = planned(customer(used=0), seats=replace(EXACT, floor=5), rules=[TO_PLUS])
    assert (entry["action"], entry["wanted"]) == ("change", held("oc_essentials_plus", 5))
    assert entry["reason"] == "0 of 100 seats in use; tier rule 1"
    assert planned(customer(used=1), rules=[TO_PLUS])[0]["wanted"] == held("oc_pro", 1)
    assert planned(customer("c", "hosted_pro", 5, 0), rules=[TO_PLUS])[0]["wanted"] == held("hosted_essentials_plus", 0)


def test_an_upgrade_from_essentials_gets_seats() -> None:
    rule = {"from": "oc_essentials", "to_tier": "essential_plus", "when": {"active_users_min": 1}}
    (entry,) = planned(customer(kind="oc_essentials", seats=None, used=9), rules=[rule], seats=Seats())
    assert (entry["action"], entry["wanted"]) == ("change", held("oc_essentials_plus", 10))
    (entry,) = planned(
        customer(kind="oc_essentials", seats=None, used=9), rules=[rule], seats=replace(EXACT, ceiling=8)
    )
    assert (entry["action"], entry["reason"]) == (
        "keep",
        "9 seats in use, which is above the ceiling of 8; tier rule 1",
    )


@pytest.mark.parametrize(
    ("kind", "tier", "reason", "possible"),
    [
        (
            "hosted_essentials",
            "pro",
            "Hosted Essentials cannot become Hosted Pro: nothing else is documented for it",
            [],
        ),
        (
            "oc_pro",
            "essential",
            "OC Pro cannot become OC Essentials: it can become OC Essentials Plus",
            ["oc_essentials_plus", "oc_pro"],
        ),
        (
            "hosted_pro",
            "essential",
            "Hosted Pro cannot become Hosted Essentials: it can become Hosted Essentials Plus",
            ["hosted_essentials_plus", "hosted_pro"],
        ),
    ],
)
def test_what_is_not_documented_is_not_possible(kind: str, tier: str, reason: str, possible: list[str]) -> None:
    (entry,) = planned(customer(kind=kind), rules=[{"from": kind, "to_tier": tier}])
    assert (entry["action"], entry["reason"], entry["possible"]) == ("not_possible", reason, possible)


def test_a_tier_does_not_change_where_more_is_in_use_than_acquired_and_seats_may_not_grow() -> None:
    (entry,) = planned(
        customer(seats=10, used=20),
        seats=replace(EXACT, directions=("shrink",)),
        rules=[{"from": "oc_pro", "to_tier": "essential_plus"}],
    )
    assert (entry["action"], entry["wanted"]) == ("keep", held("oc_pro", 10))


def test_the_first_rule_that_applies_counts() -> None:
    rules = [TO_PLUS, {"from": "oc_essentials_plus", "to_tier": "pro"}]
    assert planned(customer(kind="oc_essentials_plus"), rules=rules)[0]["wanted"]["license_type"] == "oc_pro"
    up_again = [{"from": "oc_pro", "to_tier": "pro"}, TO_PLUS]
    assert planned(customer(seats=0, used=0), rules=up_again)[0]["action"] == "keep"


# ---- order, selection


def test_the_order_is_by_name_and_not_that_of_the_data() -> None:
    records = [customer("c1", full_name="zeta"), customer("c2", full_name="Alpha"), customer("c3", full_name="alpha")]
    assert [entry["guid"] for entry in planned(*records)] == ["c2", "c3", "c1"]
    assert planned(*records) == planned(*reversed(records))


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        ((("oc_pro",), None, None), ["c1"]),
        ((None, ("hosted",), None), ["c2"]),
        ((None, None, ("name-c?",)), ["c1", "c2"]),
        ((("hosted_pro",), ("hosted",), ("name of c1",)), []),
        ((None, None, None), ["c1", "c2", "c3"]),
        (((), None, None), []),
        ((None, (), None), []),
        ((None, None, ()), []),
    ],
)
def test_a_selection(filters: tuple[tuple[str, ...] | None, ...], found: list[str]) -> None:
    license_types, families, names = filters
    selection = Selection(license_types=license_types, license_families=families, names=names)
    records = [customer("c1"), customer("c2", "hosted_pro"), {"kind": "customer", "ump_customer_guid": "c3"}]
    assert [record["ump_customer_guid"] for record in plan.selected(records, selection)] == found


def test_the_day_of_the_kit_is_inside_its_waivers() -> None:
    assert waiver()["until"] >= TODAY.isoformat()


def test_hosts_that_contradict_each_other_decide_nothing() -> None:
    """A customer has one entry, and which of two hosts is right nobody knows."""
    (entry,) = planned(customer("c1", used=10), customer("C1", used=90), protect=["nobody"])
    assert (entry["action"], entry["reason"]) == ("not_judged", "its hosts disagree")
    assert entry["wanted"] == entry["expected"]


def test_the_bounds_of_a_tier_rule_go_with_the_change() -> None:
    rule = {"from": "oc_pro", "to_tier": "essential_plus", "when": {"active_users_max": 60, "usage_percent_min": 1}}
    (lowered, seats) = planned(customer("c1"), customer("c2", "hosted_pro"), rules=[rule])
    assert lowered["when"] == {"active_users_max": 60, "usage_percent_min": 1}
    assert (seats["action"], seats["when"]) == ("change", {})


# ---- license factors


OFF = "license factors are switched off: 0 in use means nothing"
UNREAD = "license factors could not be read"


@pytest.mark.parametrize(
    ("factors", "action", "reason"),
    [
        (None, "change", "0 of 100 seats in use"),
        ({"c1": True}, "change", "0 of 100 seats in use"),
        ({"c1": False}, "not_judged", OFF),
        ({"c1": None}, "not_judged", "it is not known whether license factors are switched on"),
        ({}, "not_judged", UNREAD),
        ({"c2": True}, "not_judged", UNREAD),
    ],
)
def test_seats_are_lowered_only_where_seats_are_counted(
    factors: dict[str, bool | None] | None, action: str, reason: str
) -> None:
    (entry,) = planned(customer("C1", used=0), factors=factors)
    assert (entry["action"], entry["reason"]) == (action, reason)
    assert (entry["wanted"] == entry["expected"]) == (action == "not_judged")
    assert plan.lowered([entry]) == (["C1"] if action == "change" else [])
    assert plan.unread([entry]) == ([entry] if reason == UNREAD else [])


def test_a_tier_is_lowered_only_where_seats_are_counted() -> None:
    """Also where the seats stay, or grow."""
    rule = {"from": ["hosted_pro", "oc_pro"], "to_tier": "essential_plus", "when": {"active_users_max": 20}}
    customers = [customer("c1", used=0, seats=0), customer("c2", kind="hosted_pro", used=20, seats=5)]
    (same, more) = planned(*customers, rules=[rule])
    assert (same["wanted"], more["wanted"]) == (held("oc_essentials_plus", 0), held("hosted_essentials_plus", 20))
    assert plan.lowered([same, more]) == ["c1", "c2"]
    (same, more) = planned(*customers, rules=[rule], factors={"c1": False, "c2": False})
    assert (same["action"], same["reason"], same["when"], same["possible"]) == ("not_judged", OFF, {}, [])
    assert more["reason"] == "license factors are switched off: 20 in use means nothing"


def test_what_lowers_nothing_needs_no_factors() -> None:
    """More seats, a higher tier, the same, and what is protected, waived or not possible in any case."""
    rules = [
        {"from": "oc_essentials", "to_tier": "pro", "when": {"active_users_min": 1}},
        {"from": "hosted_essentials_plus", "to_tier": "pro", "when": {"active_users_min": 1}},
        {"from": "hosted_pro", "to_tier": "essential", "when": {"active_users_max": 9}},
    ]
    customers = [
        customer("grow", seats=10, used=40),
        customer("same", seats=40, used=40),
        customer("up", kind="oc_essentials", seats=None, used=3),
        customer("plus", kind="hosted_essentials_plus", seats=3, used=3),
        customer("kept", used=0, name="kept"),
        customer("waived", used=0),
        customer("odd", kind="hosted_pro", used=0),
    ]
    options: dict[str, Any] = {
        "rules": rules,
        "protect": ["kept"],
        "waived": [waiver(scope={"subject": "customer:waived"})],
    }
    before, after = planned(*customers, **options), planned(*customers, **options, factors={})
    assert (before, plan.lowered(before)) == (after, [])
    assert {entry["guid"]: entry["action"] for entry in after} == {
        "grow": "change",
        "same": "keep",
        "up": "change",
        "plus": "change",
        "kept": "protected",
        "waived": "waived",
        "odd": "not_possible",
    }
