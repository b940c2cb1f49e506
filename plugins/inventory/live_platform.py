# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Services and customers of Live Platform as hosts and groups."""

from __future__ import annotations

DOCUMENTATION = r"""
name: live_platform
short_description: Services and customers of AudioCodes Live Platform
version_added: 1.0.0
description:
  - Creates a host for every service, and for every customer that no service carries. Their records become host
    variables.
  - Creates groups by kind, license type and status. Groups of known license types and statuses always exist, even
    when empty.
  - The file name of a source must end in C(live_platform.yml) or C(live_platform.yaml).
  - The inventory is either complete or an error. The plugin sends two requests for data, one for each list, for any
    number of hosts.
  - A key in the file that is not an option is an error, except for keys that begin with C(x-), which are free for
    your own use. An unknown environment variable that begins with C(LIVE_PLATFORM_) causes a warning.
  - An option in the file takes precedence over the environment. The connection options that are text, O(headers)
    and O(reference_date) may be templates in the file, such as V({{ lookup('env', 'SITE_SECRET'\) }}); other
    options are used as written.
  - Text from the platform is never used as a template.
author:
  - audiocodes.live_platform contributors !UNKNOWN
extends_documentation_fragment:
  - audiocodes.live_platform.connection
  - audiocodes.live_platform.connection.plugin
  - ansible.builtin.constructed
  - ansible.builtin.inventory_cache
options:
  plugin:
    description: Must be V(audiocodes.live_platform.live_platform).
    type: str
    required: true
    choices: [audiocodes.live_platform.live_platform]
  include:
    description:
      - What becomes a host. With V(services) alone, customers are not read and the C(lp_customer_*) variables are
        null.
      - With V(customers) alone, every customer is a host.
    type: raw
    default: [services, customers]
    env:
      - name: LIVE_PLATFORM_INCLUDE
  all_details:
    description:
      - Whether to read all details of customers, which adds their SIP connections. Switched on automatically if
        O(group_by) has V(sip_state).
    type: bool
    default: false
    env:
      - name: LIVE_PLATFORM_ALL_DETAILS
  license_types:
    description:
      - Only hosts with one of these license types, their own or their customer's. Case does not matter.
      - See O(unknown_values) for values that are not known.
      - All lists of this plugin may also be text, for example in the environment, separated by commas or newlines,
        or a list as JSON or YAML. Blank text means that the option is not given.
      - An empty list selects nothing, as with O(statuses), O(sources) and O(names); see O(allow_empty).
    type: raw
    env:
      - name: LIVE_PLATFORM_LICENSE_TYPES
  statuses:
    description:
      - Only hosts with one of these statuses. Customer hosts have the status V(unknown). Case does not matter.
      - See O(unknown_values) for values that are not known.
    type: raw
    env:
      - name: LIVE_PLATFORM_STATUSES
  sources:
    description:
      - Only services of these types, such as V(dm). Customer hosts have the source V(unknown).
      - See O(unknown_values) for values that are not known.
    type: raw
    env:
      - name: LIVE_PLATFORM_SOURCES
  enabled:
    description:
      - Only enabled hosts if V(true), only disabled ones if V(false).
    type: bool
    env:
      - name: LIVE_PLATFORM_ENABLED
  names:
    description:
      - Only hosts whose short or full name is in this list, or matches an entry as a shell pattern such as
        V(acme*). Case does not matter, nor do blanks around a name.
      - An entry that is the name of a service or customer, such as V([VIP] Acme), is that name and not a pattern.
        An entry that matches nothing causes a warning.
    type: raw
    env:
      - name: LIVE_PLATFORM_NAMES
  unknown_values:
    description:
      - What to do about values of O(license_types), O(statuses) and O(sources) that are neither known nor in the
        data. By default, a value that differs by at most two letters from a known one is an error, and any other
        causes a warning.
      - With V(error) each of them is an error, which suits an AWX source that overwrites. With V(warn) each causes
        a warning.
    type: str
    choices: [error, warn]
    env:
      - name: LIVE_PLATFORM_UNKNOWN_VALUES
    version_added: 1.1.0
  filters:
    description:
      - Jinja conditions on the variables of a host, as a list of dictionaries with one key, C(include) or C(exclude).
      - 'The first condition that is true decides. If none is true, the host is included. End the list with
        C(exclude: true) to exclude it instead.'
      - A condition must give true or false. A condition that fails counts as false; see O(strict).
    type: raw
    env:
      - name: LIVE_PLATFORM_FILTERS
  match_by:
    description:
      - Ways to find the customer of a service, in this order.
      - 'V(ump_customer_guid) is documented by the vendor. V(service_id) and V(name) are inferred. A name that
        several customers share does not match.'
    type: raw
    default: [ump_customer_guid, service_id]
    env:
      - name: LIVE_PLATFORM_MATCH_BY
  labels:
    description:
      - 'Your own labels by license type, such as V({pro: Gold}), for C(lp_license_label).'
      - A license type that is neither known nor in the data causes a warning.
    type: raw
    env:
      - name: LIVE_PLATFORM_LABELS
  include_raw:
    description:
      - Whether to add the platform's own rows as C(lp_raw) and C(lp_customer_raw), without passwords and secrets.
    type: bool
    default: false
    env:
      - name: LIVE_PLATFORM_INCLUDE_RAW
  fields:
    description:
      - Names of the record fields that become variables, without the prefix, or shell patterns such as
        V(devices_*). By default all fields.
      - 'C(lp_kind), C(lp_instance_id), C(lp_enabled), C(lp_platform), C(lp_unread), C(lp_customer_unread) and
        C(ansible_connection) are always set. Expressions in this file see every field.'
    type: raw
    env:
      - name: LIVE_PLATFORM_FIELDS
  group_by:
    description:
      - More groups, in addition to those by kind, license type and status. They are created in Python, not by
        expressions.
      - 'V(source), V(license_family), V(license_tier), V(deploy_status), V(voice_quality_status), V(trial),
        V(ai_summary), V(ms_tenant), V(usage) and V(sip_state) create groups C(lp_<key>_<value>); V(enabled) creates
        C(lp_enabled) and C(lp_disabled).'
      - 'V(trial) gives C(active), C(expiring), C(expired) or C(none), V(usage) gives C(ok), C(warning), C(grace),
        C(over) or C(unused).'
      - Groups for values from a closed list always exist, even when empty.
    type: raw
    env:
      - name: LIVE_PLATFORM_GROUP_BY
  nested_groups:
    description:
      - Groups to put into parent groups. V(license_family) puts C(lp_license_<type>) into
        C(lp_license_family_<family>); V(ms_tenant) puts hosts into C(lp_ms_tenant_<id>), and these into
        C(lp_ms_tenants).
    type: raw
    env:
      - name: LIVE_PLATFORM_NESTED_GROUPS
  trial_expiring_days:
    description:
      - A trial is expiring if it ends within this many days, for O(group_by) V(trial).
    type: int
    default: 30
    env:
      - name: LIVE_PLATFORM_TRIAL_EXPIRING_DAYS
  usage_warning_percent:
    description:
      - Usage (percent of acquired seats) at which the warning band starts, at most V(100). The default is the
        example setting on the vendor's page about global license settings.
    type: float
    default: 90
    env:
      - name: LIVE_PLATFORM_USAGE_WARNING_PERCENT
  usage_grace_percent:
    description:
      - Usage (percent of acquired seats) at which the grace band ends, at least V(100). Above it, usage is over.
        The default is the vendor's example setting.
    type: float
    default: 110
    env:
      - name: LIVE_PLATFORM_USAGE_GRACE_PERCENT
  reference_date:
    description:
      - Day (ISO date) that trials are measured against, such as the end of a quarter. By default today (UTC).
    type: raw
    env:
      - name: LIVE_PLATFORM_REFERENCE_DATE
  group_prefix:
    description:
      - Prefix of the groups that the plugin creates by itself. At most 100 letters, digits and underscores.
    type: str
    default: lp_
    env:
      - name: LIVE_PLATFORM_GROUP_PREFIX
  vars_prefix:
    description:
      - Prefix of the variables. Without a prefix, ansible-core warns about variables such as C(name).
    type: str
    default: lp_
    env:
      - name: LIVE_PLATFORM_VARS_PREFIX
  hostnames:
    description:
      - 'Templates such as V({{ lp_full_name }}) or expressions such as V(lp_name ~ ''-'' ~ lp_id) for host names,
        in order of preference. The first that gives a name is used.'
      - If none is set or gives a name, the name is a slug of the object's name, or else its identity, such as
        C(service-42712).
      - Characters other than letters, digits, C(.), C(_) and C(-) become C(-).
    type: raw
    env:
      - name: LIVE_PLATFORM_HOSTNAMES
  duplicates:
    description:
      - What to do if hosts share a name, or have the name of a group, including groups from O(groups) or
        O(keyed_groups). All of these hosts get their id appended.
      - V(suffix) does that and warns once, with a count. For AWX, a host whose name gets an id because another host
        has the same name is a new host, unless AWX identifies hosts by C(lp_instance_id).
      - V(warn) is the same as V(suffix). V(fail) fails instead.
    type: str
    default: suffix
    choices: [suffix, warn, fail]
    env:
      - name: LIVE_PLATFORM_DUPLICATES
  always_enabled:
    description:
      - Whether to set C(lp_enabled) on every host, so that AWX keeps disabled services in its jobs. To group them,
        use O(group_by) V(enabled).
    type: bool
    default: false
    env:
      - name: LIVE_PLATFORM_ALWAYS_ENABLED
  cache_stale_on_error:
    description:
      - Seconds for which a cached copy may be used if the platform does not answer, sends an invalid answer, or
        asks for fewer requests. V(0) means never. Requires O(cache).
      - The run warns then, and all hosts are in the group C(lp_stale). This group exists whenever this option is
        set. Refused credentials are always an error.
    type: int
    default: 0
    env:
      - name: LIVE_PLATFORM_CACHE_STALE_ON_ERROR
  allow_empty:
    description:
      - Whether to accept an inventory without hosts. By default it is an error, because AWX would delete every host
        of the source.
      - It also accepts an empty list even if other data contradicts it. By default it is an error if there are
        customers but no services, if services have customers (they carry a customer's GUID, or are not Device
        Manager services) but no customer is listed, or if the cached copy has rows of the empty kind.
    type: bool
    default: false
    env:
      - name: LIVE_PLATFORM_ALLOW_EMPTY
  minimum_hosts:
    description:
      - The least number of hosts. Fewer are an error.
    type: int
    default: 0
    env:
      - name: LIVE_PLATFORM_MINIMUM_HOSTS
  minimum_services:
    description:
      - The least number of services in the platform's list, before filters. Fewer are an error. Has no effect if
        O(include) leaves services out.
    type: int
    default: 0
    env:
      - name: LIVE_PLATFORM_MINIMUM_SERVICES
    version_added: 1.1.0
  minimum_customers:
    description:
      - The least number of customers in the platform's list, including those that services carry. Fewer are an
        error. Has no effect if O(include) leaves customers out.
    type: int
    default: 0
    env:
      - name: LIVE_PLATFORM_MINIMUM_CUSTOMERS
    version_added: 1.1.0
  maximum_drop_percent:
    description:
      - Fail if one of the two lists has lost more than this percentage of its rows. Each list is compared with its
        highest count of the last 7 days, or with the last count if that is older. Requires O(cache).
      - If that many rows were really removed, remove the cache, or raise this value for one run.
    type: float
    env:
      - name: LIVE_PLATFORM_MAXIMUM_DROP_PERCENT
"""

EXAMPLES = r"""
---
# my.live_platform.yml: this line alone is a complete source. The address and the credentials come from the environment
# (LIVE_PLATFORM_URL, LIVE_PLATFORM_TENANT_ID, LIVE_PLATFORM_CLIENT_ID, ...).
plugin: audiocodes.live_platform.live_platform

# only customers with these licenses, and the services that carry them
license_types: [hosted_pro, oc_essentials, oc_essentials_plus, oc_pro]

# lp_trial_expiring, lp_usage_over, ... in addition to the groups by kind, license type and status
group_by: [trial, usage]
trial_expiring_days: 14

# a group for each Microsoft tenant, and your own variable
keyed_groups:
  - prefix: ms
    key: lp_ms_tenant_id
compose:
  seats: (lp_licensed_users if lp_kind == 'customer' else lp_customer_licensed_users) or 0
"""

import math
import os
import time
from collections.abc import Callable
from contextlib import nullcontext
from copy import deepcopy
from dataclasses import replace
from datetime import date, datetime, timezone
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from ansible.errors import AnsibleError, AnsibleParserError
from ansible.inventory.data import InventoryData
from ansible.plugins.inventory import BaseInventoryPlugin, Cacheable
from ansible.utils.path import basedir

from ansible_collections.audiocodes.live_platform.plugins.module_utils._options import (
    connection,
    environment,
    unknown_variables,
)
from ansible_collections.audiocodes.live_platform.plugins.module_utils._records.bulk import paused
from ansible_collections.audiocodes.live_platform.plugins.module_utils._records.licenses import FAMILY_BY_LICENSE_TYPE
from ansible_collections.audiocodes.live_platform.plugins.module_utils._records.name_patterns import all_names
from ansible_collections.audiocodes.live_platform.plugins.module_utils._topology import join, vocabularies
from ansible_collections.audiocodes.live_platform.plugins.module_utils.errors import (
    ConnectError,
    DataError,
    LivePlatformError,
    RequestError,
    ServerError,
)
from ansible_collections.audiocodes.live_platform.plugins.module_utils.reading import nobody_hint
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._inventory import entry_checks, store
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._inventory.draft import Draft, settle
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._inventory.expressions import (
    Expressions,
    Failures,
    check_groups,
    check_keyed_groups,
)
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._inventory.groups import (
    DEFAULT_GROUPINGS,
    GROUPINGS,
    MS_TENANTS,
    STALE,
)
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._inventory.hosts import (
    Host,
    exported_variables,
    host_of,
    nested_families,
    set_groups,
    set_variables,
)
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._inventory.naming import (
    changed_names,
    set_names,
    taken_names,
)
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._inventory.options import InventoryOptions
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._inventory.source import (
    SourceOptions,
    refuse_unknown,
)
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils.trust import (
    TRUST_IS_OPT_IN,
    Protector,
    trusted,
)

if TYPE_CHECKING:
    from ansible.parsing.dataloader import DataLoader

# the failures that a stale copy may stand in for: the platform's own, never a wrong option or a refused account
_PASSING = (ConnectError, ServerError, DataError, RequestError)
_TOO_MANY_REQUESTS = 429
# from here on it pays to keep Python's collector from them
_MANY_HOSTS = 1000
# options whose expressions are evaluated for every host
CONSTRUCTED = ("compose", "groups", "keyed_groups")

# every host is an object of an API: there is nothing to connect to
LOCAL = trusted("local")
# ... and modules run in the Python that runs Ansible. A template: AWX updates in one image and runs jobs in another
INTERPRETER = trusted("{{ ansible_playbook_python }}")


def _instant(seconds: float) -> str | bool:
    """Return a time since the epoch as ISO 8601 text; true for one that no calendar has."""
    try:
        return datetime.fromtimestamp(seconds, timezone.utc).isoformat(timespec="seconds")
    except (OverflowError, OSError, ValueError):
        return True


class InventoryModule(Expressions, BaseInventoryPlugin, Cacheable):
    """Reads the platform once and hands core finished hosts, variables and groups."""

    NAME = "audiocodes.live_platform.live_platform"

    # injected by tests: seconds since the epoch, and the day that trials are measured against
    now: Callable[[], float] = staticmethod(time.time)
    today: Callable[[], date] | None = None

    def verify_file(self, path: str) -> bool:
        """Accept only files that are named as documented, so that directory sources work."""
        if not super().verify_file(path):
            return False
        if path.endswith(("live_platform.yml", "live_platform.yaml")):
            return True
        self.display.vvv(f"{path}: declined, since its name does not end in live_platform.yml or live_platform.yaml")
        return False

    def parse(self, inventory: InventoryData, loader: DataLoader, path: str, cache: bool = True) -> None:
        """Fill the inventory. Raises C(AnsibleParserError) with one line for anything but complete data."""
        super().parse(inventory, loader, path, cache)
        environment.drop_blank_env()
        config = self._read(path)
        source = SourceOptions(self, config, basedir(path))
        self.display.vvv(f"audiocodes.live_platform: {source.origins()}")
        if warning := unknown_variables.warning():
            self.display.warning(f"audiocodes.live_platform: {warning}")
        failure: LivePlatformError | None = None
        try:
            refuse_unknown(config, self.option_definitions)
            options = InventoryOptions.read(source.get, self.today)
            for option in options.idle():
                self.display.warning(
                    f"audiocodes.live_platform: {option} has no effect, since include leaves its list out"
                )
            exported = exported_variables(options.fields, options.vars_prefix)
            check_keyed_groups(self.get_option("keyed_groups"))
            check_groups(self.get_option("groups"))
            settings = connection.settings({option.name: source.get(option.name) for option in connection.OPTIONS})
            # templates make cycles of objects, everything else does not
            templates = options.early or any(map(self.get_option, CONSTRUCTED))
            with nullcontext() if templates else paused():
                entry, stale = self._entry(settings, options, cache)
                if partly := entry_checks.partly_unread(entry, options):
                    self.display.warning(f"audiocodes.live_platform: {partly}")
                self._populate(entry, stale, options, exported, inventory, settings)
                if not templates and len(inventory.hosts) >= _MANY_HOSTS:
                    settle()
        except LivePlatformError as error:
            failure = error
        finally:
            self.inventory = inventory
        # outside the handler, so that core does not print the chain of causes
        if failure is not None:
            raise AnsibleParserError(f"audiocodes.live_platform: {failure}")

    def _read(self, path: str) -> dict[str, Any]:
        """Return the source file's content and set the options. A cache that cannot be used is only a warning."""
        try:
            return dict(self._read_config_data(path))
        except AnsibleError as error:
            # core makes the cache plugin last, when all options are set already
            if not self._options or not self.get_option("cache"):
                raise
            self.display.warning(f"audiocodes.live_platform: the cache cannot be used and is left out: {error}")
            self.set_option("cache", False)
            trust = {"trusted_as_template": True} if TRUST_IS_OPT_IN else {}
            return dict(self.loader.load_from_file(path, **trust))

    def _entry(self, settings: connection.Settings, options: InventoryOptions, cache: bool) -> tuple[store.Entry, bool]:
        """Return (rows, stale?): from the cache where it is young enough, else from the platform.

        Raises one of the L(LivePlatformError) family. Nothing is sent, not even for a token, where the cache serves.
        """
        caching = self.get_option("cache")
        choices: dict[str, Any] = {
            "platform": settings.platform,
            "include": sorted(options.include),
            "all_details": options.all_details,
            "include_raw": options.include_raw,
            "labels": options.labels,
        }
        key = store.key(settings, **choices)
        lifetime = self.get_option("cache_timeout")
        if caching:
            # no time limit of core's own: it would forget an entry that can still stand in
            self.set_option("cache_timeout", 0)
            self.load_cache_plugin()
        kept = store.load(self._cache, key) if caching else None
        # only where a token names no account somebody may have another one in each run
        last = store.last_key(settings, **choices) if options.guards and caching and store.is_opaque(settings) else ""
        if options.guards and (reason := self._why_no_guard(kept, key, last)):
            self.display.warning(f"audiocodes.live_platform: {' and '.join(options.guards)} cannot work: {reason}")
        # an entry without rows is one, too
        age = self.now() - kept.written if kept is not None else 0.0
        if age < 0:
            # written in the future, as before a clock was set back: nobody knows how old it is
            age = math.inf
        # options may be stricter than those it was written with
        usable = kept is not None and self._is_good(kept, options)
        if kept is not None and usable and cache and (not lifetime or age <= lifetime):
            self.display.vvv(f"audiocodes.live_platform: from the cache, {age:.0f} s old")
            return kept, False
        try:
            entry = self._fetch(settings, options)
            remark = entry_checks.check(entry, kept, options, self.now())
        except _PASSING as error:
            refused = isinstance(error, RequestError) and error.status != _TOO_MANY_REQUESTS
            too_old = not options.cache_stale_on_error or age > options.cache_stale_on_error
            if refused or kept is None or not usable or too_old:
                raise
            self.display.warning(
                f"audiocodes.live_platform: STALE DATA, {age:.0f} s old, stands in because the platform cannot be read: {error}"
            )
            return kept, True
        if remark:
            self.display.v(f"audiocodes.live_platform: {remark}")
        if caching:
            marks = entry.marks_after(kept.marks) if kept is not None else entry.marks
            store.save(self._cache, key, replace(entry, marks=marks))
            if last:
                self._cache[last] = {"key": key}
        return entry, False

    def _is_good(self, kept: store.Entry, options: InventoryOptions) -> bool:
        """Tell whether a cached copy passes the checks of a fresh reading."""
        try:
            entry_checks.check(kept, None, options, self.now())
        except DataError as error:
            self.display.vvv(f"audiocodes.live_platform: the cached copy cannot be used: {error}")
            return False
        return True

    def _why_no_guard(self, kept: store.Entry | None, key: str, last: str) -> str:
        """Return why an earlier reading is not to be had, and never will be; empty where it is, or on the first run."""
        if not self.get_option("cache"):
            return "without cache: true nothing is kept from one run to the next"
        if str(self.get_option("cache_plugin")).rpartition(".")[2] == "memory":
            return "the cache plugin memory keeps nothing from one run to the next"
        if kept is not None:
            return ""
        if last and store.noted(self._cache, last) not in ("", key):
            return (
                "the access token is another one than in the last run and names no account, so nothing is kept for it"
            )
        if "INVENTORY_UPDATE_ID" in os.environ:
            return "nothing is kept from an earlier run, for AWX runs each update in a new container: the cache needs a volume"
        return ""

    def _fetch(self, settings: connection.Settings, options: InventoryOptions) -> store.Entry:
        """Read both lists, or those that are included, with one request each."""
        # late: a cached inventory needs neither them nor C(requests)
        from ansible_collections.audiocodes.live_platform.plugins.module_utils import gather  # noqa: PLC0415
        from ansible_collections.audiocodes.live_platform.plugins.module_utils._client.client import Client  # noqa: PLC0415

        common: dict[str, Any] = {"labels": options.labels, "include_raw": options.include_raw}
        services: store.Rows = []
        customers: store.Rows = []
        with paused(), Client(settings, log=self.display.vvv) as client:
            if "services" in options.include:
                services = gather.services(client, **common)
            if "customers" in options.include:
                customers = gather.customers(client, all_details=options.all_details, **common)
        return store.Entry(services, customers, self.now())

    def _populate(
        self,
        entry: store.Entry,
        stale: bool,
        options: InventoryOptions,
        exported: frozenset[str] | None,
        inventory: InventoryData,
        settings: connection.Settings,
    ) -> None:
        """Make hosts of the rows with their variables and groups, and hand them over when all is well."""
        protect, failures, strict = Protector(), Failures(), self.get_option("strict")
        self.forget(options.vars_prefix)
        named = settings.platform_name
        hosts = self._hosts(entry, options, failures, protect, named)
        groups = [options.group_prefix + name for grouping in options.groupings for name in grouping.always()]
        if options.cache_stale_on_error:
            groups.append(options.group_prefix + STALE)
        set_groups(hosts, options.groupings, options.limits, options.group_prefix)
        proposals: list[str | None] = [None] * len(hosts)
        if options.hostnames:
            proposals = [self.host_name(options.hostnames, host.variables, strict, failures) for host in hosts]
        taken = self._taken(hosts, [*groups, *inventory.groups], options)
        more = (options.group_prefix + STALE,) if stale else ()
        source = inventory.current_source
        ready = options.early
        while True:
            renamed = set_names(hosts, proposals, taken)
            draft = self.inventory = Draft(inventory_file=source, inventory_dir=basedir(source) if source else None)
            for group in groups:
                draft.add_group(group)
            # the proposals stay in the order of the identities
            ordered = sorted(hosts, key=attrgetter("name"))
            if not ready:
                # last, so that they are made in the order in which core goes through them, side by side in memory
                set_variables(ordered, options.vars_prefix, options.always_enabled, protect, named)
                ready = True
            noted = deepcopy(failures)
            self._place(ordered, more, exported, noted, protect)
            # what keyed_groups makes is not known before: core would take a host of that name for the group
            clashing = draft.clashing()
            if not clashing:
                break
            taken |= clashing
            # what is remembered took such a host for the group
            self.forget(options.vars_prefix)
        self._check_names(renamed, changed_names(hosts, proposals), options)
        self._nest(ordered, options)
        told = self._told(entry, stale, options, {host.record["kind"] for host in hosts})
        platform = protect(settings.platform)
        for kind in DEFAULT_GROUPINGS["kind"].always():
            group = options.group_prefix + kind
            # of the groups and not of the hosts, so that the group_vars of a site win
            draft.set_group_variable(group, "ansible_python_interpreter", INTERPRETER)
            for name, value in told.items():
                draft.set_group_variable(group, f"{options.vars_prefix}{name}", {platform: protect(value)})
        if warning := noted.warning():
            self.display.warning(f"audiocodes.live_platform: {warning}")
        self._warn_of_shared(ordered, inventory)
        draft.hand_over(inventory)

    @staticmethod
    def _told(entry: store.Entry, stale: bool, options: InventoryOptions, kinds: set[str]) -> dict[str, Any]:
        """Return what the roles need to know of a reading, as variables of groups without prefix.

        The kinds that were read; when that was, where a copy stands in; the rows before filters, where a kind that was read
        has no host: the list was compared with the other one here, and is empty for a reason.
        """
        told: dict[str, Any] = {"read": sorted(options.include)}
        if stale:
            told["stale"] = _instant(entry.written)
        if any(kind.removesuffix("s") not in kinds for kind in options.include):
            told["rows"] = {"services": len(entry.services), "customers": len(entry.customers)}
        return told

    def _hosts(
        self, entry: store.Entry, options: InventoryOptions, failures: Failures, protect: Protector, named: str
    ) -> list[Host]:
        """Return the hosts that the rows make and that pass the filters; with their variables where C(options.early) says so."""
        services, customers = join.join(entry.services, entry.customers, options.match_by)
        everything = [*services, *customers]
        names = all_names(everything) if options.selection.names else set()
        warnings = vocabularies.check(everything, options.selection, options.unknown_values)
        if unused := options.selection.idle_names(names):
            warnings.append(f"names: nobody is called {', '.join(unused)}")
        for warning in [*warnings, *vocabularies.check_labels(everything, options.labels)]:
            self.display.warning(f"audiocodes.live_platform: {warning}")
        unmatched = (item for item in customers if not item["matched"])
        records = options.selection.passing([*services, *unmatched], names)
        # nothing that follows, warnings included, depends on the order of the platform's rows
        hosts = sorted(map(host_of, records), key=attrgetter("identity"))
        if options.early:
            set_variables(hosts, options.vars_prefix, options.always_enabled, protect, named)
        if options.filters:
            strict = self.get_option("strict")
            hosts = [host for host in hosts if self.keep(options.filters, host.variables, strict, failures)]
        self._check_population(len(hosts), len(services) + len(customers), options)
        return hosts

    def _place(
        self,
        hosts: list[Host],
        more: tuple[str, ...],
        exported: frozenset[str] | None,
        failures: Failures,
        protect: Protector,
    ) -> None:
        """Put the hosts into the draft, with their groups and C(more), and with what is constructed for each of them."""
        strict = self.get_option("strict")
        asked = {name: self.get_option(name) for name in CONSTRUCTED}
        for host in hosts:
            variables = host.variables
            if exported is not None:
                variables = {name: value for name, value in variables.items() if name in exported}
            elif any(asked.values()):
                variables = variables.copy()
            variables["ansible_connection"] = LOCAL
            self.inventory.place(host.name, variables, (*host.groups, *more))
            if any(asked.values()):
                self.construct(host.name, host.variables, asked, strict, failures, protect)

    def _taken(self, hosts: list[Host], groups: list[str], options: InventoryOptions) -> set[str]:
        """Return every group name that is known before the hosts have names: a host with such a name would be taken for it."""
        nested = [GROUPINGS[key] for key in options.nested_groups]
        ours = taken_names(hosts, options.groupings, nested, options.limits, options.group_prefix)
        return ours.union(groups, (self._sanitize_group_name(name) for name in self.get_option("groups") or {}))

    def _check_population(self, kept: int, total: int, options: InventoryOptions) -> None:
        """Raise L(DataError) for an inventory that is empty or too small: AWX would delete what is missing."""
        if not kept and not options.allow_empty:
            raise DataError(
                f"no host is left of {total} services and customers: an empty inventory is an error unless allow_empty is set",
                hint=nobody_hint(options.selection.given) or None,
            )
        if kept < options.minimum_hosts:
            raise DataError(f"{kept} hosts are fewer than minimum_hosts ({options.minimum_hosts})")

    def _check_names(self, renamed: int, changed: list[str], options: InventoryOptions) -> None:
        """Say in one warning what became of names. Raises L(DataError) where the policy for equal ones wants none of them."""
        one = renamed == 1
        text = f"{renamed} {'host shares its' if one else 'hosts share their'} name with another host or a group"
        if renamed and options.duplicates == "fail":
            raise DataError(f"{text}, and duplicates is fail", hint="use hostnames, or duplicates: suffix")
        parts = [f"{text}; {'its id was' if one else 'their ids were'} appended"] if renamed else []
        parts += changed
        if parts:
            self.display.warning(f"audiocodes.live_platform: {'; '.join(parts)}")

    def _warn_of_shared(self, hosts: list[Host], inventory: InventoryData) -> None:
        """Name hosts that another source has, too: a customer may call itself like a server, whose plays would run here."""
        # once: what core hands a plugin may be a wrapper, which is slow to ask
        others = inventory.hosts
        if shared := [host.name for host in hosts if host.name in others]:
            self.display.warning(
                f"audiocodes.live_platform: {len(shared)} hosts have the name of a host of another source and are one with "
                f"it, ansible_connection included: {', '.join(shared[:5])}{', ...' if len(shared) > 5 else ''}. "
                "Where that is not meant, give these names of their own with hostnames"
            )

    def _nest(self, hosts: list[Host], options: InventoryOptions) -> None:
        """Put groups into groups, where asked for: family > license type, and all tenants > tenant > host."""
        prefix = options.group_prefix
        if "license_family" in options.nested_groups:
            nested, direct = nested_families(hosts, prefix, FAMILY_BY_LICENSE_TYPE)
            for group, family in sorted(nested.items()):
                self._child(family, group)
            for family, names in sorted(direct.items()):
                for name in sorted(names):
                    self._member(family, name)
        if "ms_tenant" in options.nested_groups:
            tenants = GROUPINGS["ms_tenant"]
            for host in hosts:
                for name in tenants.names(host.record, options.limits):
                    self._child(prefix + MS_TENANTS, self.inventory.add_group(prefix + name))
                    self._member(prefix + name, host.name)

    def _child(self, group: str, child: str) -> None:
        self.inventory.add_child(self.inventory.add_group(group), child)

    def _member(self, group: str, host: str) -> None:
        self.inventory.add_host(host, self.inventory.add_group(group))
