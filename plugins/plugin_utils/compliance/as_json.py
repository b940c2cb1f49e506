# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Findings as JSON, and the baseline file, which has the same shape. Private to the collection."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from ansible_collections.audiocodes.live_platform.plugins.module_utils.errors import DataError
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils.compliance.document import (
    BASELINE_KEYS,
    SCHEMA,
    Document,
    baseline_of,
)


def render_json(document: Mapping[str, Any]) -> str:
    """Return the JSON text, indented, keys in the document's order, without NaN."""
    return json.dumps(document, ensure_ascii=False, allow_nan=False, indent=2) + "\n"


def render_baseline(document: Document) -> str:
    """Return the JSON text of what a later run is compared with."""
    return render_json(baseline_of(document))


def read_baseline(path: Path) -> list[dict[str, str]] | None:
    """Return the findings of an earlier run, from a baseline file or a JSON report; None where there is no file.

    Raises L(DataError) for a file that is neither.
    """
    try:
        document = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None
    except (OSError, ValueError, RecursionError) as error:
        raise DataError(f"baseline {path} could not be read: {error}") from error
    rows = document.get("findings") if isinstance(document, dict) and document.get("schema") == SCHEMA else None
    if not isinstance(rows, list) or not all(isinstance(row, dict) and row.get("id") for row in rows):
        raise DataError(f"baseline {path} is neither a baseline file nor a JSON report of this version")
    return [{key: str(row.get(key, "")) for key in BASELINE_KEYS} for row in rows]
