# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is told: figures out of a result, the same news recognized, names that stay names in every style."""

from __future__ import annotations

import json
from typing import Any

import pytest

from ansible_collections.audiocodes.live_platform.plugins.module_utils.errors import OptionError
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._notify.mail import compose
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._notify.message import (
    MOST_FACTS,
    Message,
    as_published,
    as_text,
    build,
    digest,
)
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._notify.payloads import STYLES
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._notify.webhook import taken
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._report.as_text import summarize
from kits.report_data import HOSTILE, NOW, model_of, sample_hosts

RESULT: dict[str, Any] = {
    "schema": 1,
    "status": "warning",
    "message": "one host was left out",
    "generated_at": "2026-11-22T08:00:00Z",
    "files": {"html": "/r/a.html"},
    "totals": {"services": 6, "trials_expired": 2, "dids_total": 0},
    "top": [{"id": 1}],
}


def made(**changes: Any) -> Message:
    return build("Licenses", "", {}, "", RESULT | changes)


def test_figures_come_from_the_result_and_nothing_is_shown_that_is_none() -> None:
    message = made()
    assert message.facts == {"status": "warning", "totals: services": "6", "totals: trials expired": "2"}
    assert (message.status, message.text) == ("warning", "one host was left out")


def test_a_verdict_is_a_status_and_given_figures_come_first() -> None:
    message = build("t", "my text", {"Site": "Bonn", "Fine": True}, "", {"verdict": "failed", "counts": {"high": 3}})
    assert (message.status, message.text) == ("failed", "my text")
    assert list(message.facts.items()) == [
        ("Site", "Bonn"),
        ("Fine", "yes"),
        ("verdict", "failed"),
        ("counts: high", "3"),
    ]


def test_there_are_never_more_figures_than_a_card_has_room_for() -> None:
    message = made(totals={f"n{number}": number + 1 for number in range(100)})
    assert len(message.facts) == MOST_FACTS
    assert len(json.dumps(STYLES["teams"](message))) < 28_000


@pytest.mark.parametrize(
    "passing", [{"generated_at": "2027-01-01T00:00:00Z"}, {"files": {}}, {"written": False}, {"duration": 3.5}]
)
def test_time_and_files_make_no_news(passing: dict[str, Any]) -> None:
    assert digest(made(**passing)) == digest(made())


@pytest.mark.parametrize(
    "news", [{"status": "ok"}, {"totals": {"services": 7}}, {"top": [{"id": 2}]}, {"content": "x"}]
)
def test_anything_else_makes_news(news: dict[str, Any]) -> None:
    assert digest(made(**news)) != digest(made())


def test_two_reports_about_the_same_data_are_the_same_news_and_others_are_not() -> None:
    earlier = summarize(model_of(sample_hosts()))
    later = summarize(model_of(sample_hosts(), now=NOW.replace(hour=9)))
    renamed = sample_hosts()
    next(iter(renamed.values()))["lp_name"] = "another"
    assert earlier["generated_at"] != later["generated_at"]
    assert digest(build("t", "", {}, "", earlier)) == digest(build("t", "", {}, "", later))
    assert digest(build("t", "", {}, "", earlier)) != digest(build("t", "", {}, "", summarize(model_of(renamed))))


@pytest.mark.parametrize("style", list(STYLES))
@pytest.mark.parametrize("name", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_names_are_in_every_style(style: str, name: str) -> None:
    payload = STYLES[style](build(name, name, {name: name}, "https://example.com/1", {"status": "critical"}))
    assert json.loads(json.dumps(payload)) == payload
    assert len(json.dumps(payload)) < 28_000


def test_a_name_mentions_nobody_in_slack() -> None:
    payload = STYLES["slack"](build("<!channel> & co", "<@U1>", {"a": "<!here>"}, "", {}))
    assert payload["text"] == "&lt;!channel&gt; &amp; co"
    assert {block["type"] for block in payload["blocks"]} == {"header", "section"}
    texts = [payload["blocks"][0]["text"], payload["blocks"][1]["text"], *payload["blocks"][2]["fields"]]
    assert {text["type"] for text in texts} == {"plain_text"}
    assert [text["text"] for text in texts] == ["<!channel> & co", "<@U1>", "a: <!here>"]


def test_slack_takes_at_most_ten_fields_in_a_section() -> None:
    payload = STYLES["slack"](build("t", "", {str(number): number for number in range(23)}, "https://x/y", {}))
    assert [len(block["fields"]) for block in payload["blocks"] if "fields" in block] == [10, 10, 3]
    assert payload["blocks"][-1]["text"] == {"type": "mrkdwn", "text": "<https://x/y|Open>"}


def test_teams_gets_an_adaptive_card_with_links_and_marks_taken_out_of_names() -> None:
    payload = STYLES["teams"](build("[x](https://evil)", "*b*", {"a_b": "1"}, "https://x/y", {"status": "ok"}))
    (attachment,) = payload["attachments"]
    card = attachment["content"]
    assert payload["type"] == "message"
    assert attachment["contentType"] == "application/vnd.microsoft.card.adaptive"
    assert (card["type"], card["version"]) == ("AdaptiveCard", "1.4")
    assert card["body"][0]["text"] == r"\[x\]\(https://evil\)"
    assert card["body"][0]["color"] == "Good"
    assert card["body"][1]["text"] == r"\*b\*"
    assert card["body"][2]["facts"][0] == {"title": r"a\_b", "value": "1"}
    assert card["actions"] == [{"type": "Action.OpenUrl", "title": "Open", "url": "https://x/y"}]


def nested(payload: dict[str, Any]) -> int:
    """Return how many bytes the card has as a text in JSON, as a workflow passes it on."""
    return len(json.dumps(json.dumps(payload, ensure_ascii=False), ensure_ascii=False).encode())


@pytest.mark.parametrize(
    "text", ["", "short", "x" * 100_000, "\u682a" * 5000, '"\\' * 9000, "\U0001f600" * 9000, "a\n" * 9000]
)
@pytest.mark.parametrize("count", [0, 30, 500])
@pytest.mark.parametrize("value", ["1", "\u682a" * 200])
def test_a_card_is_small_enough_and_says_what_it_leaves_out(text: str, count: int, value: str) -> None:
    facts = {f"fact {number}": value for number in range(count)}
    payload = STYLES["teams"](build("t", text, facts, "https://example.com", {}))
    assert nested(payload) <= 28_000
    card = payload["attachments"][0]["content"]
    shown = [fact for block in card["body"] if block["type"] == "FactSet" for fact in block["facts"]]
    if len(shown) < count:
        kept = len(shown) - 1
        assert shown[-1] == {"title": "...", "value": f"and {count - kept} more"}
    texts = [block["text"] for block in card["body"][1:] if block["type"] == "TextBlock"]
    if text in ("", "short"):
        assert texts == ([text] if text else [])
    else:
        # facts are left out before the text gets short
        assert len(texts[0]) >= 500
    if len(text) > 30_000:
        assert texts[0].endswith("...")
        assert nested(payload) > 20_000


def test_nothing_is_left_out_of_a_card_that_is_small_enough() -> None:
    facts = {f"fact {number}": number for number in range(100)}
    body = STYLES["teams"](build("t", "x" * 9000, facts, "", {}))["attachments"][0]["content"]["body"]
    assert (body[1]["text"], len(body[2]["facts"])) == ("x" * 9000, 100)


@pytest.mark.parametrize("title", ["t", "\U0001f600" * 150])
@pytest.mark.parametrize("text", ["x" * 9000, "\U0001f600" * 9000])
def test_blocks_stay_within_the_limits_of_slack(title: str, text: str) -> None:
    payload = STYLES["slack"](build(title, text, {str(number): "y" * 200 for number in range(600)}, "https://x/y", {}))
    header, section, *rest = payload["blocks"]
    assert len(payload["blocks"]) == 50
    for block, most in ((header, 150), (section, 3000)):
        shown = block["text"]["text"]
        assert len(shown.encode("utf-16-le")) // 2 <= most
        assert shown.endswith("...") or shown == "t"
    assert rest[-2]["fields"][-1]["text"] == "...: and 131 more"


def test_a_link_for_slack_is_text() -> None:
    """A button needs a program that answers to it."""
    payload = STYLES["slack"](build("t", "", {}, "https://x/y?a=1&b=<|>", {}))
    assert payload["blocks"][-1]["text"]["text"] == "<https://x/y?a=1&amp;b=&lt;%7C&gt;|Open>"
    assert "button" not in json.dumps(payload)


@pytest.mark.parametrize(
    ("style", "status", "text", "good"),
    [
        ("teams", 202, "", True),
        ("teams", 202, "anything", True),
        ("teams", 200, "1", True),
        ("teams", 200, "", True),
        ("teams", 200, "Webhook message delivery failed with error: HTTP error 429", False),
        ("slack", 200, "ok", True),
        ("slack", 200, '{"success": true}', True),
        ("slack", 200, "", False),
        ("slack", 200, "no_service", False),
        ("slack", 200, '{"ok":false,"error":"x"}', False),
        ("json", 200, "", True),
        ("json", 200, "no problem", True),
        ("json", 204, "", True),
        *((style, 202, page, False) for style in STYLES for page in ("<!DOCTYPE html><p>", "\n<HTML lang=en>")),
    ],
)
def test_what_an_answer_means(style: str, status: int, text: str, good: bool) -> None:
    assert taken(style, status, text) is good


def test_plain_json_holds_the_result_as_it_was() -> None:
    payload = STYLES["json"](made())
    assert payload["result"] == RESULT
    assert set(payload) == {"schema", "title", "status", "text", "facts", "link", "result"}


@pytest.mark.parametrize(
    ("sender", "recipient"), [("a@[", "b@c"), ("@[ <", "b@c"), (" :@", "b@c"), ("b@c", "a@["), ("b@c", " :@")]
)
def test_an_address_that_the_library_of_mails_stumbles_over_is_a_wrong_option(sender: str, recipient: str) -> None:
    with pytest.raises(OptionError, match=r"^mail_from, mail_to or title cannot be in a mail"):
        compose(made(), sender, [recipient], [], 1)


def test_mail_is_readable_text() -> None:
    text = as_text(build("t", "Hello", {"a": 1, "longer": "x"}, "https://x/y", {}))
    assert text == "Hello\n\na       1\nlonger  x\n\nhttps://x/y\n"


def test_a_result_that_came_through_awx_has_its_schema_again() -> None:
    """What ansible-core from 2.19 on makes of the texts of an artifact: null, a number, a date."""
    published = {
        **RESULT,
        "message": "",
        "policy": "2026",
        "baseline": None,
        "metrics": {"state": "sent", "message": ""},
        "top": [{"name": "15", "value": None, "seats": 15}],
    }
    read = {
        **published,
        "message": None,
        "policy": 2026,
        "generated_at": "2026-11-22T08:00:00+00:00",
        "metrics": {"state": "sent", "message": None},
        "top": [{"name": 15, "value": None, "seats": 15}],
    }
    assert as_published(read) == as_published(published) == published
    assert build("t", "", {}, "", read) == build("t", "", {}, "", published)
