# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The README's picture: the first screen of a license report about the simulator's generated data.

`make picture` writes it. Data, date and size are fixed, so only a change of the report changes what it shows.
"""

from __future__ import annotations

import base64
import json
import subprocess
import sys
import tempfile
from pathlib import Path

from kits.harness import ROOT, Core, run
from kits.report_browser import launched
from simulator import Dataset, Simulator

PICTURE = ROOT / "docs" / "license_report.webp"
SERVICES, CUSTOMERS, SEED = 400, 300, 1
DAY = "2026-06-20"
WIDTH, HEIGHT, SCALE = 1280, 864, 0.8
PLAYBOOK = "audiocodes.live_platform.license_report"
# of WebP: text can be read, and the file is small
QUALITY = 45


def report(core: Core, folder: Path) -> Path:
    """Write the report into the folder, and return its HTML file. Raises RuntimeError if the run fails."""
    given = {"license_report_dest": str(folder), "license_report_formats": ["html"], "license_report_generated_at": DAY}
    with Simulator(Dataset.generate(SERVICES, CUSTOMERS, SEED)) as platform:
        env = {**platform.env(), "LIVE_PLATFORM_PLATFORM_NAME": "simulator"}
        source = ROOT / "examples" / "demo.live_platform.yml"
        done = run(core, ["ansible-playbook", "-i", source, PLAYBOOK, "-e", json.dumps(given)], env, folder)
    if done.returncode != 0:
        raise RuntimeError(done.stdout + done.stderr)
    (page,) = folder.glob("*.html")
    return page


def picture(chromium: Path, page: Path, path: Path) -> str:
    """Write the page's first screen as WebP, and return the text that is on it."""
    with launched(chromium) as browser:
        shown = browser.new_page(viewport={"width": WIDTH, "height": HEIGHT}, color_scheme="light")
        shown.goto(page.as_uri())
        devtools = shown.context.new_cdp_session(shown)
        clip = {"x": 0, "y": 0, "width": WIDTH, "height": HEIGHT, "scale": SCALE}
        taken = devtools.send("Page.captureScreenshot", {"format": "webp", "quality": QUALITY, "clip": clip})
        path.write_bytes(base64.b64decode(taken["data"]))
        return shown.inner_text("body")


def main() -> None:
    """Write the picture of the README."""
    found = subprocess.run([str(ROOT / "scripts/browser")], check=True, stdout=subprocess.PIPE, text=True)
    with tempfile.TemporaryDirectory(prefix="live-platform-picture-") as folder:
        page = report(Core("newest", (ROOT / ".venv").resolve() / "bin"), Path(folder))
        picture(Path(found.stdout.strip()), page, PICTURE)
    sys.stdout.write(f"picture: {PICTURE.relative_to(ROOT)}, {PICTURE.stat().st_size / 1024:.0f} KiB\n")


if __name__ == "__main__":
    main()
