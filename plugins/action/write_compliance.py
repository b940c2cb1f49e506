# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Action plugin: judge services and customers by a policy and write the findings. The module of this name documents it."""

from __future__ import annotations

from functools import cache, partial
from pathlib import Path
from typing import Any

from ansible_collections.audiocodes.live_platform.plugins.module_utils._records.bulk import paused
from ansible_collections.audiocodes.live_platform.plugins.module_utils._topology import vocabularies
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._compliance import as_prometheus, location
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._compliance.as_sarif import left_out
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._compliance.as_text import (
    failure,
    render_table,
    summarize,
)
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._compliance.baseline import (
    read_baseline,
    updated,
)
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._compliance.document import build
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._compliance.formats import encoded
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._compliance.options import (
    ARGUMENT_SPEC,
    ComplianceOptions,
    read_options,
)
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._inputs.connected import connected
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._inputs.given import folders_of
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._inputs.task_options import arguments_of
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._outputs import prometheus, pushgateway
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._outputs.files import Content, told, write_all
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._outputs.text import some
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._policy import sources
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._policy.evaluate import judge
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._policy.policy import Policy
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._population.believed import read_times
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._population.from_inventory import Needs
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._population.live import read_platform
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._population.of_platform import (
    Population,
    of_results,
    read,
)
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils.action import LocalAction

_NEEDS = Needs("not judged")


class ActionModule(LocalAction):
    """See the module."""

    def failure(self, message: str) -> dict[str, Any]:
        """Return the keys of findings that were not written."""
        return {"summary": failure(message), "table": [], "files": []}

    def work(self, task_vars: dict[str, Any]) -> dict[str, Any]:
        """Return what was done, and the files. Nearly all that is made stays until the end, so nothing is collected."""
        with paused():
            return self._written(task_vars)

    def _written(self, task_vars: dict[str, Any]) -> dict[str, Any]:
        arguments = arguments_of(self._task, ARGUMENT_SPEC)
        options = read_options(arguments)
        folders = folders_of(task_vars)
        today = options.now.date()
        policy = sources.policy_of(options.policy, options.policy_changes, options.waivers, today, folders)
        baseline = read_baseline(options.baseline) if options.baseline else None
        population, warnings = self._population(options, policy, task_vars)
        population = population.with_pool(options.pool, today)
        if baseline:
            baseline.check(population.platforms)
        services, customers, groups = population.services, population.customers, population.groups
        wanted = [item for rule in policy.rules for item in rule.wanted]
        misspelled = vocabularies.check_policy(
            wanted, {"service": services, "customer": customers, "instance": population.instances}
        )
        population = population._replace(warnings=[*misspelled, *population.warnings])
        judged = judge(services, customers, policy, today, groups, population.origin.read, population.instances)
        minimum = options.hosts.minimum_population
        document = build(
            judged.findings,
            policy,
            population,
            baseline.findings if baseline else None,
            options.now,
            options.source,
            options.fail_on,
            minimum,
            unjudged=options.unjudged,
            least=options.least,
            parts=judged.parts,
            before=baseline.sizes if baseline else None,
            location=options.location or location.of_sources(task_vars.get("ansible_inventory_sources") or ()),
        )
        # made one after the other, each when its turn comes
        read_at = read_times(population.origin, population.platforms, options.now)
        metrics = cache(partial(as_prometheus.samples, document, options.files.basename, read_at))
        contents: dict[Path, Content] = {
            options.path(name): (lambda: prometheus.render(metrics()))
            if name == prometheus.FORMAT
            else partial(encoded, name, document, csv_bom=options.csv_bom)
            for name in options.formats
        }
        if options.baseline and options.baseline_update:
            kept = updated(document, population, baseline, options.now, minimum, options.least)
            if kept is not None:
                contents[options.baseline] = kept.encode()
        dry_run = bool(self._task.check_mode)
        modes = {options.path(prometheus.FORMAT): options.metrics.mode}
        written = write_all(contents, options.files.mode, dry_run=dry_run, modes=modes)
        paths = {name: str(options.path(name)) for name in options.formats}
        pushed = pushgateway.push(options.metrics.gateway, metrics, options.files.basename, dry_run=dry_run)
        result = pushgateway.with_outcome(told(written, with_diff=bool(self._task.diff)), pushed) | {
            "summary": summarize(document, paths, written=not dry_run, pushed=pushed),
            "table": render_table(document),
        }
        if "sarif" in options.formats and (cut := left_out(document)):
            warnings = [*warnings, cut]
        if warnings := [*warnings, *document["warnings"]]:
            result["warnings"] = warnings
        return result

    def _population(
        self, options: ComplianceOptions, policy: Policy, task_vars: dict[str, Any]
    ) -> tuple[Population, list[str]]:
        """Return what is judged, with warnings about what is not; and warnings that say nothing about it."""
        if options.source == "inventory":
            return of_inventory(options, policy, task_vars), []
        if options.platform:
            registrations = task_vars.get(options.registrations) if options.registrations else None
            return of_results(task_vars.get(options.platform), registrations), []
        with connected(self._task) as connection:
            return read_platform(
                connection.settings, options.wanted, self._display.vvv, connection.warnings.append
            ), connection.warnings


def of_inventory(options: ComplianceOptions, policy: Policy, task_vars: dict[str, Any]) -> Population:
    """Return the population of the inventory, with warnings about what is not judged."""
    named = sorted({group for rule in policy.rules for group in rule.groups or ()})
    population = read(task_vars, options.hosts.groups, options.hosts.vars_prefix, _NEEDS, named)
    absent = [group for group in named if group not in task_vars["groups"]]
    if absent:
        population.warnings.append(f"the policy names groups that the inventory lacks: {some(absent)}")
    return population
