# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The baseline: what an earlier run found, in a file of the same shape as the JSON report."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from ansible_collections.audiocodes.live_platform.plugins.module_utils.errors import DataError
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._compliance.document import (
    BASELINE_KEYS,
    SCHEMA,
    Document,
    baseline_of,
)
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._outputs.as_json import render_json


def render_baseline(document: Document) -> str:
    """Return the JSON text of what a later run is compared with."""
    return render_json(baseline_of(document))


class Baseline(NamedTuple):
    """An earlier run: the names of the platforms that it judged, its findings, and how much it judged, if it says so."""

    path: Path
    platforms: list[str]
    findings: list[dict[str, str]]
    population: dict[str, int]

    def check(self, platforms: Sequence[str]) -> None:
        """Raise L(DataError) where the run judged other platforms than these; where there are none, nothing is judged."""
        if platforms and self.platforms != list(platforms):
            raise DataError(
                f"baseline {self.path} is of {_called(self.platforms)}, but what is judged is of {_called(platforms)}",
                hint="give each set of platforms a baseline of its own, or remove the file to start over",
            )


def _called(platforms: Sequence[str]) -> str:
    if not platforms:
        return "no platform that it names"
    return f"{'platform' if len(platforms) == 1 else 'platforms'} {', '.join(platforms)}"


def read_baseline(path: Path) -> Baseline | None:
    """Return an earlier run, from a baseline file or a JSON report; None where there is no file.

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
    platforms = document.get("platforms", [])
    if not isinstance(platforms, list):
        raise DataError(f"baseline {path}: platforms is not a list of names")
    # what a report carries from an earlier run still stands
    carried = document.get("carried", [])
    rows += [row for row in carried if isinstance(row, dict) and row.get("id")] if isinstance(carried, list) else []
    findings = [{key: str(row.get(key, "")) for key in BASELINE_KEYS} for row in rows]
    counts = document.get("population")
    population = (
        {kind: rows for kind, rows in counts.items() if isinstance(rows, int)} if isinstance(counts, dict) else {}
    )
    return Baseline(path, sorted(map(str, platforms)), findings, population)
