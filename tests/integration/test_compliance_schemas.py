# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""SARIF, JUnit XML and JSON against their schemas: the published ones of the first two, and the role's own."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import xmlschema

from ansible_collections.audiocodes.live_platform.plugins.module_utils._records import lists
from ansible_collections.audiocodes.live_platform.plugins.module_utils._topology import join
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._compliance.document import (
    Document,
    baseline_of,
    build,
)
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._compliance.formats import render
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._inputs.file_options import instant
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._policy import evaluate, policy
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._population.of_platform import Population
from kits.compliance import DEFAULT_POLICY, TODAY, loaded, rule, sample_records, service, waiver
from kits.harness import ROOT
from kits.report_data import HOSTILE
from simulator import Dataset

FIXTURES = ROOT / "tests" / "fixtures"


def schema(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def validators() -> dict[str, Callable[[str], Any]]:
    """Return format -> what raises for a text that is not valid."""
    sarif = jsonschema.Draft4Validator(schema(FIXTURES / "sarif-2.1.0-rtm.5.json"))
    ours = schema(ROOT / "roles" / "compliance" / "files" / "findings.schema.json")
    jsonschema.Draft202012Validator.check_schema(ours)
    findings = jsonschema.Draft202012Validator(ours)
    junit = xmlschema.XMLSchema(FIXTURES / "junit-10.xsd")
    return {
        "sarif": lambda text: sarif.validate(json.loads(text)),
        "json": lambda text: findings.validate(json.loads(text)),
        "junit": junit.validate,
    }


def document(services: list[Any], customers: list[Any], ready: policy.Policy, baseline: Any = None) -> Document:
    findings = evaluate.evaluate(services, customers, ready, TODAY)
    population = Population(services, customers, {}, [])
    return build(findings, ready, population, baseline, instant("2026-11-22"), "api", "high", 1)


def samples() -> Document:
    waivers = [waiver(rule="seats-*", scope={"name": "auto*"}), waiver(rule="dids-*", until="2026-01-01")]
    return document(*sample_records(), policy.load(DEFAULT_POLICY, TODAY, waivers))


def compared() -> Document:
    """Return a document with new, persisting and fixed findings."""
    ready = policy.load(DEFAULT_POLICY, TODAY)
    services, customers = sample_records()
    return document(services[2:], customers, ready, baseline_of(document(services[:4], [], ready))["findings"])


def hostile() -> Document:
    services = [service(f"{number}{name}\x00\ud800", full_name=name) for number, name in enumerate(HOSTILE)]
    check = {"type": "missing", "field": "ms_tenant_id"}
    texts = {"title": HOSTILE[0], "remediation": HOSTILE[3], "source": HOSTILE[6]}
    return document(services, [], loaded(rule(check=check, **texts), waivers=[waiver(owner=HOSTILE[0], reason="\x07")]))


def generated() -> Document:
    data = Dataset.generate(services=400, customers=400, seed=3)
    joined = join.join(lists.services(data.services), lists.customers(data.customers))
    return document(*joined, policy.load(DEFAULT_POLICY, TODAY))


def empty() -> Document:
    return document([], [], loaded())


@pytest.mark.parametrize("make", [samples, compared, hostile, generated, empty])
@pytest.mark.parametrize("name", ["sarif", "junit", "json"])
def test_valid(validators: dict[str, Callable[[str], Any]], name: str, make: Callable[[], Document]) -> None:
    told = make()
    assert told["findings"] or make is empty
    validators[name](render(name, told))


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("total",), -1),
        (("verdict",), "good"),
        (("counts", "high"), None),
        (("findings", 0, "id"), "x"),
        (("findings", 0, "severity"), "urgent"),
        (("findings", 0, "surprise"), 1),
        (("rules", 0, "open"), "1"),
        (("surprise",), 1),
    ],
)
def test_the_own_schema_refuses_what_is_wrong(
    validators: dict[str, Callable[[str], Any]], path: tuple[Any, ...], value: Any
) -> None:
    told: Any = copy.deepcopy(samples())
    place = told
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = value
    with pytest.raises(jsonschema.ValidationError):
        validators["json"](json.dumps(told))


def test_the_published_schemas_refuse_what_is_wrong(validators: dict[str, Callable[[str], Any]]) -> None:
    """Else the test above could not fail."""
    texts = {name: render(name, samples()) for name in ("sarif", "junit")}
    with pytest.raises(jsonschema.ValidationError):
        validators["sarif"](texts["sarif"].replace('"ruleIndex"', '"ruleNumber"'))
    with pytest.raises(xmlschema.XMLSchemaValidationError):
        validators["junit"](texts["junit"].replace("<failure", "<broken").replace("</failure", "</broken"))
