# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Passes credentials of custom types to jobs as AWX does: renders their injectors' templates with Jinja in a sandbox."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from jinja2 import StrictUndefined, UndefinedError
from jinja2.sandbox import ImmutableSandboxedEnvironment


def render(template: str, namespace: Mapping[str, Any]) -> str:
    """Render a template. Raises jinja2.TemplateError if it is invalid or uses an undefined name."""
    return ImmutableSandboxedEnvironment(undefined=StrictUndefined).from_string(template).render(namespace)


def filenames(injectors: Mapping[str, Any], path: str) -> Any:
    """Return ``tower.filename`` for the injectors' file templates: each one's path is ``path`` plus its label."""
    labels = [name.partition(".")[2] for name in injectors.get("file", {})]
    if labels == [""]:
        return path
    if "" in labels:
        raise UndefinedError("Must use multi-file syntax when injecting multiple files")
    return SimpleNamespace(**{label: f"{path}{label}" for label in labels})


def inject(
    inputs: Mapping[str, Any], injectors: Mapping[str, Any], given: Mapping[str, Any], folder: Path
) -> dict[str, str]:
    """Return a job's environment and write its files to a folder. An empty field is "", or False for a check box."""
    blank: dict[str, Any] = {
        field["id"]: False if field["type"] == "boolean" else "" for field in inputs.get("fields", [])
    }
    values = {**blank, **given}
    for name, template in injectors.get("file", {}).items():
        path = folder / f"awx_{name.partition('.')[2]}"
        path.write_text(render(template, values), encoding="utf-8")
        path.chmod(0o600)
    namespace = {**values, "tower": SimpleNamespace(filename=filenames(injectors, f"{folder}/awx_"))}
    return {name: render(template, namespace) for name, template in injectors.get("env", {}).items()}
