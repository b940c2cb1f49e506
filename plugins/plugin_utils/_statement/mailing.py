# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Which reseller gets which mail, and what it says. Sends nothing. Pure but for a file of addresses."""

from __future__ import annotations

import json
import re
import zlib
from collections.abc import Collection, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from ansible_collections.audiocodes.live_platform.plugins.module_utils.errors import LivePlatformError, OptionError
from ansible_collections.audiocodes.live_platform.plugins.module_utils.reading import nearest
from ansible_collections.audiocodes.live_platform.plugins.module_utils.text import one_line
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._inputs import given
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._outputs.text import clean_text, counted, some
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._statement import as_csv, as_xlsx
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._statement.document import (
    COMPLETE,
    DRAFT,
    INCOMPLETE,
    Document,
)
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._statement.resellers import NOT_ASSIGNED

OPTION = "mail_to"
# what a person wants to mail -> the verdicts of statements that are mailed
MAIL_ON = {
    "complete": (COMPLETE,),
    "incomplete": (COMPLETE, INCOMPLETE),
    "draft": (COMPLETE, INCOMPLETE, DRAFT),
}
# of a statement that is not mailed: its verdict does not allow it, or nobody said where to
HELD, NO_ADDRESS = "held", "without_address"
STATES = ("sent", "would_send", "same", HELD, NO_ADDRESS, "undelivered")
_SHOWN = 80
# label, and the key of the sums
_FACTS = (
    ("Customers", "customers"),
    ("Not read", "not_read"),
    ("Seats acquired at the end", "acquired_last"),
    ("Seats in use at the end", "used_last"),
    ("Seat-days over", "seat_days_over"),
)


class Letter(NamedTuple):
    """A mail to one reseller: who gets it, its title, text and figures, and the files with their contents by name."""

    document: Document
    recipients: list[str]
    title: str
    text: str
    facts: dict[str, Any]
    files: dict[str, bytes]

    @property
    def reseller(self) -> str:
        """The reseller that the statement is of."""
        return str(self.document["reseller"])


class Made(NamedTuple):
    """The statement of one reseller and its files: name -> content."""

    document: Document
    files: dict[str, bytes]


class Mail(NamedTuple):
    """What became of the mail to a reseller: one of `STATES`, and a line about it."""

    reseller: str
    recipients: list[str]
    files: list[str]
    state: str
    detail: str


def read(value: Any, folders: Sequence[Path]) -> dict[str, list[str]]:
    """Return reseller -> addresses: a dictionary, its text as YAML or JSON, or the path of such a file; addresses as list or text.

    Raises `OptionError` naming the option and the reseller.
    """
    data = given.given(value, OPTION, folders)
    if data is None:
        return {}
    if not isinstance(data, dict):
        raise OptionError(f"{OPTION} must be a dictionary of resellers and their addresses, or the path of a YAML file")
    found: dict[str, list[str]] = {}
    for key, entry in data.items():
        reseller = clean_text(str(key)).strip()
        texts = entry if isinstance(entry, list) else [] if entry is None else [entry]
        if not all(isinstance(text, str) for text in texts):
            raise OptionError(f"{OPTION}: the addresses of {_named(reseller)} must be text or a list of texts")
        if reseller in found:
            raise OptionError(f"{OPTION}: the reseller {_named(reseller)} occurs twice")
        parts = [part.strip() for text in texts for part in text.replace("\n", ",").split(",")]
        found[reseller] = list(dict.fromkeys(filter(None, parts)))
        for address in found[reseller]:
            # a line break or a second address would be a recipient that nobody has read
            if "@" not in address or not address.isprintable() or ";" in address:
                raise OptionError(f"{OPTION}: {one_line(address, _SHOWN)!r} of {_named(reseller)} is no mail address")
    return found


def check(addresses: Mapping[str, Sequence[str]], resellers: Iterable[str]) -> None:
    """Raise `OptionError` for addresses of a reseller that no customer belongs to, naming it and the nearest name."""
    known = {*resellers} - {NOT_ASSIGNED}
    for reseller in addresses:
        if reseller == NOT_ASSIGNED:
            raise OptionError(
                f"{OPTION}: customers that are {NOT_ASSIGNED} have no statement of their own to be mailed"
            )
        if reseller not in known:
            near = _near(reseller, known)
            raise OptionError(
                f"{OPTION} has the reseller {_named(reseller)}, and no customer belongs to it",
                hint=f"did you mean {_named(near)}?" if near else f"the resellers are {some(sorted(known)) or 'none'}",
            )


def _near(reseller: str, known: Collection[str]) -> str | None:
    """Return the most similar reseller, whatever its case."""
    folded = {name.casefold(): name for name in sorted(known, reverse=True)}
    found = nearest(reseller.casefold(), folded)
    return folded[found] if found else None


def plan(
    statements: Iterable[Made], addresses: Mapping[str, Sequence[str]], allowed: Collection[str]
) -> tuple[list[Letter], list[Mail]]:
    """Return (mails to send, mails that are not sent and why), each in the order of the statements.

    `allowed` are the verdicts of statements that may leave the house. It is the statement of the reseller that counts: what is missing
    of another one's customers does not concern this one.
    """
    letters: list[Letter] = []
    kept: list[Mail] = []
    for document, files in statements:
        reseller, verdict = str(document["reseller"]), document["verdict"]
        recipients = list(addresses.get(reseller, ()))
        if not recipients:
            kept.append(Mail(reseller, [], [*files], NO_ADDRESS, f"{OPTION} has no address of it"))
        elif verdict not in allowed:
            article = "an" if verdict == INCOMPLETE else "a"
            kept.append(Mail(reseller, recipients, [*files], HELD, f"{article} {verdict} statement is not mailed"))
        else:
            letters.append(_letter(document, recipients, files))
    return letters, kept


def _letter(document: Document, recipients: list[str], files: dict[str, bytes]) -> Letter:
    reseller, month, verdict, total = document["reseller"], document["month"], document["verdict"], document["total"]
    unfinished = "" if verdict == COMPLETE else f"{verdict.upper()}: "
    text = f"Attached is the license statement of {month} for {reseller}."
    if document["reasons"]:
        text += f"\n\nIt is {verdict}:\n" + "\n".join(f"- {reason}" for reason in document["reasons"])
    facts = {
        "Platform": document["platform"],
        "Month": f"{month} ({document['timezone']})",
        "Verdict": verdict,
        **{label: "unknown" if total[key] is None else total[key] for label, key in _FACTS},
        "Checksum": document["checksum"],
    }
    return Letter(document, recipients, f"{unfinished}License statement {month}, {reseller}", text, facts, files)


def check_own(letter: Letter) -> None:
    """Raise `LivePlatformError` for a mail in which something is of another reseller than the one it goes to.

    This looks at what is about to leave and not at how it was made: at every customer of the statement, and at every file itself.
    """
    found = _strange(letter.document, letter.reseller)
    for name, content in letter.files.items():
        found = found or _IN_FILES[name.rpartition(".")[2]](letter, content)
    if found:
        raise LivePlatformError(
            f"nothing is mailed, because the statement for {_named(letter.reseller)} holds {found}",
            hint="this is a fault of the collection; please report it",
        )


def _strange(document: Mapping[str, Any], reseller: str) -> str:
    """Return what a statement holds beside what is of a reseller; empty where there is nothing."""
    changes = document["changes"] or {}
    items = [
        *document["customers"],
        *document["not_read"],
        *document["by_reseller"],
        *(item for value in changes.values() if isinstance(value, list) for item in value),
    ]
    if document["reseller"] != reseller:
        return "the statement of another reseller"
    if any(item["reseller"] != reseller for item in items):
        return "customers of another reseller"
    return "what is said of all customers" if document["pool"] or document["warnings"] else ""


def _in_json(letter: Letter, content: bytes) -> str:
    return _strange(json.loads(content), letter.reseller)


def _in_csv(letter: Letter, content: bytes) -> str:
    return "another statement in its CSV file" if as_csv.differs(letter.document, content) else ""


def _in_workbook(letter: Letter, content: bytes) -> str:
    return "another statement in its workbook" if as_xlsx.differs(letter.document, content) else ""


def _in_page(letter: Letter, content: bytes) -> str:
    return "" if letter.document["checksum"].encode() in content else "another statement in its page"


def _in_pdf(letter: Letter, content: bytes) -> str:
    """Look for the checksum among the properties of the file, which may be in a compressed part; text on paper is drawn, not written."""
    wanted = letter.document["checksum"].encode()
    parts = (_unpacked(part) for part in _STREAM.findall(content))
    return "" if wanted in content or any(wanted in part for part in parts) else "another statement in its PDF"


def _unpacked(part: bytes) -> bytes:
    try:
        return zlib.decompressobj().decompress(part)
    except zlib.error:
        return b""


_STREAM = re.compile(rb"stream\r?\n(.*?)\r?\nendstream", re.DOTALL)
_IN_FILES = {"json": _in_json, "csv": _in_csv, "xlsx": _in_workbook, "html": _in_page, "pdf": _in_pdf}


def counted_states(mails: Iterable[Mail]) -> dict[str, int]:
    """Return the number of mails in each state; every state has one."""
    found = [mail.state for mail in mails]
    return {state: found.count(state) for state in STATES}


def lines(mails: Sequence[Mail], most: int) -> list[str]:
    """Return what people read of the mails, one line for each, at most `most`."""
    shown = [f"Mail to {_named(mail.reseller)}: {told(mail)}" for mail in mails[:most]]
    return [*shown, *([f"... and {counted(len(mails) - most, 'more mail')}"] if len(mails) > most else [])]


def told(mail: Mail) -> str:
    """Return what became of a mail, in one line."""
    what = f"{', '.join(mail.files)} to {', '.join(mail.recipients)}"
    words = {"sent": f"sent {what}", "would_send": f"would send {what}", NO_ADDRESS: "not sent"}
    return one_line(f"{words.get(mail.state, mail.state)}: {mail.detail}", 400)


def remarks(mails: Iterable[Mail]) -> list[str]:
    """Return warnings about resellers that get no mail."""
    alone = [_named(mail.reseller) for mail in mails if mail.state == NO_ADDRESS]
    return [f"{OPTION} has no address of {counted(len(alone), 'reseller')}: {some(alone)}"] if alone else []


def _named(reseller: str) -> str:
    return one_line(reseller, _SHOWN)
