# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A new field of the API takes one line in one table: records, documentation, inventory and facts then have it."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

from kits.harness import ROOT, Core, run
from simulator import Dataset, Simulator

NAME = "audiocodes.live_platform"
LINE = "site_code ; text ; siteCode ; Code of the site, such as C(zrh).\n"


def test_one_line(cores: list[Core], tmp_path: Path) -> None:
    """In a copy of the collection, and a platform whose services have the key."""
    copied = tmp_path / "ansible_collections" / "audiocodes" / "live_platform"
    subprocess.run([str(ROOT / "scripts/staged"), str(copied)], check=True)
    table = copied / "plugins" / "module_utils" / "_records" / "fields.py"
    before = table.read_text(encoding="utf-8")
    head, start, rest = before.partition('SERVICE_FIELDS = _fields("""\n')
    fields, end, rest = rest.partition('""")')
    assert "siteCode" not in before
    table.write_text(f"{head}{start}{fields}{LINE}{end}{rest}", encoding="utf-8")

    core = cores[-1]
    env = {"ANSIBLE_COLLECTIONS_PATH": str(tmp_path), "PYTHONPATH": str(tmp_path), "ANSIBLE_LOCALHOST_WARNING": "false"}
    written = run(core, ["python", copied / "scripts" / "return_docs.py"], env, tmp_path)
    assert written.returncode == 0, written.stderr
    page = run(core, ["ansible-doc", "--json", f"{NAME}.service_info"], env, tmp_path)
    described = json.loads(page.stdout)[f"{NAME}.service_info"]["return"]["services"]["contains"]["site_code"]
    assert (described["type"], described["returned"]) == ("str", "always")

    data = Dataset.samples()
    data.services[0]["siteCode"] = "zrh"
    (tmp_path / "my.live_platform.yml").write_text(f"plugin: {NAME}.live_platform\n", encoding="utf-8")
    with Simulator(data) as platform:
        env |= platform.env()
        listed = run(core, ["ansible-inventory", "-i", "my.live_platform.yml", "--list"], env, tmp_path)
        asked = ["ansible", "localhost", "-m", f"{NAME}.topology_facts", "-a", "fields=name,site_code"]
        facts = run(core, asked, env, tmp_path)
    hosts = json.loads(listed.stdout)["_meta"]["hostvars"].values()
    codes = [variables["lp_site_code"] for variables in hosts if variables["lp_kind"] == "service"]
    assert sorted(codes) == ["", "", "", "", "", "zrh"]
    found = json.loads(facts.stdout.partition("=> ")[2])["ansible_facts"]["live_platform"]["services"]
    assert [service["site_code"] for service in found if service["name"] == data.services[0]["name"]] == ["zrh"]
