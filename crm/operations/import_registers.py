"""The things of a register: made and changed by the operations that hold by hand, so that their rules hold too."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping, Sequence
from itertools import groupby

from crm.operations.base import insert_rows
from crm.operations.import_calendar import OpportunityWriter, PeriodWriter
from crm.operations.import_clauses import ClauseWriter
from crm.operations.import_commitments import CommitmentWriter
from crm.operations.import_engagements import EngagementWriter
from crm.operations.import_petitions import PetitionWriter
from crm.operations.import_steps import StepWriter
from crm.operations.import_writing import IMPORTED_COLUMNS, dumps, next_record_id, update_rows
from crm.operations.register_writer import RegisterWriter
from crm.queries.import_plan import RegisterPlan
from crm.rules import clock
from crm.tables.base import Record
from crm.tables.imports import Imported
from crm.tables.notes import Note

_INTERNAL = 1  # notes are, unless somebody says otherwise
_TELL_EVERY = 50

_WRITERS: Mapping[str, type[RegisterWriter]] = {
    "commitments": CommitmentWriter,
    "engagements": EngagementWriter,
    "petitions": PetitionWriter,
    "clauses": ClauseWriter,
    "steps": StepWriter,
    "opportunities": OpportunityWriter,
    "programme": PeriodWriter,
}


def write_registers(
    plans: Sequence[RegisterPlan],
    source: str,
    layout: str,
    progress: Callable[[int, int], object] | None = None,
) -> None:
    """Write everything the plans say; `progress(done, total)` is told how far it is."""
    written: list[tuple[int, RegisterPlan]] = []
    for noun, group in groupby(plans, lambda plan: plan.noun):
        writer = _WRITERS[noun](source)
        of_noun = list(group)
        new = [plan for plan in of_noun if plan.record_id is None]
        written += zip(writer.make(new), new, strict=True)
        for plan in of_noun:
            if progress is not None and len(written) % _TELL_EVERY == 0:
                progress(len(written), len(plans))
            if plan.record_id is not None:
                writer.change(plan.record_id, plan)
                written.append((plan.record_id, plan))
    _write_notes(written, source)
    insert_rows(
        Imported,
        IMPORTED_COLUMNS,
        ((one, layout, plan.candidate.key, dumps(plan.said)) for one, plan in written if plan.imported_id is None),
    )
    update_rows(
        Imported,
        ((plan.imported_id, {"fields": dumps(plan.said)}) for _one, plan in written if plan.imported_id is not None),
    )


def _write_notes(written: Sequence[tuple[int, RegisterPlan]], source: str) -> None:
    notes = [(one, text) for one, plan in written for text in plan.notes]
    first, today = next_record_id(), clock.today().isoformat()
    insert_rows(
        Record,
        ("id", "noun", "uuid", "confidentiality", "source"),
        ((first + at, "notes", str(uuid.uuid4()), _INTERNAL, source) for at in range(len(notes))),
    )
    insert_rows(
        Note,
        ("id", "about_id", "text", "on_day", "author_id"),
        ((first + at, about, text, today, None) for at, (about, text) in enumerate(notes)),
    )
