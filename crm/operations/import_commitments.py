"""The promises of a register: new ones in bulk, changed ones by the same operations as by hand."""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from crm.operations.base import defaults, insert_rows, next_number
from crm.operations.commitments import (
    CommitmentDraft,
    change_status,
    commitment_columns,
    draft_commitment,
    move_date,
    save_commitment,
    status_columns,
)
from crm.operations.import_writing import IMPORTED_COLUMNS, dumps, next_record_id, update_rows
from crm.operations.notes import add_note
from crm.queries.import_plan import CommitmentPlan
from crm.rules import clock
from crm.rules.commitments import Outcome, Status, is_open
from crm.rules.next_look import next_look
from crm.tables.base import Record
from crm.tables.commitments import Commitment
from crm.tables.imports import Imported
from crm.tables.movements import StatusChange
from crm.tables.notes import Note
from resources.translations import _

_INTERNAL = 1  # notes are, unless somebody says otherwise
_TELL_EVERY = 100


def write_commitments(
    plans: Sequence[CommitmentPlan],
    source: str,
    layout: str,
    progress: Callable[[int, int], object] | None = None,
) -> None:
    """Write everything the plans say; `progress(done, total)` is told how far it is."""
    new = [plan for plan in plans if plan.record_id is None]
    ids = _Bulk(new, source).write()
    for at, plan in enumerate(plans):
        if progress is not None and at % _TELL_EVERY == 0:
            progress(at, len(plans))
        if plan.record_id is not None:
            _change(plan.record_id, plan, source)
    said = [*zip(ids, new, strict=True), *((plan.record_id, plan) for plan in plans if plan.record_id is not None)]
    insert_rows(
        Imported,
        IMPORTED_COLUMNS,
        ((one, layout, plan.candidate.key, dumps(plan.said)) for one, plan in said if plan.imported_id is None),
    )
    update_rows(
        Imported,
        ((plan.imported_id, {"fields": dumps(plan.said)}) for _one, plan in said if plan.imported_id is not None),
    )


def _change(commitment_id: int, plan: CommitmentPlan, source: str) -> None:
    """What the newer list says, by the rules that hold by hand; a closed promise is opened before its date moves."""
    today = clock.today()
    if plan.values:
        save_commitment(replace(draft_commitment(commitment_id), **plan.values))
    if plan.is_closed:
        _take_steps(commitment_id, plan)
    if plan.move_to is not None:
        reason = _("the list “{file}” has this day").format(file=source)
        move_date(commitment_id, plan.move_to, today, reason=reason, is_agreed=False)
    if not plan.is_closed:
        _take_steps(commitment_id, plan)
    for note in plan.notes:
        add_note(commitment_id, note, today)


def _take_steps(commitment_id: int, plan: CommitmentPlan) -> None:
    for step in plan.steps:
        outcome = plan.outcome if step is Status.CLOSED else ""
        change_status(commitment_id, step, clock.today(), note=plan.step_note, outcome=outcome)


class _Bulk:
    """New promises, past the ORM: the same rows as `add_commitment` and the steps after it write one by one."""

    def __init__(self, plans: Sequence[CommitmentPlan], source: str) -> None:
        self._plans, self._source = plans, source
        self._today = clock.today()
        self._drafts = [CommitmentDraft(**plan.values) for plan in plans]
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
        self._write_notes()
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
        return {year: _numbered(f"C-{year}", count) for year, count in counts.items()}

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

    def _write_notes(self) -> None:
        notes = [(one, text) for one, plan in zip(self._ids, self._plans, strict=True) for text in plan.notes]
        first = next_record_id()
        insert_rows(
            Record,
            ("id", "noun", "uuid", "confidentiality", "source"),
            ((first + at, "notes", str(uuid.uuid4()), _INTERNAL, self._source) for at in range(len(notes))),
        )
        insert_rows(
            Note,
            ("id", "about_id", "text", "on_day", "author_id"),
            ((first + at, about, text, self._today.isoformat(), None) for at, (about, text) in enumerate(notes)),
        )


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else value


def _numbered(name: str, count: int) -> Iterator[str]:
    first = next_number(name, count)
    return (f"{name}-{number:04d}" for number in range(first, first + count))
