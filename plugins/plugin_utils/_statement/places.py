# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Where statements are written, and what is there already."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from ansible_collections.audiocodes.live_platform.plugins.module_utils.errors import (
    LivePlatformError,
    MissingLibraryError,
    OptionError,
)
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._statement import earlier
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._statement.document import DRAFT, Document
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._statement.formats import RENDERERS, encoded
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._statement.options import StatementOptions
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._statement.verify import BESIDE


def settled(document: Document, part: str, options: StatementOptions) -> tuple[Document, list[str]]:
    """Return the statement to write, and warnings about the one that is there. `part` is that of a reseller, or empty.

    One with the same content stays, with the day on which it was made: a statement that somebody has signed does not change because
    it was made again. Raises `OptionError` where the file is of another platform.
    """
    path = options.path("json", part)
    if "json" not in options.formats or not path.is_file():
        return document, []
    try:
        there = earlier.read(str(path), "dest", [])
    except earlier.ChangedError:
        return document, [f"{path} was changed after it had been written, and is replaced"]
    except LivePlatformError:
        return document, []
    if there["platform"] != document["platform"]:
        raise OptionError(
            f"{path} is of the platform {there['platform']}, not of {document['platform']}",
            hint="choose another basename or dest",
        )
    if {**document, "generated_at": there["generated_at"], "checksum": there["checksum"]} == there:
        return there, []
    is_replaced = there["verdict"] != DRAFT
    return document, [f"{path} said something else ({there['checksum']}), and is replaced"] if is_replaced else []


def contents(document: Document, part: str, options: StatementOptions) -> Iterator[tuple[Path, bytes]]:
    """Yield (path, content) of the statement's files.

    Raises `LivePlatformError` where a file of another format is beside them and not of this statement: who reads the one would sign
    the other.
    """
    for name in RENDERERS:
        path = options.path(name, part)
        if name in options.formats:
            yield path, encoded(name, document, csv_bom=options.csv_bom)
        elif path.is_file() and _differs(name, document, path.read_bytes()):
            raise LivePlatformError(
                f"{path} is of another statement than the one that is to be written beside it",
                hint=f"add {name} to formats, remove the file, or choose another basename",
            )


def _differs(name: str, document: Document, content: bytes) -> bool:
    """Tell whether a file is not of the statement: by its values where they can be read, else by its bytes."""
    if name in BESIDE:
        return bool(BESIDE[name](document, content))
    try:
        return content != encoded(name, document)
    except MissingLibraryError:  # what made it then is not here now
        return True
