# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The formats of a plan, by name."""

from __future__ import annotations

from collections.abc import Callable

from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._outputs.as_json import render_json
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._rightsize.as_csv import render_csv
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._rightsize.as_text import render_text
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._rightsize.document import Document

RENDERERS: dict[str, Callable[[Document], str]] = {"txt": render_text, "json": render_json, "csv": render_csv}


def encoded(name: str, document: Document, *, csv_bom: bool = False) -> bytes:
    """Return the file of a format; with `csv_bom`, a CSV file begins with a byte order mark."""
    return (render_csv(document, bom=csv_bom) if name == "csv" else RENDERERS[name](document)).encode()
