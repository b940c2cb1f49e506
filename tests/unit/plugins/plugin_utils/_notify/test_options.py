# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Options of a notification: one error that names the option, and never a secret in it."""

from __future__ import annotations

import math
from pathlib import Path
from typing import Any

import pytest

from ansible_collections.audiocodes.live_platform.plugins.module_utils.errors import OptionError
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._notify.options import (
    ARGUMENT_SPEC,
    read_options,
)

SECRET = "https://hooks.example.com/very-secret"
WEBHOOK: dict[str, Any] = {"methods": "webhook", "webhook_url": SECRET}
MAIL: dict[str, Any] = {
    "methods": "mail",
    "mail_host": "smtp",
    "mail_from": "a@example.com",
    "mail_to": "b@example.com",
}

NUMBERS = ("timeout", "retry_delay", "retries", "mail_max_megabytes", "mail_port")


@pytest.mark.parametrize(
    ("options", "name"),
    [
        ({"methods": "pigeon"}, "methods"),
        ({"methods": "webhook"}, "webhook_url"),
        (WEBHOOK | {"webhook_url": "http://hooks.example.com/very-secret"}, "webhook_url"),
        (WEBHOOK | {"webhook_url": "very-secret"}, "webhook_url"),
        (WEBHOOK | {"webhook_url": "https://[very-secret"}, "webhook_url"),
        (WEBHOOK | {"webhook_url": "https://x/very-secret\nX: y"}, "webhook_url"),
        (WEBHOOK | {"webhook_url": "ftp://x/very-secret"}, "webhook_url"),
        (WEBHOOK | {"webhook_url": "https://u:very-secret@x/y"}, "webhook_url holds credentials"),
        (WEBHOOK | {"webhook_style": "irc"}, "webhook_style"),
        (WEBHOOK | {"webhook_headers": "very-secret"}, "webhook_headers"),
        (WEBHOOK | {"retries": 11}, "retries"),
        (WEBHOOK | {"retries": -1}, "retries"),
        (WEBHOOK | {"retry_delay": 61}, "retry_delay"),
        (WEBHOOK | {"timeout": 0}, "timeout"),
        *(
            (WEBHOOK | {name: number}, name)
            for name in NUMBERS
            for number in ("nan", math.nan, "inf", math.inf, -math.inf)
        ),
        (WEBHOOK | {"retries": 10**400}, "retries"),
        (WEBHOOK | {"ca_path": "/nowhere/ca.pem"}, "ca_path: there is no file /nowhere/ca.pem"),
        (MAIL | {"ca_path": "/nowhere/ca.pem"}, "ca_path: there is no file /nowhere/ca.pem"),
        (MAIL | {"ca_path": __file__}, f"ca_path: {__file__} holds no certificates in PEM format"),
        (MAIL | {"ca_path": "/"}, "ca_path: / cannot be read: Is a directory"),
        (WEBHOOK | {"result": "no dictionary"}, "result"),
        (WEBHOOK | {"bogus": 1}, "bogus"),
        (MAIL | {"mail_to": ""}, "mail_to"),
        (MAIL | {"mail_to": "nobody"}, "mail_to"),
        (MAIL | {"mail_from": "a@example.com\nBcc: c@example.com"}, "mail_from"),
        (MAIL | {"mail_port": 70000}, "mail_port"),
        (MAIL | {"mail_username": "u"}, "mail_password"),
        (MAIL | {"mail_username": "u", "mail_password": "very-secret", "mail_security": "none"}, "mail_password"),
    ],
)
def test_a_bad_value_is_one_line_that_names_the_option_and_shows_no_secret(options: dict[str, Any], name: str) -> None:
    with pytest.raises(OptionError) as error:
        read_options(options)
    assert name in str(error.value)
    assert "\n" not in str(error.value)
    assert "very-secret" not in str(error.value)


@pytest.mark.parametrize(
    "address", ["http://127.0.0.2:8/x", "http://[::1]/x", "http://hook.localhost/x", "https://x/a@b"]
)
def test_addresses_that_a_webhook_can_have(address: str) -> None:
    assert read_options(WEBHOOK | {"webhook_url": address}).webhook_url == address


def test_blanks_have_their_defaults() -> None:
    assert read_options({"ca_path": "/nowhere/ca.pem"}).ca_path  # of no method, so nobody looks for it
    options = read_options(dict.fromkeys(ARGUMENT_SPEC, ""))
    assert (options.methods, options.retries, options.retry_delay, options.timeout) == ([], 3, 2.0, 20.0)
    assert (options.message.title, options.webhook_style, options.server.security) == (
        "AudioCodes Live Platform",
        "json",
        "starttls",
    )
    assert (options.state_file, options.attachments, options.only_problems) == (None, [], False)


@pytest.mark.parametrize(("security", "port"), [("starttls", 587), ("tls", 465), ("none", 25), ("", 587)])
def test_the_port_is_that_of_the_security(security: str, port: int) -> None:
    assert read_options(MAIL | {"mail_security": security}).server.port == port


def test_secrets_come_from_the_environment_where_no_option_has_them(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LIVE_PLATFORM_NOTIFY_WEBHOOK_URL", SECRET)
    monkeypatch.setenv("LIVE_PLATFORM_NOTIFY_MAIL_PASSWORD", "pw")
    assert read_options({"methods": "webhook", "webhook_url": ""}).webhook_url == SECRET
    assert read_options(MAIL | {"mail_username": "u"}).server.password == "pw"


def test_answers_of_a_survey_are_text() -> None:
    options = read_options(
        {
            **MAIL,
            "methods": "mail\nwebhook",
            "webhook_url": SECRET,
            "mail_to": "a@x.y,b@x.y\nc@x.y",
            "retries": "0",
            "facts": '{"a": 1}',
            "webhook_headers": '{"X-A": "b"}',
            "only_problems": "yes",
            "mail_port": "2525",
        }
    )
    assert (options.methods, options.recipients) == (["mail", "webhook"], ["a@x.y", "b@x.y", "c@x.y"])
    assert (options.retries, options.only_problems, options.server.port) == (0, True, 2525)
    assert (options.message.facts, options.webhook_headers) == ({"a": "1"}, {"X-A": "b"})


def test_the_files_of_the_result_are_attached_unless_others_are_named() -> None:
    result = {"files": {"html": "/r/a.html", "csv": "/r/a.csv"}}
    assert read_options(MAIL | {"result": result}).attachments == [Path("/r/a.html"), Path("/r/a.csv")]
    assert read_options(MAIL | {"result": result, "attachments": "/other"}).attachments == [Path("/other")]
