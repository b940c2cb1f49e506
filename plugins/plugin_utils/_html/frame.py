# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""What every HTML page of the collection has: its head, its tables, its security policy.

A page is one file with nothing from the network. Its policy allows its one style sheet and its one script, by their
hashes, and nothing else. Every value is escaped by the template unless it is markup that this collection made.
"""

from __future__ import annotations

import base64
import hashlib
from functools import lru_cache
from typing import Any

import jinja2

from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._html.rows import body, column_classes
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._html.script import SCRIPT

# macros that a page may call: a coloured mark, the heading of a column, and a table in its panel
_MACROS = """
{% macro mark(tone) -%}
<svg class="mark" viewBox="0 0 10 10" aria-hidden="true" focusable="false">
<rect class="{{ tone }}" width="10" height="10" rx="2"/></svg>
{%- endmacro %}
{% macro heading(column) -%}
<th scope="col"{% if column.kind != "text" %} class="{{ "bar-cell" if column.kind == "bar" else column.kind }}"{% endif %}
{%- if column.choices %} data-choices{% endif %}>
{%- if column.kind == "bar" %}<span class="hidden">{{ column.title }}</span>{% else %}
{%- if column.tone %}{{ mark(column.tone) }}{% endif %}{{ column.title }}{% endif %}</th>
{%- endmacro %}
{% macro panel(table) %}
<section class="panel {{ table.kind }}">
<h2 id="{{ table.id }}">{{ table.title }}</h2>
{% if table.rows %}
<div class="scroll" role="region" aria-label="{{ table.title }}, table" tabindex="0">
{{ table.chart }}
<table class="{{ column_classes(table) }}">
<caption>{{ table.caption }}</caption>
<thead><tr>{% for column in table.columns %}{{ heading(column) }}{% endfor %}</tr></thead>
<tbody>
{{ body(table) }}
</tbody>
</table>
</div>
{% else %}
<p class="empty">{{ table.empty }}</p>
{% endif %}
</section>
{% endmacro %}
"""

# everything up to the title; a page goes on from there
_HEAD = """<!DOCTYPE html>
<html lang="en">
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


def render(page: str, style: str, title: str, generated_at: str, **values: Any) -> str:
    """Return a whole page: C(page) is its template from below the title on, C(generated_at) ISO 8601 in UTC."""
    return _template(page).render(
        title=title,
        generated_at=generated_at,
        shown_at=f"{generated_at[:10]} {generated_at[11:16]} UTC",
        style=style,
        style_hash=_hash(style),
        script=SCRIPT,
        script_hash=_hash(SCRIPT),
        body=body,
        column_classes=column_classes,
        **values,
    )


@lru_cache(maxsize=4)
def _template(page: str) -> jinja2.Template:
    environment = jinja2.Environment(
        autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    return environment.from_string(_MACROS + _HEAD + page)


def _hash(text: str) -> str:
    """Return the hash of a style sheet or script as a Content-Security-Policy names it (CSP Level 3, section 2.3.1)."""
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
