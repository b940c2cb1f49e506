# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The choice of fields by their names."""

from __future__ import annotations

import pytest

from ansible_collections.audiocodes.live_platform.plugins.module_utils._records import lists
from ansible_collections.audiocodes.live_platform.plugins.module_utils._topology import join
from ansible_collections.audiocodes.live_platform.plugins.module_utils._topology.field_names import (
    FIELD_NAMES,
    FIELD_NAMES_OF,
    fields,
)
from ansible_collections.audiocodes.live_platform.plugins.module_utils.errors import OptionError

SERVICES = lists.services([{"id": 1, "name": "acme", "umpId": "g1"}])
CUSTOMERS = lists.customers([{"UmpCustomerGuid": "g1", "CustomerShortName": "acme owner"}])
JOINED, KNOWN = join.join(list(map(dict, SERVICES)), list(map(dict, CUSTOMERS)))


@pytest.mark.parametrize(
    ("pattern", "kind", "message"),
    [
        ("nmae", None, "fields: nmae is not a field of a service or a customer"),
        ("nmae", "service", "fields: nmae is not a field of a service"),
        # what the other kind has, or only joined records
        ("licensed_users", "service", "fields: licensed_users is not a field of a service"),
        ("status", "customer", "fields: status is not a field of a customer"),
        ("customer_name", "service", "fields: customer_name is not a field of a service"),
        ("matched", "customer", "fields: matched is not a field of a customer"),
        ("devices_[", "service", "fields: devices_[ is not a field of a service"),
        ("", None, "fields:  is not a field of a service or a customer"),
    ],
)
def test_field_that_does_not_exist(pattern: str, kind: str | None, message: str) -> None:
    """Named with the kind of record that lacks it, even among others that exist."""
    with pytest.raises(OptionError) as caught:
        fields(["name", pattern], kind)
    assert str(caught.value) == message


@pytest.mark.parametrize(
    ("patterns", "kind", "names_"),
    [
        ([], "service", set()),
        (["name", "name"], "service", {"name"}),
        (["name", " status "], "service", {"name", "status"}),
        (["raw", "dids_*"], "service", {"raw", "dids_total", "dids_used", "dids_free"}),
        (["licensed_users", "client_secret_*"], "customer", {"licensed_users", "client_secret_expires"}),
        (["licensed_users", "dids_us?d", "customer_name"], None, {"licensed_users", "dids_used", "customer_name"}),
    ],
)
def test_fields(patterns: list[str], kind: str | None, names_: set[str]) -> None:
    """Names and shell patterns."""
    assert fields(patterns, kind) == names_


def test_every_field_of_a_record_can_be_chosen() -> None:
    """What a record has can be named; a record of a kind has nothing else."""
    for kind, table in (("service", SERVICES), ("customer", CUSTOMERS)):
        assert set(table[0]) <= set(FIELD_NAMES_OF[kind])
    assert set(JOINED[0]) | set(KNOWN[0]) <= set(FIELD_NAMES)
