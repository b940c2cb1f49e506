# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""promtool, Prometheus, a node exporter and a gateway take the metrics, and say the same as the report."""

from __future__ import annotations

import functools
import http.server
import json
import re
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
import requests

from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._compliance import as_prometheus as of_findings
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._outputs.prometheus import (
    METRICS,
    OLDEST_LIBRARY,
    Sample,
    render,
)
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._outputs.pushgateway import Gateway, push
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._report.as_prometheus import samples
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._statement import as_prometheus as of_statement
from kits.compliance import generated
from kits.consumers import Consumers
from kits.harness import ROOT
from kits.metrics import Series, read, values
from kits.report_data import HOSTILE, NOW, hostile_hosts, many_hosts, model_of, sample_hosts
from kits.statement import history, statement

RULES = ROOT / "examples/prometheus/live_platform.rules.yml"
TESTS = ROOT / "tests/consumers/live_platform.rules.test.yml"
DASHBOARD = json.loads((ROOT / "examples/grafana/live_platform.json").read_text(encoding="utf-8"))
# seconds until a program answers
PATIENCE = 60


def report(hosts: dict[str, dict[str, Any]], name: str = "license_report", **more: Any) -> list[Sample]:
    """The metrics of a report of the platform lab."""
    of_lab = {host: variables | {"lp_platform": "lab"} for host, variables in hosts.items()}
    both = {"lab": ("services", "customers")}
    return samples(model_of(of_lab), name, both, {"lab": NOW}, **more)


def findings() -> list[Sample]:
    return of_findings.samples(generated(100), "compliance", {"": NOW})


def month() -> list[Sample]:
    return of_statement.samples(statement({"acme": history("2026-11-01", "2026-11-30", 10, 4)}), "license_statement")


POPULATIONS: dict[str, Callable[[], list[Sample]]] = {
    "vendor": lambda: report(sample_hosts()),
    "hostile": lambda: report(hostile_hosts(), per_customer=True),
    "many": lambda: report(many_hosts(2000), per_customer=True),
    "empty": lambda: report({}),
    "findings": findings,
    "statement": month,
}


def free_port() -> int:
    with socket.socket() as place:
        place.bind(("127.0.0.1", 0))
        port: int = place.getsockname()[1]
    return port


@contextmanager
def running(program: Path, folder: Path, ready: str, *argv: str) -> Iterator[str]:
    """Run a server on loopback; yield its address when `ready` is answered."""
    port = free_port()
    log = folder / f"{program.name}.log"
    with log.open("wb") as output:
        process = subprocess.Popen(
            [str(program), f"--web.listen-address=127.0.0.1:{port}", *argv], stdout=output, stderr=output, cwd=folder
        )
    url = f"http://127.0.0.1:{port}"
    try:
        until(lambda: requests.get(url + ready, timeout=5).ok, lambda: log.read_text(encoding="utf-8"))
        yield url
    finally:
        process.terminate()
        process.wait(timeout=30)


def until(happened: Callable[[], Any], told: Callable[[], str] = str) -> Any:
    """Return the first answer that is something."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        try:
            if found := happened():
                return found
        except requests.RequestException:
            pass
        threading.Event().wait(0.1)
    raise AssertionError(told())


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """Serve the files of a folder as Prometheus wants them."""

    class Handler(http.server.SimpleHTTPRequestHandler):
        extensions_map = {".prom": "text/plain; version=0.0.4"}  # noqa: RUF012 - the name of the library

        def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - as above
            """Write nothing."""

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Handler, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield f"127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def without(series: Series, *labels: str) -> Series:
    """Series of ours, without some labels."""
    return {
        (name, tuple(pair for pair in pairs if pair[0] not in labels)): value
        for (name, pairs), value in series.items()
        if name in METRICS
    }


def exposed(url: str) -> Series:
    """What an exporter says of our metrics."""
    lines = requests.get(f"{url}/metrics", timeout=10).text.split("\n")
    return read("\n".join(line for line in lines if re.match("(# (HELP|TYPE) )?live_platform_", line)) + "\n")


@pytest.mark.parametrize("population", POPULATIONS)
def test_promtool_takes_the_file(population: str, consumers: Consumers) -> None:
    done = consumers.run("promtool", "check", "metrics", given=render(POPULATIONS[population]()).decode())
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_promtool_takes_the_rules(consumers: Consumers) -> None:
    done = consumers.run("promtool", "check", "rules", RULES)
    assert done.returncode == 0, done.stdout + done.stderr


def test_each_alert_fires_in_one_test_and_does_not_in_another(consumers: Consumers) -> None:
    """promtool passes a test of an alert that does not exist."""
    done = consumers.run("promtool", "test", "rules", TESTS)
    assert done.returncode == 0, done.stdout + done.stderr
    alerts = re.findall(r"alert: (\w+)", RULES.read_text(encoding="utf-8"))
    tests = TESTS.read_text(encoding="utf-8")
    assert len(alerts) == len(set(alerts)) == 10
    for alert in alerts:
        assert re.search(rf"alertname: {alert}\n +exp_alerts:\n", tests), f"{alert} fires nowhere"
        assert re.search(rf"alertname: {alert}\n +exp_alerts: \[\]\n", tests), f"{alert} always fires"


def test_prometheus_answers_with_the_totals_of_the_report(prometheus: Path, tmp_path: Path) -> None:
    """It reads two files over HTTP, loads the rules, and every query of the dashboard is one that it takes."""
    model = model_of(many_hosts(300))
    (tmp_path / "report.prom").write_bytes(render(report(many_hosts(300))))
    (tmp_path / "hostile.prom").write_bytes(render(report(hostile_hosts(), "hostile", per_customer=True)))
    with served(tmp_path) as target:
        jobs = [
            {
                "job_name": name,
                "metrics_path": f"/{name}.prom",
                "scrape_interval": "1s",
                "static_configs": [{"targets": [target]}],
            }
            for name in ("report", "hostile")
        ]
        config = tmp_path / "prometheus.yml"
        config.write_text(json.dumps({"scrape_configs": jobs, "rule_files": [str(RULES)]}), encoding="utf-8")
        argv = (f"--config.file={config}", f"--storage.tsdb.path={tmp_path / 'data'}")
        with running(prometheus, tmp_path, "/-/ready", *argv) as url:

            def ask(query: str) -> list[dict[str, Any]]:
                answer = requests.get(f"{url}/api/v1/query", params={"query": query}, timeout=10).json()
                assert answer["status"] == "success", (query, answer)
                found: list[dict[str, Any]] = answer["data"]["result"]
                return found

            def number(query: str) -> float:
                (found,) = until(lambda: ask(query))
                return float(found["value"][1])

            until(lambda: len(ask('up{job=~"report|hostile"} == 1')) == 2)
            of_report = '{report="license_report", platform="lab"}'
            assert number(f"sum(live_platform_services{of_report})") == model["totals"]["services"]
            assert number(f"sum(live_platform_seats_used{of_report})") == model["totals"]["seats_active"]
            assert number(f"live_platform_read_timestamp_seconds{of_report}") == NOW.timestamp()
            there = {item["metric"]["customer"] for item in ask('live_platform_seats_used{report="hostile"}')}
            # as they are, but for one that is cut
            assert {name for name in HOSTILE if len(name) <= 200} <= there
            assert len(there) == len(HOSTILE)
            loaded = requests.get(f"{url}/api/v1/rules", timeout=10).json()["data"]["groups"]
            assert [rule["health"] for group in loaded for rule in group["rules"] if rule["health"] == "err"] == []
            queries = list(queries_of_dashboard())
            assert len(queries) > 15
            for query in queries:
                ask(query)
            filled = [query for query in queries if ask(query)]
            assert len(filled) >= 12


def queries_of_dashboard() -> Iterator[str]:
    """Every query, with the variables as Grafana puts them in."""
    for panel in DASHBOARD["panels"]:
        for target in panel["targets"]:
            query = target["expr"].replace("$report", "license_report").replace("$findings", "compliance")
            yield query.replace("$platform", ".*")


def test_a_node_exporter_reads_the_files_of_several_jobs(node_exporter: Path, tmp_path: Path) -> None:
    """Reports of one platform, findings and statement in one folder: no series is lost, and nothing is an error."""
    files = {
        "license_report": report(sample_hosts(), per_customer=True),
        "emea": report(hostile_hosts(), "emea"),
        "compliance": findings(),
        "license_statement-2026-11": month(),
    }
    (tmp_path / "files").mkdir()
    wanted: Series = {}
    for name, made in files.items():
        (tmp_path / "files" / f"{name}.prom").write_bytes(render(made))
        wanted |= read(render(made))
    argv = (
        "--collector.disable-defaults",
        "--collector.textfile",
        f"--collector.textfile.directory={tmp_path / 'files'}",
    )
    with running(node_exporter, tmp_path, "/metrics", *argv) as url:
        text = requests.get(f"{url}/metrics", timeout=10).text
        # an empty label is none
        found = {
            (name, tuple(pair for pair in pairs if pair[1])): value for (name, pairs), value in exposed(url).items()
        }
    assert "\nnode_textfile_scrape_error 0\n" in text
    assert '\npromhttp_metric_handler_errors_total{cause="gathering"} 0\n' in text
    assert found == wanted


def test_a_gateway_takes_the_metrics_and_replaces_them(pushgateway: Path, tmp_path: Path) -> None:
    with running(pushgateway, tmp_path, "/-/ready") as url:
        place = Gateway(url, "live_platform", {"environment": "prod"})
        for name, made in (("license_report", report(hostile_hosts(), per_customer=True)), ("compliance", findings())):
            assert push(place, functools.partial(list, made), name, dry_run=False)["state"] == "sent"
        found = without(exposed(url), "job", "instance", "environment")
        wanted = without(read(render([*report(hostile_hosts(), per_customer=True), *findings()])))
        assert {
            (name, tuple(pair for pair in pairs if pair[1])): value for (name, pairs), value in found.items()
        } == wanted
        groups = requests.get(f"{url}/api/v1/metrics", timeout=10).json()["data"]
        assert {"job": "live_platform", "platform": "lab", "report": "license_report", "environment": "prod"} in [
            group["labels"] for group in groups
        ]
        # what is gone from the platform is gone from the gateway, and the other report stays
        assert push(place, lambda: report({}), "license_report", dry_run=False)["state"] == "sent"
        again = exposed(url)
        assert values(again, "services", report="license_report") == [0]
        assert values(again, "seats_used", report="license_report") == []
        assert values(again, "findings", report="compliance")


def test_a_gateway_that_refuses_the_metrics_is_told_with_its_words(pushgateway: Path, tmp_path: Path) -> None:
    """As where somebody else has sent one of our names with another type."""
    with running(pushgateway, tmp_path, "/-/ready") as url:
        other = "# TYPE live_platform_services counter\nlive_platform_services 1\n"
        assert requests.put(f"{url}/metrics/job/other", data=other, timeout=10).ok
        told = push(
            Gateway(url, "live_platform", retries=0), lambda: report(sample_hosts()), "license_report", dry_run=False
        )
    assert told["state"] == "undelivered"
    assert "for lab: HTTP 400: " in told["message"]
    assert "inconsistent with existing metrics" in told["message"]


def test_the_oldest_library_writes_the_same_file(tmp_path: Path) -> None:
    """The one of Debian 12. With the newest one, the other tests run."""
    argv = ("-m", "pip", "install", "--quiet", "--no-deps", "--target", str(tmp_path / "old"))
    subprocess.run([sys.executable, *argv, f"prometheus_client=={OLDEST_LIBRARY}"], check=True, timeout=300)
    script = (
        "import sys; sys.path[:0] = sys.argv[1:]\n"
        "import prometheus_client, consumers.test_metrics as tests\n"
        "assert prometheus_client.__file__.startswith(sys.argv[1]), prometheus_client.__file__\n"
        "sys.stdout.buffer.write(tests.render(tests.report(tests.hostile_hosts(), per_customer=True)))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, str(tmp_path / "old"), str(ROOT / "tests")],
        check=True,
        capture_output=True,
        timeout=120,
    )
    assert done.stdout == render(report(hostile_hosts(), per_customer=True))
