# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Replaces the pip bootstrap script that ansible-test downloads: pip comes from ensurepip and the package index."""

from __future__ import annotations

import subprocess
import sys

# in its own process: ensurepip.bootstrap() sets PIP_CONFIG_FILE to the null device
subprocess.check_call([sys.executable, "-m", "ensurepip", "--default-pip"], stdout=subprocess.DEVNULL)
options = [option for option in sys.argv[1:] if option not in {"--no-setuptools", "--no-wheel"}]
sys.exit(subprocess.call([sys.executable, "-m", "pip", "install", "-q", *options]))
