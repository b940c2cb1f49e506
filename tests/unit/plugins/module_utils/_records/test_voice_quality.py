# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Voice quality in one word a side: the worst of what the platform says of the whole, of signalling and of media."""

from __future__ import annotations

import copy
from typing import Any

import pytest

from ansible_collections.audiocodes.live_platform.plugins.module_utils._records import lists, voice_quality
from simulator import Dataset


def read(teams: dict[str, Any], sbc: dict[str, Any] | None = None) -> dict[str, Any]:
    """The record of a service with these keys in place of its own."""
    row = copy.deepcopy(Dataset.samples().services[0])
    quality = row["applicationsStatus"]["voiceQuality"]
    quality["teamsVoiceQualityJson"] = teams
    if sbc is not None:
        quality["sbcVoiceQualityJson"] = sbc
    (record,) = lists.services({"services": [row]})
    return record


@pytest.mark.parametrize(
    ("whole", "control", "media", "worst"),
    [
        ("OK", "CLEAR", "CLEAR", "ok"),
        ("UNMONITORED", "UNMONITORED", "UNMONITORED", "unmonitored"),
        ("OK", "Major", "Clear", "major"),
        ("WARNING", "CLEAR", "Critical", "critical"),
        ("ERROR", "MAJOR", "CLEAR", "error"),
        ("ERROR", "CRITICAL", None, "critical"),
        ("WARNING", "MAJOR", "CLEAR", "major"),
        # a word that nobody knows says nothing about its rank
        ("OK", "INDETERMINATE", "CLEAR", "ok"),
        ("PURPLE", "CLEAR", "MAJOR", "major"),
        (None, "CRITICAL", "CLEAR", "critical"),
        (None, None, None, "unknown"),
    ],
)
def test_the_worst_counts(whole: str | None, control: str | None, media: str | None, worst: str) -> None:
    keys = {"voiceQualityStatus": whole, "vqControlStatus": control, "vqMediaStatus": media}
    record = read(keys, keys)
    assert (record["teams_voice_quality_status"], record["sbc_voice_quality_status"]) == (worst, worst)
    assert record["unread"] == []
    assert not [name for name in record if name.endswith(("_control", "_media"))]


def test_one_side_says_nothing_of_the_other() -> None:
    record = read({"voiceQualityStatus": "OK", "vqMediaStatus": "CRITICAL"}, {"voiceQualityStatus": "OK"})
    assert (record["teams_voice_quality_status"], record["sbc_voice_quality_status"]) == ("critical", "ok")


def test_a_part_that_cannot_be_read_makes_the_status_unread() -> None:
    """Named by the field that a record has."""
    value = {"status": "MAJOR"}
    record = read({"voiceQualityStatus": "OK", "vqControlStatus": value, "vqMediaStatus": value})
    assert record["unread"] == ["teams_voice_quality_status"]


def test_parts_that_are_missing_are_fine() -> None:
    """Other platforms, and older ones, need not have them."""
    record = read({"voiceQualityStatus": "WARNING"}, {})
    assert (record["teams_voice_quality_status"], record["sbc_voice_quality_status"]) == ("warning", "unknown")


def test_the_words_are_ranked_once() -> None:
    assert voice_quality.worst("ok", *reversed(voice_quality.WORST_FIRST)) == "critical"
