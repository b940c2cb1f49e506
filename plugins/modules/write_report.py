#!/usr/bin/python
# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Documentation of the action plugin `write_report`, which does the work on the controller."""

from __future__ import annotations

DOCUMENTATION = r"""
module: write_report
short_description: Write a license report about inventory groups or the platform itself
version_added: 1.0.0
author:
  - audiocodes.live_platform contributors !UNKNOWN
description:
  - Reads the hosts of some inventory groups, counts their licenses, seats, statuses, devices, DIDs and trials, and writes the result as HTML, CSV,
    JSON, Excel workbook and Markdown on the controller.
  - The report begins with what needs somebody by the rules of a compliance policy, what has changed since an earlier report, and what lapses next.
  - The hosts are those of the P(audiocodes.live_platform.live_platform#inventory) inventory plugin, from its own source file or as an automation
    controller stored them. With O(source=api) the platform is read instead. No host is contacted.
  - Names that come from the platform are only data. They are never rendered as templates, they are text in HTML, and they never become formulas in
    spreadsheets.
  - Files are replaced in one step, and only if their content or mode differs.
options:
  source:
    description:
      - V(inventory) reports on the hosts of O(groups), without any request.
      - V(api) reports on the platform's current data, including services that an automation controller has disabled. It takes one request for services
        and one for customers, and needs no inventory. Hosts have the names that the inventory plugin gives them by default.
    type: str
    choices: [inventory, api]
    default: inventory
    version_added: 1.1.0
  groups:
    description:
      - Inventory groups to report on, as a list or as text separated by commas or newlines.
      - With O(source=api), the groups that the inventory plugin makes by default, such as V(lp_license_pro).
      - A host that is in several of them counts once in the totals.
      - A group that the inventory does not have is an error; most often the inventory source did not parse.
      - An empty list selects nothing, which is a warning.
    type: list
    elements: str
    default: [lp_services, lp_customers]
  hosts:
    description:
      - Report only on these hosts of O(groups), given by their names in the inventory. Blank means all of them.
      - If this leaves hosts out, the title says so and RV(status) is at least V(warning).
      - An empty list is an error, and so is a list that names no host of O(groups).
      - O(minimum_population) still counts all hosts of O(groups).
      - The playbook C(license_report) sets it to the hosts that C(--limit) leaves.
    type: list
    elements: str
    version_added: 1.1.0
  basename:
    description:
      - Name of the files without the suffix. Letters, digits, V(.), V(_) and V(-).
    type: str
    default: license_report
  formats:
    description:
      - Files to write, as a list or as text separated by commas or newlines.
      - V(html) is a page with charts and with tables that can be sorted and filtered; it needs no network. V(csv) and V(json) hold every row.
      - V(xlsx) is a workbook with a sheet for each view, what needs attention first. It needs the Python library C(xlsxwriter) 3.0.2 or newer where
        Ansible runs.
      - V(md) is Markdown for a ticket, with what needs attention first.
      - V(pdf) is the page as it is on paper, with the rows that O(rows) names. It needs the Python library C(weasyprint), 57.2 or newer, where Ansible
        runs. A thousand rows take about half a minute.
      - V(prometheus) is metrics for Prometheus and Grafana in a file C(.prom), in the classic text format. It needs the Python library
        C(prometheus_client), 0.16.0 or newer, where Ansible runs.
    type: list
    elements: str
    choices: [html, csv, json, xlsx, md, pdf, prometheus]
    default: [html, csv, json]
  title:
    description:
      - Heading of the report.
    type: str
    default: License report
  generated_at:
    description:
      - Date and time of the report, ISO 8601; UTC if it names no offset. Trials are judged by it.
      - Blank means now, and then every run changes the HTML and JSON files.
    type: str
  minimum_population:
    description:
      - The least number of services and customers. With fewer, the report is still written, and RV(status) is V(critical). The role fails then,
        after it has published the result; the module's task does not fail.
      - Set it to at least V(1) in scheduled jobs. Otherwise a report about an inventory that lost all its hosts succeeds.
    type: int
    default: 0
  csv_bom:
    description:
      - Whether the CSV file starts with a byte order mark, which tells Excel that the file is UTF-8.
    type: bool
    default: false
  policy:
    description:
      - What the part about what needs attention is judged by. Blank means the default policy of the role P(audiocodes.live_platform.compliance#role).
      - V(none) leaves that part out, and nobody is judged.
      - Otherwise it is the policy, as a dictionary, as YAML or JSON text, or as the path of a YAML file.
    type: raw
    version_added: 1.1.0
  policy_changes:
    description:
      - Changes to the policy, in any of the forms of O(policy), as for M(audiocodes.live_platform.write_compliance).
    type: raw
    version_added: 1.1.0
  waivers:
    description:
      - More waivers, as a list, as its YAML or JSON text, or as the path of a YAML file. A finding that a waiver accepts needs nobody.
    type: raw
    version_added: 1.1.0
  previous:
    description:
      - An earlier JSON report, or a folder of them. The report then says what has changed since - services and customers that are new, gone or
        renamed, licenses, seats, states and trials.
      - Of a folder, the newest report of the same platforms that is older than this one is used. It may be the folder of O(dest), because it is
        read before files are written, but a file that is written again under the same name is lost for later comparisons. Give each month a
        O(basename) of its own.
      - A path where nothing is yet means that there is no earlier report. A file that is no report of this collection, or that is of other
        platforms, is an error.
      - What either report could not read, or leaves out, is no change.
    type: path
    version_added: 1.1.0
  usage_warning_percent:
    description:
      - Use (percent of the acquired seats) from which on a customer is near its limit, from V(0) to V(100).
      - The platform has no such limit for a customer, so it is a choice. What needs attention goes by the policy instead.
    type: float
    default: 90
    version_added: 1.1.0
  usage_grace_percent:
    description:
      - Use (percent of the acquired seats) above which a customer is far over its seats, at least V(100).
      - A choice, like O(usage_warning_percent).
    type: float
    default: 110
    version_added: 1.1.0
  rows:
    description:
      - Which rows of services and customers the HTML page shows on paper, and PDF files have. On the screen the page shows all of them.
      - V(exceptions) are those that need attention, whose trial or secret ends within 30 days, or that have changed since the last report;
        at most the 1,000 worst of each table. Above the table stands how many are left out.
    type: str
    choices: [exceptions, all]
    default: exceptions
    version_added: 1.1.0
notes:
  - An inventory source that selects fields may leave out fields that are counted here. One warning names the variables that are missing.
  - Hosts that an automation controller has disabled are not in a job's inventory, and so not in the report. O(source=api) sees them.
attributes:
  idempotent:
    support: partial
    details: Only with O(generated_at) given.
seealso:
  - plugin: audiocodes.live_platform.live_platform
    plugin_type: inventory
extends_documentation_fragment:
  - audiocodes.live_platform.connection
  - audiocodes.live_platform.output
  - audiocodes.live_platform.output.hosts
  - audiocodes.live_platform.output.pool
  - audiocodes.live_platform.reading
  - audiocodes.live_platform.output.per_customer
  - audiocodes.live_platform.output.metrics
  - audiocodes.live_platform.attributes.local_action
  - audiocodes.live_platform.attributes.files
  - audiocodes.live_platform.attributes.actiongroup
  - audiocodes.live_platform.attributes
"""

EXAMPLES = r"""
- name: Report on all services and customers, below the current directory
  hosts: localhost
  gather_facts: false
  tasks:
    - name: Write the license report
      audiocodes.live_platform.write_report:
      register: report

    - name: Show it
      ansible.builtin.debug:
        msg: "{{ report.table }}"

- name: Report each month, and say what has changed since the last one
  hosts: localhost
  gather_facts: false
  tasks:
    - name: Write the license report of this month
      audiocodes.live_platform.write_report:
        basename: "licenses_{{ now(fmt='%Y_%m') }}"
        previous: reports
      register: report

    - name: Show how much has changed
      ansible.builtin.debug:
        msg: "{{ report.summary.changes }}"

- name: Report on the services in error, as a page only
  hosts: localhost
  gather_facts: false
  tasks:
    - name: Write the page
      audiocodes.live_platform.write_report:
        groups: lp_status_error
        formats: html
        title: Services in error
        dest: /srv/www/reports
        basename: services_in_error
        mode: "0644"

- name: Report on everybody, with the license of the whole instance
  hosts: localhost
  gather_facts: false
  tasks:
    - name: Write the report
      audiocodes.live_platform.write_report:
        pool_users: 10000
        pool_tenants: 250
        pool_expires: "2027-03-31"

- name: Report on the platform itself, without an inventory
  hosts: localhost
  gather_facts: false
  tasks:
    - name: Write the license report
      audiocodes.live_platform.write_report:
        source: api
"""

RETURN = r"""
files:
  description: The files of the report, in the order of O(formats).
  returned: always
  type: list
  elements: dict
  contains:
    format:
      description: One of O(formats).
      type: str
      sample: html
    path:
      description: Absolute path.
      type: str
      sample: /runner/project/reports/license_report.html
    size:
      description: Bytes.
      type: int
      sample: 21843
    changed:
      description: Whether the file changed, or would have in check mode.
      type: bool
status:
  description:
    - V(ok); V(warning) if hosts were left out (also by O(hosts)), miss variables, could not be read, or are stale; V(critical) with fewer hosts
      than O(minimum_population), or if one list is empty and other data contradicts that; V(error) if the report could not be written.
  returned: always
  type: str
  sample: ok
summary:
  description:
    - The result for later jobs, small enough to be published with M(ansible.builtin.set_stats).
    - Its texts are never used as templates.
  returned: always
  type: dict
  contains:
    schema:
      description: Version of this dictionary and of the JSON report.
      type: int
      sample: 1
    status:
      description: As RV(status).
      type: str
    message:
      description: Reason for RV(status), in one line; empty if it is V(ok).
      type: str
    generated_at:
      description: Date and time of the report in UTC.
      returned: when RV(status) is not V(error)
      type: str
      sample: "2026-11-22T08:00:00Z"
    content:
      description: A digest of the hosts and their variables. It is the same for two reports about the same data.
      returned: when RV(status) is not V(error)
      type: str
      sample: 0f6e4b6f6d5a8c11
    stale:
      description: Message about an inventory that is a cached copy; empty for current data.
      returned: when RV(status) is not V(error)
      type: str
      sample: ""
    unread:
      description: Fields that could not be read, and for how many services or customers. They are not counted.
      returned: when RV(status) is not V(error)
      type: dict
      sample: {}
    attention:
      description: Open findings by severity. Empty with O(policy=none).
      returned: when RV(status) is not V(error)
      type: dict
      sample: {critical: 3, high: 10, medium: 0, low: 2, info: 5}
    changes:
      description: Changes since the report of O(previous), by kind. Empty without one.
      returned: when RV(status) is not V(error)
      type: dict
      sample: {new: 1, gone: 0, license: 2, seats: 0, state: 1, trial_begun: 0, trial_ended: 0, renamed: 0}
    next_lapse:
      description: What lapses next, with C(what) (C(trial), C(secret) or C(pool)), C(name), C(platform) and C(date). Empty if nothing does.
      returned: when RV(status) is not V(error)
      type: dict
      sample: {what: trial, name: Acme, platform: cloud, date: "2026-12-03"}
    totals:
      description: Numbers by name, such as C(hosts), C(services), C(customers), C(seats_licensed), C(seats_active) and C(trials_expiring).
      returned: when RV(status) is not V(error)
      type: dict
      sample: {hosts: 16, services: 6, customers: 10, seats_licensed: 100, seats_active: 1}
    pool:
      description:
        - The license of the instance and what customers take of it, such as C(pool_users), C(users_acquired), C(users_percent) and C(users_band).
          Null without the options O(pool_users), O(pool_tenants) and O(pool_expires). Null figures are unknown or not asked.
      returned: when RV(status) is not V(error)
      type: dict
    license_types:
      description: Hosts by license type. With more than thirty types, the rest is C(other).
      returned: when RV(status) is not V(error)
      type: dict
      sample: {essential: 3, pro: 1}
    statuses:
      description: Services by status.
      returned: when RV(status) is not V(error)
      type: dict
      sample: {error: 3, ok: 2, unmonitored: 1}
    files:
      description: Paths by format.
      returned: when RV(status) is not V(error)
      type: dict
      sample: {html: /runner/project/reports/license_report.html}
    written:
      description: Whether the files were written; V(false) in check mode.
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
table:
  description: The report as a short table, one entry for each line. Empty if RV(status) is V(error).
  returned: always
  type: list
  elements: str
  sample: ["License report, 2026-11-22T08:00:00Z", "6 services (1 disabled), 10 customers (10 without a service)"]
"""
