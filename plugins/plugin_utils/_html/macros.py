# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Markup that pages share: panels of decisions, key figures, and tables in their panels."""

from __future__ import annotations

MACROS = """
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

{% macro panel(shown) %}
{% set table = shown.table %}
<section class="panel {{ table.kind }}">
<h3 id="{{ table.id }}">{{ table.title }}</h3>
{% if table.paper and table.paper.whole %}
<p class="on-paper">Printed: <b>{{ table.paper.printed | figure }}</b> of {{ table.paper.whole | figure }} {{ table.paper.words }}.
{%- if table.paper.note %} {{ table.paper.note }}{% endif %}</p>
{% endif %}
{% if table.rows %}
<div class="scroll" role="region" aria-label="{{ table.title }}, table" tabindex="0">
{{ table.chart }}
<table class="of-{{ table.id }}{{ " " ~ shown.classes if shown.classes }}">
<caption>{{ table.caption }}</caption>
<thead><tr>{% for column in shown.columns %}{{ heading(column) }}{% endfor %}</tr></thead>
{{ bodies(shown) }}
</table>
</div>
{% else %}
<p class="empty">{{ table.empty }}</p>
{% endif %}
</section>
{% endmacro %}

{% macro source_line() -%}
AudioCodes Live Platform{{ "s" if platforms | length > 1 }}
{%- for name in platforms %}{{ " " if loop.first else ", " }}<bdi>{{ name }}</bdi>{% endfor %}, <time datetime="{{ generated_at }}">{{ shown_at }}</time>.
{%- endmacro %}

{% macro questions(sections) %}
<nav aria-label="Sections"><ul>
{% for section in sections %}
<li><a href="#{{ section.id }}">{{ section.title }}</a></li>
{% endfor %}
</ul></nav>
{% endmacro %}

{% macro answers(sections) %}
{% for section in sections %}
<section class="question" aria-labelledby="{{ section.id }}">
<h2 id="{{ section.id }}">{{ section.title }}</h2>
{% for shown in section.across %}
{{ panel(shown) }}
{% endfor %}
{% if section.left or section.right %}
<div class="panels">
{% for stack in (section.left, section.right) %}
{% if stack %}
<div>
{% for shown in stack %}
{{ panel(shown) }}
{% endfor %}
</div>
{% endif %}
{% endfor %}
</div>
{% endif %}
{% for shown in section.details %}
{{ panel(shown) }}
{% endfor %}
</section>
{% endfor %}
{% endmacro %}

{% macro need(line) %}
<li data-need="{{ line.place }}">
<p class="what">{{ mark(line.tone) }}<span class="severity">{{ line.severity }}</span> <b class="title">{{ line.title }}</b>
<span class="much"><b>{{ line.count | figure }}</b>{% if line.stake %}<span class="stake">, {{ line.stake }}</span>{% endif %}</span></p>
<p class="todo">{{ line.remedy }}
{% if line.target %}
<a href="#{{ line.target }}"
{%- if line.table %} data-table="{{ line.table }}" data-filter="{{ line.filter }}" data-value="{{ line.value }}"{% endif %}>
{{- "Show it" if line.count == 1 else "Show them" }}<span class="hidden">: {{ line.title }}</span></a>
{% endif %}</p>
</li>
{% endmacro %}

{% macro needs_panel(needs) %}
<section class="panel needs">
<h2 id="needs">What needs you</h2>
<ul class="counts">
{% for severity, count in needs.counts %}
<li data-severity="{{ severity }}"{% if not count %} class="zero"{% endif %}>{{ mark(tones[severity]) }}<b>{{ count | figure }}</b>
{{ severity }}{{ ", counted apart" if severity == "info" }}</li>
{% endfor %}
</ul>
{% if needs.lines %}
<ol>
{% for line in needs.lines[:most_needs] %}
{{ need(line) }}
{% endfor %}
</ol>
{% if needs.lines | length > most_needs %}
<details><summary>and {{ needs.lines | length - most_needs }} more</summary>
<ol start="{{ most_needs + 1 }}">
{% for line in needs.lines[most_needs:] %}
{{ need(line) }}
{% endfor %}
</ol>
</details>
{% endif %}
{% else %}
<p class="empty">Nothing: no rule of the policy is broken.</p>
{% endif %}
{% if needs.unjudged %}
<p class="empty">{{ needs.unjudged | figure }} could not be judged, because something could not be read.</p>
{% endif %}
</section>
{% endmacro %}

{% macro since_panel(since) %}
<section class="panel since">
<h2 id="since">Since last time{% if since.day %}<small>, {{ since.day }}</small>{% endif %}</h2>
{% if since.changes %}
<ul>
{% for change in since.changes %}
<li>{% if change.lines %}<details><summary><b>{{ change.count | figure }}</b> {{ change.words }}</summary>
<ul>
{% for line in change.lines %}
<li><bdi>{{ line }}</bdi></li>
{% endfor %}
{% if change.count > change.lines | length %}
<li>and {{ (change.count - change.lines | length) | figure }} more, in the JSON report</li>
{% endif %}
</ul></details>{% else %}<b>{{ change.count | figure }}</b> {{ change.words }}{% endif %}</li>
{% endfor %}
</ul>
{% else %}
<p class="empty">Nothing changed.</p>
{% endif %}
</section>
{% endmacro %}

{% macro lapse(item) %}
<li><span class="who">{% if item.tone %}{{ mark(item.tone) }}{% endif %}<bdi>{{ item.name }}</bdi> <small>{{ item.what }}</small></span>
<span class="when"><b>{{ item.when }}</b> <time datetime="{{ item.day }}">{{ item.day }}</time></span></li>
{% endmacro %}

{% macro lapses_panel(lapses) %}
<section class="panel lapses">
<h2 id="lapses-next">Lapses next</h2>
{% if lapses.next %}
<ol>
{% for item in lapses.next[:most_lapses] %}
{{ lapse(item) }}
{% endfor %}
</ol>
{% if lapses.next | length > most_lapses %}
<p class="more"><a href="#lapses">and {{ (lapses.next | length - most_lapses) | figure }} more</a></p>
{% endif %}
{% else %}
<p class="empty">Nothing has an end date ahead.</p>
{% endif %}
{% if lapses.lapsed %}
<details><summary><b>{{ lapses.lapsed | length | figure }}</b> lapsed, the latest {{ lapses.lapsed[0].when }}</summary>
<ol>
{% for item in lapses.lapsed[:most_lapses] %}
{{ lapse(item) }}
{% endfor %}
</ol>
{% if lapses.lapsed | length > most_lapses %}
<p class="more"><a href="#lapses">and {{ (lapses.lapsed | length - most_lapses) | figure }} more</a></p>
{% endif %}
</details>
{% endif %}
</section>
{% endmacro %}

{% macro key_figures(figures) %}
<h2 class="hidden">Key figures</h2>
<dl class="figures">
{% for figure in figures %}
<div class="figure{{ " " ~ figure.tone if figure.tone }}" data-figure="{{ figure.key }}">
<dt>{{ figure.label }}</dt>
<dd class="value">{{ figure.value }}</dd>
{% if figure.delta %}
<dd class="delta">{{ figure.delta }}</dd>
{% endif %}
<dd class="note">{{ figure.note }}</dd>
{% if figure.gauge %}
<dd>{{ gauge_svg(figure.gauge) }}</dd>
{% endif %}
</div>
{% endfor %}
</dl>
{% endmacro %}
"""
