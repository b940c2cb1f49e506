# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The Live Platform's writes: licenses, customers, SIP connections.

The vendor's tables and examples disagree about the keys of a license change, so a setting says which keys count. Other
keys are ignored silently, and case does not matter, as in the server's framework [assumed].
"""

from __future__ import annotations

import json
import uuid
from collections.abc import Callable
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute

from . import changes
from .answers import InvalidValue, answer, error
from .portal import CUSTOMERS, PORTAL, SITES, both_forms, channel_of, parameter, state_of
from .state import State, TaskPlan
from .tasks import Task

Body = dict[str, Any]

CUSTOMERS_V2 = f"{PORTAL}/api/v2/customer"
# The vendor's own words.
INVALID_CHANGE = "Invalid change for License Type!"
# Spelling of a license change -> its keys for license type and seats.
SPELLINGS = {"examples": ("licenseType", "licensedUsersCount"), "tables": ("upgradeToLicense", "licenseCount")}
NO_TASK = "tsk_0"
# Where "Modify SIP Connection" accepts its request parameter sbcSiteGuid: the page does not say [assumed].
ID_PLACES = ("body", "query")
# What "Modify SIP Connection" accepts in addition to "Add SIP Connection"; no read shows the last two.
FLAGS = ("flagConfigureSbc", "enableCAC", "flagCarrierRegistration")


async def body_of(request: Request) -> Body:
    """Return the body as a JSON object with lower-case keys; 400 if there is none."""
    try:
        value = json.loads(await request.body())
    except ValueError as failure:
        raise HTTPException(400, "The body is not JSON.") from failure
    if not isinstance(value, dict):
        raise HTTPException(400, "The body is not a JSON object.")
    return {key.lower(): item for key, item in value.items()}


def pick(body: Body, kind: type, *names: str) -> Any:
    """Return the first given value of ``names``, else None; 400 if it has another type or is negative."""
    for name in names:
        value = body.get(name.lower())
        if value is None:
            continue
        negative = isinstance(value, int) and value < 0
        if negative or value.__class__ is not kind:
            raise InvalidValue(name, f"The JSON value of {name} could not be converted.")
        return value
    return None


def customer_of(request: Request) -> Body:
    """Return the customer in the path; 404 in the vendor's words if there is none."""
    guid = request.path_params["guid"]
    row = state_of(request).dataset.customer_row(guid, channel_of(request))
    if row is None:
        raise HTTPException(404, f"Customer with {guid} not found")
    return row


def start(state: State, guid: str, effect: Callable[[], None], *others: str) -> tuple[Task, TaskPlan]:
    """Start a task for a customer (and ``others`` that it is also about), as the test planned it."""
    plan = state.plan_for(guid)
    ident = f"tsk_msjob_{uuid.uuid4()}" if plan.form == "invalid" else state.tasks.new_id()
    task = Task(ident, **plan.fields, subjects=(guid, *others), effect=effect)
    return state.tasks.add(task), plan


def started(task: Task, plan: TaskPlan, value: Body, usual: str = "object") -> Response:
    """Return the answer that names a task: ``value``, the bare id, or text that is not JSON."""
    form = plan.form or usual
    if form == "invalid":
        return answer(f'{{ "{task.id}" }}'.encode())
    return answer(task.id if form == "string" else value)


# --- customers


async def change_license(request: Request) -> Response:
    """ "Upgrade or Downgrade Service License": PATCH; answers 1, or 400 with the vendor's sentence."""
    state, row, body = state_of(request), customer_of(request), await body_of(request)
    kinds, counts = zip(*(SPELLINGS[name] for name in state.patch_spellings), strict=True)
    kind, seats = pick(body, int, *kinds), pick(body, int, *counts)
    client_id, secret = pick(body, str, "applicationClientId"), pick(body, str, "applicationClientSecret")
    name = pick(body, str, "customerFullName")
    if state.registration_required and not (client_id and secret):
        raise InvalidValue("applicationClientId", "The application registration is missing.")
    old = row.get("LicenseType")
    license_given = kind is not None or seats is not None
    if license_given and not changes.may_change(old, old if kind is None else kind):
        return answer(INVALID_CHANGE, 400)
    guid = row["UmpCustomerGuid"]
    changes.set_license(state.dataset, guid, kind, seats)
    changes.set_registration(state.dataset, guid, client_id, secret)
    if name is not None:
        row["CustomerFullName"] = name
    return answer(1)


async def upgrade(request: Request) -> Response:
    """ "Upgrade Operator Connect Customer License": POST; answers the id of a task."""
    state, row, body = state_of(request), customer_of(request), await body_of(request)
    kind, seats = pick(body, int, "upgradeToLicense"), pick(body, int, "licenseCount")
    if kind is None or not changes.may_upgrade(row.get("LicenseType"), kind):
        return answer(INVALID_CHANGE, 400)
    guid = row["UmpCustomerGuid"]
    # a customer with seats always has a number of them
    task, plan = start(state, guid, lambda: changes.set_license(state.dataset, guid, kind, seats or 0))
    return started(task, plan, {"taskId": task.id}, "string")


async def delete_customer(request: Request) -> Response:
    """ "Delete Service": 1."""
    changes.remove_customer(state_of(request).dataset, customer_of(request)["UmpCustomerGuid"])
    return answer(1)


# --- SIP connections


async def add_site(request: Request) -> Response:
    """ "Add SIP Connection": POST; the connection exists after its task has succeeded."""
    state, row, body = state_of(request), customer_of(request), await body_of(request)
    name, sbc = pick(body, str, "siteLocationName"), pick(body, int, "sbcId")
    if not name or sbc is None:
        raise InvalidValue("sbcId" if name else "siteLocationName", "siteLocationName and sbcId are required.")
    if any(site["name"].lower() == name.lower() for site in row.get("SiteLocation") or ()):
        raise HTTPException(409, f"Site location {name} exists already")
    guid, ident = row["UmpCustomerGuid"], str(uuid.uuid4())
    site = {"id": ident, "name": name, "sbcId": sbc} | changes.NEW_SITE
    detail = details(body)
    task, plan = start(state, guid, lambda: changes.add_site(state.dataset, guid, site, detail), ident)
    return started(task, plan, {**queued(task, "sbcTaskId", "o365Task"), "siteGuid": ident})


async def change_site(request: Request) -> Response:
    """ "Modify SIP Connection": PATCH on the customer's connections; ``sbcSiteGuid`` selects one."""
    state, row, body = state_of(request), customer_of(request), await body_of(request)
    given_as = {"body": pick(body, str, "sbcSiteGuid"), "query": parameter(request, "sbcSiteGuid", "")}
    ident = next((given_as[place] or "" for place in state.connection_id_places if given_as[place]), "")
    found = state.dataset.site_row(ident)
    if found is None or found[0] is not row:
        return error(request.url.path, 404, f"Site location with {ident} not found")
    given = {"name": pick(body, str, "sbcSiteName"), "sbcId": pick(body, int, "sbcId")}
    site = {key: value for key, value in given.items() if value is not None}
    flags = {key: pick(body, bool, key) for key in FLAGS} | {"cacProfile": pick(body, str, "CacProfile")}
    detail = details(body) | {key: value for key, value in flags.items() if value is not None}
    guid = row["UmpCustomerGuid"]
    task, plan = start(state, guid, lambda: changes.change_site(state.dataset, ident, site, detail), ident)
    return started(task, plan, {**queued(task, "sbcTaskId", "o365Task"), "siteGuid": ident})


async def delete_site(request: Request) -> Response:
    """ "Delete Specific SIP Connection": the connection is gone after its task has succeeded."""
    state, ident = state_of(request), request.path_params["ident"]
    found = state.dataset.site_row(ident, channel_of(request))
    if found is None:
        return error(request.url.path, 404, f"Site location with {ident} not found")
    guid = found[0]["UmpCustomerGuid"]
    task, plan = start(state, guid, lambda: changes.remove_site(state.dataset, ident), ident)
    return started(task, plan, queued(task, "sbcCleanupTaskId", "o365CleanupTask"))


def queued(task: Task, key: str, other: str) -> Body:
    """Return the object with several task ids; the Microsoft 365 part has nothing to do."""
    return {"status": True, "msg": "queued", key: task.id, other: NO_TASK}


def details(body: Body) -> Body:
    """Return the values of an add or modify body that the connection's own read shows.

    The page calls ``scriptParameters`` a list but shows names: an object, or a list of {"name": ..., "value": ...}.
    """
    given = body.get("scriptparameters") or {}
    if isinstance(given, list):
        given = {item.get("name"): item.get("value") for item in given if isinstance(item, dict)}
    if not isinstance(given, dict):
        raise InvalidValue("scriptParameters", "The JSON value of scriptParameters could not be converted.")
    # the vendor's example shows it next to the scripts, not in their variables
    profiles = [str(value) for name, value in given.items() if str(name).replace(" ", "").lower() == "cacprofile"]
    plain = {
        "onboardingScript": pick(body, int, "sbcOnboardingScript"),
        "cleanupScript": pick(body, int, "sbcCleanupScript"),
        "cacProfile": next(iter(profiles), None),
    }
    return {key: value for key, value in plain.items() if value is not None} | {"customerVariables": given}


ROUTES: list[BaseRoute] = [
    *both_forms(f"{CUSTOMERS}/{{guid}}", change_license, "PATCH"),
    *both_forms(f"{CUSTOMERS_V2}/{{guid}}", delete_customer, "DELETE"),
    *both_forms(f"{CUSTOMERS_V2}/{{guid}}/action/upgrade", upgrade, "POST"),
    *both_forms(f"{CUSTOMERS_V2}/{{guid}}/sitelocation", add_site, "POST"),
    *both_forms(f"{CUSTOMERS_V2}/{{guid}}/sitelocation", change_site, "PATCH"),
    *both_forms(f"{SITES}/{{ident}}", delete_site, "DELETE"),
]
