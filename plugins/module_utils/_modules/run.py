# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""What every module does around its own work: options to client, failures to results."""

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

# parts of argument specs that several modules share
LIST: dict[str, Any] = {"type": "list", "elements": "str"}
PARALLEL: dict[str, Any] = {"type": "int", "default": 8}


class _Module(AnsibleModule):
    """An Ansible module to which the blank text of a survey means an option that is not given, for a list too."""

    params: dict[str, Any]

    def _load_params(self) -> None:
        super()._load_params()
        lists = [name for name, option in self.argument_spec.items() if option.get("type") == "list"]
        self.params = without_blanks(self.params, lists)


def run(spec: dict[str, Any], work: Callable[[AnsibleModule, Client], Result], **kwargs: Any) -> None:
    """Run a module: `spec` is its own part of the argument spec, `work` returns its result or raises.

    A `LivePlatformError` becomes `fail_json` with its one line as `msg` and its details as `failure`. Anything
    else is a bug and is left to Ansible.
    """
    module = _Module(argument_spec=connection.argument_spec() | spec, supports_check_mode=True, **kwargs)
    # what Ansible does not mask by itself, also where the options are refused: of a dictionary it knows the values one by
    # one only where none came as text
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
        # Ansible knows no values that are read from files, and masks all of headers, however short
        module.no_log_values.difference_update(settings.headers.values())
        module.no_log_values.update(settings.secrets)
        with Client(settings, log=module.debug) as client:
            result = work(module, client)
    except LivePlatformError as error:
        failure = error
    kept = failure.result if isinstance(failure, PartialError) else result
    for message in kept.get("messages", ()):
        module.warn(message)
    # outside the handler: inside it, Ansible would add a traceback to the result at -vvv
    if failure is not None:
        module.fail_json(msg=str(failure), failure=failure.as_result(), **kept)
    module.exit_json(**result)
