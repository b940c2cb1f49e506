# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Documentation of what the actions read that read the platform themselves."""

from __future__ import annotations


class ModuleDocFragment:
    """Options that have an effect with C(source=api) only."""

    DOCUMENTATION = r"""
options:
  include:
    description:
      - What to read with O(source=api). An empty list is an error.
    type: list
    elements: str
    choices: [services, customers]
    default: [services, customers]
    version_added: 1.1.0
  all_details:
    description:
      - Whether customers are read with their SIP connections, with O(source=api). This is part of the same request.
    type: bool
    default: true
    version_added: 1.1.0
  channels:
    description:
      - Whether to read the leads of Operator Connect, with O(source=api), which takes one more request and sets C(channel_id) of customers and
        C(customer_channel_id) of services. Has no effect if customers are not read.
    type: bool
    default: false
    version_added: 1.1.0
  metering:
    description:
      - Whether services have fields for metering, such as C(metering_tag), with O(source=api). This takes no more requests.
    type: bool
    default: false
    version_added: 1.1.0
  metering_tiers:
    description:
      - Whether customers have C(metering_tiers), the tiers on which there is a setup id for the same use, with O(source=api), as
        O(audiocodes.live_platform.topology_facts#module:metering_tiers) does. This takes one request for leads, and one for each channel.
    type: bool
    default: false
    version_added: 1.1.0
  numbers:
    description:
      - Whether customers have the counts of their telephone numbers of Operator Connect, such as C(numbers_ready_for_removal), with O(source=api),
        as O(audiocodes.live_platform.topology_facts#module:numbers) does. This takes one request for each 200 numbers.
    type: bool
    default: false
    version_added: 1.1.0
  match_by:
    description:
      - Ways to find the customer of a service, in this order, with O(source=api). An empty list is an error.
    type: list
    elements: str
    choices: [ump_customer_guid, service_id, name]
    default: [ump_customer_guid, service_id]
    version_added: 1.1.0
  labels:
    description:
      - "Your own labels by license type, such as V({pro: Gold}), for the field C(license_label), with O(source=api)."
    type: dict
    version_added: 1.1.0
  allow_empty:
    description:
      - Whether to accept an empty list even if the other list contradicts it, with O(source=api). By default the platform counts as not read if there
        are customers but no services, or services with customers but no customer.
    type: bool
    default: false
    version_added: 1.1.0
notes:
  - With O(source=api), the platform is read by this task itself, on the controller and in its own process. No record becomes part of a result, a
    variable or a fact. This takes one request for each list, and one for a token.
  - The options of the connection have an effect with O(source=api) only. They may come from C(module_defaults), and those that are not set from the
    environment of the controller and from the keyword C(environment) of the task. C(delegate_to) and C(become) have no effect, because the
    requests are always sent by the controller.
"""
