# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The guide "Acting safely": its commands in its order, from the plan to the undo, as they are printed there."""

from __future__ import annotations

import re
import shlex
import textwrap
from pathlib import Path
from typing import Any

import yaml

from ansible_collections.audiocodes.live_platform.plugins.module_utils._changes import guards
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._inputs import waivers
from kits import harness
from kits.playbook import play
from kits.rightsize import PLAYBOOK_ENV, changed, licenses, published
from simulator import Dataset, Simulator

GUIDE = (harness.ROOT / "docs/docsite/rst/acting_guide.rst").read_text(encoding="utf-8")


def blocks(language: str) -> list[str]:
    found = re.findall(rf"^\.\. code-block:: {language}\n\n((?:    .*\n|\n)+)", GUIDE, re.MULTILINE)
    return [textwrap.dedent(text).strip() for text in found]


def test_the_guide(core: harness.Core, tmp_path: Path) -> None:
    """Plan, dry run, apply, apply again, undo."""
    variables, _waivers, task, removal = blocks("yaml")
    (tmp_path / "rightsize.yml").write_text(f"{variables}\n", encoding="utf-8")
    (tmp_path / "all.live_platform.yml").write_text("plugin: audiocodes.live_platform.live_platform\n", "utf-8")
    with Simulator(Dataset.samples()) as sim:
        env = {**sim.env(), **PLAYBOOK_ENV}
        before = licenses(sim)

        def run(command: str) -> Any:
            sim.clear_requests()
            done = harness.run(core, shlex.split(command), env=env, cwd=tmp_path)
            assert done.returncode == 0, done.stdout + done.stderr
            return done

        plan, check, apply, again, undo = blocks("shell")
        done = run(plan)
        assert len(sim.writes) == 0
        assert dateless(printed(done.stdout)[:7]) == dateless(blocks("text")[0].splitlines())
        done = run(check)
        assert (len(sim.writes), licenses(sim)) == (0, before)
        assert published(done)["results"]["would_change"] == 3
        assert not (tmp_path / "reports" / "license_rightsize.undo.json").exists()

        done = run(apply)
        assert (len(sim.writes), published(done)["results"]["changed"]) == (3, 3)
        after = licenses(sim)
        assert {name: held for name, held in after.items() if held != before[name]} == {
            "auto_sys_pro_r": (1, 5),
            "many_sbc_test": (4, 5),
            "two_sbc_two_cp": (5, 5),
        }
        done = run(again)
        assert (len(sim.writes), changed(done), published(done)["results"]["unchanged"]) == (0, 0, 3)

        done = run(undo)
        assert (len(sim.writes), licenses(sim)) == (3, before)
        assert published(done)["files"]["undo"].endswith("/license_rightsize.undo-2.json")

        assert play(core, tmp_path, yaml.safe_load(task), env).status == 0
        assert licenses(sim)["two_sbc_two_cp"] == (5, 40)

        done = play(core, tmp_path, yaml.safe_load(removal), env)
        assert done.status == 0, done.output
        left = {
            row["CustomerShortName"]: [site["name"] for site in row["SiteLocation"]] for row in sim.dataset.customers
        }
        assert left.keys() == before.keys() - {"micu_test"}
        assert left["auto_sys_pro_r"] == ["auto_sys_pro_r"]


def test_the_waiver_of_the_guide_loads() -> None:
    _variables, text, *_tasks = blocks("yaml")
    (waiver,) = waivers.load(yaml.safe_load(text), ["rightsize"])
    assert (waiver.rule, bool(waiver.reason), bool(waiver.owner)) == ("rightsize", True, True)


def test_the_names_of_the_guide_are_those_of_the_role() -> None:
    defaults = yaml.safe_load((harness.ROOT / "roles/license_rightsize/defaults/main.yml").read_text(encoding="utf-8"))
    named = set(re.findall(r"license_rightsize_[a-z_]+", GUIDE))
    assert named - set(defaults) == {"license_rightsize_result"}
    assert [name for name in guards.BOUNDS if f"``{name}``" not in GUIDE] == []


def dateless(lines: list[str]) -> list[str]:
    """The lines without the day of the run."""
    return [re.sub(r"^(License plan of) \d{4}-\d\d-\d\d ", r"\1 DAY ", line) for line in lines]


def printed(output: str) -> list[str]:
    """The lines of the first table that a run printed."""
    text = output.partition('"msg": [')[2].partition("]\n}")[0]
    return [line.strip().removesuffix(",").strip('"') for line in text.strip().splitlines()]
