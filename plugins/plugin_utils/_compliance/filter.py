# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The implementation of the filter `compliance_findings`."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timezone
from typing import Any

from ansible_collections.audiocodes.live_platform.plugins.module_utils._topology import vocabularies
from ansible_collections.audiocodes.live_platform.plugins.module_utils.errors import OptionError
from ansible_collections.audiocodes.live_platform.plugins.module_utils.reading import called, is_blank
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._compliance import unjudged_entries
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._inputs.values import day
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._outputs.text import plain
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._policy import evaluate, sources
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._policy.gaps import UNREAD
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils.trust import Protector


def judged(platform: Any, policy: Any = None, waivers: Any = None, today: Any = None) -> tuple[Any, list[str]]:
    """Return the findings about the services and customers of a topology, as text that is never rendered as a template.

    Also returns warnings about misspelled values in the policy and about what could not be judged. `platform` is the fact
    of topology_facts, or another dictionary with `services`, `customers` or both.
    """
    if not isinstance(platform, Mapping) or not {"services", "customers"} & platform.keys():
        raise OptionError("expected a dictionary with services and customers, such as the fact live_platform")
    records = {kind: _records(platform.get(f"{kind}s"), kind) for kind in ("service", "customer")}
    date = datetime.now(timezone.utc).date() if is_blank(today) else day(plain(today), "today")
    rules = sources.policy_of(policy, None, waivers, date)
    warnings = vocabularies.check_policy([item for rule in rules.rules for item in rule.wanted], records)
    found = evaluate.judge(records["service"], records["customer"], rules, date)
    # fields that a record does not have were left out on purpose
    unread = list(evaluate.unjudged(found, rules, date, whys=[UNREAD]))
    warnings += unjudged_entries.warnings(unjudged_entries.rows(unread))
    return Protector()(plain(found.findings)), plain(warnings)


def _records(records: Any, kind: str) -> list[dict[str, Any]]:
    if records is None:
        return []
    if not isinstance(records, (list, tuple)):
        raise OptionError(f"{kind}s must be a list of records, not {called(records)}")
    key = "id" if kind == "service" else "ump_customer_guid"
    for number, record in enumerate(records, 1):
        if not isinstance(record, Mapping) or record.get("kind") != kind or key not in record:
            raise OptionError(f"{kind}s: item {number} is not a record of a {kind}")
    return [plain(record) for record in records]
