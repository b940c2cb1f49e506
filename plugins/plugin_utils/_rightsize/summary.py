# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The small dictionary that a run publishes: a verdict, counts and paths. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ansible_collections.audiocodes.live_platform.plugins.module_utils.text import one_line
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._outputs.text import counted, some, untemplatable
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._rightsize import plan
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._rightsize.document import SCHEMA, Document
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._rightsize.outcome import FAILED_STATES, Outcome
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._rightsize.plan import ACTIONS

Summary = dict[str, Any]

_LONGEST_MESSAGE = 300


def of_plan(
    document: Document,
    files: Mapping[str, str],
    *,
    apply: bool,
    max_changes: int,
    minimum: int,
    written: bool,
    reviewed: bool = False,
) -> Summary:
    """Return the summary of a plan that has not been applied. With `verdict` `failed` it never will be.

    `reviewed`: the plan comes from a file that somebody has looked at.
    """
    verdict, message = _verdict(document, apply, max_changes, minimum, reviewed)
    return {
        **failure(message),
        "verdict": verdict,
        "generated_on": document["generated_on"],
        "source": document["source"],
        "stale": _told(document["stale"]),
        "platform": untemplatable(document["platform"]),
        "counts": document["counts"],
        "seats": document["seats"],
        "files": untemplatable(dict(files)),
        "written": written,
    }


def of_outcome(planned: Mapping[str, Any], outcome: Outcome, files: Mapping[str, str], *, dry_run: bool) -> Summary:
    """Return the summary of a plan's outcome. A run in check mode has applied and written nothing."""
    counts = outcome["counts"]
    told = [f"{counts[state]} {state.replace('_', ' ')}" for state in FAILED_STATES if counts[state]]
    changed = {}
    if told:
        unsure = sum(
            item["state"] == "failed" and item["guid"] in outcome["uncertain"] for item in outcome["customers"]
        )
        told += [f"{unsure} of them may still be carried out"] if unsure else []
        message = f"{counted(len(outcome['customers']), 'change')}: {', '.join(told)}: {outcome['message']}"
        changed = {"verdict": "failed", "message": _told(message)}
    return {
        **planned,
        **changed,
        "applied": not dry_run,
        "results": counts,
        "uncertain": untemplatable(list(outcome["uncertain"])),
        "files": {**planned["files"], **untemplatable(dict(files))},
        "written": not dry_run,
    }


def failure(message: str) -> Summary:
    """Return the summary of a run that could not make a plan; it has the same keys as every other."""
    return {
        "schema": SCHEMA,
        "verdict": "failed",
        "message": _told(message),
        "generated_on": None,
        "source": None,
        "stale": "",
        "platform": None,
        "counts": dict.fromkeys(ACTIONS, 0),
        "seats": {"before": 0, "after": 0},
        "applied": False,
        "results": None,
        "uncertain": [],
        "files": {},
        "written": False,
    }


def _verdict(document: Document, apply: bool, max_changes: int, minimum: int, reviewed: bool) -> tuple[str, str]:
    """Return `ok`, `warning` or `failed`, and a line about it; the line is empty for `ok`."""
    counts = document["counts"]
    customers = len(document["customers"])
    if customers < minimum:
        return "failed", f"{counted(customers, 'customer')} found, at least {minimum} expected"
    if apply and document["stale"]:
        return "failed", f"nothing is changed based on {document['stale']}"
    if apply and not reviewed and (lost := plan.unread(document["customers"])):
        names = some([f"{plan.display_name(entry)} ({entry['reason']})" for entry in lost])
        return "failed", (
            f"nothing is changed while the platform's answer could not be read: {names}; "
            "leave these customers out with protect, waivers or names, or apply a reviewed plan"
        )
    if apply and counts["change"] > max_changes:
        return (
            "failed",
            f"{counted(counts['change'], 'change')} {'is' if counts['change'] == 1 else 'are'} planned, at most {max_changes} are allowed (max_changes)",
        )
    impossible = [f"changes that are not possible: {counts['not_possible']}"] if counts["not_possible"] else []
    told = [*impossible, *document["warnings"]]
    return ("warning", "; ".join(told)) if told else ("ok", "")


def _told(message: str) -> str:
    text: str = untemplatable(one_line(message, _LONGEST_MESSAGE))
    return text
