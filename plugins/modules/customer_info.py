#!/usr/bin/python
# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Read customers of Live Platform."""

from __future__ import annotations

DOCUMENTATION = r"""
module: customer_info
short_description: Read customers of AudioCodes Live Platform
version_added: 1.0.0
description:
  - Returns the customers of the platform as flat records, either all of them or those that pass all filters.
  - Reads C(GET /api/v3/customer) once for any number of customers. If O(guids) has one entry, it reads only that customer.
author:
  - audiocodes.live_platform contributors !UNKNOWN
extends_documentation_fragment:
  - audiocodes.live_platform.connection
  - audiocodes.live_platform.selection
  - audiocodes.live_platform.selection.records
  - audiocodes.live_platform.selection.many
  - audiocodes.live_platform.selection.failures
  - audiocodes.live_platform.attributes
  - audiocodes.live_platform.attributes.info_module
  - audiocodes.live_platform.attributes.actiongroup
options:
  guids:
    description:
      - GUIDs of customers. The result has them in this order.
      - If a GUID does not exist, the module fails and names it.
    type: list
    elements: str
  all_details:
    description:
      - Whether to read all details, which adds the SIP connections.
    type: bool
    default: false
  channels:
    description:
      - Whether to read the leads of Operator Connect as well, with one more request (up to 20,000 leads), and set
        RV(customers[].channel_id) from them. Only customers of Operator Connect have leads.
      - If the leads of a customer name several channels, the field is null and listed in RV(customers[].unread).
      - The vendor documents that a lead names its customer and its channel. It is inferred that a removed lead counts only
        if there is no other, and that 0 is not a channel.
      - It cannot be used with O(summary_only).
    type: bool
    default: false
    version_added: 1.1.0
  sbc_names:
    description:
      - Whether to add C(sbc_name), the name of its SBC, to each SIP connection. Requires O(all_details).
      - This reads the platform's calling profiles once (C(GET /api/v2/oc/callingprofile)), for any number of customers. The
        vendor's page documents that they list the SBCs of their trunks with id and name. It is the only such list in the
        public API.
      - It is inferred that an SBC which only Direct Routing customers use may be in no calling profile. Its name is null
        then.
    type: bool
    default: false
    version_added: 1.1.0
  secrets_expiry:
    description:
      - Whether to read each customer that passes the filters once more, for the tenant domain and the expiry of its app
        registration's secret. The secret itself is never returned.
      - This takes one request for each customer, within O(rate_limit). O(parallel) and O(ignore_errors_for) apply to these
        requests.
      - If a customer cannot be read, it is in RV(failed_items) and the task fails, unless O(ignore_errors_for) names the
        customer.
    type: bool
    default: false
  minimum_customers:
    description:
      - The least number of customers in the platform's list, before filters. With fewer, the module fails. Has no effect
        with O(guids).
    type: int
    default: 0
    version_added: 1.1.0
  summary_only:
    description:
      - Return RV(totals) instead of the records. This stays small for any number of customers. O(fields) has no effect
        then. Cannot be used with O(secrets_expiry), because it would drop those details.
    type: bool
    default: false
seealso:
  - module: audiocodes.live_platform.service_info
  - plugin: audiocodes.live_platform.live_platform
    plugin_type: inventory
"""

EXAMPLES = r"""
- name: Read when the secrets of app registrations expire
  audiocodes.live_platform.customer_info:
    secrets_expiry: true
    ignore_errors_for: [404]
  register: registrations

- name: All customers, with the connection from the environment
  audiocodes.live_platform.customer_info:
  register: everybody

- name: Operator Connect customers with their SIP connections
  audiocodes.live_platform.customer_info:
    license_types: [oc_essentials, oc_essentials_plus, oc_pro]
    all_details: true
  register: operator_connect

- name: The same, with the names of the SBCs
  audiocodes.live_platform.customer_info:
    license_types: [oc_essentials, oc_essentials_plus, oc_pro]
    all_details: true
    sbc_names: true

- name: Customers that use more seats than they acquired
  ansible.builtin.debug:
    msg: "{{ everybody.customers | selectattr('usage_percent', 'number') | selectattr('usage_percent', '>', 100) | map(attribute='name') | list }}"

- name: Total seats, which stay small for any number of customers
  audiocodes.live_platform.customer_info:
    summary_only: true
  register: seats

- name: One customer by its GUID
  audiocodes.live_platform.customer_info:
    guids: [8f479a63-cf48-4f36-bbcd-65267a6f06cc]
"""

RETURN = r"""
count:
  description: Number of customers returned.
  returned: success
  type: int
  sample: 1
failure:
  description: Details of the error, for playbooks that branch on it. C(errors) (by field), C(error_code),
    C(error_ticket) and C(trace_id) are details from the platform in addition to its message.
  returned: failure
  type: dict
  sample: {"error": "ServerError", "method": "GET", "path": "/tenantui/api/v3/customer", "status": 500, "server_message": null, "hint": "try again later"}
failed_items:
  description: Customers whose details could not be read. They are in RV(customers), but without these details.
  returned: when O(secrets_expiry) is true
  type: list
  elements: dict
  sample: [{"ump_customer_guid": "x", "name": "acme", "status": 404, "msg": "..."}]
customers:
  description: The customers. Every record has the same keys. Also returned if the task fails because of RV(failed_items).
  returned: unless O(summary_only) is true
  type: list
  elements: dict
  contains:
    # fields: CUSTOMER_FIELDS
    kind:
      description: 'Always C(customer).'
      returned: always
      type: str
    ump_customer_guid:
      description: 'GUID of the customer. Missing is an empty string.'
      returned: always
      type: str
    name:
      description: 'Short name. Missing is an empty string.'
      returned: always
      type: str
    full_name:
      description: 'Full name. Missing is an empty string.'
      returned: always
      type: str
    license_code:
      description: 'License type as the platform''s number. Missing is null.'
      returned: always
      type: int
    license_type:
      description: 'License type as a slug, such as C(hosted_pro); C(type_N) for a number that is not known.'
      returned: always
      type: str
    license_label:
      description: 'License type in the vendor''s words, such as C(Hosted Pro).'
      returned: always
      type: str
    license_family:
      description: 'C(hosted), C(operator_connect) or C(unknown).'
      returned: always
      type: str
    license_tier:
      description: 'C(essential), C(essential_plus), C(pro) or C(unknown).'
      returned: always
      type: str
    licensed_users:
      description: 'Seats acquired at onboarding. Missing is null.'
      returned: always
      type: int
    active_users:
      description: 'Seats in use, according to the platform''s license factors. Missing is null.'
      returned: always
      type: int
    usage_percent:
      description: 'Seats in use in percent of the seats acquired, to two decimals; null without acquired seats.'
      returned: always
      type: float
    seats_counted:
      description: 'C(false) if only service numbers count as seats in use, and users do not (Hosted Essentials); else null: not known.'
      returned: always
      type: bool
    live_hub_active_users:
      description: 'Active users of Live Hub. Missing is null.'
      returned: always
      type: int
    live_hub_simple_users:
      description: 'Simple users of Live Hub. Missing is null.'
      returned: always
      type: int
    ms_tenant_id:
      description: 'Microsoft tenant of the customer. Missing is an empty string.'
      returned: always
      type: str
    sip_connections:
      description: 'SIP connections; empty unless all details were requested. Missing is an empty list.'
      returned: always
      type: list
      elements: dict
      contains:
        id:
          description: 'Id of the SIP connection. Missing is an empty string.'
          returned: always
          type: str
        name:
          description: 'Name of the SIP connection. Missing is an empty string.'
          returned: always
          type: str
        sbc_id:
          description: 'SBC device in the platform''s database. Missing is null.'
          returned: always
          type: int
        deployment_state:
          description: 'Deployment state, such as C(deployed). Missing is C(unknown).'
          returned: always
          type: str
        configuration_type:
          description: 'Kind of SIP connection, such as C(siptrunk) or C(byoc). Missing is C(unknown).'
          returned: always
          type: str
        sbc_name:
          description: 'Name of the SBC device; null if no calling profile has the device, or if two have it under different names.'
          returned: when O(sbc_names) is true
          type: str
    sip_connections_total:
      description: 'Number of SIP connections; null if the platform does not list them, which it does only if all details are requested.'
      returned: always
      type: int
    sip_connections_not_deployed:
      description: 'SIP connections in a state other than C(deployed); null if their total is null.'
      returned: always
      type: int
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
    # fields: CHANNEL_FIELDS, when O(channels) is true
    channel_id:
      description: 'Channel (reseller) of the customer, by its leads; null if they name none or several.'
      returned: when O(channels) is true
      type: int
    # end of fields
    # fields: CUSTOMER_DETAIL_FIELDS, when O(secrets_expiry) is true
    ms_default_domain:
      description: 'Default domain of the customer''s Microsoft tenant. Missing is an empty string.'
      returned: when O(secrets_expiry) is true
      type: str
    application_client_id:
      description: 'Client id of the customer''s app registration. Missing is an empty string.'
      returned: when O(secrets_expiry) is true
      type: str
    client_secret_expires:
      description: 'When the secret of the app registration expires; the secret itself is never kept. Missing is null.'
      returned: when O(secrets_expiry) is true
      type: str
    # end of fields
    raw:
      description: The platform's own row, without passwords and secrets.
      returned: when O(include_raw) is true
      type: dict
totals:
  description:
    - Counts of the customers that pass the filters, as in M(audiocodes.live_platform.topology_facts). They cover all
      customers, seats acquired and used, and customers by license type and license family.
  returned: when O(summary_only) is true
  type: dict
  sample: {"customers": 3, "licensed_users": 100, "active_users": 61, "license_types": {"hosted_pro": 2, "oc_pro": 1},
    "license_families": {"hosted": 2, "operator_connect": 1}}
"""

from typing import TYPE_CHECKING, Any

from ansible_collections.audiocodes.live_platform.plugins.module_utils._gather import topology
from ansible_collections.audiocodes.live_platform.plugins.module_utils._gather.channels import with_channels
from ansible_collections.audiocodes.live_platform.plugins.module_utils._gather.each_customer import with_secrets_expiry
from ansible_collections.audiocodes.live_platform.plugins.module_utils._gather.sbc_names import with_sbc_names
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
from ansible_collections.audiocodes.live_platform.plugins.module_utils._records import completeness, leads
from ansible_collections.audiocodes.live_platform.plugins.module_utils._records.fields import CUSTOMER_DETAIL_FIELDS
from ansible_collections.audiocodes.live_platform.plugins.module_utils._topology.selection import Selection
from ansible_collections.audiocodes.live_platform.plugins.module_utils.errors import OptionError

if TYPE_CHECKING:
    from ansible.module_utils.basic import AnsibleModule

    from ansible_collections.audiocodes.live_platform.plugins.module_utils._client.client import Client

FILTERS = {"license_types": LIST, "names": LIST}


def customers(module: AnsibleModule, client: Client) -> dict[str, Any]:
    """Return the result: the customers that pass the filters, or what the options of SIZE leave of them, and their number."""
    params = module.params
    wanted = Selection.read(params.get)
    # what was requested, at the cost of requests, stays whatever fields says
    added = [field.name for field in CUSTOMER_DETAIL_FIELDS] if params["secrets_expiry"] else []
    added += [leads.FIELD] if params.get("channels") else []
    added += ["sip_connections"] if params["sbc_names"] else []
    sized = smaller(params, "customer", added)
    if params.get("summary_only") and params.get("channels"):
        raise OptionError("summary_only would drop what channels reads: use one of them")
    if params.get("summary_only") and params["secrets_expiry"]:
        raise OptionError(
            "summary_only would drop what secrets_expiry reads with a request for each customer: use one of them"
        )
    if params["sbc_names"] and (params["summary_only"] or not params["all_details"]):
        raise OptionError(
            "sbc_names adds to the SIP connections: it needs all_details, and is of no use with summary_only"
        )
    guids = params["guids"]
    found = listed(
        module,
        "customers",
        guids,
        lambda: topology.customers(client, guids, params["all_details"], params["labels"], params["include_raw"]),
    )
    if params.get("channels"):
        with_channels(client, found)
    result = filtered(module, "customers", found, wanted)
    if params["sbc_names"]:
        result["customers"] = with_sbc_names(client, result["customers"])
    if not params["secrets_expiry"]:
        return sized(result)
    result["customers"], failed = with_secrets_expiry(client, result["customers"], params["parallel"])
    warn_of_idle(module, found)
    return with_failures(sized(result), failed, params["ignore_errors_for"], found)


def main() -> None:
    """Run the module."""
    spec = {
        "guids": LIST,
        "all_details": {"type": "bool", "default": False},
        "channels": {"type": "bool", "default": False},
        "sbc_names": {"type": "bool", "default": False},
        **FILTERS,
        **UNKNOWN_VALUES,
        "secrets_expiry": {"type": "bool", "default": False},
        "parallel": PARALLEL,
        "ignore_errors_for": LIST,
        **completeness.MINIMUM_SPEC["customers"],
        "labels": {"type": "dict"},
        **SIZE,
        "include_raw": {"type": "bool", "default": False},
    }
    run(spec, customers)


if __name__ == "__main__":
    main()
