# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The vendor's key names in requests: the counterpart of the tables in `fields`.

The pages about license changes contradict each other. The examples of "Upgrade or Downgrade Service License" have
`licenseType` and `licensedUsersCount`, as reads do; its tables have `upgradeToLicense` and `licenseCount`, as do the
examples of "Upgrade Operator Connect Customer License". So each request uses the keys of its own examples, and options
can change the doubtful ones.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ansible_collections.audiocodes.live_platform.plugins.module_utils.errors import OptionError

Keys = Mapping[str, str]

# our name -> the vendor's key
CHANGE_KEYS: dict[str, str] = {
    "license_type": "licenseType",
    "licensed_users": "licensedUsersCount",
    "full_name": "customerFullName",
    "application_client_id": "applicationClientId",
    "application_client_secret": "applicationClientSecret",
}
UPGRADE_KEYS: dict[str, str] = {
    "license_type": "upgradeToLicense",
    "licensed_users": "licenseCount",
    "full_name": "customerFullName",
}
# vendor page: Add SIP Connection; it has no other type
CONNECTION_TYPE = "IPGROUP_TYPE"
ADD_CONNECTION_KEYS: dict[str, str] = {
    "name": "siteLocationName",
    "customer_type": "ovocCustomerType",
    "sbc_id": "sbcId",
    "onboarding_script": "sbcOnboardingScript",
    "cleanup_script": "sbcCleanupScript",
    "script_parameters": "scriptParameters",
}
# a script parameter on that page, but a key of its own on the page Modify SIP Connection
CAC_PROFILE = "CacProfile"
# Vendor page: Modify SIP Connection. It is inferred that scripts and their parameters have the same keys here. The page
# lists the id with the request's parameters, beside the customer's GUID, and the address has no place for it.
CONNECTION_ID = "sbcSiteGuid"
CHANGE_CONNECTION_KEYS: dict[str, str] = {
    "id": CONNECTION_ID,
    "name": "sbcSiteName",
    "sbc_id": "sbcId",
    "cac_profile": CAC_PROFILE,
    "enable_cac": "enableCAC",
    "configure_sbc": "flagConfigureSbc",
    "carrier_registration": "flagCarrierRegistration",
    "onboarding_script": "sbcOnboardingScript",
    "cleanup_script": "sbcCleanupScript",
    "script_parameters": "scriptParameters",
}


def body(keys: Keys, values: Mapping[str, Any]) -> dict[str, Any]:
    """Return the JSON object to send: the given values, under the vendor's keys."""
    return {key: values[name] for name, key in keys.items() if values.get(name) is not None}


def changed_keys(keys: Keys, given: Keys, option: str) -> dict[str, str]:
    """Return the keys, with those of an option in place of the defaults.

    Raises `OptionError` for an empty key, and for one key for two values, because one value would be lost.
    """
    empty = next((name for name, key in given.items() if not key.strip()), None)
    if empty:
        raise OptionError(f"{option}: {empty} must not be empty")
    changed = {**keys, **given}
    if len(set(changed.values())) < len(changed):
        raise OptionError(f"{option}: two values would have the same key")
    return changed
