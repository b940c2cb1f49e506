# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""One truth: facts, module results and the inventory hold equal records; facts are data on every ansible-core."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from kits import harness
from kits.playbook import QUIET, Run, play
from simulator import Dataset, Simulator

Record = dict[str, Any]

HOSTILE = ("{{ 7*7 }}", "{% raw %}x{% endraw %}", "#jinja2: variable_start_string: '[['\n[[ 7*7 ]]", "=1+1", "<b>x</b>")
MATCH_BY = ["ump_customer_guid", "service_id", "name"]


# --- the same records everywhere


def mixed_dataset() -> tuple[Dataset, dict[str, int]]:
    """Rows joined in every way, and how many services are joined in which."""
    data = Dataset.generate(services=80, customers=60, seed=4)
    joined: dict[str, list[Record]] = {"umpId": [], "serviceId": []}
    guids = {row["UmpCustomerGuid"]: row for row in data.customers}
    for row in data.services:
        for key, rows in joined.items():
            if row.get(key) in guids:
                rows.append(row)
    assert min(map(len, joined.values())) >= 4
    # GUIDs in other letters, on both sides
    for key, rows in joined.items():
        rows[0][key] = rows[0][key].upper()
    customer = guids[joined["umpId"][1]["umpId"]]
    customer["UmpCustomerGuid"] = customer["UmpCustomerGuid"].upper()
    # names that only one customer has, in other letters, on services that had no customer
    taken = {row["name"].lower() for row in data.services}
    free = [row for row in data.customers if row["CustomerShortName"].lower() not in taken]
    strangers = [row for row in data.services if row["serviceSource"] == "DM"]
    for row, customer in zip(strangers, free[:3], strict=False):
        row["name"] = row["serviceName"] = customer["CustomerShortName"].title()
    strangers[3] |= {"name": HOSTILE[0], "fullName": HOSTILE[1], "description": HOSTILE[2], "status": HOSTILE[0]}
    free[3] |= {"CustomerShortName": HOSTILE[0], "CustomerFullName": HOSTILE[3]}
    strangers[4]["isEnabled"] = None
    return data, {"umpId": len(joined["umpId"]), "serviceId": len(joined["serviceId"]), "name": 3 + 1}


def plain(value: Any) -> Any:
    """What ansible-inventory prints, without the marks that it puts on text with template marks."""
    if isinstance(value, dict):
        return (
            plain(value["__ansible_unsafe"])
            if set(value) == {"__ansible_unsafe"}
            else {k: plain(v) for k, v in value.items()}
        )
    return [plain(item) for item in value] if isinstance(value, list) else value


def inventory_of(core: harness.Core, folder: Path, env: dict[str, str]) -> Any:
    """What ansible-inventory --list says about a source with the options that the playbook has."""
    source = folder / "all.live_platform.yml"
    options = {"match_by": MATCH_BY, "all_details": True, "include_raw": True, "group_by": ["source"]}
    source.write_text(json.dumps({"plugin": "audiocodes.live_platform.live_platform", **options}), encoding="utf-8")
    done = harness.run(core, ["ansible-inventory", "-i", source, "--list"], env={**QUIET, **env})
    assert done.returncode == 0, done.stderr
    return plain(json.loads(done.stdout))


@pytest.mark.every_core
def test_facts_modules_and_inventory_hold_equal_records(core: harness.Core, tmp_path: Path) -> None:
    """Field by field, for services joined in every way and for what is left over on both sides."""
    data, ways = mixed_dataset()
    options = {"all_details": True, "include_raw": True}
    tasks = [
        {"name": "topology", "audiocodes.live_platform.topology_facts": {**options, "match_by": MATCH_BY}},
        {"name": "services", "audiocodes.live_platform.service_info": {"include_raw": True}},
        {"name": "customers", "audiocodes.live_platform.customer_info": options},
    ]
    with Simulator(data) as sim:
        run = play(core, tmp_path, tasks, sim.env())
        assert sim.count(path_contains="/api/") == 4
        inventory = inventory_of(core, tmp_path, sim.env())
    assert run.status == 0, run.output
    fact = run["topology"]["ansible_facts"]["live_platform"]
    services, customers = run["services"]["services"], run["customers"]["customers"]

    # facts against modules
    by_guid = {item["ump_customer_guid"].lower(): item for item in customers}
    assert fact["customers"] == [
        item | {"matched": found["matched"]} for item, found in zip(customers, fact["customers"], strict=True)
    ]
    matched = 0
    for own, found in zip(services, fact["services"], strict=True):
        assert {name: found[name] for name in own} == own
        carried = {
            name.removeprefix("customer_"): value for name, value in found.items() if name not in {*own, "matched"}
        }
        # both are of one platform, and whether seats count follows from the license
        assert set(carried) == set(customers[0]) - {"kind", "platform", "seats_counted"}
        if found["matched"]:
            matched += 1
            customer = by_guid[carried["ump_customer_guid"].lower()]
            assert carried == {name: customer[name] for name in carried}
        else:
            assert set(carried.values()) == {None}
    assert matched == sum(ways.values())
    left = fact["unmatched"]
    assert len(left["services"]) == len(services) - matched > 20
    assert len(left["customers"]) > 10

    # the inventory against facts
    hosts = inventory["_meta"]["hostvars"]
    by_identity = {variables["lp_instance_id"]: (name, variables) for name, variables in hosts.items()}
    expected = {f"service:{item['id']}": item for item in fact["services"]}
    expected |= {f"customer:{item['ump_customer_guid']}": item for item in fact["customers"] if not item["matched"]}
    assert set(by_identity) == set(expected)
    for identity, record in expected.items():
        own = {f"lp_{name}": value for name, value in record.items()}
        # what a host has beside its record, or in place of null
        own |= {"lp_instance_id": identity, "lp_status": record.get("status", "unknown"), "ansible_connection": "local"}
        own |= {"lp_enabled": record.get("enabled") is not False}
        # what its groups give it
        own["ansible_python_interpreter"] = "{{ ansible_playbook_python }}"
        own["lp_read"] = {record["platform"]: ["customers", "services"]}
        assert by_identity[identity][1] == own
    for kind, field in (("status", "by_status"), ("source", "by_source")):
        for value, members in fact[field].items():
            group = inventory[f"lp_{kind}_{re.sub('[^a-z0-9]+', '_', value).strip('_')}"]
            assert sorted(group["hosts"]) == sorted(by_identity[member][0] for member in members), value


# --- what a play does with the facts


def hostile_dataset() -> Dataset:
    """Services and customers whose names want to be more than names; two that share one; one trial that has ended."""
    rows = [
        {"id": number, "name": name, "fullName": name, "status": "ERROR", "licenseType": "PRO", "serviceSource": "LTC"}
        for number, name in enumerate(HOSTILE, 1)
    ]
    rows[0] |= {"umpId": "G-0", "licenseType": "ESSENTIAL", "status": HOSTILE[0]}
    rows[1] |= {"umpId": "g-0", "parameters": [{"name": "Trial Expiry Date", "type": "String", "value": "01-02-2020"}]}
    customers = [
        {"UmpCustomerGuid": f"g-{number}", "CustomerShortName": name, "LicenseType": 2, "LicensedUsersCount": 10}
        | {"ActiveUserCount": 11 * number}
        for number, name in enumerate(HOSTILE)
    ]
    return Dataset(rows, customers)


FACTS = "audiocodes.live_platform.topology_facts"
FILTER = "audiocodes.live_platform"
LP = "ansible_facts.live_platform"


def expression(text: str) -> dict[str, Any]:
    """The arguments of a debug task that shows what an expression gives."""
    return {"msg": "{{ " + text + " }}"}


SHOWN = {
    "names": f"{LP}.services | map(attribute='name') | list",
    "one name": f"{LP}.services[0].name",
    "name in text": f"'<' ~ {LP}.services[0].name ~ '>'",
    "injected": "live_platform.services[0].name",
    "by name": f"{LP}.services | {FILTER}.group_records('name') | list",
    "by status": f"{LP}.by_status",
    "statuses": f"{LP}.services | {FILTER}.group_records('status') | dict2items | map(attribute='key') | list",
    "label": f"{LP}.services[0] | {FILTER}.license_label({{'essential': 'Basic'}})",
    "bands": f"{LP}.customers | map('{FILTER}.usage_band') | list",
    "trials": f"{LP}.services | map('{FILTER}.trial_state', 30, '2020-01-02') | list",
    "ended": f"({LP}.services | {FILTER}.expiring_within(30, 'trial_expires', '2020-01-02') | first).name",
    "groups": f"{{'lp_a': ['h'], 'lp_b': [], 'x': []}} | {FILTER}.select_groups('lp_*')",
    "kept": "kept",
}
REFUSED = {
    f"{LP}.services | {FILTER}.group_records('nope')": "group_records: record 1 has no field nope",
    f"{LP}.totals | {FILTER}.group_records('name')": "group_records: expected a list of records, not a dictionary",
    f"5 | {FILTER}.license_label('x')": "license_label: labels must be a dictionary of license types and labels, not text",
    f"{LP}.totals | {FILTER}.usage_band": "usage_band: expected a record of a service or a customer, not a dictionary without kind",
    f"{LP}.services[1] | {FILTER}.trial_state('soon')": "trial_state: expiring_days must be a number of days from 0 to 36525, not soon",
    f"{LP}.services | {FILTER}.expiring_within(-1)": "expiring_within: days must be a number of days from 0 to 36525, not -1",
    f"groups | {FILTER}.select_groups('lp_status_error')": "select_groups: there is no group lp_status_error in the inventory",
}


@pytest.fixture
def refused_rows() -> Any:
    """A platform that lists one id twice."""
    with Simulator(Dataset([{"id": 1, "name": "a"}, {"id": 1, "name": "b"}])) as sim:
        yield sim


def test_facts_in_a_play(core: harness.Core, tmp_path: Path, refused_rows: Simulator) -> None:
    """Errors first; then what is returned, and that text of the platform stays text wherever a later task uses it."""
    other = {"url": refused_rows.url, "authority": refused_rows.url}
    tasks: list[dict[str, Any]] = [
        {"name": "bad field", FACTS: {"fields": ["licence_type"]}, "ignore_errors": True},
        {"name": "bad choice", FACTS: {"match_by": ["phone"]}, "ignore_errors": True},
        {"name": "equal ids", FACTS: other, "ignore_errors": True},
        {"name": "nothing yet", "ansible.builtin.debug": expression("live_platform is defined")},
        {"name": "summary", FACTS: {"summary_only": True}, "check_mode": True},
        {"name": "few", FACTS: {"fields": ["name", "customer_name"], "members": "name", "include": ["services"]}},
        {"name": "all", FACTS: {"match_by": ["ump_customer_guid"]}},
        {
            "name": "keep",
            "ansible.builtin.set_fact": {"kept": f"{{{{ {LP}.customers | map(attribute='name') | list }}}}"},
        },
        *({"name": name, "ansible.builtin.debug": expression(text)} for name, text in SHOWN.items()),
        *({"name": text, "ansible.builtin.debug": expression(text), "ignore_errors": True} for text in REFUSED),
    ]
    with Simulator(hostile_dataset()) as sim:
        run = play(core, tmp_path, tasks, sim.env())
        assert {entry.method for entry in sim.requests} == {"GET", "POST"}
        assert sim.count("POST") == sim.token_requests
        assert sim.count(path_contains="/topology/services/") == 3
        assert sim.count(path_contains="/v3/customer") == 2
    assert run.status == 0, run.output
    assert "Traceback" not in run.output
    for secret in [*sim.secrets(), *refused_rows.secrets()]:
        assert secret not in run.output

    assert "fields: licence_type is not a field of a service or a customer" in run.failure("bad field")
    assert "phone" in run.failure("bad choice")
    assert "1 id occurs more than once in the list of services: 1" in run.failure("equal ids")
    assert run["equal ids"]["failure"]["error"] == "DataError"
    assert run["nothing yet"]["msg"] is False
    assert_returned(run)
    assert_text_stays_text(run)
    for text, message in REFUSED.items():
        assert message in run.failure(text)
        assert run.failure(text).count("\n") == 0


def assert_returned(run: Run) -> None:
    """Nothing but the fact, with what the options ask for."""
    for task in ("summary", "few", "all"):
        assert set(run[task]) == {"ansible_facts", "changed", "failed"}
        assert set(run[task]["ansible_facts"]) == {"live_platform"}
        assert run[task]["changed"] is False
    summary, few, whole = (run[task]["ansible_facts"]["live_platform"] for task in ("summary", "few", "all"))
    assert set(whole) - set(summary) == {"services", "customers"}
    assert {**summary, "gathered_at": ""} == {key: whole[key] for key in summary} | {"gathered_at": ""}
    assert re.fullmatch(r"20\d\d-\d\d-\d\dT\d\d:\d\d:\d\d\+00:00", whole["gathered_at"])
    assert whole["unmatched"] == {
        "services": ["service:3", "service:4", "service:5"],
        "customers": [f"customer:g-{n}" for n in (1, 2, 3, 4)],
    }
    assert [item["type"] for item in whole["conflicts"]] == ["license_tier", "shared_customer"]
    assert (whole["totals"]["licensed_users"], whole["totals"]["active_users"]) == (50, 110)
    assert whole["by_license_type"]["essential"] == ["service:1"]
    assert few["by_license_type"] == {"essential": [HOSTILE[0]], "pro": list(HOSTILE[1:])}
    assert few["customers"] == few["conflicts"] == []
    assert (
        few["services"][0].items()
        >= {
            "kind": "service",
            "id": 1,
            "ump_customer_guid": "G-0",
            "name": HOSTILE[0],
            "customer_name": None,
            "customer_unread": None,
        }.items()
    )
    assert set(few["services"][0]) == {
        *("kind", "id", "ump_customer_guid", "name", "customer_name", "platform", "unread", "customer_unread")
    }


def assert_text_stays_text(run: Run) -> None:
    """Names come out of every expression the way they went in."""
    shown = {name: run[name]["msg"] for name in SHOWN}
    assert shown["names"] == shown["kept"] == list(HOSTILE)
    assert shown["one name"] == shown["injected"] == "{{ 7*7 }}"
    assert shown["name in text"] == "<{{ 7*7 }}>"
    assert sorted(shown["by name"]) == sorted(HOSTILE)
    assert shown["by status"]["{{ 7*7 }}"] == ["service:1"]
    assert shown["statuses"] == ["error", "{{ 7*7 }}"]
    assert shown["label"] == "Basic"
    assert shown["bands"] == ["unused", "grace", "over", "over", "over"]
    assert shown["trials"] == ["none", "expiring", "none", "none", "none"]
    assert shown["ended"] == HOSTILE[1]
    assert shown["groups"] == {"lp_a": ["h"], "lp_b": []}


# --- kept by a fact cache


def test_a_fact_cache_keeps_the_fact(core: harness.Core, tmp_path: Path) -> None:
    """A later run has it without asking the platform, still as text."""
    cache = tmp_path / "cache"
    kept = {"ANSIBLE_CACHE_PLUGIN": "jsonfile", "ANSIBLE_CACHE_PLUGIN_CONNECTION": str(cache)}
    use = {name: expression(SHOWN[name]) for name in ("names", "one name", "name in text", "by status")}
    with Simulator(hostile_dataset()) as sim:
        first = play(core, tmp_path, [{"name": "all", FACTS: {}}], sim.env() | kept)
        sim.clear_requests()
        later = play(
            core, tmp_path, [{"name": name, "ansible.builtin.debug": args} for name, args in use.items()], kept
        )
        assert sim.requests == []
    assert (first.status, later.status) == (0, 0), first.output + later.output
    (file,) = cache.iterdir()
    assert file.name.endswith("localhost")
    text = file.read_text(encoding="utf-8")
    assert "live_platform" in text
    for secret in sim.secrets():
        assert secret not in text
    assert later["names"]["msg"] == list(HOSTILE)
    assert later["one name"]["msg"] == "{{ 7*7 }}"
    assert later["name in text"]["msg"] == "<{{ 7*7 }}>"
    assert later["by status"]["msg"]["{{ 7*7 }}"] == ["service:1"]
