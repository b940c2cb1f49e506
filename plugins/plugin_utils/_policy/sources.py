# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Where policies and waivers come from: a file, a dictionary, or the text of a survey."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._inputs.given import (
    from_file,
    given,
    given_waivers,
    is_empty,
)
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._policy.policy import Policy, load, merged

DEFAULT_POLICY = Path(__file__).parents[3] / "roles" / "compliance" / "files" / "default_policy.yml"


def policy_of(policy: Any, changes: Any, waivers: Any, today: date, folders: Sequence[Path] = ()) -> Policy:
    """Return the policy that three options describe. Blank ones mean: the default policy, no changes, no more waivers.

    Each may be data, YAML or JSON text, or the path of a YAML file, which is looked for in the current directory
    and then in `folders`. Raises `OptionError` naming the option, the rule or the waiver.
    """
    # a file that turns out to be empty does not mean the default policy
    data = from_file(DEFAULT_POLICY, "policy") if is_empty(policy) else given(policy, "policy", folders)
    laid_over = given(changes, "policy_changes", folders)
    if laid_over is not None:
        data = merged(data, laid_over)
    return load(data, today, given_waivers(waivers, folders))
