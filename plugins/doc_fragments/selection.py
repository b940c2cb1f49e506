# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Documentation of the options by which modules choose records, and what they return of each."""

from __future__ import annotations


class ModuleDocFragment:
    """One section for all modules that choose records, others for options that several of them have."""

    DOCUMENTATION = r"""
options:
  license_types:
    description:
      - Only objects with one of these license types, such as V(pro) or V(hosted_pro). Case does not matter.
      - See O(unknown_values) for a type that is not known.
    type: list
    elements: str
  names:
    description:
      - Only objects whose short or full name is in this list, or matches an entry as a shell pattern such as V(acme*). Case
        does not matter, nor do blanks around a name.
      - An entry that is the name of an object, such as V([VIP] Acme), is that name and not a pattern. An entry that matches
        nothing causes a warning.
    type: list
    elements: str
  unknown_values:
    description:
      - What to do about license types, statuses and sources in the options of this task that are neither known nor in the
        data. By default, a value that differs by at most two letters from a known one is an error, and any other causes a
        warning.
      - With V(error) each of them is an error, with V(warn) a warning.
      - Default from the environment variable E(LIVE_PLATFORM_UNKNOWN_VALUES).
    type: str
    choices: [error, warn]
    version_added: 1.1.0
notes:
  - If an option that chooses records is an empty list, it selects nothing, so that a computed list never means everything
    by mistake. The count is 0 then, and nothing is read. Blank text means that the option is not given.
"""

    # what each record holds
    RECORDS = r"""
options:
  fields:
    description:
      - Names of the record fields to keep, or shell patterns such as V(devices_*); all fields by default. Identity (C(kind),
        C(id) and C(ump_customer_guid), where a record has them) is always kept.
      - This keeps the result small if there are many records. Filters see every field.
    type: list
    elements: str
  labels:
    description:
      - "Your own labels by license type, such as V({pro: Gold}), for the field C(license_label)."
      - A license type that is neither known nor in the data causes a warning.
    type: dict
  include_raw:
    description:
      - Add the platform's own row to each record as C(raw), without passwords and secrets.
    type: bool
    default: false
"""

    # one request for each of many objects
    MANY = r"""
options:
  parallel:
    description:
      - How many customers are worked on at once. O(rate_limit) applies to all of them together.
    type: int
    default: 8
"""

    # for those that read customers one by one
    FAILURES = r"""
options:
  ignore_errors_for:
    description:
      - Customers whose failure does not fail the task. An entry is an HTTP status such as V(404), a GUID, or a short name as
        in O(names); V(*) stands for all.
      - An entry that matches no customer causes a warning, unless O(guids) is given.
    type: list
    elements: str
"""
