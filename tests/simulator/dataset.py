# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The data of the simulated platform: raw vendor rows of services and customers, and the bodies made from them."""

from __future__ import annotations

import datetime
import json
import pathlib
from collections.abc import Callable, Collection, Mapping
from typing import Any

from .answers import encode
from .channels import client_secret, made_channel
from .generate import REFERENCE_DATE, generate
from .history import HistoryPlan, license_history
from .items import ITEM_KEYS, carrier_password, item_fields, site_detail
from .numbers import made_leads, made_numbers, made_users
from .profiles import made_profiles

Row = dict[str, Any]

DATA = pathlib.Path(__file__).parent / "data"
# From this number of rows, a list body is encoded once and cached; below it, each request encodes it again.
CACHE_FROM = 1000
SITE_KEY = "SiteLocation"


class Dataset:
    """Rows may be changed between requests at any time, in place or by assigning a new list.

    One exception: after a change in place in a dataset of CACHE_FROM rows or more, call ``changed()``. ``channels``:
    {channel id: service ids and customer GUIDs}, the rows visible with ``X-Ovoc-Channel-Id``. ``license_history``:
    {GUID: records, returned as they are for any number of months}; ``history`` says how to make those of all other
    customers. ``items``: {GUID: values of ITEM_KEYS}, else from the row, else made up so that secrets end around
    ``today``. ``sites``: {id of a SIP connection: values of its own read}, else made up. ``numbers``, ``leads``,
    ``profiles`` and ``users`` ({GUID: rows}) are returned as they are, else made from the customers. ``channel_items``:
    the same for the channels' own rows.
    """

    def __init__(
        self,
        services: Collection[Row] = (),
        customers: Collection[Row] = (),
        channels: Mapping[int, Collection[int | str]] | None = None,
        *,
        history: HistoryPlan | None = None,
        today: datetime.date = REFERENCE_DATE,
    ) -> None:
        self.services: list[Row] = list(services)
        self.customers: list[Row] = list(customers)
        self.channels: dict[int, set[int | str]] = {key: set(ids) for key, ids in (channels or {}).items()}
        self.license_history: dict[str, list[Any]] = {}
        self.items: dict[str, Row] = {}
        self.sites: dict[str, Row] = {}
        self.numbers: list[Any] | None = None
        self.leads: list[Any] | None = None
        self.profiles: list[Any] | None = None
        self.channel_items: list[Any] | None = None
        self.users: dict[str, list[Any]] = {}
        self.history = history or HistoryPlan(end=today)
        self.today = today
        self._bodies: dict[tuple[Any, ...], bytes] = {}

    @classmethod
    def samples(cls) -> Dataset:
        """The vendor's example answers: 6 services and 10 customers (with their SIP connections)."""
        return cls(
            json.loads((DATA / "services.json").read_text(encoding="utf-8"))["services"],
            json.loads((DATA / "customers_all_details.json").read_text(encoding="utf-8")),
        )

    @classmethod
    def generate(
        cls, services: int = 400, customers: int = 400, seed: int = 1, today: datetime.date = REFERENCE_DATE
    ) -> Dataset:
        """Return plausible rows; the same arguments give the same bytes. ``today`` decides which trials have expired.

        The days of license histories come in any order, and a few are missing.
        """
        history = HistoryPlan(seed, today, order="mixed", missing=0.04)
        return cls(*generate(services, customers, seed, today), history=history, today=today)

    def changed(self) -> None:
        """Drop the encoded bodies."""
        self._bodies.clear()

    def services_body(self, channel: int | None = None) -> bytes:
        """The JSON of "Retrieve Services"."""
        return self._body(
            self.services, ("services", channel), lambda rows: {"services": rows}, self._visible("id", channel)
        )

    def customers_body(self, all_details: bool, channel: int | None = None) -> bytes:
        """The JSON of "Get Services Brief Details (V3)"; SIP connections only with ``all_details``."""
        hidden = ITEM_KEYS if all_details else (*ITEM_KEYS, SITE_KEY)
        return self._body(
            self.customers,
            ("customers", all_details, channel),
            lambda rows: [without(row, hidden) for row in rows],
            self._visible("UmpCustomerGuid", channel),
        )

    def service(self, ident: str, channel: int | None = None) -> Row | None:
        """The service with this id (as text, as in a path)."""
        seen = self._visible("id", channel)
        return next((row for row in self.services if str(row.get("id")) == ident and seen(row)), None)

    def customer(self, guid: str, all_details: bool, channel: int | None = None) -> Row | None:
        """The customer with this GUID (in any case), with the four keys of the item page."""
        row = self.customer_row(guid, channel)
        if row is None:
            return None
        chosen = _by_guid(self.items, guid) or {}
        return {**without(row, () if all_details else (SITE_KEY,)), **item_fields(row, chosen, self.today)}

    def licenses(self, guid: str, months: int, channel: int | None = None) -> list[Any] | None:
        """The daily license records of the customer with this GUID."""
        row = self.customer_row(guid, channel)
        if row is None:
            return None
        given = _by_guid(self.license_history, guid)
        return license_history(row, months, self.history) if given is None else given

    def number_rows(self, channel: int | None = None) -> list[Any]:
        """The telephone numbers of the customers that the channel can see."""
        rows = made_numbers(self.customers, self.channels) if self.numbers is None else self.numbers
        return list(filter(self._visible("umpCustomerGuid", channel), rows))

    def lead_rows(self, channel: int | None = None) -> list[Any]:
        """The leads of the customers that the channel can see."""
        rows = made_leads(self.customers, self.channels) if self.leads is None else self.leads
        return list(filter(self._visible("umpCustomerGuid", channel), rows))

    def profile_rows(self) -> list[Any]:
        """The calling profiles, which belong to the operator, not to a channel."""
        return made_profiles(self.customers) if self.profiles is None else self.profiles

    def channel_rows(self, channel: int | None = None) -> list[Any]:
        """The channels; with ``channel``, only that one."""
        rows = [made_channel(ident) for ident in self.channels] if self.channel_items is None else self.channel_items
        return [row for row in rows if channel is None or row.get("id") == channel]

    def channel_secrets(self) -> list[str]:
        """The secrets that reads of channels show."""
        return list(map(client_secret, self.channels))

    def user_rows(self, guid: str, channel: int | None = None) -> list[Any] | None:
        """The licensed users of the customer with this GUID."""
        row = self.customer_row(guid, channel)
        if row is None:
            return None
        given: list[Any] | None = _by_guid(self.users, guid)
        return made_users(row) if given is None else given

    def customer_row(self, guid: str, channel: int | None = None) -> Row | None:
        """The row itself, for a change in place."""
        seen = self._visible("UmpCustomerGuid", channel)
        wanted = guid.lower()
        return next(
            (row for row in self.customers if str(row.get("UmpCustomerGuid")).lower() == wanted and seen(row)), None
        )

    def site(self, ident: str, pending: list[str], channel: int | None = None) -> Row | None:
        """The read of one SIP connection; ``pending`` are its running tasks."""
        found = self.site_row(ident, channel)
        if found is None:
            return None
        customer, site = found
        return site_detail(site, customer, _by_guid(self.sites, ident) or {}, pending)

    def site_row(self, ident: str, channel: int | None = None) -> tuple[Row, Row] | None:
        """(customer, its SIP connection with this id), both for changes in place."""
        seen = self._visible("UmpCustomerGuid", channel)
        for customer in self.customers:
            for site in customer.get(SITE_KEY) or ():
                if str(site["id"]).lower() == ident.lower() and seen(customer):
                    return customer, site
        return None

    def carrier_passwords(self) -> list[str]:
        """The secrets that reads of SIP connections show."""
        sites = [site for customer in self.customers for site in customer.get(SITE_KEY) or ()]
        chosen = [row.get("customerVariables", {}).get("CarrierUserPassword") for row in self.sites.values()]
        return [*map(carrier_password, sites), *filter(None, chosen)]

    def _visible(self, key: str, channel: int | None) -> Callable[[Row], bool]:
        if channel is None:
            return lambda _row: True
        allowed = self.channels.get(channel, set())
        return lambda row: row.get(key) in allowed

    def _body(
        self, rows: list[Row], key: tuple[Any, ...], shape: Callable[[list[Row]], Any], seen: Callable[[Row], bool]
    ) -> bytes:
        if len(rows) < CACHE_FROM:
            return encode(shape([row for row in rows if seen(row)]))
        # the list's identity and length show whether rows were added, removed or replaced
        key = (*key, id(rows), len(rows))
        if key not in self._bodies:
            self._bodies[key] = encode(shape([row for row in rows if seen(row)]))
        return self._bodies[key]


def without(row: Row, keys: Collection[str]) -> Row:
    """Return a copy of ``row`` without ``keys``."""
    return {key: value for key, value in row.items() if key not in keys}


def entry(table: dict[str, Row], guid: str) -> Row:
    """Return the entry of a GUID in any case, for a change in place; creates a missing one."""
    found: Row | None = _by_guid(table, guid)
    return table.setdefault(guid, {}) if found is None else found


def _by_guid(table: Mapping[str, Any], guid: str) -> Any:
    """Return the entry of a GUID in any case; None if there is none."""
    return next((value for key, value in table.items() if key.lower() == guid.lower()), None)
