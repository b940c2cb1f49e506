# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The action plugin: what it returns, what it sends and when, and that its documentation tells the truth about it."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import yaml
from ansible.module_utils.basic import env_fallback
from ansible.utils.display import Display

from ansible_collections.audiocodes.live_platform.plugins.action.send_notification import ActionModule
from ansible_collections.audiocodes.live_platform.plugins.modules import send_notification
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._notify import mail, state, webhook
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._notify.mail import Refusal
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._notify.options import ARGUMENT_SPEC
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._outputs import delivery
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._outputs.delivery import DeliveryError

URL = "https://hooks.example.com/very-secret"
WEBHOOK: dict[str, Any] = {"methods": "webhook", "webhook_url": URL}
MAIL: dict[str, Any] = {"mail_host": "smtp", "mail_from": "a@example.com", "mail_to": "b@example.com"}
BOTH: dict[str, Any] = {**WEBHOOK, **MAIL, "methods": "webhook,mail"}


class Sent:
    """Stands for the network: what was sent, and the errors to raise before anything is."""

    def __init__(self) -> None:
        self.payloads: list[Any] = []
        self.mails: list[Any] = []
        self.to: list[list[str]] = []
        self.refusals: dict[str, Refusal] = {}
        self.errors: list[DeliveryError] = []

    def post(self, url: str, payload: Any, *_more: object) -> str:
        if self.errors:
            raise self.errors.pop(0)
        self.payloads.append(payload)
        return "HTTP 200"

    def send(self, _server: object, message: Any, recipients: list[str]) -> dict[str, Refusal]:
        self.mails.append(message)
        self.to.append(list(recipients))
        return {recipient: self.refusals[recipient] for recipient in recipients if recipient in self.refusals}


@pytest.fixture(autouse=True)
def sent(monkeypatch: pytest.MonkeyPatch) -> Sent:
    found = Sent()
    monkeypatch.setattr(webhook, "post", found.post)
    monkeypatch.setattr(mail, "send", found.send)
    monkeypatch.setattr(delivery, "sleep", lambda _seconds: None)
    return found


def run(*, check: bool = False, environment: Any = None, **options: Any) -> dict[str, Any]:
    task = SimpleNamespace(
        args=options,
        check_mode=check,
        diff=False,
        async_val=0,
        action="send_notification",
        environment=environment,
    )
    connection = SimpleNamespace(_shell=SimpleNamespace(tmpdir="unused"))
    return ActionModule(task, connection, None, None, None, None).run(task_vars={})


def states(result: dict[str, Any]) -> list[tuple[str, str]]:
    return [(item["method"], item["state"]) for item in result["summary"]["deliveries"]]


def test_a_wrong_option_sends_nothing_by_any_method(sent: Sent) -> None:
    result = run(**BOTH | {"mail_to": "nobody"})
    assert (result["failed"], result["changed"], result["status"]) == (True, False, "error")
    assert (result["summary"]["message"], result["summary"]["deliveries"]) == (result["msg"], [])
    assert (sent.payloads, sent.mails) == ([], [])


def test_a_missing_attachment_sends_nothing_by_any_method(sent: Sent, tmp_path: Path) -> None:
    result = run(**BOTH, attachments=[str(tmp_path / "gone")])
    assert f"attachments: {tmp_path}/gone cannot be read: No such file" in result["msg"]
    assert (sent.payloads, sent.mails) == ([], [])


@pytest.mark.parametrize("methods", ["webhook,mail", "mail,webhook"])
@pytest.mark.parametrize("check", [False, True])
def test_without_the_library_nothing_is_sent_by_any_method(
    sent: Sent, monkeypatch: pytest.MonkeyPatch, methods: str, check: bool
) -> None:
    monkeypatch.setitem(sys.modules, "requests", None)
    result = run(check=check, **BOTH | {"methods": methods})
    assert (result["failed"], result["status"], result["summary"]["deliveries"]) == (True, "error", [])
    assert "webhooks need the Python library requests" in result["msg"]
    assert (sent.payloads, sent.mails) == ([], [])


def test_a_state_that_cannot_be_written_sends_nothing_by_any_method(sent: Sent) -> None:
    """Not even root makes files in that folder."""
    result = run(**BOTH, state_file="/proc/live_platform.json")
    assert (result["status"], result["summary"]["deliveries"]) == ("error", [])
    assert result["msg"].startswith("state_file /proc/live_platform.json could not be written: ")
    assert (sent.payloads, sent.mails) == ([], [])


def test_a_state_that_can_be_written_no_longer_is_told_and_keeps_no_method_from_trying(
    sent: Sent, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    folder = tmp_path / "state"

    def vanish(*_arguments: object) -> str:
        folder.rmdir()
        folder.touch()
        return "HTTP 200"

    monkeypatch.setattr(webhook, "post", vanish)
    result = run(**BOTH, state_file=str(folder / "s.json"))
    assert (result["status"], result["changed"], result.get("failed")) == ("sent", True, None)
    assert states(result) == [("webhook", "sent"), ("mail", "sent")]
    for item, said in zip(result["summary"]["deliveries"], ("HTTP 200", "sent"), strict=True):
        told = f"{said}; the next run will send it again: state_file {folder}/s.json could not be written: "
        assert item["detail"].startswith(told)
    assert len(sent.mails) == 1


def test_a_fault_of_one_method_is_told_and_keeps_no_other_from_trying(
    sent: Sent, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_arguments: object) -> str:
        raise ZeroDivisionError(URL)

    monkeypatch.setattr(webhook, "post", broken)
    result = run(**BOTH)
    assert (result["failed"], result["status"]) == (True, "undelivered")
    assert states(result) == [("webhook", "undelivered"), ("mail", "sent")]
    assert "by webhook: ZeroDivisionError in plugins/" in result["msg"]
    assert "very-secret" not in json.dumps(result)
    assert len(sent.mails) == 1


def test_a_failed_delivery_is_told_apart_and_does_not_keep_the_other_from_trying(sent: Sent) -> None:
    sent.errors = [DeliveryError("HTTP 404", again=False)]
    result = run(**BOTH)
    assert (result["failed"], result["status"], result["changed"]) == (True, "undelivered", True)
    assert result["msg"] == "the notification was not delivered by webhook: HTTP 404 (attempts: 1)"
    assert states(result) == [("webhook", "undelivered"), ("mail", "sent")]
    assert "very-secret" not in json.dumps(result)


def test_it_tries_again(sent: Sent) -> None:
    sent.errors = [DeliveryError("HTTP 503", again=True), DeliveryError("no connection", again=True)]
    result = run(**WEBHOOK)
    assert (result["status"], result["summary"]["deliveries"][0]["attempts"], len(sent.payloads)) == ("sent", 3, 1)


def test_check_mode_sends_nothing_and_remembers_nothing(sent: Sent, tmp_path: Path) -> None:
    result = run(check=True, **BOTH, title="T", state_file=str(tmp_path / "s"), attachments=[str(tmp_path / "later")])
    assert (result["changed"], result["status"], sent.payloads, sent.mails) == (True, "would_send", [], [])
    details = [item["detail"] for item in result["summary"]["deliveries"]]
    assert details == ["would post 'T' as json", "would send 'T' to 1 recipient, attached: 1"]
    assert list(tmp_path.iterdir()) == []


def test_the_same_news_are_sent_once_to_each_target(sent: Sent, tmp_path: Path) -> None:
    options: dict[str, Any] = {"state_file": str(tmp_path / "s.json"), "result": {"status": "ok", "generated_at": "1"}}
    assert run(**BOTH, **options)["changed"]
    later = options | {"result": {"status": "ok", "generated_at": "2"}}
    again = run(**BOTH, **later)
    assert (again["changed"], again["status"]) == (False, "same")
    assert states(again) == [("webhook", "same"), ("mail", "same")]
    assert states(run(**BOTH | {"mail_to": "c@example.com"}, **later)) == [("webhook", "same"), ("mail", "sent")]
    assert run(**BOTH, **options | {"result": {"status": "critical"}})["status"] == "sent"
    assert (len(sent.payloads), len(sent.mails)) == (2, 3)
    assert "very-secret" not in (tmp_path / "s.json").read_text(encoding="utf-8")


def test_what_was_not_delivered_is_tried_by_the_next_run(sent: Sent, tmp_path: Path) -> None:
    sent.errors = [DeliveryError("HTTP 404", again=False)]
    state_file = str(tmp_path / "s.json")
    assert run(**BOTH, state_file=state_file)["status"] == "undelivered"
    assert states(run(**BOTH, state_file=state_file)) == [("webhook", "sent"), ("mail", "same")]


GREY = Refusal("SMTP 451: Greylisted", again=True)
THREE: dict[str, Any] = {**MAIL, "methods": "mail", "mail_to": "a@example.com,b@example.com,c@example.com"}


def test_who_did_not_get_it_is_told_and_tried_alone_by_the_next_run(sent: Sent, tmp_path: Path) -> None:
    state_file = str(tmp_path / "state.json")
    sent.refusals = {"b@example.com": GREY}
    result = run(**THREE, state_file=state_file, retries=1)
    assert (result["failed"], result["status"], result["changed"]) == (True, "partly_sent", True)
    (told,) = result["summary"]["deliveries"]
    said = "2 of 3 recipients got it; refused: b@example.com (SMTP 451: Greylisted) (attempts: 2)"
    assert told == {"method": "mail", "state": "partly_sent", "detail": said, "attempts": 2}
    assert result["msg"] == f"the notification did not reach everybody by mail: {said}"
    assert sent.to == [["a@example.com", "b@example.com", "c@example.com"], ["b@example.com"]]
    sent.refusals = {}
    assert run(**THREE, state_file=state_file)["status"] == "sent"
    assert sent.to[2:] == [["b@example.com"]]
    assert run(**THREE, state_file=state_file)["status"] == "same"
    # one more recipient is told alone
    more = {**THREE, "mail_to": THREE["mail_to"] + ",d@example.com"}
    assert run(**more, state_file=state_file)["status"] == "sent"
    assert sent.to[3:] == [["d@example.com"]]


def test_what_an_earlier_release_sent_is_not_sent_again(sent: Sent, tmp_path: Path) -> None:
    """It remembered all recipients of a mail as one."""
    state_file = tmp_path / "state.json"
    run(**THREE, state_file=str(state_file))
    known = json.loads(state_file.read_text(encoding="utf-8"))
    (content,) = set(known["sent"].values())
    recipients = sorted(THREE["mail_to"].split(","))
    known["sent"] = {state.target("mail", "smtp", *recipients): content}
    state_file.write_text(json.dumps(known), encoding="utf-8")
    assert run(**THREE, state_file=str(state_file))["status"] == "same"
    assert run(**THREE, state_file=str(state_file), text="other")["status"] == "sent"
    assert len(json.loads(state_file.read_text(encoding="utf-8"))["sent"]) == 3
    assert len(sent.to) == 2


def test_attempts_of_what_was_not_delivered_are_counted(sent: Sent) -> None:
    sent.errors = [DeliveryError("HTTP 503", again=True)] * 3
    (told,) = run(**WEBHOOK, retries=2)["summary"]["deliveries"]
    assert (told["state"], told["attempts"]) == ("undelivered", 3)


@pytest.mark.parametrize(
    ("status", "told"), [("ok", "fine"), ("", "fine"), ("passed", "sent"), ("warning", "sent"), ("error", "sent")]
)
def test_only_problems_are_told_when_that_is_wanted(status: str, told: str) -> None:
    assert run(**WEBHOOK, only_problems=True, result={"status": status})["status"] == told


@pytest.mark.parametrize(("fails", "told"), [(False, "fine"), (True, "sent")])
def test_a_statement_is_a_problem_where_it_fails(fails: bool, told: str) -> None:
    """A complete one that could not be mailed fails."""
    assert run(**WEBHOOK, only_problems=True, result={"verdict": "complete", "fails": fails})["status"] == told


def test_without_a_method_nothing_happens(sent: Sent) -> None:
    result = run(methods="")
    assert (result["changed"], result["status"], sent.payloads) == (False, "nothing", [])


def test_no_text_in_the_summary_can_open_a_template() -> None:
    assert "{{" not in json.dumps(run(check=True, **WEBHOOK, title="{{ 40 + 2 }}")["summary"])


def test_the_files_of_a_report_are_attached(sent: Sent, tmp_path: Path) -> None:
    names = ("r.html", "r.csv", "r.json", "r.md", "r.xlsx", "r.sarif", "r.strange")
    for name in names:
        (tmp_path / name).write_bytes(name.encode())
    run(**BOTH, title="T\nX", result={"files": {name: str(tmp_path / name) for name in names}})
    (message,) = sent.mails
    assert (message["Subject"], message["To"], message["From"]) == ("T X", "b@example.com", "a@example.com")
    found = {part.get_filename(): part.get_content_type() for part in message.iter_attachments()}
    assert found["r.html"] == "text/html"
    assert found["r.xlsx"].endswith(".spreadsheetml.sheet")
    assert (list(found), found["r.strange"]) == (list(names), "application/octet-stream")
    assert message["Message-ID"].endswith("@example.com>")


def test_an_empty_list_of_attachments_attaches_nothing(sent: Sent, tmp_path: Path) -> None:
    """Not given, or blank text, it means the files of the result."""
    path = tmp_path / "r.csv"
    path.write_bytes(b"x")
    for attachments, names in ([], []), ("", ["r.csv"]):
        run(**BOTH, attachments=attachments, result={"files": {"csv": str(path)}})
        assert [part.get_filename() for part in sent.mails[-1].iter_attachments()] == names


def test_a_misspelled_variable_of_the_environment_is_a_warning(monkeypatch: pytest.MonkeyPatch) -> None:
    """At once and not in the result, which the role keeps out of the log."""
    told: list[str] = []
    monkeypatch.setattr(Display, "warning", lambda _self, text, *_more: told.append(text))
    monkeypatch.setenv("LIVE_PLATFORM_NOTIFY_WEBHOOK", URL)
    run()
    (warning,) = told
    assert "LIVE_PLATFORM_NOTIFY_WEBHOOK (did you mean LIVE_PLATFORM_NOTIFY_WEBHOOK_URL?)" in warning
    assert URL not in warning


def test_attachments_that_are_too_large_are_an_error(sent: Sent, tmp_path: Path) -> None:
    (tmp_path / "big").write_bytes(b"x" * 1_000_001)
    result = run(**BOTH, attachments=[str(tmp_path / "big")], mail_max_megabytes=1)
    assert "larger than mail_max_megabytes (1 MB)" in result["msg"]
    assert sent.mails == []


def test_the_documentation_and_the_specification_are_the_same() -> None:
    documented = yaml.safe_load(send_notification.DOCUMENTATION)["options"]
    keys = ("type", "elements", "choices", "default", "required")
    told = {name: {key: option[key] for key in keys if key in option} for name, option in documented.items()}
    assert told == {name: {key: spec[key] for key in keys if key in spec} for name, spec in ARGUMENT_SPEC.items()}
    assert {name for name, spec in ARGUMENT_SPEC.items() if spec.get("no_log")} == {
        *("webhook_url", "webhook_headers", "mail_password"),
    }
    for name, spec in ARGUMENT_SPEC.items():
        if "fallback" in spec:
            assert spec["fallback"][0] is env_fallback
            assert f"E({spec['fallback'][1][0]})" in " ".join(documented[name]["description"])


def test_return_documents_exactly_what_is_returned() -> None:
    told = yaml.safe_load(send_notification.RETURN)
    result = run(**WEBHOOK)
    assert set(told) == set(result) - {"changed"}
    assert set(told["summary"]["contains"]) == set(result["summary"])
    assert set(told["summary"]["contains"]["deliveries"]["contains"]) == set(result["summary"]["deliveries"][0])


@pytest.mark.parametrize("given", [{}, {"webhook_url": ""}])
def test_the_environment_of_the_play_counts_as_for_modules(sent: Sent, given: dict[str, Any]) -> None:
    """Core gives it to modules alone, and this is an action."""
    hook = {"LIVE_PLATFORM_NOTIFY_WEBHOOK_URL": "https://hook.example.com/of-the-play"}
    for environment in (hook, [{"OTHER": "x"}, hook]):
        result = run(methods="webhook", title="x", environment=environment, **given)
        assert result["status"] == "sent", result
    refused = run(methods="webhook", title="x", environment=hook, webhook_url="http://own.example.com")
    assert "webhook_url must start with https" in refused["msg"], "what the task says wins"
    assert "the method webhook needs webhook_url" in run(methods="webhook", title="x", environment="{{ x }}")["msg"]
