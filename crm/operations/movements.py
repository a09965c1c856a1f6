"""Writing down what happened to a record of any noun, inside the operation of that noun."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any, TypedDict, Unpack

from crm.operations.attachments import keep_file
from crm.operations.base import check_not_future, clean, row_of, update_row
from crm.rules.errors import UserError
from crm.rules.evidence import Kind
from crm.tables.base import Table
from crm.tables.movements import DateMove, Evidence, FollowUp, StatusChange

FOLLOW_UP_AGAIN = timedelta(days=14)
"""When what was followed up comes up again, unless said."""


class DateSaid(TypedDict, total=False):
    """How another day was named; `engagement_id`: the call or message it was said in. Agreed, unless said."""

    said_by: str
    how: str
    reason: str
    is_agreed: bool
    engagement_id: int | None


class Asked(TypedDict, total=False):
    """How we asked what became of it, and what was answered."""

    channel: str
    to_whom: str
    words: str
    answer: str
    engagement_id: int | None


@dataclass(frozen=True)
class EvidenceDraft:
    """What shows that something was done: words, and a photo or paper where there is one."""

    words: str
    kind: str = Kind.VISIT
    file: Path | None = None
    seen_on: date | None = None
    seen_by: str = ""


def add_date_move(
    record_id: int,
    old: date | None,
    new: date,
    said_on: date,
    *,
    said_by: str = "",
    how: str = "",
    reason: str = "",
    is_agreed: bool = True,
    engagement_id: int | None = None,
) -> None:
    """Keep that somebody named another day."""
    DateMove.insert(
        record_id=record_id,
        old_due=old,
        new_due=new,
        said_on=said_on,
        said_by=clean(said_by),
        how=clean(how),
        reason=clean(reason),
        is_agreed=is_agreed,
        engagement_id=engagement_id,
    ).execute()


def add_follow_up(
    record_id: int,
    on: date,
    *,
    channel: str = "",
    to_whom: str = "",
    words: str = "",
    answer: str = "",
    engagement_id: int | None = None,
) -> None:
    """Keep that we asked what became of it."""
    FollowUp.insert(
        record_id=record_id,
        on_day=on,
        channel=clean(channel),
        to_whom=clean(to_whom),
        words=clean(words),
        answer=clean(answer),
        engagement_id=engagement_id,
    ).execute()


def add_step(
    record_id: int,
    from_status: str,
    to_status: str,
    on: date,
    *,
    outcome: str = "",
    note: str = "",
    source: str = "",
) -> None:
    """Keep a step of the record's life-cycle; `source`: a letter, the papers of the House, a call."""
    StatusChange.insert(
        record_id=record_id,
        from_status=from_status,
        to_status=to_status,
        outcome=outcome,
        on_day=on,
        note=clean(note),
        source=clean(source),
    ).execute()


def add_evidence_of(record_id: int, evidence: EvidenceDraft) -> int | None:
    """Keep what shows that it was done; returns the file kept with it, if any.

    Raises UserError("evidence-empty"), ("made-in-future").
    """
    if not clean(evidence.words) and evidence.file is None:
        raise UserError("evidence-empty")
    if evidence.seen_on is not None:
        check_not_future(evidence.seen_on)
    attachment_id = keep_file(record_id, evidence.file, evidence.words) if evidence.file else None
    Evidence.insert(
        record_id=record_id,
        kind=evidence.kind,
        words=clean(evidence.words),
        attachment_id=attachment_id,
        seen_on=evidence.seen_on,
        seen_by=clean(evidence.seen_by),
    ).execute()
    return attachment_id


def has_evidence(record_id: int) -> bool:
    """Whether anything shows that it was done."""
    return bool(Evidence.select().where(Evidence.record_id == record_id).exists())


def has_moved(record_id: int) -> bool:
    """Whether its date was ever moved."""
    return bool(DateMove.select().where(DateMove.record_id == record_id).exists())


def due_columns(due: date | None) -> dict[str, object]:
    """The columns of a date that was never moved: as first given, as last said, as last agreed."""
    return {"due_original": due, "due_on": due, "due_agreed": due}


def corrected_due(row: dict[str, Any], due: date | None, name: str) -> dict[str, object]:
    """The columns of a date that a form corrects; none where it says what is kept. Raises UserError("date-has-moved").

    Only a date that never moved can be corrected; afterwards every other day is a move.
    """
    if due == row["due_on"]:
        return {}
    if has_moved(row["id"]):
        raise UserError("date-has-moved", reference=name)
    return due_columns(due)


def move_due(table: type[Table], row: dict[str, Any], new_due: date, said_on: date, **said: Unpack[DateSaid]) -> None:
    """Give a row of this table another date. Raises UserError("same-date").

    Where there was no date, the first one said counts as given, agreed or not: something must be measurable.
    """
    if new_due == row["due_on"]:
        raise UserError("same-date", day=new_due.isoformat())
    add_date_move(row["id"], row["due_on"], new_due, said_on, **said)
    agreed = new_due if said.get("is_agreed", True) or row["due_agreed"] is None else row["due_agreed"]
    update_row(table, row["id"], due_on=new_due, due_agreed=agreed)


def set_last_movement(table: type[Table], row_id: int, on: date) -> None:
    """Something happened to it on that day; an earlier day than the last one known changes nothing."""
    last = row_of(table, row_id)["last_movement_on"]
    if last is None or on > last:
        update_row(table, row_id, last_movement_on=on)
