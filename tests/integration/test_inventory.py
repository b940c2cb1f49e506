# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The inventory plugin through ansible-inventory: hosts, groups, requests, and where options come from."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest

from kits import harness
from simulator import Dataset, Simulator

PLUGIN = "audiocodes.live_platform.live_platform"

# the vendor's examples, counted by hand; every other group of the closed vocabularies is there and empty
COUNTS = {
    "lp_services": 6,
    "lp_customers": 10,
    "lp_license_essential": 3,
    "lp_license_pro": 1,
    "lp_license_essential_imtr": 1,
    "lp_license_pro_imtr": 1,
    "lp_license_hosted_essentials": 5,
    "lp_license_hosted_essentials_plus": 1,
    "lp_license_hosted_pro": 2,
    "lp_license_oc_essentials": 0,
    "lp_license_oc_essentials_plus": 0,
    "lp_license_oc_pro": 2,
    "lp_license_unknown": 0,
    "lp_status_ok": 2,
    "lp_status_warning": 0,
    "lp_status_error": 3,
    "lp_status_unmonitored": 1,
    "lp_status_unknown": 0,
}


def write(path: Path, **options: Any) -> Path:
    """A source file; JSON is YAML."""
    path.write_text(json.dumps({"plugin": PLUGIN, **options}), encoding="utf-8")
    return path


def listed(
    core: harness.Core, env: dict[str, str], *sources: Path
) -> tuple[subprocess.CompletedProcess[str], dict[str, Any]]:
    """(the process, the decoded inventory) of ansible-inventory --list; a source that cannot be parsed is an error."""
    argv = ["ansible-inventory", "--list", *(part for source in sources for part in ("-i", str(source)))]
    done = harness.run(core, argv, {"ANSIBLE_INVENTORY_ANY_UNPARSED_IS_FAILED": "true", **env})
    return done, json.loads(done.stdout) if done.returncode == 0 else {}


def counts(inventory: dict[str, Any]) -> dict[str, int]:
    """Group -> number of its hosts."""
    names = [name for name in inventory["all"]["children"] if name != "ungrouped"]
    return {name: len(inventory.get(name, {}).get("hosts", [])) for name in names}


@pytest.mark.every_core
def test_graph_of_the_examples(core: harness.Core, sim: Simulator) -> None:
    """As the demo shows it: 16 hosts, the groups of the closed vocabularies, three requests."""
    source = harness.ROOT / "examples" / "demo.live_platform.yml"
    done = harness.run(core, ["ansible-inventory", "-i", source, "--graph"], sim.env())
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    found: dict[str, list[str]] = {}
    group = ""
    for line in done.stdout.splitlines():
        name = line.strip(" |-:")
        if name.startswith("@"):
            group = name[1:]
            found[group] = []
        else:
            found[group].append(name)
    assert {name: len(hosts) for name, hosts in found.items() if name.startswith("lp_")} == COUNTS
    assert len({host for hosts in found.values() for host in hosts}) == 16
    assert found["ungrouped"] == []
    assert [(request.method, request.path) for request in sim.requests] == [
        ("POST", f"/{sim.env()['LIVE_PLATFORM_TENANT_ID']}/oauth2/v2.0/token"),
        ("GET", "/tenantui/api/ovoc/v1/topology/services/"),
        ("GET", "/tenantui/api/v3/customer"),
    ]


@pytest.mark.every_core
def test_hosts_and_variables_over_tls(core: harness.Core, tls_sim: Simulator, tmp_path: Path) -> None:
    """Everything from the environment, the secret from a file, and blanks, as AWX injects them, count for nothing."""
    secret = tmp_path / "secret"
    secret.write_text(tls_sim.env()["LIVE_PLATFORM_CLIENT_SECRET"] + "\n", encoding="utf-8")
    blank = (
        "CLIENT_SECRET",
        "ACCESS_TOKEN",
        "VALIDATE_CERTS",
        "TIMEOUT",
        "RATE_LIMIT",
        "HEADERS",
        "API_PREFIX",
        "PROXY",
    )
    env = tls_sim.env() | {f"LIVE_PLATFORM_{name}": "" for name in blank}
    env["LIVE_PLATFORM_CLIENT_SECRET_FILE"] = str(secret)
    done, inventory = listed(core, env, write(tmp_path / "live_platform.yaml"))
    assert done.returncode == 0, done.stderr
    assert counts(inventory) == COUNTS
    hosts = inventory["_meta"]["hostvars"]
    assert len(hosts) == 16
    service, customer = hosts["customera-dm"], hosts["two_sbc_two_cp"]
    assert (service["lp_license_label"], service["lp_trial_expires"]) == ("Pro + AI Summary", "2026-07-19")
    assert (service["lp_matched"], service["lp_customer_name"], service["lp_enabled"]) == (False, None, True)
    assert (service["lp_instance_id"], service["ansible_connection"]) == ("service:42712", "local")
    assert hosts["acme-inc"]["lp_enabled"] is False
    assert (customer["lp_status"], customer["lp_enabled"], customer["lp_usage_percent"]) == ("unknown", True, 6.67)
    assert customer["lp_instance_id"] == "customer:8f479a63-cf48-4f36-bbcd-65267a6f06cc"
    assert "__ansible_unsafe" not in done.stdout
    for name in tls_sim.secrets():
        assert name not in done.stdout + done.stderr


def test_file_beats_environment(core: harness.Core, sim: Simulator, tmp_path: Path) -> None:
    """Of two sources in one inventory each keeps its own options; filters come from either place."""
    elsewhere = sim.env() | {
        "LIVE_PLATFORM_URL": "https://elsewhere.invalid",
        "LIVE_PLATFORM_LICENSE_TYPES": "pro, hosted_pro",
        "LIVE_PLATFORM_INCLUDE_RAW": "true",
    }
    one = write(tmp_path / "one.live_platform.yml", url=f"{sim.url}/tenantui/", group_prefix="one_")
    two = write(
        tmp_path / "two.live_platform.yml",
        url=sim.url,
        group_prefix="two_",
        include=["services"],
        license_types=["essential"],
        statuses=["error"],
        include_raw=False,
    )
    done, inventory = listed(core, elsewhere, one, two)
    assert done.returncode == 0, done.stderr
    found = {name: number for name, number in counts(inventory).items() if number}
    assert found == {
        "one_services": 1,
        "one_customers": 2,
        "one_license_pro": 1,
        "one_license_hosted_pro": 2,
        "one_status_unmonitored": 1,
        "two_services": 1,
        "two_license_essential": 1,
        "two_status_error": 1,
    }
    hosts = inventory["_meta"]["hostvars"]
    assert "CustomerShortName" in hosts["auto_sys_pro"]["lp_raw"]
    assert "lp_raw" not in hosts["zaronaldm"]
    assert (sim.token_requests, sim.count(path_contains="/services/"), sim.count(path_contains="/customer")) == (
        2,
        2,
        1,
    )


def test_two_thousand_services_cost_no_more_requests(core: harness.Core, tmp_path: Path) -> None:
    """One token and one request for each list, and no row lost."""
    with Simulator(Dataset.generate(2000, 2000)) as sim:
        done = harness.run(
            core, ["ansible-inventory", "-i", write(tmp_path / "live_platform.yml"), "--list"], sim.env()
        )
        assert done.returncode == 0, done.stderr
        found = counts(json.loads(done.stdout))
        assert found["lp_services"] == 2000
        assert 0 < found["lp_customers"] < 2000, "part of the customers is carried by services"
        assert (sim.token_requests, len(sim.requests)) == (1, 3)


def test_nothing_left_is_an_error(core: harness.Core, sim: Simulator, tmp_path: Path) -> None:
    """AWX would delete every host; whoever wants that says so."""
    done, _inventory = listed(core, sim.env(), write(tmp_path / "live_platform.yml", names=["nobody"]))
    assert done.returncode != 0
    assert "allow_empty" in "".join(done.stderr.split())
    assert "Traceback" not in done.stdout + done.stderr
    done, inventory = listed(core, sim.env(), write(tmp_path / "live_platform.yml", names=["nobody"], allow_empty=True))
    assert done.returncode == 0, done.stderr
    assert counts(inventory) == dict.fromkeys(COUNTS, 0)
