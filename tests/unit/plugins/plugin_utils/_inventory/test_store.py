# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The inventory's cache: the key, what counts as an entry, and what is never in it."""

from __future__ import annotations

import base64
import copy
import json
import re
from collections.abc import Callable, Iterator, MutableMapping
from dataclasses import replace
from typing import Any

import pytest
from ansible.errors import AnsibleError

from ansible_collections.audiocodes.live_platform.plugins.module_utils._options import connection
from ansible_collections.audiocodes.live_platform.plugins.module_utils._records import lists
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._inventory import store
from kits.inventory import sample_customers, sample_services

CLIENT = {"tenant_id": "t", "client_id": "c", "client_secret": "hush", "scope": "s"}
CHOICES: dict[str, Any] = {
    "include": ["customers", "services"],
    "all_details": False,
    "include_raw": False,
    "labels": {},
}


def key(options: dict[str, Any] | None = None, **choices: Any) -> str:
    given = {"url": "https://live.example.com", **(CLIENT if options is None else options)}
    return store.key(connection.settings(given), **(CHOICES | choices))


def jwt(payload: Any, signature: str = "sig") -> str:
    body = payload if isinstance(payload, str) else json.dumps(payload)
    return ".".join(["eyJ0eXAiOiJKV1QifQ", base64.urlsafe_b64encode(body.encode()).decode().rstrip("="), signature])


@pytest.mark.parametrize(
    "other",
    [
        {"url": "https://other.example.com"},
        {"url": "https://live.example.com:444"},
        {"api_prefix": "/elsewhere"},
        {"url": "https://live.example.com/ovoc"},
        {"tenant_id": "t2"},
        {"client_id": "c2"},
        {"scope": "s2"},
        {"authority": "https://login.example.com"},
        {"channel_id": 7},
        {"headers": {"X-Site": "2"}},
    ],
)
def test_another_question_has_another_key(other: dict[str, Any]) -> None:
    assert key(CLIENT | other) != key()


@pytest.mark.parametrize(
    "choices",
    [{"include": ["services"]}, {"all_details": True}, {"include_raw": True}, {"labels": {"pro": "Gold"}}],
)
def test_every_choice_that_changes_the_rows_is_in_the_key(choices: dict[str, Any]) -> None:
    assert key(**choices) != key()


@pytest.mark.parametrize(
    "same",
    [
        {"url": "https://live.example.com/tenantui/"},
        {"client_secret": "another"},
        {"timeout": 5},
        {"retries": 0},
        {"rate_limit": 1},
        {"validate_certs": False},
        {"proxy": "http://proxy.example.com"},
    ],
)
def test_how_the_question_is_asked_does_not_matter(same: dict[str, Any]) -> None:
    assert key(CLIENT | same) == key()


def test_the_key_is_a_file_name_without_any_secret() -> None:
    secret = key(CLIENT | {"client_secret": "hush", "headers": {"X-Key": "hush-hush"}})
    assert re.fullmatch("audiocodes_live_platform_[0-9a-f]{32}", secret)


ACCOUNT = {"iss": "https://sts.example.com", "tid": "t", "appid": "app"}


def test_a_renewed_token_of_the_same_account_has_the_same_key() -> None:
    first = jwt(ACCOUNT | {"exp": 1, "iat": 1}, "one")
    second = jwt(ACCOUNT | {"exp": 2, "iat": 2}, "two")
    assert key({"access_token": first}) == key({"access_token": second})


@pytest.mark.parametrize(
    "other", [{"tid": "t2"}, {"appid": "app2"}, {"iss": "https://other.example.com"}, {"sub": "s"}]
)
def test_a_token_of_another_account_has_another_key(other: dict[str, Any]) -> None:
    assert key({"access_token": jwt(ACCOUNT | other)}) != key({"access_token": jwt(ACCOUNT)})


@pytest.mark.parametrize(
    "token",
    ["opaque", "a.b.c", "a..c", jwt("[]"), jwt('["iss"]'), jwt("7"), jwt("null"), jwt("{}"), jwt('"iss"'), jwt("{")],
)
def test_a_token_that_names_no_account_is_an_account_by_itself(token: str) -> None:
    assert key({"access_token": token}) == key({"access_token": token})
    assert key({"access_token": token}) != key({"access_token": token + "x"})


@pytest.mark.parametrize("user", ["one", "two"])
def test_basic_accounts_differ_by_user(user: str) -> None:
    same = key({"username": user, "password": "a"}) == key({"username": "one", "password": "b"})
    assert same is (user == "one")


# --- entries


class Cache(MutableMapping[str, Any]):
    """What core hands out, over one plugin: reading may fail with core's own error."""

    def __init__(self, content: dict[str, Any], error: Exception | None = None) -> None:
        self.content = content
        self.error = error

    def __getitem__(self, name: str) -> Any:
        if self.error:
            raise self.error
        return self.content[name]

    def __setitem__(self, name: str, value: Any) -> None:
        self.content[name] = value

    def __delitem__(self, name: str) -> None:
        raise NotImplementedError

    def __iter__(self) -> Iterator[str]:
        raise NotImplementedError

    def __len__(self) -> int:
        raise NotImplementedError


def entry() -> store.Entry:
    return store.Entry(lists.services(sample_services()), lists.customers(sample_customers()), 1000.5)


def saved() -> dict[str, Any]:
    cache: dict[str, Any] = {}
    store.save(cache, "name", entry())
    return cache


# the text of no rows
EMPTY = "[[], []]"
NO_MARKS: dict[str, Any] = {"services": [], "customers": []}


def test_the_text_of_no_rows_is_read() -> None:
    empty = {"services": EMPTY, "customers": EMPTY, "written": 1, "marks": NO_MARKS}
    assert store.load({"name": empty}, "name") is not None


@pytest.mark.parametrize("error", [KeyError("name"), AnsibleError("The cache file was corrupt"), ValueError("x")])
def test_a_cache_that_cannot_be_read_has_no_entry(error: Exception) -> None:
    assert store.load(Cache(saved(), error), "name") is None


@pytest.mark.parametrize(
    "found",
    [
        None,
        "text",
        [],
        {},
        7,
        {"services": EMPTY, "customers": EMPTY},
        {"services": EMPTY, "written": 1},
        {"services": None, "customers": EMPTY, "written": 1},
        {"services": {}, "customers": "abc", "written": 1},
        {"services": "", "customers": EMPTY, "written": 1},
        {"services": [[], []], "customers": EMPTY, "written": 1},
        {"services": [{"id": 1}], "customers": EMPTY, "written": 1},
        {"services": "7", "customers": EMPTY, "written": 1},
        {"services": "null", "customers": EMPTY, "written": 1},
        {"services": '[["id"]]', "customers": EMPTY, "written": 1},
        {"services": '[["id"], [[1]]]', "customers": EMPTY, "written": 1},
        {"services": '[[["id"]], [[1]]]', "customers": EMPTY, "written": 1},
        {"services": EMPTY, "customers": '[["name"], [["x"]]]', "written": 1},
        {"services": "[" * 100_000, "customers": EMPTY, "written": 1},
        {"services": EMPTY, "customers": EMPTY, "written": "long ago"},
        {"services": EMPTY, "customers": EMPTY, "written": None},
        {"services": EMPTY, "customers": EMPTY, "written": float("nan")},
        {"services": EMPTY, "customers": EMPTY, "written": "inf"},
    ],
)
def test_an_entry_of_another_shape_is_none(found: Any) -> None:
    marked = {"marks": NO_MARKS, **found} if isinstance(found, dict) else found
    assert store.load({"name": marked}, "name") is None


@pytest.mark.parametrize(
    "marks",
    [
        None,
        [],
        {},
        {"services": []},
        {"services": [], "customers": 7},
        {"services": [[1.0]], "customers": []},
        {"services": [["long ago", 1]], "customers": []},
        {"services": [[float("nan"), 1]], "customers": []},
        {"services": [[1.0, float("inf")]], "customers": []},
        {"services": [[1.0, None]], "customers": []},
    ],
)
def test_an_entry_with_marks_that_are_none_is_none(marks: Any) -> None:
    assert store.load({"name": saved()["name"] | {"marks": marks}}, "name") is None


def test_the_marks_of_an_entry_come_back() -> None:
    marks = {"services": [(1.0, 9), (5.0, 6)], "customers": [(5.0, 10)]}
    cache: dict[str, Any] = {}
    store.save(cache, "name", replace(entry(), marks=marks))
    found = store.load(json.loads(json.dumps(cache)), "name")
    assert found is not None
    assert found.marks == marks
    assert entry().marks == {"services": [(1000.5, 6)], "customers": [(1000.5, 10)]}


@pytest.mark.parametrize("field", ["ump_customer_guid", "license_type", "parameters"])
def test_an_entry_that_lacks_a_field_is_none(field: str) -> None:
    cache = copy.deepcopy(saved())
    assert store.load(cache, "name") == entry()
    names, rows = json.loads(cache["name"]["services"])
    place = names.index(field)
    fewer = [[value for number, value in enumerate(row) if number != place] for row in rows]
    cache["name"]["services"] = json.dumps([[name for name in names if name != field], fewer])
    assert store.load(cache, "name") is None


@pytest.mark.parametrize("change", [lambda row: row[:-1], lambda row: [*row, None], lambda _row: None])
def test_an_entry_with_a_row_of_another_length_is_none(change: Callable[[list[Any]], Any]) -> None:
    cache = copy.deepcopy(saved())
    names, rows = json.loads(cache["name"]["services"])
    cache["name"]["services"] = json.dumps([names, [*rows[:-1], change(rows[-1])]])
    assert store.load(cache, "name") is None


def test_rows_that_differ_in_their_keys_are_not_kept() -> None:
    cache: dict[str, Any] = {}
    with pytest.raises(ValueError, match="differ"):
        store.save(cache, "name", store.Entry([{"id": 1}, {"id": 2, "name": "x"}], [], 5.0))
    assert cache == {}


def test_an_entry_without_rows_is_an_entry() -> None:
    cache: dict[str, Any] = {}
    store.save(cache, "name", store.Entry([], [], 5.0))
    assert store.load(cache, "name") == store.Entry([], [], 5.0)
    assert store.load(cache, "other") is None


def test_an_entry_survives_json() -> None:
    assert store.load(json.loads(json.dumps(saved())), "name") == entry()
    assert entry().counts == {"services": 6, "customers": 10}


def test_an_entry_holds_nothing_but_rows_their_counts_and_its_age() -> None:
    assert set(saved()["name"]) == {"written", "services", "customers", "marks"}
