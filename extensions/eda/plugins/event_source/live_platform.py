# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Event source for ansible-rulebook: sends events about changes on an AudioCodes Live Platform.

ansible-rulebook runs this file by its path and awaits main(queue, args). The code that it uses is in the collection
around it.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import sys
import threading
from collections.abc import Awaitable, Callable
from datetime import datetime, timezone
from pathlib import Path
from typing import Any, Protocol

DOCUMENTATION = r"""
---
short_description: Events for services and customers of an AudioCodes Live Platform that appear, vanish or change.
description:
  - Polls the services and customers of a platform and sends an event for each one that appears, vanishes, or changes its
    license type, status, seats or trial state.
  - C(meta.hosts) of an event is the object's host name in the inventory of audiocodes.live_platform.live_platform, so
    that a job started by the event can be limited to it. An inventory with hostnames, filters, groups, keyed_groups or
    other sources may have other names. Match those by C(instance_id), which is the host variable lp_instance_id.
  - A customer that services carry is not a host. Its events name the hosts of those services, separated by commas.
  - A reading that fails sends no events. It is logged in one line and repeated with growing delays, and changes in the
    meantime are sent afterwards. A reading that lost a list, or a large part of it, counts as failed.
  - A value that could not be read counts as unchanged and is logged in one line.
  - An unknown environment variable that begins with C(LIVE_PLATFORM_) is logged as a warning.
  - Nothing is kept when ansible-rulebook ends. Changes while it does not run are not noticed; see first_run.
  - Text from the platform that could be taken for a template is changed, because events become variables of jobs. Braces
    become parentheses.
requirements:
  - requests >= 2.28
  - ansible-core >= 2.16, in the Python that ansible-rulebook runs on
options:
  interval:
    description: Seconds between two readings; at least 1. A reading takes two requests.
    type: float
    default: 300
  max_interval:
    description: The longest delay in seconds after failed readings. The delay starts at interval and doubles with each failure.
    type: float
    default: 3600
  first_run:
    description:
      - What the first reading sends. With silent it sends nothing; later readings are compared with it.
      - With full it sends an event C(appeared) for every object, with C(initial) set to true.
    type: str
    choices: [silent, full]
    default: silent
  watch:
    description:
      - Fields to compare. C(seats) are the customers' licensed_users, and the services' ordered_users,
        devices_personal_max and devices_meeting_max. Objects that appear or vanish are always noticed.
    type: list
    elements: str
    choices: [license_type, status, seats, trial_state]
    default: [license_type, status, seats, trial_state]
  include:
    description: What to read. Give the same as in the inventory. An empty list is an error, as with match_by and watch.
    type: list
    elements: str
    choices: [services, customers]
    default: [services, customers]
  match_by:
    description: Ways to find the customer of a service. Give the same as in the inventory.
    type: list
    elements: str
    choices: [ump_customer_guid, service_id, name]
    default: [ump_customer_guid, service_id]
  group_by:
    description:
      - Groups of the inventory, whose names hosts cannot have. Give the same as in the inventory.
      - With sip_state, customers are read with all details. With channel, leads are read as well.
    type: list
    elements: str
    default: []
  nested_groups:
    description: Parent groups of the inventory, whose names hosts cannot have. Give the same as in the inventory.
    type: list
    elements: str
    choices: [license_family, ms_tenant]
    default: []
    version_added: 1.1.0
  group_prefix:
    description: Prefix of the inventory's groups. Give the same as in the inventory.
    type: str
    default: lp_
  trial_expiring_days:
    description: A trial is C(expiring) if it ends within this many days.
    type: int
    default: 30
  allow_empty:
    description:
      - Whether to accept an empty list. By default a reading fails, as in the inventory, if the platform lists nothing at
        all, customers but no services, or no customers although services carry a customer's GUID or are not Device
        Manager services. It also fails if an earlier reading had rows of the empty kind.
    type: bool
    default: false
  minimum_services:
    description: The least number of services. A reading with fewer fails.
    type: int
    default: 0
  minimum_customers:
    description: The least number of customers. A reading with fewer fails.
    type: int
    default: 0
  maximum_drop_percent:
    description:
      - A reading fails if one of the two lists lost more than this percentage of its rows. Each list is compared with its
        highest count of the last 7 days. The default is below half, so that half a list is not taken for the whole list.
      - A list may always lose a single row if others are left.
      - If such a loss is real, set 100 or restart the event source to accept it at once. A loss that lasts is accepted 7
        days after it was first seen, unless the list is empty. The first reading is always accepted.
    type: float
    default: 40
  # begin: connection (make generated)
  url:
    description:
      - Address of the service provider's Live Platform, such as https://live.example.com.
      - Accepted with or without a slash at the end, the prefix, and the path of the API. Must be https, unless the host is
        loopback or allow_http is set.
      - An address that ends in /ovoc or /ovoc/v1 names an Operation Center that is reached directly; it has services but no
        customers. This form is inferred, not documented by the vendor.
      - An address that holds a user name or a password is refused, as is any other @ in it.
      - Environment variable LIVE_PLATFORM_URL.
    type: str
  platform_name:
    description:
      - Name that distinguishes this platform from others. All records have it as platform.
      - By default the host of url in lower case, with its port unless that is 443.
      - Environment variable LIVE_PLATFORM_PLATFORM_NAME.
    version_added: 1.1.0
    type: str
  api_prefix:
    description:
      - Path between the address and /api. It is not repeated if url already ends with it. "" or / means none.
      - Environment variable LIVE_PLATFORM_API_PREFIX.
    type: str
    default: /tenantui
  tenant_id:
    description:
      - Microsoft Entra tenant of the service provider (GUID or domain), for client credentials.
      - Environment variable LIVE_PLATFORM_TENANT_ID.
    type: str
  client_id:
    description:
      - Application (client) id, for client credentials.
      - Environment variable LIVE_PLATFORM_CLIENT_ID.
    type: str
  client_secret:
    description:
      - Client secret, for client credentials.
      - Environment variable LIVE_PLATFORM_CLIENT_SECRET.
    type: str
  client_secret_file:
    description:
      - File that holds the client secret, instead of client_secret. White space around it is ignored.
      - Environment variable LIVE_PLATFORM_CLIENT_SECRET_FILE.
    type: path
  scope:
    description:
      - 'Scope of the token, for client credentials: api://<application id>/.default with the application id of the platform''s
        API registration.'
      - Environment variable LIVE_PLATFORM_SCOPE.
    type: str
  authority:
    description:
      - Host that issues tokens. The token comes from {authority}/{tenant_id}/oauth2/v2.0/token.
      - Environment variable LIVE_PLATFORM_AUTHORITY.
    type: str
    default: https://login.microsoftonline.com
  access_token:
    description:
      - A ready bearer token instead of client credentials. It is not renewed.
      - Environment variable LIVE_PLATFORM_ACCESS_TOKEN.
    type: str
  access_token_file:
    description:
      - File that holds the token, instead of access_token. The event source reads it again for each reading.
      - Environment variable LIVE_PLATFORM_ACCESS_TOKEN_FILE.
    type: path
  username:
    description:
      - Operator account for HTTP Basic, for an Operation Center that is reached directly.
      - Environment variable LIVE_PLATFORM_USERNAME.
    type: str
  password:
    description:
      - Password of username.
      - Environment variable LIVE_PLATFORM_PASSWORD.
    type: str
  password_file:
    description:
      - File that holds the password, instead of password.
      - Environment variable LIVE_PLATFORM_PASSWORD_FILE.
    type: path
  channel_id:
    description:
      - Sent as the header X-Ovoc-Channel-Id, which limits the answers to the customers of one channel.
      - Environment variable LIVE_PLATFORM_CHANNEL_ID.
    type: int
  validate_certs:
    description:
      - Whether TLS certificates are checked. To trust a private certificate authority, use ca_path instead of switching this
        off.
      - Environment variable LIVE_PLATFORM_VALIDATE_CERTS.
    type: bool
    default: true
  ca_path:
    description:
      - File or directory of certificates to trust instead of the system's.
      - Environment variable LIVE_PLATFORM_CA_PATH.
    type: path
  client_cert:
    description:
      - Client certificate (PEM), alone or with its key.
      - Environment variable LIVE_PLATFORM_CLIENT_CERT.
    type: path
  client_key:
    description:
      - Key of client_cert, if it is in a separate file.
      - Environment variable LIVE_PLATFORM_CLIENT_KEY.
    type: path
  proxy:
    description:
      - Proxy for all requests, such as http://proxy.example.com:3128. Without it, the usual proxy variables of the environment
        count, but never for loopback.
      - An address that holds credentials is refused; put such a proxy into the environment variable HTTPS_PROXY.
      - Environment variable LIVE_PLATFORM_PROXY.
    type: str
  headers:
    description:
      - Extra request headers, as a dictionary or as its text in JSON or YAML. They are sent to the platform, not to authority.
      - Values of 6 or more characters are treated as secret, and hidden wherever they occur in a result. From ansible-core
        2.22 on, those whose header is named like a secret, such as Authorization, Cookie or X-Api-Key, are hidden in all that
        the run prints.
      - Environment variable LIVE_PLATFORM_HEADERS.
    type: raw
  timeout:
    description:
      - Seconds to wait for a connection, for all headers of an answer, and for each part of its body.
      - One request with all its retries and waiting takes at most timeout times (retries + 1), however slowly the server sends,
        and however often it answers HTTP 429. This total also limits how long a request waits for its turn when many jobs share
        the rate of the platform, so raise it for many hosts at once.
      - Environment variable LIVE_PLATFORM_TIMEOUT.
    type: float
    default: 30.0
  retries:
    description:
      - How often a read is repeated after a connection error or HTTP 502, 503 or 504. A write is not repeated after any of
        them.
      - HTTP 429 (too many requests) does not count, because nothing was carried out. Reads and writes alike are sent again
        until the total described in timeout is used up, even with 0.
      - Retry-After is honoured up to 60 seconds. Waiting times have a random part, so that requests that were refused together
        do not come back together.
      - Environment variable LIVE_PLATFORM_RETRIES.
    type: int
    default: 3
  rate_limit:
    description:
      - Most requests in any 10 seconds; 0 means no limit. The default is the limit that the vendor documents (10 requests per
        10 seconds).
      - Environment variable LIVE_PLATFORM_RATE_LIMIT.
    type: int
    default: 10
  max_response_mb:
    description:
      - The largest answer that is read, in MiB after decompression; 0 means no limit. A larger one is an error, so that an
        endless answer, or one that unpacks to a multiple of its size, cannot use up the memory.
      - Environment variable LIVE_PLATFORM_MAX_RESPONSE_MB.
    version_added: 1.1.0
    type: int
    default: 256
  allow_http:
    description:
      - Accept http addresses of hosts other than loopback. Credentials then travel unencrypted.
      - Environment variable LIVE_PLATFORM_ALLOW_HTTP.
    type: bool
    default: false
  # end: connection
"""

EXAMPLES = r"""
- name: Watch a Live Platform
  hosts: all
  sources:
    # address and credentials come from the environment (LIVE_PLATFORM_URL, ...)
    - audiocodes.live_platform.live_platform:
        interval: 300
  rules:
    - name: A service is in error
      condition: event.live_platform.type == "changed" and event.live_platform.after.status == "error"
      action:
        debug:
          msg: "{{ event.meta.hosts }} is in error"
"""

_COLLECTION = ("ansible_collections", "audiocodes", "live_platform")
_LOGGER = logging.getLogger("audiocodes.live_platform.event_source")

Read = Callable[[], "dict[str, Seen]"]


class Queue(Protocol):
    """The part of a queue that we use."""

    async def put(self, item: dict[str, Any], /) -> None:
        """Wait until there is room, and add an event."""


def _use_own_collection() -> None:
    """Make the collection around this file importable: Ansible's own importer is not active here."""
    root = Path(__file__).absolute().parents[4]
    if root.parts[-3:] == _COLLECTION and (place := str(root.parents[2])) not in sys.path:
        sys.path.insert(0, place)


_use_own_collection()
try:
    from ansible_collections.audiocodes.live_platform.plugins.module_utils._client.client import Client
    from ansible_collections.audiocodes.live_platform.plugins.module_utils._gather.both_lists import both_lists
    from ansible_collections.audiocodes.live_platform.plugins.module_utils._options import unknown_variables
    from ansible_collections.audiocodes.live_platform.plugins.module_utils._records import completeness
    from ansible_collections.audiocodes.live_platform.plugins.module_utils.errors import (
        AuthenticationError,
        DataError,
        LivePlatformError,
        MissingLibraryError,
        NotFoundError,
        OptionError,
    )
    from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._inventory.groups import (
        Limits,
        needs_channels,
        needs_details,
    )
    from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._watch import events
    from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._watch.events import Seen
    from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._watch.options import WatchOptions
    from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._watch.sizes import Sizes
except ImportError as error:
    raise ImportError(
        f"audiocodes.live_platform cannot be used here ({error}): install the collection with ansible-galaxy, and "
        "ansible-core for the Python that ansible-rulebook runs on"
    ) from error


def _now() -> datetime:
    return datetime.now(timezone.utc)


def read(options: WatchOptions, now: Callable[[], datetime] = _now, said: set[str] | None = None) -> dict[str, Seen]:
    """Read the platform once and return what to remember of it. Raises errors of the `LivePlatformError` family.

    `said` holds remarks that are already logged, so that none is logged twice.
    """
    by = options.view.group_by
    with Client(options.settings(), log=_LOGGER.debug) as client:
        services, customers = both_lists(
            client, options.include, all_details=needs_details(by), channels=needs_channels(by)
        )
    if not (services or customers or options.allow_empty):
        raise DataError("the platform lists nothing: this is accepted only if allow_empty is set")
    remark = completeness.check(
        services, customers, options.include, least=options.minimums, allow_empty=options.allow_empty
    )
    if remark and said is not None and remark not in said:
        said.add(remark)
        _LOGGER.info("audiocodes.live_platform: %s", remark)
    limits = Limits(now().date(), options.trial_expiring_days)
    return events.snapshot(services, customers, options.view, limits)


async def _in_thread(reading: Read) -> dict[str, Seen]:
    """Return the result of a reading, which does not block the event loop.

    Not `asyncio.to_thread`: a program ends only when its threads have ended, and a platform that does not answer could
    hold it up for minutes. Nobody waits for this thread once the source is stopped.
    """
    loop = asyncio.get_running_loop()
    done: asyncio.Future[dict[str, Seen]] = loop.create_future()

    def settle(result: dict[str, Seen] | None, error: BaseException | None) -> None:
        if done.done():
            return
        if error is not None:
            done.set_exception(error)
        elif result is not None:
            done.set_result(result)

    def work() -> None:
        result, failure = None, None
        try:
            result = reading()
        except BaseException as error:  # noqa: BLE001  raised where the reading is awaited
            failure = error
        # the loop is closed if the source was stopped meanwhile
        with contextlib.suppress(RuntimeError):
            loop.call_soon_threadsafe(settle, result, failure)

    threading.Thread(target=work, name="live_platform", daemon=True).start()
    return await done


async def watch(
    queue: Queue,
    options: WatchOptions,
    reading: Read,
    sleep: Callable[[float], Awaitable[object]] = asyncio.sleep,
    now: Callable[[], datetime] = _now,
) -> None:
    """Read forever and put changes into the queue.

    Raises errors that repetition cannot fix: a missing library, and on the first reading also wrong options and refused
    accounts. Later, these errors are treated as temporary, like any other.
    """
    before: dict[str, Seen] | None = None
    sizes = Sizes(options.allow_empty, options.maximum_drop_percent)
    failed, lost = 0, ""
    while True:
        try:
            after = await _in_thread(reading)
            if remark := sizes.add(after, now().timestamp()):
                _LOGGER.warning("audiocodes.live_platform: accepted, because it has lasted: %s", remark)
        except LivePlatformError as error:
            if isinstance(error, MissingLibraryError) or (
                before is None and isinstance(error, (AuthenticationError, NotFoundError, OptionError))
            ):
                raise
            failed += 1
            delay = min(options.interval * 2.0 ** min(failed, 30), options.max_interval)
            _LOGGER.warning("audiocodes.live_platform: reading failed, next attempt in %.0f s: %s", delay, error)
            await sleep(delay)
            continue
        failed = 0
        if lost != (lost := events.lost_fields(after, options.view)) and lost:
            _LOGGER.warning("audiocodes.live_platform: could not be read, treated as unchanged: %s", lost)
        if before is not None:
            before, after = events.settled(before, after)
            news = events.changes(before, after, options.view, now())
        elif options.first_run == "full":
            news = events.everything(after, options.view, now())
        else:
            news = iter(())
        for event in news:
            await queue.put(event)
        before = after
        await sleep(options.interval)


async def main(queue: Queue, args: dict[str, Any]) -> None:
    """Entry point: `queue` takes the events, `args` are the rulebook's options. Raises `OptionError` for a wrong one."""
    if warning := unknown_variables.warning():
        _LOGGER.warning("audiocodes.live_platform: %s", warning)
    options = WatchOptions.read(args)
    said: set[str] = set()
    await watch(queue, options, lambda: read(options, said=said))


if __name__ == "__main__":

    class Printer:
        """A stand-in for ansible-rulebook's queue."""

        async def put(self, item: dict[str, Any], /) -> None:
            """Print the event."""
            print(item)  # noqa: T201  its purpose

    # the environment sets the connection; print everything that exists now, then the changes
    with contextlib.suppress(KeyboardInterrupt):
        asyncio.run(main(Printer(), {"first_run": "full", "interval": 10}))
