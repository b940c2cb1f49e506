# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""What of a report needs somebody: its rows, judged by a policy as compliance judges them. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from ansible_collections.audiocodes.live_platform.plugins.module_utils._topology.join import IDS
from ansible_collections.audiocodes.live_platform.plugins.module_utils.errors import DataError
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._outputs.text import plain
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._policy import attention, evaluate
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._policy.attention import Attention, full_subject
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._policy.gaps import Read
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._policy.policy import Policy
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._population.of_platform import of_hosts
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._population.pool import Pool, instance_of
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._population.rows import Row


def judged(
    rows: Iterable[Row],
    policy: Policy,
    groups: Mapping[str, Sequence[str]],
    today: date,
    read: Read | None = None,
    *,
    many: bool = False,
    pool: Pool | None = None,
) -> tuple[Attention, str]:
    """Return what needs somebody, and why nothing could be judged, which is empty when all is well.

    `groups` are the members of those inventory groups that the policy names, `read` the kinds that the source read. `many`:
    there is more than one platform. `pool`: the license of the instance. Where a record holds what its field cannot have, nobody
    is judged: every pair of rule and object counts as unjudged. Raises OptionError for a regular expression of the policy that
    takes too long.
    """
    found = of_hosts(map(_with_id, rows), groups)
    instances = [instance_of(pool)] if pool else []
    numbers = {"service": len(found.services), "customer": len(found.customers), "instance": len(instances)}
    try:
        outcome = evaluate.judge(
            found.services, found.customers, policy, today, found.groups, read, instances, brief=True
        )
    except DataError as error:
        unjudged = sum(numbers[rule.kind] for rule in policy.rules)
        return {**attention.nothing(), "policy": plain(policy.name), "unjudged": unjudged}, plain(error.message)
    return {
        "policy": plain(policy.name),
        "counts": attention.open_counts(outcome.findings),
        "rules": attention.rules(outcome.findings, today, many=many),
        "unjudged": evaluate.unjudged_count(outcome, policy, today, found.groups),
    }, ""


def subject_of(record: Mapping[str, Any], host: str, kind: str = "", *, many: bool = False) -> str:
    """Return what identifies an object in `attention`, `lapses` and `exceptions`: `service:42712`, `customer:GUID`.

    `host` stands in where the source left the id out; `kind` is for the customers that services carry. `many`: there is more
    than one platform, so that subjects name theirs (`service:42712@cloud`).
    """
    kind = kind or str(record.get("kind"))
    ident = record.get(IDS[kind])
    if ident in (None, ""):
        ident = _ident(record) if record.get("kind") == kind else ""
    return full_subject(str(record.get("platform") or ""), f"{kind}:{ident or host}", many=many)


def _ident(record: Mapping[str, Any]) -> str:
    """Return the id in a host's identity, without the name of the platform that may stand behind it."""
    return str(record.get("instance_id") or "").partition(":")[2].partition("@")[0]


def _with_id(row: Row) -> Row:
    """Return a row with an id: a report is written even where the source left it out, and the host's name tells who it is."""
    record = row["record"]
    key = IDS[record["kind"]]
    if key in record or _ident(record):
        return row
    return {**row, "record": {**record, key: row["host"]}}
