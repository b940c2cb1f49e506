#!/usr/bin/env bash
# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Finding:  set_stats joins strings, adds up booleans, and ignores a value of another type
# Versions: ansible-core 2.19.14; the same with 2.16.19, 2.18.19 and 2.21.5
# Seen:     2026-11-30, Python 3.11
# Expected: status ok and passed true at the end, since each of the three hosts sets the same values
# Happens:  values are aggregated by default, with Python's plus: three hosts make "okokok" and true becomes 3. A
#           value whose type differs from the first one is ignored without a message: a later task sets state to a
#           string, and the sum of the numbers stays
# Output:
#   | {"found": 6, "overdue": 0, "passed": 3, "state": 3, "status": "okokok"}
set -euo pipefail
script=$(readlink -f "$0")
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
"${PYTHON:-python3}" -m venv venv
venv/bin/python -m pip install --quiet --quiet ansible-core==2.19.14

export HOME=$folder ANSIBLE_CONFIG=$folder/ansible.cfg
cat >ansible.cfg <<'END'
[defaults]
localhost_warning = false
[inventory]
inventory_unparsed_warning = false
END

cat >play.yml <<'END'
- hosts: all
  connection: local
  gather_facts: false
  tasks:
    - ansible.builtin.set_stats:
        data: {status: ok, passed: true, overdue: false, found: 2, state: 1}
    - ansible.builtin.set_stats:
        data: {state: one}
END
ANSIBLE_SHOW_CUSTOM_STATS=true venv/bin/ansible-playbook -i a,b,c, play.yml >log || cat log
sed -n 's/^\tRUN: //p' log >stats
venv/bin/python -c 'import json; print(json.dumps(json.load(open("stats")), sort_keys=True))' >now

sed -n 's/^#   | //p' "$script" >seen
diff --unified seen now
echo "as seen"
