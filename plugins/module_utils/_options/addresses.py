# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Addresses in options: checked strictly, and reduced to one form."""

from __future__ import annotations

import ipaddress
import re
from typing import Any
from urllib.parse import SplitResult, urlsplit

from ansible_collections.audiocodes.live_platform.plugins.module_utils.errors import OptionError

# A scheme without its slash or colon. With another scheme in front, it would pass for a host, and the host for a path,
# which errors show. "host:8443/x" does not match.
_BROKEN_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:(/|$)|https?(/|$)", re.IGNORECASE)
_HTTPS = 443


def parsed(value: str, name: str, allow_http: bool, scheme: str = "https") -> SplitResult:
    """Return the parts of an http(s) address. Refuse one that may hide a secret or is ambiguous.

    `scheme` is used if the address has none. Raises `OptionError`, which names the option (`name`) but never shows the
    address.
    """
    # Check after the host too: in a malformed address, credentials end up there.
    if "@" in value:
        raise OptionError(
            f"{name} holds credentials or another @: remove them from the address and use the options meant for them"
        )
    invalid = f"{name} is not a valid address: expected {scheme}://host[:port][/path]"
    complete = "://" in value
    try:
        parts = urlsplit(value if complete else f"{scheme}://{value}")
        host, _port = parts.hostname, parts.port
    except ValueError:
        raise OptionError(invalid) from None
    broken = re.search(r"[\s\\]", value) or (not complete and _BROKEN_SCHEME.match(value))
    if parts.scheme not in ("http", "https") or not host or broken:
        raise OptionError(invalid)
    if parts.query or parts.fragment:
        raise OptionError(f"{name} must not have a query or a fragment")
    if parts.scheme == "http" and not (allow_http or is_loopback(host)):
        raise OptionError(
            f"{name} is not https: use https, or set allow_http if you accept that credentials are sent unencrypted"
        )
    return parts


def host_of(url: str) -> str:
    """Return the host in lower case, with its port unless that is 443."""
    parts = urlsplit(url)
    host = parts.netloc.lower()
    return host.removesuffix(":443") if parts.port == _HTTPS else host


def is_loopback(host: str) -> bool:
    """Return whether a host name or address is this machine."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")


def proxies(url: str, proxy: str | None = None) -> dict[str, Any] | None:
    """Return the proxies for `requests`: `proxy`, or no proxy for loopback, or None to use those of the environment.

    Loopback is this machine, and its traffic may be unencrypted, so it must not reach a proxy of the environment.
    """
    if proxy or is_loopback(urlsplit(url).hostname or ""):
        return dict.fromkeys(("http", "https", "all"), proxy)
    return None


def segments(path: str) -> list[str]:
    """Return the non-empty parts of a path."""
    return [segment for segment in path.split("/") if segment]


def base_url(url: str, prefix: str, allow_http: bool) -> tuple[str, bool]:
    """Return (base, direct). The base has no slash at its end; every API path is appended to it.

    The vendor prints the base with and without slash and prefix, and sometimes a complete request URL. All forms lead
    to the same base. `direct` is true for an Operation Center: a path that ends in `/ovoc` or `/ovoc/v1`, without
    `/api` before it.
    """
    parts = parsed(url, "url", allow_http)
    path, wanted = segments(parts.path), segments(prefix)
    # the vendor prints one request without the slash: "{{baseUrl}}api/ovoc/..."
    if wanted and f"{wanted[-1]}api" in path:
        path = [*path[: path.index(f"{wanted[-1]}api")], wanted[-1], "api"]
    if "api" in path:
        path = path[: path.index("api")]
    elif "ovoc" in path:
        return "/".join([f"{parts.scheme}://{parts.netloc}", *path[: path.index("ovoc")]]), True
    if any(re.search(r"[?#@\s\\]", segment) or segment in (".", "..") for segment in wanted):
        raise OptionError("api_prefix is not a path such as /tenantui")
    if wanted and path[-len(wanted) :] != wanted:
        path += wanted
    return "/".join([f"{parts.scheme}://{parts.netloc}", *path]), False
