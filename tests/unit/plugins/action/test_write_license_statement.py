# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The action plugin: what it returns, writes and mails, and that its documentation tells the truth about it."""

from __future__ import annotations

import io
import json
import stat
import sys
import zipfile
from collections.abc import Mapping
from email.message import EmailMessage
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import openpyxl
import pytest

from ansible_collections.audiocodes.live_platform.plugins.action.write_license_statement import ActionModule
from ansible_collections.audiocodes.live_platform.plugins.module_utils._options.connection import argument_spec
from ansible_collections.audiocodes.live_platform.plugins.modules import write_license_statement
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._notify import mail, parcels
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._notify.mail import Refusal
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._outputs import delivery
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._outputs.delivery import DeliveryError
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._statement import formats, mailing, reading
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._statement.options import SPEC
from kits.examples import options_of
from kits.statement import count_row, found_by, history

FULL = ("2026-10-01", "2026-11-30")
URL = "https://live.example.com"
RESELLERS = {"acme": "North GmbH", "beta": "South", "gamma": "not assigned"}
MAIL: dict[str, Any] = {
    "mail_to": {"North GmbH": "n@north.example, o@north.example", "South": ["s@south.example"]},
    "mail_host": "smtp.example.com",
    "mail_from": "licenses@example.com",
}


class Post:
    """Stands for the mail server: what was sent, and the errors to raise before anything is."""

    def __init__(self) -> None:
        self.mails: list[EmailMessage] = []
        self.to: list[list[str]] = []
        self.refusals: dict[str, Refusal] = {}
        self.errors: list[DeliveryError] = []

    def send(self, _server: object, message: EmailMessage, recipients: list[str]) -> dict[str, Refusal]:
        if self.errors:
            raise self.errors.pop(0)
        self.mails.append(message)
        self.to.append(list(recipients))
        return {recipient: self.refusals[recipient] for recipient in recipients if recipient in self.refusals}


@pytest.fixture(autouse=True)
def post(monkeypatch: pytest.MonkeyPatch) -> Post:
    found = Post()
    monkeypatch.setattr(mail, "send", found.send)
    monkeypatch.setattr(delivery, "sleep", lambda _seconds: None)
    return found


class Job:
    """Runs the action on a platform that says this of its customers: name -> rows of counts."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.folder = folder
        self.histories: Mapping[str, list[dict[str, Any]]] = {name: history(*FULL) for name in RESELLERS}
        self.read = 0
        monkeypatch.setattr(reading, "read", self._read)

    def _read(self, _settings: object, options: Any, _log: object) -> reading.Found:
        self.read += 1
        return found_by(options, self.histories, RESELLERS)

    def __call__(self, *, check: bool = False, diff: bool = False, **options: Any) -> dict[str, Any]:
        given = {
            "url": URL,
            "access_token": "t0ken",
            "dest": str(self.folder),
            "reference_date": "2026-12-01",
            **options,
        }
        task = SimpleNamespace(
            args=given, check_mode=check, diff=diff, async_val=0, action="write_license_statement", environment=None
        )
        connection = SimpleNamespace(_shell=SimpleNamespace(tmpdir="unused"))
        return ActionModule(task, connection, None, None, None, None).run(task_vars={})

    @property
    def names(self) -> list[str]:
        return sorted(path.name for path in self.folder.iterdir())


@pytest.fixture
def job(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Job:
    return Job(tmp_path, monkeypatch)


def states(result: dict[str, Any]) -> dict[str, str]:
    return {item["reseller"]: item["state"] for item in result["mails"]}


# --- options


@pytest.mark.parametrize(
    ("options", "says"),
    [
        ({"month": "2026-13"}, "month must be a month such as 2026-11"),
        ({"month": "2027-01"}, "month 2027-01 has not begun"),
        ({"timezone": "Europe/Berlim"}, "timezone: 'Europe/Berlim' is not a time zone"),
        ({"formats": []}, "formats"),
        ({"formats": "docx"}, "formats must be one or more of"),
        ({"fail_on": "never"}, "value of fail_on must be one of"),
        ({"parallel": 33}, "parallel must be 1 or more and at most 32, not 33"),
        ({"minimum_customers": -1}, "minimum_customers must be 0 or more, not -1"),
        ({"certified_by": "a\nb"}, "certified_by must be one line"),
        ({"reference_date": "soon"}, "reference_date must be a date"),
        ({"resellers": "none.csv"}, "resellers: there is no file none.csv"),
        ({"previous": "none.json"}, "previous: there is no file none.json"),
        ({"mode": "rw"}, "mode"),
        ({"basename": "../x"}, "basename"),
        ({"mouth": "2026-11"}, "unknown option: mouth"),
        ({"url": "http://live.example.com"}, "the platform could not be read: "),
        ({**MAIL, "mail_to": ["a@example.com"]}, "mail_to must be a dictionary of resellers and their addresses"),
        ({**MAIL, "mail_to": {"South": "nobody"}}, "mail_to: 'nobody' of South is no mail address"),
        ({**MAIL, "mail_to": {"South": "a@example.com\rBcc: b@example.com"}}, "of South is no mail address"),
        ({**MAIL, "mail_to": {"South": [7]}}, "mail_to: the addresses of South must be text"),
        ({**MAIL, "mail_host": ""}, "mail_to needs mail_host"),
        ({"mail_to": MAIL["mail_to"]}, "mail_to needs mail_host and mail_from"),
        ({**MAIL, "mail_on": "all"}, "value of mail_on must be one of"),
        ({**MAIL, "mail_port": 0}, "mail_port must be from 1 to 65535, not 0"),
        ({**MAIL, "mail_ca_path": "/nowhere.pem"}, "mail_ca_path: there is no file /nowhere.pem"),
        ({**MAIL, "mail_username": "me"}, "mail_username and mail_password must be set together"),
    ],
)
def test_a_wrong_option_is_one_line_before_anything_is_read(
    job: Job, post: Post, options: dict[str, Any], says: str
) -> None:
    result = job(**options)
    assert result["failed"], result
    assert says in result["msg"]
    assert "\n" not in result["msg"]
    assert (job.read, job.names, post.mails) == (0, [], [])
    assert (result["changed"], result["files"], result["table"], result["mails"]) == (False, [], [], [])


def test_a_failure_has_the_keys_of_a_success(job: Job) -> None:
    done, failed = job(), job(month="2026-13")
    assert done["summary"].keys() == failed["summary"].keys()
    assert done.keys() == failed.keys() - {"failed", "msg"}
    assert (failed["summary"]["verdict"], failed["summary"]["fails"]) == ("failed", True)


def test_the_documentation_has_the_options_of_the_specification() -> None:
    ours = {**SPEC, **parcels.SPEC}
    options = options_of(write_license_statement.DOCUMENTATION)
    assert options.keys() == ours.keys() | argument_spec().keys()
    for name, spec in ours.items():
        told = {key: options[name].get(key) for key in ("type", "default", "choices", "elements")}
        assert told == {key: spec.get(key) for key in told}, name


# --- files


def test_a_statement_is_written_and_the_result_says_so(job: Job) -> None:
    result = job(diff=True)
    assert (result["changed"], result["mails"], result["summary"]["mails"]) == (True, [], None)
    assert sorted(Path(item["path"]).name for item in result["files"]) == job.names
    assert result["summary"]["written"]
    assert [entry["before"] for entry in result["diff"]] == ["absent\n"] * 3
    assert not job()["changed"]


def test_check_mode_says_what_would_be_written_and_writes_nothing(job: Job) -> None:
    result = job(check=True)
    assert (result["changed"], result["summary"]["written"], job.names) == (True, False, [])
    assert [item["changed"] for item in result["files"]] == [True] * 3


def test_files_have_the_permissions_that_were_asked_for(job: Job) -> None:
    job(mode="0604")
    assert {stat.S_IMODE(path.stat().st_mode) for path in job.folder.iterdir()} == {0o604}


def test_a_format_that_cannot_be_made_leaves_no_file_of_another(job: Job, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(_document: object) -> bytes:
        raise ValueError("s3cret text")

    monkeypatch.setitem(formats.RENDERERS, "html", broken)
    result = job(per_reseller=True)
    assert result["failed"]
    assert result["msg"].startswith("ValueError in ")
    assert "s3cret" not in result["msg"]
    assert job.names == []


def test_without_the_library_of_pdf_nothing_is_written(job: Job, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "weasyprint", None)
    result = job(formats="json,pdf")
    assert "the format pdf needs the Python library WeasyPrint" in result["msg"]
    assert job.names == []
    # nor beside a PDF of which nobody can tell whether it is of this statement
    (job.folder / "license_statement-2026-11.pdf").write_bytes(b"%PDF-1.7")
    assert "license_statement-2026-11.pdf is of another statement" in job()["msg"]


def test_a_file_that_was_only_saved_again_may_stay_beside_a_statement(job: Job) -> None:
    job()
    path = job.folder / "license_statement-2026-11.csv"
    path.write_bytes(path.read_bytes().replace(b"\r\n", b"\n"))
    assert not job(formats="json")["changed"]
    path.write_bytes(path.read_bytes().replace(b"5.00", b"5.01", 1))
    assert "license_statement-2026-11.csv is of another statement" in job(formats="json")["msg"]


def test_a_place_that_is_taken_leaves_what_was_there(job: Job) -> None:
    job()
    before = {name: (job.folder / name).read_bytes() for name in job.names}
    (job.folder / "license_statement-2026-11-south.csv").mkdir()
    job.histories = {**job.histories, "beta": history(*FULL, used=9)}
    result = job(per_reseller=True)
    assert "license_statement-2026-11-south.csv could not be written" in result["msg"]
    assert {name: (job.folder / name).read_bytes() for name in before} == before
    assert len(job.names) == len(before) + 1


def test_an_earlier_statement_of_another_platform_is_refused_naming_both(job: Job, tmp_path: Path) -> None:
    job(month="2026-10")
    previous = str(tmp_path / "license_statement-2026-10.json")
    job.read = 0
    result = job(previous=previous, url="https://other.example.com")
    assert result["msg"] == ("previous is a statement of the platform live.example.com, not of other.example.com")
    assert job.read == 0
    assert not job(previous=previous)["summary"]["fails"]
    result = job(month="2026-10", url="https://other.example.com")
    assert "is of the platform live.example.com, not of other.example.com" in result["msg"]


def test_a_customer_that_was_removed_since_is_named_in_the_changes(job: Job, tmp_path: Path) -> None:
    job(month="2026-10")
    job.histories = {name: rows for name, rows in job.histories.items() if name != "beta"}
    job(previous=str(tmp_path / "license_statement-2026-10.json"), per_reseller=True, formats="json")
    document = json.loads((tmp_path / "license_statement-2026-11.json").read_text("utf-8"))
    assert [(item["guid"], item["reseller"]) for item in document["changes"]["removed"]] == [("beta", "South")]
    north = json.loads((tmp_path / "license_statement-2026-11-north_gmbh.json").read_text("utf-8"))
    assert north["changes"]["removed"] == []


def at(*instants: str) -> list[dict[str, Any]]:
    """Counts at these instants: 10 seats, and as many in use as the count's place says."""
    return [count_row(instant, 10, place) for place, instant in enumerate(instants, 1)]


def test_the_day_of_25_hours_is_one_day_whose_latest_count_stands(job: Job) -> None:
    """Berlin, 25 October 2026: 02:30 comes twice, and the last hour of the day is 22:00 to 23:00 in UTC."""
    job.histories = {
        "acme": [
            *history("2026-09-01", "2026-10-31", missing=["2026-10-25"]),
            *at("2026-10-25T01:30:00Z", "2026-10-25T22:59:00Z", "2026-10-25T00:30:00Z"),
        ],
        # the only counts of the day are the first and the last minute of it; those beside them are of other days
        "beta": [
            *history("2026-09-01", "2026-10-31", missing=["2026-10-24", "2026-10-25", "2026-10-26"]),
            *at("2026-10-24T21:59:00Z", "2026-10-24T22:00:00Z", "2026-10-25T23:00:00Z"),
        ],
    }
    result = job(month="2026-10", timezone="Europe/Berlin", formats="json")
    assert (result["summary"]["verdict"], result["summary"]["total"]["days_counted"]) == ("complete", 62)
    document = json.loads((job.folder / "license_statement-2026-10.json").read_text("utf-8"))
    assert (document["from"], document["until"]) == ("2026-09-30T22:00:00Z", "2026-10-31T23:00:00Z")
    acme, beta = document["customers"]
    assert acme["used_daily"][23:26] == [5, 2, 5]
    assert beta["used_daily"][23:26] == [1, 2, 3]


@pytest.mark.parametrize(("month", "days"), [("2028-02", 29), ("2027-02", 28)])
def test_a_february_has_its_days_and_the_last_one_is_missed(job: Job, month: str, days: int) -> None:
    year = month[:4]
    full = history(f"{year}-01-01", f"{month}-{days}")
    job.histories = {"acme": full, "beta": full[:-1]}
    result = job(month=month, reference_date=f"{year}-03-01", formats="json")
    document = json.loads((job.folder / f"license_statement-{month}.json").read_text("utf-8"))
    assert [line["days_expected"] for line in document["customers"]] == [days, days]
    assert document["customers"][1]["days_missing"] == [f"{month}-{days}"]
    assert result["summary"]["reasons"] == ["1 customer without a count on some day: beta (1 day)"]


def test_one_digit_that_is_edited_in_any_file_does_not_verify(job: Job) -> None:
    job(formats="json,csv,xlsx")
    path = job.folder / "license_statement-2026-11.json"
    verified: dict[str, Any] = {"verify": str(path), "verify_platform": False}
    assert job(**verified)["summary"]["verdict"] == "verified"
    for suffix in ("csv", "json"):
        other = path.with_suffix(f".{suffix}")
        before = other.read_bytes()
        other.write_bytes(before.replace(b"150", b"151", 1))
        result = job(**verified)
        assert (result["summary"]["verdict"], result["summary"]["fails"], result["changed"]) == ("changed", True, False)
        assert f"{other} was changed" in result["summary"]["message"]
        other.write_bytes(before)
    book = openpyxl.load_workbook(path.with_suffix(".xlsx"))
    cell = next(cell for row in book["Customers"].iter_rows() for cell in row if cell.value == 150)
    cell.value = 151
    book.save(path.with_suffix(".xlsx"))
    assert "sheet Customers, row 2, column" in job(**verified)["summary"]["message"]


# --- mails


def attached(message: EmailMessage) -> dict[str, bytes]:
    return {str(part.get_filename()): part.get_payload(decode=True) for part in message.iter_attachments()}  # type: ignore[misc]


def unpacked(content: bytes) -> bytes:
    """A file, or all parts of a workbook."""
    if not content.startswith(b"PK"):
        return content
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        return b"".join(map(book.read, book.namelist()))


def test_each_reseller_gets_its_own_files_and_nobody_anothers(job: Job, post: Post) -> None:
    result = job(**MAIL, formats="json,csv,html,xlsx")
    assert (result["changed"], states(result)) == (True, {"North GmbH": "sent", "South": "sent"})
    assert "warnings" not in result
    north, south = post.mails
    assert (north["To"], south["To"]) == ("n@north.example, o@north.example", "s@south.example")
    assert north["Subject"] == "License statement 2026-11, North GmbH"
    stem = "license_statement-2026-11-north_gmbh"
    files = attached(north)
    assert [*files] == [f"{stem}.{name}" for name in ("json", "csv", "html", "xlsx")]
    assert files == {name: (job.folder / name).read_bytes() for name in files}
    body = north.get_body()
    assert body
    text = body.get_content()
    assert "Seats acquired at the end  10" in text
    assert json.loads(files[f"{stem}.json"])["checksum"] in text
    for foreign in (b"beta", b"gamma", b"South", b"south"):
        assert foreign not in bytes(north)
        assert not [name for name, content in files.items() if foreign in unpacked(content)]
    assert result["table"][-2:] == [
        f"Mail to North GmbH: sent {', '.join(files)} to n@north.example, o@north.example: sent",
        result["table"][-1],
    ]


def test_a_reseller_without_an_address_is_said_and_gets_nothing(job: Job, post: Post) -> None:
    result = job(**{**MAIL, "mail_to": {"North GmbH": "n@north.example", "South": []}})
    assert states(result) == {"North GmbH": "sent", "South": "without_address"}
    assert result["warnings"] == ["mail_to has no address of 1 reseller: South"]
    assert [message["To"] for message in post.mails] == ["n@north.example"]
    assert result["summary"]["mails"] == {
        "sent": 1,
        "would_send": 0,
        "same": 0,
        "held": 0,
        "without_address": 1,
        "undelivered": 0,
    }


def test_in_check_mode_nothing_is_sent_and_it_says_what_would_be(job: Job, post: Post) -> None:
    result = job(check=True, **MAIL, formats="json")
    assert (post.mails, job.names) == ([], [])
    assert states(result) == {"North GmbH": "would_send", "South": "would_send"}
    assert result["table"][-1] == (
        "Mail to South: would send license_statement-2026-11-south.json to s@south.example: nothing is sent in check mode"
    )


@pytest.mark.parametrize(
    ("options", "sent", "held"),
    [
        ({}, ["North GmbH"], ["South"]),
        ({"mail_on": "incomplete"}, ["North GmbH", "South"], []),
        ({"reference_date": "2026-11-16", "month": "2026-11"}, [], ["North GmbH", "South"]),
        ({"reference_date": "2026-11-16", "month": "2026-11", "mail_on": "incomplete"}, [], ["North GmbH", "South"]),
        ({"reference_date": "2026-11-16", "month": "2026-11", "mail_on": "draft"}, ["North GmbH", "South"], []),
    ],
)
def test_what_is_not_complete_is_held_unless_asked_for(
    job: Job, post: Post, options: dict[str, Any], sent: list[str], held: list[str]
) -> None:
    """By the verdict of the reseller's own statement: a gap of another one's customer does not concern it."""
    job.histories = {**job.histories, "beta": history(*FULL, missing=["2026-11-03"])}
    result = job(**MAIL, **options)
    assert states(result) == {**dict.fromkeys(sent, "sent"), **dict.fromkeys(held, "held")}
    assert len(post.mails) == len(sent)
    if "mail_on" in options:
        words = {"draft": "DRAFT: License", "incomplete": "INCOMPLETE: License"}
        assert all(str(message["Subject"]).startswith(words[options["mail_on"]]) for message in post.mails[-1:])


def test_a_recipient_that_was_refused_for_the_moment_is_tried_alone_by_the_next_run(
    job: Job, post: Post, tmp_path: Path
) -> None:
    to = {"North GmbH": ["a@north.example", "b@north.example"]}
    mails = {**MAIL, "mail_to": to, "mail_state_file": str(tmp_path / "mailed.json")}
    post.refusals = {"b@north.example": Refusal("SMTP 451: Greylisted", again=True)}
    result = job(**mails)
    said = "1 of 2 recipients got it; refused: b@north.example (SMTP 451: Greylisted) (attempts: 4)"
    assert result["msg"] == f"the statement of North GmbH was not delivered: {said}"
    post.refusals, post.to = {}, []
    assert states(job(**mails))["North GmbH"] == "sent"
    assert post.to == [["b@north.example"]]


def test_a_mail_that_is_not_delivered_fails_after_the_others_were_tried(job: Job, post: Post) -> None:
    post.errors = [DeliveryError("SMTP 554: no", again=False)]
    result = job(**MAIL)
    assert states(result) == {"North GmbH": "undelivered", "South": "sent"}
    assert (result["failed"], result["summary"]["fails"], result["summary"]["written"]) == (True, True, True)
    assert result["msg"] == "the statement of North GmbH was not delivered: SMTP 554: no (attempts: 1)"
    assert result["summary"]["verdict"] == "complete"


def test_the_same_statement_is_sent_once_where_a_file_remembers_it(job: Job, post: Post, tmp_path: Path) -> None:
    state: dict[str, Any] = {"mail_state_file": str(tmp_path / "state" / "mails.json")}
    assert states(job(check=True, **MAIL, **state)) == {"North GmbH": "would_send", "South": "would_send"}
    assert states(job(**MAIL, **state)) == {"North GmbH": "sent", "South": "sent"}
    again = job(**MAIL, **state, reference_date="2026-12-09")
    assert (states(again), again["changed"]) == ({"North GmbH": "same", "South": "same"}, False)
    job.histories = {**job.histories, "beta": history(*FULL, used=9)}
    assert states(job(**MAIL, **state)) == {"North GmbH": "same", "South": "sent"}
    other = {**MAIL, "mail_to": {**MAIL["mail_to"], "North GmbH": "new@example.com"}}
    assert states(job(**other, **state)) == {"North GmbH": "sent", "South": "same"}
    assert len(post.mails) == 4


def test_a_memory_that_cannot_be_kept_is_an_error_before_anything_is_written_or_sent(job: Job, post: Post) -> None:
    result = job(**MAIL, mail_state_file="/proc/live_platform.json")
    assert result["msg"].startswith("mail_state_file /proc/live_platform.json could not be written")
    assert (job.names, post.mails) == ([], [])


def test_too_large_a_mail_is_an_error_before_anything_is_written_or_sent(job: Job, post: Post) -> None:
    result = job(**MAIL, mail_max_megabytes=0)
    assert "the attachments are larger than mail_max_megabytes (0 MB)" in result["msg"]
    assert (job.names, post.mails) == ([], [])


def test_nothing_leaves_where_a_file_is_of_another_reseller(
    job: Job, post: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever went wrong on the way: the look is at the files themselves."""
    true_plan = mailing.plan

    def mixed_up(statements: Any, *rest: Any) -> Any:
        north, south = statements
        return true_plan([mailing.Made(north.document, {**north.files, **south.files}), south], *rest)

    for name in ("json", "csv", "html", "xlsx"):
        monkeypatch.setattr(mailing, "plan", mixed_up)
        result = job(**MAIL, formats=[name])
        assert "nothing is mailed, because the statement for North GmbH holds " in result["msg"]
        assert (job.names, post.mails) == ([], []), name


def test_no_text_of_a_reseller_is_a_header_or_a_template(job: Job, post: Post, monkeypatch: pytest.MonkeyPatch) -> None:
    name = "{{ 1 }}, =x <b>"
    monkeypatch.setitem(RESELLERS, "beta", name)
    result = job(**{**MAIL, "mail_to": {name: "s@south.example"}}, formats="json,csv,html,xlsx")
    assert [message["To"] for message in post.mails] == ["s@south.example"]
    assert post.mails[0]["Subject"] == f"License statement 2026-11, {name}"
    assert "{{" not in json.dumps(result["mails"])
