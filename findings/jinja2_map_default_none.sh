#!/usr/bin/env bash
# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Finding:  map(attribute=..., default=none) is the same as map without a default
# Versions: Jinja2 3.1.6
# Seen:     2026-11-30, Python 3.11
# Expected: None for an item without the attribute, just as default=0 gives 0
# Happens:  None means that no default was given, so the item becomes an undefined value. In Ansible, where undefined
#           values are errors, a task fails although it names a default
# Output:
#   | default=0: [3, 0]
#   | default='': [3, '']
#   | default=[]: [3, []]
#   | default=none: [3, Undefined]
#   | default=none, undefined is an error: 'dict object' has no attribute 'seats'
set -euo pipefail
script=$(readlink -f "$0")
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
"${PYTHON:-python3}" -m venv venv
venv/bin/python -m pip install --quiet --quiet jinja2==3.1.6

venv/bin/python - >now <<'END'
import jinja2

customers = [{"name": "a", "seats": 3}, {"name": "b"}]
for default in ("0", "''", "[]", "none"):
    template = jinja2.Template("{{ customers | map(attribute='seats', default=" + default + ") | list }}")
    print(f"default={default}:", template.render(customers=customers))
try:
    strict = jinja2.Environment(undefined=jinja2.StrictUndefined)
    strict.from_string("{{ customers | map(attribute='seats', default=none) | join(' ') }}").render(customers=customers)
except jinja2.UndefinedError as error:
    print("default=none, undefined is an error:", error)
END

sed -n 's/^#   | //p' "$script" >seen
diff --unified seen now
echo "as seen"
