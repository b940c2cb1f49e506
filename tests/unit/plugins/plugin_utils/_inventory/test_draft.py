# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The draft of an inventory against core's own class: the same calls give the same inventory."""

from __future__ import annotations

import gc
import weakref
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from ansible.inventory.data import InventoryData
from ansible.utils.path import basedir

from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._inventory.draft import Draft, settle

HOSTS: dict[str, dict[str, Any]] = {"b": {"x": 1, "d": {"k": 1}}, "a": {"x": 2}, "c": {}}


def calls(inventory: Any) -> None:
    """What the plugin and core's helpers do."""
    for group in ("empty", "g1", "g2", "outer", "outmost"):
        inventory.add_group(group)
    inventory.add_host("b", "g1")
    inventory.add_host("a", "g1")
    inventory.add_host("a", "g1")
    inventory.add_child("g2", "c")
    inventory.add_child("outer", "g1")
    inventory.add_child("outer", "g1")
    inventory.add_child("outmost", "outer")
    inventory.set_variable("b", "x", "new")
    inventory.set_variable("b", "d", {"l": 2})
    inventory.set_variable("c", "y", [1])


def core(source: str | None = None) -> InventoryData:
    """An inventory as a plugin gets it."""
    made = InventoryData()
    made.current_source = source
    return made


def drafted() -> Draft:
    draft = Draft(inventory_file="/src/x.yml", inventory_dir=basedir("/src/x.yml"))
    for name, variables in HOSTS.items():
        draft.place(name, {**variables}, ())
    calls(draft)
    return draft


def direct() -> InventoryData:
    made = core("/src/x.yml")
    for name, variables in HOSTS.items():
        made.add_host(name)
        made.hosts[name].vars.update(variables)
    calls(made)
    return made


def shown(inventory: InventoryData) -> Any:
    """Everything about hosts and groups, in order."""
    return (
        [(name, host.vars, sorted(group.name for group in host.groups)) for name, host in inventory.hosts.items()],
        [
            (name, [host.name for host in group.hosts], [child.name for child in group.child_groups], group.depth)
            for name, group in inventory.groups.items()
        ],
    )


@pytest.mark.parametrize("reconcile", [False, True])
def test_what_is_handed_over_is_what_core_would_have_made(reconcile: bool) -> None:
    given = core("/src/x.yml")
    drafted().hand_over(given)
    wanted = direct()
    if reconcile:
        given.reconcile_inventory()
        wanted.reconcile_inventory()
    assert shown(given) == shown(wanted)


def test_a_host_is_seen_as_core_would_show_it() -> None:
    draft, made = drafted(), direct()
    for name in HOSTS:
        assert draft.get_host(name).get_vars() == made.get_host(name).get_vars()
        assert sorted(draft.groups_of(name)) == sorted(group.name for group in made.hosts[name].groups)


def test_hosts_and_groups_of_another_source_are_joined_and_ours_count() -> None:
    given = core("/other.yml")
    given.add_group("g1")
    given.add_host("z", "g1")
    given.add_host("a", "g1")
    given.hosts["a"].vars.update({"x": "theirs", "own": 1})
    given.current_source = "/src/x.yml"
    drafted().hand_over(given)
    assert [host.name for host in given.groups["g1"].hosts] == ["z", "a", "b"]
    assert given.hosts["a"].vars == {
        "inventory_file": "/other.yml",
        "inventory_dir": basedir("/other.yml"),
        "x": 2,
        "own": 1,
    }


def test_variables_of_groups_join_those_of_another_source_and_ours_count() -> None:
    given = core("/other.yml")
    given.add_group("g1")
    given.groups["g1"].vars.update({"x": "theirs", "own": 1})
    draft = drafted()
    draft.set_group_variable("g1", "x", "ours")
    draft.set_group_variable("new", "y", 2)
    draft.hand_over(given)
    assert given.groups["g1"].vars == {"x": "ours", "own": 1}
    assert given.groups["new"].vars == {"y": 2}


def test_lists_in_variables_of_groups_join_those_of_another_source() -> None:
    """As where one source reads the services of a platform and another one its customers."""
    given = core("/other.yml")
    given.add_group("g1")
    given.groups["g1"].vars.update({"read": {"p": ["services"], "q": ["customers"], "r": "x"}})
    draft = drafted()
    draft.set_group_variable("g1", "read", {"p": ["customers", "services"], "r": "y", "s": ["services"]})
    draft.hand_over(given)
    assert given.groups["g1"].vars["read"] == {
        "p": ["services", "customers"],
        "q": ["customers"],
        "r": "y",
        "s": ["services"],
    }


def test_nothing_reaches_core_before() -> None:
    given = core()
    drafted().set_group_variable("g1", "x", 1)
    assert list(given.hosts) == []
    assert set(given.groups) == {"all", "ungrouped"}


@pytest.mark.parametrize(
    "call",
    [
        lambda draft: draft.add_host("h", "nowhere"),
        lambda draft: draft.add_child("nowhere", "h"),
        lambda draft: draft.set_variable("nobody", "x", 1),
    ],
)
def test_what_is_not_there_is_an_error(call: Callable[[Draft], None]) -> None:
    draft = Draft()
    draft.place("h", {}, ["g"])
    with pytest.raises(KeyError):
        call(draft)


def test_what_was_done_for_a_host_can_be_done_for_another() -> None:
    draft = Draft()
    for name in ("one", "two"):
        draft.place(name, {}, ())
    draft.done = []
    draft.add_group("g")
    draft.add_host("one", "g")
    draft.add_group("h")
    draft.add_child("h", "one")
    draft.add_group("top")
    draft.add_child("top", "g")
    done, draft.done = draft.done, None
    draft.repeat(done, "two")
    draft.repeat(done, "two")
    given = core()
    draft.hand_over(given)
    assert {name: [host.name for host in group.hosts] for name, group in given.groups.items() if group.hosts} == {
        "g": ["one", "two"],
        "h": ["one", "two"],
    }
    assert [group.name for group in given.groups["top"].child_groups] == ["g"]


@pytest.fixture
def _thawed() -> Iterator[None]:
    yield
    gc.unfreeze()


class _Knot:
    """An object that only the collector can free."""

    def __init__(self) -> None:
        self.me = self


@pytest.mark.usefixtures("_thawed")
def test_what_is_settled_is_out_of_the_collectors_sight() -> None:
    settle()
    assert gc.get_freeze_count() > len(gc.get_objects())


@pytest.mark.usefixtures("_thawed")
def test_what_has_become_garbage_since_goes_when_more_is_settled() -> None:
    """An inventory that is read anew leaves the one before, whose hosts and groups know each other."""
    knot = _Knot()
    gone = weakref.ref(knot)
    settle()
    del knot
    gc.collect()
    assert gone() is not None
    settle()
    assert gone() is None
