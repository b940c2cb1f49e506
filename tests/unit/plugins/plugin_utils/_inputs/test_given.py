# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What an option holds: data, one line of YAML or a path, and what is said of text that is none of them."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from ansible_collections.audiocodes.live_platform.plugins.module_utils.errors import OptionError
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._inputs.given import given

LONG = [{"id": "r1", "severity": "low", "title": "x" * 300}]
_TOO_LONG = r"(is not the path of a file: File name too long$|\(looked in )"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("~nobody-of-this-name/p.yml", r"~nobody-of-this-name/p\.yml is not a path: its home directory is not known$"),
        ("nul\x00inside.yml", r"there is no file nul inside\.yml \(looked in "),
        ("1: x", r"there is no file 1: x \(looked in "),
        # Python 3.14 takes a name that is too long for one of no file
        ("x" * 5000, rf"(there is no file )?x{{197}}\.\.\. {_TOO_LONG}"),
        ("x/" * 5000, rf"(there is no file )?(x/){{98}}x\.\.\. {_TOO_LONG}"),
    ],
)
def test_text_that_is_no_path_is_one_short_error_that_names_the_option(
    text: str, said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(OptionError) as error:
        given(text, "policy", [tmp_path / "play"])
    told = str(error.value)
    assert re.match(f"policy: {said}", told), told
    assert len(told) < 1000
    assert "\n" not in told


@pytest.mark.parametrize("text", ["rules: [", "rules: [}", "a: b: c"])
def test_one_line_that_is_no_yaml_is_told_as_such(text: str) -> None:
    with pytest.raises(OptionError, match="policy is not valid YAML"):
        given(text, "policy", [])


@pytest.mark.parametrize(
    ("text", "data"),
    [
        ("waivers: []", {"waivers": []}),
        ("waivers:", {"waivers": None}),
        (f"rules: [{{id: r1, severity: low, title: {'x' * 300}}}]", {"rules": LONG}),
        ("  name: ours\n", {"name": "ours"}),
        ("_x1: 1", {"_x1": 1}),
        ("- {from: [hosted_pro]}", [{"from": ["hosted_pro"]}]),
        ("[]", []),
        ("{}", {}),
    ],
)
def test_one_line_of_yaml_is_no_path(text: str, data: Any) -> None:
    assert given(text, "policy", []) == data


@pytest.mark.parametrize(
    "text", ["rules: [1]\nname: x\nrules: []\n", 'name: x\nx: [{"a": 1,\n"a": 2}]\n', "a: 1\nb: 2\n'a': 1\n"]
)
def test_a_key_that_occurs_twice_names_its_line(text: str) -> None:
    """Else the first of two lists of rules or waivers would be lost without a word."""
    with pytest.raises(OptionError, match=r"^policy is not valid YAML, line 3: the key (rules|a) occurs twice$"):
        given(text, "policy", [])


def test_a_key_that_is_taken_over_may_be_given_anew() -> None:
    text = "x: &x {a: 1, b: 1}\ny: &y {<<: *x, b: 2}\nz: {<<: *y, b: 3}\n"
    assert given(text, "policy", [])["z"] == {"a": 1, "b": 3}


@pytest.mark.parametrize("number", [10**400, -(10**18), 16**6000], ids=["long", "negative", "endless"])
def test_a_number_that_no_record_holds_is_one_short_error(number: int) -> None:
    with pytest.raises(OptionError, match=r"^policy holds a number with more than 18 digits$"):
        given({"rules": [{"check": {"above": number}}]}, "policy", [])
    assert given({"above": 10**18 - 1}, "policy", []) == {"above": 10**18 - 1}


@pytest.mark.parametrize("name", ["ours.yml", "waivers:x.yml", "-x.yml", "a b: c.yml"])
def test_a_file_is_found_whatever_its_name_resembles(name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_text("name: ours\n", encoding="utf-8")
    assert given(name, "policy", [tmp_path]) == {"name": "ours"}
