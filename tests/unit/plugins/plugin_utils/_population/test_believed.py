# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""When a platform was read, as far as the inventory says so."""

from __future__ import annotations

import datetime as dt

from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._population.believed import Origin, read_times

NOW = dt.datetime(2026, 11, 22, 8, 0, tzinfo=dt.timezone.utc)
BEFORE = dt.datetime(2026, 11, 20, 8, 0, tzinfo=dt.timezone.utc)


def test_what_is_not_stale_was_read_now() -> None:
    assert read_times(Origin(), ["lab"], NOW) == {"lab": NOW}


def test_a_stale_copy_was_read_when_it_says() -> None:
    origin = Origin(stale={"lab": "2026-11-20T08:00:00Z"})
    assert read_times(origin, ["lab", "prod"], NOW) == {"lab": BEFORE, "prod": NOW}


def test_a_stale_copy_without_a_time_has_none() -> None:
    for told in (None, "yesterday", ""):
        assert read_times(Origin(stale={"lab": told}), ["lab"], NOW) == {"lab": None}


def test_a_platform_of_which_nobody_is_there_was_read_as_well() -> None:
    assert read_times(Origin(read={"empty": ["services"]}), ["lab"], NOW) == {"lab": NOW, "empty": NOW}
