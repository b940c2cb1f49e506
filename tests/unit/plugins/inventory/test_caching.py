# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The cache: when it serves, when it is read anew, what stands in for a platform that fails, and what is never in it."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable
from datetime import datetime, timezone
from pathlib import Path
from typing import Any

import pytest
from ansible.release import __version__ as ansible_version

from ansible_collections.audiocodes.live_platform.plugins.module_utils import errors
from ansible_collections.audiocodes.live_platform.plugins.module_utils._client import client
from kits.inventory import FakePlatform, customer_row, sample_customers, sample_services, service_row

Load = Callable[..., Any]
Failure = Callable[..., str]

BOTH = ["services", "customers"]
# one service and the customer that it carries: one host
ONLY = [service_row(1, name="only", umpId="c1")], [customer_row("c1")]


@pytest.fixture(autouse=True)
def samples(platform: FakePlatform) -> None:
    platform.holds(sample_services(), sample_customers())


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "cache"


@pytest.fixture
def cached(folder: Path) -> dict[str, Any]:
    """Options of a source with a cache in a folder, good for an hour."""
    return {
        "cache": True,
        "cache_plugin": "ansible.builtin.jsonfile",
        "cache_connection": str(folder),
        "cache_timeout": 3600,
    }


def files(folder: Path) -> list[Path]:
    return sorted(folder.iterdir()) if folder.exists() else []


# --- off by default


def test_no_cache_by_default(load: Load, platform: FakePlatform, tmp_path: Path) -> None:
    before = sorted(tmp_path.rglob("*"))
    load()
    load()
    assert platform.requests == BOTH * 2
    written = [path for path in tmp_path.rglob("*") if path not in before]
    assert [path.name for path in written] == ["test.live_platform.yml"]


# --- a hit


def test_a_hit_needs_neither_a_request_nor_a_client(load: Load, platform: FakePlatform, cached: dict[str, Any]) -> None:
    first = load(cached)
    platform.requests, platform.settings = [], []
    second = load(cached)
    assert second.names == first.names
    assert second.export() == first.export()
    assert (platform.requests, platform.settings) == ([], [])
    assert any("from the cache, 0 s old" in line for line in second.lines)
    assert not any("from the cache" in line for line in first.lines)


def test_a_hit_needs_no_library_for_http(
    load: Load, platform: FakePlatform, cached: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    load(cached)
    monkeypatch.delattr(client, "Client")
    assert len(load(cached).names) == 16


@pytest.mark.parametrize(("age", "served"), [(3599, True), (3600, True), (3601, False)])
def test_how_long_an_entry_serves(
    load: Load, platform: FakePlatform, clock: Any, cached: dict[str, Any], age: int, served: bool
) -> None:
    load(cached)
    clock.now += age
    load(cached)
    assert platform.requests == (BOTH if served else BOTH * 2)


def test_a_hit_does_not_make_the_entry_younger(
    load: Load, platform: FakePlatform, clock: Any, cached: dict[str, Any], folder: Path
) -> None:
    load(cached)
    content = [path.read_bytes() for path in files(folder)]
    clock.now += 3000
    load(cached)
    assert [path.read_bytes() for path in files(folder)] == content
    clock.now += 3000
    load(cached)
    assert platform.requests == BOTH * 2


def test_an_entry_without_a_time_limit_serves_for_ever(
    load: Load, platform: FakePlatform, clock: Any, cached: dict[str, Any]
) -> None:
    load(cached | {"cache_timeout": 0})
    clock.now += 10**9
    load(cached | {"cache_timeout": 0})
    assert platform.requests == BOTH


def test_an_entry_of_the_future_serves_only_for_ever(
    load: Load, failure: Failure, platform: FakePlatform, clock: Any, cached: dict[str, Any]
) -> None:
    """After a clock was set back nobody knows how old it is, and it would serve until the clock has caught up."""
    load(cached)
    clock.now -= 5000
    load(cached | {"cache_timeout": 0})
    assert platform.requests == BOTH
    platform.failures["services"] = PASSING[0]
    assert "no answer in time" in failure(cached | {"cache_stale_on_error": 10**6})
    platform.failures = {}
    load(cached)
    assert platform.requests == [*BOTH, BOTH[0], *BOTH]


def test_an_answer_without_rows_is_served_as_well(load: Load, platform: FakePlatform, cached: dict[str, Any]) -> None:
    platform.holds([], [])
    load(cached | {"allow_empty": True})
    load(cached | {"allow_empty": True})
    assert platform.requests == BOTH


# --- the key


@pytest.mark.parametrize(
    "other",
    [
        {"url": "https://other.example.com"},
        {"access_token": "other-token"},
        {"channel_id": 2},
        {"headers": {"X-Site": "b"}},
        {"include": ["services"]},
        {"include": ["customers"]},
        {"all_details": True},
        {"group_by": ["sip_state"]},
        {"labels": {"pro": "Gold"}},
        {"include_raw": True},
        {"api_prefix": "/x"},
    ],
)
def test_another_question_is_asked(
    load: Load, platform: FakePlatform, cached: dict[str, Any], other: dict[str, Any]
) -> None:
    load(cached)
    platform.requests = []
    load(cached | other)
    assert platform.requests != []
    platform.requests = []
    load(cached)
    load(cached | other)
    assert platform.requests == []


@pytest.mark.parametrize(
    ("options", "changed"),
    [
        ({"group_by": ["trial"]}, "lp_trial_active"),
        ({"groups": {"mine": "lp_kind == 'service'"}}, "mine"),
        ({"keyed_groups": [{"key": "lp_status", "prefix": "k"}]}, "k_error"),
        ({"group_prefix": "x_"}, "x_services"),
        ({"nested_groups": ["ms_tenant"]}, "lp_ms_tenants"),
    ],
)
def test_an_edit_of_groups_applies_on_a_hit(
    load: Load, platform: FakePlatform, cached: dict[str, Any], options: dict[str, Any], changed: str
) -> None:
    assert changed not in load(cached).groups
    assert changed in load(cached | options).groups
    assert platform.requests == BOTH


@pytest.mark.parametrize(
    "options",
    [
        {"compose": {"mine": "lp_status"}},
        {"fields": ["name"]},
        {"statuses": ["error"]},
        {"filters": [{"exclude": "lp_kind == 'customer'"}]},
        {"hostnames": ["lp_full_name"]},
        {"vars_prefix": "x_"},
        {"match_by": ["name"]},
        {"timeout": 1},
    ],
)
def test_every_other_edit_is_a_hit_as_well(
    load: Load, platform: FakePlatform, cached: dict[str, Any], options: dict[str, Any]
) -> None:
    load(cached)
    on_a_hit = load(cached | options)
    assert platform.requests == BOTH
    assert on_a_hit.export() == load(options).export()


def test_two_files_of_one_question_share_an_entry(
    load: Load, platform: FakePlatform, cached: dict[str, Any], source: Callable[..., Path], folder: Path
) -> None:
    load(files=[source(cached, name="a.live_platform.yml")])
    load(files=[source(cached, name="b.live_platform.yml")])
    assert platform.requests == BOTH
    assert len(files(folder)) == 1


# --- read anew


def test_flush_cache_reads_anew_and_writes(load: Load, platform: FakePlatform, cached: dict[str, Any]) -> None:
    load(cached)
    platform.holds(*ONLY)
    assert len(load(cached).names) == 16
    assert load(cached, cache=False).names == ["only"]
    assert load(cached).names == ["only"]
    assert platform.requests == BOTH


def test_refresh_inventory_reads_anew_and_writes(load: Load, platform: FakePlatform, cached: dict[str, Any]) -> None:
    result = load(cached)
    platform.holds(*ONLY)
    result.manager.refresh_inventory()
    assert result.names == ["only"]
    assert load(cached).names == ["only"]
    assert platform.requests == BOTH


def test_what_is_not_published_is_not_kept(
    load: Load, failure: Failure, platform: FakePlatform, cached: dict[str, Any], folder: Path
) -> None:
    failure(cached | {"minimum_hosts": 17})
    failure(cached | {"strict": True, "compose": {"x": "nothing"}})
    assert files(folder) == []


# --- a cache that cannot be used


def test_an_unusable_folder_is_a_warning(
    load: Load, platform: FakePlatform, cached: dict[str, Any], tmp_path: Path
) -> None:
    (tmp_path / "file").touch()
    options = cached | {"cache_connection": str(tmp_path / "file" / "below")}
    result = load(options)
    assert len(result.names) == 16
    (warning,) = [line for line in result.warnings if "the cache cannot be used and is ignored" in line]
    assert "s3cr3t" not in warning


def test_templates_are_rendered_without_the_cache_as_well(
    load: Load, platform: FakePlatform, cached: dict[str, Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("SITE", "zurich")
    unusable = {
        "cache_connection": str(tmp_path / "file" / "below"),
        "url": "https://{{ lookup('env', 'SITE') }}.example.com",
    }
    load(cached | unusable | {"compose": {"x": "lp_kind"}})
    assert platform.settings[0].base_url == "https://zurich.example.com/tenantui"


def test_a_cache_without_a_folder_is_a_warning(load: Load, cached: dict[str, Any]) -> None:
    result = load(cached | {"cache_connection": None})
    assert len(result.names) == 16
    assert any("the cache cannot be used and is ignored" in line for line in result.warnings)


@pytest.mark.parametrize(
    "content", ["", "{", "not json", "[]", "{}", '{"services": [{}], "customers": [], "written": 1}']
)
def test_a_corrupt_file_is_read_anew(
    load: Load, platform: FakePlatform, cached: dict[str, Any], folder: Path, content: str
) -> None:
    load(cached)
    (path,) = files(folder)
    path.write_text(content)
    platform.requests = []
    assert len(load(cached).names) == 16
    assert platform.requests == BOTH


def test_the_memory_plugin_is_no_cache_between_runs(load: Load, platform: FakePlatform) -> None:
    load({"cache": True, "cache_plugin": "memory"})
    load({"cache": True, "cache_plugin": "memory"})
    assert platform.requests == BOTH * 2


# --- what is in it


def test_neither_secrets_nor_groups_nor_passwords_are_in_the_file(
    load: Load, platform: FakePlatform, cached: dict[str, Any], folder: Path
) -> None:
    secrets = {"password": "hush-p", "ApplicationClientSecret": "hush-a"}
    platform.holds([service_row(1, **secrets)], [customer_row("c", **secrets)])
    load(cached | {"headers": {"X-Key": "hush-h"}, "include_raw": True, "compose": {"mine": "lp_name"}})
    (path,) = files(folder)
    text = path.read_text()
    for hidden in ("hush", "s3cr3t", "Bearer", "lp_", "mine", "X-Key"):
        assert hidden not in text
    assert re.search("audiocodes_live_platform_[0-9a-f]{32}$", path.name)
    content = json.loads(text)
    # ansible-core >= 2.19 wraps it
    entry = json.loads(content["__payload__"]) if "__payload__" in content else content
    assert set(entry) == {"written", "services", "customers", "marks"}


def test_text_with_marks_comes_back_from_the_cache_unchanged(
    load: Load, platform: FakePlatform, cached: dict[str, Any]
) -> None:
    platform.holds([service_row(1, name="a", description="{{ 7*7 }}", fullName="plain")])
    first, second = load(cached), load(cached)
    assert platform.requests == BOTH
    assert second.export() == first.export()
    assert second.export().count("__ansible_unsafe") == 1


# --- stale


@pytest.fixture
def stale(cached: dict[str, Any]) -> dict[str, Any]:
    """The same, with entries that may stand in for two hours."""
    return cached | {"cache_stale_on_error": 7200}


PASSING = [
    errors.ConnectError("no answer in time"),
    errors.ServerError("HTTP 503: the portal is not configured", status=503),
    errors.DataError("the answer is an HTML page", method="GET", path="/x"),
    errors.RequestError("HTTP 429: too many requests", status=429),
]
LASTING = [
    errors.AuthenticationError("HTTP 401: the platform does not accept the credentials", status=401),
    errors.AuthenticationError("no token was issued", status=400),
    errors.NotFoundError("HTTP 404", method="GET", path="/x", status=404),
    errors.ConflictError("HTTP 409", status=409),
    errors.RequestError("HTTP 400: bad request", status=400),
    errors.MissingLibraryError("requests is needed"),
    errors.OptionError("url names an Operation Center"),
]


def ids(found: list[Any]) -> list[str]:
    return [f"{type(error).__name__}{error.status or ''}" for error in found]


@pytest.mark.parametrize("error", LASTING, ids=ids(LASTING))
def test_nothing_stands_in_for_a_refusal(
    load: Load, failure: Failure, platform: FakePlatform, clock: Any, stale: dict[str, Any], error: Exception
) -> None:
    load(stale)
    clock.now += 3601
    platform.failures["services"] = error
    assert failure(stale) == f"audiocodes.live_platform: {error}"


@pytest.mark.parametrize("age", [0, 1, 3601, -5])
def test_nothing_stands_in_unless_asked_for(
    load: Load, failure: Failure, platform: FakePlatform, clock: Any, cached: dict[str, Any], age: int
) -> None:
    load(cached)
    clock.now += age
    platform.failures["services"] = PASSING[0]
    assert "no answer in time" in failure(cached, cache=False)


def test_nothing_stands_in_without_an_entry(failure: Failure, platform: FakePlatform, stale: dict[str, Any]) -> None:
    platform.failures["customers"] = PASSING[0]
    assert "no answer in time" in failure(stale)
    assert "no answer in time" in failure({"cache_stale_on_error": 7200})


@pytest.mark.parametrize("error", PASSING, ids=ids(PASSING))
@pytest.mark.parametrize("endpoint", BOTH)
def test_a_stale_copy_stands_in_with_a_warning_and_a_group(
    load: Load, platform: FakePlatform, clock: Any, stale: dict[str, Any], endpoint: str, error: Exception
) -> None:
    fresh = load(stale)
    assert fresh.groups["lp_stale"] == []
    clock.now += 3601
    platform.failures[endpoint] = error
    result = load(stale)
    assert result.parsed
    assert result.groups == fresh.groups | {"lp_stale": result.names}
    # what the roles know it by, with the time of the reading
    read_at = datetime.fromtimestamp(clock.now - 3601, timezone.utc).isoformat(timespec="seconds")
    for group in ("lp_services", "lp_customers"):
        assert result.manager.groups[group].vars["lp_stale"] == {"live.example.com": read_at}
        assert "lp_stale" not in fresh.manager.groups[group].vars
    assert [result.vars(name) for name in result.names] == [fresh.vars(name) for name in fresh.names]
    (warning,) = [line for line in result.warnings if "STALE" in line]
    assert warning == (
        "audiocodes.live_platform: STALE DATA, 3601 s old, is used because the platform cannot be read: " + str(error)
    )


@pytest.mark.parametrize(("age", "stands_in"), [(7200, True), (7201, False)])
def test_how_long_a_stale_copy_may_stand_in(
    load: Load, failure: Failure, platform: FakePlatform, clock: Any, stale: dict[str, Any], age: int, stands_in: bool
) -> None:
    load(stale)
    platform.failures["services"] = PASSING[0]
    # a copy that has stood in is no younger for it
    clock.now += 3601
    load(stale)
    clock.now += age - 3601
    if stands_in:
        assert len(load(stale).groups["lp_stale"]) == 16
    else:
        assert "no answer in time" in failure(stale)


def test_core_does_not_forget_what_may_still_stand_in(
    load: Load, platform: FakePlatform, clock: Any, stale: dict[str, Any], folder: Path
) -> None:
    """Core's plugins go by the time of the file, and by cache_timeout."""
    load(stale)
    clock.now += 7000
    for path in files(folder):
        os.utime(path, (1, 1))
    platform.failures["services"] = PASSING[0]
    assert len(load(stale).groups["lp_stale"]) == 16


def test_a_platform_that_is_back_is_read_again(
    load: Load, platform: FakePlatform, clock: Any, stale: dict[str, Any]
) -> None:
    load(stale)
    clock.now += 3601
    platform.failures["services"] = PASSING[0]
    load(stale)
    platform.holds(*ONLY)
    result = load(stale)
    assert (result.names, result.groups["lp_stale"]) == (["only"], [])


def test_the_group_exists_only_where_a_stale_copy_may_stand_in(load: Load, cached: dict[str, Any]) -> None:
    assert "lp_stale" not in load(cached).groups
    assert load(cached | {"cache_stale_on_error": 1}).groups["lp_stale"] == []


# --- safety nets that have nothing to hang on say so


GUARDS = {"maximum_drop_percent": 10, "cache_stale_on_error": 3600}


def of_guards(result: Any) -> list[str]:
    return [line for line in result.warnings if "cannot work: " in line]


@pytest.mark.parametrize("guard", GUARDS)
def test_a_guard_without_a_cache_is_one_warning(
    load: Load, platform: FakePlatform, cached: dict[str, Any], guard: str
) -> None:
    asked = {guard: GUARDS[guard]}
    (said,) = of_guards(load(asked))
    assert said == (f"audiocodes.live_platform: {guard} cannot work: without cache: true nothing is kept between runs")
    for plugin in ({}, {"cache_plugin": "memory"}):
        (said,) = of_guards(load({"cache": True, **plugin, **asked}))
        assert said.endswith("the cache plugin memory keeps nothing between runs")
    assert of_guards(load({"cache": False})) == of_guards(load({"cache": True})) == of_guards(load(cached)) == []


@pytest.mark.parametrize("guard", GUARDS)
def test_the_full_name_of_the_cache_in_memory_makes_no_guard_work_either(
    load: Load, platform: FakePlatform, guard: str
) -> None:
    """ansible-core 2.16 to 2.18 cannot use their own plugin by that name for an inventory, so there is no cache at all."""
    found = load({"cache": True, "cache_plugin": "ansible.builtin.memory", guard: GUARDS[guard]})
    refused = any("Unable to use cache plugin ansible.builtin.memory" in line for line in found.warnings)
    assert not refused or ansible_version.startswith(("2.16.", "2.17.", "2.18."))
    (said,) = of_guards(found)
    why = "without cache: true nothing is kept" if refused else "the cache plugin memory keeps nothing"
    assert said.endswith(f"{why} between runs")


def test_both_guards_are_one_warning(load: Load, platform: FakePlatform) -> None:
    (said,) = load(GUARDS).warnings
    assert "maximum_drop_percent and cache_stale_on_error cannot work" in said


def test_a_guard_that_can_work_says_nothing_from_the_first_run_on(
    load: Load, platform: FakePlatform, cached: dict[str, Any]
) -> None:
    for _run in range(2):
        assert load(cached | GUARDS).warnings == []
    assert load(cached | GUARDS, cache=False).warnings == []


def test_a_token_that_is_new_in_each_run_is_told(
    load: Load, platform: FakePlatform, cached: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody knows whether two of them are one account, so they do not share what is kept."""
    assert of_guards(load(cached | GUARDS)) == []
    for token in ("t0ken-of-the-second-run", "t0ken-of-the-third-run"):
        monkeypatch.setenv("LIVE_PLATFORM_ACCESS_TOKEN", token)
        (said,) = of_guards(load(cached | GUARDS))
        assert said.endswith(
            "the access token is different from the last run's and names no account, so nothing is kept for it"
        )
        assert token not in said
    assert of_guards(load(cached | GUARDS)) == []


def test_a_guard_in_an_update_of_awx_says_what_it_needs(
    load: Load, platform: FakePlatform, cached: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("INVENTORY_UPDATE_ID", "345")
    (said,) = of_guards(load(cached | GUARDS))
    assert said.endswith("AWX runs each update in a new container: put the cache on a volume")
    assert of_guards(load(cached | GUARDS)) == []
