# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Rows that a hostile platform could send, for tests with hypothesis."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from ansible_collections.audiocodes.live_platform.plugins.module_utils._records.fields import (
    CUSTOMER_FIELDS,
    SERVICE_FIELDS,
    Field,
)

SECRET = "hunter2-in-a-value"

# any text that JSON can hold, including lone surrogates and control characters
text = st.text(st.characters(exclude_categories=()), max_size=12)
numbers = st.integers() | st.floats(allow_nan=False) | st.sampled_from([10**400, -(10**400), 1e308, float("inf")])
scalars = st.none() | st.booleans() | numbers | text | st.sampled_from(["19-07-2026", "0", " 5 ", "TRUE", "{{ x }}"])
keys = text | st.sampled_from(
    [path for field in (*SERVICE_FIELDS, *CUSTOMER_FIELDS) for path in field.source.replace("#", "").split(".")]
)
values = st.recursive(
    scalars, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(keys, inner, max_size=4), max_leaves=12
)
secrets = st.dictionaries(st.sampled_from(["password", "ClientSecret", "Carrier.User-PASSWORD"]), st.just(SECRET))
parameters = st.lists(
    values
    | st.fixed_dictionaries({"name": keys, "value": values})
    | st.fixed_dictionaries({"name": st.sampled_from(["password", "clientSecret"]), "value": st.just(SECRET)}),
    max_size=5,
)


def rows(fields: tuple[Field, ...]) -> st.SearchStrategy[Any]:
    """Generate rows with some of the vendor's keys, nested as in the examples or not, and any values."""
    paths = [path for field in fields for path in field.source.split("|") if path and not path.startswith("#")]
    flat = st.dictionaries(st.sampled_from([path.split(".")[0] for path in paths]) | text, values, max_size=6)
    deep = st.dictionaries(st.sampled_from(paths), values, max_size=6).map(nested)
    lists = st.fixed_dictionaries({}, optional={"parameters": parameters, "SiteLocation": st.lists(secrets | values)})
    hidden = st.dictionaries(text, secrets | st.lists(secrets, max_size=2), max_size=2)
    return st.tuples(flat, deep, lists, hidden, secrets).map(
        lambda parts: {key: value for part in parts for key, value in part.items()}
    )


def nested(flat: dict[str, Any]) -> dict[str, Any]:
    """Return {"a.b": 1} as {"a": {"b": 1}}."""
    made: dict[str, Any] = {}
    for path, value in flat.items():
        node = made
        *parents, last = path.split(".")
        for parent in parents:
            node = node.setdefault(parent, {})
        node[last] = value
    return made
