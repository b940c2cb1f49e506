# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The connection options: one table for modules and plugins, and what it takes to trust them.

The table is the only list of these options in code; the doc fragment C(connection) says the same for people, and a
unit test compares the two.
"""

from __future__ import annotations

import base64
import os
import re
from collections.abc import Mapping, MutableMapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import quote_plus

from ansible.module_utils.errors import AnsibleFallbackNotFound

from ansible_collections.audiocodes.live_platform.plugins.module_utils._options.addresses import (
    base_url,
    host_of,
    parsed,
    segments,
)
from ansible_collections.audiocodes.live_platform.plugins.module_utils.errors import OptionError
from ansible_collections.audiocodes.live_platform.plugins.module_utils.reading import as_dict, is_blank

ENV_PREFIX = "LIVE_PLATFORM_"
# of seconds, retries and requests: far beyond any use, and still what sockets and clocks can take
_MOST = 1_000_000
# characters of a platform's name, which is a part of host variables and report titles
_LONGEST_NAME = 100
# characters of a header's value that is secret: hidden, an "en" or a "1" would tear holes into the data
_SHORTEST = 6


@dataclass(frozen=True)
class Option:
    """One connection option. C(lookalike) marks a name that only looks secret, so that Ansible does not warn."""

    name: str
    type: str = "str"
    default: Any = None
    secret: bool = False
    lookalike: bool = False

    @property
    def env(self) -> str:
        """The environment variable that sets the option where neither task nor inventory source does."""
        return ENV_PREFIX + self.name.upper()


OPTIONS: tuple[Option, ...] = (
    Option("url"),
    Option("platform_name"),
    Option("api_prefix", default="/tenantui"),
    Option("tenant_id"),
    Option("client_id"),
    Option("client_secret", secret=True),
    Option("client_secret_file", type="path", lookalike=True),
    Option("scope"),
    Option("authority", default="https://login.microsoftonline.com"),
    Option("access_token", secret=True),
    Option("access_token_file", type="path", lookalike=True),
    Option("username"),
    Option("password", secret=True),
    Option("password_file", type="path", lookalike=True),
    Option("channel_id", type="int"),
    Option("validate_certs", type="bool", default=True),
    Option("ca_path", type="path"),
    Option("client_cert", type="path"),
    Option("client_key", type="path", lookalike=True),
    Option("proxy"),
    # raw, since an environment variable can only hold a dictionary as text
    Option("headers", type="raw", secret=True),
    Option("timeout", type="float", default=30.0),
    Option("retries", type="int", default=3),
    Option("rate_limit", type="int", default=10),
    Option("max_response_mb", type="int", default=256),
    Option("allow_http", type="bool", default=False),
)


def drop_blank_env(environ: MutableMapping[str, str] | None = None) -> None:
    """Remove blank variables of ours from the environment of this process.

    AWX injects every unfilled credential field as an empty string, and ansible-core would read that as C(False) for
    a boolean: a blank field would switch the certificate check off.
    """
    environ = os.environ if environ is None else environ
    for name in [name for name in environ if name.startswith(ENV_PREFIX) and is_blank(environ[name])]:
        del environ[name]


def env_unless_blank(*names: str) -> str:
    """Fallback for a module's argument spec: like Ansible's own, but a blank variable counts as not set."""
    for name in names:
        if not is_blank(os.environ.get(name)):
            return os.environ[name]
    raise AnsibleFallbackNotFound


def argument_spec() -> dict[str, dict[str, Any]]:
    """Return the argument spec of all connection options for C(AnsibleModule)."""
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
    """Return the addresses that are refused for what they may hold, credentials above all: nothing may show them either."""
    values = {options.get(name) for name in ("url", "authority", "proxy")}
    return {value for value in values if isinstance(value, str) and re.search("[@?#]", value)}


@dataclass(frozen=True)
class ClientCredentials:
    """OAuth2 client credentials at Microsoft Entra (RFC 6749 section 4.4; vendor: Authenticating Connection Using Postman)."""

    token_url: str
    client_id: str
    client_secret: str = field(repr=False)
    scope: str


@dataclass(frozen=True)
class AccessToken:
    """A bearer token that somebody else fetched (RFC 6750)."""

    token: str = field(repr=False)


@dataclass(frozen=True)
class Basic:
    """HTTP Basic (RFC 7617), for an Operation Center reached directly."""

    username: str
    password: str = field(repr=False)


@dataclass(frozen=True)
class Settings:
    """Checked connection options: all that the client needs to know.

    C(platform) is the name of the platform, which all its records carry, C(platform_name) the one that somebody chose,
    or empty.
    C(timeout) is in seconds, C(rate_limit) in requests per 10 seconds (0: no pacing), C(max_response_mb) in MiB (0: no
    bound). C(direct) is true where the URL
    names an Operation Center itself rather than the service provider's portal.
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
        """Every value that must not appear in any output, also in the form in which it is sent; none is empty."""
        credentials = self.credentials
        if isinstance(credentials, ClientCredentials):
            own = [credentials.client_secret, quote_plus(credentials.client_secret)]
        elif isinstance(credentials, AccessToken):
            own = [credentials.token]
        else:
            pair = f"{credentials.username}:{credentials.password}".encode()
            own = [credentials.password, base64.b64encode(pair).decode()]
        own += [value for value in self.headers.values() if len(value) >= _SHORTEST]
        return tuple(dict.fromkeys(filter(None, own)))


def settings(options: Mapping[str, Any]) -> Settings:
    """Check connection options (a mapping of the names in L(OPTIONS)) and return them ready for use.

    Raises L(OptionError), which names the option and says what to do, never showing a secret value.
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
        credentials=_credentials(given, allow_http),
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
    """Return the name that somebody gave the platform, or empty text. Raises L(OptionError) for one that cannot be shown."""
    if name is None:
        return ""
    if not name.isprintable() or len(name) > _LONGEST_NAME:
        raise OptionError(f"platform_name must be one line of at most {_LONGEST_NAME} characters")
    return name


def _clean(value: Any, option: Option) -> Any:
    """Return the value, stripped where it is text; blank means the default (only C(api_prefix) may be empty on purpose)."""
    if option.name == "api_prefix" and value == "":
        return ""
    if is_blank(value):
        return option.default
    return value.strip() if isinstance(value, str) and not option.secret else value


def _named(name: str) -> str:
    return f"{name} (environment: {ENV_PREFIX}{name.upper()})"


def _require(value: Any, name: str, what: str) -> None:
    if value is None:
        raise OptionError(f"{_named(name)} is not set: give {what}")


def _at_least(given: Mapping[str, Any], name: str, least: float) -> float:
    value: float = given[name]
    if not least <= value <= _MOST:
        wanted = f"at most {_MOST}" if value > _MOST else "more than 0" if least else "0 or more"
        raise OptionError(f"{name} must be {wanted}, not {value}")
    return value


def _secret(given: Mapping[str, Any], name: str) -> str | None:
    """Return a secret from its option or from the file that its C(_file) option names; without the line end of the file."""
    value: str | None = given[name]
    path: str | None = given[f"{name}_file"]
    if value is not None and path is not None:
        raise OptionError(f"{_named(name)} and {_named(name + '_file')} are both set: give one of them")
    if path is not None:
        try:
            value = _expanded(path, f"{name}_file").read_text(encoding="utf-8").strip()
        except (OSError, ValueError) as error:
            reason = error.strerror if isinstance(error, OSError) else "not a text file"
            raise OptionError(f"{name}_file: cannot read {path}: {reason}") from None
        if not value:
            raise OptionError(f"{name}_file: {path} is empty")
    if value is not None and not value.isprintable():
        raise OptionError(f"{name} holds a line break or another character that cannot be part of it")
    return value


# what chooses a way to authenticate -> what it then needs as well
_WAYS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "client credentials": (("client_id", "client_secret"), ("tenant_id", "client_id", "client_secret", "scope")),
    "a ready token": (("access_token",), ("access_token",)),
    "HTTP Basic": (("username", "password"), ("username", "password")),
}


def _credentials(given: Mapping[str, Any], allow_http: bool) -> ClientCredentials | AccessToken | Basic:
    """Return the one way to authenticate. Raises L(OptionError) for none, for several, and for half of one."""
    values = dict(given) | {name: _secret(given, name) for name in ("client_secret", "access_token", "password")}
    chosen = {way: [name for name in marks if values[name] is not None] for way, (marks, _needs) in _WAYS.items()}
    chosen = {way: marks for way, marks in chosen.items() if marks}
    if len(chosen) != 1:
        found = "; ".join(f"{' and '.join(marks)} for {way}" for way, marks in chosen.items())
        raise OptionError(
            "exactly one way to authenticate must be given: tenant_id, client_id, client_secret and scope, "
            "or access_token, or username and password. " + (f"Set are {found}" if found else "None of them is set")
        )
    way = next(iter(chosen))
    missing = [_named(name) for name in _WAYS[way][1] if values[name] is None]
    if missing:
        raise OptionError(f"{way} also needs {', '.join(missing)}")
    if way == "a ready token":
        token: str = values["access_token"].strip()
        if " " in token:
            raise OptionError("access_token holds a space: give the token alone, without the word Bearer")
        if not token.isascii():
            raise OptionError("access_token holds a character that cannot be part of a token")
        return AccessToken(token)
    if way == "HTTP Basic":
        if ":" in values["username"]:  # RFC 7617 section 2
            raise OptionError("username holds a colon, which HTTP Basic cannot send")
        return Basic(values["username"], values["password"])
    if not re.fullmatch(r"[A-Za-z0-9.-]+", values["tenant_id"]):
        raise OptionError("tenant_id must be the id (GUID) or domain of a Microsoft Entra tenant")
    authority = parsed(values["authority"], "authority", allow_http)
    path = "/".join(["", *segments(authority.path), values["tenant_id"], "oauth2/v2.0/token"])
    token_url = f"{authority.scheme}://{authority.netloc}{path}"
    return ClientCredentials(token_url, values["client_id"], values["client_secret"], values["scope"])


def _existing(given: Mapping[str, Any], name: str) -> str | None:
    path = given[name]
    if path is None:
        return None
    found = _expanded(path, name)
    try:
        exists = found.exists()
    except OSError as error:  # a name that is too long, a folder that may not be looked into
        raise OptionError(f"{_named(name)}: cannot read {found}: {error.strerror}") from None
    if not exists:
        raise OptionError(f"{_named(name)}: no such file: {found}")
    return str(found)


def _expanded(path: str, name: str) -> Path:
    """Return the path with its home directory. Raises L(OptionError) for the ~ of somebody whom the machine does not know."""
    try:
        return Path(path).expanduser()
    except RuntimeError:
        raise OptionError(f"{_named(name)}: the home directory of {path} is not known") from None


def _verify(given: Mapping[str, Any]) -> bool | str:
    """Return what C(requests) calls verify. Wrong paths are refused even when certificates are not checked."""
    ca_path = _existing(given, "ca_path")
    return (ca_path or True) if given["validate_certs"] else False


def _client_cert(given: Mapping[str, Any]) -> tuple[str, str] | None:
    cert, key = _existing(given, "client_cert"), _existing(given, "client_key")
    if key and not cert:
        raise OptionError("client_key is set but client_cert is not")
    # the key by name, also where it is in the same file: else an encrypted one would be asked for at the terminal
    return (cert, key or cert) if cert else None


def _proxy(value: str | None) -> str | None:
    if value is None:
        return None
    return parsed(value, "proxy", allow_http=True, scheme="http").geturl()


def _headers(value: Any) -> dict[str, str]:
    """Return extra headers as text; those that the client sets itself, and line breaks, are refused."""
    given = as_dict(value, "headers")
    if any(isinstance(item, (Mapping, list)) for item in given.values()):
        raise OptionError("headers: a value is a dictionary or a list, not text")
    headers = {name.strip(): "" if item is None else str(item).strip() for name, item in given.items()}
    for name, item in headers.items():
        if not re.fullmatch(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+", name):  # RFC 9110 section 5.1
            raise OptionError("headers: a name is not a valid header name")
        if not (item.isascii() and item.isprintable()):
            raise OptionError(f"headers: the value of {name} holds a line break or another character not allowed there")
        if name.lower() in ("authorization", "x-ovoc-channel-id", "host", "content-length"):
            raise OptionError(f"headers: {name} is set by the collection itself; use the option meant for it")
    return headers
