# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Files of certificates in options."""

from __future__ import annotations

import ssl

from ansible_collections.audiocodes.live_platform.plugins.module_utils.errors import OptionError


def check_certificates(name: str, path: str) -> None:
    """Raise `OptionError`, which names the option, unless the file holds certificates: no attempt to deliver would help."""
    try:
        ssl.create_default_context(cafile=path)
    except FileNotFoundError:
        raise OptionError(f"{name}: there is no file {path}") from None
    except ssl.SSLError:
        raise OptionError(f"{name}: {path} holds no certificates in PEM format") from None
    except OSError as error:
        raise OptionError(f"{name}: {path} cannot be read: {error.strerror}") from None
