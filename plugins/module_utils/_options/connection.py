# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The connection options: one table for modules and plugins, and the checks of their values.

This table is the only list of these options. `make generated` writes their documentation from it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from ansible_collections.audiocodes.live_platform.plugins.module_utils._options.addresses import (
    base_url,
    host_of,
    parsed,
)
from ansible_collections.audiocodes.live_platform.plugins.module_utils._options.credentials import (
    AccessToken,
    Basic,
    ClientCredentials,
    credentials,
    existing,
)
from ansible_collections.audiocodes.live_platform.plugins.module_utils._options.environment import (
    ENV_PREFIX,
    env_unless_blank,
    named,
)
from ansible_collections.audiocodes.live_platform.plugins.module_utils.errors import OptionError
from ansible_collections.audiocodes.live_platform.plugins.module_utils.reading import as_dict, is_blank

# most seconds, retries or requests: more than anyone needs, and still safe for sockets and clocks
_MOST = 1_000_000
# most characters of a platform's name, which is part of host variables and report titles
_LONGEST_NAME = 100
# Fewest characters of a secret header value: hiding "en" or "1" would mask ordinary text.
_SHORTEST = 6


@dataclass(frozen=True)
class Option:
    """One connection option. `lookalike`: the name only looks secret, and Ansible must not warn about it.

    `description` is the documentation in Ansible's markup, one item on each line. `make generated` writes it into the
    doc fragment and the event source.
    """

    name: str
    description: str
    type: str = "str"
    default: Any = None
    secret: bool = False
    lookalike: bool = False
    version_added: str = ""

    @property
    def env(self) -> str:
        """The environment variable that sets the option if neither task nor inventory source does."""
        return ENV_PREFIX + self.name.upper()


OPTIONS: tuple[Option, ...] = (
    Option(
        "url",
        "Address of the service provider's Live Platform, such as V(https://live.example.com).\n"
        "Accepted with or without a slash at the end, the prefix, and the path of the API. Must be V(https), "
        "unless the host is loopback or O(allow_http) is set.\n"
        "An address that ends in V(/ovoc) or V(/ovoc/v1) names an Operation Center that is reached directly; it "
        "has services but no customers. This form is inferred, not documented by the vendor.\n"
        "An address that holds a user name or a password is refused, as is any other V(@) in it.",
    ),
    Option(
        "platform_name",
        "Name that distinguishes this platform from others. All records have it as C(platform).\n"
        "By default the host of O(url) in lower case, with its port unless that is 443.",
        version_added="1.1.0",
    ),
    Option(
        "api_prefix",
        'Path between the address and V(/api). It is not repeated if O(url) already ends with it. V("") or V(/) '
        "means none.",
        default="/tenantui",
    ),
    Option("tenant_id", "Microsoft Entra tenant of the service provider (GUID or domain), for client credentials."),
    Option("client_id", "Application (client) id, for client credentials."),
    Option("client_secret", "Client secret, for client credentials.", secret=True),
    Option(
        "client_secret_file",
        "File that holds the client secret, instead of O(client_secret). White space around it is ignored.",
        type="path",
        lookalike=True,
    ),
    Option(
        "scope",
        "Scope of the token, for client credentials: V(api://<application id>/.default) with the application id "
        "of the platform's API registration.",
    ),
    Option(
        "authority",
        "Host that issues tokens. The token comes from V({authority}/{tenant_id}/oauth2/v2.0/token).",
        default="https://login.microsoftonline.com",
    ),
    Option("access_token", "A ready bearer token instead of client credentials. It is not renewed.", secret=True),
    Option(
        "access_token_file",
        "File that holds the token, instead of O(access_token). The event source reads it again for each reading.",
        type="path",
        lookalike=True,
    ),
    Option("username", "Operator account for HTTP Basic, for an Operation Center that is reached directly."),
    Option("password", "Password of O(username).", secret=True),
    Option("password_file", "File that holds the password, instead of O(password).", type="path", lookalike=True),
    Option(
        "channel_id",
        "Sent as the header C(X-Ovoc-Channel-Id), which limits the answers to the customers of one channel.",
        type="int",
    ),
    Option(
        "validate_certs",
        "Whether TLS certificates are checked. To trust a private certificate authority, use O(ca_path) instead "
        "of switching this off.",
        type="bool",
        default=True,
    ),
    Option("ca_path", "File or directory of certificates to trust instead of the system's.", type="path"),
    Option("client_cert", "Client certificate (PEM), alone or with its key.", type="path"),
    Option("client_key", "Key of O(client_cert), if it is in a separate file.", type="path", lookalike=True),
    Option(
        "proxy",
        "Proxy for all requests, such as V(http://proxy.example.com:3128). Without it, the usual proxy variables "
        "of the environment count, but never for loopback.\n"
        "An address that holds credentials is refused; put such a proxy into the environment variable "
        "E(HTTPS_PROXY).",
    ),
    # raw, because an environment variable can hold a dictionary only as text
    Option(
        "headers",
        "Extra request headers, as a dictionary or as its text in JSON or YAML. They are sent to the platform, "
        "not to O(authority).\n"
        "Values of 6 or more characters are treated as secret, and hidden wherever they occur in a result. From "
        "ansible-core 2.22 on, those whose header is named like a secret, such as C(Authorization), C(Cookie) or "
        "C(X-Api-Key), are hidden in all that the run prints.",
        type="raw",
        secret=True,
    ),
    Option(
        "timeout",
        "Seconds to wait for a connection, for all headers of an answer, and for each part of its body.\n"
        "One request with all its retries and waiting takes at most O(timeout) times (O(retries) + 1), however "
        "slowly the server sends, and however often it answers HTTP 429. This total also limits how long a "
        "request waits for its turn when many jobs share the rate of the platform, so raise it for many hosts at "
        "once.",
        type="float",
        default=30.0,
    ),
    Option(
        "retries",
        "How often a read is repeated after a connection error or HTTP 502, 503 or 504. A write is not repeated "
        "after any of them.\n"
        "HTTP 429 (too many requests) does not count, because nothing was carried out. Reads and writes alike are "
        "sent again until the total described in O(timeout) is used up, even with V(0).\n"
        "C(Retry-After) is honoured up to 60 seconds. Waiting times have a random part, so that requests that "
        "were refused together do not come back together.",
        type="int",
        default=3,
    ),
    Option(
        "rate_limit",
        "Most requests in any 10 seconds; V(0) means no limit. The default is the limit that the vendor documents "
        "(10 requests per 10 seconds).",
        type="int",
        default=10,
    ),
    Option(
        "max_response_mb",
        "The largest answer that is read, in MiB after decompression; V(0) means no limit. A larger one is an "
        "error, so that an endless answer, or one that unpacks to a multiple of its size, cannot use up the "
        "memory.",
        type="int",
        default=256,
        version_added="1.1.0",
    ),
    Option(
        "allow_http",
        "Accept V(http) addresses of hosts other than loopback. Credentials then travel unencrypted.",
        type="bool",
        default=False,
    ),
)


def argument_spec() -> dict[str, dict[str, Any]]:
    """Return the argument spec of all connection options, for `AnsibleModule`."""
    spec: dict[str, dict[str, Any]] = {}
    for option in OPTIONS:
        entry: dict[str, Any] = {"type": option.type, "fallback": (env_unless_blank, [option.env])}
        if option.default is not None:
            entry["default"] = option.default
        if option.secret or option.lookalike:
            entry["no_log"] = option.secret
        spec[option.name] = entry
    return spec


def unfit_addresses(options: Mapping[str, Any]) -> set[str]:
    """Return the addresses that were refused because they may hold credentials, so that nothing shows them."""
    values = {options.get(name) for name in ("url", "authority", "proxy")}
    return {value for value in values if isinstance(value, str) and re.search("[@?#]", value)}


@dataclass(frozen=True)
class Settings:
    """Checked connection options: everything that the client needs.

    `platform` is the platform's name in all its records. `platform_name` is the name that the user chose, or empty.
    `timeout` is in seconds, `rate_limit` in requests per 10 seconds (0: no limit), `max_response_mb` in MiB (0: no
    limit). `direct` is true if the URL names an Operation Center itself, not the service provider's portal.
    """

    base_url: str
    platform: str
    platform_name: str
    direct: bool
    credentials: ClientCredentials | AccessToken | Basic
    channel_id: int | None
    verify: bool | str
    cert: tuple[str, str] | None
    proxy: str | None
    headers: dict[str, str] = field(repr=False)
    timeout: float
    retries: int
    rate_limit: int
    max_response_mb: int

    @property
    def secrets(self) -> tuple[str, ...]:
        """All values that no output may show, also in the form in which they are sent. None is empty."""
        own = [*self.credentials.secrets]
        own += [value for value in self.headers.values() if len(value) >= _SHORTEST]
        return tuple(dict.fromkeys(filter(None, own)))


def settings(options: Mapping[str, Any]) -> Settings:
    """Check connection options (a mapping of the names in `OPTIONS`) and return them ready for use.

    Raises `OptionError`, which names the option and says what to do. It never shows a secret value.
    """
    given = {option.name: _clean(options.get(option.name), option) for option in OPTIONS}
    _require(given["url"], "url", "the address of your service provider's Live Platform")
    allow_http = bool(given["allow_http"])
    base, direct = base_url(given["url"], given["api_prefix"], allow_http)
    return Settings(
        base_url=base,
        platform=_platform_name(given["platform_name"]) or host_of(base),
        platform_name=_platform_name(given["platform_name"]),
        direct=direct,
        credentials=credentials(given, allow_http),
        channel_id=given["channel_id"],
        verify=_verify(given),
        cert=_client_cert(given),
        proxy=_proxy(given["proxy"]),
        headers=_headers(given["headers"]),
        timeout=_at_least(given, "timeout", 0.001),
        retries=int(_at_least(given, "retries", 0)),
        rate_limit=int(_at_least(given, "rate_limit", 0)),
        max_response_mb=int(_at_least(given, "max_response_mb", 0)),
    )


def _platform_name(name: str | None) -> str:
    """Return the platform's name from the option, or "". Raises `OptionError` for one that is not a single short line."""
    if name is None:
        return ""
    if not name.isprintable() or len(name) > _LONGEST_NAME:
        raise OptionError(f"platform_name must be one line of at most {_LONGEST_NAME} characters")
    return name


def _clean(value: Any, option: Option) -> Any:
    """Return the value, text stripped. A blank value means the default; only `api_prefix` may be empty on purpose."""
    if option.name == "api_prefix" and value == "":
        return ""
    if is_blank(value):
        return option.default
    return value.strip() if isinstance(value, str) and not option.secret else value


def _require(value: Any, name: str, what: str) -> None:
    if value is None:
        raise OptionError(f"{named(name)} is not set: give {what}")


def _at_least(given: Mapping[str, Any], name: str, least: float) -> float:
    value: float = given[name]
    if not least <= value <= _MOST:
        wanted = f"at most {_MOST}" if value > _MOST else "more than 0" if least else "0 or more"
        raise OptionError(f"{name} must be {wanted}, not {value}")
    return value


def _verify(given: Mapping[str, Any]) -> bool | str:
    """Return the `verify` argument of `requests`. Wrong paths are refused even if certificates are not checked."""
    ca_path = existing(given, "ca_path")
    return (ca_path or True) if given["validate_certs"] else False


def _client_cert(given: Mapping[str, Any]) -> tuple[str, str] | None:
    cert, key = existing(given, "client_cert"), existing(given, "client_key")
    if key and not cert:
        raise OptionError("client_key is set but client_cert is not")
    # Name the key even if it is in the same file: else an encrypted one would ask for its password at the terminal.
    return (cert, key or cert) if cert else None


def _proxy(value: str | None) -> str | None:
    if value is None:
        return None
    return parsed(value, "proxy", allow_http=True, scheme="http").geturl()


def _headers(value: Any) -> dict[str, str]:
    """Return extra headers as text. Refuse headers that the client sets itself, and line breaks."""
    given = as_dict(value, "headers")
    if any(isinstance(item, (Mapping, list)) for item in given.values()):
        raise OptionError("headers: every value must be text, not a dictionary or a list")
    headers = {name.strip(): "" if item is None else str(item).strip() for name, item in given.items()}
    for name, item in headers.items():
        if not re.fullmatch(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+", name):  # RFC 9110 section 5.1
            raise OptionError("headers: a name is not a valid header name")
        if not (item.isascii() and item.isprintable()):
            raise OptionError(
                f"headers: the value of {name} holds a line break or another character that is not allowed"
            )
        if name.lower() in ("authorization", "x-ovoc-channel-id", "host", "content-length"):
            raise OptionError(f"headers: {name} is set by the collection itself; use the option meant for it")
    return headers
