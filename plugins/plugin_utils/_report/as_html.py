# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The report as one HTML page with nothing from the network. Pure.

What the page shows is made as data by C(figures), C(charts) and C(details); C(frame), C(rows) and C(page)
make markup of it and escape every text that they are given. Without the script everything is there and readable; it
sorts and filters.
"""

from __future__ import annotations

from ansible_collections.audiocodes.live_platform.plugins.module_utils._topology.bands import EXPIRING_DAYS
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._html.frame import render
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._html.rows import gauge_svg
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._html.style import STYLE
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._report.charts import charts
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._report.details import details
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._report.figures import figures
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._report.model import Model
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._report.page import PAGE


def render_html(model: Model) -> str:
    """Return the whole page."""
    across, left, right = charts(model)
    return render(
        PAGE,
        STYLE,
        model["title"],
        model["generated_at"],
        totals=model["totals"],
        notices=model["notices"],
        groups=[group["name"] for group in model["groups"]],
        figures=figures(model),
        across=across,
        left=left,
        right=right,
        details=details(model),
        expiring_days=EXPIRING_DAYS,
        gauge_svg=gauge_svg,
    )
