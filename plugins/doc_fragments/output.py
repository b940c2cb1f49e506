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

    # for those that compare all customers with the license of the instance
    POOL = r"""
options:
  pool_users:
    description:
      - Number of users in the license of the whole instance. Blank means that it is not asked.
      - The seats that all customers have acquired count against it, without those of customers whose users do not count (Hosted Essentials). That
        these seats are what counts is inferred; users in use are shown beside them.
      - The platform's API does not tell the license of the instance. It is in the portal.
      - The options C(pool_*) are about one platform. If there are hosts or records of more than one, the task fails.
      - If the job sees only some of the platform's customers, because of groups, filters or kinds that were not read, the pool is not judged, with a
        warning.
    type: int
    version_added: 1.1.0
  pool_tenants:
    description:
      - Number of tenants in the license of the whole instance. The number of customers counts against it. Blank means that it is not asked.
    type: int
    version_added: 1.1.0
  pool_expires:
    description:
      - The last day of the license of the instance, such as C(2026-12-31). Blank means that it is not asked.
    type: str
    version_added: 1.1.0
  pool_warning_percent:
    description:
      - Share of O(pool_users) and O(pool_tenants), in percent, at which the pool is near its limit. At most 100. The default is that of the vendor's
        example for users.
    type: float
    default: 90
    version_added: 1.1.0
  pool_grace_percent:
    description:
      - Share of O(pool_users) and O(pool_tenants), in percent, up to which more than the license counts as grace, and above which the pool is over. At
        least 100. The default is that of the vendor's example for users, where the additional users are temporary.
    type: float
    default: 110
    version_added: 1.1.0
"""
