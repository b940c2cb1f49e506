# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""License codes and strings: slug, label, family and tier of those that are known and of those that are not."""

from __future__ import annotations

import pytest

from ansible_collections.audiocodes.live_platform.plugins.module_utils._records.licenses import (
    FAMILIES,
    LICENSE_TYPES,
    TIERS,
    by_slug,
    customer_license,
    label,
    service_license,
)


@pytest.mark.parametrize(
    ("text", "source", "expected"),
    [
        ("", "unknown", ("unknown", "Unknown", "unknown", "unknown")),
        ("  ", "dm", ("unknown", "Unknown", "device_manager", "unknown")),
        ("GOLD", "unknown", ("gold", "GOLD", "unknown", "unknown")),
        ("{{ x }}", "dm", ("x", "{{ x }}", "device_manager", "unknown")),
        ("ESSENTIAL", "zoom", ("essential", "Essential", "unknown", "essential")),
        ("Hosted Pro", "zoom", ("hosted_pro", "Hosted Pro", "hosted", "pro")),
        ("OC_PRO", "dm", ("oc_pro", "OC Pro", "operator_connect", "pro")),
        ("Hosted Gold", "webex", ("hosted_gold", "Hosted Gold", "hosted", "unknown")),
        ("Hostedish", "webex", ("hostedish", "Hostedish", "unknown", "unknown")),
        ("ESSENTIAL", "dm", ("essential", "Essential", "device_manager", "essential")),
        ("PRO", "dm", ("pro", "Pro", "device_manager", "pro")),
        ("ESSENTIAL_IMTR", "dm", ("essential_imtr", "Essential + AI Summary", "device_manager", "essential")),
        ("PRO_IMTR", "dm", ("pro_imtr", "Pro + AI Summary", "device_manager", "pro")),
        (" pro_imtr ", "unknown", ("pro_imtr", "Pro + AI Summary", "device_manager", "pro")),
        ("Pro-IMTR", "unknown", ("pro_imtr", "Pro + AI Summary", "device_manager", "pro")),
        ("HOSTED_PRO", "unknown", ("hosted_pro", "Hosted Pro", "hosted", "pro")),
        ("OC_PRO", "oc", ("oc_pro", "OC Pro", "operator_connect", "pro")),
        ("PRO", "oc", ("pro", "Pro", "operator_connect", "pro")),
        ("ESSENTIAL", "ltc", ("essential", "Essential", "hosted", "essential")),
        ("ESSENTIAL_PLUS", "ltc", ("essential_plus", "ESSENTIAL_PLUS", "hosted", "essential_plus")),
        (
            "Hosted Essentials Plus",
            "ltc",
            ("hosted_essentials_plus", "Hosted Essentials Plus", "hosted", "essential_plus"),
        ),
        ("DM_PRO", "dm", ("dm_pro", "DM_PRO", "device_manager", "pro")),
        ("OC_PRO_IMTR", "oc", ("oc_pro_imtr", "OC_PRO_IMTR", "operator_connect", "pro")),
    ],
)
def test_services(text: str, source: str, expected: tuple[str, ...]) -> None:
    """A string that is not known keeps its own name. It decides the family if it names one, else the source does."""
    found = service_license(text, source)
    assert (found.slug, found.label, found.family, found.tier) == expected
    assert found.ai_summary is text.strip().upper().replace("-", "_").endswith("_IMTR")


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        (None, ("unknown", "Unknown", "unknown", "unknown")),
        (-1, ("type_minus_1", "Type -1", "unknown", "unknown")),
        (6, ("type_6", "Type 6", "unknown", "unknown")),
        (1000, ("type_1000", "Type 1000", "unknown", "unknown")),
        (0, ("hosted_essentials", "Hosted Essentials", "hosted", "essential")),
        (1, ("hosted_essentials_plus", "Hosted Essentials Plus", "hosted", "essential_plus")),
        (2, ("hosted_pro", "Hosted Pro", "hosted", "pro")),
        (3, ("oc_essentials", "OC Essentials", "operator_connect", "essential")),
        (4, ("oc_essentials_plus", "OC Essentials Plus", "operator_connect", "essential_plus")),
        (5, ("oc_pro", "OC Pro", "operator_connect", "pro")),
    ],
)
def test_customers(code: int | None, expected: tuple[str, ...]) -> None:
    """The vendor's numbers; another number N is type_N."""
    found = customer_license(code)
    assert (found.slug, found.label, found.family, found.tier) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("OcPro", ("ocpro", "OcPro", "unknown", "unknown")),
        ("Gold Pro", ("gold_pro", "Gold Pro", "unknown", "unknown")),
        ("Hosted Pro", ("hosted_pro", "Hosted Pro", "hosted", "pro")),
        ("HOSTED_PRO_IMTR", ("hosted_pro_imtr", "HOSTED_PRO_IMTR", "hosted", "pro")),
        (" ", ("unknown", "Unknown", "unknown", "unknown")),
    ],
)
def test_a_word_in_place_of_a_number(text: str, expected: tuple[str, ...]) -> None:
    """No page has one; it is kept, as an unknown license of a service is."""
    found = customer_license(None, text)
    assert (found.slug, found.label, found.family, found.tier) == expected
    assert customer_license(5, text).slug == "oc_pro"


def test_labels_of_a_site_by_slug() -> None:
    """In any case of the license types; a blank one is none."""
    assert by_slug({"OC_Pro": "Gold", "pro": "", "Essential-IMTR": None, 5: "Five"}) == {"oc_pro": "Gold", "5": "Five"}  # type: ignore[dict-item]


def test_no_two_codes_share_a_type() -> None:
    """Customers of different types must not end up in one group."""
    codes = [None, *range(-20, 40), 10**17]
    assert len({customer_license(code).slug for code in codes}) == len(codes)


def test_labels_of_a_site() -> None:
    """By slug; always text, as YAML may hold a number."""
    assert label(customer_license(2), {}) == "Hosted Pro"
    assert label(customer_license(2), {"hosted_pro": "Gold"}) == "Gold"
    assert label(customer_license(2), {"hosted_pro": 7}) == "7"  # type: ignore[dict-item]


def test_closed_vocabularies() -> None:
    """What the design promises to playbooks."""
    assert (
        *("essential", "pro", "essential_imtr", "pro_imtr", "hosted_essentials", "hosted_essentials_plus"),
        *("hosted_pro", "oc_essentials", "oc_essentials_plus", "oc_pro", "unknown"),
    ) == LICENSE_TYPES
    assert FAMILIES == ("device_manager", "hosted", "operator_connect", "unknown")
    assert TIERS == ("essential", "essential_plus", "pro", "unknown")
