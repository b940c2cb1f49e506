# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Markup of the compliance page below its title."""

from __future__ import annotations

PAGE = """<p>{{ source_line() }}
{{ population.services | counted("service") }} and {{ population.customers | counted("customer") }}, judged by the policy <bdi>{{ policy }}</bdi>.</p>
{{ questions(sections) }}
</header>
</div>
<main>
{% for warning in warnings %}
<p class="notice">{{ warning }}</p>
{% endfor %}
<div class="decisions">
{{ needs_panel(needs) }}
<div>
<h2 class="hidden">Verdict and numbers</h2>
<dl class="figures side">
{% for figure in figures %}
<div class="figure{{ " " ~ figure.tone if figure.tone }}" data-figure="{{ figure.key }}">
<dt>{{ figure.label }}</dt>
<dd class="value">{{ figure.value }}</dd>
<dd class="note">{{ figure.note }}</dd>
</div>
{% endfor %}
</dl>
{% if since %}
{{ since_panel(since) }}
{% endif %}
</div>
</div>
{{ answers(sections) }}
</main>
<footer>
<h2>How this is counted</h2>
<ul>
<li>A finding is one rule broken by one service or customer. A customer counts once, however many services carry it.</li>
<li>Findings of severity info are hints: they are shown, and are in no count of open findings.</li>
<li>A waived finding is shown, but is in no count of open findings. A waiver that has ended is a finding of its own.</li>
<li>What the platform does not say breaks no rule, except rules about what must be known.</li>
<li>What could not be read is not judged, and counts as neither broken nor kept.</li>
<li>Read from {{ source }}.</li>
</ul>
</footer>
</body>
</html>
"""
