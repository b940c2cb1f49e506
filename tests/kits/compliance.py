# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Records, rules and populations for compliance tests."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from ansible_collections.audiocodes.live_platform.plugins.module_utils._records import lists
from ansible_collections.audiocodes.live_platform.plugins.module_utils._topology import join
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._compliance.document import Document, build
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._inputs.file_options import instant
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._policy import evaluate, policy
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._policy.findings import Finding
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._population import pool
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._population.believed import Origin
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._population.of_platform import Population
from kits.harness import ROOT
from simulator import Dataset

Record = dict[str, Any]

DATA = Path(__file__).parents[1] / "simulator" / "data"
DEFAULT_POLICY: dict[str, Any] = yaml.safe_load(
    (ROOT / "roles" / "compliance" / "files" / "default_policy.yml").read_text(encoding="utf-8")
)
TODAY = date(2026, 11, 22)


def service(ident: Any = 1, **fields: Any) -> Record:
    """Return a joined service's record with these fields; all others have no value."""
    row = {"id": ident, "name": f"service {ident}", "fullName": f"Service {ident}"}
    return join.join(lists.services([row]), [])[0][0] | {"unread": []} | fields


def customer(guid: str = "c1", **fields: Any) -> Record:
    """Return a customer's record with these fields; all others have no value."""
    row = {"UmpCustomerGuid": guid, "CustomerShortName": f"customer {guid}"}
    return join.join([], lists.customers([row]))[1][0] | {"unread": []} | fields


def instance(
    pool_users: int | None = None,
    users_acquired: int = 0,
    pool_tenants: int | None = None,
    tenants_used: int = 1,
    pool_expires: str | None = None,
    **asked: Any,
) -> Record:
    """Return the record of an instance whose license is this, and whose first customer has acquired all of the seats."""
    customers = [
        customer(f"c{number}", licensed_users=0 if number else users_acquired) for number in range(tenants_used)
    ]
    options = pool.PoolOptions(
        pool_users, pool_tenants, date.fromisoformat(pool_expires) if pool_expires else None, **asked
    )
    found_ = pool.pool_of(options, ["lab"], customers, Origin(), TODAY)
    assert found_ is not None
    return pool.instance_of(found_)


def rule(ident: str = "r1", kind: str = "service", **parts: Any) -> dict[str, Any]:
    """Return a rule as in a policy: an error if the status is error, unless `parts` say otherwise."""
    return {
        "id": ident,
        "title": f"Title of {ident}",
        "severity": "high",
        "scope": {"kind": kind},
        "check": {"type": "state", "field": "license_type", "in": ["pro"]},
        **parts,
    }


def waiver(**parts: Any) -> dict[str, Any]:
    """Return a waiver as in a policy."""
    return {
        "rule": "r1",
        "scope": {"subject": "service:1"},
        "reason": "agreed",
        "owner": "officer",
        "until": "2026-12-31",
        **parts,
    }


def loaded(*rules: Any, waivers: Sequence[Any] = (), today: date = TODAY) -> policy.Policy:
    """Return the policy with these rules."""
    return policy.load({"name": "test", "rules": list(rules), "waivers": list(waivers)}, today)


def found(
    policy_: policy.Policy,
    services: Sequence[Record] = (),
    customers: Sequence[Record] = (),
    groups: Mapping[join.EntryKey, Sequence[str]] | None = None,
    today: date = TODAY,
    instances: Sequence[Record] = (),
) -> list[Finding]:
    """Return the findings about these records."""
    return evaluate.judge(services, customers, policy_, today, groups, instances=instances).findings


def breaks(check: Mapping[str, Any], record: Record, today: date = TODAY) -> str | None:
    """Return what a check says about a record; None if it passes."""
    findings = found(
        loaded(rule(kind=record["kind"], check=dict(check)), today=today),
        [record] if record["kind"] == "service" else [],
        [record] if record["kind"] == "customer" else [],
        today=today,
        instances=[record] if record["kind"] == "instance" else [],
    )
    return findings[0]["message"] if findings else None


def sample_records() -> tuple[list[Record], list[Record]]:
    """Return the vendor's examples, joined."""
    services = json.loads((DATA / "services.json").read_text(encoding="utf-8"))
    customers = json.loads((DATA / "customers_all_details.json").read_text(encoding="utf-8"))
    return join.join(lists.services(services), lists.customers(customers))


def generated(count: int) -> Document:
    """Return the findings of the default policy about so many generated services and customers, in the words of a job."""
    data = Dataset.generate(services=count, customers=count, seed=1)
    services, customers = join.join(lists.services(data.services), lists.customers(data.customers))
    ready = policy.load(DEFAULT_POLICY, TODAY)
    findings = evaluate.evaluate(services, customers, ready, TODAY)
    population = Population(services, customers, {}, [])
    return build(findings, ready, population, None, instant(TODAY.isoformat()), "inventory", "high", 1)
