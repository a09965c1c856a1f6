"""The file that `kgotla log` reads: an engagement with its commitments as JSON, names not yet looked up."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Any

from crm.exchange.files import read_bytes
from crm.rules import commitments, engagements
from crm.rules.dates import parse_day
from crm.rules.errors import UserError

LARGEST = 20 * 1024 * 1024
LARGEST_NUMBER = 10**9
LEVELS = {"open": 0, "internal": 1, "restricted": 2}

TEXTS = {  # key of the file → attribute of the engagement
    "start": "start_time",
    "end": "end_time",
    "venue": "venue",
    "meeting_point": "meeting_point",
    "purpose": "purpose",
    "organiser": "organiser",
    "needs": "needs",
    "minutes": "minutes",
    "source": "source",
}
_COUNTS = ("women", "men", "other", "youth", "disability", "total")
_COMMITMENT_TEXTS = ("language", "translation", "said_where", "measure", "due_words", "source")
_COMMITMENT_CHOICES: dict[str, type[StrEnum]] = {
    "kind": commitments.Kind,
    "strength": commitments.Strength,
    "priority": commitments.Priority,
    "on_change": commitments.OnChangeOfOffice,
}


@dataclass(frozen=True)
class LoggedAttendance:
    """Somebody who was expected or came; `who` is a record or a name."""

    who: str
    organisation: str
    side: str
    code: str
    part: str
    alternate_for: str


@dataclass(frozen=True)
class LoggedItem:
    """An item of the agenda."""

    title: str
    minutes: int | None
    presenter: str


@dataclass(frozen=True)
class LoggedPoint:
    """Something that was raised."""

    text: str
    raised_by: str
    status: str
    impression: str


@dataclass(frozen=True)
class LoggedAsk:
    """What we asked for, and the answer."""

    text: str
    kind: str
    response: str
    answer: str


@dataclass(frozen=True)
class LoggedCommitment:
    """A commitment; who made it, is bound or owed, owns or saw it is a record or a name."""

    words: str
    maker: str
    maker_office: str
    bound: str
    owed_to: str
    owner: str
    witness: str
    place: str
    made_on: date | None
    due: date | None
    is_initialled: bool
    confidentiality: int
    topics: tuple[str, ...]
    tags: tuple[str, ...]
    texts: Mapping[str, Any]


@dataclass(frozen=True)
class LoggedEngagement:
    """An engagement as the file says it; `engagement` names the planned one that was held, `given` what is said."""

    engagement: str
    given: frozenset[str]
    title: str
    on: date
    kind: str
    mode: str
    body: str
    place: str
    next_contact: date | None
    confidentiality: int
    attendance: tuple[LoggedAttendance, ...]
    agenda: tuple[LoggedItem, ...]
    points: tuple[LoggedPoint, ...]
    asks: tuple[LoggedAsk, ...]
    commitments: tuple[LoggedCommitment, ...]
    files: tuple[Path, ...]
    topics: tuple[str, ...]
    tags: tuple[str, ...]
    texts: Mapping[str, Any]
    counts: Mapping[str, Any]
    is_closed_out: bool


def read_engagement(path: Path, today: date, planned_on: date | None = None) -> LoggedEngagement:
    """The engagement in a file; a day without a year is the last one, a due date the next one after the day.

    `planned_on`: the day of the planned engagement it names, where the file says no other.

    Raises UserError “log-not-json”, “log-key-not-known”, “log-value-missing”, “log-value-not-understood”, and what
    `files.read_bytes` raises.
    """
    data = read_bytes(path, LARGEST)
    try:
        document = json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        where = f"line {error.lineno}" if isinstance(error, json.JSONDecodeError) else "its letters"
        raise UserError("log-not-json", file=path.name, where=where) from error
    return _engagement(_Object(document, ""), path.parent, today, planned_on or today)


class _Object:
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
        self._asked.add(key)
        return self._values.get(key)

    def refuse(self, key: str, expected: str) -> UserError:
        return UserError("log-value-not-understood", where=self.at(key), expected=expected)

    def text(self, key: str, default: str = "") -> str:
        value = self.value(key)
        if value is None:
            return default
        if not isinstance(value, str):
            raise self.refuse(key, "“…”")
        return value.encode("utf-8", "replace").decode("utf-8").strip()

    def needed(self, key: str) -> str:
        found = self.text(key)
        if not found:
            raise UserError("log-value-missing", where=self.at(key))
        return found

    def choice(self, key: str, known: type[StrEnum], default: str = "") -> str:
        found = self.text(key, default)
        try:
            return known(found).value if found else ""
        except ValueError as error:
            raise self.refuse(key, ", ".join(each.value for each in known)) from error

    def number(self, key: str) -> int | None:
        value = self.value(key)
        if value is not None and (
            isinstance(value, bool) or not isinstance(value, int) or abs(value) >= LARGEST_NUMBER
        ):
            raise self.refuse(key, "0, 1, 2 …")
        return value

    def flag(self, key: str) -> bool:
        value = self.value(key)
        if value is not None and not isinstance(value, bool):
            raise self.refuse(key, "true, false")
        return bool(value)

    def day(self, key: str, today: date, *, is_past: bool = False) -> date | None:
        found = self.text(key)
        return parse_day(found, today, is_past=is_past) if found else None

    def level(self) -> int:
        found = self.text("confidentiality", "open")
        if found not in LEVELS:
            raise self.refuse("confidentiality", ", ".join(LEVELS))
        return LEVELS[found]

    def listed(self, key: str) -> list[Any]:
        value = self.value(key)
        if value is None:
            return []
        if not isinstance(value, list):
            raise self.refuse(key, "[…]")
        return value

    def words(self, key: str) -> tuple[str, ...]:
        found = self.listed(key)
        if not all(isinstance(each, str) for each in found):
            raise self.refuse(key, "[“…”]")
        return tuple(each.encode("utf-8", "replace").decode("utf-8") for each in found)

    def objects(self, key: str, only: str) -> list[_Object]:
        """The objects of a list; a text alone stands for an object with nothing but the key `only`."""
        return [
            _Object({only: each} if isinstance(each, str) else each, f"{self.at(key)}[{number}]")
            for number, each in enumerate(self.listed(key), start=1)
        ]

    def done(self) -> None:
        for key in self._values:
            if key not in self._asked:
                raise UserError("log-key-not-known", where=self.at(key), known=", ".join(sorted(self._asked)))


def _engagement(found: _Object, folder: Path, today: date, usual_day: date) -> LoggedEngagement:
    on = found.day("on", today, is_past=True) or usual_day
    counts = _counts(found)
    engagement = found.text("engagement")
    is_closed_out = found.flag("close_out")
    logged = LoggedEngagement(
        engagement=engagement,
        given=found.given,
        title=found.text("title") if engagement else found.needed("title"),
        on=on,
        kind=found.text("kind", engagements.Kind.MEETING),
        mode=found.choice("mode", engagements.Mode, engagements.Mode.IN_PERSON),
        body=found.text("body"),
        place=found.text("place"),
        next_contact=found.day("next_contact", today),
        confidentiality=found.level(),
        attendance=_each(found, "attendance", "who", _attendance),
        agenda=_each(found, "agenda", "title", _item),
        points=_each(found, "points", "text", _point),
        asks=_each(found, "asks", "text", _ask),
        commitments=_each(found, "commitments", "words", lambda each: _commitment(each, on, today)),
        files=tuple(folder / name for name in found.words("files")),
        topics=found.words("topics"),
        tags=found.words("tags"),
        texts={column: found.text(key) for key, column in TEXTS.items()},
        counts=counts,
        is_closed_out=is_closed_out or (bool(engagement) and "close_out" not in found.given),
    )
    found.done()
    return logged


def _each(found: _Object, key: str, only: str, read: Callable[[_Object], Any]) -> tuple[Any, ...]:
    parts = []
    for each in found.objects(key, only):
        parts.append(read(each))
        each.done()
    return tuple(parts)


def _counts(found: _Object) -> dict[str, int | None]:
    value = found.value("counts")
    if value is None:
        return {}
    counts = _Object(value, found.at("counts"))
    read = {name: counts.number(name) for name in _COUNTS}
    counts.done()
    return read


def _attendance(found: _Object) -> LoggedAttendance:
    side = found.text("side", "theirs")
    if side not in ("ours", "theirs"):
        raise found.refuse("side", "ours, theirs")
    return LoggedAttendance(
        who=found.needed("who"),
        organisation=found.text("organisation"),
        side=side,
        code=found.choice("code", engagements.AttendanceCode, engagements.AttendanceCode.P),
        part=found.choice("part", engagements.AttendanceRole),
        alternate_for=found.text("alternate_for"),
    )


def _item(found: _Object) -> LoggedItem:
    return LoggedItem(found.needed("title"), found.number("minutes"), found.text("presenter"))


def _point(found: _Object) -> LoggedPoint:
    return LoggedPoint(
        found.needed("text"),
        found.text("raised_by"),
        found.choice("status", engagements.PointStatus, engagements.PointStatus.OPEN),
        found.text("impression"),
    )


def _ask(found: _Object) -> LoggedAsk:
    return LoggedAsk(
        found.needed("text"),
        found.choice("kind", engagements.AskKind, engagements.AskKind.PRIMARY),
        found.choice("response", engagements.Response, engagements.Response.NOT_RAISED),
        found.text("answer"),
    )


def _commitment(found: _Object, held_on: date, today: date) -> LoggedCommitment:
    texts: dict[str, str] = {key: found.text(key) for key in _COMMITMENT_TEXTS}
    chosen = {key: found.choice(key, known) for key, known in _COMMITMENT_CHOICES.items()}
    return LoggedCommitment(
        words=found.needed("words"),
        maker=found.text("maker"),
        maker_office=found.text("maker_office"),
        bound=found.text("bound"),
        owed_to=found.text("owed_to"),
        owner=found.text("owner"),
        witness=found.text("witness"),
        place=found.text("place"),
        made_on=found.day("made_on", today, is_past=True),
        due=found.day("due", held_on),
        is_initialled=found.flag("initialled"),
        confidentiality=found.level(),
        topics=found.words("topics"),
        tags=found.words("tags"),
        texts=texts | {key: value for key, value in chosen.items() if value},
    )
