# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""What every module does around its own work: turns options into a client, and failures into results."""

from __future__ import annotations

from collections.abc import Callable
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
from ansible_collections.audiocodes.live_platform.plugins.module_utils.redaction import texts_in

Result = dict[str, Any]

# parts that several argument specs share
LIST: dict[str, Any] = {"type": "list", "elements": "str"}
PARALLEL: dict[str, Any] = {"type": "int", "default": 8}


class _Module(AnsibleModule):
    """An Ansible module for which a list option with blank text, as from an AWX survey, counts as not set."""

    params: dict[str, Any]

    def _load_params(self) -> None:
        super()._load_params()
        lists = [name for name, option in self.argument_spec.items() if option.get("type") == "list"]
        self.params = without_blanks(self.params, lists)


def run(spec: dict[str, Any], work: Callable[[AnsibleModule, Client], Result], **kwargs: Any) -> None:
    """Run a module. `spec` is its own part of the argument spec; `work` returns its result or raises.

    A `LivePlatformError` fails the module: its one line is `msg`, its details are `failure`. Any other exception is a
    bug and is left to Ansible.
    """
    module = _Module(argument_spec=connection.argument_spec() | spec, supports_check_mode=True, **kwargs)
    # Values that Ansible does not mask by itself, even if options are refused: it masks the values of a dictionary only
    # if all of them are text.
    secret = [module.params[name] for name in spec if spec[name].get("no_log") and spec[name].get("type") == "dict"]
    module.no_log_values.update(connection.unfit_addresses(module.params), texts_in(secret))
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
