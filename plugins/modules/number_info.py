#!/usr/bin/python
# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Read the telephone numbers of Operator Connect customers."""

from __future__ import annotations

DOCUMENTATION = r"""
module: number_info
short_description: Read telephone numbers of Operator Connect customers of AudioCodes Live Platform
version_added: 1.1.0
description:
  - Returns the telephone numbers that were acquired through Operator Connect as flat records, either all of them or those
    that pass all filters.
  - Reads all pages of C(GET /api/v3/oc/numbers), 200 numbers with each request, within O(rate_limit). The result is complete
    or the task fails, for example if a page is missing or too short, if the total changes in the meantime, or if a number
    occurs twice.
author:
  - audiocodes.live_platform contributors !UNKNOWN
extends_documentation_fragment:
  - audiocodes.live_platform.connection
  - audiocodes.live_platform.attributes
  - audiocodes.live_platform.attributes.info_module
  - audiocodes.live_platform.attributes.actiongroup
options:
  ms_tenant_ids:
    description:
      - Only numbers of these Microsoft tenants. Each tenant is read separately with one or more requests. On a large platform
        these are fewer than for all numbers.
    type: list
    elements: str
  guids:
    description:
      - Only numbers of the customers with these GUIDs. Case does not matter.
      - A GUID causes a warning if no number belongs to it.
    type: list
    elements: str
  statuses:
    description:
      - Only numbers with one of these statuses. V(unknown) means that the platform gives no status, or one that is not known.
      - With a single status, only these numbers are requested. With several, they are selected from all numbers.
    type: list
    elements: str
    choices: [active, release_requested, marked_for_removal, ready_for_removal, unknown]
  assignment_statuses:
    description:
      - Only numbers with one of these assignments, such as V(unassigned), V(user_assigned), V(conference_assigned) or
        V(voice_app). Case does not matter.
      - See O(unknown_values) for values that are not known.
    type: list
    elements: str
  unknown_values:
    description:
      - What to do about values of O(assignment_statuses) that are neither known nor in the data. By default, a value that differs
        by at most two letters from a known one is an error, and any other causes a warning.
      - With V(error) each of them is an error, with V(warn) a warning.
      - Default from the environment variable E(LIVE_PLATFORM_UNKNOWN_VALUES).
    type: str
    choices: [error, warn]
  match_customers:
    description:
      - Whether to read the list of customers as well, with one more request, and add fields of the customer to each number.
    type: bool
    default: false
  removal_summary:
    description:
      - Return how many numbers are marked for removal or ready for it, instead of the numbers. This takes one request, or one
        for each of O(ms_tenant_ids).
      - It cannot be used with other options that select numbers or their fields.
    type: bool
    default: false
  fields:
    description:
      - Names of the record fields to keep, or shell patterns such as V(*_id); all fields by default. Identity (C(kind),
        C(platform), C(number) and C(ump_customer_guid)) is always kept.
      - Filters see every field.
    type: list
    elements: str
  summary_only:
    description:
      - Return RV(totals) instead of the records. This stays small for any number of records. O(fields) has no effect then.
        Cannot be used with O(match_customers), because it would drop those fields.
    type: bool
    default: false
  include_raw:
    description:
      - Add the platform's own row to each record as C(raw), without passwords and secrets.
    type: bool
    default: false
notes:
  - If an option that selects numbers is an empty list, it selects nothing. The count is 0 then, and nothing is read. Blank
    text means that the option is not given.
  - The vendor documents the request, its pages and the four statuses. The parameters C(PageNumber) and C(PageSize) are
    inferred from the page about leads. The names of assignments are those of the portal, because the examples of this request
    show none. RV(numbers[].number_id), RV(numbers[].ms_tenant_id), RV(numbers[].capabilities) and
    RV(numbers[].available_capabilities) appear only in examples.
seealso:
  - module: audiocodes.live_platform.customer_info
  - module: audiocodes.live_platform.licensed_user_info
"""

EXAMPLES = r"""
- name: Count the numbers that wait for removal, in one request
  audiocodes.live_platform.number_info:
    removal_summary: true
  register: removals

- name: Unused numbers, with the license types of their customers
  audiocodes.live_platform.number_info:
    assignment_statuses: [unassigned]
    match_customers: true
  register: stock

- name: Numbers of customers that the platform does not list
  ansible.builtin.debug:
    msg: "{{ stock.numbers | rejectattr('matched') | map(attribute='number') | list }}"

- name: Totals by status, by assignment and by customer
  audiocodes.live_platform.number_info:
    summary_only: true
  register: all_numbers
"""

RETURN = r"""
count:
  description: Number of telephone numbers returned, or of summaries if O(removal_summary) is true.
  returned: success
  type: int
  sample: 1
failure:
  description: Details of the error, for playbooks that branch on it. C(errors) (by field), C(error_code),
    C(error_ticket) and C(trace_id) are details from the platform in addition to its message.
  returned: failure
  type: dict
  sample: {"error": "DataError", "method": "GET", "path": "/tenantui/api/v3/oc/numbers", "status": null, "server_message": null,
    "hint": "rows were added or removed meanwhile, or pages are not what they seem: try again"}
numbers:
  description: The numbers. Every record has the same keys.
  returned: unless O(summary_only) or O(removal_summary) is true
  type: list
  elements: dict
  contains:
    # fields: NUMBER_FIELDS
    kind:
      description: 'Always C(number).'
      returned: always
      type: str
    number:
      description: 'Telephone number, as text with its leading C(+). Missing is an empty string.'
      returned: always
      type: str
    number_id:
      description: 'Id of the number in the platform''s database. Missing is null.'
      returned: always
      type: int
    ump_customer_guid:
      description: 'GUID of the customer that the number belongs to. Missing is an empty string.'
      returned: always
      type: str
    customer_name:
      description: 'Full name of that customer. Missing is an empty string.'
      returned: always
      type: str
    ms_company_name:
      description: 'Company name of the Microsoft tenant. Missing is an empty string.'
      returned: always
      type: str
    ms_tenant_id:
      description: 'Microsoft tenant of the customer. Missing is an empty string.'
      returned: always
      type: str
    channel_id:
      description: 'Channel (reseller) that the customer belongs to; null for the 0 of the vendor''s example. Missing is null.'
      returned: always
      type: int
    sip_connection_name:
      description: 'Name of the SIP connection. Missing is an empty string.'
      returned: always
      type: str
    sbcs:
      description: 'SBC devices of the number. Missing is an empty list.'
      returned: always
      type: list
      elements: dict
      contains:
        id:
          description: 'SBC device in the platform''s database. Missing is null.'
          returned: always
          type: int
        name:
          description: 'Name of the SBC device. Missing is an empty string.'
          returned: always
          type: str
    status:
      description: 'C(active), C(release_requested), C(marked_for_removal), C(ready_for_removal) or C(unknown). Missing is C(unknown).'
      returned: always
      type: str
    assignment_status:
      description: 'Assignment, such as C(unassigned), C(user_assigned) or C(voice_app). Missing is C(unknown).'
      returned: always
      type: str
    capabilities:
      description: 'Acquired capabilities, such as C(InboundCalling). Missing is an empty list.'
      returned: always
      type: list
      elements: raw
    available_capabilities:
      description: 'Available capabilities. Missing is an empty list.'
      returned: always
      type: list
      elements: raw
    calling_profile_id:
      description: 'Calling profile. Missing is an empty string.'
      returned: always
      type: str
    acquired_on:
      description: 'When the number was acquired. Missing is null.'
      returned: always
      type: str
    created_at:
      description: 'When the number was created on the platform. Missing is null.'
      returned: always
      type: str
    consented_on:
      description: 'When the customer consented. Missing is null.'
      returned: always
      type: str
    source:
      description: 'Origin of the number, such as C(webapi), C(webui) or C(ocsync). Missing is C(unknown).'
      returned: always
      type: str
    country_code:
      description: 'Country, such as C(US). Missing is an empty string.'
      returned: always
      type: str
    location_id:
      description: 'Location. Missing is an empty string.'
      returned: always
      type: str
    civic_address_id:
      description: 'Civic address. Missing is an empty string.'
      returned: always
      type: str
    platform:
      description: 'Name of the platform that the record comes from.'
      returned: always
      type: str
    unread:
      description: 'Names of the fields that could not be read: a value of an unknown form, or a missing key that is always there.'
      returned: always
      type: list
      elements: str
    # end of fields
    # fields: NUMBER_CUSTOMER_FIELDS, when O(match_customers) is true
    customer_license_type:
      description: 'License type of the customer as a slug, such as C(oc_pro); null without a match.'
      returned: when O(match_customers) is true
      type: str
    customer_license_family:
      description: 'C(hosted), C(operator_connect) or C(unknown); null without a match.'
      returned: when O(match_customers) is true
      type: str
    customer_license_tier:
      description: 'C(essential), C(essential_plus), C(pro) or C(unknown); null without a match.'
      returned: when O(match_customers) is true
      type: str
    matched:
      description: 'Whether the platform''s list of customers has the customer.'
      returned: when O(match_customers) is true
      type: bool
    # end of fields
    raw:
      description: The platform's own row, without passwords and secrets.
      returned: when O(include_raw) is true
      type: dict
removal_summary:
  description: Counts of numbers that will be removed, one record for each of O(ms_tenant_ids), or one for all tenants.
  returned: when O(removal_summary) is true
  type: list
  elements: dict
  contains:
    # fields: REMOVAL_SUMMARY_FIELDS
    ms_tenant_id:
      description: 'Requested Microsoft tenant; an empty string means all tenants.'
      returned: always
      type: str
    marked_for_removal:
      description: 'Numbers that Microsoft no longer lists. Missing is null.'
      returned: always
      type: int
    ready_for_removal:
      description: 'Numbers that are confirmed to be deleted. Missing is null.'
      returned: always
      type: int
    total:
      description: 'Sum of both. Missing is null.'
      returned: always
      type: int
    platform:
      description: 'Name of the platform that the summary comes from.'
      returned: always
      type: str
    unread:
      description: 'Names of the fields that could not be read.'
      returned: always
      type: list
      elements: str
    # end of fields
totals:
  description:
    - Counts of the numbers that pass the filters. They have the total, the numbers by status (all statuses), by assignment,
      and by GUID of the customer (C(unknown) for numbers without a customer), and the number of records for each field that
      could not be read.
  returned: when O(summary_only) is true
  type: dict
  sample: {"numbers": 3, "statuses": {"active": 2, "release_requested": 0, "marked_for_removal": 1, "ready_for_removal": 0,
    "unknown": 0}, "assignment_statuses": {"unassigned": 1, "user_assigned": 2},
    "customers": {"8f479a63-cf48-4f36-bbcd-65267a6f06cc": 3}, "unread": {}}
"""

from typing import TYPE_CHECKING, Any

from ansible_collections.audiocodes.live_platform.plugins.module_utils._gather import topology
from ansible_collections.audiocodes.live_platform.plugins.module_utils._gather.numbers import all_numbers
from ansible_collections.audiocodes.live_platform.plugins.module_utils._gather.topology import naming
from ansible_collections.audiocodes.live_platform.plugins.module_utils._modules.info import (
    SIZE,
    UNKNOWN_VALUES,
    nobody,
    smaller,
)
from ansible_collections.audiocodes.live_platform.plugins.module_utils._modules.run import LIST, run
from ansible_collections.audiocodes.live_platform.plugins.module_utils._records import number_rows
from ansible_collections.audiocodes.live_platform.plugins.module_utils._records.fields import NUMBER_CUSTOMER_FIELDS
from ansible_collections.audiocodes.live_platform.plugins.module_utils._topology import number_totals
from ansible_collections.audiocodes.live_platform.plugins.module_utils._topology.number_selection import NumberSelection
from ansible_collections.audiocodes.live_platform.plugins.module_utils.errors import OptionError

if TYPE_CHECKING:
    from ansible.module_utils.basic import AnsibleModule

    from ansible_collections.audiocodes.live_platform.plugins.module_utils._client.client import Client

FILTERS = {"guids": LIST, "assignment_statuses": LIST}
STATUSES = {"statuses": {**LIST, "choices": [*number_rows.STATUSES, number_rows.UNKNOWN]}}
# options that make no sense without numbers
_OF_NUMBERS = (*FILTERS, *STATUSES, *SIZE, "match_customers", "include_raw")


def numbers(module: AnsibleModule, client: Client) -> dict[str, Any]:
    """Return the result: the numbers that pass the filters, what the options of SIZE leave of them, or summaries of removals."""
    params = module.params
    wanted = NumberSelection.read(params.get)
    tenants = list(dict.fromkeys(tenant.strip().lower() for tenant in params["ms_tenant_ids"] or [""]))
    if params["ms_tenant_ids"] and "" in tenants:
        raise OptionError("ms_tenant_ids: an entry is empty")
    if params["removal_summary"]:
        return _removals(module, client, tenants)
    if params["summary_only"] and params["match_customers"]:
        raise OptionError("summary_only would drop what match_customers reads: use one of them")
    added = [field.name for field in NUMBER_CUSTOMER_FIELDS] if params["match_customers"] else []
    sized = smaller(params, "number", ("number", *added), number_totals.of_numbers)
    found: list[dict[str, Any]] = []
    if not nobody(module):
        found = _read(client, tenants, wanted, params["include_raw"])
        if params["match_customers"]:
            number_totals.match(found, topology.customers(client))
        for warning in wanted.warnings(found, params["unknown_values"]):
            module.warn(warning)
    kept = wanted.passing(found)
    return sized({"changed": False, "numbers": kept, "count": len(kept)})


def _read(client: Client, tenants: list[str], wanted: NumberSelection, include_raw: bool) -> list[dict[str, Any]]:
    """Return the records of all numbers of these tenants, with as few requests as the statuses allow."""
    statuses = wanted.statuses or ()
    status = number_rows.STATUSES.get(statuses[0], "") if len(statuses) == 1 else ""
    return all_numbers(client, tenants, status, include_raw)


def _removals(module: AnsibleModule, client: Client, tenants: list[str]) -> dict[str, Any]:
    """Return the result: a summary for each tenant."""
    if given := [name for name in _OF_NUMBERS if module.params[name] not in (None, False)]:
        raise OptionError(f"removal_summary counts numbers without reading them: leave out {', '.join(given)}")
    with naming(client):
        found = [
            number_rows.removal_summary(client.removal_summary(tenant), tenant, client.platform)
            for tenant in ([] if nobody(module) else tenants)
        ]
    return {"changed": False, "removal_summary": found, "count": len(found)}


def main() -> None:
    """Run the module."""
    spec = {
        "ms_tenant_ids": LIST,
        **FILTERS,
        **STATUSES,
        **UNKNOWN_VALUES,
        "match_customers": {"type": "bool", "default": False},
        "removal_summary": {"type": "bool", "default": False},
        **SIZE,
        "include_raw": {"type": "bool", "default": False},
    }
    run(spec, numbers)


if __name__ == "__main__":
    main()
