# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""SIP connections of customers: the wanted values, how a connection is found, and how it is read.

The customer says which connections it has, because a 404 can also mean a wrong path. The scripts and their parameters
are in the connection's own read (vendor page "Get SIP Connections"), with a password in clear text. Secret parameters
are neither kept nor compared, and of the others only those in the options.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from ansible_collections.audiocodes.live_platform.plugins.module_utils._changes import (
    bodies,
    removals,
    tasks,
)
from ansible_collections.audiocodes.live_platform.plugins.module_utils._changes.changes import Snapshot
from ansible_collections.audiocodes.live_platform.plugins.module_utils._client.client import Client
from ansible_collections.audiocodes.live_platform.plugins.module_utils._gather import topology
from ansible_collections.audiocodes.live_platform.plugins.module_utils._records import tables
from ansible_collections.audiocodes.live_platform.plugins.module_utils._records.convert import to_text
from ansible_collections.audiocodes.live_platform.plugins.module_utils._records.fields import (
    SIP_CONNECTION_DETAIL_FIELDS,
)
from ansible_collections.audiocodes.live_platform.plugins.module_utils.errors import (
    ConflictError,
    DataError,
    NotFoundError,
    OptionError,
)
from ansible_collections.audiocodes.live_platform.plugins.module_utils.redaction import is_secret, texts_under
from ansible_collections.audiocodes.live_platform.plugins.module_utils.text import one_line

Record = dict[str, Any]

_DETAILS = tables.Table(SIP_CONNECTION_DETAIL_FIELDS, whole=("sbcinfo.sbcscripts.customervariables",))
CAC_PROFILE = "cacprofile"
# documented parameter of "Add SIP Connection", plain name -> field with its value if the variables lack it
_ELSEWHERE = {
    CAC_PROFILE: "cac_profile",
    "onlinepstngateway": "online_pstn_gateway",
    "proxyset": "carrier_id",
    "carrierusername": "carrier_user_name",
    "carriermailline": "carrier_main_line",
    "carrierhostname": "carrier_host_name",
}
# values from the connection's own read that are compared only if they are given
_SHOWN_IF_GIVEN = ("cac_profile", "configure_sbc")
_COMPARED = ("sbc_id", "onboarding_script", "cleanup_script", *_SHOWN_IF_GIVEN)
# flags that no read shows
_BLIND = ("enable_cac", "carrier_registration")


@dataclass(frozen=True)
class DesiredConnection:
    """The values that a SIP connection should have; None leaves a value as it is.

    `plain` and `secret` are script parameters by name. `secrets` are the plain names of parameters that are secret
    although their names do not say so. `blind` are flags that no read shows. `keys` are the vendor's keys in a change
    request.
    """

    guid: str | None
    ident: str | None
    name: str | None
    remove: bool = False
    confirm_name: str | None = None
    values: Mapping[str, Any] = field(default_factory=dict)
    blind: Mapping[str, bool] = field(default_factory=dict)
    customer_type: str | None = None
    plain: Mapping[str, Any] = field(default_factory=dict)
    secret: Mapping[str, Any] = field(default_factory=dict, repr=False)
    secrets: frozenset[str] = frozenset()
    send_secrets: bool = False
    send_flags: bool = False
    as_list: bool = False
    id_in_query: bool = False
    keys: bodies.Keys = field(default_factory=lambda: bodies.CHANGE_CONNECTION_KEYS)


def desired_connection(params: Mapping[str, Any]) -> DesiredConnection:
    """Return the connection that a module's options describe. Raises `OptionError`."""
    guid, ident = ((params[key] or "").strip() or None for key in ("guid", "id"))
    # names are compared exactly, including blanks around them
    name = params["name"] if (params["name"] or "").strip() else None
    remove = params["state"] == "absent"
    if not ident and not (guid and name):
        raise OptionError("give id, or guid and name")
    if remove and not name and not params["confirm_name"]:
        raise OptionError("confirm_name is needed to remove a SIP connection by its id alone")
    secrets = frozenset(_plain_name(item) for item in params["secret_parameters"] or ())
    given = {key: value for key, value in (params["script_parameters"] or {}).items() if value is not None}
    for key, value in given.items():
        if not isinstance(value, (str, int, float)):
            raise OptionError(f"script_parameters: {one_line(key)} must be text, a number or a boolean")
    if len({_plain_name(key) for key in given}) < len(given):
        raise OptionError("script_parameters has a parameter twice, with different spelling")
    hidden = {key: value for key, value in given.items() if _is_hidden(key, secrets)}
    if params["send_secrets"] and not hidden:
        raise OptionError("send_secrets has no effect without a secret in script_parameters")
    if params["cac_profile"] is not None and CAC_PROFILE in map(_plain_name, given):
        raise OptionError("cac_profile and script_parameters both set the profile: give only one of them")
    blind = {key: params[key] for key in _BLIND if params[key] is not None}
    if params["send_flags"] and not blind:
        raise OptionError(f"send_flags has no effect without {' or '.join(_BLIND)}")
    return DesiredConnection(
        guid=guid,
        ident=ident,
        name=name,
        remove=remove,
        confirm_name=params["confirm_name"],
        values={key: params[key] for key in _COMPARED if params[key] is not None},
        blind=blind,
        customer_type=params["customer_type"],
        plain={key: value for key, value in given.items() if key not in hidden},
        secret=hidden,
        secrets=secrets,
        send_secrets=params["send_secrets"],
        send_flags=params["send_flags"],
        as_list=params["script_parameters_form"] == "list",
        id_in_query=params["id_form"] == "query",
        keys=bodies.changed_keys(bodies.CHANGE_CONNECTION_KEYS, params["change_keys"] or {}, "change_keys"),
    )


def find(client: Client, desired: DesiredConnection) -> tuple[str | None, Record | None]:
    """Return (the customer's GUID, the connection's row); each is None if it does not exist.

    Raises `NotFoundError` if the customer does not exist, and `OptionError` if several connections have the name.
    """
    guids = [desired.guid] if desired.guid else None
    customers = _customers(client, guids)
    if not customers:
        removals.refuse_empty(client, hint="the list may be incomplete: run again, or give guid")
    if not desired.ident:
        rows = customers[0]["sip_connections"]
        found = _named(rows, desired.name or "")
        if found is None:
            _refuse_taken(rows, desired.name or "")
        # from here on, the platform's own spelling of the GUID
        return customers[0]["ump_customer_guid"], found
    ident = desired.ident.lower()
    owned = [(owner, row) for owner in customers for row in owner["sip_connections"] if row["id"].lower() == ident]
    if len(owned) > 1:
        raise DataError(f"the platform has {len(owned)} SIP connections with id {one_line(ident)}")
    if not owned:
        return desired.guid, None
    owner, found = owned[0]
    if not desired.remove and desired.name not in (None, found["name"]):
        _refuse_taken([row for row in owner["sip_connections"] if row is not found], desired.name or "")
    return owner["ump_customer_guid"], found


def _named(rows: Sequence[Record], name: str) -> Record | None:
    """Return the row with this name. Raises `OptionError` with the ids if there are several."""
    named = [row for row in rows if row["name"] == name]
    if len(named) > 1:
        idents = one_line(", ".join(row["id"] for row in named))
        raise OptionError(f"{len(named)} SIP connections have this name; give the id of one of them: {idents}")
    return named[0] if named else None


def _refuse_taken(rows: Sequence[Record], name: str) -> None:
    """Refuse a name that another connection has, ignoring case and blanks around it: mostly the same one is meant."""
    taken = [row["id"] for row in rows if row["name"].strip().lower() == name.strip().lower()]
    if taken:
        raise OptionError(
            f"nothing was sent: SIP connection {one_line(taken[0])} of the customer has this name, or a name that differs "
            "only in case or in blanks around it"
        )


def _customers(client: Client, guids: Sequence[str] | None) -> list[Record]:
    """Return customer records with their connections. Raises `DataError` if a record has none."""
    found = topology.customers(client, guids, all_details=True, include_raw=True)
    for record in found:
        if not any(key.lower() == "sitelocation" for key in record["raw"]):
            who = one_line(record["ump_customer_guid"])
            raise DataError(f"customer {who} came without its SIP connections", method="GET", path=client.asked)
    return found


def read(client: Client, guid: str, ident: str, desired: DesiredConnection) -> Snapshot:
    """Read one connection: its scripts, then whether its customer has it. Two requests.

    In this order, the second read shows the effects of tasks that the first no longer lists. A connection whose scripts
    cannot be read can still be removed.
    """
    body, missing = None, None
    try:
        body = client.sip_connection(ident)
    except NotFoundError as error:
        missing = error
    rows = _customers(client, [guid])[0]["sip_connections"]
    row = next((row for row in rows if row["id"].lower() == ident.lower()), None)
    if row is None:
        return Snapshot(None)
    if missing is None:
        return _with_details(client, row, body, desired)
    if desired.remove:
        return Snapshot(row)
    raise missing


def read_named(client: Client, guid: str, desired: DesiredConnection) -> Snapshot:
    """Read a connection whose id is not known yet. Raises `ConflictError` if several have its name.

    No connection had the name just before the request, so another run probably added one at the same time.
    """
    rows = _customers(client, [guid])[0]["sip_connections"]
    idents = [row["id"] for row in rows if row["name"] == desired.name]
    if len(idents) > 1:
        raise ConflictError(
            f"{len(idents)} SIP connections have this name now, but none had it before: {one_line(', '.join(idents))}; "
            "another run has probably added one at the same time",
            hint="remove all but one of them by id",
        )
    row = _named(rows, desired.name or "")
    return Snapshot(None) if row is None else _with_details(client, row, client.sip_connection(row["id"]), desired)


def _with_details(client: Client, row: Record, body: Any, desired: DesiredConnection) -> Snapshot:
    """Return a row plus the values from the connection's own read; of its parameters, only those in the options."""
    details, pending = record(client, body, desired.secrets, [key for key in _SHOWN_IF_GIVEN if key in desired.values])
    shown = details.pop("script_parameters")
    wanted = {} if desired.remove else {key: shown.get(_plain_name(key)) for key in desired.plain}
    return Snapshot({**row, **details, "script_parameters": wanted}, pending)


def record(
    client: Client, body: Any, secrets: frozenset[str] = frozenset(), more: Collection[str] = ()
) -> tuple[Record, list[str]]:
    """Return (scripts and their parameters, running tasks) from the body of a connection's own read.

    `more`: other values to return, such as `cac_profile`. `script_parameters` are texts by plain name. Secrets are left
    out, and the client hides them from now on. Raises `DataError` for a body that is not a SIP connection.
    """
    information = (
        next((body[key] for key in body if key.lower() == "sbcinfo"), None) if isinstance(body, dict) else None
    )
    if not isinstance(information, dict) or not information:
        raise DataError(
            "the answer is not a SIP connection: it has no sbcInfo",
            method="GET",
            path=client.asked,
            hint="check url and api_prefix",
        )
    (read,) = _DETAILS.records([body])
    client.conceal(texts_under(body, lambda key: _is_hidden(key, secrets)))
    shown = {name: read[key] for name, key in _ELSEWHERE.items() if read[key]}
    # an empty variable counts, even if another field has a value
    shown |= {_plain_name(key): to_text(value) for key, value in read["variables"].items() if value is not None}
    parameters = {name: text for name, text in shown.items() if not _is_hidden(name, secrets)}
    read["cac_profile"] = read["cac_profile"] or shown.get(CAC_PROFILE) or ""
    details = {key: read[key] for key in ("onboarding_script", "cleanup_script", *more)}
    return {**details, "script_parameters": parameters}, tasks.ids(to_text(read["pending_tasks"]) or "")


def _is_hidden(name: str, secrets: frozenset[str]) -> bool:
    return is_secret(name) or _plain_name(name) in secrets


def _plain_name(name: str) -> str:
    """Return a parameter's name for comparison: the vendor writes `Cac Profile`, `CacProfile` and `CarierMailLine`."""
    return re.sub(r"\s", "", name.lower()).replace("carier", "carrier")


def texts(parameters: Mapping[str, Any]) -> dict[str, str | None]:
    """Return parameters for comparison, as texts: that is how the platform shows them."""
    return {key: to_text(value) for key, value in parameters.items()}
