# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Options of the format prometheus, which several jobs share: the file of metrics, and the gateway to send them to."""

from __future__ import annotations

import base64
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ansible.module_utils.basic import env_fallback

from ansible_collections.audiocodes.live_platform.plugins.module_utils._options.addresses import is_loopback, parsed
from ansible_collections.audiocodes.live_platform.plugins.module_utils.errors import OptionError
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._inputs.certificates import check_certificates
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._inputs.file_options import (
    FileOptions,
    directory,
    permissions,
)
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._outputs.prometheus import LABELS, SUFFIX
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._outputs.pushgateway import Gateway
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._outputs.text import clean_text, plain

MOST_RETRIES = 10
_LABEL = re.compile("[a-zA-Z_][a-zA-Z0-9_]*")
# HTTP's own rules for names of headers
_HEADER = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")
# what a gateway sets itself
_OF_GATEWAY = ("job", "instance")


def metrics_spec(*, per_customer: bool) -> dict[str, dict[str, Any]]:
    """Return the argument spec of `MetricsOptions`. `per_customer`: whether the job has series of single customers."""
    return {
        **({"metrics_per_customer": {"type": "bool", "default": False}} if per_customer else {}),
        "metrics_dest": {"type": "path"},
        "metrics_mode": {"type": "raw", "default": "0644"},
        "metrics_push_url": {"type": "str"},
        "metrics_push_job": {"type": "str", "default": "live_platform"},
        "metrics_push_grouping": {"type": "dict", "default": {}},
        "metrics_push_username": {"type": "str"},
        "metrics_push_password": {
            "type": "str",
            "no_log": True,
            "fallback": (env_fallback, ["LIVE_PLATFORM_METRICS_PUSH_PASSWORD"]),
        },
        "metrics_push_headers": {"type": "dict", "no_log": True, "default": {}},
        "metrics_push_validate_certs": {"type": "bool", "default": True},
        "metrics_push_ca_path": {"type": "path"},
        "metrics_push_timeout": {"type": "float", "default": 20.0},
        "metrics_push_retries": {"type": "int", "default": 3},
    }


@dataclass(frozen=True)
class MetricsOptions:
    """Where metrics go. `dest` is the folder of their file, null for that of the other files; `gateway` null for none."""

    dest: Path | None
    mode: int
    per_customer: bool
    gateway: Gateway | None

    def path(self, files: FileOptions, part: str = "") -> Path:
        """Return the absolute path of the file of metrics; `part` follows the name of the job's files."""
        return (self.dest or files.dest) / f"{files.basename}{part}.{SUFFIX}"


def metrics_options(options: Mapping[str, Any]) -> MetricsOptions:
    """Return the checked options from validated ones. Raises `OptionError`, which names the option and shows no secret."""
    return MetricsOptions(
        dest=directory("metrics_dest", options["metrics_dest"]) if options["metrics_dest"] else None,
        mode=permissions("metrics_mode", options["metrics_mode"]),
        per_customer=options.get("metrics_per_customer", False),
        gateway=_gateway(options) if options["metrics_push_url"] else None,
    )


def _gateway(options: Mapping[str, Any]) -> Gateway:
    given = {name: _text(name, options[f"metrics_push_{name}"]) for name in ("url", "job", "username", "password")}
    for name, least, most in (("timeout", 0.1, 300), ("retries", 0, MOST_RETRIES)):
        value = options[f"metrics_push_{name}"]
        # NaN is not within any limits
        if not least <= value <= most:
            raise OptionError(f"metrics_push_{name} must be from {least} to {most}, not {value}")
    if bool(given["username"]) != bool(given["password"]):
        raise OptionError("metrics_push_username and metrics_push_password must be set together")
    headers = _headers(options["metrics_push_headers"])
    if given["username"]:
        if ":" in given["username"] or any(name.lower() == "authorization" for name in headers):
            raise OptionError(
                "metrics_push_username has a colon, or metrics_push_headers an Authorization beside it, which cannot be sent"
            )
        account = base64.b64encode(f"{given['username']}:{given['password']}".encode()).decode()
        headers["Authorization"] = f"Basic {account}"
    parts = parsed(given["url"], "metrics_push_url", allow_http=True)
    is_open = parts.scheme == "http" and not is_loopback(parts.hostname or "")
    if is_open and headers:
        raise OptionError("metrics_push_url must start with https where a password or headers are sent")
    ca_path = options["metrics_push_ca_path"]
    if ca_path:
        check_certificates("metrics_push_ca_path", clean_text(ca_path))
    verify = clean_text(ca_path) if ca_path else True
    return Gateway(
        url=parts.geturl(),
        job=given["job"],
        grouping=_grouping(options["metrics_push_grouping"]),
        headers=headers,
        secrets=(given["password"],) if given["password"] else (),
        verify=verify if options["metrics_push_validate_certs"] else False,
        timeout=float(options["metrics_push_timeout"]),
        retries=options["metrics_push_retries"],
    )


def _text(name: str, value: Any) -> str:
    text: str = plain(value or "")
    if any(char in text for char in "\r\n\0"):
        raise OptionError(f"metrics_push_{name} must be one line")
    return text.strip() if name != "password" else text


def _grouping(given: Mapping[str, Any]) -> dict[str, str]:
    found = {}
    for name, value in given.items():
        text = "" if value is None else clean_text(str(value))
        if not _LABEL.fullmatch(str(name)) or str(name).startswith("__") or not text:
            raise OptionError(
                f"metrics_push_grouping: {clean_text(str(name))!r} must be the name of a label (letters, digits and underscores), "
                "with a text that is not empty"
            )
        if name in (*LABELS, *_OF_GATEWAY):
            # the gateway would put it in place of the label in the data, without a word
            raise OptionError(f"metrics_push_grouping must not have {name}, which metrics or groups have already")
        found[clean_text(name)] = text
    return found


def _headers(given: Mapping[str, Any]) -> dict[str, str]:
    found = {}
    for name, value in given.items():
        text = str.__str__(value) if isinstance(value, str) else str(value)
        if not _HEADER.fullmatch(str(name)) or not text.isprintable() or not text.isascii():
            raise OptionError("metrics_push_headers must be names and texts that HTTP can send (values are not shown)")
        found[str.__str__(name)] = text.strip()
    return found
