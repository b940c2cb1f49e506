# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The report as PDF: the page as it is on paper. Written by WeasyPrint, which is imported only when this format is asked for."""

from __future__ import annotations

from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._html.for_pdf import for_pdf
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._outputs.pdf import pdf
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._report.as_html import render_html
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._report.model import Model


def render_pdf(model: Model, rows: str = "exceptions", warnings: list[str] | None = None) -> bytes:
    """Return the PDF, with the rows of the long tables that `rows` names: `exceptions` or `all`.

    What could not be put on paper is added to `warnings`. Raises `MissingLibraryError` without WeasyPrint.
    """
    return pdf(for_pdf(render_html(model, rows, only_printed=True)), warnings)
