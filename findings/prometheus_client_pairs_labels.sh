#!/usr/bin/env bash
# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Finding:  a custom collector with too few, too many or misplaced label values raises no error and exports other series
# Versions: prometheus-client 0.26.0
# Seen:     2026-12-01, Python 3.11
# Expected: an error, as Gauge.labels() of the same library raises one for a wrong number of label values
# Happens:  add_metric() pairs names and values until one of them ends. A missing value removes the label, a value too many
#           is dropped, and a text instead of a list becomes one value for each letter
# Output:
#   | labels(): ValueError
#   | seats{tenant="acme"} 1.0
#   | seats{license="pro",tenant="acme"} 2.0
#   | seats{license="b",tenant="a"} 3.0
set -euo pipefail
script=$(readlink -f "$0")
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
"${PYTHON:-python3}" -m venv venv
venv/bin/python -m pip install --quiet --quiet prometheus-client==0.26.0

venv/bin/python - >now <<'END'
from prometheus_client import CollectorRegistry, Gauge, generate_latest
from prometheus_client.core import GaugeMetricFamily

try:
    Gauge("devices", "Devices.", ["tenant", "license"], registry=None).labels("acme")
except ValueError as error:
    print(f"labels(): {type(error).__name__}")


class Seats:
    def collect(self):
        family = GaugeMetricFamily("seats", "Seats.", labels=["tenant", "license"])
        family.add_metric(["acme"], 1)
        family.add_metric(["acme", "pro", "emea"], 2)
        family.add_metric("ab", 3)
        yield family


registry = CollectorRegistry()
registry.register(Seats())
print(*(line for line in generate_latest(registry).decode().splitlines() if not line.startswith("#")), sep="\n")
END

sed -n 's/^#   | //p' "$script" >seen
diff --unified seen now
echo "as seen"
