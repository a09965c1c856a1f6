"""The petitions of a register, by the same operations as by hand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from crm.operations.import_values import draft_values
from crm.operations.petitions import (
    PetitionDraft,
    add_petition,
    change_status,
    draft_petition,
    move_date,
    save_petition,
)
from crm.queries.import_plan import RegisterPlan
from crm.rules import clock
from crm.rules.petitions import Status
from resources.translations import _


class PetitionWriter:
    """Writes petitions from the list called `source`."""

    def __init__(self, source: str) -> None:
        self._source = source

    def make(self, plans: Sequence[RegisterPlan]) -> list[int]:
        """New ones, which stand where the list says; returns their ids in the order of the plans."""
        drafts = (PetitionDraft(**draft_values(plan.values), source=self._source) for plan in plans)
        return [add_petition(draft)[0] for draft in drafts]

    def change(self, petition_id: int, plan: RegisterPlan) -> None:
        """What the newer list says."""
        if plan.values:
            save_petition(replace(draft_petition(petition_id), **draft_values(plan.values)))
        if plan.move_to is not None:
            reason = _("the list “{file}” has this day").format(file=self._source)
            move_date(petition_id, plan.move_to, clock.today(), reason=reason, is_agreed=False)
        for step in plan.steps:
            outcome = plan.outcome if step is Status.CLOSED else ""
            change_status(petition_id, step, clock.today(), note=plan.step_note, outcome=outcome)
