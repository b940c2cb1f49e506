# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The checks of a policy: what is refused, and what each says about a record."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from ansible_collections.audiocodes.live_platform.plugins.module_utils.errors import OptionError
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._policy import checks
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._policy.check_parameters import Param, text_field
from kits.compliance import TODAY, breaks, customer, service

LICENSE = {"type": "state", "field": "license_type"}
SEATS = {"type": "threshold", "field": "active_users"}


@pytest.mark.parametrize(
    ("check", "said"),
    [
        ("status", "^a check must be a dictionary with a type$"),
        ({}, "a check cannot have the type None; it must be one of threshold, band, pool, expiry"),
        (
            {"type": "pool", "of": "users", "in": ["over"]},
            "check pool: of: the pool is that of an instance, so the scope must have the kind instance",
        ),
        ({"type": ["state"]}, r"a check cannot have the type \['state'\]"),
        ({"type": "state", "field": "status", "in": ["ok"], "within": 1}, "check state has no parameter within"),
        ({"type": "match", "b": 1, "a": 1}, "check match has no parameter a, b; it takes field, with"),
        ({"type": "state", "in": ["ok"]}, "check state needs the parameter field"),
        ({"type": "match"}, "check match needs the parameter field, with"),
        ({"type": "state", "field": "status"}, "check state needs exactly one of in, not_in"),
        ({"type": "state", "field": "status", "in": ["ok"], "not_in": ["ok"]}, "exactly one of in, not_in"),
        ({"type": "state", "field": "state", "in": ["ok"]}, "a service has no field state"),
        ({"type": "state", "field": ["status", "nam"], "in": ["ok"]}, "a service has no field nam"),
        ({"type": "state", "field": ["status", 1], "in": ["ok"]}, "a service has no field 1"),
        (
            {"type": "state", "field": [], "in": ["ok"]},
            "field must be the name of a field, or a list of different ones",
        ),
        ({"type": "state", "field": ["status", "status"], "in": ["ok"]}, "or a list of different ones"),
        ({"type": "state", "field": ["status", "enabled"], "in": ["ok"]}, "enabled is true or false, and never 'ok'"),
        ({"type": "match", "field": ["name"], "with": "full_name"}, "a service has no field"),
        (
            {"type": "state", "field": "parameters", "in": ["ok"]},
            "must be a plain field, but parameters is of type dict",
        ),
        ({**LICENSE, "in": "known_things"}, "in must be a list, or one of known_license_types, known_statuses, "),
        ({**LICENSE, "in": []}, "in must be a list of at least one"),
        ({**LICENSE, "in": [["pro"]]}, "in must be a list of at least one"),
        ({**LICENSE, "in": {"pro": 1}}, "in must be a list of at least one"),
        ({**LICENSE, "not_in": ["pro", True]}, "not_in: license_type is text, and never true$"),
        ({"type": "state", "field": "dids_free", "in": ["0"]}, "in: dids_free is a number, and never '0'$"),
        ({"type": "state", "field": "dids_free", "in": [False]}, "in: dids_free is a number, and never false$"),
        ({"type": "state", "field": "enabled", "in": [0]}, "in: enabled is true or false, and never 0$"),
        ({"type": "state", "field": "id", "in": [True]}, "in: id is a number or text, and never true$"),
        ({"type": "state", "field": "id", "in": [1.5]}, "in: id is a number or text, and never 1.5$"),
        ({"type": "threshold", "field": "dids_free", "above": 1, "below": 3}, "exactly one of above, at_least, below"),
        ({"type": "threshold", "field": "dids_free"}, "exactly one of above, at_least, below, at_most"),
        ({"type": "threshold", "field": "dids_free", "above": "1"}, "above must be a number, not '1'$"),
        ({"type": "threshold", "field": "dids_free", "above": True}, "above must be a number, not true"),
        ({"type": "threshold", "field": "dids_free", "above": float("nan")}, "above must be a number, not nan"),
        ({"type": "threshold", "field": "dids_free", "above": float("inf")}, "above must be a number, not inf"),
        ({"type": "threshold", "field": "dids_free", "below": float("-inf")}, "below must be a number, not -inf"),
        ({"type": "threshold", "field": "status", "above": 1}, "must be a number field, but status is of type state"),
        ({"type": "threshold", "field": "dids_used", "of": "name", "above": 1}, "of must be a number field"),
        ({"type": "threshold", "field": "active_users", "above": 1}, "a service has no field active_users"),
        ({"type": "expiry", "field": "name", "expired": True}, "must be a date field, but name is of type text"),
        ({"type": "expiry", "field": "trial_expires"}, "exactly one of within_days, expired"),
        ({"type": "expiry", "field": "trial_expires", "expired": False}, "expired must be true, or left out"),
        ({"type": "expiry", "field": "trial_expires", "within_days": -1}, "whole number of days from 0 to 36525"),
        ({"type": "expiry", "field": "trial_expires", "within_days": 1.5}, "whole number of days"),
        ({"type": "expiry", "field": "trial_expires", "within_days": 10**9}, "whole number of days"),
        ({"type": "band", "in": ["full"]}, "in must be a list of ok, warning, grace, over, unused"),
        ({"type": "band", "in": "over"}, "in must be a list of"),
        ({"type": "band", "in": ["over"], "warning_percent": "90"}, "warning_percent must be a number"),
        (
            {"type": "band", "in": ["ok"], "warning_percent": 120},
            "warning_percent must be at most 100, and grace_percent",
        ),
        ({"type": "band", "in": ["ok"], "grace_percent": 10}, "warning_percent must be at most 100, and grace_percent"),
        ({"type": "regex", "field": "name", "must_match": "("}, "must_match is not a regular expression"),
        ({"type": "regex", "field": "name", "must_match": "a{99999999999}"}, "must_match is not a regular expression"),
        ({"type": "regex", "field": "name", "must_match": "(" * 9999}, "must_match is not a regular expression"),
        ({"type": "regex", "field": "name", "must_match": 5}, "must_match must be text, not 5"),
        ({"type": "regex", "field": "enabled", "must_match": "x"}, "must be a text field, but enabled is of type bool"),
        ({"type": "count", "field": "name", "above": 1}, "must be a list field, but name is of type text"),
        ({"type": "count", "field": "unread"}, "exactly one of above, at_least, below, at_most"),
        ({"type": "match", "field": "name"}, "check match needs the parameter with"),
        ({"type": "match", "field": "name", "with": "nam"}, "a service has no field nam"),
        ({"type": "missing", "field": "client_secret_expires"}, "a service has no field client_secret_expires"),
    ],
)
def test_what_is_refused(check: Any, said: str) -> None:
    with pytest.raises(OptionError, match=said) as failure:
        checks.compiled(check, "service", TODAY)
    assert "\n" not in str(failure.value)


@pytest.mark.parametrize(
    ("bound", "entries", "said"),
    [
        ({"above": 1}, ["channel", "service"], "tiers with a setup id: 2 (channel, service), above 1"),
        ({"above": 1}, ["channel"], None),
        ({"at_most": 0}, [], "tiers with a setup id: 0, at most 0"),
        ({"at_least": 1}, [{"id": 1}], "tiers with a setup id: 1, at least 1"),
        ({"at_least": 0}, None, None),
    ],
)
def test_counted_entries(bound: dict[str, int], entries: Any, said: str | None) -> None:
    check = {"type": "count", "field": "metering_tiers", **bound}
    assert breaks(check, customer(metering_tiers=entries)) == said


def test_alternatives_are_parameters_that_may_be_left_out() -> None:
    for type_ in checks.CHECKS.values():
        assert not any(type_.parameters[name].required for name in type_.one_of)


def test_a_new_type_of_check_is_one_row(monkeypatch: pytest.MonkeyPatch) -> None:
    """Policies then know it, with its parameters."""

    def long(given: Any, _types: Any, _today: date) -> checks.Check:
        name = given["field"]
        return checks.Check(lambda record: len(record[name]) > 9, lambda _record: f"{name} is long", (name,))

    monkeypatch.setitem(checks.CHECKS, "long", checks.CheckType(long, {"field": Param(text_field, True)}))
    assert breaks({"type": "long", "field": "full_name"}, service(full_name="ten letters")) == "full_name is long"
    assert breaks({"type": "long", "field": "full_name"}, service(full_name="short")) is None
    with pytest.raises(OptionError, match=r"must be one of threshold, .*, missing, long$"):
        checks.compiled({"type": "short"}, "service", TODAY)
    with pytest.raises(OptionError, match="must be a text field, but enabled is of type bool"):
        checks.compiled({"type": "long", "field": "enabled"}, "service", TODAY)


@pytest.mark.parametrize(
    ("bound", "value", "said"),
    [
        ("above", 10, None),
        ("above", 11, "seats in use: 11, above 10"),
        ("at_least", 9, None),
        ("at_least", 10, "seats in use: 10, at least 10"),
        ("below", 10, None),
        ("below", 9, "seats in use: 9, below 10"),
        ("at_most", 11, None),
        ("at_most", 10, "seats in use: 10, at most 10"),
        ("above", None, None),
        ("below", None, None),
    ],
)
def test_threshold(bound: str, value: int | None, said: str | None) -> None:
    assert breaks({**SEATS, bound: 10}, customer(active_users=value)) == said


def test_large_numbers_are_written_out() -> None:
    assert breaks({**SEATS, "above": 999999.5}, customer(active_users=12345678)) == (
        "seats in use: 12,345,678, above 999,999.5"
    )


@pytest.mark.parametrize(
    ("used", "whole", "said"),
    [
        (2, 3, None),
        (201, 300, "seats in use: 201 of 300 (67.0 %), at least 66.67 %"),
        (1, 0, "seats in use: 1 of 0, at least 66.67 %"),
        (0, 0, None),
        (None, 3, None),
        (3, None, None),
    ],
)
def test_share(used: int | None, whole: int | None, said: str | None) -> None:
    """Compared exactly: two thirds are less than 66.67 %."""
    record = customer(active_users=used, licensed_users=whole)
    assert breaks({**SEATS, "of": "licensed_users", "at_least": 66.67}, record) == said


@pytest.mark.parametrize(
    ("used", "said"),
    [
        (89, None),
        (90, "90 seats in use of 100 acquired (90.0 %)"),
        (100, "100 seats in use of 100 acquired (100.0 %)"),
        (101, None),
        (None, None),
    ],
)
def test_band(used: int | None, said: str | None) -> None:
    assert breaks({"type": "band", "in": ["warning"]}, customer(active_users=used, licensed_users=100)) == said


def test_band_with_limits_of_its_own() -> None:
    check = {"type": "band", "in": ["over"], "grace_percent": 100}
    assert breaks(check, customer(active_users=101, licensed_users=100)) == "101 seats in use of 100 acquired (101.0 %)"


@pytest.mark.parametrize(
    ("above", "used", "said"),
    [
        (90, 100, "seats in use in percent: 100, above 90"),
        (90.0, 99.5, "seats in use in percent: 99.5, above 90"),
        (0.126, 33.333, "seats in use in percent: 33.33, above 0.13"),
        (1e3, 1200.10, "seats in use in percent: 1,200.1, above 1,000"),
    ],
)
def test_figures_have_two_decimals_at_most(above: float, used: float, said: str) -> None:
    assert breaks({"type": "threshold", "field": "usage_percent", "above": above}, customer(usage_percent=used)) == said


def test_band_with_a_warning_of_its_own() -> None:
    check = {"type": "band", "in": ["warning"], "warning_percent": 50}
    assert breaks(check, customer(active_users=50, licensed_users=100)) == "50 seats in use of 100 acquired (50.0 %)"
    assert breaks(check, customer(active_users=49, licensed_users=100)) is None


def test_bands_are_a_list() -> None:
    wrong: Any
    for wrong in (None, [], 5):
        with pytest.raises(OptionError, match="in must be a list of ok, warning"):
            breaks({"type": "band", "in": wrong}, customer(active_users=1, licensed_users=1))


def test_band_of_a_service_is_that_of_its_customer() -> None:
    record = service(customer_active_users=0, customer_licensed_users=5)
    assert breaks({"type": "band", "in": ["unused"]}, record) == "0 seats in use of 5 acquired (0.0 %)"
    assert breaks({"type": "band", "in": ["unused"]}, service()) is None


@pytest.mark.parametrize(
    ("day", "near", "over"),
    [
        (None, None, None),
        ("", None, None),
        ("2026-11-21", None, "trial ended 2026-11-21, 1 day ago"),
        ("2026-11-22", "trial ends 2026-11-22, today", None),
        ("2026-11-22T23:59:59+00:00", "trial ends 2026-11-22, today", None),
        ("2026-12-22", "trial ends 2026-12-22, in 30 days", None),
        ("2026-12-23", None, None),
        ("2025-11-22", None, "trial ended 2025-11-22, 365 days ago"),
    ],
)
def test_expiry(day: str | None, near: str | None, over: str | None) -> None:
    """The last day counts as not over."""
    check = {"type": "expiry", "field": "trial_expires"}
    assert breaks({**check, "within_days": 30}, service(trial_expires=day)) == near
    assert breaks({**check, "expired": True}, service(trial_expires=day)) == over


@pytest.mark.parametrize(
    ("within", "day", "said"),
    [
        (0, "2026-11-22", "trial ends 2026-11-22, today"),
        (0, "2026-11-23", None),
        (0, "2026-11-21", None),
        (1, "2026-11-23", "trial ends 2026-11-23, in 1 day"),
        (2, "2026-11-24T23:59:59Z", "trial ends 2026-11-24, in 2 days"),
        (None, "2026-11-21T23:59:59Z", "trial ended 2026-11-21, 1 day ago"),
        (None, "2026-11-22T00:00:00Z", None),
    ],
)
def test_the_last_day_of_an_expiry(within: int | None, day: str, said: str | None) -> None:
    """The day counts, not the time on it, and both ends of the span belong to it."""
    wanted = {"expired": True} if within is None else {"within_days": within}
    assert breaks({"type": "expiry", "field": "trial_expires", **wanted}, service(trial_expires=day)) == said


def test_text_of_people_is_compared_in_lower_case() -> None:
    """A vocabulary of the API is lower case already; a name, an id or the T of a time is not."""
    for field, value in (("id", "AbC"), ("defined_at", "2026-03-15T10:37:35.820+00:00")):
        assert breaks({"type": "state", "field": field, "in": [value]}, service(**{field: value})) is not None
        assert breaks({"type": "state", "field": field, "not_in": [value]}, service(**{field: value})) is None
    assert breaks({"type": "state", "field": "id", "in": [7]}, service(id=7)) is not None
    check = {"type": "state", "field": "ai_summary_status"}
    assert breaks({**check, "not_in": ["Enabled"]}, service(ai_summary_status="ENABLED")) is None
    assert breaks({**check, "in": ["Enabled"]}, service(ai_summary_status="ENABLED")) is not None
    assert breaks({**check, "in": ["xxxx"]}, service(ai_summary_status="")) is None
    assert breaks({**check, "not_in": ["xxxx"]}, service(ai_summary_status="")) == ("AI Summary is not known, not xxxx")


def test_expiry_at_the_end_of_the_calendar() -> None:
    check = {"type": "expiry", "field": "trial_expires", "within_days": 36525}
    assert breaks(check, service(trial_expires="9999-12-31"), date(9999, 12, 30)) is not None
    assert breaks(check, service(trial_expires="9999-12-29"), date(9999, 12, 30)) is None


def test_expiry_across_a_leap_day() -> None:
    check = {"type": "expiry", "field": "trial_expires", "within_days": 1}
    assert breaks(check, service(trial_expires="2028-02-29"), date(2028, 2, 28)) is not None
    assert breaks(check, service(trial_expires="2028-03-01"), date(2028, 2, 28)) is None


@pytest.mark.parametrize(
    ("fields", "in_", "not_in"),
    [
        ({"deploy_status": "deployed"}, "deployment is deployed", None),
        ({"deploy_status": "failed"}, None, "deployment is failed, not Deployed"),
        ({"deploy_status": None}, None, "deployment is not known, not Deployed"),
    ],
)
def test_state(fields: dict[str, Any], in_: str | None, not_in: str | None) -> None:
    """Written with a capital as the vendor does, it means the same."""
    check = {"type": "state", "field": "deploy_status"}
    assert breaks({**check, "in": ["Deployed"]}, service(**fields)) == in_
    assert breaks({**check, "not_in": ["Deployed"]}, service(**fields)) == not_in


def test_state_of_free_text_of_booleans_and_of_numbers() -> None:
    check = {"type": "state", "field": "trial_status"}
    assert breaks({**check, "in": ["enabled"]}, service(trial_status="Enabled")) == "trial status is Enabled"
    assert breaks({**check, "not_in": ["enabled"]}, service(trial_status="ENABLED")) is None
    assert breaks({**check, "in": ["enabled"]}, service(trial_status=None)) is None
    matched = {"type": "state", "field": "matched", "in": [False]}
    assert breaks(matched, service(matched=False)) == "no customer belongs to it"
    assert breaks(matched, service(matched=True)) is None
    assert breaks(matched, service(matched=None)) is None
    assert breaks({**matched, "in": [True]}, service(matched=True)) == "a customer belongs to it"
    not_matched = {"type": "state", "field": "matched", "not_in": [True]}
    assert breaks(not_matched, service(matched=False)) == "no customer belongs to it"
    number = {"type": "state", "field": "suspend_alarm", "not_in": [0]}
    assert breaks(number, service(suspend_alarm=1)) == "alarm about suspended users is 1, not 0"


def test_state_of_several_fields() -> None:
    """One of them is enough; the message names those that break it, and all are what the rule rests on."""
    check = {"type": "state", "field": ["status", "deploy_status", "source"], "in": ["error", "failed"]}
    made = checks.compiled(check, "service", TODAY)
    assert made.fields == ("status", "deploy_status", "source")
    record = service(status="ok", deploy_status="failed", source="dm")
    assert made.breaks(record)
    assert made.message(record) == "deployment is failed"
    assert made.message(service(status="error", deploy_status="failed")) == "status is error; deployment is failed"
    assert not made.breaks(service(status="ok", deploy_status="deployed", source="dm"))


def test_state_of_a_vocabulary() -> None:
    check = {**LICENSE, "not_in": "known_license_types"}
    assert breaks(check, service(license_type="pro_imtr")) is None
    assert breaks(check, service(license_type="unknown")) is not None
    assert breaks(check, service(license_type="platinum")) is not None


def test_match() -> None:
    check = {"type": "match", "field": "license_tier", "with": "customer_license_tier"}
    said = "license tier is pro, but the customer's license tier is essential"
    assert breaks(check, service(license_tier="pro", customer_license_tier="essential")) == said
    for theirs in ("pro", "unknown", None, ""):
        assert breaks(check, service(license_tier="pro", customer_license_tier=theirs)) is None
        assert breaks(check, service(license_tier=theirs, customer_license_tier="pro")) is None


def test_regex_is_about_the_whole_text() -> None:
    check = {"type": "regex", "field": "name"}
    assert breaks({**check, "must_match": "[a-z]+"}, service(name="acme 1")) == (
        "name is acme 1, which does not match [a-z]+"
    )
    assert breaks({**check, "must_match": "[a-z]+ ."}, service(name="acme 1")) is None
    assert breaks({**check, "must_not_match": ".*test"}, service(name="my test")) == (
        "name is my test, which matches .*test"
    )
    assert breaks({**check, "must_not_match": "test"}, service(name="my test")) is None
    for nothing in (None, "", "unknown"):
        assert breaks({**check, "must_match": "x"}, service(name=nothing)) is None


@pytest.mark.parametrize("value", [None, "", [], {}, "unknown"])
def test_missing(value: Any) -> None:
    assert (
        breaks({"type": "missing", "field": "ms_tenant_id"}, customer(ms_tenant_id=value))
        == "Microsoft tenant is not known"
    )


@pytest.mark.parametrize("value", [0, False, "x"])
def test_not_missing(value: Any) -> None:
    assert breaks({"type": "missing", "field": "ms_tenant_id"}, customer(ms_tenant_id=value)) is None


@pytest.mark.parametrize(
    "check",
    [
        {"type": "threshold", "field": "active_users", "at_most": 0},
        {"type": "threshold", "field": "active_users", "of": "licensed_users", "at_most": 0},
        {"type": "band", "in": ["ok", "warning", "grace", "over", "unused"]},
        {"type": "expiry", "field": "client_secret_expires", "within_days": 30},
        {"type": "state", "field": "license_type", "not_in": ["pro"]},
        {"type": "state", "field": "matched", "not_in": [True]},
        {"type": "state", "field": "full_name", "in": [""]},
        {"type": "match", "field": "name", "with": "full_name"},
        {"type": "regex", "field": "name", "must_match": "x"},
        {"type": "missing", "field": "name"},
    ],
)
def test_what_a_record_does_not_have_breaks_no_rule(check: dict[str, Any]) -> None:
    assert breaks(check, {"kind": "customer", "ump_customer_guid": "c1"}) is None
