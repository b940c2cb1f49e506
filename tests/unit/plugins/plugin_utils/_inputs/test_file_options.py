# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Options that all jobs share: where files go, what hosts are read, and of what day."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path
from typing import Any

import pytest

from ansible_collections.audiocodes.live_platform.plugins.module_utils.errors import LivePlatformError, OptionError
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._inputs.file_options import (
    FileOptions,
    HostOptions,
    file_options,
    file_spec,
    host_options,
    host_spec,
    instant,
)
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._inputs.task_options import validated
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._outputs.files import write


def files(**arguments: Any) -> FileOptions:
    return file_options(validated(arguments, file_spec("license_report")))


def hosts(**arguments: Any) -> HostOptions:
    return host_options(validated(arguments, host_spec(1)))


def test_a_place_with_too_long_a_name_is_told_by_the_options_or_by_the_writing(tmp_path: Path) -> None:
    """Python 3.14 calls it one that is not there, and then it cannot be made."""
    try:
        dest = files(dest=str(tmp_path / ("x" * 300))).dest
    except OptionError as error:
        assert re.fullmatch(r"dest '.*' cannot be read: File name too long", str(error))
    else:
        with pytest.raises(LivePlatformError, match="could not be written: File name too long"):
            write(dest / "r.html", b"", 0o640, dry_run=False)


def test_a_mode_that_yaml_read_as_octal_is_taken_as_it_is() -> None:
    assert files(mode=0o644).mode == 0o644


def test_paths_are_absolute_and_know_the_home(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    assert files(dest="~/r").path("html") == tmp_path / "r" / "license_report.html"
    assert files(dest="r", basename="x").path("csv") == tmp_path / "r" / "x.csv"


def test_a_suffix_may_have_a_dot_of_its_own(tmp_path: Path) -> None:
    assert files(dest=str(tmp_path)).path("junit.xml") == tmp_path / "license_report.junit.xml"


def test_each_job_has_defaults_of_its_own() -> None:
    assert files() == FileOptions(Path.cwd() / "reports", "license_report", 0o640)
    assert hosts() == HostOptions(["lp_services", "lp_customers"], "lp_", 1)


def test_a_group_that_is_named_twice_is_read_once() -> None:
    assert hosts(groups=["b", "a", "b"]).groups == ["b", "a"]


@pytest.mark.parametrize(("name", "value"), [("minimum_population", -1), ("vars_prefix", "lp-")])
def test_a_bad_value_names_the_option(name: str, value: object) -> None:
    with pytest.raises(OptionError, match=f"^{name} must "):
        hosts(**{name: value})


def test_a_reference_date_is_the_start_of_its_day() -> None:
    assert instant(" 2026-11-22\n") == dt.datetime(2026, 11, 22, tzinfo=dt.timezone.utc)
    assert abs(dt.datetime.now(dt.timezone.utc) - instant(None)) < dt.timedelta(minutes=1)


@pytest.mark.parametrize("text", ["today", "2026-13-01", "20261122", "2026-11-22T08:00"])
def test_a_reference_date_is_a_day(text: str) -> None:
    with pytest.raises(OptionError, match=f"^reference_date must be a date such as 2026-12-31, not {text}$"):
        instant(text)
