"""What one does with the templates of plans: change them, and save a plan as one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from crm.operations.base import (
    check_choice,
    check_unchanged,
    clean,
    dicts,
    new_record,
    newest_change,
    operation,
    row_of,
    set_children,
    update_row,
)
from crm.operations.plans import StepDraft, check_distance, steps_of
from crm.rules.errors import UserError
from crm.rules.names import fold
from crm.rules.plan_templates import PlanTemplate, TemplateStep
from crm.rules.plans import Anchor, DayUnit, StepKind
from crm.tables.plans import Plan
from crm.tables.plans import PlanTemplate as TemplateTable
from crm.tables.plans import TemplateStep as StepTable
from resources.translations import _


@dataclass
class TemplateDraft:
    """A template as its form holds it; one that ships has no id, and is kept as ours when it is saved."""

    name: str
    words: str = ""
    steps: list[TemplateStep] = field(default_factory=list)
    id: int | None = None
    seen_change: int | None = None


@operation(lambda saved: _("Save template {name}").format(name=saved[1]))
def save_template(draft: TemplateDraft) -> tuple[int, str]:
    """Keep a new template or change one; returns its id and name.

    Raises UserError: "template-without-name", "template-name-taken", "template-without-steps", "step-without-title",
    "step-after-itself", "step-too-far", "no-such-choice", "changed-meanwhile".
    """
    name = clean(draft.name)
    _check(draft, name)
    if draft.id is None:
        template_id = new_record("templates")
        TemplateTable.insert(id=template_id, name=name, words=clean(draft.words)).execute()
    else:
        template_id = draft.id
        check_unchanged(template_id, draft.seen_change)
        update_row(TemplateTable, template_id, name=name, words=clean(draft.words))
    _set_steps(template_id, draft.steps)
    return template_id, name


@operation(lambda saved: _("Save template {name}").format(name=saved[1]))
def save_plan_as_template(plan_id: int, name: str, words: str = "") -> tuple[int, str]:
    """Keep the steps of a plan as a template; one of ours of the same name is replaced. Raises as `save_template`."""
    same = [row["id"] for row in dicts(TemplateTable.select()) if fold(row["name"]) == fold(clean(name))]
    return save_template(TemplateDraft(name, words, steps_as_template(plan_id), *same[:1]))


def _check(draft: TemplateDraft, name: str) -> None:
    if not name:
        raise UserError("template-without-name")
    others = [row for row in dicts(TemplateTable.select()) if row["id"] != draft.id]
    if fold(name) in [fold(row["name"]) for row in others]:
        raise UserError("template-name-taken", name=name)
    if not draft.steps:
        raise UserError("template-without-steps", name=name)
    for place, step in enumerate(draft.steps):
        _check_step(place, step)


def _check_step(place: int, step: TemplateStep) -> None:
    title = clean(step.title)
    if not title:
        raise UserError("step-without-title")
    if step.after is not None and not 0 <= step.after < place:
        raise UserError("step-after-itself", title=title)
    for choices, value in ((StepKind, step.kind), (Anchor, step.anchor), (DayUnit, step.day_unit)):
        check_choice(choices, value)
    check_distance(step.days, title)


def _set_steps(template_id: int, steps: Sequence[TemplateStep]) -> None:
    kept = [row["id"] for row in _rows_of(template_id)]
    lines = [
        {
            "id": kept[place] if place < len(kept) else None,
            "position": place,
            "title": clean(step.title),
            "kind": step.kind,
            "after_position": step.after,
            "anchor": step.anchor,
            "days": step.days,
            "day_unit": step.day_unit,
        }
        for place, step in enumerate(steps)
    ]
    set_children(StepTable, template_id, lines)


def _rows_of(template_id: int) -> list[dict[str, Any]]:
    steps = StepTable.select().where(StepTable.template_id == template_id)
    return dicts(steps.order_by(StepTable.position, StepTable.id))


def draft_template(template: PlanTemplate) -> TemplateDraft:
    """The form of a template, of ours or of one that ships."""
    seen = newest_change(template.id) if template.id is not None else None
    return TemplateDraft(template.name, template.words, list(template.steps), template.id, seen)


def steps_from(template: PlanTemplate, dues: Sequence[date | None] = ()) -> list[StepDraft]:
    """The steps of a template as a new plan takes them; `dues` are days that were typed over those worked out."""
    typed = [*dues, *[None] * len(template.steps)]
    return [
        StepDraft(
            title=step.title,
            kind=step.kind,
            after_position=step.after,
            anchor=step.anchor,
            days=step.days,
            day_unit=step.day_unit,
            due_on=due,
        )
        for step, due in zip(template.steps, typed, strict=False)
    ]


def steps_as_template(plan_id: int) -> list[TemplateStep]:
    """The steps of a plan as a template keeps them: a day that was typed hangs on the day the plan begins.

    Each stands behind the one it comes after.
    """
    steps = _in_order(steps_of(plan_id))
    places = {step["id"]: place for place, step in enumerate(steps)}
    days = [step["due_original"] for step in steps if step["due_original"]]
    starts = row_of(Plan, plan_id)["starts_on"] or min(days, default=None)
    return [_as_template(step, places.get(step["after_id"]), starts) for step in steps]


def _in_order(steps: list[dict[str, Any]]) -> list[dict[str, Any]]:
    ordered: list[dict[str, Any]] = []
    waiting = list(steps)
    while waiting:
        known = {step["id"] for step in ordered}
        here = {step["id"] for step in waiting}
        ready = next(step for step in waiting if step["after_id"] in known or step["after_id"] not in here)
        ordered.append(ready)
        waiting.remove(ready)
    return ordered


def _as_template(step: dict[str, Any], after: int | None, starts: date | None) -> TemplateStep:
    anchor, days, unit = step["anchor"], step["days"], step["day_unit"]
    due = step["due_original"]
    if not anchor and due and starts and due >= starts:
        anchor, days, unit = Anchor.PLAN_START, (due - starts).days, DayUnit.CALENDAR
    return TemplateStep(step["title"], step["kind"], after, anchor, days, unit)
