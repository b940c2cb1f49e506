# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What WeasyPrint makes of a page: text that poppler reads, the same on every run, and nothing from any address."""

from __future__ import annotations

import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._outputs.pdf import pdf
from kits.consumers import Consumers
from kits.harness import ROOT

PAGE = '<html lang="en"><title>Two pages</title><p>Größe 漢 &amp; {{ 7*7 }}</p><p style="break-before: page">Second</p>'


@pytest.fixture
def nobody() -> Iterator[socket.socket]:
    """A server at whose door nobody may knock."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.settimeout(0.2)
        yield listener


def test_the_text_is_that_of_the_page(consumers: Consumers, tmp_path: Path) -> None:
    path = tmp_path / "two.pdf"
    path.write_bytes(pdf(PAGE))
    first, second = consumers.pdf_pages(path)
    assert first.split() == ["Größe", "漢", "&", "{{", "7*7", "}}"]
    assert second.split() == ["Second"]
    told = consumers.pdf_info(path)
    assert told["Title"] == "Two pages"
    assert told["Pages"] == "2"
    # a date would make each file another one
    assert "CreationDate" not in told


def test_the_same_page_gives_the_same_bytes() -> None:
    assert pdf(PAGE) == pdf(PAGE)


def test_nothing_is_fetched_and_what_is_missing_is_said(nobody: socket.socket, tmp_path: Path) -> None:
    secret = tmp_path / "secret.css"
    secret.write_text("p { color: red }", encoding="utf-8")
    address = f"http://127.0.0.1:{nobody.getsockname()[1]}"
    warnings: list[str] = []
    made = pdf(
        f'<link rel="stylesheet" href="{secret.as_uri()}"><style>@import "{address}/a.css"; '
        f"@font-face {{ font-family: f; src: url({address}/f.ttf) }} p {{ font-family: f }}</style>"
        f'<img src="{address}/a.png"><img src="{address}/a.png"><p>Text',
        warnings,
    )
    assert made.startswith(b"%PDF-")
    with pytest.raises(TimeoutError):
        nobody.accept()
    # each thing is said once
    assert [line for line in warnings if "a.png" in line] == [
        f"pdf: Failed to load image at '{address}/a.png': ValueError: a page fetches nothing"
    ]
    assert any("secret.css" in line for line in warnings)
    assert any("a.css" in line for line in warnings)


def test_a_style_sheet_that_is_not_understood_is_no_warning() -> None:
    warnings: list[str] = []
    pdf("<style>p { position: sticky } @media (max-width: 640px) { p { color: red } }</style><p>Text", warnings)
    assert warnings == []


def test_the_log_is_as_before(caplog: pytest.LogCaptureFixture) -> None:
    """Nothing reaches the log of the program that calls, which may be shown to everybody."""
    pdf('<img src="http://127.0.0.1:9/a.png"><p>Text')
    assert caplog.records == []


@pytest.mark.slow
@pytest.mark.parametrize(
    ("packages", "told"),
    [
        (["weasyprint==57.2", "pydyf==0.5.0"], "made"),
        (["weasyprint==57.2", "pydyf==0.10.0"], "made"),
        (["weasyprint==63.0"], "made"),
        (["weasyprint==57.2"], "WeasyPrint 57.2 and pydyf"),
        (["weasyprint==62.3"], "WeasyPrint 62.3 and pydyf"),
    ],
    ids=" ".join,
)
def test_versions(packages: list[str], told: str, tmp_path: Path, consumers: Consumers) -> None:
    """The oldest tested one, alone and with a pydyf that fits, as pip installs them, and those that pip lets not fit."""
    uv = Path(sys.executable).with_name("uv")
    folder = tmp_path / "python"
    subprocess.run([uv, "pip", "install", "-q", "--target", folder, *packages], check=True)
    program = (
        "from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._outputs.pdf import pdf\n"
        "try: print('made', pdf('<p>hello').startswith(b'%PDF-'))\n"
        "except Exception as error: print(type(error).__name__, error)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        check=True,
        capture_output=True,
        text=True,
        env={"PYTHONPATH": str(folder), "PATH": "/usr/bin:/bin"},
        cwd=ROOT,
    )
    assert told in done.stdout
    assert ("MissingLibraryError" in done.stdout) is (told != "made")
