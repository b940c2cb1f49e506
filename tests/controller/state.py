# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The controller's data and its answers to requests: rows in, rows out, HTTP statuses as in AWX."""

from __future__ import annotations

import copy
import re
import threading
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from . import rules
from .kinds import KINDS, UNIFIED, Kind

Row = dict[str, Any]
Answer = tuple[int, Any]

API = "/api/v2/"
CONSTRUCTED = "Auto-created source for: "
# fields of a source that AWX allows to change
_CONSTRUCTED_FIELDS = {"source_vars", "update_cache_timeout", "limit", "verbosity"}
_SCM_FIELDS = {"scm_type", "scm_url", "scm_branch", "credential"}


@dataclass(frozen=True)
class Request:
    """A request as it arrived."""

    method: str
    path: str
    body: Any


class RefusedError(Exception):
    """AWX's refusal of a request."""

    def __init__(self, status: int, message: str, key: str = "__all__") -> None:
        super().__init__(message)
        self.answer: Answer = (status, {"detail": message} if status == 404 else {key: [message]})


class State:
    """Objects by endpoint and id. ``repositories``: git address -> folder with its content."""

    def __init__(self, repositories: Mapping[str, Path]) -> None:
        self.repositories = repositories
        self.lock = threading.Lock()
        self.requests: list[Request] = []
        self.rows: dict[str, dict[int, Row]] = {name: {} for name in KINDS}
        self.members: dict[tuple[int, str], list[int]] = {}
        self.surveys: dict[int, Row] = {}
        self.updates: dict[int, Row] = {}
        self.playbooks: dict[int, set[str]] = {}
        self.constructed_fields = set(_CONSTRUCTED_FIELDS)
        # nothing starts while the dispatcher is down
        self.dispatches = True
        self._ids = iter(range(1, 10**6))
        self.create("organizations", {"name": "Default"})

    # --- requests

    def answer(self, method: str, path: str, query: Mapping[str, str], body: Any) -> Answer:
        """Return (HTTP status, JSON) for a request below /api/v2/."""
        with self.lock:
            self.requests.append(Request(method, path, body))
            try:
                return self._route(method, [part for part in path.split("/") if part], query, body)
            except RefusedError as refusal:
                return refusal.answer

    def _route(self, method: str, parts: list[str], query: Mapping[str, str], body: Any) -> Answer:
        status, found = 200, None
        match method, parts:
            case "GET", ["unified_job_templates"]:
                found = self._page(self._found(self._unified(), query))
            case "GET", ["project_updates", ident]:
                found = self._project_update(int(ident))
            case "GET", [endpoint] if endpoint in KINDS:
                found = self._page(self._found(self.all(endpoint), query))
            case "POST", [endpoint] if endpoint in KINDS:
                status, found = 201, self.shown(endpoint, self.create(endpoint, body))
            case "GET", [endpoint, ident] if endpoint in KINDS:
                found = self.shown(endpoint, self._one(endpoint, ident))
            case "PATCH", [endpoint, ident] if endpoint in KINDS:
                found = self.shown(endpoint, self.change(endpoint, self._one(endpoint, ident), body))
            case _, ["job_templates", ident, "survey_spec"]:
                status, found = self._survey(method, self._one("job_templates", ident)["id"], body)
            case _, [endpoint, ident, name] if endpoint in KINDS and name in KINDS[endpoint].lists:
                key = self._one(endpoint, ident)["id"], name
                status, found = self._members(method, key, KINDS[endpoint].lists[name], body)
            case _:
                raise RefusedError(404, "Not found.")
        return status, found

    # --- objects

    def create(self, endpoint: str, body: Mapping[str, Any]) -> Row:
        """Create an object. Raises RefusedError if a field is missing, unknown or wrong, or if the object exists."""
        kind = KINDS[endpoint]
        if missing := [name for name in kind.required if body.get(name) in (None, "")]:
            raise RefusedError(400, f"{missing}: This field is required.")
        row = {**copy.deepcopy(kind.fields), **self._checked(kind, body)}
        same = [other for other in self.all(endpoint) if all(other[name] == row[name] for name in kind.unique)]
        if same:
            raise RefusedError(400, f"{kind.type} with this {', '.join(kind.unique)} already exists.")
        self._judge(endpoint, row)
        row["id"] = next(self._ids)
        self.rows[endpoint][row["id"]] = row
        if endpoint == "projects":
            self._update_project(row)
        if endpoint == "inventories" and row["kind"] == "constructed":
            source = {"name": CONSTRUCTED + row["name"], "inventory": row["id"], "source": "constructed"}
            self.create("inventory_sources", {**source, "overwrite": True, "update_on_launch": True})
        return row

    def change(self, endpoint: str, row: Row, body: Mapping[str, Any]) -> Row:
        """Change an object. Raises RefusedError as in ``create``, and for fields that cannot change."""
        changes = self._checked(KINDS[endpoint], body)
        if endpoint == "credentials" and "inputs" in changes:
            kept = row["inputs"]
            changes["inputs"] = {
                name: kept.get(name, "") if value == rules.ENCRYPTED else value
                for name, value in changes["inputs"].items()
            }
        differing = {name for name, value in changes.items() if row[name] != value}
        used = {other["credential_type"] for other in self.all("credentials")}
        if endpoint == "credential_types" and "inputs" in differing and row["id"] in used:
            raise RefusedError(403, "Modifications to inputs are not allowed for credential types that are in use")
        if endpoint == "inventories" and "kind" in differing:
            raise RefusedError(405, "Inventory kind cannot be changed.")
        if endpoint == "inventory_sources" and row["source"] == "constructed":
            for name in sorted(differing - self.constructed_fields):
                raise RefusedError(400, f"Cannot change field '{name}' on a constructed inventory source.", "error")
        self._judge(endpoint, {**row, **changes})
        row.update(changes)
        if endpoint == "projects" and differing & _SCM_FIELDS:
            self._update_project(row)
        return row

    def all(self, endpoint: str) -> list[Row]:
        """Return the objects of a kind, oldest first."""
        return list(self.rows[endpoint].values())

    def shown(self, endpoint: str, row: Row) -> Row:
        """Return an object as the API shows it: with its address, without secrets."""
        url = f"{API}{endpoint}/{row['id']}/"
        shown = {**row, "type": KINDS[endpoint].type, "url": url, "related": {}, "summary_fields": {}}
        if endpoint == "credentials":
            fields = self.rows["credential_types"][row["credential_type"]]["inputs"].get("fields", [])
            secret = {field["id"] for field in fields if field.get("secret")}
            shown["inputs"] = {
                name: rules.ENCRYPTED if name in secret and value else value for name, value in row["inputs"].items()
            }
        if endpoint in UNIFIED:
            shown["organization"] = self._organization(endpoint, row)
        if endpoint == "job_templates":
            shown["related"]["survey_spec"] = f"{url}survey_spec/"
        if endpoint == "projects":
            running = [update for update in self.updates.values() if update["project"] == row["id"]]
            shown["status"] = "never updated"
            if running:
                shown["status"] = running[-1]["status"]
                if shown["status"] in ("pending", "running"):
                    shown["summary_fields"]["current_update"] = {"id": running[-1]["id"]}
                    self._project_update(running[-1]["id"])
            shown["scm_revision"] = "" if row["id"] not in self.playbooks else "5f3a"
        return shown

    # --- what AWX refuses

    def _checked(self, kind: Kind, body: Mapping[str, Any]) -> Row:
        known = {name: value for name, value in body.items() if name in kind.fields}
        if unknown := body.keys() - known.keys() - {*kind.derived, "type"}:
            raise RefusedError(400, f"unknown fields {sorted(unknown)}")
        for name, endpoint in kind.references.items():
            value = known.get(name)
            if value is not None and value not in self._ids_of(endpoint):
                raise RefusedError(400, f"{name}: Invalid pk {value!r} - object does not exist.")
        for name, value in known.items():
            default = kind.fields[name]
            wanted = (int, float) if name in kind.references else type(default)
            if value is not None and default is not None and not isinstance(value, wanted):
                raise RefusedError(400, f"{name}: not a {type(default).__name__}: {value!r}")
        return known

    def _judge(self, endpoint: str, row: Row) -> None:
        fault = ""
        match endpoint:
            case "credential_types":
                fault = rules.credential_type(row)
            case "credentials":
                fault = rules.credential(row, self.rows["credential_types"][row["credential_type"]])
            case "inventory_sources":
                used = self.rows["credentials"].get(row["credential"] or 0)
                kind = self.rows["credential_types"][used["credential_type"]]["kind"] if used else ""
                fault = rules.inventory_source(row, self.rows["inventories"][row["inventory"]], kind)
            case "job_templates":
                fault = rules.extra_vars(row)
                if row["playbook"] not in self.playbooks.get(row["project"], set()):
                    fault = "playbook: Playbook not found for project."
            case "schedules":
                fault = rules.schedule(row)
        if fault:
            raise RefusedError(400, fault)

    def _ids_of(self, endpoint: str) -> set[int]:
        return {
            row["id"]
            for name in (UNIFIED if endpoint == "unified_job_templates" else [endpoint])
            for row in self.all(name)
        }

    # --- lists

    def _one(self, endpoint: str, ident: str) -> Row:
        row = self.rows[endpoint].get(int(ident)) if ident.isdigit() else None
        if row is None:
            raise RefusedError(404, "Not found.")
        return row

    def _unified(self) -> Iterator[Row]:
        for endpoint in UNIFIED:
            yield from (self.shown(endpoint, row) for row in self.all(endpoint))

    def _found(self, rows: Any, query: Mapping[str, str]) -> list[Row]:
        found = [self.shown(self._endpoint(row), row) if "url" not in row else row for row in rows]
        names = {row["id"]: row.get("name") for every in self.rows.values() for row in every.values()}

        def fits(row: Row, key: str) -> bool:
            field = key.removeprefix("or__")
            name, by_name = field.removesuffix("__name"), field.endswith("__name")
            return str(names.get(row[name]) if by_name else row[name]) == query[key]

        for key in query if found else ():
            name = key.removeprefix("or__").removesuffix("__name")
            if name not in found[0]:
                raise RefusedError(400, f"{found[0]['type']} has no field named '{name}'")
        # all of the filters without or__, and one of those with it
        either = [key for key in query if key.startswith("or__")]
        found = [row for row in found if all(fits(row, key) for key in query if key not in either)]
        return [row for row in found if any(fits(row, key) for key in either)] if either else found

    def _endpoint(self, row: Row) -> str:
        return next(name for name, rows in self.rows.items() if rows.get(row["id"]) is row)

    @staticmethod
    def _page(rows: list[Row]) -> Row:
        return {"count": len(rows), "next": None, "previous": None, "results": rows}

    def _organization(self, endpoint: str, row: Row) -> Any:
        match endpoint:
            case "job_templates":
                return self.rows["projects"][row["project"]]["organization"]
            case "inventory_sources":
                return self.rows["inventories"][row["inventory"]]["organization"]
        return row["organization"]

    def _members(self, method: str, key: tuple[int, str], endpoint: str, body: Any) -> Answer:
        members = self.members.setdefault(key, [])
        if method == "GET":
            return 200, self._page([self.shown(endpoint, self.rows[endpoint][ident]) for ident in members])
        if body["id"] not in self.rows[endpoint]:
            raise RefusedError(400, "object does not exist")
        if body.get("disassociate"):
            members.remove(body["id"])
        else:
            members.append(body["id"])
        return 204, None

    def _survey(self, method: str, ident: int, body: Any) -> Answer:
        if method == "POST":
            if fault := rules.survey(body):
                return 400, {"error": fault}
            self.surveys[ident] = body
        elif method == "DELETE":
            self.surveys.pop(ident, None)
        return 200, self.surveys.get(ident, {}) if method == "GET" else {}

    # --- projects

    def _update_project(self, row: Row) -> None:
        ident = next(self._ids)
        self.updates[ident] = {
            "id": ident,
            "project": row["id"],
            "status": "running" if self.dispatches else "pending",
        }

    def _project_update(self, ident: int) -> Row:
        """An update runs until its first read."""
        update = self.updates[ident]
        shown = {**update, "finished": None}
        if update["status"] == "running":
            project = self.rows["projects"][update["project"]]
            folder = self.repositories.get(project["scm_url"])
            if folder is not None:
                self.playbooks[project["id"]] = set(_playbooks(folder))
            update["status"] = "failed" if folder is None else "successful"
        return shown


def _playbooks(folder: Path) -> Iterator[str]:
    """Yield the files that AWX offers as playbooks: YAML with a line that looks like a play."""
    for path in folder.rglob("*.yml"):
        text = path.read_text(encoding="utf-8")
        if re.search(r"^[\s-]*(hosts|(ansible\.builtin\.)?import_playbook):", text, re.MULTILINE):
            yield str(path.relative_to(folder))
