#!/usr/bin/python
# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Documentation of the action plugin `write_license_statement`, which does the work on the controller."""

from __future__ import annotations

DOCUMENTATION = r"""
module: write_license_statement
short_description: Write what each customer acquired and used in a month, by reseller
version_added: 1.1.0
author:
  - audiocodes.live_platform contributors !UNKNOWN
description:
  - Reads the daily license counts of all customers of AudioCodes Live Platform and writes a statement of one month on the controller, with sums by reseller
    and by license type.
  - It reads the list of customers once and C(GET /api/v3/customer/{guid}/licenseinfo) for each customer, several at once, within O(rate_limit). Nothing is
    changed on the platform, no host is contacted, and no record becomes part of a result, a variable or a fact.
  - A day without a count is a gap and never a zero. It is in no sum, average or percentile, and it is named.
  - The statement is V(complete) if every customer was counted on every day of the month. It is V(incomplete) if a day was not counted or a customer could not
    be read, and V(draft) as long as the month is not over. The reasons are listed, and the task does not fail because of them.
  - The same data on the same day give the same files, byte by byte. A C(checksum), the SHA-256 of the canonical JSON (RFC 8785), shows a change afterwards. It
    is not a signature, because whoever changes the data can also make a new checksum.
  - The role P(audiocodes.live_platform.license_statement#role) writes, publishes, shows and judges.
options:
  month:
    description:
      - The month, as V(YYYY-MM). Blank means the last month that is over.
    type: str
  timezone:
    description:
      - Time zone of the month, as an IANA name such as V(Europe/Berlin). A count belongs to the day on which it was made, by the clocks of this zone.
      - The platform's times have an offset. That a time without one is UTC is inferred.
    type: str
    default: UTC
  resellers:
    description:
      - Which reseller a customer belongs to. Customers of none are V(not assigned), as all of them are by default.
      - A list of dictionaries with C(customer) and C(reseller), its text as YAML or JSON, or the path of such a YAML file.
      - Or the path of a CSV file (its name ends in C(.csv)) whose first line is C(customer,reseller), separated by commas or semicolons.
      - Or V(leads), to read the channel of each customer from the leads of Operator Connect, which takes one more request. The reseller is then called
        C(channel) and the id of its channel. Only customers of Operator Connect have leads.
      - C(customer) is the GUID, short name or full name of a customer, or a shell pattern of names such as V(acme*). Case does not matter. An entry that is a
        name means that name, and it counts before patterns.
      - A customer that two rows give to different resellers is an error that names both rows. A row that fits no customer, or fits several customers of one
        name, causes a warning.
    type: raw
  previous:
    description:
      - Path of the JSON file of an earlier statement. With it, the statement says which customers were added and removed since, and what changed in license
        type, reseller and seats.
      - A statement of another platform, of a later month, or one that does not fit its checksum, is an error.
      - A relative path is looked for in the directory that the playbook was started in, then in that of the playbook.
    type: path
  certified_by:
    description:
      - Name and role of the person who certifies the statement, in one line. It is printed, with room for date and signature.
    type: str
  accept_not_yet_counted:
    description:
      - Whether days before the first count of a customer leave the statement V(complete). There is no count of such a customer before, also not in the month
        before, as far as it was read. New customers look like that, but nothing in the platform's answer says so.
      - The days are never counted as zero, and a customer without any count keeps the statement V(incomplete).
    type: bool
    default: false
  per_reseller:
    description:
      - Whether each reseller also has files of its own, with its customers alone and a verdict and checksum of its own. Nothing in them is about customers of
        other resellers.
      - The name of the reseller is a part of their names, in lower case with underscores in place of other characters, such as
        C(license_statement-2026-11-north_gmbh.json). Customers that are V(not assigned) have no such files.
    type: bool
    default: false
  mail_to:
    description:
      - Mails each reseller its own statement and nobody another's. A dictionary of resellers and their addresses, its text as YAML or JSON, or the path of such
        a YAML file. Addresses are a list, or text separated by commas. Blank means no mail.
      - With it, O(per_reseller) is on. Attached are the files of the reseller in all O(formats). Every customer in them is compared with the reseller once more
        before anything is written or sent.
      - A reseller without addresses gets no mail, with a warning. Addresses of a reseller that no customer belongs to are an error that names it and the most
        similar one. Customers that are V(not assigned) are mailed to nobody.
      - In check mode nothing is sent, and the result says what would be.
      - A mail that cannot be delivered fails the task, after all others were tried.
    type: raw
  mail_on:
    description:
      - Which statements O(mail_to) sends, by the verdict of the reseller's own statement. With V(complete) only complete ones, with V(incomplete) also those
        that are incomplete, with V(draft) drafts as well. Subject and text of the mail say so. The others are held, and the result says so.
    type: str
    choices: [complete, incomplete, draft]
    default: complete
  mail_host:
    description:
      - Name of the mail server, needed for O(mail_to).
    type: str
  mail_port:
    description:
      - Port of the mail server. By default V(587), V(465) or V(25), depending on whether O(mail_security) is V(starttls), V(tls) or V(none).
    type: int
  mail_security:
    description:
      - How the connection to the mail server is secured. The server's certificate is verified. With V(none), a password is refused.
    type: str
    choices: [starttls, tls, none]
    default: starttls
  mail_username:
    description:
      - Name to sign in with at the mail server.
    type: str
  mail_password:
    description:
      - Password to sign in with at the mail server; a secret. Default from the environment variable E(LIVE_PLATFORM_NOTIFY_MAIL_PASSWORD).
      - A controller such as AWX keeps the arguments of a task with the job, so set the variable in the C(environment) of the task, or give it C(no_log).
    type: str
  mail_from:
    description:
      - Address of the sender, needed for O(mail_to).
    type: str
  mail_max_megabytes:
    description:
      - The largest size of all attachments of one mail together. More is an error.
    type: int
    default: 10
  mail_ca_path:
    description:
      - File with the certificates to trust at the mail server, in PEM format, instead of those that the machine trusts.
    type: path
  mail_state_file:
    description:
      - File on the controller that remembers the checksum of the statement that was last sent for each month, reseller and group of recipients. With it, the
        same statement is sent only once. Blank means to send every time.
    type: path
  verify:
    description:
      - Path of the JSON file of a statement that is to be checked. No statement is written then, and of the other options only O(verify_platform),
        O(parallel), O(reference_date) and those of the connection have an effect.
      - The file is compared with its checksum, its figures and sums with its daily counts, and the values in CSV file and workbook beside it, of the same
        name, with those of the statement. A file that another program has only saved again is no change. RV(summary.verdict) is V(verified) if all values
        are as they were written, else V(changed).
      - A relative path is looked for in the directory that the playbook was started in, then in that of the playbook.
    type: path
  verify_platform:
    description:
      - Whether O(verify) also reads the month from the platform again, and lists the days of which it says something else today (RV(restated)). Such days do
        not change the verdict, because the statement is as it was written.
      - By default, the platform is read if O(url) is set by the task, its defaults or the environment.
    type: bool
  minimum_customers:
    description:
      - The least number of customers in the platform's list. With fewer, nothing is written.
    type: int
    default: 1
  parallel:
    description:
      - How many customers are read at once, at most V(32). O(rate_limit) applies to all of them together.
    type: int
    default: 8
  basename:
    description:
      - Name of the files without month and suffix, such as C(license_statement-2026-11.json). Letters, digits, V(.), V(_) and V(-).
    type: str
    default: license_statement
  formats:
    description:
      - Files to write, as a list or as text separated by commas or newlines.
      - V(html) is a page to print and sign, with a sheet of paper for each reseller. It has no script and needs no network.
      - V(xlsx), an Excel workbook, needs the Python library C(xlsxwriter), 3.0.2 or newer, where Ansible runs.
      - V(pdf) is that page on paper, with the checksum on every sheet. It needs the Python library WeasyPrint and its system libraries.
      - V(prometheus) is metrics for Prometheus and Grafana in a file C(.prom), in the classic text format. It needs the Python library
        C(prometheus_client), 0.16.0 or newer, where Ansible runs.
    type: list
    elements: str
    choices: [json, csv, html, xlsx, pdf, prometheus]
    default: [json, csv, html]
  csv_bom:
    description:
      - Whether the CSV file starts with a byte order mark, which tells Excel that the file is UTF-8.
    type: bool
    default: false
  fail_on:
    description:
      - When RV(summary.fails) is true, so that a later task can fail after everything is written and published. With V(incomplete) for an incomplete
        statement, with V(draft) also for a draft, with V(none) only if no statement could be made.
    type: str
    choices: [incomplete, draft, none]
    default: incomplete
  reference_date:
    description:
      - The day that the statement is made on, in O(timezone) (ISO 8601). Blank means today.
    type: str
notes:
  - The options of the connection may come from C(module_defaults), and those that are not set from the environment of the controller and from the keyword
    C(environment) of the task. C(delegate_to) and C(become) have no effect, because the requests are always sent by the controller.
  - That the daily counts of a month are what a provider has to report is from third-party copies of the vendor's agreement. This collection does not know your
    contract.
attributes:
  idempotent:
    support: full
    details: As long as the platform says the same of the month. A statement with the same content keeps the day on which it was made.
seealso:
  - module: audiocodes.live_platform.license_usage_info
  - module: audiocodes.live_platform.channel_info
extends_documentation_fragment:
  - audiocodes.live_platform.connection
  - audiocodes.live_platform.output
  - audiocodes.live_platform.output.pool
  - audiocodes.live_platform.output.per_customer
  - audiocodes.live_platform.output.metrics
  - audiocodes.live_platform.attributes.local_action
  - audiocodes.live_platform.attributes.files
  - audiocodes.live_platform.attributes.actiongroup
  - audiocodes.live_platform.attributes
"""

EXAMPLES = r"""
- name: The statement of last month, by reseller
  audiocodes.live_platform.write_license_statement:
    timezone: Europe/Berlin
    resellers:
      - customer: acme*
        reseller: North GmbH
      - customer: 4c96f3ae-25d1-4c5e-89c2-1d65c8f7a6a1
        reseller: South Ltd
    certified_by: Jo Doe, head of licensing
  register: statement

- name: Show it
  ansible.builtin.debug:
    msg: "{{ statement.table }}"

- name: Mail each reseller its own statement
  audiocodes.live_platform.write_license_statement:
    resellers: resellers.csv
    mail_to:
      North GmbH: [billing@north.example.com, jo@north.example.com]
      South Ltd: billing@south.example.com
    mail_host: mail.example.com
    mail_from: licenses@example.com
    mail_username: licenses
    mail_state_file: /var/lib/live_platform/statements.json
  environment:
    LIVE_PLATFORM_NOTIFY_MAIL_PASSWORD: "{{ vault_mail_password }}"

- name: Check a statement, and what the platform says of that month today
  audiocodes.live_platform.write_license_statement:
    verify: reports/license_statement-2026-11.json
  register: checked

- name: A month of the past, with what changed since the month before
  audiocodes.live_platform.write_license_statement:
    month: 2026-10
    previous: reports/license_statement-2026-09.json
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
      sample: /runner/project/reports/license_statement-2026-11.json
    size:
      description: Bytes.
      type: int
      sample: 21843
    changed:
      description: Whether the file changed, or would have in check mode.
      type: bool
mails:
  description:
    - With O(mail_to), what became of the statement of each reseller. C(state) is V(sent), V(would_send) in check mode, V(same) if O(mail_state_file) says that
      it was sent before, V(held) if O(mail_on) does not send it, V(without_address), or V(undelivered). C(detail) is a line about it.
  returned: always
  type: list
  elements: dict
  sample:
    - reseller: North GmbH
      recipients: [billing@north.example.com]
      files: [license_statement-2026-11-north_gmbh.json, license_statement-2026-11-north_gmbh.csv]
      state: sent
      detail: sent
restated:
  description: With O(verify), the days of which the platform says something else today. Figures of a day without a count are null.
  returned: always
  type: list
  elements: dict
  sample:
    - guid: 4c96f3ae-25d1-4c5e-89c2-1d65c8f7a6a1
      name: acme
      day: "2026-11-03"
      acquired_before: 10
      acquired_now: 10
      used_before: 5
      used_now: 7
summary:
  description:
    - The result for later jobs, small enough to be published with M(ansible.builtin.set_stats).
    - It always has the same keys, and its texts are never used as templates.
  returned: always
  type: dict
  contains:
    schema:
      description: Version of this dictionary and of the JSON statement.
      type: int
      sample: 1
    verdict:
      description: V(complete), V(incomplete), V(draft), or V(failed) if no statement could be made. With O(verify), V(verified), V(changed) or V(failed).
      type: str
      sample: complete
    fails:
      description: Whether a job should fail, by O(fail_on); always V(true) if no statement could be made, if a mail was not
        delivered, and with O(verify) if the statement was changed.
      type: bool
    message:
      description: Reason for the verdict, in one line; empty if it is V(complete).
      type: str
      sample: ""
    month:
      description: Month of the statement; null if none could be made, as with the other keys about it.
      type: str
      sample: 2026-11
    timezone:
      description: Time zone of the month.
      type: str
      sample: Europe/Berlin
    generated_at:
      description: Day on which the statement was made, in its time zone.
      type: str
      sample: "2026-12-01"
    platform:
      description: Name of the platform.
      type: str
      sample: live.example.com
    reasons:
      description: Why the statement is not complete, one line each.
      type: list
      elements: str
      sample: ["1 customer could not be read: acme"]
    checks:
      description:
        - With O(verify), what was compared. C(check) is V(checksum), V(figures), the name of a format, or V(platform). C(state) is V(ok), V(changed),
          V(absent) (there is no such file) or V(not_asked).
      type: list
      elements: dict
      sample: [{"check": "csv", "state": "ok", "message": "/runner/project/reports/license_statement-2026-11.csv says what the statement says"}]
    restated:
      description: Number of days in RV(restated); null if the platform was not asked.
      type: int
    total:
      description:
        - Sums over all customers. C(acquired_last) and C(used_last) are seats on the last day that was counted of each customer, C(used_peaks) adds up the
          peaks of single customers, and C(seat_days_over) the seats in use beyond those acquired on each day.
        - C(customers) were read, C(not_read) could not be read. Of C(without_counts) no day was counted. With C(seats_not_counted), users do not count as seats
          in use (see M(audiocodes.live_platform.license_usage_info)).
      type: dict
      sample: {"customers": 120, "not_read": 0, "without_counts": 0, "seats_not_counted": 3, "days_expected": 3600, "days_counted": 3600,
        "acquired_last": 5120, "acquired_seat_days": 153600, "used_last": 4210, "used_peaks": 4467, "used_seat_days": 125904, "days_over": 14,
        "seat_days_over": 61}
    pool:
      description:
        - What the customers take of the license of the whole instance at the end of the month, such as C(pool_users), C(users_acquired), C(users_percent) and
          C(users_band). Null without the options O(pool_users), O(pool_tenants) and O(pool_expires). Null figures are unknown or not asked.
      type: dict
    resellers:
      description: Number of resellers, C(not assigned) among them.
      type: int
      sample: 4
    mails:
      description: Number of statements in each state of RV(mails); null without O(mail_to), and if no statement could be made.
      type: dict
      sample: {"sent": 3, "would_send": 0, "same": 0, "held": 0, "without_address": 1, "undelivered": 0}
    checksum:
      description: SHA-256 of the canonical JSON of the statement without this key.
      type: str
      sample: 1d0ea4d0a0e4c9d6f4d8d8e8f4a4c1a3b2d5e6f70819aabbccddeeff00112233
    files:
      description: Paths by format.
      type: dict
      sample: {json: /runner/project/reports/license_statement-2026-11.json}
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
table:
  description: The statement as a short table, one entry for each line. Empty if none could be made.
  returned: always
  type: list
  elements: str
"""
