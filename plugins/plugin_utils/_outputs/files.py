# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Writing a file whole or not at all, and only when it changes."""

from __future__ import annotations

import errno
import hashlib
import os
import secrets
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ansible_collections.audiocodes.live_platform.plugins.module_utils.errors import LivePlatformError

# mode of the directories that have to be made: nobody but the owner and the group
DIRECTORY_MODE = 0o750


@dataclass(frozen=True)
class Written:
    """What became of a file: whether it changed (or would have), and its content before and after in one line."""

    path: Path
    size: int
    changed: bool
    before: str
    after: str


def write_file(path: Path, content: bytes, mode: int, *, dry_run: bool) -> Written:
    """Make `path` hold exactly `content` with the permissions `mode`, and tell what that changes.

    The file is replaced in one step, so that no reader ever sees half a report; a symbolic link is replaced, never
    followed. Directories are made where they lack. With `dry_run` nothing is touched. Raises `OSError`.
    """
    before = _read(path)
    wanted = _describe(content, mode)
    found = "absent" if before is None else _describe(before, path.lstat().st_mode & 0o7777)
    changed = before != content or found != wanted
    if changed and not dry_run:
        staged = _stage(path, content, mode)
        try:
            staged.replace(path)
        finally:
            staged.unlink(missing_ok=True)
    return Written(path, len(content), changed, found, wanted)


def write(path: Path, content: bytes, mode: int, *, dry_run: bool) -> Written:
    """Write one file. Raises `LivePlatformError` naming the file."""
    with _naming(path):
        return write_file(path, content, mode, dry_run=dry_run)


def write_all(contents: Mapping[Path, bytes], mode: int, *, dry_run: bool) -> list[Written]:
    """Write the files of one report, all or none: else some would be of today and others of the last run.

    What is in the way of one of them is found before any is touched, as far as it can be. All of them are complete before the
    first takes its place, and where one cannot take its place those that have done so are put back. Raises
    `LivePlatformError` naming the file.
    """
    looked_at = [write(path, content, mode, dry_run=True) for path, content in contents.items()]
    staged: dict[Path, Path] = {}
    kept: dict[Path, Path | None] = {}
    try:
        for item in [] if dry_run else looked_at:
            if item.changed:
                with _naming(item.path):
                    staged[item.path] = _stage(item.path, contents[item.path], mode)
        # the way back of a single file is never needed
        for path in staged if len(staged) > 1 else ():
            with _naming(path):
                kept[path] = _kept(path)
        _take_places(staged, kept)
    finally:
        for temporary in [*staged.values(), *(copy for copy in kept.values() if copy)]:
            temporary.unlink(missing_ok=True)
    return looked_at


def _take_places(staged: Mapping[Path, Path], kept: Mapping[Path, Path | None]) -> None:
    """Put complete files in their places; where one cannot take its place, put those before it back."""
    done: list[Path] = []
    try:
        for path, temporary in staged.items():
            with _naming(path):
                temporary.replace(path)
            done.append(path)
    except LivePlatformError as error:
        told = error
        for path in done:
            copy = kept[path]
            try:
                if copy is None:
                    path.unlink()
                else:
                    copy.replace(path)
            except OSError as failure:
                told = told.adding(f"{path} could not be put back and is new: {failure.strerror or failure}")
        raise told from error.__cause__


def _kept(path: Path) -> Path | None:
    """Return what a file that is about to be replaced can be put back from, None where there is none. Raises `OSError`.

    Another name of the same file where the file system has such, else a copy.
    """
    if not os.path.lexists(path):
        return None
    name = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
    try:
        os.link(path, name, follow_symlinks=False)
    except OSError:
        return _stage(path, path.read_bytes(), path.lstat().st_mode & 0o7777)
    return name


@contextmanager
def _naming(path: Path) -> Iterator[None]:
    """Turn `OSError` into `LivePlatformError` naming the file."""
    try:
        yield
    except OSError as error:
        raise LivePlatformError(f"{path} could not be written: {error.strerror or error}") from error


def _diff(written: Written) -> dict[str, str]:
    """Return one entry of the task's diff: what the file was and is, never its content."""
    header = str(written.path)
    return {
        "before_header": header,
        "after_header": header,
        "before": f"{written.before}\n",
        "after": f"{written.after}\n",
    }


def _read(path: Path) -> bytes | None:
    """Return the content of a regular file, null where there is none; a directory in its place raises OSError."""
    if path.is_symlink() or not path.exists():
        return None
    return path.read_bytes()


def make_directories(folder: Path) -> None:
    """Make a directory and those above it where they do not exist, all with DIRECTORY_MODE, whatever the umask. Raises `OSError`.

    `Path.mkdir` with `parents` gives its mode to the last one alone.
    """
    missing = [part for part in (folder, *folder.parents) if not part.exists()]
    for part in reversed(missing):
        try:
            part.mkdir(mode=DIRECTORY_MODE)
        except FileExistsError:
            # another run was quicker, or the path goes there and back
            if not part.is_dir():
                raise
    if not folder.is_dir():
        raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR), str(folder))


def _stage(path: Path, content: bytes, mode: int) -> Path:
    """Return a complete file beside `path`, to be put in its place. Directories are made where they do not exist."""
    make_directories(path.parent)
    descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(descriptor, "wb") as handle:
            handle.write(content)
            handle.flush()
            os.fchmod(handle.fileno(), mode)
            os.fsync(handle.fileno())
    except BaseException:
        with suppress(OSError):
            Path(name).unlink()
        raise
    return Path(name)


def _describe(content: bytes, mode: int) -> str:
    return f"{len(content)} bytes, mode {mode:04o}, sha256 {hashlib.sha256(content).hexdigest()[:16]}"


def told(written: Sequence[Written], *, with_diff: bool) -> dict[str, Any]:
    """Return the keys of an action's result that are about its files: changed, files, and diff where it is asked for."""
    result: dict[str, Any] = {
        "changed": any(item.changed for item in written),
        "files": [{"path": str(item.path), "size": item.size, "changed": item.changed} for item in written],
    }
    return result | ({"diff": [_diff(item) for item in written if item.changed]} if with_diff else {})
