# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The inventory as AWX reads it: its command, its settings, an empty HOME, names meant to break it, and a later job.

Nothing here needs AWX. What is asserted is what AWX's import would refuse or get wrong: names, identities, marks of unsafe
text, variables that differ from host to host, success where there was none.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from kits import harness
from kits.inventory import HOSTILE_NAMES, customer_row, parameter, sample_customers, sample_services, service_row
from simulator import Dataset, Fault, Simulator

PLUGIN = "audiocodes.live_platform.live_platform"
# what AWX sets for every update of an inventory source
AWX = {
    "ANSIBLE_INVENTORY_UNPARSED_FAILED": "True",
    "ANSIBLE_INVENTORY_EXPORT": "True",
    "ANSIBLE_VERBOSE_TO_STDERR": "True",
    "ANSIBLE_HOST_PATTERN_MISMATCH": "error",
    "INVENTORY_SOURCE_ID": "12",
    "INVENTORY_UPDATE_ID": "345",
}
# the fields of a credential that nobody filled in
BLANKS = dict.fromkeys(
    (
        f"LIVE_PLATFORM_{name}"
        for name in ("ACCESS_TOKEN", "VALIDATE_CERTS", "TIMEOUT", "CA_PATH", "CHANNEL_ID", "GROUP_BY")
    ),
    "",
)
CANARY = "canary"
GUID = "51c0de00-0000-4000-8000-00000000a0c3"


@dataclass
class Update:
    """One inventory update: the process, and what it wrote for AWX to import."""

    done: subprocess.CompletedProcess[str]
    written: bytes

    @property
    def inventory(self) -> dict[str, Any]:
        """The import, read as strictly as a browser would."""

        def refuse(constant: str) -> None:
            raise ValueError(f"{constant} is not JSON")

        found: dict[str, Any] = json.loads(self.written, parse_constant=refuse)
        return found

    @property
    def hostvars(self) -> dict[str, dict[str, Any]]:
        found: dict[str, dict[str, Any]] = self.inventory["_meta"]["hostvars"]
        return found

    @property
    def groups(self) -> dict[str, dict[str, Any]]:
        return {name: group for name, group in self.inventory.items() if name not in ("_meta", "all")}


def write(folder: Path, **options: Any) -> Path:
    """A source file of a project; JSON is YAML."""
    path = folder / "test.live_platform.yml"
    path.write_text(json.dumps({"plugin": PLUGIN, **options}), encoding="utf-8")
    return path


def update(core: harness.Core, source: Path, env: dict[str, str], *more: str) -> Update:
    """Run the command of an inventory update."""
    output = source.parent / "output.json"
    output.unlink(missing_ok=True)
    argv: list[str | Path] = ["ansible-inventory", "--list", "--export", "-i", source, "--output", output]
    done = harness.run(core, [*argv, "--playbook-dir", source.parent, "-vvv", *more], {**AWX, **env})
    return Update(done, output.read_bytes() if output.exists() else b"")


def evil(folder: Path) -> str:
    """A name that leaves a file behind when anything evaluates it."""
    return "{{ lookup('pipe', 'touch " + str(folder / CANARY) + "') }}"


def header(folder: Path) -> str:
    """The same with marks of its own, which ansible-core honours as well."""
    return (
        "#jinja2:variable_start_string:'<<',variable_end_string:'>>'\n<< lookup('pipe', 'touch "
        + str(folder / CANARY)
        + "') >>"
    )


def hostile(folder: Path) -> Dataset:
    """The vendor's examples, and services and customers by all the names that have broken inventories."""
    names = [*HOSTILE_NAMES, "all", "localhost", "lp_services", "Acme", "ACME", evil(folder), header(folder)]
    services = [
        service_row(
            number,
            name=name,
            fullName=name,
            description=name,
            status=("OK", "WARNING", "ERROR", None)[number % 4],
            licenseType=name if number % 5 == 0 else "PRO",
            isEnabled=number % 7 != 0,
            umpId=GUID if name == "Acme" else None,
            parameters=[parameter(name or "empty", name)],
            password="never-shown",
        )
        for number, name in enumerate(names, 100)
    ]
    customers = [customer_row(f"c-{number}", CustomerShortName=name) for number, name in enumerate(names, 100)]
    known = customer_row(GUID, CustomerFullName=evil(folder), LicensedUsersCount=10, ActiveUserCount=11)
    return Dataset([*sample_services(), *services], [*sample_customers(), *customers, known])


# nothing about the connection: a source file beats what AWX injects
OPTIONS: dict[str, Any] = {
    "group_by": ["source", "enabled", "trial", "usage", "ms_tenant"],
    "nested_groups": ["license_family"],
    "compose": {"made": "lp_name ~ ' of ' ~ lp_kind", "listed": "[lp_full_name]"},
    "groups": {"mine": "lp_status == 'error'"},
    "keyed_groups": [{"key": "lp_name", "prefix": "by_name"}],
}


@pytest.fixture(scope="module")
def folder(core: harness.Core, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project of one core's updates."""
    return tmp_path_factory.mktemp(f"project-{core.version}")


@pytest.fixture(scope="module")
def platform(folder: Path) -> Iterator[Simulator]:
    with Simulator(hostile(folder)) as simulator:
        yield simulator


@pytest.fixture(scope="module")
def updates(core: harness.Core, folder: Path, platform: Simulator) -> tuple[Update, Update]:
    """Two updates from one source; for the second the platform lists its rows in another order."""
    source = write(folder, **OPTIONS)
    first = update(core, source, platform.env() | BLANKS)
    platform.dataset.services.reverse()
    platform.dataset.customers.reverse()
    return first, update(core, source, platform.env() | BLANKS)


@pytest.fixture(scope="module")
def imported(updates: tuple[Update, Update]) -> Update:
    return updates[0]


# --- what AWX imports


def test_the_update_succeeds_with_everything_from_the_environment(imported: Update, platform: Simulator) -> None:
    assert imported.done.returncode == 0, imported.done.stderr
    assert len(imported.hostvars) == len(platform.dataset.services) + len(platform.dataset.customers) - 1
    assert platform.count() == 4  # two lists, twice


def test_names_are_what_awx_can_store_and_patterns_can_say(imported: Update) -> None:
    hosts, groups = list(imported.hostvars), list(imported.groups)
    for name in hosts:
        assert re.fullmatch("[A-Za-z0-9_][A-Za-z0-9_.-]{0,511}", name), name
    for name in groups:
        assert name.isidentifier(), name
        assert len(name) <= 512
    assert not set(hosts) & ({"all", "ungrouped", "localhost", "_meta"} | set(groups))
    assert {"all", "ungrouped", "_meta"} & {
        name for group in groups for name in imported.groups[group].get("hosts", [])
    } == set()
    members = {name for group in imported.groups.values() for name in group.get("hosts", [])}
    assert members == set(hosts)


def test_identities_are_unique_plain_text(imported: Update) -> None:
    identities = [variables["lp_instance_id"] for variables in imported.hostvars.values()]
    assert all(isinstance(identity, str) and len(identity) <= 1024 for identity in identities)
    assert len(set(identities)) == len(identities)


def test_every_host_says_whether_it_is_enabled_as_a_boolean(imported: Update) -> None:
    flags = {variables["lp_instance_id"]: variables["lp_enabled"] for variables in imported.hostvars.values()}
    assert set(flags.values()) == {True, False}
    assert flags["service:105"] is False
    assert flags["service:106"] is True


def test_only_text_with_template_marks_says_that_it_is_unsafe(imported: Update) -> None:
    def leaves(value: Any) -> Iterator[Any]:
        if isinstance(value, dict) and set(value) == {"__ansible_unsafe"}:
            yield value
        elif isinstance(value, (dict, list)):
            for item in value.values() if isinstance(value, dict) else value:
                yield from leaves(item)
        else:
            yield value

    for name, variables in imported.hostvars.items():
        for variable, value in variables.items():
            for leaf in leaves(value):
                text = leaf["__ansible_unsafe"] if isinstance(leaf, dict) else leaf
                marked = isinstance(text, str) and (
                    text.startswith("#jinja2:") or any(mark in text for mark in ("{{", "{%", "{#"))
                )
                assert isinstance(leaf, dict) is marked, (name, variable, leaf)
        for variable in ("lp_kind", "lp_instance_id", "lp_status", "ansible_connection"):
            assert isinstance(variables[variable], str)


def test_text_comes_through_unchanged(imported: Update, platform: Simulator) -> None:
    names = {f"service:{row['id']}": row["name"] for row in platform.dataset.services}
    names |= {f"customer:{row['UmpCustomerGuid']}": row["CustomerShortName"] for row in platform.dataset.customers}
    for variables in imported.hostvars.values():
        value = variables["lp_name"]
        assert (value["__ansible_unsafe"] if isinstance(value, dict) else value) == names[variables["lp_instance_id"]]


def test_hosts_of_a_kind_have_the_same_variables_under_our_prefix(imported: Update) -> None:
    sets = {(variables["lp_kind"], frozenset(variables)) for variables in imported.hostvars.values()}
    assert len(sets) == 2
    for _kind, names in sets:
        assert {name for name in names if not name.startswith("lp_")} == {"ansible_connection", "made", "listed"}
        assert all(name.isidentifier() for name in names)


def test_only_the_groups_of_both_kinds_have_variables(imported: Update) -> None:
    assert "vars" not in imported.inventory["all"]
    found = {name: group["vars"] for name, group in imported.groups.items() if group.get("vars")}
    assert set(found) == {"lp_services", "lp_customers"}
    for variables in found.values():
        own = {name: value for name, value in variables.items() if not name.startswith("lp_")}
        assert own == {"ansible_python_interpreter": "{{ ansible_playbook_python }}"}


def test_a_second_update_writes_the_same_bytes(updates: tuple[Update, Update]) -> None:
    assert len(updates[0].written) > 100_000
    assert updates[0].written == updates[1].written


def test_nothing_secret_is_shown_and_origins_are(imported: Update, platform: Simulator) -> None:
    shown = imported.done.stdout + imported.done.stderr + imported.written.decode()
    for secret in [*platform.secrets(), "never-shown", "Bearer"]:
        assert secret not in shown
    assert (
        "options: authority, client_id, client_secret, scope, tenant_id, url from the environment; "
        "compose, group_by, groups, keyed_groups, nested_groups, plugin from the source file" in imported.done.stderr
    )


def test_the_log_has_a_line_for_a_request_and_none_for_a_host(imported: Update) -> None:
    lines = [
        line
        for line in imported.done.stderr.splitlines()
        if "audiocodes.live_platform: " in line or ": HTTP 200" in line
    ]
    assert 4 <= len(lines) <= 6
    assert "Traceback" not in imported.done.stderr


def test_nothing_was_evaluated_and_nothing_left_behind(imported: Update, folder: Path) -> None:
    assert sorted(path.name for path in folder.iterdir()) == ["output.json", "test.live_platform.yml"]
    assert not any(name.endswith("49") for name in imported.groups)


# --- a later job on what was imported


JOB = """
- hosts: all
  gather_facts: false
  tasks:
    - name: Use every text the way roles do
      ansible.builtin.set_fact:
        used:
          name: "{{ lp_name }}"
          full_name: "Customer {{ lp_full_name }}!"
          made: "{{ made }}"
          listed: "{{ listed }}"
          parameters: "{{ lp_parameters | default({}) | dict2items }}"
    - name: Use what was made of it once more
      ansible.builtin.set_fact:
        again: "{{ used }}"
        line: "{{ used.name }} / {{ used.made }} / {{ used.full_name }}"
    - name: Show it
      ansible.builtin.debug:
        msg: "{{ line }}"
- hosts: localhost
  gather_facts: false
  tasks:
    - name: Write down what hosts were like
      ansible.builtin.copy:
        dest: "{{ report }}"
        mode: "0600"
        content: "{{ {'hosts': seen, 'groups': groups} | to_json }}"
      vars:
        hosts_: "{{ groups['all'] | difference(['localhost']) }}"
        seen: "{{ dict(hosts_ | zip(hosts_ | map('extract', hostvars, 'again'))) }}"
"""

# an inventory on top of the imported one, the way AWX's constructed inventories do it
CONSTRUCTED = {
    "plugin": "ansible.builtin.constructed",
    "strict": True,
    "groups": {
        "problems": "lp_status in ['error', 'warning']",
        "over": "'lp_usage_over' in group_names or 'lp_usage_grace' in group_names",
        "never": "lp_status == 'no such status'",
    },
}


def later_job(core: harness.Core, imported: Update, folder: Path) -> tuple[subprocess.CompletedProcess[str], Path]:
    """Run a playbook on the imported hosts: a script that prints them, as AWX writes it."""
    job = folder / "job"
    shutil.rmtree(job, ignore_errors=True)
    job.mkdir()
    content = imported.inventory
    for number, variables in enumerate(content["_meta"]["hostvars"].values()):
        variables |= {"remote_tower_id": number, "remote_tower_enabled": str(variables["lp_enabled"]).lower()}
    script = job / "hosts"
    script.write_text(
        f"#! /usr/bin/env python3\n# -*- coding: utf-8 -*-\nprint({json.dumps(content)!r})\n", encoding="utf-8"
    )
    script.chmod(0o700)
    (job / "constructed.yml").write_text(json.dumps(CONSTRUCTED), encoding="utf-8")
    (job / "job.yml").write_text(JOB, encoding="utf-8")
    report = job / "report.json"
    argv: list[str | Path] = [
        "ansible-playbook",
        "-i",
        script,
        "-i",
        job / "constructed.yml",
        job / "job.yml",
        "-e",
        f"report={report}",
    ]
    env = {"ANSIBLE_INVENTORY_ANY_UNPARSED_IS_FAILED": "True", "ANSIBLE_FORKS": "4"}
    return harness.run(core, argv, env), report


def test_a_later_job_evaluates_nothing_and_finds_the_groups(
    core: harness.Core, imported: Update, folder: Path, platform: Simulator
) -> None:
    done, report = later_job(core, imported, folder)
    assert done.returncode == 0, done.stdout + done.stderr
    assert not (folder / CANARY).exists()
    found = json.loads(report.read_text(encoding="utf-8"))
    rows = {f"service:{row['id']}": row for row in platform.dataset.services}
    others = {f"customer:{row['UmpCustomerGuid']}": row for row in platform.dataset.customers}
    assert len(found["hosts"]) == len(imported.hostvars)
    for host, used in found["hosts"].items():
        identity = imported.hostvars[host]["lp_instance_id"]
        row = rows.get(identity) or others[identity]
        name = row.get("name", row.get("CustomerShortName"))
        full = row.get("fullName", row.get("CustomerFullName")) or ""
        kind = identity.split(":")[0]
        assert used["name"] == name
        assert used["full_name"] == f"Customer {full}!"
        assert used["made"] == f"{name} of {kind}"
        assert used["listed"] == [full]
        if host.startswith("7-7"):
            assert name in [item["value"] for item in used["parameters"]] or kind == "customer"
    groups = found["groups"]
    assert set(groups["problems"]) == {*groups["lp_status_error"], *groups["lp_status_warning"]}
    assert set(groups["over"]) == {*groups["lp_usage_over"], *groups["lp_usage_grace"]}
    assert len(groups["over"]) > 0
    assert "never" not in groups


def test_the_job_would_notice_a_name_that_is_evaluated(core: harness.Core, imported: Update, folder: Path) -> None:
    """The same job on the same hosts without the marks leaves the file behind."""
    text = imported.written.decode()
    bare = re.sub(r'\{\s*"__ansible_unsafe": ("(?:[^"\\]|\\.)*")\s*\}', r"\1", text)
    assert "__ansible_unsafe" not in bare
    few = json.loads(bare)
    names = [name for name, variables in few["_meta"]["hostvars"].items() if "lookup(" in str(variables["lp_name"])][:1]
    only = {name: few["_meta"]["hostvars"][name] for name in names}
    unmarked = {"_meta": {"hostvars": only}, "all": {"hosts": names}}
    try:
        later_job(core, Update(imported.done, json.dumps(unmarked).encode()), folder)
        assert (folder / CANARY).exists()
    finally:
        (folder / CANARY).unlink(missing_ok=True)


# --- a cached update, and a file that beats the environment


def test_a_second_update_from_the_cache_needs_no_platform(core: harness.Core, tmp_path: Path) -> None:
    with Simulator() as sim:
        env = sim.env() | {"LIVE_PLATFORM_URL": "https://elsewhere.invalid", "LIVE_PLATFORM_RETRIES": "nine"}
        cache = {"cache": True, "cache_plugin": "ansible.builtin.jsonfile", "cache_connection": str(tmp_path / "cache")}
        options = {"url": sim.url, "retries": 0, **cache, "compose": {"made": "lp_name"}}
        source = write(tmp_path, **options)
        first = update(core, source, env)
        assert first.done.returncode == 0, first.done.stderr
        secrets = [*sim.secrets(), "Bearer"]
    second = update(core, source, env)
    assert second.done.returncode == 0, second.done.stderr
    assert second.written == first.written
    assert "from the cache" in second.done.stderr
    write(tmp_path, **options | {"group_by": ["trial"]})
    third = update(core, source, env)
    assert "lp_trial_active" in third.inventory["all"]["children"]
    kept = "".join(path.read_text(encoding="utf-8") for path in (tmp_path / "cache").iterdir())
    for secret in secrets:
        assert secret not in kept


def test_a_cache_that_cannot_be_used_is_a_warning(core: harness.Core, tmp_path: Path, platform: Simulator) -> None:
    (tmp_path / "file").touch()
    cache = {
        "cache": True,
        "cache_plugin": "ansible.builtin.jsonfile",
        "cache_connection": str(tmp_path / "file" / "x"),
    }
    done = update(core, write(tmp_path, **cache), platform.env()).done
    assert done.returncode == 0, done.stderr
    assert "the cache cannot be used and is ignored" in done.stderr


# --- failures are failures


@pytest.mark.parametrize(
    ("what", "says"),
    [
        ("empty", "no host is left of 0 services and customers"),
        ("refused", "HTTP 401: the platform does not accept the credentials"),
        ("silent", "no answer in time"),
        ("half", "the answer is not complete, valid JSON"),
        ("strict", "compose: x: "),
    ],
)
def test_a_failed_update_fails_and_imports_nothing(core: harness.Core, tmp_path: Path, what: str, says: str) -> None:
    spoil: dict[str, Callable[[Simulator], object]] = {
        "empty": lambda sim: setattr(sim, "dataset", Dataset()),
        "refused": lambda sim: sim.expire_tokens(),
        "silent": lambda sim: sim.fault("/api/v3/customer", Fault(kind="hang", seconds=30)),
        "half": lambda sim: sim.fault("/topology/services", Fault(kind="truncated")),
        "strict": lambda _sim: None,
    }
    options = {"strict": True, "compose": {"x": "lp_source ~ 'x'"}} if what == "strict" else {}
    with Simulator() as sim:
        env = sim.env("token") | {"LIVE_PLATFORM_TIMEOUT": "0.5", "LIVE_PLATFORM_RETRIES": "0"}
        secrets = sim.secrets()
        spoil[what](sim)
        failed = update(core, write(tmp_path, **options), env)
    assert failed.done.returncode != 0
    assert failed.written == b""
    assert says in " ".join(failed.done.stderr.split())
    for secret in secrets:
        assert secret not in failed.done.stdout + failed.done.stderr


def test_a_limit_that_matches_nobody_fails(core: harness.Core, folder: Path, platform: Simulator) -> None:
    failed = update(core, write(folder), platform.env(), "--limit", "no_such_*")
    assert failed.done.returncode != 0
    assert failed.written == b""
