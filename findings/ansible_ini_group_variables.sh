#!/usr/bin/env bash
# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Finding:  values in a :vars section of an INI inventory are read as Python literals, and only some lose their
#           comment
# Versions: ansible-core 2.19.14; the same with 2.16.19, 2.18.19 and 2.21.5
# Seen:     2026-11-30, Python 3.11
# Expected: strings, as the documentation of the ini plugin says about :vars sections, and one rule for comments
# Happens:  a phone number loses its plus sign, an extension its underscore, and two ports become a list. A comment is
#           dropped after a literal, but becomes part of the value after a plain word
# Output:
#   | extension 3012
#   | lines 23
#   | main_number 493012345
#   | sip_ports [5060, 5061]
#   | site "south # the new one"
set -euo pipefail
script=$(readlink -f "$0")
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
"${PYTHON:-python3}" -m venv venv
venv/bin/python -m pip install --quiet --quiet ansible-core==2.19.14

export HOME=$folder ANSIBLE_CONFIG=$folder/ansible.cfg
touch ansible.cfg
cat >hosts <<'END'
[sbc]
sbc1

[sbc:vars]
main_number = +493012345
extension = 30_12
sip_ports = 5060,5061
lines = 23 # at most
site = south # the new one
END
venv/bin/ansible-inventory -i hosts --host sbc1 >variables.json
venv/bin/python - >now <<'END'
import json

for name, value in sorted(json.load(open("variables.json")).items()):
    print(name, json.dumps(value))
END

sed -n 's/^#   | //p' "$script" >seen
diff --unified seen now
echo "as seen"
