# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""AWX's refusals: the HTTP 400 message for a wrong credential type, credential, inventory source, survey or schedule."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

import jsonschema
import yaml
from jinja2 import TemplateError

from .injection import filenames, render

Row = Mapping[str, Any]

ENCRYPTED = "$encrypted$"
_FIELD = {
    "type": "object",
    "properties": {
        "id": {"type": "string", "pattern": "^[a-zA-Z_][a-zA-Z0-9_]*$"},
        "label": {"type": "string"},
        "help_text": {"type": "string"},
        "type": {"enum": ["string", "boolean"]},
        "format": {"enum": ["ssh_private_key", "url"]},
        "choices": {"type": "array", "minItems": 1, "items": {"type": "string"}, "uniqueItems": True},
        "multiline": {"type": "boolean"},
        "secret": {"type": "boolean"},
        "ask_at_runtime": {"type": "boolean"},
        "default": {},
    },
    "additionalProperties": False,
    "required": ["id", "label"],
}
_INPUTS = {
    "type": "object",
    "properties": {
        "required": {"type": "array", "items": {"type": "string"}},
        "fields": {"type": "array", "items": _FIELD},
    },
    "additionalProperties": False,
}
_TEXTS = {"type": "object", "additionalProperties": {"type": "string"}}
_INJECTORS = {
    "type": "object",
    "properties": {
        "file": {
            "type": "object",
            "patternProperties": {r"^template(\.[a-zA-Z_]+)?$": {"type": "string"}},
            "additionalProperties": False,
        },
        "env": _TEXTS,
        "extra_vars": {"type": "object"},
    },
    "additionalProperties": False,
}
_BARRED = re.compile(
    r"ANSIBLE_.*|PATH|PYTHONPATH|VIRTUAL_ENV|CACHE|JOB_ID|INVENTORY_ID|INVENTORY_SOURCE_ID|[^A-Z_a-z].*"
)
_QUESTIONS: dict[str, type | tuple[type, ...]] = {
    "text": str,
    "textarea": str,
    "password": str,
    "multiplechoice": str,
    "multiselect": str,
    "integer": int,
    "float": float,
}


def credential_type(row: Row) -> str:
    """Return what is wrong with the inputs or injectors, or ""."""
    for schema, name in ((_INPUTS, "inputs"), (_INJECTORS, "injectors")):
        fault = next(iter(jsonschema.Draft4Validator(schema).iter_errors(row[name])), None)
        if fault is not None:
            return f"{name}: {fault.message}"
    ids = [field["id"] for field in row["inputs"].get("fields", [])]
    if len(ids) != len(set(ids)) or "tower" in ids:
        return "inputs: fields must be unique"
    if unknown := [name for name in row["inputs"].get("required", []) if name not in ids]:
        return f"inputs: {unknown} is required but no field"
    for name in row["injectors"].get("env", {}):
        if _BARRED.fullmatch(name):
            return f"injectors: environment variable {name} may affect Ansible configuration so its use is not allowed"
    namespace: dict[str, Any] = dict.fromkeys(ids, "EXAMPLE")
    try:
        names = filenames(row["injectors"], "/EXAMPLE/")
        for part in ("file", "env"):
            for template in row["injectors"].get(part, {}).values():
                render(template, {**namespace, "tower": {"filename": names}})
    except TemplateError as error:
        return f"injectors: {error}"
    return ""


def credential(row: Row, type_: Row) -> str:
    """Return what is wrong: a value without a field, of a wrong type, or not one of the choices."""
    fields = {field["id"]: field for field in type_["inputs"].get("fields", [])}
    for name, value in row["inputs"].items():
        if name not in fields:
            return f"inputs: '{name}' was unexpected"
        expected = bool if fields[name].get("type") == "boolean" else str
        if not isinstance(value, expected):
            return f"inputs: {name} is not a {expected.__name__}"
        if value not in fields[name].get("choices", [value]):
            return f"inputs: {name} is not one of {fields[name]['choices']}"
    return ""


def inventory_source(row: Row, inventory: Row, credential_kind: str) -> str:
    """Return why AWX cannot run a source, or ""."""
    if (row["source"] == "constructed") != (inventory["kind"] == "constructed"):
        return "Cannot create Inventory Source for Smart or Constructed Inventories"
    if row["source"] == "scm" and not row["source_project"]:
        return "Project required for scm type sources."
    if credential_kind in ("vault", "insights", "ssh", "scm"):
        return "Credentials of type machine, source control, insights and vault are disallowed for custom inventory sources."
    if row["source_vars"]:
        try:
            if not isinstance(yaml.safe_load(row["source_vars"]), dict):
                return "source_vars: must be a dictionary"
        except yaml.YAMLError:
            return "source_vars: Cannot parse as JSON or YAML"
    return ""


def extra_vars(row: Row) -> str:
    """Refuse text that is not a dictionary."""
    if not row["extra_vars"]:
        return ""
    return "" if isinstance(json.loads(row["extra_vars"]), dict) else "extra_vars: must be a dictionary"


def schedule(row: Row) -> str:
    """Refuse a rule without a start in a time zone, or without an interval."""
    rule = row["rrule"]
    if not re.search(r"DTSTART(;TZID=[A-Za-z_/]+:\d{8}T\d{6}|:\d{8}T\d{6}Z)(\s|$)", rule):
        return "rrule: Valid DTSTART required in rrule. Value should start with: DTSTART:YYYYMMDDTHHMMSSZ"
    if "RRULE:" not in rule:
        return "rrule: RRULE required in rrule."
    if rule.count("DTSTART") > 1:
        return "rrule: Multiple DTSTART is not supported."
    if re.search(r"BYDAY[:=][0-9]+[A-Za-z]{2}", rule):
        return f"rrule: BYDAY with numeric prefix not supported: {rule}"
    return "" if "INTERVAL=" in rule else "rrule: INTERVAL required in rrule."


def survey(spec: Mapping[str, Any]) -> str:
    """Return why AWX cannot show a survey, or ""."""
    for name, type_ in (("name", str), ("description", str), ("spec", list)):
        if not isinstance(spec.get(name), type_):
            return f"Field '{name}' is missing from survey spec."
    if not spec["spec"]:
        return "'spec' doesn't contain any items."
    variables = [question.get("variable") for question in spec["spec"]]
    if len(variables) != len(set(variables)):
        return "'variable' duplicated in survey"
    return next(filter(None, map(_question, spec["spec"])), "")


def _question(question: Mapping[str, Any]) -> str:
    name, kind, default = question.get("variable"), question.get("type"), question.get("default", "")
    keys = (("type", str), ("question_name", str), ("variable", str), ("required", bool))
    choices = question.get("choices", []) if kind in ("multiplechoice", "multiselect") else None
    faults = {
        "lacks a key, or has one of a wrong type": any(not isinstance(question.get(key), type_) for key, type_ in keys),
        f"is of an unknown type, {kind}": kind not in _QUESTIONS,
        "has a default of another type": default != ""
        and (isinstance(default, bool) or not isinstance(default, _QUESTIONS.get(str(kind), object))),
        "has a limit that is no integer": any(not isinstance(question.get(key, 0), int) for key in ("min", "max")),
        "must specify choices": choices == [],
        "has a default that is no choice": bool(choices and default and default not in choices),
    }
    return next((f"survey question {name} {fault}" for fault, found in faults.items() if found), "")
