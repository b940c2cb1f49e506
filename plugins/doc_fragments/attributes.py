# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Documentation of what modules support."""

from __future__ import annotations


class ModuleDocFragment:
    """One section for all modules, one for those that only read."""

    # every module
    DOCUMENTATION = r"""
options: {}
attributes:
  check_mode:
    description: Can run in C(check_mode) and return changed status prediction without modifying target.
  diff_mode:
    description: Will return details on what has changed (or possibly needs changing in check_mode), when in diff mode.
  platform:
    description: Platform or operating system on which the module runs. It only communicates with Live Platform over HTTPS.
    platforms: posix
    support: full
"""

    # modules that only read
    INFO_MODULE = r"""
options: {}
attributes:
  check_mode:
    support: full
    details:
      - This module does not change anything.
  diff_mode:
    support: N/A
    details:
      - This module does not change anything.
  idempotent:
    description: When run twice in a row outside check mode, with the same arguments, the second run changes nothing.
    support: full
    details:
      - This module does not change anything.
"""

    # modules that change something on the platform
    ACTING_MODULE = r"""
options: {}
attributes:
  check_mode:
    support: full
    details:
      - Reads and checks everything as in a real run, but sends no request that changes anything.
  diff_mode:
    support: full
  idempotent:
    description: When run twice in a row outside check mode, with the same arguments, the second run changes nothing.
    support: full
"""

    # actions that work on the controller
    LOCAL_ACTION = r"""
options: {}
notes:
  - A blank option has its default, so unanswered survey questions change nothing.
attributes:
  action:
    description: Indicates this has a corresponding action plugin so some parts of the options can be executed on the controller.
    support: full
  async:
    description: Supports being used with the C(async) keyword.
    support: none
  bypass_host_loop:
    description: Forces a global task that does not execute per host.
    support: none
    details: Run it once, from C(localhost).
  idempotent:
    description: When run twice in a row outside check mode, with the same arguments, the second invocation indicates no change.
  platform:
    description: Platform of the controller, where all the work is done.
    platforms: posix
    support: full
"""

    # actions that write files
    FILES = r"""
options: {}
attributes:
  check_mode:
    support: full
    details: Nothing is written in check mode.
  diff_mode:
    support: full
    details: Shows size, mode and checksum of a file before and after, never its content.
"""

    # modules that return nothing but facts
    FACTS_MODULE = r"""
options: {}
attributes:
  facts:
    description: Action returns an C(ansible_facts) dictionary that will update existing host facts.
    support: full
"""

    # members of the action group, which takes its defaults from module_defaults
    ACTIONGROUP = r"""
options: {}
attributes:
  action_group:
    description: Use C(group/audiocodes.live_platform.live_platform) in C(module_defaults) to set connection options once.
    support: full
    membership:
      - audiocodes.live_platform.live_platform
"""
