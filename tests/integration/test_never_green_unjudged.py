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
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar, Protocol

import pytest

import harness
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils.watch_options import WatchOptions
from simulator import Dataset, Fault, Simulator

HERE = harness.Core("", Path(sys.executable).parent)
SERVICES, CUSTOMERS = "/topology/services", "/v3/customer"


# --- platforms that are in order


def healthy() -> Dataset:
    """The vendor's examples, and an Operator Connect service for each of the ten customers."""
    data = Dataset.samples()
    for number, customer in enumerate(data.customers, 1):
        more = {"id": number, "name": f"oc-{number}", "serviceSource": "OC", "umpId": customer["UmpCustomerGuid"]}
        data.services.append({**data.services[0], "deviceManagerParams": {}, "parameters": [], **more})
    return data


def device_manager_alone() -> Dataset:
    """The vendor's example of services; the platform has no customer."""
    data = Dataset.samples()
    data.customers = []
    return data


IN_ORDER = {"healthy": healthy, "Device Manager alone": device_manager_alone}


# --- rows


def _no_customers(sim: Simulator) -> None:
    sim.dataset.customers = []


def _no_services(sim: Simulator) -> None:
    sim.dataset.services = []


def _half(sim: Simulator) -> None:
    """Half of each list, none of them known to be missing by the other one."""
    sim.dataset.customers = sim.dataset.customers[::2]
    sim.dataset.services = sim.dataset.services[::2]


def _renamed(sim: Simulator) -> None:
    for service in sim.dataset.services:
        service["state"] = service.pop("status")


def _unreadable(sim: Simulator) -> None:
    sim.dataset.customers[0]["ActiveUserCount"] = "1,500"


def _part(sim: Simulator) -> None:
    sim.fault(CUSTOMERS, Fault("part", status=206, rows=5))


def _stale(sim: Simulator) -> None:
    sim.fault(SERVICES, Fault(status=503))


TROUBLES: dict[str, Callable[[Simulator], None]] = {
    "customers empty": _no_customers,
    "services empty": _no_services,
    "half": _half,
    "field renamed": _renamed,
    "value unreadable": _unreadable,
    "206": _part,
    "stale": _stale,
}


# --- columns


@dataclass
class Place:
    """Where a part works: a platform, and a folder that holds what it left there when the platform was in order."""

    sim: Simulator
    folder: Path

    @property
    def env(self) -> dict[str, str]:
        """How to reach the platform; nothing is tried again."""
        return {**self.sim.env(), "LIVE_PLATFORM_RETRIES": "0", "LIVE_PLATFORM_RATE_LIMIT": "0"}

    def be(self, data: Callable[[], Dataset], trouble: str = "") -> None:
        """Let the platform hold these rows, and then be in trouble."""
        self.sim.clear_faults()
        self.sim.dataset = data()
        if trouble:
            TROUBLES[trouble](self.sim)


class Column(Protocol):
    """One part."""

    def learn(self, place: Place) -> None:
        """See the platform in order, once for all rows, and leave in the folder what is kept of that."""

    def notices(self, place: Place, trouble: str) -> None:
        """See the platform in trouble; AssertionError where it is taken for fine."""

    def is_green(self, place: Place) -> None:
        """See a platform in order, with all defaults; AssertionError where anything is said against it."""


# what is said of each row
SAYS = {
    "customers empty": "the platform lists no customers, but there were 10 in the cache",
    "services empty": "the platform lists no services, but there were 16 in the cache",
    "half": "the platform lists 8 services, 8 fewer than the 16 in the cache",
    "field renamed": "status could not be read in any of 16 services",
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
                "audiocodes.live_platform: could not be read, counts as unchanged: status of 16 services",
            ]
        else:
            # how many seats are in use is not watched
            assert texts == []

    def is_green(self, place: Place) -> None:
        data = place.sim.dataset
        assert self._run(place, [""] * 3, lambda: data) == ([], [])


def play(
    place: Place, name: str, *argv: str | Path, **variables: Any
) -> tuple[subprocess.CompletedProcess[str], dict[str, Any]]:
    """Run a playbook of the collection; return it and the result that it publishes."""
    env = {**place.env, "ANSIBLE_SHOW_CUSTOM_STATS": "true", "ANSIBLE_NOCOLOR": "true", "COLUMNS": "1000"}
    env |= {
        "ANSIBLE_CACHE_PLUGIN_CONNECTION": str(place.folder / "cache"),
        "ANSIBLE_INVENTORY_UNPARSED_WARNING": "false",
    }
    command: list[str | Path] = [
        "ansible-playbook",
        f"audiocodes.live_platform.{name}",
        "-e",
        json.dumps(variables),
        *argv,
    ]
    done = harness.run(HERE, command, env, cwd=place.folder)
    text = done.stdout.partition("CUSTOM STATS:")[2].partition("RUN:")[2]
    return done, json.loads(text or "{}")


STALE_SOURCE = {
    "plugin": "audiocodes.live_platform.live_platform",
    **CACHED,
    "cache_stale_on_error": 86400,
    # older than that at once, and so read again
    "cache_timeout": 1,
}


def source_of(place: Place, **options: Any) -> Path:
    """An inventory source whose copy stands in for a platform in trouble."""
    source = place.folder / "live_platform.yml"
    source.write_text(json.dumps({**STALE_SOURCE, **options}), encoding="utf-8")
    return source


class Compliance:
    """A gate that asks the platform itself, with a baseline of the platform in order."""

    gate: ClassVar[dict[str, Any]] = {
        "compliance_source": "api",
        "compliance_baseline": "base.json",
        "license_report_formats": ["json"],
    }

    def _judged(self, place: Place, **more: Any) -> tuple[int, dict[str, Any]]:
        done, told = play(place, "compliance_report", "-i", source_of(place), **self.gate, **more)
        return done.returncode, told["compliance_result"]

    def learn(self, place: Place) -> None:
        _status, told = self._judged(place)
        assert (told["verdict"], told["unjudged"], told["message"][-8:]) == ("warning", 0, "findings")
        assert (place.folder / "base.json").exists()

    def notices(self, place: Place, trouble: str) -> None:
        before = (place.folder / "base.json").read_bytes()
        known = {item["id"] for item in json.loads(before)["findings"]}
        # what is about the status of services is at most high
        status, told = self._judged(place, compliance_fail_on="high" if trouble == "field renamed" else "critical")
        assert (status, told["verdict"]) == (2, "failed")
        assert not told["fixed"]
        kept = {item["id"] for item in json.loads((place.folder / "base.json").read_text(encoding="utf-8"))["findings"]}
        assert known <= kept
        assert SAYS_NOT_JUDGED[trouble] in told["message"]

    def is_green(self, place: Place) -> None:
        status, told = self._judged(place)
        assert (status, told["unjudged"], told["stale"]) == (0, 0, "")
        assert told["message"].endswith("open findings")


SAYS_NOT_JUDGED = {
    "customers empty": "not a single customer",
    "services empty": "not a single service",
    "half": "8 fewer than the 16 in the baseline",
    "field renamed": "service-in-error (16 services: status could not be read)",
    "value unreadable": "seats-over-acquired (1 customer: active_users could not be read)",
    "206": "HTTP 206",
    "stale": "HTTP 503",
}


class Report:
    """A report on an inventory whose copy stands in."""

    def _reported(self, place: Place) -> dict[str, Any]:
        done, told = play(
            place,
            "license_report",
            "-i",
            source_of(place),
            "--flush-cache",
            license_report_formats=["json", "html", "csv", "md"],
        )
        assert done.returncode == 0, done.stdout + done.stderr
        result: dict[str, Any] = told["license_report_result"]
        return result

    def learn(self, place: Place) -> None:
        assert self._reported(place)["status"] == "ok"

    def notices(self, place: Place, trouble: str) -> None:
        told = self._reported(place)
        assert told["status"] == "warning"
        says = "could not be read" if trouble == "value unreadable" else "stale data"
        assert says in told["message"]
        for suffix in ("json", "html", "csv", "md"):
            text = (place.folder / "reports" / f"license_report.{suffix}").read_text(encoding="utf-8")
            # CSV has a column of its own for fields that could not be read
            assert says in text or (suffix == "csv" and "active_users" in text.split("\n", 2)[2]), suffix

    def is_green(self, place: Place) -> None:
        assert self._reported(place)["status"] == "ok"


class Rightsize:
    """A plan that is applied at once, of an inventory whose copy stands in."""

    def _applied(self, place: Place) -> tuple[int, dict[str, Any]]:
        done, told = play(
            place, "license_rightsize", "-i", source_of(place), "--flush-cache", license_rightsize_apply=True
        )
        return done.returncode, told["license_rightsize_result"]

    def learn(self, place: Place) -> None:
        done, _told = play(place, "license_report", "-i", source_of(place), license_report_formats=["json"])
        assert done.returncode == 0

    def notices(self, place: Place, trouble: str) -> None:
        status, told = self._applied(place)
        assert (status, told["verdict"], told["applied"]) == (2, "failed", False)
        assert place.sim.count(method="PATCH") == 0
        assert ("could not be read" if trouble == "value unreadable" else "nothing is changed by stale data") in told[
            "message"
        ]

    def is_green(self, place: Place) -> None:
        if place.sim.dataset.customers:
            status, told = self._applied(place)
            assert (status, told["verdict"]) == (0, "ok")
        else:
            done, told = play(
                place, "license_rightsize", "-i", source_of(place), license_rightsize_minimum_population=0
            )
            assert (done.returncode, told["license_rightsize_result"]["verdict"]) == (0, "ok")


COLUMNS: dict[str, Column] = {
    "inventory": Inventory(),
    "events": Events(),
    "compliance": Compliance(),
    "report": Report(),
    "rightsizing": Rightsize(),
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
            folders[column] = tmp_path_factory.mktemp("learned")
            place = Place(simulator, folders[column])
            place.be(healthy)
            COLUMNS[column].learn(place)
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
