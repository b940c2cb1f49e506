# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Options, filters and sizes that all modules that read records share."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime, timezone
from typing import Any

from ansible.module_utils.basic import AnsibleModule

from ansible_collections.audiocodes.live_platform.plugins.module_utils._modules.run import LIST, Result
from ansible_collections.audiocodes.live_platform.plugins.module_utils._options import (
    environment,
)
from ansible_collections.audiocodes.live_platform.plugins.module_utils._records import completeness
from ansible_collections.audiocodes.live_platform.plugins.module_utils._records.name_patterns import all_names
from ansible_collections.audiocodes.live_platform.plugins.module_utils._topology import (
    field_names,
    totals,
    vocabularies,
)
from ansible_collections.audiocodes.live_platform.plugins.module_utils._topology.selection import Selection
from ansible_collections.audiocodes.live_platform.plugins.module_utils.reading import (
    selecting_nobody,
)

# what to do with unknown filter values
UNKNOWN_VALUES: dict[str, Any] = {
    "unknown_values": {
        "type": "str",
        "choices": list(vocabularies.UNKNOWN_VALUES),
        "fallback": (environment.env_unless_blank, [f"{environment.ENV_PREFIX}UNKNOWN_VALUES"]),
    }
}
SIZE: dict[str, Any] = {"fields": LIST, "summary_only": {"type": "bool", "default": False}}
# totals that a list of only services, or only customers, cannot have
_NO_TOTALS = {
    "service": ("customers", *totals.CUSTOMER_SUMS),
    "customer": ("services", "services_disabled", "trials", "statuses", "sources", *totals.SERVICE_SUMS),
}


def nobody(module: AnsibleModule) -> bool:
    """Return whether an option selects no record, so that nothing has to be read."""
    return bool(selecting_nobody(module.params))


def listed(
    module: AnsibleModule, kind: str, idents: Sequence[str] | None, read: Callable[[], list[Result]]
) -> list[Result]:
    """Return the result of `read`, or an empty list if an option selects nobody.

    Raises `DataError` if a complete list (`idents` not given) has fewer rows than its minimum.
    """
    least = completeness.minimums(module.params.get)[kind]
    if nobody(module):
        return []
    found = read()
    if not idents:
        completeness.check_minimum(kind, len(found), least)
    return found


def filtered(module: AnsibleModule, key: str, found: list[Result], wanted: Selection) -> Result:
    """Return the result of an info module: the records that pass the filters, as `key`, and `count`.

    An empty result is fine. An unknown filter value is probably misspelled: it causes a warning, or `OptionError`.
    """
    params = module.params
    if not nobody(module):
        warnings = vocabularies.check(found, wanted, params.get("unknown_values"))
        unused = wanted.idle_names(all_names(found))
        warnings += [f"names: no record is named {', '.join(unused)}"] if unused else []
        for warning in [*warnings, *vocabularies.check_labels(found, params.get("labels"))]:
            module.warn(warning)
    kept = wanted.passing(found)
    return {"changed": False, key: kept, "count": len(kept)}


def smaller(
    params: Mapping[str, Any],
    kind: str,
    kept: Iterable[str] = (),
    count: Callable[[list[Result]], Result] | None = None,
) -> Callable[[Result], Result]:
    """Return a function that reduces a result with records of `kind`, such as `service`, as the options in SIZE say.

    The fields in `kept` always stay. `count` returns the totals of records that are neither services nor customers.
    Raises `OptionError` for an unknown field, so call this before reading anything.
    """
    key = f"{kind}s"
    chosen = field_names.fields(params.get("fields") or (), kind).union(field_names.IDENTITY, kept)

    def counted(result: Result) -> Result:
        rest = {name: value for name, value in result.items() if name != key}
        return {**rest, "totals": (count or _totals)(result[key])}

    def _totals(records: list[Result]) -> Result:
        services, customers = (records, []) if kind == "service" else ([], records)
        found = totals.of(services, customers, datetime.now(timezone.utc).date())
        found["license_families"] = totals.by(records, "license_family")
        return {name: value for name, value in found.items() if name not in _NO_TOTALS[kind]}

    def reduced(result: Result) -> Result:
        kept = [{name: value for name, value in record.items() if name in chosen} for record in result[key]]
        return {**result, key: kept}

    if params.get("summary_only"):
        return counted
    return reduced if params.get("fields") else lambda result: result
