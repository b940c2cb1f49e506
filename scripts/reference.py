#!/usr/bin/env python
# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Write the guide that lists license types, groups and variables, from the tables that the code uses.

Run it after a change of these tables (`make generated`); a unit test fails otherwise.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from pathlib import Path

from ansible_collections.audiocodes.live_platform.plugins.module_utils._records import fields, licenses
from ansible_collections.audiocodes.live_platform.plugins.module_utils._records.field_types import TYPES
from ansible_collections.audiocodes.live_platform.plugins.module_utils._records.fields import Field
from ansible_collections.audiocodes.live_platform.plugins.module_utils._topology.field_names import CARRIED
from ansible_collections.audiocodes.live_platform.plugins.module_utils._topology.vocabularies import FIELD_VALUES
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._inventory.groups import (
    DEFAULT_GROUPINGS,
    GROUPINGS,
)

PAGE = Path(__file__).resolve().parent.parent / "docs" / "docsite" / "rst" / "reference_guide.rst"
PREFIX = "lp_"

# Customer codes and family of services that the vendor's pages only suggest; see module_utils/_records/licenses.py.
INFERRED = ("hosted_essentials", "oc_essentials")

# key of a grouping -> who is in its groups
MEMBERS: dict[str, str] = {
    "kind": "Services, and customers that no service carries.",
    "license_type": "By the license type of the service, and by that of its customer. A new type gets a group by its own name.",
    "status": "Services by management status. Customers are in none.",
    "source": "Services by type of service: Device Manager, Direct Routing (hosted) or Operator Connect.",
    "license_family": "By the family that the license is sold in, of the service and of its customer.",
    "license_tier": "By the tier of the license, of the service and of its customer.",
    "enabled": "Whether the license is enabled. Customers are enabled.",
    "deploy_status": "Services by deployment.",
    "voice_quality_status": "Services by voice quality over all sources.",
    "trial": "Services by their AI Summary trial; expiring is within ``trial_expiring_days`` (30), the last day included.",
    "ai_summary": "Services by AI Summary; none is a license without it.",
    "ms_tenant": "By Microsoft tenant of the service or its customer. All of them are in ``lp_ms_tenants`` if nested.",
    "channel": "By channel (reseller) of the customer; unknown if it could not be read.",
    "usage": "By seats in use: unused is none, warning from 90 percent of the seats acquired, grace above 100 percent, over above "
    "110 percent. In not_counted no seats are in use because users do not count. Without a number of seats a host is in none.",
    "sip_state": "By the states of the customer's SIP connections; not_deployed is any state other than deployed. A state that the "
    "platform writes as one word, such as ``notdeployed``, has a group of its own as well.",
}
# key of a grouping -> a group for a value that is not from a closed list
OPEN: dict[str, str] = {"ms_tenant": "ms_tenant_<id>", "channel": "channel_<id>", "sip_state": "sip_state_<state>"}

# variables of customers that are there only if an option asks for them: option -> their fields
ON_DEMAND: dict[str, tuple[Field, ...]] = {
    "channels": fields.CHANNEL_FIELDS,
    "metering_tiers": fields.TIER_FIELDS,
    "numbers": fields.NUMBER_COUNT_FIELDS,
}
# variables that no table of fields has -> type, meaning, what they are if the platform says nothing
OWN: dict[str, tuple[str, str, str]] = {
    "instance_id": (
        "str",
        "Lasting identity of the host: kind and id, and the ``platform_name`` if it is set.",
        "always set",
    ),
    "matched": (
        "bool",
        "Whether the service has a customer in the list of customers, or the customer a service.",
        "always set",
    ),
    "raw": ("dict", "The platform's own row, without secrets. Only with ``include_raw: true``.", "always set"),
}
# what customers have, which have no field of that name
FIXED: dict[str, str] = {"status": " On customers ``unknown``.", "enabled": " On customers ``true``."}
# derived fields that always have a value, and what the inventory does differently from the record
ABSENT: dict[str, str] = {"ai_summary_licensed": "always set", "enabled": "``true``"}
TYPE_NAMES = {"str": "text", "int": "number", "float": "number", "bool": "true or false", "raw": "number or text"}


def table(headings: Sequence[str], widths: Sequence[int], rows: Iterable[Sequence[str]]) -> str:
    """Return a list-table."""
    lines = [".. list-table::", "   :header-rows: 1", f"   :widths: {' '.join(map(str, widths))}", ""]
    for row in (headings, *rows):
        lines += [f"   {mark} {cell}".rstrip() for mark, cell in zip(("* -", *("  -",) * len(row)), row, strict=False)]
    return "\n".join(lines) + "\n"


def literal(names: Iterable[str]) -> str:
    """Return names in double backticks."""
    return ", ".join(f"``{name}``" for name in names)


def text(description: str) -> str:
    """Return a field's description as reStructuredText."""
    return re.sub(r"\b[CVO]\(([^)]*)\)", r"``\1``", description)


def license_types() -> str:
    """Return the table of license types."""
    rows = [
        (item.slug, item.label, item.slug.upper(), item.family, item.tier, "of its customer", "")
        for item in licenses.SERVICE_LICENSES.values()
    ] + [
        (
            item.slug,
            item.label,
            str(code),
            item.family,
            item.tier,
            _seats(item.slug),
            " (inferred)" * (item.slug in INFERRED),
        )
        for code, item in licenses.CUSTOMER_LICENSES.items()
    ]
    shown = [
        (
            literal([slug]),
            label,
            f"``{code}``{inferred}",
            literal([family]),
            literal([tier]),
            seats,
            literal([_group(slug)]),
        )
        for slug, label, code, family, tier, seats, inferred in rows
    ]
    shown.append(
        (
            literal(["unknown"]),
            "Unknown",
            "none",
            literal(["unknown"]),
            literal(["unknown"]),
            "",
            literal([_group("unknown")]),
        )
    )
    return table(
        ("License type", "The vendor's words", "In the API", "Family", "Tier", "Seats in use", "Group"),
        (18, 16, 12, 14, 14, 14, 20),
        shown,
    )


def _group(slug: str) -> str:
    return f"{PREFIX}license_{slug}"


def _seats(slug: str) -> str:
    return "only service numbers count" if licenses.seats_counted(slug) is False else "by license factors"


def groups() -> str:
    """Return the table of groups."""
    rows = []
    for key, grouping in GROUPINGS.items():
        names = [f"{PREFIX}{name}" for name in (*grouping.always(), *filter(None, [OPEN.get(key)]))]
        rows.append(
            (literal([key]), "always" if key in DEFAULT_GROUPINGS else "``group_by``", literal(names), MEMBERS[key])
        )
    return table(("Key", "Made", "Groups of known values", "Members"), (14, 10, 40, 36), rows)


def values() -> str:
    """Return the table of fields with known values."""
    rows = [
        (literal([PREFIX + field]), literal(filter(None, known)))
        for field, known in FIELD_VALUES.items()
        if field != "license_type"
    ]
    return table(("Variable", "Known values"), (36, 64), rows)


def _row(field: Field, more: str = "") -> tuple[str, str, str]:
    """Return type, meaning and missing value of a field."""
    type_ = TYPES[field.type]
    shown = "date" if field.type == "date" else TYPE_NAMES.get(type_.returns, type_.returns)
    return shown, text(field.description) + more, text(_absent(field))


def _absent(field: Field) -> str:
    if field.name in ABSENT:
        return ABSENT[field.name]
    type_ = TYPES[field.type]
    return type_.absent if field.source or type_.missing() is None else "always set"


def service_variables() -> str:
    """Return the table of variables of a service."""
    rows = [
        *((PREFIX + field.name, *_row(field, FIXED.get(field.name, ""))) for field in fields.SERVICE_FIELDS),
        *((PREFIX + field.name, *_row(field, " Only with ``metering: true``.")) for field in fields.METERING_FIELDS),
        *((PREFIX + name, TYPE_NAMES.get(type_, type_), said, absent) for name, (type_, said, absent) in OWN.items()),
    ]
    shown = [(literal([name]), *rest) for name, *rest in rows]
    return table(("Variable", "Type", "Meaning", "If the platform says nothing"), (30, 12, 40, 18), shown)


def customer_variables() -> str:
    """Return the table of variables of a customer, with their names on its service."""
    rows = []
    more = [(field, "") for field in fields.CUSTOMER_FIELDS]
    more += [(field, f" Only with ``{option}: true``.") for option, part in ON_DEMAND.items() for field in part]
    for field, said in more:
        carried = CARRIED.get(field.name)
        type_, meaning, absent = _row(field, said)
        rows.append(
            (literal([PREFIX + field.name]), literal([PREFIX + carried]) if carried else "", type_, meaning, absent)
        )
    rows.append((literal([f"{PREFIX}raw"]), literal([f"{PREFIX}customer_raw"]), "dict", OWN["raw"][1], "always set"))
    return table(
        ("Variable", "On its service", "Type", "Meaning", "If the platform says nothing"), (24, 26, 10, 28, 12), rows
    )


def page() -> str:
    """Return the whole guide."""
    label = "ansible_collections.audiocodes.live_platform.docsite.reference_guide"
    return f""".. Copyright: (c) 2026, audiocodes.live_platform contributors
.. GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
.. SPDX-License-Identifier: GPL-3.0-or-later
.. This page is generated from the tables of the code: make generated

.. _{label}:

License types, groups and variables
===================================

What can stand in ``license_types``, in ``hosts:`` and in an expression. The tables are those that the code uses. Groups and
variables on your own platform:

.. code-block:: console

    $ ansible-inventory -i my.live_platform.yml --graph
    $ ansible-inventory -i my.live_platform.yml --list --limit 'lp_services[0]'

.. contents::
   :local:
   :depth: 1

License types
-------------

A license type is a word in lower case. The vendor's words are labels, and options do not take them: "Essentials Plus" is
``hosted_essentials_plus`` or ``oc_essentials_plus``. The option ``labels`` shows other words.

{license_types()}
* Services have the first four types, customers the others. A service is in the group of its own license type and in
  that of its customer.
* The four types of services are used by several families. The family of a service is then that of its source: ``dm`` is
  Device Manager, ``oc`` is Operator Connect, and ``ltc`` is hosted, which is inferred.
* Seats belong to customers. "By license factors" means that the platform counts users and numbers by the factors that
  are set for them.
* A number of a customer that is not in the table becomes ``type_<number>``, and other text of a service becomes a type
  by its own name. Both get a group of their own.

Groups
------

Groups of known values always exist, even when empty, so they are always a valid pattern. ``group_by`` adds those of a
key. ``group_prefix`` replaces ``{PREFIX}``. With a stale copy from the cache, all hosts are in ``{PREFIX}stale`` as well.

{groups()}
Known values
------------

From the vendor's pages, or inferred from them. The platform may use others, which are kept as they are, in lower case.

{values()}
Variables of a service
----------------------

``vars_prefix`` replaces ``{PREFIX}``. Modules return the same names without a prefix. Every host has ``ansible_connection:
local``. The groups ``{PREFIX}services`` and ``{PREFIX}customers`` have ``ansible_python_interpreter``, the Python that runs
Ansible, and ``{PREFIX}read``, which says what the inventory read.

{service_variables()}
Variables of a customer, and of a service's customer
----------------------------------------------------

A customer that no service carries is a host with the variables in the first column. Every service has those in the second
one; they are null if it has no customer.

{customer_variables()}"""


def main() -> None:
    """Write the guide."""
    PAGE.write_text(page(), encoding="utf-8")


if __name__ == "__main__":
    main()
