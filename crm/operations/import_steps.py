"""The steps of a list, by the same operations as by hand; a plan that nobody has is made with its first step."""

from __future__ import annotations

from dataclasses import replace

from crm.exchange.cells import quick_fold
from crm.operations.base import clean, update_row
from crm.operations.plans import (
    PlanDraft,
    StepDraft,
    add_plan,
    change_step_status,
    draft_step,
    insert_step,
    move_step_date,
    save_step,
)
from crm.operations.register_writer import OneByOne, draft_values
from crm.queries.import_plan import RegisterPlan
from crm.rules import clock
from crm.rules.plans import StepStatus, wants_reason
from crm.tables.plans import PlanStep


class StepWriter(OneByOne):
    """Writes steps."""

    def __init__(self, source: str) -> None:
        super().__init__(source)
        self._made: dict[str, int] = {}

    def _make_one(self, plan: RegisterPlan) -> int:
        values = draft_values(plan.values)
        plan_id = self._plan(values.pop("plan"))
        status = StepStatus(plan.steps[-1]) if plan.steps else StepStatus.NOT_STARTED
        reason = plan.step_note if wants_reason(status) else ""
        position = values.pop("position")  # a list counts from 1, we from 0; without a number it comes last
        return insert_step(
            StepDraft(plan_id, position=position - 1 if position else None, status=status, reason=reason, **values)
        )

    def _plan(self, named: int | str) -> int:
        if isinstance(named, int):
            return named
        key = quick_fold(named)
        if key not in self._made:
            self._made[key], _reference = add_plan(PlanDraft(named, source=self._source))
        return self._made[key]

    def change(self, step_id: int, plan: RegisterPlan) -> None:
        """What the newer list says; a step that ended is moved first."""
        values = draft_values(plan.values)
        result = values.pop("result", "")
        if values:
            save_step(replace(draft_step(step_id), **values))
        if plan.move_to is not None:
            move_step_date(step_id, plan.move_to, clock.today(), reason=self._why_moved(), is_agreed=False)
        for step in plan.steps:
            change_step_status(step_id, step, clock.today(), note=plan.step_note)
        if result:
            update_row(PlanStep, step_id, result=clean(result))
