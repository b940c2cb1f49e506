# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Documentation that modules which select records share."""

from __future__ import annotations


class ModuleDocFragment:
    """What an empty list and an unknown value mean."""

    DOCUMENTATION = r"""
options:
  unknown_values:
    description:
      - What to do about license types, statuses and sources in the options of this task that are neither known nor in the
        data. By default one that differs by at most two letters from a known value is an error, any other a warning.
      - With V(error) each of them is an error, with V(warn) a warning.
      - Default from the environment variable E(LIVE_PLATFORM_UNKNOWN_VALUES).
    type: str
    choices: [error, warn]
notes:
  - An option that selects records and is given an empty list selects nobody, so that a list which an expression computes never
    means everything. The count is 0 then, and nothing is read. Blank text means that the option is not given.
"""
