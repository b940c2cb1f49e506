# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Mail through a real mail server of this machine: TLS, sign-in, refusals, files."""

from __future__ import annotations

import contextlib
import dataclasses
import re
import socket
import threading
import time
from email import message_from_bytes, policy
from pathlib import Path

import pytest

from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._notify.mail import Server, compose, send
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._notify.message import build
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._outputs.delivery import DeliveryError
from kits.receivers import PASSWORD, Mailbox, mailbox

MESSAGE = build("Gr\u00fc\u00dfe {{ 1 }}", "two\nlines", {"a": 1}, "", {})
MAIL = compose(MESSAGE, "reports@example.com", ["b@example.com", "c@example.com"], [], 1)


def server(box: Mailbox, security: str = "starttls", password: str = PASSWORD) -> Server:
    return Server("127.0.0.1", box.port, security, "reports", password, box.ca_path, 5)


def test_a_server_whose_certificate_is_not_trusted_gets_nothing(tmp_path: Path) -> None:
    with (
        mailbox(tmp_path, "tls") as box,
        pytest.raises(DeliveryError, match="certificate or TLS was not accepted") as error,
    ):
        send(dataclasses.replace(server(box, "tls"), ca_path=None), MAIL)
    assert (error.value.again, box.received, box.logins) == (False, [], [])


def test_a_server_without_starttls_gets_neither_password_nor_mail(tmp_path: Path) -> None:
    with mailbox(tmp_path, "none") as box, pytest.raises(DeliveryError, match="does not offer what is needed"):
        send(server(box), MAIL)
    assert (box.received, box.logins) == ([], [])


def test_a_wrong_password_is_told_without_it(tmp_path: Path) -> None:
    with mailbox(tmp_path) as box, pytest.raises(DeliveryError, match=r"SMTP 535: ") as error:
        send(server(box, password="wr0ng-password"), MAIL)
    assert error.value.again is False
    assert "wr0ng-password" not in str(error.value)


def test_a_password_that_is_not_ascii_is_told_without_it(tmp_path: Path) -> None:
    with (
        mailbox(tmp_path) as box,
        pytest.raises(
            DeliveryError, match="mail_username or mail_password contains a character that is not ASCII"
        ) as error,
    ):
        send(server(box, password="s\u00e9cret-password"), MAIL)
    assert (error.value.again, box.received, box.logins) == (False, [], [])
    assert "cret" not in str(error.value)
    assert error.value.__suppress_context__


@pytest.mark.parametrize("security", ["starttls", "tls", "none"])
@pytest.mark.parametrize("host", [".bad.example", "bad..example", "x" * 64, "a\ufffdb"])
def test_a_host_that_is_no_name_is_told_and_not_tried_again(host: str, security: str) -> None:
    with pytest.raises(DeliveryError, match=f"^mail_host '{re.escape(host)}' is not a valid host name$") as error:
        send(Server(host, 25, security, "", "", None, 5), MAIL)
    assert error.value.again is False


@pytest.mark.parametrize(
    ("answer", "told", "again"),
    [
        ("451 try later for p4ssw0rd-of-the-mail", r"SMTP 451: try later for \*\*\*", True),
        ("554 no", "SMTP 554: no", False),
    ],
)
def test_a_refusal_is_told_in_the_words_of_the_server(tmp_path: Path, answer: str, told: str, again: bool) -> None:
    with mailbox(tmp_path) as box:
        box.refusals = [answer]
        with pytest.raises(DeliveryError, match=told) as error:
            send(server(box), MAIL)
    assert error.value.again is again


@pytest.mark.parametrize("farewell", ["421 closing", "500 what?"])
def test_a_mail_that_was_taken_is_sent_whatever_the_server_says_to_quit(tmp_path: Path, farewell: str) -> None:
    with mailbox(tmp_path) as box:
        box.farewell = farewell
        assert send(server(box), MAIL) == "sent"
    assert len(box.received) == 1


def test_a_server_that_answers_for_ever_is_left() -> None:
    """Line by line, each in time."""
    left = threading.Event()
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def run() -> None:
            accepted, _address = listener.accept()
            with accepted, contextlib.suppress(OSError):
                for _number in range(100):
                    accepted.sendall(b"220-welcome\r\n")
                    if left.wait(0.2):
                        return

        thread = threading.Thread(target=run)
        thread.start()
        began = time.monotonic()
        there = Server("127.0.0.1", listener.getsockname()[1], "none", "", "", None, 0.8)
        with pytest.raises(DeliveryError, match="the connection to the mail server failed") as error:
            send(there, MAIL)
        took = time.monotonic() - began
        left.set()
        thread.join(5)
    assert (error.value.again, took < 10) == (True, True)


def test_nobody_there_may_be_tried_again(tmp_path: Path) -> None:
    with mailbox(tmp_path) as box:
        gone = server(box)
    with pytest.raises(
        DeliveryError, match=r"the connection to the mail server failed \(ConnectionRefusedError\)"
    ) as error:
        send(gone, MAIL)
    assert error.value.again


@pytest.mark.parametrize("security", ["starttls", "tls"])
def test_a_mail_arrives_whole(tmp_path: Path, security: str) -> None:
    attached = tmp_path / "r.csv"
    attached.write_bytes(b"a,b\r\n1,2\r\n")
    message = compose(MESSAGE, "reports@example.com", ["b@example.com", "c@example.com"], [attached], 100)
    with mailbox(tmp_path, security) as box:
        assert send(server(box, security), message) == "sent"
    assert box.logins == [("reports", PASSWORD)]
    (envelope,) = box.received
    assert (envelope.mail_from, envelope.rcpt_tos) == ("reports@example.com", ["b@example.com", "c@example.com"])
    assert isinstance(envelope.content, bytes)
    arrived = message_from_bytes(envelope.content, policy=policy.default)
    assert arrived["Subject"] == "Gr\u00fc\u00dfe {{ 1 }}"
    assert arrived.get_body().get_content().splitlines() == ["two", "lines", "", "a  1"]  # type: ignore[union-attr]
    (part,) = arrived.iter_attachments()
    assert (part.get_filename(), part.get_content().replace("\r\n", "\n")) == ("r.csv", "a,b\n1,2\n")


def test_without_tls_there_is_no_password(tmp_path: Path) -> None:
    with mailbox(tmp_path, "none") as box:
        assert send(Server("127.0.0.1", box.port, "none", "", "", None, 5), MAIL) == "sent"
    assert (len(box.received), box.logins) == (1, [])
