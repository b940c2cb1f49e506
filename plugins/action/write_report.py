# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Action plugin: count the hosts of inventory groups and write the report. The module of this name documents it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache, partial
from pathlib import Path
from typing import Any

from ansible_collections.audiocodes.live_platform.plugins.module_utils._records.bulk import paused
from ansible_collections.audiocodes.live_platform.plugins.module_utils._topology.join import platform_of
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._inputs.connected import connected
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._inputs.given import folders_of
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._inputs.task_options import arguments_of
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._inventory.listed import listed
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._outputs import prometheus, pushgateway
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._outputs.files import Content, told, write_all
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._outputs.text import some, untemplatable
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._policy import sources
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._population import believed
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._population.from_inventory import (
    Hosts,
    Needs,
    only,
    read_rows,
    warnings_of,
)
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._population.live import read_platform
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._population.pool import Pool, pool_of
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._population.rows import (
    customers_of,
    services_of,
    twin_services,
    twins,
)
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._report import as_prometheus
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._report.as_text import render_table, summarize
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._report.formats import rendered
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._report.model import Asked, Model, build_model
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._report.options import (
    ARGUMENT_SPEC,
    ReportOptions,
    read_options,
)
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._report.previous import SCHEMA, Previous, find
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils.action import LocalAction

_NEEDS = Needs(
    "left out of the report",
    "hosts lack variables that the report counts: {} (does the inventory source choose fields?); they count as nothing",
)


class ActionModule(LocalAction):
    """See the module."""

    def failure(self, message: str) -> dict[str, Any]:
        """Return the keys of a report that was not written."""
        summary = {"schema": SCHEMA, "status": "error", "message": message, "written": False}
        summary["metrics_push"] = pushgateway.outcome()
        return {"status": "error", "summary": untemplatable(summary), "table": [], "files": []}

    def work(self, task_vars: dict[str, Any]) -> dict[str, Any]:
        """Return what was done, and the files. Nearly all that is made stays until the end, so nothing is collected."""
        with paused():
            return self._written(task_vars)

    def _written(self, task_vars: dict[str, Any]) -> dict[str, Any]:
        arguments = arguments_of(self._task, ARGUMENT_SPEC)
        options = read_options(arguments)
        everybody, groups, noted = self._everybody(options, task_vars)
        population = everybody if options.only is None else only(everybody, options.only, groups)
        part = part_of(population, everybody)
        title = f"{options.title} ({part})" if part else options.title
        origin = population.origin
        stale = believed.stale(origin, options.generated_at)
        previous, unused = previous_of(options, population)
        pool = pool_of_hosts(everybody, options)
        asked = asked_of(options, population, previous, task_vars, groups)._replace(
            limited=bool(part), pool=pool, limits=options.limits
        )
        model = build_model(
            population.rows,
            population.group_sizes,
            title,
            options.generated_at,
            len(population.skipped),
            stale,
            asked,
        )
        dry_run = bool(self._task.check_mode)
        # made one after the other, each when its turn comes
        left_out: list[str] = []
        metrics = cache(partial(samples_of, model, options, origin))
        contents: dict[Path, Content] = {
            options.path(name): (lambda: prometheus.render(metrics()))
            if name == prometheus.FORMAT
            else partial(rendered, name, model, options, left_out)
            for name in options.formats
        }
        modes = {options.path(prometheus.FORMAT): options.metrics.mode}
        written = write_all(contents, options.files.mode, dry_run=dry_run, modes=modes)
        files = dict(zip(options.formats, written, strict=True))
        customers = customers_of(everybody.rows)
        doubts = doubts_of(everybody, customers)
        shown = customers if population is everybody else customers_of(population.rows)
        warnings = [*model["notices"], *doubts.warnings, *told_of(population, options, shown)]
        warnings += [*left_out, *unused]
        if pool and pool["message"]:
            warnings.append(pool["message"])
        if part:
            warnings.insert(0, f"the report is {part}, as asked for")
        if nowhere := unknown_hosts(options, groups):
            warnings.append(f"hosts: {some(nowhere)} {'is' if len(nowhere) == 1 else 'are'} not in the inventory")
        # an inventory that has lost its hosts is found out whatever the report is limited to
        status, message = verdict(everybody, options, warnings, doubts.problems)
        pushed = pushgateway.push(options.metrics.gateway, metrics, options.files.basename, dry_run=dry_run)
        summary = {
            **summarize(model),
            "status": status,
            "message": message,
            "files": {name: str(item.path) for name, item in files.items()},
            "written": not dry_run,
            "metrics_push": pushed,
        }
        report = pushgateway.with_outcome(told(written, with_diff=bool(self._task.diff)), pushed)
        report |= {
            "files": [{"format": name, **item} for name, item in zip(files, report["files"], strict=True)],
            "status": status,
            "summary": untemplatable(summary),
            "table": render_table(model),
        }
        if warnings := [*noted, *warnings]:
            report["warnings"] = warnings
        return report

    def _everybody(
        self, options: ReportOptions, task_vars: Mapping[str, Any]
    ) -> tuple[Hosts, Mapping[str, Sequence[str]], list[str]]:
        """Return the hosts that a report is about, all groups, and warnings that say nothing about them."""
        if options.source == "inventory":
            groups = task_vars["groups"]
            return read_rows(task_vars["hostvars"], groups, options.hosts.groups, options.hosts.vars_prefix), groups, []
        with connected(self._task) as connection:
            population = read_platform(connection.settings, options.wanted, self._display.vvv)
        named, today = connection.settings.platform_name, options.generated_at.date()
        found = listed(population, options.hosts.groups, named, today)
        return found.hosts, found.groups, [*connection.warnings, *population.warnings]


def samples_of(model: Model, options: ReportOptions, origin: believed.Origin) -> list[prometheus.Sample]:
    """Return the samples of the report."""
    read_at = believed.read_times(origin, model["platforms"], options.generated_at)
    return as_prometheus.samples(
        model, options.files.basename, origin.read or {}, read_at, per_customer=options.metrics.per_customer
    )


def previous_of(options: ReportOptions, population: Hosts) -> tuple[Previous | None, list[str]]:
    """Return the report that this one is compared with, read before a file is written, and warnings. Raises OptionError."""
    if options.previous is None:
        return None, []
    platforms = sorted({platform_of(row["record"]) for row in population.rows} - {""})
    return find(options.previous, options.generated_at, platforms)


def asked_of(
    options: ReportOptions,
    population: Hosts,
    previous: Previous | None,
    task_vars: Mapping[str, Any],
    groups: Mapping[str, Sequence[str]],
) -> Asked:
    """Return what a report is asked besides its counts. Raises OptionError for a policy that cannot be used."""
    read = population.origin.read
    if not options.judges:
        return Asked(read=read, previous=previous)
    folders = folders_of(task_vars)
    today = options.generated_at.date()
    policy = sources.policy_of(options.policy, options.policy_changes, options.waivers, today, folders)
    named = {group for rule in policy.rules for group in rule.groups or ()}
    members = {group: groups[group] for group in sorted(named) if group in groups}
    return Asked(policy, members, read, previous=previous)


def pool_of_hosts(everybody: Hosts, options: ReportOptions) -> Pool | None:
    """Return the license of the instance, where somebody asks for it: of all hosts, whatever the report is limited to."""
    platforms = {platform_of(row["record"]) for row in everybody.rows}
    customers = customers_of(everybody.rows) if options.pool.given else []
    # what the inventory source leaves out of hosts is null in their customers, and not nothing
    absent = {
        name for name in ("licensed_users", "active_users") if any(lost.endswith(name) for lost in everybody.lacking)
    }
    known = [{name: value for name, value in item.items() if name not in absent} for item in customers]
    return pool_of(options.pool, platforms, known, everybody.origin, options.generated_at.date())


def doubts_of(found: Hosts, customers: Sequence[Mapping[str, Any]]) -> believed.Doubts:
    """Return what speaks against the lists that the inventory was made of."""
    services = [row["record"] for row in services_of(found.rows)]
    return believed.doubts(services, customers, found.origin, by_hand=found.origin.read is None)


def verdict(population: Hosts, options: ReportOptions, warnings: list[str], problems: list[str]) -> tuple[str, str]:
    """Return the status of a report that was written, and a line about it that is empty when all is well."""
    found = len(population.rows)
    if found < options.hosts.minimum_population:
        return "critical", f"{found} services and customers found, at least {options.hosts.minimum_population} expected"
    if problems:
        return "critical", "; ".join(problems)
    return ("warning", "; ".join(warnings)) if warnings else ("ok", "")


def unknown_hosts(options: ReportOptions, groups: Mapping[str, Sequence[str]]) -> list[str]:
    """Return the hosts that the report is to be limited to and that the inventory does not have: most often misspelled."""
    there = {str.__str__(host) for hosts in groups.values() for host in hosts} if options.only else set()
    return sorted((options.only or frozenset()) - there)


def part_of(population: Hosts, everybody: Hosts) -> str:
    """Return what a title says of a report that is not about everybody; empty for one that is."""
    here, there = len(population.rows), len(everybody.rows)
    return f"limited to {here} of {there} services and customers" if here < there else ""


def told_of(population: Hosts, options: ReportOptions, customers: Iterable[Mapping[str, Any]]) -> list[str]:
    """Return at most one warning for each thing that makes a report less than complete, whatever the number of hosts."""
    warnings = warnings_of(population, options.hosts.groups, options.hosts.vars_prefix, _NEEDS)
    for kind, different in (
        ("service", twin_services(population.rows)),
        ("customer", twins(customers)),
    ):
        if different:
            warnings.append(
                f"{len(different)} hosts say different things about the same {kind}, and each counts: {some(different)}. "
                "Where they come from two platforms, give each source a platform_name"
            )
    return warnings
