# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Documentation of the options of modules that wait for tasks of the platform."""

from __future__ import annotations


class ModuleDocFragment:
    """Options of modules that change something."""

    DOCUMENTATION = r"""
options:
  wait:
    description:
      - Whether to wait for the tasks that the platform starts, and then read the result back.
      - With V(false), the state of such a change is V(started), the result names its tasks, and
        M(audiocodes.live_platform.task_info) returns their state.
    type: bool
    default: true
  wait_timeout:
    description:
      - Seconds to wait for each task.
    type: float
    default: 600
"""
