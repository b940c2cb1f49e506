# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Everything that can go wrong, as one family of exceptions.

Modules turn them into `fail_json`, the inventory plugin into `AnsibleParserError`, each in one place.
"""

from __future__ import annotations

from typing import Any, TypeVar

# Details of a problem document: errors (field -> texts), error_code, error_ticket, trace_id; missing ones are absent.
Problem = dict[str, Any]
Error = TypeVar("Error", bound="LivePlatformError")


class LivePlatformError(Exception):
    """Base of the family. The text is for people; the attributes are for playbooks that branch on a failure.

    No attribute holds a secret: the client hides secrets in the server's words before it raises. `concerns_all`: every
    other request would fail too, because no token can be obtained. `goes_on`: a task of the platform was still running
    when waiting ended.

    A raised error is never changed, because other threads may hold it. `adding` and `but` return a new one.
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
        """Return one line: the request, what happened, the server's words, and what to do."""
        request = f"{self.method} {self.path}: " if self.path else ""
        said = f": {self.server_message}" if self.server_message else ""
        hint = f" ({self.hint})" if self.hint else ""
        return f"{request}{self.message}{said}{hint}"

    def adding(self: Error, text: str) -> Error:
        """Return a copy of the error with this text added to its message."""
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
        """Return a copy of the error with other details; None keeps a detail."""
        details = {
            "message": message,
            "method": method,
            "path": path,
            "server_message": server_message,
            "hint": hint,
            "concerns_all": concerns_all,
            "goes_on": goes_on,
        }
        # not copy.copy(), which calls the class with the message alone
        other = type(self).__new__(type(self))
        other.__dict__.update(self.__dict__)
        other.__dict__.update({name: value for name, value in details.items() if value is not None})
        other.args = (other.message,)
        return other

    @property
    def refused(self) -> bool:
        """Whether the request was turned away. Such a write did nothing; a write that failed otherwise may have."""
        return self.concerns_all or (self.status is not None and self.status < 500)

    def as_result(self) -> dict[str, Any]:
        """Return the `failure` dictionary of a module: class, request, status, server's message, hint, problem details."""
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
    """An option is missing, malformed, or contradicts another. Raised before anything is sent."""


class MissingLibraryError(LivePlatformError):
    """Something is missing where this code runs: a Python library, or a Python that is new enough."""


class ConnectError(LivePlatformError):
    """No complete answer arrived, because of DNS, routing, TLS, a proxy, a timeout or a cut connection."""


class AuthenticationError(LivePlatformError):
    """The token service or the platform refused the credentials (401, 403, or a refused token request)."""


class NotFoundError(LivePlatformError):
    """HTTP 404, or an id that is not in the platform's list."""


class ConflictError(LivePlatformError):
    """HTTP 409, or an object that is not as expected or is busy."""


class RequestError(LivePlatformError):
    """The platform refused the request: another 4xx status, or a redirect, which is never followed."""


class ServerError(LivePlatformError):
    """HTTP 5xx, even after all retries."""


class DataError(LivePlatformError):
    """The answer is not what the API promises: not JSON, cut short, another shape, or rows with missing or equal ids."""


class TaskError(LivePlatformError):
    """A task of the platform failed or did not end in time."""


class VerificationError(LivePlatformError):
    """After a change, the platform does not show what was wanted."""


class PartialError(LivePlatformError):
    """A part of the work failed. `result` holds what was done, so that the failed task still returns it.

    `cause` is the first failure; `as_result` returns its details.
    """

    def __init__(self, message: str, result: dict[str, Any], cause: LivePlatformError | None = None) -> None:
        super().__init__(message)
        self.result = result
        self.cause = cause

    def as_result(self) -> dict[str, Any]:
        """Return the `failure` dictionary of the cause, or of this error if there is none."""
        return self.cause.as_result() if self.cause else super().as_result()
