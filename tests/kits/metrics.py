# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Metrics read back by the parser of prometheus_client, and a gateway of metrics on loopback."""

from __future__ import annotations

import base64
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from prometheus_client.parser import text_string_to_metric_families

# name of a metric, its labels -> value
Series = dict[tuple[str, tuple[tuple[str, str], ...]], float]
NAME = "live_platform_"


def read(text: bytes | str) -> Series:
    """Return every series of a text file. Raises if one is there twice, has a time, or is no gauge with a help text."""
    found: Series = {}
    for family in text_string_to_metric_families(text.decode() if isinstance(text, bytes) else text):
        assert (family.type, bool(family.documentation)) == ("gauge", True), family.name
        for sample in family.samples:
            key = (sample.name, tuple(sorted(sample.labels.items())))
            assert key not in found, key
            assert (sample.timestamp, sample.name) == (None, family.name)
            found[key] = sample.value
    return found


def values(series: Series, metric: str, **labels: str) -> list[float]:
    """Return the values of a metric (without the beginning of its name) with these labels; an empty label is none."""
    return [
        value
        for (name, pairs), value in series.items()
        if name == NAME + metric and all(dict(pairs).get(label, "") == text for label, text in labels.items())
    ]


def labels_of(series: Series, metric: str) -> set[str]:
    """Return the names of all labels of a metric."""
    return {label for name, pairs in series if name == NAME + metric for label, _text in pairs}


@dataclass
class Gateway:
    """What a gateway was sent: (method, labels of the group, headers, text)."""

    url: str = ""
    status: int = 200
    said: str = ""
    received: list[tuple[str, dict[str, str], dict[str, str], str]] = field(default_factory=list)


@contextmanager
def gateway(status: int = 200, said: str = "") -> Iterator[Gateway]:
    """Run a gateway that answers everything with this status and text."""
    place = Gateway(status=status, said=said)

    class Handler(BaseHTTPRequestHandler):
        def do_PUT(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            place.received.append((self.command, group_of(self.path), dict(self.headers), body))
            self.send_response(place.status)
            self.end_headers()
            self.wfile.write(place.said.encode())

        do_POST = do_PUT  # noqa: N815 - as above

        def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the name of the library
            """Write nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    place.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield place
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def group_of(path: str) -> dict[str, str]:
    """Return the labels of a group from its path, as a gateway reads it."""
    parts = path.split("/")
    assert parts[:2] == ["", "metrics"], path
    found = {}
    for name, text in zip(parts[2::2], parts[3::2], strict=True):
        label, _at, encoded = name.partition("@")
        assert encoded in ("", "base64")
        found[label] = base64.urlsafe_b64decode("" if text == "=" else text).decode() if encoded else text
    return found
