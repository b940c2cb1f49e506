# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Stand-in for the pip bootstrap script that ansible-test wants: pip comes from ensurepip and the package index."""

from __future__ import annotations

import subprocess
import sys

# in a process of its own: ensurepip.bootstrap() points PIP_CONFIG_FILE of its process to the null device
subprocess.check_call([sys.executable, "-m", "ensurepip", "--default-pip"], stdout=subprocess.DEVNULL)
options = [option for option in sys.argv[1:] if option not in {"--no-setuptools", "--no-wheel"}]
sys.exit(subprocess.call([sys.executable, "-m", "pip", "install", "-q", *options]))
