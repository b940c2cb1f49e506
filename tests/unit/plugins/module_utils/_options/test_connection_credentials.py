# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Exactly one way to authenticate, from options, environment or files."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from ansible.module_utils.common.arg_spec import ArgumentSpecValidator

from ansible_collections.audiocodes.live_platform.plugins.module_utils._options.connection import (
    Settings,
    argument_spec,
    settings,
)
from ansible_collections.audiocodes.live_platform.plugins.module_utils._options.credentials import (
    AccessToken,
    Basic,
    ClientCredentials,
)
from ansible_collections.audiocodes.live_platform.plugins.module_utils._options.environment import drop_blank_env
from ansible_collections.audiocodes.live_platform.plugins.module_utils.errors import OptionError

Make = Callable[..., Settings]

SECRET = "T0p-secret"
# option of a secret -> what else its way of authentication needs
NEEDS: dict[str, dict[str, str]] = {
    "client_secret": {"tenant_id": "t", "client_id": "c", "scope": "s"},
    "access_token": {},
    "password": {"username": "joe"},
}
BLANKS = ("", "  ", "\t\n")


def held(made: Settings) -> str:
    """The secret in settings, whatever the way."""
    credentials = made.credentials
    if isinstance(credentials, ClientCredentials):
        return credentials.client_secret
    return credentials.token if isinstance(credentials, AccessToken) else credentials.password


def from_environment(given: dict[str, Any]) -> Settings:
    """Settings as a module sees them: what the task gives, then the environment, then the defaults."""
    result = ArgumentSpecValidator(argument_spec()).validate(given)
    assert result.error_messages == []
    return settings(result.validated_parameters)


@pytest.mark.parametrize("option", NEEDS)
@pytest.mark.parametrize(
    ("direct", "file"), itertools.product((None, "blank", "set"), (None, "blank", "missing", "empty", "set"))
)
def test_every_combination_of_value_and_file_in_the_environment(
    option: str, direct: str | None, file: str | None, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Blank is not set; both is an error; a file that cannot be read or holds nothing is an error that names it."""
    path = tmp_path / "secret"
    if file in ("empty", "set"):
        path.write_text("\n" if file == "empty" else f"{SECRET}\n", encoding="utf-8")
    values = {None: None, "blank": " "}
    for name, value in ((option, values.get(direct, SECRET)), (f"{option}_file", values.get(file, str(path)))):
        if value is not None:
            monkeypatch.setenv(f"LIVE_PLATFORM_{name.upper()}", value)
    given = {"url": "https://live.example.com", **NEEDS[option]}
    has_direct, has_file = direct == "set", file in ("missing", "empty", "set")
    wrong = None
    if has_direct and has_file:
        wrong = f"LIVE_PLATFORM_{option.upper()}_FILE.* are both set"
    elif file in ("missing", "empty"):
        wrong = f"{option}_file: .*{path}"
    elif not has_direct and not has_file:
        wrong = "exactly one way to authenticate" if option == "access_token" else option
    if wrong is None:
        assert held(from_environment(given)) == SECRET
    else:
        with pytest.raises(OptionError, match=wrong) as caught:
            from_environment(given)
        assert SECRET not in str(caught.value)


@pytest.mark.parametrize("option", NEEDS)
def test_task_beats_environment(option: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is nearer wins."""
    monkeypatch.setenv(f"LIVE_PLATFORM_{option.upper()}", "of-the-environment")
    assert held(from_environment({"url": "live.example.com", option: SECRET, **NEEDS[option]})) == SECRET


@pytest.mark.parametrize("option", NEEDS)
@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "is empty"),
        (b" \r\n ", "is empty"),
        (b"\xff\xfe\x00", "not a text file"),
        (b"two\nlines", "line break"),
        (b"nul\x00inside", "line break or another character"),
    ],
)
def test_file_that_holds_no_secret(
    make_settings: Make, option: str, content: bytes, message: str, tmp_path: Path
) -> None:
    """The message names the option, never the content."""
    path = tmp_path / "secret"
    path.write_bytes(content)
    with pytest.raises(OptionError, match=message) as caught:
        make_settings(**NEEDS[option], **{f"{option}_file": str(path)})
    assert option in str(caught.value)
    assert "lines" not in str(caught.value)


@pytest.mark.parametrize("option", NEEDS)
def test_path_that_is_no_file(make_settings: Make, option: str, tmp_path: Path) -> None:
    """A folder and a path that does not exist: the system's own reason is given."""
    for path in (tmp_path, tmp_path / "absent"):
        with pytest.raises(OptionError, match=rf"{option}_file: cannot read {path}: \w+"):
            make_settings(**NEEDS[option], **{f"{option}_file": str(path)})


@pytest.mark.parametrize("option", NEEDS)
def test_file_of_somebody_unknown(make_settings: Make, option: str) -> None:
    """Python raises no OSError for such a home."""
    said = rf"{option}_file \(environment: .*\): the home directory of ~nobody-of-this-name/x is not known"
    with pytest.raises(OptionError, match=said):
        make_settings(**NEEDS[option], **{f"{option}_file": "~nobody-of-this-name/x"})


@pytest.mark.parametrize("content", [SECRET, f"{SECRET}\n", f"{SECRET}\r\n", f"  {SECRET}\n\n"])
def test_secret_from_a_file_in_the_home_folder(make_settings: Make, content: str, tmp_path: Path) -> None:
    """White space around it, above all the last line end, is not part of it; ~ is the home folder."""
    (tmp_path / "secret").write_bytes(content.encode())
    assert held(make_settings(access_token_file="~/secret")) == SECRET


@pytest.mark.parametrize("option", NEEDS)
@pytest.mark.parametrize("value", ["a\nb", "a\r\nX-Evil: 1", "a\0b", "a\x7fb", "a\x1bb"])
def test_secret_that_cannot_be_one(make_settings: Make, option: str, value: str) -> None:
    """A line break in a secret would end a header: it is refused, and not shown."""
    with pytest.raises(OptionError, match=f"{option} contains a line break") as caught:
        make_settings(**NEEDS[option], **{option: value})
    assert value not in str(caught.value)


@pytest.mark.parametrize(
    ("token", "message"), [("Bearer abc", "without the word Bearer"), ("tok\u00e9n", "not allowed in a token")]
)
def test_token_that_cannot_be_one(make_settings: Make, token: str, message: str) -> None:
    """Typical slips are named before anything is sent."""
    with pytest.raises(OptionError, match=message) as caught:
        make_settings(access_token=token)
    assert token not in str(caught.value)


def test_user_name_that_basic_cannot_send(make_settings: Make) -> None:
    """The server would take what is behind the colon for the beginning of the password."""
    with pytest.raises(OptionError, match="username contains a colon"):
        make_settings(username="realm:joe", password=SECRET)


WAYS: dict[str, dict[str, str]] = {
    "client_id": {"client_secret": SECRET, "client_id": "c", **NEEDS["client_secret"]},
    "access_token": {"access_token": SECRET},
    "username": {"username": "joe", "password": SECRET},
}


@pytest.mark.parametrize("ways", [(), *itertools.combinations(WAYS, 2), tuple(WAYS)])
def test_not_exactly_one_way(ways: tuple[str, ...]) -> None:
    """None, or several: one error that lists what may be given and what was, without values."""
    given = {name: value for way in ways for name, value in WAYS[way].items()}
    with pytest.raises(OptionError, match="exactly one way to authenticate") as caught:
        settings({"url": "live.example.com", **given})
    for way in ways:
        assert way in str(caught.value).partition("Set are")[2]
    assert SECRET not in str(caught.value)


@pytest.mark.parametrize(
    ("way", "absent"), [(way, name) for way, given in WAYS.items() for name in given if len(given) > 1]
)
@pytest.mark.parametrize("blank", [None, *BLANKS])
def test_half_a_way(way: str, absent: str, blank: str | None) -> None:
    """Every option that is missing or blank is named with its environment variable."""
    with pytest.raises(
        OptionError, match=rf"also needs {absent} \(environment: LIVE_PLATFORM_{absent.upper()}\)"
    ) as caught:
        settings({"url": "live.example.com", **WAYS[way], absent: blank})
    assert SECRET not in str(caught.value)


def test_tenant_and_scope_alone_are_no_way() -> None:
    """AWX credentials may hold them for everybody; they choose nothing by themselves."""
    with pytest.raises(OptionError, match="exactly one way"):
        settings({"url": "live.example.com", "tenant_id": "t", "scope": "s"})
    made = settings({"url": "live.example.com", "tenant_id": "t", "scope": "s", "access_token": SECRET})
    assert made.credentials == AccessToken(SECRET)


def test_the_three_ways() -> None:
    """Each gives its own kind of credentials; passwords and secrets keep their white space and other scripts."""
    made = [settings({"url": "live.example.com", **given}).credentials for given in WAYS.values()]
    assert made == [
        ClientCredentials("https://login.microsoftonline.com/t/oauth2/v2.0/token", "c", SECRET, "s"),
        AccessToken(SECRET),
        Basic("joe", SECRET),
    ]
    odd = settings({"url": "live.example.com", "username": "j\u00f6e", "password": " \u043f\u0430 "})
    assert odd.credentials == Basic("j\u00f6e", " \u043f\u0430 ")


@pytest.mark.parametrize("way", WAYS)
def test_settings_show_no_secret(way: str) -> None:
    """Neither as text nor through their parts; but they list every form of it for the redaction."""
    made = settings({"url": "live.example.com", **WAYS[way], "headers": {"X-Key": "header-secret", "X-Empty": ""}})
    assert SECRET not in repr(made) + str(made) + repr(made.credentials)
    assert "header-secret" not in repr(made)
    assert {SECRET, "header-secret"} <= set(made.secrets)
    assert all(made.secrets), "an empty secret would be found between any two characters"


def test_forms_of_secrets() -> None:
    """What is sent encoded is redacted encoded as well."""
    basic = settings({"url": "live.example.com", "username": "joe", "password": "a b"})
    assert basic.secrets == ("a b", "am9lOmEgYg==")
    form = settings({"url": "live.example.com", **WAYS["client_id"], "client_secret": "a+b/c ~"})
    assert form.secrets == ("a+b/c ~", "a%2Bb%2Fc+~")


def test_blank_variables_are_dropped() -> None:
    """AWX injects blanks for fields that nobody filled; ansible-core would read one as False for a boolean."""
    environ = {
        "LIVE_PLATFORM_VALIDATE_CERTS": "",
        "LIVE_PLATFORM_PASSWORD": " \t",
        "LIVE_PLATFORM_URL": "live.example.com",
        "LIVE_PLATFORM_RETRIES": "0",
        "OTHER": "",
    }
    drop_blank_env(environ)
    assert environ == {"LIVE_PLATFORM_URL": "live.example.com", "LIVE_PLATFORM_RETRIES": "0", "OTHER": ""}
