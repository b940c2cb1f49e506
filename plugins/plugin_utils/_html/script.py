# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The script of the HTML report: it sorts, filters and pages tables that are complete without it. Private.

It gets its data from the page, asks nothing of any network, and puts text in as text only. The class C(js) is on the
root before the rows are read, so that a browser lays out no more of a long table than its first page. A browser for
which the script is too new shows the whole table.
"""

from __future__ import annotations

SCRIPT = """
(() => {
"use strict";
const PAGE = 100, MOST_CHOICES = 60, NOTHING = "\u2013";
const collator = new Intl.Collator("en", {numeric: true, sensitivity: "base"});
document.documentElement.classList.add("js");

const make = (tag, properties = {}, ...children) => {
  const node = Object.assign(document.createElement(tag), properties);
  node.append(...children);
  return node;
};
const main = cell => cell.firstChild ? cell.firstChild.textContent : "";
const number = text => parseFloat(text.replaceAll(",", ""));

function enhance(table) {
  const body = table.tBodies[0], rows = [...body.rows], heads = [...table.tHead.rows[0].cells];
  const name = table.closest("section").querySelector("h2").textContent;
  const isLong = table.closest(".details") !== null;
  const state = {words: [], choices: new Map(), column: -1, down: false, page: 0, size: PAGE};
  let ordered = rows, texts = null, count = null, where = null, back = null, on = null;

  function found() {
    if (!state.words.length && !state.choices.size) return ordered;
    if (state.words.length && !texts) texts = new Map(rows.map(row => [row, row.textContent.toLowerCase()]));
    return ordered.filter(row =>
      state.words.every(word => texts.get(row).includes(word)) &&
      [...state.choices].every(([column, value]) => main(row.cells[column]) === value));
  }
  function show(all = false) {
    const list = found(), size = all || !isLong ? Infinity : state.size;
    const pages = Math.max(1, Math.ceil(list.length / size));
    state.page = Math.min(state.page, pages - 1);
    const start = size === Infinity ? 0 : state.page * size;
    const part = document.createDocumentFragment();
    for (const row of list.slice(start, start + size)) part.append(row);
    body.replaceChildren(part);
    if (!isLong) return;
    const text = list.length === rows.length ? `${rows.length.toLocaleString("en")} rows`
      : `${list.length.toLocaleString("en")} of ${rows.length.toLocaleString("en")} rows`;
    if (count.textContent !== text) count.textContent = text;
    where.textContent = `Page ${(state.page + 1).toLocaleString("en")} of ${pages.toLocaleString("en")}`;
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
      return {row, place, value, none: numeric ? Number.isNaN(value) : text === NOTHING};
    });
    keyed.sort((one, other) => one.none - other.none ||
      (one.none ? 0 : sign * (numeric ? one.value - other.value : collator.compare(one.value, other.value))) ||
      one.place - other.place);
    ordered = keyed.map(item => item.row);
    heads.forEach((head, place) => place === column
      ? head.setAttribute("aria-sort", state.down ? "descending" : "ascending") : head.removeAttribute("aria-sort"));
    state.page = 0;
    show();
  }
  function toolbar() {
    let timer = 0;
    const search = make("input", {type: "search", autocomplete: "off", spellcheck: false});
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
    heads.forEach((head, column) => {
      if (!head.hasAttribute("data-choices")) return;
      const values = [...new Set(rows.map(row => main(row.cells[column])))].sort(collator.compare);
      if (values.length < 2 || values.length > MOST_CHOICES) return;
      const select = make("select", {}, make("option", {value: "", textContent: "all"}));
      values.forEach((value, place) => select.append(make("option", {value: String(place), textContent: value})));
      select.addEventListener("change", () => {
        if (select.value === "") state.choices.delete(column);
        else state.choices.set(column, values[Number(select.value)]);
        state.page = 0;
        show();
      });
      bar.append(make("label", {}, head.textContent + " ", select));
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
    const size = make("select", {}, ...[[PAGE, "100"], [500, "500"], [Infinity, "all"]]
      .map(([value, textContent]) => make("option", {value: String(value), textContent})));
    size.addEventListener("change", () => { state.size = Number(size.value); state.page = 0; show(); });
    const bar = make("div", {className: "tools pages", hidden: rows.length <= PAGE}, back, where, on,
      make("label", {}, "Rows on a page ", size));
    bar.setAttribute("role", "group");
    bar.setAttribute("aria-label", `${name}: pages`);
    table.closest(".scroll").after(bar);
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
  }
}
document.addEventListener("DOMContentLoaded", () => {
  for (const table of document.querySelectorAll("table")) {
    // a browser that lacks something still shows every row
    const rows = [...table.tBodies[0].rows];
    try {
      enhance(table);
    } catch (error) {
      console.warn(error);
      for (const row of rows) table.tBodies[0].append(row);
    }
    table.classList.add("ready");
  }
});
})();
"""
