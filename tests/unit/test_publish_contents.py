# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What README and CONTRIBUTING list is what there is: everything that users call, and every file behind it."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from ansible_collections.audiocodes.live_platform.plugins.module_utils._records import fields
from kits.harness import ROOT

README = (ROOT / "README.md").read_text(encoding="utf-8")
CONTRIBUTING = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
MAP = "## The path of data"
HOLDS = "## What it holds"
# kind in the table of the README -> where what is of that kind lies
KINDS = {
    "module": "plugins/modules/*.py",
    "inventory": "plugins/inventory/*.py",
    "filter": "plugins/filter/*.yml",
    "role": "roles/*",
    "playbook": "playbooks/*.yml",
    "event source": "extensions/eda/plugins/event_source/*.py",
    "rulebook": "extensions/eda/rulebooks/*.yml",
}


def table(text: str, heading: str) -> list[list[str]]:
    """The rows of the first table below a heading, as cells; without the two that are its head."""
    below = text.partition(f"\n{heading}\n")[2]
    first = re.search(r"(?:^\|.*\n)+", below, re.MULTILINE)
    assert first, heading
    return [[cell.strip() for cell in row.strip("|").split(" | ")] for row in first[0].splitlines()][2:]


def named() -> dict[str, list[str]]:
    """Kind -> what the README says there is of it: in a cell, names follow the kinds that they are of."""
    found: dict[str, list[str]] = {kind: [] for kind in KINDS}
    kinds = "|".join(KINDS)
    of_kinds = rf"((?:{kinds})s?(?: and (?:{kinds}))?)((?: `\w+`)+)"
    for row in table(README, HOLDS):
        for words, names in re.findall(of_kinds, row[1]):
            for word in words.split(" and "):
                found[word if word in KINDS else word.removesuffix("s")] += re.findall(r"`(\w+)`", names)
    return found


@pytest.mark.parametrize("kind", KINDS)
def test_the_readme_lists_everything_that_it_holds(kind: str) -> None:
    assert sorted(named()[kind]) == sorted(path.stem for path in ROOT.glob(KINDS[kind]))


def test_the_readme_names_nothing_twice_and_nothing_without_its_kind() -> None:
    """A role and its playbook share one name in one cell."""
    for row in table(README, HOLDS):
        outside = re.sub(r"(?:role|playbook|module|filter|inventory|event source|rulebook)s?((?: `\w+`)+)", "", row[1])
        assert set(re.findall(r"`(\w+)`", outside)) <= {"prometheus"}, row


def test_links_of_the_readme_lead_to_files() -> None:
    links = re.findall(r"\]\(([^)#]+)\)", README)
    assert len(links) > 15
    assert [link for link in links if "://" not in link and not (ROOT / link).exists()] == []


def test_the_first_screen_of_the_readme() -> None:
    """What it is, for whom, a small picture, two commands, what a fresh system needs, and what was never verified."""
    first = README.partition(f"\n{HOLDS}\n")[0]
    assert len(first.splitlines()) <= 30
    (link,) = re.findall(r"!\[[^\]]*generated data of the simulator[^\]]*\]\(([^)]+)\)", first)
    assert (ROOT / link).stat().st_size < 60_000
    assert re.findall(r"^\$ (make \w+)", first, re.MULTILINE) == ["make demo", "make test"]
    assert "apt install python3 python3-venv make git" in first
    assert "not made or endorsed by AudioCodes" in first
    assert "not against a live system" in first


def strings(path: Path) -> set[str]:
    """The string constants of a file, in lower case."""
    nodes = ast.walk(ast.parse(path.read_text(encoding="utf-8")))
    return {node.value.lower() for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str)}


def paths_of(row: list[str]) -> set[str]:
    """The paths in a row of the map of CONTRIBUTING, where C({a,b}) stands for several."""
    found = set()
    for path in re.findall(r"`([^`]+)`", row[1]):
        before, names, after = re.fullmatch(r"([^{]*)(?:\{([^}]*)\})?(.*)", path).groups()  # type: ignore[union-attr]
        found |= {f"{before}{name}{after}" for name in (names or "").split(",")}
    return found


def mapped() -> set[str]:
    """The paths in all rows of the map."""
    return {path for row in table(CONTRIBUTING, MAP) for path in paths_of(row)}


@pytest.mark.parametrize("folder", ["plugins/module_utils", "plugins/plugin_utils"])
def test_the_map_names_every_package(folder: str) -> None:
    """And the folder itself, for the files that are in none."""
    there = {f"{path.parent.relative_to(ROOT)}/" for path in (ROOT / folder).rglob("*.py")}
    assert len(there) >= 6
    assert sorted(there - mapped()) == []


def test_what_the_map_names_exists() -> None:
    assert [path for path in mapped() if not (ROOT / path).exists()] == []


def test_nobody_but_the_files_of_that_row_knows_the_vendors_keys() -> None:
    """Those that cannot be taken for words of ours; C(client) has one of them in a path, and SARIF has one as well."""
    sources = [field.source for name in dir(fields) if name.endswith("_FIELDS") for field in getattr(fields, name)]
    words = {word for source in sources for word in re.split(r"[.|#]", source) if re.search("[a-z][A-Z]", word)}
    keys = {word.lower() for word in words}
    assert len(keys) > 80
    (row,) = (row for row in table(CONTRIBUTING, MAP) if row[0] == "the vendor's key names")
    knowing = {str(path.relative_to(ROOT)) for path in (ROOT / "plugins").rglob("*.py") if keys & strings(path)}
    others = {"plugins/module_utils/_client/client.py", "plugins/plugin_utils/_compliance/as_sarif.py"}
    assert knowing <= paths_of(row) | others
    changes = "plugins/module_utils/_changes"
    assert {f"{changes}/bodies.py", f"{changes}/sip_connections.py"} <= knowing


def test_the_license_stands_where_galaxy_looks_and_where_reuse_looks() -> None:
    """As two files: an archive has no links."""
    folder = ROOT / "LICENSES"
    assert not [path for path in (ROOT / "LICENSE", *folder.iterdir()) if path.is_symlink()]
    assert (folder / "GPL-3.0-or-later.txt").read_text(encoding="utf-8") == (ROOT / "LICENSE").read_text(
        encoding="utf-8"
    )


def test_a_list_of_steps_has_at_most_six() -> None:
    numbers = re.findall(r"^(\d+)\. ", CONTRIBUTING, re.MULTILINE)
    assert max(map(int, numbers)) <= 6
