# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Values that nobody has heard of: an error where they are all but a known one, else a warning; in the data, neither."""

from __future__ import annotations

from typing import Any

import pytest

from ansible_collections.audiocodes.live_platform.plugins.module_utils._records import lists
from ansible_collections.audiocodes.live_platform.plugins.module_utils._topology import vocabularies
from ansible_collections.audiocodes.live_platform.plugins.module_utils._topology.selection import Selection
from ansible_collections.audiocodes.live_platform.plugins.module_utils.errors import OptionError
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._policy import policy
from kits.compliance import DEFAULT_POLICY, TODAY, found, loaded, rule, service

SERVICES = lists.services(
    [
        {"id": 1, "name": "a", "licenseType": "PRO", "serviceSource": "DM", "status": "OK"},
        {"id": 2, "name": "b", "licenseType": "GOLD", "serviceSource": "OD", "status": "EROR"},
    ]
)


@pytest.mark.parametrize(
    ("wanted", "strange"),
    [
        (None, []),
        ([], []),
        (["pro", "PRO_IMTR", "oc_essentials", "unknown"], []),
        # in the data, though in no vocabulary
        (["gold", "GOLD"], []),
        (["por", "pro", "esential"], ["esential", "por"]),
        (["pro", " pro_imtr", ""], []),
    ],
)
def test_license_types_nobody_has_heard_of(wanted: list[str] | None, strange: list[str]) -> None:
    """Most often a spelling mistake, which would silently give an empty result."""
    assert vocabularies.unheard_of(SERVICES, Selection.read({"license_types": wanted}.get).license_types) == strange


@pytest.mark.parametrize(
    ("filters", "slip"),
    [
        ({"statuses": ["ok", "errro"]}, "errro is not a known status, and no record has it; did you mean error?"),
        ({"statuses": ["wraning"]}, "did you mean warning?"),
        ({"license_types": ["oc_prp"]}, "did you mean oc_pro?"),
        ({"license_types": ["Essentials"]}, "did you mean essential?"),
        ({"sources": ["dn"]}, "dn is not a known source, and no record has it; did you mean dm?"),
        # the nearest may be one of the data
        ({"license_types": ["gols"]}, "did you mean gold?"),
    ],
)
def test_a_slip_is_an_error_unless_a_warning_is_enough(filters: dict[str, list[str]], slip: str) -> None:
    with pytest.raises(OptionError) as caught:
        vocabularies.check(SERVICES, Selection.read(filters.get))
    assert slip in str(caught.value)
    assert "set unknown_values to warn" in str(caught.value)
    (told,) = vocabularies.check(SERVICES, Selection.read(filters.get), "warn")
    assert slip in told


@pytest.mark.parametrize(
    "filters", [{"statuses": ["bogus"]}, {"license_types": ["silver"]}, {"sources": ["somewhere"]}]
)
def test_what_is_like_nothing_is_a_warning_unless_errors_are_wanted(filters: dict[str, list[str]]) -> None:
    (told,) = vocabularies.check(SERVICES, Selection.read(filters.get))
    assert "and no record has it" in told
    assert "known are " in told
    with pytest.raises(OptionError):
        vocabularies.check(SERVICES, Selection.read(filters.get), "error")


def test_what_the_data_has_is_never_unknown() -> None:
    """However much it looks like a slip: the platform's words are its own."""
    seen = {"statuses": ["eror"], "license_types": ["gold"], "sources": ["od"]}
    assert vocabularies.check(SERVICES, Selection.read(seen.get), "error") == []


def test_the_license_type_of_a_services_customer_is_in_the_data() -> None:
    assert vocabularies.check([{"customer_license_type": "type_7"}], Selection(("type_7",)), "error") == []


@pytest.mark.parametrize(
    ("label", "types"),
    [
        ("Essential Plus", "hosted_essentials_plus, oc_essentials_plus"),
        ("Pro + AI Summary", "pro_imtr"),
        ("OC  Essentials", "oc_essentials"),
    ],
)
def test_a_label_is_told_from_a_license_type(label: str, types: str) -> None:
    (told,) = vocabularies.check(SERVICES, Selection.read({"license_types": [label]}.get), "warn")
    assert f"the license types with this label or tier are {types};" in told


@pytest.mark.parametrize(
    ("labels", "told"),
    [
        (None, []),
        ({"pro": "P", "OC_PRO": "O", "gold": "G"}, []),
        ({2: "Gold"}, ["2 (did you mean hosted_pro?)"]),
        ({"silver": "S", "hosted_por": "H"}, ["hosted_por (did you mean hosted_pro?), silver"]),
    ],
)
def test_labels_of_what_nobody_has(labels: dict[str, str] | None, told: list[str]) -> None:
    found = vocabularies.check_labels(SERVICES, labels)
    assert [line.split(": ", 2)[2].split(";")[0] for line in found] == told


# ---- values of a policy


def policy_of(scope: dict[str, Any], check: dict[str, Any]) -> policy.Policy:
    """A policy of one rule."""
    return loaded(rule(scope={"kind": "service", **scope}, check=check))


def told(ready: policy.Policy, *services: dict[str, Any]) -> list[str]:
    """The warnings about a policy, with these services."""
    wanted = [item for one in ready.rules for item in one.wanted]
    return vocabularies.check_policy(wanted, {"service": services, "customer": []})


NAMED = {"type": "missing", "field": "name"}


@pytest.mark.parametrize(
    ("scope", "check", "said"),
    [
        ({}, {"type": "state", "field": "status", "in": ["ok", "eror"]}, "check: in: eror is not a known status"),
        ({}, {"type": "state", "field": "status", "not_in": ["wraning"]}, "did you mean warning?"),
        ({"license_type": "prro"}, NAMED, "scope: license_type: prro is not a known license_type"),
        ({"source": ["oc", "dmm"]}, NAMED, "did you mean dm?"),
        (
            {"where": [{"type": "state", "field": "device_type", "in": ["personnal"]}]},
            NAMED,
            "scope: where: in: personnal is not a known device_type, and no service has it; did you mean personal?",
        ),
        ({}, {"type": "state", "field": "customer_license_tier", "in": ["por"]}, "did you mean pro?"),
        ({}, {"type": "state", "field": "deploy_status", "in": ["deploied"]}, "did you mean deployed?"),
    ],
)
def test_a_value_of_a_policy_that_is_misspelled_is_an_error(
    scope: dict[str, Any], check: dict[str, Any], said: str
) -> None:
    with pytest.raises(OptionError) as failure:
        told(policy_of(scope, check), service(1))
    assert str(failure.value).startswith("policy: rule r1: ")
    assert said in str(failure.value)


def test_a_value_of_a_policy_that_nobody_knows_is_a_warning_with_the_nearest_one() -> None:
    check = {"type": "state", "field": "status", "in": ["erroring"]}
    (warning,) = told(policy_of({}, check), service(1))
    assert warning == (
        "policy: rule r1: check: in: erroring is not a known status, and no service has it; did you mean error?; "
        "known are error, ok, unknown, unmonitored, warning"
    )


def test_values_that_the_data_has_are_known() -> None:
    check = {"type": "state", "field": "status", "in": ["oks", " Melting "]}
    assert (
        told(policy_of({"source": "dmx"}, check), service(1, status="oks"), service(2, status="melting", source="dmx"))
        == []
    )


def test_a_word_and_its_opposite_are_two_words() -> None:
    (warning,) = told(policy_of({}, {"type": "state", "field": "deploy_status", "in": ["undeployed"]}), service(1))
    assert "undeployed is not a known deploy_status" in warning


@pytest.mark.parametrize(
    "check",
    [
        {"type": "state", "field": "name", "in": ["eror"]},
        {"type": "state", "field": "license_type", "not_in": "known_license_types"},
        {"type": "state", "field": "enabled", "in": [True]},
        {"type": "state", "field": "dids_total", "in": [1]},
    ],
)
def test_what_has_no_vocabulary_says_nothing(check: dict[str, Any]) -> None:
    assert told(policy_of({}, check), service(1)) == []


def test_the_default_policy_says_nothing_whatever_the_data() -> None:
    ready = policy.load(DEFAULT_POLICY, TODAY)
    wanted = [item for one in ready.rules for item in one.wanted]
    assert len(wanted) > 10
    assert vocabularies.check_policy(wanted, {}) == []


@pytest.mark.parametrize("value", [" error ", "ERROR", "error\n"])
def test_blanks_and_case_of_a_value_do_not_matter(value: str) -> None:
    ready = policy_of({"source": [" DM "]}, {"type": "state", "field": "status", "in": [value]})
    assert told(ready) == []
    assert [item["subject"] for item in found(ready, [service(1, status="error", source="dm")])] == ["service:1"]
