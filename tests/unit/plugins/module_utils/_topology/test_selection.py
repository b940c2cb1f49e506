# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The filters that modules and the inventory share."""

from __future__ import annotations

from typing import Any

import pytest

from ansible_collections.audiocodes.live_platform.plugins.module_utils._records import lists
from ansible_collections.audiocodes.live_platform.plugins.module_utils._topology import join
from ansible_collections.audiocodes.live_platform.plugins.module_utils._topology.selection import Selection

SERVICES = lists.services(
    [
        {
            "id": 1,
            "name": "acme-dm",
            "fullName": "ACME Inc.",
            "licenseType": "PRO",
            "serviceSource": "DM",
            "status": "OK",
        },
        {
            "id": 2,
            "name": "Beta",
            "licenseType": "ESSENTIAL",
            "serviceSource": "OC",
            "status": "ERROR",
            "isEnabled": False,
        },
        {"id": 3, "name": "gamma[1]", "licenseType": "GOLD", "isEnabled": True, "umpId": "g1"},
    ]
)
CUSTOMERS = lists.customers(
    [
        {"UmpCustomerGuid": "g1", "CustomerShortName": "gamma owner", "LicenseType": 2},
        {"UmpCustomerGuid": "g2", "CustomerShortName": "delta", "CustomerFullName": "Delta AG", "LicenseType": 5},
    ]
)
JOINED, KNOWN = join.join(list(map(dict, SERVICES)), list(map(dict, CUSTOMERS)))
EVERYTHING = [*JOINED, *(record for record in KNOWN if not record["matched"])]


def names(filters: dict[str, Any]) -> list[str]:
    """The names that are left."""
    return [record["name"] for record in Selection.read(filters.get).passing(EVERYTHING)]


ALL = ["acme-dm", "Beta", "gamma[1]", "delta"]


@pytest.mark.parametrize(
    ("filters", "left"),
    [
        ({"names": ["nobody"]}, []),
        ({"license_types": ["hosted_essentials"]}, []),
        ({"statuses": ["ok"], "sources": ["oc"]}, []),
        ({}, ALL),
        ({"license_types": None, "statuses": None, "sources": None, "enabled": None, "names": None}, ALL),
        # an empty list comes from an expression that found nobody
        ({"license_types": []}, []),
        ({"statuses": []}, []),
        ({"sources": []}, []),
        ({"names": []}, []),
        ({"license_families": []}, []),
        ({"license_families": ["operator_connect"]}, ["Beta", "delta"]),
        ({"license_types": ["pro"]}, ["acme-dm"]),
        ({"license_types": ["PRO", "Essential"]}, ["acme-dm", "Beta"]),
        # a service passes by its customer's license as well
        ({"license_types": ["hosted_pro"]}, ["gamma[1]"]),
        ({"license_types": ["gold"]}, ["gamma[1]"]),
        ({"license_types": ["oc_pro"]}, ["delta"]),
        ({"statuses": ["error"]}, ["Beta"]),
        ({"statuses": ["OK", "ERROR"]}, ["acme-dm", "Beta"]),
        ({"statuses": ["unknown"]}, ["gamma[1]", "delta"]),
        ({"sources": ["dm"]}, ["acme-dm"]),
        ({"sources": ["unknown"]}, ["gamma[1]", "delta"]),
        # only an explicit "no" disables
        ({"enabled": True}, ["acme-dm", "gamma[1]", "delta"]),
        ({"enabled": False}, ["Beta"]),
        ({"names": ["BETA"]}, ["Beta"]),
        ({"names": ["acme inc."]}, ["acme-dm"]),
        ({"names": ["a*"]}, ["acme-dm"]),
        ({"names": ["*a"]}, ["Beta", "delta"]),
        ({"names": ["delta ag", "b?ta"]}, ["Beta", "delta"]),
        # a name with the marks of a pattern is still a name
        ({"names": ["gamma[1]"]}, ["gamma[1]"]),
        ({"names": ["gamma[[]1]"]}, ["gamma[1]"]),
        ({"names": ["("]}, []),
        ({"enabled": True, "statuses": ["ok", "error"]}, ["acme-dm"]),
        # what Ansible makes of "ok, error"
        ({"statuses": ["ok", " error"]}, ["acme-dm", "Beta"]),
        ({"license_types": ["pro", " essential "]}, ["acme-dm", "Beta"]),
        ({"names": ["acme-dm", " b*"]}, ["acme-dm", "Beta"]),
    ],
)
def test_filters(filters: dict[str, Any], left: list[str]) -> None:
    """Every filter that is set must be passed; the order stays."""
    assert names(filters) == left


@pytest.mark.parametrize("pattern", ["omega", " Omega ", "om*a"])
def test_blanks_around_the_platforms_name_do_not_matter(pattern: str) -> None:
    """Nobody sees them."""
    spaced = {**KNOWN[0], "name": " Omega ", "full_name": ""}
    assert Selection(names=(pattern.lower(),)).passing([spaced]) == [spaced]


def test_filter_that_does_not_exist() -> None:
    """A mistake of ours, not a filter that lets everything pass."""
    with pytest.raises(TypeError):
        Selection.read({"nmaes": ["x"]}.get, ["nmaes"])
