# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What all tests share: the ansible-cores to run on, the browser, and no test that is passed over in silence."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from ansible.plugins.loader import init_plugin_loader

from kits import harness

# before anything of the collection is imported: what was imported without the loader is unknown to it later
init_plugin_loader()


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the options of this suite."""
    parser.addoption(
        "--cores",
        default="ends",
        help="ansible-cores for tests that take `core`: ends (oldest and newest that are released), each (released), "
        "all (those on their other Pythons, and one that is not released, as well), or versions apart by commas",
    )
    parser.addoption("--no-skips", action="store_true", help="fail when any test was skipped")


def chosen_cores(wanted: str) -> list[str]:
    """The versions that --cores asks for; pytest.UsageError for one that cannot run on this machine."""
    here = [version for version, python in harness.matrix().items() if python]
    if wanted == "all":
        return here
    if wanted in ("ends", "each"):
        usual = [version for version in here if "-py" not in version and version not in harness.candidates()]
        return usual if wanted == "each" or len(usual) == 1 else [usual[0], usual[-1]]
    named = wanted.split(",")
    if missing := [version for version in named if version not in here]:
        raise pytest.UsageError(f"--cores: no ansible-core {', '.join(missing)} here, but {', '.join(here)}")
    return named


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run every test that takes `core` once on each chosen core; by default those marked `every_core` on all of them.

    By default those marked `candidate` run on the core that is not released, too, if this machine has a Python for it.
    """
    if "core" in metafunc.fixturenames:
        wanted = metafunc.config.getoption("cores")
        usual = wanted == "ends"
        if usual and metafunc.definition.get_closest_marker("every_core"):
            wanted = "each"
        versions = chosen_cores(wanted)
        if usual and metafunc.definition.get_closest_marker("candidate"):
            versions += [version for version in chosen_cores("all") if version in harness.candidates()]
        metafunc.parametrize("core", versions, indirect=True, scope="session")


def pytest_report_header(config: pytest.Config) -> str:
    """Say which cores the tests that take `core` run on, and which are left out for want of a Python."""
    pythons = harness.matrix()
    wanted = config.getoption("cores")
    chosen = chosen_cores(wanted)
    more = [version for version in chosen_cores("each") if wanted == "ends" and version not in chosen]
    absent = [version for version, python in pythons.items() if not python]

    def named(versions: list[str]) -> str:
        return ", ".join(f"{version} (Python {pythons[version]})" for version in versions)

    runs = f"ansible-core: {named(chosen)}" + (f"; every_core: {named(more)}" if more else "")
    return runs + (f"; no Python here for {', '.join(absent)}" if absent else "")


@pytest.fixture(scope="session")
def core(request: pytest.FixtureRequest) -> harness.Core:
    """One ansible-core of the matrix; one that cannot be installed is an error, not a skip."""
    return harness.install(request.param)


@pytest.fixture(scope="session")
def cores(pytestconfig: pytest.Config) -> list[harness.Core]:
    """All chosen cores, oldest first, for a test that compares them."""
    return [harness.install(version) for version in chosen_cores(pytestconfig.getoption("cores"))]


@pytest.fixture(scope="session")
def chromium() -> Path:
    """The Chromium that browser tests drive; installed when it is missing, an error when it cannot be."""
    found = subprocess.run([str(harness.ROOT / "scripts/browser")], check=False, capture_output=True, text=True)
    if found.returncode != 0:
        raise RuntimeError(found.stderr.strip())
    return Path(found.stdout.strip())


def pytest_sessionfinish(session: pytest.Session) -> None:
    """With --no-skips a skipped test is a failed run: what was not run has not passed."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    skipped = reporter.stats.get("skipped") if reporter else None
    if skipped and session.config.getoption("no_skips") and session.exitstatus == pytest.ExitCode.OK:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
