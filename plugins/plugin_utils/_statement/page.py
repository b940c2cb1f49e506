# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Template and style sheet of the statement on paper and screen.

A statement is a document that somebody signs, not a page to work with: it has no script, and every rule works in print, in Chromium
as in WeasyPrint. The checksum in the margin is put there by the style sheet, which is safe, for it is hexadecimal.
"""

from __future__ import annotations

STYLE = """
@page { size: A4 landscape; margin: 14mm 12mm 16mm;
  @bottom-left { content: "%(month)s, %(verdict)s"; font: 7pt sans-serif; }
  @bottom-center { content: "checksum %(checksum)s"; font: 7pt monospace; }
  @bottom-right { content: "page " counter(page) " of " counter(pages); font: 7pt sans-serif; }
  @top-right { content: ""; }
}
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 1200px; padding: 16px; background: #fff; color: #17202e; font: 14px/1.4 sans-serif; }
h1 { font-size: 22px; margin: 0 0 4px; }
h2 { font-size: 17px; margin: 24px 0 6px; break-after: avoid; }
p { margin: 4px 0; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: 2px 16px; margin: 12px 0; }
dt { color: #55617a; }
dd { margin: 0; overflow-wrap: anywhere; }
table { border-collapse: collapse; width: 100%%; margin: 6px 0 12px; }
caption { text-align: left; color: #55617a; padding-bottom: 4px; }
th, td { border-bottom: 1px solid #dde2ea; padding: 3px 6px; text-align: left; vertical-align: top; overflow-wrap: anywhere; }
thead th { border-bottom: 2px solid #17202e; overflow-wrap: normal; }
td.n, th.n { text-align: right; overflow-wrap: normal; font-variant-numeric: tabular-nums; }
tr { break-inside: avoid; }
tr.sum th, tr.sum td { border-top: 2px solid #17202e; font-weight: bold; }
td small { display: block; color: #55617a; }
.scroll { overflow-x: auto; }
.verdict { font-weight: bold; }
.complete { color: #1d6b3f; } .incomplete, .draft { color: #a32424; }
.sheet { break-before: page; }
.sign { display: grid; grid-template-columns: 2fr 1fr 2fr; gap: 24px; margin: 40px 0 0; break-inside: avoid; }
.sign div { border-top: 1px solid #17202e; padding-top: 4px; color: #55617a; }
.mark { position: fixed; top: 35%%; left: 0; right: 0; text-align: center; font-size: 120px; font-weight: bold; color: #a32424;
  opacity: 0.12; transform: rotate(-25deg); pointer-events: none; }
@media print { body { max-width: none; padding: 0; font-size: 8pt; } .scroll { overflow: visible; } }
"""

PAGE = """
{% macro sign() -%}
<div class="sign"><div>Certified by{% if document.certified_by %} <bdi>{{ document.certified_by }}</bdi>{% endif %}</div>
<div>Date</div><div>Signature</div></div>
{%- endmacro %}
{% macro sums(title, first, rows, total) -%}
<h2>{{ title }}</h2>
<div class="scroll"><table>
<thead><tr><th scope="col">{{ first }}</th>
{% for heading, _key in sum_columns %}<th scope="col" class="n">{{ heading }}</th>{% endfor %}</tr></thead>
<tbody>
{% for name, row in rows %}
<tr><th scope="row"><bdi>{{ name }}</bdi></th>{% for _heading, key in sum_columns %}<td class="n">{{ number(row[key]) }}</td>{% endfor %}</tr>
{% endfor %}
<tr class="sum"><th scope="row">Total</th>{% for _heading, key in sum_columns %}<td class="n">{{ number(total[key]) }}</td>{% endfor %}</tr>
</tbody></table></div>
{%- endmacro %}
<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy"
 content="default-src 'none'; style-src '{{ style_hash }}'; img-src data:; base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="keywords" content="checksum {{ document.checksum }}">
<link rel="icon" href="data:,">
<title>{{ title }}</title>
<style>{{ style | safe }}</style>
</head>
<body>
{% if document.verdict == "draft" %}
<div class="mark" aria-hidden="true">DRAFT</div>
{% endif %}
<main>
<h1><bdi>{{ title }}</bdi></h1>
<p class="verdict {{ document.verdict }}">{{ document.verdict | capitalize }}{% if document.reasons %}: what is missing is listed below{% endif %}</p>
<dl>
<dt>Platform</dt><dd><bdi>{{ document.platform }}</bdi></dd>
{% if document.reseller is not none %}<dt>Reseller</dt><dd><bdi>{{ document.reseller }}</bdi></dd>{% endif %}
<dt>Month</dt><dd>{{ document.month }}, by the clocks of {{ document.timezone }} ({{ document.from }} to {{ document.until }})</dd>
{% for label, sentence in pool %}
<dt>{{ label }}</dt><dd>{{ sentence }}</dd>
{% endfor %}
<dt>Made on</dt><dd>{{ document.generated_at }}</dd>
<dt>Checksum</dt><dd><code>{{ document.checksum }}</code></dd>
</dl>
{% if document.reasons %}
<h2>Why it is {{ document.verdict }}</h2>
<ul>{% for reason in document.reasons %}<li>{{ reason }}</li>{% endfor %}</ul>
{% endif %}
{% if document.warnings %}
<h2>Warnings</h2>
<ul>{% for warning in document.warnings %}<li>{{ warning }}</li>{% endfor %}</ul>
{% endif %}
{{ sums("By reseller", "Reseller", by_reseller, document.total) }}
{{ sums("By license type", "License type", by_license_type, document.total) }}
{% if document.not_read %}
<h2>Not read</h2>
<div class="scroll"><table><thead><tr><th scope="col">Customer</th><th scope="col">Reseller</th><th scope="col">Why</th></tr></thead><tbody>
{% for item in document.not_read %}
<tr><th scope="row"><bdi>{{ item.name or item.guid }}</bdi></th><td><bdi>{{ item.reseller }}</bdi></td><td>{{ item.msg }}</td></tr>
{% endfor %}
</tbody></table></div>
{% endif %}
{% if document.changes %}
<h2>Changes since {{ document.changes.month }}</h2>
{% if changes %}
<div class="scroll"><table>
<thead><tr>{% for heading in ("Customer", "Change", "Before", "Now") %}<th scope="col">{{ heading }}</th>{% endfor %}</tr></thead><tbody>
{% for name, what, before, after in changes %}
<tr><th scope="row"><bdi>{{ name }}</bdi></th><td>{{ what }}</td>
<td><bdi>{{ before }}</bdi></td><td><bdi>{{ after }}</bdi></td></tr>
{% endfor %}
</tbody></table></div>
{% else %}<p>None.</p>{% endif %}
{% endif %}
{% if document.reseller is none %}{{ sign() }}{% endif %}
{% for name, lines, total in sheets %}
<section class="sheet">
<h2><bdi>{{ name }}</bdi>, {{ document.month }}</h2>
<div class="scroll"><table>
<caption>{{ total.customers }} customer{{ "" if total.customers == 1 else "s" }} that {{ "was" if total.customers == 1 else "were" }} read,
{{ total.not_read }} that could not be read</caption>
<thead><tr>{% for heading, kind in columns %}<th scope="col"{% if kind %} class="n"{% endif %}>{{ heading }}</th>{% endfor %}</tr></thead>
<tbody>
{% for cells, notes in lines %}
<tr><th scope="row"><bdi>{{ cells[0] }}</bdi></th>{% for cell in cells[1:] %}<td class="{{ "n" if columns[loop.index][1] }}">{{ cell }}
{%- if loop.last and notes %}<small>{{ notes }}</small>{% endif %}</td>{% endfor %}</tr>
{% endfor %}
<tr class="sum"><th scope="row">Total</th>
{% for _heading, key in columns[1:] %}<td class="n">{{ number(total[key]) if key in total else "" }}</td>{% endfor %}</tr>
</tbody></table></div>
{{ sign() }}
</section>
{% endfor %}
<h2>How this is counted</h2>
<ul>
<li>A count belongs to the day on which it was made, by the clocks of the time zone. Of several on a day the latest stands.</li>
<li>A day without a count is a gap and never a zero: it is in no sum, average or percentile.</li>
<li>The 95th percentile is the least number of seats that at least 95 percent of the counted days do not exceed. Averages have two
digits, halves are rounded to the even digit.</li>
<li>Seat-days over are the seats in use beyond those acquired, added up over the days.</li>
<li>License types are those of the day on which the statement was made.</li>
<li>The checksum is the SHA-256 of the canonical JSON (RFC 8785) of the statement. It shows a change, and is not a signature.</li>
</ul>
</main>
</body>
</html>
""".lstrip()
