# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The action plugin: what it returns, and that its documentation tells the truth about it."""

from __future__ import annotations

import json
import stat
from collections.abc import Mapping
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import yaml

from ansible_collections.audiocodes.live_platform.plugins.action.write_compliance import ActionModule
from ansible_collections.audiocodes.live_platform.plugins.module_utils._options.connection import OPTIONS, argument_spec
from ansible_collections.audiocodes.live_platform.plugins.modules import write_compliance
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._compliance import as_sarif
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._compliance.formats import PARTS
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._compliance.options import (
    ARGUMENT_SPEC,
    SUFFIXES,
)
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._outputs import prometheus
from kits.compliance import sample_records
from kits.examples import options_of
from kits.harness import ROOT
from kits.report_data import GROUPS, group_of, hosts_of, raw_customer, raw_service, sample_hosts

DAY: dict[str, Any] = {"reference_date": "2026-11-22"}


class HostVars:
    """Stands for ansible-core's, which renders templates when it is read as a mapping; this one refuses that."""

    def __init__(self, hosts: Mapping[str, Mapping[str, Any]]) -> None:
        self.hosts = hosts

    def raw_get(self, host_name: str, /) -> Mapping[str, Any]:
        return self.hosts[host_name]


def run(
    hosts: dict[str, dict[str, Any]],
    *,
    check: bool = False,
    diff: bool = False,
    others: Mapping[str, list[str]] | None = None,
    variables: Mapping[str, Any] | None = None,
    **options: Any,
) -> dict[str, Any]:
    """Run the action on these hosts, with other groups and variables of the play."""
    names: dict[str, list[str]] = {group: [] for group in GROUPS} | dict(others or {})
    for name, values in hosts.items():
        names[group_of(values) if values else "lp_services"].append(name)
    task = SimpleNamespace(args=options, check_mode=check, diff=diff, async_val=0, action="write_compliance")
    connection = SimpleNamespace(_shell=SimpleNamespace(tmpdir="unused"))
    action = ActionModule(task, connection, None, None, None, None)
    return action.run(task_vars={"hostvars": HostVars(hosts), "groups": names, **(variables or {})})


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"formats": "pdf"}, "value of formats must be one or more of"),
        ({"fail_on": "info"}, "value of fail_on must be one of: never, low, medium, high, critical"),
        ({"source": "file"}, "value of source must be one of: inventory, api"),
        ({"minimum_population": -1}, "minimum_population must be 0 or more, not -1"),
        ({"basename": "../x"}, "basename must be a file name"),
        ({"reference_date": "now"}, "reference_date must be a date such as 2026-12-31, not now"),
        ({"policies": "x"}, "unknown option: policies"),
        ({"baseline": "x/../compliance.json", "dest": "."}, "baseline must not be one of the report's files"),
        ({"baseline": "compliance.json", "dest": "."}, "baseline must not be one of the report's files"),
        ({"groups": "lp_nowhere"}, "Group 'lp_nowhere' not found in the inventory"),
        ({"policy": "nowhere.yml"}, "policy: there is no file nowhere.yml"),
        ({"policy_changes": {"rules": [{"id": "x"}]}}, "policy: rule x: it lacks title"),
        ({"source": "api"}, "the platform could not be read"),
        ({"location": "../x.yml"}, "location must be the path of a file in a repository"),
    ],
)
def test_a_failure_is_one_line_and_has_the_shape_of_a_success(
    options: dict[str, Any], said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    result = run(sample_hosts(), **{"dest": str(tmp_path), **options})
    assert (result["failed"], result["changed"], result["table"], result["files"]) == (True, False, [], [])
    assert said in result["msg"]
    assert "\n" not in result["msg"]
    assert result["summary"]["verdict"] == "failed"
    assert list(tmp_path.iterdir()) == []


def test_an_unwritable_place_names_it(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    result = run(sample_hosts(), dest=str(tmp_path / "file" / "below"))
    assert result["msg"].startswith(f"{tmp_path}/file/below/compliance.html could not be written: ")


def test_a_run_writes_its_files_and_says_where(tmp_path: Path) -> None:
    result = run(sample_hosts(), dest=str(tmp_path), **DAY)
    assert (result["changed"], result.get("failed")) == (True, None)
    names = {f"compliance.{SUFFIXES[name]}" for name in PARTS}
    assert {path.name for path in tmp_path.iterdir()} == names
    for entry in result["files"]:
        path = Path(entry["path"])
        assert (path.stat().st_size, stat.S_IMODE(path.stat().st_mode)) == (entry["size"], 0o640)
    assert result["summary"]["files"] == {name: str(tmp_path / f"compliance.{SUFFIXES[name]}") for name in PARTS}
    document = json.loads((tmp_path / "compliance.json").read_text(encoding="utf-8"))
    assert document["counts"] == result["summary"]["counts"]
    assert (result["summary"]["total"], result["summary"]["verdict"]) == (15, "warning")
    assert "warnings" not in result
    assert not run(sample_hosts(), dest=str(tmp_path), **DAY)["changed"]


def test_a_run_that_could_judge_nothing_keeps_the_baseline(tmp_path: Path) -> None:
    """Else every finding would be new as soon as the policy is mended."""
    options = {"dest": str(tmp_path), "baseline": str(tmp_path / "base.json"), **DAY}
    run(sample_hosts(), **options)
    before = (tmp_path / "base.json").read_bytes()
    assert run(sample_hosts(), policy={"rules": []}, **options)["summary"]["verdict"] == "failed"
    assert (tmp_path / "base.json").read_bytes() == before


def test_each_format_alone(tmp_path: Path) -> None:
    for name, suffix in SUFFIXES.items():
        run(sample_hosts(), dest=str(tmp_path / name), formats=name)
        assert [path.name for path in (tmp_path / name).iterdir()] == [f"compliance.{suffix}"]


def test_check_mode_tells_and_writes_nothing(tmp_path: Path) -> None:
    new = tmp_path / "new"
    result = run(sample_hosts(), check=True, diff=True, dest=str(new), baseline=str(tmp_path / "b.json"))
    assert (result["changed"], result["summary"]["written"]) == (True, False)
    assert list(tmp_path.iterdir()) == []
    assert [entry["before"] for entry in result["diff"]] == ["absent\n"] * 6


def test_the_platform_gives_the_same_findings_as_the_inventory(tmp_path: Path) -> None:
    services, customers = sample_records()
    registered = {"ansible_facts": {"live_platform": {"services": services, "customers": customers}}}
    api = run({}, dest=str(tmp_path / "a"), source="api", platform="x", variables={"x": registered}, **DAY)
    inventory = run(sample_hosts(), dest=str(tmp_path / "i"), **DAY)
    assert api["summary"]["counts"] == inventory["summary"]["counts"]
    found = [json.loads((tmp_path / name / "compliance.json").read_text(encoding="utf-8"))["findings"] for name in "ai"]
    assert found[0] == found[1]


def test_a_baseline_is_read_before_and_written_after(tmp_path: Path) -> None:
    options: dict[str, Any] = {"dest": str(tmp_path), "baseline": str(tmp_path / "last.json"), **DAY}
    assert run(sample_hosts(), **options)["summary"]["new"] is None
    hosts = sample_hosts()
    gone = hosts.pop("seraya")
    second = run(hosts, **options)["summary"]
    assert (second["new"], second["persisting"], second["fixed"]) == (0, 21, 4)
    third = run({**hosts, "seraya": gone}, baseline_update="no", **options)["summary"]
    assert (third["new"], third["fixed"]) == (4, 0)
    assert run({**hosts, "seraya": gone}, **options)["summary"]["new"] == 4


def test_a_population_that_is_too_small_does_not_become_the_baseline(tmp_path: Path) -> None:
    """Else the next run would call everything new."""
    options: dict[str, Any] = {"dest": str(tmp_path), "baseline": str(tmp_path / "last.json"), **DAY}
    run(sample_hosts(), **options)
    before = (tmp_path / "last.json").read_bytes()
    result = run({}, **options)
    assert result["summary"]["verdict"] == "failed"
    assert result["summary"]["message"] == "0 services and customers found, at least 1 expected"
    assert (tmp_path / "last.json").read_bytes() == before
    assert (tmp_path / "compliance.json").exists()


def test_a_list_that_loses_a_third_each_day_is_noticed_and_a_loss_that_stays_is_right_after_a_week(
    tmp_path: Path,
) -> None:
    path = tmp_path / "last.json"
    services = [raw_service(number, f"s{number}", status="ERROR") for number in range(100)]

    def day(number: int, there: int, **options: Any) -> dict[str, Any]:
        hosts = hosts_of(services[:there], [raw_customer("g", "c")])
        told: dict[str, Any] = {"dest": str(tmp_path), "baseline": str(path), "reference_date": f"2026-11-{number:02}"}
        return run(hosts, **told, **options)["summary"]  # type: ignore[no-any-return]

    assert [day(number, there)["verdict"] for number, there in ((1, 100), (2, 70))] == ["warning"] * 2
    third = day(3, 49)
    assert "there are 49 services, 51 fewer than the 100 in the baseline (if this is right," in third["message"]
    assert (third["fixed"], third["carried"]) == (0, 21)
    findings = json.loads(path.read_text(encoding="utf-8"))["findings"]
    assert [day(number, 49)["fixed"] for number in range(4, 9)] == [0] * 5
    # what was found stays as it is until the loss is right
    assert json.loads(path.read_text(encoding="utf-8"))["findings"] == findings
    assert day(10, 49)["fixed"] > 0
    assert day(11, 49)["carried"] == 0
    # with a minimum it is right at once
    assert day(12, 20)["fixed"] == 0
    assert day(13, 20, minimum_services=20)["fixed"] > 0


@pytest.mark.parametrize("how", ["old", "report"])
def test_the_baseline_of_an_earlier_version_and_a_report_still_say_how_much_there_was(tmp_path: Path, how: str) -> None:
    path = tmp_path / "last.json"
    options: dict[str, Any] = {"dest": str(tmp_path), "baseline": str(path), **DAY}
    run(hosts_of([raw_service(number, f"s{number}") for number in range(9)], [raw_customer("g", "c")]), **options)
    if how == "old":
        kept = json.loads(path.read_text(encoding="utf-8"))
        del kept["lists"]
        path.write_text(json.dumps(kept), encoding="utf-8")
    else:
        (tmp_path / "compliance.json").replace(path)
    few = run(hosts_of([raw_service(number, f"s{number}") for number in range(4)], [raw_customer("g", "c")]), **options)
    assert "there are 4 services, 5 fewer than the 9 in the baseline" in few["summary"]["message"]


def test_customers_that_one_run_did_not_read_keep_their_number(tmp_path: Path) -> None:
    options: dict[str, Any] = {"dest": str(tmp_path), "baseline": str(tmp_path / "last.json"), **DAY}
    customers = [raw_customer(f"g{number}", f"c{number}") for number in range(9)]
    service = raw_service(1, "s")
    run(hosts_of([service], customers), **options)
    alone = hosts_of([service])
    for variables in alone.values():
        variables["lp_read"] = {variables["lp_platform"]: ["services"]}
    assert run(alone, **options)["summary"]["population"] == {"services": 1, "customers": 0}
    few = run(hosts_of([service], customers[:3]), **options)
    assert "there are 3 customers, 6 fewer than the 9 in the baseline" in few["summary"]["message"]


def test_groups_of_the_policy_are_those_of_the_inventory(tmp_path: Path) -> None:
    """Any group, not only the judged ones; one that is absent is a warning, for it may be one of those made on demand."""
    error = {"id": "service-in-error", "scope": {"groups": ["vip", "lp_nowhere"]}}
    result = run(
        sample_hosts(),
        others={"vip": ["seraya", "elsewhere"]},
        dest=str(tmp_path),
        policy_changes={"rules": [error]},
        **DAY,
    )
    document = json.loads((tmp_path / "compliance.json").read_text(encoding="utf-8"))
    assert [item["name"] for item in document["findings"] if item["rule"] == "service-in-error"] == ["Seraya"]
    assert result["warnings"] == ["the policy names groups that the inventory lacks: lp_nowhere"]
    assert result["warnings"][0] in result["summary"]["message"]


def test_hosts_of_others_are_counted_in_one_warning(tmp_path: Path) -> None:
    result = run(sample_hosts() | {f"other{number}": {} for number in range(7)}, dest=str(tmp_path))
    assert len(result["warnings"]) == 1
    assert result["warnings"][0].startswith("7 of 23 hosts have no lp_kind and are not judged: other0, other1, ")


def test_a_policy_beside_the_playbook(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "cwd").mkdir()
    (tmp_path / "ours.yml").write_text("name: ours\nrules: []\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path / "cwd")
    result = run(sample_hosts(), policy="ours.yml", variables={"playbook_dir": str(tmp_path)})
    assert result["summary"]["policy"] == "ours"
    # a gate that judges nothing must not be green
    assert (result["summary"]["verdict"], result["summary"]["message"]) == (
        "failed",
        "the policy has no rule that is on: nothing could be judged",
    )


@pytest.fixture(scope="module")
def documented() -> dict[str, Any]:
    options: dict[str, Any] = options_of(write_compliance.DOCUMENTATION)
    return options


def test_the_documentation_and_the_specification_are_the_same(documented: dict[str, Any]) -> None:
    keys = ("type", "elements", "choices", "default", "required", "no_log")
    told = {name: {key: option[key] for key in keys if key in option} for name, option in documented.items()}
    hidden = {name: option for name, option in argument_spec().items() if name in told}
    assert list(hidden) == [option.name for option in OPTIONS]
    assert {name: option for name, option in told.items() if name not in hidden} == {
        name: {key: option[key] for key in keys[:-1] if key in option} for name, option in ARGUMENT_SPEC.items()
    }
    assert [name for name, option in ARGUMENT_SPEC.items() if option.get("no_log")] == SECRETS


SECRETS = ["metrics_push_password", "metrics_push_headers"]


def test_every_format_has_a_renderer_and_a_suffix() -> None:
    assert list(SUFFIXES) == [*PARTS, "xlsx", prometheus.FORMAT] == ARGUMENT_SPEC["formats"]["choices"]


def test_the_summary_is_documented(tmp_path: Path) -> None:
    returned = yaml.safe_load(write_compliance.RETURN)
    result = run(sample_hosts(), dest=str(tmp_path))
    assert list(result["summary"]) == list(returned["summary"]["contains"])


def test_role_variables_have_the_defaults_of_the_module(documented: dict[str, Any]) -> None:
    """And the argument specification repeats them."""
    role = ROOT / "roles" / "compliance"
    defaults = yaml.safe_load((role / "defaults" / "main.yml").read_text(encoding="utf-8"))
    specs = yaml.safe_load((role / "meta" / "argument_specs.yml").read_text(encoding="utf-8"))
    options = specs["argument_specs"]["main"]["options"]
    assert {name: option["default"] for name, option in options.items()} == defaults
    for name, option in documented.items():
        if name not in {"platform", "registrations", *argument_spec()}:
            default = option.get("default", "")
            # a dictionary may be blank text in a role
            assert defaults[f"compliance_{name}"] == ("" if default == {} else default), name
    tasks = (role / "tasks" / "judge.yml").read_text(encoding="utf-8")
    readme = (role / "README.md").read_text(encoding="utf-8")
    for name in defaults:
        assert name in tasks
        assert f"| `{name}` |" in readme


@pytest.mark.parametrize(
    ("options", "address"),
    [
        ({}, "my.live_platform.yml"),
        ({"location": ""}, "my.live_platform.yml"),
        ({"location": "inventory/oslo.live_platform.yml"}, "inventory/oslo.live_platform.yml"),
    ],
)
def test_sarif_points_to_the_inventory_source_or_to_the_given_file(
    options: dict[str, Any], address: str, tmp_path: Path
) -> None:
    source = tmp_path / "my.live_platform.yml"
    source.write_text("", encoding="utf-8")
    variables = {"ansible_inventory_sources": [str(source)]}
    run(sample_hosts(), variables=variables, dest=str(tmp_path), formats=["sarif", "json"], **DAY, **options)
    (log,) = json.loads((tmp_path / "compliance.sarif").read_text(encoding="utf-8"))["runs"]
    places = {item["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for item in log["results"]}
    assert places == {address}
    assert json.loads((tmp_path / "compliance.json").read_text(encoding="utf-8"))["location"] == address


def test_findings_that_sarif_leaves_out_are_a_warning_if_it_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(as_sarif, "MOST_RESULTS", 5)
    said = "SARIF has the most severe 5 of "
    result = run(sample_hosts(), dest=str(tmp_path), formats="sarif", **DAY)
    assert [line for line in result["warnings"] if line.startswith(said)]
    result = run(sample_hosts(), dest=str(tmp_path), formats="json", **DAY)
    assert not [line for line in result.get("warnings", []) if line.startswith(said)]
