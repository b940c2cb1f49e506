# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The playbook awx_configure against a simulated AWX, by the true modules of awx.awx.

Each run of the playbook takes some twenty seconds, so the whole story is one test: look, make, make again, change one thing.
"""

from __future__ import annotations

import datetime as dt
import itertools
import json
import re
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml
from ansible.module_utils.parsing.convert_bool import boolean
from controller import Controller, Row, inject, rules
from controller.kinds import KINDS as CONTROLLER_KINDS
from controller.kinds import UNIFIED

from ansible_collections.audiocodes.live_platform.plugins.module_utils._options import (
    connection,
    credentials,
    environment,
)
from kits import harness
from kits.awx import INJECTORS, INPUTS, PROJECT, ROLE, blocks, objects, peers, role_file
from kits.playbook import QUIET, play

REPOSITORY = "https://git.example.com/live-platform.git"
SECRETS = {
    "LIVE_PLATFORM_CLIENT_SECRET": "s3cr3t-of-the-client",
    "LIVE_PLATFORM_NOTIFY_WEBHOOK_URL": "https://hooks.example.com/s3cr3t-of-the-hook",
    "LIVE_PLATFORM_NOTIFY_MAIL_PASSWORD": "s3cr3t-of-the-mail",
}
# beside what the guide has
MORE: Row = {"client_key": "-----s3cr3t-of-the-key-----", "validate_certs": True}
KINDS = {
    "Credential type": "credential_types",
    "Credential": "credentials",
    "Execution environment": "execution_environments",
    "Project": "projects",
    "Inventory": "inventories",
    "Source": "inventory_sources",
    "Template": "job_templates",
    "Workflow": "workflow_job_templates",
    "Schedule": "schedules",
}
# what the page has in place of secrets
TOLD = {
    "client_secret": "the client secret",
    "webhook_url": "the address of the webhook",
    "mail_password": "the password at the mail server",
}
LINES = ("success_nodes", "failure_nodes", "always_nodes")


class Desk:
    """Where somebody runs the playbook: the guide's file of variables, and an AWX."""

    def __init__(self, core: harness.Core, folder: Path, awx: Controller) -> None:
        self.core, self.folder, self.awx = core, folder, awx
        self.shown = ""
        self.variables = yaml.safe_load(blocks()["my_awx.yml"])

    def run(self, *argv: str, **env: str) -> subprocess.CompletedProcess[str]:
        """Run the guide's command with the variables as they are now."""
        (self.folder / "my_awx.yml").write_text(yaml.safe_dump(self.variables), encoding="utf-8")
        found = {**QUIET, **self.awx.env, "ANSIBLE_COLLECTIONS_PATH": peers(), **SECRETS, **env}
        # the last line of the guide's example
        command = blocks()["create everything"].splitlines()[-1].removeprefix("$ ").split()
        done = harness.run(self.core, [*command, *argv], env=found, cwd=self.folder, timeout=300)
        self.shown += done.stdout + done.stderr
        return done


@pytest.fixture
def desk(core: harness.Core, tmp_path: Path) -> Any:
    with Controller({REPOSITORY: PROJECT}) as awx:
        yield Desk(core, tmp_path, awx)


def changed(done: subprocess.CompletedProcess[str]) -> int:
    """How many tasks changed something; AssertionError when one failed."""
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr
    found = re.search(r"changed=(\d+)", done.stdout)
    assert found
    return int(found[1])


def test_from_nothing_to_a_schedule(desk: Desk) -> None:
    awx = desk.awx
    desk.variables["awx_configure_connection"] |= MORE

    looked = desk.run("--check")
    assert changed(looked) == 4
    assert awx.writes == []
    assert "do not exist yet" in looked.stdout
    assert "credential, notification credential, project, inventory source" in looked.stdout

    assert changed(desk.run("-vvv")) == 13
    every_field_is_as_the_page_says(awx, monthly=False)
    surveys_ask_what_the_roles_take(awx)
    stored = awx.state.rows["credentials"].values()
    assert [row["inputs"].get("client_secret") for row in stored] == [SECRETS["LIVE_PLATFORM_CLIENT_SECRET"], None]
    assert next(iter(stored))["inputs"]["validate_certs"] == "yes"

    # this AWX is like those that were looked at
    (source,) = [row for row in awx.state.all("inventory_sources") if row["source"] == "constructed"]
    assert source["execution_environment"] is None
    assert "AWX does not allow an execution environment for Auto-created source for: Live Platform" in desk.shown

    made = len(awx.writes)
    del desk.variables["awx_configure_connection"]["client_key"]
    # as when somebody runs it who does not know the secrets: what AWX has stays
    again = desk.run("-vvv", **dict.fromkeys(SECRETS, ""))
    assert changed(again) == 0
    assert awx.writes[made:] == []

    desk.variables["awx_configure_connection"]["url"] = "https://other.example.com"
    desk.variables["awx_configure_update_secrets"] = True
    renewed = {**dict.fromkeys(SECRETS, ""), "LIVE_PLATFORM_CLIENT_SECRET": "s3cr3t-that-is-new"}
    assert changed(desk.run("-vvv", **renewed)) == 1
    (request,) = awx.writes[made:]
    shown = awx.named("credentials")["Live Platform API"]
    assert (request.method, f"/api/v2/{request.path}") == ("PATCH", shown["url"])
    assert shown["inputs"]["url"] == "https://other.example.com"
    platform, messages = awx.state.rows["credentials"].values()
    assert platform["inputs"]["client_secret"] == "s3cr3t-that-is-new"
    # not given again, and still there
    assert platform["inputs"]["client_key"] == MORE["client_key"]
    assert messages["inputs"]["mail_password"] == SECRETS["LIVE_PLATFORM_NOTIFY_MAIL_PASSWORD"]

    for secret in (*SECRETS.values(), "s3cr3t-of-the-key", "s3cr3t-that-is-new", awx.env["CONTROLLER_OAUTH_TOKEN"]):
        assert secret not in desk.shown


def every_field_is_as_the_page_says(awx: Controller, *, monthly: bool) -> None:
    """The page about AWX by hand has what was made, and no object more or less."""
    seen = set()
    for title, fields in objects().items():
        kind = max((kind for kind in KINDS if title.startswith(f"{kind} ")), key=len)
        endpoint, name = KINDS[kind], title.removeprefix(f"{kind} ")
        if not monthly and ("monthly" in name or "statement" in name):
            continue
        seen.add((endpoint, name))
        (row,) = [row for row in awx.state.all(endpoint) if row["name"] == name]
        for field, value in fields.items():
            assert stored(awx, endpoint, row, field) == value, f"{title}: {field}"
    assert seen == {(kind, row["name"]) for kind in KINDS.values() for row in awx.state.all(kind)}


def stored(awx: Controller, endpoint: str, row: Row, field: str) -> Any:
    """A field as the page has it: objects by their names, dictionaries as such, and no secret."""
    kind = CONTROLLER_KINDS[endpoint]
    names = {
        other["id"]: other["name"] for rows in awx.state.rows.values() for other in rows.values() if "name" in other
    }
    value = row.get(field)
    if field == "survey_spec":
        value = awx.state.surveys[row["id"]]
    elif field == "workflow_nodes":
        nodes = awx.state.all("workflow_job_template_nodes")
        value = [node_as_told(awx, node) for node in nodes if node["workflow_job_template"] == row["id"]]
    elif field in kind.lists:
        value = sorted(awx.members(row, field))
    elif field in kind.derived:
        value = "Default"
    elif field in kind.references:
        value = names[row[field]]
    elif field in ("extra_vars", "source_vars"):
        value = json.loads(row[field])
    elif (endpoint, field) == ("credentials", "inputs"):
        told = {secret: f"({text})" for secret, text in TOLD.items()}
        value = {key: told.get(key, given) for key, given in row[field].items() if key not in MORE}
    return value


def node_as_told(awx: Controller, node: Row) -> Row:
    """A node as the arguments of awx.awx have it."""
    (target,) = [
        (kind, row) for kind in UNIFIED for row in awx.state.all(kind) if row["id"] == node["unified_job_template"]
    ]
    organization = {"organization": {"name": "Default"}}
    template: Row = {"name": target[1]["name"], "type": CONTROLLER_KINDS[target[0]].type}
    template |= {"inventory": organization} if target[0] == "inventory_sources" else organization
    lists = {name: [{"identifier": other} for other in sorted(awx.members(node, name))] for name in LINES}
    related = {name: others for name, others in lists.items() if others}
    return {"identifier": node["identifier"], "unified_job_template": template} | (
        {"related": related} if related else {}
    )


def test_the_statement_comes_last_in_a_workflow_of_its_own(cores: list[harness.Core], tmp_path: Path) -> None:
    """Off by default; on, it is made on top of the others, and once."""
    with Controller({REPOSITORY: PROJECT}) as awx:
        desk = Desk(cores[-1], tmp_path, awx)
        desk.variables |= yaml.safe_load(blocks()["my_statement.yml"])
        looked = desk.run("--check")
        assert "monthly workflow, monthly schedule" in looked.stdout
        assert awx.writes == []
        assert changed(desk.run()) == 15
        made = len(awx.writes)
        assert changed(desk.run()) == 0
        assert awx.writes[made:] == []

        (job,) = [row for row in awx.state.all("job_templates") if row["playbook"] == "license_statement.yml"]
        assert json.loads(job["extra_vars"]) == {
            "license_statement_dest": "/tmp/reports",
            **desk.variables["awx_configure_statement_vars"],
        }
        specs = yaml.safe_load((harness.ROOT / "roles/license_statement/meta/argument_specs.yml").read_text("utf-8"))
        options = specs["argument_specs"]["main"]["options"]
        for question in awx.state.surveys[job["id"]]["spec"]:
            assert (question["required"], question["default"]) == (False, options[question["variable"]]["default"])
        every_field_is_as_the_page_says(awx, monthly=True)


def test_the_default_rule_is_the_second_day_of_a_month_that_is_no_weekend() -> None:
    """As AWX takes it; counted by hand for two years."""
    rule = role_file("defaults/main.yml")["awx_configure_statement_schedule_rrule"]
    assert rules.schedule({"rrule": rule}) == ""
    assert rules.schedule({"rrule": rule.replace("BYDAY=MO", "BYDAY=2MO")}) != ""
    parts = dict(part.split("=") for part in rule.partition("RRULE:")[2].split(";"))
    assert (parts.pop("FREQ"), parts.pop("INTERVAL")) == ("MONTHLY", "1")
    weekdays = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"]
    found = []
    for number in range(24):
        first = dt.date(2026 + number // 12, number % 12 + 1, 1)
        every = [first + dt.timedelta(days=day) for day in range(28)]
        days = [day for day in every if weekdays[day.weekday()] in parts["BYDAY"].split(",")]
        found.append(days[int(parts["BYSETPOS"]) - 1])
    assert [day.day for day in found[:12]] == [2, 3, 3, 2, 4, 2, 2, 4, 2, 2, 3, 2]
    assert all(day.weekday() < 5 and 2 <= day.day <= 4 for day in found)


def surveys_ask_what_the_roles_take(awx: Controller) -> None:
    """A question about a variable that its role does not have would be answered in vain."""
    asked = {
        row["name"]: awx.state.surveys.get(row["id"], {"spec": []})["spec"] for row in awx.state.all("job_templates")
    }
    assert [len(questions) for questions in asked.values()] == [1, 3, 4, 0]
    for role, questions in zip(("license_report", "compliance", "license_rightsize"), asked.values(), strict=False):
        specs = yaml.safe_load((harness.ROOT / f"roles/{role}/meta/argument_specs.yml").read_text(encoding="utf-8"))
        options = specs["argument_specs"]["main"]["options"]
        for question in questions:
            # else it could not be started through the API without answers
            assert (question["required"], "default" in question) == (False, True)
            option = options[question["variable"]]
            if question["type"] == "integer":
                assert question["default"] == option["default"]
    (apply,) = [question for question in asked["Live Platform rightsizing"] if question["variable"].endswith("_apply")]
    assert (apply["default"], apply["choices"]) == ("no", ["no", "yes"])


def test_the_inventory_of_problems_has_its_execution_environment_where_awx_lets_it(
    cores: list[harness.Core], tmp_path: Path
) -> None:
    with Controller({REPOSITORY: PROJECT}) as awx:
        desk = Desk(cores[0], tmp_path, awx)
        awx.state.constructed_fields.add("execution_environment")
        assert changed(desk.run()) == 13
        sources = {row["source"]: row["execution_environment"] for row in awx.state.all("inventory_sources")}
        (environment,) = awx.state.all("execution_environments")
        assert sources == {"scm": environment["id"], "constructed": environment["id"]}
        assert "AWX does not allow an execution" not in desk.shown
        made = len(awx.writes)
        assert changed(desk.run()) == 0
        assert awx.writes[made:] == []


def test_a_project_that_awx_never_reads_is_waited_for_to_an_end(cores: list[harness.Core], tmp_path: Path) -> None:
    """As when its dispatcher is down; what comes later goes on where this stopped."""
    with Controller({REPOSITORY: PROJECT}) as awx:
        desk = Desk(cores[-1], tmp_path, awx)
        desk.variables["awx_configure_project_timeout"] = 3
        awx.state.dispatches = False
        for _turn in ("new", "there, and still not read"):
            done = desk.run()
            assert done.returncode != 0
            assert "AWX has not read the project within 3 seconds; it is pending" in done.stdout + done.stderr
        assert awx.state.all("inventories") == []
        for update in awx.state.updates.values():
            update["status"] = "running"
        changed(desk.run())
        assert len(awx.state.all("job_templates")) == 4


@pytest.mark.parametrize(
    ("variables", "env", "says", "writes"),
    [
        ({"awx_configure_scm_url": ""}, {}, "awx_configure_scm_url is needed", 0),
        ({"awx_configure_problems": []}, {}, "awx_configure_problems is empty", 0),
        ({"awx_configure_names": {"project": "7"}}, {}, "awx_configure_names has a name that is a number", 0),
        ({"awx_configure_names": {"workflow": " -1_0 "}}, {}, "awx_configure_names has a name that is a number", 0),
        ({"awx_configure_connection": {"url": "https://me:pa55@x.example"}}, {}, "contains a name or password", 0),
        ({"awx_configure_connection": {"url": "me:pa55@x.example"}}, {}, "contains a name or password", 0),
        ({}, {"LIVE_PLATFORM_PROXY": "http://me:pa55@proxy.example:3128"}, "contains a name or password", 0),
        ({"awx_configure_connection": {"secret": "x"}}, {}, "secret", 0),
        ({}, {"CONTROLLER_OAUTH_TOKEN": "wr0ng-token"}, "HTTP 401", 0),
        # of the objects before it, and no inventory after it
        ({"awx_configure_scm_url": "https://git.example.com/gone"}, {}, "Project update failed", 6),
    ],
    ids=[
        "no repository",
        "no problems",
        "number as a name",
        "number with a sign as a name",
        "password in the address",
        "no scheme",
        "password in the proxy",
        "unknown field",
        "token",
        "sync",
    ],
)
def test_a_mistake_is_one_message_before_anything_else_is_made(
    cores: list[harness.Core], tmp_path: Path, variables: dict[str, Any], env: dict[str, str], says: str, writes: int
) -> None:
    with Controller({REPOSITORY: PROJECT}) as awx:
        desk = Desk(cores[-1], tmp_path, awx)
        desk.variables |= variables
        done = desk.run("-vvv", **env)
    assert done.returncode != 0
    assert says in done.stdout
    assert len(awx.writes) == writes
    assert awx.state.all("inventories") == []
    for secret in (*SECRETS.values(), "pa55", "wr0ng-token"):
        assert secret not in desk.shown


# --- what a credential becomes


def test_only_a_word_that_says_so_leaves_certificates_unchecked(core: harness.Core, tmp_path: Path) -> None:
    """What goes into the credential: text, and not even a slip of the pen that is taken for no."""
    answers = {
        True: "yes",
        "yes": "yes",
        "maybe": "yes",
        "nope": "yes",
        False: "no",
        "no": "no",
        "False": "no",
        "": None,
    }
    tasks: list[Row] = [
        {"name": "Read", "ansible.builtin.include_vars": str(ROLE / "vars/main.yml")},
        {
            "name": "Show",
            "ansible.builtin.debug": {"msg": "{{ awx_configure_connection_inputs }}"},
            "vars": {
                "awx_configure_prefix": "x",
                "awx_configure_names": {},
                "awx_configure_stored": {"credential": {"scope": "kept", "proxy": "gone"}},
                "awx_configure_connection": {"validate_certs": "{{ item }}", "channel_id": 7, "proxy": ""},
            },
            "loop": list(answers),
        },
    ]
    run = play(core, tmp_path, tasks, {"LIVE_PLATFORM_URL": "https://x.example"})
    assert run.status == 0, run.output
    base = {"scope": "kept", "channel_id": "7", "url": "https://x.example"}
    wanted = [{**base, "validate_certs": answer} if answer else base for answer in answers.values()]
    assert [item["msg"] for item in run.loops["Show"]] == wanted


def settings(given: dict[str, Any], folder: Path) -> connection.Settings:
    """What the collection makes of a credential that AWX hands to a job."""
    env = inject(INPUTS, INJECTORS, given, folder)
    environment.drop_blank_env(env)
    options = {option.env: option for option in connection.OPTIONS}
    assert env.keys() <= options.keys()
    # as Ansible does by the type of the option
    types = {"bool": boolean, "int": int}
    return connection.settings(
        {options[name].name: types.get(options[name].type, str)(value) for name, value in env.items()}
    )


def test_no_blank_field_switches_the_check_of_certificates_off(tmp_path: Path) -> None:
    oauth = {"tenant_id": "t", "client_id": "c", "client_secret": "s", "scope": "x"}
    basic = {"username": "u", "password": "p"}
    needed = {"url": "https://live.example.com"}
    rest = [field["id"] for field in INPUTS["fields"] if field["id"] not in {*needed, *oauth, *basic, "client_key"}]
    assert not [field for field in INPUTS["fields"] if field["type"] == "boolean"]
    for way, blank in itertools.product((oauth, basic), ({}, dict.fromkeys(rest, ""))):
        assert settings({**needed, **way, **blank}, tmp_path).verify is True
    assert settings({**needed, **basic, "validate_certs": "yes"}, tmp_path).verify is True
    assert settings({**needed, **basic, "validate_certs": "no"}, tmp_path).verify is False
    for value in ("", "False", "false", False):
        assert rules.credential({"inputs": {"validate_certs": value}}, {"inputs": INPUTS})


def test_certificates_and_token_reach_a_job_as_files(tmp_path: Path) -> None:
    token, pem = "t0ken\n", "-----BEGIN CERTIFICATE-----\n"
    given = {"url": "https://live.example.com", "access_token": token, "ca_bundle": pem, "client_cert": pem}
    made = settings({**given, "client_key": "key"}, tmp_path)
    assert made.credentials == credentials.AccessToken("t0ken")
    assert Path(str(made.verify)).read_text(encoding="utf-8") == pem
    assert isinstance(made.cert, tuple)
    assert [Path(path).read_text(encoding="utf-8") for path in made.cert] == [pem, "key"]
