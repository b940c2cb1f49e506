# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Who may import whom: a package imports what stands below it, and nothing above it or beside it."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from kits.harness import ROOT

PLUGINS = ROOT / "plugins"
PREFIX = ("ansible_collections", "audiocodes", "live_platform", "plugins")

# A room is a package or a file at the top of its folder -> the rooms of the same folder that it may import.
GROUND = frozenset({"errors", "paging", "reading", "redaction", "text"})
MODULE_UTILS: dict[str, frozenset[str]] = {
    **dict.fromkeys(GROUND, GROUND),
    "_options": GROUND,
    "_client": GROUND | {"_options"},
    "_records": GROUND,
    "_topology": GROUND | {"_records"},
    "_gather": GROUND | {"_client", "_records"},
    "_changes": GROUND | {"_client", "_records", "_gather"},
    "_modules": GROUND | {"_options", "_client", "_records", "_topology", "_gather"},
}
SHARED = frozenset({"_html", "_inputs", "_outputs", "_population", "trust"})
# each may import all of module_utils as well
PLUGIN_UTILS: dict[str, frozenset[str]] = {
    **dict.fromkeys(("action", "filters", "trust", "_html", "_outputs"), frozenset[str]()),
    "_inputs": frozenset({"_outputs"}),
    "_population": frozenset({"_outputs"}),
    "_policy": frozenset({"_inputs", "_outputs"}),
    **dict.fromkeys(("_report", "_compliance", "_rightsize", "_statement"), SHARED | {"_policy"}),
    **dict.fromkeys(("_notify", "_inventory"), SHARED),
    "_watch": SHARED | {"_inventory"},
}
# everything else -> the folders that it may import
FOLDERS: dict[str, frozenset[str]] = {
    "modules": frozenset({"module_utils"}),
    "doc_fragments": frozenset(),
    **dict.fromkeys(("action", "filter", "inventory", "extensions"), frozenset({"module_utils", "plugin_utils"})),
}
MOST_ROOMS = 12


def files() -> list[str]:
    """Every file of the collection that is imported or run, relative to plugins/ or, of an extension, to the root."""
    plugins = [path.relative_to(PLUGINS) for path in PLUGINS.rglob("*.py")]
    return sorted(map(str, [*plugins, *(path.relative_to(ROOT) for path in (ROOT / "extensions").rglob("*.py"))]))


def source(file: str) -> str:
    """The text of one of them."""
    return ((ROOT if file.startswith("extensions/") else PLUGINS) / file).read_text(encoding="utf-8")


def named(file: str, text: str) -> Iterator[tuple[str, ...]]:
    """What the imports of a file name below plugins/, wherever they stand in it, as parts of a path."""
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Import):
            names = [tuple(alias.name.split(".")) for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            near = (*PREFIX, *Path(file).parts[: -node.level]) if node.level else ()
            module = (*near, *(node.module or "").split(".")) if node.module else near
            names = [(*module, alias.name) for alias in node.names]
        else:
            continue
        yield from (name[len(PREFIX) :] for name in names if name[: len(PREFIX)] == PREFIX)


def imported(file: str, text: str) -> set[str]:
    """The files that a file imports, relative to plugins/."""
    found = set()
    for name in named(file, text):
        # the last part is a module, or something in one
        (path,) = [path for path in ("/".join(name), "/".join(name[:-1])) if (PLUGINS / f"{path}.py").is_file()][
            :1
        ] or ["/".join(name)]
        found.add(f"{path}.py")
    return found


def room(file: str) -> str:
    """The room that a file of module_utils or plugin_utils is in."""
    return Path(file).parts[1].removesuffix(".py")


def is_allowed(file: str, other: str) -> bool:
    """Tell whether a file may import another one; KeyError for a room that stands in no table."""
    folder, below = Path(file).parts[0], Path(other).parts[0]
    if folder not in ("module_utils", "plugin_utils"):
        return below in FOLDERS[folder]
    rooms = (MODULE_UTILS if folder == "module_utils" else PLUGIN_UTILS)[room(file)]
    if folder == below:
        return room(other) in rooms or (room(other) == room(file) and room(file).startswith("_"))
    return (folder, below) == ("plugin_utils", "module_utils")


def forbidden(file: str, text: str) -> set[str]:
    """The files that a file imports and must not."""
    return {other for other in imported(file, text) if not is_allowed(file, other)}


def circle(graph: Mapping[str, set[str]]) -> list[str]:
    """A way through a graph that comes back to where it began; empty when there is none."""
    done: set[str] = set()

    def walk(way: list[str]) -> list[str]:
        for other in sorted(graph.get(way[-1], ())):
            if other in way:
                return [*way[way.index(other) :], other]
            if other not in done and (found := walk([*way, other])):
                return found
        done.add(way[-1])
        return []

    return next((found for start in sorted(graph) if start not in done and (found := walk([start]))), [])


@pytest.mark.parametrize("file", files())
def test_a_file_imports_only_what_stands_below_it(file: str) -> None:
    assert sorted(forbidden(file, source(file))) == []


def test_nothing_imports_itself_by_way_of_others() -> None:
    assert circle({file: imported(file, source(file)) for file in files()}) == []


@pytest.mark.parametrize(("folder", "table"), [("module_utils", MODULE_UTILS), ("plugin_utils", PLUGIN_UTILS)])
def test_every_room_has_its_place(folder: str, table: Mapping[str, frozenset[str]]) -> None:
    rooms = {room(file) for file in files() if file.startswith(f"{folder}/")}
    assert sorted(rooms - table.keys()) == []
    assert len(rooms) <= MOST_ROOMS or folder != "module_utils", sorted(rooms)


def test_nothing_is_renamed_where_it_is_imported() -> None:
    """A name that clashes with another one is not good enough; these two are everybody's."""
    found = {
        (alias.name, alias.asname)
        for file in files()
        for node in ast.walk(ast.parse(source(file)))
        if isinstance(node, (ast.Import, ast.ImportFrom))
        for alias in node.names
        if alias.asname
    }
    assert found <= {("datetime", "dt"), ("ElementTree", "ET")}


def shipped(file: str) -> set[str]:
    """What goes to a managed node with a module: all that it imports, and what that imports."""
    found: set[str] = set()
    rest = {file}
    while rest:
        found |= rest
        rest = {other for item in rest for other in imported(item, source(item))} - found
    return found


@pytest.mark.parametrize(
    "module", ["customer_info", "license_usage_info", "service_info", "task_info", "topology_facts"]
)
def test_a_module_that_only_reads_ships_nothing_that_writes(module: str) -> None:
    found = shipped(f"modules/{module}.py")
    assert "module_utils/_client/transport.py" in found
    assert sorted(file for file in found if "_changes/" in file) == []


@pytest.mark.parametrize("module", ["customer", "task_info"])
def test_a_module_without_filters_ships_none(module: str) -> None:
    assert sorted(file for file in shipped(f"modules/{module}.py") if "_topology/" in file) == []


@pytest.mark.parametrize(
    ("module", "files"),
    [("service_info", 41), ("task_info", 35)],
)
def test_a_module_ships_little_more_than_it_reads(module: str, files: int) -> None:
    """Each file of it is packed and sent for each task: one more is one that another file should have been."""
    assert len(shipped(f"modules/{module}.py")) <= files


@pytest.mark.parametrize(
    ("file", "line", "other"),
    [
        ("module_utils/errors.py", "from {}.module_utils._records import names", "module_utils/_records/names.py"),
        (
            "module_utils/_records/names.py",
            "from {}.module_utils._topology.bands import X",
            "module_utils/_topology/bands.py",
        ),
        (
            "module_utils/_records/names.py",
            "from {}.module_utils._client import timing",
            "module_utils/_client/timing.py",
        ),
        ("module_utils/_records/names.py", "from .._client.timing import Pacer", "module_utils/_client/timing.py"),
        (
            "module_utils/_client/timing.py",
            "    import {}.module_utils._records.names",
            "module_utils/_records/names.py",
        ),
        ("module_utils/_gather/topology.py", "from .._modules import run", "module_utils/_modules/run.py"),
        ("module_utils/_modules/run.py", "from {}.plugin_utils import trust", "plugin_utils/trust.py"),
        ("plugin_utils/_report/model.py", "from .._compliance import document", "plugin_utils/_compliance/document.py"),
        ("plugin_utils/_inputs/given.py", "from .._policy.policy import load", "plugin_utils/_policy/policy.py"),
        ("plugin_utils/trust.py", "from {}.plugin_utils import action", "plugin_utils/action.py"),
        ("modules/task_info.py", "from {}.plugin_utils.trust import Protector", "plugin_utils/trust.py"),
        ("modules/task_info.py", "from {}.modules import customer", "modules/customer.py"),
    ],
)
def test_an_import_upwards_or_sideways_is_noticed(file: str, line: str, other: str) -> None:
    """Of plain names and of relative ones, at the top and inside of a function."""
    text = f"def load():\n{line}\n" if line.startswith(" ") else f"{line}\n"
    assert forbidden(file, text.format(".".join(PREFIX))) == {other}


@pytest.mark.parametrize("file", ["_population.live", "_statement.reading", "_inventory.entries"])
def test_a_job_loads_the_http_library_only_when_it_reads(file: str) -> None:
    """A report of the inventory, or of the cache, works without it, and starts sooner."""
    name = ".".join((*PREFIX, "plugin_utils", file))
    program = f"import sys\nimport {name}\nprint(sorted(set(sys.modules) & {{'requests', 'urllib3'}}))"
    done = subprocess.run([sys.executable, "-c", program], stdout=subprocess.PIPE, text=True, check=True)
    assert done.stdout == "[]\n"


def test_a_circle_is_noticed() -> None:
    assert circle({"a": {"b", "d"}, "b": {"c"}, "c": {"b"}, "d": set()}) == ["b", "c", "b"]
    assert circle({"a": {"b", "c"}, "b": {"c"}, "c": set()}) == []
