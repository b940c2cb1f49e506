# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Answers that follow the written-down API and nothing else: no example, no simulator. The same seed gives the same answers."""

from __future__ import annotations

import datetime as dt
import random
import re
from collections.abc import Callable, Mapping
from typing import Any

from simulator import spec

Schema = Mapping[str, Any]

# texts that a platform may send where the file says no more than "string"
TEXTS = (
    *("", " ", "acme", "Acme GmbH & Co. KG", "0", "007", "12.5", "-1", "true", "null", "None", "N/A"),
    *("8f479a63-cf48-4f36-bbcd-65267a6f06cc", "{8F479A63-CF48-4F36-BBCD-65267A6F06CC}", "31-12-2026", "2026-02-30"),
    *(
        "{{ 40 + 2 }}",
        "{% raw %}",
        "{#",
        "=1+1",
        "@SUM(A1)",
        "<script>alert(1)</script>",
        "</td>",
        "[VIP] *?",
        "../../etc",
    ),
    *(
        "Gro\u00df \u682a\u5f0f\u4f1a\u793e \U0001f4de",
        "e\u0301",
        "\u202egnp.exe",
        "two\nlines\r\nand\ta tab",
        "\u0000\u001b[31m",
        "\ufeffbom",
    ),
    *("x" * 3000, "unknown", "deployed", "Deployed", "OK", "tsk_1", "https://x.example/?page=2"),
)
# keys that the file does not name, where it allows others
KEYS = ("futureField", "Future Field", "x", "", "0", "next_gen", "{{ key }}", "\u682a", "a.b", "__class__", "length")
# only what is a time on the calendar; that the digits of a pattern can be none is the file's lack of words
TIMES: dict[str, Callable[[dt.datetime], str]] = {
    r"^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\.[0-9]{3}\+0000$": (
        lambda when: f"{when:%Y-%m-%dT%H:%M:%S}.{when.microsecond // 1000:03}+0000"
    ),
    r"^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\.[0-9]{7}\+00:00$": (
        lambda when: f"{when:%Y-%m-%dT%H:%M:%S}.{when.microsecond:06}0+00:00"
    ),
    r"^[1-9][0-9]?/[1-9][0-9]?/[0-9]{4} [1-9][0-9]?:[0-9]{2}:[0-9]{2} [AP]M$": (
        lambda when: (
            f"{when.month}/{when.day}/{when.year} {when.hour % 12 or 12}:{when:%M:%S} {'PM' if when.hour > 11 else 'AM'}"
        )
    ),
}
# other patterns of the file -> texts that fit
FITTING: dict[str, tuple[str, ...]] = {
    r"^[A-Z][A-Z0-9_]*$": (
        "DM",
        "OC",
        "LTC",
        "ZOOM",
        "PRO",
        "ESSENTIAL",
        "PRO_IMTR",
        "OC_PRO",
        "A",
        "NEW_TYPE_9",
        "UNKNOWN",
    ),
    r"^/ovoc/v1/topology/services/[0-9]+$": ("/ovoc/v1/topology/services/0", "/ovoc/v1/topology/services/42712"),
    r"^/ovoc/v1/topology/channels/[0-9]+$": ("/ovoc/v1/topology/channels/7", "/ovoc/v1/topology/channels/0008"),
    r"\*": ("*", "********", "a*b"),
    r"^(tsk_|wst_|wup)": ("tsk_1", "tsk_0", "wst_x", "wup", "tsk_{{ 1 }}"),
    r"^AADSTS[0-9]+: ": ("AADSTS7000215: Invalid client secret", "AADSTS1: "),
    r"/\.default$": ("api://x/.default",),
}
_ANY: Schema = {}
LARGEST = (0, 1, 2, 7, 100, 2**31 - 1, 2**31, 2**53 + 1, 10**17)


class Answers:
    """Values that fit schemas of the file. `odd` is how often a free choice is an unlikely one, from 0 to 1."""

    def __init__(self, seed: int, odd: float = 0.3) -> None:
        self.random = random.Random(seed)
        self.odd = odd
        self._flat: dict[int, dict[str, Any]] = {}

    def of(self, name: str) -> Any:
        """Return a value that fits the schema of this name."""
        return self.value(spec.document()["components"]["schemas"][name])

    def many(self, name: str, count: int) -> list[Any]:
        """Return values that fit the schema of this name."""
        return [self.of(name) for _number in range(count)]

    def value(self, schema: Schema) -> Any:
        """Return a value that fits a schema. Raises `NotImplementedError` for a key word that the file did not use so far."""
        # the parts of the file stay where they are, and so do their ids
        if id(schema) not in self._flat:
            self._flat[id(schema)] = flat(schema)
        schema = self._flat[id(schema)]
        if "const" in schema:
            return schema["const"]
        if "enum" in schema:
            return self.random.choice(schema["enum"])
        for word in ("oneOf", "anyOf"):
            if word in schema:
                return self.value(self.random.choice(schema[word]))
        types = schema.get("type", "object" if "properties" in schema else "any")
        return self._of_type(types if isinstance(types, str) else self.random.choice(types), schema)

    def _of_type(self, type_: str, schema: Schema) -> Any:
        made: dict[str, Callable[[Schema], Any]] = {
            "null": lambda _schema: None,
            "boolean": lambda _schema: self.random.random() < 0.5,
            "integer": self._integer,
            "string": self._string,
            "array": self._array,
            "object": self._object,
            "any": lambda _schema: self.anything(),
        }
        if type_ not in made:
            raise NotImplementedError(f"type {type_}")
        return made[type_](schema)

    def _integer(self, schema: Schema) -> int:
        least, most = schema.get("minimum"), schema.get("maximum")
        found = self.random.choice(LARGEST) if self.random.random() < self.odd else self.random.randint(0, 50)
        if least is None and self.random.random() < self.odd / 3:
            found = -found
        found = found if least is None else max(found, least)
        return found if most is None else min(found, most)

    def _string(self, schema: Schema) -> str:
        pattern = schema.get("pattern")
        if pattern in TIMES:
            return TIMES[pattern](self._instant())
        if pattern is not None:
            return self.random.choice(FITTING[pattern])
        if schema.get("examples") and self.random.random() > self.odd:
            return str(self.random.choice(schema["examples"]))
        fitting = [text for text in TEXTS if len(text) >= schema.get("minLength", 0)]
        return self.random.choice(fitting)

    def _instant(self) -> dt.datetime:
        first = dt.datetime(1990, 1, 1, tzinfo=dt.timezone.utc)
        return first + dt.timedelta(
            seconds=self.random.randint(0, 60 * 365 * 86400), microseconds=self.random.randint(0, 999999)
        )

    def _array(self, schema: Schema) -> list[Any]:
        count = max(schema.get("minItems", 0), self.random.choice((0, 0, 1, 1, 2, 5)))
        items = schema.get("items", _ANY)
        return [self.value(items) for _number in range(count)]

    def _object(self, schema: Schema) -> dict[str, Any]:
        known, required = schema.get("properties", {}), schema.get("required", ())
        found = {
            name: self.value(part) for name, part in known.items() if name in required or self.random.random() < 0.6
        }
        if len(found) < schema.get("minProperties", 0):
            name, part = next(iter(known.items()))
            found[name] = self.value(part)
        found |= {name: self.anything() for name in required if name not in known}
        more = schema.get("additionalProperties", True)
        if more is not False and (more is not True or self.random.random() < self.odd):
            taken = {name.lower() for name in known}
            for key in self.random.sample(KEYS, self.random.randint(0, 2)):
                if key.lower() not in taken:
                    found[key] = self.anything() if more is True else self.value(more)
        keys = list(found)
        self.random.shuffle(keys)
        return {key: found[key] for key in keys}

    def anything(self, depth: int = 0) -> Any:
        """Return any JSON."""
        choice = self.random.randint(0, 6 if depth < 2 else 4)
        if choice == 5:
            return [self.anything(depth + 1) for _number in range(self.random.randint(0, 3))]
        if choice == 6:
            return {key: self.anything(depth + 1) for key in self.random.sample(KEYS, self.random.randint(0, 3))}
        return (None, True, self.random.choice((0, -1, 1.5, 2**53)), self.random.choice(TEXTS), "text")[choice]


def flat(schema: Schema) -> dict[str, Any]:
    """Return a schema with what it refers to and what it is all of laid into it."""
    found = dict(schema)
    while "$ref" in found or "allOf" in found:
        parts = [_named(found.pop("$ref"))] if "$ref" in found else []
        parts += found.pop("allOf", [])
        for part in map(flat, parts):
            found = {
                **part,
                **found,
                "required": [*part.get("required", ()), *found.get("required", ())],
                "properties": {**part.get("properties", {}), **found.get("properties", {})},
            }
            for name in ("required", "properties"):
                if not found[name]:
                    del found[name]
    return found


def _named(reference: str) -> Schema:
    name = re.fullmatch("#/components/schemas/(.+)", reference)
    if name is None:
        raise NotImplementedError(reference)
    found: Schema = spec.document()["components"]["schemas"][name[1]]
    return found
