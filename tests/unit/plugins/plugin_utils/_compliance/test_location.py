# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The file that SARIF results point to: given, or that of the inventory source."""

from __future__ import annotations

from pathlib import Path

import pytest

from ansible_collections.audiocodes.live_platform.plugins.module_utils.errors import OptionError
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._compliance.location import checked, of_sources


@pytest.mark.parametrize("text", ["my.live_platform.yml", " inventory/oslo/a b.yml ", "a/b:c"])
def test_a_path_in_a_repository(text: str) -> None:
    assert checked(text) == text.strip()


@pytest.mark.parametrize(
    "text",
    ["/etc/hosts", "../a", "./a", "a//b", "a/", "c:/a", "https://example.com/a", "a\\b", "a\nb", "a\x00b", "~/a/../b"],
)
def test_no_path_in_a_repository(text: str) -> None:
    with pytest.raises(OptionError, match="location must be the path of a file in a repository"):
        checked(text)


def test_the_source_of_the_inventory_is_the_default(tmp_path: Path) -> None:
    folder = tmp_path / "inventory"
    folder.mkdir()
    for name in ("hosts.yml", "b.live_platform.yml", "a.live_platform.yaml", "c\\.live_platform.yml"):
        (folder / name).write_text("", encoding="utf-8")
    hosts, ours = str(folder / "hosts.yml"), str(folder / "b.live_platform.yml")
    assert of_sources([ours]) == "b.live_platform.yml"
    assert of_sources([hosts, ours]) == "b.live_platform.yml"
    assert of_sources([hosts]) == "hosts.yml"
    assert of_sources([str(folder)]) == "a.live_platform.yaml"
    assert of_sources([str(folder / "c\\.live_platform.yml")]) == "live_platform.yml"
    assert of_sources(["localhost,", str(tmp_path / "no such file"), "a\0b", None]) == "live_platform.yml"
    assert of_sources([]) == "live_platform.yml"
