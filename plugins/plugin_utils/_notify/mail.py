# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Sends one mail through an SMTP server."""

from __future__ import annotations

import io
import mimetypes
import smtplib
import ssl
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from email.generator import BytesGenerator
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import formatdate, make_msgid
from pathlib import Path
from typing import NamedTuple

from ansible_collections.audiocodes.live_platform.plugins.module_utils._client.timing import at_most, bounded
from ansible_collections.audiocodes.live_platform.plugins.module_utils.errors import OptionError
from ansible_collections.audiocodes.live_platform.plugins.module_utils.redaction import SHORT, conceal
from ansible_collections.audiocodes.live_platform.plugins.module_utils.text import one_line
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._notify.message import Message, as_text
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._outputs.delivery import (
    DeliveryError,
    told_by_system,
)

PORTS = {"starttls": 587, "tls": 465, "none": 25}

# Contents are ASCII (quoted-printable or base64) whatever the text: not every server takes 8-bit data, and one on the way
# that recodes it breaks signatures.
_SEVEN_BITS = SMTP.clone(cte_type="7bit")

# types that mimetypes may lack on a machine without the system's table
_TYPES = {
    ".md": "text/markdown",
    ".csv": "text/csv",
    ".json": "application/json",
    ".sarif": "application/json",
    ".pdf": "application/pdf",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


@dataclass(frozen=True)
class Server:
    """How to reach an SMTP server. `security` is starttls, tls or none. With none, a password is never sent."""

    host: str
    port: int
    security: str
    username: str
    password: str
    ca_path: str | None
    timeout: float


class Refusal(NamedTuple):
    """Why the server refused a recipient, and whether another attempt could help."""

    said: str
    again: bool


class _Smtp(smtplib.SMTP):
    """A session in which the timeout covers a whole answer, not each read of it."""

    def getreply(self) -> tuple[int, bytes]:
        with at_most(self.timeout):
            if self.file is None:
                self.file = bounded(self.sock)  # type: ignore[arg-type]
            return super().getreply()

    def __exit__(self, *args: object) -> None:
        # The server has already taken the mail, whatever it answers to QUIT; another attempt would send it twice.
        with suppress(smtplib.SMTPResponseException):
            super().__exit__(*args)  # type: ignore[arg-type]


class _SmtpOverTls(_Smtp, smtplib.SMTP_SSL):
    pass


def compose(
    message: Message, sender: str, recipients: Sequence[str], attachments: Sequence[Path], most: int
) -> EmailMessage:
    """Return the mail. Raises `OptionError` for an invalid address or file, or if the files exceed `most` bytes."""
    return compose_contents(message, sender, recipients, map(_read, attachments), most)


def compose_contents(
    message: Message, sender: str, recipients: Sequence[str], attachments: Iterable[tuple[str, bytes]], most: int
) -> EmailMessage:
    """Return the mail with attachments that are pairs of a file's name and its content, which are taken one by one.

    Raises `OptionError` for an invalid address, or if the contents exceed `most` bytes.
    """
    mail = EmailMessage(policy=_SEVEN_BITS)
    try:
        mail["From"] = sender
        mail["To"] = ", ".join(recipients)
        mail["Subject"] = message.title
        mail["Message-ID"] = make_msgid(domain=sender.rpartition("@")[2].strip("> ") or "localhost")
    except Exception as error:  # noqa: BLE001  the address parser fails in many ways
        raise OptionError(f"mail_from, mail_to or title cannot be in a mail ({error})") from None
    mail["Date"] = formatdate(localtime=False)
    mail["Auto-Submitted"] = "auto-generated"  # RFC 3834: no out-of-office answers
    mail.set_content(as_text(message))
    size = 0
    for name, content in attachments:
        size += len(content)
        if size > most:
            raise OptionError(
                f"the attachments are larger than mail_max_megabytes ({most // 1_000_000} MB), starting with {name}"
            )
        kind = _TYPES.get(Path(name).suffix) or mimetypes.guess_type(name)[0] or "application/octet-stream"
        main, _slash, sub = kind.partition("/")
        # text without a charset is ASCII for a mail program, or what it guesses
        params = {"charset": "utf-8"} if main == "text" and _is_utf_8(content) else {}
        mail.add_attachment(content, maintype=main, subtype=sub, filename=name, params=params)
    return mail


def _is_utf_8(content: bytes) -> bool:
    try:
        content.decode()
    except UnicodeDecodeError:
        return False
    return True


def _read(path: Path) -> tuple[str, bytes]:
    """Return the name and the content of a file. Raises `OptionError`."""
    try:
        return path.name, path.read_bytes()
    except OSError as error:
        raise OptionError(f"attachments: {path} cannot be read: {error.strerror or error}") from None


def send(server: Server, mail: EmailMessage, recipients: Sequence[str]) -> dict[str, Refusal]:
    """Send the mail to some of its recipients and return those that the server refused, if it took the mail for the others.

    All of them are refused only one by one. Raises `DeliveryError`, which never holds the password.
    """
    try:
        with _connected(server) as session:
            if server.username:
                _sign_in(session, server)
            refused = _sendmail(session, mail, recipients)
    except smtplib.SMTPNotSupportedError:
        raise DeliveryError("the server does not offer what is needed (STARTTLS or sign-in)", again=False) from None
    except smtplib.SMTPResponseException as error:
        said = _said(server, error.smtp_error)
        raise DeliveryError(f"SMTP {error.smtp_code}: {said}", again=400 <= error.smtp_code < 500) from None
    except ssl.SSLError:
        raise DeliveryError("the server's certificate or TLS was not accepted", again=False) from None
    except (OSError, smtplib.SMTPException) as error:
        raise DeliveryError(f"the connection to the mail server failed{told_by_system(error)}", again=True) from None
    return {
        recipient: Refusal(f"SMTP {code}: {_said(server, text)}", 400 <= code < 500)
        for recipient, (code, text) in refused.items()
    }


def _sendmail(session: smtplib.SMTP, mail: EmailMessage, recipients: Sequence[str]) -> dict[str, tuple[int, bytes]]:
    """Return recipient -> code and words of the server, for those that it refused."""
    options: list[str] = []
    international = not _addresses(mail).isascii()
    if international:
        session.ehlo_or_helo_if_needed()
        if not session.has_extn("smtputf8"):
            raise DeliveryError(
                "mail_from or mail_to has an address that is not ASCII, which the server does not take (SMTPUTF8)",
                again=False,
            )
        options = ["SMTPUTF8", "BODY=8BITMIME"]
    content = io.BytesIO()
    # a line that begins with "From " stays as it is
    BytesGenerator(content, mangle_from_=False, policy=_SEVEN_BITS.clone(utf8=international)).flatten(mail)
    try:
        return session.sendmail(mail["From"].addresses[0].addr_spec, list(recipients), content.getvalue(), options)
    except smtplib.SMTPRecipientsRefused as error:
        told: dict[str, tuple[int, bytes]] = dict(error.recipients)
        # after a 421 the rest was not asked
        code, text = next(reversed(told.values()))
        return {recipient: told.get(recipient, (code, text)) for recipient in recipients}


def _addresses(mail: EmailMessage) -> str:
    found: list[Address] = [*mail["From"].addresses, *mail["To"].addresses]
    return "".join(address.addr_spec for address in found)


def _connected(server: Server) -> smtplib.SMTP:
    context = ssl.create_default_context(cafile=server.ca_path)
    try:
        if server.security == "tls":
            return _SmtpOverTls(server.host, server.port, timeout=server.timeout, context=context)
        session = _Smtp(server.host, server.port, timeout=server.timeout)
    except UnicodeError:  # from the idna codec, before any lookup
        host = one_line(server.host, 80)
        raise DeliveryError(f"mail_host {host!r} is not a valid host name", again=False) from None
    try:
        if server.security == "starttls":
            session.starttls(context=context)
    except BaseException:
        session.close()
        raise
    return session


def _sign_in(session: smtplib.SMTP, server: Server) -> None:
    """Sign in. The library allows only ASCII, and its error would show part of the password."""
    try:
        session.login(server.username, server.password)
    except UnicodeError:
        raise DeliveryError(
            "mail_username or mail_password contains a character that is not ASCII and cannot be sent",
            again=False,
        ) from None


def _said(server: Server, text: bytes | str) -> str:
    shown = text.decode(errors="replace") if isinstance(text, bytes) else text
    return one_line(conceal(shown, [server.password], SHORT), 120)
