# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A card for Teams, as the renderer of Adaptive Cards shows it with markdown-it.

In Node.js, with a jsdom that the oldest Node.js of today's distributions runs. jsdom has no `innerText`, and the renderer
expects a browser's classes to be global.
"""

from __future__ import annotations

import json
from typing import Any

import pytest

from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._notify.message import build
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._notify.payloads import teams
from kits.consumers import Consumers
from kits.report_data import HOSTILE

PROGRAM = """
const modules = process.argv[1];
const { JSDOM } = require(modules + "/jsdom");
const { window } = new JSDOM("<!doctype html><body></body>");
for (const name of Object.getOwnPropertyNames(window))
  if (/^(HTML|SVG)?[A-Z]\\w*(Element|Event|Node)$/.test(name) && !(name in global)) global[name] = window[name];
global.window = window; global.document = window.document;
Object.defineProperty(window.HTMLElement.prototype, "innerText", {
  get() { return this.textContent; }, set(text) { this.textContent = text; } });
const cards = require(modules + "/adaptivecards/dist/adaptivecards.js");
const markdown = require(modules + "/markdown-it")();
cards.AdaptiveCard.onProcessMarkdown = (text, result) => {
  result.outputHtml = markdown.render(text); result.didProcess = true; };
const given = JSON.parse(require("fs").readFileSync(0, "utf8"));
const card = new cards.AdaptiveCard();
const context = new cards.SerializationContext();
card.parse(given.attachments[0].content, context);
const shown = card.render();
const lines = node => [...node.querySelectorAll("p")].map(each => each.textContent);
console.log(JSON.stringify({
  blocks: [...shown.querySelectorAll(".ac-textBlock")].map(lines),
  tags: [...new Set([...shown.querySelectorAll(".ac-textBlock *")].map(each => each.tagName))],
  events: [...Array(context.eventCount).keys()].map(place => context.getEventAt(place).message),
}));
"""


def rendered(consumers: Consumers, payload: dict[str, Any]) -> dict[str, Any]:
    """Return the lines of each text of the card (a fact is two texts), the HTML elements in them, and what was wrong."""
    done = consumers.run("node", "-e", PROGRAM, consumers.node_modules, given=json.dumps(payload))
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    assert found["events"] == []
    return found


LINES = [
    "3 customers are over:",
    "Acme AG: 31 of 30",
    "- Beta Ltd: 12 of 10",
    "* Gamma & Co &amp; <b>",
    "+ Delta | Epsilon",
    "1. First",
    "2) Second ! ![x](y)",
    "# no heading",
    "===",
    "---",
    "~~~",
    "> none",
    "{{DATE(2026-01-01T00:00:00Z,SHORT)}}",
    "<https://evil.example.com>",
    "`code` _a_ **b** \\ end\\",
]


def test_lines_stay_lines_and_text_stays_text(consumers: Consumers) -> None:
    """No list, heading, link or date, whatever a name looks like."""
    found = rendered(
        consumers, teams(build("1. T & <i>", "\n".join(LINES), {"a_b & 1.": "- *x*"}, "https://x.example", {}))
    )
    assert found["blocks"] == [["1. T & <i>"], LINES, ["a_b & 1."], ["- *x*"]]
    assert found["tags"] == ["P"]


def test_a_line_that_begins_with_blanks_is_a_line(consumers: Consumers) -> None:
    found = rendered(consumers, teams(build("t", "Customers:\n\n    Acme\n  Beta", {}, "", {})))
    assert found["blocks"][1] == ["Customers:", "Acme", "Beta"]
    assert found["tags"] == ["P"]


@pytest.mark.parametrize("name", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_names_are_shown_as_they_are(name: str, consumers: Consumers) -> None:
    found = rendered(consumers, teams(build("t", name, {"x": name}, "", {})))
    assert found["blocks"][1] == [line for line in name.splitlines() if line]
    assert found["tags"] == ["P"]


def test_a_card_that_was_cut_says_so(consumers: Consumers) -> None:
    text = "\n".join(f"Customer {number}: over *" for number in range(5000))
    found = rendered(consumers, teams(build("t", text, {str(number): "x" * 190 for number in range(300)}, "", {})))
    title, shown, *facts = found["blocks"]
    assert (title, shown[0], shown[-1][-3:]) == (["t"], "Customer 0: over *", "...")
    assert facts[-2] == ["..."]
    assert facts[-1][0].startswith("and ")
