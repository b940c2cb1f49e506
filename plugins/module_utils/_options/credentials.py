# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The ways to authenticate: which one the options choose, and what else it needs."""

from __future__ import annotations

import base64
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import quote_plus

from ansible_collections.audiocodes.live_platform.plugins.module_utils._options.addresses import parsed, segments
from ansible_collections.audiocodes.live_platform.plugins.module_utils._options.environment import named
from ansible_collections.audiocodes.live_platform.plugins.module_utils.errors import OptionError


@dataclass(frozen=True)
class ClientCredentials:
    """OAuth2 client credentials at Microsoft Entra (RFC 6749 section 4.4; vendor: Authenticating Connection Using Postman)."""

    token_url: str
    client_id: str
    client_secret: str = field(repr=False)
    scope: str

    @property
    def secrets(self) -> tuple[str, ...]:
        """What no output may show, also in the form in which it is sent."""
        return (self.client_secret, quote_plus(self.client_secret))


@dataclass(frozen=True)
class AccessToken:
    """A bearer token that was fetched elsewhere (RFC 6750)."""

    token: str = field(repr=False)

    @property
    def secrets(self) -> tuple[str, ...]:
        """What no output may show."""
        return (self.token,)


@dataclass(frozen=True)
class Basic:
    """HTTP Basic (RFC 7617), for direct access to an Operation Center."""

    username: str
    password: str = field(repr=False)

    @property
    def secrets(self) -> tuple[str, ...]:
        """What no output may show, also in the form in which it is sent."""
        return (self.password, base64.b64encode(f"{self.username}:{self.password}".encode()).decode())


# the option that chooses a way to authenticate -> the options that it also needs
_WAYS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "client credentials": (("client_id", "client_secret"), ("tenant_id", "client_id", "client_secret", "scope")),
    "a ready token": (("access_token",), ("access_token",)),
    "HTTP Basic": (("username", "password"), ("username", "password")),
}


def credentials(given: Mapping[str, Any], allow_http: bool) -> ClientCredentials | AccessToken | Basic:
    """Return the chosen way to authenticate. Raises `OptionError` for none, several, or an incomplete one."""
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
    missing = [named(name) for name in _WAYS[way][1] if values[name] is None]
    if missing:
        raise OptionError(f"{way} also needs {', '.join(missing)}")
    if way == "a ready token":
        token: str = values["access_token"].strip()
        if " " in token:
            raise OptionError("access_token contains a space: give the token alone, without the word Bearer")
        if not token.isascii():
            raise OptionError("access_token contains a character that is not allowed in a token")
        return AccessToken(token)
    if way == "HTTP Basic":
        if ":" in values["username"]:  # RFC 7617 section 2
            raise OptionError("username contains a colon, which HTTP Basic cannot send")
        return Basic(values["username"], values["password"])
    if not re.fullmatch(r"[A-Za-z0-9.-]+", values["tenant_id"]):
        raise OptionError("tenant_id must be the id (GUID) or domain of a Microsoft Entra tenant")
    authority = parsed(values["authority"], "authority", allow_http)
    path = "/".join(["", *segments(authority.path), values["tenant_id"], "oauth2/v2.0/token"])
    token_url = f"{authority.scheme}://{authority.netloc}{path}"
    return ClientCredentials(token_url, values["client_id"], values["client_secret"], values["scope"])


def _secret(given: Mapping[str, Any], name: str) -> str | None:
    """Return a secret from its option, or from the file in its `_file` option, without the line end of the file."""
    value: str | None = given[name]
    path: str | None = given[f"{name}_file"]
    if value is not None and path is not None:
        raise OptionError(f"{named(name)} and {named(name + '_file')} are both set: give one of them")
    if path is not None:
        try:
            value = expanded(path, f"{name}_file").read_text(encoding="utf-8").strip()
        except (OSError, ValueError) as error:
            reason = error.strerror if isinstance(error, OSError) else "not a text file"
            raise OptionError(f"{name}_file: cannot read {path}: {reason}") from None
        if not value:
            raise OptionError(f"{name}_file: {path} is empty")
    if value is not None and not value.isprintable():
        raise OptionError(f"{name} contains a line break or another character that is not allowed")
    return value


def existing(given: Mapping[str, Any], name: str) -> str | None:
    """Return the path in an option, or None if it is not set. Raises `OptionError` if the path does not exist."""
    path = given[name]
    if path is None:
        return None
    found = expanded(path, name)
    try:
        exists = found.exists()
    except OSError as error:  # a name that is too long, or a folder without permission
        raise OptionError(f"{named(name)}: cannot read {found}: {error.strerror}") from None
    if not exists:
        raise OptionError(f"{named(name)}: no such file: {found}")
    return str(found)


def expanded(path: str, name: str) -> Path:
    """Return the path with ~ expanded. Raises `OptionError` if the user's home directory is not known."""
    try:
        return Path(path).expanduser()
    except RuntimeError:
        raise OptionError(f"{named(name)}: the home directory of {path} is not known") from None
