# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The collection's version, and the Python and libraries that it needs."""

from __future__ import annotations

import sys

from ansible_collections.audiocodes.live_platform.plugins.module_utils.errors import MissingLibraryError

# for the User-Agent header; a unit test compares it with galaxy.yml
VERSION = "1.0.0"

OLDEST_PYTHON = (3, 10)
_ANOTHER = "or set ansible_python_interpreter for these hosts; the variable ansible_playbook_python holds the path of the one that runs Ansible"


def check_python(has_requests: bool) -> None:
    """Raise `MissingLibraryError` if Python is too old or `requests` is missing. The message names the interpreter.

    A task may run with another Python than Ansible itself. Python before 3.9 cannot read this code and never gets here.
    """
    if sys.version_info < OLDEST_PYTHON:
        needed, found = (".".join(map(str, version)) for version in (OLDEST_PYTHON, sys.version_info[:3]))
        raise MissingLibraryError(
            f"Python {needed} or newer is needed, but {sys.executable} is {found}",
            hint=f"use a newer Python, {_ANOTHER}",
        )
    if not has_requests:
        raise MissingLibraryError(
            f"the Python library requests is needed, but {sys.executable} does not have it",
            hint=f"install it there, {_ANOTHER}",
        )
