# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""License codes, labels, families and tiers. The only place that knows them.

Customer codes 1, 2, 4 and 5 are documented (vendor pages "Upgrade or Downgrade Service License" and "Upgrade Operator
Connect Customer License"); 0 and 3 are inferred from the pages' examples. The four service strings below are from
the example of "Retrieve Services"; that `_IMTR` means "+ AI Summary" is inferred from it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from ansible_collections.audiocodes.live_platform.plugins.module_utils._records.names import word
from ansible_collections.audiocodes.live_platform.plugins.module_utils.reading import is_blank
from ansible_collections.audiocodes.live_platform.plugins.module_utils.text import printable

UNKNOWN = "unknown"
AI_SUMMARY = "_imtr"
# with these, only service numbers count (vendor page "Managing User Licenses", variant for Essentials)
_USERS_DO_NOT_COUNT = ("hosted_essentials",)


@dataclass(frozen=True)
class License:
    """A license type: its slug, the vendor's label, the family it is sold in, and its tier."""

    slug: str
    label: str
    family: str
    tier: str

    @property
    def ai_summary(self) -> bool:
        """Whether the license includes AI Summary."""
        return self.slug.endswith(AI_SUMMARY)


# license field of a record -> attribute
LICENSE_FIELDS: dict[str, str] = {
    "license_type": "slug",
    "license_label": "label",
    "license_family": "family",
    "license_tier": "tier",
}

FAMILIES = ("device_manager", "hosted", "operator_connect", UNKNOWN)
TIERS = ("essential", "essential_plus", "pro", UNKNOWN)

SERVICE_LICENSES: dict[str, License] = {
    item.slug: item
    for item in (
        License("essential", "Essential", "device_manager", "essential"),
        License("pro", "Pro", "device_manager", "pro"),
        License("essential_imtr", "Essential + AI Summary", "device_manager", "essential"),
        License("pro_imtr", "Pro + AI Summary", "device_manager", "pro"),
    )
}

CUSTOMER_LICENSES: dict[int, License] = {
    0: License("hosted_essentials", "Hosted Essentials", "hosted", "essential"),
    1: License("hosted_essentials_plus", "Hosted Essentials Plus", "hosted", "essential_plus"),
    2: License("hosted_pro", "Hosted Pro", "hosted", "pro"),
    3: License("oc_essentials", "OC Essentials", "operator_connect", "essential"),
    4: License("oc_essentials_plus", "OC Essentials Plus", "operator_connect", "essential_plus"),
    5: License("oc_pro", "OC Pro", "operator_connect", "pro"),
}

# the closed vocabulary of license types: each always has an inventory group
LICENSE_TYPES: tuple[str, ...] = (
    *SERVICE_LICENSES,
    *(item.slug for item in CUSTOMER_LICENSES.values()),
    UNKNOWN,
)

_CUSTOMER_LICENSE_BY_SLUG = {item.slug: item for item in CUSTOMER_LICENSES.values()}
# every spelling of a type belongs to one group, so it has one label and one tier
_LICENSE_BY_SLUG = SERVICE_LICENSES | _CUSTOMER_LICENSE_BY_SLUG

# license type -> the vendor's label
LABELS: dict[str, str] = {
    item.slug: item.label for item in (*SERVICE_LICENSES.values(), *CUSTOMER_LICENSES.values())
} | {UNKNOWN: "Unknown"}

# license type -> its family in the tables above
FAMILY_BY_LICENSE_TYPE: dict[str, str] = {
    item.slug: item.family for item in (*SERVICE_LICENSES.values(), *CUSTOMER_LICENSES.values())
} | {UNKNOWN: UNKNOWN}

_NOTHING = License(UNKNOWN, "Unknown", UNKNOWN, UNKNOWN)

# first letters of a license type -> the family they name
_FAMILY_BY_WORD = {"dm_": "device_manager", "hosted_": "hosted", "oc_": "operator_connect"}
# service source -> family; DM and OC are the vendor's codes; that LTC is the hosted (Direct Routing) service is inferred
_FAMILY_BY_SOURCE = {"dm": "device_manager", "oc": "operator_connect", "ltc": "hosted"}
# the known sources of services
SOURCES: tuple[str, ...] = (*_FAMILY_BY_SOURCE, UNKNOWN)

# how a tier may be spelled inside a license type that is not in the tables
_TIER_BY_WORD = {
    "essential": "essential",
    "essentials": "essential",
    "essential_plus": "essential_plus",
    "essentials_plus": "essential_plus",
    "pro": "pro",
}


@lru_cache(maxsize=1024)
def service_license(text: str, source: str = UNKNOWN) -> License:
    """Return the license of a service from the API's string. A string that is not in the table keeps its own name.

    If the string names its family, as "Hosted Pro" does, that family counts, whatever the source. Otherwise, as for "Pro",
    `source` (lower case) decides, because several families use the same string.
    """
    if not text.strip():
        return License(UNKNOWN, "Unknown", _FAMILY_BY_SOURCE.get(source, UNKNOWN), UNKNOWN)
    known = _LICENSE_BY_SLUG.get(word(text)) or _named(text)
    if source == UNKNOWN or _family_named(known.slug) != UNKNOWN:
        return known
    return License(known.slug, known.label, _FAMILY_BY_SOURCE.get(source, UNKNOWN), known.tier)


@lru_cache(maxsize=1024)
def customer_license(code: int | None, text: str = "") -> License:
    """Return the license of a customer from the API's number. An unknown number N becomes `type_N`.

    If there is no number but a `text` instead, the text keeps its own name, as for a service.
    """
    if code is None:
        return _CUSTOMER_LICENSE_BY_SLUG.get(word(text)) or _named(text) if text.strip() else _NOTHING
    slug = f"type_{code}" if code >= 0 else f"type_minus_{-code}"
    return CUSTOMER_LICENSES.get(code) or License(slug, f"Type {code}", UNKNOWN, UNKNOWN)


def seats_counted(license_type: str | None) -> bool | None:
    """Return false if users do not count as seats in use, null if the license type (slug) alone does not say it."""
    return False if license_type in _USERS_DO_NOT_COUNT else None


def _named(text: str) -> License:
    """Return the license for a name that is not in the tables."""
    slug = word(text)
    return License(slug, printable(text.strip()), _family_named(slug), _tier(slug))


def _family_named(slug: str) -> str:
    return next((family for start, family in _FAMILY_BY_WORD.items() if slug.startswith(start)), UNKNOWN)


def by_slug(labels: Mapping[str, str]) -> dict[str, str]:
    """Return a site's own labels by slug, whatever the spelling of their license types; blank labels are ignored."""
    return {word(str(name)): text for name, text in labels.items() if not is_blank(text)}


def types_called(name: str) -> list[str]:
    """Return the license types with this label or tier, whatever its spelling."""
    asked = word(name)
    known = {**SERVICE_LICENSES, **_CUSTOMER_LICENSE_BY_SLUG}
    return [slug for slug, license_ in known.items() if asked in (word(license_.label), license_.tier)]


def label(license_: License, labels: Mapping[str, str]) -> str:
    """Return the label to show: the site's own (by slug) if it has one, else the vendor's."""
    return str(labels.get(license_.slug, license_.label))


def _tier(slug: str) -> str:
    bare = slug.removesuffix(AI_SUMMARY)
    for start in _FAMILY_BY_WORD:
        bare = bare.removeprefix(start)
    return _TIER_BY_WORD.get(bare, UNKNOWN)
