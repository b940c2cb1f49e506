#!/usr/bin/python
# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Read the users with a license of a customer."""

from __future__ import annotations

DOCUMENTATION = r"""
module: licensed_user_info
short_description: Read the licensed users of customers of AudioCodes Live Platform
version_added: 1.1.0
description:
  - Returns the users that count as licensed, for each customer, and the license factor that each user counts with.
  - Reads the list of customers once and C(GET /api/v3/customer/{guid}/licensedUsers) for each customer, several at once, within
    O(rate_limit). The vendor documents no pages for this request.
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
      - The least number of customers in the platform's list, before filters. With fewer, the module fails. Has no effect with
        O(guids).
    type: int
    default: 0
  fields:
    description:
      - Names of the record fields to keep, or shell patterns such as V(license_*); all fields by default. Identity (C(kind),
        C(platform) and C(ump_customer_guid)) is always kept.
    type: list
    elements: str
  summary_only:
    description:
      - Return RV(totals) instead of the records. This stays small for any number of users. O(fields) has no effect then.
    type: bool
    default: false
  include_raw:
    description:
      - Add the platform's own row to each record as C(raw), without passwords and secrets.
    type: bool
    default: false
notes:
  - The result contains SIP addresses of people. With O(summary_only) it does not.
seealso:
  - module: audiocodes.live_platform.license_usage_info
  - module: audiocodes.live_platform.number_info
"""

EXAMPLES = r"""
- name: Count the users of each customer, and of all by license factor
  audiocodes.live_platform.licensed_user_info:
    summary_only: true
  register: seats

- name: Read who uses the seats of one customer
  audiocodes.live_platform.licensed_user_info:
    guids: [8f479a63-cf48-4f36-bbcd-65267a6f06cc]
  register: users

- name: Users that count because of life cycle management
  ansible.builtin.debug:
    msg: "{{ users.licensed_users | selectattr('license_criteria', 'search', 'LifeCycle') | map(attribute='sip_address') | list }}"
"""

RETURN = r"""
count:
  description: Number of users returned.
  returned: when the customers could be listed, also on failure
  type: int
  sample: 1
failure:
  description: Details of the error, for playbooks that branch on it. C(errors) (by field), C(error_code),
    C(error_ticket) and C(trace_id) are details from the platform in addition to its message.
  returned: failure
  type: dict
  sample: {"error": "PartialError", "method": null, "path": null, "status": null, "server_message": null, "hint": null}
failed_items:
  description: Customers that could not be read, and why. RV(licensed_users) and RV(totals) leave them out.
  returned: when the customers could be listed, also on failure
  type: list
  elements: dict
  sample: [{"ump_customer_guid": "x", "name": "acme", "status": 500, "msg": "..."}]
licensed_users:
  description: The users, in the order of the customers. Every record has the same keys.
  returned: unless O(summary_only) is true, when the customers could be listed, also on failure
  type: list
  elements: dict
  contains:
    # fields: LICENSED_USER_FIELDS
    kind:
      description: 'Always C(licensed_user).'
      returned: always
      type: str
    ump_customer_guid:
      description: 'GUID of the user''s customer.'
      returned: always
      type: str
    customer_name:
      description: 'Short name of that customer.'
      returned: always
      type: str
    sip_address:
      description: 'SIP address of the user. Missing is an empty string.'
      returned: always
      type: str
    license_criteria:
      description: 'License factor that the user counts with, in the vendor''s words. Missing is an empty string.'
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
    raw:
      description: The platform's own row, without passwords and secrets.
      returned: when O(include_raw) is true
      type: dict
totals:
  description:
    - Counts of the users. They have the total, the users by license factor and by GUID of each customer that was read (0 for
      a customer without users), and the number of records for each field that could not be read.
  returned: when O(summary_only) is true and the customers could be listed, also on failure
  type: dict
  sample: {"licensed_users": 3, "license_criteria": {"Managed Users - By User Interface": 3},
    "customers": {"8f479a63-cf48-4f36-bbcd-65267a6f06cc": 3}, "unread": {}}
"""

from typing import TYPE_CHECKING, Any

from ansible_collections.audiocodes.live_platform.plugins.module_utils._gather import topology
from ansible_collections.audiocodes.live_platform.plugins.module_utils._gather.each_customer import for_each_customer
from ansible_collections.audiocodes.live_platform.plugins.module_utils._modules.failed_items import (
    warn_of_idle,
    with_failures,
)
from ansible_collections.audiocodes.live_platform.plugins.module_utils._modules.info import (
    SIZE,
    UNKNOWN_VALUES,
    filtered,
    listed,
    smaller,
)
from ansible_collections.audiocodes.live_platform.plugins.module_utils._modules.run import LIST, PARALLEL, run
from ansible_collections.audiocodes.live_platform.plugins.module_utils._records import completeness, number_rows
from ansible_collections.audiocodes.live_platform.plugins.module_utils._topology import number_totals
from ansible_collections.audiocodes.live_platform.plugins.module_utils._topology.selection import Selection

if TYPE_CHECKING:
    from ansible.module_utils.basic import AnsibleModule

    from ansible_collections.audiocodes.live_platform.plugins.module_utils._client.client import Client

FILTERS = {"license_types": LIST, "names": LIST}


def users(module: AnsibleModule, client: Client) -> dict[str, Any]:
    """Return the result: the users of each customer that passes the filters, or what the options of SIZE leave of them."""
    params = module.params
    wanted = Selection.read(params.get)
    asked: list[dict[str, Any]] = []
    sized = smaller(params, "licensed_user", count=lambda found: number_totals.of_users(found, asked))
    guids = params["guids"]
    known = listed(module, "customers", guids, lambda: topology.customers(client, guids))
    customers = {item["ump_customer_guid"]: item for item in filtered(module, "customers", known, wanted)["customers"]}

    def one(guid: str) -> list[dict[str, Any]]:
        body = client.licensed_users(guid)
        return number_rows.licensed_users(body, customers[guid], params["include_raw"], client.platform)

    read, failed = for_each_customer(client, list(customers.values()), one, params["parallel"])
    asked += [customer for customer, _users in read]
    found = [user for _customer, own in read for user in own]
    warn_of_idle(module, known)
    result = sized({"changed": False, "licensed_users": found, "count": len(found)})
    return with_failures(result, failed, params["ignore_errors_for"], known)


def main() -> None:
    """Run the module."""
    spec = {
        "guids": LIST,
        **FILTERS,
        **UNKNOWN_VALUES,
        **completeness.MINIMUM_SPEC["customers"],
        "parallel": PARALLEL,
        "ignore_errors_for": LIST,
        **SIZE,
        "include_raw": {"type": "bool", "default": False},
    }
    run(spec, users)


if __name__ == "__main__":
    main()
