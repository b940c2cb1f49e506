# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""As few requests as possible, and errors that name them."""

from __future__ import annotations

from typing import Any, cast

import pytest

from ansible_collections.audiocodes.live_platform.plugins.module_utils._client.client import Client
from ansible_collections.audiocodes.live_platform.plugins.module_utils._gather import topology
from ansible_collections.audiocodes.live_platform.plugins.module_utils._gather.tasks import read_tasks
from ansible_collections.audiocodes.live_platform.plugins.module_utils.errors import (
    DataError,
    LivePlatformError,
    NotFoundError,
    OptionError,
)


class Platform:
    """Answers in place of the client and remembers what was asked."""

    def __init__(self, rows: list[Any], item: Any = None) -> None:
        self.rows = rows
        self.item = item
        self.calls: list[str] = []
        self.asked = ""
        self.platform = "platform.example.com"

    def _answer(self, call: str, body: Any) -> Any:
        self.calls.append(call)
        self.asked = f"/api/{call}"
        if isinstance(body, Exception):
            raise body
        return body

    def services(self) -> Any:
        return self._answer("services", {"services": self.rows})

    def service(self, ident: str) -> Any:
        return self._answer(f"services/{ident}", self.item)

    def customers(self, all_details: bool = False) -> Any:
        return self._answer(f"customers {all_details}", self.rows)

    def customer(self, guid: str, all_details: bool = False) -> Any:
        return self._answer(f"customers/{guid} {all_details}", self.item)


def services(platform: Platform, *args: Any, **kwargs: Any) -> list[dict[str, Any]]:
    """topology.services on a stand-in."""
    return topology.services(cast(Client, platform), *args, **kwargs)


def customers(platform: Platform, *args: Any, **kwargs: Any) -> list[dict[str, Any]]:
    """topology.customers on a stand-in."""
    return topology.customers(cast(Client, platform), *args, **kwargs)


ROWS = [{"id": number, "name": f"service {number}"} for number in (1, 2, 3)]
OWNERS = [{"UmpCustomerGuid": guid} for guid in ("Ab-1", "cd-2", "ef-3")]


@pytest.mark.parametrize(
    ("ids", "named"), [(["9", "8"], "9, 8"), (["1", "9"], "9"), (["9", "9"], "9"), (["1", "2", "x y", "3"], "x y")]
)
def test_unknown_ids_are_named(ids: list[str], named: str) -> None:
    """All of them in one error, with the request that did not hold them."""
    for rows in (ROWS, ROWS[:1]):
        if rows is ROWS or "1" not in ids:
            with pytest.raises(NotFoundError, match=f"GET /api/services: no service with id {named}$"):
                services(Platform(rows), ids)


def test_unknown_ids_of_an_empty_platform() -> None:
    """Nothing to find is no reason to stumble."""
    with pytest.raises(NotFoundError, match=r"no service with id 9$"):
        services(Platform([]), ["9", "9"])
    with pytest.raises(NotFoundError, match=r"no customer with GUID a, b$"):
        customers(Platform([]), ["a", "b"])


def test_an_empty_list_of_ids_is_nobody_and_asks_for_nothing() -> None:
    """Not everybody: it most often comes from a group that has no hosts today."""
    platform = Platform([{"id": 1}])
    owners = Platform([{"UmpCustomerGuid": "g"}])
    assert (services(platform, []), platform.calls) == ([], [])
    assert (customers(owners, [], all_details=True), owners.calls) == ([], [])
    assert read_tasks(cast(Client, platform), []) == []


def test_another_item_than_asked_for() -> None:
    """A gateway's cache may hand out the wrong one."""
    with pytest.raises(DataError, match="returned service 2 when asked for 1"):
        services(Platform([], {"services": [{"id": 2}]}), ["1"])
    with pytest.raises(DataError, match="returned customer x when asked for y"):
        customers(Platform([], {"UmpCustomerGuid": "X"}), ["Y"])


@pytest.mark.parametrize(
    ("platform", "ids", "message"),
    [
        (Platform([5]), None, "GET /api/services: row 1 of the list of services is not an object"),
        (Platform([{"id": 1}, {"id": 1}]), None, "GET /api/services: 1 id occurs more than once"),
        (Platform([], {"services": []}), ["7"], "GET /api/services/7: service 7 does not exist or belongs to another"),
        (Platform([], {"services": [{}]}), ["7"], "GET /api/services/7: row 1 of the list of services has no id"),
    ],
)
def test_errors_in_the_data_name_the_request(platform: Platform, ids: list[str] | None, message: str) -> None:
    """What and where, in every message."""
    with pytest.raises(LivePlatformError, match=message) as caught:
        services(platform, ids)
    assert caught.value.as_result()["method"] == "GET"


def test_errors_of_the_client_stay_as_they_are() -> None:
    """They know their request themselves, or there was none."""
    known = NotFoundError("gone", method="GET", path="/of/the/client")
    with pytest.raises(NotFoundError, match=r"^GET /of/the/client: gone$"):
        services(Platform([], known), ["1"])
    with pytest.raises(OptionError, match=r"^no customers here$"):
        customers(Platform([], OptionError("no customers here")), ["1"])


def test_one_request_for_the_list() -> None:
    """Whatever the number of rows or ids."""
    platform = Platform(ROWS)
    assert [record["id"] for record in services(platform)] == [1, 2, 3]
    assert [record["id"] for record in services(platform, ["3", "1", "3"])] == [3, 1]
    assert platform.calls == ["services", "services"]


def test_one_request_for_one_id() -> None:
    """Only that row is asked for."""
    platform = Platform([], {"services": [{"id": 2}]})
    assert [record["id"] for record in services(platform, ["2"])] == [2]
    assert platform.calls == ["services/2"]


def test_customers_likewise() -> None:
    """GUIDs are the same in any case."""
    platform = Platform(OWNERS, OWNERS[1])
    assert len(customers(platform)) == 3
    assert [item["ump_customer_guid"] for item in customers(platform, ["EF-3", "ab-1"], True)] == ["ef-3", "Ab-1"]
    assert [item["ump_customer_guid"] for item in customers(platform, ["CD-2"], True)] == ["cd-2"]
    assert platform.calls == ["customers False", "customers True", "customers/CD-2 True"]


def test_labels_and_raw_are_handed_on() -> None:
    """To the list and to the item."""
    platform = Platform([{"id": 1, "licenseType": "PRO"}], {"id": 1, "licenseType": "PRO"})
    for ids in (None, ["1"]):
        (record,) = services(platform, ids, labels={"pro": "Gold"}, include_raw=True)
        assert (record["license_label"], record["raw"]["licenseType"]) == ("Gold", "PRO")
    owners = Platform([{"UmpCustomerGuid": "g", "LicenseType": 2}], {"UmpCustomerGuid": "g", "LicenseType": 2})
    for guids in (None, ["g"]):
        (record,) = customers(owners, guids, labels={"hosted_pro": "Gold"}, include_raw=True)
        assert (record["license_label"], record["raw"]["LicenseType"]) == ("Gold", 2)


@pytest.mark.parametrize(
    ("read", "message"),
    [
        (lambda client: services(client, ["1", " "]), "ids: entry 2 is empty"),
        (lambda client: customers(client, [""]), "guids: entry 1 is empty"),
        (lambda client: read_tasks(client, ["\t"]), "ids: entry 1 is empty"),
    ],
)
def test_a_blank_id_is_refused_before_anything_is_asked_for(read: Any, message: str) -> None:
    """Its path is that of the list, and the answer would say nothing about the mistake."""
    platform = Platform([])
    with pytest.raises(OptionError, match=f"^{message}$"):
        read(platform)
    assert platform.calls == []


def test_blanks_around_ids() -> None:
    """Ansible leaves them where a list came as text."""
    assert [item["id"] for item in services(Platform(ROWS), ["1", " 3"])] == [1, 3]
    platform = Platform(ROWS, ROWS[1])
    services(platform, [" 2 "])
    assert platform.calls == ["services/2"]
