# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Documents as JSON text for files. Pure."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any


def render_json(document: Mapping[str, Any]) -> str:
    """Return indented JSON text with keys in the document's order. Raises `ValueError` for NaN and infinity."""
    return json.dumps(document, ensure_ascii=False, allow_nan=False, indent=2) + "\n"
