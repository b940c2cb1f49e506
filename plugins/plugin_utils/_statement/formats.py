# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The formats that a statement can be written in, by name."""

from __future__ import annotations

from collections.abc import Callable

from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._outputs.pdf import pdf
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._statement.as_csv import render_csv
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._statement.as_html import render_html
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._statement.as_json import render_json
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._statement.as_xlsx import render_xlsx
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._statement.document import Document

RENDERERS: dict[str, Callable[[Document], bytes]] = {
    "json": lambda document: render_json(document).encode(),
    "csv": lambda document: render_csv(document).encode(),
    "html": lambda document: render_html(document).encode(),
    "xlsx": render_xlsx,
    "pdf": lambda document: pdf(render_html(document)),
}


def encoded(name: str, document: Document, *, csv_bom: bool = False) -> bytes:
    """Return the file of a format; with `csv_bom`, a CSV file begins with a byte order mark."""
    return render_csv(document, bom=csv_bom).encode() if name == "csv" else RENDERERS[name](document)
