"""Reading a JSON file that somebody wrote: key by key, with the place of every mistake."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Any

from crm.exchange.files import read_bytes
from crm.rules.dates import parse_day
from crm.rules.errors import UserError

LARGEST = 20 * 1024 * 1024
LARGEST_NUMBER = 10**9
LEVELS = {"open": 0, "internal": 1, "restricted": 2}


def read_object(path: Path) -> JsonObject:
    """The one object of a file. Raises UserError “log-not-json”, and what `files.read_bytes` raises."""
    data = read_bytes(path, LARGEST)
    try:
        document = json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        where = f"line {error.lineno}" if isinstance(error, json.JSONDecodeError) else "its letters"
        raise UserError("log-not-json", file=path.name, where=where) from error
    return JsonObject(document, "")


def read_each(found: JsonObject, key: str, only: str, read: Callable[[JsonObject], Any]) -> tuple[Any, ...]:
    """What is read from each object of a list; `only` is the key that a text alone stands for."""
    parts = []
    for each in found.objects(key, only):
        parts.append(read(each))
        each.done()
    return tuple(parts)


class JsonObject:
    """One object of the file, read key by key; a key nobody asked for is a mistake of the writer."""

    def __init__(self, value: Any, where: str) -> None:
        if not isinstance(value, dict):
            raise UserError("log-value-not-understood", where=where or "the file", expected="{…}")
        self._values = value
        self._where = where
        self._asked: set[str] = set()

    @property
    def given(self) -> frozenset[str]:
        """The keys that are there."""
        return frozenset(self._values)

    def at(self, key: str) -> str:
        """Where in the file this key stands."""
        return f"{self._where}.{key}" if self._where else key

    def value(self, key: str) -> Any:
        """What the key holds, None where it is missing."""
        self._asked.add(key)
        return self._values.get(key)

    def refuse(self, key: str, expected: str) -> UserError:
        """The problem of a key that holds something else than is expected."""
        return UserError("log-value-not-understood", where=self.at(key), expected=expected)

    def text(self, key: str, default: str = "") -> str:
        """The text of a key. Raises UserError(“log-value-not-understood”)."""
        value = self.value(key)
        if value is None:
            return default
        if not isinstance(value, str):
            raise self.refuse(key, "“…”")
        return value.encode("utf-8", "replace").decode("utf-8").strip()

    def needed(self, key: str) -> str:
        """A text that must be there. Raises UserError(“log-value-missing”)."""
        found = self.text(key)
        if not found:
            raise UserError("log-value-missing", where=self.at(key))
        return found

    def choice(self, key: str, known: type[StrEnum], default: str = "") -> str:
        """One of the known words."""
        found = self.text(key, default)
        try:
            return known(found).value if found else ""
        except ValueError as error:
            raise self.refuse(key, ", ".join(each.value for each in known)) from error

    def number(self, key: str) -> int | None:
        """A whole number, or None."""
        value = self.value(key)
        if value is not None and (
            isinstance(value, bool) or not isinstance(value, int) or abs(value) >= LARGEST_NUMBER
        ):
            raise self.refuse(key, "0, 1, 2 …")
        return value

    def flag(self, key: str) -> bool:
        """True or false."""
        value = self.value(key)
        if value is not None and not isinstance(value, bool):
            raise self.refuse(key, "true, false")
        return bool(value)

    def day(self, key: str, today: date, *, is_past: bool = False) -> date | None:
        """A day, or None."""
        found = self.text(key)
        return parse_day(found, today, is_past=is_past) if found else None

    def level(self) -> int:
        """The degree of confidentiality."""
        found = self.text("confidentiality", "open")
        if found not in LEVELS:
            raise self.refuse("confidentiality", ", ".join(LEVELS))
        return LEVELS[found]

    def listed(self, key: str) -> list[Any]:
        """The list of a key; empty where it is missing."""
        value = self.value(key)
        if value is None:
            return []
        if not isinstance(value, list):
            raise self.refuse(key, "[…]")
        return value

    def words(self, key: str) -> tuple[str, ...]:
        """A list of texts."""
        found = self.listed(key)
        if not all(isinstance(each, str) for each in found):
            raise self.refuse(key, "[“…”]")
        return tuple(each.encode("utf-8", "replace").decode("utf-8") for each in found)

    def objects(self, key: str, only: str) -> list[JsonObject]:
        """The objects of a list; a text alone stands for an object with nothing but the key `only`."""
        return [
            JsonObject({only: each} if isinstance(each, str) else each, f"{self.at(key)}[{number}]")
            for number, each in enumerate(self.listed(key), start=1)
        ]

    def done(self) -> None:
        """Raises UserError(“log-key-not-known”) for a key that nobody asked for."""
        for key in self._values:
            if key not in self._asked:
                raise UserError("log-key-not-known", where=self.at(key), known=", ".join(sorted(self._asked)))
