# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""What rules could not judge, as data of the document and as lines for people. Pure Python."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from ansible_collections.audiocodes.live_platform.plugins.module_utils._topology.join import identity, platform_of
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._outputs.text import counted, some
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._policy.evaluate import RANK, Unjudged
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._policy.gaps import LEFT_OUT, UNREAD

# choices of the option with this name
CHOICES = ("fail", "warn", "ignore")

# words that follow the fields
WORDS = {UNREAD: "could not be read", LEFT_OUT: "left out by the inventory source"}


def rows(pairs: Iterable[Unjudged]) -> list[dict[str, Any]]:
    """Return an entry for each rule and reason, most severe first, with the objects that were not judged.

    `count` is the number without a waiver, `waived` the number with one.
    """
    found: dict[tuple[str, str], dict[str, Any]] = {}
    for pair in pairs:
        rule = pair.rule
        entry = found.setdefault(
            (rule.id, pair.gap.why),
            {
                "rule": rule.id,
                "title": rule.title,
                "severity": rule.severity,
                "kind": rule.kind,
                "why": pair.gap.why,
                "fields": [],
                "count": 0,
                "waived": 0,
                "subjects": [],
            },
        )
        entry["fields"] += [field for field in pair.gap.fields if field not in entry["fields"]]
        entry["waived" if pair.waiver else "count"] += 1
        subject = identity(pair.record)
        entry["subjects"].append(
            {
                "id": pair.finding,
                "platform": platform_of(pair.record),
                "subject": subject,
                "name": str(pair.record.get("full_name") or pair.record.get("name") or subject),
                "license_type": str(pair.record.get("license_type") or ""),
                "status": "waived" if pair.waiver else "unjudged",
                "waiver": pair.waiver.shown() if pair.waiver else None,
            }
        )
    return sorted(found.values(), key=lambda entry: (-RANK[entry["severity"]], entry["rule"], entry["why"]))


def reason(entry: Mapping[str, Any]) -> str:
    """Return why the objects of an entry were not judged, such as `active_users could not be read`."""
    return f"{', '.join(entry['fields'])} {WORDS[entry['why']]}"


def failing(
    entries: Iterable[Mapping[str, Any]], fail_on: str, option: str, by_hand: bool = False
) -> list[Mapping[str, Any]]:
    """Return the entries that fail the verdict as a finding would.

    `by_hand`: these records come from no inventory source, so no source left out what they lack.
    """
    if option != "fail" or fail_on == "never":
        return []
    return [
        entry
        for entry in entries
        if entry["count"] and RANK[entry["severity"]] >= RANK[fail_on] and not (by_hand and entry["why"] == LEFT_OUT)
    ]


def message(entries: Sequence[Mapping[str, Any]], fail_on: str) -> str:
    """Return the line of a verdict that fails because of the entries from `failing`."""
    rules = list(dict.fromkeys(entry["rule"] for entry in entries))
    told = some([f"{entry['rule']} ({objects(entry)}: {reason(entry)})" for entry in entries])
    return f"{counted(len(rules), 'rule')} of severity {fail_on} or above could not judge everything: {told}"


def warnings(entries: Iterable[Mapping[str, Any]]) -> list[str]:
    """Return at most one warning for each reason, whatever the number of rules and objects."""
    open_ = [entry for entry in entries if entry["count"]]
    objects_of: dict[tuple[str, str], set[tuple[str, str]]] = {}
    lacking = set()
    for entry in open_:
        for field in entry["fields"]:
            if entry["why"] == LEFT_OUT:
                lacking.add(f"{field} of a {entry['kind']}")
            else:
                who = {(item["platform"], item["subject"]) for item in entry["subjects"] if item["status"] != "waived"}
                objects_of.setdefault((field, entry["kind"]), set()).update(who)
    told = []
    if objects_of:
        fields = [f"{field} of {counted(len(who), kind)}" for (field, kind), who in sorted(objects_of.items())]
        told.append(
            f"{_rules(open_, UNREAD)} could not judge everything, because the platform's answer could not be read: {some(fields)}"
        )
    if lacking:
        missing = f"{', '.join(sorted(lacking))} {'is' if len(lacking) == 1 else 'are'} missing"
        told.append(f"rules could not be applied because {missing} (does the source set fields?)")
    return told


def objects(entry: Mapping[str, Any]) -> str:
    """Return the number of objects of an entry without a waiver, with their kind."""
    return counted(entry["count"], entry["kind"])


def numbers(entries: Iterable[Mapping[str, Any]]) -> Counter[str]:
    """Return rule -> the number of objects that it could not judge and that have no waiver."""
    found: Counter[str] = Counter()
    for entry in entries:
        found[entry["rule"]] += entry["count"]
    return found


def _rules(entries: Iterable[Mapping[str, Any]], why: str) -> str:
    return counted(len({entry["rule"] for entry in entries if entry["why"] == why}), "rule")
