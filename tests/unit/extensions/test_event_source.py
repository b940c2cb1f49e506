# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The loop of the event source: when it reads, what it sends, how long it waits, and what it dies of. No network, no sleep."""

from __future__ import annotations

import asyncio
import logging
import re
import runpy
import threading
import time
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta, timezone
from typing import Any

import pytest
import responses
import yaml

from ansible_collections.audiocodes.live_platform.plugins.module_utils._options.connection import OPTIONS
from ansible_collections.audiocodes.live_platform.plugins.module_utils.errors import (
    AuthenticationError,
    ConnectError,
    DataError,
    LivePlatformError,
    MissingLibraryError,
    NotFoundError,
    OptionError,
    ServerError,
)
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._watch.events import WATCHED, Seen, View
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._watch.options import OWN_OPTIONS, WatchOptions
from kits import harness
from kits.inventory import FakePlatform, customer_row, service_row

FILE = harness.ROOT / "extensions/eda/plugins/event_source/live_platform.py"
# as ansible-rulebook loads it
SOURCE = runpy.run_path(str(FILE))
AT = datetime(2026, 7, 1, tzinfo=timezone.utc)
BASE = {"url": "https://live.example.com", "access_token": "t0p-s3cret"}
ONE = {"service:1": Seen("service", "one", "One", ("pro", "ok", 1, 2, 3, "none"))}
TWO = ONE | {"service:2": Seen("service", "two", "Two", ("pro", "ok", 1, 2, 3, "none"))}
WORSE = {"service:1": Seen("service", "one", "One", ("pro", "error", 1, 2, 3, "none"))}


class EnoughError(Exception):
    """Ends a loop that would go on for ever."""


class Run:
    """What became of a watch: the events, and the seconds of each wait, which pass on its clock."""

    def __init__(self, readings: Sequence[dict[str, Seen] | LivePlatformError], **args: Any) -> None:
        self.events: list[dict[str, Any]] = []
        self.waits: list[float] = []
        self.threads: set[int] = set()
        self.now = AT
        self._readings = list(readings)
        options = WatchOptions.read({**BASE, "interval": 10, "max_interval": 100, **args}, {})

        def reading() -> dict[str, Seen]:
            self.threads.add(threading.get_ident())
            found = self._readings.pop(0)
            if isinstance(found, LivePlatformError):
                raise found
            return found

        watching = SOURCE["watch"](self, options, reading, self._sleep, lambda: self.now)
        self.died: Exception | None = None
        try:
            asyncio.run(watching)
        except EnoughError:
            pass
        except Exception as error:  # noqa: BLE001  a test looks at it
            self.died = error

    async def put(self, item: dict[str, Any]) -> None:
        self.events.append(item)

    async def _sleep(self, seconds: float) -> None:
        self.waits.append(seconds)
        self.now += timedelta(seconds=seconds)
        if not self._readings:
            raise EnoughError

    @property
    def types(self) -> list[str]:
        return [event["live_platform"]["type"] for event in self.events]


# --- failures


@pytest.mark.parametrize(
    "failure", [ConnectError, ServerError, DataError, AuthenticationError, NotFoundError, OptionError]
)
def test_a_passing_failure_is_logged_once_and_what_changed_is_sent_afterwards(
    failure: type[LivePlatformError], caplog: pytest.LogCaptureFixture
) -> None:
    run = Run([ONE, failure("not now"), failure("not now"), WORSE])
    assert run.died is None
    assert run.types == ["changed"]
    assert run.waits == [10, 20, 40, 10]
    assert [record.getMessage() for record in caplog.records if record.levelno >= logging.WARNING] == [
        "audiocodes.live_platform: reading failed, next attempt in 20 s: not now",
        "audiocodes.live_platform: reading failed, next attempt in 40 s: not now",
    ]


def test_the_delay_has_an_upper_bound_and_starts_anew_after_a_success() -> None:
    run = Run([*[ConnectError("x")] * 2000, ONE, ConnectError("x"), ONE])
    assert run.waits[:5] == [20, 40, 80, 100, 100]
    assert max(run.waits) == 100
    assert run.waits[-3:] == [10, 20, 10]
    assert run.events == []


@pytest.mark.parametrize("failure", [AuthenticationError, NotFoundError, OptionError, MissingLibraryError])
def test_a_first_reading_that_is_refused_ends_it(failure: type[LivePlatformError]) -> None:
    run = Run([failure("refused")])
    assert isinstance(run.died, failure)
    assert run.waits == []


def test_options_that_only_a_reading_can_refuse_end_it_at_once() -> None:
    """An Operation Center has no list of customers: no repetition mends that they are to be read there."""
    direct = {**BASE, "url": "https://oc.example.com/ovoc/v1"}
    with responses.RequestsMock() as http:
        http.get("https://oc.example.com/ovoc/v1/topology/services/", json={"services": [service_row(1)]})
        with pytest.raises(OptionError, match="customers"):
            asyncio.run(asyncio.wait_for(SOURCE["main"](None, direct), 20))


def test_a_bug_is_not_hidden() -> None:
    def broken() -> None:
        raise KeyError("nothing")

    with pytest.raises(KeyError):
        asyncio.run(SOURCE["watch"](None, WatchOptions.read(BASE, {}), broken, asyncio.sleep, lambda: AT))


@pytest.mark.parametrize(
    ("args", "says"),
    [
        ({"interval": "never"}, "interval must be a number"),
        ({"colour": 1}, "unknown option of this event source: colour"),
        ({"access_token": ""}, "exactly one way to authenticate"),
    ],
)
def test_a_wrong_option_ends_it_before_anything_is_read(
    args: dict[str, Any], says: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("LIVE_PLATFORM_ACCESS_TOKEN", raising=False)
    with pytest.raises(OptionError, match=says):
        asyncio.run(SOURCE["main"](None, {**BASE, **args}))


# --- readings


def test_a_silent_first_run_sends_only_what_changes() -> None:
    run = Run([TWO, TWO, TWO | WORSE, WORSE, TWO | WORSE])
    assert run.types == ["changed", "vanished", "appeared"]
    assert run.waits == [10] * 5
    assert not any(event["live_platform"]["initial"] for event in run.events)


def test_a_full_first_run_sends_everything_once() -> None:
    run = Run([ConnectError("x"), ONE, ONE, WORSE], first_run="full")
    assert run.types == ["appeared", "changed"]
    assert [event["live_platform"]["initial"] for event in run.events] == [True, False]


def test_the_event_loop_is_never_blocked_by_a_reading() -> None:
    run = Run([ONE, ONE])
    assert run.threads
    assert threading.get_ident() not in run.threads


def test_a_platform_that_does_not_answer_does_not_hold_up_a_stop() -> None:
    """As ansible-rulebook stops it, by cancellation; the program ends without waiting for the reading."""
    answer = threading.Event()

    def reading() -> dict[str, Seen]:
        answer.wait(20)
        return ONE

    async def scene() -> None:
        watching = asyncio.create_task(SOURCE["watch"](asyncio.Queue(), WatchOptions.read(BASE, {}), reading))
        await asyncio.sleep(0)
        watching.cancel()
        with pytest.raises(asyncio.CancelledError):
            await watching

    began = time.monotonic()
    try:
        asyncio.run(scene())
        assert time.monotonic() - began < 3
    finally:
        answer.set()


def test_a_full_queue_holds_the_source_up_and_loses_nothing() -> None:
    async def scene() -> list[str]:
        queue: asyncio.Queue[dict[str, Any]] = asyncio.Queue(maxsize=1)
        readings = [TWO, ONE, TWO, ONE, TWO]
        options = WatchOptions.read({**BASE, "interval": 1}, {})

        async def at_once(_seconds: float) -> None:
            if not readings:
                raise EnoughError

        watching = asyncio.create_task(SOURCE["watch"](queue, options, lambda: readings.pop(0), at_once, lambda: AT))
        found = [(await queue.get())["live_platform"]["type"] for _number in range(4)]
        with pytest.raises(EnoughError):
            await watching
        return found

    assert asyncio.run(scene()) == ["vanished", "appeared"] * 2


@pytest.mark.parametrize(
    ("include", "asked", "known"),
    [
        (["services"], ["services"], ["service:1"]),
        (["customers"], ["customers"], ["customer:c1"]),
        (["services", "customers"], ["services", "customers"], ["service:1", "customer:c1"]),
    ],
)
def test_a_reading_asks_for_what_is_included_with_one_request_each(
    include: list[str], asked: list[str], known: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    platform = FakePlatform()
    platform.holds([service_row(1)], [customer_row("c1")])
    monkeypatch.setitem(SOURCE["read"].__globals__, "Client", platform)
    found = SOURCE["read"](WatchOptions.read({**BASE, "include": include}, {}), lambda: AT)
    assert platform.requests == asked
    assert list(found) == known


def test_a_platform_that_lists_nothing_is_only_believed_when_told_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(SOURCE["read"].__globals__, "Client", FakePlatform())
    with pytest.raises(DataError, match="only if allow_empty is set"):
        SOURCE["read"](WatchOptions.read(BASE, {}), lambda: AT)
    assert SOURCE["read"](WatchOptions.read({**BASE, "allow_empty": True}, {}), lambda: AT) == {}


# --- readings that lost something


def objects(services: int, customers: int = 0) -> dict[str, Seen]:
    found = {f"service:{n}": Seen("service", f"s{n}", "S", ("pro", "ok", 1, 2, 3, "none")) for n in range(services)}
    return found | {f"customer:{n}": Seen("customer", f"c{n}", "C", ("oc_pro", 5)) for n in range(customers)}


@pytest.mark.parametrize(
    ("lost", "says"),
    [
        (objects(6), "the platform lists no customers, but there were 6 in the readings of the last 7 days"),
        (objects(0, 6), "the platform lists no services, but there were 6 in the readings of the last 7 days"),
        (objects(3, 6), "the platform lists 3 services, 3 fewer than the 6 in the readings of the last 7 days"),
        (objects(6, 3), "the platform lists 3 customers, 3 fewer than the 6 in the readings of the last 7 days"),
        (objects(6, 1), "the platform lists 1 customer, 5 fewer than the 6 in the readings of the last 7 days"),
    ],
    ids=["no customers", "no services", "half of the services", "half of the customers", "one customer"],
)
def test_nobody_vanishes_where_a_list_lost_too_much(
    lost: dict[str, Seen], says: str, caplog: pytest.LogCaptureFixture
) -> None:
    """Also where reading after reading says the same: what is behind the platform may fail for days."""
    run = Run([objects(6, 6), *[lost] * 20, objects(6, 6), objects(6, 5)])
    assert run.types == ["vanished"]
    assert run.events[0]["live_platform"]["instance_id"] == "customer:5"
    assert run.waits[:4] == [10, 20, 40, 80]
    texts = [record.getMessage() for record in caplog.records if record.levelno >= logging.WARNING]
    assert len(texts) == 20
    assert all("reading failed" in text and says in text and "start the event source again" in text for text in texts)


@pytest.mark.parametrize(
    ("before", "after", "args", "gone"),
    [
        (objects(2, 1), objects(1, 1), {}, 1),
        (objects(10), objects(6), {}, 4),
        (objects(10), objects(5), {"maximum_drop_percent": 50}, 5),
        (objects(10), objects(1), {"maximum_drop_percent": "100"}, 9),
        (objects(3, 3), objects(3), {"allow_empty": True}, 3),
    ],
)
def test_who_is_gone_vanishes_as_far_as_the_options_say(
    before: dict[str, Seen], after: dict[str, Seen], args: dict[str, Any], gone: int
) -> None:
    assert Run([before, after], **args).types == ["vanished"] * gone


DAILY = {"interval": 86400, "max_interval": 86400}
HALF = objects(3, 6)


def refusals(caplog: pytest.LogCaptureFixture) -> list[str]:
    return [text for text in map(logging.LogRecord.getMessage, caplog.records) if "reading failed" in text]


def test_a_loss_that_lasts_for_seven_days_is_believed_and_logged(caplog: pytest.LogCaptureFixture) -> None:
    run = Run([objects(6, 6), *[HALF] * 7], **DAILY)
    assert run.types == []
    caplog.clear()
    run = Run([objects(6, 6), *[HALF] * 10, objects(2, 6)], **DAILY)
    assert run.types == ["vanished"] * 4
    assert [event["live_platform"]["at"][:10] for event in run.events] == ["2026-07-09"] * 3 + ["2026-07-12"]
    assert len(refusals(caplog)) == 7
    assert all("a loss that lasts is accepted after 7 days" in text for text in refusals(caplog))
    assert all("maximum_drop_percent (40)" in text and "raise it" in text for text in refusals(caplog))
    assert caplog.messages[7:] == [
        "audiocodes.live_platform: accepted, because it has lasted: the platform lists 3 services, instead of 6"
    ]


def test_a_loss_that_is_over_in_time_sends_nothing() -> None:
    assert Run([objects(6, 6), *[HALF] * 7, objects(6, 6), *[HALF] * 7, objects(6, 6)], **DAILY).types == []


def test_a_loss_counts_from_the_day_on_which_it_is_seen_first(caplog: pytest.LogCaptureFixture) -> None:
    """Nothing was read for two weeks: what comes then may be half of it as well."""
    readings: list[dict[str, Seen] | LivePlatformError] = [objects(6, 6), *[ConnectError("down")] * 14, *[HALF] * 7]
    assert Run(readings, **DAILY).types == []
    caplog.clear()
    assert Run([*readings, HALF, HALF], **DAILY).types == ["vanished"] * 3
    assert len(refusals(caplog)) == 14 + 8


def test_small_losses_add_up(caplog: pytest.LogCaptureFixture) -> None:
    """As in the inventory: the measure is the highest count of seven days, and not the reading before."""
    run = Run([objects(10), objects(8), objects(7), objects(5), objects(5)])
    assert run.types == ["vanished"] * 3
    assert len(refusals(caplog)) == 2
    assert all(
        "5 services, 5 fewer than the 10 in the readings of the last 7 days" in text for text in refusals(caplog)
    )


def test_an_empty_list_is_never_believed_for_its_age(caplog: pytest.LogCaptureFixture) -> None:
    assert Run([objects(6, 6), *[objects(6)] * 40], **DAILY).types == []
    assert len(refusals(caplog)) == 40
    assert all("set allow_empty" in text for text in refusals(caplog))


def test_a_first_reading_after_a_start_is_the_new_measure() -> None:
    assert Run([objects(3), objects(3)]).types == []


@pytest.mark.parametrize(
    ("services", "customers", "args", "says"),
    [
        ([service_row(umpId="c1")], [], {}, "1 of them carry the GUID of a customer"),
        ([service_row(serviceSource="OC")], [], {}, "1 of them are not Device Manager services"),
        ([], [customer_row()], {}, "not a single service"),
        ([service_row()], [customer_row()], {"minimum_services": 2}, "1 service, fewer than minimum_services (2)"),
        ([service_row()], [customer_row()], {"minimum_customers": "2"}, "1 customer, fewer than minimum_customers (2)"),
    ],
)
def test_a_reading_whose_lists_cannot_be_believed_fails(
    monkeypatch: pytest.MonkeyPatch, services: list[Any], customers: list[Any], args: dict[str, Any], says: str
) -> None:
    platform = FakePlatform()
    platform.holds(services, customers)
    monkeypatch.setitem(SOURCE["read"].__globals__, "Client", platform)
    with pytest.raises(DataError, match=re.escape(says)):
        SOURCE["read"](WatchOptions.read({**BASE, **args}, {}), lambda: AT)


def test_device_manager_services_alone_are_fine_and_that_is_said_once(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    platform = FakePlatform()
    platform.holds([service_row(1), service_row(2)])
    monkeypatch.setitem(SOURCE["read"].__globals__, "Client", platform)
    caplog.set_level(logging.INFO)
    said: set[str] = set()
    for _reading in range(3):
        assert len(SOURCE["read"](WatchOptions.read(BASE, {}), lambda: AT, said)) == 2
    texts = [(record.levelno, record.getMessage()) for record in caplog.records]
    assert [level for level, text in texts if "Device Manager services" in text] == [logging.INFO]


def test_a_value_that_cannot_be_read_is_no_change(caplog: pytest.LogCaptureFixture) -> None:
    blind = {"service:1": ONE["service:1"]._replace(values=("pro", "unknown", 1, 2, 3, "none"), unread=(1,))}
    run = Run([ONE, blind, blind, ONE, blind, WORSE])
    assert run.types == ["changed"]
    assert run.events[0]["live_platform"]["before"]["status"] == "ok"
    texts = [record.getMessage() for record in caplog.records if record.levelno >= logging.WARNING]
    assert texts == ["audiocodes.live_platform: could not be read, treated as unchanged: status of 1 service"] * 2


def test_a_value_that_is_read_for_the_first_time_is_no_change() -> None:
    blind = {"service:1": ONE["service:1"]._replace(values=("pro", "unknown", 1, 2, 3, "none"), unread=(1,))}
    assert Run([blind, blind, ONE]).types == []
    assert Run([blind, blind, ONE, WORSE]).types == ["changed"]


# --- the rulebook of the collection

(RULESET,) = yaml.safe_load((harness.ROOT / "extensions/eda/rulebooks/license_watch.yml").read_text(encoding="utf-8"))
CONDITIONS = {rule["name"]: rule["condition"] for rule in RULESET["rules"]}


def named(condition: str) -> set[str]:
    """The fields whose change a condition looks for."""
    return set(re.findall(r'event\.live_platform\.changed contains "(\w+)"', condition))


def test_the_rule_about_licenses_and_seats_fires_for_every_field_that_is_watched_as_one() -> None:
    """Those of services as well as those of customers."""
    fields = {field for name in ("license_type", "seats") for kind in WATCHED[name].values() for field in kind}
    assert named(CONDITIONS["A license type or a number of seats changed"]) == fields


@pytest.mark.parametrize("rule", CONDITIONS)
def test_rules_name_fields_that_can_change(rule: str) -> None:
    assert named(CONDITIONS[rule]) <= {*View().fields("service"), *View().fields("customer")}


# --- documentation


def documented() -> dict[str, dict[str, Any]]:
    options: dict[str, dict[str, Any]] = yaml.safe_load(SOURCE["DOCUMENTATION"])["options"]
    return options


def test_every_option_is_documented_with_its_type_and_default() -> None:
    found = documented()
    assert set(found) == {*OWN_OPTIONS, *(option.name for option in OPTIONS)}
    for option in OPTIONS:
        assert (found[option.name]["type"], found[option.name].get("default")) == (option.type, option.default)
        assert option.env in " ".join(found[option.name]["description"])
    read: Callable[[str], Any] = lambda name: getattr(WatchOptions.read(BASE, {}), name)  # noqa: E731
    same = (
        "interval",
        "max_interval",
        "first_run",
        "include",
        "trial_expiring_days",
        "allow_empty",
        "maximum_drop_percent",
    )
    for name in same:
        assert found[name]["default"] == read(name), name
    for kind, least in read("minimums").items():
        assert found[f"minimum_{kind}"]["default"] == least, kind
    for name in ("watch", "match_by", "group_by", "nested_groups", "group_prefix"):
        default = getattr(read("view"), name)
        assert found[name]["default"] == (default if isinstance(default, str) else list(default)), name


def test_the_example_is_a_rulebook_that_names_this_source() -> None:
    (ruleset,) = yaml.safe_load(SOURCE["EXAMPLES"])
    (source,) = ruleset["sources"]
    ((name, args),) = source.items()
    assert name == "audiocodes.live_platform.live_platform"
    assert WatchOptions.read({**BASE, **args}, {}).interval == 300
