# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The file of a repository that SARIF results point to, which must be the same in every run."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from ansible_collections.audiocodes.live_platform.plugins.module_utils.errors import OptionError
from ansible_collections.audiocodes.live_platform.plugins.module_utils.text import one_line
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._outputs.text import clean_text

# the ends of the names that the inventory plugin accepts
_ENDS = ("live_platform.yml", "live_platform.yaml")
# where no inventory source is a file
DEFAULT = "live_platform.yml"


def checked(text: str) -> str:
    """Return the path as SARIF writes it, without percent-encoding. Raises `OptionError` unless it is in a repository."""
    path = str.__str__(text).strip()
    parts = path.split("/")
    if not path.isprintable() or "\\" in path or "" in parts or ":" in parts[0] or {".", ".."} & set(parts):
        raise OptionError(
            "location must be the path of a file in a repository, such as inventory/my.live_platform.yml, "
            f"not {one_line(path, 200)!r}"
        )
    return path


def of_sources(sources: Iterable[object]) -> str:
    """Return the file name of the inventory source, given those of the command line; a folder has sources in it."""
    files = [file for source in sources if isinstance(source, str) for file in _files(str.__str__(source))]
    names = sorted(files, key=lambda file: not file.endswith(_ENDS))
    # a source may have any name, such as one with a backslash; then it is the default
    return next((name for name in map(clean_text, names) if name.isprintable() and "\\" not in name), DEFAULT)


def _files(source: str) -> list[str]:
    """Return the names of the files that a source is; none for a list of hosts, or for what cannot be read."""
    path = Path(source)
    try:
        if path.is_dir():
            return sorted(file.name for file in path.iterdir() if file.name.endswith(_ENDS))
        return [path.name] if path.is_file() else []
    except (OSError, ValueError):
        return []
