# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a run shows is the same on cores that mask a task's result (to 2.21) and on those that mask all of the run."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from kits import harness, playbook
from kits.receivers import webhook
from simulator import Simulator

pytestmark = pytest.mark.candidate

# the customer and the connection of the vendor's examples
GUID, NAME = "8f479a63-cf48-4f36-bbcd-65267a6f06cc", "GSCIILOQQBGJR"
SECRETS = {"account": "Hunter2pw", "parameter": "hush-hush-1", "key": "s3cret-api-key-1"}
# the options are part of the results
ASKED = {"ANSIBLE_INJECT_INVOCATION": "true"}
# words and numbers that hold the short values below
HARMLESS = "tenant enabled: id 70001, 18 of 80 devices in namibia"
SHORT = {"X-Lang": "en", "X-Version": "1", "X-Mode": "ok", "X-Number": 9, "X-Text": "nam"}
LATER: dict[str, Any] = {"name": "Later", "ansible.builtin.debug": {"msg": HARMLESS}}


def task(name: str, options: dict[str, Any], **more: Any) -> dict[str, Any]:
    """A task with a module of the collection; its name is that of the module."""
    return {"name": name, f"audiocodes.live_platform.{name}": options, **more}


def test_options_that_are_refused(core: harness.Core, tmp_path: Path) -> None:
    """An address with an account, parameters and headers, with nothing else wrong or with an option that core refuses."""
    live, parameters = "https://live.example.com", {"CarrierUserPassword": "{{ parameter }}", "Number": 1}
    headers = {"X-Api-Key": "{{ key }}", "X-Lang": "en"}
    tasks = [
        task("service_info", {"url": "https://ops:{{ account }}@live.example.com"}),
        task("sip_connection", {"guid": "g", "script_parameters": "CarrierUserPassword={{ parameter }}"}),
        task("sip_connection", {"script_parameters": parameters, "sbc_id": "none"}),
        task("service_info", {"url": live, "headers": headers}),
        task("service_info", {"url": live, "headers": headers, "timeout": "long"}),
        task("service_info", {"url": live, "headers": "{{ headers | to_json }}", "timeout": "long"}),
        # with the headers of the environment
        task("service_info", {"url": live, "timeout": "long"}),
    ]
    # not in the playbook, whose lines core shows with an error
    given = tmp_path / "secrets.json"
    given.write_text(json.dumps({**SECRETS, "headers": headers}), encoding="utf-8")
    ignored = [{**entry, "ignore_errors": True} for entry in tasks]
    env = {**ASKED, "LIVE_PLATFORM_HEADERS": json.dumps({"X-Api-Key": SECRETS["key"]})}
    done = playbook.play(core, tmp_path, ignored, env, "-e", f"@{given}", verbosity="-vvv")
    assert done.output.count("...ignoring") == len(tasks), done.output
    assert done.output.count('"module_args"') == len(tasks)
    for secret in SECRETS.values():
        assert secret not in done.output


def test_headers(core: harness.Core, sim: Simulator, tmp_path: Path) -> None:
    """The short ones leave results, their keys and numbers, and the rest of the run as they are."""
    headers = {**SHORT, "X-Api-Key": SECRETS["key"], "X-Region": "tenant"}
    tasks = [
        task("service_info", {"summary_only": True}),
        task("customer_info", {"headers": headers, "summary_only": True}),
        {**task("service_info", {"headers": headers, "summary_only": True}), "name": "With headers"},
        LATER,
    ]
    done = playbook.play(core, tmp_path, tasks, {**sim.env(), **ASKED}, verbosity="-vvv")
    assert done.status == 0, done.output
    plain, found = done["service_info"], done["With headers"]
    for result in (plain, found):
        shown = result.pop("invocation")["module_args"]
    assert found == plain
    assert {name: shown["headers"][name] for name in SHORT} == SHORT
    assert done["Later"]["msg"] == HARMLESS
    assert SECRETS["key"] not in done.output
    assert "ok: [localhost]" in done.output


def test_parameters_of_scripts(core: harness.Core, sim: Simulator, tmp_path: Path) -> None:
    """Those that are no secrets stay in the difference that is to be reviewed, and in the rest of the run."""
    secret = {"CarrierUserPassword": SECRETS["parameter"], "Pin": "x7"}
    plain = {"Sessions": "8", "Country": "de"}
    wish = {"guid": GUID, "name": NAME, "script_parameters": {**plain, **secret}, "secret_parameters": ["Pin"]}
    tasks = [task("sip_connection", wish, check_mode=True, diff=True), LATER]
    done = playbook.play(core, tmp_path, tasks, {**sim.env(), **ASKED}, verbosity="-vvv")
    assert done.status == 0, done.output
    result = done["sip_connection"]
    assert result["sip_connection"]["script_parameters"] == plain
    shown = result["invocation"]["module_args"]["script_parameters"]
    assert {name: shown[name] for name in plain} == plain
    assert shown["Pin"] != "x7"
    for line in ("--- before", "+++ after", '+        "Country": "de",', '+        "Sessions": "8"'):
        assert line in done.output
    assert done["Later"]["msg"] == HARMLESS
    assert SECRETS["parameter"] not in done.output


def test_headers_of_a_webhook(core: harness.Core, tmp_path: Path) -> None:
    """They are sent as they are, and the short ones leave the rest of the run as it is."""
    headers = {**SHORT, "Authorization": f"Bearer {SECRETS['key']}"}
    play = [
        {
            "hosts": "localhost",
            "gather_facts": False,
            "roles": [
                {
                    "role": "audiocodes.live_platform.notify",
                    "vars": {"notify_methods": "webhook", "notify_text": HARMLESS, "notify_webhook_headers": headers},
                }
            ],
            "tasks": [task("send_notification", {"text": HARMLESS, "webhook_headers": headers}), LATER],
        }
    ]
    with webhook() as hook:
        env = {"LIVE_PLATFORM_NOTIFY_WEBHOOK_URL": hook.url}
        done = playbook.play(core, tmp_path, json.dumps(play), env)
    assert done.status == 0, done.output
    assert hook.seen[0]["authorization"] == headers["Authorization"]
    assert (hook.seen[0]["x-lang"], hook.seen[0]["x-number"]) == ("en", "9")
    assert done["Later"]["msg"] == HARMLESS
    assert SECRETS["key"] not in done.output


def test_what_is_a_secret_by_its_name_is_hidden_everywhere(core: harness.Core, sim: Simulator, tmp_path: Path) -> None:
    """From 2.22 on core hides it in later tasks as well; a name of the site, in another header, is in many texts."""
    headers = {"Cookie": f"session={SECRETS['key']}", "X-Region": "namibia"}
    echo = {"name": "Echo", "ansible.builtin.debug": {"msg": f"{headers['Cookie']} in namibia"}}
    done = playbook.play(
        core, tmp_path, [task("task_info", {"ids": [1], "headers": headers}, ignore_errors=True), echo], sim.env()
    )
    masks_runs = tuple(map(int, core.version.partition("-")[0].split("."))) >= (2, 22)
    assert done["Echo"]["msg"] == ("$REDACTED$" if masks_runs else headers["Cookie"]) + " in namibia"
