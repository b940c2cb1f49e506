# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Channels, as openapi.yml has them."""

from __future__ import annotations

from collections.abc import Callable

import pytest
import requests

from simulator import Simulator
from simulator.channel_routes import CHANNELS
from simulator.channels import client_secret, made_channel
from simulator.spec import check_reply

Get = Callable[..., requests.Response]


@pytest.fixture(autouse=True)
def two(sim: Simulator) -> None:
    sim.dataset.channels = {7: set(), 8: set()}


def test_an_unknown_channel(get: Get) -> None:
    answer = get(f"{CHANNELS}/9")
    assert answer.status_code == 404
    assert check_reply(answer) == "getChannel"


def test_the_list(get: Get) -> None:
    answer = get(f"{CHANNELS}/")
    assert check_reply(answer) == "listChannels"
    assert answer.json() == {"channels": [made_channel(7), made_channel(8)]}


def test_one(sim: Simulator, get: Get) -> None:
    answer = get(f"{CHANNELS}/8")
    assert check_reply(answer) == "getChannel"
    assert answer.json() == made_channel(8)
    assert client_secret(8) in answer.text
    assert client_secret(8) in sim.secrets()


def test_a_channel_sees_itself(get: Get) -> None:
    here = {"X-Ovoc-Channel-Id": "7"}
    assert [row["id"] for row in get(f"{CHANNELS}/", headers=here).json()["channels"]] == [7]
    assert get(f"{CHANNELS}/8", headers=here).status_code == 404


def test_other_rows(sim: Simulator, get: Get) -> None:
    sim.dataset.channel_items = [made_channel(7, {"OC": "tag"})]
    answer = get(f"{CHANNELS}/7")
    check_reply(answer)
    assert answer.json()["services"]["OC"]["meteringTag"] == "tag"
