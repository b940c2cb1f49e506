# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A small AWX that runs on loopback: the part of its API that ``awx_configure`` needs, with real state.

``from controller import Controller``. Kinds of objects, their fields and defaults are a table (``kinds``); what AWX refuses
is in ``rules``; how it hands a credential to a job in ``injection``. All of it follows what AWX 24.6.1 does.
"""

from __future__ import annotations

from .injection import inject
from .server import Controller
from .state import Request, Row

__all__ = ["Controller", "Request", "Row", "inject"]
