# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which earlier report is meant, and what is said where it is none."""

from __future__ import annotations

import json
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest

from ansible_collections.audiocodes.live_platform.plugins.module_utils.errors import OptionError
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._report.as_json import render_json
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._report.previous import find
from kits.report_data import hosts_of, model_of, raw_service

NOW = datetime(2026, 11, 22, 8, 0, 0, 500, tzinfo=timezone.utc)


def write(path: Path, days_ago: float, platform: str = "cloud") -> Path:
    hosts = hosts_of([raw_service(1, "a")])
    hosts["a"]["lp_platform"] = platform
    path.write_text(render_json(model_of(hosts, now=NOW - timedelta(days=days_ago))), encoding="utf-8")
    return path


def newest(path: Path, *platforms: str) -> str | None:
    found, warnings = find(path, NOW, platforms or ["cloud"])
    assert not warnings
    return found.path.name if found else None


def refused(path: Path, *platforms: str) -> str:
    with pytest.raises(OptionError) as error:
        find(path, NOW, platforms or ["cloud"])
    assert "\n" not in str(error.value)
    assert str(error.value).startswith("previous: ")
    return str(error.value)


def test_nothing_there_is_no_earlier_report(tmp_path: Path) -> None:
    assert newest(tmp_path / "license_report.json") is None
    assert newest(tmp_path / "reports") is None
    assert newest(tmp_path) is None


def test_of_a_folder_the_newest_older_one_of_the_same_platforms_is_meant(tmp_path: Path) -> None:
    write(tmp_path / "z_september.json", 60)
    write(tmp_path / "a_october.json", 30)
    write(tmp_path / "other.json", 10, "elsewhere")
    write(tmp_path / "this.json", 0)
    write(tmp_path / "future.json", -3)
    (tmp_path / "compliance.json").write_text('{"schema": 1, "findings": []}', encoding="utf-8")
    (tmp_path / "text.json").write_text("no JSON at all", encoding="utf-8")
    (tmp_path / "folder.json").mkdir()
    assert newest(tmp_path) == "a_october.json"
    assert newest(tmp_path, "elsewhere") == "other.json"
    assert newest(tmp_path, "nowhere") is None
    assert newest(tmp_path, "cloud", "elsewhere") is None


def test_a_report_of_this_very_time_is_this_report(tmp_path: Path) -> None:
    assert newest(write(tmp_path / "one.json", 0)) is None
    assert newest(write(tmp_path / "two.json", 1)) == "two.json"


def test_a_later_report_is_refused(tmp_path: Path) -> None:
    message = refused(write(tmp_path / "one.json", -1))
    assert "2026-11-23T08:00:00Z, which is after this report's time, 2026-11-22T08:00:00Z" in message


def test_a_report_of_another_platform_is_refused_naming_both(tmp_path: Path) -> None:
    path = write(tmp_path / "one.json", 1, "oslo")
    assert f"{path} is of platform oslo, but this report is of platforms cloud, zurich" in refused(
        path, "cloud", "zurich"
    )
    path = write(tmp_path / "none.json", 1, "")
    assert "is of no platform that it names, but this report is of platform cloud" in refused(path)
    # where nobody is here there is nothing to mix up
    assert find(path, NOW, [])[0] is not None


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "could not be read"),
        ("{", "could not be read"),
        ("[" * 100_000, "could not be read"),
        ("\ud800", "could not be read"),
        ("[]", "no JSON license report of this version (schema 1)"),
        ("null", "no JSON license report"),
        ("5", "no JSON license report"),
        ('{"schema": 2}', "no JSON license report"),
        ('{"schema": 1, "findings": []}', "no JSON license report"),
    ],
)
def test_what_is_no_report_is_one_error(tmp_path: Path, text: str, words: str) -> None:
    path = tmp_path / "one.json"
    path.write_bytes(text.encode(errors="surrogatepass"))
    assert words in refused(path)
    assert str(path) in refused(path)


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("rows", 5),
        ("rows", [5]),
        ("rows", [{"inventory_hostname": "a", "kind": "printer"}]),
        ("rows", [{"inventory_hostname": 5, "kind": "service"}]),
        ("rows", [{"kind": "service"}]),
        ("generated_at", "yesterday"),
        ("generated_at", "0001-01-01T00:30:00+05:00"),
        ("generated_at", None),
        ("platforms", 5),
        ("groups", ["a"]),
        ("totals", []),
        ("unread", None),
        ("scope", []),
        ("scope", {"limited": False}),
        ("title", None),
    ],
)
def test_a_part_of_another_form_is_one_error(tmp_path: Path, key: str, value: Any) -> None:
    path = write(tmp_path / "one.json", 1)
    document = json.loads(path.read_text(encoding="utf-8"))
    document[key] = value
    if key == "title":
        del document["scope"]
    path.write_text(json.dumps(document), encoding="utf-8")
    assert "no JSON license report" in refused(path)


def test_a_report_of_a_folder_whose_time_is_outside_of_the_calendar_does_not_matter(tmp_path: Path) -> None:
    """It is no reason to write no report, and the one before it is still found."""
    write(tmp_path / "good.json", 1)
    odd = write(tmp_path / "odd.json", 2)
    document = json.loads(odd.read_text(encoding="utf-8")) | {"generated_at": "9999-12-31T23:30:00-05:00"}
    odd.write_text(json.dumps(document, indent=2), encoding="utf-8")
    found, warnings = find(tmp_path, NOW, ["cloud"])
    assert (found and found.path.name, warnings) == ("good.json", [])


def test_a_damaged_report_of_a_folder_is_left_out_with_a_warning(tmp_path: Path) -> None:
    write(tmp_path / "good.json", 30)
    bad = write(tmp_path / "bad.json", 10)
    bad.write_text(bad.read_text(encoding="utf-8")[:-40], encoding="utf-8")
    found, warnings = find(tmp_path, NOW, ["cloud"])
    assert found
    assert found.path.name == "good.json"
    (warning,) = warnings
    assert f"previous: {bad} could not be read" in warning
    assert "is left out" in warning


def test_a_title_cannot_pretend_another_time(tmp_path: Path) -> None:
    path = write(tmp_path / "one.json", 30)
    document = json.loads(path.read_text(encoding="utf-8"))
    document["title"] = 'x", "generated_at": "2026-11-21T00:00:00Z'
    path.write_text(json.dumps(document), encoding="utf-8")
    write(tmp_path / "two.json", 10)
    assert newest(tmp_path) == "two.json"


def test_a_path_that_cannot_be_one_is_an_error() -> None:
    assert "cannot be looked at" in refused(Path("/tmp/a\0b"))
    assert "cannot be looked at" in refused(Path("/tmp/" + "x" * 5000))
