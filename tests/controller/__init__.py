# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A small AWX on loopback: the part of its API that ``awx_configure`` needs, with real state.

``from controller import Controller``. ``kinds`` is a table of object kinds with their fields and defaults; ``rules``
are AWX's refusals; ``injection`` passes credentials to jobs. Everything follows AWX 24.6.1.
"""

from __future__ import annotations

from .injection import inject
from .server import Controller
from .state import Request, Row

__all__ = ["Controller", "Request", "Row", "inject"]
