"""The file that `kgotla log` reads: an engagement with its commitments as JSON, names not yet looked up."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Any

from crm.exchange.json_object import JsonObject, read_each, read_object
from crm.rules import commitments, engagements, head_counts

TEXTS = {  # key of the file → attribute of the engagement
    "start": "start_time",
    "end": "end_time",
    "venue": "venue",
    "meeting_point": "meeting_point",
    "purpose": "purpose",
    "organiser": "organiser",
    "needs": "needs",
    "minutes": "minutes",
    "wanted": "wanted",
    "got": "got",
    "feedback": "feedback",
    "source": "source",
}
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
    return _engagement(read_object(path), path.parent, today, planned_on or today)


def _engagement(found: JsonObject, folder: Path, today: date, usual_day: date) -> LoggedEngagement:
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
        attendance=read_each(found, "attendance", "who", _attendance),
        agenda=read_each(found, "agenda", "title", _item),
        points=read_each(found, "points", "text", _point),
        asks=read_each(found, "asks", "text", _ask),
        commitments=read_each(found, "commitments", "words", lambda each: _commitment(each, on, today)),
        files=tuple(folder / name for name in found.words("files")),
        topics=found.words("topics"),
        tags=found.words("tags"),
        texts={column: found.text(key) for key, column in TEXTS.items()},
        counts=counts,
        is_closed_out=is_closed_out or (bool(engagement) and "close_out" not in found.given),
    )
    found.done()
    return logged


def _counts(found: JsonObject) -> dict[str, int | None]:
    value = found.value("counts")
    if value is None:
        return {}
    counts = JsonObject(value, found.at("counts"))
    read = {name: counts.number(name) for name in head_counts.NAMES}
    counts.done()
    return read


def _attendance(found: JsonObject) -> LoggedAttendance:
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


def _item(found: JsonObject) -> LoggedItem:
    return LoggedItem(found.needed("title"), found.number("minutes"), found.text("presenter"))


def _point(found: JsonObject) -> LoggedPoint:
    return LoggedPoint(
        found.needed("text"),
        found.text("raised_by"),
        found.choice("status", engagements.PointStatus, engagements.PointStatus.OPEN),
        found.text("impression"),
    )


def _ask(found: JsonObject) -> LoggedAsk:
    return LoggedAsk(
        found.needed("text"),
        found.choice("kind", engagements.AskKind, engagements.AskKind.PRIMARY),
        found.choice("response", engagements.Response, engagements.Response.NOT_RAISED),
        found.text("answer"),
    )


def _commitment(found: JsonObject, held_on: date, today: date) -> LoggedCommitment:
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
