# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Findings: their form, and how they are made from a rule and a record, or from an expired waiver. Pure Python."""

from __future__ import annotations

import hashlib
from datetime import date
from typing import Any, NamedTuple, TypedDict

from ansible_collections.audiocodes.live_platform.plugins.module_utils._topology.join import identity, platform_of
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._inputs.waivers import Waiver
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._policy.checks import Record
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._policy.policy import EXPIRED_WAIVER, Rule


class Finding(TypedDict):
    """One rule broken by one object. `id` is the same for the same rule and object every day."""

    id: str
    rule: str
    title: str
    severity: str
    status: str
    platform: str
    subject: str
    kind: str
    name: str
    license_type: str
    message: str
    evidence: dict[str, Any]
    remediation: str
    source: str
    waiver: dict[str, str] | None


class Subject(NamedTuple):
    """What findings say about their object, whatever the rule. `twin`: see `join.entry_key`."""

    ident: str
    platform: str
    twin: str
    name: str
    license_type: str

    @classmethod
    def of(cls, record: Record) -> Subject:
        """Return the subject of a record."""
        ident = identity(record)
        name = str(record.get("full_name") or record.get("name") or ident)
        twin = str(record.get("twin") or "")
        return cls(ident, platform_of(record), twin, name, str(record.get("license_type", "")))

    def finding_id(self, rule: str) -> str:
        """Return the id of the finding for a rule that this object breaks."""
        return finding_id(rule, self.platform, self.ident, self.twin)


def finding_id(rule: str, platform: str, subject: str, twin: str = "") -> str:
    """Return the id of a finding: a digest of the rule, the platform and the object (GUIDs regardless of case)."""
    text = f"{rule}\n{platform}\n{subject.lower()}" if platform else f"{rule}\n{subject.lower()}"
    if twin:
        text = f"{text}\ntwin:{twin}"
    return hashlib.sha256(text.encode(errors="surrogatepass")).hexdigest()[:16]


def broken(rule: Rule, record: Record, subject: Subject, waiver: Waiver | None, *, brief: bool = False) -> Finding:
    """Return the finding for a record that breaks a rule; `waiver` may accept it. A `brief` one has no id and no message."""
    return {
        "id": "" if brief else subject.finding_id(rule.id),
        "rule": rule.id,
        "title": rule.title,
        "severity": rule.severity,
        "status": "waived" if waiver else "open",
        "platform": subject.platform,
        "subject": subject.ident,
        "kind": rule.kind,
        "name": subject.name,
        "license_type": subject.license_type,
        "message": "" if brief else rule.check.message(record),
        "evidence": {field: record.get(field) for field in rule.check.fields},
        "remediation": rule.remediation,
        "source": rule.source,
        "waiver": waiver.shown() if waiver else None,
    }


def expired(waiver: Waiver, today: date) -> Finding:
    """Return the finding for a waiver that ended before today."""
    scope = ", ".join(f"{key} {value}" for key, value in sorted(waiver.scope.items()))
    subject = f"waiver:{waiver.rule}:{scope}"
    left = (today - waiver.until).days
    return {
        "id": finding_id(EXPIRED_WAIVER, "", subject),
        "rule": EXPIRED_WAIVER,
        "title": "A waiver has expired",
        "severity": "low",
        "status": "open",
        "platform": "",
        "subject": subject,
        "kind": "waiver",
        "name": f"{waiver.rule} for {scope}",
        "license_type": "",
        "message": f"the waiver of {waiver.owner} ended on {waiver.until}, {left} {'day' if left == 1 else 'days'} ago",
        "evidence": waiver.shown(),
        "remediation": "Fix what was waived, or agree on a new date.",
        "source": "",
        "waiver": None,
    }


def by_name(finding: Finding) -> tuple[str, str, str, str]:
    """Return the key that orders the findings of one rule."""
    return finding["name"].lower(), finding["subject"], finding["platform"], finding["id"]
