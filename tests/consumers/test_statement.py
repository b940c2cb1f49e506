# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The monthly statement on paper, and its files after other programs have saved them."""

from __future__ import annotations

import datetime as dt
import importlib
from pathlib import Path
from typing import Any

import pypdf
import pytest

from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._statement import mailing, parts, verify
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._statement.as_json import render_json
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._statement.document import Document, Frame
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._statement.formats import RENDERERS
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._statement.month import month_of
from kits.consumers import FILTERS, Consumers
from kits.statement import MONTH, TODAY, history, lines_of, statement

# it has no types, and is there only for these tests
pd: Any = importlib.import_module("pandas")

FULL = ("2026-10-01", "2026-11-30")
HISTORIES = {
    "acme": history(*FULL, seats=7, used=9),
    "b\u00e9ta; =1+1": history(*FULL, missing=["2026-11-03"]),
    "0042": history("2026-11-20", "2026-11-30", used=3),
    "'1/2": [],
}


def on_paper(document: Document, consumers: Consumers, folder: Path) -> list[str]:
    path = folder / "s.pdf"
    path.write_bytes(RENDERERS["pdf"](document))
    return consumers.pdf_pages(path)


def by_reseller(today: dt.date = TODAY) -> tuple[Document, list[tuple[str, Document]]]:
    """A statement of four customers, two resellers and none, and those of the resellers."""
    month = month_of(MONTH, "UTC", today)
    resellers = ["North GmbH", "South", "North GmbH", "not assigned"]
    lines = lines_of(HISTORIES, month, today)
    read: Any = ([{**line, "reseller": name} for line, name in zip(lines, resellers, strict=True)], [], None)
    frame = Frame(month, today, "live.example.com", certified_by="Jo Doe, licensing")
    return parts.statement(frame, *read), list(parts.of_resellers(frame, *read))


def test_paper_has_a_sheet_for_each_reseller_with_checksum_and_a_line_to_certify(
    consumers: Consumers, tmp_path: Path
) -> None:
    whole, _others = by_reseller()
    pages = on_paper(whole, consumers, tmp_path)
    assert all(whole["checksum"] in page and f"of {len(pages)}" in page for page in pages)
    assert not any("DRAFT" in page for page in pages)
    sheets = {name: [page for page in pages if f"{name}, 2026-11" in page] for name in ("North GmbH", "South")}
    for name, other in (("North GmbH", "South"), ("South", "North GmbH")):
        (page,) = sheets[name]
        assert f"{other}, 2026-11" not in page
        assert "Certified by Jo Doe, licensing" in page
        assert "Signature" in page
    assert "acme" in sheets["North GmbH"][0]
    assert "acme" not in sheets["South"][0]
    told = consumers.pdf_info(tmp_path / "s.pdf")
    assert (told["Title"], told["Keywords"]) == ("License statement 2026-11", f"checksum {whole['checksum']}")


def test_a_draft_says_so_across_every_page(consumers: Consumers, tmp_path: Path) -> None:
    pages = on_paper(by_reseller(dt.date(2026, 11, 16))[0], consumers, tmp_path)
    assert len(pages) >= 4
    # the letters stand aslant, so poppler gives each a place of its own
    drawn = [page.extract_text() for page in pypdf.PdfReader(tmp_path / "s.pdf").pages]
    assert len(drawn) == len(pages)
    assert all("DRAFT" in page for page in drawn)


def test_the_same_statement_gives_the_same_bytes_and_is_known_as_its_own() -> None:
    _whole, (north, south) = by_reseller()
    made = {name: RENDERERS["pdf"](document) for name, document in (north, south)}
    assert RENDERERS["pdf"](north[1]) == made[north[0]]
    (letter,), _kept = mailing.plan(
        [mailing.Made(south[1], {"s.pdf": made[south[0]]})], {"South": ["s@example.com"]}, mailing.MAIL_ON["draft"]
    )
    mailing.check_own(letter)
    with pytest.raises(Exception, match="another statement in its PDF"):
        mailing.check_own(letter._replace(files={"s.pdf": made[north[0]]}))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """The JSON file of a statement, with CSV file and workbook beside it."""
    document = statement(HISTORIES)
    for name in ("csv", "xlsx"):
        (tmp_path / f"s.{name}").write_bytes(RENDERERS[name](document))
    (tmp_path / "s.json").write_text(render_json(document), encoding="utf-8")
    return tmp_path / "s.json"


def told(path: Path, name: str) -> str:
    return next(check["message"] for check in verify.of_files(path)[1] if check["check"] == name)


def saved_by_libreoffice(path: Path, consumers: Consumers, folder: Path) -> Path:
    """A file that was opened and saved; CSV as a person does it who chooses UTF-8 and the comma."""
    kind = path.suffix.removeprefix(".")
    done = consumers.run(
        "soffice",
        f"-env:UserInstallation={(folder / 'soffice').as_uri()}",
        *("--headless", "--norestore", *(["--infilter=CSV:44,34,76,1"] if kind == "csv" else [])),
        *("--convert-to", FILTERS[kind], "--outdir", folder / "again", path),
        timeout=300,
    )
    (made,) = (folder / "again").iterdir()
    assert done.returncode == 0
    return made


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_what_libreoffice_has_saved_again_is_verified_and_a_changed_digit_is_not(
    path: Path, kind: str, consumers: Consumers, tmp_path: Path
) -> None:
    other = path.with_suffix(f".{kind}")
    before = other.read_bytes()
    again = saved_by_libreoffice(other, consumers, tmp_path)
    other.write_bytes(again.read_bytes())
    assert other.read_bytes() != before
    assert told(path, kind) == f"{other} says what the statement says"
    if kind == "csv":
        other.write_bytes(other.read_bytes().replace(b",270,", b",271,", 1))
        assert "column used_seat_days is not what the statement says" in told(path, kind)


def test_what_pandas_has_saved_again_is_verified_and_a_changed_digit_is_not(path: Path) -> None:
    other = path.with_suffix(".csv")
    table = pd.read_csv(other)
    table.to_csv(other, index=False)
    assert told(path, "csv") == f"{other} says what the statement says"
    table.loc[table["name"] == "acme", "used_seat_days"] += 1
    table.to_csv(other, index=False)
    assert "row 4, column used_seat_days is not what the statement says" in told(path, "csv")

    book = path.with_suffix(".xlsx")
    sheets: dict[str, Any] = pd.read_excel(book, sheet_name=None)

    def save() -> None:
        with pd.ExcelWriter(book, engine="openpyxl") as writer:
            for name, sheet in sheets.items():
                sheet.to_excel(writer, sheet_name=name, index=False)

    save()
    assert told(path, "xlsx") == f"{book} says what the statement says"
    customers = sheets["Customers"]
    customers.loc[customers["Name"] == "acme", "In use, seat-days"] += 1
    save()
    assert "sheet Customers, row 4, column " in told(path, "xlsx")
