# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The role license_statement mails each reseller its own statement, through a mail server on this machine."""

from __future__ import annotations

import json
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest

from kits import harness
from kits.receivers import PASSWORD, Mailbox, mailbox
from kits.statement import Run, dataset, history, published
from simulator import Simulator

NOVEMBER = ("2026-10-01", "2026-11-30")
RESELLERS = [
    {"customer": "acme", "reseller": "North GmbH"},
    {"customer": "beta", "reseller": "South"},
    {"customer": "gamma", "reseller": "West"},
]
MAIL_TO = {"North GmbH": "n1@north.example, n2@north.example", "South": ["s@south.example"]}


@pytest.fixture
def run(core: harness.Core, tmp_path: Path, plain_simulator: Simulator, sim: Simulator) -> Run:
    sim.dataset = dataset(acme=history(*NOVEMBER), beta=history(*NOVEMBER, seats=77), gamma=history(*NOVEMBER))
    return Run(core, tmp_path, sim)


def options(box: Mailbox, **more: Any) -> dict[str, Any]:
    return {
        "resellers": RESELLERS,
        "formats": "json,csv,html,xlsx",
        "mail_to": MAIL_TO,
        "mail_host": "127.0.0.1",
        "mail_port": box.port,
        "mail_from": "licenses@example.com",
        "mail_username": "licenses",
        "mail_password": PASSWORD,
        "mail_ca_path": box.ca_path,
        "mail_state_file": "mails.json",
        **more,
    }


def arrived(box: Mailbox) -> dict[tuple[str, ...], EmailMessage]:
    found = {}
    for envelope in box.received:
        assert isinstance(envelope.content, bytes)
        found[tuple(envelope.rcpt_tos)] = message_from_bytes(envelope.content, policy=policy.default)
    return found


def test_what_arrives_is_of_one_reseller_alone_and_arrives_once(run: Run, tmp_path: Path) -> None:
    with mailbox(tmp_path) as box:
        looked = run("--check", **options(box))
        assert (looked.returncode, box.received, run.files()) == (0, [], {}), looked.stdout
        assert "would send license_statement-2026-11-south.json" in looked.stdout
        assert published(looked)["mails"]["would_send"] == 2

        done = run("-vvv", env={"ANSIBLE_DISPLAY_ARGS_TO_STDOUT": "true"}, **options(box))
        assert done.returncode == 0, done.stdout
        assert PASSWORD not in done.stdout + done.stderr + looked.stdout
        assert box.logins == [("licenses", PASSWORD)] * 2
        mails = arrived(box)
        assert [*mails] == [("n1@north.example", "n2@north.example"), ("s@south.example",)]
        south = mails[("s@south.example",)]
        files = {str(part.get_filename()): part.get_payload(decode=True) for part in south.iter_attachments()}
        assert files == {name: content for name, content in run.files().items() if "south" in name}
        document = json.loads(files["license_statement-2026-11-south.json"])
        assert (document["reseller"], [line["guid"] for line in document["customers"]]) == ("South", ["beta"])
        text = str(south) + str(south.get_body()) + str(files)
        assert not [name for name in ("acme", "gamma", "north", "North", "West") if name in text]
        assert "mail_to has no address of 1 reseller: West" in done.stdout + done.stderr
        assert published(done)["mails"] == {
            "sent": 2,
            "would_send": 0,
            "same": 0,
            "held": 0,
            "without_address": 1,
            "undelivered": 0,
        }

        again = run(**options(box))
        assert (again.returncode, published(again)["mails"]["same"], len(box.received)) == (0, 2, 2)


def test_a_draft_is_held_and_an_unknown_reseller_is_an_error_that_names_the_nearest(run: Run, tmp_path: Path) -> None:
    with mailbox(tmp_path) as box:
        done = run(**options(box, month="2026-11", reference_date="2026-11-16"))
        assert (done.returncode, published(done)["mails"]["held"]) == (0, 2), done.stdout
        assert "held: a draft statement is not mailed" in done.stdout

        done = run(**options(box, mail_to={**MAIL_TO, "north gmbh": "x@north.example"}))
        assert (done.returncode, run.sim.count("GET", "/licenseinfo")) == (2, 0)
        assert published(done)["message"].endswith(
            "mail_to has the reseller north gmbh, and no customer belongs to it (did you mean North GmbH?)"
        )
        assert box.received == []


def test_what_could_not_be_delivered_fails_after_everything_is_written_and_published(run: Run, tmp_path: Path) -> None:
    with mailbox(tmp_path) as box:
        box.refusals = ["554 not today"]
        done = run(**options(box))
        assert done.returncode == 2
        result = published(done)
        assert (result["verdict"], result["written"], result["mails"]["undelivered"]) == ("complete", True, 1)
        assert "the statement of North GmbH was not delivered: SMTP 554: not today" in result["message"]
        assert [*arrived(box)] == [("s@south.example",)]
        # the next run sends what did not arrive, and nothing else
        done = run(**options(box))
        assert (done.returncode, published(done)["mails"]["sent"], len(box.received)) == (0, 1, 2)
