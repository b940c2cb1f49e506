# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The formats that findings can be written in, by name; `PARTS` has those that are text.

A file is written in parts: a document of ten thousand findings is tens of MiB of text, and there should not be several
copies of it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._compliance.as_csv import csv_parts
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._compliance.as_html import render_html
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._compliance.as_junit import render_junit
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._compliance.as_sarif import sarif_parts
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._compliance.as_xlsx import render_xlsx
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._compliance.document import Document
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._outputs import as_json


def _html(document: Document) -> Iterator[str]:
    yield render_html(document)


def _json(document: Document) -> Iterator[str]:
    return as_json.json_parts({**document, "findings": []}, "findings", 1, document["findings"])


def _junit(document: Document) -> Iterator[str]:
    yield render_junit(document)


PARTS: dict[str, Callable[[Document], Iterable[str]]] = {
    "html": _html,
    "csv": csv_parts,
    "json": _json,
    "junit": _junit,
    "sarif": sarif_parts,
}


def render(name: str, document: Document) -> str:
    """Return the text of a format."""
    return "".join(PARTS[name](document))


def encoded(name: str, document: Document, *, csv_bom: bool = False) -> bytes:
    """Return the file of a format; with `csv_bom`, a CSV file begins with a byte order mark.

    Raises `MissingLibraryError` for a workbook without XlsxWriter.
    """
    if name == "xlsx":
        return render_xlsx(document)
    return as_json.encoded(csv_parts(document, bom=csv_bom) if name == "csv" else PARTS[name](document))
