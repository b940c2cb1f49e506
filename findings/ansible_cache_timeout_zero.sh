#!/usr/bin/env bash
# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Finding:  an inventory cache with cache_timeout 0 never expires
# Versions: ansible-core 2.19.14; the same with 2.16.19, 2.18.19 and 2.21.5
# Seen:     2026-11-30, Python 3.11
# Expected: the option is documented as the cache duration in seconds, so 0 caches nothing, like max-age=0 in HTTP
# Happens:  the cache plugin takes 0 for no limit: every later run uses the answer of the first one. A timeout of 1
#           works as documented
# Output:
#   | timeout 0: first answer, first answer
#   | timeout 1: first answer, second answer
set -euo pipefail
script=$(readlink -f "$0")
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
"${PYTHON:-python3}" -m venv venv
venv/bin/python -m pip install --quiet --quiet ansible-core==2.19.14

export HOME=$folder ANSIBLE_CONFIG=$folder/ansible.cfg
touch ansible.cfg
cat >reader.py <<'END'
DOCUMENTATION = """
name: reader
short_description: one host, with what the file answer says
extends_documentation_fragment: [inventory_cache]
options: {plugin: {description: its name, required: true}}
"""
from ansible.plugins.inventory import BaseInventoryPlugin, Cacheable


class InventoryModule(BaseInventoryPlugin, Cacheable):
    NAME = "reader"

    def parse(self, inventory, loader, path, cache=True):
        super().parse(inventory, loader, path, cache)
        self._read_config_data(path)
        key = self.get_cache_key(path)
        if key not in self._cache:
            self._cache[key] = {"answer": open("answer").read().strip()}
        inventory.add_host("sbc1")
        inventory.set_variable("sbc1", "answer", self._cache[key]["answer"])
END
export ANSIBLE_INVENTORY_PLUGINS=$folder ANSIBLE_INVENTORY_ENABLED=reader
run() {
  echo "$2" >answer
  venv/bin/ansible-inventory -i "reader$1.yml" --host sbc1 | sed -n 's/.*"answer": "\(.*\)".*/\1/p'
}
for timeout in 0 1; do
  cat >"reader$timeout.yml" <<END
{plugin: reader, cache: true, cache_plugin: jsonfile, cache_connection: cache$timeout, cache_timeout: $timeout}
END
  first=$(run $timeout "first answer")
  sleep 2
  echo "timeout $timeout: $first, $(run $timeout "second answer")"
done >now

sed -n 's/^#   | //p' "$script" >seen
diff --unified seen now
echo "as seen"
