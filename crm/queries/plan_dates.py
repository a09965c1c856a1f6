"""The days that a plan's steps hang on, and which of them would move along."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from crm.queries.base import Tuple, day, rows
from crm.queries.calendar import get_calendar
from crm.rules.plan_dates import Schedule, Shift, StepDate, WorkedOut
from crm.rules.plans import Anchor, DayUnit, StepStatus, is_open_step
from resources.translations import _


@dataclass(frozen=True)
class ShiftRow:
    """A step that would move along, as a table shows it."""

    step_id: int
    number: int
    title: str
    old: date | None
    new: date
    why: str


@dataclass(frozen=True)
class Dependants:
    """What would move along with a step that changed, or in the whole plan; asked again for what is kept."""

    plan_id: int
    reference: str
    changed: int | None
    changed_title: str
    schedule: Schedule
    names: dict[int, tuple[int, str]]
    """The number and the title of each step."""

    @property
    def reason(self) -> str:
        """Why they would move, where nobody says so in other words."""
        if not self.changed_title:
            return _("Worked out from what it hangs on")
        return _("Moves along with “{step}”").format(step=self.changed_title)

    def shifts(self, kept: frozenset[int] = frozenset()) -> list[ShiftRow]:
        """The steps that would move, in their order, where these are kept as they are."""
        found = [self._row(shift) for shift in self.schedule.shifts(self.changed, kept)]
        return sorted(found, key=lambda row: row.number)

    def _row(self, shift: Shift) -> ShiftRow:
        return ShiftRow(shift.step_id, *self.names[shift.step_id], shift.old, shift.new.day, shift.new.words)


def get_schedule(plan_id: int) -> Schedule:
    """The steps of a plan with the days they hang on; an empty one for a plan that is gone."""
    plan = rows("SELECT starts_on, ends_on FROM plan WHERE id = ?", plan_id)
    starts, ends = plan[0] if plan else (None, None)
    return Schedule(tuple(_step(row) for row in _steps(plan_id)), day(starts), day(ends), get_calendar())


def get_dependants(plan_id: int, changed: int | None = None) -> Dependants:
    """What hangs on this step of a plan, or on anything in it."""
    named = rows("SELECT id, position, title FROM plan_step WHERE plan_id = ? ORDER BY position, id", plan_id)
    names = {row[0]: (number, str(row[2])) for number, row in enumerate(named, 1)}
    reference = rows("SELECT reference FROM plan WHERE id = ?", plan_id)
    title = names[changed][1] if changed in names else ""
    return Dependants(plan_id, reference[0][0] if reference else "", changed, title, get_schedule(plan_id), names)


def work_out(plan_id: int, step: StepDate) -> WorkedOut | None:
    """The day of a step of this plan; None where it hangs on nothing that has a day."""
    return get_schedule(plan_id).work_out(step)


def step_date(**columns: Any) -> StepDate:
    """A step by what is kept of its day."""
    anchor, unit = columns.pop("anchor"), columns.pop("day_unit")
    return StepDate(anchor=Anchor(anchor), unit=DayUnit(unit), **columns)


def _steps(plan_id: int) -> list[Tuple]:
    return rows(
        "SELECT id, anchor, days, day_unit, after_id, due_on, done_on, status FROM plan_step WHERE plan_id = ? "
        "ORDER BY position, id",
        plan_id,
    )


def _step(row: Tuple) -> StepDate:
    step_id, anchor, days, unit, after, due, done, status = row
    return StepDate(
        step_id, Anchor(anchor), days, DayUnit(unit), after, day(due), day(done), is_open_step(StepStatus(status))
    )
