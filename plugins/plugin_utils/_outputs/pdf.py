# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""A page as PDF.

Written by WeasyPrint, which is imported only when this format is asked for, because it needs libraries of the system (Pango).
A page is complete in itself: whatever address it names, nothing is fetched.
"""

from __future__ import annotations

import importlib
import logging
import sys
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.metadata import PackageNotFoundError, version
from types import ModuleType
from typing import Any, NoReturn

from ansible_collections.audiocodes.live_platform.plugins.module_utils.errors import MissingLibraryError

# the oldest version that the pages were printed with, and the first that fits every newer pydyf, so that pip needs no help
TESTED_FROM = "57.2"
FITS_FROM = "63.0"
_WITHOUT = "or leave pdf out of the formats"


def pdf(html: str, warnings: list[str] | None = None) -> bytes:
    """Return a page as PDF. The same page gives the same text, and with WeasyPrint 63.0 or newer the same bytes.

    What WeasyPrint could not put on paper, such as a picture, is added to `warnings`, one line for each.
    Raises `MissingLibraryError`, which names what to install, if WeasyPrint, its system libraries or a fitting pydyf is missing.
    """
    weasyprint = _library()
    with _noted([] if warnings is None else warnings):
        try:
            made: bytes = weasyprint.HTML(string=html, url_fetcher=_refusing(weasyprint)).write_pdf()
        except (AttributeError, TypeError) as error:
            if _comes_from_library(error):
                _does_not_fit(error)
            raise
    return made


def _library() -> ModuleType:
    """Return the library. Raises `MissingLibraryError`."""
    needs = f"the format pdf needs the Python library WeasyPrint, {TESTED_FROM} or newer"
    try:
        return importlib.import_module("weasyprint")
    except ImportError:
        raise MissingLibraryError(
            f"{needs}, and {sys.executable}, which runs Ansible, does not have it",
            hint=f"install it, for example with '{sys.executable} -m pip install weasyprint>={FITS_FROM}', and Pango "
            f"(Debian: libpangoft2-1.0-0 and libharfbuzz-subset0), {_WITHOUT}",
        ) from None
    except OSError as error:
        # raised by the import for a missing library of the system, in many lines
        raise MissingLibraryError(
            f"{needs}, and a library of the system that WeasyPrint loads is missing: {str(error).splitlines()[0]}",
            hint=f"install Pango (Debian: libpangoft2-1.0-0 and libharfbuzz-subset0), {_WITHOUT}",
        ) from None
    except (AttributeError, TypeError) as error:
        _does_not_fit(error)


def _does_not_fit(error: Exception) -> NoReturn:
    """Raise `MissingLibraryError` for a WeasyPrint and a pydyf of different times: before 63.0 any pydyf was accepted."""
    here = " and ".join(f"{name} {_version(name)}" for name in ("WeasyPrint", "pydyf"))
    raise MissingLibraryError(
        f"the format pdf cannot be made with {here}, which do not fit together: {error}",
        hint=f"install WeasyPrint {FITS_FROM} or newer, or with an older one (from {TESTED_FROM}) pydyf 0.10.0, {_WITHOUT}",
    ) from error


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "of an unknown version"


def _comes_from_library(error: Exception) -> bool:
    """Tell whether an error was raised in WeasyPrint or pydyf, or by a call of one to the other."""
    frames = [frame for frame, _line in traceback.walk_tb(error.__traceback__)]
    return str(frames[-1].f_globals.get("__name__")).partition(".")[0] in ("weasyprint", "pydyf")


def _refusing(weasyprint: ModuleType) -> Any:
    """Return what WeasyPrint asks for the content of an address: nothing has any."""

    def refuse(*_asked: Any, **_more: Any) -> NoReturn:
        raise ValueError("a page fetches nothing")

    base = getattr(weasyprint.urls, "URLFetcher", None)
    if base is None:
        # a function, before 68.0
        return refuse
    return type("Refusing", (base,), {"fetch": refuse})()


@contextmanager
def _noted(warnings: list[str]) -> Iterator[None]:
    """Add what WeasyPrint's log says of things that are missing on paper. Its notes about style sheets are about ours."""
    logger = logging.getLogger("weasyprint")
    handler = _Notes(warnings)
    before = logger.propagate
    logger.addHandler(handler)
    logger.propagate = False
    try:
        yield
    finally:
        logger.propagate = before
        logger.removeHandler(handler)


class _Notes(logging.Handler):
    """Keeps each line once."""

    def __init__(self, lines: list[str]) -> None:
        super().__init__(logging.ERROR)
        self._lines = lines

    def emit(self, record: logging.LogRecord) -> None:
        line = f"pdf: {' '.join(record.getMessage().split())}"
        if line not in self._lines:
            self._lines.append(line)
