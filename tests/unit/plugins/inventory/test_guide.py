# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The recipes of the inventory guide, as they are printed, on the vendor's examples."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from ansible_collections.audiocodes.live_platform.plugins.doc_fragments.connection import ModuleDocFragment
from ansible_collections.audiocodes.live_platform.plugins.inventory import live_platform
from kits.harness import ROOT
from kits.inventory import FakePlatform, sample_customers, sample_services

Load = Callable[..., Any]
GUIDE = (ROOT / "docs" / "docsite" / "rst" / "inventory_guide.rst").read_text(encoding="utf-8")
BLOCK = re.compile(r"^\.\. code-block:: yaml(?:\+jinja)?\n    :caption: (.+)\n\n((?:    .*\n|\n)+)", re.MULTILINE)
RECIPES = {caption: textwrap.dedent(body) for caption, body in BLOCK.findall(GUIDE)}
SOURCES = sorted(caption for caption in RECIPES if caption.endswith("live_platform.yml"))


@pytest.fixture(autouse=True)
def samples(platform: FakePlatform, monkeypatch: pytest.MonkeyPatch) -> None:
    platform.holds(sample_services(), sample_customers())
    monkeypatch.setenv("ZURICH_CLIENT_SECRET", "s3cr3t-zurich")
    monkeypatch.setenv("OSLO_TOKEN", "s3cr3t-oslo")


@pytest.fixture
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., list[Path]]:
    """Write recipes into files of their names. One that says how to sign in gets nothing from the environment."""

    def write(*captions: str) -> list[Path]:
        paths = []
        for caption in captions:
            if "url" in yaml.safe_load(RECIPES[caption]):
                monkeypatch.delenv("LIVE_PLATFORM_ACCESS_TOKEN", raising=False)
                monkeypatch.delenv("LIVE_PLATFORM_URL", raising=False)
            path = tmp_path / caption
            path.write_text(RECIPES[caption], encoding="utf-8")
            paths.append(path)
        return paths

    return write


def test_every_block_of_yaml_is_found() -> None:
    assert len(RECIPES) == GUIDE.count("code-block:: yaml")
    assert len(SOURCES) == 13


@pytest.mark.parametrize("caption", SOURCES)
def test_a_recipe_is_read_without_a_warning(load: Load, files: Callable[..., list[Path]], caption: str) -> None:
    result = load(files=files(caption))
    assert result.parsed, result.text
    assert len(result.names) > 0
    assert [line for line in result.warnings if "group name" not in line] == []


def test_the_example_of_the_plugin_is_read_without_a_warning(load: Load, tmp_path: Path) -> None:
    path = tmp_path / "my.live_platform.yml"
    path.write_text(live_platform.EXAMPLES, encoding="utf-8")
    result = load(files=[path])
    assert result.parsed, result.text
    # before ansible-core 2.19 the number that an expression gives is text
    assert {name: int(result.vars(name)["seats"]) for name in result.names} == {
        "auto_sys_pro": 30,
        "auto_sys_pro_r": 30,
        "many_sbc_test": 15,
        "two_sbc_two_cp": 15,
    }
    assert [line for line in result.warnings if "group name" not in line] == []


def test_the_source_for_awx_leaves_the_connection_to_awx() -> None:
    connection = set(yaml.safe_load(ModuleDocFragment.PLUGIN)["options"])
    assert not connection & set(yaml.safe_load(RECIPES["awx.live_platform.yml"]))


def test_some_hosts_only(load: Load, files: Callable[..., list[Path]]) -> None:
    assert load(files=files("broken_pro.live_platform.yml")).names == ["customera-dm"]
    large = load(files=files("large_customers.live_platform.yml"))
    assert large.names == ["acme-inc", "auto_sys_plus_r", "auto_sys_pro", "auto_sys_pro_r", "customera-dm"]


def test_groups(load: Load, files: Callable[..., list[Path]]) -> None:
    result = load(files=files("groups.live_platform.yml"))
    assert len(result.groups["lp_source_dm"]) == 6
    assert result.groups["lp_disabled"] == ["acme-inc"]
    assert len(result.children["lp_ms_tenants"]) > 1
    own = load(files=files("own_groups.live_platform.yml"))
    assert "customera-dm" in own.groups["devices_offline"]
    assert "device_personal_and_meeting" in own.children["device_types"]
    assert "device_none" in own.groups


def test_trials_and_seats(load: Load, files: Callable[..., list[Path]]) -> None:
    groups = load(files=files("renewals.live_platform.yml")).groups
    assert "customera-dm" in groups["lp_trial_expiring"]
    assert sum(len(hosts) for name, hosts in groups.items() if name.startswith("lp_usage_")) > 0


def test_a_constructed_inventory_on_top(load: Load, files: Callable[..., list[Path]]) -> None:
    result = load(files=files("all.live_platform.yml", "zz_problems.yml"))
    assert set(result.groups["problems"]) == set(result.groups["lp_status_error"]) | set(
        result.groups["lp_status_warning"]
    )
    assert not any("Failed to parse" in line for line in result.warnings)


def test_a_cache(load: Load, files: Callable[..., list[Path]], platform: FakePlatform) -> None:
    paths = files("cached.live_platform.yml")
    load(files=paths)
    result = load(files=paths)
    assert platform.requests == ["services", "customers"]
    assert result.groups["lp_stale"] == []


def test_several_platforms(load: Load, files: Callable[..., list[Path]], platform: FakePlatform) -> None:
    result = load(files=files("zurich.live_platform.yml", "oslo.live_platform.yml"))
    assert len(result.groups["zurich"]) == len(result.groups["oslo"]) == 16
    assert len(result.names) == 32
    assert len(result.groups["lp_services"]) == 12
    assert [made.base_url for made in platform.settings] == [
        "https://live.zurich.example.com/tenantui",
        "https://live.oslo.example.com/tenantui",
    ]
    identities = {result.vars(name)["lp_instance_id"] for name in result.names}
    assert len(identities) == 32
    assert {result.vars(name)["lp_platform"] for name in result.names} == {"oslo", "zurich"}
    assert "s3cr3t" not in result.text


def test_names(load: Load, files: Callable[..., list[Path]]) -> None:
    result = load(files=files("names.live_platform.yml"))
    assert "DHD-Customer-A-DM.service.live.example.com" in result.names
    assert "lp_device_id" not in result.vars(result.names[0])


def test_every_option_the_guide_speaks_of_exists() -> None:
    documented = set(yaml.safe_load(live_platform.DOCUMENTATION)["options"])
    documented |= set(yaml.safe_load(ModuleDocFragment.PLUGIN)["options"])
    core = {"compose", "groups", "keyed_groups", "strict", "leading_separator"}
    core |= {"cache", "cache_plugin", "cache_connection", "cache_timeout"}
    for caption in SOURCES:
        assert set(yaml.safe_load(RECIPES[caption])) <= documented | core, caption
