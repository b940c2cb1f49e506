# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The formats that a report can be written in, by name."""

from __future__ import annotations

from collections.abc import Callable

from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._population.from_inventory import COLUMNS
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._report.as_csv import render_csv
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._report.as_html import render_html
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._report.as_json import encoded_json
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._report.as_markdown import render_markdown
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._report.as_pdf import render_pdf
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._report.as_xlsx import render_xlsx
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._report.model import Model
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._report.options import ReportOptions

# a format's name is also the suffix of its file; PDF is apart, since it may have to leave something out
RENDERERS: dict[str, Callable[[Model, ReportOptions], bytes]] = {
    "html": lambda model, options: render_html(model, options.rows).encode(),
    "csv": lambda model, options: render_csv(model, COLUMNS, bom=options.csv_bom).encode(),
    "json": lambda model, _options: encoded_json(model),
    "xlsx": lambda model, _options: render_xlsx(model),
    "md": lambda model, _options: render_markdown(model).encode(),
}


def rendered(name: str, model: Model, options: ReportOptions, warnings: list[str]) -> bytes:
    """Return the content of a file; what its format could not show is added to `warnings`."""
    if name == "pdf":
        return render_pdf(model, options.rows, warnings)
    return RENDERERS[name](model, options)
