# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Plausible services and customers from a seed: the same arguments give the same rows on every Python.

Keys, types and forms of values are from the vendor's examples, which are all Device Manager services. The Direct
Routing (``LTC``) and Operator Connect (``OC``) rows follow the field table of "Retrieve Services"; their license types
and voice quality states are guesses within the documented vocabularies.
"""

from __future__ import annotations

import collections
import datetime
import json
import pathlib
import random
import re
import unicodedata
from typing import Any

Row = dict[str, Any]
Free = dict[str, "collections.deque[Row]"]

# The reference day for active, expiring and expired trials.
REFERENCE_DATE = datetime.date(2026, 3, 1)
TRIAL_DAYS = 180
CHANNELS = (11, 12, 13)

NAMES = json.loads((pathlib.Path(__file__).parent / "data" / "names.json").read_text(encoding="utf-8"))

# (source, weight)
SOURCES = (("DM", 45), ("LTC", 30), ("OC", 25))
LICENSES = {
    "DM": ("ESSENTIAL", "PRO", "ESSENTIAL_IMTR", "PRO_IMTR"),
    "LTC": ("ESSENTIAL", "ESSENTIAL_PLUS", "PRO"),
    "OC": ("ESSENTIAL", "ESSENTIAL_PLUS", "PRO"),
}
# Customer license types for services of this source, in the order of LICENSES.
CUSTOMER_TYPES = {"LTC": (0, 1, 2), "OC": (3, 4, 5)}
# Types without seat counts in the vendor's examples (0), and the Operator Connect counterpart.
WITHOUT_SEATS = (0, 3)
# (status, deploy status, weight): the pairs in "Deploy Status and Status Indicators", and an unknown status.
STATES = (
    ("OK", "DEPLOYED", 60),
    ("WARNING", "DEPLOYED", 8),
    ("ERROR", "DEPLOYED", 10),
    ("WARNING", "READY", 6),
    ("ERROR", "FAILED", 5),
    ("WARNING", "UNKNOWN", 3),
    (None, None, 3),
)
QUALITIES = ("OK", "WARNING", "ERROR", "UNMONITORED")
# (Trial Status, days from the reference date to the expiry; None: no trial)
TRIALS = (("enabled", 120), ("enabled", 14), ("enabled", -30), ("disabled", None))
PLANS = (2, 10, 50, 100, 200, 300)
SEATS = (5, 10, 15, 30, 50, 100, 250, 500, 1000)
# Active users in percent of the seats: unused, usual, nearly full, full, over, far over.
USAGE = (0, 12, 40, 65, 80, 91, 100, 104, 130)
DEPLOYMENTS = ("Deployed", "Deployed", "Deployed", "Deployed", "NotDeployed", "Failed")


def generate(
    services: int, customers: int, seed: int, today: datetime.date
) -> tuple[list[Row], list[Row], dict[int, set[int | str]]]:
    """Return (service rows, customer rows with SIP connections, channels). Ids and GUIDs are unique."""
    rng = random.Random(seed)
    customer_rows = [_customer(rng, index) for index in range(customers)]
    for index in range(40, customers, 40):
        customer_rows[index]["CustomerShortName"] = customer_rows[index - 7]["CustomerShortName"]
    free = {
        source: collections.deque(row for row in customer_rows if row["LicenseType"] in types)
        for source, types in CUSTOMER_TYPES.items()
    }
    service_rows: list[Row] = []
    ident = 40000
    for index in range(services):
        ident += 2 + rng.randrange(20)
        service_rows.append(_service(rng, index, ident, free, today))
    for index in range(25, services, 25):
        service_rows[index]["serviceName"] = service_rows[index]["name"] = service_rows[index - 3]["name"]
    return service_rows, customer_rows, _channels(service_rows, customer_rows)


def _channels(services: list[Row], customers: list[Row]) -> dict[int, set[int | str]]:
    """Every channel can see a share of both; the rest belongs to no channel."""
    channels: dict[int, set[int | str]] = {channel: set() for channel in CHANNELS}
    for rows, key in ((services, "id"), (customers, "UmpCustomerGuid")):
        for index, row in enumerate(rows):
            if index % (len(CHANNELS) + 1) < len(CHANNELS):
                channels[CHANNELS[index % (len(CHANNELS) + 1)]].add(row[key])
    return channels


# --- customers


def _customer(rng: random.Random, index: int) -> Row:
    kind = index % 6 if index < 6 else rng.choice((0, 0, 0, 1, 2, 2, 3, 4, 5, 5))
    full = _full_name(rng, index)
    short = _short_name(full, index)
    guid = _guid(rng)
    seats = None if kind in WITHOUT_SEATS else rng.choice(SEATS)
    # the first rows cover every usage, so that small sets have each of them too
    used = USAGE[index % len(USAGE)]
    return {
        "UmpCustomerGuid": guid,
        "CustomerShortName": short,
        "CustomerFullName": full,
        "LicenseType": kind,
        "LicensedUsersCount": seats,
        "MsTenantId": None if kind == 0 and rng.random() < 0.6 else _guid(rng),
        "ActiveUserCount": 0 if seats is None else seats * used // 100,
        "LiveHubActiveUsersCount": None if seats is None else rng.choice((0, 0, 0, 3)),
        "LiveHubSimpleUsersCount": None if seats is None else rng.choice((0, 0, 19)),
        "SiteLocation": [_site(rng, short, number) for number in range(_site_count(rng, index))],
    }


def _site_count(rng: random.Random, index: int) -> int:
    return 11 if index % 50 == 9 else rng.choice((0, 1, 1, 1, 1, 2, 2, 3))


def _site(rng: random.Random, short: str, number: int) -> Row:
    return {
        "id": _guid(rng),
        "name": short if number == 0 else f"{short}_{number + 1}",
        "sbcId": rng.randrange(1, 9),
        "sbcDeploymentState": rng.choice(DEPLOYMENTS),
        "sbcConfigurationType": rng.choice(("SipTrunk", "SipTrunk", "Byoc")),
    }


# --- services


def _service(rng: random.Random, index: int, ident: int, free: Free, today: datetime.date) -> Row:
    sources = [source for source, _weight in SOURCES]
    weights = [weight for _source, weight in SOURCES]
    source = sources[index] if index < len(sources) else rng.choices(sources, weights)[0]
    customer = free[source].popleft() if free.get(source) and rng.random() < 0.9 else None
    own_id = _guid(rng)
    row = _common(rng, index, ident, source, customer)
    if source == "DM":
        row |= {"serviceId": own_id, **_device_manager(rng, index, own_id, today)}
    else:
        row |= {"serviceId": own_id, **_voice(rng, index, row)}
    if customer:
        # most are joined by umpId; some builds lack it, and then serviceId holds the GUID
        key = "serviceId" if rng.random() < 0.25 else "umpId"
        row[key] = customer["UmpCustomerGuid"]
    quality = row.pop("_quality")
    management = {"managementStatus": row["status"], "serviceDeployStatus": row.pop("_deploy")}
    row["applicationsStatus"] = {"management": management, "voiceQuality": _voice_quality(quality)}
    return row


def _common(rng: random.Random, index: int, ident: int, source: str, customer: Row | None) -> Row:
    full = customer["CustomerFullName"] if customer else _full_name(rng, index)
    name = customer["CustomerShortName"] if customer else _service_name(rng, full, index)
    licenses = LICENSES[source]
    place = CUSTOMER_TYPES[source].index(customer["LicenseType"]) if customer else index % len(licenses)
    license_type = licenses[place]
    defined = datetime.datetime(2023, 1, 1) + datetime.timedelta(milliseconds=rng.randrange(3 * 365 * 86_400_000))
    total = 0 if source == "DM" or license_type == "ESSENTIAL" else rng.choice((10, 50, 100, 500))
    used = total * rng.choice((0, 10, 55, 90, 100)) // 100
    tenant = customer["MsTenantId"] if customer else _guid(rng)
    return {
        "lcCustomerId": 60000 + rng.randrange(40000),
        "umpUsersSuspendAlarmStatus": 0 if rng.random() < 0.95 else 1,
        "description": None if rng.random() < 0.7 else f"{full}, site {index}",
        "type": "SERVICE",
        "licenseType": license_type,
        "serviceUcaasTenantId": tenant or "",
        "id": ident,
        "disabledTime": None,
        "definedAt": _ovoc_time(defined),
        "serviceSource": source,
        "totalDIDs": total,
        "usedDIDs": used,
        "freeDIDs": total - used,
        "attachedDevices": [],
        "fullName": full,
        "serviceName": name,
        "name": name,
        "url": f"/ovoc/v1/topology/services/{ident}",
        "lastBackupTime": None,
        "isEnabled": True,
        "tenantId": 1,
    }


def _device_manager(rng: random.Random, index: int, own_id: str, today: datetime.date) -> Row:
    """The part that only Device Manager services have; disabled ones are UNMONITORED, offline devices give ERROR."""
    enabled = index % 11 != 10
    counts: dict[str, dict[str, int]] = {"devices": {}, "offline": {}, "maximum": {}}
    for kind in ("personal", "meeting"):
        maximum = rng.choice(PLANS)
        count = maximum * rng.choice((0, 0, 5, 20, 60, 100, 110)) // 100 if enabled else 0
        counts["devices"][kind], counts["maximum"][kind] = count, maximum
        counts["offline"][kind] = rng.randrange(count + 1) if rng.random() < 0.3 else 0
    offline = sum(counts["offline"].values())
    percent = {kind: counts["devices"][kind] * 100 // counts["maximum"][kind] for kind in counts["devices"]}
    site = int(enabled)
    return {
        "elementsCount": {"total": site, "devices": 0, "links": 0, "sites": site},
        "deviceManagerParams": {
            "deviceType": "PERSONAL_AND_MEETING",
            "password": None,
            "devicesCount": counts["devices"],
            "maxDevicesMeeting": counts["maximum"]["meeting"],
            "maxDevicesPersonal": counts["maximum"]["personal"],
            "devicesPercentagePersonal": percent["personal"],
            "user": None,
            "serviceDeviceUrl": f"https://devices.simulator.example/ltcfordevice/c/{own_id}/",
            "devicesPercentageMeeting": percent["meeting"],
            "disconnectedDevices": counts["offline"],
        },
        "attachedSites": [],
        "attachedLinks": [],
        "serviceDeviceId": None,
        "usersCount": None,
        "umpUsersCount": 0,
        "isEnabled": enabled,
        "parameters": _device_manager_parameters(rng, index, today),
        "status": "UNMONITORED" if not enabled else "ERROR" if offline else "OK",
        "_deploy": "DEPLOYED",
        "_quality": "UNMONITORED",
    }


def _device_manager_parameters(rng: random.Random, index: int, today: datetime.date) -> list[Row] | None:
    """AI Summary and trial for types that include it; counters or nothing for others, as in the examples."""
    maximum = rng.choice((5, 20, 300))
    active = maximum * rng.choice((0, 40, 100, 120)) // 100
    trial, days = TRIALS[rng.randrange(len(TRIALS))]
    # the type depends on the row's position, see _common
    if not LICENSES["DM"][index % len(LICENSES["DM"])].endswith("_IMTR"):
        return None if index % 2 == 0 else [*_did_parameters(0, 0), _parameter("Last Backup Time", "Date", "")]
    expiry = None if days is None else today + datetime.timedelta(days=days)
    start = None if expiry is None else expiry - datetime.timedelta(days=TRIAL_DAYS)
    return [
        _parameter("Max AI Summary Devices", "Integer", maximum),
        _parameter("Active AI Summary Devices", "Integer", active),
        _parameter("AI Summary Status", "String", "enabled" if index % 3 else "disabled"),
        _parameter("email", "String", f"admin{index}@customer.example.com"),
        _parameter("Trial Status", "String", trial),
        _parameter("Trial Expiry Date", "String", "" if expiry is None else f"{expiry:%d-%m-%Y}"),
        _parameter("Trial Start Date", "String", "" if start is None else f"{start:%d-%m-%Y}"),
    ]


def _voice(rng: random.Random, index: int, row: Row) -> Row:
    """The part of Direct Routing and Operator Connect services."""
    status, deploy, _weight = (
        STATES[index] if index < len(STATES) else rng.choices(STATES, [weight for *_pair, weight in STATES])[0]
    )
    links = rng.randrange(3)
    users = rng.choice(SEATS)
    return {
        "elementsCount": {"total": links, "devices": 0, "links": links, "sites": 0},
        "attachedSites": [],
        "attachedLinks": [row["id"] * 10 + number for number in range(links)],
        "serviceDeviceId": rng.randrange(1, 9),
        "usersCount": users,
        "umpUsersCount": users,
        "parameters": [
            _parameter("Ordered Users", "Integer", str(users)),
            _parameter("CAC Profile", "String", f"{rng.choice((4, 8, 16))} sessions"),
            _parameter("Carrier Id", "String", f"carrier-{rng.randrange(1, 5)}"),
            *_did_parameters(row["totalDIDs"], row["usedDIDs"]),
            _parameter("Last Backup Time", "Date", ""),
        ],
        "status": status,
        "_deploy": deploy,
        "_quality": rng.choice(QUALITIES),
    }


def _did_parameters(total: int, used: int) -> list[Row]:
    counts = (("Unused DIDs", total - used), ("Used DIDs", used), ("Total DIDs", total))
    return [_parameter(name, "Integer", str(count)) for name, count in counts]


def _parameter(name: str, kind: str, value: int | str) -> Row:
    return {"name": name, "type": kind, "value": value}


def _voice_quality(quality: str) -> Row:
    def part() -> Row:
        return {"vqControlStatus": quality, "vqMediaStatus": quality, "voiceQualityStatus": quality}

    return {
        "teamsVoiceQualityJson": part(),
        "voiceQualityStatus": quality,
        "alertRuleVoiceQualityStatus": "UNMONITORED",
        "sbcVoiceQualityJson": part(),
    }


# --- names, ids, times


def _full_name(rng: random.Random, index: int) -> str:
    if index % 20 == 7:
        return f"{rng.choice(NAMES['unicode'])} {index}"
    return f"{rng.choice(NAMES['first'])} {rng.choice(NAMES['second'])}{rng.choice(NAMES['suffix'])}"


def _service_name(rng: random.Random, full: str, index: int) -> str:
    """Device Manager names are free text: the full name or a slug of it."""
    return full if index % 20 == 7 or rng.random() < 0.3 else _short_name(full, index)


def _short_name(full: str, index: int) -> str:
    """3 to 15 characters without blanks and dots, as "Create Hosted Essentials Service" requires."""
    plain = unicodedata.normalize("NFKD", full).encode("ascii", "ignore").decode().lower()
    stem = re.sub(r"[^a-z0-9]+", "_", plain).strip("_") or "cust"
    tail = f"_{index}"
    return stem[: 15 - len(tail)].rstrip("_") + tail


def _guid(rng: random.Random) -> str:
    """A version 4 GUID; uuid.UUID would take five times as long."""
    text = f"{rng.getrandbits(128):032x}"
    return f"{text[:8]}-{text[8:12]}-4{text[13:16]}-a{text[17:20]}-{text[20:]}"


def _ovoc_time(when: datetime.datetime) -> str:
    return f"{when:%Y-%m-%dT%H:%M:%S}.{when.microsecond // 1000:03d}+0000"
