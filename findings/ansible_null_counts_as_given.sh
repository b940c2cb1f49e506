#!/usr/bin/env bash
# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Finding:  a module option that is null counts as given for required_one_of, and for mutually_exclusive
# Versions: ansible-core 2.19.14; the same with 2.16.19, 2.18.19 and 2.21.5
# Seen:     2026-11-30, Python 3.11
# Expected: null means not set: the first check fails, and the second one passes where only one option has a value
# Happens:  both look at the names of the options and not at their values. The module runs without the options that it
#           must have, and a task that sets one of two options fails because they exclude each other. A line `path:`
#           with nothing after it is enough
# Output:
#   | {"name": "a"}: one of the following is required: path, url
#   | {"path": null}: passed, path is None, url is None
#   | {"path": "p", "url": null}: parameters are mutually exclusive: path|url
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

mkdir library
cat >library/given.py <<'END'
from ansible.module_utils.basic import AnsibleModule

module = AnsibleModule(
    {"name": {}, "path": {}, "url": {}},
    required_one_of=[("path", "url")],
    mutually_exclusive=[("path", "url")],
)
module.exit_json(msg="passed, path is {path}, url is {url}".format(**module.params))
END
while read -r options; do
  venv/bin/ansible localhost -M library -m given -a "$options" >log 2>&1 </dev/null || true
  echo "$options: $(sed -n 's/^ *"msg": "\(.*\)",\{0,1\}$/\1/p' log)"
done >now <<'END'
{"name": "a"}
{"path": null}
{"path": "p", "url": null}
END

sed -n 's/^#   | //p' "$script" >seen
diff --unified seen now
echo "as seen"
