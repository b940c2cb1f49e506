#!/usr/bin/env bash
# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Finding:  `except requests.Timeout` misses a body that stalls, and every read timeout in a session with retries
# Versions: requests 2.34.2 with urllib3 2.8.0
# Seen:     2026-11-30, Python 3.11
# Expected: ReadTimeout, which is a Timeout, whenever the server is silent for longer than timeout=
# Happens:  that is true only while waiting for the head of the answer, and only without retries. Otherwise the same
#           timeout is a ConnectionError, as if there were no server. A body that stalls is not retried either
# Output:
#   | head late, no retries: ReadTimeout, a Timeout: True, requests: 1
#   | head late, 1 retry: ConnectionError, a Timeout: False, requests: 2
#   | body late, no retries: ConnectionError, a Timeout: False, requests: 1
#   | body late, 1 retry: ConnectionError, a Timeout: False, requests: 1
set -euo pipefail
script=$(readlink -f "$0")
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
"${PYTHON:-python3}" -m venv venv
venv/bin/python -m pip install --quiet --quiet requests==2.34.2 urllib3==2.8.0

venv/bin/python - >now <<'END'
import http.server
import threading
import time

import requests

received = []


class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        received.append(self.path)
        if self.path == "/body":
            self.send_response(200)
            self.send_header("Content-Length", "10")
            self.end_headers()
            self.wfile.write(b"half ")
        time.sleep(1.2)

    log_message = lambda *_: None


server = http.server.ThreadingHTTPServer(("localhost", 0), Handler)
threading.Thread(target=server.serve_forever, daemon=True).start()
for part in ("head", "body"):
    for retries, named in ((0, "no retries"), (1, "1 retry")):
        received.clear()
        session = requests.Session()
        session.trust_env = False
        session.mount("http://", requests.adapters.HTTPAdapter(max_retries=retries))
        try:
            session.get(f"http://localhost:{server.server_port}/{part}", timeout=0.5)
        except requests.RequestException as error:
            kind = f"{type(error).__name__}, a Timeout: {isinstance(error, requests.Timeout)}"
            print(f"{part} late, {named}: {kind}, requests: {len(received)}")
END

sed -n 's/^#   | //p' "$script" >seen
diff --unified seen now
echo "as seen"
