"""What one does with engagements: plan them, close them out, lock and unlock their minutes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any, TypeVar

from crm.operations.attachments import keep_file
from crm.operations.base import (
    check_unchanged,
    clean,
    dicts,
    new_record,
    operation,
    read_status,
    read_time,
    row_of,
    set_children,
    set_head,
    update_row,
)
from crm.operations.commitments import CommitmentDraft, add_commitment
from crm.operations.movements import add_date_move, add_step
from crm.operations.topics import draft_head, set_topics_of
from crm.rules import clock, head_counts
from crm.rules.dates import format_day
from crm.rules.engagements import AttendanceCode, Response, Status, is_open, label, next_steps
from crm.rules.errors import UserError
from crm.rules.head_counts import HeadCounts, check_head_counts
from crm.tables.base import Record
from crm.tables.engagements import AgendaItem, Ask, Attendance, Engagement, Point
from resources.translations import _, mark

D = TypeVar("D")


@dataclass
class AttendanceDraft:
    """Somebody expected or present: a person of ours, or a name."""

    person_id: int | None = None
    name: str = ""
    organisation_id: int | None = None
    side: str = "theirs"
    code: str = "U"
    part: str = ""
    alternate_for_id: int | None = None
    id: int | None = None


@dataclass
class AgendaDraft:
    """An item of the agenda."""

    title: str
    minutes: int | None = None
    presenter: str = ""
    id: int | None = None


@dataclass
class PointDraft:
    """Something that was raised; `impression` is private."""

    text: str
    raised_by: str = ""
    status: str = "open"
    impression: str = ""
    id: int | None = None


@dataclass
class AskDraft:
    """What we asked, and the answer."""

    text: str
    kind: str = "primary"
    response: str = "not_raised"
    answer: str = ""
    id: int | None = None


@dataclass
class EngagementDraft:
    """An engagement from plan to close-out, as the forms hold it."""

    title: str
    on_day: date
    kind: str = "meeting"
    start_time: str = ""
    end_time: str = ""
    organisation_id: int | None = None
    place_id: int | None = None
    venue: str = ""
    meeting_point: str = ""
    mode: str = "in_person"
    purpose: str = ""
    organiser: str = ""
    needs: str = ""
    minutes: str = ""
    wanted: str = ""
    got: str = ""
    feedback: str = ""
    next_contact_on: date | None = None
    women: int | None = None
    men: int | None = None
    other: int | None = None
    youth: int | None = None
    disability: int | None = None
    total: int | None = None
    sessions: int | None = None
    attendances: int | None = None
    confidentiality: int = 0
    source: str = ""
    attendance: list[AttendanceDraft] = field(default_factory=list)
    agenda: list[AgendaDraft] = field(default_factory=list)
    points: list[PointDraft] = field(default_factory=list)
    asks: list[AskDraft] = field(default_factory=list)
    commitments: list[CommitmentDraft] = field(default_factory=list)
    """New commitments made in it; present ones are changed on their own."""
    files: list[Path] = field(default_factory=list)
    """Files to keep with it, such as a photo of the sign-in sheet."""
    topics: list[int] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    id: int | None = None
    seen_change: int | None = None


@operation(lambda saved: _("Save engagement {title}").format(title=saved[1]))
def save_engagement(draft: EngagementDraft) -> tuple[int, str]:
    """Plan an engagement or change one; returns the id and the title.

    Raises UserError: "engagement-without-title", "minutes-locked", "changed-meanwhile", "bad-time", "no-such-code",
    and as `check_head_counts` does.
    """
    return write_engagement(draft), clean(draft.title)


@operation(lambda saved: _("Close out {title}").format(title=saved[1]))
def close_out(draft: EngagementDraft) -> tuple[int, str]:
    """Write what happened, with the commitments made, and lock the minutes; it may start without a plan.

    Dates of promises default to the engagement's day. Returns the id and the title.
    Raises UserError as `save_engagement` does, and "held-in-future".
    """
    return write_closed_out(draft), clean(draft.title)


@operation(lambda saved: _("Log {title}").format(title=saved[1]))
def log_engagement(draft: EngagementDraft) -> tuple[int, str]:
    """Write down an engagement that was held, with its commitments, leaving the minutes open."""
    return _log(draft), clean(draft.title)


def write_closed_out(draft: EngagementDraft) -> int:
    """Close out inside another operation; returns the id."""
    engagement_id = _log(draft)
    _step(engagement_id, Status.CLOSED_OUT, clock.today(), "")
    update_row(Engagement, engagement_id, is_locked=True, closed_out_on=clock.today())
    look_again(engagement_id)
    return engagement_id


def _log(draft: EngagementDraft) -> int:
    if draft.on_day > clock.today():
        raise UserError("held-in-future", title=clean(draft.title), day=draft.on_day.isoformat())
    engagement_id = write_engagement(draft)
    if row_of(Engagement, engagement_id)["status"] != Status.HELD:
        _step(engagement_id, Status.HELD, draft.on_day, "")
        look_again(engagement_id)
    return engagement_id


def write_engagement(draft: EngagementDraft) -> int:
    """Plan one or change it inside another operation; returns the id. Raises UserError as `save_engagement` does."""
    columns = _columns(draft)
    if draft.id is None:
        check_head_counts(_counts(columns))
        engagement_id = new_record("engagements", confidentiality=draft.confidentiality, source=clean(draft.source))
        Engagement.insert(id=engagement_id, status=Status.PLANNED, **columns).execute()
    else:
        engagement_id = draft.id
        row = row_of(Engagement, engagement_id)
        if row["is_locked"]:
            raise UserError("minutes-locked", title=clean(draft.title))
        if _counts(row) != _counts(columns):
            check_head_counts(_counts(columns))  # what was kept before these checks holds up no other change
        check_unchanged(engagement_id, draft.seen_change)
        update_row(Engagement, engagement_id, **columns)
        set_head(engagement_id, confidentiality=draft.confidentiality, source=draft.source)
    _write_parts(engagement_id, draft)
    look_again(engagement_id)
    return engagement_id


def _counts(columns: Mapping[str, Any]) -> HeadCounts:
    return HeadCounts(**{name: columns[name] for name in head_counts.NAMES})


def _write_parts(engagement_id: int, draft: EngagementDraft) -> None:
    set_children(Attendance, engagement_id, [_attendance(i, a) for i, a in enumerate(draft.attendance)])
    set_children(
        AgendaItem,
        engagement_id,
        [
            {"id": a.id, "position": i, "title": clean(a.title), "minutes": a.minutes, "presenter": clean(a.presenter)}
            for i, a in enumerate(draft.agenda)
            if clean(a.title)
        ],
    )
    set_children(Point, engagement_id, [_point(i, p) for i, p in enumerate(draft.points) if clean(p.text)])
    set_children(Ask, engagement_id, [_ask(i, a) for i, a in enumerate(draft.asks) if clean(a.text)])
    set_topics_of(engagement_id, draft.topics, draft.tags)
    for file in draft.files:
        keep_file(engagement_id, file)
    for commitment in draft.commitments:
        add_commitment(
            replace(
                commitment,
                engagement_id=engagement_id,
                confidentiality=max(commitment.confidentiality, draft.confidentiality),
                topics=commitment.topics or draft.topics,
            )
        )


def _attendance(position: int, draft: AttendanceDraft) -> dict[str, object]:
    try:
        code = AttendanceCode(draft.code)
    except ValueError as error:
        raise UserError("no-such-attendance", typed=draft.code) from error
    if draft.person_id is None and not clean(draft.name):
        raise UserError("attendance-without-name", position=position + 1)
    return {
        "id": draft.id,
        "position": position,
        "person_id": draft.person_id,
        "name": clean(draft.name),
        "organisation_id": draft.organisation_id,
        "side": draft.side,
        "code": code.value,
        "part": draft.part,
        "alternate_for_id": draft.alternate_for_id,
    }


def _point(position: int, draft: PointDraft) -> dict[str, object]:
    return {
        "id": draft.id,
        "position": position,
        "text": clean(draft.text),
        "raised_by": clean(draft.raised_by),
        "status": draft.status,
        "impression": clean(draft.impression),
    }


def _ask(position: int, draft: AskDraft) -> dict[str, object]:
    try:
        response = Response(draft.response)
    except ValueError as error:
        raise UserError("no-such-response", response=draft.response) from error
    return {
        "id": draft.id,
        "position": position,
        "text": clean(draft.text),
        "kind": draft.kind,
        "response": response.value,
        "answer": clean(draft.answer),
    }


_TEXTS = [
    "title",
    "start_time",
    "end_time",
    "venue",
    "meeting_point",
    "purpose",
    "organiser",
    "needs",
    "minutes",
    "wanted",
    "got",
    "feedback",
]
_COPIED = ["kind", "on_day", "organisation_id", "place_id", "mode", "next_contact_on"]


def _columns(draft: EngagementDraft) -> dict[str, object]:
    columns: dict[str, object] = {name: clean(getattr(draft, name)) for name in _TEXTS}
    if not columns["title"]:
        raise UserError("engagement-without-title")
    for name in ("start_time", "end_time"):
        columns[name] = read_time(str(columns[name]))
    return columns | {name: getattr(draft, name) for name in (*head_counts.NAMES, *_COPIED)}


@operation(lambda title: _("Goals and feedback of {title}").format(title=title))
def write_goals(
    engagement_id: int, *, wanted: str | None = None, got: str | None = None, feedback: str | None = None
) -> str:
    """What we wanted, what we got, what those who came said of it: said later too, for it is no part of the minutes.

    None leaves what is there. Returns the title. Raises UserError("goals-empty").
    """
    row = row_of(Engagement, engagement_id)
    said = {
        name: clean(text)
        for name, text in (("wanted", wanted), ("got", got), ("feedback", feedback))
        if text is not None
    }
    if not said:
        raise UserError("goals-empty")
    update_row(Engagement, engagement_id, **said)
    return str(row["title"])


@operation(mark("Unlock minutes"))
def unlock_minutes(engagement_id: int, reason: str) -> None:
    """Open locked minutes again; the reason stays in the history. Raises UserError("note-missing")."""
    row = row_of(Engagement, engagement_id)
    if not clean(reason):
        raise UserError("note-missing", reference=row["title"])
    _step(engagement_id, Status.HELD, clock.today(), reason)
    update_row(Engagement, engagement_id, is_locked=False, closed_out_on=None)
    look_again(engagement_id)


@operation(lambda done: _("{title}: {status}").format(title=done[0], status=label(done[1])))
def change_status(engagement_id: int, status: str, note: str = "", new_day: date | None = None) -> tuple[str, str]:
    """Postpone, cancel, hold or re-plan an engagement; returns its title and the status.

    Raises UserError: "no-such-step", "minutes-locked", "held-in-future".
    """
    row = row_of(Engagement, engagement_id)
    if row["is_locked"]:
        raise UserError("minutes-locked", title=row["title"])
    step = read_status(Status, status, row["title"])
    if step is Status.HELD and (new_day or row["on_day"]) > clock.today():
        raise UserError("held-in-future", title=row["title"], day=(new_day or row["on_day"]).isoformat())
    _step(engagement_id, step, clock.today(), note)
    if new_day is not None:
        update_row(Engagement, engagement_id, on_day=new_day)
    look_again(engagement_id)
    return str(row["title"]), step


@dataclass(frozen=True)
class Postponed:
    """What came of it; `new_day` is None while the day is not known yet."""

    engagement_id: int
    title: str
    old_day: date
    new_day: date | None


def _postponed_words(done: Postponed) -> str:
    if done.new_day is None:
        return _("Postpone {title}").format(title=done.title)
    return _("Move {title} to {day}").format(title=done.title, day=format_day(done.new_day))


@operation(_postponed_words)
def postpone(
    engagement_id: int,
    new_day: date | None,
    *,
    new_time: str = "",
    asked_by: str = "",
    reason: str = "",
) -> Postponed:
    """Put a planned engagement off: to another day, on which it stands planned again, or to a day not known yet.

    `new_time`: when it begins then, where that changes too; it lasts as long as before.
    Raises UserError: "no-such-step", "minutes-locked", "moved-to-past", "same-date", "bad-time".
    """
    row = row_of(Engagement, engagement_id)
    if row["is_locked"]:
        raise UserError("minutes-locked", title=row["title"])
    start, end = _moved_times(row["start_time"], row["end_time"], read_time(clean(new_time)))
    _check_new_day(row, new_day, is_same_time=start == row["start_time"])
    note = ". ".join(part for part in (clean(reason).rstrip("."), _asked_by(asked_by)) if part)
    if new_day is None or row["status"] != Status.POSTPONED:
        _step(engagement_id, Status.POSTPONED, clock.today(), note)
    if new_day is not None:
        words = _("From {old} to {new}").format(old=format_day(row["on_day"]), new=format_day(new_day))
        _step(engagement_id, Status.PLANNED, clock.today(), words)
        add_date_move(engagement_id, row["on_day"], new_day, clock.today(), said_by=asked_by, reason=reason)
        update_row(Engagement, engagement_id, on_day=new_day, start_time=start, end_time=end)
    look_again(engagement_id)
    return Postponed(engagement_id, str(row["title"]), row["on_day"], new_day)


def _asked_by(name: str) -> str:
    return _("Asked by {name}").format(name=clean(name)) if clean(name) else ""


def _check_new_day(row: dict[str, Any], new_day: date | None, *, is_same_time: bool) -> None:
    if new_day is None:
        return
    if new_day < clock.today():
        raise UserError("moved-to-past", title=row["title"], day=new_day.isoformat())
    if new_day == row["on_day"] and is_same_time and row["status"] != Status.POSTPONED:
        raise UserError("same-date", day=new_day.isoformat())


def _moved_times(start: str, end: str, new_start: str) -> tuple[str, str]:
    """Begin and end after the begin moved: it lasts as long as before, as far as the day goes."""
    if not new_start or new_start == start:
        return start, end
    if not (start and end):
        return new_start, ""
    minutes = _minutes(new_start) + _minutes(end) - _minutes(start)
    return new_start, f"{minutes // 60:02d}:{minutes % 60:02d}" if _minutes(new_start) < minutes < 24 * 60 else ""


def _minutes(time: str) -> int:
    hours, _colon, minutes = time.partition(":")
    return int(hours) * 60 + int(minutes)


def _step(engagement_id: int, step: Status, on: date, note: str) -> None:
    row = row_of(Engagement, engagement_id)
    if step not in next_steps(Status(row["status"])):
        raise UserError("no-such-step", reference=row["title"], step=label(step))
    add_step(engagement_id, row["status"], step, on, note=note)
    update_row(Engagement, engagement_id, status=step)


def look_again(engagement_id: int) -> None:
    """Set the day an engagement comes up: its own day while planned, the next contact once closed out.

    One without its day decided again, or held and not closed out, is due now, at the latest on its day.
    """
    row = row_of(Engagement, engagement_id)
    status = Status(row["status"])
    day = row["on_day"] if is_open(status) else row["next_contact_on"] if status is Status.CLOSED_OUT else None
    if status is Status.POSTPONED:
        day = min(row["on_day"], clock.today() + timedelta(days=7))
    update_row(Record, engagement_id, next_look=day)


def draft_engagement(engagement_id: int) -> EngagementDraft:
    """The form of an engagement as kept now. Raises UserError("not-found")."""
    row = row_of(Engagement, engagement_id)
    copied = {name: row[name] for name in (*_TEXTS, *head_counts.NAMES, *_COPIED)}
    return EngagementDraft(
        **copied,
        attendance=_draft_parts(Attendance, engagement_id, AttendanceDraft),
        agenda=_draft_parts(AgendaItem, engagement_id, AgendaDraft),
        points=_draft_parts(Point, engagement_id, PointDraft),
        asks=_draft_parts(Ask, engagement_id, AskDraft),
        **draft_head(engagement_id),
    )


def _draft_parts(table: Any, engagement_id: int, draft: type[D]) -> list[D]:
    found = dicts(table.select().where(table.engagement_id == engagement_id).order_by(table.position, table.id))
    return [draft(**{k: v for k, v in row.items() if k not in ("engagement_id", "position")}) for row in found]
