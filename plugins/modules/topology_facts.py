#!/usr/bin/python
# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Services joined to customers, as facts."""

from __future__ import annotations

DOCUMENTATION = r"""
module: topology_facts
short_description: Services of AudioCodes Live Platform joined to their customers, as facts
version_added: 1.0.0
description:
  - Returns the fact C(live_platform). It holds services and customers joined to each other, groups by license type and
    status, totals, services and customers that did not match, and records on which the platform's two APIs disagree.
  - Sends two requests, one for each list, for any number of services and customers.
author:
  - audiocodes.live_platform contributors !UNKNOWN
extends_documentation_fragment:
  - audiocodes.live_platform.connection
  - audiocodes.live_platform.selection.records
  - audiocodes.live_platform.attributes
  - audiocodes.live_platform.attributes.info_module
  - audiocodes.live_platform.attributes.facts_module
  - audiocodes.live_platform.attributes.actiongroup
options:
  include:
    description:
      - What to read. A kind that is left out is an empty list in the fact, and the other kind has no matches.
      - An empty list is an error, as with O(match_by) and O(fields).
    type: list
    elements: str
    choices: [services, customers]
    default: [services, customers]
  all_details:
    description:
      - Whether to read all details of customers, which adds the SIP connections.
    type: bool
    default: false
  channels:
    description:
      - Whether to read the leads of Operator Connect, which takes one more request and sets C(channel_id) of customers and
        C(customer_channel_id) of services, as O(audiocodes.live_platform.customer_info#module:channels) does. Has no effect if
        customers are not read.
    type: bool
    default: false
    version_added: 1.1.0
  metering:
    description:
      - Whether services have fields for metering, such as C(metering_tag), as
        O(audiocodes.live_platform.service_info#module:metering) describes. This takes no more requests.
    type: bool
    default: false
    version_added: 1.1.0
  metering_tiers:
    description:
      - Whether customers have C(metering_tiers) and services C(customer_metering_tiers), a list of the tiers on which there is a setup id
        for the same use. With more than one tier, the platform reports no use for metering.
      - The tiers that can be read are V(service) (its metering tag) and V(channel) (the metering tag for services of that source). A channel
        is known only for customers of Operator Connect; a warning counts the others. A customer's GUID in the service says to whom it belongs.
      - Implies O(channels) and O(metering), and reads each channel that customers belong to with one more request. Has no effect if
        services or customers are not read.
    type: bool
    default: false
    version_added: 1.1.0
  numbers:
    description:
      - Whether customers have C(numbers_total), C(numbers_unassigned), C(numbers_marked_for_removal) and C(numbers_ready_for_removal), the
        counts of their telephone numbers of Operator Connect, and services the same as C(customer_numbers_total) and so on.
      - Takes one request for each 200 numbers of the platform. Has no effect if customers are not read.
    type: bool
    default: false
    version_added: 1.1.0
  match_by:
    description:
      - Ways to find the customer of a service, in this order.
      - V(ump_customer_guid) is documented by the vendor. V(service_id) and V(name) are inferred. A name that several
        customers share does not match.
    type: list
    elements: str
    choices: [ump_customer_guid, service_id, name]
    default: [ump_customer_guid, service_id]
  members:
    description:
      - Whether the groups of the fact list identities, such as V(service:42712), or short names. Names may not be unique.
    type: str
    choices: [id, name]
    default: id
  summary_only:
    description:
      - Leave out the records. Groups, totals, C(unmatched) and C(conflicts) stay.
    type: bool
    default: false
  trial_expiring_days:
    description:
      - A trial is expiring if it ends within this many days.
    type: int
    default: 30
  allow_empty:
    description:
      - Whether to accept an empty list even if the other list contradicts it. By default the module fails if there are
        customers but no services. It also fails if services have customers (they carry a customer's GUID, or are not Device
        Manager services) but no customer is listed. A list that O(include) leaves out may be empty.
      - If a role reads the platform, set this option in C(module_defaults) of the play.
    type: bool
    default: false
    version_added: 1.1.0
  minimum_services:
    description:
      - The least number of services. With fewer, the module fails. Has no effect if O(include) leaves services out.
    type: int
    default: 0
    version_added: 1.1.0
  minimum_customers:
    description:
      - The least number of customers. With fewer, the module fails. Has no effect if O(include) leaves customers out.
    type: int
    default: 0
    version_added: 1.1.0
notes:
  - The fact hides your own variable C(live_platform), for example in C(group_vars), for the rest of the play, because facts
    of modules take precedence over inventory variables. Give your variable another name.
  - A fact cache (of ansible-core, or I(Enable Fact Storage) of an AWX job template) keeps this fact like all facts of
    modules, for the host that the task ran for. AWX stores only facts of hosts in its inventory, not of an implicit
    C(localhost).
seealso:
  - module: audiocodes.live_platform.service_info
  - module: audiocodes.live_platform.customer_info
  - plugin: audiocodes.live_platform.live_platform
    plugin_type: inventory
"""

EXAMPLES = r"""
- name: Gather facts about the platform
  audiocodes.live_platform.topology_facts:

- name: Seats
  ansible.builtin.debug:
    msg: "{{ ansible_facts.live_platform.totals.active_users }} of {{ ansible_facts.live_platform.totals.licensed_users }}"

- name: Counts only, which stay small on a platform of any size
  audiocodes.live_platform.topology_facts:
    summary_only: true
"""

RETURN = r"""
ansible_facts:
  description: The fact.
  returned: success
  type: dict
  contains:
    live_platform:
      description: Services and customers of the platform.
      returned: success
      type: dict
      contains:
        services:
          description:
            - Records of services, as M(audiocodes.live_platform.service_info) returns them, with the fields of their
              customer as C(customer_*) (null if there is none) and C(matched).
          returned: unless O(summary_only) is true
          type: list
          elements: dict
        customers:
          description: Records of customers, as M(audiocodes.live_platform.customer_info) returns them, with C(matched).
          returned: unless O(summary_only) is true
          type: list
          elements: dict
        by_license_type:
          description: License types and their services and customers.
          returned: success
          type: dict
          sample: {"pro": ["service:55732"]}
        by_status:
          description: Statuses and their services.
          returned: success
          type: dict
          sample: {"error": ["service:42712"]}
        by_source:
          description: Sources and their services.
          returned: success
          type: dict
          sample: {"dm": ["service:42712"]}
        totals:
          description: Counts, seats (C(licensed_users), C(active_users)), devices and plans, DIDs, trials by state, and
            numbers by license type, status and source.
          returned: success
          type: dict
        unmatched:
          description: Services without a customer and customers without a service, under C(services) and C(customers).
          returned: success
          type: dict
          sample: {"services": ["service:55732"], "customers": []}
        conflicts:
          description:
            - Disagreements between the two APIs. C(type) is C(license_family) or C(license_tier) (with C(service_value) and
              C(customer_value)), C(shared_customer) (several services of one customer) or C(duplicate_service_id).
              C(services) and C(customer) are identities.
          returned: success
          type: list
          elements: dict
        included:
          description: The lists that were read, as in O(include).
          returned: success
          type: list
          elements: str
          sample: [customers, services]
        allow_empty:
          description:
            - Whether O(allow_empty) was set. The role P(audiocodes.live_platform.compliance#role) then accepts an empty list that is read
              apart as well.
          returned: success
          type: bool
          sample: false
          version_added: 1.1.0
        gathered_at:
          description: When the platform was read (ISO 8601, UTC).
          returned: success
          type: str
failure:
  description: Details of the error, for playbooks that branch on it. C(errors) (by field), C(error_code),
    C(error_ticket) and C(trace_id) are details from the platform in addition to its message.
  returned: failure
  type: dict
  sample: {"error": "ServerError", "method": "GET", "path": "/tenantui/api/v3/customer", "status": 500, "server_message": null,
    "hint": "try again later"}
"""

from datetime import datetime, timezone
from typing import TYPE_CHECKING, Any

from ansible_collections.audiocodes.live_platform.plugins.module_utils._gather.both_lists import both_lists
from ansible_collections.audiocodes.live_platform.plugins.module_utils._modules.run import LIST, run
from ansible_collections.audiocodes.live_platform.plugins.module_utils._records import completeness
from ansible_collections.audiocodes.live_platform.plugins.module_utils._topology import facts, vocabularies
from ansible_collections.audiocodes.live_platform.plugins.module_utils.errors import OptionError

if TYPE_CHECKING:
    from ansible.module_utils.basic import AnsibleModule

    from ansible_collections.audiocodes.live_platform.plugins.module_utils._client.client import Client


def topology(module: AnsibleModule, client: Client) -> dict[str, Any]:
    """Return the result: only the fact."""
    params = module.params
    if params["trial_expiring_days"] < 0:
        raise OptionError(f"trial_expiring_days must be 0 or more, not {params['trial_expiring_days']}")
    least = completeness.minimums(params.get)
    keep = facts.chooser(params["fields"] or ())
    asked = ("all_details", "channels", "metering", "metering_tiers", "numbers", "labels", "include_raw")
    services, customers = both_lists(
        client, params["include"], **{name: params[name] for name in asked}, warn=module.warn
    )
    remark = completeness.check(services, customers, params["include"], least=least, allow_empty=params["allow_empty"])
    if remark:
        module.debug(remark)
    for warning in vocabularies.check_labels([*services, *customers], params["labels"]):
        module.warn(warning)
    now = datetime.now(timezone.utc)
    found = facts.build(
        services,
        customers,
        now,
        params["match_by"],
        params["members"],
        params["trial_expiring_days"],
        params["include"],
    )
    found["allow_empty"] = params["allow_empty"]
    if params["summary_only"]:
        del found["services"], found["customers"]
    else:
        found |= {kind: [keep(record) for record in found[kind]] for kind in ("services", "customers")}
    return {"changed": False, "ansible_facts": {"live_platform": found}}


def main() -> None:
    """Run the module."""
    spec = {
        "include": {**LIST, "choices": ["services", "customers"], "default": ["services", "customers"]},
        "all_details": {"type": "bool", "default": False},
        "channels": {"type": "bool", "default": False},
        "metering": {"type": "bool", "default": False},
        "metering_tiers": {"type": "bool", "default": False},
        "numbers": {"type": "bool", "default": False},
        "match_by": {
            **LIST,
            "choices": ["ump_customer_guid", "service_id", "name"],
            "default": ["ump_customer_guid", "service_id"],
        },
        "members": {"type": "str", "choices": ["id", "name"], "default": "id"},
        "fields": LIST,
        "summary_only": {"type": "bool", "default": False},
        "trial_expiring_days": {"type": "int", "default": 30},
        "labels": {"type": "dict"},
        "include_raw": {"type": "bool", "default": False},
        "allow_empty": {"type": "bool", "default": False},
        **completeness.MINIMUM_SPEC["services"],
        **completeness.MINIMUM_SPEC["customers"],
    }
    run(spec, topology)


if __name__ == "__main__":
    main()
