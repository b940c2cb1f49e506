# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Samples as metrics in the classic text format of Prometheus. Pure.

Written by prometheus_client, which is imported only when this format is asked for. It takes nearly anything for a
label or a value, and says nothing when a label gets lost, so samples are checked here. The classic format, because the
promtool, the node exporter and the gateway of today's distributions do not read all of OpenMetrics.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import math
import sys
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from ansible_collections.audiocodes.live_platform.plugins.module_utils.errors import MissingLibraryError
from ansible_collections.audiocodes.live_platform.plugins.module_utils.reading import is_number
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._outputs.text import clean_text

FORMAT = "prometheus"
SUFFIX = "prom"
# the oldest version that is tested: the one of Debian 12
OLDEST_LIBRARY = "0.16.0"

PLATFORM, REPORT = "platform", "report"
# Every sample has these labels. `report` is the name of the files, so that two reports in one folder never say
# different things of one series.
EVERYWHERE = (PLATFORM, REPORT)
# only where metrics of single customers are asked for
OF_CUSTOMERS = ("customer", "customer_id")
# the labels of a statement, which other reports do not have
OF_STATEMENTS = ("month", "reseller")


class Metric(NamedTuple):
    """A gauge. Its help text is constant: a collector of several files drops series whose help texts differ."""

    help: str
    labels: tuple[str, ...]


_SEATS = ("license_type", *OF_CUSTOMERS, *OF_STATEMENTS)
METRICS: dict[str, Metric] = {
    "live_platform_services": Metric("Services by license type and status.", ("license_type", "status", *OF_CUSTOMERS)),
    "live_platform_customers": Metric(
        "Customers by license type. Of a statement, status not_read counts those whose usage could not be read.",
        ("license_type", "status", *OF_STATEMENTS),
    ),
    "live_platform_seats_acquired": Metric(
        "Seats that customers have acquired, by license type. Of a statement, on the last day that was counted.", _SEATS
    ),
    "live_platform_seats_used": Metric(
        "Seats that customers use, by license type. Of a statement, on the last day that was counted.", _SEATS
    ),
    "live_platform_devices": Metric(
        "Devices in use by the plan personal or meeting, and by license type of the service.",
        ("license_type", "plan", *OF_CUSTOMERS),
    ),
    "live_platform_dids": Metric(
        "Telephone numbers (DIDs) by status used or free, and by license type of the service.",
        ("license_type", "status", *OF_CUSTOMERS),
    ),
    "live_platform_trial_end_timestamp_seconds": Metric(
        "The last day of a trial in UTC, by state: of active and expiring trials the next one, of expired ones the latest.",
        ("license_type", "status", *OF_CUSTOMERS),
    ),
    "live_platform_findings": Metric(
        "Findings by rule, as status open or waived. Status unjudged counts what the rule could not judge.",
        ("severity", "rule", "status"),
    ),
    "live_platform_read_timestamp_seconds": Metric(
        "When the data was read from the platform. Of an inventory, when it was used, unless it says that it is older.",
        ("month",),
    ),
}
# every label that a sample can have
LABELS = tuple(dict.fromkeys([*EVERYWHERE, *(label for metric in METRICS.values() for label in metric.labels)]))

# characters of a label; what is longer is cut, and stays different from what begins with the same text
_LONGEST = 200
# a gauge is a float, which holds every whole number up to this one
_LARGEST = 2**53


class Sample(NamedTuple):
    """A value of a series: the name of a metric, and the labels that are not empty, in the order of their names."""

    metric: str
    labels: tuple[tuple[str, str], ...]
    value: float


def sample(metric: str, value: Any, /, **labels: Any) -> Iterator[Sample]:
    """Yield a sample; none for a value that is not known, or that is no number that a gauge can hold.

    What is not known is never zero. An empty label is none, as for Prometheus. Raises `ValueError` for a label that the
    metric does not have.
    """
    if unknown := labels.keys() - {*EVERYWHERE, *METRICS[metric].labels}:
        raise ValueError(f"{metric} has no label {', '.join(sorted(unknown))}")
    # NaN is not within any limits
    if is_number(value) and -_LARGEST <= value <= _LARGEST:
        shown = ((name, label_text(text)) for name, text in labels.items())
        yield Sample(metric, tuple(sorted((name, text) for name, text in shown if text)), value)


def label_text(value: Any) -> str:
    """Return the text of a label: empty for null, cut if it is very long."""
    text = "" if value is None else clean_text(value if isinstance(value, str) else str(value))
    if len(text) <= _LONGEST:
        return text
    digest = hashlib.sha256(text.encode()).hexdigest()[:16]
    return f"{text[: _LONGEST - len(digest) - 1]}\u2026{digest}"


def known_sum(records: Iterable[Mapping[str, Any]], field: str) -> Any:
    """Return the sum of a field; null if it has no value in any record, or could not be read."""
    values = [
        record[field]
        for record in records
        if is_number(record.get(field)) and field not in (record.get("unread") or ())
    ]
    return sum(values) if values else None


def seconds(instant: dt.datetime) -> float:
    """Return an aware time in seconds since 1970, a whole number where it has no fraction."""
    found = instant.timestamp()
    return int(found) if found == math.floor(found) else found


def day_seconds(day: dt.date) -> float:
    """Return the beginning of a day (UTC) in seconds since 1970."""
    return seconds(dt.datetime.combine(day, dt.time(), dt.timezone.utc))


def read_times(read_at: Mapping[str, dt.datetime | None], report: str) -> Iterator[Sample]:
    """Yield when each platform was read; none for one of which that is not known."""
    for platform, instant in read_at.items():
        if instant is not None:
            yield from sample(
                "live_platform_read_timestamp_seconds", seconds(instant), platform=platform, report=report
            )


def render(samples: Iterable[Sample], without: Collection[str] = ()) -> bytes:
    """Return the text file, the same for the same samples in any order. `without` are labels to leave out.

    Raises `MissingLibraryError` without prometheus_client, and `ValueError` for two values of one series: who counts must
    add them up or tell them apart.
    """
    families, generate_latest = _library()
    found: dict[str, dict[tuple[tuple[str, str], ...], float]] = {}
    for one in samples:
        labels = tuple(pair for pair in one.labels if pair[0] not in without)
        series = found.setdefault(one.metric, {})
        if labels in series:
            raise ValueError(f"two values of {one.metric}")
        series[labels] = one.value
    made = []
    for name, metric in METRICS.items():
        family = families.Metric(name, metric.help, "gauge")
        for labels, value in sorted(found.get(name, {}).items()):
            # by name: a list of values that is too short or too long would lose labels without a word
            family.add_sample(name, dict(labels), value)
        if family.samples:
            made.append(family)
    content: bytes = generate_latest(_Collected(made))
    return content


class _Collected:
    """What the library takes for its registry."""

    def __init__(self, families: list[Any]) -> None:
        self._families = families

    def collect(self) -> list[Any]:
        return self._families


def _library() -> tuple[Any, Callable[[Any], bytes]]:
    try:
        from prometheus_client import metrics_core  # noqa: PLC0415 - an optional dependency
        from prometheus_client.exposition import generate_latest  # noqa: PLC0415
    except ImportError:
        raise MissingLibraryError(
            f"metrics need the Python library prometheus_client, {OLDEST_LIBRARY} or newer, and {sys.executable}, which runs "
            "Ansible, does not have it",
            hint=f"install the package prometheus_client, for example with '{sys.executable} -m pip install "
            "prometheus_client', or leave prometheus out of the formats",
        ) from None
    return metrics_core, generate_latest
