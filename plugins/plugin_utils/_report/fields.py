# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Record names for people, and the sheets with all fields of all services and customers. Pure. Private."""

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
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._outputs.sheets import Column, Sheet
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._population.rows import (
    customers_of,
    flat,
    services_of,
)
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._report.model import Model

# field of a record -> kind of a column; any other is text
FIELD_KINDS = {field.name: TYPES[field.type].sheet for field in (*SERVICE_FIELDS, *METERING_FIELDS, *CUSTOMER_FIELDS)}
FIELD_KINDS |= {carried: FIELD_KINDS.get(name, "text") for name, carried in CARRIED.items()}
FIELD_KINDS |= {"matched": "bool"}
# a number that nobody adds up
FIELD_KINDS |= {"id": "id"}

_WORDS = {"ai": "AI", "dids": "DIDs", "sip": "SIP", "ms": "Microsoft", "id": "id", "guid": "GUID", "ump": "UMP"}
_RULES = {"status": "status"}

_SERVICE_FIELDS = (
    *("inventory_hostname", "name", "platform", "full_name", "id", "license_type", "license_label", "license_family"),
    *("license_tier", "status", "enabled", "disabled_time", "source", "deploy_status"),
    *("devices_personal", "devices_personal_max", "devices_personal_disconnected"),
    *("devices_meeting", "devices_meeting_max", "devices_meeting_disconnected"),
    *("ai_summary_licensed", "ai_summary_status", "ai_summary_devices_active", "ai_summary_devices_max"),
    *("dids_used", "dids_total", "dids_free", "trial_status", "trial_start", "trial_expires", "last_backup_time"),
    *("matched", "customer_name", "customer_license_label", "customer_active_users", "customer_licensed_users"),
)
_CUSTOMER_FIELDS = (
    *("name", "platform", "full_name", "ump_customer_guid", "license_type", "license_label", "license_family"),
    *("license_tier", "active_users", "licensed_users", "usage_percent", "seats_counted"),
    *("sip_connections_total", "sip_connections_not_deployed"),
    *("ms_tenant_id", "services", "hosts"),
)
# there only where platforms must be told apart
ALL_CUSTOMERS, ALL_SERVICES = "Customers, all fields", "Services, all fields"


def full_sheets(model: Model) -> list[Sheet]:
    """Return the sheets for programs and for people who look for one field: every column, with or without values."""
    many = len(model["platforms"]) > 1
    return [
        _sheet(ALL_CUSTOMERS, customers_of(model["rows"]), _CUSTOMER_FIELDS, many),
        _sheet(ALL_SERVICES, map(flat, services_of(model["rows"])), _SERVICE_FIELDS, many),
    ]


def _sheet(name: str, records: Iterable[Mapping[str, Any]], fields: Iterable[str], many: bool) -> Sheet:
    shown = [field for field in fields if many or field != "platform"]
    columns = [Column(heading(field), FIELD_KINDS.get(field, "text"), _RULES.get(field, "")) for field in shown]
    return Sheet(name, columns, [[listed(record.get(field)) for field in shown] for record in records])


def listed(value: Any) -> Any:
    """Return a list as text, and anything else as it is."""
    return ", ".join(map(str, value)) if isinstance(value, list) else value


def heading(name: str) -> str:
    """Return a record's or total's name for people: `AI summary devices max` of `ai_summary_devices_max`.

    A workbook's times are without an offset, and so the heading says which they are.
    """
    words = [_WORDS.get(word, word) for word in name.split("_")]
    shown = " ".join([words[0][:1].upper() + words[0][1:], *words[1:]])
    return f"{shown} (UTC)" if words[-1] == "time" else shown
