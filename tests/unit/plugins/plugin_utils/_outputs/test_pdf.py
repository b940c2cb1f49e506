# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A WeasyPrint that is missing or does not fit is named, with what to install. What it makes is tested in tests/consumers."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from ansible_collections.audiocodes.live_platform.plugins.module_utils.errors import MissingLibraryError
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._outputs.pdf import pdf

Install = Callable[[str], None]

# what a WeasyPrint of the time before pydyf 0.11 does with a newer one
OLD = """
import types
urls = types.ModuleType("urls")
class PDF:
    def __init__(self): pass
class HTML:
    def __init__(self, string, url_fetcher): pass
    def write_pdf(self): return PDF(b"1.7", None)
"""
# a library of the system is missing, in the words of cffi
BARE = """
raise OSError("cannot load library 'libpango-1.0-0': libpango-1.0-0: cannot open shared object file\\\\nAdditionally, ctypes did not")
"""
# a fault of ours, not of two libraries that do not fit
OURS = """
import types
urls = types.ModuleType("urls")
class HTML:
    def __init__(self, string, url_fetcher): self.lines = string
    def write_pdf(self): return "".join(self.lines)
"""


@pytest.fixture
def install(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Install]:
    """Put a package of this name and text in place of WeasyPrint."""

    def put(text: str) -> None:
        (tmp_path / "weasyprint.py").write_text(text, encoding="utf-8")
        for name in [name for name in sys.modules if name.partition(".")[0] == "weasyprint"]:
            monkeypatch.delitem(sys.modules, name)
        monkeypatch.syspath_prepend(tmp_path)

    yield put
    sys.modules.pop("weasyprint", None)


def test_a_missing_library_is_named_with_its_minimum(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "weasyprint", None)
    with pytest.raises(MissingLibraryError) as caught:
        pdf("<p>hello")
    told = str(caught.value)
    assert "the format pdf needs the Python library WeasyPrint, 57.2 or newer" in told
    assert f"{sys.executable} -m pip install weasyprint>=63.0" in told
    assert "leave pdf out of the formats" in told


def test_a_missing_library_of_the_system_is_named_in_one_line(install: Install) -> None:
    install(BARE)
    with pytest.raises(MissingLibraryError, match=r"cannot load library 'libpango-1\.0-0'") as caught:
        pdf("<p>hello")
    assert "libpangoft2-1.0-0" in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_pydyf_that_does_not_fit_is_named(install: Install) -> None:
    install(OLD)
    with pytest.raises(MissingLibraryError, match="do not fit together") as caught:
        pdf("<p>hello")
    assert "takes 1 positional argument but 3 were given" in str(caught.value)
    assert "WeasyPrint 63.0 or newer" in str(caught.value)
    assert "pydyf 0.10.0" in str(caught.value)


def test_no_other_error_is_called_a_library_that_does_not_fit(install: Install) -> None:
    install(OURS + "    write_pdf = property(lambda self: None)\n")
    with pytest.raises(TypeError, match="not callable"):
        pdf("<p>hello")
