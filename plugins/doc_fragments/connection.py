# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Documentation of the connection options, for modules and, with environment variables, for plugins."""

from __future__ import annotations


class ModuleDocFragment:
    """Made of the table in module_utils/_options/connection.py."""

    # all connection options
    DOCUMENTATION = r"""
options:
  # begin: connection (make generated)
  url:
    description:
      - Address of the service provider's Live Platform, such as V(https://live.example.com).
      - Accepted with or without a slash at the end, the prefix, and the path of the API. Must be V(https), unless the host
        is loopback or O(allow_http) is set.
      - An address that ends in V(/ovoc) or V(/ovoc/v1) names an Operation Center that is reached directly; it has services
        but no customers. This form is inferred, not documented by the vendor.
      - An address that holds a user name or a password is refused, as is any other V(@) in it.
      - If not set, E(LIVE_PLATFORM_URL) is used; blank counts as not set.
    type: str
  platform_name:
    description:
      - Name that distinguishes this platform from others. All records have it as C(platform).
      - By default the host of O(url) in lower case, with its port unless that is 443.
      - If not set, E(LIVE_PLATFORM_PLATFORM_NAME) is used; blank counts as not set.
    version_added: 1.1.0
    type: str
  api_prefix:
    description:
      - Path between the address and V(/api). It is not repeated if O(url) already ends with it. V("") or V(/) means none.
      - If not set, E(LIVE_PLATFORM_API_PREFIX) is used; blank counts as not set.
    type: str
    default: /tenantui
  tenant_id:
    description:
      - Microsoft Entra tenant of the service provider (GUID or domain), for client credentials.
      - If not set, E(LIVE_PLATFORM_TENANT_ID) is used; blank counts as not set.
    type: str
  client_id:
    description:
      - Application (client) id, for client credentials.
      - If not set, E(LIVE_PLATFORM_CLIENT_ID) is used; blank counts as not set.
    type: str
  client_secret:
    description:
      - Client secret, for client credentials.
      - If not set, E(LIVE_PLATFORM_CLIENT_SECRET) is used; blank counts as not set.
    type: str
  client_secret_file:
    description:
      - File that holds the client secret, instead of O(client_secret). White space around it is ignored.
      - If not set, E(LIVE_PLATFORM_CLIENT_SECRET_FILE) is used; blank counts as not set.
    type: path
  scope:
    description:
      - 'Scope of the token, for client credentials: V(api://<application id>/.default) with the application id of the platform''s
        API registration.'
      - If not set, E(LIVE_PLATFORM_SCOPE) is used; blank counts as not set.
    type: str
  authority:
    description:
      - Host that issues tokens. The token comes from V({authority}/{tenant_id}/oauth2/v2.0/token).
      - If not set, E(LIVE_PLATFORM_AUTHORITY) is used; blank counts as not set.
    type: str
    default: https://login.microsoftonline.com
  access_token:
    description:
      - A ready bearer token instead of client credentials. It is not renewed.
      - If not set, E(LIVE_PLATFORM_ACCESS_TOKEN) is used; blank counts as not set.
    type: str
  access_token_file:
    description:
      - File that holds the token, instead of O(access_token). The event source reads it again for each reading.
      - If not set, E(LIVE_PLATFORM_ACCESS_TOKEN_FILE) is used; blank counts as not set.
    type: path
  username:
    description:
      - Operator account for HTTP Basic, for an Operation Center that is reached directly.
      - If not set, E(LIVE_PLATFORM_USERNAME) is used; blank counts as not set.
    type: str
  password:
    description:
      - Password of O(username).
      - If not set, E(LIVE_PLATFORM_PASSWORD) is used; blank counts as not set.
    type: str
  password_file:
    description:
      - File that holds the password, instead of O(password).
      - If not set, E(LIVE_PLATFORM_PASSWORD_FILE) is used; blank counts as not set.
    type: path
  channel_id:
    description:
      - Sent as the header C(X-Ovoc-Channel-Id), which limits the answers to the customers of one channel.
      - If not set, E(LIVE_PLATFORM_CHANNEL_ID) is used; blank counts as not set.
    type: int
  validate_certs:
    description:
      - Whether TLS certificates are checked. To trust a private certificate authority, use O(ca_path) instead of switching
        this off.
      - If not set, E(LIVE_PLATFORM_VALIDATE_CERTS) is used; blank counts as not set.
    type: bool
    default: true
  ca_path:
    description:
      - File or directory of certificates to trust instead of the system's.
      - If not set, E(LIVE_PLATFORM_CA_PATH) is used; blank counts as not set.
    type: path
  client_cert:
    description:
      - Client certificate (PEM), alone or with its key.
      - If not set, E(LIVE_PLATFORM_CLIENT_CERT) is used; blank counts as not set.
    type: path
  client_key:
    description:
      - Key of O(client_cert), if it is in a separate file.
      - If not set, E(LIVE_PLATFORM_CLIENT_KEY) is used; blank counts as not set.
    type: path
  proxy:
    description:
      - Proxy for all requests, such as V(http://proxy.example.com:3128). Without it, the usual proxy variables of the environment
        count, but never for loopback.
      - An address that holds credentials is refused; put such a proxy into the environment variable E(HTTPS_PROXY).
      - If not set, E(LIVE_PLATFORM_PROXY) is used; blank counts as not set.
    type: str
  headers:
    description:
      - Extra request headers, as a dictionary or as its text in JSON or YAML. They are sent to the platform, not to O(authority).
      - Values of 6 or more characters are treated as secret, and hidden wherever they occur in a result. From ansible-core
        2.22 on, those whose header is named like a secret, such as C(Authorization), C(Cookie) or C(X-Api-Key), are hidden
        in all that the run prints.
      - If not set, E(LIVE_PLATFORM_HEADERS) is used; blank counts as not set.
    type: raw
  timeout:
    description:
      - Seconds to wait for a connection, for all headers of an answer, and for each part of its body.
      - One request with all its retries and waiting takes at most O(timeout) times (O(retries) + 1), however slowly the server
        sends, and however often it answers HTTP 429. This total also limits how long a request waits for its turn when many
        jobs share the rate of the platform, so raise it for many hosts at once.
      - If not set, E(LIVE_PLATFORM_TIMEOUT) is used; blank counts as not set.
    type: float
    default: 30.0
  retries:
    description:
      - How often a read is repeated after a connection error or HTTP 502, 503 or 504. A write is not repeated after any of
        them.
      - HTTP 429 (too many requests) does not count, because nothing was carried out. Reads and writes alike are sent again
        until the total described in O(timeout) is used up, even with V(0).
      - C(Retry-After) is honoured up to 60 seconds. Waiting times have a random part, so that requests that were refused together
        do not come back together.
      - If not set, E(LIVE_PLATFORM_RETRIES) is used; blank counts as not set.
    type: int
    default: 3
  rate_limit:
    description:
      - Most requests in any 10 seconds; V(0) means no limit. The default is the limit that the vendor documents (10 requests
        per 10 seconds).
      - If not set, E(LIVE_PLATFORM_RATE_LIMIT) is used; blank counts as not set.
    type: int
    default: 10
  max_response_mb:
    description:
      - The largest answer that is read, in MiB after decompression; V(0) means no limit. A larger one is an error, so that
        an endless answer, or one that unpacks to a multiple of its size, cannot use up the memory.
      - If not set, E(LIVE_PLATFORM_MAX_RESPONSE_MB) is used; blank counts as not set.
    version_added: 1.1.0
    type: int
    default: 256
  allow_http:
    description:
      - Accept V(http) addresses of hosts other than loopback. Credentials then travel unencrypted.
      - If not set, E(LIVE_PLATFORM_ALLOW_HTTP) is used; blank counts as not set.
    type: bool
    default: false
  # end: connection
requirements:
  - requests >= 2.28
notes:
  - Exactly one way to authenticate must be given. Client credentials are O(tenant_id), O(client_id), O(client_secret)
    and O(scope); the others are O(access_token), or O(username) with O(password).
  - Redirects are not followed. Writes are never repeated blindly.
  - This is a community project, not made by AudioCodes. Behaviour was verified against the simulator of the
    collection and the examples that the vendor publishes.
"""

    # the same options' environment variables, for plugins
    PLUGIN = r"""
options:
  # begin: variables (make generated)
  url:
    env:
      - name: LIVE_PLATFORM_URL
  platform_name:
    env:
      - name: LIVE_PLATFORM_PLATFORM_NAME
  api_prefix:
    env:
      - name: LIVE_PLATFORM_API_PREFIX
  tenant_id:
    env:
      - name: LIVE_PLATFORM_TENANT_ID
  client_id:
    env:
      - name: LIVE_PLATFORM_CLIENT_ID
  client_secret:
    env:
      - name: LIVE_PLATFORM_CLIENT_SECRET
  client_secret_file:
    env:
      - name: LIVE_PLATFORM_CLIENT_SECRET_FILE
  scope:
    env:
      - name: LIVE_PLATFORM_SCOPE
  authority:
    env:
      - name: LIVE_PLATFORM_AUTHORITY
  access_token:
    env:
      - name: LIVE_PLATFORM_ACCESS_TOKEN
  access_token_file:
    env:
      - name: LIVE_PLATFORM_ACCESS_TOKEN_FILE
  username:
    env:
      - name: LIVE_PLATFORM_USERNAME
  password:
    env:
      - name: LIVE_PLATFORM_PASSWORD
  password_file:
    env:
      - name: LIVE_PLATFORM_PASSWORD_FILE
  channel_id:
    env:
      - name: LIVE_PLATFORM_CHANNEL_ID
  validate_certs:
    env:
      - name: LIVE_PLATFORM_VALIDATE_CERTS
  ca_path:
    env:
      - name: LIVE_PLATFORM_CA_PATH
  client_cert:
    env:
      - name: LIVE_PLATFORM_CLIENT_CERT
  client_key:
    env:
      - name: LIVE_PLATFORM_CLIENT_KEY
  proxy:
    env:
      - name: LIVE_PLATFORM_PROXY
  headers:
    env:
      - name: LIVE_PLATFORM_HEADERS
  timeout:
    env:
      - name: LIVE_PLATFORM_TIMEOUT
  retries:
    env:
      - name: LIVE_PLATFORM_RETRIES
  rate_limit:
    env:
      - name: LIVE_PLATFORM_RATE_LIMIT
  max_response_mb:
    env:
      - name: LIVE_PLATFORM_MAX_RESPONSE_MB
  allow_http:
    env:
      - name: LIVE_PLATFORM_ALLOW_HTTP
  # end: variables
"""
