# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every playbook of the cookbook, with the commands of its page, against the simulator: what a reader then sees."""

from __future__ import annotations

import datetime as dt
import json
import re
import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from kits.harness import ROOT, Core, run, script
from kits.rightsize import licenses
from simulator import Dataset, Simulator

COOKBOOK = script("cookbook")
TODAY = dt.datetime.now(dt.timezone.utc).date()
QUIET = {"ANSIBLE_LOCALHOST_WARNING": "false", "ANSIBLE_INVENTORY_UNPARSED_WARNING": "false"}
SEATS, USED, TYPE = "LicensedUsersCount", "ActiveUserCount", "LicenseType"


class Kitchen:
    """Runs the commands of recipes in a folder that is empty at first."""

    def __init__(self, core: Core, sim: Simulator, folder: Path) -> None:
        self.core = core
        self.sim = sim
        self.folder = folder

    @property
    def services(self) -> list[dict[str, Any]]:
        return self.sim.dataset.services

    @property
    def customers(self) -> list[dict[str, Any]]:
        return self.sim.dataset.customers

    def cook(self, name: str, number: int = 0, status: int = 0, **more: Any) -> list[str]:
        """Run a command of the recipe, with more variables, and return its messages."""
        shown = COOKBOOK.recipe(name).commands[number].replace("$PWD", str(self.folder))
        argv = [str(COOKBOOK.FOLDER / word) if word == f"{name}.yml" else word for word in shlex.split(shown)]
        argv += ["-e", json.dumps(more)] if more else []
        env = {**self.sim.env(), **QUIET, "LIVE_PLATFORM_RATE_LIMIT": "0", "PWD": str(self.folder)}
        done = run(self.core, argv, env, self.folder)
        assert done.returncode == status, done.stdout + done.stderr
        return [str(json.loads(text)) for text in re.findall(r'^    "msg": (".*")$', done.stdout, re.MULTILINE)]

    def read(self, path: str) -> Any:
        return json.loads((self.folder / path).read_text(encoding="utf-8"))


@pytest.fixture
def kitchen(cores: list[Core], sim: Simulator, tmp_path: Path) -> Iterator[Kitchen]:
    """Sixty generated services and 45 customers, whose trials and secrets are measured against today."""
    sim.dataset = Dataset.generate(60, 45, today=TODAY)
    before = set(COOKBOOK.FOLDER.iterdir())
    yield Kitchen(cores[-1], sim, tmp_path)
    assert set(COOKBOOK.FOLDER.iterdir()) == before, "files belong where the reader stands"


def parameter(row: dict[str, Any], name: str) -> Any:
    return next((item["value"] for item in row["parameters"] or () if item["name"] == name), None)


def test_every_file_is_a_recipe_of_the_page() -> None:
    assert sorted(path.stem for path in COOKBOOK.FOLDER.iterdir()) == sorted(COOKBOOK.RECIPES)
    tested = Path(__file__).read_text(encoding="utf-8")
    assert [name for name in COOKBOOK.RECIPES if f'kitchen.cook("{name}"' not in tested] == []


def test_tickets(kitchen: Kitchen) -> None:
    broken = {row["id"]: row["fullName"] for row in kitchen.services if row["status"] == "ERROR"}
    assert kitchen.cook("tickets") == [f"{len(broken)} services in error"]
    tickets = kitchen.read("tickets.json")
    assert {ticket["id"]: ticket["full_name"] for ticket in tickets} == broken
    assert all(ticket["license_label"] and ticket["url"] for ticket in tickets)


def test_essentials_above(kitchen: Kitchen) -> None:
    """With the 100 devices of the page."""
    many = sorted(
        (
            (row["deviceManagerParams"]["devicesCount"]["personal"], row["fullName"])
            for row in kitchen.services
            if row["serviceSource"] == "DM" and row["licenseType"].startswith("ESSENTIAL")
        ),
        reverse=True,
    )
    wanted = [f"{name}: {devices}" for devices, name in many if devices > 100]
    messages = kitchen.cook("essentials_above")
    assert len(wanted) > 0
    assert [re.sub(r" \(Essential.*\): (\d+) devices$", r": \1", message) for message in messages] == wanted


def test_trials_ending(kitchen: Kitchen) -> None:
    """With the 60 days of the page; those that ended, and those that end later, are not shown."""
    ends = {row["fullName"]: parameter(row, "Trial Expiry Date") for row in kitchen.services}
    dates = {name: dt.datetime.strptime(day, "%d-%m-%Y").date() for name, day in ends.items() if day}
    soon = {f"{day} {name}" for name, day in dates.items() if TODAY <= day <= TODAY + dt.timedelta(60)}
    assert 0 < len(soon) < len(dates)
    assert {message.rpartition(" ")[0] for message in kitchen.cook("trials_ending")} == soon


def test_disabled_but_paid(kitchen: Kitchen) -> None:
    first, second, *rest = (row for row in kitchen.services if row["serviceSource"] == "DM")
    for row in rest:
        row["isEnabled"] = True
    first |= {"isEnabled": False, "licenseType": "PRO", "disabledTime": "2026-01-22T22:36:44.456+0000"}
    second |= {"isEnabled": False, "licenseType": "ESSENTIAL"}
    (message,) = kitchen.cook("disabled_but_paid")
    assert message.startswith(f"{first['fullName']} (Pro), disabled since 2026-01-22T22:36:44")


def test_over_by_reseller(kitchen: Kitchen) -> None:
    over = {
        row["CustomerShortName"]: row[USED] - row[SEATS]
        for row in kitchen.customers
        if row[USED] > (row[SEATS] or row[USED])
    }
    messages = kitchen.cook("over_by_reseller")
    shown = [re.fullmatch(r"(channel1\d|reseller unknown): (\d+) seats over \((.*)\)", message) for message in messages]
    assert len(over) > 2
    assert any(line and line[1].startswith("channel") for line in shown)
    assert sum(int(line[2]) for line in shown if line) == sum(over.values())
    assert sorted(name for line in shown if line for name in line[3].split(", ")) == sorted(over)


def test_secrets_expiring(kitchen: Kitchen) -> None:
    """With the 90 days of the page; no secret is shown."""
    details = [
        kitchen.sim.dataset.customer(row["UmpCustomerGuid"], all_details=False) or {} for row in kitchen.customers
    ]
    ends = {
        row["CustomerFullName"]: dt.datetime.strptime(row["ClientSecretExpirationDate"].split()[0], "%m/%d/%Y").date()
        for row in details
        if row["ClientSecretExpirationDate"]
    }
    soon = {name for name, day in ends.items() if TODAY <= day <= TODAY + dt.timedelta(90)}
    messages = kitchen.cook("secrets_expiring")
    assert 0 < len(soon) < len(ends)
    assert {re.sub(r"^\S+ (.*), application .*$", r"\1", message) for message in messages} == soon
    assert messages == sorted(messages, key=lambda message: message[:10])
    assert "*" not in "".join(messages)


def test_numbers_to_remove(kitchen: Kitchen) -> None:
    waiting = {
        row["telephoneNumber"]: row["umpCustomerFullName"]
        for row in kitchen.sim.dataset.number_rows()
        if row["acquiredNumberStatus"] in ("MarkedForRemoval", "ReadyForRemoval")
    }
    messages = kitchen.cook("numbers_to_remove")
    assert len(waiting) > 10
    shown = {
        number: name
        for name, _colon, numbers in (m.rpartition(": ") for m in messages)
        for number in numbers.split(", ")
    }
    assert shown == waiting


def test_monthly_statement(kitchen: Kitchen) -> None:
    """The generated history lacks a few days, so the statement is written, and the job fails."""
    kitchen.cook("monthly_statement", status=2)
    (path,) = (kitchen.folder / "reports").glob("*.json")
    statement = kitchen.read(f"reports/{path.name}")
    assert (statement["verdict"], statement["certified_by"]) == ("incomplete", "Jo Doe, licensing")
    assert statement["month"] == (TODAY.replace(day=1) - dt.timedelta(1)).strftime("%Y-%m")
    assert {sums["reseller"] for sums in statement["by_reseller"]} == {
        "channel 11",
        "channel 12",
        "channel 13",
        "not assigned",
    }
    assert len(statement["customers"]) == len(kitchen.customers)
    assert path.with_suffix(".html").is_file()


def test_two_platforms(kitchen: Kitchen) -> None:
    """With the sources of the guide about the inventory, at two addresses."""
    guide = (ROOT / "docs/docsite/rst/inventory_guide.rst").read_text(encoding="utf-8")
    with Simulator(Dataset.generate(5, 4, 2)) as other:
        for name, platform in {"zurich": kitchen.sim, "oslo": other}.items():
            block = guide.partition(f":caption: {name}.live_platform.yml\n\n")[2].partition("\n\n")[0]
            source = re.sub(r"^    ", "", block, flags=re.MULTILINE)
            for option, value in platform.env("token").items():
                key = option.removeprefix("LIVE_PLATFORM_").lower()
                source = re.sub(rf"^{key}: .*\n", "", source, flags=re.MULTILINE) + f"\n{key}: {json.dumps(value)}"
            source = re.sub(r"^(tenant_id|client_id|client_secret|scope): .*\n", "", source, flags=re.MULTILINE)
            (kitchen.folder / f"{name}.live_platform.yml").write_text(source + "\n", encoding="utf-8")
        kitchen.sim.env = lambda *_: {}  # type: ignore[method-assign]
        try:
            kitchen.cook("two_platforms")
        finally:
            del kitchen.sim.env
    report = kitchen.read("reports/license_report.json")
    assert report["platforms"] == ["oslo", "zurich"]
    assert report["totals"]["services"] == 65
    assert "Licenses in Zurich and Oslo" in (kitchen.folder / "reports/license_report.html").read_text(encoding="utf-8")


def test_ci_gate(kitchen: Kitchen) -> None:
    """It fails, and both files hold what it failed for."""
    kitchen.cook("ci_gate", status=2)
    results = kitchen.read("reports/compliance.sarif")["runs"][0]["results"]
    broken = [row for row in kitchen.services if row["status"] == "ERROR"]
    assert sum(result["ruleId"] == "service-in-error" for result in results) == len(broken)
    places = {result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for result in results}
    assert places == {"inventory/my.live_platform.yml"}
    assert "<failure" in (kitchen.folder / "reports/compliance.junit.xml").read_text(encoding="utf-8")


def test_metrics(kitchen: Kitchen) -> None:
    kitchen.cook("metrics", metrics_directory=str(kitchen.folder / "metrics"))
    texts = {path.name: path.read_text(encoding="utf-8") for path in (kitchen.folder / "metrics").iterdir()}
    assert sorted(texts) == ["compliance.prom", "license_report.prom"]
    counts = re.findall(r"^live_platform_services\{.*\} (\S+)$", texts["license_report.prom"], re.MULTILINE)
    assert sum(map(float, counts)) == len(kitchen.services)
    assert 'rule="service-in-error"' in texts["compliance.prom"]


def test_rightsize_plan(kitchen: Kitchen) -> None:
    """Nothing changes on the platform."""
    before = licenses(kitchen.sim)
    kitchen.cook("rightsize_plan")
    plan = kitchen.read("reports/license_rightsize.json")
    changes = [item for item in plan["customers"] if item["action"] == "change"]
    assert 5 < len(changes) < len(kitchen.customers)
    assert licenses(kitchen.sim) == before
    assert {path.suffix for path in (kitchen.folder / "reports").iterdir()} == {".txt", ".json", ".csv"}


def test_license_change_and_its_undo(kitchen: Kitchen) -> None:
    """The first command shows, the second one changes, the third one brings the old state back."""
    row = next(row for row in kitchen.customers if row[TYPE] == 5)
    name, seats = row["CustomerShortName"], row[SEATS]
    before = licenses(kitchen.sim)
    wanted = {"customers": [{"guid": row["UmpCustomerGuid"], "licensed_users": seats + 50}]}
    (kitchen.folder / "wanted.yml").write_text(json.dumps(wanted), encoding="utf-8")
    assert kitchen.cook("license_change") == []
    assert (licenses(kitchen.sim), [path.name for path in kitchen.folder.iterdir()]) == (before, ["wanted.yml"])
    assert kitchen.cook("license_change", 1) == [f"{name}: {seats} seats before, {seats + 50} now"]
    assert licenses(kitchen.sim) == before | {name: (5, seats + 50)}
    assert kitchen.cook("license_change", 2) == [f"{name}: {seats + 50} seats before, {seats} now"]
    assert licenses(kitchen.sim) == before
    assert sorted(path.name for path in kitchen.folder.iterdir()) == ["redo.json", "undo.json", "wanted.yml"]


def test_changes_since(kitchen: Kitchen) -> None:
    """A report of yesterday, then a license that changes and a service that goes."""
    yesterday = str(TODAY - dt.timedelta(1))
    assert kitchen.cook("changes_since", day=yesterday)[-1] == "there is no earlier report"
    gone = kitchen.services.pop()
    row = next(row for row in kitchen.services if row["serviceSource"] == "DM" and row["licenseType"] == "PRO")
    row["licenseType"] = "ESSENTIAL"
    kitchen.cook("changes_since")
    changes = kitchen.read(f"history/licenses-{TODAY}.json")["changes"]
    assert {(item["change"], item["name"]) for item in changes["items"] if item["kind"] == "service"} == {
        ("gone", gone["fullName"]),
        ("license", row["fullName"]),
    }


def test_seat_users(kitchen: Kitchen) -> None:
    row = next(row for row in kitchen.customers if row[TYPE] == 5 and 0 < row[USED] < 100)
    users = kitchen.sim.dataset.user_rows(row["UmpCustomerGuid"]) or []
    messages = kitchen.cook("seat_users", customer=row["CustomerFullName"])
    shown = {(m.partition(": ")[0], user) for m in messages for user in m.partition(": ")[2].split(", ")}
    assert len(users) > 3
    assert shown == {(user["licenseCriteria"], user["sipAddress"]) for user in users}
