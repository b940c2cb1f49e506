#!/usr/bin/python
# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Documentation of the action plugin `write_rightsize_plan`, which does the work on the controller."""

from __future__ import annotations

DOCUMENTATION = r"""
module: write_rightsize_plan
short_description: Plan license types and seats of customers based on their usage
version_added: 1.0.0
author:
  - audiocodes.live_platform contributors !UNKNOWN
description:
  - Plans how many seats customers should have (those in use, headroom, rounding, floor and ceiling) and, by rules, which tier, and writes the plan as text,
    JSON and CSV on the controller.
  - Nothing is changed on the platform, no host is contacted, and this task itself sends no request to the platform.
  - A plan never gives a customer fewer seats than it uses. A customer whose seats in use are not known is not judged, and a change of license type
    that the platform does not document is listed as not possible.
  - The role P(audiocodes.live_platform.license_rightsize#role) plans, applies, verifies and undoes.
options:
  source:
    description:
      - V(inventory) plans the customers of the hosts of O(groups), without any request.
      - V(api) plans the customers that the platform has now. The role reads them, and the services to check the list of customers, with one request
        each; this task takes them from the variable named by O(platform).
      - For an account that may not read services, give M(audiocodes.live_platform.topology_facts) the option C(include=[customers]) in
        C(module_defaults).
    type: str
    choices: [inventory, api]
    default: inventory
  groups:
    description:
      - Inventory groups, as a list or as text separated by commas or newlines, with O(source=inventory).
      - A customer that several hosts show counts once. A group that the inventory does not have is an error.
      - An empty list selects nothing and is an error, as with O(license_types), O(license_families) and O(names).
    type: list
    elements: str
    default: [lp_services, lp_customers]
  platform:
    description:
      - Name of the variable in which a task has registered the result of M(audiocodes.live_platform.topology_facts). Required with O(source=api).
      - It is a name and not a template, because rendering ten thousand records takes longer than planning them.
    type: str
  factors:
    description:
      - Name of the variable in which a task has registered the result of M(audiocodes.live_platform.license_usage_info) for the
        customers of RV(lowered) of a preview.
      - With it, the seats and tier of a customer are lowered only if the result says that its users count as seats in use
        (C(seats_counted)). Of a customer whose license factors are switched off, no use means nothing, so it is not judged, and
        neither is one whose factors could not be read or are not understood.
      - By default, license factors are not checked.
    type: str
    version_added: 1.1.0
  preview:
    description:
      - Only find out whose seats or tier the plan would lower (RV(lowered)), and write nothing.
    type: bool
    default: false
    version_added: 1.1.0
  plan:
    description:
      - Path of a JSON plan of an earlier run, or of an undo file. It is checked and used in place of a new one. The options that choose and size
        customers have no effect then.
      - A relative path is looked for in the directory that the playbook was started in, then in that of the playbook.
    type: path
  license_types:
    description:
      - Plan only customers of these license types, such as V(oc_pro), as a list or as text separated by commas or newlines. Blank means all.
      - See O(unknown_values) for a type that is not known.
    type: list
    elements: str
  license_families:
    description:
      - Plan only customers of these license families. Blank means all.
    type: list
    elements: str
    choices: [hosted, operator_connect]
  names:
    description:
      - Plan only customers whose short or full name is in this list, or matches an entry as a shell pattern. Blank means all.
      - Case does not matter, nor do blanks around a name. An entry that is the name of a customer, such as V([VIP] Acme), is that name and not a
        pattern.
      - An entry that matches no customer causes a warning.
    type: list
    elements: str
  unknown_values:
    description:
      - What to do about values of O(license_types) that are neither known nor in the data. By default, a value that differs by at most two
        letters from a known one is an error, and any other causes a warning. With V(error) each of them is an error, with V(warn) a warning.
      - Default from the environment variable E(LIVE_PLATFORM_UNKNOWN_VALUES).
    type: str
    choices: [error, warn]
    version_added: 1.1.0
  headroom_percent:
    description:
      - Seats beyond those in use, in percent of those in use.
    type: float
    default: 10.0
  headroom:
    description:
      - Seats beyond those in use, in addition to O(headroom_percent).
    type: int
    default: 0
  round_to:
    description:
      - Seats are rounded up to a multiple of this.
    type: int
    default: 5
  floor:
    description:
      - No customer gets fewer seats than this.
    type: int
    default: 5
  ceiling:
    description:
      - No customer grows beyond this. A customer that uses more is left as it is, or shrinks to what it uses.
    type: int
  directions:
    description:
      - Whether seats may grow, shrink, or both.
    type: list
    elements: str
    choices: [grow, shrink]
    default: [grow, shrink]
  minimum_difference:
    description:
      - Smaller differences between acquired and fitting seats are left alone, so that a plan does not follow every small change of use. A value above
        O(round_to) keeps customers from going up and down by one step.
      - It does not apply to a customer that uses more seats than it acquired.
    type: int
    default: 10
  tier_rules:
    description:
      - Rules that change the tier, as a list, as its YAML or JSON text, or as the path of a YAML file. The first rule that applies to a customer counts.
      - C(from) is a license type or a list of them, C(to_tier) one of V(essential), V(essential_plus) and V(pro), C(when) holds bounds that must all
        hold.
      - The bounds are C(active_users_min), C(active_users_max), C(licensed_users_min), C(licensed_users_max), C(usage_percent_min) and C(usage_percent_max).
    type: raw
  waivers:
    description:
      - Waivers of the rule C(rightsize), as a list, as its YAML or JSON text, or as the path of a YAML file, in the same form as those of the role
        P(audiocodes.live_platform.compliance#role).
      - A customer that a waiver covers is not changed until the waiver has expired. A waiver that fits no customer causes a warning.
    type: raw
  protect:
    description:
      - GUIDs, names, and shell patterns of names, of customers that are never changed. They are compared with the names on the platform just before
        each change, regardless of the plan. A protected customer in O(plan) is an error.
      - An entry is both a name and a pattern here, because protecting more is the safe side.
      - An entry that matches no customer causes a warning. A list with nothing but blanks is an error.
    type: list
    elements: str
  apply:
    description:
      - Whether the plan will be applied. Without it, nothing is sent that changes anything.
      - With it, a plan with more than O(max_changes) changes is refused, and the undo file is written before the first change.
    type: bool
    default: false
  max_changes:
    description:
      - The most customers that a plan to be applied may change. A larger plan is refused before anything is sent.
    type: int
    default: 10
  minimum_population:
    description:
      - The least number of customers that a new plan must be about. With fewer, RV(summary.verdict) is V(failed). The files are still written and the
        result is still published; then the role fails.
      - With V(1), a platform that has only Device Manager services, and so no customers, is fine.
    type: int
    default: 1
  basename:
    description:
      - Name of the files without the suffix. Letters, digits, V(.), V(_) and V(-).
    type: str
    default: license_rightsize
  formats:
    description:
      - Files of the plan to write, as a list or as text separated by commas or newlines. A plan that was read with O(plan) is not written again.
    type: list
    elements: str
    choices: [txt, json, csv]
    default: [txt, json, csv]
  csv_bom:
    description:
      - Whether the CSV file starts with a byte order mark, which tells Excel that the file is UTF-8.
    type: bool
    default: false
  reference_date:
    description:
      - The day that waivers are measured against and that the files show (ISO 8601). Blank means today (UTC).
    type: str
attributes:
  idempotent:
    support: partial
    details: On the same day, without O(apply).
seealso:
  - module: audiocodes.live_platform.customer_license
  - module: audiocodes.live_platform.write_rightsize_result
  - module: audiocodes.live_platform.topology_facts
  - module: audiocodes.live_platform.license_usage_info
extends_documentation_fragment:
  - audiocodes.live_platform.output
  - audiocodes.live_platform.output.hosts
  - audiocodes.live_platform.attributes.local_action
  - audiocodes.live_platform.attributes.files
  - audiocodes.live_platform.attributes
"""

EXAMPLES = r"""
- name: Plan the Operator Connect customers of the inventory
  audiocodes.live_platform.write_rightsize_plan:
    license_families: operator_connect
    headroom_percent: 20
    tier_rules:
      - from: [oc_pro]
        to_tier: essential_plus
        when: {active_users_max: 0}
    protect: ["acme*"]
  register: plan

- name: Show it
  ansible.builtin.debug:
    msg: "{{ plan.table }}"
"""

RETURN = r"""
apply:
  description: Whether to apply the plan. True if O(apply) is set, the plan changes something, and RV(summary.verdict) is not V(failed).
  returned: always
  type: bool
customers:
  description: The value of C(customers) for M(audiocodes.live_platform.customer_license) that applies the plan.
  returned: always
  type: list
  elements: dict
  sample:
    - guid: 4c96f3ae-25d1-4c5e-89c2-1d65c8f7a6a1
      license_type: oc_pro
      licensed_users: 120
      expected: {license_type: oc_pro, licensed_users: 300}
files:
  description: The files that were written.
  returned: always
  type: list
  elements: dict
  contains:
    path:
      description: Absolute path.
      type: str
      sample: /runner/project/reports/license_rightsize.json
    size:
      description: Bytes.
      type: int
      sample: 21843
    changed:
      description: Whether the file changed, or would have in check mode.
      type: bool
lowered:
  description: GUIDs of the customers whose seats or tier the plan lowers.
  returned: always
  type: list
  elements: str
  sample: [4c96f3ae-25d1-4c5e-89c2-1d65c8f7a6a1]
  version_added: 1.1.0
platform:
  description: Name of the platform that the plan is for, for the option C(expected_platform) of M(audiocodes.live_platform.customer_license).
  returned: always
  type: str
  sample: live.example.com
protect:
  description: The entries of O(protect), for the option of the same name of M(audiocodes.live_platform.customer_license).
  returned: always
  type: list
  elements: str
  sample: ["acme*"]
max_changes:
  description: The value of O(max_changes).
  returned: always
  type: int
  sample: 10
summary:
  description:
    - The result for later jobs, small enough to be published with M(ansible.builtin.set_stats).
    - It always has the same keys, and its texts are never used as templates.
  returned: always
  type: dict
  contains:
    schema:
      description: Version of this dictionary and of the JSON plan.
      type: int
      sample: 1
    verdict:
      description:
        - V(failed) if nothing could be planned, with fewer customers than O(minimum_population), or if the plan should be applied and is larger
          than O(max_changes), is based on stale data, or has customers that could not be read.
        - V(warning) if changes are not possible or data was left out; else V(ok).
      type: str
      sample: ok
    message:
      description: Reason for the verdict, in one line; empty if it is V(ok).
      type: str
      sample: 12 changes are planned, at most 10 are allowed (max_changes)
    generated_on:
      description: Day of the plan.
      type: str
      sample: "2026-11-22"
    source:
      description: Where the plan comes from, V(inventory), V(api) or V(undo).
      type: str
      sample: inventory
    stale:
      description: Message about an inventory that is a cached copy; empty for current data. Such a plan is not applied.
      type: str
      sample: ""
    platform:
      description: Name of the platform that the plan is for; null if nothing could be planned.
      type: str
      sample: live.example.com
    counts:
      description: Customers of the plan by action.
      type: dict
      sample: {change: 3, not_possible: 0, waived: 1, protected: 1, not_judged: 5, keep: 30}
    seats:
      description: Seats of the customers that change, before and after.
      type: dict
      sample: {before: 300, after: 210}
    applied:
      description: Whether the plan was applied; always V(false) here, see M(audiocodes.live_platform.write_rightsize_result).
      type: bool
    results:
      description: Customers by outcome; always null here.
      type: dict
    uncertain:
      description: GUIDs of customers that the platform may still change; always empty here.
      type: list
      elements: str
    files:
      description: Paths by format.
      type: dict
      sample: {json: /runner/project/reports/license_rightsize.json}
    written:
      description: Whether the files were written; V(false) in check mode, after a failure, and with O(plan).
      type: bool
table:
  description: The plan as a short table, one entry for each line. Empty if nothing could be planned.
  returned: always
  type: list
  elements: str
undo:
  description: Path of the undo file; empty if nothing will be applied.
  returned: always
  type: str
  sample: /runner/project/reports/license_rightsize.undo.json
"""
