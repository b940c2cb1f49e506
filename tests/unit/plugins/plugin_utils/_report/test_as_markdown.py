# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Markdown for tickets: names are text to every reader, long lists are cut and say so."""

from __future__ import annotations

import re

import pytest

from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._report.as_markdown import (
    escape,
    render_markdown,
)
from kits.report_data import hostile_hosts, hosts_of, model_of, raw_customer, raw_service
from kits.report_pages import read_markdown


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a|b", "a&#124;b"),
        ("<script>", "&#60;script&#62;"),
        ("R&D", "R&#38;D"),
        ("&#60;", "&#38;&#35;60;"),
        ("@everyone", "&#64;everyone"),
        ("#12", "&#35;12"),
        ("%12 GH-12", "&#37;12 GH&#45;12"),
        ("Hugh-12", "Hugh-12"),
        ("https://x.y", "https&#58;//x.y"),
        ("www.x.y", "www&#46;x.y"),
        ("*b* _i_ `c` [l](u)", r"\*b\* \_i\_ \`c\` \[l\]\(u\)"),
        ("a\\|b", r"a\\&#124;b"),
        ("two\r\nlines", "two lines"),
        ("Pro + AI - 1=1", "Pro + AI - 1=1"),
        ("", ""),
    ],
)
def test_text_is_escaped(text: str, shown: str) -> None:
    assert escape(text) == shown


def test_no_name_breaks_a_table_or_becomes_markup() -> None:
    text = render_markdown(model_of(hostile_hosts(), title="<b>|x|"))
    assert text.startswith("# &#60;b&#62;&#124;x&#124;\n")
    assert not re.search(r"[<>@]", text)
    tables = read_markdown(text)
    assert {len(row) for row in tables["Licenses by type"]} == {5}
    assert "<script>alert(1)</script>" in {row[0] for row in tables["Licenses by type"]}


def test_what_wants_attention_is_listed_and_the_rest_is_counted() -> None:
    customers = [raw_customer(f"g{n}", f"c{n:02}", seats=10, used=11 + n) for n in range(25)]
    text = render_markdown(model_of(hosts_of(customers=[*customers, raw_customer("ok", "fine", seats=10, used=9)])))
    tables = read_markdown(text)
    assert tables["Customers over their seats"][0] == ["c24", "Hosted Pro", "35", "10"]
    assert len(tables["Customers over their seats"]) == 20
    assert "... and 5 more." in text
    assert "fine" not in text


def test_license_types_beyond_the_most_are_added_up() -> None:
    services = [raw_service(n, "s", licenseType=f"T{n:03}") for n in range(60)]
    tables = read_markdown(render_markdown(model_of(hosts_of(services))))
    assert tables["Licenses by type"][-1] == ["20 others", "20", "0", "0", "0"]


def test_a_report_about_nothing_is_short() -> None:
    assert list(read_markdown(render_markdown(model_of({})))) == ["Figures"]
