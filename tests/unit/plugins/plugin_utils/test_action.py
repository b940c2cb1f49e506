# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What all actions do with an error: ours is a result, ansible-core's goes on to it, and no other leaves the action."""

from __future__ import annotations

import re
from types import SimpleNamespace
from typing import Any

import pytest
from ansible.errors import AnsibleActionFail, AnsibleActionSkip, AnsibleConnectionFailure, AnsibleUndefinedVariable

from ansible_collections.audiocodes.live_platform.plugins.module_utils.errors import OptionError
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._inputs import given
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils.action import LocalAction, fault

SECRET = "s3cret-in-an-error"


class Failing(LocalAction):
    """Fails with C(error), or inside of the collection where that is None."""

    error: BaseException | None = None

    def work(self, task_vars: dict[str, Any]) -> dict[str, Any]:
        if self.error is None:
            given.given({SECRET: 1}, "policy", task_vars["folders"])
        assert self.error is not None
        raise self.error

    def failure(self, message: str) -> dict[str, Any]:
        return {"summary": {"status": "error", "message": message}}


def run(error: BaseException | None, **task_vars: Any) -> dict[str, Any]:
    task = SimpleNamespace(args={}, check_mode=False, diff=False, async_val=0, action="failing")
    connection = SimpleNamespace(_shell=SimpleNamespace(tmpdir="unused"))
    action = Failing(task, connection, None, None, None, None)
    action.error = error
    return action.run(task_vars=task_vars)


@pytest.mark.parametrize(
    "error",
    [
        AnsibleActionFail("no"),
        AnsibleActionSkip("not now"),
        AnsibleConnectionFailure("nobody there"),
        AnsibleUndefinedVariable("'x' is undefined"),
        KeyboardInterrupt(),
    ],
)
def test_what_means_something_to_ansible_goes_on_to_it(error: BaseException) -> None:
    with pytest.raises(type(error)) as raised:
        run(error)
    assert raised.value is error


def test_an_error_of_ours_is_told_in_its_own_words() -> None:
    result = run(OptionError("dest is no directory", hint="make it"))
    assert (result["failed"], result["changed"], result["msg"]) == (True, False, "dest is no directory (make it)")
    assert result["summary"] == {"status": "error", "message": result["msg"]}


@pytest.mark.parametrize(
    "error", [KeyError(SECRET), OverflowError(SECRET), RuntimeError(SECRET), AssertionError(SECRET)]
)
def test_any_other_error_is_a_failure_with_the_usual_keys_and_without_its_text(error: Exception) -> None:
    result = run(error)
    assert (result["failed"], result["changed"]) == (True, False)
    assert result["summary"] == {"status": "error", "message": result["msg"]}
    assert re.fullmatch(
        rf"{type(error).__name__} in plugins/plugin_utils/action\.py, line \d+: this is a fault of the collection "
        r"audiocodes\.live_platform \d+\.\d+\.\d+; please report it with this line",
        result["msg"],
    )
    assert SECRET not in str(result)
    assert "exception" not in result


def test_a_fault_names_the_innermost_place_in_the_collection(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(_value: object) -> None:
        raise ZeroDivisionError(SECRET)

    monkeypatch.setattr(given, "plain", broken)
    assert run(None, folders=[])["msg"].startswith("ZeroDivisionError in plugins/plugin_utils/_inputs/given.py, line ")


def test_a_fault_from_elsewhere_has_a_place_too() -> None:
    assert fault(ValueError(SECRET)).startswith("ValueError in plugins/plugin_utils/action.py, line 0: ")
