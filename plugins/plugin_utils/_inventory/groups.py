# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The built-in groups of the inventory, as a table. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from ansible_collections.audiocodes.live_platform.plugins.module_utils._records.licenses import (
    FAMILIES,
    LICENSE_TYPES,
    TIERS,
)
from ansible_collections.audiocodes.live_platform.plugins.module_utils._records.names import word
from ansible_collections.audiocodes.live_platform.plugins.module_utils._topology import bands
from ansible_collections.audiocodes.live_platform.plugins.module_utils._topology.vocabularies import (
    DEPLOY_STATUSES,
    STATUSES,
)

Record = Mapping[str, Any]

# without prefix: the group of all hosts of a stale copy, and the parent group of Microsoft tenants
STALE = "stale"
MS_TENANTS = "ms_tenants"


@dataclass(frozen=True)
class Limits:
    """The limits for groups by trial and by usage. `today` is always passed in."""

    today: date
    trial_expiring_days: int = bands.EXPIRING_DAYS
    usage_warning_percent: float = bands.WARNING_PERCENT
    usage_grace_percent: float = bands.GRACE_PERCENT


@dataclass(frozen=True)
class Grouping:
    """One way to group hosts.

    `prefix` starts every group name. The values in `closed` always have a group, even an empty one, so that it is a
    valid host pattern when nothing is wrong. `values` returns the values of one record, which depend only on its fields
    in `reads`.
    """

    prefix: str
    closed: tuple[str, ...]
    values: Callable[[Record, Limits], Iterable[str]]
    reads: tuple[str, ...]

    def names(self, record: Record, limits: Limits) -> list[str]:
        """Return the names of the record's groups, without the inventory's own prefix."""
        return [self.prefix + word(value) for value in self.values(record, limits)]

    def always(self) -> list[str]:
        """Return the names of the groups that always exist, without the inventory's own prefix."""
        return [self.prefix + value for value in self.closed]


def _own(prefix: str, closed: tuple[str, ...], field: str) -> Grouping:
    """Group services by one of their fields. Customers lack it and get no such group."""
    return Grouping(
        prefix, closed, lambda record, _limits: [record[field]] if record["kind"] == "service" else [], ("kind", field)
    )


def _both(record: Record, field: str) -> list[str]:
    """Return a field of the record and, for a joined service, the same field of its customer."""
    carried = record.get(f"customer_{field}")
    return [record[field]] if carried is None else [record[field], carried]


def _known(prefix: str, closed: tuple[str, ...], field: str) -> Grouping:
    """Group by a field of the record and its customer; unknown only if neither has a known value."""

    def values(record: Record, _limits: Limits) -> Iterable[str]:
        return [value for value in _both(record, field) if value != "unknown"] or ["unknown"]

    return Grouping(prefix, closed, values, (field, f"customer_{field}"))


def _trial(record: Record, limits: Limits) -> Iterable[str]:
    if record["kind"] != "service":
        return []
    status, expires = record["trial_status"], record["trial_expires"]
    return [bands.trial_state(status, expires, limits.today, limits.trial_expiring_days)]


_SEATS = ("active_users", "licensed_users", "license_type")


def _usage(record: Record, limits: Limits) -> Iterable[str]:
    band = bands.band_of(record, limits.usage_warning_percent, limits.usage_grace_percent)
    return [band] if band else []


def _ai_summary(record: Record, _limits: Limits) -> Iterable[str]:
    if record["kind"] != "service":
        return []
    return [(record["ai_summary_status"] or "unknown") if record["ai_summary_licensed"] else "none"]


def _ms_tenant(record: Record, _limits: Limits) -> Iterable[str]:
    return [record["ms_tenant_id"] or record.get("customer_ms_tenant_id") or "none"]


def _channel(record: Record, _limits: Limits) -> Iterable[str]:
    """Return the channel of the customer; unknown if it could not be read, which differs from no channel."""
    prefix = "" if record["kind"] == "customer" else "customer_"
    channel = record.get(f"{prefix}channel_id")
    if channel is not None:
        return [str(channel)]
    return ["unknown" if "channel_id" in (record.get(f"{prefix}unread") or ()) else "none"]


_SIP = ("sip_connections", "sip_connections_total", "sip_connections_not_deployed")
_CUSTOMER_SIP = tuple(f"customer_{field}" for field in _SIP)


def _sip_state(record: Record, _limits: Limits) -> Iterable[str]:
    """Return the states of the SIP connections, and not_deployed if any of them is not deployed."""
    prefix = "" if record["kind"] == "customer" else "customer_"
    total, pending = record.get(f"{prefix}sip_connections_total"), record.get(f"{prefix}sip_connections_not_deployed")
    if total is None:
        return []
    states = [item["deployment_state"] for item in record[f"{prefix}sip_connections"]]
    return [*states, *(["not_deployed"] if pending else [])] or ["none"]


# groups that always exist
DEFAULT_GROUPINGS: dict[str, Grouping] = {
    "kind": Grouping("", ("services", "customers"), lambda record, _limits: [f"{record['kind']}s"], ("kind",)),
    "license_type": Grouping(
        "license_",
        LICENSE_TYPES,
        lambda record, _limits: _both(record, "license_type"),
        ("license_type", "customer_license_type"),
    ),
    "status": _own("status_", STATUSES, "status"),
}

# groups that group_by adds
GROUPINGS: dict[str, Grouping] = DEFAULT_GROUPINGS | {
    "source": _own("source_", ("dm", "ltc", "oc", "unknown"), "source"),
    "license_family": _known("license_family_", FAMILIES, "license_family"),
    "license_tier": _known("license_tier_", TIERS, "license_tier"),
    "enabled": Grouping(
        "",
        ("enabled", "disabled"),
        lambda record, _limits: ["disabled" if record.get("enabled") is False else "enabled"],
        ("enabled",),
    ),
    "deploy_status": _own("deploy_status_", DEPLOY_STATUSES, "deploy_status"),
    "voice_quality_status": _own("voice_quality_status_", STATUSES, "voice_quality_status"),
    "trial": Grouping("trial_", bands.TRIAL_STATES, _trial, ("kind", "trial_status", "trial_expires")),
    "ai_summary": Grouping(
        "ai_summary_",
        ("enabled", "none", "unknown"),
        _ai_summary,
        ("kind", "ai_summary_status", "ai_summary_licensed"),
    ),
    "ms_tenant": Grouping("ms_tenant_", ("none",), _ms_tenant, ("ms_tenant_id", "customer_ms_tenant_id")),
    "channel": Grouping(
        "channel_",
        ("none", "unknown"),
        _channel,
        ("kind", "channel_id", "unread", "customer_channel_id", "customer_unread"),
    ),
    "usage": Grouping(
        "usage_",
        bands.USAGE_BANDS,
        _usage,
        ("kind", "seats_counted", *_SEATS, *(f"customer_{field}" for field in _SEATS)),
    ),
    "sip_state": Grouping(
        "sip_state_", ("deployed", "not_deployed", "unknown", "none"), _sip_state, ("kind", *_SIP, *_CUSTOMER_SIP)
    ),
}


def needs_details(group_by: Iterable[str]) -> bool:
    """Return whether groups need data from the list with all details: the state of SIP connections."""
    return "sip_state" in group_by


def needs_channels(group_by: Iterable[str]) -> bool:
    """Return whether groups need data from leads: the channels of customers."""
    return "channel" in group_by


def groupings_of(group_by: Iterable[str]) -> list[Grouping]:
    """Return the built-in groupings and those that `group_by` adds."""
    return [GROUPINGS[key] for key in dict.fromkeys([*DEFAULT_GROUPINGS, *group_by])]
