# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Environment variables that set options if neither the task nor the inventory source does."""

from __future__ import annotations

import os
from collections.abc import MutableMapping

from ansible.module_utils.errors import AnsibleFallbackNotFound

from ansible_collections.audiocodes.live_platform.plugins.module_utils.reading import is_blank

ENV_PREFIX = "LIVE_PLATFORM_"


def named(name: str) -> str:
    """Return an option together with its environment variable, for a message."""
    return f"{name} (environment: {ENV_PREFIX}{name.upper()})"


def drop_blank_env(environ: MutableMapping[str, str] | None = None) -> None:
    """Remove our blank variables from the environment of this process.

    AWX sets every empty credential field to an empty string, which ansible-core reads as `False` for a boolean. A blank
    field would then turn the certificate check off.
    """
    environ = os.environ if environ is None else environ
    for name in [name for name in environ if name.startswith(ENV_PREFIX) and is_blank(environ[name])]:
        del environ[name]


def env_unless_blank(*names: str) -> str:
    """Fallback for a module's argument spec: like Ansible's own, but a blank variable does not count."""
    for name in names:
        if not is_blank(os.environ.get(name)):
            return os.environ[name]
    raise AnsibleFallbackNotFound
