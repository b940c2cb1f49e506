# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The baseline: the findings of an earlier run, in a file with the same structure as the JSON report."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from ansible_collections.audiocodes.live_platform.plugins.module_utils._records.completeness import KINDS, Mark
from ansible_collections.audiocodes.live_platform.plugins.module_utils.errors import DataError
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._compliance.document import (
    BASELINE_KEYS,
    SCHEMA,
    Document,
    baseline_of,
    is_believed,
)
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._outputs.as_json import render_json
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._outputs.text import (
    called_platforms,
    shown_instant,
)
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._population.of_platform import Population
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._population.sizes import (
    Sizes,
    after,
    counts,
    lost,
)

# the keys that say when a file was made, about what, and in which form
_KEPT = ("schema", "generated_at", "platforms", "population")
_LISTS = "lists"


class Baseline(NamedTuple):
    """An earlier run: the names of the platforms that it judged, its findings, and the sizes of lists up to then.

    `document` is the content of its file.
    """

    path: Path
    platforms: list[str]
    findings: list[dict[str, str]]
    sizes: Sizes
    document: Mapping[str, Any]

    def check(self, platforms: Sequence[str]) -> None:
        """Raise `DataError` if the run judged other platforms than these; without any platform nothing is judged."""
        if platforms and self.platforms != list(platforms):
            raise DataError(
                f"baseline {self.path} is of {called_platforms(self.platforms)}, but what is judged is of {called_platforms(platforms)}",
                hint="give each set of platforms a baseline of its own, or remove the file to start over",
            )


def read_baseline(path: Path) -> Baseline | None:
    """Return an earlier run, from a baseline file or a JSON report; None if there is no file.

    Raises `DataError` if the file is neither.
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
    # findings that a report carries from an earlier run still count
    carried = document.get("carried", [])
    rows += [row for row in carried if isinstance(row, dict) and row.get("id")] if isinstance(carried, list) else []
    findings = [{key: str(row.get(key, "")) for key in BASELINE_KEYS} for row in rows]
    names = sorted(map(str, platforms))
    return Baseline(path, names, findings, _sizes(document, names), document)


def render_baseline(document: Document, lists: Sizes | None = None) -> str:
    """Return the JSON text that a later run is compared with. `lists` are the sizes of lists, including this run."""
    return _rendered(baseline_of(document), lists or {})


def updated(
    document: Document,
    population: Population,
    before: Baseline | None,
    now: dt.datetime,
    minimum: int,
    least: Mapping[str, int] | None = None,
) -> str | None:
    """Return the new content of the baseline file after this run; None if the file stays unchanged.

    Later runs must not be compared with a run that is not trusted. If only a loss makes it untrusted, the file takes
    its counts, so that the loss is accepted after some days.
    """
    found = counts(population.services, population.customers, population.origin)
    known, instant = before.sizes if before else {}, now.timestamp()
    if is_believed(document, minimum):
        return render_baseline(document, after(known, found, instant, believed=True))
    if before is None or document["doubts"] != [lost(found, known, instant, least)]:
        return None
    kept = {key: value for key, value in before.document.items() if key in _KEPT}
    return _rendered({**kept, "findings": before.findings}, after(known, found, instant, believed=False))


def _rendered(document: Mapping[str, Any], lists: Sizes) -> str:
    shown = {
        platform: {
            kind: [{"at": shown_instant(_instant(when)), "rows": rows} for when, rows in marks]
            for kind, marks in kinds.items()
        }
        for platform, kinds in sorted(lists.items())
    }
    return render_json({**document, _LISTS: shown})


def _sizes(document: Mapping[str, Any], platforms: Sequence[str]) -> Sizes:
    """Return the sizes of lists in a file. A report, or a file of an earlier version, has one run's sizes for all platforms together."""
    lists = document.get(_LISTS)
    if isinstance(lists, dict):
        return {
            str(platform): {kind: found for kind in KINDS if (found := _marks(kinds.get(kind)))}
            for platform, kinds in lists.items()
            if isinstance(kinds, dict)
        }
    population = document.get("population")
    if not isinstance(population, dict) or len(platforms) > 1:
        return {}
    at = document.get("generated_at")
    of_kinds = {kind: _marks([{"at": at, "rows": population.get(kind)}]) for kind in KINDS}
    return {"".join(platforms): {kind: marks for kind, marks in of_kinds.items() if marks}}


def _marks(rows: Any) -> list[Mark]:
    """Return the valid marks of a file."""
    found = []
    for row in rows if isinstance(rows, list) else ():
        try:
            when = dt.datetime.fromisoformat(row["at"].replace("Z", "+00:00")).timestamp()
            found.append((when, int(row["rows"])))
        except (TypeError, KeyError, AttributeError, ValueError, OverflowError):
            continue
    return found


def _instant(when: float) -> dt.datetime:
    return dt.datetime.fromtimestamp(when, dt.timezone.utc)
