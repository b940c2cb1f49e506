# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The operator's own expressions: filters, host names, compose, groups, keyed_groups.

Only text that the operator wrote is ever evaluated; the platform's text is what it is evaluated on. A failed
expression is an error under `strict`, and otherwise part of one warning for the whole run.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable, Iterable
from copy import deepcopy
from functools import partial
from typing import Any

from ansible.plugins.inventory import BaseInventoryPlugin, Constructable, to_safe_group_name
from ansible.utils.vars import combine_vars

from ansible_collections.audiocodes.live_platform.plugins.module_utils.errors import OptionError
from ansible_collections.audiocodes.live_platform.plugins.module_utils.reading import called
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._inventory.draft import Draft
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._inventory.plain_jinja import PlainJinja
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._inventory.purity import Memory, key, plain_text
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._inventory.time_limit import Evaluation
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils.trust import is_marked, trusted

# a host name may have capitals and dots where the operator's template makes them, but nothing else beyond a slug
_NOT_IN_NAME = re.compile(r"[^A-Za-z0-9_.-]+")
LONGEST_NAME = 200
_SCALARS = (str, int, float, type(None))
# options whose expressions are evaluated for every host, once it has its name
CONSTRUCTED = ("compose", "groups", "keyed_groups")
# AWX can store no longer name
LONGEST_GROUP = 512


def check_keyed_groups(entries: Any) -> None:
    """Raise `OptionError` for an entry of `keyed_groups` that core could not even begin with."""
    for number, entry in enumerate(entries or [], 1):
        if not isinstance(entry, dict) or not entry.get("key"):
            raise OptionError(f"keyed_groups: entry {number} must be a dictionary with a key")


def check_groups(groups: Any) -> None:
    """Raise `OptionError` for a name in `groups` that is no text, as 2026 without quotes."""
    for name in groups or {}:
        if not isinstance(name, str):
            raise OptionError(f"groups: {name} is no name of a group: put it in quotes")


class Failures:
    """Counts what did not evaluate, by expression."""

    def __init__(self) -> None:
        self._hosts: dict[str, int] = {}
        self._first: dict[str, str] = {}

    def note(self, expression: str, error: Exception) -> None:
        """Count one host for which the expression failed."""
        self._hosts[expression] = self._hosts.get(expression, 0) + 1
        self._first.setdefault(expression, " ".join(str(error).split())[:200])

    def warning(self) -> str | None:
        """Return one line about all failures, or None where there is none."""
        if not self._hosts:
            return None
        parts = [
            f"{name} on {count} {'host' if count == 1 else 'hosts'} ({self._first[name]})"
            for name, count in self._hosts.items()
        ]
        what = "1 expression failed and was" if len(parts) == 1 else f"{len(parts)} expressions failed and were"
        return f"{what} ignored, since strict is false: {'; '.join(parts)}"


class Expressions(Constructable):
    """The expressions of one source, for the hosts of one draft. Notes those that fail, or raises under `strict`.

    Core's helpers work on `self.inventory`, which is the draft. The inventory of the plugin is never replaced.
    """

    # what is evaluated now, or was last
    at_work: Evaluation | None = None
    # what failed inside one of core's helpers, which say nothing of it
    _noting: list[Exception] | None = None

    def __init__(
        self, plugin: BaseInventoryPlugin, prefix: str, draft: Draft | None = None, failures: Failures | None = None
    ) -> None:
        """Raise `OptionError` for entries that core could not even begin with. The variables of hosts have the `prefix`."""
        super().__init__()
        self.inventory = Draft() if draft is None else draft
        self.templar = plugin.templar
        self.failures = Failures() if failures is None else failures
        self.strict: bool = plugin.get_option("strict")
        self.asked = {name: plugin.get_option(name) for name in CONSTRUCTED}
        check_keyed_groups(self.asked["keyed_groups"])
        check_groups(self.asked["groups"])
        self._vars = plugin._vars
        self._plugin = plugin
        self._prefix = prefix
        self._identity = f"{prefix}instance_id"
        # extra variables may have any name
        self._remember = not plugin.get_option("use_extra_vars")
        # for this draft only: whether a name is that of a host or of a group is remembered with it
        self._memory = Memory()
        self._plain = PlainJinja()

    def into(self, draft: Draft) -> Expressions:
        """Return the same expressions for the hosts of a draft. What has failed before is noted there, too."""
        return Expressions(self._plugin, self._prefix, draft, deepcopy(self.failures))

    def get_option(self, option: str, hostvars: Any = None) -> Any:
        """Return an option of the source, for core's helpers."""
        return self._plugin.get_option(option, hostvars)

    @property
    def are_asked(self) -> bool:
        """Whether anything is constructed for every host."""
        return any(self.asked.values())

    def group_names(self) -> set[str]:
        """Return the names of the groups that `groups` makes."""
        return set(map(self._sanitize_group_name, self.asked["groups"] or {}))

    @staticmethod
    def _sanitize_group_name(name: str) -> str:
        """Return a group name of `groups` or `keyed_groups` as core makes it, but not too long for AWX."""
        safe: str = to_safe_group_name(name)
        if len(safe) <= LONGEST_GROUP:
            return safe
        return f"{safe[: LONGEST_GROUP - 9]}_{zlib.crc32(safe.encode()):08x}"

    def keep(self, filters: Iterable[tuple[bool, Any]], variables: dict[str, Any]) -> bool:
        """Tell whether a host passes the filters: the first one whose condition holds decides; none means it does.

        A condition that fails, or is neither true nor false, does not hold.
        """
        host = variables.get(self._identity)
        for number, (include, condition) in enumerate(filters, 1):
            self.at_work = ("filters", number, condition, host)
            try:
                holds = condition if isinstance(condition, bool) else self._compose(trusted(condition), variables)
                if not isinstance(holds, bool):
                    raise OptionError(f"the condition gives {called(holds)}, neither true nor false")
            except Exception as error:  # noqa: BLE001  whatever an expression of the operator may raise
                self._failed(f"filters: entry {number}", error)
                continue
            if holds:
                return include
        return True

    def host_name(self, hostnames: Iterable[str], variables: dict[str, Any]) -> str | None:
        """Return the first host name that a template or expression gives, cleaned; None where none of them does."""
        host = variables.get(self._identity)
        for number, text in enumerate(hostnames, 1):
            self.at_work = ("hostnames", number, text, host)
            try:
                # a template with marks is rendered, anything else is an expression such as lp_full_name
                if "{{" in text or "{%" in text:
                    # as core does for expressions
                    extra = not self._remember
                    self.templar.available_variables = combine_vars(variables, self._vars) if extra else variables
                    value = self.templar.template(trusted(text))
                else:
                    value = self._compose(trusted(text), variables)
            except Exception as error:  # noqa: BLE001  whatever an expression of the operator may raise
                self._failed(f"hostnames: entry {number}", error)
                continue
            name = _NOT_IN_NAME.sub("-", str("" if value is None else value)).strip("-._")[:LONGEST_NAME]
            if name:
                return name
        return None

    def construct(self, name: str, variables: dict[str, Any], protect: Callable[[Any], Any]) -> None:
        """Add what `compose`, `groups` and `keyed_groups` make of a host.

        Core's helpers are called entry by entry, for they would swallow a failure without a word; and only once for hosts
        that have the same values of all variables in an entry, for they compile it every time.
        """
        host = variables.get(self._identity)
        for variable, expression in (self.asked["compose"] or {}).items():
            self.at_work = ("compose", variable, expression, host)
            try:
                value = self._compose(expression, variables)
            except Exception as error:  # noqa: BLE001  whatever an expression of the operator may raise
                self._failed(f"compose: {variable}", error)
            else:
                # what an expression makes of the platform's text is the platform's text
                self.inventory.set_variable(name, variable, protect(value))
        for group, condition in (self.asked["groups"] or {}).items():
            self.at_work = ("groups", group, condition, host)
            self._once(
                (f"groups: {group}", condition),
                (name, variables),
                partial(self._add_host_to_composed_groups, {group: condition}, variables, name, strict=True),
                # before 2.19 anything else may have been made text, and 0 holds where "0" does not
                (bool,),
            )
        for number, entry in enumerate(self.asked["keyed_groups"] or [], 1):
            self.at_work = ("keyed_groups", number, entry, host)
            # with strict=True core would also refuse an empty key, which is no failure; `_compose` notes failures
            what = f"keyed_groups: {entry['key']}"
            self._noting = []
            try:
                self._once(
                    (what, None if is_marked(str(entry.get("parent_group"))) else entry["key"]),
                    (name, variables),
                    partial(self._add_host_to_keyed_groups, [entry], variables, name, strict=self.strict),
                    _SCALARS,
                    number,
                )
                for noted in self._noting:
                    self.failures.note(what, noted)
            finally:
                self._noting = None

    def _once(
        self,
        expression: tuple[str, Any],
        host: tuple[str, dict[str, Any]],
        construct: Callable[[], None],
        kinds: tuple[type, ...],
        number: int = 0,
    ) -> None:
        """Add a host to groups as core does, or as it did for another host of which everything in question is the same.

        `expression` is (what it is, its text or None for one that must be evaluated each time). A result of these
        `kinds` decides, of whatever it was made.
        """
        what, text = expression
        name, variables = host
        draft = self.inventory
        wanted: tuple[Any, ...] | None = None
        if self._remember:
            # what compose has made goes before the variables of the host
            sources = (draft.variables_of(name), variables)
            # where the result is known, it alone decides
            for result in self._plain.find(text, *sources):
                wanted = (result.__class__, result) if isinstance(result, kinds) else None
            wanted = wanted or key(text, self._prefix, *sources)
        for done in self._memory.find((what, number), wanted):
            draft.repeat(done, name)
            return
        draft.done = []
        try:
            construct()
        except Exception as error:  # noqa: BLE001  whatever an expression of the operator may raise
            self._failed(what, error)
        else:
            if not self._noting:
                self._memory.keep((what, number), wanted, draft.done)
        finally:
            draft.done = None

    def _compose(self, template: str, variables: dict[str, Any], *args: Any, **kwargs: Any) -> Any:
        wanted = None
        if self._remember:
            # core's helpers go on with those of this host
            self.templar.available_variables = variables
            text = plain_text(template, variables)
            if text is not None:
                return text
            for result in self._plain.find(template, variables):
                return result
            wanted = key(template, self._prefix, variables)
            for result in self._memory.find((template,), wanted):
                return result
        try:
            result = super()._compose(template, variables, *args, **kwargs)
        except Exception as error:
            if self._noting is not None:
                self._noting.append(error)
            raise
        # anything that could be changed afterwards is made for each host
        if isinstance(result, _SCALARS):
            self._memory.keep((template,), wanted, result)
        return result

    def _failed(self, what: str, error: Exception) -> None:
        if self.strict:
            raise OptionError(f"{what}: {' '.join(str(error).split())[:300]}") from None
        self.failures.note(what, error)
