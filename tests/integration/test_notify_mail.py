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
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._notify.mailing import Mailing
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._notify.message import build
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._outputs.delivery import DeliveryError, deliver
from kits.receivers import PASSWORD, Mailbox, mailbox

MESSAGE = build("Gr\u00fc\u00dfe {{ 1 }}", "two\nlines", {"a": 1}, "", {})
TO = ["b@example.com", "c@example.com"]
MAIL = compose(MESSAGE, "reports@example.com", TO, [], 1)


def server(box: Mailbox, security: str = "starttls", password: str = PASSWORD) -> Server:
    return Server("127.0.0.1", box.port, security, "reports", password, box.ca_path, 5)


def test_a_server_whose_certificate_is_not_trusted_gets_nothing(tmp_path: Path) -> None:
    with (
        mailbox(tmp_path, "tls") as box,
        pytest.raises(DeliveryError, match="certificate or TLS was not accepted") as error,
    ):
        send(dataclasses.replace(server(box, "tls"), ca_path=None), MAIL, TO)
    assert (error.value.again, box.received, box.logins) == (False, [], [])


def test_a_server_without_starttls_gets_neither_password_nor_mail(tmp_path: Path) -> None:
    with mailbox(tmp_path, "none") as box, pytest.raises(DeliveryError, match="does not offer what is needed"):
        send(server(box), MAIL, TO)
    assert (box.received, box.logins) == ([], [])


def test_a_wrong_password_is_told_without_it(tmp_path: Path) -> None:
    with mailbox(tmp_path) as box, pytest.raises(DeliveryError, match=r"SMTP 535: ") as error:
        send(server(box, password="wr0ng-password"), MAIL, TO)
    assert error.value.again is False
    assert "wr0ng-password" not in str(error.value)


def test_a_password_that_is_not_ascii_is_told_without_it(tmp_path: Path) -> None:
    with (
        mailbox(tmp_path) as box,
        pytest.raises(
            DeliveryError, match="mail_username or mail_password contains a character that is not ASCII"
        ) as error,
    ):
        send(server(box, password="s\u00e9cret-password"), MAIL, TO)
    assert (error.value.again, box.received, box.logins) == (False, [], [])
    assert "cret" not in str(error.value)
    assert error.value.__suppress_context__


@pytest.mark.parametrize("security", ["starttls", "tls", "none"])
@pytest.mark.parametrize("host", [".bad.example", "bad..example", "x" * 64, "a\ufffdb"])
def test_a_host_that_is_no_name_is_told_and_not_tried_again(host: str, security: str) -> None:
    with pytest.raises(DeliveryError, match=f"^mail_host '{re.escape(host)}' is not a valid host name$") as error:
        send(Server(host, 25, security, "", "", None, 5), MAIL, TO)
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
            send(server(box), MAIL, TO)
    assert error.value.again is again


@pytest.mark.parametrize("farewell", ["421 closing", "500 what?"])
def test_a_mail_that_was_taken_is_sent_whatever_the_server_says_to_quit(tmp_path: Path, farewell: str) -> None:
    with mailbox(tmp_path) as box:
        box.farewell = farewell
        assert send(server(box), MAIL, TO) == {}
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
            send(there, MAIL, TO)
        took = time.monotonic() - began
        left.set()
        thread.join(5)
    assert (error.value.again, took < 10) == (True, True)


def test_nobody_there_may_be_tried_again(tmp_path: Path) -> None:
    with mailbox(tmp_path) as box:
        gone = server(box)
    with pytest.raises(DeliveryError, match=r"the connection to the mail server failed: Connection refused") as error:
        send(gone, MAIL, TO)
    assert error.value.again


@pytest.mark.parametrize("security", ["starttls", "tls"])
def test_a_mail_arrives_whole(tmp_path: Path, security: str) -> None:
    attached = tmp_path / "r.csv"
    attached.write_bytes(b"a,b\r\n1,2\r\n")
    message = compose(MESSAGE, "reports@example.com", TO, [attached], 100)
    with mailbox(tmp_path, security) as box:
        assert send(server(box, security), message, TO) == {}
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
        assert send(Server("127.0.0.1", box.port, "none", "", "", None, 5), MAIL, TO) == {}
    assert (len(box.received), box.logins) == (1, [])


# ---- servers that take little


@pytest.mark.parametrize(
    "strict",
    [{"decode_data": True, "enable_SMTPUTF8": False}, {"enable_SMTPUTF8": False}, {"enable_SMTPUTF8": True}],
    ids=["ASCII only", "8BITMIME", "8BITMIME and SMTPUTF8"],
)
@pytest.mark.parametrize("text", ["Z\u00fcrich", "\u682a" * 3000, "From here on\n.\n..\nend", "x" * 5000, "a\r\nb\rc"])
def test_only_ascii_leaves_and_the_text_arrives(tmp_path: Path, strict: dict[str, bool], text: str) -> None:
    attached = tmp_path / "Gr\u00f6\u00dfe.csv"
    attached.write_bytes("Z\u00fcrich\r\n".encode())
    message = build("Gr\u00fc\u00dfe", text, {}, "", {})
    composed = compose(message, "B\u00fcro <reports@example.com>", ["b@example.com"], [attached], 100)
    with mailbox(tmp_path, "none", **strict) as box:
        assert send(Server("127.0.0.1", box.port, "none", "", "", None, 5), composed, ["b@example.com"]) == {}
    (envelope,) = box.received
    content = envelope.content.encode() if isinstance(envelope.content, str) else envelope.content
    assert content is not None
    assert content.isascii()
    assert max(map(len, content.split(b"\r\n"))) <= 998
    assert envelope.mail_from == "reports@example.com"
    arrived = message_from_bytes(content, policy=policy.default)
    assert {part["Content-Transfer-Encoding"] for part in arrived.walk()} <= {
        None,
        "7bit",
        "quoted-printable",
        "base64",
    }
    assert arrived["From"] == "B\u00fcro <reports@example.com>"
    assert arrived.get_body().get_content().splitlines() == text.splitlines()  # type: ignore[union-attr]
    (part,) = arrived.iter_attachments()
    assert (part.get_filename(), part.get_content()) == ("Gr\u00f6\u00dfe.csv", "Z\u00fcrich\r\n")


def test_an_address_that_is_not_ascii_needs_a_server_that_takes_it(tmp_path: Path) -> None:
    to = ["m\u00fcller@example.com"]
    composed = compose(MESSAGE, "reports@example.com", to, [], 1)
    with mailbox(tmp_path, "none", enable_SMTPUTF8=True) as box:
        there = Server("127.0.0.1", box.port, "none", "", "", None, 5)
        assert send(there, composed, to) == {}
    assert box.received[0].rcpt_tos == to
    assert isinstance(box.received[0].content, bytes)
    assert message_from_bytes(box.received[0].content, policy=policy.default)["To"] == to[0]
    with (
        mailbox(tmp_path, "none", enable_SMTPUTF8=False) as box,
        pytest.raises(DeliveryError, match="not ASCII") as error,
    ):
        send(dataclasses.replace(there, port=box.port), composed, to)
    assert (error.value.again, box.received) == (False, [])


# ---- recipients, one by one


def mailing(box: Mailbox, *to: str) -> Mailing:
    return Mailing(
        Server("127.0.0.1", box.port, "none", "", "", None, 5), compose(MESSAGE, "a@example.com", to, [], 1), to
    )


GREY = "451 4.7.1 Greylisted"


def test_a_recipient_that_is_refused_for_the_moment_is_tried_again_alone(tmp_path: Path) -> None:
    with mailbox(tmp_path, "none") as box:
        box.recipients = {"grey@a.example": [GREY, GREY]}
        ours = mailing(box, "grey@a.example", "ok@b.example")
        said, attempts = deliver(ours.attempt, 2, 0)
    assert (said, attempts, ours.reached, ours.left) == ("sent", 3, ["ok@b.example", "grey@a.example"], [])
    assert [envelope.rcpt_tos for envelope in box.received] == [["ok@b.example"], ["grey@a.example"]]


def test_what_is_left_over_is_told(tmp_path: Path) -> None:
    with mailbox(tmp_path, "none") as box:
        box.recipients = {"grey@a.example": [GREY] * 9, "no@a.example": ["550 no such user"] * 9}
        ours = mailing(box, "grey@a.example", "no@a.example", "ok@b.example")
        with pytest.raises(DeliveryError) as error:
            deliver(ours.attempt, 1, 0)
    assert error.value.message == (
        "1 of 3 recipients got it; refused: no@a.example (SMTP 550: no such user), "
        "grey@a.example (SMTP 451: 4.7.1 Greylisted) (attempts: 2)"
    )
    assert (ours.reached, ours.left, list(ours.refused)) == (["ok@b.example"], ["grey@a.example"], ["no@a.example"])
    # who is refused for good is asked once
    assert (len(box.recipients["no@a.example"]), len(box.recipients["grey@a.example"])) == (8, 7)


def test_a_refusal_for_good_is_not_tried_again(tmp_path: Path) -> None:
    with mailbox(tmp_path, "none") as box:
        box.recipients = {"no@a.example": ["550 no such user"] * 9}
        ours = mailing(box, "no@a.example")
        with pytest.raises(DeliveryError, match=r"0 of 1 recipient got it; refused: no@a.example .*\(attempts: 1\)"):
            deliver(ours.attempt, 3, 0)
    assert box.received == []


def test_a_server_that_closes_has_taken_nothing_and_everybody_is_tried_again(tmp_path: Path) -> None:
    with mailbox(tmp_path, "none") as box:
        box.recipients = {"b@a.example": ["421 closing"]}
        ours = mailing(box, "a@a.example", "b@a.example", "c@a.example")
        assert deliver(ours.attempt, 1, 0) == ("sent", 2)
    assert [envelope.rcpt_tos for envelope in box.received] == [["a@a.example", "b@a.example", "c@a.example"]]


def test_a_mail_that_is_refused_as_a_whole_is_tried_again_for_those_who_lack_it(tmp_path: Path) -> None:
    with mailbox(tmp_path, "none") as box:
        box.recipients = {"grey@a.example": [GREY]}
        ours = mailing(box, "grey@a.example", "ok@b.example")
        with pytest.raises(DeliveryError, match="1 of 2 recipients got it") as error:
            ours.attempt()
        box.refusals = ["452 no room"]
        with pytest.raises(DeliveryError, match=r"^1 of 2 recipients got it; SMTP 452: no room$"):
            ours.attempt()
        assert (error.value.again, ours.attempt()) == (True, "sent")
    assert [envelope.rcpt_tos for envelope in box.received] == [["ok@b.example"], ["grey@a.example"]]
