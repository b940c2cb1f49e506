# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""A page in the form that WeasyPrint prints as a browser does. Pure.

WeasyPrint has no script, gives pictures inside of a page no colours from the page's style sheet, and prints a grid of tables
beyond the edge. Nothing of a page's text is touched: text has no "<", which is written as an entity.
"""

from __future__ import annotations

import re

from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._html.style import PAPER_COLOURS

# classes of shapes -> attributes with what the style sheet says of them
_SHAPES = {
    **{
        tone: f'fill="{PAPER_COLOURS[tone]}"'
        for tone in ("service", "customer", "good", "warn", "bad", "none", "track")
    },
    "limit": f'fill="{PAPER_COLOURS["text"]}"',
    "faint": f'fill="{PAPER_COLOURS["faint"]}"',
    "axis": f'stroke="{PAPER_COLOURS["none"]}"',
    "now": f'stroke="{PAPER_COLOURS["text"]}" stroke-width="1.5" stroke-dasharray="4 3"',
}
_SHAPE = re.compile(r'<(rect|line|text)((?: class="(\w+)")?)(?= [xyw])')
_STYLE = """
.decisions, .decisions > div:only-child, .panels { display: block; }
.needs .what { display: block; } .needs .what .mark { margin-right: 6px; } .needs .severity { margin-right: 6px; }
.needs .much { float: right; }
.bar { height: 9px; } .chart { width: 60%; }
"""


def for_pdf(page: str) -> str:
    """Return the page of `frame.render` without its script, with colours in its pictures and a simpler layout."""
    head, end, rest = page.partition("</style>")
    return (
        head + _STYLE + end + _SHAPE.sub(_coloured, re.sub(r"<script>.*?</script>", "", rest, count=1, flags=re.DOTALL))
    )


def _coloured(found: re.Match[str]) -> str:
    tag, attribute, word = found.groups()
    more = ' font-size="13" text-anchor="middle"' if tag == "text" else ""
    return f"<{tag}{attribute}{f' {_SHAPES[word]}' if word in _SHAPES else ''}{more}"
