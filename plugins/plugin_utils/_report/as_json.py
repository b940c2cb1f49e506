# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The report as JSON: the model with flat rows. Pure."""

from __future__ import annotations

from collections.abc import Iterator

from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._outputs import as_json
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._population.rows import flat
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._report.model import Model


def json_parts(model: Model) -> Iterator[str]:
    """Yield the JSON text, indented, keys in the model's order, without NaN; `rows` are flat dictionaries."""
    return as_json.json_parts({**model, "rows": []}, "rows", 1, map(flat, model["rows"]))


def render_json(model: Model) -> str:
    """Return the JSON text as a whole."""
    return "".join(json_parts(model))


def encoded_json(model: Model) -> bytes:
    """Return the JSON file."""
    return as_json.encoded(json_parts(model))
