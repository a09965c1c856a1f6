"""The promises of a register: new ones in bulk, changed ones by the same operations as by hand."""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from crm.operations.base import defaults, insert_rows, next_references
from crm.operations.commitments import (
    CommitmentDraft,
    change_status,
    commitment_columns,
    draft_commitment,
    move_date,
    save_commitment,
    status_columns,
)
from crm.operations.import_writing import next_record_id
from crm.operations.register_writer import RegisterWriter, draft_values
from crm.queries.import_plan import RegisterPlan
from crm.rules import clock
from crm.rules.commitments import Outcome, Status, is_open
from crm.rules.next_look import next_look
from crm.tables.base import Record
from crm.tables.commitments import Commitment
from crm.tables.movements import StatusChange


class CommitmentWriter(RegisterWriter):
    """Writes promises; new ones all at once."""

    def make(self, plans: Sequence[RegisterPlan]) -> Sequence[int]:
        """New ones; returns their ids in the order of the plans."""
        return _Bulk(plans, self._source).write()

    def change(self, commitment_id: int, plan: RegisterPlan) -> None:
        """What the newer list says; a closed promise is opened before its date moves."""
        today, is_closed = clock.today(), plan.status == Status.CLOSED
        if plan.values:
            save_commitment(replace(draft_commitment(commitment_id), **draft_values(plan.values)))
        if is_closed:
            _take_steps(commitment_id, plan)
        if plan.move_to is not None:
            move_date(commitment_id, plan.move_to, today, reason=self._why_moved(), is_agreed=False)
        if not is_closed:
            _take_steps(commitment_id, plan)


def _take_steps(commitment_id: int, plan: RegisterPlan) -> None:
    for step in plan.steps:
        outcome = plan.outcome if step is Status.CLOSED else ""
        change_status(commitment_id, step, clock.today(), note=plan.step_note, outcome=outcome)


class _Bulk:
    """New promises, past the ORM: the same rows as `add_commitment` and the steps after it write one by one."""

    def __init__(self, plans: Sequence[RegisterPlan], source: str) -> None:
        self._plans, self._source = plans, source
        self._today = clock.today()
        self._drafts = [CommitmentDraft(**draft_values(plan.values)) for plan in plans]
        self._first = next_record_id()
        self._ids = range(self._first, self._first + len(plans))

    def write(self) -> Sequence[int]:
        """Write them; returns their ids in the order of the plans."""
        if not self._plans:
            return ()
        rows = list(self._rows())
        self._write_records(rows)
        columns = tuple(rows[0])
        rest = {name: value for name, value in defaults(Commitment).items() if name not in columns}
        insert_rows(
            Commitment,
            (*columns, *rest),
            ((*[_plain(value) for value in row.values()], *rest.values()) for row in rows),
        )
        insert_rows(StatusChange, ("record_id", "from_status", "to_status", "outcome", "on_day", "note"), self._steps())
        return self._ids

    def _rows(self) -> Iterator[dict[str, Any]]:
        references = self._references()
        for commitment_id, plan, draft in zip(self._ids, self._plans, self._drafts, strict=True):
            status = plan.steps[-1] if plan.steps else Status.NOTED
            ending = Outcome(plan.outcome) if plan.outcome else None
            yield {
                **commitment_columns(draft),
                **status_columns(status, ending, self._today),
                "id": commitment_id,
                "reference": next(references[draft.made_on.year]),
                "due_original": draft.due_on,
                "due_on": draft.due_on,
                "due_agreed": draft.due_on,
                "last_movement_on": self._today if plan.steps else draft.made_on,
            }

    def _references(self) -> dict[int, Iterator[str]]:
        """The next references of each year there is a promise of."""
        counts = Counter(draft.made_on.year for draft in self._drafts)
        return {year: iter(next_references("C", year, count)) for year, count in counts.items()}

    def _write_records(self, rows: Sequence[dict[str, Any]]) -> None:
        insert_rows(
            Record,
            ("id", "noun", "uuid", "confidentiality", "source", "next_look"),
            ((row["id"], "commitments", str(uuid.uuid4()), 0, self._source, self._look(row)) for row in rows),
        )

    def _look(self, row: dict[str, Any]) -> str | None:
        if not is_open(row["status"]):
            return None
        moved = row["last_movement_on"]
        return next_look("commitments", row["due_agreed"], moved, self._today).isoformat()

    def _steps(self) -> Iterator[tuple[object, ...]]:
        for commitment_id, plan in zip(self._ids, self._plans, strict=True):
            before = Status.NOTED
            for step in plan.steps:
                outcome = plan.outcome if step is Status.CLOSED else ""
                yield commitment_id, before, step, outcome, self._today.isoformat(), plan.step_note
                before = step


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else value
