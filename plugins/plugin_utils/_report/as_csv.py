# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The report as CSV (RFC 4180): one line for each host, one column for each record name. Pure. Private."""

from __future__ import annotations

from collections.abc import Sequence

from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._outputs.csv_cells import csv_parts
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._population.rows import flat
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._report.fields import FIELD_KINDS
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._report.model import Model

_DATES = frozenset(name for name, kind in FIELD_KINDS.items() if kind == "date")


def render_csv(model: Model, columns: Sequence[str], bom: bool = False) -> str:
    """Return the CSV text: a heading line, then the model's rows in their order, each line ended by CR LF.

    `columns` are the record names to show, behind the host's name and groups; what a record lacks stays empty.
    A last column says that the data is stale; it is there only then, so that ordinary files never change their columns.
    """
    names = ("inventory_hostname", "groups", *columns)
    stale = [model["stale"]] if model["stale"] else []
    rows = ([*map(flat(row).get, names), *stale] for row in model["rows"])
    return "".join(csv_parts([*names, *(["stale"] if stale else [])], rows, typed=_DATES, bom=bom))
