# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a gateway receives, and what is said if it takes nothing."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._outputs import delivery
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._outputs.prometheus import Sample, sample
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._outputs.pushgateway import Gateway, push
from kits.metrics import gateway, read

REPORT = "license_report"


def samples(*platforms: str) -> list[Sample]:
    return [
        one
        for number, name in enumerate(platforms, 1)
        for one in sample("live_platform_services", number, platform=name, report=REPORT, status="ok")
    ]


def sent(place: Gateway, *platforms: str, dry_run: bool = False) -> dict[str, Any]:
    return push(place, lambda: samples(*platforms), REPORT, dry_run=dry_run)


def test_a_platform_is_a_group_and_its_labels_are_not_in_the_data() -> None:
    """A gateway would put the labels of the group in place of those of the data, without a word."""
    with gateway() as place:
        told = sent(Gateway(place.url + "/", "nightly", {"environment": "prod"}), "lab", "live.example.com:8443")
    assert told == {"state": "sent", "message": "sent: lab, live.example.com:8443"}
    assert [(method, group) for method, group, _headers, _text in place.received] == [
        ("PUT", {"job": "nightly", "platform": name, "report": REPORT, "environment": "prod"})
        for name in ("lab", "live.example.com:8443")
    ]
    for number, (_method, _group, headers, text) in enumerate(place.received, 1):
        assert read(text) == {("live_platform_services", (("status", "ok"),)): number}
        assert headers["Content-Type"].startswith("text/plain; version=0.0.4")


@pytest.mark.parametrize("name", ["", "a/b", "..", ".", "a b", "gr\u00fcn", "{{ 1 }}", "%2F", "a?b#c", "=", "x" * 300])
def test_any_name_of_a_platform_arrives(name: str) -> None:
    with gateway() as place:
        assert sent(Gateway(place.url, "j/../k"), name)["state"] == "sent"
    ((_method, group, _headers, _text),) = place.received
    assert (group["job"], group["platform"][:100]) == ("j/../k", name[:100])


def test_nothing_is_sent_in_check_mode_or_without_a_gateway() -> None:
    with gateway() as place:
        assert sent(Gateway(place.url, "j"), "lab", dry_run=True) == {
            "state": "would_send",
            "message": "would send: lab",
        }
        assert push(None, lambda: samples("lab"), REPORT, dry_run=False) == {"state": "off", "message": ""}
        assert sent(Gateway(place.url, "j")) == {"state": "off", "message": "there is nothing to send"}
    assert place.received == []


def test_a_refusal_is_said_without_a_secret_and_the_other_platforms_are_sent() -> None:
    said = 'no metrics for hunter2! "Basic cmVwb3J0czpodW50ZXIyIQ=="'
    with gateway(400, said) as place:
        told = sent(
            Gateway(place.url, "j", headers={"Authorization": "Basic cmVwb3J0czpodW50ZXIyIQ=="}, secrets=("hunter2!",)),
            *("lab", "prod"),
        )
    assert told["state"] == "undelivered"
    assert told["message"].startswith(
        "the metrics were not delivered to the gateway for lab: HTTP 400: no metrics for ***"
    )
    assert "hunter2" not in told["message"]
    assert "cmVwb3J0" not in told["message"]
    assert [group["platform"] for _method, group, _headers, _text in place.received] == ["lab", "prod"]


def test_a_gateway_that_is_away_is_tried_again(monkeypatch: pytest.MonkeyPatch) -> None:
    slept: list[float] = []
    monkeypatch.setattr(delivery, "sleep", slept.append)
    with gateway(503) as place:
        told = sent(Gateway(place.url, "j", retries=2), "lab")
    assert told == {
        "state": "undelivered",
        "message": "the metrics were not delivered to the gateway for lab: HTTP 503 (attempts: 3)",
    }
    assert slept == [2.0, 4.0]
    assert len(place.received) == 3
    told = sent(replace(Gateway(place.url, "j", retries=0)), "lab")
    assert told["message"].endswith("for lab: no connection: Connection refused (attempts: 1)")


def test_an_answer_cannot_open_a_template() -> None:
    with gateway(400, "{{ 7 * 7 }}") as place:
        assert "{{" not in sent(Gateway(place.url, "j"), "{{ lab }}")["message"]
