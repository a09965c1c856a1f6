"""Opportunities and programmes out of a calendar, by the same operations as by hand."""

from __future__ import annotations

from dataclasses import replace

from crm.operations.calendar import PeriodDraft, write_period
from crm.operations.opportunities import OpportunityDraft, add_opportunity, draft_opportunity, save_opportunity
from crm.operations.register_writer import OneByOne
from crm.queries.import_plan import RegisterPlan
from crm.queries.programme import get_period_rows
from crm.rules.opportunities import kind_of


class OpportunityWriter(OneByOne):
    """Writes opportunities."""

    def _make_one(self, plan: RegisterPlan) -> int:
        found = plan.candidate
        draft = OpportunityDraft(
            **plan.values,
            kind=kind_of(found.title).value,
            body_id=None if found.is_committee else found.body_id,
            committee_id=found.body_id if found.is_committee else None,
            uid=found.key,
            confidentiality=int(found.is_internal),
            source=self._source,
        )
        return add_opportunity(draft)[0]

    def change(self, record_id: int, plan: RegisterPlan) -> None:
        """What the newer calendar says."""
        if not plan.values:
            return
        draft = replace(draft_opportunity(record_id), **plan.values)
        if draft.event_on and draft.event_until and draft.event_until < draft.event_on:
            draft.event_until = None  # it moved, and is one day now
        save_opportunity(draft)


class PeriodWriter(OneByOne):
    """Writes the programme of a body."""

    def _make_one(self, plan: RegisterPlan) -> int:
        return write_period(PeriodDraft(plan.candidate.body_id, **plan.values, uid=plan.candidate.key))

    def change(self, record_id: int, plan: RegisterPlan) -> None:
        """What the newer calendar says."""
        (row,) = get_period_rows([record_id])
        draft = PeriodDraft(row.body_id, row.kind, row.starts_on, row.ends_on, row.period, row.uid, row.id)
        changed = replace(draft, **plan.values)
        if changed.ends_on < changed.starts_on:
            changed.ends_on = changed.starts_on
        write_period(changed)
