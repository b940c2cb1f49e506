# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Names that no host pattern, path, template or database chokes on, and that are unique for good."""

from __future__ import annotations

import random
import re
import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ansible_collections.audiocodes.live_platform.plugins.module_utils._records.names import (
    LONGEST_NAME,
    RESERVED,
    host_slug,
    unique,
    word,
)

anything = st.text(st.characters(exclude_categories=()), max_size=30)


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("", ""),
        (" \t\n", ""),
        ("\u6f22\u5b57", ""),
        ("\u041c\u043e\u0441\u043a\u0432\u0430", ""),
        ("---", ""),
        ("{{ 7*7 }}", "7-7"),
        ("host:22", "host-22"),
        ("../../etc/passwd", "etc-passwd"),
        ("all,!web:&x*", "all-web-x"),
        ("[0:9]", "0-9"),
        ("a\x00b", "a-b"),
        ("ACME Inc.", "acme-inc"),
        ("Ami_customer", "ami_customer"),
        ("customera-dm", "customera-dm"),
        ("Zo\u00eb & S\u00f8n", "zoe-sn"),
        ("Stra\u00dfe", "strae"),
        ("\uff21\uff22", "ab"),
        ("x" * 600, "x" * LONGEST_NAME),
    ],
)
def test_host_slugs(text: str, slug: str) -> None:
    """Lower case letters, digits, dashes and underscores; empty where nothing is left."""
    assert host_slug(text) == slug


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("PRO_IMTR", "pro_imtr"),
        ("Pro + AI Summary", "pro_ai_summary"),
        ("  a--b  ", "a_b"),
        ("{{ x }}", "x"),
        ("4me", "4me"),
        ("y" * 600, "y" * LONGEST_NAME),
    ],
)
def test_words(text: str, slug: str) -> None:
    """An identifier's part: no dash."""
    assert word(text) == slug


@pytest.mark.parametrize("text", ["", "---", "\u6f22", "\u5b57", "\ud800"])
def test_words_of_nothing_stay_apart(text: str) -> None:
    """Two values without any ASCII letter must not share a group."""
    assert re.fullmatch("x[0-9a-f]{8}", word(text))
    assert word(text) != word(text + "!")


@given(anything)
def test_charset(text: str) -> None:
    """Whatever the customer is called; a slug of a slug is the slug, as expressions may apply it again."""
    assert re.fullmatch(r"[a-z0-9_]{1,200}", word(text))
    assert re.fullmatch(r"([a-z0-9]([a-z0-9_-]*[a-z0-9_-])?)?", host_slug(text))
    assert len(host_slug(text)) <= LONGEST_NAME
    assert host_slug(host_slug(text)) == host_slug(text)
    assert word(word(text)) == word(text)


def test_a_name_that_is_cut_at_a_sign_is_still_a_slug_of_itself() -> None:
    long = "a" * (LONGEST_NAME - 1)
    assert word(f"{long}-b") == word(word(f"{long}-b")) == long
    assert host_slug(f"{long}_b") == host_slug(host_slug(f"{long}_b")) == long


@pytest.mark.parametrize("name", sorted(RESERVED))
def test_reserved_names(name: str) -> None:
    """What means something to Ansible itself is never the name of a host."""
    assert unique([name], ["1"]) == [f"{name}-1"]


@pytest.mark.parametrize(
    ("names", "suffixes", "result"),
    [
        ([], [], []),
        (["a", "b"], ["1", "2"], ["a", "b"]),
        (["a", "a"], ["1", "2"], ["a-1", "a-2"]),
        (["a", "a", "a-1"], ["1", "2", "3"], ["a-1-1", "a-2", "a-1-3"]),
        (["a-1", "a", "a", "b"], ["7", "1", "2", "8"], ["a-1-7", "a-1-1", "a-2", "b"]),
        (["all", "all"], ["1", "2"], ["all-1", "all-2"]),
    ],
)
def test_collisions(names: list[str], suffixes: list[str], result: list[str]) -> None:
    """All members of a collision get their id, also of one that the suffixes themselves make."""
    assert unique(names, suffixes) == result


def test_names_of_groups_are_taken() -> None:
    """A host and a group of one name confuse every pattern."""
    assert unique(["lp_services", "x"], ["1", "2"], RESERVED | {"lp_services"}) == ["lp_services-1", "x"]


# few short names and suffixes that look alike, so that collisions of collisions are the rule
crowds = st.lists(st.sampled_from(["a", "a-1", "a-1-1", "a-2", "all", "b", "1", ""]), max_size=8).flatmap(
    lambda names: st.tuples(
        st.just(names),
        st.lists(
            st.text("12-", min_size=1, max_size=4) | st.text(string.ascii_lowercase, min_size=1, max_size=2),
            min_size=len(names),
            max_size=len(names),
            unique=True,
        ),
    )
)


@given(crowds, st.sets(st.sampled_from(["a-1", "b", "a-1-2", "x"])), st.randoms(use_true_random=False))
def test_unique(crowd: tuple[list[str], list[str]], groups: set[str], rng: random.Random) -> None:
    """Unique, never taken, each still recognisable, and the same for an object in whatever order the rows came."""
    names, suffixes = crowd
    taken = RESERVED | groups
    result = unique(names, suffixes, taken)
    assert len(set(result)) == len(names)
    assert not taken & set(result)
    for name, suffix, final in zip(names, suffixes, result, strict=True):
        assert final == name or (final.startswith(f"{name}-") and final.endswith(f"-{suffix}"))
        imitated = any(name.startswith(f"{other}-") for other in names)
        assert final == name or names.count(name) > 1 or name in taken or imitated
    places = list(range(len(names)))
    rng.shuffle(places)
    shuffled = unique([names[place] for place in places], [suffixes[place] for place in places], taken)
    assert dict(zip(places, shuffled, strict=True)) == dict(enumerate(result))


@given(st.lists(anything, max_size=12))
def test_names_fit_the_database(texts: list[str]) -> None:
    """AWX stores 512 characters: the longest name with the suffix of a GUID, twice, is shorter."""
    names = [host_slug(text * 40) or "service-1" for text in texts]
    suffixes = [f"{number:08x}-0000-4000-8000-000000000000" for number in range(len(texts))]
    assert all(0 < len(name) <= 512 for name in unique(names, suffixes))
