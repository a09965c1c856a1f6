"""The clauses of a list, by the same operations as by hand; what is done once by a day gets its deliverable."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from crm.operations.clauses import ClauseDraft, draft_clause, write_clause
from crm.operations.deliverables import (
    DeliverableDraft,
    change_deliverable_status,
    deliverables_of,
    insert_deliverable,
    move_deliverable_date,
)
from crm.operations.register_writer import OneByOne, draft_values
from crm.queries.import_plan import RegisterPlan
from crm.rules import clock


class ClauseWriter(OneByOne):
    """Writes clauses."""

    def _make_one(self, plan: RegisterPlan) -> int:
        values = draft_values(plan.values)
        due_on = values.pop("due_on")
        clause_id = write_clause(ClauseDraft(**values))
        self._deliver(clause_id, due_on, plan)
        return clause_id

    def change(self, clause_id: int, plan: RegisterPlan) -> None:
        """What the newer list says."""
        values = draft_values(plan.values)
        if values:
            write_clause(replace(draft_clause(clause_id), **values))
        self._deliver(clause_id, plan.move_to, plan)

    def _deliver(self, clause_id: int, due_on: date | None, plan: RegisterPlan) -> None:
        """The deliverable of what is done once: made, moved to another day, and brought to where it stands."""
        present = deliverables_of(clause_id)
        if due_on is not None:
            self._make_or_move(clause_id, due_on, present)
        if plan.steps:
            deliverable_id = deliverables_of(clause_id)[0]["id"]
            for step in plan.steps:
                change_deliverable_status(deliverable_id, step, clock.today(), note=plan.step_note)

    def _make_or_move(self, clause_id: int, due_on: date, present: Sequence[dict[str, Any]]) -> None:
        if present:
            move_deliverable_date(present[0]["id"], due_on, clock.today(), reason=self._why_moved(), is_agreed=False)
            return
        clause = draft_clause(clause_id)
        title = clause.heading or clause.words[:120]
        insert_deliverable(DeliverableDraft(clause_id, title, due_on=due_on, unit=clause.unit, planned=clause.planned))
