# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What `make mutants` is told is still so: its files, their tests, and the lines whose mutants may survive."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from kits.harness import ROOT, script

MODULES: dict[str, list[str]] = script("mutants").MODULES
EXPLAINED: list[dict[str, str]] = yaml.safe_load((ROOT / "tests" / "mutants.yml").read_text(encoding="utf-8"))
SOURCES = {Path(name).name: ROOT / "plugins" / f"{name}.py" for name in MODULES}


@pytest.mark.parametrize("name", MODULES)
def test_files_and_their_tests_exist(name: str) -> None:
    assert (ROOT / "plugins" / f"{name}.py").exists()
    for tests in MODULES[name]:
        assert list((ROOT / "tests" / "unit" / "plugins").glob(tests)), tests


@pytest.mark.parametrize("place", sorted({item["in"] for item in EXPLAINED}))
def test_lines_that_are_explained_exist(place: str) -> None:
    """In the file that they are said to be in, whatever their line breaks."""
    source = " ".join(SOURCES[place.partition(".")[0]].read_text(encoding="utf-8").split())
    for item in EXPLAINED:
        if item["in"] == place:
            assert " ".join(item["line"].split()) in source
            assert re.search(rf"def {place.rpartition('.')[2]}\b", source)
