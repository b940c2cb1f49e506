# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Markup of the HTML report below its title."""

from __future__ import annotations

PAGE = """<p>{{ source_line() }}
{{ totals.services | counted("service") }}, {{ totals.customers | counted("customer") }}.</p>
{{ questions(sections) }}
</header>
</div>
<main>
{% for notice in notices %}
<p class="notice">{{ notice }}</p>
{% endfor %}
{% if totals.skipped %}
<p class="notice">Entries that are neither a service nor a customer, and so left out: {{ totals.skipped | figure }}.</p>
{% endif %}
<div class="decisions">
{% if needs %}
{{ needs_panel(needs) }}
{% endif %}
<div>
{% if since %}
{{ since_panel(since) }}
{% endif %}
{{ lapses_panel(lapses) }}
</div>
</div>
{{ key_figures(figures) }}
{{ answers(sections) }}
</main>
<footer>
<h2>How this is counted</h2>
<ul>
<li>A service that carries its customer counts under its own license type and under that of its customer.</li>
<li>A customer counts once, however many services carry it, and so do its seats.</li>
<li>Seats used come from the platform's license factors; only customers with acquired seats are in "used of acquired".</li>
<li>A trial is expiring when it ends within {{ expiring_days }} days of the time above. Only services have a status.</li>
<li>Bars turn amber from 90% of a plan on and red above it; a line marks 100% where a bar is longer. Percentages are
rounded, but 0% is none, 100% is all, and more than all is at least 101%.</li>
<li>This report is about <span data-total="hosts">{{ totals.hosts | figure }}</span> inventory hosts; one counts once, in however many
of the groups it is:
{% for group in groups %}<bdi>{{ group.name }}</bdi> ({{ group.hosts | counted("host") }}, {{ group.services | counted("service") }},
{{ group.customers | counted("customer") }}{% if group.skipped %}, {{ group.skipped | figure }} left out{% endif %}){{ ", " if not loop.last }}
{% else %}none{% endfor %}.</li>
</ul>
</footer>
</body>
</html>
"""
