# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The report as sheets of typed columns, one for each view, for writers of spreadsheets. Pure. Private."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from ansible_collections.audiocodes.live_platform.plugins.module_utils._records.field_types import TYPES
from ansible_collections.audiocodes.live_platform.plugins.module_utils._records.fields import (
    CUSTOMER_FIELDS,
    METERING_FIELDS,
    SERVICE_FIELDS,
)
from ansible_collections.audiocodes.live_platform.plugins.module_utils._topology.field_names import CARRIED
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._outputs.workbook import Sheet
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._population.rows import (
    customers_of,
    flat,
    services_of,
)
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._report.model import Model
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._report.opening import CHANGE_WORDS, WHATS

# field of a record -> kind of a column; any other is text
FIELD_KINDS = {field.name: TYPES[field.type].sheet for field in (*SERVICE_FIELDS, *METERING_FIELDS, *CUSTOMER_FIELDS)}
FIELD_KINDS |= {carried: FIELD_KINDS.get(name, "text") for name, carried in CARRIED.items()}
FIELD_KINDS |= {"matched": "bool"}

_WORDS = {"ai": "AI", "dids": "DIDs", "sip": "SIP", "ms": "Microsoft", "id": "id", "guid": "GUID", "ump": "UMP"}

_SERVICE_COLUMNS = (
    *("inventory_hostname", "name", "platform", "full_name", "id", "license_type", "license_label", "license_family"),
    *("license_tier", "status", "enabled", "disabled_time", "source", "deploy_status"),
    *("devices_personal", "devices_personal_max", "devices_personal_disconnected"),
    *("devices_meeting", "devices_meeting_max", "devices_meeting_disconnected"),
    *("ai_summary_licensed", "ai_summary_status", "ai_summary_devices_active", "ai_summary_devices_max"),
    *("dids_used", "dids_total", "dids_free", "trial_status", "trial_start", "trial_expires", "last_backup_time"),
    *("matched", "customer_name", "customer_license_label", "customer_active_users", "customer_licensed_users"),
)
_CUSTOMER_COLUMNS = (
    *(
        "name",
        "platform",
        "full_name",
        "ump_customer_guid",
        "license_type",
        "license_label",
        "license_family",
        "license_tier",
    ),
    *("active_users", "licensed_users", "usage_percent", "seats_counted"),
    *("sip_connections_total", "sip_connections_not_deployed"),
    *("ms_tenant_id", "services", "hosts"),
)


def sheets(model: Model) -> list[Sheet]:
    """Return the sheets of a report, in their order. Platforms are told apart where there is more than one."""
    many = len(model["platforms"]) > 1
    changes, lapses = model["changes"], model["lapses"]

    def view(name: str, records: Iterable[Mapping[str, Any]], kinds: Mapping[str, str]) -> Sheet:
        return _view(name, records, {field: kind for field, kind in kinds.items() if many or field != "platform"})

    return [
        Sheet("Summary", [("Figure", "text"), ("Value", "any")], _summary(model)),
        view(
            "Attention",
            ({**entry, **_stake(entry["stake"])} for entry in model["attention"]["rules"]),
            {
                "severity": "text",
                "title": "text",
                "count": "number",
                "at_stake": "number",
                "unit": "text",
                "names": "text",
                "remediation": "text",
                "rule": "text",
            },
        ),
        view(
            "Changes",
            ({**item, "change": CHANGE_WORDS[item["change"]][0]} for item in (changes["items"] if changes else ())),
            {
                "change": "text",
                "kind": "text",
                "name": "text",
                "platform": "text",
                "id": "text",
                "before": "any",
                "after": "any",
            },
        ),
        view(
            "Lapses",
            ({**item, "what": WHATS[item["what"]]} for item in (*lapses["next"], *lapses["lapsed"])),
            {
                "date": "date",
                "days_left": "number",
                "what": "text",
                "kind": "text",
                "name": "text",
                "platform": "text",
            },
        ),
        view(
            "Licenses",
            model["license_types"],
            {
                "license_type": "text",
                "label": "text",
                **dict.fromkeys(
                    ("hosts", "services", "customers", "seats_active", "seats_licensed", "not_counted"), "number"
                ),
            },
        ),
        view(
            "Statuses",
            (
                {**item, "status": status, "services": count}
                for item in model["license_statuses"]
                for status, count in item["statuses"].items()
            ),
            {"license_type": "text", "label": "text", "status": "text", "services": "number"},
        ),
        view("Services", map(flat, services_of(model["rows"])), _kinds(_SERVICE_COLUMNS)),
        view("Customers", customers_of(model["rows"]), _kinds(_CUSTOMER_COLUMNS)),
        view(
            "Seats",
            model["seats"],
            {
                "name": "text",
                "platform": "text",
                "license_label": "text",
                "active": "number",
                "licensed": "number",
                "percent": "number",
                "band": "text",
                "over": "bool",
            },
        ),
        view(
            "Trials",
            model["trials"],
            {
                "name": "text",
                "platform": "text",
                "host": "text",
                "state": "text",
                "status": "text",
                "start": "date",
                "expires": "date",
                "days_left": "number",
                "enabled": "bool",
            },
        ),
        view(
            "Devices",
            model["device_plans"],
            {
                "name": "text",
                "platform": "text",
                "host": "text",
                "plan": "text",
                "used": "number",
                "max": "number",
                "percent": "number",
                "disconnected": "number",
            },
        ),
    ]


def _stake(stake: Mapping[str, Any] | None) -> dict[str, Any]:
    return {"at_stake": stake["amount"], "unit": stake["unit"]} if stake else {}


def _summary(model: Model) -> list[list[Any]]:
    return [
        ["Title", model["title"]],
        ["Generated at", model["generated_at"]],
        *(["Notice", notice] for notice in model["notices"]),
        ["Platforms", ", ".join(model["platforms"])],
        ["Groups", ", ".join(group["name"] for group in model["groups"])],
        *([heading(name), value] for name, value in model["totals"].items()),
        *([f"Instance: {heading(name)}", _value(value)] for name, value in (model["pool"] or {}).items()),
    ]


def _kinds(names: Iterable[str]) -> dict[str, str]:
    return {name: FIELD_KINDS.get(name, "text") for name in names}


def _view(name: str, records: Iterable[Mapping[str, Any]], kinds: Mapping[str, str]) -> Sheet:
    columns = [(heading(field), kind) for field, kind in kinds.items()]
    return Sheet(name, columns, [[_value(record.get(field)) for field in kinds] for record in records])


def _value(value: Any) -> Any:
    return ", ".join(map(str, value)) if isinstance(value, list) else value


def heading(name: str) -> str:
    """Return a record's or total's name for people: `AI summary devices max` of `ai_summary_devices_max`.

    A workbook's times are without an offset, and so the heading says which they are.
    """
    words = [_WORDS.get(word, word) for word in name.split("_")]
    shown = " ".join([words[0][:1].upper() + words[0][1:], *words[1:]])
    return f"{shown} (UTC)" if words[-1] == "time" else shown
