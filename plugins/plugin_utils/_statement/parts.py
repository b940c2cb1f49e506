# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The statement of all customers, and one for each reseller that says nothing of the others. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from ansible_collections.audiocodes.live_platform.plugins.module_utils._records.names import unique, word
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._outputs.text import plain
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._statement.changes import Changes, since
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._statement.document import (
    Customer,
    Document,
    Frame,
    NotRead,
    build,
)
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._statement.resellers import NOT_ASSIGNED

# characters of a reseller's name in the name of a file
_LONGEST = 60


def statement(
    frame: Frame, customers: Sequence[Customer], not_read: Sequence[NotRead], previous: Document | None
) -> Document:
    """Return the statement of the frame's reseller, or of all customers. `previous` is that of all customers."""
    own, lost = customers, not_read
    before = previous
    if frame.reseller is not None:
        own = [item for item in customers if item["reseller"] == frame.reseller]
        lost = [item for item in not_read if item["reseller"] == frame.reseller]
        before = _part(previous, frame.reseller) if previous else None
    changes: Changes | None = since(before, own, lost) if before else None
    return build(frame, own, lost, changes)


def _part(previous: Document, reseller: str) -> Document:
    """Return what an earlier statement says of a reseller: a customer that came from another one is new to it."""
    return {
        **previous,
        "customers": [item for item in previous["customers"] if item["reseller"] == reseller],
        "not_read": [item for item in previous["not_read"] if item["reseller"] == reseller],
    }


def of_resellers(
    frame: Frame, customers: Sequence[Customer], not_read: Sequence[NotRead], previous: Document | None
) -> Iterator[tuple[str, Document]]:
    """Yield (part of a file's name, statement) of each reseller, `not assigned` left out. No warnings: they may name others."""
    names = sorted({item["reseller"] for item in (*customers, *not_read)} - {NOT_ASSIGNED})
    # what is equal as a part of a file's name gets the place in the order of names
    slugs = unique([word(name)[:_LONGEST] for name in names], [str(place) for place in range(1, len(names) + 1)], ())
    for name, slug in zip(names, slugs, strict=True):
        part = replace(frame, reseller=plain(name), warnings=())
        yield slug, statement(part, customers, not_read, previous)
