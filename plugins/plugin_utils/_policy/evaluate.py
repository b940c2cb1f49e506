# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Records judged by a policy: findings. Pure Python, one pass, no clock of its own."""

from __future__ import annotations

import contextlib
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from ansible_collections.audiocodes.live_platform.plugins.module_utils._topology.join import (
    EntryKey,
    entry_key,
    identity,
    platform_of,
)
from ansible_collections.audiocodes.live_platform.plugins.module_utils.errors import DataError, OptionError
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._inputs.waivers import Index, Waiver
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._policy import gaps, matching
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._policy.checks import Record, Test
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._policy.findings import (
    Finding,
    Subject,
    broken,
    by_name,
    expired,
)
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._policy.gaps import (
    DEFECTS,
    NOT_ASKED,
    UNREAD,
    Gap,
    Part,
    Read,
)
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._policy.policy import (
    EXPIRED_WAIVER,
    SEVERITIES,
    Policy,
    Rule,
)

RANK = {severity: rank for rank, severity in enumerate(SEVERITIES)}
FAIL_ON = ("never", *SEVERITIES[1:])
# how many records a rule tests in one go
_AT_ONCE = 500
# errors that the tests of a rule may raise
_FAILURES = (
    matching.TooSlowError,
    matching.OtherThreadError,
    TypeError,
    ValueError,
    AttributeError,
    KeyError,
    OverflowError,
)


class Unjudged(NamedTuple):
    """A rule that could not judge a record. `waiver` is the waiver that accepts this."""

    rule: Rule
    record: Record
    gap: Gap
    waiver: Waiver | None

    @property
    def finding(self) -> str:
        """The id that the finding would have."""
        return Subject.of(self.record).finding_id(self.rule.id)


class Judgement(NamedTuple):
    """The result of judging: the findings, and kind -> the records, grouped by what could be judged about them."""

    findings: list[Finding]
    parts: dict[str, list[Part]]


def evaluate(
    services: Iterable[Record],
    customers: Iterable[Record],
    policy: Policy,
    today: date,
    groups: Mapping[EntryKey, Iterable[str]] | None = None,
) -> list[Finding]:
    """Return the findings of `judge`."""
    return judge(services, customers, policy, today, groups).findings


def judge(
    services: Iterable[Record],
    customers: Iterable[Record],
    policy: Policy,
    today: date,
    groups: Mapping[EntryKey, Iterable[str]] | None = None,
    read: Read | None = None,
    instances: Iterable[Record] = (),
    *,
    brief: bool = False,
) -> Judgement:
    """Return the findings, most severe first, then by rule, name and id: the same data always gives the same list.

    `services` and `customers` are records from `join.join`, `instances` those of `pool.instance_of`. `groups` maps an
    object's `key` to its inventory groups, for rules whose scope names groups; without it those rules apply to nothing.
    `read` are the kinds that the source read. A finding with a waiver stays in the list with the status `waived`; an
    expired waiver is a finding of its own. A rule does not judge a record if one of its fields could not be read. Brief
    findings have no id and no message, and are ordered only by rule; that costs less.

    Raises `DataError` if a record holds a value that its field cannot have, and `OptionError` for a regular
    expression that takes too long.
    """
    services, customers, instances = list(services), list(customers), list(instances)
    current = _current(policy, today, [*services, *customers, *instances])
    found = {EXPIRED_WAIVER: [expired(waiver, today) for waiver in policy.waivers if waiver.until < today]}
    sorted_out = parts(services, customers, policy, read, instances)
    for kind, of_kind in sorted_out.items():
        rules = [rule for rule in policy.rules if rule.kind == kind]
        with matching.bounded():
            for part in of_kind if rules else ():
                for rule, findings in _of_part(part, rules, current, groups or {}, brief).items():
                    found.setdefault(rule, []).extend(findings)
    # sorting one short list for each rule is faster than sorting one long list
    by_severity = sorted((-RANK[of_rule[0]["severity"]], rule) for rule, of_rule in found.items() if of_rule)
    findings = [
        finding
        for _rank, rule in by_severity
        for finding in (found[rule] if brief else sorted(found[rule], key=by_name))
    ]
    return Judgement(findings, sorted_out)


def parts(
    services: Sequence[Record],
    customers: Sequence[Record],
    policy: Policy,
    read: Read | None = None,
    instances: Sequence[Record] = (),
) -> dict[str, list[Part]]:
    """Return kind -> the records, grouped by what the policy can judge about them. Raises as `judge` does."""
    doubtful = gaps.doubtful_joins(services)
    found: dict[str, list[Part]] = {}
    with matching.bounded():
        kinds = (("service", services, ()), ("customer", customers, doubtful), ("instance", instances, ()))
        for kind, records, there in kinds:
            rules = [rule for rule in policy.rules if rule.kind == kind]
            found[kind] = [small for part in gaps.parts(records, rules, read, there) for small in _split(part)]
    return found


def _split(part: Part) -> list[Part]:
    """Split a part by the rules that are not about its records, as far as their scope could be read."""
    scopes = {rule: gap.scope for rule, gap in part.gaps.items() if gap.why in DEFECTS and gap.scope}
    if not scopes:
        return [part]
    found: dict[frozenset[str], list[Record]] = {}
    record: Record | None = None
    rule = ""
    try:
        for record in part.records:
            outside = []
            for rule, scope in scopes.items():
                if not all(test(record) for test in scope):
                    outside.append(rule)
            found.setdefault(frozenset(outside), []).append(record)
    except _FAILURES as error:
        raise _refusal(error, f"rule {rule}", record) from error
    return [
        Part(records, {rule: gap for rule, gap in part.gaps.items() if rule not in outside}, outside)
        for outside, records in found.items()
    ]


def unjudged(
    judged: Judgement,
    policy: Policy,
    today: date,
    groups: Mapping[EntryKey, Iterable[str]] | None = None,
    whys: Iterable[str] = DEFECTS,
) -> Iterator[Unjudged]:
    """Yield the pairs of rule and record that could not be judged, for the reasons `whys`, each with its waiver."""
    whys = frozenset(whys)
    records = [record for of_kind in judged.parts.values() for part in of_kind for record in part.records]
    current = _current(policy, today, records)
    for rule in policy.rules:
        for part in judged.parts[rule.kind]:
            gap = part.gaps.get(rule.id)
            if gap is None or gap.why not in whys:
                continue
            for record in part.records:
                if rule.groups is None or not rule.groups.isdisjoint((groups or {}).get(entry_key(record), ())):
                    subject = identity(record)
                    yield Unjudged(rule, record, gap, current.first(rule.id, subject, record))


def unjudged_count(
    judged: Judgement,
    policy: Policy,
    today: date,
    groups: Mapping[EntryKey, Iterable[str]] | None = None,
) -> int:
    """Return the number of pairs of `unjudged` without a waiver. Pairs are checked one by one only if that is necessary."""
    if any(waiver.until >= today for waiver in policy.waivers) or any(rule.groups is not None for rule in policy.rules):
        return sum(pair.waiver is None for pair in unjudged(judged, policy, today, groups))
    return sum(
        len(part.records)
        for rule in policy.rules
        for part in judged.parts[rule.kind]
        if (gap := part.gaps.get(rule.id)) and gap.why in DEFECTS
    )


def _current(policy: Policy, today: date, records: Sequence[Record]) -> Index:
    return Index((waiver for waiver in policy.waivers if waiver.until >= today), records)


def _of_part(
    part: Part,
    rules: Sequence[Rule],
    waivers: Index,
    groups: Mapping[EntryKey, Iterable[str]],
    brief: bool,
) -> dict[str, list[Finding]]:
    """Return rule -> its findings, in the order of the records."""
    able = [rule for rule in rules if rule.id not in part.gaps and rule.id not in part.outside]
    if not able:
        _check_identities(part.records, rules[0])
    found: dict[str, list[Finding]] = {rule.id: [] for rule in able}
    waived = frozenset(rule.id for rule in able if waivers.of_rule(rule.id))
    # Many records for one rule cost less than many rules for one record. But there must not be so many records that they leave
    # the processor's cache before the next rule.
    for start in range(0, len(part.records), _AT_ONCE):
        records = part.records[start : start + _AT_ONCE]
        subjects: dict[int, Subject] = {}
        for rule in able:
            record: Record | None = None
            try:
                for record in _broken_by(rule, records, groups):
                    subject = subjects.get(id(record)) or subjects.setdefault(id(record), Subject.of(record))
                    waiver = waivers.first(rule.id, subject.ident, record) if rule.id in waived else None
                    found[rule.id].append(broken(rule, record, subject, waiver, brief=brief))
            except _FAILURES as error:
                raise _refusal(error, f"rule {rule.id}", record) from error
    return found


def _check_identities(records: Iterable[Record], rule: Rule) -> None:
    """Raise `DataError` for a record without an identity, even if no rule can judge it."""
    record: Record | None = None
    try:
        for record in records:
            identity(record)
    except _FAILURES as error:
        raise _refusal(error, f"rule {rule.id}", record) from error


def _broken_by(rule: Rule, records: Sequence[Record], groups: Mapping[EntryKey, Iterable[str]]) -> Sequence[Record]:
    """Return the records that break a rule. Raises as `judge` does."""
    left = records
    if rule.groups is not None:
        left = [record for record in left if not rule.groups.isdisjoint(groups.get(entry_key(record), ()))]
    for test in rule.tests:
        try:
            left = list(filter(test, left))
        except _FAILURES as error:
            raise _refusal(error, f"rule {rule.id}", _refused(test, left)) from error
    return left


def _refused(test: Test, records: Iterable[Record]) -> Record | None:
    """Return the first record that a test cannot be applied to."""
    for record in records:
        try:
            test(record)
        except _FAILURES:
            return record
    return None


def _refusal(error: Exception, rule: str, record: Record | None) -> OptionError | DataError:
    """Return the error for a rule that cannot be applied to a record."""
    if isinstance(error, matching.TooSlowError):
        return OptionError(
            f"policy: {rule}: the regular expression {error} took more than {matching.MOST_SECONDS:g} s of processor "
            "time, and on some texts it would never end",
            hint="put no repetition into another one, as in (a+)+",
        )
    if isinstance(error, matching.OtherThreadError):
        return OptionError(
            f"policy: {rule}: regular expressions work in the main thread of a process only, since "
            "their time cannot be limited in another one",
        )
    subject = "a record"
    with contextlib.suppress(KeyError):
        subject = identity(record or {})
    return DataError(f"{subject}: {rule} cannot be applied: {error}")


def counts(findings: Iterable[Finding]) -> dict[str, int]:
    """Return the number of open findings by severity, every severity included, and the number of waived ones."""
    result = {**dict.fromkeys(reversed(SEVERITIES), 0), "waived": 0}
    for finding in findings:
        result[finding["severity"] if finding["status"] == "open" else "waived"] += 1
    return result


def failing(findings: Iterable[Finding], fail_on: str) -> list[Finding]:
    """Return the open findings that are at least as severe as `fail_on`; none for `never`."""
    if fail_on == "never":
        return []
    return [item for item in findings if item["status"] == "open" and RANK[item["severity"]] >= RANK[fail_on]]


def compared(
    findings: Sequence[Finding], baseline: Iterable[str], unjudged_ids: Collection[str] | None = ()
) -> dict[str, list[str]]:
    """Return the ids that are `new`, `persisting`, `fixed` or `carried` compared with an earlier run.

    Carried findings were not judged this time: those in `unjudged_ids`, or all that are gone if it is None. Waived
    findings count like others: they exist.
    """
    before = list(dict.fromkeys(baseline))
    now = [item["id"] for item in findings]
    known, current = set(before), set(now)
    gone = [ident for ident in before if ident not in current]
    return {
        "new": [ident for ident in now if ident not in known],
        "persisting": [ident for ident in now if ident in known],
        "fixed": [ident for ident in gone if unjudged_ids is not None and ident not in unjudged_ids],
        "carried": [ident for ident in gone if unjudged_ids is None or ident in unjudged_ids],
    }


def not_judged(
    services: Sequence[Record],
    customers: Sequence[Record],
    policy: Policy,
    groups: Mapping[EntryKey, Iterable[str]] | None = None,
    read: Read | None = None,
    judged: Mapping[str, Sequence[Part]] | None = None,
    instances: Sequence[Record] = (),
) -> dict[str, str]:
    """Return rule -> why it judged nothing: no object of its kind, no object with its fields known, no groups.

    A rule about data that was not read has no findings, but nothing complies with it either. `groups` as for `judge`;
    `judged` are its parts.
    """
    by_kind = {"service": services, "customer": customers, "instance": instances}
    sorted_out = parts(services, customers, policy, read, instances) if judged is None else judged
    reasons = {}
    for rule in policy.rules:
        if not by_kind[rule.kind] and rule.kind == "instance":
            reasons[rule.id] = f"not asked: {_asks(rule.fields)} not given"
        elif not by_kind[rule.kind]:
            asked = not read or any(f"{rule.kind}s" in kinds for kinds in read.values())
            reasons[rule.id] = f"there is no {rule.kind}" if asked else f"the source does not read {rule.kind}s"
        elif rule.groups is not None and not groups:
            reasons[rule.id] = "the source knows no inventory groups"
        else:
            about = _parts_about(rule, sorted_out[rule.kind], groups or {})
            if about and all(rule.id in part.gaps for part in about):
                reasons[rule.id] = _because(rule, [part.gaps[rule.id] for part in about])
    return reasons


def _parts_about(rule: Rule, found: Iterable[Part], groups: Mapping[EntryKey, Iterable[str]]) -> list[Part]:
    """Return the parts with a record that a rule may be about."""
    inside = [part for part in found if rule.id not in part.outside]
    if rule.groups is None:
        return inside
    return [
        part
        for part in inside
        if any(not rule.groups.isdisjoint(groups.get(entry_key(record), ())) for record in part.records)
    ]


def _because(rule: Rule, found: Sequence[Gap]) -> str:
    unread = dict.fromkeys(field for gap in found if gap.why == UNREAD for field in gap.fields)
    lacking = {field for gap in found if gap.why != UNREAD for field in gap.fields}
    told = [f"{', '.join(unread)} could not be read"] if unread else []
    named = [field for field in rule.fields if field in lacking]
    if named and rule.kind == "instance" and all(gap.why == NOT_ASKED for gap in found):
        told.append(f"not asked: {_asks(named)} not given")
    elif named:
        told.append(f"no {rule.kind} knows {', '.join(named)}")
    return "; ".join(told)


def _asks(fields: Iterable[str]) -> str:
    """Return the options behind the fields of a rule about an instance, with their verb."""
    asked = [field for field in fields if field.startswith("pool_")]
    return f"{', '.join(asked)} {'is' if len(asked) == 1 else 'are'}"


def unused_waivers(
    findings: Iterable[Finding],
    records: Iterable[Record],
    policy: Policy,
    judged: Iterable[str],
    today: date,
    accepted: Iterable[Unjudged] = (),
) -> list[Waiver]:
    """Return the current waivers that cover no finding: the problem is fixed, or the waiver is misspelled.

    Only waivers of rules in `judged` (ids): for others, nobody knows what they would cover. `accepted` are pairs that
    could not be judged; a waiver of such a pair is in use.
    """
    records = list(records)
    # several records if hosts disagree about an object
    objects: dict[tuple[str, str], list[Record]] = {}
    for record in records:
        objects.setdefault((platform_of(record), identity(record)), []).append(record)
    waived = {
        *((pair.rule.id, platform_of(pair.record), identity(pair.record)) for pair in accepted if pair.waiver),
        *((item["rule"], item["platform"], item["subject"]) for item in findings if item["status"] == "waived"),
    }
    rules = frozenset(judged)
    current = _current(policy, today, records)
    used = {
        place
        for rule, platform, subject in waived
        if rule in rules
        for record in objects[platform, subject]
        for place in current.covering(rule, subject, record)
    }
    asked = {place for rule in rules for place in current.of_rule(rule)}
    return [current.waivers[place] for place in sorted(asked - used)]
