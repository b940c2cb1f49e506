# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Failures of modules that read many objects one by one: which of them may be ignored."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any

from ansible.module_utils.basic import AnsibleModule

from ansible_collections.audiocodes.live_platform.plugins.module_utils._modules.run import Result
from ansible_collections.audiocodes.live_platform.plugins.module_utils._records import name_patterns
from ansible_collections.audiocodes.live_platform.plugins.module_utils._records.name_patterns import covered, folded
from ansible_collections.audiocodes.live_platform.plugins.module_utils.errors import PartialError
from ansible_collections.audiocodes.live_platform.plugins.module_utils.text import one_line

Record = dict[str, Any]

# what an HTTP status looks like
_STATUS = re.compile("[1-5][0-9][0-9]")


def warn_of_idle(module: AnsibleModule, known: Iterable[Result]) -> None:
    """Warn about entries of `ignore_errors_for` that match no customer. Does nothing if `guids` is set."""
    unused = idle(module.params["ignore_errors_for"] or (), known) if module.params["guids"] is None else []
    if unused:
        module.warn(f"ignore_errors_for: no customer has the name or GUID {', '.join(unused)}")


def with_failures(
    result: Result,
    failed: list[Result],
    ignored: Sequence[str] | None,
    known: Iterable[Result] = (),
    what: str = "customer",
) -> Result:
    """Return the result with `failed_items`. Raises `PartialError` with it if a failure may not be ignored.

    `known`: the objects that were asked for, `what` is what one of them is called.
    """
    result["failed_items"] = failed
    grave = serious(failed, ignored or (), known)
    if grave:
        first = grave[0]
        many = f"{len(grave)} {what}s" if len(grave) > 1 else f"1 {what}"
        name = one_line(first["name"] or first.get("ump_customer_guid") or first["id"])
        raise PartialError(f"{many} could not be read, beginning with {name}: {first['msg']}", result)
    return result


def serious(failed: Iterable[Record], ignored: Sequence[str], known: Iterable[Record] = ()) -> list[Record]:
    """Return the failures that are not ignored by HTTP status (such as 404), GUID, or a name or pattern of names.

    `known`: all requested customers; their names are not read as patterns.
    """
    failed = list(failed)
    wanted = set(map(folded, ignored)) - {""}
    names = covered(wanted, [folded(item["name"]) for item in (*known, *failed)])
    return [item for item in failed if not (_exact(item) & wanted or folded(item["name"]) in names)]


def idle(ignored: Sequence[str], known: Iterable[Record]) -> list[str]:
    """Return the entries of a list of errors to ignore that are neither a status nor about one of the customers."""
    known = list(known)
    guids = {folded(item["ump_customer_guid"]) for item in known}
    unused = name_patterns.idle(ignored, (item["name"] for item in known))
    return [entry for entry in unused if entry not in guids and not _STATUS.fullmatch(entry)]


def _exact(failure: Record) -> set[str]:
    return {str(failure["status"]), folded(failure.get("ump_customer_guid", failure.get("id")))}
