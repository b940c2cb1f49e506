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

    # for those that write metrics
    METRICS = r"""
options:
  metrics_dest:
    description:
      - Directory for the file of the format V(prometheus), such as the one that a node exporter reads text files from. Blank means O(dest).
    type: path
    version_added: 1.1.0
  metrics_mode:
    description:
      - Permissions of the file of the format V(prometheus), as an octal number in quotes. The file has counts and no names of customers, unless
        they are asked for, and a node exporter runs as another user, so by default everybody can read it.
    type: raw
    default: "0644"
    version_added: 1.1.0
  metrics_push_url:
    description:
      - Address of a Prometheus Pushgateway, such as C(https://gateway.example.com:9091). Blank sends nothing. The format V(prometheus) is not
        needed for it.
      - Each platform is a group of its own there, with the labels C(job), C(platform) and C(report). The group is replaced, so nothing stays of
        an earlier run.
      - It is sent after the files are written. If it cannot be delivered, the task fails; the files and the result stay. In check mode nothing is
        sent.
      - An address that holds credentials is refused. It may start with C(http), unless a password or headers are sent to another machine.
      - Needs the Python libraries C(prometheus_client) and C(requests).
    type: str
    version_added: 1.1.0
  metrics_push_job:
    description:
      - The label C(job) of the groups.
    type: str
    default: live_platform
    version_added: 1.1.0
  metrics_push_grouping:
    description:
      - More labels of the groups, as a dictionary, such as C(environment). Names that metrics have already are refused, because a gateway would
        put these texts in their place without a word.
    type: dict
    default: {}
    version_added: 1.1.0
  metrics_push_username:
    description:
      - Name to sign in with at the gateway (HTTP Basic).
    type: str
    version_added: 1.1.0
  metrics_push_password:
    description:
      - Password to sign in with at the gateway; a secret. An automation controller keeps the arguments of a task, so give it the environment
        variable there.
      - Default from the environment variable E(LIVE_PLATFORM_METRICS_PUSH_PASSWORD).
    type: str
    version_added: 1.1.0
  metrics_push_headers:
    description:
      - More headers, for example C(Authorization); secret as well.
    type: dict
    default: {}
    version_added: 1.1.0
  metrics_push_validate_certs:
    description:
      - Whether the certificate of the gateway is verified.
    type: bool
    default: true
    version_added: 1.1.0
  metrics_push_ca_path:
    description:
      - File with the certificates to trust for the gateway, in PEM format, instead of those that the machine trusts.
    type: path
    version_added: 1.1.0
  metrics_push_timeout:
    description:
      - Seconds to wait for a whole answer of the gateway.
    type: float
    default: 20
    version_added: 1.1.0
  metrics_push_retries:
    description:
      - How often to try again, up to 10 times, when there was no answer, HTTP 429 or 5xx. The first wait is 2 seconds, and each one is twice as
        long as the one before.
    type: int
    default: 3
    version_added: 1.1.0
"""

    # for those whose metrics can be of single customers
    PER_CUSTOMER = r"""
options:
  metrics_per_customer:
    description:
      - Whether there are series of single customers in the metrics, with the labels C(customer) (name) and C(customer_id) (GUID), instead of one for
        all customers of a license type. Sums are the same.
      - Names of customers are then in the file and on the gateway, and a platform of 5,000 customers has tens of thousands of series.
    type: bool
    default: false
    version_added: 1.1.0
"""
