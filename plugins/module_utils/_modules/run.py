# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""What every module does around its own work: turns options into a client, and failures into results."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from ansible.module_utils.basic import AnsibleModule

from ansible_collections.audiocodes.live_platform.plugins.module_utils._client.client import Client
from ansible_collections.audiocodes.live_platform.plugins.module_utils._options import (
    connection,
    unknown_variables,
)
from ansible_collections.audiocodes.live_platform.plugins.module_utils.errors import (
    LivePlatformError,
    PartialError,
)
from ansible_collections.audiocodes.live_platform.plugins.module_utils.reading import (
    refuse_empty,
    without_blanks,
)
from ansible_collections.audiocodes.live_platform.plugins.module_utils.redaction import (
    REGISTERS,
    masked,
    mixed,
    register,
    secret_headers,
    texts_in,
    without_mixed,
)

Result = dict[str, Any]

# parts that several argument specs share
LIST: dict[str, Any] = {"type": "list", "elements": "str"}
PARALLEL: dict[str, Any] = {"type": "int", "default": 8}


class _Module(AnsibleModule):
    """An Ansible module for which a list option with blank text, as from an AWX survey, counts as not set.

    It masks `no_log_values` in its result on every ansible-core. From 2.22 on core does not do that any more.
    """

    params: dict[str, Any]
    # whether `run` has taken over, which knows better what is secret
    is_checked = False

    def __init__(self, spec: Mapping[str, dict[str, Any]], **kwargs: Any) -> None:
        self._mixed = mixed(spec)
        super().__init__(argument_spec=without_mixed(spec), **kwargs)

    def _load_params(self) -> None:
        super()._load_params()
        lists = [name for name, option in self.argument_spec.items() if option.get("type") == "list"]
        self.params = without_blanks(self.params, lists)

    def _log_invocation(self) -> None:
        # nothing of these options belongs into the system log; that core registers the values is over by now
        for name in self._mixed:
            self.argument_spec[name]["no_log"] = True
        super()._log_invocation()

    def exit_json(self, **kwargs: Any) -> None:
        """End with a result."""
        super().exit_json(**self._without_secrets(kwargs))

    def fail_json(self, msg: str, **kwargs: Any) -> None:
        """End with a failure."""
        super().fail_json(**self._without_secrets({"msg": msg, **kwargs}))

    def _without_secrets(self, result: Result) -> Result:
        if not REGISTERS:
            return result
        if not self.is_checked:
            self.hide_mixed()
        # core removes the options again unless somebody asked for them
        shown: Result = masked({**result, "invocation": {"module_args": self.params}}, self.no_log_values)
        return shown

    def hide_mixed(self) -> None:
        """Hide all values of the options that hold secrets among others, until it is known which ones are secret."""
        self.no_log_values.update(texts_in([self.params.get(name) for name in self._mixed]))


def run(spec: dict[str, Any], work: Callable[[AnsibleModule, Client], Result], **kwargs: Any) -> None:
    """Run a module. `spec` is its own part of the argument spec; `work` returns its result or raises.

    A `LivePlatformError` fails the module: its one line is `msg`, its details are `failure`. Any other exception is a
    bug and is left to Ansible.
    """
    module = _Module(connection.argument_spec() | spec, supports_check_mode=True, **kwargs)
    # Values that Ansible does not mask by itself, even if options are refused: it masks the values of a dictionary only
    # if all of them are text.
    module.hide_mixed()
    module.is_checked = True
    unfit = connection.unfit_addresses(module.params)
    module.no_log_values.update(unfit)
    # one without an account may be in other results, too
    register(address for address in unfit if "@" in address)
    failure: LivePlatformError | None = None
    result: Result = {}
    try:
        for name in spec:
            refuse_empty(name, module.params[name])
        if warning := unknown_variables.warning():
            module.warn(warning)
        settings = connection.settings(module.params)
        # Ansible does not know values read from files, and it masks every header value, however short
        module.no_log_values.difference_update(settings.headers.values())
        module.no_log_values.update(settings.secrets)
        # in the whole run only what is a secret by its name: another long value, such as a region, is in many texts
        register({*settings.credentials.secrets, *secret_headers(settings.headers)})
        with Client(settings, log=module.debug) as client:
            result = work(module, client)
    except LivePlatformError as error:
        failure = error
    kept = failure.result if isinstance(failure, PartialError) else result
    for message in kept.get("messages", ()):
        module.warn(message)
    # not in the handler: at -vvv Ansible would add a traceback to the result
    if failure is not None:
        module.fail_json(msg=str(failure), failure=failure.as_result(), **kept)
    module.exit_json(**result)
