"""The day of a step that hangs on another day, how it was worked out, and what moves along when one slips."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property

from crm.rules.dates import format_day
from crm.rules.plans import Anchor, DayUnit
from crm.rules.working_days import Reckoning, WorkingCalendar
from resources.translations import _, ngettext

MOST_DAYS = 3660
"""No step is counted further than ten years from what it hangs on."""

_OF_A_STEP = (Anchor.STEP_DUE, Anchor.STEP_DONE)


@dataclass(frozen=True)
class StepDate:
    """What the day of a step hangs on, and what is known of it; `id` is its record, or its place in a template."""

    id: int
    anchor: Anchor = Anchor.NOTHING
    days: int | None = None
    unit: DayUnit = DayUnit.NOT_SAID
    after: int | None = None
    due: date | None = None
    done_on: date | None = None
    is_open: bool = True

    @property
    def is_worked(self) -> bool:
        """Whether its days are working days."""
        return self.unit is DayUnit.WORKING

    @property
    def is_back(self) -> bool:
        """Whether it is counted backwards, from a fixed end."""
        return self.anchor is Anchor.PLAN_END


@dataclass(frozen=True)
class WorkedOut:
    """The day of a step, from which day it was counted, and the days that were stepped over."""

    step: StepDate
    counted_from: date
    day: date
    skipped: tuple[tuple[date, str], ...]
    is_expected: bool = False
    """It waits for the step before to be done, and is counted from that one's date until then."""

    @property
    def words(self) -> str:
        """How the date was worked out, in one or two sentences."""
        said = f"{distance_words(self.step, self.counted_from)}: {_named(self.day)}."
        if self.is_expected:
            said += " " + _("The step before is not done yet: its date counts until then.")
        return f"{said} {self._skipped_words()}".strip()

    def _skipped_words(self) -> str:
        named = ", ".join(f"{_named(day)} ({reason})" for day, reason in sorted(self.skipped) if day.weekday() < 5)
        if self.step.is_worked:
            weekends = any(day.weekday() >= 5 for day, _reason in self.skipped)
            parts = [_("weekends")] * weekends + [named] * bool(named)
            return _("Not counted: {days}.").format(days=", ".join(parts)) if parts else ""
        if not self.skipped:
            return ""
        all_named = ", ".join(f"{_named(day)} ({reason})" for day, reason in self.skipped)
        if self.step.is_back:
            return _("No working days: {days}; so it is the one before.").format(days=all_named)
        return _("No working days: {days}; so it is the next one.").format(days=all_named)


@dataclass(frozen=True)
class Shift:
    """A step that would move along: from which day, to which."""

    step_id: int
    old: date | None
    new: WorkedOut


@dataclass(frozen=True)
class Schedule:
    """The steps of a plan or template with the days they hang on."""

    steps: tuple[StepDate, ...]
    starts: date | None
    ends: date | None
    calendar: WorkingCalendar

    def work_out(self, step: StepDate, dues: Mapping[int, date | None] | None = None) -> WorkedOut | None:
        """The day of this step; None where it hangs on nothing that has a day. `dues` stand in for those we keep."""
        if step.days is None or not 0 <= step.days <= MOST_DAYS:
            return None
        start, is_expected = self._start(step, dues or {})
        if start is None or not date.min + _ROOM < start < date.max - _ROOM:
            return None
        counted = self._count(step, start)
        return WorkedOut(step, start, counted.result, counted.skipped, is_expected)

    def worked_out(self, step_id: int) -> WorkedOut | None:
        """The day of a kept step, as the days of the others are now."""
        step = self._by_id.get(step_id)
        return self.work_out(step) if step else None

    def lay_out(self) -> dict[int, WorkedOut]:
        """The day of every step that hangs on something, each after the one it hangs on."""
        dues = {step.id: step.due for step in self.steps}
        found = {}
        for step in self._in_order():
            worked = self.work_out(step, dues)
            if worked is not None:
                found[step.id] = worked
                dues[step.id] = worked.day
        return found

    def shifts(self, changed: int | None = None, kept: Collection[int] = ()) -> list[Shift]:
        """The open steps whose day is another one now: what hangs on the `changed` one, or any of the plan.

        What hangs on a step that is `kept` where it is stays too.
        """
        dues = {step.id: step.due for step in self.steps}
        moved = {changed}
        found = []
        for step in self._in_order():
            hangs = changed is None or (step.anchor in _OF_A_STEP and step.after in moved)
            worked = self.work_out(step, dues) if hangs and step.is_open and step.id != changed else None
            if worked is None or worked.day == step.due:
                continue
            found.append(Shift(step.id, step.due, worked))
            if step.id not in kept:
                dues[step.id] = worked.day
                moved.add(step.id)
        return found

    @cached_property
    def _by_id(self) -> dict[int, StepDate]:
        return {step.id: step for step in self.steps}

    def _start(self, step: StepDate, dues: Mapping[int, date | None]) -> tuple[date | None, bool]:
        """The day it is counted from, and whether that one is only expected."""
        if step.anchor is Anchor.PLAN_START:
            return self.starts, False
        if step.anchor is Anchor.PLAN_END:
            return self.ends, False
        before = self._by_id.get(step.after) if step.after is not None and step.anchor in _OF_A_STEP else None
        if before is None:
            return None, False
        if step.anchor is Anchor.STEP_DONE and before.done_on is not None:
            return before.done_on, False
        return dues.get(before.id, before.due), step.anchor is Anchor.STEP_DONE and before.is_open

    def _count(self, step: StepDate, start: date) -> Reckoning:
        days = step.days or 0
        if step.is_worked:
            counted = self.calendar.back(start, days) if step.is_back else self.calendar.add(start, days)
        else:
            far = timedelta(days=-days if step.is_back else days)
            counted = Reckoning(start, start + far, ())
        rolled = self.calendar.roll(counted.result, back=step.is_back)
        return replace(rolled, start=start, skipped=(*counted.skipped, *rolled.skipped))

    def _in_order(self) -> Iterator[StepDate]:
        """Each step after the one it hangs on; those that hang on each other are left out."""
        waiting = list(self.steps)
        known: set[int | None] = {None, *(step.after for step in waiting if step.after not in self._by_id)}
        while ready := [step for step in waiting if step.after in known or step.anchor not in _OF_A_STEP]:
            yield from ready
            known |= {step.id for step in ready}
            waiting = [step for step in waiting if step.id not in known]


_ROOM = timedelta(days=3 * MOST_DAYS)


def distance_words(step: StepDate, counted_from: date | None = None, before: str = "") -> str:
    """What the day of a step hangs on (“10 working days after the plan begins (2 Nov 2026)”).

    `before` is what the step before is called.
    """
    if step.anchor is Anchor.NOTHING or step.days is None:
        return ""
    if step.is_worked:
        far = ngettext("{count} working day", "{count} working days", step.days)
    else:
        far = ngettext("{count} day", "{count} days", step.days)
    what = {
        Anchor.PLAN_START: _("{far} after the plan begins"),
        Anchor.STEP_DUE: _("{far} after {step} is due"),
        Anchor.STEP_DONE: _("{far} after {step} is done"),
        Anchor.PLAN_END: _("{far} before the plan ends"),
    }[step.anchor].format(far=far, step=before or _("the step before"))
    return f"{what} ({_named(counted_from)})" if counted_from else what


def _named(day: date) -> str:
    return format_day(day)
