# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""How much processor time a report takes in each format, and how large it is.

PYTHONPATH=tests .venv/bin/python tests/benchmarks/report.py [SERVICES ...]
"""

from __future__ import annotations

import sys
import time

from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._report.formats import RENDERERS
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._report.model import Asked, build_model
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._report.options import read_options
from kits.report_data import GROUPS, NOW, default_policy, many_hosts, rows_of


def main(sizes: list[int]) -> None:
    """Print a line for each number of services, with as many customers."""
    options = read_options({})
    for size in sizes:
        rows = rows_of(many_hosts(size))
        parts = []
        for name, policy in (("model", None), ("judged", default_policy())):
            start = time.process_time()
            model = build_model(rows, dict.fromkeys(GROUPS, 0), "Benchmark", NOW, asked=Asked(policy))
            parts.append(f"{name} {time.process_time() - start:.2f} s")
        for name, render in RENDERERS.items():
            start = time.process_time()
            content = render(model, options)
            parts.append(f"{name} {time.process_time() - start:.2f} s {len(content) / 1e6:.2f} MB")
        sys.stdout.write(f"{size} services, {len(rows)} hosts: {', '.join(parts)}\n")


if __name__ == "__main__":
    main([int(text) for text in sys.argv[1:]] or [16, 400, 10_000])
