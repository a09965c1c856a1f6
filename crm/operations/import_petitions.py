"""The petitions of a register, by the same operations as by hand."""

from __future__ import annotations

from dataclasses import replace

from crm.operations.petitions import (
    PetitionDraft,
    add_petition,
    change_status,
    draft_petition,
    move_date,
    save_petition,
)
from crm.operations.register_writer import OneByOne, draft_values
from crm.queries.import_plan import RegisterPlan
from crm.rules import clock
from crm.rules.petitions import Status


class PetitionWriter(OneByOne):
    """Writes petitions."""

    def _make_one(self, plan: RegisterPlan) -> int:
        """It stands where the list says."""
        return add_petition(PetitionDraft(**draft_values(plan.values), source=self._source))[0]

    def change(self, petition_id: int, plan: RegisterPlan) -> None:
        """What the newer list says."""
        if plan.values:
            save_petition(replace(draft_petition(petition_id), **draft_values(plan.values)))
        if plan.move_to is not None:
            move_date(petition_id, plan.move_to, clock.today(), reason=self._why_moved(), is_agreed=False)
        for step in plan.steps:
            outcome = plan.outcome if step is Status.CLOSED else ""
            change_status(
                petition_id,
                step,
                clock.today(),
                note=plan.step_note,
                source=self._source,
                outcome=outcome,
                is_day_known=False,
            )
