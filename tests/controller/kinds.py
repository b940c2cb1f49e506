# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The kinds of objects that the controller stores: fields with defaults, references, lists of other objects."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

_PROMPTS = {"limit": "", "scm_branch": "", "job_tags": "", "skip_tags": "", "execution_environment": None}
_NOTIFICATIONS = {
    f"notification_templates_{event}": "notification_templates" for event in ("started", "success", "error")
}
_ASKED = ("diff_mode", "variables", "limit", "tags", "skip_tags", "job_type", "verbosity", "inventory", "credential")


@dataclass(frozen=True)
class Kind:
    """An endpoint. ``references``: field -> endpoint of its id; ``lists``: sub-endpoint -> endpoint of its members."""

    type: str
    fields: dict[str, Any]
    required: tuple[str, ...] = ("name",)
    unique: tuple[str, ...] = ("name",)
    references: dict[str, str] = field(default_factory=dict)
    lists: dict[str, str] = field(default_factory=dict)
    # sent by awx.awx but not stored, because AWX derives them
    derived: tuple[str, ...] = ()


KINDS: dict[str, Kind] = {
    "organizations": Kind("organization", {"name": "", "description": ""}),
    "credential_types": Kind(
        "credential_type",
        {"name": "", "description": "", "kind": "", "managed": False, "inputs": {}, "injectors": {}},
        required=("name", "kind"),
        unique=("name", "kind"),
    ),
    "credentials": Kind(
        "credential",
        {"name": "", "description": "", "organization": None, "credential_type": None, "inputs": {}},
        required=("name", "credential_type"),
        unique=("name", "organization", "credential_type"),
        references={"organization": "organizations", "credential_type": "credential_types"},
    ),
    "execution_environments": Kind(
        "execution_environment",
        {"name": "", "description": "", "organization": None, "image": "", "credential": None, "pull": ""},
        required=("name", "image"),
        references={"organization": "organizations", "credential": "credentials"},
    ),
    "projects": Kind(
        "project",
        {
            "name": "",
            "description": "",
            "organization": None,
            "scm_type": "",
            "scm_url": "",
            "scm_branch": "",
            "credential": None,
            "scm_update_on_launch": False,
            "scm_update_cache_timeout": 0,
            "default_environment": None,
            "timeout": 0,
        },
        required=("name", "organization"),
        unique=("name", "organization"),
        references={
            "organization": "organizations",
            "credential": "credentials",
            "default_environment": "execution_environments",
        },
        lists=_NOTIFICATIONS,
    ),
    "inventories": Kind(
        "inventory",
        {"name": "", "description": "", "organization": None, "kind": "", "host_filter": None, "variables": ""},
        required=("name", "organization"),
        unique=("name", "organization"),
        references={"organization": "organizations"},
        lists={"input_inventories": "inventories"},
    ),
    "inventory_sources": Kind(
        "inventory_source",
        {
            "name": "",
            "description": "",
            "inventory": None,
            "source": "",
            "source_project": None,
            "source_path": "",
            "source_vars": "",
            "scm_branch": "",
            "credential": None,
            "enabled_var": "",
            "enabled_value": "",
            "host_filter": "",
            "limit": "",
            "overwrite": False,
            "overwrite_vars": False,
            "timeout": 0,
            "verbosity": 1,
            "execution_environment": None,
            "update_on_launch": False,
            "update_cache_timeout": 0,
        },
        required=("name", "inventory", "source"),
        unique=("name", "inventory"),
        references={
            "inventory": "inventories",
            "source_project": "projects",
            "credential": "credentials",
            "execution_environment": "execution_environments",
        },
        lists=_NOTIFICATIONS,
    ),
    "job_templates": Kind(
        "job_template",
        {
            "name": "",
            "description": "",
            "job_type": "run",
            "inventory": None,
            "project": None,
            "playbook": "",
            "forks": 0,
            "verbosity": 0,
            "extra_vars": "",
            "timeout": 0,
            "survey_enabled": False,
            "become_enabled": False,
            "diff_mode": False,
            "allow_simultaneous": False,
            "job_slice_count": 1,
            **dict.fromkeys((f"ask_{name}_on_launch" for name in _ASKED), False),
            **_PROMPTS,
        },
        required=("name", "project", "playbook"),
        references={
            "inventory": "inventories",
            "project": "projects",
            "execution_environment": "execution_environments",
        },
        lists={"credentials": "credentials", **_NOTIFICATIONS},
        derived=("organization",),
    ),
    "workflow_job_templates": Kind(
        "workflow_job_template",
        {
            "name": "",
            "description": "",
            "organization": None,
            "extra_vars": "",
            "inventory": None,
            "survey_enabled": False,
            "allow_simultaneous": False,
        },
        unique=("name", "organization"),
        references={"organization": "organizations", "inventory": "inventories"},
        lists=_NOTIFICATIONS,
    ),
    "workflow_job_template_nodes": Kind(
        "workflow_job_template_node",
        {
            "identifier": "",
            "workflow_job_template": None,
            "unified_job_template": None,
            "extra_data": {},
            "inventory": None,
            "all_parents_must_converge": False,
        },
        required=("identifier", "workflow_job_template"),
        unique=("identifier", "workflow_job_template"),
        references={
            "workflow_job_template": "workflow_job_templates",
            "unified_job_template": "unified_job_templates",
            "inventory": "inventories",
        },
        lists=dict.fromkeys(("success_nodes", "failure_nodes", "always_nodes"), "workflow_job_template_nodes"),
    ),
    "schedules": Kind(
        "schedule",
        {
            "name": "",
            "description": "",
            "unified_job_template": None,
            "rrule": "",
            "enabled": True,
            "extra_data": {},
        },
        required=("name", "unified_job_template", "rrule"),
        unique=("name", "unified_job_template"),
        references={"unified_job_template": "unified_job_templates"},
    ),
    "notification_templates": Kind(
        "notification_template",
        {
            "name": "",
            "description": "",
            "organization": None,
            "notification_type": "",
            "notification_configuration": {},
            "messages": None,
        },
        required=("name", "organization", "notification_type"),
        unique=("name", "organization"),
        references={"organization": "organizations"},
    ),
}
# one list and one id sequence for everything that can run
UNIFIED = ("job_templates", "projects", "inventory_sources", "workflow_job_templates")
