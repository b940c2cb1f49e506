# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Style sheet of the HTML report.

It is Python text so that it travels with the code in every form a collection is shipped in. Colours of text reach a
contrast of 4.5:1 and those of bars 3:1 on their background (WCAG 2.2 AA), in the light and in the dark scheme.
"""

from __future__ import annotations

# the most columns of a table whose alignment its class can say, see rows.column_classes
MOST_COLUMNS = 14


def _columns(letter: str, rule: str) -> str:
    """Return the rules of the classes n1, n2, ... or w1, w2, ... of a table."""
    places = range(1, MOST_COLUMNS + 1)
    return ", ".join(f".{letter}{place} td:nth-child({place})" for place in places) + f" {{ {rule} }}\n"


STYLE = (
    """
:root {
  color-scheme: light dark;
  --page: #f3f5f8; --card: #ffffff; --text: #17202e; --faint: #55617a; --line: #dde2ea; --track: #e7ebf1;
  --service: #1d5fc4; --customer: #0b8377; --good: #1c7d46; --warn: #a85d00; --bad: #c22f2f; --none: #6a7487;
  --head: #12284c; --head-text: #ffffff; --head-faint: #c3d2ee;
}
@media (prefers-color-scheme: dark) {
  :root {
    --page: #10141b; --card: #181e28; --text: #e8ecf3; --faint: #a5b0c3; --line: #2b3443; --track: #2a3342;
    --service: #6ba4ff; --customer: #3fc7b5; --good: #57c785; --warn: #f0a63a; --bad: #ff7b74; --none: #93a0b5;
    --head: #172338; --head-text: #f1f5fc; --head-faint: #b3c3df;
  }
}
* { box-sizing: border-box; }
html { font-size: 93.75%; }
body { margin: 0; background: var(--page); color: var(--text);
  font: 1rem/1.45 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, "DejaVu Sans", sans-serif; }
header, main, footer { max-width: 1240px; margin: 0 auto; padding: 0 24px; }
.band { background: var(--head); color: var(--head-text); padding: 26px 0 24px; }
h1 { font-size: 1.8rem; line-height: 1.2; margin: 0 0 6px; letter-spacing: -0.01em; overflow-wrap: anywhere; }
.band p { margin: 0; color: var(--head-faint); overflow-wrap: anywhere; }
nav ul { display: flex; flex-wrap: wrap; gap: 4px 18px; list-style: none; margin: 14px 0 0; padding: 0; }
nav a { color: var(--head-text); text-underline-offset: 3px; }
h2 { font-size: 1.13rem; margin: 0; }
.figures { display: grid; grid-template-columns: repeat(4, minmax(0, 1fr)); gap: 14px; margin: 20px 0; }
.figure, .panel { background: var(--card); border: 1px solid var(--line); border-radius: 10px; }
.figure { padding: 14px 16px 15px; border-top: 3px solid var(--line); display: flex; flex-direction: column; }
.figure.warn { border-top-color: var(--warn); } .figure.bad { border-top-color: var(--bad); }
.figure.good { border-top-color: var(--good); }
.figure dt { color: var(--faint); font-size: 0.9rem; }
.figure dd { margin: 0; }
.figure .value { font-size: 1.67rem; line-height: 1.3; font-weight: 650; font-variant-numeric: tabular-nums; }
.figure .note { color: var(--faint); font-size: 0.9rem; }
.figure .bar { margin-top: 8px; }
.panels { display: grid; grid-template-columns: repeat(2, minmax(0, 1fr)); gap: 0 14px; align-items: start; }
.panel { padding: 16px 18px 12px; margin-bottom: 14px; min-width: 0; }
.notice { background: var(--card); border: 1px solid var(--line); border-left: 4px solid var(--warn);
  border-radius: 6px; padding: 10px 14px; margin: 20px 0 0; }
.empty { color: var(--faint); margin: 6px 0; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; }
.details table { table-layout: fixed; min-width: 1000px; }
.details th:not([class]) { width: 10%; } .details thead th:first-child { width: 15%; }
.details thead .word { width: 10.5%; } .details thead .short { width: 6%; }
caption { text-align: left; color: var(--faint); font-size: 0.9rem; padding: 0 0 6px; }
th, td { text-align: left; padding: 6px 8px; border-bottom: 1px solid var(--line); vertical-align: middle;
  font-weight: normal; overflow-wrap: anywhere; }
tr > :first-child { padding-left: 0; } tr > :last-child { padding-right: 0; }
thead th { color: var(--faint); font-size: 0.87rem; vertical-align: bottom; overflow-wrap: normal; }
.half thead th { white-space: nowrap; }
tbody th { font-weight: 550; min-width: 130px; }
tbody tr:last-child > * { border-bottom: 0; }
tbody :is(th, td, span) { unicode-bidi: plaintext; }
tbody tr:hover > * { background: color-mix(in srgb, var(--service) 6%, transparent); }
.number { text-align: right; overflow-wrap: normal; }
"""
    + _columns("n", "text-align: right; white-space: nowrap; overflow-wrap: normal;")
    + _columns("w", "overflow-wrap: anywhere;")
    + """tbody span { display: block; color: var(--faint); font-size: 0.83rem; font-weight: normal; }
td.bar-cell, th.bar-cell { width: 30%; min-width: 90px; }
.across td.bar-cell { width: 38%; }
:is(.m-good, .m-warn, .m-bad, .m-none)::before { content: ""; display: inline-block; width: 9px; height: 9px;
  margin-right: 6px; border-radius: 2px; background: var(--none); print-color-adjust: exact; -webkit-print-color-adjust: exact; }
.m-good::before { background: var(--good); } .m-warn::before { background: var(--warn); } .m-bad::before { background: var(--bad); }
/* rows that the script is about to page are not laid out before it has done so */
.js .details table:not(.ready) tbody { display: none; }
:root:not(.js) .panel.details { content-visibility: auto; contain-intrinsic-size: auto 900px; }
button, input, select { font: inherit; color: inherit; }
.sort { appearance: none; border: 0; background: none; padding: 2px 0; margin: 0; cursor: pointer; text-align: inherit;
  color: inherit; font-weight: inherit; overflow-wrap: anywhere; }
.sort::after { content: " \\2195" / ""; color: var(--faint); }
[aria-sort="ascending"] .sort::after { content: " \\2191" / ""; color: var(--text); }
[aria-sort="descending"] .sort::after { content: " \\2193" / ""; color: var(--text); }
.tools { display: flex; flex-wrap: wrap; gap: 8px 16px; align-items: center; margin: 10px 0; font-size: 0.93rem; }
.tools[hidden] { display: none; }
.tools :is(input, select, button) { background: var(--page); border: 1px solid var(--none); border-radius: 6px;
  padding: 4px 8px; min-height: 30px; max-width: 220px; }
.tools button { cursor: pointer; } .tools button:disabled { color: var(--faint); cursor: default; }
.tools .count { color: var(--faint); margin-left: auto; }
.chart { display: block; width: 100%; min-width: 640px; height: auto; margin-top: 8px; }
.chart text { fill: var(--text); font-size: 13px; text-anchor: middle; } .chart .faint { fill: var(--faint); }
.chart .axis { stroke: var(--none); } .chart .now { stroke: var(--text); stroke-width: 1.5; stroke-dasharray: 4 3; }
.bar { display: block; width: 100%; height: 11px; border-radius: 3px; }
.bar .track { fill: var(--track); }
.mark { width: 9px; height: 9px; margin-right: 6px; vertical-align: baseline; }
.service { fill: var(--service); } .customer { fill: var(--customer); } .good { fill: var(--good); }
.warn { fill: var(--warn); } .bad { fill: var(--bad); } .none { fill: var(--none); }
footer { color: var(--faint); font-size: 0.9rem; padding-top: 6px; padding-bottom: 32px; }
footer ul { margin: 6px 0 0; padding-left: 18px; }
.hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
:is(a, .scroll, button, input, select, summary):focus-visible { outline: 2px solid currentColor; outline-offset: 2px; }
@media screen and (max-width: 900px) {
  .figures { grid-template-columns: repeat(2, minmax(0, 1fr)); }
  .panels { grid-template-columns: minmax(0, 1fr); gap: 0; }
}
@media print {
  @page { size: A4 landscape; margin: 12mm; }
  :root { color-scheme: light;
    --page: #ffffff; --card: #ffffff; --text: #000000; --faint: #444444; --line: #bbbbbb; --track: #e4e4e4;
    --service: #1d5fc4; --customer: #0b8377; --good: #1c7d46; --warn: #a85d00; --bad: #c22f2f; --none: #6a7487;
    --head: #ffffff; --head-text: #000000; --head-faint: #444444; }
  html { font-size: 11px; }
  th, td { padding-top: 4px; padding-bottom: 4px; }
  header, main, footer { max-width: none; padding: 0; }
  nav, .tools { display: none; }
  .sort::after { content: none; }
  :root:not(.js) .panel.details { content-visibility: visible; }
  .details table { min-width: 0; }
  .chart { min-width: 0; }
  .band { padding: 0; }
  .figure, .panel { border-radius: 0; break-inside: avoid; }
  .panel.across, .panel.details { break-inside: auto; }
  .panel.details { border: 0; padding: 0; }
  h2, caption { break-after: avoid; }
  .scroll { overflow: visible; }
  thead { display: table-header-group; }
  tr { break-inside: avoid; }
  .bar, .mark { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
}
"""
)
