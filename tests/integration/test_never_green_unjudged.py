# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A platform that does not say all there is, seen by every part: nothing is lost, called gone, or called fine.

``TROUBLES`` are the rows, ``COLUMNS`` the parts. A part sees the platform in order first, then in trouble, and says by itself
whether it noticed. To add one, write a class like those here and name it in ``COLUMNS``.
"""

from __future__ import annotations

import asyncio
import json
import logging
import runpy
import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._watch.options import WatchOptions
from kits import harness, trouble_api, trouble_roles
from kits.trouble import IN_ORDER, TROUBLES, Column, Place, healthy
from simulator import Dataset, Simulator

HERE = harness.Core("", Path(sys.executable).parent)


# --- columns


# what is said of each row
SAYS = {
    "customers empty": "the platform lists no customers, but there were 10 in the cache",
    "services empty": "the platform lists no services, but there were 16 in the cache",
    "half": "the platform lists 8 services, 8 fewer than the 16 in the cache",
    "field renamed": "status could not be read in any of 16 services",
    "field of customers renamed": "active_users could not be read in any of 10 customers",
    "value unreadable": "active_users of 1 of 10 customers (micu_test)",
    "206": "HTTP 206",
    "stale": "HTTP 503",
}

CACHED: dict[str, Any] = {
    "group_by": ["usage"],
    "cache": True,
    "cache_plugin": "ansible.builtin.jsonfile",
    "maximum_drop_percent": 20,
}


class Inventory:
    """ansible-inventory with a cache that measures losses and stands in."""

    def _listed(self, place: Place, **options: Any) -> tuple[int, str, dict[str, Any]]:
        source = place.folder / "live_platform.yml"
        source.write_text(json.dumps({"plugin": "audiocodes.live_platform.live_platform", **options}))
        more = {
            "ANSIBLE_INVENTORY_UNPARSED_FAILED": "true",
            "ANSIBLE_CACHE_PLUGIN_CONNECTION": str(place.folder / "cache"),
            "COLUMNS": "1000",
        }
        argv: list[str | Path] = ["ansible-inventory", "--list", "--export", "--flush-cache", "-i", source]
        done = harness.run(HERE, argv, {**place.env, **more})
        return done.returncode, " ".join(done.stderr.split()), json.loads(done.stdout) if done.stdout.strip() else {}

    def learn(self, place: Place) -> None:
        status, text, found = self._listed(place, **CACHED)
        assert (status, len(found["_meta"]["hostvars"])) == (0, 16), text

    def notices(self, place: Place, trouble: str) -> None:
        status, text, found = self._listed(place, **CACHED)
        assert SAYS[trouble] in text
        if trouble == "value unreadable":
            # one customer of many: the rest is as good as ever
            assert (status, len(found["_meta"]["hostvars"])) == (0, 16)
            assert "oc-1" not in {
                host for name in found if "lp_usage_" in name for host in found[name].get("hosts", ())
            }
            return
        assert (status != 0, found) == (True, {})
        # whoever wants the copy gets all hosts, in a group that says so
        status, text, found = self._listed(place, **CACHED, cache_stale_on_error=86400)
        assert (status, len(found["_meta"]["hostvars"]), len(found["lp_stale"]["hosts"])) == (0, 16, 16)
        assert "STALE DATA" in text

    def is_green(self, place: Place) -> None:
        status, text, found = self._listed(place)
        assert (status, len(found["_meta"]["hostvars"])) == (0, len(place.sim.dataset.services))
        assert text == ""


FAILED_READINGS = {"customers empty", "services empty", "half", "206", "stale"}


class Events:
    """The event source, which reads in order, in trouble some times, and in order again."""

    def _run(self, place: Place, troubles: list[str], data: Callable[[], Dataset]) -> tuple[list[Any], list[str]]:
        source = runpy.run_path(str(harness.ROOT / "extensions/eda/plugins/event_source/live_platform.py"))
        options = WatchOptions.read({}, place.env)
        events: list[Any] = []
        texts: list[str] = []
        handler = logging.Handler(logging.WARNING)
        handler.emit = lambda record: texts.append(record.getMessage())  # type: ignore[method-assign]
        logger = logging.getLogger("audiocodes.live_platform.event_source")

        class Queue:
            async def put(self, item: Any) -> None:
                events.append(item["live_platform"])

        def reading() -> Any:
            place.be(data, troubles.pop(0))
            return source["read"](options)

        async def at_once(_seconds: float) -> None:
            if not troubles:
                raise asyncio.CancelledError

        logger.addHandler(handler)
        try:
            with pytest.raises(asyncio.CancelledError):
                asyncio.run(source["watch"](Queue(), options, reading, at_once))
        finally:
            logger.removeHandler(handler)
        return events, texts

    def learn(self, place: Place) -> None:
        """Nothing is kept: it learns while it watches."""

    def notices(self, place: Place, trouble: str) -> None:
        events, texts = self._run(place, ["", *[trouble] * 4, ""], healthy)
        assert events == []
        if trouble in FAILED_READINGS:
            assert len(texts) == 4
            assert all("reading failed" in text for text in texts)
        elif trouble == "field renamed":
            assert texts == [
                "audiocodes.live_platform: could not be read, treated as unchanged: status of 16 services",
            ]
        else:
            # how many seats are in use is not watched
            assert texts == []

    def is_green(self, place: Place) -> None:
        data = place.sim.dataset
        assert self._run(place, [""] * 3, lambda: data) == ([], [])


COLUMNS: dict[str, Column] = {
    "inventory": Inventory(),
    "events": Events(),
    "report": trouble_roles.Report(),
    "compliance": trouble_roles.Compliance(),
    "rightsizing": trouble_roles.Rightsizing(),
    "compliance from the API": trouble_api.Compliance(),
    "rightsizing from the API": trouble_api.Rightsizing(),
    "removal": trouble_roles.Removal(),
}


# --- the matrix


@pytest.fixture(scope="module")
def simulator() -> Iterator[Simulator]:
    """One for all cells: what is kept of a platform goes by its address."""
    with Simulator() as running:
        yield running


@pytest.fixture(scope="module")
def learned(simulator: Simulator, tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """The folder in which a part left what it keeps of the platform in order; made at the first call."""
    folders: dict[str, Path] = {}

    def of(column: str) -> Path:
        if column not in folders:
            place = Place(simulator, tmp_path_factory.mktemp("learned"))
            place.be(healthy)
            COLUMNS[column].learn(place)
            folders[column] = place.folder
        return folders[column]

    return of


@pytest.mark.parametrize("trouble", TROUBLES)
@pytest.mark.parametrize("column", COLUMNS)
def test_no_trouble_is_taken_for_fine(
    column: str, trouble: str, simulator: Simulator, learned: Callable[[str], Path], tmp_path: Path
) -> None:
    folder = shutil.copytree(learned(column), tmp_path / "place")
    place = Place(simulator, folder)
    place.be(healthy, trouble)
    COLUMNS[column].notices(place, trouble)


@pytest.mark.parametrize("data", IN_ORDER)
@pytest.mark.parametrize("column", COLUMNS)
def test_a_platform_in_order_is_green(column: str, data: str, simulator: Simulator, tmp_path: Path) -> None:
    place = Place(simulator, tmp_path)
    place.be(IN_ORDER[data])
    COLUMNS[column].is_green(place)


def test_roles_that_read_the_platform_compare_both_lists(tmp_path: Path) -> None:
    """Also where the two come from two modules."""
    found, writes = trouble_api.played([*IN_ORDER, "customers empty", "services empty"], tmp_path)
    for name in IN_ORDER:
        for summary in found[name].values():
            assert (summary["verdict"], summary["message"]) == ("ok", "")
    for name in ("customers empty", "services empty"):
        for summary in found[name].values():
            assert (summary["verdict"], trouble_api.SAYS[name] in summary["message"]) == ("failed", True)
    assert set(writes.values()) == {0}
