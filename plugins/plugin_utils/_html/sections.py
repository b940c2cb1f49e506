# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The sections of a page, each of which answers a question, and its key figures, as data. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._html.cells import Bar, Table
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._html.rows import Ready, is_blank, ready


class Figure(NamedTuple):
    """A key figure. `key` names it for tests and scripts, `delta` is its change since last time in words."""

    key: str
    label: str
    value: str
    note: str
    tone: str = ""
    gauge: Bar | None = None
    delta: str = ""


class Section(NamedTuple):
    """A section: tables across the page, in two stacks below, and long ones at the end."""

    id: str
    title: str
    across: Sequence[Ready] = ()
    left: Sequence[Ready] = ()
    right: Sequence[Ready] = ()
    details: Sequence[Ready] = ()

    def tables(self) -> Iterator[Ready]:
        """Yield every table of the section."""
        yield from (*self.across, *self.left, *self.right, *self.details)


def section(
    ident: str,
    title: str,
    across: Iterable[Table] = (),
    left: Iterable[Table] = (),
    right: Iterable[Table] = (),
    details: Iterable[Table] = (),
) -> Section:
    """Return a section without the tables that say nothing; long ones say that they are empty."""
    return Section(ident, title, _shown(across), _shown(left), _shown(right), [ready(table) for table in details])


def _shown(tables: Iterable[Table]) -> list[Ready]:
    return [ready(table) for table in tables if not is_blank(table)]


def filled(sections: Iterable[Section]) -> list[Section]:
    """Return the sections that have a table."""
    return [item for item in sections if next(item.tables(), None) is not None]
