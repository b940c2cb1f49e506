# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Style sheet of every page, on screens, phones and paper.

It is Python text so that it travels with the code in every form a collection is shipped in. Colours of text reach a
contrast of 4.5:1 and those of bars 3:1 on their background (WCAG 2.2 AA), in the light and in the dark scheme.
"""

from __future__ import annotations

import re

# the most columns of a table whose alignment its class can say, see rows.column_classes
MOST_COLUMNS = 14


def _columns(letter: str, rule: str) -> str:
    """Return the rules of the classes n1, n2, ... or w1, w2, ... of a table."""
    places = range(1, MOST_COLUMNS + 1)
    return ", ".join(f".{letter}{place} td:nth-child({place})" for place in places) + f" {{ {rule} }}\n"


_COLOURS = """
:root {
  color-scheme: light dark;
  --page: #f3f5f8; --card: #ffffff; --text: #17202e; --faint: #55617a; --line: #dde2ea; --track: #e7ebf1;
  --service: #1d5fc4; --customer: #0b8377; --good: #1c7d46; --warn: #a85d00; --bad: #c22f2f; --none: #6a7487;
  --link: #1d5fc4; --head: #12284c; --head-text: #ffffff; --head-faint: #c3d2ee;
}
@media (prefers-color-scheme: dark) {
  :root {
    --page: #10141b; --card: #181e28; --text: #e8ecf3; --faint: #a5b0c3; --line: #2b3443; --track: #2a3342;
    --service: #6ba4ff; --customer: #3fc7b5; --good: #57c785; --warn: #f0a63a; --bad: #ff7b74; --none: #93a0b5;
    --link: #8bb8ff; --head: #172338; --head-text: #f1f5fc; --head-faint: #b3c3df;
  }
}
"""

_PAGE = """
* { box-sizing: border-box; }
html { font-size: 93.75%; scroll-padding-top: 8px; }
body { margin: 0; background: var(--page); color: var(--text);
  font: 1rem/1.45 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, "DejaVu Sans", sans-serif; }
header, main, footer { max-width: 1240px; margin: 0 auto; padding: 0 24px; }
.band { background: var(--head); color: var(--head-text); padding: 14px 0 12px; }
h1 { font-size: 1.55rem; line-height: 1.2; margin: 0 0 3px; letter-spacing: -0.01em; overflow-wrap: anywhere; }
.band p { margin: 0; color: var(--head-faint); overflow-wrap: anywhere; }
nav ul { display: flex; flex-wrap: wrap; gap: 2px 18px; list-style: none; margin: 6px 0 0; padding: 0; }
nav a { color: var(--head-text); text-underline-offset: 3px; display: inline-block; padding: 2px 0; }
main a, footer a { color: var(--link); text-underline-offset: 2px; }
h2, h3 { font-size: 1.13rem; margin: 0; overflow-wrap: break-word; }
.question > h2 { font-size: 1.35rem; margin: 22px 0 10px; }
.figure, .panel { background: var(--card); border: 1px solid var(--line); border-radius: 10px; }
.panel { padding: 14px 18px 12px; margin-bottom: 14px; min-width: 0; }
.panels { display: grid; grid-template-columns: repeat(2, minmax(0, 1fr)); gap: 0 14px; align-items: start; }
.panels > div:only-child { grid-column: 1 / -1; }
.notice { background: var(--card); border: 1px solid var(--line); border-left: 4px solid var(--warn);
  border-radius: 6px; padding: 8px 14px; margin: 12px 0 0; overflow-wrap: anywhere; }
.empty { color: var(--faint); margin: 6px 0; }
ol, ul { overflow-wrap: anywhere; }
"""

# what needs you, since last time, lapses next; key figures
_DECISIONS = """
.decisions { display: grid; grid-template-columns: minmax(0, 5fr) minmax(0, 3fr); gap: 0 14px; margin-top: 14px; align-items: start; }
.decisions > .needs, .decisions > div:only-child { min-width: 0; }
.decisions > div:only-child { grid-column: 1 / -1; display: grid; grid-template-columns: repeat(2, minmax(0, 1fr)); gap: 0 14px;
  align-items: start; }
.needs ol, .since ul, .lapses ol, .counts { list-style: none; margin: 0; padding: 0; }
.counts { display: flex; flex-wrap: wrap; gap: 0 16px; margin: 2px 0 4px; color: var(--faint); font-size: 0.93rem; }
.counts b { color: var(--text); font-variant-numeric: tabular-nums; }
.counts .zero .mark { opacity: 0.35; }
.needs li[data-need] { padding: 5px 0; border-top: 1px solid var(--line); }
.needs p { margin: 0; }
.needs .what { display: flex; flex-wrap: wrap; gap: 0 7px; align-items: baseline; }
.needs .what .mark { margin: 0; flex: none; }
.needs .severity { color: var(--faint); font-size: 0.87rem; min-width: 4.1em; }
.needs .title { font-weight: 600; }
.needs .much { margin-left: auto; font-variant-numeric: tabular-nums; white-space: nowrap; }
.needs .todo { color: var(--faint); font-size: 0.9rem; }
.needs .todo a { white-space: nowrap; }
.panel small { color: var(--faint); font-size: 0.87rem; font-weight: normal; }
.since li, .lapses li { padding: 2px 0; font-size: 0.95rem; }
.since h2 + ul { columns: 2; column-gap: 14px; } .since h2 + ul > li { break-inside: avoid; }
.since details[open] { column-span: all; }
.since li li { color: var(--faint); font-size: 0.9rem; padding-left: 12px; }
.lapses li { display: flex; gap: 10px; justify-content: space-between; align-items: baseline; font-variant-numeric: tabular-nums; }
.lapses .who { min-width: 0; } .lapses .when { flex: none; text-align: right; }
.lapses time, .more { color: var(--faint); font-size: 0.87rem; } .more { margin: 2px 0; }
summary { cursor: pointer; }
.panel > details > summary { color: var(--faint); padding: 3px 0; font-size: 0.93rem; }
.figures { display: grid; grid-template-columns: repeat(4, minmax(0, 1fr)); gap: 12px; margin: 0 0 14px; }
.figure { padding: 9px 14px 10px; border-top: 3px solid var(--line); display: flex; flex-direction: column; }
.figure.warn { border-top-color: var(--warn); } .figure.bad { border-top-color: var(--bad); }
.figure.good { border-top-color: var(--good); }
.figure dt { color: var(--faint); font-size: 0.9rem; }
.figure dd { margin: 0; }
.figure .value { font-size: 1.45rem; line-height: 1.25; font-weight: 650; font-variant-numeric: tabular-nums; }
.figure .note, .figure .delta { color: var(--faint); font-size: 0.87rem; overflow-wrap: break-word; }
.figure .delta { color: var(--text); }
.figure .bar { margin-top: 6px; }
.figures.side { grid-template-columns: repeat(2, minmax(0, 1fr)); } .figures.side > :first-child { grid-column: 1 / -1; }
"""

_TABLES = (
    """
.scroll { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; }
caption { text-align: left; color: var(--faint); font-size: 0.9rem; padding: 0 0 6px; }
th, td { text-align: left; padding: 5px 8px; border-bottom: 1px solid var(--line); vertical-align: baseline;
  font-weight: normal; overflow-wrap: break-word; }
tr > :first-child { padding-left: 0; } tr > :last-child { padding-right: 0; }
thead th { color: var(--faint); font-size: 0.87rem; vertical-align: bottom; }
.half thead th { white-space: nowrap; }
tbody th { font-weight: 550; min-width: 130px; overflow-wrap: anywhere; }
.details table { font-size: 0.95em; }
.details :is(th, td) { padding-left: 6px; padding-right: 6px; }
.details tr > :first-child { padding-left: 0; }
.details tbody th { min-width: 200px; }
.details td { overflow-wrap: anywhere; } .details thead th { min-width: 7em; }
.details thead :is(.number, .word, .short, .guid) { min-width: 0; }
tbody tr:last-child > * { border-bottom: 0; }
tbody :is(th, td, span) { unicode-bidi: plaintext; }
tbody tr:hover > * { background: color-mix(in srgb, var(--service) 6%, transparent); }
.number { text-align: right; }
"""
    + _columns("n", "text-align: right; white-space: nowrap; overflow-wrap: normal;")
    + _columns("w", "white-space: nowrap; max-width: 16em; overflow: hidden; text-overflow: ellipsis;")
    + _columns("g", "font-size: 0.87rem;")
    + """td:empty::after { content: "\\2013"; }
tbody span { display: block; color: var(--faint); font-size: 0.83rem; font-weight: normal; }
td.bar-cell, th.bar-cell { width: 24%; min-width: 80px; vertical-align: middle; }
.across td.bar-cell { width: 38%; } .panels > div:only-child td.bar-cell { width: 60%; }
:is(.m-good, .m-warn, .m-bad, .m-none, .m-service)::before { content: ""; display: inline-block; width: 9px; height: 9px;
  margin-right: 6px; border-radius: 2px; background: var(--none); print-color-adjust: exact; -webkit-print-color-adjust: exact; }
.m-good::before { background: var(--good); } .m-warn::before { background: var(--warn); }
.m-bad::before { background: var(--bad); } .m-service::before { background: var(--service); }
tr.group th { padding: 14px 0 6px; font-weight: normal; }
tr.group b { font-weight: 650; font-size: 1.05rem; } tr.group i { font-style: normal; color: var(--faint); }
tr.group em { font-style: normal; font-weight: 650; float: right; }
tr.group p { margin: 2px 0 0; color: var(--faint); font-size: 0.9rem; }
/* rows that the script is about to page are not laid out before it has done so */
.js .details table:not(.ready) tbody { display: none; }
:root:not(.js) .panel.details { content-visibility: auto; contain-intrinsic-size: auto 900px; }
button, input, select { font: inherit; color: inherit; }
.sort { appearance: none; border: 0; background: none; padding: 2px 0; margin: 0; cursor: pointer; text-align: inherit;
  color: inherit; font-weight: inherit; }
.sort:has(.mark) { white-space: nowrap; }
.sort::after { content: "\\a0\\2195" / ""; color: var(--faint); }
[aria-sort="ascending"] .sort::after { content: "\\a0\\2191" / ""; color: var(--text); }
[aria-sort="descending"] .sort::after { content: "\\a0\\2193" / ""; color: var(--text); }
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
.bar .track { fill: var(--track); } .bar .limit { fill: var(--text); }
.mark { width: 9px; height: 9px; margin-right: 6px; vertical-align: baseline; }
.service { fill: var(--service); } .customer { fill: var(--customer); } .good { fill: var(--good); }
.warn { fill: var(--warn); } .bad { fill: var(--bad); } .none { fill: var(--none); }
footer { color: var(--faint); font-size: 0.9rem; padding-top: 6px; padding-bottom: 32px; overflow-wrap: anywhere; }
footer ul { margin: 6px 0 0; padding-left: 18px; }
.on-paper { display: none; }
.hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
:is(a, .scroll, button, input, select, summary):focus-visible { outline: 2px solid currentColor; outline-offset: 2px; }
"""
)

# one column up to 900 pixels; rows are stacked up to `labels.PHONE`, each cell with its label
_SMALL = """
@media screen and (max-width: 900px) {
  .figures { grid-template-columns: repeat(2, minmax(0, 1fr)); }
  .panels, .decisions, .decisions > div:only-child { grid-template-columns: minmax(0, 1fr); gap: 0; }
}
@media screen and (max-width: 640px) {
  header, main, footer { padding-left: 12px; padding-right: 12px; }
  .panel { padding: 12px 12px 10px; }
  .figures { gap: 8px; } .figure { padding: 8px 10px; } .figure .value { font-size: 1.2rem; }
  .needs .much { margin-left: 0; } .since h2 + ul { columns: 1; }
  .needs .severity { min-width: 0; }
  .lapses li { flex-wrap: wrap; } .lapses .when { margin-left: auto; }
  .chart { display: none; }
  .scroll { overflow: visible; }
  table, caption, tbody, tbody tr, tbody th, tbody td { display: block; }
  thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
  .js .details thead { position: static; width: auto; height: auto; clip-path: none; display: block; }
  .js .details thead tr { display: flex; flex-wrap: wrap; gap: 0 14px; padding-bottom: 6px; border-bottom: 1px solid var(--line); }
  .js .details thead th { border: 0; padding: 2px 0; min-width: 0; }
  tbody tr { padding: 8px 0; border-bottom: 1px solid var(--line); }
  tbody tr:last-child { border-bottom: 0; }
  tbody th, tbody td, .details tbody :is(th, td) { border: 0; padding: 1px 0; min-width: 0; max-width: none; width: auto; }
  tbody td { display: flex; justify-content: flex-end; align-items: baseline; column-gap: 6px; text-align: right;
    white-space: normal; overflow: visible; max-width: none !important; }
  tbody td::before { flex: none; max-width: 45%; margin-right: auto; order: -2; text-align: left; color: var(--faint);
    font-size: 0.9rem; padding-right: 8px; }
  tbody td:empty { display: none; }
  tbody td:has(> span) { flex-wrap: wrap; }
  tbody td > span { flex-basis: 100%; }
  tbody td:is(.m-good, .m-warn, .m-bad, .m-none, .m-service)::before { display: block; width: auto; height: auto;
    margin: 0 auto 0 0; background: none; }
  tbody td:is(.m-good, .m-warn, .m-bad, .m-none, .m-service)::after { content: ""; order: -1; width: 9px; height: 9px;
    border-radius: 2px; background: var(--none); }
  tbody td.m-good::after { background: var(--good); } tbody td.m-warn::after { background: var(--warn); }
  tbody td.m-bad::after { background: var(--bad); } tbody td.m-service::after { background: var(--service); }
  tbody td.bar-cell, .across td.bar-cell { display: block; width: auto; padding: 4px 0; }
  .tools label { flex: 1 1 100%; min-width: 0; display: flex; justify-content: space-between; align-items: center; gap: 8px; }
  .tools :is(input, select) { flex: 0 1 62%; min-width: 0; max-width: 62%; }
}
"""

_PAPER = (
    """
@page { size: A4 landscape; margin: 12mm 12mm 14mm; font: 8pt sans-serif; color: #444444; }
@media print {
  :root { color-scheme: light;
    --page: #ffffff; --card: #ffffff; --text: #000000; --faint: #444444; --line: #bbbbbb; --track: #e4e4e4;
    --service: #1d5fc4; --customer: #0b8377; --good: #1c7d46; --warn: #a85d00; --bad: #c22f2f; --none: #6a7487;
    --link: #000000; --head: #ffffff; --head-text: #000000; --head-faint: #444444; }
  html { font-size: 11px; }
  th, td { padding-top: 3px; padding-bottom: 3px; }
  header, main, footer { max-width: none; padding: 0; }
  nav, .tools, .todo a, .hidden { display: none; }
  details:not([open]) > :not(summary) { display: none; }
  /* what needs somebody is printed in full */
  .needs details:not([open]) > ol { display: block; }
  .needs details::details-content { content-visibility: visible; display: block; }
  .needs summary { display: none; }
  /* a word is not broken there for the sake of a narrow column */
  .details tbody td { overflow-wrap: break-word; }
  .details :is(th, td) { padding-left: 4px; padding-right: 4px; }
  /* a browser does not repeat a heading that is a button */
  .sort { display: contents; }
  .sort::after { content: none; }
  :root:not(.js) .panel.details { content-visibility: visible; }
  :root[data-paper="exceptions"] .on-paper ~ .scroll tbody tr:not([data-r], .x) { display: none; }
  .on-paper { display: block; margin: 2px 0; color: var(--faint); break-after: avoid; }
  .chart { min-width: 0; max-height: 50mm; }
  .band { padding: 0; }
  .figure, .panel { border-radius: 0; break-inside: avoid; }
  .panel.across, .panel.details, .panel.needs { break-inside: auto; }
  .panel.details { border: 0; padding: 0; }
  h2, h3, caption, tr.group { break-after: avoid; }
  .scroll { overflow: visible; max-height: none; }
  thead { display: table-header-group; }
  tr, li { break-inside: avoid; }
  .bar, .mark { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
  /* ids are in the other formats */
  th.guid { display: none; }
"""
    + _columns("g", "display: none;")
    + "}\n"
)

# name -> colour on paper, such as "#c22f2f" for `bad`
PAPER_COLOURS = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6})", _PAPER))

STYLE = _COLOURS + _PAGE + _DECISIONS + _TABLES + _SMALL + _PAPER
