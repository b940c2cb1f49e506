# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Markup of the HTML report around its rows. Private to the collection."""

from __future__ import annotations

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

PAGE = (
    _MACROS
    + """<!DOCTYPE html>
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
<p>AudioCodes Live Platform, <time datetime="{{ generated_at }}">{{ shown_at }}</time>.
<span data-total="hosts">{{ totals.hosts }}</span> inventory hosts in
{% for group in groups %}<bdi>{{ group }}</bdi>{{ ", " if not loop.last }}{% endfor %}.</p>
<nav aria-label="Sections"><ul>
{% for table in across + left + right + details %}
<li><a href="#{{ table.id }}">{{ table.title }}</a></li>
{% endfor %}
</ul></nav>
</header>
</div>
<main>
{% if totals.skipped %}
<p class="notice">Hosts of these groups that are neither a service nor a customer, and so left out: {{ totals.skipped }}.</p>
{% endif %}
<h2 class="hidden">Key figures</h2>
<dl class="figures">
{% for figure in figures %}
<div class="figure{{ " " ~ figure.tone if figure.tone }}" data-figure="{{ figure.key }}">
<dt>{{ figure.label }}</dt>
<dd class="value">{{ figure.value }}</dd>
<dd class="note">{{ figure.note }}</dd>
{% if figure.gauge %}
<dd>{{ gauge_svg(figure.gauge) }}</dd>
{% endif %}
</div>
{% endfor %}
</dl>
{% for table in across %}
{{ panel(table) }}
{% endfor %}
<div class="panels">
{% for stack in (left, right) %}
<div>
{% for table in stack %}
{{ panel(table) }}
{% endfor %}
</div>
{% endfor %}
</div>
{% for table in details %}
{{ panel(table) }}
{% endfor %}
</main>
<footer>
<h2>How this is counted</h2>
<ul>
<li>A host counts once, in however many of the groups it is.</li>
<li>A service that carries its customer counts under its own license type and under that of its customer.</li>
<li>A customer counts once, however many services carry it, and so do its seats.</li>
<li>Seats used come from the platform's license factors; only customers with acquired seats are in "used of acquired".</li>
<li>A trial is expiring when it ends within {{ expiring_days }} days of the time above. Only services have a status.</li>
<li>Bars turn amber from 90% of a plan on and red above it.</li>
</ul>
</footer>
</body>
</html>
"""
)
