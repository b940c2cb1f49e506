# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The formats that findings can be written in, by name."""

from __future__ import annotations

from collections.abc import Callable

from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._compliance.as_csv import render_csv
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._compliance.as_html import render_html
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._compliance.as_junit import render_junit
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._compliance.as_sarif import render_sarif
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._compliance.document import Document
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._outputs.as_json import render_json

RENDERERS: dict[str, Callable[[Document], str]] = {
    "html": render_html,
    "csv": render_csv,
    "json": render_json,
    "junit": render_junit,
    "sarif": render_sarif,
}
