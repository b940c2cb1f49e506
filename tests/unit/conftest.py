# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the unit tests of the plugins share: the collection as ansible-core itself imports it."""

from __future__ import annotations

from ansible.plugins.loader import init_plugin_loader

# before the first import of the collection: core finds no plugin in one that Python alone has imported
init_plugin_loader()
