# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Files are replaced whole, only when they differ, and nothing is left behind by a failure."""

from __future__ import annotations

import os
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from ansible_collections.audiocodes.live_platform.plugins.module_utils.errors import LivePlatformError
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._outputs.files import (
    make_directories,
    write_all,
    write_file,
)


def mode_of(path: Path) -> int:
    return path.stat().st_mode & 0o7777


def test_a_failure_leaves_the_old_file_and_no_other(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "r.json"
    path.write_bytes(b"old")

    def fail(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(OSError, match="No space left"):
        write_file(path, b"new", 0o640, dry_run=False)
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_directory_in_the_way_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "r.json").mkdir()
    with pytest.raises(IsADirectoryError):
        write_file(tmp_path / "r.json", b"new", 0o640, dry_run=False)


def test_what_is_in_the_way_of_one_file_keeps_the_others_as_they_are(tmp_path: Path) -> None:
    (tmp_path / "r.html").write_bytes(b"old")
    (tmp_path / "r.json").mkdir()
    contents = {tmp_path / "r.html": b"new", tmp_path / "r.json": b"new"}
    with pytest.raises(LivePlatformError, match=r"r\.json could not be written: Is a directory"):
        write_all(contents, 0o640, dry_run=False)
    assert (tmp_path / "r.html").read_bytes() == b"old"


def test_a_place_that_takes_no_file_keeps_the_others_as_they_are(tmp_path: Path) -> None:
    """Here a folder that cannot be made; the same goes for a full disk, and for one that may not be written to."""
    (tmp_path / "r.html").write_bytes(b"old")
    (tmp_path / "dangling").symlink_to(tmp_path / "nowhere")
    contents = {tmp_path / "r.html": b"new", tmp_path / "dangling" / "r.json": b"new"}
    with pytest.raises(LivePlatformError, match=r"dangling/r\.json could not be written: "):
        write_all(contents, 0o640, dry_run=False)
    assert (tmp_path / "r.html").read_bytes() == b"old"
    assert {path.name for path in tmp_path.iterdir()} == {"r.html", "dangling"}


def test_a_new_file_has_its_mode_and_its_directories(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "er" / "r.json"
    written = write_file(path, b"new", 0o604, dry_run=False)
    assert (written.changed, written.before, path.read_bytes(), mode_of(path)) == (True, "absent", b"new", 0o604)


def test_a_dry_run_tells_and_touches_nothing(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "r.json"
    assert write_file(path, b"new", 0o640, dry_run=True).changed
    assert list(tmp_path.iterdir()) == []


def test_same_content_and_mode_is_no_change(tmp_path: Path) -> None:
    path = tmp_path / "r.json"
    write_file(path, b"new", 0o640, dry_run=False)
    before = path.stat()
    written = write_file(path, b"new", 0o640, dry_run=False)
    assert not written.changed
    assert written.before == written.after
    assert (path.stat().st_ino, path.stat().st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


def test_another_mode_alone_is_a_change(tmp_path: Path) -> None:
    path = tmp_path / "r.json"
    write_file(path, b"new", 0o640, dry_run=False)
    written = write_file(path, b"new", 0o600, dry_run=False)
    assert written.changed
    assert ("mode 0640" in written.before, "mode 0600" in written.after) == (True, True)
    assert mode_of(path) == 0o600


def test_a_link_is_replaced_and_not_followed(tmp_path: Path) -> None:
    target = tmp_path / "precious"
    target.write_bytes(b"precious")
    link = tmp_path / "r.json"
    link.symlink_to(target)
    write_file(link, b"new", 0o640, dry_run=False)
    assert target.read_bytes() == b"precious"
    assert (link.is_symlink(), link.read_bytes()) == (False, b"new")


@pytest.fixture
def stubborn(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Let no file of a name be replaced, as if it were immutable; it can be read, and files beside it can be made."""

    def refuse(name: str) -> None:
        replace = Path.replace

        def refused(self: Path, target: Path) -> Path:
            if target.name == name:
                raise PermissionError(1, "Operation not permitted")
            return replace(self, target)

        monkeypatch.setattr(Path, "replace", refused)

    return refuse


@pytest.mark.parametrize("links", [True, False], ids=["links", "copies"])
def test_files_are_replaced_all_or_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, stubborn: Callable[[str], None], links: bool
) -> None:
    """What one of them has replaced by then is put back, what was not there is taken away, and nothing else is left."""

    def no_links(*_args: Any, **_options: Any) -> None:
        raise OSError(38, "no links here")

    if not links:
        monkeypatch.setattr("os.link", no_links)
    for name in ("r.txt", "r.json"):
        write_file(tmp_path / name, b"old", 0o604, dry_run=False)
    stubborn("r.json")
    contents = {tmp_path / name: b"new" for name in ("r.txt", "r.csv", "r.json", "r.html")}
    with pytest.raises(LivePlatformError, match=r"r\.json could not be written: Operation not permitted$"):
        write_all(contents, 0o640, dry_run=False)
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {"r.txt": b"old", "r.json": b"old"}
    assert mode_of(tmp_path / "r.txt") == 0o604


def test_nothing_but_the_files_is_left(tmp_path: Path) -> None:
    contents = {tmp_path / name: b"old" for name in ("r.txt", "r.csv")}
    for content in (b"old", b"new"):
        write_all(dict.fromkeys(contents, content), 0o640, dry_run=False)
        assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == dict.fromkeys(
            ("r.txt", "r.csv"), content
        )


def test_directories_have_one_mode_whatever_the_umask(tmp_path: Path) -> None:
    """Those above the last one too; what is there already stays."""
    tmp_path.chmod(0o755)
    before = os.umask(0)
    try:
        make_directories(tmp_path / "a" / "b" / ".." / "c")
    finally:
        os.umask(before)
    assert [mode_of(tmp_path / name) for name in (".", "a", "a/b", "a/c")] == [0o755, 0o750, 0o750, 0o750]


def test_a_content_is_made_when_its_turn_comes(tmp_path: Path) -> None:
    """Those of a large report together would fill the memory."""
    made: list[str] = []

    def content(name: str) -> bytes:
        # what was made before is complete already
        assert len(list(tmp_path.glob(".*"))) == len(made)
        made.append(name)
        return name.encode()

    contents = {tmp_path / name: partial(content, name) for name in ("a", "b", "c")}
    written = write_all(contents, 0o640, dry_run=False)
    assert [(item.path.name, item.size, item.changed) for item in written] == [
        ("a", 1, True),
        ("b", 1, True),
        ("c", 1, True),
    ]
    assert {path.name: path.read_text(encoding="utf-8") for path in tmp_path.iterdir()} == {
        "a": "a",
        "b": "b",
        "c": "c",
    }


@pytest.mark.parametrize("folder", [".", "new/folder"])
def test_a_content_that_cannot_be_made_leaves_nothing(tmp_path: Path, folder: str) -> None:
    (tmp_path / "a").write_bytes(b"old")

    def broken() -> bytes:
        raise LivePlatformError("xlsxwriter is not installed")

    with pytest.raises(LivePlatformError, match="xlsxwriter is not installed"):
        write_all({tmp_path / folder / "a": b"new", tmp_path / folder / "b": broken}, 0o640, dry_run=False)
    assert [path.name for path in tmp_path.iterdir()] == ["a"]
    assert (tmp_path / "a").read_bytes() == b"old"
