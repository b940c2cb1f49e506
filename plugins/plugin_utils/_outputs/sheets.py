# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Sheets of a workbook as data: typed columns, rows of plain values, colours by rule, charts. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any, NamedTuple

RED, AMBER = "bad", "warn"
# Rules by name: (tone, formula about the cell {0}). No two of a rule are true of one cell: LibreOffice drops the mark that ends
# a list of rules, so nothing may depend on their order. A formula of numbers asks for one, as nothing counts as 0.
RULES: dict[str, tuple[tuple[str, str], ...]] = {
    "severity": ((RED, 'OR({0}="critical",{0}="high")'), (AMBER, '{0}="medium"')),
    "status": ((RED, '{0}="error"'), (AMBER, '{0}="warning"')),
    "verdict": ((RED, '{0}="failed"'), (AMBER, '{0}="warning"')),
    "use": ((RED, '{0}="over"'), (AMBER, 'OR({0}="grace",{0}="warning")')),
    "trial": ((RED, '{0}="expired"'), (AMBER, '{0}="expiring"')),
    "days": ((RED, "AND(ISNUMBER({0}),{0}<0)"), (AMBER, "AND(ISNUMBER({0}),{0}>=0,{0}<=30)")),
    "share": ((RED, "AND(ISNUMBER({0}),{0}>1)"), (AMBER, "AND(ISNUMBER({0}),{0}>=0.9,{0}<=1)")),
    "none is good": ((RED, "AND(ISNUMBER({0}),{0}>0)"),),
}


class Column(NamedTuple):
    """A column: heading, kind (text, number, percent, id, date, bool or any), name of a rule for colours, and whether it has a sum.

    Values of the kind percent are in percent, and become fractions with a format.
    """

    title: str
    kind: str = "text"
    rule: str = ""
    is_summed: bool = False


PLATFORM = Column("Platform")


class Chart(NamedTuple):
    """A chart beside the table: its title, and heading of a column of numbers -> tone. The first column has the names."""

    title: str
    series: Mapping[str, str]
    # one bar beside the other, and not one on the other
    is_clustered: bool = False


class Sheet(NamedTuple):
    """A sheet: columns, and rows of plain values."""

    name: str
    columns: Sequence[Column]
    rows: list[list[Any]]
    chart: Chart | None = None

    def on(self, platforms: Collection[str]) -> Sheet:
        """Return the sheet as it is for these platforms: only several of them have to be told apart."""
        if len(platforms) > 1:
            return self
        return self.only([place for place, column in enumerate(self.columns) if column.title != PLATFORM.title])

    def only(self, places: Sequence[int]) -> Sheet:
        """Return the sheet with the columns at these places."""
        rows = [[row[place] for place in places] for row in self.rows]
        return self._replace(columns=[self.columns[place] for place in places], rows=rows)


def filled(sheet: Sheet) -> Sheet:
    """Return the sheet without the columns in which no row has a value; the first one stays, and all do where there is no row."""
    return sheet.only(
        [
            place
            for place in range(len(sheet.columns))
            if not place or not sheet.rows or any(row[place] not in (None, "") for row in sheet.rows)
        ]
    )


def attention_sheet(entries: Iterable[Mapping[str, Any]]) -> Sheet:
    """Return the sheet that a workbook begins with: rules with open findings, worst first, as `attention.rules` has them."""
    columns = [
        Column("Severity", rule="severity"),
        Column("What"),
        Column("Count", "number", is_summed=True),
        Column("At stake", "number"),
        Column("Unit"),
        Column("For example"),
        Column("What to do"),
        Column("Rule"),
    ]
    rows = []
    for entry in entries:
        stake = entry["stake"] or {"amount": None, "unit": None}
        of_rule = (entry[name] for name in ("severity", "title", "count"))
        rows.append(
            [*of_rule, stake["amount"], stake["unit"], ", ".join(entry["names"]), entry["remediation"], entry["rule"]]
        )
    return Sheet("Attention", columns, rows)
