# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Writes a file completely or not at all, and only if its content changes."""

from __future__ import annotations

import errno
import hashlib
import os
import secrets
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ansible_collections.audiocodes.live_platform.plugins.module_utils.errors import LivePlatformError

# mode of new directories: only owner and group have access
DIRECTORY_MODE = 0o750
# bytes to read at a time from a file that is only checked
_CHUNK = 1 << 20

# The bytes of a file, or a function that makes them at its turn: all files of a large report together would fill the
# memory.
Content = bytes | Callable[[], bytes]


@dataclass(frozen=True)
class Written:
    """What happened to a file: whether it changed (or would have), and its content before and after in one line."""

    path: Path
    size: int
    changed: bool
    before: str
    after: str


def write_file(path: Path, content: bytes, mode: int, *, dry_run: bool) -> Written:
    """Make `path` hold exactly `content` with the permissions `mode`, and return what changed.

    The file is replaced in one step, so that no reader ever sees half a report. A symbolic link is replaced, never
    followed. Missing directories are created. With `dry_run` nothing is touched. Raises `OSError`.
    """
    written = _looked_at(path, content, mode)
    if written.changed and not dry_run:
        staged = _stage(path, content, mode)
        try:
            staged.replace(path)
        finally:
            staged.unlink(missing_ok=True)
    return written


def write(path: Path, content: bytes, mode: int, *, dry_run: bool) -> Written:
    """Write one file. Raises `LivePlatformError`, which names the file."""
    with _naming(path):
        return write_file(path, content, mode, dry_run=dry_run)


def write_all(
    contents: Mapping[Path, Content], mode: int, *, dry_run: bool, modes: Mapping[Path, int] | None = None
) -> list[Written]:
    """Write the files of one report, all or none: otherwise some would be new and others from the last run.

    `modes` are the permissions of single files, in place of `mode`.

    As far as possible, obstacles are found before any file is touched. All files are complete before the first takes
    its place. If one cannot take its place, the earlier ones are put back. A content that is a function is called when
    its turn comes, so it is in memory only until its file is complete. Raises `LivePlatformError`, which names the
    file, and the errors of such functions.
    """
    for path in contents:
        with _naming(path), path.open("rb") if _is_there(path) else nullcontext():
            pass
    looked_at: list[Written] = []
    staged: dict[Path, Path] = {}
    kept: dict[Path, Path | None] = {}
    folders: list[Path] = []
    try:
        for path, content in contents.items():
            made = content() if callable(content) else content
            permissions = (modes or {}).get(path, mode)
            with _naming(path):
                looked_at.append(_looked_at(path, made, permissions))
                if looked_at[-1].changed and not dry_run:
                    folders += [folder for folder in path.parents if not folder.exists()]
                    staged[path] = _stage(path, made, permissions)
            del made
        # a single file never has to be put back
        for path in staged if len(staged) > 1 else ():
            with _naming(path):
                kept[path] = _kept(path)
        _take_places(staged, kept)
    finally:
        for temporary in [*staged.values(), *(copy for copy in kept.values() if copy)]:
            temporary.unlink(missing_ok=True)
        for folder in folders:
            # innermost first; a folder with files stays
            with suppress(OSError):
                folder.rmdir()
    return looked_at


def _take_places(staged: Mapping[Path, Path], kept: Mapping[Path, Path | None]) -> None:
    """Move complete files to their places. If one cannot be moved, put the earlier ones back."""
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
    """Return a copy from which a file can be put back; None if there is no file yet. Raises `OSError`.

    A hard link if the file system has them, else a copy.
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
    """Turn `OSError` into `LivePlatformError`, which names the file."""
    try:
        yield
    except OSError as error:
        raise LivePlatformError(f"{path} could not be written: {error.strerror or error}") from error


def _diff(written: Written) -> dict[str, str]:
    """Return an entry of the task's diff: a description of the file before and after, never its content."""
    header = str(written.path)
    return {
        "before_header": header,
        "after_header": header,
        "before": f"{written.before}\n",
        "after": f"{written.after}\n",
    }


def _is_there(path: Path) -> bool:
    """Return whether something that is not a link is at the file's path."""
    return not path.is_symlink() and path.exists()


def _looked_at(path: Path, content: bytes, mode: int) -> Written:
    """Return what writing this content would change. Raises `OSError`."""
    before = _described(path)
    wanted = _describe(len(content), mode, hashlib.sha256(content).hexdigest())
    return Written(path, len(content), before != wanted, *(_shortened(text) for text in (before, wanted)))


def _described(path: Path) -> str:
    """Return a description of the file at a path. Raises `OSError` for a directory."""
    if not _is_there(path):
        return "absent"
    size, digest = 0, hashlib.sha256()
    with path.open("rb") as handle:
        while chunk := handle.read(_CHUNK):
            size += len(chunk)
            digest.update(chunk)
    return _describe(size, path.lstat().st_mode & 0o7777, digest.hexdigest())


def make_directories(folder: Path) -> None:
    """Create missing directories, all with DIRECTORY_MODE whatever the umask. Raises `OSError`.

    `Path.mkdir` with `parents` gives the mode only to the last one.
    """
    missing = [part for part in (folder, *folder.parents) if not part.exists()]
    for part in reversed(missing):
        try:
            part.mkdir(mode=DIRECTORY_MODE)
        except FileExistsError:
            # another run was faster, or the path goes there and back
            if not part.is_dir():
                raise
    if not folder.is_dir():
        raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR), str(folder))


def _stage(path: Path, content: bytes, mode: int) -> Path:
    """Write a complete file next to `path`, to be moved there, and return it. Missing directories are created."""
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


def _describe(size: int, mode: int, digest: str) -> str:
    return f"{size} bytes, mode {mode:04o}, sha256 {digest}"


def _shortened(description: str) -> str:
    """Return a description for people: the start of the checksum."""
    start, mark, digest = description.partition("sha256 ")
    return f"{start}{mark}{digest[:16]}"


def told(written: Sequence[Written], *, with_diff: bool) -> dict[str, Any]:
    """Return an action's result keys about its files: changed, files, and diff if requested."""
    result: dict[str, Any] = {
        "changed": any(item.changed for item in written),
        "files": [{"path": str(item.path), "size": item.size, "changed": item.changed} for item in written],
    }
    return result | ({"diff": [_diff(item) for item in written if item.changed]} if with_diff else {})
