#!/usr/bin/python
# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Read the daily license counts of customers."""

from __future__ import annotations

DOCUMENTATION = r"""
module: license_usage_info
short_description: Read how many licenses customers of AudioCodes Live Platform used, day by day
version_added: 1.0.0
description:
  - Returns the daily history of acquired and used licenses of each customer, and its trend.
  - Reads the list of customers once and C(GET /api/v3/customer/{guid}/licenseinfo) for each customer, several at once,
    within O(rate_limit).
author:
  - audiocodes.live_platform contributors !UNKNOWN
extends_documentation_fragment:
  - audiocodes.live_platform.connection
  - audiocodes.live_platform.selection
  - audiocodes.live_platform.selection.many
  - audiocodes.live_platform.selection.failures
  - audiocodes.live_platform.attributes
  - audiocodes.live_platform.attributes.info_module
  - audiocodes.live_platform.attributes.actiongroup
options:
  guids:
    description:
      - GUIDs of customers. By default all customers. If a GUID does not exist, the module fails and names it.
    type: list
    elements: str
  minimum_customers:
    description:
      - The least number of customers in the platform's list, before filters. With fewer, the module fails. Has no effect
        with O(guids).
    type: int
    default: 0
    version_added: 1.1.0
  months:
    description:
      - Number of months of history to read (the platform's parameter C(nrOfMonths)).
    type: int
    default: 1
  history:
    description:
      - Whether to return the daily counts in addition to the trend.
    type: bool
    default: true
seealso:
  - module: audiocodes.live_platform.customer_info
"""

EXAMPLES = r"""
- name: Three months of every Operator Connect Pro customer
  audiocodes.live_platform.license_usage_info:
    license_types: [oc_pro]
    months: 3
  register: usage

- name: Customers that used more seats than they acquired
  ansible.builtin.debug:
    msg: "{{ usage.usage | selectattr('trend.days_over', '>', 0) | map(attribute='name') | list }}"

- name: Only trends, ignoring failures of single customers
  audiocodes.live_platform.license_usage_info:
    history: false
    ignore_errors_for: ["*"]
"""

RETURN = r"""
count:
  description: Number of customers in RV(usage).
  returned: when the customers could be listed, also on failure
  type: int
  sample: 2
failure:
  description: Details of the error, for playbooks that branch on it. C(errors) (by field), C(error_code),
    C(error_ticket) and C(trace_id) are details from the platform in addition to its message.
  returned: failure
  type: dict
  sample: {"error": "PartialError", "method": null, "path": null, "status": null, "server_message": null, "hint": null}
failed_items:
  description: Customers that could not be read, and why.
  returned: when the customers could be listed, also on failure
  type: list
  elements: dict
  sample: [{"ump_customer_guid": "x", "name": "acme", "status": 500, "msg": "..."}]
usage:
  description: The usage of each customer, in the order of the customers.
  returned: when the customers could be listed, also on failure
  type: list
  elements: dict
  contains:
    ump_customer_guid:
      description: GUID of the customer.
      returned: always
      type: str
    name:
      description: Short name of the customer.
      returned: always
      type: str
    license_type:
      description: License type of the customer.
      returned: always
      type: str
    trend:
      description:
        - Seats in use over the days. C(first), C(last), C(peak) with their dates, C(average), C(change) (last minus first),
          C(days) (number of days) and C(days_over) (days with more seats in use than acquired).
      returned: always
      type: dict
      sample: {"days": 30, "days_over": 0, "first": 3, "first_date": "2026-02-01", "last": 5, "last_date": "2026-03-02",
        "peak": 5, "peak_date": "2026-02-20", "average": 4.2, "change": 2}
    seats_counted:
      description: Whether users of the customer count as seats in use. False with Hosted Essentials, and if all license factors of the
        last day are switched off, so that C(trend) means nothing; null if the factors are missing or not understood.
      returned: always
      type: bool
    history:
      description: Daily counts, oldest first.
      returned: when O(history) is true
      type: list
      elements: dict
      contains:
        # fields: USAGE_FIELDS
        date:
          description: 'Day of the count.'
          returned: always
          type: str
        last_update:
          description: 'When the count was made. Missing is null.'
          returned: always
          type: str
        licensed_users:
          description: 'Seats acquired. Missing is null.'
          returned: always
          type: int
        active_users:
          description: 'Seats in use, according to the platform''s license factors. Missing is null.'
          returned: always
          type: int
        total_monitored_users:
          description: 'Users that the platform monitors. Missing is null.'
          returned: always
          type: int
        managed_users_direct_routing:
          description: 'Managed users with Direct Routing. Missing is null.'
          returned: always
          type: int
        managed_users_operator_connect:
          description: 'Managed users with Operator Connect. Missing is null.'
          returned: always
          type: int
        managed_users_by_lifecycle:
          description: 'Users managed by life cycle management. Missing is null.'
          returned: always
          type: int
        managed_users_user_interface:
          description: 'Users managed in the user interface. Missing is null.'
          returned: always
          type: int
        managed_service_numbers:
          description: 'Managed service numbers. Missing is null.'
          returned: always
          type: int
        license_settings_flags_level:
          description: 'Level at which the license factors are set. Missing is an empty string.'
          returned: always
          type: str
        license_factors:
          description: 'License factors, by the vendor''s names. Missing is an empty dictionary.'
          returned: always
          type: dict
        # end of fields
"""

from typing import TYPE_CHECKING, Any

from ansible_collections.audiocodes.live_platform.plugins.module_utils._gather import topology
from ansible_collections.audiocodes.live_platform.plugins.module_utils._gather.each_customer import for_each_customer
from ansible_collections.audiocodes.live_platform.plugins.module_utils._modules.failed_items import (
    warn_of_idle,
    with_failures,
)
from ansible_collections.audiocodes.live_platform.plugins.module_utils._modules.info import (
    UNKNOWN_VALUES,
    filtered,
    listed,
)
from ansible_collections.audiocodes.live_platform.plugins.module_utils._modules.run import LIST, PARALLEL, run
from ansible_collections.audiocodes.live_platform.plugins.module_utils._records import completeness, lists
from ansible_collections.audiocodes.live_platform.plugins.module_utils._records.license_factors import seats_counted
from ansible_collections.audiocodes.live_platform.plugins.module_utils._topology.selection import Selection
from ansible_collections.audiocodes.live_platform.plugins.module_utils._topology.trend import trend
from ansible_collections.audiocodes.live_platform.plugins.module_utils.errors import OptionError

if TYPE_CHECKING:
    from ansible.module_utils.basic import AnsibleModule

    from ansible_collections.audiocodes.live_platform.plugins.module_utils._client.client import Client

FILTERS = {"license_types": LIST, "names": LIST}


def usage(module: AnsibleModule, client: Client) -> dict[str, Any]:
    """Return the result: a trend for each customer that passes the filters, and the days if requested."""
    params = module.params
    wanted = Selection.read(params.get)
    months = params["months"]
    if months < 1:
        raise OptionError(f"months must be 1 or more, not {months}")
    guids = params["guids"]
    known = listed(module, "customers", guids, lambda: topology.customers(client, guids))
    asked = filtered(module, "customers", known, wanted)["customers"]
    read, failed = for_each_customer(
        client, asked, lambda guid: lists.usage_days(client.license_info(guid, months)), params["parallel"]
    )
    found = [
        {key: customer[key] for key in ("ump_customer_guid", "name", "license_type")}
        | {"trend": trend(days), "seats_counted": seats_counted(customer["license_type"], days)}
        | ({"history": days} if params["history"] else {})
        for customer, days in read
    ]
    warn_of_idle(module, known)
    result = {"changed": False, "usage": found, "count": len(found)}
    return with_failures(result, failed, params["ignore_errors_for"], known)


def main() -> None:
    """Run the module."""
    spec = {
        "guids": LIST,
        **FILTERS,
        **UNKNOWN_VALUES,
        **completeness.MINIMUM_SPEC["customers"],
        "months": {"type": "int", "default": 1},
        "history": {"type": "bool", "default": True},
        "parallel": PARALLEL,
        "ignore_errors_for": LIST,
    }
    run(spec, usage)


if __name__ == "__main__":
    main()
