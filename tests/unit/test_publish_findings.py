# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The findings have the form that findings/README.md promises; whether they still hold, `make findings` says."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
import yaml

from kits.harness import ROOT

FOLDER = ROOT / "findings"
SCRIPTS = sorted(FOLDER.glob("*.sh"))
FIELDS = ["Finding", "Versions", "Seen", "Expected", "Happens", "Output"]
LICENSE = (ROOT / "scripts/lint").read_text(encoding="utf-8").splitlines()[:4]
every_script = pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.stem)


def header(path: Path) -> dict[str, str]:
    """The fields of a script's header, each as one line."""
    comment = re.match(r"(?:#.*\n)+", path.read_text(encoding="utf-8"))
    assert comment
    lines = [line.removeprefix("#").strip() for line in comment[0].splitlines()[5:]]
    found: dict[str, str] = {}
    for line in lines:
        name, colon, text = line.partition(":")
        if colon and name in FIELDS and name not in found:
            found[name] = text.strip()
        else:
            last = next(reversed(found))
            found[last] = f"{found[last]} {line}".strip()
    return found


def test_there_are_some_and_not_too_many() -> None:
    assert 8 <= len(SCRIPTS) <= 24
    assert {path.name for path in FOLDER.iterdir()} == {path.name for path in SCRIPTS} | {"README.md"}


@every_script
def test_the_header_says_what_was_seen(path: Path) -> None:
    fields = header(path)
    assert path.read_text(encoding="utf-8").splitlines()[:4] == LICENSE
    assert list(fields) == FIELDS
    assert all(fields.values())
    assert re.fullmatch(r"\d{4}-\d{2}-\d{2}, Python 3\.\d+", fields["Seen"])
    assert fields["Output"].startswith("| ")


@every_script
def test_it_stands_alone_in_a_temporary_folder(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert os.access(path, os.X_OK)
    assert 30 <= text.count("\n") <= 70
    for part in (
        "set -euo pipefail\n",
        'folder=$(mktemp -d)\ntrap \'rm -rf "$folder"\' EXIT\ncd "$folder"\n',
        '"${PYTHON:-python3}" -m venv venv\n',
        'sed -n \'s/^#   | //p\' "$script" >seen\ndiff --unified seen now\necho "as seen"\n',
    ):
        assert text.count(part) == 1, part
    assert not re.search(r"live_platform|audiocodes|ansible_collections", text.replace(LICENSE[1], ""))


@every_script
def test_it_installs_exact_versions_and_names_them(path: Path) -> None:
    (line,) = re.findall(r"pip install (.*)", path.read_text(encoding="utf-8"))
    packages = [word for word in line.split() if not word.startswith("-")]
    assert packages
    for package in packages:
        name, version = re.fullmatch(r"([a-z0-9-]+)==(\d+(?:\.\d+)+)", package).groups()  # type: ignore[union-attr]
        assert f"{name} {version}" in header(path)["Versions"].lower()


@every_script
def test_it_names_no_place_of_a_machine_and_no_other_host(path: Path) -> None:
    body = "\n".join(path.read_text(encoding="utf-8").splitlines()[4:])
    assert set(re.findall(r"(?<![\w$}./<])/(?:\w[\w.-]*/)+\w*", body)) <= {"/dev/null"}
    hosts = set(re.findall(r"https?://([\w.-]*)", body))
    assert {host for host in hosts if host not in ("", "localhost") and not host.endswith("example.com")} == set()


def test_the_readme_lists_them_as_they_say_themselves() -> None:
    text = (FOLDER / "README.md").read_text(encoding="utf-8")
    rows = [line.strip("| ").split(" | ") for line in text.splitlines() if line.startswith("| [")]
    told = {path: header(path) for path in SCRIPTS}
    assert rows == [
        [f"[{path.stem}]({path.name})", said["Finding"], said["Versions"], said["Seen"].partition(",")[0]]
        for path, said in told.items()
    ]


def test_the_archive_leaves_them_out() -> None:
    assert "findings" in yaml.safe_load((ROOT / "galaxy.yml").read_text(encoding="utf-8"))["build_ignore"]
