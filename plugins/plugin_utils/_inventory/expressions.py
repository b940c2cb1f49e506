# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The operator's expressions: filters, host names, compose, groups, keyed_groups.

Only the operator's text is evaluated; the platform's text is only data for it. A failed expression is an error under
`strict`, else part of one warning for the whole run.
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

# operators may use capitals and dots in host names, but no other characters beyond a slug
_NOT_IN_NAME = re.compile(r"[^A-Za-z0-9_.-]+")
LONGEST_NAME = 200
_SCALARS = (str, int, float, type(None))
# options whose expressions are evaluated for every host, after it has its name
CONSTRUCTED = ("compose", "groups", "keyed_groups")
# longest name that AWX can store
LONGEST_GROUP = 512


def check_keyed_groups(entries: Any) -> None:
    """Raise `OptionError` for an entry of `keyed_groups` that core could not even start with."""
    for number, entry in enumerate(entries or [], 1):
        if not isinstance(entry, dict) or not entry.get("key"):
            raise OptionError(f"keyed_groups: entry {number} must be a dictionary with a key")


def check_groups(groups: Any) -> None:
    """Raise `OptionError` for a name in `groups` that is not text, such as 2026 without quotes."""
    for name in groups or {}:
        if not isinstance(name, str):
            raise OptionError(f"groups: {name} is not a group name: put it in quotes")


class Failures:
    """Counts failed evaluations by expression."""

    def __init__(self) -> None:
        self._hosts: dict[str, int] = {}
        self._first: dict[str, str] = {}

    def note(self, expression: str, error: Exception) -> None:
        """Count a host for which the expression failed."""
        self._hosts[expression] = self._hosts.get(expression, 0) + 1
        self._first.setdefault(expression, " ".join(str(error).split())[:200])

    def warning(self) -> str | None:
        """Return one line about all failures, or None if there is none."""
        if not self._hosts:
            return None
        parts = [
            f"{name} on {count} {'host' if count == 1 else 'hosts'} ({self._first[name]})"
            for name, count in self._hosts.items()
        ]
        what = "1 expression failed and was" if len(parts) == 1 else f"{len(parts)} expressions failed and were"
        return f"{what} ignored because strict is false: {'; '.join(parts)}"


class Expressions(Constructable):
    """The expressions of one source for the hosts of one draft. Notes failures, or raises under `strict`.

    Core's helpers work on `self.inventory`, which is the draft. The plugin's own inventory is never replaced.
    """

    # the current evaluation, or the last one
    at_work: Evaluation | None = None
    # errors inside core's helpers, which do not report them
    _noting: list[Exception] | None = None

    def __init__(
        self, plugin: BaseInventoryPlugin, prefix: str, draft: Draft | None = None, failures: Failures | None = None
    ) -> None:
        """Raise `OptionError` for entries that core could not even start with. Host variables have the `prefix`."""
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
        # for this draft only: it also remembers whether a name is a host or a group
        self._memory = Memory()
        self._plain = PlainJinja()

    def into(self, draft: Draft) -> Expressions:
        """Return the same expressions for the hosts of a draft. It shares the noted failures."""
        return Expressions(self._plugin, self._prefix, draft, deepcopy(self.failures))

    def get_option(self, option: str, hostvars: Any = None) -> Any:
        """Return an option of the source, for core's helpers."""
        return self._plugin.get_option(option, hostvars)

    @property
    def are_asked(self) -> bool:
        """Whether any expression is evaluated for every host."""
        return any(self.asked.values())

    def group_names(self) -> set[str]:
        """Return the names of the groups in `groups`."""
        return set(map(self._sanitize_group_name, self.asked["groups"] or {}))

    @staticmethod
    def _sanitize_group_name(name: str) -> str:
        """Return a group name for `groups` or `keyed_groups` as core makes it, shortened for AWX."""
        safe: str = to_safe_group_name(name)
        if len(safe) <= LONGEST_GROUP:
            return safe
        return f"{safe[: LONGEST_GROUP - 9]}_{zlib.crc32(safe.encode()):08x}"

    def keep(self, filters: Iterable[tuple[bool, Any]], variables: dict[str, Any]) -> bool:
        """Return whether a host passes the filters. The first true condition decides; without one, it passes.

        A condition that fails, or is neither true nor false, counts as false.
        """
        host = variables.get(self._identity)
        for number, (include, condition) in enumerate(filters, 1):
            self.at_work = ("filters", number, condition, host)
            try:
                holds = condition if isinstance(condition, bool) else self._compose(trusted(condition), variables)
                if not isinstance(holds, bool):
                    raise OptionError(f"the condition gives {called(holds)}, neither true nor false")
            except Exception as error:  # noqa: BLE001  any error of the operator's expression
                self._failed(f"filters: entry {number}", error)
                continue
            if holds:
                return include
        return True

    def host_name(self, hostnames: Iterable[str], variables: dict[str, Any]) -> str | None:
        """Return the first host name from a template or expression, cleaned; None if none gives a name."""
        host = variables.get(self._identity)
        for number, text in enumerate(hostnames, 1):
            self.at_work = ("hostnames", number, text, host)
            try:
                # text with template marks is rendered; anything else is an expression such as lp_full_name
                if "{{" in text or "{%" in text:
                    # as core does for expressions
                    extra = not self._remember
                    self.templar.available_variables = combine_vars(variables, self._vars) if extra else variables
                    value = self.templar.template(trusted(text))
                else:
                    value = self._compose(trusted(text), variables)
            except Exception as error:  # noqa: BLE001  any error of the operator's expression
                self._failed(f"hostnames: entry {number}", error)
                continue
            name = _NOT_IN_NAME.sub("-", str("" if value is None else value)).strip("-._")[:LONGEST_NAME]
            if name:
                return name
        return None

    def construct(self, name: str, variables: dict[str, Any], protect: Callable[[Any], Any]) -> None:
        """Add the results of `compose`, `groups` and `keyed_groups` for a host.

        Core's helpers are called for one entry at a time, because they ignore failures silently. Hosts with the same
        variables in an entry share one call, because core compiles the expression each time.
        """
        host = variables.get(self._identity)
        for variable, expression in (self.asked["compose"] or {}).items():
            self.at_work = ("compose", variable, expression, host)
            try:
                value = self._compose(expression, variables)
            except Exception as error:  # noqa: BLE001  any error of the operator's expression
                self._failed(f"compose: {variable}", error)
            else:
                # results made from the platform's text count as the platform's text
                self.inventory.set_variable(name, variable, protect(value))
        for group, condition in (self.asked["groups"] or {}).items():
            self.at_work = ("groups", group, condition, host)
            self._once(
                (f"groups: {group}", condition),
                (name, variables),
                partial(self._add_host_to_composed_groups, {group: condition}, variables, name, strict=True),
                # before 2.19 other values may have become text, which counts as true or false in another way
                (bool,),
            )
        for number, entry in enumerate(self.asked["keyed_groups"] or [], 1):
            self.at_work = ("keyed_groups", number, entry, host)
            # strict=True would also refuse an empty key, which is not a failure; `_compose` notes failures
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
        """Add a host to groups as core does, or repeat what was done for another host with the same values.

        `expression` is (what it is, its text, or None if it must be evaluated each time). If the result is of one of
        these `kinds`, it alone decides, whatever it was made from.
        """
        what, text = expression
        name, variables = host
        draft = self.inventory
        wanted: tuple[Any, ...] | None = None
        if self._remember:
            # results of compose take precedence over the host's variables
            sources = (draft.variables_of(name), variables)
            # if the result is known, it alone decides
            for result in self._plain.find(text, *sources):
                wanted = (result.__class__, result) if isinstance(result, kinds) else None
            wanted = wanted or key(text, self._prefix, *sources)
        for done in self._memory.find((what, number), wanted):
            draft.repeat(done, name)
            return
        draft.done = []
        try:
            construct()
        except Exception as error:  # noqa: BLE001  any error of the operator's expression
            self._failed(what, error)
        else:
            if not self._noting:
                self._memory.keep((what, number), wanted, draft.done)
        finally:
            draft.done = None

    def _compose(self, template: str, variables: dict[str, Any], *args: Any, **kwargs: Any) -> Any:
        wanted = None
        if self._remember:
            # core's helpers continue with this host's variables
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
        # a new object for each host if it could be changed later
        if isinstance(result, _SCALARS):
            self._memory.keep((template,), wanted, result)
        return result

    def _failed(self, what: str, error: Exception) -> None:
        if self.strict:
            raise OptionError(f"{what}: {' '.join(str(error).split())[:300]}") from None
        self.failures.note(what, error)
