# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Where options come from: file, environment, template, vault; switches that are neither on nor off; and what is shown."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from ansible import context
from ansible.inventory.data import InventoryData
from ansible.module_utils.common.collections import ImmutableDict
from ansible.parsing import vault
from ansible.parsing.dataloader import DataLoader
from ansible.plugins.inventory import BaseInventoryPlugin
from ansible.plugins.loader import inventory_loader
from ansible.utils.vars import load_extra_vars

from ansible_collections.audiocodes.live_platform.plugins.module_utils._options.connection import OPTIONS
from ansible_collections.audiocodes.live_platform.plugins.module_utils._options.environment import drop_blank_env
from ansible_collections.audiocodes.live_platform.plugins.module_utils.errors import OptionError
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._inventory.source import (
    TEMPLATED,
    SourceOptions,
    refuse_unknown,
)

PLUGIN = "audiocodes.live_platform.live_platform"
VAULT_PASSWORD = b"open sesame"

Read = Callable[..., SourceOptions]


@pytest.fixture(autouse=True)
def clean_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Nothing of this machine, and no extra variables but those of the test."""
    for name in list(os.environ):
        if name.startswith(("LIVE_PLATFORM_", "ANSIBLE_INVENTORY")):
            monkeypatch.delenv(name)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setattr(context, "CLIARGS", ImmutableDict())


@pytest.fixture
def read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Read:
    """Options of a source file with these lines, as the plugin reads them; environment variables as keywords."""

    def make(text: str = "", **env: str) -> SourceOptions:
        for name, value in env.items():
            monkeypatch.setenv(name, value)
        drop_blank_env()
        path = tmp_path / "x.live_platform.yml"
        path.write_text(f"plugin: {PLUGIN}\n{text}\n", encoding="utf-8")
        loader = DataLoader()
        secrets = [("default", vault.VaultSecret(VAULT_PASSWORD))]
        loader.set_vault_secrets(secrets)
        if hasattr(vault, "VaultSecretsContext"):  # ansible-core >= 2.19
            monkeypatch.setattr(vault.VaultSecretsContext, "_current", vault.VaultSecretsContext(secrets))
        plugin = inventory_loader.get(PLUGIN)
        BaseInventoryPlugin.parse(plugin, InventoryData(), loader, str(path))
        return SourceOptions(plugin, plugin._read(str(path)), str(tmp_path))

    return make


SWITCHES = [
    *(option.name for option in OPTIONS if option.type == "bool"),
    "all_details",
    "enabled",
    "include_raw",
    "always_enabled",
    "allow_empty",
]


@pytest.mark.parametrize("name", SWITCHES)
@pytest.mark.parametrize("text", ["maybe", "flase", "2", '"{{ true }}"'])
def test_a_switch_that_is_neither_on_nor_off_is_refused(read: Read, name: str, text: str) -> None:
    """To core all of these are off: a spelling mistake would switch the certificate check off."""
    with pytest.raises(OptionError, match=f"{name} must be true or false"):
        read(f"{name}: {text}").get(name)
    with pytest.raises(OptionError, match=f"{name} must be true or false"):
        read(**{f"LIVE_PLATFORM_{name.upper()}": text}).get(name)


@pytest.mark.parametrize("name", SWITCHES)
def test_nor_is_a_switch_of_another_kind_or_one_that_leaves_it_to_the_environment(read: Read, name: str) -> None:
    for text, env in (("1.5", ""), ("", "flase")):
        with pytest.raises(OptionError, match=f"{name} must be true or false"):
            read(f"{name}: {text}", **{f"LIVE_PLATFORM_{name.upper()}": env}).get(name)
    assert read(f"{name}:", **{f"LIVE_PLATFORM_{name.upper()}": "no"}).get(name) is False


@pytest.mark.parametrize("name", SWITCHES)
@pytest.mark.parametrize(
    ("text", "value"), [("true", True), ("'no'", False), ("1", True), ("False", False), ("'ON'", True)]
)
def test_a_switch_by_its_usual_words(read: Read, name: str, text: str, value: bool) -> None:
    assert read(f"{name}: {text}").get(name) is value
    assert read(**{f"LIVE_PLATFORM_{name.upper()}": text.strip("'")}).get(name) is value


@pytest.mark.parametrize("name", SWITCHES)
def test_a_blank_switch_is_its_default(read: Read, name: str) -> None:
    default = read().get(name)
    assert default is {"validate_certs": True, "enabled": None}.get(name, False)
    assert read(f"{name}: ''").get(name) is default
    assert read(f"{name}:").get(name) is default
    assert read(**{f"LIVE_PLATFORM_{name.upper()}": "  "}).get(name) is default


@pytest.mark.parametrize(
    ("name", "env", "value"),
    [
        ("url", "https://env.example.com", "https://env.example.com"),
        ("client_secret", "s3cr3t", "s3cr3t"),
        ("channel_id", "17", 17),
        ("timeout", "2.5", 2.5),
        ("retries", "0", 0),
        ("headers", '{"a": "b"}', '{"a": "b"}'),
        ("group_by", "source,trial", "source,trial"),
        ("minimum_hosts", "3", 3),
        ("maximum_drop_percent", "12.5", 12.5),
        ("reference_date", "2026-12-31", "2026-12-31"),
        ("group_prefix", "x_", "x_"),
    ],
)
def test_an_option_from_the_environment_and_a_blank_that_is_none(read: Read, name: str, env: str, value: Any) -> None:
    variable = f"LIVE_PLATFORM_{name.upper()}"
    default = read().get(name)
    assert default != value
    assert read(**{variable: ""}).get(name) == default
    assert read(**{variable: " \n"}).get(name) == default
    assert read(**{variable: env}).get(name) == value


def test_the_file_beats_the_environment(read: Read) -> None:
    source = read(
        "url: https://file.example.com\nretries: 1", LIVE_PLATFORM_URL="https://env", LIVE_PLATFORM_RETRIES="9"
    )
    assert (source.get("url"), source.get("retries")) == ("https://file.example.com", 1)


@pytest.mark.parametrize("text", ["2026-12-31", '"2026-12-31"', "\"{{ '2026-12' ~ '-31' }}\""])
def test_a_day_may_be_written_as_yaml_reads_it(read: Read, text: str) -> None:
    assert str(read(f"reference_date: {text}").get("reference_date")) == "2026-12-31"


# --- templates


@pytest.mark.parametrize("name", sorted(TEMPLATED - {"headers"}))
def test_a_template_is_rendered_where_it_may_be(read: Read, name: str) -> None:
    source = read(f"{name}: \"{{{{ lookup('env', 'OF_THE_SITE') }}}}\"", OF_THE_SITE="/from/the/site")
    assert source.get(name) == "/from/the/site"


def test_a_template_may_give_a_dictionary(read: Read) -> None:
    assert read("headers: \"{{ {'X-Site': 'a'} }}\"").get("headers") == {"X-Site": "a"}


def test_a_template_inside_a_dictionary(read: Read) -> None:
    """The place of a secret header; what holds no template stays as it is written."""
    source = read(
        "headers: {X-Key: \"{{ lookup('env', 'OF_THE_SITE') }}\", X-Site: zurich, X-No: 5}", OF_THE_SITE="s3cr3t"
    )
    assert source.get("headers") == {"X-Key": "s3cr3t", "X-Site": "zurich", "X-No": 5}
    with pytest.raises(OptionError, match=r"^headers: the template in the source file cannot be rendered$"):
        read('headers: {X-Key: "{{ nothing }}"}').get("headers")


def test_a_template_sees_extra_variables(read: Read, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(context, "CLIARGS", ImmutableDict(extra_vars=("site=zurich",)))
    # core reads them once for a process
    monkeypatch.setattr(load_extra_vars, "extra_vars", None, raising=False)
    monkeypatch.delattr(load_extra_vars, "extra_vars")
    try:
        assert read('url: "https://{{ site }}.example.com"').get("url") == "https://zurich.example.com"
    finally:
        if hasattr(load_extra_vars, "extra_vars"):
            del load_extra_vars.extra_vars


@pytest.mark.parametrize("template", ["{{ nothing }}", "{{ 1 / 0 }}", "{{ broken", "{{ s3cr3t | no_such_filter }}"])
def test_a_template_that_fails_names_the_option_and_shows_nothing(read: Read, template: str) -> None:
    with pytest.raises(OptionError) as error:
        read(f"access_token: '{template}'").get("access_token")
    assert str(error.value) == "access_token: the template in the source file cannot be rendered"


def test_text_that_is_not_to_be_rendered_says_so_itself(read: Read) -> None:
    assert read("password: !unsafe 'pass{{word'").get("password") == "pass{{word"


@pytest.mark.parametrize("name", ["group_prefix", "names", "labels"])
def test_other_options_are_never_rendered(read: Read, name: str) -> None:
    assert read(f"{name}: '{{{{ 7*7 }}}}'").get(name) == "{{ 7*7 }}"


def test_the_environment_is_never_rendered(read: Read) -> None:
    assert read(LIVE_PLATFORM_PASSWORD="{{ 7*7 }}").get("password") == "{{ 7*7 }}"


# --- vault


def vaulted(text: str) -> str:
    """The text as an inline vault value of a YAML file."""
    secret = vault.VaultSecret(VAULT_PASSWORD)
    lines = vault.VaultLib().encrypt(text, secret).decode().splitlines()
    return "!vault |\n" + "\n".join(f"  {line}" for line in lines)


@pytest.mark.parametrize("name", ["client_secret", "access_token", "password", "url", "names"])
def test_a_vaulted_value_is_decrypted(read: Read, name: str) -> None:
    assert str(read(f"{name}: {vaulted('/s3cr3t')}").get(name)) == "/s3cr3t"


@pytest.mark.parametrize(("name", "text"), [("headers", '{"X-Key": "s3cr3t"}'), ("group_by", "source,trial")])
def test_a_vaulted_text_is_text_to_whatever_reads_it(read: Read, name: str, text: str) -> None:
    """Since ansible-core 2.19 a vaulted value is no C(str)."""
    value = read(f"{name}: {vaulted(text)}").get(name)
    assert isinstance(value, str)
    assert value == text


def test_a_vaulted_text_is_never_rendered(read: Read) -> None:
    assert str(read(f"password: {vaulted('{{ 7*7 }}')}").get("password")) == "{{ 7*7 }}"


# --- origins


def test_origins_are_shown_and_values_are_not(read: Read) -> None:
    source = read(
        "access_token: s3cr3t-file\nstrict: true\nstatuses: [error]\nurl:",
        LIVE_PLATFORM_URL="https://s3cr3t-env",
        LIVE_PLATFORM_GROUP_BY="trial",
        LIVE_PLATFORM_STATUSES="ok",
        LIVE_PLATFORM_RETRIES="",
        LIVE_PLATFORM_CACHE="true",
        ANSIBLE_INVENTORY_CACHE_TIMEOUT="60",
    )
    assert source.origins() == (
        "options: cache_timeout, group_by, url from the environment; "
        "access_token, plugin, statuses, strict from the source file; everything else is default"
    )


def test_an_option_of_the_configuration_file_names_the_file(read: Read, monkeypatch: pytest.MonkeyPatch) -> None:
    source = read()
    plugin = source._plugin

    def origin(name: str, hostvars: Any = None) -> tuple[Any, str]:
        return None, "/etc/ansible/ansible.cfg" if name == "cache" else "default"

    monkeypatch.setattr(plugin, "get_option_and_origin", origin)
    assert source.origins() == (
        "options: cache from /etc/ansible/ansible.cfg; plugin from the source file; everything else is default"
    )


@pytest.mark.parametrize(
    ("config", "told"),
    [
        (
            {"status": 1, "minimum_host": 1},
            "minimum_host (did you mean minimum_hosts?), status (did you mean statuses?)",
        ),
        ({"licence_types": 1}, "licence_types (did you mean license_types?)"),
        ({"group-by": 1}, "group-by (did you mean group_by?)"),
        ({"Statuses": 1}, "Statuses (did you mean statuses?)"),
        ({"qqqq": 1, 5: 1}, "5, qqqq"),
    ],
)
def test_keys_that_are_no_options_are_refused(config: dict[Any, int], told: str) -> None:
    with pytest.raises(OptionError) as caught:
        refuse_unknown(config, {name: {} for name in ("statuses", "minimum_hosts", "license_types", "group_by")})
    assert told in str(caught.value)
    assert "keys of your own begin with x-" in str(caught.value)


def test_keys_of_ones_own_begin_with_x() -> None:
    definitions: dict[str, dict[str, Any]] = {"statuses": {}, "cache_timeout": {"aliases": ["cache_seconds"]}}
    refuse_unknown({"x-defaults": {}, "statuses": [], "cache_seconds": 1}, definitions)


# --- files beside the source


PATHS = sorted(option.name for option in OPTIONS if option.type == "path")


@pytest.mark.parametrize("name", PATHS)
def test_a_relative_path_starts_at_the_source_wherever_somebody_stands(
    read: Read, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    monkeypatch.chdir(elsewhere)
    # named by the message where there is none
    assert read(f"{name}: sub/file").get(name) == str(tmp_path / "sub/file")
    assert read(f"{name}: \"{{{{ 'fi' ~ 'le' }}}}\"").get(name) == str(tmp_path / "file")
    # as it always was, where there is one
    (elsewhere / "file").touch()
    assert read(f"{name}: file").get(name) == str(elsewhere / "file")
    (tmp_path / "file").touch()
    assert read(f"{name}: file").get(name) == str(tmp_path / "file")
    assert read(f"{name}: /x/file").get(name) == "/x/file"
    assert read(f"{name}: ~/file").get(name) == f"{os.environ['HOME']}/file"
    # of the environment it is the environment's
    assert read(**{f"LIVE_PLATFORM_{name.upper()}": "file"}).get(name) == str(elsewhere / "file")
