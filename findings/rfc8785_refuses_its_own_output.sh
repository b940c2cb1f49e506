#!/usr/bin/env bash
# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Finding:  rfc8785 refuses to canonicalize again what it has written for a whole number above 2^53
# Versions: rfc8785 0.1.4
# Seen:     2026-12-01, Python 3.11
# Expected: canonical JSON is its own canonical form: reading it and writing it again gives the same bytes
# Happens:  a float from 2^53 to 1e21 is written without point and exponent, as RFC 8785 wants it. Python's json module
#           reads that as an int, and an int of this size is an error for the library. With parse_int=float, which makes
#           every number a float, it works
# Output:
#   | 1e+20 -> 100000000000000000000 -> IntegerDomainError, with parse_int=float 100000000000000000000
#   | 1e+21 -> 1e+21 -> 1e+21, with parse_int=float 1e+21
#   | 0.5 -> 0.5 -> 0.5, with parse_int=float 0.5
set -euo pipefail
script=$(readlink -f "$0")
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
"${PYTHON:-python3}" -m venv venv
venv/bin/python -m pip install --quiet --quiet rfc8785==0.1.4

venv/bin/python - >now <<'END'
import json

import rfc8785


def written(value):
    try:
        return rfc8785.dumps(value).decode()
    except rfc8785.CanonicalizationError as error:
        return type(error).__name__


for number in (1e20, 1e21, 0.5):
    once = written(number)
    twice, floats = written(json.loads(once)), written(json.loads(once, parse_int=float))
    print(f"{number} -> {once} -> {twice}, with parse_int=float {floats}")
END

sed -n 's/^#   | //p' "$script" >seen
diff --unified seen now
echo "as seen"
