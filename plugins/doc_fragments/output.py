# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Documentation that the actions which write files share: where files go, and which variables hosts are read from."""

from __future__ import annotations


class ModuleDocFragment:
    """Options of actions that write files."""

    DOCUMENTATION = r"""
options:
  dest:
    description:
      - Directory on the controller for the files. It is created if it does not exist. A relative path starts at the directory that the playbook was
        started in.
    type: path
    default: reports
  mode:
    description:
      - Permissions of the files, as an octal number in quotes.
    type: raw
    default: "0640"
"""

    # for those that read the hosts of inventory groups
    HOSTS = r"""
options:
  vars_prefix:
    description:
      - Prefix of the host variables, as in the option of the same name of the inventory plugin.
    type: str
    default: lp_
notes:
  - Hosts without the variable C(lp_kind) are neither services nor customers. They are left out, and a warning counts them.
"""
