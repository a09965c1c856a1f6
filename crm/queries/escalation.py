"""The ladder of escalation as it stands here, and how far up a record has gone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from crm.queries.base import build, day, rows, scalar
from crm.queries.calendar import get_calendar
from crm.rules import clock, escalation
from crm.rules.errors import UserError
from crm.rules.escalation import Rung, Taken, next_rung, rungs_for
from resources import reference


@dataclass(frozen=True)
class EscalationRow:
    """A rung that was taken for a record."""

    position: int
    name: str
    to_whom: str
    on: date
    due_on: date | None
    answer: str
    """What came of it, as far as it was written down with the follow-up."""


@dataclass(frozen=True)
class Climb:
    """How far up a record has gone, and what comes next."""

    taken: tuple[EscalationRow, ...]
    rungs: tuple[Rung, ...]
    next: Rung | None
    dues: dict[int, date | None]
    """By its place, when the clock of each rung would run out if it were taken today."""

    @property
    def next_due(self) -> date | None:
        """When the clock of the next rung would run out if it were taken today."""
        return self.dues[self.next.position] if self.next else None

    @property
    def next_position(self) -> int:
        """The place of the next rung. Raises UserError("no-next-rung") at the top."""
        if self.next is None:
            raise UserError("no-next-rung")
        return self.next.position

    @property
    def last_position(self) -> int:
        """The place of the rung taken last, by its name where the ladder moved. Raises UserError("no-rung-taken")."""
        if not self.taken:
            raise UserError("no-rung-taken")
        last = self.taken[-1]
        return next((rung.position for rung in self.rungs if rung.name == last.name), last.position)


def has_own_ladder() -> bool:
    """Whether the ladder was changed here; else it is the one that ships."""
    return bool(scalar("SELECT EXISTS (SELECT 1 FROM rung)"))


def list_rungs(noun: str = "") -> list[Rung]:
    """The ladder from the foot up: ours where we changed it, else as it ships. Of one noun, or whole."""
    found = [
        build(Rung, *row)
        for row in rows(
            "SELECT position, name, applies_to, to_whom, length, unit, letter_kind, note FROM rung ORDER BY position"
        )
    ] or [
        Rung(one.position, one.name, one.applies_to, one.to_whom, one.length, one.unit, one.letter_kind, one.note)
        for one in reference.ladder()
    ]
    return rungs_for(found, noun) if noun else found


def get_rung(position: int, noun: str = "") -> Rung:
    """One rung that a record of this noun can take. Raises UserError("rung-not-known")."""
    rungs = list_rungs(noun)
    found = next((rung for rung in rungs if rung.position == position), None)
    if found is None:
        raise UserError("rung-not-known", rung=position, known=", ".join(str(rung.position) for rung in rungs))
    return found


def list_escalations(record_id: int) -> tuple[EscalationRow, ...]:
    """The rungs taken for a record, the first one first."""
    found = rows(
        "SELECT e.position, e.name, e.to_whom, e.on_day, e.due_on, coalesce(f.answer, '') FROM escalation e "
        "LEFT JOIN follow_up f ON f.id = e.follow_up_id WHERE e.record_id = ? ORDER BY e.on_day, e.id",
        record_id,
    )
    return tuple(build(EscalationRow, *row[:3], day(row[3]), day(row[4]), row[5]) for row in found)


def get_climb(record_id: int, noun: str, today: date | None = None) -> Climb:
    """How far up a record of this noun has gone, and what comes next."""
    taken, rungs, calendar = list_escalations(record_id), tuple(list_rungs(noun)), get_calendar()
    reckoned = {rung.position: escalation.due_of(rung, today or clock.today(), calendar) for rung in rungs}
    dues = {position: one.result if one else None for position, one in reckoned.items()}
    return Climb(taken, rungs, next_rung(rungs, [Taken(one.position, one.name) for one in taken]), dues)
