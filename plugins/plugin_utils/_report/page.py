# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Markup of the HTML report below its title."""

from __future__ import annotations

PAGE = """<p>AudioCodes Live Platform, <time datetime="{{ generated_at }}">{{ shown_at }}</time>.
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
{% for notice in notices %}
<p class="notice">{{ notice }}</p>
{% endfor %}
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
