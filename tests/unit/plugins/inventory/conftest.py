# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""An inventory as users get it: a source file, core's own InventoryManager, and a platform without a network."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from ansible import context
from ansible.cli.inventory import InventoryCLI
from ansible.inventory.manager import InventoryManager
from ansible.module_utils.common.collections import ImmutableDict
from ansible.parsing.dataloader import DataLoader
from ansible.utils.display import Display

from ansible_collections.audiocodes.live_platform.plugins.inventory import live_platform
from ansible_collections.audiocodes.live_platform.plugins.module_utils._client import client
from kits.inventory import FakePlatform

PLUGIN = "audiocodes.live_platform.live_platform"
OWN = ("inventory_file", "inventory_dir")
NOW = 1_800_000_000.0
TODAY = date(2026, 7, 1)


class Clock:
    """Seconds since the epoch, and today; both move when a test says so."""

    def __init__(self) -> None:
        self.now = NOW
        self.today = TODAY


@dataclass
class Result:
    """One run: the inventory, and every line that it displayed."""

    manager: InventoryManager
    lines: list[str] = field(default_factory=list)

    @property
    def parsed(self) -> bool:
        """Whether core took the source for read."""
        return bool(self.manager._inventory.processed_sources)

    @property
    def names(self) -> list[str]:
        """Host names in core's order."""
        return list(self.manager.hosts)

    @property
    def groups(self) -> dict[str, list[str]]:
        """Group -> names of its direct hosts in their order, without core's own groups."""
        groups = self.manager.groups.items()
        return {name: [host.name for host in group.hosts] for name, group in groups if name not in ("all", "ungrouped")}

    @property
    def children(self) -> dict[str, list[str]]:
        """Group -> names of its child groups, where it has any, without "all"."""
        groups = self.manager.groups.items()
        found = {name: [child.name for child in group.child_groups] for name, group in groups if name != "all"}
        return {name: names for name, names in found.items() if names}

    def of(self, host: str) -> list[str]:
        """The names of a host's direct groups, sorted."""
        return sorted(name for name, hosts in self.groups.items() if host in hosts)

    def vars(self, host: str) -> dict[str, Any]:
        """A host's own variables, without what core adds by itself."""
        return {name: value for name, value in self.manager.hosts[host].vars.items() if name not in OWN}

    @property
    def warnings(self) -> list[str]:
        """The warnings, without core's label."""
        return [line.removeprefix("[WARNING]: ") for line in self.lines if line.startswith("[WARNING]")]

    @property
    def text(self) -> str:
        """All that was displayed."""
        return "\n".join(self.lines)

    def export(self) -> str:
        """The inventory as the JSON that ``ansible-inventory --list --export`` prints."""
        hosts = {name: self.vars(name) for name in self.names}
        groups = {
            name: {
                "hosts": [host.name for host in group.hosts],
                "children": [child.name for child in group.child_groups],
                "vars": group.vars,
            }
            for name, group in self.manager.groups.items()
        }
        text: str = InventoryCLI.dump({"_meta": {"hostvars": hosts}, **groups})
        return text


Load = Callable[..., Result]


@pytest.fixture(autouse=True)
def clean_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A platform and a token from the environment, as AWX gives them, and nothing of this machine."""
    for name in list(os.environ):
        if name.startswith(("LIVE_PLATFORM_", "ANSIBLE_INVENTORY", "ANSIBLE_CACHE")):
            monkeypatch.delenv(name)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("LIVE_PLATFORM_URL", "https://live.example.com")
    monkeypatch.setenv("LIVE_PLATFORM_ACCESS_TOKEN", "s3cr3t-token")
    monkeypatch.setattr(context, "CLIARGS", ImmutableDict(yaml=False, toml=False))


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """See L(Clock)."""
    it = Clock()
    monkeypatch.setattr(live_platform.InventoryModule, "now", staticmethod(lambda: it.now))
    monkeypatch.setattr(live_platform.InventoryModule, "today", staticmethod(lambda: it.today))
    return it


@pytest.fixture
def platform(monkeypatch: pytest.MonkeyPatch, clock: Clock) -> FakePlatform:
    """See L(FakePlatform): what the plugin reads."""
    it = FakePlatform()
    monkeypatch.setattr(client, "Client", it)
    return it


@pytest.fixture
def source(tmp_path: Path) -> Callable[..., Path]:
    """Write a source file from options (or text) and return its path."""

    def write(options: dict[str, Any] | str | None = None, name: str = "test.live_platform.yml") -> Path:
        text = options if isinstance(options, str) else yaml.safe_dump({"plugin": PLUGIN, **(options or {})})
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return path

    return write


@pytest.fixture
def load(monkeypatch: pytest.MonkeyPatch, platform: FakePlatform, source: Callable[..., Path]) -> Load:
    """Read a source with these options (or these files) and return what came of it."""
    display = Display()
    monkeypatch.setattr(display, "columns", 100_000)
    monkeypatch.setattr(display, "verbosity", 3)

    def read(
        options: dict[str, Any] | str | None = None,
        *,
        cache: bool = True,
        files: list[Path] | None = None,
        loader: DataLoader | None = None,
    ) -> Result:
        lines: list[str] = []
        for seen in ("_warns", "_errors", "_deprecations"):
            if hasattr(display, seen):
                monkeypatch.setattr(display, seen, type(getattr(display, seen))())
        monkeypatch.setattr(Display, "display", lambda _self, msg, *_args, **_more: lines.append(msg.strip()))
        paths = files if files is not None else [source(options)]
        manager = InventoryManager(loader or DataLoader(), [str(path) for path in paths], cache=cache)
        return Result(manager, lines)

    return read


@pytest.fixture
def failure(load: Load) -> Callable[..., str]:
    """Read a source that must fail and return the message, in one line; nothing may have been published."""

    def read(options: dict[str, Any] | str | None = None, **more: Any) -> str:
        result = load(options, **more)
        assert not result.parsed, "the source was parsed"
        assert result.names == []
        assert result.groups == {}
        found = re.search(r"auto'? plugin: (.+)", result.text)
        assert found, result.text
        return found[1]

    return read
