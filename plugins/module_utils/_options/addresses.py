# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Addresses that users give: read strictly, and joined whatever form they have."""

from __future__ import annotations

import ipaddress
import re
from typing import Any
from urllib.parse import SplitResult, urlsplit

from ansible_collections.audiocodes.live_platform.plugins.module_utils.errors import OptionError

# a scheme that lost a slash or its colon: with another one in front of it, it would pass for a host, and the host for
# a path, which errors show; "host:8443/x" is none of these
_BROKEN_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:(/|$)|https?(/|$)", re.IGNORECASE)
_HTTPS = 443


def parsed(value: str, name: str, allow_http: bool, scheme: str = "https") -> SplitResult:
    """Return the parts of an http(s) address; anything that may hide a secret or a surprise is refused.

    `scheme` is that of an address without one. Raises `OptionError` that calls the address by `name`, the option it
    came from, and shows nothing of it.
    """
    # also behind the host: where the form is broken, credentials end up there
    if "@" in value:
        raise OptionError(
            f"{name} holds credentials, or another @: remove them from the address and use the options meant for them"
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
            f"{name} is not https: use https, or set allow_http if you accept that credentials travel in clear"
        )
    return parts


def host_of(url: str) -> str:
    """Return the host of an address in lower case, with its port unless that is the one of https."""
    parts = urlsplit(url)
    host = parts.netloc.lower()
    return host.removesuffix(":443") if parts.port == _HTTPS else host


def is_loopback(host: str) -> bool:
    """Tell whether a host, as its name or address, is this machine."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")


def proxies(url: str, proxy: str | None = None) -> dict[str, Any] | None:
    """Return what `requests` calls proxies: those of the environment where it is nothing, none where the values are.

    Loopback means this machine, and may be spoken to in clear: no proxy of the environment sees that.
    """
    if proxy or is_loopback(urlsplit(url).hostname or ""):
        return dict.fromkeys(("http", "https", "all"), proxy)
    return None


def segments(path: str) -> list[str]:
    """Return the parts of a path that are not empty."""
    return [segment for segment in path.split("/") if segment]


def base_url(url: str, prefix: str, allow_http: bool) -> tuple[str, bool]:
    """Return (base, direct): the base ends without a slash, and every API path is appended to it.

    The vendor prints the base with and without slash and prefix, and sometimes the whole request; all of them lead
    to the same base. A path that ends in `/ovoc` or `/ovoc/v1` and has no `/api` before it is an Operation Center.
    """
    parts = parsed(url, "url", allow_http)
    path, wanted = segments(parts.path), segments(prefix)
    # "{{baseUrl}}api/ovoc/..." is how the vendor prints one request: without the slash
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
