# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Files are replaced whole, only when they differ, and nothing is left behind by a failure."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from ansible_collections.audiocodes.live_platform.plugins.module_utils.errors import LivePlatformError
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils.report.files import write_all, write_file


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
