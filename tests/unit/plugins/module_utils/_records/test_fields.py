# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The tables themselves: what a mistake in a line would break everywhere."""

from __future__ import annotations

import re

import pytest

from ansible_collections.audiocodes.live_platform.plugins.module_utils._records.field_types import TYPES
from ansible_collections.audiocodes.live_platform.plugins.module_utils._records.fields import (
    CUSTOMER_FIELDS,
    SERVICE_FIELDS,
    SIP_CONNECTION_FIELDS,
    UNMAPPED,
    Field,
)

TABLES = {"service": SERVICE_FIELDS, "customer": CUSTOMER_FIELDS, "sip_connection": SIP_CONNECTION_FIELDS}
# identifiers only: an Ansible variable name, and never one of Ansible's or AWX's own with the prefix lp_
NAME = re.compile("[a-z][a-z0-9_]*")


@pytest.mark.parametrize("fields", TABLES.values(), ids=TABLES)
def test_lines(fields: tuple[Field, ...]) -> None:
    """Names once and plain, types known, descriptions as sentences."""
    names = [field.name for field in fields]
    assert len(set(names)) == len(names)
    assert [name for name in names if not NAME.fullmatch(name)] == []
    assert {field.type for field in fields} <= TYPES.keys()
    assert [field.name for field in fields if not re.fullmatch(r"[A-Z].*\.", field.description)] == []


@pytest.mark.parametrize("fields", TABLES.values(), ids=TABLES)
def test_sources(fields: tuple[Field, ...]) -> None:
    """No vendor path feeds two fields, and every path is one of keys or the name of a parameter."""
    paths = [path.lower() for field in fields for path in field.source.split("|") if path]
    assert len(set(paths)) == len(paths)
    assert [path for path in paths if not re.fullmatch(r"#[a-z][a-z ]*|[a-z]+(\.[a-z]+)*", path)] == []


def test_left_out_on_purpose() -> None:
    """Each with a reason."""
    assert all(UNMAPPED.values())
