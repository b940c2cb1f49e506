# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Filters for playbooks: records, host variables and groups."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any

from ansible.errors import AnsibleFilterError
from ansible.utils.display import Display

from ansible_collections.audiocodes.live_platform.plugins.module_utils.errors import LivePlatformError
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils import filters
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._compliance.filter import judged


def _checked(function: Callable[..., Any]) -> Callable[..., Any]:
    """Return the function, with its errors as one-line filter errors."""

    @wraps(function)
    def filter_(*args: Any, **kwargs: Any) -> Any:
        failure: Exception | None = None
        try:
            return function(*args, **kwargs)
        # anything that an unexpected value may raise: older cores would not show it
        except (LivePlatformError, TypeError, ValueError, AttributeError, OverflowError) as error:
            failure = error
        # not in the handler, so that core does not print the chain of causes
        raise AnsibleFilterError(f"{function.__name__}: {' '.join(str(failure).split())}")

    return filter_


def select_groups(groups: Any, patterns: Any) -> Any:
    """Return the filter's result, and warn about patterns that match no group."""
    found = filters.select_groups(groups, patterns)
    if idle := filters.idle_patterns(groups, patterns):
        Display().warning(f"select_groups: no group matches {', '.join(idle)}")
    return found


def compliance_findings(platform: Any, policy: Any = None, waivers: Any = None, today: Any = None) -> Any:
    """Return the filter's result, and warn about what could not be judged."""
    found, warnings = judged(platform, policy, waivers, today)
    for warning in warnings:
        Display().warning(f"compliance_findings: {warning}")
    return found


class FilterModule:
    """The filters. Their work is in plugin_utils/filters.py."""

    def filters(self) -> Mapping[str, Callable[..., Any]]:
        """Return the filters by name."""
        return {
            function.__name__: _checked(function)
            for function in (
                compliance_findings,
                filters.expiring_within,
                filters.group_records,
                filters.license_label,
                select_groups,
                filters.trial_state,
                filters.usage_band,
            )
        }
