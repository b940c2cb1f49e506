# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Examples run: all plays by ansible's own syntax check, the sources and two guides against the simulator."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from kits.examples import NAME, documented, examples, plays
from kits.harness import ROOT, Core, run
from simulator import Dataset, Simulator

GUIDES = ROOT / "docs/docsite/rst"
CAPTIONED = re.compile(r"^\.\. code-block:: yaml\n    :caption: (\S+)\n\n((?:    .*\n|\n)+)", re.MULTILINE)
SESSION = re.compile(r"^    \$ (.+)$", re.MULTILINE)
# collections that are not installed here
FOREIGN = re.compile(r"^\s*-?\s*(awx\.awx|ansible\.controller|ansible\.eda)\.\w+:", re.MULTILINE)


def test_every_play_passes_the_syntax_check(core: Core, tmp_path: Path) -> None:
    """One run for all: modules and roles are found, arguments of roles and static imports are read."""
    imports = []
    for number, example in enumerate(examples()):
        written = plays(example)
        if written and not FOREIGN.search(example.text):
            (tmp_path / f"{number}.yml").write_text(yaml.safe_dump(written, sort_keys=False), encoding="utf-8")
            imports.append({"name": example.where, "ansible.builtin.import_playbook": f"{number}.yml"})
    assert len(imports) > 20
    (tmp_path / "all.yml").write_text(yaml.safe_dump(imports, sort_keys=False), encoding="utf-8")
    done = run(core, ["ansible-playbook", "--syntax-check", "all.yml"], {}, tmp_path)
    assert done.returncode == 0, done.stderr[-2000:]
    assert "all.yml" in done.stdout


def test_a_module_that_does_not_exist_fails_the_syntax_check(core: Core, tmp_path: Path) -> None:
    """Else the test above could not fail."""
    play = [{"name": "Wrong", "hosts": "localhost", "tasks": [{"name": "Wrong", f"{NAME}.service_inf": {}}]}]
    (tmp_path / "all.yml").write_text(yaml.safe_dump(play), encoding="utf-8")
    done = run(core, ["ansible-playbook", "--syntax-check", "all.yml"], {}, tmp_path)
    assert done.returncode != 0
    assert "service_inf" in done.stderr


def test_sources_of_inventory_are_read(core: Core, tmp_path: Path) -> None:
    """Those of examples/, and the one of the plugin's page, all in one run; every one makes groups of its own."""
    page = ROOT / "plugins/inventory/live_platform.py"
    texts = [path.read_text(encoding="utf-8") for path in sorted((ROOT / "examples").rglob("*live_platform.yml"))]
    assert len(texts) > 0
    argv: list[str | Path] = ["ansible-inventory", "--list"]
    for number, text in enumerate([*texts, documented(page, "EXAMPLES")]):
        source = {**yaml.safe_load(text), "group_prefix": f"lp{number}_"}
        (tmp_path / f"{number}.live_platform.yml").write_text(yaml.safe_dump(source), encoding="utf-8")
        argv += ["-i", f"{number}.live_platform.yml"]
    with Simulator(Dataset.samples()) as platform:
        env = {
            **platform.env(),
            "ANSIBLE_INVENTORY_ANY_UNPARSED_IS_FAILED": "true",
            "ANSIBLE_INVENTORY_CACHE_CONNECTION": str(tmp_path / "cache"),
        }
        done = run(core, argv, env, tmp_path)
    assert done.returncode == 0, done.stderr
    groups = yaml.safe_load(done.stdout)
    for number in range(len(texts) + 1):
        assert any(name.startswith(f"lp{number}_") for name in groups), number


@pytest.mark.parametrize(("way", "auth"), [("client credentials", "oauth"), ("token", "token"), ("password", "basic")])
def test_ways_of_the_authentication_guide(way: str, auth: str, tmp_path: Path, cores: list[Core]) -> None:
    """The variables of each way are those that are enough, secrets from files; the newest core is enough as well."""
    text = (GUIDES / "authentication_guide.rst").read_text(encoding="utf-8")
    block = text.partition(f":caption: {way}\n\n")[2].partition("\n\n")[0]
    given = dict(re.findall(r"export (LIVE_PLATFORM_\w+)=(\S+)", block))
    with Simulator(Dataset.samples()) as platform:
        real = platform.env(auth)
        env = {}
        for name, shown in given.items():
            plain = name.removesuffix("_FILE")
            assert plain in real
            env[name] = real[plain]
            if plain != name:
                assert shown.startswith("$HOME/")
                (tmp_path / plain).write_text(real[plain], encoding="utf-8")
                env[name] = str(tmp_path / plain)
        # where tokens come from has a default that is not the simulator
        missing = set(real) - {name.removesuffix("_FILE") for name in given}
        assert missing <= {"LIVE_PLATFORM_AUTHORITY"}
        env |= {name: real[name] for name in missing}
        if auth == "basic":
            env["LIVE_PLATFORM_URL"] += "/ovoc/v1"
        (tmp_path / "a.live_platform.yml").write_text(f"plugin: {NAME}.live_platform\ninclude: [services]\n", "utf-8")
        done = run(
            cores[-1], ["ansible-inventory", "-i", "a.live_platform.yml", "--graph", "lp_services"], env, tmp_path
        )
    assert done.stdout.count("|--") == 6, done.stderr


def test_play_of_the_authentication_guide(cores: list[Core], tmp_path: Path) -> None:
    """module_defaults of the action group reach every module of the play."""
    text = (GUIDES / "authentication_guide.rst").read_text(encoding="utf-8")
    ((name, body),) = CAPTIONED.findall(text)
    with Simulator(Dataset.samples()) as platform:
        real = platform.env("token")
        play = re.sub(r"^    ", "", body, flags=re.MULTILINE).replace(
            "https://live-platform.example.com", real["LIVE_PLATFORM_URL"]
        )
        (tmp_path / name).write_text(play, encoding="utf-8")
        done = run(cores[-1], ["ansible-playbook", name], {"SITE_TOKEN": real["LIVE_PLATFORM_ACCESS_TOKEN"]}, tmp_path)
    assert done.returncode == 0, done.stdout
    assert re.search(r"ok=2\b", done.stdout)
