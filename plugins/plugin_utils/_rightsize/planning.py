# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Makes a plan from checked options and the variables of a play."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from ansible_collections.audiocodes.live_platform.plugins.module_utils._records import name_patterns
from ansible_collections.audiocodes.live_platform.plugins.module_utils._topology import totals, vocabularies
from ansible_collections.audiocodes.live_platform.plugins.module_utils._topology.join import identity, platform_of
from ansible_collections.audiocodes.live_platform.plugins.module_utils.errors import DataError, OptionError
from ansible_collections.audiocodes.live_platform.plugins.module_utils.text import one_line
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._inputs import waivers
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._inputs.given import given, given_waivers
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._outputs.text import counted, some
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._population import believed
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._population.believed import Origin
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._population.from_inventory import Needs
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._population.of_platform import (
    Population,
    of_results,
    read,
)
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._rightsize import plan, tier_rules
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._rightsize.document import Document, build
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._rightsize.options import PlanOptions

_NO_PLATFORM = "the customers do not name their platform (lp_platform)"

_NEEDS = Needs(
    "left out",
    "hosts lack variables that a plan needs: {} (does the source set fields?)",
    frozenset(f"{start}{name}" for start in ("", "customer_") for name in ("active_users", "licensed_users")),
)


def planned(options: PlanOptions, task_vars: Mapping[str, Any], folders: Sequence[Path]) -> tuple[Document, str]:
    """Return (the plan of the selected customers, the reason if there are none and that is fine, else "").

    Raises `OptionError` naming the option, rule or waiver, and `DataError` for lists that are not credible.
    """
    rules = tier_rules.load(given(options.tier_rules, "tier_rules", folders) or [])
    waived = _waivers(options.waivers, folders)
    population = _population(options, task_vars)
    doubts = believed.doubts(
        population.services, population.customers, population.origin, by_hand=population.origin.read is None
    )
    if doubts.problems:
        raise DataError("; ".join(doubts.problems))
    # a plan has a day but no time
    stale = believed.stale(population.origin, dt.datetime.combine(options.today, dt.time.max, dt.timezone.utc))
    customers = population.customers
    chosen = plan.selected(customers, options.selection)
    waived = waivers.resolved(waived, customers)
    current = tuple(waiver for waiver in waived if waiver.until >= options.today)
    parameters = plan.Parameters(
        seats=options.seats,
        tier_rules=rules,
        waivers=current,
        protect=tuple(options.protect),
        factors=_factors(options, task_vars),
    )
    expired = [waiver for waiver in waived if waiver.until < options.today]
    told = [stale] if stale else []
    entries = plan.plan(chosen, parameters)
    warnings = [*told, *doubts.warnings, *population.warnings, *_idle(options, customers, current)]
    warnings += [*_unread(chosen, entries), *_of_factors(entries, task_vars.get(options.factors))]
    platform = _platform(chosen or customers, options.apply)
    if customers and not platform:
        warnings.append(f"{_NO_PLATFORM}: the plan cannot be applied")
    document = build(entries, options.today, options.source, warnings, expired, platform, stale)
    return document, "" if customers else "; ".join(doubts.remarks)


def _unread(customers: Sequence[Mapping[str, Any]], entries: Sequence[plan.Entry]) -> list[str]:
    """Return a warning about unreadable values of the customers that a plan would judge."""
    unjudged = {entry["guid"] for entry in entries if entry["action"] == "not_judged"}
    counts = totals.unread((item for item in customers if item["ump_customer_guid"] in unjudged), plan.NEEDED)
    if not counts:
        return []
    told = ", ".join(f"{field} of {counted(count, 'customer')}" for field, count in counts.items())
    return [f"customers are not judged, because the platform's answer could not be read: {told}"]


def _factors(options: PlanOptions, task_vars: Mapping[str, Any]) -> dict[str, bool | None] | None:
    """Return GUID -> whether users count, from license_usage_info; None if that was not requested."""
    if not options.factors:
        return None
    result = task_vars.get(options.factors)
    found = result.get("usage") if isinstance(result, Mapping) else None
    counted_by_guid: dict[str, bool | None] = {}
    for item in found if isinstance(found, (list, tuple)) else ():
        value = item.get("seats_counted")
        counted_by_guid[str(item["ump_customer_guid"]).lower()] = value if isinstance(value, bool) else None
    return counted_by_guid


def _of_factors(entries: Sequence[plan.Entry], result: Any) -> list[str]:
    """Return warnings about customers that are not reduced because it is unknown whether their use is counted."""
    told = []
    unread = [entry for entry in entries if entry["reason"] == plan.FACTORS_UNREAD]
    if unread:
        said = result.get("msg") if isinstance(result, Mapping) else None
        failed = result.get("failed_items") if isinstance(result, Mapping) else None
        first = failed[0].get("msg") if isinstance(failed, (list, tuple)) and failed else None
        why = said or first or "the task that reads them did not run"
        told.append(
            f"license factors of {counted(len(unread), 'customer')} could not be read: {one_line(str(why), 200)}"
        )
    unclear = [entry for entry in entries if entry["reason"] == plan.FACTORS_NOT_KNOWN]
    if unclear:
        names = some([plan.display_name(entry) for entry in unclear])
        told.append(f"it is not known whether license factors of {counted(len(unclear), 'customer')} are on: {names}")
    return told


def _platform(customers: Sequence[Mapping[str, Any]], apply: bool) -> str:
    """Return the platform's name that all customers of a plan have, or "" if they do not name it.

    Raises `OptionError` for customers of several platforms, and for a plan to apply whose customers name none.
    """
    names = sorted(set(map(platform_of, customers)))
    if len(names) > 1:
        raise OptionError(
            f"the customers belong to several platforms: {some([name or 'one without a name' for name in names])}",
            hint="a plan is for one platform: choose groups or names",
        )
    if apply and names == [""]:
        raise OptionError(_NO_PLATFORM, hint="read the inventory again, or set source to api")
    return names[0] if names else ""


def _waivers(value: Any, folders: Sequence[Path]) -> tuple[waivers.Waiver, ...]:
    data = given_waivers(value, folders)
    try:
        return waivers.load(data, [plan.RULE])
    except OptionError as error:
        raise OptionError(error.message, hint=f"the rule of a plan is {plan.RULE}") from None


def _population(options: PlanOptions, task_vars: Mapping[str, Any]) -> Population:
    """Return the customers, each once, with warnings about skipped hosts and missing variables."""
    if options.source == "api":
        listed = of_results(task_vars.get(options.platform), None)
        if listed.origin.read is None:
            # an inventory of customers alone is fine: a plan needs no services
            return listed._replace(origin=Origin(read=dict.fromkeys(listed.platforms or [""], ("customers",))))
        return listed
    return read(task_vars, options.hosts.groups, options.hosts.vars_prefix, _NEEDS)


def _idle(
    options: PlanOptions, customers: Sequence[Mapping[str, Any]], waived: Sequence[waivers.Waiver]
) -> Iterable[str]:
    """Yield warnings about selections, protect entries and waivers that match nothing; they are probably misspelled.

    Raises `OptionError` for a license type that is almost a known one.
    """
    yield from vocabularies.check(customers, options.selection, options.unknown_values)
    names = name_patterns.all_names(customers)
    if unused := options.selection.idle_names(names):
        yield f"names: no customer is named {some(unused)}"
    guids = {name_patterns.folded(customer["ump_customer_guid"]) for customer in customers}
    if unused := name_patterns.idle((entry for entry in options.protect if entry not in guids), names):
        yield f"protect: no customer has the name or GUID {some(unused)}"
    index = waivers.Index(waived, customers)
    used = {
        place
        for customer in customers
        for place in index.covering(plan.RULE, identity({**customer, "kind": "customer"}), customer)
    }
    unused = [
        ", ".join(f"{key} {value}" for key, value in waiver.scope.items())
        for place, waiver in enumerate(waived)
        if place not in used
    ]
    if unused:
        yield f"waivers: no customer matches {some(unused)}"
