#!/usr/bin/python
# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Add, change and remove SIP connections of customers of Live Platform."""

from __future__ import annotations

DOCUMENTATION = r"""
module: sip_connection
short_description: Add, change or remove a SIP connection of a customer of AudioCodes Live Platform
version_added: 1.0.0
description:
  - Adds a SIP connection to a customer, changes the settings that differ, or removes the connection.
  - Reads the customer's connections first. A connection that already has the wanted state is left alone, so a second run
    sends nothing. Settings that are not given stay as they are.
  - The platform does this with tasks. The module waits for them and reads the connection back. If it does not have the
    wanted state, the module fails and shows both states.
  - If a task is already running on a connection, the module waits for it before any change, whoever started it.
  - A request whose answer is lost is not sent again. The tasks that run on the connection, and the state that is read in
    the end, show what happened.
  - A connection exists if the customer's list has it. A 404 is not taken as an answer to that.
notes:
  - Verified against a simulator made from the vendor's pages, not against a real platform.
  - For the request that changes a connection, the vendor's page documents O(name), O(sbc_id), O(cac_profile),
    O(enable_cac), O(configure_sbc) and O(carrier_registration). It is inferred that this request takes the scripts and
    their parameters under the same keys as the request that adds a connection. If it does not, reading back fails, and
    O(change_keys) sets other keys.
  - It is inferred from the platform's error messages that it ignores keys that it does not know. If a request is
    accepted and nothing changes, the module's error names the options to try.
  - The vendor documents that the only connection of a customer has the customer's GUID as its id. The module looks for
    O(id) among connections only, and never sends a request that removes a customer.
  - A new connection is not visible before its task has ended. If a failure left such a task running, or with O(wait=false),
    follow the task with M(audiocodes.live_platform.task_info) before the next run.
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
    description:
      - GUID of the customer. Required unless O(id) is given.
      - Without it, the module looks for the connection among those of all customers. With it, an O(id) of another customer
        is not found, so O(state=absent) takes it as removed.
    type: str
  id:
    description:
      - Id of the SIP connection, as M(audiocodes.live_platform.customer_info) with
        O(audiocodes.live_platform.customer_info#module:all_details) returns it.
      - With O(state=present) a connection with this id must exist.
    type: str
  name:
    description:
      - Name of the SIP connection.
      - With O(id) and O(state=present), the name to give the connection.
      - If several connections of the customer have this name, the module fails and lists their ids.
    type: str
  state:
    description: Whether the SIP connection should exist.
    type: str
    choices:
      - present
      - absent
    default: present
  confirm_name:
    description:
      - Name of the SIP connection, exactly as the platform has it. With any other name nothing is removed.
      - Required with O(state=absent) if O(id) is given without O(name). If O(name) is given with O(id), it serves the same
        purpose.
    type: str
  sbc_id:
    description: Number of the SBC in the platform's database. Required to add a connection.
    type: int
  onboarding_script:
    description: Number of the script template that sets the connection up on the SBC.
    type: int
  cleanup_script:
    description: Number of the script template that removes it from the SBC.
    type: int
  customer_type:
    description: Type of connection, sent only when one is added. The vendor's page shows only the default.
    type: str
    default: IPGROUP_TYPE
  script_parameters:
    description:
      - Parameters of the scripts, by the vendor's names, such as C(ProxySet), C(OnlinePstnGateway), C(CarrierHostName),
        C(CarrierUserPassword) or your own variables. Parameters that are not named here stay.
      - Parameters whose name ends with C(password) or C(secret), and those in O(secret_parameters), are secrets. A secret
        is never shown and never compared with the platform. It is sent when the connection is added and together with any
        other change. It is sent alone only with O(send_secrets), so a second run sends nothing.
      - All others are compared as text. If one differs, all given parameters are sent.
    type: dict
  secret_parameters:
    description:
      - Names of further parameters to treat as secrets, because they are, or because the platform does not show their
        values.
    type: list
    elements: str
  send_secrets:
    description:
      - Whether to send the secrets of O(script_parameters) even if nothing else differs, for example a new password. Every
        such run sends them and reports a change.
    type: bool
    default: false
  script_parameters_form:
    description:
      - How O(script_parameters) are sent. The vendor's pages contradict each other. V(object) has the names as keys, as in
        the platform's answers. V(list) is a list of objects with C(name) and C(value).
    type: str
    choices:
      - object
      - list
    default: object
  cac_profile:
    description:
      - Call admission control profile, such as V(10 sessions). The vendor's page documents it as the number of sessions and
        as the name of the profile. Do not give C(CacProfile) in O(script_parameters) as well.
      - Compared with the platform. That the connection's own read shows it is taken from the vendor's example. When a
        connection is added, it is sent as the script parameter C(CacProfile), as the page for adding documents it.
    type: str
    version_added: 1.1.0
  configure_sbc:
    description:
      - Whether the platform configures the SBC (C(flagConfigureSbc)). The vendor's page documents true as the platform's
        default. The module sends it only if it is given.
      - Compared with the platform. That the connection's own read shows it is taken from the vendor's example.
      - The page for adding a connection does not have the flags. For a new connection, O(configure_sbc), O(enable_cac) and
        O(carrier_registration) are sent in a second request, after its task has ended. With O(wait=false) this second
        request is not sent. The next run sends it if O(configure_sbc) differs, or with O(send_flags).
    type: bool
    version_added: 1.1.0
  enable_cac:
    description:
      - Whether call admission control profiles are configured (C(enableCAC)). The vendor's page documents true as the
        platform's default. The module sends it only if it is given.
      - No known read shows this flag, so it is never compared. It is sent together with any other change, and for a new
        connection. It is sent alone only with O(send_flags), so a second run sends nothing.
    type: bool
    version_added: 1.1.0
  carrier_registration:
    description:
      - Whether the connection registers with the carrier (C(flagCarrierRegistration)). The name is documented. The meaning
        is inferred from the name.
      - No known read shows this flag. It is sent under the same conditions as O(enable_cac).
    type: bool
    version_added: 1.1.0
  send_flags:
    description:
      - Whether to send O(enable_cac) and O(carrier_registration) even if nothing else differs. Every such run sends them
        and reports a change.
    type: bool
    default: false
    version_added: 1.1.0
  id_form:
    description:
      - Where the request that changes a connection has the connection's id (C(sbcSiteGuid)). The vendor's page lists it as a
        parameter of the request, outside of the body, but the address on the same page has no place for it. V(body) sends
        it as a key of the body, V(query) in the query of the address. Which of them a platform takes is not known.
    type: str
    choices:
      - body
      - query
    default: body
    version_added: 1.1.0
  change_keys:
    description:
      - Keys of the request that changes a connection. These three are inferred from the page for adding one. Set another
        key if the platform accepts a change and ignores it.
    type: dict
    suboptions:
      onboarding_script:
        description: Key of the onboarding script.
        type: str
        default: sbcOnboardingScript
      cleanup_script:
        description: Key of the cleanup script.
        type: str
        default: sbcCleanupScript
      script_parameters:
        description: Key of the parameters of the scripts.
        type: str
        default: scriptParameters
    version_added: 1.1.0
attributes:
  idempotent:
    support: partial
    details:
      - Not with O(send_secrets) or O(send_flags).
      - A run that only has another value for a secret, O(enable_cac) or O(carrier_registration) reports no change and sends
        nothing, because the platform shows none of them.
seealso:
  - module: audiocodes.live_platform.customer_info
  - module: audiocodes.live_platform.customer
  - module: audiocodes.live_platform.task_info
"""

EXAMPLES = r"""
- name: Add a SIP connection
  audiocodes.live_platform.sip_connection:
    guid: 4c96f3ae-25d1-4c5e-89c2-1d65c8f7a6a1
    name: branch_paris
    sbc_id: 4
    onboarding_script: 8
    cleanup_script: 800
    script_parameters:
      CacProfile: 10 sessions
      CarrierUserPassword: "{{ branch_paris_password }}"

- name: Give it a new password
  audiocodes.live_platform.sip_connection:
    guid: 4c96f3ae-25d1-4c5e-89c2-1d65c8f7a6a1
    name: branch_paris
    script_parameters:
      CarrierUserPassword: "{{ branch_paris_password }}"
    send_secrets: true

- name: Limit it to 20 sessions, without registration with the carrier
  audiocodes.live_platform.sip_connection:
    guid: 4c96f3ae-25d1-4c5e-89c2-1d65c8f7a6a1
    name: branch_paris
    cac_profile: 20 sessions
    carrier_registration: false

- name: Remove another one
  audiocodes.live_platform.sip_connection:
    id: c273a684-867f-4ae6-8ddc-2e15adff132d
    confirm_name: sip_for_delete
    state: absent
"""

RETURN = r"""
state:
  description:
    - C(unchanged), C(would_change) (check mode), C(changed) (and read back), C(started) (its tasks are still running), or
      C(failed).
  returned: when the connection could be read, also on failure
  type: str
  sample: changed
ump_customer_guid:
  description: GUID of the customer; null if only an id was given and no customer has it.
  returned: when the connection could be read, also on failure
  type: str
before:
  description: The connection when it was first read; null if there was none.
  returned: when the connection could be read, also on failure
  type: dict
  sample: null
sip_connection:
  description:
    - The connection as last read, or as it would be in check mode; null if there is none, or if nothing could be read.
    - Of the script parameters it has only those that were given and are not secret. C(cac_profile) and C(configure_sbc)
      are included only if they were given.
  returned: when the connection could be read, also on failure
  type: dict
  sample: {"id": "24aa9454-77bc-433b-b73c-426e0fac8862", "name": "branch_paris", "sbc_id": 4, "deployment_state": "deployed",
    "configuration_type": "siptrunk", "onboarding_script": 8, "cleanup_script": 800,
    "script_parameters": {"CacProfile": "10 sessions"}}
task:
  description: Id of the first task that the platform started, or null.
  returned: when the connection could be read, also on failure
  type: str
  sample: tsk_185510
tasks:
  description: Ids of all tasks.
  returned: when the connection could be read, also on failure
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
    - The id of the connection, or the name of a new one, if the module failed but the platform may have carried out the
      request, or still may; else empty. In that case a request was accepted or its answer was lost, the outcome is not
      known, and C(changed) is true. Run again later.
  returned: when the connection could be read, also on failure
  type: list
  elements: str
  sample: []
failure:
  description: Details of the error, for playbooks that branch on it. C(errors) (by field), C(error_code),
    C(error_ticket) and C(trace_id) are details from the platform in addition to its message.
  returned: failure
  type: dict
  sample: {"error": "TaskError", "method": null, "path": null, "status": null, "server_message": null, "hint": null}
"""

from typing import TYPE_CHECKING, Any

from ansible_collections.audiocodes.live_platform.plugins.module_utils._changes import (
    bodies,
    engine,
    outcomes,
    sip_changes,
    sip_connections,
)
from ansible_collections.audiocodes.live_platform.plugins.module_utils._changes.tasks import WAITING, waiting
from ansible_collections.audiocodes.live_platform.plugins.module_utils._modules.run import LIST, run
from ansible_collections.audiocodes.live_platform.plugins.module_utils.redaction import register

if TYPE_CHECKING:
    from ansible.module_utils.basic import AnsibleModule

    from ansible_collections.audiocodes.live_platform.plugins.module_utils._client.client import Client


# keys of the change request that the vendor's page does not show
IN_DOUBT = ("onboarding_script", "cleanup_script", "script_parameters")
KEYS = {name: {"type": "str", "default": bodies.CHANGE_CONNECTION_KEYS[name], "no_log": False} for name in IN_DOUBT}


def sip_connection(module: AnsibleModule, client: Client) -> dict[str, Any]:
    """Return the result: what was done, or in check mode would be done, to the SIP connection."""
    params = module.params
    waits = waiting(params)
    desired = sip_connections.desired_connection(params)
    # no_log keeps all parameters out of the system log; masking those that are not secret would hide half of the result
    hidden = {str(value) for value in desired.secret.values()}
    module.no_log_values.difference_update({str(value) for value in desired.plain.values()} - hidden - client.concealed)
    register(hidden)
    guid, change = sip_changes.prepare(client, desired, waits)
    outcome = outcomes.predicted([change])[0] if module.check_mode else engine.carry_out(client, change, waits)
    found = {"ump_customer_guid": guid, "before": change.before, "sip_connection": outcome.after}
    return outcomes.result(outcome, found, module._diff)


def main() -> None:
    """Run the module."""
    spec = {
        "guid": {"type": "str"},
        "id": {"type": "str"},
        "name": {"type": "str"},
        "state": {"type": "str", "choices": ["present", "absent"], "default": "present"},
        "confirm_name": {"type": "str"},
        "sbc_id": {"type": "int"},
        "onboarding_script": {"type": "int"},
        "cleanup_script": {"type": "int"},
        "customer_type": {"type": "str", "default": bodies.CONNECTION_TYPE},
        "script_parameters": {"type": "dict", "no_log": True},
        "secret_parameters": {**LIST, "no_log": False},
        "send_secrets": {"type": "bool", "default": False, "no_log": False},
        "script_parameters_form": {"type": "str", "choices": ["object", "list"], "default": "object"},
        "cac_profile": {"type": "str"},
        "configure_sbc": {"type": "bool"},
        "enable_cac": {"type": "bool"},
        "carrier_registration": {"type": "bool"},
        "send_flags": {"type": "bool", "default": False},
        "id_form": {"type": "str", "choices": ["body", "query"], "default": "body"},
        "change_keys": {"type": "dict", "options": KEYS, "no_log": False},
        **WAITING,
    }
    run(spec, sip_connection)


if __name__ == "__main__":
    main()
