# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The execution environment of the examples: ansible-builder makes a context of it and finds what the collection needs.

Building and running the image takes root and minutes: `make ee` does it before a release.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import yaml

from kits import harness

HERE = harness.Core("", Path(sys.executable).parent)
ARCHIVE = "audiocodes-live_platform.tar.gz"


def builder(*argv: str | Path, cwd: Path) -> subprocess.CompletedProcess[str]:
    """Run one of ansible-builder's commands."""
    return harness.run(HERE, ["ansible-builder", *argv], cwd=cwd)


def test_ansible_builder_makes_a_context_and_finds_what_the_collection_needs(tmp_path: Path) -> None:
    definition = tmp_path / "definition"
    shutil.copytree(harness.ROOT / "examples" / "execution_environment", definition)
    made = harness.run(
        HERE, ["ansible-galaxy", "collection", "build", "--output-path", definition, harness.ROOT], cwd=tmp_path
    )
    assert made.returncode == 0, made.stderr
    # as the file's comment says
    (archive,) = definition.glob("audiocodes-live_platform-*.tar.gz")
    archive.rename(definition / ARCHIVE)

    created = builder("create", "--context", tmp_path / "context", cwd=definition)
    assert created.returncode == 0, created.stdout + created.stderr
    build = tmp_path / "context" / "_build"
    needed = yaml.safe_load((build / "requirements.yml").read_text(encoding="utf-8"))["collections"]
    assert [entry["name"] for entry in needed] == [f"collections/{ARCHIVE}"]
    assert (build / "collections" / ARCHIVE).read_bytes() == (definition / ARCHIVE).read_bytes()
    assert "xlsxwriter" in (build / "requirements.txt").read_text(encoding="utf-8")

    # what the image's build does next: install the collection (here it is known already), and ask it what it needs
    installed = harness.run(
        HERE,
        [
            "ansible-galaxy",
            "collection",
            "install",
            "--offline",
            "--force",
            "-p",
            tmp_path / "image",
            definition / ARCHIVE,
        ],
        cwd=tmp_path,
    )
    assert installed.returncode == 0, installed.stderr
    asked = builder("introspect", tmp_path / "image", "--write-pip", "pip.txt", cwd=tmp_path)
    assert asked.returncode == 0, asked.stdout + asked.stderr
    found = yaml.safe_load(asked.stdout.split("---", 1)[1])
    needs = "requests>=2.28"
    assert found == {"python": [f"{needs}  # from collection audiocodes.live_platform"], "system": []}
    assert needs in (tmp_path / "pip.txt").read_text(encoding="utf-8")


def test_the_release_check_says_what_is_missing(tmp_path: Path) -> None:
    for program in ("bash", "dirname", "sed", "readlink", "env"):
        found = shutil.which(program)
        assert found
        (tmp_path / program).symlink_to(found)
    done = harness.run(HERE, ["bash", harness.ROOT / "scripts/ee"], {"PATH": str(tmp_path)}, cwd=tmp_path)
    assert done.returncode == 1
    assert done.stderr == (
        "ee: needs buildah debootstrap (on Debian: apt install --no-install-recommends buildah debootstrap)\n"
    )
