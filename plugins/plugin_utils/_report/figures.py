# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The key figures on top of the HTML report. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ansible_collections.audiocodes.live_platform.plugins.module_utils._topology.bands import EXPIRING_DAYS
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._html.cells import (
    NOTHING,
    Bar,
    count_text,
    longest_use,
    meter,
    short,
)
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._html.sections import Figure
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._outputs.text import (
    counted,
    minus,
    percent,
    plus,
)
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._population.pool import PARTS, Pool
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._report.model import Model

# figure -> the totals whose changes since the previous report add up to its own
_DELTAS = {
    "services": ("services",),
    "customers": ("customers",),
    "seats": ("seats_active",),
    "devices": ("devices_personal", "devices_meeting"),
    "trials": ("trials_expiring",),
    "ai_summary": ("ai_summary_devices_active",),
    "dids": ("dids_used",),
}


def figures(model: Model) -> list[Figure]:
    """Return the key figures, each with its change since the previous report, if there is one that knows it."""
    changes = model["changes"]
    deltas = changes["totals"] if changes else {}
    return [figure._replace(delta=_delta(figure.key, deltas)) for figure in _figures(model)]


def _delta(key: str, deltas: Mapping[str, Any]) -> str:
    parts = [deltas.get(name) for name in _DELTAS.get(key, ())]
    known = [part for part in parts if part is not None]
    if not known or len(known) < len(parts):
        return ""
    change = sum(known)
    # a hyphen is no minus
    return f"{change:+,} since last time".replace("-", "\u2212", 1) if change else "as last time"


def _figures(model: Model) -> list[Figure]:
    """Return the key figures, the ones that cost money first."""
    totals = model["totals"]
    planned = minus(totals["seats_active"], totals["seats_active_unplanned"])
    # what users do not count in has no share
    countable = minus(totals["seats_licensed"], totals["seats_not_counted"])
    devices = plus(totals["devices_personal"], totals["devices_meeting"])
    device_plan = plus(totals["devices_personal_max"], totals["devices_meeting_max"])
    disconnected = plus(totals["devices_personal_disconnected"], totals["devices_meeting_disconnected"])
    statuses = {item["status"]: item["services"] for item in model["statuses"]}
    return [
        Figure(
            "services",
            "Services",
            count_text(totals["services"]),
            f"{count_text(totals['services_disabled'])} disabled",
        ),
        Figure(
            "customers",
            "Customers",
            count_text(totals["customers"]),
            f"{count_text(totals['customers_with_seats'])} with acquired seats, "
            f"{count_text(totals['customers_without_service'])} without a service",
        ),
        _meter_figure("seats", "Seats used", planned, countable, _over_note(totals)),
        _meter_figure("devices", "Devices", devices, device_plan, f"{count_text(disconnected)} disconnected"),
        Figure(
            "errors",
            "Services in error",
            count_text(statuses.get("error", 0)),
            short(", ".join(f"{count_text(count)} {status}" for status, count in statuses.items() if status != "error"))
            or "no service in another status",
            "bad" if statuses.get("error") else "",
        ),
        Figure(
            "trials",
            f"Trials ending in {EXPIRING_DAYS} days",
            count_text(totals["trials_expiring"]),
            f"{count_text(totals['trials_expired'])} expired, {count_text(totals['trials_active'])} active",
            "warn" if totals["trials_expiring"] else "",
        ),
        _meter_figure(
            "ai_summary",
            "AI Summary devices",
            totals["ai_summary_devices_active"],
            totals["ai_summary_devices_max"],
            "active of the plans' maximum",
        ),
        _meter_figure(
            "dids", "DIDs used", totals["dids_used"], totals["dids_total"], f"{count_text(totals['dids_free'])} free"
        ),
        *(_of_pool(model["pool"]) if model["pool"] else []),
    ]


_BAND_TONES = {"warning": "warn", "grace": "warn", "over": "bad"}


def _of_pool(pool: Pool) -> list[Figure]:
    """Return the figures of the instance's license, those that were asked for."""
    found = []
    labels = {"users": "Users of the instance", "tenants": "Tenants of the instance"}
    for part, label in labels.items():
        limit, taken, band = pool[f"pool_{part}"], pool[PARTS[part]], pool[f"{part}_band"]
        if limit is not None and taken is None:
            note = "not all customers are in this report" if pool["message"] else "could not be read"
            found.append(Figure(f"pool_{part}", label, NOTHING, f"{note}; {count_text(limit)} licensed", "warn"))
        elif limit is not None:
            used = pool["users_used"] if part == "users" else None
            note = "license of the whole instance" if used is None else f"{count_text(used)} in use"
            value, share = f"{count_text(taken)} of {count_text(limit)}", pool[f"{part}_percent"]
            words = f"{share}%, {band}, {note}"
            found.append(Figure(f"pool_{part}", label, value, words, _BAND_TONES.get(band, ""), _bar(taken, limit)))
    left = pool["days_left"]
    if left is not None:
        note = f"{counted(left, 'day')} left" if left >= 0 else f"ended {counted(-left, 'day')} ago"
        tone = "bad" if left < 0 else "warn" if left <= EXPIRING_DAYS else "good"
        found.append(Figure("pool_expires", "License of the instance until", pool["pool_expires"], note, tone))
    return found


def _over_note(totals: Mapping[str, Any]) -> str:
    parts = []
    if totals["customers_over"]:
        parts.append(f"{count_text(totals['customers_over'])} over their seats")
    if totals["seats_active_unplanned"]:
        parts.append(f"{count_text(totals['seats_active_unplanned'])} used where no number was acquired")
    not_counted = totals["customers_not_counted"]
    apart = [f"{count_text(not_counted)} not counted"] if not_counted else []
    return ", ".join([*(parts or ["no customer over its seats"]), *apart])


def _meter_figure(key: str, label: str, used: float | None, maximum: float | None, note: str) -> Figure:
    if used is None or maximum is None:
        return Figure(key, label, NOTHING, "could not be read", "warn")
    if not used and not maximum:
        return Figure(key, label, NOTHING, "none reported")
    share = percent(used, maximum)
    value = f"{count_text(used)} of {count_text(maximum)}"
    gauge = _bar(used, maximum)
    tone = gauge.pieces[0][0] if gauge.pieces and gauge.pieces[0][0] in ("warn", "bad") else ""
    return Figure(key, label, value, note if share is None else f"{share}%, {note}", tone, gauge)


def _bar(used: float, maximum: float) -> Bar:
    """Return the bar of a use, which goes on beyond its limit."""
    return meter(used, maximum, longest_use([(used, maximum)]))
