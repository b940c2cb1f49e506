# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Remembers in a small file which message was sent last to each target."""

from __future__ import annotations

import hashlib
import json
import tempfile
from pathlib import Path

from ansible_collections.audiocodes.live_platform.plugins.module_utils.errors import OptionError
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._outputs.files import (
    make_directories,
    write_file,
)

_SCHEMA = 1
_MODE = 0o600


def target(method: str, *address: str) -> str:
    """Return the name of a target in the file. An address may be secret, so only part of its hash is used."""
    return f"{method}:{hashlib.sha256(chr(0).join(address).encode()).hexdigest()[:16]}"


def read(path: Path) -> dict[str, str]:
    """Return target -> digest of the last message; empty if there is no file. Raises `OptionError`."""
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        return {str(name): str(value) for name, value in content["sent"].items()}
    except FileNotFoundError:
        return {}
    except OSError as error:
        raise OptionError(f"state_file {path} could not be read: {error.strerror or error}") from None
    except (ValueError, KeyError, TypeError, AttributeError):
        raise OptionError(
            f"state_file {path} is not a file of sent notifications",
            hint="remove it to start over",
        ) from None


def check(path: Path) -> None:
    """Check that the file can be written, before sending anything that it must remember. Raises `OptionError`.

    Creates the folder if needed, and a probe file that is removed at once: the file will be replaced, so its own mode
    says nothing.
    """
    try:
        make_directories(path.parent)
        with tempfile.NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}."):
            pass
    except OSError as error:
        raise _unwritable(path, error) from None


def write(path: Path, sent: dict[str, str]) -> None:
    """Replace the file. Raises `OptionError`."""
    content = json.dumps({"schema": _SCHEMA, "sent": dict(sorted(sent.items()))}, indent=2) + "\n"
    try:
        write_file(path, content.encode(), _MODE, dry_run=False)
    except OSError as error:
        raise _unwritable(path, error) from None


def remembered(path: Path, sent: dict[str, str]) -> str:
    """Replace the file. Return "", or the end of a sentence about a message that was sent: why the next run sends it again."""
    try:
        write(path, sent)
    except OptionError as error:
        return f"; the next run will send it again: {error.message}"
    return ""


def _unwritable(path: Path, error: OSError) -> OptionError:
    return OptionError(f"state_file {path} could not be written: {error.strerror or error}")
