# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Records as hosts: identity, variables, names that are unique and safe, and how license groups nest."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from datetime import date
from typing import Any

import pytest

from ansible_collections.audiocodes.live_platform.plugins.module_utils._records.licenses import FAMILY_BY_LICENSE_TYPE
from ansible_collections.audiocodes.live_platform.plugins.module_utils.errors import OptionError
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._inventory import hosts, naming
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._inventory.groups import (
    DEFAULT_GROUPINGS,
    GROUPINGS,
    Limits,
)
from kits.inventory import HOSTILE_NAMES, Row, customer_row, joined, service_row

GUID = "0c8e0080-8bf3-4ae4-8b96-219977ae508f"
SAFE = re.compile(r"[a-z0-9_][a-z0-9_-]*")


def made(services: Sequence[Row] = (), customers: Sequence[Row] = (), prefix: str = "lp_") -> list[hosts.Host]:
    return with_variables(joined(services, customers), prefix)


def with_variables(records: Sequence[Row], prefix: str = "lp_", always_enabled: bool = False) -> list[hosts.Host]:
    found = [hosts.host_of(record) for record in records]
    hosts.set_variables(found, prefix, always_enabled)
    return found


def named(
    services: Sequence[Row] = (),
    customers: Sequence[Row] = (),
    proposals: Sequence[str | None] | None = None,
    taken: Sequence[str] = (),
) -> list[str]:
    found = made(services, customers)
    naming.set_names(found, proposals or [None] * len(found), taken)
    return [host.name for host in found]


# --- identity and variables


@pytest.mark.parametrize(
    ("services", "customers", "identity"),
    [
        ([service_row(42712)], [], "service:42712"),
        ([service_row("abc")], [], "service:abc"),
        ([], [customer_row(GUID)], f"customer:{GUID}"),
    ],
)
def test_identity_is_kind_and_id(services: list[Row], customers: list[Row], identity: str) -> None:
    host = made(services, customers)[0]
    assert host.identity == host.variables["lp_instance_id"] == identity


@pytest.mark.parametrize("ident", ["{{ 7*7 }}", "a b", "x" * 2000, "n\x00l", "\u041c", "#jinja2:x"])
def test_an_id_that_awx_could_not_store_is_replaced_by_its_digest(ident: str) -> None:
    identities = [host.identity for host in made([service_row(ident)], [customer_row(ident)])]
    assert [re.sub("[0-9a-f]{32}$", "DIGEST", identity) for identity in identities] == [
        "service:DIGEST",
        "customer:DIGEST",
    ]
    assert [host.identity for host in made([service_row(ident)], [customer_row(ident)])] == identities


@pytest.mark.parametrize(
    ("given", "always", "enabled"),
    [
        (False, False, False),
        (False, True, True),
        (True, False, True),
        (None, False, True),
        ("false", False, False),
        ("nonsense", False, True),
    ],
)
def test_only_an_explicit_no_disables(given: object, always: bool, enabled: bool) -> None:
    found = with_variables(joined([service_row(isEnabled=given)]), always_enabled=always)
    assert found[0].variables["lp_enabled"] is enabled


def test_a_customer_host_says_unknown_and_enabled() -> None:
    variables = made([], [customer_row()])[0].variables
    assert (variables["lp_status"], variables["lp_enabled"], variables["lp_kind"]) == ("unknown", True, "customer")
    assert "lp_source" not in variables


def test_every_host_of_a_kind_has_the_same_variables() -> None:
    found = made(
        [service_row(1, umpId=GUID), service_row(2), {"id": 3}],
        [customer_row(GUID), customer_row("c2"), {"UmpCustomerGuid": "c3"}],
    )
    kinds = {
        kind: {tuple(host.variables) for host in found if host.record["kind"] == kind}
        for kind in ("service", "customer")
    }
    assert {kind: len(sets) for kind, sets in kinds.items()} == {"service": 1, "customer": 1}


def test_services_carry_null_where_there_is_no_customer_at_all() -> None:
    from ansible_collections.audiocodes.live_platform.plugins.module_utils._records import lists
    from ansible_collections.audiocodes.live_platform.plugins.module_utils._topology import join

    services, _none = join.join(lists.services([service_row()], include_raw=True), [])
    variables = with_variables(services)[0].variables
    assert variables["lp_customer_raw"] is None
    assert variables["lp_customer_name"] is None
    assert "lp_customer_raw" not in made([service_row()])[0].variables


@pytest.mark.parametrize("prefix", ["lp_", "", "x_lp_"])
def test_the_prefix_is_on_every_variable(prefix: str) -> None:
    variables = made([service_row(umpId=GUID)], [customer_row(GUID)], prefix)[0].variables
    assert all(name.startswith(prefix) and name.isidentifier() for name in variables)
    assert f"{prefix}customer_name" in variables


# --- names


@pytest.mark.parametrize(("text", "name"), HOSTILE_NAMES.items())
def test_a_hostile_name_becomes_a_safe_one(text: str, name: str | None) -> None:
    assert named([service_row(7, name=text)]) == [name or "service-7"]
    assert named([], [customer_row(GUID, CustomerShortName=text)]) == [name or f"customer-{GUID}"]


@pytest.mark.parametrize("name", ["all", "ALL", "ungrouped", "localhost", "meta", "lp_services", "lp_status_ok"])
def test_a_name_with_a_meaning_gets_the_id(name: str) -> None:
    taken = ["lp_services", "lp_status_ok", "meta"]
    assert named([service_row(7, name=name)], taken=taken) == [f"{name.lower()}-7"]


@pytest.mark.parametrize("proposal", ["127.0.0.1", "localhost", "all"])
def test_a_proposal_with_a_meaning_gets_the_id(proposal: str) -> None:
    assert named([service_row(7)], proposals=[proposal]) == [f"{proposal}-7"]


def test_a_proposal_counts_and_without_one_the_name_does() -> None:
    assert named([service_row(1, name="a"), service_row(2, name="b")], proposals=["Chosen.example", None]) == [
        "Chosen.example",
        "b",
    ]


def test_all_members_of_a_collision_get_their_id() -> None:
    found = made([service_row(1, name="Acme"), service_row(2, name="acme"), service_row(3, name="other")])
    assert naming.set_names(found, [None, None, None], ()) == 2
    assert [host.name for host in found] == ["acme-1", "acme-2", "other"]


def test_a_name_that_looks_like_a_suffixed_one_collides_in_its_turn() -> None:
    rows = [service_row(1, name="acme"), service_row(2, name="acme"), service_row(3, name="acme-1")]
    assert named(rows) == ["acme-1-1", "acme-2", "acme-1-3"]


def test_a_service_and_a_customer_that_share_name_and_id_stay_apart() -> None:
    names = named([service_row(42, name="acme")], [customer_row("42", CustomerShortName="acme")])
    assert names == ["acme-service_42", "acme-customer_42"]


@pytest.mark.parametrize(
    "idents", [("a b", "a-b"), ("\u041c", "\u0411"), ("x" * 300 + "1", "x" * 300 + "2"), ("é", "e")]
)
def test_ids_that_look_alike_as_slugs_stay_apart(idents: tuple[str, str]) -> None:
    names = named([service_row(ident, name="acme") for ident in idents])
    assert len(set(names)) == 2
    assert all(SAFE.fullmatch(name) and len(name) <= 512 for name in names)


def test_names_do_not_depend_on_the_order_of_rows() -> None:
    rows = [service_row(1, name="a"), service_row(2, name="A"), service_row(3, name="a-1"), service_row(4, name="")]
    results = set()
    for order in itertools.permutations(rows):
        found = made(order)
        naming.set_names(found, [None] * 4, ())
        results.add(tuple(sorted((host.identity, host.name) for host in found)))
    assert len(results) == 1


# --- groups


def test_groups_have_the_prefix_and_occur_once() -> None:
    found = made([service_row(status="OK", licenseType="PRO", umpId=GUID)], [customer_row(GUID, LicenseType=5)])
    hosts.set_groups(found, list(DEFAULT_GROUPINGS.values()) * 2, Limits(date(2026, 1, 1)), "p_")
    assert found[0].groups == ("p_services", "p_license_pro", "p_license_oc_pro", "p_status_ok")


@pytest.mark.parametrize("pattern", ["nope", "lp_name", "Name*"])
def test_a_field_that_does_not_exist_is_refused(pattern: str) -> None:
    with pytest.raises(OptionError, match=r"fields: .* is not a field"):
        hosts.exported_variables([pattern], "lp_")


ALWAYS = {"lp_kind", "lp_instance_id", "lp_enabled", "lp_platform", "lp_unread", "lp_customer_unread"}


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ([], None),
        (["name"], {*ALWAYS, "lp_name"}),
        (["dids_*"], {*ALWAYS, "lp_dids_total", "lp_dids_used", "lp_dids_free"}),
        (["customer_name", "raw"], {*ALWAYS, "lp_customer_name", "lp_raw"}),
    ],
)
def test_chosen_fields_and_what_is_always_there(fields: list[str], expected: set[str] | None) -> None:
    assert hosts.exported_variables(fields, "lp_") == expected


def nest(services: Sequence[Row], customers: Sequence[Row] = ()) -> tuple[dict[str, str], dict[str, set[str]]]:
    found = made(services, customers)
    naming.set_names(found, [None] * len(found), ())
    return hosts.nested_families(found, "lp_", FAMILY_BY_LICENSE_TYPE)


def test_every_known_license_type_nests_in_its_family_even_without_hosts() -> None:
    nested, direct = nest([])
    assert direct == {}
    assert nested == {
        f"lp_license_{slug}": f"lp_license_family_{family}" for slug, family in FAMILY_BY_LICENSE_TYPE.items()
    }


def test_a_license_type_that_is_called_like_its_family_is_not_put_below_itself() -> None:
    nested, direct = nest([service_row(1, licenseType="FAMILY_UNKNOWN", serviceSource=None)])
    assert "lp_license_family_unknown" not in nested
    assert direct == {}


def test_a_license_type_nests_where_its_services_are() -> None:
    nested, direct = nest([service_row(1, licenseType="PRO", serviceSource="OC")], [customer_row("c", LicenseType=5)])
    assert nested["lp_license_pro"] == "lp_license_family_operator_connect"
    assert nested["lp_license_oc_pro"] == "lp_license_family_operator_connect"
    assert direct == {}


def test_a_license_type_of_two_families_is_not_nested_but_its_hosts_are_members() -> None:
    rows = [
        service_row(1, name="a", licenseType="PRO", serviceSource="OC"),
        service_row(2, name="b", licenseType="PRO"),
    ]
    nested, direct = nest(rows)
    assert "lp_license_pro" not in nested
    assert direct == {"lp_license_family_operator_connect": {"a"}, "lp_license_family_device_manager": {"b"}}


def test_a_license_type_that_nobody_knows_nests_where_its_service_is() -> None:
    nested, _direct = nest([service_row(1, licenseType="GOLD", serviceSource="LTC")])
    assert nested["lp_license_gold"] == "lp_license_family_hosted"


def test_groupings_of_every_key_can_be_made_of_a_bare_row() -> None:
    found: list[Any] = made([{"id": 1}], [{"UmpCustomerGuid": "c"}])
    hosts.set_groups(found, list(GROUPINGS.values()), Limits(date(2026, 1, 1)), "lp_")
    assert "lp_services" in found[0].groups
    assert "lp_customers" in found[1].groups
