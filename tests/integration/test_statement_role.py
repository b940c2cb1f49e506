# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The role license_statement against the simulator: what is read, written, published and judged."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import jsonschema
import pytest

from kits import harness
from kits.report_data import HOSTILE
from kits.rightsize import changed
from kits.statement import Run, count_row, dataset, history, published
from simulator import Fault, Simulator

NOVEMBER = ("2026-10-01", "2026-11-30")


@pytest.fixture
def run(core: harness.Core, tmp_path: Path, plain_simulator: Simulator, sim: Simulator) -> Run:
    """Runs against three customers that were counted on every day."""
    sim.dataset = dataset(
        acme=history(*NOVEMBER), beta=history(*NOVEMBER, seats=20, used=25), gamma=history(*NOVEMBER, seats=0, used=0)
    )
    return Run(core, tmp_path, sim)


@pytest.mark.every_core
def test_a_month_is_read_written_and_published_and_the_second_run_gives_the_same_bytes(run: Run) -> None:
    """For one token, one list and one request for each customer; the second run is on another day."""
    resellers = [{"customer": "ACME", "reseller": "North"}, {"customer": "b*", "reseller": "South"}]
    pool = {"pool_users": 40, "pool_tenants": "5", "pool_expires": "2027-03-31"}
    done = run(resellers=resellers, certified_by="Jo Doe", **pool)
    assert done.returncode == 0, done.stdout + done.stderr
    assert sorted(entry.path.rpartition("/tenantui")[2] for entry in run.sim.requests if "/tenantui" in entry.path) == [
        "/api/v3/customer",
        *(f"/api/v3/customer/{name}/licenseinfo" for name in ("acme", "beta", "gamma")),
    ]
    document = run.document()
    schema = json.loads(
        (harness.ROOT / "roles/license_statement/files/license_statement.schema.json").read_text("utf-8")
    )
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.validate(document, schema)
    assert (document["verdict"], document["reasons"], document["certified_by"]) == ("complete", [], "Jo Doe")
    lines = {line["guid"]: line for line in document["customers"]}
    assert {name: line["reseller"] for name, line in lines.items()} == {
        "acme": "North",
        "beta": "South",
        "gamma": "not assigned",
    }
    assert (lines["beta"]["days_over"], lines["beta"]["seat_days_over"], lines["beta"]["used_p95"]) == (30, 150, 25)
    assert [sums["reseller"] for sums in document["by_reseller"]] == ["North", "South", "not assigned"]
    assert document["total"]["acquired_last"] == 30
    assert (document["pool"]["users_percent"], document["pool"]["users_band"]) == ("75.00", "ok")
    assert document["changes"] is None
    result = published(done)
    assert (result["verdict"], result["fails"], result["checksum"]) == ("complete", False, document["checksum"])
    assert result["files"] == {name: str(run.path(name)) for name in ("json", "csv", "html")}
    assert document["checksum"].encode() in run.files()["license_statement-2026-11.csv"]
    before = run.files()

    done = run(resellers=resellers, certified_by="Jo Doe", reference_date="2026-12-09", **pool)
    assert (done.returncode, changed(done)) == (0, 0), done.stdout
    assert run.files() == before


def test_a_customer_that_cannot_be_read_is_named_and_makes_it_incomplete(run: Run) -> None:
    run.sim.fault("/api/v3/customer/beta/licenseinfo", Fault(status=500, times=9, body={"description": "no luck"}))
    done = run(resellers=[{"customer": "beta", "reseller": "South"}])
    assert done.returncode == 2
    assert published(done)["verdict"] == "incomplete"
    assert published(done)["reasons"] == ["1 customer could not be read: beta"]
    assert published(done)["written"]
    document = run.document()
    assert [line["guid"] for line in document["customers"]] == ["acme", "gamma"]
    (lost,) = document["not_read"]
    assert (lost["guid"], lost["status"], lost["reseller"]) == ("beta", 500, "South")
    assert "no luck" in lost["msg"]
    south = next(sums for sums in document["by_reseller"] if sums["reseller"] == "South")
    assert (south["customers"], south["not_read"], south["used_last"]) == (0, 1, None)
    assert run(fail_on="none").returncode == 0


def test_a_day_without_a_count_is_a_gap_and_never_a_zero(run: Run) -> None:
    run.sim.dataset = dataset(
        acme=history(*NOVEMBER, missing=["2026-11-03", "2026-11-17"]),
        late=history("2026-11-11", "2026-11-30"),
        odd=[*history(*NOVEMBER, missing=["2026-11-09"]), count_row("2026-11-09T12:00:00Z", 10, "many")],
        never=[],
    )
    done = run()
    assert (done.returncode, published(done)["verdict"]) == (2, "incomplete")
    lines = {line["guid"]: line for line in run.document()["customers"]}
    assert lines["acme"]["days_missing"] == ["2026-11-03", "2026-11-17"]
    assert (lines["acme"]["used_average"], lines["acme"]["used_seat_days"]) == ("5.00", 140)
    assert (lines["late"]["first_count"], lines["late"]["days_not_yet_counted"]) == ("2026-11-11", 10)
    assert lines["late"]["days_missing"] == []
    assert lines["odd"]["days_unread"] == ["2026-11-09"]
    assert lines["never"]["used_last"] is None
    assert published(done)["reasons"] == [
        "1 customer without a count on some day: acme (2 days)",
        "1 customer with a count that could not be read: odd (1 day)",
        "1 customer without any count: never",
        "1 customer not counted before some day of the month, reason unknown: late",
    ]
    done = run(accept_not_yet_counted=True)
    assert len(published(done)["reasons"]) == 3


def test_an_open_month_is_a_draft_and_a_month_of_the_future_is_refused(run: Run) -> None:
    done = run(month="2026-11", reference_date="2026-11-16")
    assert done.returncode == 0, done.stdout
    document = run.document()
    assert (document["verdict"], len(document["days"]), document["days"][-1]) == ("draft", 15, "2026-11-15")
    assert published(done)["message"] == "the month is not over: it ends with 2026-11-30 in UTC"
    assert run(month="2026-11", reference_date="2026-11-16", fail_on="draft").returncode == 2
    done = run(month="2027-01")
    assert (done.returncode, published(done)["verdict"], run.sim.requests) == (2, "failed", [])
    assert "month 2027-01 has not begun" in published(done)["message"]


def test_days_are_those_of_the_time_zone(run: Run) -> None:
    """What was counted at 23:30 UTC is of the next day in Berlin, and the first hour of the month is in it."""
    days = [count_row(f"2026-11-{day:02}T23:30:00Z", 10, day) for day in range(1, 31)]
    run.sim.dataset = dataset(acme=[count_row("2026-10-31T23:30:00Z", 10, 77), *days])
    assert run(timezone="Europe/Berlin").returncode == 0
    document = run.document()
    assert (document["from"], document["until"]) == ("2026-10-31T23:00:00Z", "2026-11-30T23:00:00Z")
    assert document["customers"][0]["used_daily"] == [77, *range(1, 30)]
    done = run(timezone="Europe/Berlim")
    assert (done.returncode, run.sim.requests) == (2, [])
    assert "timezone: 'Europe/Berlim' is not a time zone" in published(done)["message"]


def test_changes_since_an_earlier_statement(run: Run) -> None:
    october = history("2026-09-01", "2026-10-31")
    november = history("2026-11-01", "2026-11-30", seats=15)
    run.sim.dataset = dataset(stays=[*october, *november], goes=october)
    assert run(month="2026-10").returncode == 0
    run.sim.dataset = dataset(stays=[*october, *november], comes=november)
    done = run(previous=str(run.path(month="2026-10")), accept_not_yet_counted=True)
    assert done.returncode == 0, done.stdout
    changes = run.document()["changes"]
    assert [item["guid"] for item in changes["added"]] == ["comes"]
    assert [item["guid"] for item in changes["removed"]] == ["goes"]
    assert [(item["guid"], item["before"], item["after"]) for item in changes["seats"]] == [("stays", 10, 15)]

    path = run.path(month="2026-10")
    path.write_text(path.read_text("utf-8").replace('"used_peak": 5', '"used_peak": 6', 1), encoding="utf-8")
    done = run(previous=str(path))
    assert (done.returncode, run.sim.requests) == (2, [])
    assert "was changed: its checksum is not that of its content" in published(done)["message"]


def test_a_statement_is_verified_without_a_connection_and_with_one(run: Run) -> None:
    """One digit that is edited is a change; what the platform says differently today is not."""
    assert run().returncode == 0
    before = run.files()
    done = run(verify=str(run.path()), verify_platform=False)
    assert (done.returncode, published(done)["verdict"], run.sim.requests) == (0, "verified", [])
    assert published(done)["restated"] is None
    done = run(verify=str(run.path()))
    assert (published(done)["verdict"], published(done)["restated"]) == ("verified", 0)

    rows = run.sim.dataset.license_history["beta"]
    rows[-1]["currentlyLicensed"] += 1
    done = run(verify=str(run.path()), timezone="Asia/Tokyo")
    assert (done.returncode, published(done)["verdict"], published(done)["restated"]) == (0, "verified", 1)
    assert "the platform says something else of 1 day today: beta" in done.stdout
    assert run.files() == before

    for suffix in ("csv", "json"):
        path = run.path(suffix)
        path.write_bytes(before[path.name].replace(b"25.00", b"26.00", 1))
        done = run(verify=str(run.path()), verify_platform=False)
        assert (done.returncode, published(done)["verdict"]) == (2, "changed"), suffix
        assert f"{path} was changed" in published(done)["message"]
    done = run(verify=str(run.path()), verify_platform=True)
    assert published(done)["verdict"] == "changed"


def test_channels_of_leads_are_resellers_for_one_more_request(run: Run) -> None:
    run.sim.dataset.leads = [
        {"umpCustomerGuid": "acme", "ovocChannelId": 12, "status": "Active"},
        {"umpCustomerGuid": "beta", "ovocChannelId": 0, "status": "Active"},
    ]
    run.sim.dataset.changed()
    done = run(resellers="leads")
    assert done.returncode == 0, done.stdout
    assert run.sim.count("GET", "/api/v2/oc/lead") == 1
    assert [sums["reseller"] for sums in run.document()["by_reseller"]] == ["channel 12", "not assigned"]


def test_each_reseller_has_files_of_its_own(run: Run) -> None:
    resellers = [{"customer": "acme", "reseller": "North GmbH"}, {"customer": "beta", "reseller": "South"}]
    done = run(resellers=resellers, per_reseller=True, formats=["json", "csv", "xlsx"], csv_bom=True)
    assert done.returncode == 0, done.stdout
    stems = ("license_statement-2026-11", "license_statement-2026-11-north_gmbh", "license_statement-2026-11-south")
    assert sorted(run.files()) == sorted(f"{stem}.{suffix}" for stem in stems for suffix in ("json", "csv", "xlsx"))
    assert not [name for name, content in run.files().items() if "north" in name and b"beta" in content]
    before = run.files()
    assert (
        changed(run(resellers=resellers, per_reseller=True, formats="json,csv,xlsx", csv_bom=True)),
        run.files(),
    ) == (0, before)
    done = run(verify=str(run.folder / "reports" / f"{stems[1]}.json"))
    assert (published(done)["verdict"], published(done)["restated"]) == ("verified", 0)
    assert [check["check"] for check in published(done)["checks"]] == ["checksum", "figures", "csv", "xlsx", "platform"]


def test_rows_that_contradict_each_other_are_an_error_before_customers_are_read(run: Run) -> None:
    done = run(resellers=[{"customer": "acme", "reseller": "A"}, {"customer": "ACME", "reseller": "B"}])
    assert published(done)["message"].startswith("resellers: row 1 and row 2 give the customer acme to different")
    assert (done.returncode, run.files(), run.sim.count("GET", "/licenseinfo")) == (2, {}, 0)


def test_check_mode_writes_nothing_and_hostile_names_are_data(run: Run) -> None:
    run.sim.dataset = dataset(**{f"g{number}": history(*NOVEMBER) for number, _name in enumerate(HOSTILE)})
    for row, name in zip(run.sim.dataset.customers, HOSTILE, strict=True):
        row["CustomerShortName"] = row["CustomerFullName"] = name
    done = run("--check", "--diff")
    assert (done.returncode, run.files(), published(done)["written"]) == (0, {}, False), done.stdout
    assert run().returncode == 0
    assert {line["name"] for line in run.document()["customers"]} == set(HOSTILE)
    rows = list(csv.DictReader(io.StringIO(run.files()["license_statement-2026-11.csv"].decode(), newline="")))
    assert {"{{ 40 + 2 }}", "'=1+1"} <= {row["name"] for row in rows}


def test_a_platform_that_does_not_answer_is_one_error_and_an_empty_one_is_not_believed(run: Run) -> None:
    run.sim.dataset = dataset()
    done = run()
    assert "the platform lists 0 customers, fewer than minimum_customers (1)" in published(done)["message"]
    run.sim.fault("/api/v3/customer", Fault(status=403, times=9, body={"description": "no right to read"}))
    done = run()
    assert (done.returncode, published(done)["verdict"], run.files()) == (2, "failed", {})
    assert "no right to read" in published(done)["message"]


def test_blank_answers_of_a_survey_mean_the_defaults(run: Run) -> None:
    lines = (harness.ROOT / "roles/license_statement/defaults/main.yml").read_text("utf-8").splitlines()
    names = [
        line.removeprefix("license_statement_").partition(":")[0]
        for line in lines
        if line.startswith("license_statement_")
    ]
    done = run(**{**dict.fromkeys(names, ""), "month": "2026-11"})
    assert done.returncode == 0, done.stdout + done.stderr
    assert published(done)["timezone"] == "UTC"
