# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Source files and where options come from: names of files, precedence, blanks, templates, vault, and what -vvv shows."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from ansible import constants

from ansible_collections.audiocodes.live_platform.plugins.doc_fragments.connection import ModuleDocFragment
from ansible_collections.audiocodes.live_platform.plugins.inventory import live_platform
from ansible_collections.audiocodes.live_platform.plugins.module_utils._options.connection import OPTIONS
from kits.inventory import FakePlatform, service_row

Load = Callable[..., Any]
Failure = Callable[..., str]
PLUGIN = "audiocodes.live_platform.live_platform"


@pytest.fixture(autouse=True)
def small(platform: FakePlatform) -> None:
    platform.holds([service_row(1, name="alpha")])


# --- files


@pytest.mark.parametrize("name", ["inventory.yml", "live_platform.json", "live_platform.yml.bak", "live-platform.yml"])
def test_a_file_of_another_name_is_declined_in_one_line(load: Load, source: Callable[..., Path], name: str) -> None:
    path = source(name=name)
    result = load(files=[path])
    assert "alpha" not in result.names
    if name.endswith((".yml", ".yaml")):
        assert (
            f"{path}: declined, because its name does not end in live_platform.yml or live_platform.yaml"
            in result.lines
        )


@pytest.mark.parametrize(
    "name", ["live_platform.yml", "live_platform.yaml", "zurich.live_platform.yml", "my_live_platform.yaml"]
)
def test_a_file_of_the_documented_name_is_read(load: Load, source: Callable[..., Path], name: str) -> None:
    assert load(files=[source(name=name)]).names == ["alpha"]


def test_a_directory_is_read(load: Load, source: Callable[..., Path], tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    path = source(name="folder/live_platform.yml")
    (tmp_path / "folder" / "static").write_text("[static]\nother\n")
    assert sorted(load(files=[path.parent]).names) == ["alpha", "other"]


@pytest.mark.parametrize("text", ["---\n", "plugin: other.plugin.name\n", "- a list\n", "plugin: [\n"])
def test_a_file_of_another_content_is_an_error(load: Load, platform: FakePlatform, text: str) -> None:
    result = load(text)
    assert not result.parsed
    assert platform.requests == []


def test_the_plugin_may_be_enabled_by_its_own_name(load: Load, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(constants, "INVENTORY_ENABLED", [PLUGIN])
    assert load().names == ["alpha"]


# --- precedence


def test_everything_may_come_from_the_environment(
    load: Load, platform: FakePlatform, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("LIVE_PLATFORM_ACCESS_TOKEN")
    environment = {
        "URL": "https://env.example.com",
        "USERNAME": "user",
        "PASSWORD": "pass",
        "CHANNEL_ID": "3",
        "TIMEOUT": "7.5",
        "VALIDATE_CERTS": "false",
        "HEADERS": "{'X-Site': 'zurich'}",
        "INCLUDE": "services",
        "GROUP_BY": '["enabled"]',
        "GROUP_PREFIX": "env_",
        "FILTERS": "[{'include': 'lp_id == 1'}, {'exclude': True}]",
        "MINIMUM_HOSTS": "1",
    }
    for name, value in environment.items():
        monkeypatch.setenv(f"LIVE_PLATFORM_{name}", value)
    platform.holds([service_row(1, name="alpha"), service_row(2)])
    result = load()
    assert result.names == ["alpha"]
    assert result.of("alpha") == ["env_enabled", "env_license_unknown", "env_services", "env_status_unknown"]
    assert platform.requests == ["services"]
    (settings,) = platform.settings
    assert (settings.base_url, settings.channel_id, settings.timeout, settings.verify) == (
        "https://env.example.com/tenantui",
        3,
        7.5,
        False,
    )
    assert settings.headers == {"X-Site": "zurich"}
    assert (settings.credentials.username, settings.credentials.password) == ("user", "pass")


def test_the_file_beats_the_environment(load: Load, platform: FakePlatform, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LIVE_PLATFORM_GROUP_PREFIX", "env_")
    result = load({"url": "https://file.example.com", "group_prefix": "file_"})
    assert platform.settings[0].base_url == "https://file.example.com/tenantui"
    assert "file_services" in result.groups


BLANKS = [
    "PLATFORM_NAME",
    "VALIDATE_CERTS",
    "ALLOW_HTTP",
    "TIMEOUT",
    "RETRIES",
    "RATE_LIMIT",
    "MAX_RESPONSE_MB",
    "CHANNEL_ID",
    "API_PREFIX",
    "CA_PATH",
    "CLIENT_CERT",
    "CLIENT_KEY",
    "PROXY",
    "HEADERS",
    "TENANT_ID",
    "CLIENT_ID",
    "CLIENT_SECRET",
    "CLIENT_SECRET_FILE",
    "ACCESS_TOKEN_FILE",
    "USERNAME",
    "PASSWORD",
    "PASSWORD_FILE",
    "SCOPE",
    "AUTHORITY",
    "INCLUDE",
    "ALL_DETAILS",
    "CHANNELS",
    "METERING",
    "METERING_TIERS",
    "NUMBERS",
    "LICENSE_TYPES",
    "STATUSES",
    "SOURCES",
    "ENABLED",
    "NAMES",
    "FILTERS",
    "MATCH_BY",
    "LABELS",
    "INCLUDE_RAW",
    "FIELDS",
    "GROUP_BY",
    "NESTED_GROUPS",
    "TRIAL_EXPIRING_DAYS",
    "USAGE_WARNING_PERCENT",
    "USAGE_GRACE_PERCENT",
    "REFERENCE_DATE",
    "GROUP_PREFIX",
    "VARS_PREFIX",
    "HOSTNAMES",
    "UNKNOWN_VALUES",
    "DUPLICATES",
    "ALWAYS_ENABLED",
    "CACHE_STALE_ON_ERROR",
    "ALLOW_EMPTY",
    "MINIMUM_HOSTS",
    "MINIMUM_SERVICES",
    "MINIMUM_CUSTOMERS",
    "MAXIMUM_DROP_PERCENT",
]


@pytest.mark.parametrize("blank", ["", "  ", "\n"])
def test_a_blank_in_the_environment_is_not_set_whatever_the_type(
    load: Load, platform: FakePlatform, monkeypatch: pytest.MonkeyPatch, blank: str
) -> None:
    """AWX injects every field of a credential that nobody filled in."""
    plain = load()
    for name in BLANKS:
        monkeypatch.setenv(f"LIVE_PLATFORM_{name}", blank)
    result = load()
    assert result.export() == plain.export()
    before, after = platform.settings
    assert after == before
    assert after.verify is True


def test_the_list_of_blanks_is_complete() -> None:
    documented = [ModuleDocFragment.PLUGIN, live_platform.DOCUMENTATION]
    options = [option for text in documented for option in yaml.safe_load(text)["options"].values()]
    names = {entry["name"].removeprefix("LIVE_PLATFORM_") for option in options for entry in option.get("env", [])}
    assert names - {"URL", "ACCESS_TOKEN"} == set(BLANKS)


def test_awx_hides_our_secrets_by_the_names_of_their_variables() -> None:
    """It hides values whose variable has one of these words in its name; headers belong into a credential."""
    words = ("TOKEN", "KEY", "SECRET", "PASS", "API")
    secret = [option for option in OPTIONS if option.secret and option.name != "headers"]
    assert len(secret) == 3
    assert all(any(word in option.env for word in words) for option in secret)
    assert not any(option.env.startswith("ANSIBLE_") for option in OPTIONS)


@pytest.mark.parametrize(("name", "value"), [("RETRIES", "many"), ("TIMEOUT", "soon"), ("MINIMUM_HOSTS", "1.5")])
def test_a_number_that_is_none_is_an_error(
    failure: Failure, platform: FakePlatform, monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(f"LIVE_PLATFORM_{name}", value)
    assert name.lower() in failure()
    assert platform.requests == []


@pytest.mark.parametrize("value", ["maybe", "{{ true }}", "nope"])
def test_a_switch_that_is_neither_on_nor_off_never_opens_a_door(
    failure: Failure, platform: FakePlatform, monkeypatch: pytest.MonkeyPatch, value: str
) -> None:
    assert "validate_certs must be true or false" in failure({"validate_certs": value})
    monkeypatch.setenv("LIVE_PLATFORM_VALIDATE_CERTS", value)
    assert "validate_certs must be true or false" in failure()
    assert platform.settings == []


# --- connection options that are wrong


@pytest.mark.parametrize(
    ("options", "says"),
    [
        ({"url": ""}, "url (environment: LIVE_PLATFORM_URL) is not set"),
        ({"url": "https://user:hush@live.example.com"}, "url holds credentials"),
        ({"url": "http://live.example.com"}, "url is not https"),
        ({"access_token": ""}, "exactly one way to authenticate must be given"),
        ({"username": "u", "password": "hush"}, "exactly one way to authenticate must be given"),
        ({"access_token": "Bearer hush"}, "access_token contains a space"),
        ({"ca_path": "/no/such/file"}, "ca_path (environment: LIVE_PLATFORM_CA_PATH): no such file"),
    ],
)
def test_a_wrong_connection_is_one_line_without_secrets(
    failure: Failure, platform: FakePlatform, options: dict[str, Any], says: str
) -> None:
    message = failure(options)
    assert says in message
    assert "hush" not in message
    assert platform.requests == []


# --- templates and vault


def test_a_template_in_the_file(load: Load, platform: FakePlatform, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SITE_TOKEN", "s1t3-token")
    monkeypatch.delenv("LIVE_PLATFORM_ACCESS_TOKEN")
    result = load({"access_token": "{{ lookup('env', 'SITE_TOKEN') }}", "url": "https://{{ 'live' }}.example.com"})
    assert platform.settings[0].credentials.token == "s1t3-token"
    assert "s1t3" not in result.text


def test_a_template_that_fails_shows_no_value(failure: Failure, platform: FakePlatform) -> None:
    message = failure({"access_token": "{{ 'hush' | no_such_filter }}"})
    assert message == "audiocodes.live_platform: access_token: the template in the source file cannot be rendered"
    assert platform.settings == []


def test_a_template_where_none_is_rendered_stays_text(load: Load) -> None:
    result = load({"labels": {"unknown": "{{ 7*7 }}"}})
    assert result.vars("alpha")["lp_license_label"] == "{{ 7*7 }}"


# --- what -vvv shows


def test_origins_are_one_line_without_values(load: Load, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LIVE_PLATFORM_CLIENT_CERT", "")
    monkeypatch.setenv("ANSIBLE_INVENTORY_CACHE_TIMEOUT", "60")
    result = load({"group_by": ["trial"], "headers": {"X-Key": "hush"}})
    assert [line for line in result.lines if "options: " in line] == [
        "audiocodes.live_platform: options: access_token, cache_timeout, url from the environment; "
        "group_by, headers, plugin from the source file; everything else is default"
    ]
    assert "hush" not in result.text
    assert "s3cr3t" not in result.text


# --- names that people give


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (
            "status: [error]\nminimum_host: 1000\n",
            "minimum_host (did you mean minimum_hosts?), status (did you mean statuses?)",
        ),
        ("licence_types: [pro]\nstrict: true\n", "licence_types (did you mean license_types?)"),
        ("allow_emtpy: true\n", "allow_emtpy (did you mean allow_empty?)"),
        ("keyed_group: []\n", "keyed_group (did you mean keyed_groups?)"),
        ("cache_time_out: 5\n", "cache_time_out (did you mean cache_timeout?)"),
    ],
)
def test_an_option_that_does_not_exist_is_an_error_before_anything_is_read(
    load: Load, platform: FakePlatform, text: str, says: str
) -> None:
    """Misspelled, it would widen the inventory or switch a safety net off, and nobody would notice."""
    result = load(f"plugin: {PLUGIN}\n{text}")
    assert not result.parsed
    assert any(says in line for line in [*result.lines, *result.warnings])
    assert platform.requests == []


def test_what_core_and_fragments_know_is_known(load: Load, tmp_path: Path) -> None:
    lines = (
        f"plugin: {PLUGIN}", "x-mine: {a: 1}", "strict: false", "compose: {}", "groups: {}", "keyed_groups: []",
        "use_extra_vars: false", "leading_separator: true", "cache: false", "cache_plugin: memory", "cache_timeout: 3600",
        "cache_connection: null", "cache_prefix: x",
    )  # fmt: skip
    assert load("\n".join(lines)).names == ["alpha"]


def test_a_variable_that_does_not_exist_is_a_warning(load: Load, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LIVE_PLATFORM_STATUSSES", "error")
    monkeypatch.setenv("LIVE_PLATFORM_NOTIFY_WEBHOOK_URL", "https://example.com")
    (told,) = load().warnings
    assert "LIVE_PLATFORM_STATUSSES (did you mean LIVE_PLATFORM_STATUSES?) is not a variable of this collection" in told
