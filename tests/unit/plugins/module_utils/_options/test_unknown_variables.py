# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Variables of the environment that look like those of the collection."""

from __future__ import annotations

import pytest
import yaml

from ansible_collections.audiocodes.live_platform.plugins.doc_fragments.connection import ModuleDocFragment
from ansible_collections.audiocodes.live_platform.plugins.inventory import live_platform
from ansible_collections.audiocodes.live_platform.plugins.module_utils._options import unknown_variables
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._inputs.metrics_options import metrics_spec
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._notify.options import ARGUMENT_SPEC


def test_the_known_variables_are_those_of_all_parts() -> None:
    """Of the connection, the inventory plugin, send_notification and the gateway of metrics, as they are documented or specified."""
    documented = [ModuleDocFragment.PLUGIN, live_platform.DOCUMENTATION]
    options = [option for text in documented for option in yaml.safe_load(text)["options"].values()]
    names = {entry["name"] for option in options for entry in option.get("env", [])}
    specified = [*ARGUMENT_SPEC.values(), *metrics_spec(per_customer=True).values()]
    names |= {name for option in specified for name in option.get("fallback", ((), ()))[1]}
    assert set(unknown_variables.KNOWN) == names


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("LIVE_PLATFORM_STATUSSES", "LIVE_PLATFORM_STATUSES"),
        ("LIVE_PLATFORM_STATUS", "LIVE_PLATFORM_STATUSES"),
        ("LIVE_PLATFORM_MINIMUM_HOST", "LIVE_PLATFORM_MINIMUM_HOSTS"),
        ("LIVE_PLATFORM_NOTIFY_WEBHOOKURL", "LIVE_PLATFORM_NOTIFY_WEBHOOK_URL"),
        ("LIVE_PLATFORM_PASSWORD_FIEL", "LIVE_PLATFORM_PASSWORD_FILE"),
    ],
)
def test_a_variable_that_nobody_knows(name: str, meant: str) -> None:
    told = unknown_variables.warning({name: "s3cret", "LIVE_PLATFORM_URL": "x", "PATH": "/bin"})
    assert told == f"environment: {name} (did you mean {meant}?) is not a variable of this collection and has no effect"


def test_several_of_them_are_one_warning() -> None:
    told = unknown_variables.warning({"LIVE_PLATFORM_QQQQQ": "1", "LIVE_PLATFORM_NAME": "2"})
    assert told == (
        "environment: LIVE_PLATFORM_NAME (did you mean LIVE_PLATFORM_NAMES?), LIVE_PLATFORM_QQQQQ are not variables of this "
        "collection and have no effect"
    )


@pytest.mark.parametrize(
    "environ", [{}, {"LIVE_PLATFORM_STATUSSES": " "}, {"LIVE_PLATFORM_NAMES": "x"}, {"XLIVE_PLATFORM_A": "x"}]
)
def test_what_says_nothing(environ: dict[str, str]) -> None:
    """A blank is a field of AWX that nobody filled in."""
    assert unknown_variables.warning(environ) is None
