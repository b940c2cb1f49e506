# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""How AWX hands a credential of a custom type to a job: templates of its injectors, rendered by Jinja in a sandbox."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from jinja2 import StrictUndefined, UndefinedError
from jinja2.sandbox import ImmutableSandboxedEnvironment


def render(template: str, namespace: Mapping[str, Any]) -> str:
    """One template. jinja2.TemplateError when it is none, or names something that is not there."""
    return ImmutableSandboxedEnvironment(undefined=StrictUndefined).from_string(template).render(namespace)


def filenames(injectors: Mapping[str, Any], path: str) -> Any:
    """What ``tower.filename`` is for the templates of files in injectors, each of them ``path`` and its label."""
    labels = [name.partition(".")[2] for name in injectors.get("file", {})]
    if labels == [""]:
        return path
    if "" in labels:
        raise UndefinedError("Must use multi-file syntax when injecting multiple files")
    return SimpleNamespace(**{label: f"{path}{label}" for label in labels})


def inject(
    inputs: Mapping[str, Any], injectors: Mapping[str, Any], given: Mapping[str, Any], folder: Path
) -> dict[str, str]:
    """The environment of a job, and its files in a folder. A field that nobody filled in is "", or False for a check box."""
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
