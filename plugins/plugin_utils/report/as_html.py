# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The report as one HTML page with nothing from the network. Pure. Private to the collection.

What the page shows is made as data by C(figures), C(charts) and C(details); C(html_rows) and C(html_page) make markup of
it and escape every text that they are given. The page's own security policy allows its one style sheet and its one
script, by their hashes, and nothing else. Without the script everything is there and readable; it sorts and filters.
"""

from __future__ import annotations

import base64
import hashlib
from functools import lru_cache

import jinja2

from ansible_collections.audiocodes.live_platform.plugins.module_utils.bands import EXPIRING_DAYS
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils.report.charts import charts
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils.report.details import details
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils.report.figures import figures
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils.report.html_page import PAGE
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils.report.html_rows import (
    body,
    column_classes,
    gauge_svg,
)
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils.report.html_script import SCRIPT
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils.report.html_style import STYLE
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils.report.model import Model


def render_html(model: Model) -> str:
    """Return the whole page."""
    across, left, right = charts(model)
    return _template().render(
        title=model["title"],
        generated_at=model["generated_at"],
        shown_at=f"{model['generated_at'][:10]} {model['generated_at'][11:16]} UTC",
        totals=model["totals"],
        groups=[group["name"] for group in model["groups"]],
        figures=figures(model),
        across=across,
        left=left,
        right=right,
        details=details(model),
        expiring_days=EXPIRING_DAYS,
        style=STYLE,
        style_hash=_hash(STYLE),
        script=SCRIPT,
        script_hash=_hash(SCRIPT),
        gauge_svg=gauge_svg,
        body=body,
        column_classes=column_classes,
    )


@lru_cache(maxsize=1)
def _template() -> jinja2.Template:
    environment = jinja2.Environment(
        autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    return environment.from_string(PAGE)


def _hash(text: str) -> str:
    """Return the hash of a style sheet or script as a Content-Security-Policy names it (CSP Level 3, section 2.3.1)."""
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
