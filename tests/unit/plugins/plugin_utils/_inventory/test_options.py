# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The inventory's own options: one error that names the option, blanks, text in place of lists, and the defaults."""

from __future__ import annotations

from datetime import date, datetime, timezone
from typing import Any

import pytest
import yaml

from ansible_collections.audiocodes.live_platform.plugins.inventory import live_platform
from ansible_collections.audiocodes.live_platform.plugins.module_utils._topology import bands
from ansible_collections.audiocodes.live_platform.plugins.module_utils._topology.selection import Selection
from ansible_collections.audiocodes.live_platform.plugins.module_utils.errors import OptionError
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._inventory.groups import GROUPINGS
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._inventory.options import InventoryOptions

TODAY = date(2026, 7, 1)
DEFAULTS = {
    name: entry.get("default") for name, entry in yaml.safe_load(live_platform.DOCUMENTATION)["options"].items()
}


def read(**given: Any) -> InventoryOptions:
    return InventoryOptions.read((DEFAULTS | given).__getitem__, lambda: TODAY)


@pytest.mark.parametrize(
    ("name", "value", "says"),
    [
        ("include", ["servers"], "include: servers is not one of services, customers"),
        ("group_by", "status,colour", "group_by: colour is not one of"),
        ("match_by", ["guid"], "match_by: guid is not one of ump_customer_guid, service_id, name"),
        ("nested_groups", ["status"], "nested_groups: status is not one of license_family, ms_tenant"),
        ("duplicates", "ignore", "duplicates: ignore is not one of suffix, warn, fail"),
        ("license_types", {"pro": 1}, "license_types must be a list"),
        ("names", [["nested"]], "names must be a list"),
        ("fields", "[not json", "fields looks like a list"),
        ("labels", "pro=Gold", "labels must be a dictionary"),
        ("labels", ["pro"], "labels must be a dictionary"),
        ("filters", "include: x", "filters must be a list, not a dictionary"),
        ("filters", "include", "filters must be a list; its text cannot be read as JSON or YAML"),
        ("filters", {"include": "x"}, "filters must be a list, not a dictionary"),
        ("filters", ["x"], "filters: entry 1 must be a dictionary with one key"),
        ("filters", [{"include": "x"}, {"only": "y"}], "filters: entry 2 must be a dictionary with one key"),
        ("filters", [{"include": "x", "exclude": "y"}], "filters: entry 1 must be a dictionary with one key"),
        ("filters", [{"include": None}], "filters: the condition of entry 1"),
        ("filters", [{"include": 1}], "filters: the condition of entry 1"),
        ("hostnames", {"a": "b"}, "hostnames must be a list of text"),
        ("hostnames", [1], "hostnames must be a list of text"),
        ("hostnames", "[broken", "hostnames looks like a list"),
        ("group_prefix", "lp-", "group_prefix must have at most 100 letters"),
        ("group_prefix", "1p_", "group_prefix must have at most 100 letters"),
        ("group_prefix", "l" * 101, "group_prefix must have at most 100 letters"),
        ("vars_prefix", "lp.", "vars_prefix must have at most 100 letters"),
        ("vars_prefix", "{{ x }}", "vars_prefix must have at most 100 letters"),
        ("reference_date", "31.12.2026", "reference_date must be a date"),
        ("reference_date", "2026-02-30", "reference_date must be a date"),
        ("trial_expiring_days", -1, "trial_expiring_days must be 0 or more"),
        ("usage_warning_percent", -0.5, "usage_warning_percent must be 0 or more"),
        ("usage_warning_percent", 100.5, "usage_warning_percent must be at most 100"),
        ("usage_grace_percent", 99.5, "usage_grace_percent at least 100"),
        ("usage_grace_percent", float("nan"), "usage_grace_percent must be 0 or more"),
        ("usage_grace_percent", float("inf"), "usage_grace_percent must be 0 or more"),
        ("cache_stale_on_error", -1, "cache_stale_on_error must be 0 or more"),
        ("minimum_hosts", 10**400, "minimum_hosts must be 0 or more, not inf"),
        ("minimum_hosts", -1, "minimum_hosts must be 0 or more"),
        ("maximum_drop_percent", -1, "maximum_drop_percent must be 0 or more"),
        ("maximum_drop_percent", float("nan"), "maximum_drop_percent must be 0 or more"),
    ],
)
def test_a_wrong_option_is_one_line_that_names_it(name: str, value: Any, says: str) -> None:
    with pytest.raises(OptionError) as error:
        read(**{name: value})
    assert says in str(error.value)
    assert "\n" not in str(error.value)


def test_the_defaults_are_those_of_the_documentation() -> None:
    options = read()
    assert options.include == ["services", "customers"]
    assert options.match_by == ["ump_customer_guid", "service_id"]
    assert options.groupings == [GROUPINGS["kind"], GROUPINGS["license_type"], GROUPINGS["status"]]
    assert (options.group_prefix, options.vars_prefix, options.duplicates) == ("lp_", "lp_", "suffix")
    assert options.selection == Selection(None, None, None, None, None, None)
    assert options.unknown_values is None
    assert (options.filters, options.fields, options.hostnames) == ([], [], [])
    assert (options.nested_groups, options.labels) == ([], {})
    flags = (options.all_details, options.include_raw, options.always_enabled, options.allow_empty)
    assert flags == (False, False, False, False)
    assert (options.cache_stale_on_error, options.minimum_hosts, options.maximum_drop_percent) == (0, 0, None)
    limits = options.limits
    assert (limits.today, limits.trial_expiring_days) == (TODAY, bands.EXPIRING_DAYS)
    assert (limits.usage_warning_percent, limits.usage_grace_percent) == (bands.WARNING_PERCENT, bands.GRACE_PERCENT)


def test_without_a_clock_and_a_date_today_is_today() -> None:
    options = InventoryOptions.read(DEFAULTS.__getitem__)
    assert abs(options.limits.today - datetime.now(timezone.utc).date()).days <= 1


LISTS = ("include", "license_types", "statuses", "sources", "names", "match_by", "fields", "group_by", "nested_groups")


@pytest.mark.parametrize("blank", [None, "", "  ", "\n"])
@pytest.mark.parametrize("name", [*LISTS, "filters", "hostnames", "labels", "reference_date"])
def test_a_blank_is_the_default(name: str, blank: Any) -> None:
    assert read(**{name: blank}) == read()


@pytest.mark.parametrize("empty", [[], "[]", " [ ] "])
@pytest.mark.parametrize("name", ["license_types", "statuses", "sources", "names"])
def test_an_empty_list_selects_nobody(name: str, empty: Any) -> None:
    """It comes from an expression that found nobody; a list of blanks comes from variables that are not set."""
    assert read(**{name: empty}).selection.given == {name: ()}
    with pytest.raises(OptionError, match=f"{name}: every entry is blank"):
        read(**{name: ["", " "]})


@pytest.mark.parametrize("name", ["group_by", "nested_groups", "filters", "hostnames"])
def test_an_empty_list_of_what_is_added_means_none(name: str) -> None:
    assert read(**{name: []}) == read()


@pytest.mark.parametrize("empty", [[], [""], "[]"])
@pytest.mark.parametrize("name", ["include", "fields", "match_by"])
def test_an_empty_list_that_makes_no_sense_is_an_error(name: str, empty: Any) -> None:
    with pytest.raises(OptionError, match=f"{name} is an empty list: name at least one"):
        read(**{name: empty})


@pytest.mark.parametrize(
    "text",
    [
        "source,trial",
        "source\ntrial",
        " source , trial,",
        '["source", "trial"]',
        "['source', 'trial']",
        "[source, trial]",
        "- source\n- trial",
    ],
)
def test_a_list_may_be_text(text: str) -> None:
    assert read(group_by=text) == read(group_by=["source", "trial"])


@pytest.mark.parametrize(
    "text", ['[{"include": "lp_id > 3"}, {"exclude": true}]', "[{'include': 'lp_id > 3'}, {'exclude': True}]"]
)
def test_filters_may_be_text_as_awx_writes_it(text: str) -> None:
    assert read(filters=text).filters == [(True, "lp_id > 3"), (False, True)]


@pytest.mark.parametrize("text", ["- include: lp_id > 3\n- exclude: true\n", "[{include: lp_id > 3}, {exclude: true}]"])
def test_filters_may_be_yaml_text(text: str) -> None:
    """All of it is text, and C(true) is an expression as well."""
    assert read(filters=text).filters == [(True, "lp_id > 3"), (False, "true")]


@pytest.mark.parametrize(
    ("value", "hostnames"),
    [
        ("{{ [lp_name, lp_id] | join(',') }}", ["{{ [lp_name, lp_id] | join(',') }}"]),
        ('["lp_full_name", "lp_name"]', ["lp_full_name", "lp_name"]),
        ("- lp_full_name\n- lp_name", ["lp_full_name", "lp_name"]),
        (["lp_full_name", "", "lp_name"], ["lp_full_name", "lp_name"]),
    ],
)
def test_host_name_templates_are_never_split_at_commas(value: Any, hostnames: list[str]) -> None:
    assert read(hostnames=value).hostnames == hostnames


@pytest.mark.parametrize(
    "value",
    [{"pro": "Gold", "type_9": 9}, '{"pro": "Gold", "type_9": 9}', "{'pro': 'Gold', 'type_9': '9', 'oc_pro': None}"],
)
def test_labels_may_be_text(value: Any) -> None:
    assert read(labels=value).labels == {"pro": "Gold", "type_9": "9"}


@pytest.mark.parametrize(
    ("given", "details"), [({}, False), ({"all_details": True}, True), ({"group_by": ["sip_state"]}, True)]
)
def test_the_state_of_sip_connections_needs_all_details(given: dict[str, Any], details: bool) -> None:
    assert read(**given).all_details is details


def test_group_by_adds_to_the_default_and_says_nothing_twice() -> None:
    options = read(group_by=["trial", "status", "trial", "kind"])
    assert options.groupings == [GROUPINGS[key] for key in ("kind", "license_type", "status", "trial")]


@pytest.mark.parametrize("prefix", ["", "lp_", "_", "Customer_1_", "l" * 100])
def test_prefixes_that_make_identifiers(prefix: str) -> None:
    assert read(group_prefix=prefix).group_prefix == prefix


@pytest.mark.parametrize("given", ["2026-12-31", date(2026, 12, 31)])
def test_the_reference_date_stands_in_for_today(given: Any) -> None:
    assert read(reference_date=given).limits.today == date(2026, 12, 31)


def test_limits_at_their_ends() -> None:
    options = read(usage_warning_percent=0, usage_grace_percent=100, trial_expiring_days=0, maximum_drop_percent=0)
    assert (options.limits.usage_warning_percent, options.limits.usage_grace_percent) == (0, 100)
    assert (options.limits.trial_expiring_days, options.maximum_drop_percent) == (0, 0)
    assert read(usage_warning_percent=100).limits.usage_warning_percent == 100
