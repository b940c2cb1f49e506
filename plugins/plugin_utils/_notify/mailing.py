# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Keeps account of the recipients of one mail: who has it, and who is left for another attempt.

A server may refuse one recipient and accept another. A temporary refusal (4xx), such as that of greylisting, is tried
again for this recipient alone, so that nobody gets the mail twice.
"""

from __future__ import annotations

from collections.abc import Iterable
from email.message import EmailMessage

from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._notify import mail
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._outputs.delivery import DeliveryError
from ansible_collections.audiocodes.live_platform.plugins.plugin_utils._outputs.text import counted, some


class Mailing:
    """One mail on its way to its recipients.

    `reached` have it, `left` are to be tried again, and `refused` (recipient -> the server's words) are not.
    """

    def __init__(self, server: mail.Server, composed: EmailMessage, recipients: Iterable[str]) -> None:
        self.left = list(dict.fromkeys(recipients))
        self.reached: list[str] = []
        self.refused: dict[str, str] = {}
        self._server = server
        self._composed = composed

    def attempt(self) -> str:
        """Send the mail to those who are left. Return "sent" if everybody has it now.

        Raises `DeliveryError`, which is to be tried again if somebody is left.
        """
        try:
            refused = mail.send(self._server, self._composed, self.left)
        except DeliveryError as error:
            if not self.reached:
                raise
            raise DeliveryError(f"{self._known()}; {error.message}", again=error.again) from None
        self.reached += [recipient for recipient in self.left if recipient not in refused]
        self.left = [recipient for recipient, answer in refused.items() if answer.again]
        self.refused |= {recipient: answer.said for recipient, answer in refused.items() if not answer.again}
        if not refused and not self.refused:
            return "sent"
        waiting = {recipient: refused[recipient].said for recipient in self.left}
        told = some([f"{recipient} ({said})" for recipient, said in (self.refused | waiting).items()])
        raise DeliveryError(f"{self._known()}; refused: {told}", again=bool(self.left))

    def _known(self) -> str:
        whole = len(self.reached) + len(self.left) + len(self.refused)
        return f"{len(self.reached)} of {counted(whole, 'recipient')} got it"
