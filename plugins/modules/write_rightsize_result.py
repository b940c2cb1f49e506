#!/usr/bin/python
# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Documentation of the action plugin `write_rightsize_result`, which does the work on the controller."""

from __future__ import annotations

DOCUMENTATION = r"""
module: write_rightsize_result
short_description: Write the results of a license plan, and its undo file
version_added: 1.0.0
author:
  - audiocodes.live_platform contributors !UNKNOWN
description:
  - Writes the state of each customer before and after M(audiocodes.live_platform.customer_license) as C(<basename>.result.json), and reduces the
    undo file of M(audiocodes.live_platform.write_rightsize_plan) to the customers that were changed or may have been.
  - If all customers already had the wanted state, no result is written, because the one of the earlier run says more.
  - The undo file is a plan itself, for the option O(audiocodes.live_platform.write_rightsize_plan#module:plan). If nothing was changed, it is
    removed.
  - The role P(audiocodes.live_platform.license_rightsize#role) does all of this in order.
options:
  planned:
    description:
      - Name of the variable with the registered result of M(audiocodes.live_platform.write_rightsize_plan).
    type: str
    required: true
  applied:
    description:
      - Name of the variable with the registered result of M(audiocodes.live_platform.customer_license), failed or not.
    type: str
    required: true
  basename:
    description:
      - Name of the file without its suffix. Letters, digits, V(.), V(_) and V(-).
    type: str
    default: license_rightsize
  reference_date:
    description:
      - The day that the files show (ISO 8601). By default today (UTC).
    type: str
attributes:
  idempotent:
    support: full
    details: On the same day.
seealso:
  - module: audiocodes.live_platform.customer_license
  - module: audiocodes.live_platform.write_rightsize_plan
extends_documentation_fragment:
  - audiocodes.live_platform.output
  - audiocodes.live_platform.attributes.local_action
  - audiocodes.live_platform.attributes.files
  - audiocodes.live_platform.attributes
"""

EXAMPLES = r"""
- name: Plan, apply, and write the results
  hosts: localhost
  gather_facts: false
  tasks:
    - name: Plan
      audiocodes.live_platform.write_rightsize_plan:
        apply: true
      register: plan

    - name: Change licenses
      audiocodes.live_platform.customer_license:
        customers: "{{ plan.customers }}"
        max_changes: "{{ plan.max_changes }}"
      register: done
      when: plan.apply
      failed_when: false

    - name: Write the results
      audiocodes.live_platform.write_rightsize_result:
        planned: plan
        applied: done
      register: result
      when: plan.apply
      failed_when: result.summary.verdict == 'failed'
"""

RETURN = r"""
files:
  description: The files that were written.
  returned: always
  type: list
  elements: dict
  contains:
    path:
      description: Absolute path.
      type: str
      sample: /runner/project/reports/license_rightsize.result.json
    size:
      description: Bytes.
      type: int
      sample: 2184
    changed:
      description: Whether the file changed, or would have in check mode.
      type: bool
summary:
  description:
    - The summary of M(audiocodes.live_platform.write_rightsize_plan), with the results of the plan. It always has the same keys.
    - C(verdict) is V(failed) if any customer failed, was not tried, or is in an unknown state; C(applied) is V(false) in check mode; C(results)
      counts customers by state; C(uncertain) are the GUIDs of those that the platform may still change; C(files) also has C(result) and, if there
      is something to undo, C(undo).
  returned: always
  type: dict
  sample:
    verdict: failed
    message: "3 changes: 1 failed: PATCH /tenantui/api/v3/customer/4c96f3ae: HTTP 500: internal error"
    results: {changed: 2, would_change: 0, unchanged: 0, started: 0, failed: 1, not_tried: 0, unknown: 0}
    uncertain: []
table:
  description: The outcome for each customer, one entry for each line.
  returned: always
  type: list
  elements: str
"""
