# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Results of runs as text: for the terminal, and as reStructuredText for the guide."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from speed.bounds import BEFORE, JSON_LOADS

# command -> its description, in the guide's order
COMMANDS = {
    "ours": "this collection, from HTTP to the listing",
    "cached": "this collection from its cache",
    "bare": "a bare plugin that hands core the finished hosts",
    "script": "an inventory script that prints the same",
    "static": "a static file of the same, JSON",
    "ours_fields": "this collection, fields: 5 names",
    "ours_native": "this collection, group_by: 5 keys",
    "ours_raw": "this collection, include_raw",
    "ours_keyed": "this collection, 5 keyed_groups",
    "netbox": "netbox.netbox.nb_inventory",
    "netbox_keyed": "netbox.netbox.nb_inventory, 5 keyed_groups",
    "foreman": "theforeman.foreman.foreman",
    "foreman_keyed": "theforeman.foreman.foreman, 5 keyed_groups",
    "ours_constructed": "this collection, 5 keyed_groups and 5 compose",
    "constructable_plain": "Constructable without expressions",
    "constructable": "Constructable, 5 keyed_groups and 5 compose",
    "service_info": "service_info, all records",
    "service_info_fields": "service_info, three fields",
    "service_info_summary": "service_info, summary_only",
    "uri": "ansible.builtin.uri with return_content",
    "report": "license_report of the inventory: html, csv, json",
    "compliance": "compliance of the inventory",
    "compliance_api": "compliance of the platform",
    "rightsize": "license_rightsize of the inventory: a plan",
    "statement": "license_statement of a month",
}
STAGES = (JSON_LOADS, "decode", "records", "topology", "hosts", "groups", "pipeline", "policy", "report")
# markers around the figures in the guide
BEGIN = ".. figures of make bench begin\n"
END = ".. figures of make bench end\n"
VERDICTS = {True: "yes", False: "NO", None: "-"}


def aligned(lines: Sequence[Sequence[str]]) -> str:
    """Columns of text, the first one to the left."""
    widths = [max(len(line[column]) for line in lines) for column in range(len(lines[0]))]
    return "\n".join(
        "  ".join(
            cell.rjust(width) if column else cell.ljust(width)
            for column, (cell, width) in enumerate(zip(line, widths, strict=True))
        )
        for line in lines
    )


def csv_table(caption: str, lines: Sequence[Sequence[str]]) -> str:
    """A table of reStructuredText."""
    quoted = [", ".join(f'"{cell}"' for cell in line) for line in lines]
    body = "\n".join(f"    {line}" for line in quoted[1:])
    return f".. csv-table:: {caption}\n    :header: {quoted[0]}\n\n{body}\n"


def command_lines(sizes: Mapping[str, Mapping[str, Mapping[str, float]]]) -> list[list[str]]:
    """Seconds and MiB of every command, a column for each size."""
    every = {name + end: title + end for name, title in COMMANDS.items() for end in ("", BEFORE)}
    known = [name for name in every if any(name in figures for figures in sizes.values())]
    lines = [["command (seconds / peak MiB)", *(f"{int(size):,}" for size in sizes)]]
    for name in known:
        cells = []
        for figures in sizes.values():
            found = figures.get(name)
            cells.append(f"{found['wall']:.1f} / {found['peak']:.0f}" if found else "")
        lines.append([every[name], *cells])
    return lines


def ratio_lines(rows: Iterable[Mapping[str, Any]]) -> list[list[str]]:
    """Every ratio with its bound."""
    lines = [["ratio", "hosts", "measured", "processor", "bound", "holds"]]
    for row in rows:
        sign = ">=" if row["at_least"] else "<="
        busy = "" if row["busy"] is None else f"{row['busy']:.2f}"
        cells = [
            row["title"],
            row["size"],
            f"{row['ratio']:.2f}",
            busy,
            f"{sign} {row['bound']:g}",
            VERDICTS[row["holds"]],
        ]
        lines.append(cells)
    return lines


def python_lines(sizes: Mapping[str, Mapping[str, Any]]) -> list[list[str]]:
    """Microseconds for each host, by stage."""
    return [
        ["Python only (microseconds a host)", *(f"{int(size):,}" for size in sizes)],
        *(
            [stage, *(f"{found['seconds'][stage] / int(size) * 1e6:.1f}" for size, found in sizes.items())]
            for stage in STAGES
        ),
    ]


def result_lines(sizes: Mapping[str, Mapping[str, Any]]) -> list[list[str]]:
    """Return the megabytes of a task's result, by options."""
    lines = [
        [
            "result of service_info (MB), of",
            *(f"{found['population']['services']:,} services" for found in sizes.values()),
        ]
    ]
    titles = {"all": "everything", "fields": "fields: name, status, license_type", "summary": "summary_only"}
    for key, title in titles.items():
        lines.append([title, *(f"{found['result_bytes'][key] / 1e6:.3f}" for found in sizes.values())])
    sent = (f"{found['population']['bytes'] / 1e6:.1f}" for found in sizes.values())
    return [*lines, ["for comparison: the bodies of both lists", *sent]]


def tables(run: Mapping[str, Any]) -> list[tuple[str, list[list[str]]]]:
    """Return (caption, lines) of everything that a run measured."""
    facts = run["environment"]
    where = f"ansible-core {facts['core']}, Python {facts['python']}"
    found = [(f"Ratios, {where}", ratio_lines(run["rows"]))] if run["rows"] else []
    if run["commands"]:
        found.append((f"Whole commands, by number of hosts, {where}", command_lines(run["commands"])))
    if run["python"]:
        found.append((f"Python only, by number of hosts, {where}", python_lines(run["python"])))
        found.append((f"Size of a task's result, {where}", result_lines(run["python"])))
    return found


def described(run: Mapping[str, Any]) -> str:
    """Versions, processors and load, in a line."""
    return ", ".join(f"{name} {value}" for name, value in run["environment"].items())


def text(run: Mapping[str, Any]) -> str:
    """For the terminal."""
    return "\n\n".join([described(run), *(aligned(lines) for _caption, lines in tables(run))]) + "\n"


def rst(runs: Iterable[Mapping[str, Any]]) -> str:
    """For the guide."""
    parts = []
    for run in runs:
        parts.append(f"Measured with {described(run)}.\n")
        parts += [csv_table(caption, lines) for caption, lines in tables(run)]
    return "\n".join(parts)


def placed(guide: str, figures: str) -> str:
    """Return the guide with these figures in place of the old ones. Raises ValueError if it has no markers."""
    before, begin, rest = guide.partition(BEGIN)
    _former, end, after = rest.partition(END)
    if not end:
        raise ValueError("the guide has no place for the figures")
    return f"{before}{begin}\n{figures}\n{end}{after}"
