#!/usr/bin/python
# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Documentation of the action plugin `write_compliance`, which does the work on the controller."""

from __future__ import annotations

DOCUMENTATION = r"""
module: write_compliance
short_description: Judge services and customers by a policy and write the findings
version_added: 1.0.0
author:
  - audiocodes.live_platform contributors !UNKNOWN
description:
  - Judges services and customers by a compliance policy and writes the findings as HTML, CSV, JSON, JUnit XML and SARIF on the controller.
  - It judges the hosts of some inventory groups, or the services and customers that it reads from the platform itself. No host is contacted.
  - The task does not fail because of findings. It returns a verdict, so that a later task can fail after the verdict is published.
  - The role P(audiocodes.live_platform.compliance#role) does all of this in order.
options:
  source:
    description:
      - V(inventory) judges the hosts of O(groups), without any request.
      - V(api) judges the platform's current data, including services that an automation controller has disabled. It takes one request for services
        and one for customers, and needs no inventory.
    type: str
    choices: [inventory, api]
    default: inventory
  groups:
    description:
      - Inventory groups to judge, as a list or as text separated by commas or newlines, with O(source=inventory).
      - A host that is in several of them counts once. A customer that several services carry is judged once.
      - A group that the inventory does not have is an error. An empty list selects nothing.
    type: list
    elements: str
    default: [lp_services, lp_customers]
  platform:
    description:
      - Name of the variable in which a task has registered the result of M(audiocodes.live_platform.topology_facts), with O(source=api). Its records
        are judged then, and nothing is read.
      - Only for playbooks that have read the platform anyway. This takes more time and memory than reading it here.
      - It is a name and not a template, because rendering ten thousand records takes longer than judging them.
    type: str
  registrations:
    description:
      - Name of the variable in which a task has registered the result of M(audiocodes.live_platform.customer_info) with C(secrets_expiry). Its customers
        replace those in O(platform).
    type: str
  secrets_expiry:
    description:
      - Whether each customer is read once more for the end of its app registration's secret, with O(source=api). This takes one request for each
        customer. A customer that cannot be read is an error.
    type: bool
    default: false
    version_added: 1.1.0
  policy:
    description:
      - The policy, as a dictionary, as YAML or JSON text, or as the path of a YAML file. Blank means the default policy of the collection.
      - A relative path is looked for in the directory that the playbook was started in, then in that of the playbook.
    type: raw
  policy_changes:
    description:
      - Changes to the policy, in any of the forms of O(policy). Rules are changed by id and key by key; new rules and waivers are added.
    type: raw
  waivers:
    description:
      - More waivers, as a list, as its YAML or JSON text, or as the path of a YAML file.
    type: raw
  fail_on:
    description:
      - The least severity of an open finding that makes RV(summary.verdict) V(failed). The role fails then.
    type: str
    choices: [never, low, medium, high, critical]
    default: never
  unjudged:
    description:
      - What happens to RV(summary.verdict) if a rule could not judge a service or customer, because a field of the rule could not be read, or because
        the inventory source leaves the field out.
      - V(fail) treats it as a finding of the rule's severity. So a rule at or above O(fail_on) makes the verdict V(failed), others make it V(warning).
        Stale data makes the verdict V(failed) as well, unless O(fail_on=never).
      - V(warn) makes the verdict V(warning), V(ignore) does not change it. The files show it in any case, and stale data is always a warning.
      - Fields that were not requested, such as details that are read on demand, do not count. A waiver accepts such a pair of rule and object as it
        accepts a finding.
    type: str
    choices: [fail, warn, ignore]
    default: fail
    version_added: 1.1.0
  minimum_population:
    description:
      - The least number of services and customers. With fewer, RV(summary.verdict) is V(failed) and the baseline stays as it is. The files are still
        written and the result is still published.
    type: int
    default: 1
  minimum_services:
    description:
      - The least number of services, with the same effect as O(minimum_population).
      - A value of at least 60 percent of the current number confirms that the loss since O(baseline) is real.
    type: int
    default: 0
    version_added: 1.1.0
  minimum_customers:
    description:
      - The least number of customers, with the same effect as O(minimum_population).
      - A value of at least 60 percent of the current number confirms that the loss since O(baseline) is real.
    type: int
    default: 0
    version_added: 1.1.0
  basename:
    description:
      - Name of the files without the suffix. Letters, digits, V(.), V(_) and V(-).
    type: str
    default: compliance
  formats:
    description:
      - Files to write, as a list or as text separated by commas or newlines.
      - The suffixes are C(.html), C(.csv), C(.json), C(.junit.xml), C(.sarif), C(.xlsx) and C(.prom).
      - V(xlsx), an Excel workbook, needs the Python library C(xlsxwriter), 3.0.2 or newer, where Ansible runs.
      - V(prometheus) is metrics for Prometheus and Grafana in a file C(.prom), in the classic text format. It needs the Python library
        C(prometheus_client), 0.16.0 or newer, where Ansible runs.
    type: list
    elements: str
    choices: [html, csv, json, junit, sarif, xlsx, prometheus]
    default: [html, csv, json, junit, sarif]
  csv_bom:
    description:
      - Whether the CSV file starts with a byte order mark, which tells Excel that the file is UTF-8.
    type: bool
    default: false
  location:
    description:
      - Path of the file in your repository that SARIF results point to, such as V(inventory/my.live_platform.yml), as it is written there, with C(/) between
        folders. Programs that show SARIF in a repository want such a file, and the same one in every run.
      - By default the name of the inventory source's file; V(live_platform.yml) without such a file.
    type: str
    version_added: 1.1.0
  baseline:
    description:
      - Path of a file with the findings of an earlier run, which shows what is new, persisting and fixed. A file that does not exist is a first run.
      - A JSON report of an earlier run is such a file, too.
      - A relative path starts at the directory that the playbook was started in. Blank means no comparison.
    type: path
  baseline_update:
    description:
      - Whether the findings of this run are written to O(baseline).
    type: bool
    default: true
  reference_date:
    description:
      - The day that dates are measured against and that the files show (ISO 8601).
      - Blank means now, and then every run changes the files.
    type: str
notes:
  - Hosts that an automation controller has disabled are not in a job's inventory; O(source=api) sees them.
attributes:
  idempotent:
    support: partial
    details: Only with O(reference_date) given, and with O(baseline) from the third invocation on.
seealso:
  - module: audiocodes.live_platform.write_report
  - module: audiocodes.live_platform.topology_facts
  - plugin: audiocodes.live_platform.compliance_findings
    plugin_type: filter
extends_documentation_fragment:
  - audiocodes.live_platform.connection
  - audiocodes.live_platform.output
  - audiocodes.live_platform.output.hosts
  - audiocodes.live_platform.reading
  - audiocodes.live_platform.output.pool
  - audiocodes.live_platform.output.metrics
  - audiocodes.live_platform.attributes.local_action
  - audiocodes.live_platform.attributes.files
  - audiocodes.live_platform.attributes.actiongroup
  - audiocodes.live_platform.attributes
"""

EXAMPLES = r"""
- name: Judge the inventory by the default policy
  hosts: localhost
  gather_facts: false
  tasks:
    - name: Write the findings
      audiocodes.live_platform.write_compliance:
        fail_on: high
      register: compliance

    - name: Show them
      ansible.builtin.debug:
        msg: "{{ compliance.table }}"

- name: Judge the platform itself, without an inventory, and warn two weeks before trials end
  hosts: localhost
  gather_facts: false
  tasks:
    - name: Write the findings
      audiocodes.live_platform.write_compliance:
        source: api
        policy_changes:
          rules:
            - id: trial-expiring
              check: {within_days: 14}

- name: Write the findings for the code scanning of a repository
  hosts: localhost
  gather_facts: false
  tasks:
    - name: Write the findings
      audiocodes.live_platform.write_compliance:
        formats: [sarif]
        location: inventory/my.live_platform.yml

- name: Findings as a page and as a workbook
  hosts: localhost
  gather_facts: false
  tasks:
    - name: Write the findings
      audiocodes.live_platform.write_compliance:
        formats: [html, xlsx]
        dest: /srv/www/reports

- name: Judge the license of the whole instance as well
  hosts: localhost
  gather_facts: false
  tasks:
    - name: Write the findings
      audiocodes.live_platform.write_compliance:
        pool_users: 10000
        pool_tenants: 250
        pool_expires: "2027-03-31"
"""

RETURN = r"""
files:
  description: The files that were written, including the baseline.
  returned: always
  type: list
  elements: dict
  contains:
    path:
      description: Absolute path.
      type: str
      sample: /runner/project/reports/compliance.html
    size:
      description: Bytes.
      type: int
      sample: 21843
    changed:
      description: Whether the file changed, or would have in check mode.
      type: bool
summary:
  description:
    - The result for later jobs, always smaller than 4 kB, so that it can be published with M(ansible.builtin.set_stats).
    - It always has the same keys, and its texts are never used as templates.
  returned: always
  type: dict
  contains:
    schema:
      description: Version of this dictionary and of the JSON report.
      type: int
      sample: 1
    verdict:
      description:
        - V(failed) if open findings reach O(fail_on), if such a rule could not judge everything (see O(unjudged)), with fewer objects than
          O(minimum_population), O(minimum_services) or O(minimum_customers), if one list is empty and other data contradicts that, or if nothing
          could be judged.
        - V(warning) if a finding of severity V(low) or above is open, data was left out or could not be read, or the data is stale. Else V(ok).
      type: str
      sample: warning
    message:
      description: Reason for the verdict, in one line; empty if it is V(ok).
      type: str
      sample: 15 open findings
    generated_at:
      description: Date and time of the report in UTC.
      type: str
      sample: "2026-11-22T08:00:00Z"
    policy:
      description: Name of the policy.
      type: str
      sample: default
    population:
      description: Services and customers that were judged.
      type: dict
      sample: {services: 6, customers: 10}
    total:
      description: Open findings, without those of severity V(info). RV(summary.counts) has these as well.
      type: int
      sample: 15
    counts:
      description: Open findings by severity.
      type: dict
      sample: {critical: 0, high: 5, medium: 1, low: 9, info: 10}
    waived:
      description: Findings that a waiver covers.
      type: int
      sample: 0
    new:
      description: Findings that the baseline does not have; null without a baseline.
      type: int
    persisting:
      description: Findings that the baseline has as well; null without a baseline.
      type: int
    fixed:
      description: Findings of the baseline that are gone; null without a baseline.
      type: int
    carried:
      description:
        - Findings of the baseline that could not be judged this time; null without a baseline. They stay in the baseline.
      type: int
    not_judged:
      description: Rules that had nothing to judge, for example because a field was not read.
      type: int
      sample: 2
    unjudged:
      description: Pairs of a rule and a service or customer that could not be judged, see O(unjudged), without those that a waiver covers.
      type: int
      sample: 0
    stale:
      description: Message about an inventory that is a cached copy; empty for current data.
      type: str
      sample: ""
    files:
      description: Paths by format.
      type: dict
      sample: {html: /runner/project/reports/compliance.html}
    written:
      description: Whether the files were written; V(false) in check mode and after a failure.
      type: bool
    metrics_push:
      description: What became of the metrics for the gateway of O(metrics_push_url).
      type: dict
      contains:
        state:
          description: V(off) without a gateway, or with nothing to send; V(sent); V(would_send) in check mode; V(undelivered) if it failed.
          type: str
          sample: "off"
        message:
          description: The platforms that were sent, or the error, in one line.
          type: str
    top:
      description: The most severe open findings, as many as fit.
      type: list
      elements: dict
    truncated:
      description: Open findings that are not in RV(summary.top).
      type: int
table:
  description: The findings as a short table, one entry for each line. Empty if nothing could be judged.
  returned: always
  type: list
  elements: str
  sample: ["Compliance with policy default, 2026-11-22T08:00:00Z: warning"]
"""
