# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Sends several mails, each with contents of its own to recipients of its own, through one SMTP server."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from email.message import EmailMessage
from pathlib import Path
from typing import Any, NamedTuple

from ansible_collections.audiocodes.live_platform.plugins.module_utils.errors import OptionError
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._inputs.certificates import check_certificates
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._inputs.task_options import validated
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._notify import mail, state
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._notify.mailing import Mailing
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._notify.message import Message
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._notify.options import (
    ARGUMENT_SPEC,
    check_mail,
    check_numbers,
)
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._outputs.delivery import DeliveryError, deliver
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._outputs.text import plain

# those of a notification, under the same names; the last two have names that do not clash with those of a connection
SPEC: dict[str, dict[str, Any]] = {
    **{
        name: ARGUMENT_SPEC[name]
        for name in (
            "mail_host",
            "mail_port",
            "mail_security",
            "mail_username",
            "mail_password",
            "mail_from",
            "mail_max_megabytes",
        )
    },
    "mail_ca_path": {"type": "path"},
    "mail_state_file": {"type": "path"},
}
SENT, WOULD_SEND, SAME, UNDELIVERED = "sent", "would_send", "same", "undelivered"


@dataclass(frozen=True)
class Courier:
    """Who carries the mails. `state_file` remembers what was sent last to whom; without it everything is sent every time."""

    server: mail.Server
    sender: str
    most_bytes: int
    state_file: Path | None


class Parcel(NamedTuple):
    """One mail. `about` names what it is about, and `digest` is equal for the same news; `files` are name -> content."""

    about: str
    digest: str
    message: Message
    recipients: Sequence[str]
    files: Mapping[str, bytes]


class Prepared(NamedTuple):
    """Mails that are ready to be sent, and what was sent before: target -> digest.

    Each mail has the targets (recipient -> target) and a digest.
    """

    by: Courier
    mails: list[tuple[dict[str, str], str, EmailMessage]]
    known: dict[str, str]


class Delivery(NamedTuple):
    """What became of a mail: `sent`, `would_send`, `same` (sent before) or `undelivered`, and a line about it."""

    state: str
    detail: str


def courier(arguments: Mapping[str, Any], recipients: Sequence[str]) -> Courier:
    """Return the courier for these arguments; a blank one has its default.

    Raises `OptionError`, which names the option but never shows a secret value.
    """
    options = validated(arguments, SPEC)
    check_numbers(options, SPEC)
    options = {name: plain(value) for name, value in options.items()}
    missing = [name for name in ("mail_host", "mail_from") if not options[name]]
    if missing:
        raise OptionError(f"mail_to needs {' and '.join(missing)}")
    check_mail({**options, "mail_to": list(recipients)})
    if options["mail_ca_path"]:
        check_certificates("mail_ca_path", options["mail_ca_path"])
    security = options["mail_security"]
    server = mail.Server(
        host=options["mail_host"],
        port=options["mail_port"] or mail.PORTS[security],
        security=security,
        username=options["mail_username"] or "",
        password=options["mail_password"] or "",
        ca_path=options["mail_ca_path"],
        timeout=ARGUMENT_SPEC["timeout"]["default"],
    )
    path = options["mail_state_file"]
    return Courier(
        server, options["mail_from"], options["mail_max_megabytes"] * 1_000_000, Path(path).absolute() if path else None
    )


def prepare(by: Courier, parcels: Sequence[Parcel], *, dry_run: bool) -> Prepared:
    """Return the mails, ready to be sent. Raises `OptionError` if one of them or the file of what was sent before is unfit."""
    mails = [
        mail.compose_contents(parcel.message, by.sender, parcel.recipients, parcel.files.items(), by.most_bytes)
        for parcel in parcels
    ]
    targets = [
        {recipient: state.target("mail", by.server.host, parcel.about, recipient) for recipient in parcel.recipients}
        for parcel in parcels
    ]
    try:
        known = state.read(by.state_file) if by.state_file else {}
        is_news = any(
            known.get(target) != parcel.digest
            for names, parcel in zip(targets, parcels, strict=True)
            for target in names.values()
        )
        if by.state_file and is_news and not dry_run:
            state.check(by.state_file)
    except OptionError as error:
        # it names the option of a notification
        raise OptionError(f"mail_{error.message}", hint=error.hint) from None
    return Prepared(by, list(zip(targets, [parcel.digest for parcel in parcels], mails, strict=True)), known)


def send(prepared: Prepared, *, dry_run: bool) -> list[Delivery]:
    """Send every mail, and return what became of each; after one that is not delivered the others are still tried.

    With `dry_run` nothing is sent. Raises nothing: what was sent before would be lost from the result.
    """
    by, known = prepared.by, dict(prepared.known)
    found = []
    for targets, digest, composed in prepared.mails:
        left = [recipient for recipient, target in targets.items() if known.get(target) != digest]
        if not left:
            found.append(Delivery(SAME, "the same was sent before"))
            continue
        if dry_run:
            found.append(Delivery(WOULD_SEND, "nothing is sent in check mode"))
            continue
        mailing = Mailing(by.server, composed, left)
        delivery = _attempt(mailing)
        if mailing.reached and by.state_file:
            known |= {targets[recipient]: digest for recipient in mailing.reached}
            delivery = delivery._replace(detail=delivery.detail + state.remembered(by.state_file, known))
        found.append(delivery)
    return found


def _attempt(mailing: Mailing) -> Delivery:
    """Send a mail. One that did not reach everybody is undelivered, and says who got it."""
    retries, delay = ARGUMENT_SPEC["retries"]["default"], ARGUMENT_SPEC["retry_delay"]["default"]
    try:
        said, _attempts = deliver(mailing.attempt, retries, delay)
    except DeliveryError as error:
        return Delivery(UNDELIVERED, error.message)
    except Exception as error:  # noqa: BLE001  mails before this one are sent, and those behind it must be tried
        return Delivery(UNDELIVERED, f"the mail could not be sent ({type(error).__name__})")
    return Delivery(SENT, said)
