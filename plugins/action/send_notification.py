# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Action plugin: sends a notification about a result. The module of this name documents it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from ansible.utils.display import Display

from ansible_collections.audiocodes.live_platform.plugins.module_utils._options import unknown_variables
from ansible_collections.audiocodes.live_platform.plugins.module_utils.errors import OptionError
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._inputs.task_options import with_environment
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._notify import mail, state, webhook
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._notify.message import digest
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._notify.options import (
    ARGUMENT_SPEC,
    Options,
    read_options,
)
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._notify.payloads import STYLES
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._outputs.delivery import DeliveryError, deliver
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._outputs.text import untemplatable
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils.action import LocalAction, fault

SCHEMA = 1

# words in `status` that mean no problem; a result without a status has no verdict
_FINE = frozenset({"", "ok", "complete", "verified"})


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
        arguments = with_environment(self._task.args, getattr(self._task, "environment", None), ARGUMENT_SPEC)
        deliveries = notify(read_options(arguments), dry_run=bool(self._task.check_mode))
        lost = [entry for entry in deliveries if entry["state"] == "undelivered"]
        if lost:
            message = "; ".join(
                f"the notification was not delivered by {item['method']}: {item['detail']}" for item in lost
            )
            return {**outcome("undelivered", message, deliveries), "failed": True, "msg": message}
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
    senders = {"webhook": _by_webhook, "mail": _by_mail}
    prepared = [(method, *senders[method](options, dry_run)) for method in options.methods]
    content = digest(options.message)
    is_news = any(sent.get(target) != content for _method, target, _told, _send in prepared)
    if options.state_file and is_news and not dry_run:
        state.check(options.state_file)
    deliveries = []
    for method, target, told, send in prepared:
        if sent.get(target) == content:
            deliveries.append(entry(method, "same", "the same message was sent before"))
        elif dry_run:
            deliveries.append(entry(method, "would_send", told))
        else:
            delivered = _attempt(method, send, options)
            if delivered["state"] == "sent" and options.state_file:
                sent[target] = content
                delivered["detail"] += _remember(options.state_file, sent)
            deliveries.append(delivered)
    return deliveries


def _attempt(method: str, send: Callable[[], str], options: Options) -> dict[str, Any]:
    try:
        said, attempts = deliver(send, options.retries, options.retry_delay)
    except DeliveryError as error:
        return entry(method, "undelivered", error.message)
    except Exception as error:  # noqa: BLE001  another method may have sent already, or follow
        return entry(method, "undelivered", fault(error))
    return entry(method, "sent", said, attempts)


def _remember(path: Path, sent: dict[str, str]) -> str:
    """Remember what was sent. Return "", or the reason why the next run will send it again."""
    try:
        state.write(path, sent)
    except OptionError as error:
        return f"; the next run will send it again: {error.message}"
    return ""


def _by_webhook(options: Options, _dry_run: bool) -> tuple[str, str, Callable[[], str]]:
    """Return the target's name, what would be done, and the function that does it. Raises `MissingLibraryError`."""
    webhook.library()
    payload = STYLES[options.webhook_style](options.message)
    arguments = (options.webhook_url, payload, options.webhook_headers, options.timeout, options.ca_path)
    told = f"would post {options.message.title!r} as {options.webhook_style}"
    return state.target("webhook", options.webhook_url), told, lambda: webhook.post(*arguments)


def _by_mail(options: Options, dry_run: bool) -> tuple[str, str, Callable[[], str]]:
    """Return the target's name, what would be done, and the function that does it. In check mode files may be missing."""
    files = [] if dry_run else options.attachments
    composed = mail.compose(options.message, options.sender, options.recipients, files, options.most_bytes)
    target = state.target("mail", options.server.host, *sorted(options.recipients))
    told = f"would send {options.message.title!r} to {len(options.recipients)} recipients, attached: {len(options.attachments)}"
    return target, told, lambda: mail.send(options.server, composed)


def entry(method: str, what: str, detail: str, attempts: int = 0) -> dict[str, Any]:
    """Return the outcome of one delivery."""
    return {"method": method, "state": what, "detail": detail, "attempts": attempts}


def outcome(status: str, message: str, deliveries: list[dict[str, Any]]) -> dict[str, Any]:
    """Return the keys of every result of the action."""
    summary = {"schema": SCHEMA, "status": status, "message": message, "deliveries": deliveries}
    changed = any(item["state"] in {"sent", "would_send"} for item in deliveries)
    return {"changed": changed, "status": status, "summary": untemplatable(summary)}
