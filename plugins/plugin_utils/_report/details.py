# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The tables of every service and every customer in the HTML report. Pure."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import Any

from ansible_collections.audiocodes.live_platform.plugins.module_utils._topology.bands import is_not_counted
from ansible_collections.audiocodes.live_platform.plugins.module_utils._topology.field_names import CARRIED
from ansible_collections.audiocodes.live_platform.plugins.module_utils._topology.join import platform_of
from ansible_collections.audiocodes.live_platform.plugins.module_utils._topology.totals import number
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._html.cells import (
    NOTHING,
    Cell,
    Column,
    Mark,
    Paper,
    Table,
    count_text,
    label_words,
    number_cell,
    percent_cell,
    short,
    state_cell,
    text_cell,
    use_cell,
    word_cell,
)
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._html.decisions import SEVERITY_TONES
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._html.rows import mark
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._outputs.text import by_people
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._population.rows import (
    NAMED_BY,
    UNKNOWN,
    Row,
    customer_of,
    customers_of,
    display_name,
    services_of,
)
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._report.decisions import exceptions, places_of
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._report.model import Model
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._report.needs import subject_of
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._report.views import (
    NOT_COUNTED_TEXT,
    is_over,
    seats_percent,
)

# what a row of a service shows of its customer
_OF_CUSTOMER = {name: CARRIED[name] for name in NAMED_BY}
_YES_NO: dict[Any, str] = {True: "yes", False: "no"}
_PLATFORM = "Platform"
# exceptions of a table on paper, the worst first: more of them fill hundreds of pages, which nobody reads
MOST_PRINTED = 1000
# where the rows are that paper leaves out
_ELSEWHERE = "The others are in the page on a screen, and in CSV, JSON and the workbook; the option license_report_rows: all prints them too."


def details(model: Model, rows: str = "exceptions", *, only_printed: bool = False) -> list[Table]:
    """Return the tables of every service and every customer, by name. Platforms are told apart where there is more than one.

    `rows` says which of them paper shows: `exceptions` or `all`; `only_printed` leaves the others out altogether.
    """
    many = len(model["platforms"]) > 1
    services = sorted(services_of(model["rows"]), key=lambda row: (*_order(row["record"]), row["host"]))
    customers = sorted(customers_of(model["rows"]), key=lambda item: (*_order(item), item["hosts"]))

    def of_service(row: Row) -> str:
        return subject_of(row["record"], row["host"], many=many)

    def of_customer(item: Mapping[str, Any]) -> str:
        return subject_of(item, item["hosts"][0], "customer", many=many)

    return [
        _table("services", "Services", model, services, _SERVICE_COLUMNS, of_service, rows, only_printed),
        _table("customers", "Customers", model, customers, _CUSTOMER_COLUMNS, of_customer, rows, only_printed),
    ]


def _table(
    ident: str,
    title: str,
    model: Model,
    rows: Sequence[Any],
    columns: Sequence[Column],
    subject: Callable[[Any], str],
    which: str,
    only_printed: bool,
) -> Table:
    """Return a table of all rows; each names the rules that it breaks, and whether it is an exception besides."""
    many = len(model["platforms"]) > 1
    words = title.lower()
    subjects = list(map(subject, rows))
    places = places_of(model)
    asking = _asking(model, subjects, places)
    printed = set(asking[:MOST_PRINTED])
    paper = _paper(which, words, subjects, asking, printed)
    if only_printed and which == "exceptions":
        kept = [place for place, name in enumerate(subjects) if name in printed]
        rows, subjects = [rows[place] for place in kept], [subjects[place] for place in kept]
    return Table(
        ident,
        title,
        f"Every {words.removesuffix('s')}, by name",
        [column for column in columns if many or column.title != _PLATFORM],
        rows,
        f"No {words}." if not paper.whole else "None of them needs somebody, ends soon or has changed.",
        "details",
        marks=_marks(model, subjects, places, printed),
        paper=paper,
    )


def _asking(model: Model, subjects: Iterable[str], places: Mapping[str, tuple[int, ...]]) -> list[str]:
    """Return those that need somebody, end soon or have changed, the worst first."""
    rules = model["attention"]["rules"]
    others = exceptions(model)
    grave = _grave(rules)
    named = ((subject, places.get(subject, ())) for subject in subjects)
    found = sorted(
        (found[0] if found else len(rules), subject)
        for subject, found in named
        if subject in others or (found and found[0] < grave)
    )
    return [subject for _place, subject in found]


def _paper(which: str, words: str, subjects: Sequence[str], asking: Sequence[str], printed: Collection[str]) -> Paper:
    """Return what a table says on paper of the rows that are not there."""
    whole = len(subjects)
    if which != "exceptions":
        return Paper(whole, whole, words)
    count = sum(subject in printed for subject in subjects)
    why = (
        f"They are the worst of {len(asking):,} that need somebody, end soon or have changed."
        if len(asking) > MOST_PRINTED
        else "Those that need somebody, end soon or have changed."
    )
    return Paper(count, whole, words, f"{why} {_ELSEWHERE}" if count < whole else "")


def _grave(rules: Sequence[Mapping[str, Any]]) -> int:
    """Return how many rules are no hints: they are sorted by severity, and hints are the last."""
    return sum(rule["severity"] != "info" for rule in rules)


def _marks(
    model: Model, subjects: Iterable[str], places: Mapping[str, tuple[int, ...]], printed: Collection[str]
) -> list[Mark]:
    """Return the marks of rows: below a name stands the worst rule that it breaks, and how many more there are."""
    rules = model["attention"]["rules"]
    words = [(short(rule["title"]), SEVERITY_TONES.get(rule["severity"], "none")) for rule in rules]
    grave = _grave(rules)

    def marked(found: tuple[int, ...], is_exception: bool) -> Mark:
        # hints are counted apart, and stand in the filter only
        asking = [place for place in found if place < grave]
        title, tone = words[asking[0]] if asking else ("", "")
        more = f" +{len(asking) - 1}" if len(asking) > 1 else ""
        return mark(found, title + more, tone, is_exception=is_exception)

    # few sets of rules are broken by many
    known: dict[tuple[tuple[int, ...], bool], Mark] = {}
    made = []
    for subject in subjects:
        key = places.get(subject, ()), subject in printed
        if key not in known:
            known[key] = marked(*key)
        made.append(known[key])
    return made


def _order(record: Mapping[str, Any]) -> tuple[Any, ...]:
    return by_people(display_name(record)), platform_of(record)


def _license(record: Mapping[str, Any]) -> Cell:
    return text_cell(label_words(str(record.get("license_label") or record.get("license_type") or UNKNOWN)))


def _customer(row: Row) -> Cell:
    """Return the cell of the customer that a service carries."""
    customer = customer_of(row, _OF_CUSTOMER)
    return text_cell(display_name(customer)) if customer else Cell(NOTHING)


def _seats_used(customer: Mapping[str, Any]) -> Cell:
    return Cell(NOT_COUNTED_TEXT) if is_not_counted(customer) else number_cell(customer.get("active_users"))


def _sip_connections(customer: Mapping[str, Any]) -> Cell:
    not_deployed = number(customer.get("sip_connections_not_deployed"))
    return Cell(
        count_text(customer.get("sip_connections_total")),
        under=f"{not_deployed:,} not deployed" if not_deployed else "",
        tone="warn" if not_deployed else "",
    )


def _field(make: Callable[..., Cell], *names: str) -> Callable[[Row], Cell]:
    """Return what makes the cell of a row from these fields of its record."""
    return lambda row: make(*[row["record"].get(name) for name in names])


# of the rows of services
_SERVICE_COLUMNS = (
    Column("Service", lambda row: text_cell(display_name(row["record"]))),
    Column(_PLATFORM, lambda row: text_cell(platform_of(row["record"])), choices=True),
    Column("License", lambda row: _license(row["record"]), choices=True),
    Column("Status", lambda row: state_cell(row["record"].get("status") or UNKNOWN), "word", choices=True),
    Column("Enabled", lambda row: word_cell(_YES_NO.get(row["record"].get("enabled"), UNKNOWN)), "short", choices=True),
    Column("Source", _field(word_cell, "source"), "short", choices=True),
    Column("Personal devices", _field(use_cell, "devices_personal", "devices_personal_max"), "number"),
    Column("Meeting devices", _field(use_cell, "devices_meeting", "devices_meeting_max"), "number"),
    Column("AI Summary", _field(use_cell, "ai_summary_devices_active", "ai_summary_devices_max"), "number"),
    Column("DIDs", _field(use_cell, "dids_used", "dids_total"), "number"),
    Column("Trial ends", _field(word_cell, "trial_expires"), "word"),
    Column("Customer", _customer),
)
# of customers
_CUSTOMER_COLUMNS = (
    Column("Customer", lambda item: text_cell(display_name(item))),
    Column(_PLATFORM, lambda item: text_cell(platform_of(item)), choices=True),
    Column("License", _license, choices=True),
    Column("Seats used", _seats_used, "number"),
    Column("Seats acquired", lambda item: number_cell(item.get("licensed_users")), "number"),
    Column("Share", lambda item: percent_cell(seats_percent(item), is_over(item)), "number"),
    Column("SIP connections", _sip_connections, "number"),
    Column("Microsoft tenant", lambda item: text_cell(item.get("ms_tenant_id")), "guid"),
    Column("Services", lambda item: text_cell(", ".join(item["services"]))),
)
