# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which reseller a customer belongs to, and what is said of rows that are wrong."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from ansible_collections.audiocodes.live_platform.plugins.module_utils.errors import OptionError
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._statement import resellers
from kits.statement import record

GUID = "4C96F3AE-25d1-4c5e-89c2-1d65c8f7a6a1"
CUSTOMERS = [record(GUID, "Acme North"), record("g2", "Acme South"), record("g3", "[VIP] Beta"), record("g4", "")]


def assigned(value: Any, customers: Any = None) -> tuple[list[str], list[str]]:
    """The resellers of the customers in their order, and the warnings."""
    customers = CUSTOMERS if customers is None else customers
    found, warnings = resellers.assigned(resellers.read(value, []), customers)
    return [found[customer["ump_customer_guid"]] for customer in customers], warnings


def rows(*pairs: tuple[str, str]) -> list[dict[str, str]]:
    return [{"customer": customer, "reseller": reseller} for customer, reseller in pairs]


@pytest.mark.parametrize("value", [None, "", "  ", [], {}])
def test_without_rows_nobody_is_assigned(value: Any) -> None:
    assert assigned(value) == (["not assigned"] * 4, [])


def test_a_guid_a_name_or_a_pattern_and_what_is_literal_first() -> None:
    value = rows(("acme*", "North"), (" ACME SOUTH ", "South"), ("[VIP] Beta", "Beta AG"), ("G4", "Fourth"))
    assert assigned(value) == (["North", "South", "Beta AG", "Fourth"], [])
    assert assigned(rows((GUID.lower(), "A"), ("acme*", "B")))[0][:2] == ["A", "B"]


def test_two_rows_that_contradict_each_other_are_an_error_that_names_both() -> None:
    with pytest.raises(OptionError, match="row 2 and row 3 give the customer Acme North to different resellers"):
        assigned(rows(("beta", "X"), ("acme north", "North"), (GUID, "South")))
    with pytest.raises(
        OptionError, match="row 1 and row 2 give the customer Acme North to different resellers: A and B"
    ):
        assigned(rows(("acme*", "A"), ("*north", "B")))


def test_a_row_that_fits_nobody_or_says_it_again_is_a_warning() -> None:
    found, warnings = assigned(rows(("acme north", "North"), ("acme nort", "North"), (GUID, "North")))
    assert found[0] == "North"
    assert warnings == [
        "resellers: row 1 and row 3 both name the customer Acme North",
        "resellers: row 2: no customer is called acme nort",
    ]


def test_a_name_of_several_customers_is_a_warning() -> None:
    twins = [record("a", "Twin"), record("b", "twin")]
    assert assigned(rows(("Twin", "T")), twins) == (["T", "T"], ["resellers: row 1: 2 customers are called twin"])


def test_a_csv_file(tmp_path: Path) -> None:
    path = tmp_path / "resellers.CSV"
    path.write_bytes(b'\xef\xbb\xbfReseller;Customer\r\n\r\n"North; and more";acme north\r\nSouth;nobody\r\n')
    found, warnings = assigned(str(path))
    assert found[0] == "North; and more"
    assert warnings == [f"resellers: {path}: line 4: no customer is called nobody"]
    path.write_text("customer,reseller\nacme*,A\nAcme?South,B\n", encoding="utf-8")
    with pytest.raises(OptionError) as caught:
        assigned(str(path))
    assert str(caught.value).startswith(f"resellers: {path}: line 2 and line 3 give the customer Acme South")


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("", "is empty"),
        ("name,reseller\n", "the first line of .* must be customer,reseller"),
        ("customer,reseller\na,b,c\n", "line 2 has 3 cells, not 2"),
        ("customer,reseller\na,\n", "line 2: reseller must be text"),
        ("customer,reseller\n,b\n", "line 2: customer must be text"),
    ],
)
def test_a_csv_file_that_is_wrong_names_the_line(tmp_path: Path, content: str, message: str) -> None:
    path = tmp_path / "r.csv"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(OptionError, match=message):
        assigned(str(path))


@pytest.mark.parametrize(
    ("value", "message"),
    [
        ("nowhere.csv", "resellers: there is no file nowhere.csv"),
        ([{"customer": "a"}], "resellers: row 1 lacks reseller"),
        ([{"customer": "a", "reseller": "b", "x": 1}], "resellers: row 1 has the unknown key x"),
        ([{"customer": ["a"], "reseller": "b"}], "resellers: row 1: customer must be text"),
        (["acme"], "resellers: row 1 must be a dictionary"),
        ({"acme": "North"}, "resellers must be a list of rows"),
    ],
)
def test_rows_that_are_wrong(value: Any, message: str) -> None:
    with pytest.raises(OptionError, match=message):
        assigned(value)


def test_text_of_a_survey_and_a_name_that_yaml_takes_for_a_number() -> None:
    assert assigned("- {customer: 2026, reseller: North}", [record("g", "2026")]) == (["North"], [])


def test_channels() -> None:
    customers = [
        record("a", channel_id=12),
        record("b", channel_id=None),
        record("c", channel_id=None) | {"unread": ["channel_id"]},
    ]
    assert assigned(" Leads ", customers) == (
        ["channel 12", "not assigned", "not assigned"],
        ["the channel of 1 customer could not be read from the leads"],
    )
