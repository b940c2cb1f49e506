# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The report as CSV (RFC 4180): one line for each host, one column for each record name. Pure. Private."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._outputs.csv_cells import remembering
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._population.rows import flat
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._report.model import Model

BOM = "\ufeff"


def render_csv(model: Model, columns: Sequence[str], bom: bool = False) -> str:
    """Return the CSV text: a heading line, then the model's rows in their order, each line ended by CR LF.

    C(columns) are the record names to show, behind the host's name and groups; what a record lacks stays empty.
    A last column says that the data is stale; it is there only then, so that ordinary files never change their columns.
    """
    text = io.StringIO(newline="")
    text.write(BOM if bom else "")
    writer = csv.writer(text, lineterminator="\r\n")
    names = ("inventory_hostname", "groups", *columns)
    stale = [model["stale"]] if model["stale"] else []
    writer.writerow([*names, *(["stale"] if stale else [])])
    cell = remembering()
    for row in model["rows"]:
        writer.writerow(map(cell, [*map(flat(row).get, names), *stale]))
    return text.getvalue()
