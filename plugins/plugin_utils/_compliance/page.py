# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Markup of the compliance page below its title."""

from __future__ import annotations

from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._html import style

STYLE = (
    style.STYLE
    + """
.figures { grid-template-columns: repeat(5, minmax(0, 1fr)); }
@media screen and (max-width: 900px) { .figures { grid-template-columns: repeat(2, minmax(0, 1fr)); } }
"""
)

PAGE = """<p>AudioCodes Live Platform, <time datetime="{{ generated_at }}">{{ shown_at }}</time>.
{{ population.services }} services and {{ population.customers }} customers, read from {{ source }}.</p>
<nav aria-label="Sections"><ul>
{% for table in tables %}
<li><a href="#{{ table.id }}">{{ table.title }}</a></li>
{% endfor %}
</ul></nav>
</header>
</div>
<main>
{% for warning in warnings %}
<p class="notice">{{ warning }}</p>
{% endfor %}
<h2 class="hidden">Key figures</h2>
<dl class="figures">
{% for key, label, value, note, tone in figures %}
<div class="figure{{ " " ~ tone if tone }}" data-figure="{{ key }}">
<dt>{{ label }}</dt>
<dd class="value">{{ value }}</dd>
<dd class="note">{{ note }}</dd>
</div>
{% endfor %}
</dl>
{% for table in tables %}
{{ panel(table) }}
{% endfor %}
</main>
<footer>
<h2>How this is counted</h2>
<ul>
<li>A finding is one rule broken by one service or customer. A customer counts once, however many services carry it.</li>
<li>A waived finding is shown, but is in no count of open findings. A waiver that has ended is a finding of its own.</li>
<li>What the platform does not say breaks no rule, except rules about what must be known.</li>
<li>What could not be read is not judged, and counts as neither broken nor kept.</li>
</ul>
</footer>
</body>
</html>
"""
