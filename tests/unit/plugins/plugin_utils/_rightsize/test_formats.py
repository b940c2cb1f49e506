# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A plan as text and CSV, with names that try to be more than names; undo files that do not replace each other."""

from __future__ import annotations

import csv
import io
import unicodedata
from datetime import date
from pathlib import Path

import pytest

from ansible_collections.audiocodes.live_platform.plugins.module_utils.errors import LivePlatformError
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._inputs import waivers
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._rightsize import undo_files
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._rightsize.as_csv import render_csv
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._rightsize.as_text import (
    MOST_LINES,
    render_table,
    render_text,
)
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._rightsize.document import Document, build
from kits.report_data import HOSTILE
from kits.rightsize import TODAY, customer, planned, waiver


def hostile() -> Document:
    """A plan about customers with hostile names, waived by hostile people."""
    entries = planned(
        *(
            customer(f"c{number}", name=name, full_name=name if number % 2 else "")
            for number, name in enumerate([*HOSTILE, "\x1b[31mred\x07\ud800"])
        ),
        waived=[waiver(scope={"subject": "customer:c2"}, owner=HOSTILE[1], reason=HOSTILE[2])],
    )
    expired = waivers.load([waiver(owner=HOSTILE[3], until="2026-01-01")], ["rightsize"])
    return build(entries, TODAY, "inventory", [HOSTILE[0], HOSTILE[7]], expired)


def test_csv_never_calculates() -> None:
    text = render_csv(hostile())
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    assert len(rows) == len(HOSTILE) + 1
    cells = [cell for row in rows for cell in row.values()]
    assert [cell for cell in cells if cell.lstrip().startswith(("=", "+", "-", "@"))] == []
    waived = next(row for row in rows if row["guid"] == "c2")
    assert (waived["action"], waived["waiver_owner"]) == ("waived", "'=1+1")
    changed = next(row for row in rows if row["guid"] == "c1")
    assert (changed["license_type"], changed["licensed_users"]) == ("oc_pro", "100")
    assert (changed["wanted_license_type"], changed["wanted_licensed_users"]) == ("oc_pro", "50")
    assert text.splitlines()[0].startswith("action,guid,name,")
    text.encode()


def test_text_is_plain_lines() -> None:
    text = render_text(hostile())
    for line in text.splitlines():
        assert not any(unicodedata.category(char) == "Cc" for char in line)
    # one line for each customer, whatever its name holds: heading, sums, empty line, titles; a waiver, two warnings
    assert len(text.splitlines()) == 4 + len(HOSTILE) + 1 + 1 + 2
    assert text.splitlines()[-3].startswith("Expired waiver: subject customer:c1, until 2026-01-01 by")
    text.encode()


def test_the_output_of_a_task_is_short_and_the_file_is_not() -> None:
    many = [customer(f"c{number}", seats=100 if number % 2 else 50) for number in range(200)]
    document = build(planned(*many), TODAY, "api")
    lines = render_table(document)
    assert len(lines) == 4 + MOST_LINES + 1
    assert lines[-1] == "... and 60 more customers"
    assert not any(line.startswith("keep") for line in lines)
    assert len(render_text(document).splitlines()) == 4 + 200


def test_what_is_done_stands_first() -> None:
    document = build(planned(customer("c1", used=None), customer("c2")), TODAY, "api")
    assert [line.split()[0] for line in render_table(document)[4:]] == ["change", "not"]
    assert render_table(document)[4].split() == [
        *("change", "Name", "of", "c2", "50", "OC", "Pro", "100", "OC", "Pro", "50"),
        *("50", "of", "100", "seats", "in", "use"),
    ]


def test_a_plan_without_customers_has_no_table() -> None:
    assert len(render_table(build([], TODAY, "api"))) == 2


def test_the_same_day_gives_the_same_plan() -> None:
    assert hostile() == hostile()
    assert build([], date(2026, 1, 2), "api")["generated_on"] == "2026-01-02"


def test_undo_files_never_replace_each_other(tmp_path: Path) -> None:
    (tmp_path / "x.undo-3.json").symlink_to(tmp_path / "nowhere")
    paths = [undo_files.reserve(tmp_path, "x", dry_run=False) for _number in range(3)]
    assert [path.name for path in paths] == ["x.undo.json", "x.undo-2.json", "x.undo-4.json"]
    assert undo_files.reserve(tmp_path / "new", "x", dry_run=True) == tmp_path / "new" / "x.undo.json"
    assert not (tmp_path / "new").exists()


def test_two_runs_at_once_have_two_undo_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another run has taken the name between the look and the write."""
    (tmp_path / "x.undo.json").write_bytes(b"other")
    monkeypatch.setattr("os.path.lexists", lambda _path: False)
    assert undo_files.reserve(tmp_path, "x", dry_run=False).name == "x.undo-2.json"
    assert (tmp_path / "x.undo.json").read_bytes() == b"other"


def test_an_undo_file_that_cannot_be_written_names_itself(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(LivePlatformError, match=r"file/x.undo.json could not be written: "):
        undo_files.reserve(tmp_path / "file", "x", dry_run=False)


def test_removing_an_undo_file(tmp_path: Path) -> None:
    path = tmp_path / "x.undo.json"
    path.write_text("")
    undo_files.remove(path, dry_run=True)
    assert path.exists()
    undo_files.remove(path, dry_run=False)
    undo_files.remove(path, dry_run=False)
    assert not path.exists()
    with pytest.raises(LivePlatformError, match="could not be removed"):
        undo_files.remove(tmp_path, dry_run=False)
