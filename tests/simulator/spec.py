# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Checks a value or a received answer against ``openapi.yml``. (Needs jsonschema and PyYAML.)"""

from __future__ import annotations

import functools
import json
import pathlib
import re
from collections.abc import Mapping
from typing import Any

import jsonschema
import referencing
import referencing.jsonschema
import yaml

FILE = pathlib.Path(__file__).parent / "openapi.yml"
_URI = "urn:live-platform"


class MisfitError(AssertionError):
    """The answer does not match the document."""


@functools.cache
def document() -> dict[str, Any]:
    """Return the document as plain data."""
    loaded: dict[str, Any] = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    return loaded


def check_value(schema: str, value: Any) -> None:
    """Check ``value`` against components/schemas/``schema``. Raises MisfitError with the place and the reason."""
    _check({"$ref": f"{_URI}#/components/schemas/{schema}"}, value, schema)


def check_answer(method: str, path: str, status: int, headers: Mapping[str, str], body: bytes) -> str:
    """Check that the document declares this answer for this request; return the operation's id.

    ``path`` is only the path. A method that the document lacks may be answered only with 405.
    """
    where = f"{method} {path}: {status}"
    operations = _operations(path)
    if operations is None:
        raise MisfitError(f"{where}: no such path in the document")
    operation = operations.get(method.lower())
    if operation is None:
        operation = next(iter(operations.values()))
        if status != 405:
            raise MisfitError(f"{where}: no such method in the document")
    response = operation["responses"].get(str(status))
    if response is None:
        raise MisfitError(f"{where}: no such status in the document")
    response = _resolve(response)
    given = {key.lower(): value for key, value in headers.items()}
    for name, header in response.get("headers", {}).items():
        if _resolve(header).get("required") and name.lower() not in given:
            raise MisfitError(f"{where}: header {name} is missing")
    kind = given.get("content-type", "").partition(";")[0]
    if kind not in response["content"]:
        raise MisfitError(f"{where}: content type {kind!r}")
    try:
        value = json.loads(body)
    except ValueError as failure:
        raise MisfitError(f"{where}: {failure}") from failure
    _check(_absolute(response["content"][kind]["schema"]), value, where)
    return str(operation["operationId"])


def check_reply(reply: Any) -> str:
    """``check_answer`` for a ``requests.Response``, with the request that it belongs to."""
    path = reply.request.path_url.partition("?")[0]
    return check_answer(reply.request.method, path, reply.status_code, reply.headers, reply.content)


def check_request(method: str, path: str, body: Any) -> str:
    """Check that the document declares this body for this request; return the operation's id."""
    operation = (_operations(path) or {}).get(method.lower())
    where = f"{method} {path}"
    if operation is None:
        raise MisfitError(f"{where}: no such operation in the document")
    declared = operation.get("requestBody")
    if declared is None:
        if body is not None:
            raise MisfitError(f"{where}: a body where none is declared")
    else:
        _check(_absolute(declared["content"]["application/json"]["schema"]), body, where)
    return str(operation["operationId"])


def _operations(path: str) -> dict[str, Any] | None:
    """Return the path item; a literal path goes before a templated one."""
    paths: dict[str, dict[str, Any]] = document()["paths"]
    if path in paths:
        return paths[path]
    for template, item in paths.items():
        if re.fullmatch(re.sub(r"\\\{[^/]+\\\}", "[^/]+", re.escape(template)), path):
            return item
    return None


def _resolve(part: dict[str, Any]) -> dict[str, Any]:
    """Return the part itself, or the target of its reference."""
    if "$ref" not in part:
        return part
    found: Any = document()
    for key in part["$ref"].removeprefix("#/").split("/"):
        found = found[key]
    return _resolve(found)


def _absolute(schema: Any) -> Any:
    """Return the schema with references that also work outside the document."""
    if isinstance(schema, dict):
        return {
            key: f"{_URI}{value}" if key == "$ref" and value.startswith("#") else _absolute(value)
            for key, value in schema.items()
        }
    return [_absolute(item) for item in schema] if isinstance(schema, list) else schema


@functools.cache
def _registry() -> referencing.Registry[Any]:
    resource = referencing.jsonschema.DRAFT202012.create_resource(document())
    empty: referencing.Registry[Any] = referencing.Registry()
    filled: referencing.Registry[Any] = empty.with_resource(_URI, resource)
    return filled


def _check(schema: dict[str, Any], value: Any, where: str) -> None:
    validator = jsonschema.Draft202012Validator(schema, registry=_registry())
    failure = jsonschema.exceptions.best_match(validator.iter_errors(value))
    if failure is not None:
        raise MisfitError(f"{where}: {failure.json_path}: {failure.message[:300]}")
