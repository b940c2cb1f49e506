# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The README's quick start, as a reader would follow it: its files and commands, against the simulator."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from kits import picture
from kits.harness import ROOT, Core, run
from simulator import Dataset, Simulator

README = (ROOT / "README.md").read_text(encoding="utf-8")
YAML = re.findall(r"```yaml\n(.*?)```", README, re.DOTALL)
COMMANDS = [shlex.split(line) for line in re.findall(r"^\$ (ansible-.*)$", README, re.MULTILINE)]


def test_quick_start(core: Core, tmp_path: Path) -> None:
    """Every command of the quick start succeeds and shows or writes what the text around it says."""
    source, play = YAML
    (tmp_path / "my.live_platform.yml").write_text(source)
    (tmp_path / "play.yml").write_text(play)
    _install, graph, report = COMMANDS
    with Simulator(Dataset.samples()) as platform:
        shown = run(core, graph, platform.env(), tmp_path)
        reported = run(core, report, platform.env(), tmp_path)
        played = run(core, ["ansible-playbook", "play.yml"], platform.env(), tmp_path)
    assert shown.stdout.startswith("@lp_status_error:")
    assert shown.stdout.count("|--") == 3
    assert reported.returncode == 0, reported.stderr
    assert {path.suffix for path in (tmp_path / "reports").iterdir()} == {".html", ".csv", ".json"}
    assert played.returncode == 0, played.stdout
    assert len(re.findall(r'"msg": "\S.* \(\w.*\)"', played.stdout)) == 3


@pytest.mark.browser
def test_the_picture_shows_what_the_readme_says(chromium: Path, cores: list[Core], tmp_path: Path) -> None:
    """It is not older than what it describes: the page that `make picture` takes it of still has these words."""
    (said,) = re.findall(r"!\[([^\]]*)\]", README)
    shown = picture.picture(chromium, picture.report(cores[-1], tmp_path), tmp_path / picture.PICTURE.name)
    assert "400 services and 300 customers" in " ".join(said.split())
    assert "simulator, 2026-06-20 00:00 UTC. 400 services, 300 customers." in shown
    for words in ("What needs you", "Lapses next", "Seats used", "Devices"):
        assert words in shown
    taken = (tmp_path / picture.PICTURE.name).read_bytes()
    assert taken[:4] + taken[8:12] == picture.PICTURE.read_bytes()[:4] + b"WEBP" == b"RIFFWEBP"
    assert len(taken) < 60_000
