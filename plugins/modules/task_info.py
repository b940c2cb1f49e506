#!/usr/bin/python
# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Read asynchronous tasks of Live Platform."""

from __future__ import annotations

DOCUMENTATION = r"""
module: task_info
short_description: Read asynchronous tasks of AudioCodes Live Platform
version_added: 1.0.0
description:
  - Returns the state of tasks that the platform started for earlier requests, such as a license upgrade.
  - The platform spells states in different ways. RV(tasks[].state) is always one of four words.
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
      - Ids of tasks, such as V(tsk_185510). The result has them in this order.
      - If a task does not exist, the module fails and names it. With an empty list nothing is read.
    type: list
    elements: str
    required: true
"""

EXAMPLES = r"""
# a task may not exist right away, and an unknown state does not mean that it has ended
- name: Wait until a task has ended, and fail if it did not succeed
  audiocodes.live_platform.task_info:
    ids: [tsk_185510]
  register: started
  until: started.tasks is defined and started.tasks[0].state in ['succeeded', 'failed']
  retries: 20
  delay: 15
  failed_when: started is failed or started.tasks[0].state != 'succeeded'
"""

RETURN = r"""
count:
  description: Number of tasks returned.
  returned: success
  type: int
  sample: 1
failure:
  description: Details of the error, for playbooks that branch on it. C(errors) (by field), C(error_code),
    C(error_ticket) and C(trace_id) are details from the platform in addition to its message.
  returned: failure
  type: dict
  sample: {"error": "ServerError", "method": "GET", "path": "/tenantui/api/v2/task/x", "status": 500, "server_message": null,
    "hint": "try again later"}
tasks:
  description: The tasks. Every record has the same keys.
  returned: success
  type: list
  elements: dict
  contains:
    # fields: TASK_FIELDS
    id:
      description: 'Id of the task. Missing is an empty string.'
      returned: always
      type: str
    state:
      description: 'C(running), C(succeeded), C(failed) or C(unknown).'
      returned: always
      type: str
    status:
      description: 'State in the platform''s own words. Missing is an empty string.'
      returned: always
      type: str
    details:
      description: 'Details, as the platform gives them. Missing is an empty list.'
      returned: always
      type: list
      elements: raw
    messages:
      description: 'Messages of the run, each with level and message. Missing is an empty list.'
      returned: always
      type: list
      elements: raw
    errors:
      description: 'Texts of the messages of the level Error. A task that has some may have succeeded all the same.'
      returned: always
      type: list
      elements: raw
    output:
      description: 'Data that the task returned. Missing is an empty dictionary.'
      returned: always
      type: dict
    created_at:
      description: 'When the task was created; null if the platform sends its zero date. Missing is null.'
      returned: always
      type: str
    completed_at:
      description: 'When the task ended; may be null even after its end. Missing is null.'
      returned: always
      type: str
    cancellation_requested:
      description: 'Whether cancellation of the task was requested. Missing is null.'
      returned: always
      type: bool
    # end of fields
"""

from typing import TYPE_CHECKING, Any

from ansible_collections.audiocodes.live_platform.plugins.module_utils._gather.tasks import read_tasks
from ansible_collections.audiocodes.live_platform.plugins.module_utils._modules.run import LIST, run

if TYPE_CHECKING:
    from ansible.module_utils.basic import AnsibleModule

    from ansible_collections.audiocodes.live_platform.plugins.module_utils._client.client import Client


def tasks(module: AnsibleModule, client: Client) -> dict[str, Any]:
    """Return the result: the tasks in the order of their ids."""
    found = read_tasks(client, module.params["ids"])
    return {"changed": False, "tasks": found, "count": len(found)}


def main() -> None:
    """Run the module."""
    run({"ids": {**LIST, "required": True}}, tasks)


if __name__ == "__main__":
    main()
