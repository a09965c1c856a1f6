"""Templates of plans: the steps that practice has shown, with the days they hang on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from crm.rules.names import fold
from crm.rules.plan_dates import Schedule, StepDate, WorkedOut, distance_words
from crm.rules.plans import Anchor, DayUnit
from crm.rules.working_days import WorkingCalendar
from resources import reference
from resources.translations import _


@dataclass(frozen=True)
class TemplateStep:
    """A step of a template; `after` is the place of the step it comes after, counted from 0."""

    title: str
    kind: str = ""
    after: int | None = None
    anchor: str = ""
    days: int | None = None
    day_unit: str = ""


@dataclass(frozen=True)
class PlanTemplate:
    """Steps to begin a plan with; `id` is None for one that ships."""

    name: str
    words: str
    steps: tuple[TemplateStep, ...]
    id: int | None = None

    @property
    def is_ours(self) -> bool:
        """Whether it is kept in this workspace."""
        return self.id is not None

    def dated(self, place: int) -> StepDate:
        """What the day of the step at this place hangs on."""
        step = self.steps[place]
        return StepDate(place, Anchor(step.anchor), step.days, DayUnit(step.day_unit), step.after)

    def lay_out(self, starts: date | None, ends: date | None, calendar: WorkingCalendar) -> list[WorkedOut | None]:
        """The day of each step of a plan with these days; None for one that hangs on nothing that has a day."""
        steps = tuple(self.dated(place) for place in range(len(self.steps)))
        laid = Schedule(steps, starts, ends, calendar).lay_out()
        return [laid.get(place) for place in range(len(steps))]


@dataclass(frozen=True)
class PreviewStep:
    """A step of a template with the day it would have."""

    number: int
    step: TemplateStep
    hangs_on: str
    due: date | None
    why: str
    is_after_end: bool
    """Whether it would come after the day on which the plan ends."""


def preview(
    template: PlanTemplate, starts: date | None, ends: date | None, calendar: WorkingCalendar
) -> list[PreviewStep]:
    """The steps of a plan with these days, each with its day and how that is worked out."""
    laid = template.lay_out(starts, ends, calendar)
    return [_preview(place, template, worked, ends) for place, worked in enumerate(laid)]


def _preview(place: int, template: PlanTemplate, worked: WorkedOut | None, ends: date | None) -> PreviewStep:
    step = template.steps[place]
    before = "" if step.after is None else _("no. {number}").format(number=step.after + 1)
    return PreviewStep(
        place + 1,
        step,
        distance_words(template.dated(place), before=before),
        worked.day if worked else None,
        worked.words if worked else "",
        worked is not None and ends is not None and worked.day > ends,
    )


def shipped() -> tuple[PlanTemplate, ...]:
    """The templates that ship with the program."""
    rows: dict[str, list[reference.PlanTemplateStep]] = {}
    for row in reference.plan_templates():
        rows.setdefault(row.name, []).append(row)
    return tuple(PlanTemplate(name, _words(steps), tuple(map(_step, steps))) for name, steps in rows.items())


def in_place(ours: Sequence[PlanTemplate]) -> list[PlanTemplate]:
    """All templates by name: ours, and those that ship under a name of which there is none of ours."""
    named = {fold(template.name): template for template in (*shipped(), *ours)}
    return sorted(named.values(), key=lambda template: fold(template.name))


def is_shipped(name: str) -> bool:
    """Whether a template ships under this name."""
    return fold(name) in {fold(template.name) for template in shipped()}


def _words(steps: Sequence[reference.PlanTemplateStep]) -> str:
    return next((step.words for step in steps if step.words), "")


def _step(row: reference.PlanTemplateStep) -> TemplateStep:
    after = row.after - 1 if row.after else None
    return TemplateStep(row.title, row.kind, after, row.anchor, row.days, row.day_unit)
