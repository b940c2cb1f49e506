# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Findings as samples of metrics: how many there are of each rule. Pure.

A rule that judged and found nothing has a zero. One that had nothing to judge, or could not judge
everybody of a platform, has none: that there is nothing to find is not known.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Mapping

from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._compliance.document import Document
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._outputs.prometheus import (
    Sample,
    read_times,
    sample,
)

_STATUSES = ("open", "waived")
UNJUDGED = "unjudged"


def samples(document: Document, report: str, read_at: Mapping[str, dt.datetime | None]) -> list[Sample]:
    """Return the samples. `report` is the name of the files, `read_at` platform -> when it was read, null if not known."""
    return [*_findings(document, report), *read_times(read_at, report)]


def _findings(document: Document, report: str) -> Iterator[Sample]:
    # an expired waiver is a finding of its own severity, so severity is part of what is counted
    counts: Counter[tuple[str, str, str, str]] = Counter()
    gaps = set()
    for finding in document["findings"]:
        counts[finding["platform"], finding["severity"], finding["rule"], finding["status"]] += 1
    for entry in document["unjudged"]:
        for item in entry["subjects"]:
            gaps.add((item["platform"], entry["rule"]))
            # a waiver accepts the others
            counts[item["platform"], entry["severity"], entry["rule"], UNJUDGED] += item["status"] == UNJUDGED
    for rule in document["rules"]:
        for platform in document["platforms"]:
            if rule["not_judged"] is None and (platform, rule["id"]) not in gaps:
                for status in _STATUSES:
                    counts.setdefault((platform, rule["severity"], rule["id"], status), 0)
    for (platform, severity, rule_id, status), count in counts.items():
        labels = {"severity": severity, "rule": rule_id, "status": status}
        yield from sample("live_platform_findings", count, platform=platform, report=report, **labels)
