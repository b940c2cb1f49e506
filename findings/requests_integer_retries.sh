#!/usr/bin/env bash
# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Finding:  HTTPAdapter(max_retries=2) repeats requests that the server has received, PUT and DELETE among them
# Versions: requests 2.34.2 with urllib3 2.8.0
# Seen:     2026-11-30, Python 3.11
# Expected: one request each, since the documentation limits an integer to failed connections and rules out requests
#           that reached the server
# Happens:  a PUT or DELETE whose answer comes too late is sent three times, and so is one that gets a 503 with
#           Retry-After
# Output:
#   | PUT: late 3, 503 1, 503 with Retry-After 3
#   | DELETE: late 3, 503 1, 503 with Retry-After 3
#   | POST: late 1, 503 1, 503 with Retry-After 1
set -euo pipefail
script=$(readlink -f "$0")
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
"${PYTHON:-python3}" -m venv venv
venv/bin/python -m pip install --quiet --quiet requests==2.34.2 urllib3==2.8.0

venv/bin/python - >now <<'END'
import contextlib
import http.server
import threading
import time

import requests


class Handler(http.server.BaseHTTPRequestHandler):
    def answer(self):
        self.rfile.read(int(self.headers.get("Content-Length", 0)))
        received.append(self.path)
        if self.path == "/late":
            return time.sleep(1.2)
        self.send_response(503)
        if self.path == "/retry-after":
            self.send_header("Retry-After", "0")
        self.end_headers()

    do_PUT = do_DELETE = do_POST = answer
    log_message = lambda *_: None


received = []
server = http.server.ThreadingHTTPServer(("localhost", 0), Handler)
threading.Thread(target=server.serve_forever, daemon=True).start()
session = requests.Session()
session.trust_env = False
session.mount("http://", requests.adapters.HTTPAdapter(max_retries=2))
for method in ("PUT", "DELETE", "POST"):
    counts = []
    for path, case in (("late", "late"), ("plain", "503"), ("retry-after", "503 with Retry-After")):
        received.clear()
        with contextlib.suppress(requests.RequestException):
            session.request(method, f"http://localhost:{server.server_port}/{path}", data=b"x", timeout=0.5)
        counts.append(f"{case} {len(received)}")
    print(f"{method}:", ", ".join(counts))
END

sed -n 's/^#   | //p' "$script" >seen
diff --unified seen now
echo "as seen"
