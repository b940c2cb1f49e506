# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Environment variables that begin with our prefix but are not ours."""

from __future__ import annotations

import os
from collections.abc import Mapping

from ansible_collections.audiocodes.live_platform.plugins.module_utils._options.connection import OPTIONS
from ansible_collections.audiocodes.live_platform.plugins.module_utils._options.environment import ENV_PREFIX
from ansible_collections.audiocodes.live_platform.plugins.module_utils.reading import is_blank, nearest

# Options of the inventory plugin and of actions that have a variable, beside the connection options.
# Modules cannot see those plugins, so the names are listed here; a test compares them with the documentation.
_OF_OTHER_PARTS = (
    "all_details",
    "allow_empty",
    "always_enabled",
    "cache_stale_on_error",
    "channels",
    "duplicates",
    "enabled",
    "fields",
    "filters",
    "group_by",
    "group_prefix",
    "hostnames",
    "include",
    "include_raw",
    "labels",
    "license_types",
    "match_by",
    "maximum_drop_percent",
    "metering",
    "metering_tiers",
    "metrics_push_password",
    "minimum_customers",
    "minimum_hosts",
    "minimum_services",
    "names",
    "nested_groups",
    "notify_mail_password",
    "notify_webhook_url",
    "numbers",
    "reference_date",
    "sources",
    "statuses",
    "trial_expiring_days",
    "unknown_values",
    "usage_grace_percent",
    "usage_warning_percent",
    "vars_prefix",
)

KNOWN: tuple[str, ...] = (*(option.env for option in OPTIONS), *(ENV_PREFIX + name.upper() for name in _OF_OTHER_PARTS))


def warning(environ: Mapping[str, str] | None = None) -> str | None:
    """Return one line about unknown variables with our prefix, without their values; None if there are none.

    A blank variable does not count, because AWX sets one for every empty field.
    """
    environ = os.environ if environ is None else environ
    unknown = sorted(
        name for name in environ if name.startswith(ENV_PREFIX) and name not in KNOWN and not is_blank(environ[name])
    )
    if not unknown:
        return None
    told = []
    for name in unknown:
        # compare without the common prefix, which would make all names similar
        near = nearest(name.removeprefix(ENV_PREFIX), [known.removeprefix(ENV_PREFIX) for known in KNOWN])
        told.append(f"{name} (did you mean {ENV_PREFIX}{near}?)" if near else name)
    verb = (
        "is not a variable of this collection and has"
        if len(told) == 1
        else "are not variables of this collection and have"
    )
    return f"environment: {', '.join(told)} {verb} no effect"
