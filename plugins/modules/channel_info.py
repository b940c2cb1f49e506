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
      - If one of them cannot be read or does not exist, the module fails, and the result still has the others; see RV(failed_items).
        With an empty list nothing is read.
      - By default all channels.
    type: list
    elements: str
  names:
    description:
      - Only channels whose name is in this list, or matches an entry as a shell pattern such as V(north*). Case does not matter.
      - An entry that matches nothing causes a warning.
    type: list
    elements: str
  services:
    description:
      - Only channels on which at least one of these services is enabled, such as V(oc) or V(zoom). Case does not matter.
      - A service that no channel has causes a warning.
    type: list
    elements: str
  fields:
    description:
      - Names of the record fields to keep, or shell patterns such as V(ad_group_*); all fields by default. Identity (C(kind),
        C(platform) and C(id)) is always kept.
      - Filters see every field.
    type: list
    elements: str
  summary_only:
    description:
      - Return RV(totals) instead of the records. This stays small for any number of channels. O(fields) has no effect then.
    type: bool
    default: false
  parallel:
    description:
      - How many channels of O(ids) are read at once. O(rate_limit) applies to all of them together.
    type: int
    default: 8
  ignore_errors_for:
    description:
      - Channels of O(ids) whose failure does not fail the task. An entry is an HTTP status such as V(404), or an id; V(*) stands for all.
      - Has no effect without O(ids).
    type: list
    elements: str
  include_raw:
    description:
      - Add the platform's own row to each record as C(raw), without passwords and secrets.
    type: bool
    default: false
notes:
  - If an option that selects channels is an empty list, it selects nothing. The count is 0 then, and nothing is read. Blank
    text means that the option is not given.
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

- name: Count the channels that may sell Zoom, without those that do not exist any more
  audiocodes.live_platform.channel_info:
    ids: [7, 8, 12]
    services: [zoom]
    summary_only: true
    ignore_errors_for: ["404"]
"""

RETURN = r"""
channels:
  description: The channels. Every record has the same keys.
  returned: unless O(summary_only) is true, also if some channels could not be read
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
  description: Number of channels that pass the filters.
  returned: success, and if some channels could not be read
  type: int
  sample: 1
failure:
  description: Details of the error, for playbooks that branch on it. C(errors) (by field), C(error_code),
    C(error_ticket) and C(trace_id) are details from the platform in addition to its message.
  returned: failure
  type: dict
  sample: {"error": "PartialError", "method": null, "path": null, "status": null, "server_message": null, "hint": null}
failed_items:
  description: Channels of O(ids) that could not be read, and why. Empty without O(ids), because the list is read as a whole or not at all.
  returned: success, and if some channels could not be read
  type: list
  elements: dict
  sample: [{"id": "12", "name": "", "status": 404, "msg": "..."}]
totals:
  description:
    - Counts of the channels that pass the filters. They have the total, the channels by service that is enabled and by service with a metering
      tag, and the number of records for each field that could not be read.
  returned: when O(summary_only) is true
  type: dict
  sample: {"channels": 2, "services": {"oc": 2, "zoom": 1}, "metering_tags": {"oc": 1}, "unread": {}}
"""

from typing import TYPE_CHECKING, Any

from ansible_collections.audiocodes.live_platform.plugins.module_utils._gather.channels import (
    each_channel,
    read_channels,
)
from ansible_collections.audiocodes.live_platform.plugins.module_utils._modules.failed_items import with_failures
from ansible_collections.audiocodes.live_platform.plugins.module_utils._modules.info import (
    SIZE,
    nobody,
    smaller,
)
from ansible_collections.audiocodes.live_platform.plugins.module_utils._modules.run import LIST, PARALLEL, run
from ansible_collections.audiocodes.live_platform.plugins.module_utils._topology.channels import (
    ChannelSelection,
    of_channels,
)

if TYPE_CHECKING:
    from ansible.module_utils.basic import AnsibleModule

    from ansible_collections.audiocodes.live_platform.plugins.module_utils._client.client import Client


def channels(module: AnsibleModule, client: Client) -> dict[str, Any]:
    """Return the result: the channels that pass the filters, in the order of their ids or of the list, or their totals."""
    params = module.params
    wanted = ChannelSelection.read(params.get)
    sized = smaller(params, "channel", count=of_channels)
    found: list[dict[str, Any]] = []
    failed: list[dict[str, Any]] = []
    if not nobody(module):
        if params["ids"] is None:
            found = read_channels(client, params["include_raw"])
        else:
            found, failed = each_channel(client, params["ids"], params["include_raw"], params["parallel"])
        for warning in wanted.warnings(found):
            module.warn(warning)
    kept = wanted.passing(found)
    result = sized({"changed": False, "channels": kept, "count": len(kept)})
    return with_failures(result, failed, params["ignore_errors_for"], what="channel")


def main() -> None:
    """Run the module."""
    spec = {
        "ids": LIST,
        "names": LIST,
        "services": LIST,
        "parallel": PARALLEL,
        "ignore_errors_for": LIST,
        **SIZE,
        "include_raw": {"type": "bool", "default": False},
    }
    run(spec, channels)


if __name__ == "__main__":
    main()
