#!/usr/bin/python
# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Change licenses of customers of Live Platform."""

from __future__ import annotations

DOCUMENTATION = r"""
module: customer_license
short_description: Change license types and seats of customers of AudioCodes Live Platform
version_added: 1.0.0
description:
  - Gives one customer, or many, another license type, another number of licensed users (seats), or both.
  - All customers are read first; what is as wanted already is left alone, so that a second run sends nothing.
  - The platform documents few changes of license type. C(hosted_essentials_plus) and C(hosted_pro) become each other, so do
    C(oc_essentials_plus) and C(oc_pro), and C(oc_essentials) becomes either of the latter two. Of these license types but
    C(oc_essentials) the seats alone can be changed as well. Everything else is refused, with what is possible, before
    anything is sent.
  - A customer of C(oc_essentials) is upgraded by a task of the platform, and confirmed by a second request when the task has
    ended, as the vendor demands.
  - Each customer is read once more just before its change and after it. Where somebody else changed it meanwhile nothing is
    sent; where it does not end as wanted the module fails and shows both.
  - Seats are never changed to fewer than are in use at that moment, nor where the platform does not say how many are in use,
    unless O(allow_below_use) is V(true). Such a customer is reported as failed, with the reason; the others are changed.
  - A request whose answer is lost is not sent again; what the platform then holds decides. A customer that still reads as
    before after a request that was accepted, or whose answer was lost, is in RV(uncertain), since the platform may still
    change it.
notes:
  - Verified against a simulator made from the vendor's pages, not against a real platform.
  - One request reads all customers, one more each that has O(application_client_id). Three are sent for each customer that is
    changed, five and those for its task for an upgrade, at the pace of O(rate_limit).
  - A customer that is being upgraded looks as before until the task has ended. After a failure that left such a task running,
    or with O(wait=false), follow the task with M(audiocodes.live_platform.task_info) before the next run, which would start
    another one.
author:
  - audiocodes.live_platform contributors !UNKNOWN
extends_documentation_fragment:
  - audiocodes.live_platform.connection
  - audiocodes.live_platform.selection.many
  - audiocodes.live_platform.waiting
  - audiocodes.live_platform.attributes
  - audiocodes.live_platform.attributes.acting_module
  - audiocodes.live_platform.attributes.actiongroup
options:
  guid:
    description:
      - GUID of the customer to change.
      - Mutually exclusive with O(customers).
    type: str
  license_type:
    description:
      - License type that the customer shall have. It stays as it is where this is not given.
    type: str
    choices: &license_types
      - hosted_essentials
      - hosted_essentials_plus
      - hosted_pro
      - oc_essentials
      - oc_essentials_plus
      - oc_pro
  licensed_users:
    description:
      - Licensed users (seats) that the customer shall have. They stay as they are where this is not given.
    type: int
  full_name:
    description:
      - Full name that the customer shall have. It stays as it is where this is not given.
    type: str
  application_client_id:
    description:
      - Client id of the customer's app registration, for the platform to validate. Sent only where it is given.
      - Where it is given, a customer for whom the platform shows another id is changed even if its license is as wanted. So is
        one for whom it shows none, and with every run, since nothing tells that the platform has it.
    type: str
  application_client_secret:
    description:
      - Secret of the app registration. It is sent together with a change, never alone, since it cannot be compared, and is
        never shown.
    type: str
  expected:
    description:
      - The state that the change was decided on. A customer that has another one is not changed, and reported as failed,
        unless it is as wanted already.
      - Of several O(customers), one that is gone is reported as failed as well. Without this, or alone, a GUID that does not
        exist fails the task before anything is sent.
    type: dict
    suboptions: &expected
      license_type:
        description: License type that the customer must have.
        type: str
      licensed_users:
        description: Licensed users that the customer must have.
        type: int
      when:
        description:
          - Bounds that the customer must be inside at the moment of the change, such as those of the rule that asked for it. A
            customer whose seats in use cannot be read is inside none.
        type: dict
        suboptions:
          active_users_min:
            description: Fewest seats in use.
            type: float
          active_users_max:
            description: Most seats in use.
            type: float
          licensed_users_min:
            description: Fewest licensed users before the change.
            type: float
          licensed_users_max:
            description: Most licensed users before the change.
            type: float
          usage_percent_min:
            description: Least seats in use, in percent of the licensed users before the change.
            type: float
          usage_percent_max:
            description: Most seats in use, in percent of the licensed users before the change.
            type: float
  customers:
    description:
      - Several customers, each with its own wishes. With an empty list nobody is changed, and nothing is read.
    type: list
    elements: dict
    suboptions:
      guid:
        description: GUID of the customer.
        type: str
        required: true
      license_type:
        description: See O(license_type).
        type: str
        choices: *license_types
      licensed_users:
        description: See O(licensed_users).
        type: int
      full_name:
        description: See O(full_name).
        type: str
      application_client_id:
        description: See O(application_client_id).
        type: str
      application_client_secret:
        description: See O(application_client_secret).
        type: str
      expected:
        description: See O(expected).
        type: dict
        suboptions: *expected
  expected_platform:
    description:
      - Name of the platform that the changes were planned for. On another one nothing is sent and the module fails with both names.
      - The name is that of O(platform_name), or the host of O(url); records have it as C(platform), hosts as C(lp_platform).
    type: str
    version_added: 1.1.0
  protect:
    description:
      - GUIDs, names, and shell patterns of names (short or full, in any case of letters) of customers that are never changed,
        compared with what the platform says just before the change. One that would be changed is reported as failed.
      - An empty list protects nobody. One that holds nothing but blanks is an error, since a variable was most probably not set.
    type: list
    elements: str
    version_added: 1.1.0
  allow_below_use:
    description:
      - Whether seats may be changed to fewer than are in use, and where the platform does not say how many are in use.
      - O(protect) and O(expected) hold all the same.
    type: bool
    default: false
    version_added: 1.1.0
  max_changes:
    description:
      - The most customers that may be changed. Where more would have to be, nothing is, and the module fails with both
        numbers; so it does in check mode.
    type: int
  stop_on_failure:
    description:
      - Whether to begin no other customer once one has failed. Those under way are brought to their end.
      - Refused credentials end the work in any case.
    type: bool
    default: false
  change_keys:
    description:
      - Keys of the request that changes a license, since the vendor's page contradicts itself.
      - The defaults are those of its examples; its tables have C(upgradeToLicense) and C(licenseCount).
    type: dict
    suboptions:
      license_type:
        description: Key of the license type.
        type: str
        default: licenseType
      licensed_users:
        description: Key of the number of seats.
        type: str
        default: licensedUsersCount
  upgrade_keys:
    description:
      - Keys of the request that starts an upgrade.
    type: dict
    suboptions:
      license_type:
        description: Key of the license type.
        type: str
        default: upgradeToLicense
      licensed_users:
        description: Key of the number of seats.
        type: str
        default: licenseCount
attributes:
  idempotent:
    support: partial
    details: Not with O(application_client_id) where the platform does not show it, nor while a task goes on.
seealso:
  - module: audiocodes.live_platform.customer_info
  - module: audiocodes.live_platform.task_info
"""

EXAMPLES = r"""
- name: Give one customer 120 seats
  audiocodes.live_platform.customer_license:
    guid: 4c96f3ae-25d1-4c5e-89c2-1d65c8f7a6a1
    licensed_users: 120

- name: See what would become of two customers
  audiocodes.live_platform.customer_license:
    customers:
      - guid: 4c96f3ae-25d1-4c5e-89c2-1d65c8f7a6a1
        license_type: oc_pro
        licensed_users: 50
      - guid: 7b1f0c52-8d7e-4f0e-9a35-2e6ad6a5e0b2
        license_type: hosted_essentials_plus
        expected:
          license_type: hosted_pro
    max_changes: 10
  check_mode: true
  diff: true
"""

RETURN = r"""
count:
  description: Number of customers that were given.
  returned: when the changes were possible and allowed, also where some of them failed
  type: int
  sample: 2
changes:
  description: Number of customers that were changed, or may have been, or would be in check mode.
  returned: when the changes were possible and allowed, also where some of them failed
  type: int
  sample: 1
customers:
  description: What became of every customer, in the order given.
  returned: when the changes were possible and allowed, also where some of them failed
  type: list
  elements: dict
  contains:
    ump_customer_guid:
      description: GUID of the customer.
      type: str
      returned: always
    name:
      description: Short name of the customer; empty where it is gone.
      type: str
      returned: always
    state:
      description:
        - C(unchanged), C(would_change) (check mode), C(changed) (and read back), C(started) (its task goes on), C(failed), or
          C(not_tried) after the failure of another.
      type: str
      returned: always
    changed:
      description: Whether the customer is, or would be, or may be, another than before; so it is while a task goes on.
      type: bool
      returned: always
    before:
      description: License type, licensed users and full name when the customer was read first; null where it is gone.
      type: dict
      returned: always
      sample: {"license_type": "oc_essentials_plus", "licensed_users": 10, "full_name": "Contoso"}
    wanted:
      description: The same as it shall be. Equal to RV(customers[].before) where O(expected) did not hold.
      type: dict
      returned: always
      sample: {"license_type": "oc_pro", "licensed_users": 50, "full_name": "Contoso"}
    after:
      description: The same as it was read last; null where nothing was read, or nothing could be.
      type: dict
      returned: always
      sample: {"license_type": "oc_pro", "licensed_users": 50, "full_name": "Contoso"}
    task:
      description: Id of the first task that the platform started, or null.
      type: str
      returned: always
      sample: tsk_185510
    tasks:
      description: Ids of all tasks.
      type: list
      elements: str
      returned: always
    error:
      description: What went wrong, or null.
      type: str
      returned: always
uncertain:
  description:
    - GUIDs of the customers that failed, and that the platform may still change, or may have changed, since a request was accepted
      or its answer was lost, and nobody has seen what came of it. Run again later; a customer that is as wanted then is left alone.
  returned: when the changes were possible and allowed, also where some of them failed
  type: list
  elements: str
  sample: []
failure:
  description: What went wrong first, for playbooks that branch on it.
  returned: failure
  type: dict
  sample: {"error": "RequestError", "method": "PATCH", "path": "/tenantui/api/v3/customer/x", "status": 400,
    "server_message": "Invalid change for License Type!", "hint": null}
"""

from typing import TYPE_CHECKING, Any

from ansible_collections.audiocodes.live_platform.plugins.module_utils._changes import (
    bodies,
    engine,
    guards,
    license_changes,
    license_plans,
    outcomes,
)
from ansible_collections.audiocodes.live_platform.plugins.module_utils._changes.tasks import WAITING, waiting
from ansible_collections.audiocodes.live_platform.plugins.module_utils._modules.run import LIST, PARALLEL, run
from ansible_collections.audiocodes.live_platform.plugins.module_utils._records.licenses import CUSTOMER_LICENSES
from ansible_collections.audiocodes.live_platform.plugins.module_utils.errors import OptionError
from ansible_collections.audiocodes.live_platform.plugins.module_utils.text import one_line

if TYPE_CHECKING:
    from ansible.module_utils.basic import AnsibleModule

    from ansible_collections.audiocodes.live_platform.plugins.module_utils._client.client import Client

IN_DOUBT = ("license_type", "licensed_users")
LICENSE: dict[str, Any] = {
    "license_type": {"type": "str", "choices": [item.slug for item in CUSTOMER_LICENSES.values()]},
    "licensed_users": {"type": "int"},
    "full_name": {"type": "str"},
    "application_client_id": {"type": "str"},
    "application_client_secret": {"type": "str", "no_log": True},
    "expected": {
        "type": "dict",
        "options": {
            "license_type": {"type": "str"},
            "licensed_users": {"type": "int"},
            "when": {"type": "dict", "options": {name: {"type": "float"} for name in guards.BOUNDS}},
        },
    },
}


def keys(defaults: bodies.Keys) -> dict[str, Any]:
    """Return the argument spec of an option that changes the keys in doubt."""
    options = {name: {"type": "str", "default": defaults[name], "no_log": False} for name in IN_DOUBT}
    return {"type": "dict", "options": options, "apply_defaults": True, "no_log": False}


def licenses(module: AnsibleModule, client: Client) -> dict[str, Any]:
    """Return the result: what became, or in check mode would become, of every customer."""
    params = module.params
    planned_for = (params["expected_platform"] or "").strip()
    if planned_for and planned_for != client.platform:
        raise OptionError(
            f"nothing was sent: the changes are for platform {one_line(planned_for)}, but this is platform "
            f"{one_line(client.platform)}",
            hint="check url and platform_name",
        )
    waits = waiting(params)
    key_names = license_changes.Keys(
        bodies.changed_keys(bodies.CHANGE_KEYS, params["change_keys"], "change_keys"),
        bodies.changed_keys(bodies.UPGRADE_KEYS, params["upgrade_keys"], "upgrade_keys"),
    )
    rows = params["customers"] if params["guid"] is None else [params]
    desired = license_plans.desired_licenses(rows, "customers" if params["guid"] is None else "")
    guard = guards.from_options(params["protect"], params["allow_below_use"])
    changes = license_changes.prepare(client, desired, params["parallel"], guard, key_names)
    planned = sum(change.needed for change in changes)
    if params["max_changes"] is not None and planned > params["max_changes"]:
        raise OptionError(
            f"nothing was changed: {planned} customers would have to be, max_changes allows {params['max_changes']}"
        )
    if module.check_mode:
        done = outcomes.predicted(changes, params["stop_on_failure"])
    else:
        done = engine.carry_out_all(client, changes, waits, params["parallel"], params["stop_on_failure"])
    return license_changes.result(done, module._diff)


def main() -> None:
    """Run the module."""
    spec = {
        "guid": {"type": "str"},
        **LICENSE,
        "customers": {
            "type": "list",
            "elements": "dict",
            "options": {"guid": {"type": "str", "required": True}, **LICENSE},
        },
        "expected_platform": {"type": "str"},
        "protect": LIST,
        "allow_below_use": {"type": "bool", "default": False},
        "max_changes": {"type": "int"},
        "stop_on_failure": {"type": "bool", "default": False},
        "parallel": PARALLEL,
        **WAITING,
        "change_keys": keys(bodies.CHANGE_KEYS),
        "upgrade_keys": keys(bodies.UPGRADE_KEYS),
    }
    run(
        spec,
        licenses,
        required_one_of=[("guid", "customers")],
        mutually_exclusive=[("guid", "customers")],
        required_by=dict.fromkeys(LICENSE, "guid"),
    )


if __name__ == "__main__":
    main()
