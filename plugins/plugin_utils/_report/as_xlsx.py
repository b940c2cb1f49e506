# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The report as an Excel workbook: a sheet for each view, and all fields in the last ones. Pure."""

from __future__ import annotations

from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._outputs.workbook import render_workbook
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._report.model import Model
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._report.sheets import sheets


def render_xlsx(model: Model) -> bytes:
    """Return the workbook, the same for the same model. Raises `MissingLibraryError` without XlsxWriter."""
    below = f"{model['title'][:100]}, {model['generated_at']}"
    return render_workbook(sheets(model), model["title"], model["generated_at"], below=below)
