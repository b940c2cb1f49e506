# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""ansible-navigator runs every playbook of the collection in stdout mode without an execution environment."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from kits import harness
from simulator import Simulator

# ansible-navigator is a tool of the environment that runs the tests, and so is the ansible-core that it uses
HERE = harness.Core("", Path(sys.executable).parent)
# a playbook that needs more than an inventory to do its work: what it is given
GIVEN: dict[str, dict[str, object]] = {
    "license_report": {"license_report_dest": "reports"},
    "compliance_report": {"compliance_dest": "reports", "license_report_dest": "reports"},
    "license_rightsize": {"license_rightsize_dest": "reports"},
    # the examples have no counts of the last month, which makes it incomplete and is no failure here
    "license_statement": {"license_statement_dest": "reports", "license_statement_fail_on": "none"},
}
# it configures a controller, and there is none here: its own tests run it against a simulated one
EXCLUDED = {"awx_configure"}
PLAYBOOKS = sorted({path.stem for path in (harness.ROOT / "playbooks").glob("*.yml")} - EXCLUDED)


@pytest.mark.parametrize("playbook", PLAYBOOKS)
def test_a_playbook_runs(playbook: str, tmp_path: Path) -> None:
    (tmp_path / "all.live_platform.yml").write_text(
        "plugin: audiocodes.live_platform.live_platform\n", encoding="utf-8"
    )
    with Simulator() as sim:
        done = harness.run(
            HERE,
            [
                *("ansible-navigator", "run", f"audiocodes.live_platform.{playbook}", "-i", "all.live_platform.yml"),
                *("--execution-environment", "false", "--mode", "stdout", "--playbook-artifact-enable", "false"),
                *("--log-file", tmp_path / "navigator.log", "-e", json.dumps(GIVEN[playbook])),
            ],
            sim.env() | {"ANSIBLE_NOCOLOR": "true"},
            cwd=tmp_path,
        )
        secrets = sim.secrets()
    assert done.returncode == 0, done.stdout + done.stderr
    assert "failed=0" in done.stdout
    assert any((tmp_path / "reports").iterdir())
    assert not [secret for secret in secrets if secret in done.stdout + (tmp_path / "navigator.log").read_text()]
