# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Action plugin: sends a notification about a result. The module of this name documents it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple, Protocol

from ansible.utils.display import Display

from ansible_collections.audiocodes.live_platform.plugins.module_utils._options import unknown_variables
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._inputs.task_options import arguments_of
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._notify import mail, state, webhook
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._notify.mailing import Mailing
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._notify.message import digest
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._notify.options import (
    ARGUMENT_SPEC,
    Options,
    read_options,
)
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._notify.payloads import STYLES
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._outputs.delivery import DeliveryError, deliver
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._outputs.text import counted, untemplatable
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils.action import LocalAction, fault

SCHEMA = 1

# words in `status` that mean no problem; a result without a status has no verdict
_FINE = frozenset({"", "ok", "complete", "verified"})

# states that fail, the worst first -> what is said
_LOST = {
    "undelivered": "the notification was not delivered",
    "partly_sent": "the notification did not reach everybody",
}


class ActionModule(LocalAction):
    """See the module."""

    def failure(self, message: str) -> dict[str, Any]:
        """Return the keys of a notification that was not attempted."""
        return outcome("error", message, [])

    def work(self, task_vars: dict[str, Any]) -> dict[str, Any]:  # noqa: ARG002  the base passes it
        """Return the outcome of each delivery."""
        if warning := unknown_variables.warning():
            # not in the result: the role keeps the result out of the log
            Display().warning(warning)
        arguments = arguments_of(self._task, ARGUMENT_SPEC)
        deliveries = notify(read_options(arguments), dry_run=bool(self._task.check_mode))
        lost = [entry for entry in deliveries if entry["state"] in _LOST]
        if lost:
            message = "; ".join(f"{_LOST[item['state']]} by {item['method']}: {item['detail']}" for item in lost)
            status = next(word for word in _LOST if any(item["state"] == word for item in lost))
            return {**outcome(status, message, deliveries), "failed": True, "msg": message}
        states = {entry["state"] for entry in deliveries}
        status = next((word for word in ("sent", "would_send", "same", "fine") if word in states), "nothing")
        return outcome(status, "", deliveries)


def notify(options: Options, *, dry_run: bool) -> list[dict[str, Any]]:
    """Deliver by each method and return the outcome of each. After a failure, the other methods are still tried.

    Raises `LivePlatformError` before anything is sent, never later: what was already sent would be lost from the
    result.
    """
    # a statement that is complete is a problem as well if it could not be delivered
    if options.only_problems and options.message.status in _FINE and not options.message.result.get("fails"):
        return [entry(method, "fine", "the result is ok and only_problems is set") for method in options.methods]
    sent = state.read(options.state_file) if options.state_file else {}
    preparers = {"webhook": _by_webhook, "mail": _by_mail}
    prepared = [preparers[method](options, dry_run) for method in options.methods]
    content = digest(options.message)
    left = [way.unsent(sent, content) for way in prepared]
    if options.state_file and any(left) and not dry_run:
        state.check(options.state_file)
    deliveries = []
    for way, recipients in zip(prepared, left, strict=True):
        if not recipients:
            deliveries.append(entry(way.method, "same", "the same message was sent before"))
        elif dry_run:
            deliveries.append(entry(way.method, "would_send", way.told))
        else:
            reached, delivered = _attempt(way, recipients, options)
            if reached and options.state_file:
                sent |= {way.targets[recipient]: content for recipient in reached}
                sent.pop(way.together, None)
                delivered["detail"] += state.remembered(options.state_file, sent)
            deliveries.append(delivered)
    return deliveries


class Way(NamedTuple):
    """A message that is ready to be sent by a method.

    `targets`: recipient -> its name in the state file; `together` is the name that all recipients had in a state file of
    release 1.0.0, "" without one. `told` says what would be done. `start` begins a delivery to recipients.
    """

    method: str
    targets: dict[str, str]
    together: str
    told: str
    start: Callable[[list[str]], Underway]

    def unsent(self, sent: Mapping[str, str], content: str) -> list[str]:
        """Return the recipients that do not have the message with this digest."""
        if self.together and sent.get(self.together) == content:
            return []
        return [recipient for recipient, target in self.targets.items() if sent.get(target) != content]


class Underway(Protocol):
    """A message on its way; `reached` are the recipients that have it."""

    reached: list[str]

    def attempt(self) -> str:
        """Send it to those who do not have it. Return a short result. Raises `DeliveryError`."""


class Posting:
    """A message on its way to the one recipient of a webhook."""

    def __init__(self, recipients: list[str], post: Callable[[], str]) -> None:
        self.reached: list[str] = []
        self._recipients = recipients
        self._post = post

    def attempt(self) -> str:
        """Send it. Return a short result. Raises `DeliveryError`."""
        said = self._post()
        self.reached = self._recipients
        return said


def _attempt(way: Way, recipients: list[str], options: Options) -> tuple[list[str], dict[str, Any]]:
    """Return who has the message now, and the outcome of the delivery."""
    underway = way.start(recipients)
    try:
        said, attempts = deliver(underway.attempt, options.retries, options.retry_delay)
    except DeliveryError as error:
        what = "partly_sent" if underway.reached else "undelivered"
        return underway.reached, entry(way.method, what, error.message, error.attempts)
    except Exception as error:  # noqa: BLE001  another method may have sent already, or follow
        return underway.reached, entry(way.method, "undelivered", fault(error))
    return underway.reached, entry(way.method, "sent", said, attempts)


def _by_webhook(options: Options, _dry_run: bool) -> Way:
    """Return how to post the message. Raises `MissingLibraryError`."""
    webhook.library()
    payload = STYLES[options.webhook_style](options.message)
    style = options.webhook_style
    arguments = (options.webhook_url, payload, options.webhook_headers, options.timeout, options.ca_path, style)
    told = f"would post {options.message.title!r} as {style}"
    target = state.target("webhook", options.webhook_url)
    return Way(
        "webhook", {"": target}, "", told, lambda recipients: Posting(recipients, lambda: webhook.post(*arguments))
    )


def _by_mail(options: Options, dry_run: bool) -> Way:
    """Return how to mail the message. In check mode files may be missing. Raises `OptionError`."""
    files = [] if dry_run else options.attachments
    composed = mail.compose(options.message, options.sender, options.recipients, files, options.most_bytes)
    host = options.server.host
    targets = {recipient: state.target("mail", host, recipient) for recipient in options.recipients}
    together = state.target("mail", host, *sorted(options.recipients)) if len(options.recipients) > 1 else ""
    told = f"would send {options.message.title!r} to {counted(len(options.recipients), 'recipient')}, attached: {len(options.attachments)}"
    return Way("mail", targets, together, told, lambda recipients: Mailing(options.server, composed, recipients))


def entry(method: str, what: str, detail: str, attempts: int = 0) -> dict[str, Any]:
    """Return the outcome of one delivery."""
    return {"method": method, "state": what, "detail": detail, "attempts": attempts}


def outcome(status: str, message: str, deliveries: list[dict[str, Any]]) -> dict[str, Any]:
    """Return the keys of every result of the action."""
    summary = {"schema": SCHEMA, "status": status, "message": message, "deliveries": deliveries}
    changed = any(item["state"] in {"sent", "partly_sent", "would_send"} for item in deliveries)
    return {"changed": changed, "status": status, "summary": untemplatable(summary)}
