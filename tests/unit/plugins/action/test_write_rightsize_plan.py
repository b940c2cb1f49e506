# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The action write_rightsize_plan: what it returns and writes, and what it refuses."""

from __future__ import annotations

import json
import stat
from pathlib import Path
from typing import Any

import pytest
import yaml

from ansible_collections.audiocodes.live_platform.plugins.module_utils._records.licenses import LICENSE_TYPES
from ansible_collections.audiocodes.live_platform.plugins.modules import customer_license
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._rightsize.options import FORMATS
from kits.compliance import sample_records
from kits.report_data import hosts_of, raw_customer, raw_service, sample_hosts
from kits.rightsize import PLATFORM, Looks, waiver
from kits.rightsize_actions import NAMES, UNDO, content, plan


@pytest.mark.parametrize(
    ("options", "said"),
    [
        # an expression that finds nobody must not plan everybody
        ({"names": []}, "names is an empty list, which selects nobody; leave the option out"),
        ({"license_types": "[]"}, "license_types is an empty list, which selects nobody"),
        ({"license_families": []}, "license_families is an empty list"),
        ({"groups": []}, "groups is an empty list"),
        ({"names": [" "]}, "names: every entry is blank"),
        ({"directions": []}, "directions is an empty list: name at least one"),
        ({"formats": []}, "formats is an empty list: name at least one"),
        (
            {"license_types": "oc_prp,oc_pro"},
            "license_types: oc_prp is not a known license type, and no record has it; did you",
        ),
        ({"formats": "pdf"}, "value of formats must be one or more of"),
        ({"directions": "up"}, "value of directions must be one or more of"),
        ({"license_families": "device_manager"}, "value of license_families must be one or more of"),
        ({"source": "file"}, "value of source must be one of: inventory, api"),
        ({"round_to": 0}, "round_to must be a number from 1 to 10000000, not 0"),
        ({"headroom_percent": -1}, "headroom_percent must be a number from 0"),
        ({"headroom_percent": "nan"}, "headroom_percent must be a number from 0"),
        ({"max_changes": -1}, "max_changes must be a number from 0"),
        ({"headroom": "many"}, "headroom"),
        ({"ceiling": 4}, "ceiling (4) must not be below floor (5)"),
        ({"minimum_population": -1}, "minimum_population must be 0 or more, not -1"),
        ({"basename": "../x"}, "basename must be a file name"),
        ({"reference_date": "now"}, "reference_date must be a date such as 2026-12-31, not now"),
        ({"policy": "x"}, "unknown option: policy"),
        ({"apply": "perhaps"}, "apply"),
        ({"groups": "lp_nowhere"}, "Group 'lp_nowhere' not found in the inventory"),
        ({"tier_rules": "nowhere.yml"}, "tier_rules: there is no file nowhere.yml"),
        ({"tier_rules": "- {from: oc_pro}\n- x"}, "tier_rules: rule 1 lacks to_tier"),
        ({"waivers": {"waiver": []}}, "waivers must be a list, or a dictionary with waivers as its only key"),
        ({"waivers": [waiver(rule="seats-unused")]}, "no such rule (the rule of a plan is rightsize)"),
        ({"waivers": [waiver(until="soon")]}, "waiver 1 of rule rightsize: until must be a date"),
        ({"plan": "nowhere.json"}, "plan: there is no file nowhere.json"),
        ({"source": "api"}, "the platform could not be read"),
    ],
)
def test_a_failure_is_one_line_and_has_the_shape_of_a_success(
    options: dict[str, Any], said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    result = plan(sample_hosts(), **{"dest": str(tmp_path), "apply": True, **options})
    assert (result["failed"], result["changed"], result["table"], result["files"]) == (True, False, [], [])
    assert (result["apply"], result["customers"], result["undo"]) == (False, [], "")
    assert said in result["msg"]
    assert "\n" not in result["msg"]
    assert result["summary"]["verdict"] == "failed"
    assert list(tmp_path.iterdir()) == []


def test_a_plan_is_written_and_nothing_is_to_be_applied(tmp_path: Path) -> None:
    result = plan(sample_hosts(), dest=str(tmp_path))
    assert (result["changed"], result["apply"], result["undo"]) == (True, False, "")
    assert {path.name for path in tmp_path.iterdir()} == NAMES
    for entry in result["files"]:
        path = Path(entry["path"])
        assert (path.stat().st_size, stat.S_IMODE(path.stat().st_mode)) == (entry["size"], 0o640)
    told = result["summary"]
    assert told["files"] == {name: str(tmp_path / f"license_rightsize.{name}") for name in FORMATS}
    assert (told["verdict"], told["counts"]["change"], told["counts"]["not_judged"]) == ("ok", 4, 5)
    assert told["counts"] == content(tmp_path / "license_rightsize.json")["counts"]
    assert not plan(sample_hosts(), dest=str(tmp_path))["changed"]


def test_what_the_module_is_asked_is_what_the_plan_expects(tmp_path: Path) -> None:
    """Its own options take it, and no name of the platform is among it."""
    result = plan(sample_hosts(), dest=str(tmp_path), names="many_*")
    assert result["customers"] == [
        {
            "guid": "06682fff-80b4-49bd-b994-f3947dd3ecaa",
            "license_type": "oc_pro",
            "licensed_users": 5,
            "expected": {"license_type": "oc_pro", "licensed_users": 15},
        }
    ]
    options = yaml.safe_load(customer_license.DOCUMENTATION)["options"]
    assert set(result["customers"][0]) <= set(options["customers"]["suboptions"])


@pytest.mark.parametrize(("most", "verdict"), [(3, "failed"), (4, "ok")])
def test_a_plan_that_is_too_large_is_not_applied(tmp_path: Path, most: int, verdict: str) -> None:
    result = plan(sample_hosts(), dest=str(tmp_path), apply="yes", max_changes=most)
    assert (result["summary"]["verdict"], result["apply"]) == (verdict, verdict == "ok")
    assert (tmp_path / UNDO).exists() == (verdict == "ok")
    assert (tmp_path / "license_rightsize.json").exists()
    if verdict == "failed":
        assert result["summary"]["message"] == "4 changes are planned, at most 3 are allowed (max_changes)"
    else:
        assert result["undo"] == str(tmp_path / UNDO)


def test_a_plan_without_changes_is_not_applied(tmp_path: Path) -> None:
    result = plan(sample_hosts(), dest=str(tmp_path), apply=True, minimum_difference=100)
    assert (result["summary"]["verdict"], result["apply"]) == ("ok", False)
    assert {path.name for path in tmp_path.iterdir()} == NAMES


def test_too_few_customers(tmp_path: Path) -> None:
    """A name that nobody has most often is a spelling mistake."""
    result = plan(sample_hosts(), dest=str(tmp_path), apply=True, names=["nobody*"])
    assert (result["summary"]["verdict"], result["apply"]) == ("failed", False)
    assert result["summary"]["message"] == "0 customers found, at least 1 expected"
    assert plan(sample_hosts(), dest=str(tmp_path), names="nobody", minimum_population=0)["warnings"] == [
        "names: no customer is named nobody"
    ]


def test_check_mode_tells_and_writes_nothing(tmp_path: Path) -> None:
    result = plan(sample_hosts(), check=True, diff=True, dest=str(tmp_path / "new"), apply=True)
    assert (result["changed"], result["apply"], result["summary"]["written"]) == (True, True, False)
    assert list(tmp_path.iterdir()) == []
    assert [entry["before"] for entry in result["diff"]] == ["absent\n"] * 3


def test_each_format_alone(tmp_path: Path) -> None:
    for name in FORMATS:
        plan(sample_hosts(), dest=str(tmp_path / name), formats=name)
        assert [path.name for path in (tmp_path / name).iterdir()] == [f"license_rightsize.{name}"]


def test_the_platform_gives_the_same_plan_as_the_inventory(tmp_path: Path) -> None:
    _services, customers = sample_records()
    registered = {"ansible_facts": {"live_platform": {"services": [], "customers": customers}}}
    plan({}, dest=str(tmp_path / "a"), source="api", platform="x", variables={"x": registered})
    plan(sample_hosts(), dest=str(tmp_path / "i"))
    found = [content(tmp_path / name / "license_rightsize.json")["customers"] for name in "ai"]
    assert found[0] == found[1]


def test_a_customer_that_two_services_carry_counts_once(tmp_path: Path) -> None:
    services = [raw_service(number, f"s{number}", umpId="guid-1") for number in (1, 2)]
    hosts = hosts_of(services, [raw_customer("guid-1", "c", 5, 100, 1)])
    assert sorted(hosts) == ["s1", "s2"]
    assert [item["guid"] for item in plan(hosts, dest=str(tmp_path))["customers"]] == ["guid-1"]


def test_what_is_left_out_is_a_warning(tmp_path: Path) -> None:
    hosts = sample_hosts()
    for variables in hosts.values():
        variables.pop("lp_active_users", None)
    result = plan(hosts | {"other": {}}, dest=str(tmp_path), protect=["acme*", "auto_*"], license_types="gold,oc_pro")
    assert result["warnings"] == [
        "1 of 17 hosts have no lp_kind and are left out: other",
        "hosts lack variables that a plan needs: lp_active_users (does the source set fields?)",
        'license_types: gold is not a known license type, and no record has it; a label such as "Essential Plus" is not a '
        f"license type; known are {', '.join(sorted(LICENSE_TYPES))}",
        "protect: no customer has the name or GUID acme*",
    ]
    assert result["summary"]["verdict"] == "warning"
    assert result["warnings"] == content(tmp_path / "license_rightsize.json")["warnings"]
    assert result["summary"]["counts"]["not_judged"] == 2


def test_a_misspelled_license_type_is_a_warning_where_that_is_asked_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    options: dict[str, Any] = {"dest": str(tmp_path), "license_types": "oc_prp,oc_pro"}
    (told,) = plan(sample_hosts(), **options, unknown_values="warn")["warnings"]
    assert "oc_prp is not a known license type" in told
    monkeypatch.setenv("LIVE_PLATFORM_UNKNOWN_VALUES", "warn")
    assert "failed" not in plan(sample_hosts(), **options, unknown_values="")


def test_a_waiver_that_fits_nobody_is_a_warning(tmp_path: Path) -> None:
    """A list that keeps changes away is worth it; one that has ended is told of in its own way."""
    idle, ended = waiver(scope={"name": "misspelt"}), waiver(scope={"name": "old"}, until="2026-11-21")
    result = plan(sample_hosts(), dest=str(tmp_path), waivers=[idle, ended, waiver(scope={"name": "many_*"})])
    assert result["warnings"] == ["waivers: no customer matches name misspelt"]
    assert content(tmp_path / "license_rightsize.json")["warnings"] == result["warnings"]


def test_what_fits_nobody_is_found_without_trying_each_on_everybody(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    many = 400
    looks = Looks(monkeypatch)
    hosts = hosts_of([raw_service(1, "s")], [raw_customer(f"g{number}", f"n{number}") for number in range(many)])
    told = plan(
        hosts,
        dest=str(tmp_path),
        waivers=[waiver(scope={"name": f"n{number}"}) for number in range(many // 2, many + 3)],
        protect=[*(f"n{number}" for number in range(many // 4)), *(f"G{number}" for number in range(9)), "n9*", "n-*"],
    )["warnings"]
    assert told == [
        "protect: no customer has the name or GUID n-*",
        "waivers: no customer matches name n400, name n401, name n402",
    ]
    assert len(looks.at_waivers) < 2 * many
    assert looks.at_names < 20 * many


def test_rules_and_waivers_beside_the_playbook(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "cwd").mkdir()
    old = waiver(scope={"name": "two_*"}, until="2026-11-21")
    (tmp_path / "waivers.yml").write_text(
        yaml.safe_dump({"waivers": [waiver(scope={"name": "many_*"}, until="2026-11-22"), old]}), encoding="utf-8"
    )
    monkeypatch.chdir(tmp_path / "cwd")
    result = plan(
        sample_hosts(),
        tier_rules="[{from: [hosted_pro], to_tier: essential, when: {active_users_max: 0}}]",
        waivers="waivers.yml",
        protect="AUTO_sys_pro",
        variables={"playbook_dir": str(tmp_path)},
    )
    by_name = {item["name"]: item for item in content(Path(result["summary"]["files"]["json"]))["customers"]}
    assert {name: by_name[name]["action"] for name in ("auto_sys_pro", "auto_sys_pro_r")} == {
        "auto_sys_pro": "protected",
        "auto_sys_pro_r": "not_possible",
    }
    assert by_name["many_sbc_test"]["action"] == "waived"
    assert by_name["two_sbc_two_cp"]["action"] == "change"
    assert any("Expired waiver: name two_*, until 2026-11-21 by officer" in line for line in result["table"])
    assert result["summary"]["message"] == "changes that are not possible: 1"


@pytest.mark.parametrize("apply", [False, True])
def test_a_plan_is_written_as_one_set_or_not_at_all(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, apply: bool
) -> None:
    """A failure leaves no new text beside the old data that would be applied, and no undo file of what was never begun."""
    plan(sample_hosts(), dest=str(tmp_path))
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    replace = Path.replace

    def refused(self: Path, target: Path) -> Path:
        if target.name == "license_rightsize.json":
            raise PermissionError(1, "Operation not permitted")
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", refused)
    result = plan(sample_hosts(), dest=str(tmp_path), headroom=30, minimum_difference=1, apply=apply)
    assert "license_rightsize.json could not be written: Operation not permitted" in result["msg"]
    assert (result["apply"], result["customers"]) == (False, [])
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before


@pytest.mark.parametrize("kept", FORMATS)
def test_a_plan_is_not_written_beside_a_file_of_another_one(tmp_path: Path, kept: str) -> None:
    """Whoever reads the new text would apply the old data."""
    plan(sample_hosts(), dest=str(tmp_path))
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    others = [name for name in FORMATS if name != kept]
    assert plan(sample_hosts(), dest=str(tmp_path), formats=others)["summary"]["verdict"] == "ok"
    result = plan(sample_hosts(), dest=str(tmp_path), formats=others, headroom=30)
    assert f"license_rightsize.{kept} belongs to another plan" in result["msg"]
    assert f"add {kept} to formats" in result["msg"]
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before


# ---- a plan that is read


def test_a_plan_is_applied_as_it_is(tmp_path: Path) -> None:
    first = plan(sample_hosts(), dest=str(tmp_path))
    path = tmp_path / "license_rightsize.json"
    before = path.read_bytes()
    # other options, another inventory: nothing of it counts
    result = plan({}, dest=str(tmp_path), plan=str(path), apply=True, headroom=1000, tier_rules="nowhere.yml")
    assert result["customers"] == first["customers"]
    assert (result["apply"], result["changed"], result["files"]) == (True, False, [])
    assert path.read_bytes() == before
    told = result["summary"]
    assert (told["source"], told["counts"], told["files"]) == ("inventory", first["summary"]["counts"], {})
    too_large = plan({}, dest=str(tmp_path), plan=str(path), apply=True, max_changes=3)
    assert (too_large["apply"], too_large["summary"]["verdict"]) == (False, "failed")


@pytest.mark.parametrize("platform", [None, "", " "])
def test_a_plan_of_no_platform_is_refused(tmp_path: Path, platform: str | None) -> None:
    """It could be applied to any, for GUIDs do not tell them apart; older ones name none."""
    plan(sample_hosts(), dest=str(tmp_path))
    path = tmp_path / "license_rightsize.json"
    document = content(path) | {"platform": platform}
    if platform is None:
        del document["platform"]
    path.write_text(json.dumps(document), encoding="utf-8")
    result = plan({}, dest=str(tmp_path), plan=str(path), apply=True)
    assert f"plan {path} does not name its platform (make a new plan)" in result["msg"]
    assert (result["apply"], result["customers"], result["platform"]) == (False, [], "")


def test_a_plan_names_its_platform_and_so_does_its_undo_file(tmp_path: Path) -> None:
    result = plan(sample_hosts(), dest=str(tmp_path), apply=True)
    assert result["platform"] == result["summary"]["platform"] == PLATFORM
    assert content(tmp_path / "license_rightsize.json")["platform"] == content(tmp_path / UNDO)["platform"] == PLATFORM


def test_customers_of_two_platforms_are_no_plan(tmp_path: Path) -> None:
    """Unless those that are chosen are of one."""
    (name, values), *others = hosts_of(customers=[raw_customer("a", "a"), raw_customer("b", "b")]).items()
    hosts = {name: values | {"lp_platform": "oslo"}, **dict(others)}
    result = plan(hosts, dest=str(tmp_path))
    assert f"the customers belong to several platforms: {PLATFORM}, oslo" in result["msg"]
    assert plan(hosts, dest=str(tmp_path), names="a")["platform"] == "oslo"


def test_customers_that_do_not_name_their_platform(tmp_path: Path) -> None:
    """They can be looked at, and nothing is applied."""
    _services, customers = sample_records()
    registered = {"ansible_facts": {"live_platform": {"services": [], "customers": customers}}}
    given: dict[str, Any] = {"dest": str(tmp_path), "source": "api", "platform": "x", "variables": {"x": registered}}
    result = plan({}, **given)
    said = "the customers do not name their platform (lp_platform)"
    assert (result["platform"], result["warnings"]) == ("", [f"{said}: the plan cannot be applied"])
    assert said in plan({}, **given, apply=True)["msg"]


def usage(**counted: Any) -> dict[str, Any]:
    """Return what license_usage_info has registered: GUID -> whether its seats are counted."""
    return {"u": {"usage": [{"ump_customer_guid": guid, "seats_counted": value} for guid, value in counted.items()]}}


FACTORS: dict[str, Any] = {"factors": "u", "formats": "json"}


def idle(*names: str) -> dict[str, dict[str, Any]]:
    """Return hosts of customers that use none of 100 seats, and of one that needs more."""
    rows = [raw_customer(name, name, 5, 100, 0) for name in names]
    return hosts_of([raw_service(1, "s")], [*rows, raw_customer("grows", "grows", 5, 10, 100)])


def test_a_preview_names_whom_the_plan_lowers_and_writes_nothing(tmp_path: Path) -> None:
    (tmp_path / "license_rightsize.csv").write_text("of another plan", encoding="utf-8")
    result = plan(idle("A", "b"), dest=str(tmp_path), preview=True, apply=True, formats="json")
    assert (result["lowered"], result["changed"]) == (["A", "b"], False)
    assert (result["files"], result["customers"], result["apply"], result["undo"]) == ([], [], False, "")
    assert (result["summary"]["counts"]["change"], result["summary"]["written"]) == (3, False)
    assert [path.name for path in tmp_path.iterdir()] == ["license_rightsize.csv"]


def test_a_customer_whose_factors_are_off_is_not_lowered(tmp_path: Path) -> None:
    result = plan(idle("A", "b"), dest=str(tmp_path), variables=usage(a=False, b=True), **FACTORS)
    assert ([item["guid"] for item in result["customers"]], result["lowered"]) == (["b", "grows"], ["b"])
    assert (result["summary"]["verdict"], "warnings" in result) == ("ok", False)
    reasons = {item["guid"]: item["reason"] for item in content(tmp_path / "license_rightsize.json")["customers"]}
    assert reasons["A"] == "license factors are switched off: 0 in use means nothing"


@pytest.mark.parametrize(
    ("registered", "said"),
    [
        ({}, "the task that reads them did not run"),
        ({"u": {"skipped": True}}, "the task that reads them did not run"),
        ({"u": {"failed": False, "msg": "GET /x: HTTP 503"}}, "GET /x: HTTP 503"),
        ({"u": {"usage": [], "failed_items": [{"msg": "HTTP 403"}, {"msg": "HTTP 404"}]}}, "HTTP 403"),
        ({"u": {"usage": None}}, "the task that reads them did not run"),
        ({"u": "text"}, "the task that reads them did not run"),
    ],
)
def test_factors_that_could_not_be_read_lower_nobody(registered: dict[str, Any], said: str, tmp_path: Path) -> None:
    result = plan(idle("a", "b"), dest=str(tmp_path), variables=registered, **FACTORS)
    assert [item["guid"] for item in result["customers"]] == ["grows"]
    assert result["warnings"] == [f"license factors of 2 customers could not be read: {said}"]
    applied = plan(idle("a", "b"), dest=str(tmp_path), variables=registered, apply=True, **FACTORS)
    assert (applied["apply"], applied["summary"]["verdict"]) == (False, "failed")
    assert "a (license factors could not be read)" in applied["summary"]["message"]


@pytest.mark.parametrize("value", [None, "", "off", 0, 1, {}])
def test_factors_that_are_not_understood_lower_nobody_and_leave_the_rest(value: Any, tmp_path: Path) -> None:
    result = plan(idle("a"), dest=str(tmp_path), variables=usage(a=value), apply=True, **FACTORS)
    assert ([item["guid"] for item in result["customers"]], result["apply"]) == (["grows"], True)
    assert result["warnings"] == ["it is not known whether license factors of 1 customer are on: a"]


def test_a_customer_that_may_not_be_read_can_be_waived(tmp_path: Path) -> None:
    waived = [waiver(scope={"subject": "customer:a"})]
    result = plan(idle("a"), dest=str(tmp_path), variables={}, waivers=waived, apply=True, **FACTORS)
    assert ([item["guid"] for item in result["customers"]], result["apply"]) == (["grows"], True)


def test_factors_are_not_checked_unless_asked(tmp_path: Path) -> None:
    result = plan(idle("a"), dest=str(tmp_path), variables=usage(a=False))
    assert [item["guid"] for item in result["customers"]] == ["a", "grows"]


def test_a_reviewed_plan_is_not_checked_again(tmp_path: Path) -> None:
    plan(idle("a"), dest=str(tmp_path), formats="json")
    path = str(tmp_path / "license_rightsize.json")
    result = plan(idle("a"), dest=str(tmp_path), plan=path, apply=True, factors="", preview=False)
    assert [item["guid"] for item in result["customers"]] == ["a", "grows"]
