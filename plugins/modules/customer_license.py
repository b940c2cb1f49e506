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
  - Changes the license type, the number of licensed users (seats), or both, of one or more customers.
  - Reads all customers first and leaves those alone that already have the wanted state, so a second run sends nothing.
  - The platform documents only a few changes of license type. C(hosted_essentials_plus) and C(hosted_pro) can be changed
    into each other, and so can C(oc_essentials_plus) and C(oc_pro). C(oc_essentials) can be changed into either of the
    latter two. For all of these license types except C(oc_essentials), the seats alone can be changed as well. Any other
    change is refused before anything is sent, and the message says what is possible.
  - An upgrade from C(oc_essentials) is a task of the platform. When the task has ended, a second request confirms the
    upgrade, as the vendor demands.
  - Each customer is read again just before its change and after it. If someone else changed it in the meantime, nothing is
    sent. If it does not have the wanted state afterwards, the module fails and shows both states.
  - Unless O(allow_below_use) is V(true), seats are never changed to fewer than are in use at that moment, and not at all if
    the platform does not say how many are in use. Such a customer is reported as failed, with the reason; the others are
    changed.
  - A request whose answer is lost is not sent again; the customer is read to see what happened. If a request was accepted,
    or its answer was lost, and the customer still reads as before, it is in RV(uncertain), because the platform may still
    change it.
notes:
  - Verified against a simulator made from the vendor's pages, not against a real platform.
  - One request reads all customers, and one more each customer that has O(application_client_id). A change takes three
    requests, an upgrade five and those for its task, within O(rate_limit).
  - During an upgrade a customer reads as before until the task has ended. If a failure left such a task running, or with
    O(wait=false), follow the task with M(audiocodes.live_platform.task_info) before the next run, which would otherwise
    start another task.
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
      - License type to give the customer. If not given, it stays as it is.
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
      - Number of licensed users (seats) to give the customer. If not given, it stays as it is.
    type: int
  full_name:
    description:
      - Full name to give the customer. If not given, it stays as it is.
    type: str
  application_client_id:
    description:
      - Client id of the customer's app registration, for the platform to validate. Sent only if given.
      - If given, a customer with another id on the platform is changed even if its license is as wanted. A customer without
        an id on the platform is changed on every run, because the platform does not show whether it has this id.
    type: str
  application_client_secret:
    description:
      - Secret of the app registration. It is sent only together with another change, because it cannot be compared. It is
        never shown.
    type: str
  expected:
    description:
      - The state that the change was based on. A customer with another state is not changed and is reported as failed,
        unless it already has the wanted state.
      - With O(customers), a customer that no longer exists is reported as failed as well. Without this option, or with
        O(guid), a GUID that does not exist fails the task before anything is sent.
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
          - Bounds that must hold at the moment of the change, such as those of the rule behind it. If the seats in use
            cannot be read, no bound holds.
        type: dict
        suboptions:
          active_users_min:
            description: Minimum seats in use.
            type: float
          active_users_max:
            description: Maximum seats in use.
            type: float
          licensed_users_min:
            description: Minimum licensed users before the change.
            type: float
          licensed_users_max:
            description: Maximum licensed users before the change.
            type: float
          usage_percent_min:
            description: Minimum seats in use, in percent of the licensed users before the change.
            type: float
          usage_percent_max:
            description: Maximum seats in use, in percent of the licensed users before the change.
            type: float
  customers:
    description:
      - Several customers, each with its own values. With an empty list nothing is read or changed.
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
      - Name of the platform that the changes were planned for. On another platform the module fails, names both, and sends
        nothing.
      - The name is that of O(platform_name), or the host of O(url); records have it as C(platform), hosts as C(lp_platform).
    type: str
    version_added: 1.1.0
  protect:
    description:
      - GUIDs, names, and shell patterns of names (short or full, case does not matter) of customers that are never changed.
        They are compared with the platform's data just before the change. A protected customer that would be changed is
        reported as failed.
      - An empty list protects nothing. A list with nothing but blanks is an error, because most likely a variable was not
        set.
    type: list
    elements: str
    version_added: 1.1.0
  allow_below_use:
    description:
      - Whether seats may be changed to fewer than are in use, and also if the platform does not say how many are in use.
      - O(protect) and O(expected) still apply.
    type: bool
    default: false
    version_added: 1.1.0
  max_changes:
    description:
      - The most customers that may be changed. If more would change, the module changes nothing and fails with both
        numbers, also in check mode.
    type: int
  stop_on_failure:
    description:
      - Whether to start no further customer once one has failed. Those under way are finished.
      - Refused credentials stop the work in any case.
    type: bool
    default: false
  change_keys:
    description:
      - Keys of the request that changes a license. They can be set because the vendor's page contradicts itself.
      - The defaults are those of its examples; its tables have C(upgradeToLicense) and C(licenseCount).
      - It is inferred that the platform ignores keys that it does not know. If a change is accepted and the license stays as
        it was, the module's error names this option.
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
    details: Not with O(application_client_id) if the platform does not show it, and not while a task is running.
seealso:
  - module: audiocodes.live_platform.customer_info
  - module: audiocodes.live_platform.task_info
"""

EXAMPLES = r"""
- name: Give one customer 120 seats
  audiocodes.live_platform.customer_license:
    guid: 4c96f3ae-25d1-4c5e-89c2-1d65c8f7a6a1
    licensed_users: 120

- name: See what would change for two customers
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
  returned: when the changes were possible and allowed, even if some of them failed
  type: int
  sample: 2
changes:
  description: Number of customers that were changed, or may have been, or would be in check mode.
  returned: when the changes were possible and allowed, even if some of them failed
  type: int
  sample: 1
customers:
  description: The outcome for each customer, in the order given.
  returned: when the changes were possible and allowed, even if some of them failed
  type: list
  elements: dict
  contains:
    ump_customer_guid:
      description: GUID of the customer.
      type: str
      returned: always
    name:
      description: Short name of the customer; empty if it does not exist.
      type: str
      returned: always
    state:
      description:
        - C(unchanged), C(would_change) (check mode), C(changed) (and read back), C(started) (its task is still running),
          C(failed), or C(not_tried) after the failure of another customer.
      type: str
      returned: always
    changed:
      description: Whether the customer was, would be, or may have been changed. True while a task is running.
      type: bool
      returned: always
    before:
      description: License type, licensed users and full name when the customer was first read; null if it does not exist.
      type: dict
      returned: always
      sample: {"license_type": "oc_essentials_plus", "licensed_users": 10, "full_name": "Contoso"}
    wanted:
      description: The same, as wanted. Equal to RV(customers[].before) if O(expected) did not hold.
      type: dict
      returned: always
      sample: {"license_type": "oc_pro", "licensed_users": 50, "full_name": "Contoso"}
    after:
      description: The same, as last read; null if nothing was read or could be read.
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
messages:
  description: Errors that the platform reported, in the answer or in a task, even if the change was carried out. Each is a warning as well.
  returned: success, and on failure once anything was read
  type: list
  elements: str
  version_added: 1.1.0
uncertain:
  description:
    - GUIDs of customers that failed but that the platform may have changed, or may still change. In that case a request was
      accepted or its answer was lost, and the outcome is not known. Run again later; a customer that has the wanted state
      then is left alone.
  returned: when the changes were possible and allowed, even if some of them failed
  type: list
  elements: str
  sample: []
failure:
  description: Details of the first error, for playbooks that branch on it. C(errors) (by field), C(error_code),
    C(error_ticket) and C(trace_id) are details from the platform in addition to its message.
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
from ansible_collections.audiocodes.live_platform.plugins.module_utils._records.completeness import some
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
    """Return the result: what was done, or in check mode would be done, to each customer."""
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
            f"nothing was changed: {some(planned, 'customers')} would change, but max_changes allows {params['max_changes']}"
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
