#!/usr/bin/env bash
# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Finding:  for 60 seconds after an answer with status 400, msal repeats it from memory instead of asking for a token
# Versions: msal 1.39.0
# Seen:     2026-11-30, Python 3.11
# Expected: a call asks the server whenever there is no token in the cache, so it succeeds once the cause is fixed
# Happens:  the second call returns the old error, and no request is sent to the server, which would grant a token
#           now. Status 400 is what invalid_scope and unauthorized_client come with; a 401 for a wrong secret is not
#           kept. A new application object asks again
# Output:
#   | 400 invalid_scope: again invalid_scope, requests: 1, new object: token
#   | 401 invalid_client: again token, requests: 2, new object: token
set -euo pipefail
script=$(readlink -f "$0")
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
"${PYTHON:-python3}" -m venv venv
venv/bin/python -m pip install --quiet --quiet msal==1.39.0

venv/bin/python - >now <<'END'
import json

import msal


class Answer:
    headers, raise_for_status = {}, lambda self: None

    def __init__(self, status, **body):
        self.status_code, self.text = status, json.dumps(body)


class Server:
    """Takes the place of the network: the first request for a token fails, all later ones succeed."""

    def __init__(self, first):
        self.first, self.requests = first, 0

    def get(self, url, **_):
        base = "https://login.example.com/tenant"
        return Answer(200, issuer=base, token_endpoint=f"{base}/token", authorization_endpoint=f"{base}/authorize")

    def post(self, url, **_):
        self.requests += 1
        return self.first if self.requests == 1 else Answer(200, access_token="t", token_type="Bearer", expires_in=3599)


def ask(application):
    return application.acquire_token_for_client(["api/.default"]).get("error", "token")


for status, error in ((400, "invalid_scope"), (401, "invalid_client")):
    server = Server(Answer(status, error=error))
    options = {"oidc_authority": "https://login.example.com/tenant", "http_client": server}
    application = msal.ConfidentialClientApplication("id", client_credential="secret", **options)
    first, second, requests = ask(application), ask(application), server.requests
    other = msal.ConfidentialClientApplication("id", client_credential="secret", **options)
    print(f"{status} {first}: again {second}, requests: {requests}, new object: {ask(other)}")
END

sed -n 's/^#   | //p' "$script" >seen
diff --unified seen now
echo "as seen"
