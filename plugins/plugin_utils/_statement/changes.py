# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""What changed between two statements. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, TypedDict

Item = Mapping[str, Any]


class Changes(TypedDict):
    """Changes since an earlier statement, which `month` and `checksum` name.

    `added` and `removed` are customers of one of both alone. The other lists are customers of both, each with what it had `before`
    and what it has `after`: license type, reseller, and the seats acquired on the last day that was counted. A customer that could not
    be read for one of both is in `unknown`, with what is known of its license type and reseller in the other lists.
    """

    month: str
    checksum: str
    added: list[dict[str, Any]]
    removed: list[dict[str, Any]]
    license_types: list[dict[str, Any]]
    resellers: list[dict[str, Any]]
    seats: list[dict[str, Any]]
    unknown: list[dict[str, Any]]


def since(previous: Mapping[str, Any], customers: Sequence[Item], not_read: Sequence[Item]) -> Changes:
    """Return what changed since an earlier statement; every list in the order of the customers, removed ones in their own."""
    before, lost_before = _by_guid(previous["customers"]), _by_guid(previous["not_read"])
    after, lost_after = _by_guid(customers), _by_guid(not_read)
    every_before, every_after = before | lost_before, after | lost_after
    both = [(every_before[guid], item) for guid, item in every_after.items() if guid in every_before]
    seats = [(old, new) for old, new in both if "acquired_last" in old and "acquired_last" in new and _known(old, new)]
    return {
        "month": previous["month"],
        "checksum": previous["checksum"],
        "added": [_who(item) for guid, item in every_after.items() if guid not in every_before],
        "removed": [_who(item) for guid, item in every_before.items() if guid not in every_after],
        "license_types": _different(both, lambda item: item["license_type"]),
        "resellers": _different(both, lambda item: item["reseller"]),
        "seats": _different(seats, lambda item: item["acquired_last"]),
        "unknown": [
            _who(item)
            for guid, item in every_after.items()
            if guid in every_before and {guid} & (lost_before | lost_after).keys()
        ],
    }


def _known(old: Item, new: Item) -> bool:
    return None not in (old["acquired_last"], new["acquired_last"])


def _different(pairs: Iterable[tuple[Item, Item]], of: Callable[[Item], Any]) -> list[dict[str, Any]]:
    return [{**_who(new), "before": of(old), "after": of(new)} for old, new in pairs if of(old) != of(new)]


def _who(item: Item) -> dict[str, Any]:
    return {key: item[key] for key in ("guid", "name", "reseller")}


def _by_guid(items: Iterable[Item]) -> dict[str, Item]:
    return {item["guid"].lower(): item for item in items}
