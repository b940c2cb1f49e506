# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Options of the report: blanks, texts of surveys, and one error that names the option."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest

from ansible_collections.audiocodes.live_platform.plugins.module_utils.errors import OptionError
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._report.options import (
    ARGUMENT_SPEC,
    read_options,
)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("formats", "docx"),
        ("formats", ["html", "docx"]),
        ("groups", [["nested"]]),
        ("basename", "../escape"),
        ("basename", "a/b"),
        ("basename", ".hidden"),
        ("basename", "-rf"),
        ("basename", "{{ x }}"),
        ("basename", "x" * 101),
        ("vars_prefix", "lp-"),
        ("vars_prefix", "1p"),
        ("generated_at", "yesterday"),
        ("generated_at", "2026-13-01"),
        ("generated_at", "9999-12-31T23:30:00-05:00"),
        ("generated_at", "0001-01-01T00:30:00+05:00"),
        ("minimum_population", float("inf")),
        ("minimum_population", "inf"),
        ("minimum_population", "nan"),
        ("minimum_population", "1e999999999"),
        ("minimum_population", "many"),
        ("minimum_population", -1),
        ("mode", "rw-r--r--"),
        ("mode", "0888"),
        ("mode", "01777"),
        ("mode", 640),
        ("mode", True),
        ("mode", 6.44),
        ("mode", float("inf")),
        ("mode", "-0"),
        ("mode", "6_4_0"),
        ("mode", [1]),
        ("csv_bom", "perhaps"),
        ("dest", "/tmp/a\x00b"),
        ("dest", "/etc/hostname"),
        ("usage_warning_percent", 101),
        ("usage_warning_percent", -1),
        ("usage_warning_percent", "nan"),
        ("usage_grace_percent", 99),
        ("usage_grace_percent", "inf"),
        ("bogus", "x"),
    ],
)
def test_a_bad_value_is_one_line_that_names_the_option(name: str, value: Any) -> None:
    with pytest.raises(OptionError) as error:
        read_options({name: value})
    assert name in str(error.value)
    assert "\n" not in str(error.value)


@pytest.mark.parametrize("blank", ["", "  ", "\n", None])
def test_a_blank_has_the_default(blank: str | None) -> None:
    options = read_options(dict.fromkeys(ARGUMENT_SPEC, blank))
    assert options.hosts.groups == ["lp_services", "lp_customers"]
    assert options.formats == ["html", "csv", "json"]
    assert options.files.dest == Path.cwd() / "reports"
    assert (options.files.basename, options.title, options.hosts.vars_prefix) == (
        "license_report",
        "License report",
        "lp_",
    )
    assert (options.hosts.minimum_population, options.files.mode, options.csv_bom) == (0, 0o640, False)
    assert abs(dt.datetime.now(dt.timezone.utc) - options.generated_at) < dt.timedelta(minutes=1)


@pytest.mark.parametrize("blank", [None, "", " ", "\n"])
def test_a_blank_list_has_the_default(blank: object) -> None:
    """Such is the answer to a question of a survey that nobody gave."""
    options = read_options({"groups": blank, "formats": blank})
    assert (options.hosts.groups, options.formats) == (["lp_services", "lp_customers"], ["html", "csv", "json"])


@pytest.mark.parametrize("empty", [[], "[]"])
def test_an_empty_list_is_not_the_default(empty: object) -> None:
    """Of groups it selects nobody, of formats it is an error."""
    assert read_options({"groups": empty}).hosts.groups == []
    with pytest.raises(OptionError, match="formats is an empty list: name at least one"):
        read_options({"formats": empty})


@pytest.mark.parametrize("blanks", [["", " "], ",", "\n,\n"])
def test_a_list_of_blanks_is_an_error(blanks: object) -> None:
    with pytest.raises(OptionError, match="groups: every entry is blank"):
        read_options({"groups": blanks})


@pytest.mark.parametrize("empty", [[], ()])
def test_an_empty_list_of_hosts_is_nobody_and_never_all(empty: object) -> None:
    assert read_options({}).only is None
    with pytest.raises(OptionError, match="hosts is an empty list"):
        read_options({"hosts": empty})


@pytest.mark.parametrize("given", ["a,b", "a\nb", " a , b\n", ["a", "b"], ["a", "b", "a"], '["a", "b"]'])
def test_lists_may_be_text(given: object) -> None:
    assert read_options({"groups": given}).hosts.groups == ["a", "b"]


def test_answers_of_a_survey_are_text() -> None:
    options = read_options({"minimum_population": "3", "csv_bom": "yes", "formats": "json\nhtml", "mode": "600"})
    assert (options.hosts.minimum_population, options.csv_bom, options.formats) == (3, True, ["json", "html"])
    assert options.files.mode == 0o600


@pytest.mark.parametrize(
    ("text", "instant"),
    [
        ("2026-11-22T08:00:00Z", (8, 0)),
        ("2026-11-22T08:00:00+02:00", (6, 0)),
        ("2026-11-22 08:30", (8, 30)),
        ("2026-11-22", (0, 0)),
    ],
)
def test_times_are_iso_8601_and_utc_when_they_do_not_say(text: str, instant: tuple[int, int]) -> None:
    generated_at = read_options({"generated_at": text}).generated_at
    assert generated_at == dt.datetime(2026, 11, 22, *instant, tzinfo=dt.timezone.utc)


def test_the_title_is_one_line() -> None:
    assert read_options({"title": " Licenses\n of\x00 Q4 "}).title == "Licenses of\ufffd Q4"
