# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Documents of findings, for tests of the files that show them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._compliance.document import Document, build
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._inputs.file_options import instant
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._policy import evaluate, policy
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._population.of_platform import Population
from kits.compliance import DEFAULT_POLICY, TODAY, Record, loaded, rule, sample_records, service, waiver
from kits.report_data import HOSTILE


def document_of(services: Sequence[Record], customers: Sequence[Record], ready: policy.Policy, **more: Any) -> Document:
    """Return the findings about these records, in the words of a job."""
    findings = evaluate.evaluate(services, customers, ready, TODAY)
    population = Population(list(services), list(customers), {}, [])
    return build(findings, ready, population, None, instant(TODAY.isoformat()), "inventory", "never", 0, **more)


def of_samples() -> Document:
    """Return the findings in the vendor's examples, some waived and one waiver over."""
    waivers = [
        waiver(rule="seats-unused", scope={"name": "auto_sys_*"}),
        waiver(rule="service-in-error", scope={"name": "Seraya"}, until="2026-11-21"),
    ]
    return document_of(*sample_records(), policy.load(DEFAULT_POLICY, TODAY, waivers))


def of_hostile() -> Document:
    """Return findings whose names try to be more than names, in rules, objects and waivers, and what nobody could judge."""
    services = [
        service(f"{number}{name}\x00\ud800", name=name, full_name=name, license_type=name)
        for number, name in enumerate(HOSTILE)
    ]
    texts = {"title": HOSTILE[0], "remediation": HOSTILE[3], "source": HOSTILE[6]}
    check = {"type": "state", "field": "license_type", "not_in": ["pro"]}
    ready = loaded(
        rule("1.a--b", check=check, **texts),
        rule("Z_", check={"type": "missing", "field": "ms_tenant_id"}),
        rule("none", kind="customer"),
        waivers=[waiver(rule="Z_", scope={"name": HOSTILE[0]}, owner=HOSTILE[1], reason="\x07")],
    )
    return document_of(services, [], ready, location="a b/Zürich {0} & <c>#%.live_platform.yml")
