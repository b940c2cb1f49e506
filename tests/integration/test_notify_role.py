# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The role notify through ansible-playbook, with a webhook and a mail server on this machine."""

from __future__ import annotations

import json
import subprocess
from email import message_from_bytes, policy
from pathlib import Path
from typing import Any

import pytest
import yaml

from kits import harness
from kits.receivers import PASSWORD, SECRET, Mailbox, mailbox, webhook
from kits.report_data import inventory, sample_hosts

PLAY: list[dict[str, Any]] = [
    {
        "hosts": "localhost",
        "gather_facts": False,
        "tasks": [
            {"name": "Report", "ansible.builtin.import_role": {"name": "audiocodes.live_platform.license_report"}},
            {
                "name": "Tell",
                "ansible.builtin.import_role": {"name": "audiocodes.live_platform.notify"},
                "vars": {"notify_result": "{{ license_report_run.summary }}", "notify_title": "Licenses"},
            },
        ],
    }
]


class Run:
    """Runs a play that reports and tells, in a folder of its own."""

    def __init__(self, core: harness.Core, folder: Path) -> None:
        self.core = core
        self.folder = folder
        (folder / "inventory.json").write_text(json.dumps(inventory(sample_hosts())), encoding="utf-8")
        (folder / "play.yml").write_text(yaml.safe_dump(PLAY, sort_keys=False), encoding="utf-8")

    def __call__(
        self, *argv: str, env: dict[str, str] | None = None, playbook: str = "play.yml", **variables: Any
    ) -> subprocess.CompletedProcess[str]:
        values = {f"notify_{name}": value for name, value in variables.items()}
        settings = {
            "ANSIBLE_SHOW_CUSTOM_STATS": "true",
            "ANSIBLE_NOCOLOR": "true",
            "ANSIBLE_DISPLAY_ARGS_TO_STDOUT": "true",
            "no_proxy": "127.0.0.1",
        }
        argv = ("ansible-playbook", "-i", "inventory.json", playbook, "-e", json.dumps(values), *argv)
        return harness.run(self.core, argv, env=settings | (env or {}), cwd=self.folder)


def outcome(done: subprocess.CompletedProcess[str]) -> dict[str, Any]:
    """Return what the run hands on to later jobs about the notification."""
    stats = json.loads(done.stdout.partition("CUSTOM STATS:")[2].partition("RUN:")[2])
    found: dict[str, Any] = stats["notify_outcome"]
    return found


def mail_options(box: Mailbox) -> dict[str, Any]:
    return {
        "mail_host": "127.0.0.1",
        "mail_port": box.port,
        "mail_from": "reports@example.com",
        "mail_to": "a@example.com,b@example.com",
        "mail_username": "reports",
        "ca_path": box.ca_path,
    }


def test_no_secret_is_in_any_output_when_nothing_can_be_delivered(core: harness.Core, tmp_path: Path) -> None:
    with webhook() as hook, mailbox(tmp_path) as box:
        hook.answers = [500, 404]
        box.refusals = ["554 no"]
        (tmp_path / "secrets.json").write_text(
            json.dumps({"notify_webhook_headers": {"Authorization": "Bearer t0ken-of-the-header"}}), encoding="utf-8"
        )
        env = {"LIVE_PLATFORM_NOTIFY_WEBHOOK_URL": hook.url, "LIVE_PLATFORM_NOTIFY_MAIL_PASSWORD": PASSWORD}
        options = {"methods": "webhook,mail", "retry_delay": 0, **mail_options(box)}
        done = Run(core, tmp_path)("-vvvv", "-e", "@secrets.json", env=env, **options)
        assert [seen["authorization"] for seen in hook.seen] == ["Bearer t0ken-of-the-header"] * 2
        assert box.logins == [("reports", PASSWORD)]
    assert done.returncode == 2
    output = done.stdout + done.stderr
    told = outcome(done)
    assert told["status"] == "undelivered"
    assert (
        "the notification was not delivered by webhook: HTTP 404: no workflow at *** (attempts: 2)" in told["message"]
    )
    assert "not delivered by mail: SMTP 554: no (attempts: 1)" in told["message"]
    assert output.count("fatal: ") == 1
    for secret in (SECRET, PASSWORD, "t0ken-of-the-header"):
        assert secret not in output
    assert "Traceback" not in output


def test_a_wrong_variable_is_another_error_than_a_failed_delivery(core: harness.Core, tmp_path: Path) -> None:
    with webhook() as hook:
        done = Run(core, tmp_path)(methods="webhook,mail", webhook_url=hook.url)
        assert hook.received == []
    assert done.returncode == 2
    assert outcome(done)["status"] == "error"
    assert "the method mail needs mail_host and mail_from and mail_to" in done.stdout
    assert SECRET not in done.stdout + done.stderr


@pytest.mark.every_core
def test_a_fault_of_the_collection_is_published_without_what_it_says(core: harness.Core, tmp_path: Path) -> None:
    """A library that breaks when it is imported stands for the fault: no error of it was foreseen."""
    (tmp_path / "python").mkdir()
    (tmp_path / "python" / "requests.py").write_text(f"raise ZeroDivisionError({SECRET!r})\n", encoding="utf-8")
    with webhook() as hook, mailbox(tmp_path) as box:
        env = {"PYTHONPATH": str(tmp_path / "python"), "LIVE_PLATFORM_NOTIFY_MAIL_PASSWORD": PASSWORD}
        options = {"methods": "mail,webhook", "webhook_url": hook.url, **mail_options(box)}
        done = Run(core, tmp_path)("-vvv", env=env, **options)
        assert (hook.received, box.received) == ([], [])
    assert done.returncode == 2
    told = outcome(done)
    assert (told["status"], told["deliveries"]) == ("error", [])
    assert told["message"].startswith("ZeroDivisionError in plugins/plugin_utils/_outputs/sending.py, line ")
    assert "this is a fault of the collection audiocodes.live_platform" in told["message"]
    assert done.stdout.count("fatal: ") == 1
    assert "Traceback" not in done.stdout + done.stderr
    assert SECRET not in done.stdout + done.stderr


def test_a_report_is_posted_once_and_again_when_it_changes(core: harness.Core, tmp_path: Path) -> None:
    run = Run(core, tmp_path)
    with webhook() as hook:
        env = {"LIVE_PLATFORM_NOTIFY_WEBHOOK_URL": hook.url}
        options: dict[str, Any] = {"methods": ["webhook"], "state_file": str(tmp_path / "state.json")}
        checked = run("--check", env=env, **options)
        assert (checked.returncode, hook.received) == (0, []), checked.stdout
        assert outcome(checked)["deliveries"][0]["detail"] == "would post 'Licenses' as json"
        assert outcome(run(env=env, **options))["status"] == "sent"
        again = run(env=env, **options)
        assert (again.returncode, outcome(again)["status"]) == (0, "same")
        (payload,) = hook.received
        assert payload["facts"]["totals: services"] == "6"
        assert payload["result"]["totals"]["customers"] == 10
        assert outcome(run(env=env, **options, text="another"))["status"] == "sent"
        assert len(hook.received) == 2
    assert SECRET not in (tmp_path / "state.json").read_text(encoding="utf-8")


def test_a_mail_has_the_files_of_the_report(core: harness.Core, tmp_path: Path) -> None:
    with mailbox(tmp_path) as box:
        box.refusals = ["451 later"]
        env = {"LIVE_PLATFORM_NOTIFY_MAIL_PASSWORD": PASSWORD}
        done = Run(core, tmp_path)("-v", env=env, methods="mail", retry_delay=0, **mail_options(box))
    assert done.returncode == 0, done.stdout
    assert outcome(done)["deliveries"] == [{"method": "mail", "state": "sent", "detail": "sent", "attempts": 2}]
    (envelope,) = box.received
    assert isinstance(envelope.content, bytes)
    mail = message_from_bytes(envelope.content, policy=policy.default)
    files = {part.get_filename() or "": part.get_payload(decode=True) for part in mail.iter_attachments()}
    assert set(files) == {f"license_report.{suffix}" for suffix in ("html", "csv", "json")}
    for name, content in files.items():
        assert content == (tmp_path / "reports" / name).read_bytes()


def test_blank_answers_of_a_survey_tell_nobody(core: harness.Core, tmp_path: Path) -> None:
    specs = yaml.safe_load((harness.ROOT / "roles/notify/meta/argument_specs.yml").read_text(encoding="utf-8"))
    names = [name.removeprefix("notify_") for name in specs["argument_specs"]["main"]["options"]]
    blank: dict[str, Any] = dict.fromkeys(names, "")
    done = Run(core, tmp_path)(**blank)
    assert done.returncode == 0, done.stdout
    assert outcome(done) == {"schema": 1, "status": "nothing", "message": "", "deliveries": []}


def test_the_compliance_playbook_tells_its_findings_with_all_files(core: harness.Core, tmp_path: Path) -> None:
    playbook = "audiocodes.live_platform.compliance_report"
    with webhook() as hook, mailbox(tmp_path) as box:
        env = {"LIVE_PLATFORM_NOTIFY_WEBHOOK_URL": hook.url, "LIVE_PLATFORM_NOTIFY_MAIL_PASSWORD": PASSWORD}
        failing = ("-e", "compliance_fail_on=low")
        done = Run(core, tmp_path)(*failing, playbook=playbook, env=env, methods="webhook,mail", **mail_options(box))
    assert done.returncode == 2
    assert outcome(done)["status"] == "sent", done.stdout
    (payload,) = hook.received
    assert (payload["title"], payload["status"]) == ("License compliance", "failed")
    (envelope,) = box.received
    assert isinstance(envelope.content, bytes)
    mail = message_from_bytes(envelope.content, policy=policy.default)
    assert {"license_report.html", "compliance.html"} <= {part.get_filename() for part in mail.iter_attachments()}
    quiet = Run(core, tmp_path)(playbook=playbook)
    assert quiet.returncode == 0, quiet.stdout
    assert "notify_outcome" not in quiet.stdout.partition("CUSTOM STATS:")[2]


@pytest.mark.parametrize("style", ["teams", "slack"])
def test_chats_get_their_own_form(cores: list[harness.Core], tmp_path: Path, style: str) -> None:
    with webhook() as hook:
        hook.answers = [202]
        done = Run(cores[-1], tmp_path)(methods="webhook", webhook_url=hook.url, webhook_style=style)
        assert done.returncode == 0, done.stdout
        (payload,) = hook.received
    assert ("attachments" if style == "teams" else "blocks") in payload


def test_defaults_and_specification_are_the_same() -> None:
    role = harness.ROOT / "roles/notify"
    defaults = yaml.safe_load((role / "defaults/main.yml").read_text(encoding="utf-8"))
    specs = yaml.safe_load((role / "meta/argument_specs.yml").read_text(encoding="utf-8"))["argument_specs"]["main"]
    assert defaults == {name: option["default"] for name, option in specs["options"].items()}
    assert {name for name, option in specs["options"].items() if option.get("no_log")} == {
        *("notify_webhook_url", "notify_mail_password"),
    }
    readme = (role / "README.md").read_text(encoding="utf-8")
    assert all(f"| `{name}` |" in readme for name in defaults)
