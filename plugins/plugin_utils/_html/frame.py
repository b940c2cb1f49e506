# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""What every HTML page of the collection has: its head, its panels, its tables, its security policy.

A page is one file with nothing from the network. Its policy allows its one style sheet and its one script, by their
hashes, and nothing else. Every value is escaped by the template unless it is markup that this collection made.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any

import jinja2

from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._html import decisions
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._html.cells import short
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._html.labels import labels, paper_foot
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._html.macros import MACROS
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._html.rows import Ready, bodies, gauge_svg
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._html.script import SCRIPT
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._html.style import STYLE

# everything up to the title; a page goes on from there
_HEAD = """<!DOCTYPE html>
<html lang="en"{% if paper %} data-paper="{{ paper }}"{% endif %}>
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy"
 content="default-src 'none'; script-src '{{ script_hash }}'; style-src '{{ style_hash }}'; img-src data:; base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="color-scheme" content="light dark">
<link rel="icon" href="data:,">
<title>{{ title }}</title>
<style>{{ style | safe }}</style>
<script>{{ script | safe }}</script>
</head>
<body>
<div class="band">
<header>
<h1><bdi>{{ title }}</bdi></h1>
"""


def page_title(title: str, platforms: Sequence[str]) -> str:
    """Return the title of a page: what it is, and the platform that it is about, or how many."""
    if not platforms:
        return title
    return f"{title}: {short(platforms[0]) if len(platforms) == 1 else f'{len(platforms)} platforms'}"


def render(
    page: str,
    title: str,
    platforms: Sequence[str],
    generated_at: str,
    tables: Iterable[Ready],
    paper: str = "",
    **values: Any,
) -> str:
    """Return a whole page: `page` is its template from below the title on, `generated_at` ISO 8601 in UTC.

    `tables` are all that the page shows. `paper` is `exceptions` where paper shows no other rows of long tables.
    """
    title = page_title(title, platforms)
    shown_at = f"{generated_at[:10]} {generated_at[11:16]} UTC"
    style = STYLE + labels(tables) + paper_foot(f"{title}, {shown_at}")
    text = _template(page).render(
        title=title,
        platforms=platforms,
        generated_at=generated_at,
        shown_at=shown_at,
        paper=paper,
        style=style,
        style_hash=_hash(style),
        script=SCRIPT,
        script_hash=_hash(SCRIPT),
        bodies=bodies,
        gauge_svg=gauge_svg,
        tones=decisions.SEVERITY_TONES,
        most_needs=decisions.MOST_NEEDS,
        most_lapses=decisions.MOST_LAPSES,
        **values,
    )
    # the macros leave empty lines in front of the page
    return text.lstrip()


@lru_cache(maxsize=4)
def _template(page: str) -> jinja2.Template:
    environment = jinja2.Environment(
        autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    environment.filters["figure"] = lambda number: f"{number:,}"
    environment.filters["counted"] = lambda number, noun: f"{number:,} {noun}{'' if number == 1 else 's'}"
    return environment.from_string(MACROS + _HEAD + page)


def _hash(text: str) -> str:
    """Return the hash of a style sheet or script as a Content-Security-Policy names it (CSP Level 3, section 2.3.1)."""
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
