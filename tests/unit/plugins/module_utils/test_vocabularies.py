# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Values that nobody has heard of: an error where they are all but a known one, else a warning; in the data, neither."""

from __future__ import annotations

import pytest

from ansible_collections.audiocodes.live_platform.plugins.module_utils import records, vocabularies
from ansible_collections.audiocodes.live_platform.plugins.module_utils.errors import OptionError

SERVICES = records.services(
    [
        {"id": 1, "name": "a", "licenseType": "PRO", "serviceSource": "DM", "status": "OK"},
        {"id": 2, "name": "b", "licenseType": "GOLD", "serviceSource": "OD", "status": "EROR"},
    ]
)


@pytest.mark.parametrize(
    ("wanted", "strange"),
    [
        (None, []),
        ([], []),
        (["pro", "PRO_IMTR", "oc_essentials", "unknown"], []),
        # in the data, though in no vocabulary
        (["gold", "GOLD"], []),
        (["por", "pro", "esential"], ["esential", "por"]),
        (["pro", " pro_imtr", ""], []),
    ],
)
def test_license_types_nobody_has_heard_of(wanted: list[str] | None, strange: list[str]) -> None:
    """Most often a spelling mistake, which would silently give an empty result."""
    assert vocabularies.unheard_of(SERVICES, wanted) == strange


@pytest.mark.parametrize(
    ("filters", "slip"),
    [
        ({"statuses": ["ok", "errro"]}, "errro is not a known status, and no record has it; did you mean error?"),
        ({"statuses": ["wraning"]}, "did you mean warning?"),
        ({"license_types": ["oc_prp"]}, "did you mean oc_pro?"),
        ({"license_types": ["Essentials"]}, "did you mean essential?"),
        ({"sources": ["dn"]}, "dn is not a known source, and no record has it; did you mean dm?"),
        # the nearest may be one of the data
        ({"license_types": ["gols"]}, "did you mean gold?"),
    ],
)
def test_a_slip_is_an_error_unless_a_warning_is_enough(filters: dict[str, list[str]], slip: str) -> None:
    with pytest.raises(OptionError) as caught:
        vocabularies.check(SERVICES, filters)
    assert slip in str(caught.value)
    assert "set unknown_values to warn" in str(caught.value)
    (told,) = vocabularies.check(SERVICES, filters, "warn")
    assert slip in told


@pytest.mark.parametrize(
    "filters", [{"statuses": ["bogus"]}, {"license_types": ["silver"]}, {"sources": ["somewhere"]}]
)
def test_what_is_like_nothing_is_a_warning_unless_errors_are_wanted(filters: dict[str, list[str]]) -> None:
    (told,) = vocabularies.check(SERVICES, filters)
    assert "and no record has it" in told
    assert "known are " in told
    with pytest.raises(OptionError):
        vocabularies.check(SERVICES, filters, "error")


def test_what_the_data_has_is_never_unknown() -> None:
    """However much it looks like a slip: the platform's words are its own."""
    seen = {"statuses": ["eror"], "license_types": ["gold"], "sources": ["od"]}
    assert vocabularies.check(SERVICES, seen, "error") == []


def test_the_license_type_of_a_services_customer_is_in_the_data() -> None:
    assert vocabularies.check([{"customer_license_type": "type_7"}], {"license_types": ["type_7"]}, "error") == []


@pytest.mark.parametrize(
    ("label", "types"),
    [
        ("Essential Plus", "hosted_essentials_plus, oc_essentials_plus"),
        ("Pro + AI Summary", "pro_imtr"),
        ("OC  Essentials", "oc_essentials"),
    ],
)
def test_a_label_is_told_from_a_license_type(label: str, types: str) -> None:
    (told,) = vocabularies.check(SERVICES, {"license_types": [label]}, "warn")
    assert f"the license types with this label or tier are {types};" in told


@pytest.mark.parametrize(
    ("labels", "told"),
    [
        (None, []),
        ({"pro": "P", "OC_PRO": "O", "gold": "G"}, []),
        ({2: "Gold"}, ["2 (did you mean hosted_pro?)"]),
        ({"silver": "S", "hosted_por": "H"}, ["hosted_por (did you mean hosted_pro?), silver"]),
    ],
)
def test_labels_of_what_nobody_has(labels: dict[str, str] | None, told: list[str]) -> None:
    found = vocabularies.check_labels(SERVICES, labels)
    assert [line.split(": ", 2)[2].split(";")[0] for line in found] == told
