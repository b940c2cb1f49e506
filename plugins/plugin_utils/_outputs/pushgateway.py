# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Sends samples to a Prometheus Pushgateway, which keeps them until they are replaced.

Each platform is a group of its own there. A gateway gives the labels of a group to all of its series, in place of labels
of the same name, so those of the group are left out of the data.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from ansible_collections.audiocodes.live_platform.plugins.module_utils.text import one_line
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._outputs import prometheus, sending
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._outputs.delivery import DeliveryError, deliver
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._outputs.prometheus import (
    EVERYWHERE,
    PLATFORM,
    REPORT,
    Sample,
    label_text,
)
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._outputs.text import some, untemplatable

# seconds before the second attempt; they double each time
_DELAY = 2.0
# the content type of the classic format
_TYPE = "text/plain; version=0.0.4; charset=utf-8"
# text that is the same in an address and in the group
_SIMPLE = re.compile(r"[A-Za-z0-9_-]+")

# characters of a message, which a summary holds
_LONGEST_MESSAGE = 300

OFF = "off"
SENT = "sent"
WOULD_SEND = "would_send"
UNDELIVERED = "undelivered"


@dataclass(frozen=True)
class Gateway:
    """A gateway, and how to reach it. `headers` are secret. `verify`: a file of certificates, or whether they are checked.

    `secrets` are in the headers in another form.
    `grouping` are more labels of each group, beside job, platform and report.
    """

    url: str
    job: str
    grouping: Mapping[str, str] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)
    secrets: tuple[str, ...] = field(default=(), repr=False)
    verify: str | bool = True
    # for a whole answer, in seconds
    timeout: float = 20.0
    retries: int = 3


def push(
    gateway: Gateway | None, samples: Callable[[], Iterable[Sample]], report: str, *, dry_run: bool
) -> dict[str, Any]:
    """Replace the groups of the samples' platforms, and return the outcome: `state` and `message`.

    A failure is in the outcome and not raised, because the files are written already. After one, the other platforms are
    still sent. `samples` makes what is sent, and is called only for a gateway. `report` is the name of the files; nothing is sent
    for `dry_run`. Raises `MissingLibraryError`.
    """
    if gateway is None:
        return outcome()
    groups: dict[str, list[Sample]] = {}
    for sample in samples():
        groups.setdefault(dict(sample.labels).get(PLATFORM, ""), []).append(sample)
    # everything is made before the first is sent, so that what cannot be made sends nothing
    contents = {
        platform: prometheus.render(of_platform, without=EVERYWHERE) for platform, of_platform in groups.items()
    }
    sending.library("metrics for a gateway")
    if dry_run:
        return outcome(WOULD_SEND if contents else OFF, _told("would send", contents))
    failures = []
    for platform, content in contents.items():
        try:
            address = _address(gateway, platform, report)
            deliver(partial(_put, gateway, address, content), gateway.retries, _DELAY)
        except DeliveryError as error:
            failures.append(f"{platform or 'no name'}: {error.message}")
    if failures:
        return outcome(UNDELIVERED, f"the metrics were not delivered to the gateway for {some(failures)}")
    return outcome(SENT if contents else OFF, _told("sent", contents))


def outcome(state: str = OFF, message: str = "") -> dict[str, Any]:
    """Return what a summary says about the gateway. `state` is one of the words above."""
    told: dict[str, Any] = untemplatable({"state": state, "message": one_line(message, _LONGEST_MESSAGE)})
    return told


def with_outcome(result: dict[str, Any], pushed: Mapping[str, Any]) -> dict[str, Any]:
    """Return a task's result with the outcome of the gateway: what was not delivered fails the task, as a notification does.

    It comes after the files, which are written whatever becomes of it.
    """
    sent = {"changed": result["changed"] or pushed["state"] in {SENT, WOULD_SEND}}
    lost = {"failed": True, "msg": pushed["message"]} if pushed["state"] == UNDELIVERED else {}
    return {**result, **sent, **lost}


def _told(what: str, contents: Mapping[str, bytes]) -> str:
    return (
        f"{what}: {some([platform or 'no name' for platform in contents])}" if contents else "there is nothing to send"
    )


def _put(gateway: Gateway, address: str, body: bytes) -> str:
    # PUT and not POST: what a group had before and does not have any more is gone
    return sending.send(
        "metrics for a gateway",
        "PUT",
        address,
        body,
        {"Content-Type": _TYPE, **gateway.headers},
        gateway.timeout,
        gateway.verify,
        gateway.secrets,
        secret_address=False,
    )


def _address(gateway: Gateway, platform: str, report: str) -> str:
    group = [
        ("job", gateway.job),
        (PLATFORM, platform),
        (REPORT, label_text(report)),
        *sorted(gateway.grouping.items()),
    ]
    return "/".join([gateway.url.rstrip("/"), "metrics", *_segments(group)])


def _segments(group: Sequence[tuple[str, str]]) -> list[str]:
    """Return the parts of a path. Text that a path could change, such as `..` or a slash, is in base64, as the gateway reads it."""
    found = []
    for name, value in group:
        if _SIMPLE.fullmatch(value):
            found += [name, value]
        else:
            # a padding alone is the empty text
            found += [f"{name}@base64", base64.urlsafe_b64encode(value.encode()).decode() or "="]
    return found
