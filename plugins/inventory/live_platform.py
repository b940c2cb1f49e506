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
  - Customers choose their names, and some regular expressions never end on some names. An expression that takes more
    than 5 seconds of processor time on one host is therefore an error. So are filters and tests such as
    C(regex_search) and C(match) that take more than 60 seconds on all hosts together. Outside the main thread of a
    process there is no limit, and a warning says so.
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
  channels:
    description:
      - Whether to read the leads of Operator Connect, which takes one more request and sets C(lp_channel_id) of customers and
        C(lp_customer_channel_id) of services. Switched on automatically if O(group_by) has V(channel).
      - Has no effect if customers are not read.
    type: bool
    default: false
    version_added: 1.1.0
    env:
      - name: LIVE_PLATFORM_CHANNELS
  metering:
    description:
      - Whether to give services the variables C(lp_metering_tag), C(lp_user_dids), C(lp_contact_center_dids),
        C(lp_service_number_dids) and C(lp_service_numbers_cac), as O(audiocodes.live_platform.service_info#module:metering)
        does. This takes no more requests.
    type: bool
    default: false
    version_added: 1.1.0
    env:
      - name: LIVE_PLATFORM_METERING
  metering_tiers:
    description:
      - Whether to give customers the variable C(lp_metering_tiers), and services C(lp_customer_metering_tiers), as
        O(audiocodes.live_platform.topology_facts#module:metering_tiers) does.
      - Implies O(channels) and O(metering), and reads each channel that customers belong to with one more request. Has no effect if services or
        customers are not read.
    type: bool
    default: false
    version_added: 1.1.0
    env:
      - name: LIVE_PLATFORM_METERING_TIERS
  numbers:
    description:
      - Whether to give customers the variables C(lp_numbers_total), C(lp_numbers_unassigned), C(lp_numbers_marked_for_removal) and
        C(lp_numbers_ready_for_removal), as O(audiocodes.live_platform.topology_facts#module:numbers) does.
      - Takes one request for each 200 numbers of the platform. Has no effect if customers are not read.
    type: bool
    default: false
    version_added: 1.1.0
    env:
      - name: LIVE_PLATFORM_NUMBERS
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
        V(ai_summary), V(ms_tenant), V(channel), V(usage) and V(sip_state) create groups C(lp_<key>_<value>); V(enabled)
        creates C(lp_enabled) and C(lp_disabled).'
      - 'V(trial) gives C(active), C(expiring), C(expired) or C(none), V(usage) gives C(ok), C(warning), C(grace),
        C(over), C(unused) or, for unused seats of customers whose users do not count (Hosted Essentials), C(not_counted).'
      - V(channel) gives the id of the customer's channel (reseller), C(none) or, if it could not be read, C(unknown). Only
        customers of Operator Connect have one.
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
      - Usage (percent of acquired seats) at which the warning band starts, at most V(100). A choice of this
        collection, because on the platform a warning limit belongs to the license of the whole instance.
    type: float
    default: 90
    env:
      - name: LIVE_PLATFORM_USAGE_WARNING_PERCENT
  usage_grace_percent:
    description:
      - Usage (percent of acquired seats) at which the grace band ends, at least V(100). Above it, usage is over.
        A choice of this collection, like O(usage_warning_percent).
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

import time
from collections.abc import Callable
from contextlib import nullcontext
from datetime import date
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
from ansible_collections.audiocodes.live_platform.plugins.module_utils.errors import LivePlatformError
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._inputs.processor_time import can_be_watched
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._inventory import entry_checks
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._inventory.build import Build
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._inventory.draft import Draft, settle
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._inventory.entries import Cache, Source
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._inventory.expressions import Expressions
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._inventory.messages import Messages
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._inventory.options import InventoryOptions
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._inventory.source import (
    SourceOptions,
    refuse_unknown,
)
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils.trust import TRUST_IS_OPT_IN

if TYPE_CHECKING:
    from ansible.parsing.dataloader import DataLoader

# from here on, keeping Python's collector away from the objects saves time
_MANY_HOSTS = 1000


class InventoryModule(BaseInventoryPlugin, Cacheable):
    """Reads the platform once and gives core finished hosts, variables and groups."""

    NAME = "audiocodes.live_platform.live_platform"

    # injected by tests: seconds since the epoch, and the reference day for trials
    now: Callable[[], float] = staticmethod(time.time)
    today: Callable[[], date] | None = None

    def verify_file(self, path: str) -> bool:
        """Accept only files with the documented names, so that directories of sources work."""
        if not super().verify_file(path):
            return False
        if path.endswith(("live_platform.yml", "live_platform.yaml")):
            return True
        self.display.vvv(f"{path}: declined, because its name does not end in live_platform.yml or live_platform.yaml")
        return False

    def parse(self, inventory: InventoryData, loader: DataLoader, path: str, cache: bool = True) -> None:
        """Fill the inventory. Raises `AnsibleParserError` with one line unless the data is complete."""
        super().parse(inventory, loader, path, cache)
        failure: LivePlatformError | None = None
        try:
            self._fill(inventory, path, cache)
        except LivePlatformError as error:
            failure = error
        # not in the handler, so that core does not print the chain of causes
        if failure is not None:
            raise AnsibleParserError(f"audiocodes.live_platform: {failure}")

    def _fill(self, inventory: InventoryData, path: str, cache: bool) -> None:
        messages = Messages(self.display)
        environment.drop_blank_env()
        config = self._read(path)
        given = SourceOptions(self, config, basedir(path))
        messages.trace(given.origins())
        if warning := unknown_variables.warning():
            messages.warn(warning)
        refuse_unknown(config, self.option_definitions)
        options = InventoryOptions.read(given.get, self.today)
        for option in options.idle():
            messages.warn(f"{option} has no effect, because include leaves out its list")
        expressions = Expressions(self, options.vars_prefix)
        settings = connection.settings({option.name: given.get(option.name) for option in connection.OPTIONS})
        # only templates make reference cycles
        templates = options.early or expressions.are_asked
        if templates and not can_be_watched():
            messages.warn("there is no time limit for expressions here: it needs the main thread of a process")
        with nullcontext() if templates else paused():
            reading = Source(settings, options, self._cache_of_core(), messages, self.now).reading(cache)
            if partly := entry_checks.partly_unread(reading.entry, options):
                messages.warn(partly)
            file = inventory.current_source
            inherited = {"inventory_file": file, "inventory_dir": basedir(file) if file else None}
            # in one call, so that only the inventory is left when the objects settle
            _hand_over(
                Build(options, settings, expressions, messages, inherited).draft(reading, inventory.groups),
                inventory,
                messages,
            )
            if not templates and len(inventory.hosts) >= _MANY_HOSTS:
                settle()

    def _read(self, path: str) -> dict[str, Any]:
        """Set the options and return the content of the source file. An unusable cache causes only a warning."""
        try:
            return dict(self._read_config_data(path))
        except AnsibleError as error:
            # core creates the cache plugin last, after all options are set
            if not self._options or not self.get_option("cache"):
                raise
            Messages(self.display).warn(f"the cache cannot be used and is ignored: {error}")
            self.set_option("cache", False)
            trust = {"trusted_as_template": True} if TRUST_IS_OPT_IN else {}
            return dict(self.loader.load_from_file(path, **trust))

    def _cache_of_core(self) -> Cache | None:
        """Return core's cache if it is on, without core's time limit, which drops entries that are still useful when stale."""
        if not self.get_option("cache"):
            return None
        lifetime = self.get_option("cache_timeout")
        self.set_option("cache_timeout", 0)
        self.load_cache_plugin()
        is_memory = str(self.get_option("cache_plugin")).rpartition(".")[2] == "memory"
        return Cache(self._cache, lifetime or 0, is_memory)


def _hand_over(draft: Draft, inventory: InventoryData, messages: Messages) -> None:
    """Add a draft to core's inventory. Warn about hosts that another source also has.

    A customer may choose the name of a server.
    """
    if names := draft.shared(inventory):
        shared = (
            "1 host shares its name with a host of another source and was"
            if len(names) == 1
            else f"{len(names)} hosts share their names with hosts of another source and were"
        )
        messages.warn(
            f"{shared} merged with it, ansible_connection included: {', '.join(names[:5])}{', ...' if len(names) > 5 else ''}. "
            "If that is not intended, set hostnames to give them other names"
        )
    draft.hand_over(inventory)
