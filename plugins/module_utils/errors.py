# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Everything that can go wrong, as one family of exceptions.

Modules turn them into `fail_json`, the inventory plugin into `AnsibleParserError`, each in exactly one place.
"""

from __future__ import annotations

from typing import Any, TypeVar

# what a problem document says beside its text: errors (field -> texts), error_code, error_ticket, trace_id; what it has not is absent
Problem = dict[str, Any]
Error = TypeVar("Error", bound="LivePlatformError")


class LivePlatformError(Exception):
    """Base of the family. The text is for a person; the attributes are for playbooks that branch on a failure.

    No attribute ever holds a secret: the client redacts what the server says before it raises. `concerns_all` tells
    that every other request would fail as well, since no token can be obtained, `goes_on` that a task of the platform was
    still running when waiting ended.

    An error that was raised is never changed, since other threads may hold it: `adding` and `but` return another one.
    """

    concerns_all = False
    goes_on = False

    def __init__(
        self,
        message: str,
        *,
        method: str | None = None,
        path: str | None = None,
        status: int | None = None,
        server_message: str | None = None,
        hint: str | None = None,
        problem: Problem | None = None,
    ) -> None:
        super().__init__(message)
        self.message = message
        self.method = method
        self.path = path
        self.status = status
        self.server_message = server_message
        self.hint = hint
        self.problem = problem or {}

    def __str__(self) -> str:
        """Return one line: the request, what happened, the server's own words, and what to do about it."""
        request = f"{self.method} {self.path}: " if self.path else ""
        said = f": {self.server_message}" if self.server_message else ""
        hint = f" ({self.hint})" if self.hint else ""
        return f"{request}{self.message}{said}{hint}"

    def adding(self: Error, text: str) -> Error:
        """Return the same error with more to say about what happened."""
        return self.but(message=f"{self.message}; {text}")

    def but(
        self: Error,
        *,
        message: str | None = None,
        method: str | None = None,
        path: str | None = None,
        server_message: str | None = None,
        hint: str | None = None,
        concerns_all: bool | None = None,
        goes_on: bool | None = None,
    ) -> Error:
        """Return the same error with other details; null keeps what it has."""
        details = {
            "message": message,
            "method": method,
            "path": path,
            "server_message": server_message,
            "hint": hint,
            "concerns_all": concerns_all,
            "goes_on": goes_on,
        }
        # not copy.copy(), which would call the class with the message alone
        other = type(self).__new__(type(self))
        other.__dict__.update(self.__dict__)
        other.__dict__.update({name: value for name, value in details.items() if value is not None})
        other.args = (other.message,)
        return other

    @property
    def refused(self) -> bool:
        """Whether the request was turned away: a write that failed this way has done nothing, any other may have."""
        return self.concerns_all or (self.status is not None and self.status < 500)

    def as_result(self) -> dict[str, Any]:
        """Return the `failure` dictionary of a failed module: class name, request, status, server's words, hint, problem."""
        return {
            "error": type(self).__name__,
            "method": self.method,
            "path": self.path,
            "status": self.status,
            "server_message": self.server_message,
            "hint": self.hint,
            "errors": {},
            "error_code": None,
            "error_ticket": None,
            "trace_id": None,
            **self.problem,
        }


class OptionError(LivePlatformError):
    """An option is missing, contradictory or malformed. Raised before anything is sent."""


class MissingLibraryError(LivePlatformError):
    """What the collection needs is not there where this code runs: a Python library, or a Python that is new enough."""


class ConnectError(LivePlatformError):
    """No complete answer arrived: name, route, TLS, proxy, timeout or a cut connection."""


class AuthenticationError(LivePlatformError):
    """The token service or the platform refused the credentials (401, 403, or a refused token request)."""


class NotFoundError(LivePlatformError):
    """404, or an id that the platform's list does not hold."""


class ConflictError(LivePlatformError):
    """409."""


class RequestError(LivePlatformError):
    """The platform refused the request (another 4xx, or a redirect, which is never followed)."""


class ServerError(LivePlatformError):
    """5xx, still there after all retries."""


class DataError(LivePlatformError):
    """An answer that is not what the API promises: no JSON, cut short, another shape, rows without or with equal ids."""


class TaskError(LivePlatformError):
    """An asynchronous task of the platform failed, or did not end in time."""


class VerificationError(LivePlatformError):
    """What is read back after a change is not what was wanted."""


class PartialError(LivePlatformError):
    """A part of the work failed; `result` is what was done all the same, so that a failed task loses nothing.

    `cause` is the first failure, whose details then are the details of the whole.
    """

    def __init__(self, message: str, result: dict[str, Any], cause: LivePlatformError | None = None) -> None:
        super().__init__(message)
        self.result = result
        self.cause = cause

    def as_result(self) -> dict[str, Any]:
        """Return the `failure` dictionary of the cause, or of this error where there is none."""
        return self.cause.as_result() if self.cause else super().as_result()
