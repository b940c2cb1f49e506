#!/usr/bin/env bash
# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Finding:  one registry has a metric under two names, depending on the function that writes it
# Versions: prometheus-client 0.26.0
# Seen:     2026-12-01, Python 3.11
# Expected: generate_latest() and write_to_textfile() write the same text. A metric that would take the name of another
#           one is refused when it is made, as two metrics of equal names are
# Happens:  generate_latest() replaces a dot in a name by an underscore, write_to_textfile() writes the name in quotes and
#           braces. So a metric sbc.seats stands beside a metric sbc_seats, and the first function writes both as one,
#           with two values
# Output:
#   | generate_latest(): sbc_seats 5.0
#   | write_to_textfile(): {"sbc.seats"} 5.0
#   | generate_latest() with both: sbc_seats 5.0, sbc_seats 6.0
set -euo pipefail
script=$(readlink -f "$0")
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
"${PYTHON:-python3}" -m venv venv
venv/bin/python -m pip install --quiet --quiet prometheus-client==0.26.0

venv/bin/python - >now <<'END'
from pathlib import Path

from prometheus_client import CollectorRegistry, Gauge, generate_latest, write_to_textfile


def samples(text):
    return ", ".join(line for line in text.splitlines() if not line.startswith("#"))


registry = CollectorRegistry()
Gauge("sbc.seats", "Seats.", registry=registry).set(5)
print("generate_latest():", samples(generate_latest(registry).decode()))
write_to_textfile("seats.prom", registry)
print("write_to_textfile():", samples(Path("seats.prom").read_text()))
Gauge("sbc_seats", "Seats.", registry=registry).set(6)
print("generate_latest() with both:", samples(generate_latest(registry).decode()))
END

sed -n 's/^#   | //p' "$script" >seen
diff --unified seen now
echo "as seen"
