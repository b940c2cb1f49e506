# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The bounds, as a table: ratios of two things measured in the same run, never seconds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

Figures = Mapping[str, Mapping[str, float]]

# smaller populations mostly show how long Ansible takes to start; their ratios are printed but not judged
JUDGED_FROM = 10_000
# simple decoding of the bodies: the reference for the time from bodies to groups
JSON_LOADS = "json.loads alone"
# end of the name of a job that another build does
BEFORE = " before"


@dataclass(frozen=True)
class Bound:
    """A ratio and its bound.

    `of` and `against` are a command, or two whose difference counts; `metric` is `wall`, `cpu` or `peak`.
    `at_least`: the ratio is how many times faster we are, not how many times as expensive.
    """

    title: str
    of: tuple[str, ...]
    against: tuple[str, ...]
    bound: float
    metric: str = "wall"
    at_least: bool = False
    judged_from: int = JUDGED_FROM


BOUNDS = (
    Bound("inventory: time against a bare plugin", ("ours",), ("bare",), 1.2),
    Bound("inventory: time against an inventory script", ("ours",), ("script",), 0.6),
    Bound("inventory: peak memory against a bare plugin", ("ours",), ("bare",), 1.3, "peak"),
    Bound("cached inventory: time against a bare plugin", ("cached",), ("bare",), 1.15),
    Bound("times faster than nb_inventory", ("netbox",), ("ours",), 3.0, at_least=True),
    Bound("times faster than foreman", ("foreman",), ("ours",), 2.0, at_least=True),
    Bound("times faster than nb_inventory, 5 keyed_groups", ("netbox_keyed",), ("ours_keyed",), 5.0, at_least=True),
    Bound("times faster than foreman, 5 keyed_groups", ("foreman_keyed",), ("ours_keyed",), 5.0, at_least=True),
    Bound(
        "5 keyed_groups + 5 compose against Constructable",
        ("ours_constructed", "ours"),
        ("constructable", "constructable_plain"),
        0.2,
    ),
    Bound("service_info: time against uri", ("service_info",), ("uri",), 1.3),
    Bound("report of the inventory: processor time against before", ("report",), ("report" + BEFORE,), 0.6, "cpu"),
    Bound(
        "compliance of the inventory: processor time against before",
        ("compliance",),
        ("compliance" + BEFORE,),
        0.6,
        "cpu",
    ),
    Bound(
        "compliance of the platform: processor time against before",
        ("compliance_api",),
        ("compliance_api" + BEFORE,),
        0.25,
        "cpu",
    ),
    Bound("rightsizing plan: processor time against before", ("rightsize",), ("rightsize" + BEFORE,), 1.0, "cpu"),
    Bound("Python: bodies to groups against json.loads", ("pipeline",), (JSON_LOADS,), 3.0, "seconds"),
)
MOST_EXPONENT = 1.05


@dataclass(frozen=True)
class Row:
    """One line of the result. `holds` is None if the size is too small to judge; `busy` is the ratio of processor time."""

    title: str
    size: str
    ratio: float
    bound: float
    at_least: bool
    holds: bool | None
    busy: float | None = None

    def as_dict(self) -> dict[str, Any]:
        """For the JSON file."""
        return asdict(self)


def ratio(bound: Bound, figures: Figures, metric: str) -> float | None:
    """Return the ratio for this metric; None if a measurement is missing."""
    sides = []
    for names in (bound.of, bound.against):
        values = [figures[name][metric] for name in names if metric in figures.get(name, {})]
        if len(values) < len(names):
            return None
        sides.append(values[0] - sum(values[1:]))
    return sides[0] / sides[1] if sides[1] > 0 else None


def judged(size: int, figures: Figures) -> list[Row]:
    """Return a row for every bound whose commands were measured at this size."""
    rows = []
    for bound in BOUNDS:
        found = ratio(bound, figures, bound.metric)
        if found is None:
            continue
        holds = found >= bound.bound if bound.at_least else found <= bound.bound
        busy = ratio(bound, figures, "cpu") if bound.metric == "wall" else None
        verdict = holds if size >= bound.judged_from else None
        rows.append(Row(bound.title, f"{size:,}", found, bound.bound, bound.at_least, verdict, busy))
    return rows
