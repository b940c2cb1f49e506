# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Attempts, webhooks that answer anything, and the file of what was sent."""

from __future__ import annotations

import json
import socket
import ssl
import stat
from collections.abc import Callable
from pathlib import Path

import pytest
import requests
import responses

from ansible_collections.audiocodes.live_platform.plugins.module_utils.errors import OptionError
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._notify import state, webhook
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._outputs import delivery
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._outputs.delivery import DeliveryError, deliver

URL = "https://hooks.example.com/workflows/abcdef123456?sig=topsecret99"


@pytest.fixture
def slept(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    times: list[float] = []
    monkeypatch.setattr(delivery, "sleep", times.append)
    return times


def failing(*errors: DeliveryError) -> Callable[[], str]:
    left = list(errors)

    def send() -> str:
        if left:
            raise left.pop(0)
        return "sent"

    return send


def test_it_gives_up_after_the_retries_and_says_how_often_it_tried(slept: list[float]) -> None:
    with pytest.raises(DeliveryError, match=r"HTTP 503 \(attempts: 4\)"):
        deliver(failing(*[DeliveryError("HTTP 503", again=True) for _unused in range(9)]), 3, 2)
    assert slept == [2, 4, 8]


def test_what_no_attempt_can_mend_is_tried_once(slept: list[float]) -> None:
    with pytest.raises(DeliveryError, match=r"HTTP 404 \(attempts: 1\)"):
        deliver(failing(DeliveryError("HTTP 404", again=False)), 3, 2)
    assert slept == []


def test_it_waits_as_long_as_the_server_asks_but_never_more_than_a_minute(slept: list[float]) -> None:
    errors = [DeliveryError("HTTP 429", again=True, after=after) for after in (7.0, 86400.0, None)]
    assert deliver(failing(*errors), 3, 30) == ("sent", 4)
    assert slept == [7.0, 60.0, 60.0]


def test_a_moment_that_is_past_does_not_make_it_send_at_once_again(slept: list[float]) -> None:
    """As where the controller's clock runs fast."""
    errors = [DeliveryError("HTTP 429", again=True, after=0.0) for _unused in range(2)]
    assert deliver(failing(*errors), 2, 2) == ("sent", 3)
    assert slept == [2, 4]


@pytest.mark.parametrize(
    ("status", "again"), [(301, False), (400, False), (401, False), (404, False), (429, True), (500, True), (503, True)]
)
@responses.activate
def test_an_answer_is_told_without_the_address(status: int, again: bool) -> None:
    responses.post(URL, status=status, body=f"nothing at {URL} or /workflows/abcdef123456 for topsecret99")
    with pytest.raises(DeliveryError, match=f"HTTP {status}") as error:
        webhook.post(URL, {}, {}, 1, None)
    assert error.value.again is again
    assert "abcdef123456" not in str(error.value)
    assert "topsecret99" not in str(error.value)


@pytest.mark.parametrize(
    ("style", "text", "again"),
    [
        ("teams", "Webhook message delivery failed with error: HTTP error 429 at topsecret99", True),
        ("slack", "no_service", False),
        ("json", "<!doctype html><title>Sign in</title>", False),
    ],
)
@responses.activate
def test_a_refusal_inside_a_good_answer_is_a_failure(style: str, text: str, again: bool) -> None:
    responses.post(URL, status=200, body=text)
    with pytest.raises(DeliveryError, match=r"^refused with HTTP 200: ") as error:
        webhook.post(URL, {}, {}, 1, None, style)
    assert error.value.again is again
    assert "topsecret99" not in str(error.value)


@responses.activate
def test_an_answer_is_told_without_what_it_decoded_and_without_a_token_alone() -> None:
    url = "https://hooks.example.com/one%2Ftwo%2Bsecret/x?sig=%74opsecret99"
    responses.post(url, status=401, body="no one/two+secret, no one%2ftwo+secret, no topsecret99, no token T0PSECRET77")
    with pytest.raises(DeliveryError, match="HTTP 401") as error:
        webhook.post(url, {}, {"Authorization": "Bearer T0PSECRET77"}, 1, None)
    assert "secret" not in str(error.value).lower()


@pytest.mark.parametrize(
    ("value", "after"),
    [
        ("7", 7.0),
        (" 7 ", 7.0),
        ("Wed, 21 Oct 2015 07:28:00 GMT", 0.0),
        ("\u00b2", None),
        ("-1", None),
        ("soon", None),
        ("Wed, 21 Oct 99999999999999999999 07:28:00 GMT", None),
    ],
)
@responses.activate
def test_what_is_no_time_to_wait_is_not_waited_for(value: str, after: float | None) -> None:
    responses.post(URL, status=429, headers={"Retry-After": value})
    with pytest.raises(DeliveryError, match="HTTP 429") as error:
        webhook.post(URL, {}, {}, 1, None)
    assert (error.value.again, error.value.after) == (True, after)


@pytest.mark.parametrize(
    ("error", "told", "again"),
    [
        (requests.exceptions.ConnectTimeout(URL), "no answer in time", True),
        (requests.exceptions.ReadTimeout(URL), "no answer in time", True),
        (requests.exceptions.ConnectionError(URL), "no connection", True),
        (requests.exceptions.SSLError(URL), "certificate was not accepted", False),
        (requests.exceptions.ProxyError(URL), "the proxy did not connect", True),
        (requests.exceptions.InvalidHeader(URL), "the request failed", False),
        (OSError(URL), "the request failed", False),
    ],
)
@responses.activate
def test_an_error_is_told_without_the_address(error: Exception, told: str, again: bool) -> None:
    responses.post(URL, body=error)
    with pytest.raises(DeliveryError, match=told) as caught:
        webhook.post(URL, {}, {}, 1, None)
    assert caught.value.again is again
    assert "hooks.example.com" not in str(caught.value)
    assert type(error).__name__ not in str(caught.value)
    assert caught.value.__suppress_context__


@pytest.mark.parametrize(
    ("inner", "told"),
    [
        (ConnectionRefusedError(111, URL), "no connection: Connection refused"),
        (socket.gaierror(-2, URL), "no connection: the name of the host was not found"),
        (ssl.SSLError(1, URL), "no connection"),
    ],
)
@responses.activate
def test_why_there_is_no_connection_is_told_in_the_systems_words(inner: OSError, told: str) -> None:
    """Never in those of the exception, which may hold the address."""
    outer = requests.exceptions.ConnectionError(URL)
    outer.__cause__ = inner
    responses.post(URL, body=outer)
    with pytest.raises(DeliveryError) as caught:
        webhook.post(URL, {}, {}, 1, None)
    assert caught.value.message == told


@responses.activate
def test_the_payload_is_json_with_the_headers_that_were_given() -> None:
    sent = responses.post(URL, status=202)
    assert webhook.post(URL, {"a": "\u00df"}, {"Authorization": "Bearer x"}, 1, None) == "HTTP 202"
    (call,) = sent.calls
    assert call.request.body == '{"a": "\u00df"}'.encode()
    assert call.request.headers["Authorization"] == "Bearer x"
    assert call.request.headers["Content-Type"] == "application/json; charset=utf-8"


@responses.activate
def test_a_password_of_the_machine_is_not_sent_along(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / ".netrc").write_text("machine hooks.example.com login u password p\n", encoding="utf-8")
    monkeypatch.setenv("NETRC", str(tmp_path / ".netrc"))
    sent = responses.post(URL)
    webhook.post(URL, {}, {}, 1, None)
    assert "Authorization" not in sent.calls[0].request.headers


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"sent": 1}', "\x00", '{"sent": []}'])
def test_a_file_that_is_no_state_is_an_error_that_names_it(tmp_path: Path, content: str) -> None:
    path = tmp_path / "state.json"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(OptionError, match=r"state_file .*state\.json is not a file of sent notifications"):
        state.read(path)


def test_a_state_that_cannot_be_read_is_not_to_be_removed(tmp_path: Path) -> None:
    with pytest.raises(OptionError, match=r"state_file \S* could not be read: Is a directory$"):
        state.read(tmp_path)


def test_what_was_sent_is_remembered_without_the_address(tmp_path: Path) -> None:
    path = tmp_path / "new" / "state.json"
    assert state.read(path) == {}
    state.write(path, {state.target("webhook", URL): "digest"})
    assert state.read(path) == {state.target("webhook", URL): "digest"}
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert json.loads(path.read_text(encoding="utf-8"))["schema"] == 1
    assert "hooks" not in path.read_text(encoding="utf-8")
    assert state.target("mail", "a", "bc") != state.target("mail", "ab", "c")


def test_that_a_state_can_be_written_leaves_nothing_but_its_folder(tmp_path: Path) -> None:
    path = tmp_path / "new" / "state.json"
    state.check(path)
    assert list(path.parent.iterdir()) == []
    assert not stat.S_IMODE(path.parent.stat().st_mode) & 0o027
    (tmp_path / "file").touch()
    with pytest.raises(OptionError, match=r"state_file .*/file/state\.json could not be written: "):
        state.check(tmp_path / "file" / "state.json")


def test_a_state_that_cannot_be_written_is_an_error_that_names_it(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(OptionError, match=r"state_file .* could not be written"):
        state.write(tmp_path / "file" / "state.json", {})
