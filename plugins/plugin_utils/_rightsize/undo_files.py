# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Names of undo files: each is new, so that a later run keeps the way back of an earlier one."""

from __future__ import annotations

import itertools
import os
from collections.abc import Iterator
from pathlib import Path

from ansible_collections.audiocodes.live_platform.plugins.module_utils.errors import LivePlatformError
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._outputs.files import make_directories


def reserve(folder: Path, basename: str, *, dry_run: bool) -> Path:
    """Create an empty undo file under an unused name, also among runs at the same time, and return its path.

    The first one is `<basename>.undo.json`, the next one `<basename>.undo-2.json`. Raises `LivePlatformError`, which
    names the file.
    """
    free = (path for path in _names(folder, basename) if not os.path.lexists(path))
    path = next(free)
    try:
        if not dry_run:
            make_directories(folder)
            while not _reserved(path):
                path = next(free)
    except OSError as error:
        raise LivePlatformError(f"{path} could not be written: {error.strerror or error}") from error
    return path


def remove(path: Path, *, dry_run: bool) -> None:
    """Remove a file that has nothing to undo. Raises `LivePlatformError`, which names it."""
    try:
        if not dry_run:
            path.unlink(missing_ok=True)
    except OSError as error:
        raise LivePlatformError(f"{path} could not be removed: {error.strerror or error}") from error


def _names(folder: Path, basename: str) -> Iterator[Path]:
    yield folder / f"{basename}.undo.json"
    yield from (folder / f"{basename}.undo-{number}.json" for number in itertools.count(2))


def _reserved(path: Path) -> bool:
    """Create an empty file for this run only; False if another run was faster. Raises `OSError`."""
    try:
        path.touch(mode=0o600, exist_ok=False)
    except FileExistsError:
        return False
    return True
