# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The script of a page: it sorts, filters and pages tables that are complete without it.

It gets its data from the page, asks nothing of any network, and puts text in as text only. The class `js` is on the
root before the rows are read, so that a browser lays out no more of a long table than its first page. A browser for
which the script is too new shows the whole table. A link with `data-table` is a plain anchor; the script narrows that table to
what the link is about as well.
"""

from __future__ import annotations

SCRIPT = """
(() => {
"use strict";
const PAGE = matchMedia("(max-width: 640px)").matches ? 25 : 100, MOST_CHOICES = 60, NOTHING = "";
const collator = new Intl.Collator("en", {numeric: true, sensitivity: "base"});
const root = document.documentElement;
const tables = new Map();
root.classList.add("js");

const make = (tag, properties = {}, ...children) => {
  const node = Object.assign(document.createElement(tag), properties);
  node.append(...children);
  return node;
};
const main = cell => cell.firstChild ? cell.firstChild.textContent : "";
const number = text => parseFloat(text.replaceAll(",", ""));
const needsOf = row => (row.dataset.r ?? row.dataset.i ?? "").split(" ").filter(Boolean);
const isException = row => row.dataset.r !== undefined || row.className === "x";

function enhance(table) {
  const body = table.tBodies[0], heads = [...table.tHead.rows[0].cells], headings = new Map();
  const rows = [...table.rows].filter(row => row.parentNode !== table.tHead && row.className !== "group");
  for (const group of table.querySelectorAll("tr.group"))
    for (const row of group.parentNode.rows) if (row !== group) headings.set(row, group);
  const groups = [...new Set(headings.values())], section = table.closest("section");
  const title = section.querySelector("h2, h3"), name = title.textContent;
  const isLong = section.classList.contains("details"), note = section.querySelector(".on-paper b");
  const guids = heads.map((head, column) => head.classList.contains("guid") ? column : -1).filter(column => column >= 0);
  const state = {words: [], choices: new Map(), column: -1, down: false, page: 0, size: PAGE};
  let ordered = rows, texts = null, search = null, count = null, where = null, back = null, on = null;
  const filters = new Map();
  for (const other of [...table.tBodies].slice(1)) other.remove();

  function found() {
    if (!state.words.length && !state.choices.size) return ordered;
    if (state.words.length && !texts) texts = new Map(rows.map(row => [row, row.textContent.toLowerCase()]));
    return ordered.filter(row =>
      state.words.every(word => texts.get(row).includes(word)) &&
      [...state.choices].every(([has, value]) => has(row, value)));
  }
  function hideGuids(row) {
    for (const column of guids) {
      const cell = row.cells[column];
      if (!cell.firstChild || cell.firstChild.nodeType !== 3) continue;
      cell.replaceChildren(make("details", {}, make("summary", {textContent: "show"}), cell.firstChild));
    }
  }
  function show(paper = false) {
    let list = found();
    if (paper && root.dataset.paper === "exceptions" && note) list = list.filter(isException);
    if (paper && note) note.textContent = list.length.toLocaleString("en");
    const size = paper || !isLong ? Infinity : state.size;
    const pages = Math.max(1, Math.ceil(list.length / size));
    state.page = Math.min(state.page, pages - 1);
    const start = size === Infinity ? 0 : state.page * size;
    const part = document.createDocumentFragment();
    let last = null;
    for (const row of list.slice(start, start + size)) {
      const heading = headings.get(row);
      if (heading && heading !== last) part.append(heading);
      last = heading;
      if (!paper) hideGuids(row);
      part.append(row);
    }
    body.replaceChildren(part);
    if (!isLong || paper) return;
    const text = list.length === rows.length ? `${rows.length.toLocaleString("en")} rows`
      : `${list.length.toLocaleString("en")} of ${rows.length.toLocaleString("en")} rows`;
    if (count.textContent !== text) count.textContent = text;
    where.textContent = `Page ${(state.page + 1).toLocaleString("en")} of ${pages.toLocaleString("en")}`;
    where.parentNode.hidden = list.length <= PAGE;
    back.disabled = state.page === 0;
    on.disabled = state.page >= pages - 1;
  }
  function sort(column) {
    state.down = state.column === column && !state.down;
    state.column = column;
    const numeric = heads[column].classList.contains("number");
    const sign = state.down ? -1 : 1;
    const keyed = rows.map((row, place) => {
      const text = main(row.cells[column]), value = numeric ? number(text) : text;
      return {row, place, value, group: groups.indexOf(headings.get(row)),
        none: numeric ? Number.isNaN(value) : text === NOTHING};
    });
    keyed.sort((one, other) => one.group - other.group || one.none - other.none ||
      (one.none ? 0 : sign * (numeric ? one.value - other.value : collator.compare(one.value, other.value))) ||
      one.place - other.place);
    ordered = keyed.map(item => item.row);
    heads.forEach((head, place) => place === column
      ? head.setAttribute("aria-sort", state.down ? "descending" : "ascending") : head.removeAttribute("aria-sort"));
    state.page = 0;
    show();
  }
  function filter(bar, label, entries, has) {
    if (!entries.length || entries.length > MOST_CHOICES) return;
    const select = make("select", {}, make("option", {value: "", textContent: "all"}));
    entries.forEach(([value, textContent]) => select.append(make("option", {value, textContent})));
    filters.set(label, select);
    select.addEventListener("change", () => {
      if (select.value === "") state.choices.delete(has);
      else state.choices.set(has, select.value);
      state.page = 0;
      show();
    });
    bar.append(make("label", {}, label + " ", select));
  }
  function toolbar() {
    let timer = 0;
    search = make("input", {type: "search", autocomplete: "off", spellcheck: false});
    search.addEventListener("input", () => {
      clearTimeout(timer);
      timer = setTimeout(() => {
        state.words = search.value.toLowerCase().split(/\\s+/).filter(Boolean);
        state.page = 0;
        show();
      }, 120);
    });
    const bar = make("div", {className: "tools"}, make("label", {}, "Search ", search));
    bar.setAttribute("role", "group");
    bar.setAttribute("aria-label", `${name}: search and filter`);
    const needed = new Set(rows.flatMap(needsOf));
    const needs = [...document.querySelectorAll("[data-need]")].filter(line => needed.has(line.dataset.need))
      .map(line => [line.dataset.need, line.querySelector(".title").textContent]);
    if (needs.length) filter(bar, "Needs", needs, (row, value) => needsOf(row).includes(value));
    if (groups.length) {
      filter(bar, "Rule", groups.map(group => [group.id, group.dataset.title]),
        (row, value) => headings.get(row).id === value);
      filter(bar, "Severity", [...new Set(groups.map(group => group.dataset.word))].map(word => [word, word]),
        (row, value) => headings.get(row).dataset.word === value);
    }
    heads.forEach((head, column) => {
      if (!head.hasAttribute("data-choices")) return;
      const values = [...new Set(rows.map(row => main(row.cells[column])))].sort(collator.compare);
      if (values.length < 2) return;
      filter(bar, head.textContent, values.map((value, place) => [String(place), value || "\u2013"]),
        (row, value) => main(row.cells[column]) === values[Number(value)]);
    });
    count = make("output", {className: "count"});
    bar.append(count);
    table.closest(".scroll").before(bar);
  }
  function pager() {
    const turn = step => () => { state.page += step; show(); };
    back = make("button", {type: "button", textContent: "Previous"});
    on = make("button", {type: "button", textContent: "Next"});
    where = make("output");
    back.addEventListener("click", turn(-1));
    on.addEventListener("click", turn(1));
    const size = make("select", {}, ...[[PAGE, String(PAGE)], [500, "500"], [Infinity, "all"]]
      .map(([value, textContent]) => make("option", {value: String(value), textContent})));
    size.addEventListener("change", () => { state.size = Number(size.value); state.page = 0; show(); });
    const bar = make("div", {className: "tools pages"}, back, where, on,
      make("label", {}, "Rows on a page ", size));
    bar.setAttribute("role", "group");
    bar.setAttribute("aria-label", `${name}: pages`);
    table.closest(".scroll").after(bar);
  }
  function narrow(label, value) {
    const select = filters.get(label);
    if (!select) return;
    search.value = "";
    state.words = [];
    state.choices.clear();
    for (const other of filters.values()) other.value = "";
    select.value = value;
    select.dispatchEvent(new Event("change"));
  }

  heads.forEach((head, column) => {
    if (head.classList.contains("bar-cell")) return;
    const button = make("button", {type: "button", className: "sort"}, ...head.childNodes);
    button.addEventListener("click", () => sort(column));
    head.append(button);
  });
  if (isLong) {
    toolbar();
    pager();
    show();
    addEventListener("beforeprint", () => show(true));
    addEventListener("afterprint", () => show());
    tables.set(title.id, {narrow, title});
  }
}
document.addEventListener("DOMContentLoaded", () => {
  for (const table of document.querySelectorAll("table")) {
    // a browser that lacks something still shows every row
    const rows = [...table.rows].filter(row => row.parentNode !== table.tHead);
    try {
      enhance(table);
    } catch (error) {
      console.warn(error);
      for (const row of rows) table.tBodies[0].append(row);
    }
    table.classList.add("ready");
  }
});
document.addEventListener("click", event => {
  const link = event.target.closest("a[data-table]"), target = link && tables.get(link.dataset.table);
  if (!target) return;
  target.narrow(link.dataset.filter, link.dataset.value);
  if (document.getElementById(link.hash.slice(1))) return;
  event.preventDefault();
  target.title.scrollIntoView();
});
})();
"""
