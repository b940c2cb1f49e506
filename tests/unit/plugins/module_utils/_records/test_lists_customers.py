# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The vendor's examples of "Get Services Brief Details (V3)" against records written by hand."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest

from ansible_collections.audiocodes.live_platform.plugins.module_utils._records import lists
from kits.harness import ROOT

# design section 3, in its order
NAMES = re.findall(
    r"\w+",
    """kind ump_customer_guid name full_name license_code license_type license_label license_family license_tier
licensed_users active_users usage_percent seats_counted live_hub_active_users live_hub_simple_users ms_tenant_id sip_connections
sip_connections_total sip_connections_not_deployed platform unread""",
)
CONNECTION_NAMES = ["id", "name", "sbc_id", "deployment_state", "configuration_type"]

LICENSES = {
    0: ("hosted_essentials", "Hosted Essentials", "hosted", "essential"),
    1: ("hosted_essentials_plus", "Hosted Essentials Plus", "hosted", "essential_plus"),
    2: ("hosted_pro", "Hosted Pro", "hosted", "pro"),
    5: ("oc_pro", "OC Pro", "operator_connect", "pro"),
}

# guid, name (short and full are the same), code, licensed, active, percent, Live Hub active and simple, Microsoft tenant
ROWS: list[tuple[Any, ...]] = [
    ("1591f338-58f8-4773-a625-0079f1565341", "micu_test", 0, None, 0, None, None, None, ""),
    ("0c8e0080-8bf3-4ae4-8b96-219977ae508f", "auto_serv_ess", 0, None, 0, None, None, None, ""),
    (
        "2373394e-7b5f-40cc-907b-29a4f70e7859",
        "auto_sys_plus_r",
        *(1, 10, 0, 0.0, 0, 19, "632c26aa-0371-4402-a8ca-7cd62514dd01"),
    ),
    (
        "8f479a63-cf48-4f36-bbcd-65267a6f06cc",
        "two_sbc_two_cp",
        *(5, 15, 1, 6.67, 0, 0, "931baaa3-eb9c-4f63-bc3a-b6576d9f716d"),
    ),
    ("747cbef3-5016-471f-abde-772f3aa134ad", "micu_test1", 0, None, 0, None, None, None, ""),
    (
        "27aa5123-9b59-4374-bc89-838a9e536f24",
        "auto_sys_pro_r",
        *(2, 30, 0, 0.0, 0, 19, "632c26aa-0371-4402-a8ca-7cd62514dd21"),
    ),
    (
        "a521fb93-e3e4-4780-2ecb-875d98b20419",
        "new_sept_lead",
        *(0, None, 0, None, None, None, "632c26aa-0371-4402-a8ca-7cd62544dd01"),
    ),
    ("62a027e7-4bbb-4706-83e3-c6eb3d6055c4", "new_sbc_test", 0, None, 0, None, None, None, ""),
    (
        "d28e1c8f-3e0b-4245-80ba-f2098d27c349",
        "auto_sys_pro",
        *(2, 30, 0, 0.0, 0, 19, "632c26aa-0371-4402-a8ca-7cd61514dd01"),
    ),
    (
        "06682fff-80b4-49bd-b994-f3947dd3ecaa",
        "many_sbc_test",
        *(5, 15, 0, 0.0, 0, 0, "19212e96-d56b-41d3-845c-a14fd24ddec2"),
    ),
]

# customer -> its SIP connections: id, name, SBC device, configuration (two ids are no valid GUIDs in the example)
CONNECTIONS: dict[str, list[tuple[str, str, int, str]]] = {
    "micu_test": [("1591f378-58f8-4773-a625-0079f1515341", "micu_test", 2, "siptrunk")],
    "auto_serv_ess": [("0c8e0080-8bf3-4ae4-8b96-259977ae568f", "auto_serv_ess", 1, "siptrunk")],
    "auto_sys_plus_r": [("2373394e-7b5f-40cc-907b-29a4f70efe59", "auto_sys_plus_r", 1, "byoc")],
    "two_sbc_two_cp": [
        ("24aa9454-77bc-433b-b73c-426e0fac8862", "GSCIILOQQBGJR", 2, "siptrunk"),
        ("0fb000b9-a2e0-4d7a-b286-62095bddeb63", "GSCIILOQQBORK", 1, "siptrunk"),
    ],
    "micu_test1": [("747cbef3-5016-481f-abde-773f3aa134ad", "micu_test1", 2, "siptrunk")],
    "auto_sys_pro_r": [
        ("27aa5123-9b59-4374-bc89-831a9e536f24", "auto_sys_pro_r", 1, "siptrunk"),
        ("c273a684-867f-4ae6-8ddc-2e15adff132d", "sip_for_delete", 1, "byoc"),
    ],
    "new_sept_lead": [
        ("2fe684b9-e426-486c-8bc3-ffdafa3921e3", "new_sept_lead", 1, "siptrunk"),
        ("c6f0aab2-36fc-40ba-a292-f41c40f92b1e", "reg_14_sip", 1, "byoc"),
    ],
    "new_sbc_test": [("62a027e7-4bbb-4706-83e3-c6ebdd6055c4", "new_sbc_test", 1, "siptrunk")],
    "auto_sys_pro": [("d28e1c8f-3e0b-4645-80ba-f2098d77c349", "auto_sys_pro", 1, "siptrunk")],
    "many_sbc_test": [
        ("3602a8de-b4d5-41ee-b445-a7b364b90hcf", "GSCHJOLIPNOJW", 1, "siptrunk"),
        ("da9affdd-906b-4bbc-8e29-0efb0aaf6f38", "GSCHJOLIPNPAK", 2, "siptrunk"),
        ("50c1d785-df66-4a5f-869c-7bc8f7e2d2ce", "GSCHJOLIPNPPW", 1, "siptrunk"),
        ("89cfc014-cc09-4616-aa63-b370s53545fa", "GSCHJXQLMXSWW", 1, "siptrunk"),
        ("4db710f6-8cf5-40b5-9d08-4e91d5521488", "GSCHZFKPRWNED", 1, "siptrunk"),
        ("3306f118-f3e2-49db-806f-bfd5408f8594", "GSCHZFZALKKYT", 1, "siptrunk"),
        ("d13de2c5-17ab-43a2-abe5-1f3fd940916c", "GSCHZGABPHVDN", 1, "siptrunk"),
        ("0a24c186-10cc-40e3-b072-aa7e7f12dd38", "GSCHZGGEOJMOM", 1, "siptrunk"),
        ("0872260f-9e40-4c9d-bb53-25cc83bcd2b9", "GSCHZGGEOJNFB", 2, "siptrunk"),
        ("8269ebec-5a0b-40df-aea9-5b6590ec7f9f", "GSCHZGGEOJONA", 1, "siptrunk"),
        ("3efb5b00-0c67-415a-8975-10b0a85a4472", "GSCHZGGEOJORS", 1, "siptrunk"),
    ],
}


def expected(details: bool) -> list[dict[str, Any]]:
    """The ten records in full, in the order of the design's names."""
    made = []
    for guid, name, code, licensed, active, percent, live_active, live_simple, ms_tenant in ROWS:
        connections = [
            dict(zip(CONNECTION_NAMES, (ident, called, sbc, "deployed", configuration), strict=True))
            for ident, called, sbc, configuration in CONNECTIONS[name]
        ]
        counted = (connections, len(connections), 0) if details else ([], None, None)
        values = ("customer", guid, name, name, code, *LICENSES[code], licensed, active, percent)
        more = (False if code == 0 else None, live_active, live_simple, ms_tenant, *counted, "", [])
        made.append(dict(zip(NAMES, (*values, *more), strict=True)))
    return made


@pytest.mark.parametrize(("file", "details"), [("customers.json", False), ("customers_all_details.json", True)])
def test_every_value_of_every_row(file: str, details: bool) -> None:
    """All ten rows, all fields; without details the SIP connections are unknown, not none."""
    sample = json.loads((ROOT / "tests" / "simulator" / "data" / file).read_text(encoding="utf-8"))
    found = lists.customers(sample)
    assert found == expected(details)
    for record, wanted in zip(found, expected(details), strict=True):
        assert list(record) == NAMES
        assert [type(value) for value in record.values()] == [type(value) for value in wanted.values()]
        assert all(list(connection) == CONNECTION_NAMES for connection in record["sip_connections"])
