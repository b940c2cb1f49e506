#!/usr/bin/env bash
# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Finding:  the JUnit report of a playbook run does not mention an unreachable host
# Versions: ansible-core 2.19.14; the same with 2.16.19, 2.18.19 and 2.21.5
# Seen:     2026-11-30, Python 3.11
# Expected: a test case that failed, since the run ends with exit status 4
# Happens:  the callback plugin junit has no test case for it: the report counts the task of the other host only and
#           has no failures. A CI job that judges the run by this report passes
# Output:
#   | exit status 4, unreachable: dead
#   | tests 1, failures 0, errors 0, skipped 0
#   | case: [alive] all: ask
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

# no folder can be created below a file, so Ansible finds the second host unreachable
cat >hosts.yml <<'END'
all:
  hosts:
    alive:
    dead: {ansible_remote_tmp: "{{ inventory_dir }}/ansible.cfg/tmp"}
  vars: {ansible_connection: local, ansible_python_interpreter: "{{ ansible_playbook_python }}"}
END
cat >play.yml <<'END'
- hosts: all
  gather_facts: false
  tasks:
    - name: ask
      ansible.builtin.ping:
END
export ANSIBLE_CALLBACKS_ENABLED=junit JUNIT_OUTPUT_DIR=$folder/junit JUNIT_HIDE_TASK_ARGUMENTS=true
status=0
venv/bin/ansible-playbook -i hosts.yml play.yml >log 2>&1 || status=$?
{
  echo "exit status $status, unreachable: $(sed -n 's/^\([a-z]*\) .*unreachable=1 .*/\1/p' log)"
  venv/bin/python - <<'END'
import glob
import xml.etree.ElementTree as ElementTree

root = ElementTree.parse(glob.glob("junit/*.xml")[0]).getroot()
suite = root.find("testsuite")
print(", ".join(f"{name} {suite.get(name)}" for name in ("tests", "failures", "errors", "skipped")))
for case in root.iter("testcase"):
    print("case:", case.get("name"))
END
} >now

sed -n 's/^#   | //p' "$script" >seen
diff --unified seen now
echo "as seen"
