#!/usr/bin/python
# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Read services of Live Platform."""

from __future__ import annotations

DOCUMENTATION = r"""
module: service_info
short_description: Read services of AudioCodes Live Platform
version_added: 1.0.0
description:
  - Returns the services of the platform as flat records, either all of them or those that pass all filters.
  - Reads C(GET /api/ovoc/v1/topology/services/) once for any number of services. If O(ids) has one entry, it reads only
    that service.
author:
  - audiocodes.live_platform contributors !UNKNOWN
extends_documentation_fragment:
  - audiocodes.live_platform.connection
  - audiocodes.live_platform.selection
  - audiocodes.live_platform.selection.records
  - audiocodes.live_platform.attributes
  - audiocodes.live_platform.attributes.info_module
  - audiocodes.live_platform.attributes.actiongroup
options:
  ids:
    description:
      - Ids of services in the Live Platform portal. The result has them in this order.
      - If an id does not exist, the module fails and names it.
    type: list
    elements: str
  statuses:
    description:
      - Only services with one of these statuses, such as V(ok), V(warning), V(error), V(unmonitored) or V(unknown). Case does
        not matter.
      - See O(unknown_values) for values that are not known.
    type: list
    elements: str
  sources:
    description:
      - Only services of these types, such as V(dm), V(oc) or V(ltc).
      - See O(unknown_values) for values that are not known.
    type: list
    elements: str
  enabled:
    description:
      - Only enabled services if V(true), only disabled ones if V(false). A service without this information counts as
        enabled.
    type: bool
  metering:
    description:
      - Whether to return what the portal shows for metering in fields of its own, such as RV(services[].metering_tag). This
        takes no more requests. Without it these values are in RV(services[].parameters).
      - The vendor documents the names for the portal. It is inferred that the API lists them among the parameters of a
        service.
      - These fields stay whatever O(fields) says. Has no effect with O(summary_only).
    type: bool
    default: false
    version_added: 1.1.0
  minimum_services:
    description:
      - The least number of services in the platform's list, before filters. With fewer, the module fails. Has no effect
        with O(ids).
    type: int
    default: 0
    version_added: 1.1.0
  summary_only:
    description:
      - Return RV(totals) instead of the records. This stays small for any number of services. O(fields) has no effect then.
    type: bool
    default: false
seealso:
  - module: audiocodes.live_platform.customer_info
  - plugin: audiocodes.live_platform.live_platform
    plugin_type: inventory
"""

EXAMPLES = r"""
- name: Services in error, with the connection from the environment
  audiocodes.live_platform.service_info:
    statuses: [error]
  register: in_error

- name: Names of services with AI Summary
  audiocodes.live_platform.service_info:
    url: https://live.example.com
    tenant_id: "{{ live_platform_tenant_id }}"
    client_id: "{{ live_platform_client_id }}"
    client_secret: "{{ live_platform_client_secret }}"
    scope: "{{ live_platform_scope }}"
    license_types: [essential_imtr, pro_imtr]
  register: ai_summary

- name: Show them
  ansible.builtin.debug:
    msg: "{{ ai_summary.services | map(attribute='name') | list }}"

- name: Totals only, which stay small on a platform of any size
  audiocodes.live_platform.service_info:
    summary_only: true
  register: numbers

- name: Names and states of all services, a small part of the whole result
  audiocodes.live_platform.service_info:
    fields: [name, status, license_type]
  register: overview

- name: Services that are metered, and under which tag
  audiocodes.live_platform.service_info:
    metering: true
    fields: [name]
  register: metered

- name: One service by its id
  audiocodes.live_platform.service_info:
    ids: [42712]
"""

RETURN = r"""
count:
  description: Number of services returned.
  returned: success
  type: int
  sample: 1
failure:
  description: Details of the error, for playbooks that branch on it. C(errors) (by field), C(error_code),
    C(error_ticket) and C(trace_id) are details from the platform in addition to its message.
  returned: failure
  type: dict
  sample: {"error": "ServerError", "method": "GET", "path": "/tenantui/api/ovoc/v1/topology/services/", "status": 500, "server_message": null, "hint": null}
services:
  description: The services. Every record has the same keys.
  returned: unless O(summary_only) is true
  type: list
  elements: dict
  contains:
    # fields: SERVICE_FIELDS
    kind:
      description: 'Always C(service).'
      returned: always
      type: str
    id:
      description: 'Id of the service in the Live Platform portal.'
      returned: always
      type: raw
    service_id:
      description: 'Internal id of the service. Missing is an empty string.'
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
    description:
      description: 'Brief description of the customer. Missing is an empty string.'
      returned: always
      type: str
    source:
      description: 'Type of service, such as C(dm) (Device Manager). Missing is C(unknown).'
      returned: always
      type: str
    license_type:
      description: 'License type as a slug, such as C(pro_imtr). Missing is C(unknown).'
      returned: always
      type: str
    license_label:
      description: 'License type in the vendor''s words, such as C(Pro + AI Summary).'
      returned: always
      type: str
    license_family:
      description: 'C(device_manager), C(hosted), C(operator_connect) or C(unknown).'
      returned: always
      type: str
    license_tier:
      description: 'C(essential), C(essential_plus), C(pro) or C(unknown).'
      returned: always
      type: str
    ai_summary_licensed:
      description: 'Whether AI Summary is part of the license type.'
      returned: always
      type: bool
    status:
      description: 'Management status, such as C(ok), C(warning), C(error) or C(unmonitored). Missing is C(unknown).'
      returned: always
      type: str
    management_status:
      description: 'Status of the management entity of the portal. Missing is C(unknown).'
      returned: always
      type: str
    deploy_status:
      description: 'Deployment, such as C(deployed). Missing is C(unknown).'
      returned: always
      type: str
    voice_quality_status:
      description: 'Voice quality over all sources. Missing is C(unknown).'
      returned: always
      type: str
    teams_voice_quality_status:
      description: 'Voice quality by Teams, media included. Missing is C(unknown).'
      returned: always
      type: str
    sbc_voice_quality_status:
      description: 'Voice quality by the SBC, media included. Missing is C(unknown).'
      returned: always
      type: str
    alert_rule_voice_quality_status:
      description: 'Voice quality by alert rules. Missing is C(unknown).'
      returned: always
      type: str
    suspend_alarm:
      description: 'Alarm about suspended users; 0 is clear, other values are not documented. Missing is null.'
      returned: always
      type: int
    enabled:
      description: 'Whether the Live Platform license is enabled for the service. Missing is null.'
      returned: always
      type: bool
    disabled_time:
      description: 'When the service was disabled. Missing is null.'
      returned: always
      type: str
    defined_at:
      description: 'When the service was created. Missing is null.'
      returned: always
      type: str
    last_backup_time:
      description: 'When the service was last backed up. Missing is null.'
      returned: always
      type: str
    tenant_id:
      description: 'Tenant of the service provider on the platform; a number. Missing is null.'
      returned: always
      type: int
    customer_id:
      description: 'Id of the Live Platform customer. Missing is null.'
      returned: always
      type: int
    ump_customer_guid:
      description: 'GUID of the customer in the multitenant API. Missing is an empty string.'
      returned: always
      type: str
    ms_tenant_id:
      description: 'Microsoft tenant of the service. Missing is an empty string.'
      returned: always
      type: str
    device_id:
      description: 'SBC device attached to the service. Missing is null.'
      returned: always
      type: int
    device_type:
      description: 'Devices managed, such as C(personal_and_meeting). Missing is C(unknown).'
      returned: always
      type: str
    device_url:
      description: 'Address of the service''s Device Manager. Missing is an empty string.'
      returned: always
      type: str
    devices_personal:
      description: 'Personal devices. Missing is null.'
      returned: always
      type: int
    devices_personal_max:
      description: 'Personal devices in the plan. Missing is null.'
      returned: always
      type: int
    devices_personal_percent:
      description: 'Personal devices in percent of the plan, rounded down. Missing is null.'
      returned: always
      type: int
    devices_personal_disconnected:
      description: 'Personal devices that are disconnected. Missing is null.'
      returned: always
      type: int
    devices_meeting:
      description: 'Meeting room devices. Missing is null.'
      returned: always
      type: int
    devices_meeting_max:
      description: 'Meeting room devices in the plan. Missing is null.'
      returned: always
      type: int
    devices_meeting_percent:
      description: 'Meeting room devices in percent of the plan, rounded down. Missing is null.'
      returned: always
      type: int
    devices_meeting_disconnected:
      description: 'Meeting room devices that are disconnected. Missing is null.'
      returned: always
      type: int
    dids_total:
      description: 'Total DIDs. Missing is null.'
      returned: always
      type: int
    dids_used:
      description: 'DIDs in use. Missing is null.'
      returned: always
      type: int
    dids_free:
      description: 'DIDs not in use. Missing is null.'
      returned: always
      type: int
    users_count:
      description: 'Users. Missing is null.'
      returned: always
      type: int
    ump_users_count:
      description: 'DIDs in use of Direct Routing and Operator Connect customers. Missing is null.'
      returned: always
      type: int
    elements_total:
      description: 'Entities deployed for the service. Missing is null.'
      returned: always
      type: int
    elements_devices:
      description: 'Devices deployed for the service. Missing is null.'
      returned: always
      type: int
    elements_links:
      description: 'Links deployed for the service. Missing is null.'
      returned: always
      type: int
    elements_sites:
      description: 'Sites deployed for the service. Missing is null.'
      returned: always
      type: int
    attached_devices:
      description: 'Ids of attached devices. Missing is an empty list.'
      returned: always
      type: list
      elements: raw
    attached_links:
      description: 'Ids of attached SIP connections. Missing is an empty list.'
      returned: always
      type: list
      elements: raw
    attached_sites:
      description: 'Ids of attached sites. Missing is an empty list.'
      returned: always
      type: list
      elements: raw
    ai_summary_status:
      description: 'State of AI Summary, such as C(enabled). Missing is an empty string.'
      returned: always
      type: str
    ai_summary_devices_max:
      description: 'AI Summary devices in the plan. Missing is null.'
      returned: always
      type: int
    ai_summary_devices_active:
      description: 'AI Summary devices in use. Missing is null.'
      returned: always
      type: int
    trial_status:
      description: 'State of the AI Summary trial, such as C(enabled). Missing is an empty string.'
      returned: always
      type: str
    trial_start:
      description: 'First day of the trial. Missing is null.'
      returned: always
      type: str
    trial_expires:
      description: 'Last day of the trial. Missing is null.'
      returned: always
      type: str
    contact_email:
      description: 'Mail address of the customer''s contact. Missing is an empty string.'
      returned: always
      type: str
    ordered_users:
      description: 'Licenses acquired at onboarding. Missing is null.'
      returned: always
      type: int
    cac_profile:
      description: 'Call admission profile, such as C(8 sessions). Missing is an empty string.'
      returned: always
      type: str
    carrier_id:
      description: 'SBC proxy set of the carrier. Missing is an empty string.'
      returned: always
      type: str
    parameters:
      description: 'Parameters of the service that are in no other field, by the vendor''s names.'
      returned: always
      type: dict
    url:
      description: 'REST path for actions on the service. Missing is an empty string.'
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
    # fields: METERING_FIELDS, when O(metering) is true
    metering_tag:
      description: 'Tag (Live Setup ID) that the use of the service is metered under. Missing is an empty string.'
      returned: when O(metering) is true
      type: str
    user_dids:
      description: 'DIDs of users. Missing is null.'
      returned: when O(metering) is true
      type: int
    contact_center_dids:
      description: 'DIDs of contact centers. Missing is null.'
      returned: when O(metering) is true
      type: int
    service_number_dids:
      description: 'DIDs of service numbers. Missing is null.'
      returned: when O(metering) is true
      type: int
    service_numbers_cac:
      description: 'Call admission limit of service numbers. Missing is null.'
      returned: when O(metering) is true
      type: int
    # end of fields
    raw:
      description: The platform's own row, without passwords and secrets.
      returned: when O(include_raw) is true
      type: dict
totals:
  description:
    - Counts of the services that pass the filters, as in M(audiocodes.live_platform.topology_facts). They cover all and
      disabled services, devices and plans, AI Summary, DIDs, trials by state, and services by license type, license family,
      status and source.
  returned: when O(summary_only) is true
  type: dict
  sample: {"services": 2, "services_disabled": 0, "devices_personal": 21, "devices_personal_max": 422, "trials": {"active": 1,
    "expiring": 0, "expired": 0, "none": 1}, "license_types": {"essential": 1, "pro_imtr": 1}, "license_families":
    {"device_manager": 2}, "statuses": {"error": 1, "ok": 1}, "sources": {"dm": 2}}
"""

from typing import TYPE_CHECKING, Any

from ansible_collections.audiocodes.live_platform.plugins.module_utils._gather import topology
from ansible_collections.audiocodes.live_platform.plugins.module_utils._modules.info import (
    SIZE,
    UNKNOWN_VALUES,
    filtered,
    listed,
    smaller,
)
from ansible_collections.audiocodes.live_platform.plugins.module_utils._modules.run import LIST, run
from ansible_collections.audiocodes.live_platform.plugins.module_utils._records import completeness
from ansible_collections.audiocodes.live_platform.plugins.module_utils._records.parameters import (
    METERING_NAMES,
    add_metering,
)
from ansible_collections.audiocodes.live_platform.plugins.module_utils._topology.selection import Selection

if TYPE_CHECKING:
    from ansible.module_utils.basic import AnsibleModule

    from ansible_collections.audiocodes.live_platform.plugins.module_utils._client.client import Client

FILTERS = {
    "license_types": LIST,
    "statuses": LIST,
    "sources": LIST,
    "enabled": {"type": "bool"},
    "names": LIST,
}


def services(module: AnsibleModule, client: Client) -> dict[str, Any]:
    """Return the result: the services that pass the filters, or what the options of SIZE leave of them, and their number."""
    params = module.params
    wanted = Selection.read(params.get)
    is_metered = params["metering"]
    sized = smaller(params, "service", METERING_NAMES if is_metered else ())
    ids = params["ids"]
    found = listed(
        module, "services", ids, lambda: topology.services(client, ids, params["labels"], params["include_raw"])
    )
    if is_metered:
        add_metering(found)
    return sized(filtered(module, "services", found, wanted))


def main() -> None:
    """Run the module."""
    spec = {
        "ids": LIST,
        "metering": {"type": "bool", "default": False},
        **FILTERS,
        **UNKNOWN_VALUES,
        **completeness.MINIMUM_SPEC["services"],
        "labels": {"type": "dict"},
        **SIZE,
        "include_raw": {"type": "bool", "default": False},
    }
    run(spec, services)


if __name__ == "__main__":
    main()
