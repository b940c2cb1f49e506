# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The other connection options: headers, TLS files, numbers, proxy, and how they arrive."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from ansible.module_utils.common.arg_spec import ArgumentSpecValidator

from ansible_collections.audiocodes.live_platform.plugins.module_utils._options.connection import (
    OPTIONS,
    Settings,
    argument_spec,
    settings,
)
from ansible_collections.audiocodes.live_platform.plugins.module_utils.errors import OptionError

Make = Callable[..., Settings]

# design section 2, in its order, and section 7
NAMES = re.findall(
    r"\w+",
    """url platform_name api_prefix tenant_id client_id client_secret client_secret_file scope authority access_token
access_token_file username password password_file channel_id validate_certs ca_path client_cert client_key proxy
headers timeout retries rate_limit max_response_mb allow_http""",
)


@pytest.mark.parametrize(
    "headers",
    [
        {"X-A": "b\r\nX-Evil: 1"},
        {"X-A": "b\nc"},
        {"X-A": "b\0c"},
        {"X-A": "\u043f\u0430"},
        {"X-A": "b\x7f"},
        {"X-A\r\nX-Evil": "b"},
        {"X A": "b"},
        {"X-A:": "b"},
        {"": "b"},
        {"\u0425": "b"},
        {"Authorization": "Bearer x"},
        {"AUTHORIZATION": "Bearer x"},
        {"x-ovoc-channel-id": "7"},
        {"Host": "evil.example"},
        {"Content-Length": "0"},
        "X-A",
        'X-A: "b\\nEvil: 1"',
        {"X-A": {"X-B": "Evil: 1"}},
        {"X-A": ["Evil: 1"]},
        ["X-A"],
        5,
    ],
)
def test_headers_refused(make_settings: Make, headers: Any) -> None:
    """No header of ours is replaced, no line is smuggled in, and no value is shown."""
    with pytest.raises(OptionError, match="headers") as caught:
        make_settings(headers=headers)
    assert "Evil: 1" not in str(caught.value)
    assert "Bearer" not in str(caught.value)


@pytest.mark.parametrize(
    ("headers", "expected"),
    [
        (None, {}),
        (" ", {}),
        ({}, {}),
        ({"X-A": "b", "X-N": 5, "X-Empty": None}, {"X-A": "b", "X-N": "5", "X-Empty": ""}),
        ({" X-A ": " b c "}, {"X-A": "b c"}),
        ('{"X-A": "b"}', {"X-A": "b"}),
        ("{'X-A': 'b'}", {"X-A": "b"}),
    ],
)
def test_headers(make_settings: Make, headers: Any, expected: dict[str, str]) -> None:
    """A dictionary, or its text as an environment variable holds it."""
    assert make_settings(headers=headers).headers == expected


@pytest.mark.parametrize("name", ["ca_path", "client_cert", "client_key"])
@pytest.mark.parametrize("validate_certs", [True, False])
def test_file_that_is_not_there(make_settings: Make, name: str, validate_certs: bool, tmp_path: Path) -> None:
    """A wrong path is named at once, even where certificates are not checked."""
    path = tmp_path / "absent.pem"
    with pytest.raises(
        OptionError, match=rf"{name} \(environment: LIVE_PLATFORM_{name.upper()}\): no such file: {path}"
    ):
        make_settings(validate_certs=validate_certs, **{name: str(path)})


@pytest.mark.parametrize("name", ["ca_path", "client_cert", "client_key"])
def test_file_of_somebody_unknown(make_settings: Make, name: str) -> None:
    """Python raises no OSError for such a home."""
    said = rf"{name} \(environment: .*\): the home directory of ~nobody-of-this-name/x is not known"
    with pytest.raises(OptionError, match=said):
        make_settings(**{name: "~nobody-of-this-name/x"})


@pytest.mark.parametrize("name", ["ca_path", "client_cert", "client_key"])
def test_file_with_a_name_that_none_can_have(make_settings: Make, name: str) -> None:
    """Python 3.14 takes it for one that is not there."""
    with pytest.raises(OptionError, match=rf"{name} \(.*\): (cannot read /x+: File name too long|no such file: /x+)"):
        make_settings(**{name: "/" + "x" * 300})


def test_key_without_certificate(make_settings: Make, tmp_path: Path) -> None:
    """The key alone is good for nothing."""
    (tmp_path / "key.pem").touch()
    with pytest.raises(OptionError, match="client_key is set but client_cert is not"):
        make_settings(client_key="~/key.pem")


def test_tls_files(make_settings: Make, tmp_path: Path) -> None:
    """Verified against the system's authorities, against given ones, or, only when said so, not at all."""
    ca, cert, key = (str(tmp_path / name) for name in ("ca.pem", "cert.pem", "key.pem"))
    for path in (ca, cert, key):
        Path(path).touch()
    assert make_settings().verify is True
    assert make_settings(validate_certs=None).verify is True
    assert make_settings(ca_path="~/ca.pem").verify == ca
    assert make_settings(ca_path=str(tmp_path)).verify == str(tmp_path)
    assert make_settings(ca_path=ca, validate_certs=False).verify is False
    assert make_settings().cert is None
    assert make_settings(client_cert=cert).cert == (cert, cert)
    assert make_settings(client_cert=cert, client_key=key).cert == (cert, key)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("timeout", 0),
        ("timeout", -1.0),
        ("timeout", float("nan")),
        ("retries", -1),
        ("rate_limit", -1),
    ],
)
def test_numbers_out_of_range(make_settings: Make, name: str, value: float) -> None:
    """The option and its value are named."""
    with pytest.raises(OptionError, match=f"{name} must be .* or more|{name} must be more than 0"):
        make_settings(**{name: value})


@pytest.mark.parametrize("name", ["timeout", "retries", "rate_limit"])
@pytest.mark.parametrize("value", [1_000_001, pytest.param(10**400, id="huge"), float("inf")])
def test_numbers_that_no_clock_can_take(make_settings: Make, name: str, value: int) -> None:
    """They would end in an OverflowError, of a socket for one."""
    with pytest.raises(OptionError, match=f"{name} must be at most 1000000, not (1|inf)"):
        make_settings(**{name: value})


def test_numbers(make_settings: Make) -> None:
    """Defaults, and the least that is accepted."""
    made = make_settings()
    assert (made.timeout, made.retries, made.rate_limit, made.channel_id) == (30.0, 3, 10, None)
    made = make_settings(timeout=0.5, retries=0, rate_limit=0, channel_id=7)
    assert (made.timeout, made.retries, made.rate_limit, made.channel_id) == (0.5, 0, 0, 7)


@pytest.mark.parametrize(
    ("proxy", "message"),
    [
        ("http://joe:hunter2@proxy.example.com", "proxy holds credentials"),
        ("joe:hunter2@proxy:3128", "proxy holds credentials"),
        ("http:/joe:hunter2@127.0.0.1:1", "proxy holds credentials"),
        ("http//joe:hunter2@127.0.0.1:1", "proxy holds credentials"),
        ("http:/proxy.example.com:3128", r"proxy is not a valid address: expected http://host\[:port\]"),
        ("http//proxy.example.com:3128", r"proxy is not a valid address: expected http://host\[:port\]"),
        ("http:proxy.example.com:3128", r"proxy is not a valid address: expected http://host\[:port\]"),
        ("socks5://proxy:1080", "proxy is not a valid address"),
        ("http://", "proxy is not a valid address"),
    ],
)
def test_proxy_refused(make_settings: Make, proxy: str, message: str) -> None:
    """Credentials in it would be shown by errors."""
    with pytest.raises(OptionError, match=message) as caught:
        make_settings(proxy=proxy)
    assert "hunter2" not in str(caught.value)


@pytest.mark.parametrize(
    ("proxy", "expected"),
    [
        (None, None),
        ("", None),
        ("http://proxy.example.com:3128", "http://proxy.example.com:3128"),
        ("https://proxy.example.com", "https://proxy.example.com"),
        ("proxy.example.com:3128", "http://proxy.example.com:3128"),
        ("proxy:3128", "http://proxy:3128"),
        ("[::1]:3128", "http://[::1]:3128"),
    ],
)
def test_proxy(make_settings: Make, proxy: str | None, expected: str | None) -> None:
    """A proxy without scheme is spoken to in http, as everywhere."""
    assert make_settings(proxy=proxy).proxy == expected


def test_table_has_the_options_of_the_design() -> None:
    """Every name is a promise to playbooks; its variable follows from it; secret ones are masked, others are not."""
    assert [option.name for option in OPTIONS] == NAMES
    spec = argument_spec()
    assert [name for name, entry in spec.items() if entry.get("no_log")] == [
        "client_secret",
        "access_token",
        "password",
        "headers",
    ]
    # a name that only looks secret must say so, or ansible-core warns
    assert [name for name, entry in spec.items() if entry.get("no_log") is False] == [
        "client_secret_file",
        "access_token_file",
        "password_file",
        "client_key",
    ]


# option -> (text of its variable, attribute of the settings, what it must be then)
FROM_ENVIRONMENT: dict[str, tuple[str, str, Any]] = {
    "url": ("env.example.com", "base_url", "https://env.example.com/tenantui"),
    "api_prefix": ("/x", "base_url", "https://live.example.com/x"),
    "channel_id": ("7", "channel_id", 7),
    "validate_certs": ("no", "verify", False),
    "ca_path": ("/", "verify", "/"),
    "client_cert": ("/", "cert", ("/", "/")),
    "proxy": ("http://proxy:1", "proxy", "http://proxy:1"),
    "headers": ('{"X-A": "b"}', "headers", {"X-A": "b"}),
    "timeout": ("1.5", "timeout", 1.5),
    "retries": ("0", "retries", 0),
    "rate_limit": ("0", "rate_limit", 0),
}


def resolved(given: dict[str, Any]) -> Settings:
    """Settings as a module gets them from its task and the environment."""
    result = ArgumentSpecValidator(argument_spec()).validate(given)
    assert result.error_messages == []
    return settings(result.validated_parameters)


@pytest.mark.parametrize("name", FROM_ENVIRONMENT)
def test_environment_sets_what_the_task_does_not(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A variable counts, a blank one does not: neither text nor blanks ever stand for False or 0."""
    text, attribute, expected = FROM_ENVIRONMENT[name]
    given = {"access_token": "x"} | ({} if name == "url" else {"url": "live.example.com"})
    monkeypatch.setenv(f"LIVE_PLATFORM_{name.upper()}", text)
    assert getattr(resolved(given), attribute) == expected
    default = getattr(settings({"url": "live.example.com", "access_token": "x"}), attribute)
    for blank in ("", " ", "\t"):
        monkeypatch.setenv(f"LIVE_PLATFORM_{name.upper()}", blank)
        if name == "url":
            with pytest.raises(OptionError, match=r"url .* is not set"):
                resolved(given)
        else:
            assert getattr(resolved(given), attribute) == default


def test_allow_http_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """Blank must not open the door."""
    given = {"url": "http://live.example.com", "access_token": "x"}
    monkeypatch.setenv("LIVE_PLATFORM_ALLOW_HTTP", "")
    with pytest.raises(OptionError, match="not https"):
        resolved(given)
    monkeypatch.setenv("LIVE_PLATFORM_ALLOW_HTTP", "true")
    assert resolved(given).base_url == "http://live.example.com/tenantui"


@pytest.mark.parametrize(
    ("url", "name", "platform"),
    [
        ("https://Live.Example.com/tenantui/", None, "live.example.com"),
        ("https://live.example.com:443", None, "live.example.com"),
        ("live.example.com:8443/tenantui/api/v3/customer", None, "live.example.com:8443"),
        ("http://127.0.0.1:8501", "  ", "127.0.0.1:8501"),
        ("https://[2001:DB8::1]:444", None, "[2001:db8::1]:444"),
        ("https://live.example.com", " Zürich 1 ", "Zürich 1"),
    ],
)
def test_the_name_of_the_platform(make_settings: Make, url: str, name: str | None, platform: str) -> None:
    """The one that was given; else the host, with a port of its own."""
    found = make_settings(url=url, platform_name=name)
    assert found.platform == platform
    assert found.platform_name == ("" if name is None or not name.strip() else platform)


@pytest.mark.parametrize("name", ["two\nlines", "x" * 101])
def test_a_name_of_the_platform_that_cannot_be_shown(make_settings: Make, name: str) -> None:
    with pytest.raises(OptionError, match="platform_name must be one line of at most 100 characters"):
        make_settings(platform_name=name)
