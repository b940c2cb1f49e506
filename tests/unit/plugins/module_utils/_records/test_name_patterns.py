# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A name or a pattern: what somebody is called is that name, anything else is a pattern."""

from __future__ import annotations

import fnmatch

import pytest

from ansible_collections.audiocodes.live_platform.plugins.module_utils._records import name_patterns

KNOWN = ["[VIP] Acme", "V Acme", "Delta ", "epsilon*", "Epsilon 2", ""]


@pytest.mark.parametrize(
    ("entry", "names"),
    [
        ("[VIP] Acme", {"[vip] acme"}),
        (" [vip] ACME ", {"[vip] acme"}),
        # nobody is called that, so it is a pattern
        ("[VIX] Acme", {"v acme"}),
        ("v*", {"v acme"}),
        ("delta", {"delta"}),
        ("?elta", {"delta"}),
        ("epsilon*", {"epsilon*"}),
        ("epsilon[*]", {"epsilon*"}),
        ("epsilon?*", {"epsilon*", "epsilon 2"}),
        ("acme", set()),
        ("[", set()),
        ("*", {"[vip] acme", "v acme", "delta", "epsilon*", "epsilon 2", ""}),
    ],
)
def test_what_an_entry_means(entry: str, names: set[str]) -> None:
    assert name_patterns.covered([entry], KNOWN) == names


def test_blank_entries_mean_nobody() -> None:
    assert name_patterns.covered(["", " "], KNOWN) == frozenset()


def test_entries_that_fit_nobody_are_told() -> None:
    assert name_patterns.idle(["Delta", "gamma", "x*", " ", "v acme"], KNOWN) == ["gamma", "x*"]


@pytest.mark.parametrize(("entry", "name"), [("[vip] acme", "[vip] acme"), ("[vip] acme", "v acme"), ("a*", "acme")])
def test_alone_an_entry_is_both(entry: str, name: str) -> None:
    """For a list that protects: covering more is the safe side."""
    assert name_patterns.fits(entry, name)
    assert not name_patterns.fits("b*", name)


@pytest.mark.parametrize(
    ("names", "also", "first"),
    [
        (["[vip] acme"], [], "[vip] acme"),
        # another entry means it too, and comes later
        (["v acme"], [], "[vip] acme"),
        (["x", "delta"], [], "d*"),
        (["x"], ["0815"], "0815"),
        # what is no name is no pattern's either
        (["x"], ["d-4711"], None),
        (["x"], [], None),
    ],
)
def test_of_many_entries_the_first_that_means_a_name(names: list[str], also: list[str], first: str | None) -> None:
    entries = ["other", "[vip] acme", "v acme", "d*", "delta", "0815", "0815"]
    assert name_patterns.Fitting(entries).first(names, also) == first


def test_only_patterns_are_tried_one_by_one(monkeypatch: pytest.MonkeyPatch) -> None:
    """A list of thousands of names, tried on each of ten thousand customers, would take a minute."""
    made: list[str] = []
    translate = fnmatch.translate

    def counted(entry: str) -> str:
        made.append(entry)
        return translate(entry)

    monkeypatch.setattr(name_patterns, "translate", counted)
    entries = name_patterns.Fitting([*(f"name {number}" for number in range(1000)), "n*9"])
    found = [entries.first([f"name {number}"]) for number in range(2000)]
    assert found[:1000] == [f"name {number}" for number in range(1000)]
    assert [entry for entry in found[1000:] if entry] == ["n*9"] * 100
    assert made == ["n*9"]
