#!/usr/bin/python
# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Documentation of the action plugin `send_notification`, which does the work on the controller."""

from __future__ import annotations

DOCUMENTATION = r"""
module: send_notification
short_description: Notify people or programs about a report, by webhook or mail
version_added: 1.0.0
author:
  - audiocodes.live_platform contributors !UNKNOWN
description:
  - Sends a title, a text and a few figures to a webhook (any program, Microsoft Teams, Slack) or by mail with the files of a report attached.
  - It retries, sends the same news only once if it has a state file, and sends nothing in check mode.
  - The address of a webhook is a secret like a password. Neither appears in any result, error or log of this action. A controller such as AWX keeps
    the arguments of a task with the job, so give the task C(no_log) as well; the role P(audiocodes.live_platform.notify#role) does.
  - A message may arrive twice if an answer was lost and the action tries again.
options:
  methods:
    description:
      - How to deliver, as a list or as text separated by commas or newlines. An empty list sends nothing, and the result says so.
      - If one method fails, the others are still tried.
    type: list
    elements: str
    choices: [webhook, mail]
    default: []
  title:
    description:
      - Heading of the message and subject of the mail.
    type: str
    default: AudioCodes Live Platform
  text:
    description:
      - What to say. Blank means the C(message) of O(result).
    type: str
  facts:
    description:
      - More figures to show, by name.
    type: dict
    default: {}
  result:
    description:
      - The dictionary that a role of this collection publishes, such as C(license_report_run.summary) or C(compliance_run.summary).
      - Its values and counts become figures, at most 24 together with O(facts). Its C(status) or C(verdict) is the status of the message, and its
        C(files) are attached to the mail.
      - The style V(json) of O(webhook_style) sends it whole.
    type: dict
    default: {}
  link:
    description:
      - Address of a page with details, such as that of the job.
    type: str
  only_problems:
    description:
      - Send nothing when the C(status) or C(verdict) of O(result) is V(ok), V(complete) or V(verified), or when it has neither, unless its C(fails) is true.
    type: bool
    default: false
  state_file:
    description:
      - File on the controller that remembers what was last sent to each target; each recipient of a mail is one. With
        it, the same news are sent only once. Blank means to send
        every time.
      - A file that cannot be written is an error before anything is sent.
      - News are the same if title, text, figures and result are the same, regardless of C(generated_at) and C(files) of the result.
    type: path
  attachments:
    description:
      - Files to attach to the mail, as a list or as text. Blank means the files of O(result).
    type: list
    elements: path
  webhook_url:
    description:
      - Address of the webhook; a secret. It must start with C(https), unless it is on this machine.
      - An address that holds credentials is refused; they belong in O(webhook_headers).
      - Default from the environment variable E(LIVE_PLATFORM_NOTIFY_WEBHOOK_URL).
    type: str
  webhook_style:
    description:
      - V(json) is a plain dictionary for any program, with C(schema), C(title), C(status), C(text), C(facts), C(link) and C(result).
      - V(teams) is an Adaptive Card for the workflow of Microsoft Teams that posts when a webhook request is received.
      - V(slack) is for an incoming webhook of Slack.
    type: str
    choices: [json, teams, slack]
    default: json
  webhook_headers:
    description:
      - More headers, for example C(Authorization); secret as well.
    type: dict
    default: {}
  mail_host:
    description:
      - Name of the mail server.
    type: str
  mail_port:
    description:
      - Port of the mail server. By default V(587), V(465) or V(25), depending on whether O(mail_security) is V(starttls), V(tls) or V(none).
    type: int
  mail_security:
    description:
      - How the connection to the mail server is secured. The server's certificate is verified.
      - With V(none), a password is refused.
    type: str
    choices: [starttls, tls, none]
    default: starttls
  mail_username:
    description:
      - Name to sign in with at the mail server.
    type: str
  mail_password:
    description:
      - Password to sign in with at the mail server; a secret.
      - Default from the environment variable E(LIVE_PLATFORM_NOTIFY_MAIL_PASSWORD).
    type: str
  mail_from:
    description:
      - Address of the sender.
    type: str
  mail_to:
    description:
      - Addresses of the recipients, as a list or as text separated by commas or newlines.
    type: list
    elements: str
  mail_max_megabytes:
    description:
      - The largest size of all attachments together. More is an error.
    type: int
    default: 10
  ca_path:
    description:
      - File with the certificates to trust, in PEM format, instead of those that the machine trusts.
    type: path
  timeout:
    description:
      - Seconds to wait for an answer.
    type: float
    default: 20.0
  retries:
    description:
      - How often to try again, up to 10 times, when there was no answer, HTTP 429 or 5xx, or a temporary error of the mail server.
    type: int
    default: 3
  retry_delay:
    description:
      - Seconds before the second attempt; they double each time, up to a minute. A C(Retry-After) of the server counts instead, up to a minute.
    type: float
    default: 2.0
notes:
  - Webhooks need the Python library C(requests) where Ansible runs. Mail does not.
attributes:
  check_mode:
    support: full
    details: In check mode nothing is sent, and the state file is not changed.
  diff_mode:
    support: none
  idempotent:
    support: partial
    details: Only with O(state_file) given.
seealso:
  - module: audiocodes.live_platform.write_report
extends_documentation_fragment:
  - audiocodes.live_platform.attributes.local_action
  - audiocodes.live_platform.attributes
"""

EXAMPLES = r"""
- name: Report, and notify a channel if the figures changed since last time
  hosts: localhost
  gather_facts: false
  tasks:
    - name: Write the license report
      audiocodes.live_platform.write_report:
        formats: html,xlsx
      register: report

    - name: Notify the channel
      audiocodes.live_platform.send_notification:
        methods: webhook
        webhook_style: teams
        title: Licenses
        result: "{{ report.summary }}"
        state_file: /var/lib/licenses/notified.json
      no_log: true

    - name: Mail the files
      audiocodes.live_platform.send_notification:
        methods: mail
        title: Licenses
        result: "{{ report.summary }}"
        mail_host: smtp.example.com
        mail_username: reports
        mail_from: reports@example.com
        mail_to: licensing@example.com
      no_log: true
"""

RETURN = r"""
status:
  description:
    - V(sent); V(same) if all of it was sent before; V(fine) if there was no problem to report; V(would_send) in check mode; V(nothing) without a
      method; V(undelivered) if a delivery failed; V(partly_sent) if the mail server took the mail for some recipients and not for others;
      V(error) if nothing was tried, because an option is wrong, O(state_file) cannot be written or a
      library is missing.
  returned: always
  type: str
  sample: sent
summary:
  description:
    - The same, small and without secrets, so that a role can publish it.
  returned: always
  type: dict
  contains:
    schema:
      description: Version of this dictionary.
      type: int
      sample: 1
    status:
      description: As RV(status).
      type: str
    message:
      description: The error, in one line; empty if there was none.
      type: str
    deliveries:
      description: The outcome for each method. Empty if RV(status) is V(error).
      type: list
      elements: dict
      contains:
        method:
          description: One of O(methods).
          type: str
          sample: webhook
        state:
          description: V(sent), V(same), V(fine), V(would_send), V(partly_sent) or V(undelivered).
          type: str
        detail:
          description: The answer, or the error. If the message was sent, also why O(state_file) could not be written.
          type: str
          sample: HTTP 202
        attempts:
          description: Number of attempts; V(0) if nothing was sent.
          type: int
"""
