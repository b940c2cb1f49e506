#!/usr/bin/python
# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Read channels (resellers) of Live Platform."""

from __future__ import annotations

DOCUMENTATION = r"""
module: channel_info
short_description: Read channels (resellers) of AudioCodes Live Platform
version_added: 1.1.0
description:
  - Returns channels with their limits and with the services that each can have, including the metering tag of each service.
  - Reads C(GET /api/ovoc/v1/topology/channels/{id}) for each channel of O(ids), and C(GET /api/ovoc/v1/topology/channels/) once
    if there is no O(ids).
  - The vendor documents the request for one channel by an example. It is inferred that the list has this address and the same
    rows. If your platform has no such list, use O(ids).
  - The secret of a channel's app registration is never returned, not even in C(raw).
author:
  - audiocodes.live_platform contributors !UNKNOWN
extends_documentation_fragment:
  - audiocodes.live_platform.connection
  - audiocodes.live_platform.attributes
  - audiocodes.live_platform.attributes.info_module
  - audiocodes.live_platform.attributes.actiongroup
options:
  ids:
    description:
      - Ids of channels, as in RV(audiocodes.live_platform.customer_info#module:customers[].channel_id). The result has them in this
        order, each once.
      - If an id does not exist, the module fails and names it. With an empty list nothing is read.
      - By default all channels.
    type: list
    elements: str
  fields:
    description:
      - Names of the record fields to keep, or shell patterns such as V(ad_group_*); all fields by default. Identity (C(kind),
        C(platform) and C(id)) is always kept.
    type: list
    elements: str
  include_raw:
    description:
      - Add the platform's own row to each record as C(raw), without passwords and secrets.
    type: bool
    default: false
seealso:
  - module: audiocodes.live_platform.customer_info
  - module: audiocodes.live_platform.service_info
"""

EXAMPLES = r"""
- name: Read the channel of each customer
  audiocodes.live_platform.customer_info:
    channels: true
  register: customers

- name: Read these channels
  audiocodes.live_platform.channel_info:
    ids: "{{ customers.customers | map(attribute='channel_id') | select('integer') | unique | list }}"
  register: resellers

- name: Show their metering tags by service
  ansible.builtin.debug:
    msg: "{{ item.services | rejectattr('metering_tag', 'equalto', '') | items2dict(key_name='code', value_name='metering_tag') }}"
  loop: "{{ resellers.channels }}"
  loop_control:
    label: "{{ item.id }}"
"""

RETURN = r"""
channels:
  description: The channels. Every record has the same keys.
  returned: success
  type: list
  elements: dict
  contains:
    # fields: CHANNEL_INFO_FIELDS
    kind:
      description: 'Always C(channel).'
      returned: always
      type: str
    id:
      description: 'Id of the channel.'
      returned: always
      type: raw
    name:
      description: 'Name of the channel; that the platform returns it is inferred. Missing is an empty string.'
      returned: always
      type: str
    description:
      description: 'Description. Missing is an empty string.'
      returned: always
      type: str
    defined_at:
      description: 'When the channel was created. Missing is null.'
      returned: always
      type: str
    last_changed:
      description: 'When the channel was last changed. Missing is null.'
      returned: always
      type: str
    customers_max:
      description: 'Customers that the channel may have; 0 in the vendor''s example, where it seems to mean no limit. Missing is null.'
      returned: always
      type: int
    services_total:
      description: 'Number of services; in the vendor''s example, those that are enabled. Missing is null.'
      returned: always
      type: int
    services:
      description: 'Services that the channel can have, whether enabled or not. Missing is an empty list.'
      returned: always
      type: list
      elements: dict
      contains:
        code:
          description: 'Type of service, such as C(oc), C(ltc), C(dm) or C(zoom).'
          returned: always
          type: str
        enabled:
          description: 'Whether it is enabled for the channel. Missing is null.'
          returned: always
          type: bool
        metering_tag:
          description: 'Tag (Live Setup ID) that its use is metered under. Missing is an empty string.'
          returned: always
          type: str
        info:
          description: 'More about it, by the vendor''s names. Missing is an empty dictionary.'
          returned: always
          type: dict
    iam_account_id:
      description: 'Account of the channel. Missing is an empty string.'
      returned: always
      type: str
    ms_tenant_id:
      description: 'Microsoft tenant of the channel. Missing is an empty string.'
      returned: always
      type: str
    ad_group_id:
      description: 'Group of operators in that tenant. Missing is an empty string.'
      returned: always
      type: str
    ad_group_name:
      description: 'Name of that group. Missing is an empty string.'
      returned: always
      type: str
    application_client_id:
      description: 'Client id of the channel''s app registration; its secret is never returned. Missing is an empty string.'
      returned: always
      type: str
    url:
      description: 'REST path of the channel. Missing is an empty string.'
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
count:
  description: Number of channels returned.
  returned: success
  type: int
  sample: 1
failure:
  description: Details of the error, for playbooks that branch on it. C(errors) (by field), C(error_code),
    C(error_ticket) and C(trace_id) are details from the platform in addition to its message.
  returned: failure
  type: dict
  sample: {"error": "NotFoundError", "method": "GET", "path": "/tenantui/api/ovoc/v1/topology/channels/7", "status": 404,
    "server_message": null, "hint": null}
"""

from typing import TYPE_CHECKING, Any

from ansible_collections.audiocodes.live_platform.plugins.module_utils import gather
from ansible_collections.audiocodes.live_platform.plugins.module_utils._modules.info import smaller
from ansible_collections.audiocodes.live_platform.plugins.module_utils._modules.run import LIST, run

if TYPE_CHECKING:
    from ansible.module_utils.basic import AnsibleModule

    from ansible_collections.audiocodes.live_platform.plugins.module_utils._client.client import Client


def channels(module: AnsibleModule, client: Client) -> dict[str, Any]:
    """Return the result: the channels in the order of their ids, or all of them."""
    params = module.params
    sized = smaller(params, "channel")
    found = gather.channels(client, params["ids"], params["include_raw"])
    return sized({"changed": False, "channels": found, "count": len(found)})


def main() -> None:
    """Run the module."""
    run({"ids": LIST, "fields": LIST, "include_raw": {"type": "bool", "default": False}}, channels)


if __name__ == "__main__":
    main()
