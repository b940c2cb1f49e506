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

from ansible_collections.audiocodes.live_platform.plugins.action.write_report import ActionModule
from ansible_collections.audiocodes.live_platform.plugins.module_utils._options.connection import argument_spec
from ansible_collections.audiocodes.live_platform.plugins.modules import write_report
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._report.options import ARGUMENT_SPEC
from kits.examples import options_of
from kits.report_data import GROUPS, group_of, hostile_hosts, hosts_of, raw_customer, raw_service, sample_hosts


class HostVars:
    """Stands for ansible-core's, which renders templates when it is read as a mapping; this one refuses that."""

    def __init__(self, hosts: Mapping[str, Mapping[str, Any]]) -> None:
        self.hosts = hosts

    def raw_get(self, host_name: str, /) -> Mapping[str, Any]:
        return self.hosts[host_name]


def run(
    known: dict[str, dict[str, Any]], /, *, check: bool = False, diff: bool = False, others: int = 0, **options: Any
) -> dict[str, Any]:
    """Run the action on these hosts and some that are not ours."""
    names: dict[str, list[str]] = {group: [] for group in GROUPS}
    for name, variables in known.items():
        names[group_of(variables)].append(name)
    strangers: dict[str, dict[str, Any]] = {f"other{number:02}": {} for number in range(others)}
    names["lp_services"] += strangers
    task = SimpleNamespace(args=options, check_mode=check, diff=diff, async_val=0, action="write_report")
    connection = SimpleNamespace(_shell=SimpleNamespace(tmpdir="unused"))
    action = ActionModule(task, connection, None, None, None, None)
    return action.run(task_vars={"hostvars": HostVars(known | strangers), "groups": names})


def test_a_failure_has_the_shape_of_a_success(tmp_path: Path) -> None:
    result = run({}, groups="nobody", dest=str(tmp_path))
    assert (result["failed"], result["changed"], result["status"]) == (True, False, "error")
    assert (result["table"], result["files"]) == ([], [])
    told = {"schema": 1, "status": "error", "message": result["msg"], "written": False}
    assert result["summary"] == told | {"metrics_push": {"state": "off", "message": ""}}
    assert list(tmp_path.iterdir()) == []


def test_an_unwritable_place_is_one_line_that_names_it(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    result = run({}, dest=str(tmp_path / "file" / "below"))
    assert result["failed"]
    assert result["msg"].startswith(f"{tmp_path}/file/below/license_report.html could not be written: ")
    assert "\n" not in result["msg"]


def test_no_text_of_an_option_can_open_a_template_in_what_is_published(tmp_path: Path) -> None:
    result = run({}, groups="{{ 1 }}", dest=str(tmp_path))
    assert "{{" not in result["summary"]["message"]
    result = run({}, dest=str(tmp_path / "{{ 1 }}"))
    assert result["summary"]["files"]["html"] == f"{tmp_path}/{{ {{ 1 }}}}/license_report.html"
    assert (tmp_path / "{{ 1 }}" / "license_report.html").exists()


def test_a_report_writes_its_files_and_says_where(tmp_path: Path) -> None:
    result = run(sample_hosts(), dest=str(tmp_path), formats="json,csv")
    assert (result["changed"], result["status"], result["summary"]["message"]) == (True, "ok", "")
    assert [entry["format"] for entry in result["files"]] == ["json", "csv"]
    for entry in result["files"]:
        path = Path(entry["path"])
        assert path == Path(result["summary"]["files"][entry["format"]])
        assert (path.stat().st_size, stat.S_IMODE(path.stat().st_mode)) == (entry["size"], 0o640)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["license_report.csv", "license_report.json"]
    document = json.loads((tmp_path / "license_report.json").read_text(encoding="utf-8"))
    assert document["totals"] == result["summary"]["totals"]
    assert "diff" not in result
    assert "warnings" not in result


def test_the_same_report_is_no_change(tmp_path: Path) -> None:
    options: dict[str, Any] = {"dest": str(tmp_path), "generated_at": "2026-11-22"}
    assert run(sample_hosts(), **options)["changed"]
    again = run(sample_hosts(), diff=True, **options)
    assert not again["changed"]
    assert again["diff"] == []
    assert [entry["changed"] for entry in again["files"]] == [False, False, False]
    assert run(sample_hosts(), **options, title="Other")["changed"]


def test_check_mode_tells_and_writes_nothing(tmp_path: Path) -> None:
    result = run(sample_hosts(), check=True, diff=True, dest=str(tmp_path / "new"))
    assert (result["changed"], result["summary"]["written"]) == (True, False)
    assert list(tmp_path.iterdir()) == []
    assert [entry["before"] for entry in result["diff"]] == ["absent\n"] * 3
    assert all("bytes, mode 0640, sha256 " in entry["after"] for entry in result["diff"])


def test_a_population_below_the_minimum_is_written_and_critical(tmp_path: Path) -> None:
    result = run(sample_hosts(), dest=str(tmp_path), minimum_population="17", others=3)
    assert "failed" not in result
    assert result["status"] == result["summary"]["status"] == "critical"
    assert result["summary"]["message"] == "16 services and customers found, at least 17 expected"
    assert len(list(tmp_path.iterdir())) == 3
    assert run(sample_hosts(), dest=str(tmp_path), minimum_population=16)["status"] == "ok"


def test_hosts_of_others_are_counted_in_one_warning(tmp_path: Path) -> None:
    result = run(sample_hosts(), dest=str(tmp_path), others=7)
    assert result["status"] == "warning"
    assert result["summary"]["totals"]["skipped"] == 7
    (warning,) = result["warnings"]
    assert warning.startswith("7 of 23 hosts have no lp_kind and are left out of the report: other00, other01, ")
    assert warning.endswith("other04, ... (7 in all)")
    page = (tmp_path / "license_report.html").read_text(encoding="utf-8")
    assert "neither a service nor a customer, and so left out: 7." in page


def test_variables_that_the_source_leaves_out_are_a_warning(tmp_path: Path) -> None:
    hosts = {name: {"lp_kind": variables["lp_kind"]} for name, variables in sample_hosts().items()}
    result = run(hosts, dest=str(tmp_path))
    assert result["status"] == "warning"
    assert "hosts lack variables that the report counts: lp_active_users, lp_ai_summary_" in result["warnings"][0]


def test_a_report_on_some_hosts_says_so_in_every_form(tmp_path: Path) -> None:
    """A minimum is about the groups as a whole: it finds an inventory out that has lost its hosts."""
    hosts = sample_hosts()
    two = sorted(hosts)[:2]
    result = run(hosts, dest=str(tmp_path), formats="html,json,md", hosts=[*two, "elsewhere"], minimum_population=16)
    said = "limited to 2 of 16 services and customers"
    assert (result["status"], result["summary"]["totals"]["hosts"]) == ("warning", 2)
    assert said in result["summary"]["message"]
    assert said in result["table"][0]
    for path in tmp_path.iterdir():
        assert said in path.read_text(encoding="utf-8"), path
    document = json.loads((tmp_path / "license_report.json").read_text(encoding="utf-8"))
    assert [row["inventory_hostname"] for row in document["rows"]] == two
    assert sum(group["hosts"] for group in document["groups"]) == 2
    assert run(hosts, dest=str(tmp_path), hosts=two, minimum_population=17)["status"] == "critical"
    everybody = run(hosts, dest=str(tmp_path), hosts=",".join(hosts))
    assert (everybody["status"], everybody["summary"]["message"]) == ("ok", "")


def test_hosts_that_are_none_of_ours_are_an_error_and_no_empty_report(tmp_path: Path) -> None:
    result = run(sample_hosts(), dest=str(tmp_path), others=1, hosts="other00")
    assert result["failed"]
    assert (
        "none of the 16 services and customers of the groups is among those that the report is limited to: "
        in result["msg"]
    )
    assert list(tmp_path.iterdir()) == []


def test_names_of_the_platform_reach_every_file_as_they_are(tmp_path: Path) -> None:
    run(hostile_hosts(), dest=str(tmp_path))
    for suffix in ("json", "csv"):
        assert "{{ 40 + 2 }}" in (tmp_path / f"license_report.{suffix}").read_text(encoding="utf-8")
    assert "{{ 40 + 2 }}" in (tmp_path / "license_report.html").read_text(encoding="utf-8")
    assert (tmp_path / "license_report.html").read_text(encoding="utf-8").count("<script") == 1


@pytest.fixture(scope="module")
def documented() -> dict[str, Any]:
    options: dict[str, Any] = options_of(write_report.DOCUMENTATION)
    return options


def test_the_documentation_and_the_specification_are_the_same(documented: dict[str, Any]) -> None:
    keys = ("type", "elements", "choices", "default", "required", "no_log")
    told = {name: {key: option[key] for key in keys if key in option} for name, option in documented.items()}
    assert {name: option for name, option in told.items() if name not in argument_spec()} == {
        name: {key: option[key] for key in keys[:-1] if key in option} for name, option in ARGUMENT_SPEC.items()
    }
    secrets = [name for name, option in ARGUMENT_SPEC.items() if option.get("no_log")]
    assert secrets == ["metrics_push_password", "metrics_push_headers"]


def test_return_documents_exactly_what_is_returned(tmp_path: Path) -> None:
    told = yaml.safe_load(write_report.RETURN)
    result = run(sample_hosts(), dest=str(tmp_path), others=1)
    assert set(told) == set(result) - {"changed", "warnings"}
    assert set(told["summary"]["contains"]) == set(result["summary"])
    assert set(told["files"]["contains"]) == set(result["files"][0])
    assert set(told["summary"]["contains"]["totals"]["sample"]) <= set(result["summary"]["totals"])


def test_the_examples_use_options_that_exist(documented: dict[str, Any]) -> None:
    name = "audiocodes.live_platform.write_report"
    used = [
        set(task[name] or {})
        for play in yaml.safe_load(write_report.EXAMPLES)
        for task in play["tasks"]
        if name in task
    ]
    assert used
    assert all(options <= set(documented) for options in used)


def test_a_service_that_two_hosts_show_counts_once(tmp_path: Path) -> None:
    """As two sources of one platform make them; where they differ each counts, and a warning names them."""
    hosts = hosts_of([raw_service(1, "a", status="OK"), raw_service(2, "b")], [raw_customer("g", "c")])
    hosts["copy"] = {**hosts["a"], "lp_license_label": "Gold", "lp_instance_id": "service:1@x"}
    result = run(hosts, dest=str(tmp_path), formats="html,json")
    counts = result["summary"]["totals"]
    assert (counts["hosts"], counts["services"], counts["customers_without_service"]) == (4, 2, 1)
    document = json.loads((tmp_path / "license_report.json").read_text(encoding="utf-8"))
    assert sum(item["services"] for item in document["license_types"]) == 2
    assert sum(item["services"] for item in document["statuses"]) == 2
    assert sum(item["services"] for item in document["groups"]) == 2
    assert "different things" not in result["summary"]["message"]
    hosts["copy"]["lp_status"] = "error"
    result = run(hosts, dest=str(tmp_path), formats="json")
    assert result["summary"]["totals"]["services"] == 3
    assert (
        "2 hosts say different things about the same service, and each counts: a, copy" in result["summary"]["message"]
    )


def test_a_host_that_is_in_no_source_is_named(tmp_path: Path) -> None:
    hosts = sample_hosts()
    there = min(hosts)
    told = run(hosts, dest=str(tmp_path), hosts=[there, "serayya"], others=1)["summary"]
    assert (told["status"], "hosts: serayya is not in the inventory" in told["message"]) == ("warning", True)
    told = run(hosts, dest=str(tmp_path), hosts=[there, "other00"], others=1)["summary"]
    assert "not in the inventory" not in told["message"]


def test_hosts_that_say_different_things_about_a_customer_are_both_counted_and_named(tmp_path: Path) -> None:
    """As where two platforms were given one name, and have customers of the same GUID."""
    ours, theirs = (hosts_of([], [raw_customer("guid-1", name, seats=seats)]) for name, seats in (("a", 10), ("b", 7)))
    result = run(ours | theirs, dest=str(tmp_path), formats="json")
    totals = json.loads((tmp_path / "license_report.json").read_text())["totals"]
    assert (totals["customers"], totals["seats_licensed"]) == (2, 17)
    assert result["status"] == "warning"
    assert (
        "2 hosts say different things about the same customer, and each counts: a, b." in result["summary"]["message"]
    )


def test_hosts_that_agree_about_a_customer_count_once(tmp_path: Path) -> None:
    """However the GUID is spelled, and whatever one of them leaves out."""
    both = hosts_of([], [raw_customer("guid-1", "a")]) | {"b": hosts_of([], [raw_customer("GUID-1", "a")])["a"]}
    both["b"] |= {"lp_license_label": "Gold", "lp_full_name": "", "lp_active_users": None}
    result = run(both, dest=str(tmp_path), formats="json")
    assert json.loads((tmp_path / "license_report.json").read_text())["totals"]["customers"] == 1
    assert "different things" not in result["summary"]["message"]
