#!/usr/bin/env bash
# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Finding:  ansible_runner.run ignores envvars in a folder that was used before, and adds the extravars of the first
#           run
# Versions: ansible-runner 2.4.3 with ansible-core 2.19.14
# Seen:     2026-11-30, Python 3.11
# Expected: each run gets the variables of its own call, and no others
# Happens:  the first run saves its variables as env/envvars and env/extravars in private_data_dir, and later runs
#           never replace these files. Their own envvars are dropped without a message, and the third run has a limit
#           that nobody gave it
# Output:
#   | first run: REGION=north, limit=5
#   | second run: REGION=north, limit=9
#   | third run: REGION=north, limit=5
set -euo pipefail
script=$(readlink -f "$0")
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
"${PYTHON:-python3}" -m venv venv
venv/bin/python -m pip install --quiet --quiet ansible-runner==2.4.3 ansible-core==2.19.14

export HOME=$folder ANSIBLE_CONFIG=$folder/ansible.cfg
cat >ansible.cfg <<'END'
[defaults]
localhost_warning = false
[inventory]
inventory_unparsed_warning = false
END

mkdir -p data/project
cat >data/project/play.yml <<'END'
- hosts: localhost
  gather_facts: false
  tasks:
    - ansible.builtin.debug:
        msg: "REGION={{ lookup('env', 'REGION') }}, limit={{ limit | default('not set') }}"
END
PATH=$folder/venv/bin:$PATH venv/bin/python - >now <<'END'
import ansible_runner

runs = {
    "first": {"envvars": {"REGION": "north"}, "extravars": {"limit": 5}},
    "second": {"envvars": {"REGION": "south"}, "extravars": {"limit": 9}},
    "third": {"envvars": {"REGION": "east"}},
}
for name, options in runs.items():
    run = ansible_runner.run(private_data_dir="data", playbook="play.yml", quiet=True, **options)
    said = [event["event_data"]["res"]["msg"] for event in run.events if event["event"] == "runner_on_ok"]
    print(f"{name} run:", *said)
END

sed -n 's/^#   | //p' "$script" >seen
diff --unified seen now
echo "as seen"
