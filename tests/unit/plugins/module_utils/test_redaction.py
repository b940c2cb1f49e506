# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What hides secrets: keys that name one, text that repeats one, and the secrets of addresses and options."""

from __future__ import annotations

import json

import pytest

from ansible_collections.audiocodes.live_platform.plugins.module_utils import redaction

SECRET = "s3cr\u00e9t\\1"


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        (SECRET, "********"),
        (json.dumps(SECRET), '"********"'),
        (repr(SECRET), "'********'"),
        (f"a {SECRET}{SECRET} b", "a **************** b"),
    ],
)
def test_a_secret_that_is_repeated(said: str, shown: str) -> None:
    """As it is, and as JSON and Python escape it."""
    assert redaction.conceal(said, [SECRET, ""]) == shown


def test_the_longest_secret_goes_first() -> None:
    assert redaction.conceal("s3cret-1-long", ["s3cret-1", "s3cret-1-long"]) == "********"
    assert redaction.conceal("a-s3cret-1", ["s3cret-1", "a-s3cret-1"]) == "********"


def test_what_is_not_secret_stays() -> None:
    """An empty secret is not a secret."""
    assert redaction.conceal("  a\tb ", ["", "zzz"]) == "  a\tb "


@pytest.mark.parametrize(
    "said",
    [
        "no workflow at https://hooks.example.com/flow/T0K3NT0K3N?sig=S1GNATURE",
        "no workflow at /flow/T0K3NT0K3N",
        "T0K3NT0K3N is not known",
        "bad signature S1GNATURE",
        "bad signature %531GNATURE",
        "who is header-t0ken?",
    ],
)
def test_an_address_that_is_repeated(said: str) -> None:
    url = "https://hooks.example.com/flow/T0K3NT0K3N?sig=S1GNATURE"
    shown = redaction.conceal_address(said, url, "Bearer header-t0ken")
    for secret in ("T0K3NT0K3N", "S1GNATURE", "t0ken"):
        assert secret not in shown
    assert redaction.SHORT in shown


def test_an_address_gives_way_to_a_short_mark() -> None:
    assert redaction.conceal_address("no hook s3cr6t", "https://hooks.example.com/s3cr6t") == "no hook ***"


def test_a_short_part_of_an_address_is_a_common_word() -> None:
    assert redaction.conceal_address("no flow", "https://hooks.example.com/flow") == "no flow"


def test_the_account_of_a_proxy() -> None:
    """As given, as it is sent, and as a library shows it where the address is broken."""
    found = redaction.accounts(["http://us%65r:p%61ss@proxy.example.com:3128", "http://proxy.example.com", "a/b@c"])
    assert {"us%65r:p%61ss", "user:pass", "pass", "dXNlcjpwYXNz", "a", "b"} <= found
    assert "pa:ss" in redaction.accounts(["http://user:pa:ss@proxy.example.com"])
    assert "" not in found
    assert "proxy.example.com" not in "".join(found)


def test_an_account_of_bytes_that_are_not_text() -> None:
    """As Python reads the environment."""
    assert "dT9lcjpwYXNz" in redaction.accounts(["http://u\udcffer:pass@proxy.example.com"])


def test_the_texts_of_an_option_that_is_secret_as_a_whole() -> None:
    value = [{"pin": 4711, "on": True, "none": None, "empty": "", "more": [{"word": "s3cret"}]}]
    assert sorted(redaction.texts_in(value)) == ["4711", "s3cret"]
    assert list(redaction.texts_in(None)) == []


def test_the_texts_under_keys_of_secrets() -> None:
    body = {
        "name": "a",
        "Password": "s3cret-1",
        "list": [{"AdminPassword": "s3cret-2", "password": 5}, "x"],
        "secret": "",
    }
    assert sorted(redaction.texts_under(body, redaction.is_secret)) == ["s3cret-1", "s3cret-2"]


def test_a_result_without_its_secrets() -> None:
    """In text and numbers at any depth, the longest secret first; keys, null and booleans stay."""
    result = {"s1": ["a s1-long b", {"n": 107, "x": 1.5}, True, None], "t": "True"}
    hidden = ["s1", "s1-long", "10", "True", ""]
    assert redaction.masked(result, hidden) == {
        "s1": ["a ******** b", {"n": "********", "x": 1.5}, True, None],
        "t": "********",
    }
    assert redaction.masked(result, [""]) is result


@pytest.mark.parametrize(
    ("headers", "secrets"),
    [
        ({"Authorization": "Bearer t0ken-1"}, ["Bearer t0ken-1", "t0ken-1"]),
        ({"x-api-key": 12345678, "Cookie": "a=b"}, ["12345678", "12345678", "a=b", "a=b"]),
        ({"X-Region": "namibia-1", "Accept": "application/json", "X-Token": None}, []),
    ],
)
def test_headers_that_are_secrets_by_their_name(headers: dict[str, object], secrets: list[str]) -> None:
    assert [*redaction.secret_headers(headers)] == secrets


def test_short_secrets_are_never_masked_in_a_whole_run(monkeypatch: pytest.MonkeyPatch) -> None:
    """Core does not forget what it was told, and would mask every "en" and "1" that follows."""
    told: list[str] = []
    monkeypatch.setattr(redaction, "register_secrets", told.extend)
    redaction.register(["en", "1", "", "five5", "    x7   ", "hush-hush"])
    assert told == ["hush-hush"]


def test_an_older_core_is_told_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(redaction, "register_secrets", None)
    redaction.register(["hush-hush"])


def test_core_does_not_register_dictionaries_by_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    """A core that registers secrets would take every value; texts stay as they are, and so do older cores."""
    spec: dict[str, dict[str, object]] = {
        "headers": {"type": "raw", "no_log": True},
        "parameters": {"type": "dict", "no_log": True},
        "password": {"type": "str", "no_log": True},
        "facts": {"type": "dict"},
    }
    assert redaction.mixed(spec) == ("headers", "parameters")
    monkeypatch.setattr(redaction, "REGISTERS", False)
    assert redaction.without_mixed(spec) == spec
    monkeypatch.setattr(redaction, "REGISTERS", True)
    changed = redaction.without_mixed(spec)
    assert {name: entry.get("no_log") for name, entry in changed.items()} == {
        "headers": False,
        "parameters": False,
        "password": True,
        "facts": None,
    }
    assert spec["headers"]["no_log"] is True
