# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The requests that add, change or remove a SIP connection.

Adding is one request as documented. A second one sets flags, which only the page about changes has. Secrets, and flags
that no read shows, go with every request; alone they are sent only if an option asks for it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from ansible_collections.audiocodes.live_platform.plugins.module_utils._changes import (
    bodies,
    engine,
    removals,
    sip_connections,
    tasks,
)
from ansible_collections.audiocodes.live_platform.plugins.module_utils._changes.changes import (
    Change,
    Read,
    Snapshot,
    State,
    Step,
    holds,
    shown,
)
from ansible_collections.audiocodes.live_platform.plugins.module_utils._changes.sip_connections import (
    DesiredConnection,
)
from ansible_collections.audiocodes.live_platform.plugins.module_utils._client.client import Client
from ansible_collections.audiocodes.live_platform.plugins.module_utils.errors import (
    ConflictError,
    LivePlatformError,
    NotFoundError,
    OptionError,
    VerificationError,
)
from ansible_collections.audiocodes.live_platform.plugins.module_utils.text import one_line

# read and compared, but not possible when a connection is added
_FLAG = "configure_sbc"
_NOT_SHOWN = "a script parameter that the platform takes but does not show belongs in secret_parameters"


def prepare(client: Client, desired: DesiredConnection, waiting: tasks.Waiting) -> tuple[str | None, Change]:
    """Return (the customer's GUID, the change that the connection needs). Two or three requests.

    The GUID is None if it was not given and the connection is gone. Raises `NotFoundError` if the customer, or the
    connection to change, does not exist; `OptionError` if a value must not be sent; and `ConflictError`.
    """
    client.conceal([str(value) for value in desired.secret.values()])
    guid, row = sip_connections.find(client, desired)
    if row is None and desired.ident and not desired.remove:
        where = f" among those of customer {one_line(desired.guid)}" if desired.guid else ""
        raise NotFoundError(f"no SIP connection with id {one_line(desired.ident)}{where}")
    if row is None:
        return guid, _absent(desired) if desired.remove else _addition(client, guid or "", desired)
    guid, ident = guid or "", row["id"]
    what = f"SIP connection {one_line(ident)}"
    _check_names(desired, row["name"], what)
    now = engine.read_at_rest(client, lambda: sip_connections.read(client, guid, ident, desired), waiting, what)
    if now.state is None:
        if not desired.remove:
            raise ConflictError(f"nothing was sent: {what} was removed in the meantime", hint="run again")
        return guid, _absent(desired)
    # a task may have renamed it while we waited
    _check_names(desired, now.state["name"], what)
    make = _removal if desired.remove else _modification
    return guid, make(client, guid, ident, now.state, desired)


def _check_names(desired: DesiredConnection, name: str, what: str) -> None:
    """Refuse a removal if a given name is not the name of the connection."""
    for option, given in (("confirm_name", desired.confirm_name), ("name", desired.name)):
        if desired.remove and given is not None:
            removals.check_name(option, given, name, what)


def _change(ident: str, before: State | None, read: Read, *steps: Step) -> Change:
    return Change(f"SIP connection {one_line(ident)}", before, read, steps, ident)


def _absent(desired: DesiredConnection) -> Change:
    """Return the change for a connection that is already gone: nothing to send."""
    return _change(desired.ident or desired.name or "", None, lambda: Snapshot(None))


def _removal(client: Client, guid: str, ident: str, before: State, desired: DesiredConnection) -> Change:
    step = Step(lambda: client.delete_sip_connection(ident), wanted=None)
    return _change(ident, before, lambda: sip_connections.read(client, guid, ident, desired), step)


def _addition(client: Client, guid: str, desired: DesiredConnection) -> Change:
    """Return the change that adds a connection, which is known by its name until it exists."""
    name = desired.name or ""
    if "sbc_id" not in desired.values:
        raise OptionError(f"sbc_id is needed to add SIP connection {one_line(name)}")
    texts = sip_connections.texts(desired.plain)
    wanted = {"name": name, **desired.values, "script_parameters": texts}
    # when adding, the profile is one of the script parameters
    profile = desired.values.get("cac_profile")
    more = {} if profile is None else {bodies.CAC_PROFILE: profile}
    values = {**wanted, "customer_type": desired.customer_type, "script_parameters": _parameters(desired, more)}
    add = Step(
        lambda: client.add_sip_connection(guid, bodies.body(bodies.ADD_CONNECTION_KEYS, values)),
        {key: value for key, value in wanted.items() if key != _FLAG},
        hint=_ignored("script_parameters_form", _NOT_SHOWN if texts else "") if texts or more else "",
    )

    def read() -> Snapshot:
        return sip_connections.read_named(client, guid, desired)

    has_flags = desired.blind or _FLAG in desired.values
    flags = [_Flags(client, guid, desired, add, wanted).step] if has_flags else []
    return _change(name, None, read, add, *flags)


@dataclass
class _Flags:
    """The request that sets the flags of a connection that the step before has added. `ident`: its id, once read."""

    client: Client
    guid: str
    desired: DesiredConnection
    added: Step
    wanted: State
    ident: str = ""

    @property
    def step(self) -> Step:
        """The step. It is needed if a flag differs or no read shows it."""
        lost = ("no read shows whether the flags of the new connection arrived", self._again)
        return Step(
            self._send,
            self.wanted,
            check=self._is_needed,
            hint=_ignored("id_form"),
            unconfirmed=lost if self.desired.blind else None,
        )

    @property
    def _again(self) -> str:
        """What to do if the flags were not set: those that are not compared are sent only on demand."""
        return "run again with send_flags" if self.desired.blind else "run again"

    def _is_needed(self, read: Read) -> bool:
        """Return whether there is something to send. Raises `VerificationError` if the connection was added wrongly."""
        wanted = self.added.wanted or {}
        now = engine.read_until(
            self.client, read, lambda last: last.state is not None and holds(last.state, wanted)
        ).state
        if now is None or not holds(now, wanted):
            hint = f"{engine.MAY_FOLLOW}; {self.added.hint}" if self.added.hint else engine.MAY_FOLLOW
            raise VerificationError(
                f"the platform accepted the change, but read back: wanted {shown(wanted)}, found {shown(now, wanted)}",
                hint=hint,
            ).but(goes_on=now is None)
        self.ident = now["id"]
        return bool(self.desired.blind) or not holds(now, self.wanted)

    def _send(self) -> str:
        flags = {key: value for key, value in self.desired.values.items() if key == _FLAG}
        try:
            return _sender(self.client, self.guid, self.ident, self.desired, flags)()
        except LivePlatformError as error:
            hint = f"{error.hint}; {self._again}" if error.hint else self._again
            raise error.adding("the connection was added, but its flags may not be set").but(hint=hint) from error


def _modification(client: Client, guid: str, ident: str, before: State, desired: DesiredConnection) -> Change:
    """Return the change of all values that differ.

    Script parameters are always sent together: no page says whether the platform keeps those that are left out.
    """
    wanted = {
        "name": desired.name or before["name"],
        **desired.values,
        "script_parameters": sip_connections.texts(desired.plain),
    }
    differs = {key: value for key, value in wanted.items() if before[key] != value}
    values = dict(differs)
    is_sent = bool(differs) or desired.send_secrets or desired.send_flags
    with_parameters = (bool(desired.secret) and is_sent) or "script_parameters" in differs
    values["script_parameters"] = _parameters(desired) if with_parameters else None
    step = Step(
        _sender(client, guid, ident, desired, values),
        wanted,
        hint=_hint_of_change(desired, with_parameters),
        unconfirmed=_lost(desired),
    )
    return _change(ident, before, lambda: sip_connections.read(client, guid, ident, desired), step)


def _sender(
    client: Client, guid: str, ident: str, desired: DesiredConnection, values: Mapping[str, Any]
) -> Callable[[], str]:
    """Return the function that sends a change of a connection, with the flags that no read shows."""
    sent = {**values, **desired.blind}
    if desired.id_in_query:
        return lambda: client.change_sip_connection(
            guid, bodies.body(desired.keys, sent), {bodies.CONNECTION_ID: ident}
        )
    return lambda: client.change_sip_connection(guid, bodies.body(desired.keys, {"id": ident, **sent}))


def _lost(desired: DesiredConnection) -> tuple[str, str] | None:
    """Return what to say if the answer is lost and no read shows whether the request arrived; None if reads do."""
    sent = [what for what, is_sent in (("secrets", desired.send_secrets), ("flags", desired.send_flags)) if is_sent]
    return (f"whether the {' and '.join(sent)} arrived cannot be read back", engine.MAY_FOLLOW) if sent else None


def _hint_of_change(desired: DesiredConnection, with_parameters: bool) -> str:
    """Return what else to do if a change has no visible effect."""
    options = ["id_form", "change_keys", *(["script_parameters_form"] if with_parameters else [])]
    return _ignored(", ".join(options), _NOT_SHOWN if desired.plain else "")


def _ignored(options: str, more: str = "") -> str:
    """Return the hint for an accepted request that the platform may not fully understand."""
    hint = f"if that changes nothing, the platform probably ignores an unknown key: see {options}"
    return f"{hint}; {more}" if more else hint


def _parameters(desired: DesiredConnection, more: Mapping[str, Any] | None = None) -> Any:
    """Return all script parameters in the form to send; None if there are none."""
    given = {**desired.plain, **(more or {}), **desired.secret}
    if desired.as_list:
        return [{"name": key, "value": value} for key, value in given.items()] or None
    return given or None
