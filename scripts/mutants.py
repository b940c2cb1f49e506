#!/usr/bin/env python
# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Change one thing at a time in records, licenses and compliance, and check that a unit test notices (mutmut).

Works in a copy in build/mutants, with its own environment in .venv/mutmut. All modules take an hour or more. A
surviving mutant must be explained in tests/mutants.yml by its line before and after, or the run fails.

    make mutants                             all of them
    make mutants MUTANTS="licenses bands"    those modules
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).resolve().parent.parent
STAGE = ROOT / "build" / "mutants"
BIN = ROOT / ".venv" / "mutmut" / "bin"
PACKAGE = "ansible_collections.audiocodes.live_platform.plugins"
COLLECTION = STAGE / "ansible_collections" / "audiocodes" / "live_platform"

# file below plugins/ -> its tests below tests/unit/plugins
MODULES = {
    "module_utils/_topology/bands": ["module_utils/_topology/test_bands.py"],
    "module_utils/_records/licenses": ["module_utils/_records/test_licenses.py"],
    "module_utils/_records/bulk": ["module_utils/_records/test_bulk*.py"],
    "module_utils/_records/convert": [
        "module_utils/_records/test_convert.py",
        "module_utils/_records/test_lists*.py",
        "module_utils/_records/test_parameters.py",
    ],
    "module_utils/_records/field_types": [
        "module_utils/_records/test_convert.py",
        "module_utils/_records/test_tables.py",
    ],
    "module_utils/redaction": [
        "module_utils/test_redaction.py",
        "module_utils/_records/test_lists*.py",
        "module_utils/_records/test_parameters.py",
        "module_utils/_records/test_tables.py",
    ],
    "module_utils/_records/rows": [
        "module_utils/_records/test_lists*.py",
        "module_utils/_records/test_parameters.py",
        "module_utils/_records/test_tables.py",
    ],
    "module_utils/_records/lists": [
        "module_utils/_records/test_lists*.py",
        "module_utils/_records/test_parameters.py",
        "module_utils/_gather/test_topology.py",
        "module_utils/_records/test_tables.py",
    ],
    "module_utils/_records/parameters": [
        "module_utils/_records/test_lists*.py",
        "module_utils/_records/test_parameters.py",
        "module_utils/_records/test_tables.py",
    ],
    "module_utils/_records/tables": [
        "module_utils/_records/test_lists*.py",
        "module_utils/_records/test_parameters.py",
        "module_utils/_records/test_tables.py",
    ],
    "plugin_utils/_policy/checks": [
        "plugin_utils/_policy/test_checks.py",
        "plugin_utils/_policy/test_evaluate.py",
        "plugin_utils/_policy/test_policy_default.py",
    ],
    "plugin_utils/_policy/check_parameters": [
        "plugin_utils/_policy/test_checks.py",
        "plugin_utils/_policy/test_evaluate.py",
    ],
    "plugin_utils/_policy/evaluate": ["plugin_utils/_policy/test_evaluate.py", "plugin_utils/_policy/test_policy*.py"],
}


def environment() -> None:
    """Create mutmut's environment if it does not exist."""
    if not (BIN / "mutmut").exists():
        tool = [str(ROOT / ".venv" / "bin" / "uv")]
        never = {**os.environ, "UV_PYTHON_DOWNLOADS": "never"}
        place = ["--python", str(ROOT / ".venv" / "bin" / "python"), str(BIN.parent)]
        subprocess.run([*tool, "venv", "-q", "--no-project", *place], check=True, env=never)
        wanted = ["mutmut>=3.8", "ansible-core", "pyyaml", "-r", str(ROOT / "tests" / "requirements-core.txt")]
        subprocess.run([*tool, "pip", "install", "-q", "--python", str(BIN / "python"), *wanted], check=True, env=never)


def stage(modules: list[str]) -> None:
    """Copy what the tests need, under the names by which modules are imported, and configure mutmut."""
    shutil.rmtree(STAGE, ignore_errors=True)
    staged = [str(ROOT / "scripts" / "staged")]
    subprocess.run([*staged, str(COLLECTION), "plugins", "meta", "galaxy.yml"], check=True)
    subprocess.run([*staged, str(STAGE), "tests", "roles", "docs", "galaxy.yml", "pyproject.toml"], check=True)
    # it needs the ansible-cores of the checkout, which the unit tests do not use
    (STAGE / "tests" / "conftest.py").unlink()
    folder = STAGE / "tests" / "unit" / "plugins"
    names = {name for module in modules for name in MODULES[module]}
    tests = sorted({path for name in names for path in folder.glob(name)})
    lists = {
        "source_paths": ["ansible_collections"],
        "only_mutate": [str((COLLECTION / "plugins" / f"{module}.py").relative_to(STAGE)) for module in modules],
        "also_copy": ["roles", "docs", "galaxy.yml"],
        "pytest_add_cli_args_test_selection": [str(path.relative_to(STAGE)) for path in tests],
        "pytest_add_cli_args": ["-p", "no:cacheprovider"],
        # from a process that has run no test yet: cached results would hide mutants
        "process_isolation": "forkserver",
    }
    with (STAGE / "pyproject.toml").open("a", encoding="utf-8") as config:
        config.write("\n[tool.mutmut]\n" + "".join(f"{key} = {value!r}\n" for key, value in lists.items()))


def mutmut(*arguments: str) -> str:
    """Run mutmut in the copy and return its output."""
    env = {
        **os.environ,
        "ANSIBLE_COLLECTIONS_PATH": str(STAGE / "mutants"),
        "HYPOTHESIS_PROFILE": "first",
        "PATH": f"{BIN}:{os.environ['PATH']}",
    }
    command = [str(BIN / "mutmut"), *arguments]
    done = subprocess.run(
        command, cwd=STAGE, env=env, check=False, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    )
    if done.returncode != 0:
        sys.exit(f"mutants: mutmut failed\n{done.stdout[-3000:]}")
    return done.stdout


def without_strict(line: str) -> str:
    """Return a line without `strict` in `zip`: it guards against programming errors, which no data can trigger."""
    return re.sub(r",\s*\)", ")", re.sub(r",\s*strict=\w+", "", line))


def results() -> list[tuple[str, str]]:
    """Return (name, status) of the mutants that were not simply killed."""
    return re.findall(r"^\s+(\S+): (.+)$", mutmut("results"), re.MULTILINE)


def survivors() -> list[tuple[str, str, str]]:
    """Return (module.function, line, changed line) of every mutant that no test noticed."""
    found = []
    for name, state in results():
        if state == "survived":
            shown = mutmut("show", name)
            removed, added = (
                " ".join(line.strip() for line in re.findall(rf"^{mark}(?!{mark})(.*)$", shown, re.MULTILINE))
                for mark in ("-", r"\+")
            )
            # mutmut puts the letter U+01C1 on both sides of a method's class
            where = re.sub(r"x[_\u01c1](.*)__mutmut_\d+$", r"\1", name.removeprefix(f"{PACKAGE}."))
            # the file's name without folders is enough
            where = ".".join(where.split(".")[-2:]).replace("\u01c1", ".")
            if without_strict(removed) != without_strict(added):
                found.append((where, removed, added))
        elif state not in ("killed", "timeout"):
            # a mutant that hangs is noticed too; any other status means untested
            found.append((name, state, ""))
    return found


def main() -> int:
    """Return 1 if a mutant without explanation survived."""
    paths = {Path(path).name: path for path in MODULES if (ROOT / "plugins" / f"{path}.py").exists()}
    if unknown := [name for name in sys.argv[1:] if name not in paths]:
        sys.exit(f"mutants: {', '.join(unknown)} must be one of {', '.join(paths)}")
    modules = [paths[name] for name in sys.argv[1:] or paths]
    explained: list[dict[str, Any]] = yaml.safe_load((ROOT / "tests" / "mutants.yml").read_text(encoding="utf-8"))
    known = {(item["in"], item["line"], item["mutant"]) for item in explained}
    environment()
    stage(modules)
    last = (
        mutmut("run", "--max-children", os.environ.get("MUTANTS_WORKERS", "2")).replace("\r", "\n").strip().splitlines()
    )
    print("\n".join(last[-2:]))
    # mutmut reports the same for a process that did not start; a real hang happens again
    if hung := [name for name, state in results() if state == "timeout"]:
        mutmut("run", *hung)
    new = [item for item in survivors() if item not in known]
    for where, line, mutant in new:
        print(f"\n{where}\n- {line}\n+ {mutant}")
    print(f"\nmutants: {len(new)} survived that tests/mutants.yml does not explain")
    return 1 if new else 0


if __name__ == "__main__":
    sys.exit(main())
