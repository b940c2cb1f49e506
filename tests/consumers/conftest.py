# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The programs that read what the collection writes. One that cannot be installed is an error, not a skip."""

from __future__ import annotations

from pathlib import Path

import pytest

from kits.consumers import Consumers, installed


@pytest.fixture(scope="session")
def consumers() -> Consumers:
    """All programs: `consumers.run("promtool", "check", "metrics")`."""
    return installed()


@pytest.fixture(scope="session")
def prometheus(consumers: Consumers) -> Path:
    return consumers.path("prometheus")


@pytest.fixture(scope="session")
def node_exporter(consumers: Consumers) -> Path:
    """Prometheus' exporter for machines, which reads `.prom` files; not Node.js."""
    return consumers.path("prometheus-node-exporter")


@pytest.fixture(scope="session")
def pushgateway(consumers: Consumers) -> Path:
    return consumers.path("prometheus-pushgateway")
