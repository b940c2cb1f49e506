# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What LibreOffice, pandas and openpyxl read in our CSV files and workbooks: ids, names, numbers, dates and sums as they were."""

from __future__ import annotations

import io
import re
from pathlib import Path
from typing import Any

import openpyxl
import pandas
import pytest

from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._outputs.csv_cells import csv_parts
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._statement import as_xlsx
from kits.consumers import Consumers
from kits.spreadsheets import CSV, DATES, NAMES, NUMBERS, XLSX, Cells, cells, lines, plain, statement_document

# language of the person -> its number in filters
LANGUAGES = {"en-US": 1033, "de-DE": 1031}
_SETTING = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Setup/L10N"><prop oor:name="ooSetupSystemLocale" oor:op="fuse"><value>{}</value></prop></item>
</oor:items>
"""
# what a spreadsheet in a language with a decimal comma leaves as text: README says so
FRACTIONS = {"acquired_average", "used_average", "usage_percent"}


def converted(consumers: Consumers, language: str, folder: Path, sources: list[Path], given: str) -> dict[str, Path]:
    """Let LibreOffice of this language open files and save them as workbooks: name -> path."""
    user = folder / f"profile-{language}" / "user"
    user.mkdir(parents=True, exist_ok=True)
    (user / "registrymodifications.xcu").write_text(_SETTING.format(language), encoding="utf-8")
    done = consumers.run(
        "soffice",
        f"-env:UserInstallation={user.parent.as_uri()}",
        *("--headless", "--norestore", *([given] if given else []), "--convert-to", "xlsx"),
        *("--outdir", folder / f"by-{language}", *sources),
        timeout=300,
    )
    found = {path.stem: path for path in (folder / f"by-{language}").glob("*.xlsx")}
    assert set(found) == {path.stem for path in sources}, done.stdout + done.stderr
    return found


@pytest.fixture(scope="module", params=LANGUAGES)
def language(request: pytest.FixtureRequest) -> str:
    name: str = request.param
    return name


@pytest.fixture(scope="module")
def csv_files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("csv")
    for job, make in CSV.items():
        (folder / f"{job}.csv").write_bytes(make())
    return {job: folder / f"{job}.csv" for job in CSV}


@pytest.fixture(scope="module")
def books(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("xlsx")
    for job, make in XLSX.items():
        (folder / f"{job}.xlsx").write_bytes(make())
    return {job: folder / f"{job}.xlsx" for job in XLSX}


@pytest.fixture(scope="module")
def imported(
    consumers: Consumers, language: str, csv_files: dict[str, Path], tmp_path_factory: pytest.TempPathFactory
) -> dict[str, list[dict[str, Any]]]:
    """The rows of each CSV file as LibreOffice has them that guesses as much as it can."""
    given = f"--infilter=Text - txt - csv (StarCalc):44,34,76,1,,{LANGUAGES[language]},false,true"
    found = converted(consumers, language, tmp_path_factory.mktemp("imported"), [*csv_files.values()], given)
    rows = {}
    for job, path in found.items():
        (page,) = openpyxl.load_workbook(path)
        heads, *values = page.iter_rows(values_only=True)
        rows[job] = [dict(zip(map(str, heads), line, strict=True)) for line in values]
    return rows


def as_written(value: Any) -> str:
    """Return a typed cell as text: a whole number without a point, a day without a time."""
    if value is None:
        return ""
    if hasattr(value, "isoformat"):
        return str(value.isoformat()).removesuffix("T00:00:00")
    return re.sub(r"\.0$", "", str(value))


@pytest.mark.parametrize("job", CSV)
def test_libreoffice_leaves_every_text_of_a_csv_file_as_it_is(
    job: str, language: str, imported: dict[str, list[dict[str, Any]]], csv_files: dict[str, Path]
) -> None:
    wanted, found = lines(csv_files[job].read_bytes()), imported[job]
    assert len(found) == len(wanted)
    typed = {*NUMBERS[job], *DATES[job], *FRACTIONS}
    changed = []
    for line, row in zip(wanted, found, strict=True):
        for title, text in line.items():
            value = row[title]
            if title in typed or text in ("", "true", "false") or re.fullmatch(r"-?[0-9]{1,15}", text):
                continue
            # LibreOffice has line breaks of one character
            if value != text.replace("\r\n", "\n"):
                changed.append((language, title, text, value))
    assert changed == []
    names = {plain(str(row["name"])) for row in found if row["name"]}
    assert {name.replace("\r\n", "\n") for name in NAMES} - names == set()


@pytest.mark.parametrize("job", CSV)
def test_libreoffice_adds_up_the_numbers_and_knows_the_days_of_a_csv_file(
    job: str, imported: dict[str, list[dict[str, Any]]], csv_files: dict[str, Path], language: str
) -> None:
    wanted, found = lines(csv_files[job].read_bytes()), imported[job]
    for title in set(NUMBERS[job]) - FRACTIONS:
        values = [row[title] for row in found if row[title] is not None]
        assert {type(value) for value in values} <= {int}, title
        assert sum(values) == sum(int(line[title]) for line in wanted if line[title]), title
    for title in DATES[job]:
        assert [as_written(row[title]) for row in found] == [line[title] for line in wanted], title
    days = [row[title] for title in DATES[job] for row in found if len(as_written(row[title])) == 10]
    assert all(hasattr(day, "isoformat") for day in days)
    if language == "en-US":
        for title in FRACTIONS & {*wanted[0]}:
            assert [row[title] for row in found if row[title] is not None] == [
                float(line[title]) for line in wanted if line[title]
            ]


@pytest.mark.parametrize("job", CSV)
def test_pandas_leaves_every_text_of_a_csv_file_as_it_is(job: str, csv_files: dict[str, Path]) -> None:
    wanted = lines(csv_files[job].read_bytes())
    frame = pandas.read_csv(csv_files[job])
    assert [plain(name) for name in frame["name"].dropna()] == [plain(line["name"]) for line in wanted if line["name"]]
    assert {name.replace("\r\n", "\n") for name in NAMES} <= {
        plain(name).replace("\r\n", "\n") for name in frame["name"].dropna()
    }
    for title in NUMBERS[job]:
        assert frame[title].sum() == pytest.approx(sum(float(line[title]) for line in wanted if line[title])), title
    for title in DATES[job]:
        assert list(frame[title].dropna()) == [line[title] for line in wanted if line[title]]


@pytest.mark.parametrize("alone", NAMES)
def test_pandas_leaves_a_name_that_is_the_only_one_as_it_is(alone: str) -> None:
    """In a column of many texts pandas guesses less."""

    text = "".join(csv_parts(["name"], [[alone]]))
    (name,) = pandas.read_csv(io.StringIO(text, newline=""))["name"]
    assert isinstance(name, str)
    assert plain(name).replace("\r\n", "\n") == alone.replace("\r\n", "\n")


@pytest.fixture(scope="module")
def saved_again(
    consumers: Consumers, language: str, books: dict[str, Path], tmp_path_factory: pytest.TempPathFactory
) -> dict[str, Path]:
    return converted(consumers, language, tmp_path_factory.mktemp("saved"), [*books.values()], "")


def equal(wanted: Cells, found: Cells) -> list[tuple[Any, Any, Any]]:
    """Return (place, wanted, found) of the cells that are not the same."""
    places = sorted({*wanted, *found})
    return [(place, wanted.get(place), found.get(place)) for place in places if wanted.get(place) != found.get(place)]


@pytest.mark.parametrize("job", XLSX)
def test_libreoffice_saves_every_cell_of_a_workbook_as_it_was(
    job: str, saved_again: dict[str, Path], books: dict[str, Path]
) -> None:
    assert equal(cells(books[job]), cells(saved_again[job])) == []
    before, after = openpyxl.load_workbook(books[job]), openpyxl.load_workbook(saved_again[job])
    assert after.sheetnames == before.sheetnames
    for old, new in zip(before, after, strict=True):
        if old.max_row == 1:
            continue
        assert [cell.number_format for cell in old[2]] == [cell.number_format.replace("\\", "") for cell in new[2]]
        assert len(vars(new)["_charts"]) == len(vars(old)["_charts"])
        assert str(new.auto_filter.ref) == str(old.auto_filter.ref)
        rules = [
            sorted(rule.formula[0] for area in page.conditional_formatting for rule in area.rules)
            for page in (old, new)
        ]
        assert rules[0] == rules[1]


@pytest.mark.parametrize("job", XLSX)
def test_pandas_reads_text_as_text_and_sums_that_are_values(job: str, books: dict[str, Path]) -> None:
    # without a type, pandas makes a number of a text cell where all of its column look like one: the guide says so
    frames = pandas.read_excel(books[job], sheet_name=None, keep_default_na=False, dtype=object)
    sheet, title = {
        "report": ("Customers, all fields", "Name"),
        "compliance": ("Findings", "Who"),
        "statement": ("Customers", "Name"),
    }[job]
    names = {str(name) for name in frames[sheet][title]} | {
        str(name) for name in frames.get("Waived", {}).get("Who", ())
    }
    assert {name.replace("\r\n", "\n") for name in NAMES} - names == set()
    for frame in frames.values():
        if len(frame) and frame.iloc[-1, 0] == "Total":
            for column in frame.columns[1:]:
                total, values = frame[column].iloc[-1], frame[column].iloc[:-1]
                if total != "":
                    assert total == sum(value for value in values if isinstance(value, (int, float)))


def test_shares_are_fractions_with_a_format_of_percent(books: dict[str, Path]) -> None:
    frame = pandas.read_excel(books["report"], sheet_name="Seats")
    used, acquired = frame["Seats used"].iloc[:-1], frame["Seats acquired"].iloc[:-1]
    assert [round(share, 2) for share in frame["Share"].iloc[:-1]] == [
        round(a / b, 2) for a, b in zip(used, acquired, strict=True)
    ]
    page = openpyxl.load_workbook(books["report"])["Seats"]
    column = next(cell.column_letter for cell in page[1] if cell.value == "Share")
    assert page[f"{column}2"].number_format == "0%"


def test_a_statement_that_libreoffice_has_saved_again_says_what_it_said(saved_again: dict[str, Path]) -> None:
    assert as_xlsx.differs(statement_document(), saved_again["statement"].read_bytes()) == ""
