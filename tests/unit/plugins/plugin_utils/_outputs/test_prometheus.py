# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Samples become a text file that its readers take, or nothing."""

from __future__ import annotations

import re
import sys
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ansible_collections.audiocodes.live_platform.plugins.module_utils.errors import MissingLibraryError
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._outputs.prometheus import (
    LABELS,
    METRICS,
    OLDEST_LIBRARY,
    Sample,
    known_sum,
    label_text,
    render,
    sample,
)
from kits.metrics import read

SERVICES = "live_platform_services"


def one(value: Any = 1, metric: str = SERVICES, **labels: Any) -> list[Sample]:
    return list(sample(metric, value, **labels))


@given(text=st.text(max_size=150))
def test_any_text_is_a_label_that_can_be_read_back(text: str) -> None:
    ((_name, labels),) = read(render(one(license_type=text)))
    assert dict(labels).get("license_type", "") == label_text(text)
    if text.isprintable() or set(text) <= {'"', "\n", "\\", "{", "}"}:
        assert label_text(text) == text


@pytest.mark.parametrize("text", ['say "no"', "two\nlines", "C:\\new", "{{ 7 * 7 }}", "\\n", "}", "# HELP x y", "\\"])
def test_hostile_text_stays_as_it_is(text: str) -> None:
    assert read(render(one(3, license_type=text))) == {(SERVICES, (("license_type", text),)): 3}


def test_a_lone_surrogate_and_control_characters_are_replaced() -> None:
    assert read(render(one(license_type="a\ud800\x00\rb"))) == {
        (SERVICES, (("license_type", "a\ufffd\ufffd\rb".replace("\r", label_text("\r"))),)): 1
    }


def test_long_texts_are_cut_and_stay_different() -> None:
    first, second = label_text("x" * 5000), label_text("x" * 5001)
    assert (len(first), len(second), first == second) == (200, 200, False)
    assert label_text("x" * 200) == "x" * 200


@pytest.mark.parametrize("value", [None, "12", True, float("nan"), float("inf"), 10**400, 2**53 + 2, [], {}])
def test_what_is_no_number_is_no_sample(value: Any) -> None:
    """Above all it is no zero."""
    assert one(value) == []


@pytest.mark.parametrize("value", [0, -1, 1.5, 2**53])
def test_a_number_is_exact(value: float) -> None:
    assert list(read(render(one(value))).values()) == [value]


@pytest.mark.parametrize("text", ["", None])
def test_an_empty_label_is_none(text: str | None) -> None:
    """A null would be an error of the library, and the text None with its other way of writing."""
    assert one(license_type=text, status="ok") == [Sample(SERVICES, (("status", "ok"),), 1)]


def test_a_number_as_a_label_is_text() -> None:
    assert one(license_type=7) == [Sample(SERVICES, (("license_type", "7"),), 1)]


def test_a_label_that_the_metric_does_not_have_is_refused() -> None:
    with pytest.raises(ValueError, match="live_platform_services has no label severity"):
        one(severity="high")


def test_two_values_of_one_series_are_refused() -> None:
    with pytest.raises(ValueError, match="two values of live_platform_services"):
        render([*one(1, status="ok"), *one(2, status="ok", license_type="")])


def test_the_file_is_the_same_in_any_order() -> None:
    samples = [*one(1, status="ok"), *one(2, status="error"), *one(3, "live_platform_customers")]
    assert render(samples) == render(reversed(samples))


def test_a_metric_without_samples_is_not_in_the_file() -> None:
    assert render([]) == b""
    assert b"live_platform_customers" not in render(one())


def test_labels_of_a_group_are_left_out() -> None:
    samples = one(platform="lab", report="r", status="ok")
    assert read(render(samples, without=("platform", "report"))) == {(SERVICES, (("status", "ok"),)): 1}


def test_names_and_help_texts_are_what_promtool_takes() -> None:
    """Base units, no type and no time in a name, and help texts without anything that differs between two files."""
    for name, metric in METRICS.items():
        assert re.fullmatch("live_platform_[a-z_]+", name)
        assert not re.search("_(total|count|gauge|days|minutes)$", name)
        assert re.fullmatch(r"[A-Za-z ,.:()_]+\.", metric.help)
    assert all(re.fullmatch("[a-z_]+", label) for label in LABELS)
    text = render([sample_ for name in METRICS for sample_ in one(1, name)]).decode()
    assert [line.split()[2] for line in text.splitlines() if line.startswith("# TYPE")] == list(METRICS)
    assert "_created" not in text
    assert text.endswith("\n")
    assert "\r" not in text


def test_the_sum_of_nothing_known_is_not_known() -> None:
    assert known_sum([{"a": None}, {}, {"a": "5"}, {"a": True}], "a") is None
    assert known_sum([{"a": 0}, {"a": None}], "a") == 0
    assert known_sum([{"a": 2}, {"a": 3, "unread": ["a"]}, {"a": 4, "unread": None}], "a") == 6


def test_a_missing_library_is_named_with_its_oldest_version(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "prometheus_client", None)
    with pytest.raises(MissingLibraryError, match=f"prometheus_client, {OLDEST_LIBRARY} or newer") as error:
        render(one())
    assert error.value.hint
    assert "pip install prometheus_client" in error.value.hint
