# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The archive that users install: what is in it, and that inventory and report work with nothing but it."""

from __future__ import annotations

import json
import subprocess
import sys
import tarfile
from pathlib import Path

import pytest
import yaml

from kits.harness import ROOT, Core, run
from simulator import Dataset, Simulator

NAME = "audiocodes.live_platform"
# what makes a working folder, and never belongs into an archive
STRAY = (
    ".git",
    ".venv",
    "build",
    ".pytest_cache",
    ".mypy_cache",
    ".ruff_cache",
    ".hypothesis",
    ".ansible",
    "reports",
    "findings",
)


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The archive as `make build` makes it, of the files that git knows."""
    folder = tmp_path_factory.mktemp("archive")
    subprocess.run([str(ROOT / "scripts/staged"), str(folder / "source")], check=True)
    galaxy = Path(sys.executable).with_name("ansible-galaxy")
    argv = [str(galaxy), "collection", "build", "--output-path", str(folder), str(folder / "source")]
    subprocess.run(argv, check=True, capture_output=True)
    (found,) = folder.glob("*.tar.gz")
    return found


def test_contents(archive: Path) -> None:
    """Everything that runs or is read, nothing that tools left, no link, and no file of a size that is a mistake."""
    with tarfile.open(archive) as packed:
        members = packed.getmembers()
    names = {member.name for member in members}
    for folder in ("plugins", "roles", "playbooks", "meta"):
        own = {str(path.relative_to(ROOT)) for path in (ROOT / folder).rglob("*.yml")}
        assert own <= names, folder
    assert {"README.md", "LICENSE", "CHANGELOG.md", "requirements.txt", "meta/runtime.yml", "MANIFEST.json"} <= names
    # some fixtures of the tests are under another license, whose text comes with them
    assert {"REUSE.toml", "LICENSES/GPL-3.0-or-later.txt", "LICENSES/MIT.txt"} <= names
    assert not [name for name in names if name.split("/")[0] in STRAY or "__pycache__" in name]
    assert not [member.name for member in members if member.issym() or member.islnk()]
    assert max(member.size for member in members) < 1_000_000
    assert archive.stat().st_size < 5_000_000


def test_manifest(archive: Path) -> None:
    """Its file name and its metadata are those of galaxy.yml."""
    galaxy = yaml.safe_load((ROOT / "galaxy.yml").read_text(encoding="utf-8"))
    with tarfile.open(archive) as packed:
        stream = packed.extractfile("MANIFEST.json")
        assert stream is not None
        told = json.load(stream)["collection_info"]
    assert archive.name == f"audiocodes-live_platform-{galaxy['version']}.tar.gz"
    assert {key: told[key] for key in ("namespace", "name", "version", "tags")} == {
        key: galaxy[key] for key in ("namespace", "name", "version", "tags")
    }


def test_a_report_from_the_archive_alone(core: Core, archive: Path, tmp_path: Path) -> None:
    """Installed into an empty path that stands before the checkout: inventory, report, and documentation."""
    installed = tmp_path / "collections"
    done = run(
        core,
        ["ansible-galaxy", "collection", "install", "--offline", "--force", "-p", installed, archive],
        {},
        tmp_path,
    )
    assert done.returncode == 0, done.stderr
    here = installed / "ansible_collections" / "audiocodes" / "live_platform"
    assert (here / "plugins" / "inventory" / "live_platform.py").exists()
    (tmp_path / "my.live_platform.yml").write_text(f"plugin: {NAME}.live_platform\n", encoding="utf-8")
    with Simulator(Dataset.samples()) as platform:
        env = {**platform.env(), "ANSIBLE_COLLECTIONS_PATH": str(installed), "ANSIBLE_NOCOLOR": "true"}
        argv = ["ansible-playbook", "-vv", "-i", "my.live_platform.yml", f"{NAME}.license_report"]
        reported = run(core, argv, env, tmp_path)
    assert reported.returncode == 0, reported.stdout + reported.stderr
    assert str(here) in reported.stdout
    assert {path.suffix for path in (tmp_path / "reports").iterdir()} == {".html", ".csv", ".json"}
    report = json.loads(next((tmp_path / "reports").glob("*.json")).read_text(encoding="utf-8"))
    assert "auto_sys_pro" in json.dumps(report)
