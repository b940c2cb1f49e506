# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The report as one HTML page with nothing from the network. Pure.

It begins with what needs somebody, what changed and what lapses; then each section answers a question. What the page shows
is made as data by `decisions`, `figures`, `charts` and `details`; `_html` makes markup of it and escapes every text.
Without the script everything is there and readable; it sorts and filters.
"""

from __future__ import annotations

from collections.abc import Iterable

from ansible_collections.audiocodes.live_platform.plugins.module_utils._topology.bands import EXPIRING_DAYS
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._html.cells import Table
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._html.frame import render
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._html.sections import Section, filled, section
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._report import charts, decisions
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._report.details import details
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._report.figures import figures
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._report.model import Model
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._report.page import PAGE


def render_html(model: Model, rows: str = "exceptions", *, only_printed: bool = False) -> str:
    """Return the whole page. `rows` says which rows of the long tables are on paper: `exceptions` or `all`.

    `only_printed` leaves the other rows out, for a page that is never on a screen.
    """
    sections = _sections(model, details(model, rows, only_printed=only_printed))
    return render(
        PAGE,
        model["title"],
        model["platforms"],
        model["generated_at"],
        [shown for item in sections for shown in item.tables()],
        rows,
        totals=model["totals"],
        notices=model["notices"],
        groups=model["groups"],
        figures=figures(model),
        needs=decisions.needs(model),
        since=decisions.since(model),
        lapses=decisions.lapses(model),
        sections=sections,
        expiring_days=EXPIRING_DAYS,
    )


def _sections(model: Model, long: Iterable[Table]) -> list[Section]:
    """Return the sections by their questions, without those that have no answer."""
    return filled(
        [
            section("who", "Who has what", [charts.license_types(model)]),
            section("state", "In which state", [charts.license_statuses(model)], [charts.statuses(model)]),
            section(
                "use",
                "How much is used",
                (),
                [charts.seat_bands(model), charts.seats(model)],
                [charts.plan_totals(model), charts.device_plans(model)],
            ),
            section(
                "lapses",
                "What lapses",
                [charts.trial_line(model)],
                [charts.ends_next(model)],
                [charts.has_ended(model)],
            ),
            section("rows", "All services and customers", details=long),
        ]
    )
