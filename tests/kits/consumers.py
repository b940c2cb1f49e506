# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The programs that `scripts/consumers` installs, and how tests run them."""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from kits import harness

# what soffice calls a kind of file
FILTERS = {
    "csv": "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1",
    "xlsx": "xlsx",
    "pdf": "pdf",
}
# no program may look into the settings of whoever runs the tests, nor speak another language
LANGUAGE = {"LANG": "C.UTF-8", "LC_ALL": "C.UTF-8", "TZ": "UTC", "DOTNET_SYSTEM_GLOBALIZATION_INVARIANT": "1"}


class Consumers(NamedTuple):
    """The folder with the programs."""

    folder: Path

    @property
    def node_modules(self) -> Path:
        """The packages of `tests/consumers/package.json`."""
        return self.folder / "node_modules"

    def path(self, name: str) -> Path:
        """Return the path of a program, such as `promtool`."""
        found = self.folder / name
        assert found.exists(), f"scripts/consumers installs no {name}"
        return found

    def run(
        self,
        name: str,
        *argv: object,
        timeout: float = 120,
        env: Mapping[str, str] | None = None,
        cwd: Path | None = None,
        given: str | None = None,
    ) -> subprocess.CompletedProcess[str]:
        """Run a program to its end, `given` as its input, and return its output as text, whatever its exit status."""
        return subprocess.run(
            [str(self.path(name)), *map(str, argv)],
            check=False,
            capture_output=True,
            text=True,
            encoding="utf-8",
            errors="replace",
            input=given,
            timeout=timeout,
            env={**os.environ, **LANGUAGE, **(env or {})},
            cwd=cwd,
        )

    def converted(self, source: Path, kind: str, folder: Path) -> list[Path]:
        """Return the files of `kind` that LibreOffice makes of a file: one, or for `csv` one for each sheet, in their order.

        A profile of its own, so that tests can run side by side.
        """
        made = folder / f"{source.stem}-as-{kind}"
        done = self.run(
            "soffice",
            f"-env:UserInstallation={(folder / 'soffice').as_uri()}",
            *("--headless", "--norestore", "--convert-to", FILTERS[kind], "--outdir", made, source),
            timeout=300,
        )
        found = sorted(made.glob(f"*.{kind}"), key=lambda path: path.stat().st_mtime_ns)
        assert found, done.stdout + done.stderr
        return found

    def pdf_pages(self, pdf: Path) -> list[str]:
        """Return the text of each page of a PDF, as it is laid out."""
        done = self.run("pdftotext", "-layout", "-enc", "UTF-8", pdf, "-")
        assert done.returncode == 0, done.stderr
        return done.stdout.split("\f")[:-1]

    def pdf_info(self, pdf: Path) -> dict[str, str]:
        """Return what pdfinfo tells of a PDF: `Title`, `Pages`, ..."""
        done = self.run("pdfinfo", pdf)
        assert done.returncode == 0, done.stderr
        return {name: text.strip() for name, text in re.findall(r"^([^:\n]+):(.*)$", done.stdout, re.MULTILINE)}


def installed() -> Consumers:
    """Install what is missing, and return the programs. Raises `RuntimeError` with the script's own advice."""
    found = subprocess.run([str(harness.ROOT / "scripts/consumers")], check=False, capture_output=True, text=True)
    if found.returncode != 0:
        raise RuntimeError(found.stderr.strip())
    return Consumers(Path(found.stdout.strip()))
