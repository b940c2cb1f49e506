# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Documents as JSON text: in parts the same text as at once."""

from __future__ import annotations

from typing import Any

import pytest

from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._outputs.as_json import (
    encoded,
    json_parts,
    render_json,
)

# what could be taken for the place of the rows
HOSTILE = '\n  "rows": []'


@pytest.mark.parametrize("count", [0, 1, 499, 500, 501, 1001])
def test_the_parts_are_the_text(count: int) -> None:
    rows = [
        {"name": f"n{number} {HOSTILE}", "rows": [], "deep": {"list": [1, None, "\u00df"]}} for number in range(count)
    ]
    document: dict[str, Any] = {"title": HOSTILE, "first": {"rows": []}, "rows": [], "last": 1.5}
    whole = render_json({**document, "rows": rows})
    assert "".join(json_parts(document, "rows", 1, iter(rows))) == whole
    assert encoded(json_parts(document, "rows", 1, rows)) == whole.encode()


def test_rows_in_the_depth_of_a_document() -> None:
    def document(rows: list[Any]) -> dict[str, Any]:
        return {"runs": [{"tool": {"results": "x"}, "results": rows}], "last": []}

    rows = [{"a": 1}, {}, [2, {"b": []}], "text", None]
    assert "".join(json_parts(document([]), "results", 3, rows)) == render_json(document(rows))


def test_a_document_without_such_a_list_is_a_fault() -> None:
    with pytest.raises(ValueError, match="no empty list rows at depth 2"):
        list(json_parts({"rows": []}, "rows", 2, []))


def test_what_is_no_json_is_refused() -> None:
    with pytest.raises(ValueError, match="Out of range"):
        list(json_parts({"rows": []}, "rows", 1, [float("nan")]))
