# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A Live Platform on loopback, for the integration tests and the demo.

``from simulator import Dataset, Fault, Simulator``; out of process: ``python -m simulator`` with ``tests`` on
PYTHONPATH. ``openapi.yml`` describes its answers, and tests check them against it. Nothing in ``plugins/`` knows this
package.
"""

from __future__ import annotations

from .dataset import Dataset
from .faults import KINDS, Fault
from .history import HistoryPlan
from .limiter import Limiter
from .server import Simulator
from .state import Request
from .tasks import Task
from .writes import Write

__all__ = ["KINDS", "Dataset", "Fault", "HistoryPlan", "Limiter", "Request", "Simulator", "Task", "Write"]
