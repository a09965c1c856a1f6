"""The small rows behind a record's line, a commitment's or any other's: its date moves and its last movement."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from crm.queries.base import Tuple, build, day, grouped, in_chunks, marks, rows
from crm.rules import life_cycles
from crm.rules.commitments import DateMove
from crm.rules.dates import format_day
from crm.rules.letters import followed_up_words
from resources.translations import _


@dataclass(frozen=True)
class Movement:
    """The last thing that happened to a record."""

    on: date
    words: str


@dataclass(frozen=True)
class EvidenceLine:
    """What shows that something was done."""

    id: int
    kind: str
    words: str
    attachment_id: int | None
    file_name: str
    seen_on: date | None
    seen_by: str
    sha256: str = ""
    """Of the file, by which anybody can see that it is the same one."""


def list_evidence(record_ids: Sequence[int]) -> dict[int, tuple[EvidenceLine, ...]]:
    """What shows that each of these records was done."""
    found = rows(
        "SELECT v.record_id, v.id, v.kind, v.words, v.attachment_id, coalesce(t.file_name, ''), v.seen_on, v.seen_by, "
        "coalesce(t.sha256, '') FROM evidence v LEFT JOIN attachment t ON t.id = v.attachment_id "
        f"WHERE v.record_id IN ({marks(record_ids)}) ORDER BY v.id",
        *record_ids,
    )
    return {
        key: tuple(build(EvidenceLine, *line[:5], day(line[5]), *line[6:]) for line in lines)
        for key, lines in grouped(found).items()
    }


def list_moves(record_id: int) -> tuple[Tuple, ...]:
    """Date moves, oldest first: (old, new, said on, said by, how, reason, agreed)."""
    found = rows(
        "SELECT old_due, new_due, said_on, said_by, how, reason, is_agreed FROM date_move WHERE record_id = ? "
        "ORDER BY id",
        record_id,
    )
    return tuple((day(row[0]), day(row[1]), day(row[2]), *row[3:6], bool(row[6])) for row in found)


def list_steps(record_id: int) -> tuple[Tuple, ...]:
    """Steps of the life-cycle, oldest first: (on, from, to, outcome, note, source)."""
    return dated(
        "SELECT on_day, from_status, to_status, outcome, note, source FROM status_change "
        "WHERE record_id = ? ORDER BY id",
        record_id,
    )


def get_standing_since(record_ids: Sequence[int]) -> dict[int, date]:
    """Since when each of these records stands where it stands; those that never took a step are left out."""
    found = in_chunks(
        "SELECT record_id, on_day FROM status_change WHERE record_id IN ({marks}) AND from_status <> to_status "
        "ORDER BY id",
        record_ids,
    )
    return {record_id: date.fromisoformat(on) for record_id, on in found}


def list_follow_ups(record_id: int) -> tuple[Tuple, ...]:
    """Follow-ups, oldest first: (on, channel, to whom, words, answer)."""
    return dated(
        "SELECT on_day, channel, to_whom, words, answer FROM follow_up WHERE record_id = ? ORDER BY id", record_id
    )


def count_follow_ups(record_ids: Sequence[int]) -> dict[int, int]:
    """How often each of these records was followed up; those that never were are left out."""
    found = rows(
        f"SELECT record_id, count(*) FROM follow_up WHERE record_id IN ({marks(record_ids)}) GROUP BY 1", *record_ids
    )
    return {row[0]: row[1] for row in found}


def dated(sql: str, record_id: int) -> tuple[Tuple, ...]:
    """The rows of a record whose first column is a day."""
    return tuple((day(row[0]), *row[1:]) for row in rows(sql, record_id))


def get_moves(record_ids: Sequence[int]) -> dict[int, tuple[DateMove, ...]]:
    """The date moves of each record, oldest first."""
    found = rows(
        "SELECT record_id, old_due, new_due, said_on, is_agreed FROM date_move "
        f"WHERE record_id IN ({marks(record_ids)}) ORDER BY id",
        *record_ids,
    )
    return {
        key: tuple(
            DateMove(
                date.fromisoformat(old) if old else None,
                date.fromisoformat(new),
                date.fromisoformat(said),
                bool(agreed),
            )
            for old, new, said, agreed in moves
        )
        for key, moves in grouped(found).items()
    }


def get_last_movements(record_ids: Sequence[int]) -> dict[int, Movement]:
    """The newest date move, step, follow-up or evidence of each record that has one."""
    here = marks(record_ids)
    # `step` orders what happened on one day: a follow-up comes before the answer it brought.
    found = rows(
        f"SELECT record_id, on_day, 3, id, CASE WHEN outcome <> '' THEN outcome "
        "WHEN from_status = to_status THEN '' ELSE to_status END, note "
        f"FROM status_change WHERE record_id IN ({here}) "
        "UNION ALL SELECT record_id, said_on, 2, id, new_due, '' FROM date_move "
        f"WHERE record_id IN ({here}) "
        "UNION ALL SELECT record_id, on_day, 1, id, channel, answer FROM follow_up "
        f"WHERE record_id IN ({here}) "
        f"UNION ALL SELECT record_id, seen_on, 0, id, kind, words FROM evidence "
        f"WHERE seen_on IS NOT NULL AND record_id IN ({here}) ORDER BY 2, 3, 4",
        *record_ids,
        *record_ids,
        *record_ids,
        *record_ids,
    )
    return {row[0]: Movement(date.fromisoformat(row[1]), _words(row[2], row[4], row[5])) for row in found}


def _words(step: int, what: str, more: str) -> str:
    if step == 3 and not what:
        return more  # it stands where it stood, with somebody else
    if step == 3:
        step_words = life_cycles.label(what)
        return f"{step_words}: {more}" if more else step_words
    if step == 2:
        return _("Date moved to {day}").format(day=format_day(date.fromisoformat(what)))
    if step == 1:
        said = followed_up_words(what)
        return f"{said}: {more}" if more else said
    return _("Evidence: {words}").format(words=more) if more else _("Evidence seen")
