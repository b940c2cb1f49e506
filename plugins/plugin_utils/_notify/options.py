# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Options of `send_notification`: their specification, and checks that a specification cannot express."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ansible.module_utils.basic import env_fallback

from ansible_collections.audiocodes.live_platform.plugins.module_utils.errors import OptionError
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._inputs.certificates import check_certificates
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._inputs.task_options import validated
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._notify.mail import PORTS, Server
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._notify.message import Message, build
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._notify.payloads import STYLES
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._notify.webhook import check_url
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._outputs.text import clean_text, plain

METHODS = ("webhook", "mail")
MOST_RETRIES = 10

# the same as in the module's documentation; a test compares them
ARGUMENT_SPEC: dict[str, dict[str, Any]] = {
    "methods": {"type": "list", "elements": "str", "choices": list(METHODS), "default": []},
    "title": {"type": "str", "default": "AudioCodes Live Platform"},
    "text": {"type": "str"},
    "facts": {"type": "dict", "default": {}},
    "result": {"type": "dict", "default": {}},
    "link": {"type": "str"},
    "only_problems": {"type": "bool", "default": False},
    "state_file": {"type": "path"},
    "attachments": {"type": "list", "elements": "path"},
    "webhook_url": {"type": "str", "no_log": True, "fallback": (env_fallback, ["LIVE_PLATFORM_NOTIFY_WEBHOOK_URL"])},
    "webhook_style": {"type": "str", "choices": list(STYLES), "default": "json"},
    "webhook_headers": {"type": "dict", "no_log": True, "default": {}},
    "mail_host": {"type": "str"},
    "mail_port": {"type": "int"},
    "mail_security": {"type": "str", "choices": list(PORTS), "default": "starttls"},
    "mail_username": {"type": "str"},
    "mail_password": {
        "type": "str",
        "no_log": True,
        "fallback": (env_fallback, ["LIVE_PLATFORM_NOTIFY_MAIL_PASSWORD"]),
    },
    "mail_from": {"type": "str"},
    "mail_to": {"type": "list", "elements": "str"},
    "mail_max_megabytes": {"type": "int", "default": 10},
    "ca_path": {"type": "path"},
    "timeout": {"type": "float", "default": 20.0},
    "retries": {"type": "int", "default": 3},
    "retry_delay": {"type": "float", "default": 2.0},
}


@dataclass(frozen=True)
class Options:
    """The checked options. Options of an unused method are not checked and may be empty."""

    methods: list[str]
    message: Message
    only_problems: bool
    state_file: Path | None
    attachments: list[Path]
    webhook_url: str
    webhook_style: str
    webhook_headers: dict[str, str]
    server: Server
    sender: str
    recipients: list[str]
    most_bytes: int
    timeout: float
    ca_path: str | None
    retries: int
    retry_delay: float


def read_options(arguments: Mapping[str, Any]) -> Options:
    """Return the checked options of a task; a blank one has its default.

    Raises `OptionError`, which names the option but never shows a secret value.
    """
    options = validated(arguments, ARGUMENT_SPEC)
    # before conversion to plain data, which would lose an infinite number
    check_numbers(options)
    options = {name: _bare(value) for name, value in options.items()}
    if "webhook" in options["methods"]:
        _need(options, "webhook", "webhook_url")
        check_url(options["webhook_url"])
    if "mail" in options["methods"]:
        _need(options, "mail", "mail_host", "mail_from", "mail_to")
        check_mail(options)
    if options["methods"] and options["ca_path"]:
        check_certificates("ca_path", options["ca_path"])
    attachments = options["attachments"]
    if attachments is None:
        files = options["result"].get("files")
        attachments = [str(path) for path in files.values()] if isinstance(files, dict) else []
    return Options(
        methods=list(dict.fromkeys(options["methods"])),
        message=build(
            options["title"], options["text"] or "", options["facts"], options["link"] or "", options["result"]
        ),
        only_problems=options["only_problems"],
        state_file=Path(options["state_file"]).absolute() if options["state_file"] else None,
        attachments=[Path(path) for path in attachments],
        webhook_url=options["webhook_url"] or "",
        webhook_style=options["webhook_style"],
        webhook_headers={name: str(value) for name, value in options["webhook_headers"].items()},
        server=Server(
            host=options["mail_host"] or "",
            port=options["mail_port"] or PORTS[options["mail_security"]],
            security=options["mail_security"],
            username=options["mail_username"] or "",
            password=options["mail_password"] or "",
            ca_path=options["ca_path"],
            timeout=options["timeout"],
        ),
        sender=options["mail_from"] or "",
        recipients=options["mail_to"] or [],
        most_bytes=options["mail_max_megabytes"] * 1_000_000,
        timeout=options["timeout"],
        ca_path=options["ca_path"],
        retries=options["retries"],
        retry_delay=options["retry_delay"],
    )


def _bare(value: Any) -> Any:
    """Return the value as plain data. Raises `OptionError` if that is impossible."""
    try:
        return plain(value)
    except TypeError as error:
        raise OptionError(f"an option holds a value that is not plain data ({error})") from None


def _need(options: Mapping[str, Any], method: str, *names: str) -> None:
    missing = [name for name in names if not options[name]]
    if missing:
        raise OptionError(f"the method {method} needs {' and '.join(missing)}")


def check_numbers(options: Mapping[str, Any], names: Collection[str] = tuple(ARGUMENT_SPEC)) -> None:
    """Raise `OptionError` for a number, of the options with these names, that is out of its range."""
    for name, least, most in (
        ("retries", 0, MOST_RETRIES),
        ("retry_delay", 0, 60),
        ("timeout", 0.1, 300),
        ("mail_max_megabytes", 0, 100),
        ("mail_port", 1, 65535),
    ):
        value = options[name] if name in names else None
        if value is not None and not least <= value <= most:
            raise OptionError(f"{name} must be from {least} to {most}, not {value}")


def check_mail(options: Mapping[str, Any]) -> None:
    """Raise `OptionError` for a password without TLS or name, and for what is no mail address."""
    if options["mail_security"] == "none" and options["mail_password"]:
        raise OptionError("mail_password is sent over TLS only: set mail_security to starttls or tls")
    if bool(options["mail_username"]) != bool(options["mail_password"]):
        raise OptionError("mail_username and mail_password must be set together")
    for name, addresses in (("mail_from", [options["mail_from"]]), ("mail_to", options["mail_to"])):
        for address in addresses:
            if "@" not in address or any(char in address for char in "\r\n,;"):
                raise OptionError(f"{name} holds {clean_text(address)!r}, which is not a mail address")
