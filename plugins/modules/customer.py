#!/usr/bin/python
# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Remove a customer from Live Platform."""

from __future__ import annotations

DOCUMENTATION = r"""
module: customer
short_description: Remove a customer from AudioCodes Live Platform
version_added: 1.0.0
description:
  - Removes a customer permanently, with all SIP connections and dial plans of the customer's service. This cannot be
    undone.
  - O(confirm_name) must be exactly the customer's short name; with any other name nothing is sent. Run it in check mode
    with C(--diff) first, to see what would be removed.
  - The module looks for the customer in the list of customers, before and after. A customer that is not in the list counts
    as removed, so a second run sends nothing. A warning says if the list has a customer of this name with another GUID. A
    list that cannot be complete proves nothing, see O(trust_list).
  - A request whose answer is lost is not sent again. The list then shows whether the customer was removed.
  - The vendor's page shows no task for this request, so the list is read even with O(wait=false).
notes:
  - Verified against a simulator made from the vendor's pages, not against a real platform.
  - With O(channel_id), customers of other channels are not in the list, so they seem to be removed already.
author:
  - audiocodes.live_platform contributors !UNKNOWN
extends_documentation_fragment:
  - audiocodes.live_platform.connection
  - audiocodes.live_platform.waiting
  - audiocodes.live_platform.attributes
  - audiocodes.live_platform.attributes.acting_module
  - audiocodes.live_platform.attributes.actiongroup
options:
  guid:
    description: GUID of the customer.
    type: str
    required: true
  state:
    description: V(absent) removes the customer. To create customers, use the portal.
    type: str
    choices:
      - absent
    required: true
  confirm_name:
    description:
      - Short name of the customer, exactly as the platform has it.
      - Take it from your own records. A name that was read with the same O(guid) does not confirm anything.
    type: str
    required: true
  trust_list:
    description:
      - Whether to believe the platform's lists even if other data contradicts them.
      - Without it, the module fails if the list of customers is empty and not all services are Device Manager services. It
        also fails if the customer is not in the list but a service belongs to it, or if other customers vanished from the
        list during the removal.
      - Without it, the module also removes nothing if there are customers but no services, if the services cannot be read,
        or if a field of this customer, or of all customers or services, could not be read.
    type: bool
    default: false
    version_added: 1.1.0
  minimum_customers:
    description:
      - The least number of customers in the platform's list before the removal. With fewer, the module fails, regardless of
        O(trust_list). Only this option detects a list that was cut short before the module ran.
    type: int
    default: 0
    version_added: 1.1.0
seealso:
  - module: audiocodes.live_platform.customer_info
  - module: audiocodes.live_platform.sip_connection
  - module: audiocodes.live_platform.task_info
"""

EXAMPLES = r"""
- name: See what would be removed with a customer
  audiocodes.live_platform.customer:
    guid: 4c96f3ae-25d1-4c5e-89c2-1d65c8f7a6a1
    state: absent
    confirm_name: contoso_dr
  check_mode: true
  diff: true

- name: Remove it
  audiocodes.live_platform.customer:
    guid: 4c96f3ae-25d1-4c5e-89c2-1d65c8f7a6a1
    state: absent
    confirm_name: contoso_dr
"""

RETURN = r"""
state:
  description:
    - C(unchanged) (already removed), C(would_change) (check mode), C(changed) (and no longer in the list), C(started) (a
      task is still running), or C(failed).
  returned: when the customers could be read, also on failure
  type: str
  sample: changed
customer:
  description:
    - The customer before the removal, with all details, as M(audiocodes.live_platform.customer_info) returns it; null if it
      did not exist.
  returned: when the customers could be read, also on failure
  type: dict
  sample: {"ump_customer_guid": "4c96f3ae-25d1-4c5e-89c2-1d65c8f7a6a1", "name": "contoso_dr"}
task:
  description: Id of the first task that the platform started, or null.
  returned: when the customers could be read, also on failure
  type: str
tasks:
  description: Ids of all tasks.
  returned: when the customers could be read, also on failure
  type: list
  elements: str
messages:
  description: Errors that the platform reported, in the answer or in a task, even if the change was carried out. Each is a warning as well.
  returned: success, and on failure once anything was read
  type: list
  elements: str
  version_added: 1.1.0
uncertain:
  description:
    - The GUID of the customer if the module failed but the platform may have carried out the request, or still may; else
      empty. In that case a request was accepted or its answer was lost, the outcome is not known, and C(changed) is true.
      Run again later.
  returned: when the customers could be read, also on failure
  type: list
  elements: str
  sample: []
failure:
  description: Details of the error, for playbooks that branch on it. C(errors) (by field), C(error_code),
    C(error_ticket) and C(trace_id) are details from the platform in addition to its message.
  returned: failure
  type: dict
  sample: {"error": "OptionError", "method": null, "path": null, "status": null, "server_message": null, "hint": null}
"""

from typing import TYPE_CHECKING, Any

from ansible_collections.audiocodes.live_platform.plugins.module_utils._changes import engine, outcomes, removals
from ansible_collections.audiocodes.live_platform.plugins.module_utils._changes.tasks import WAITING, waiting
from ansible_collections.audiocodes.live_platform.plugins.module_utils._modules.run import run
from ansible_collections.audiocodes.live_platform.plugins.module_utils._records import completeness

if TYPE_CHECKING:
    from ansible.module_utils.basic import AnsibleModule

    from ansible_collections.audiocodes.live_platform.plugins.module_utils._client.client import Client


def customer(module: AnsibleModule, client: Client) -> dict[str, Any]:
    """Return the result: what was done, or in check mode would be done, to the customer."""
    params = module.params
    waits = waiting(params)
    change, record, warnings = removals.prepare(
        client,
        params["guid"],
        params["confirm_name"],
        params.get("trust_list", False),
        completeness.minimums(params.get)["customers"],
    )
    for warning in warnings:
        module.warn(warning)
    outcome = outcomes.predicted([change])[0] if module.check_mode else engine.carry_out(client, change, waits)
    return outcomes.result(outcome, {"customer": record}, module._diff)


def main() -> None:
    """Run the module."""
    spec = {
        "guid": {"type": "str", "required": True},
        "state": {"type": "str", "choices": ["absent"], "required": True},
        "confirm_name": {"type": "str", "required": True},
        "trust_list": {"type": "bool", "default": False},
        **completeness.MINIMUM_SPEC["customers"],
        **WAITING,
    }
    run(spec, customer)


if __name__ == "__main__":
    main()
