#!/usr/bin/env bash
# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Finding:  the filter flatten drops the texts "None" and "null" along with real nulls
# Versions: ansible-core 2.19.14; the same with 2.16.19, 2.18.19 and 2.21.5
# Seen:     2026-11-30, Python 3.11
# Expected: only nulls are dropped, since the option skip_nulls (true by default) is documented to skip those
# Happens:  a license named "None" and a customer named "null" disappear, at every depth and without a warning; ""
#           stays
# Output:
#   | default: ["Basic", "", "Pro"]
#   | skip_nulls=false: ["Basic", "None", "", "null", null, "Pro"]
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
- hosts: localhost
  gather_facts: false
  vars:
    names: [Basic, "None", "", ["null", null, Pro]]
  tasks:
    - ansible.builtin.copy:
        dest: "{{ playbook_dir }}/now"
        content: |
          default: {{ names | flatten | to_json }}
          skip_nulls=false: {{ names | flatten(skip_nulls=false) | to_json }}
END
venv/bin/ansible-playbook play.yml >log || cat log

sed -n 's/^#   | //p' "$script" >seen
diff --unified seen now
echo "as seen"
