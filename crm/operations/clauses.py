"""What one does with the clauses of an agreement, and with the promises made under them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import peewee

from crm.operations.base import (
    check_choice,
    check_count,
    check_unchanged,
    clean,
    dicts,
    level_of,
    new_record,
    newest_change,
    operation,
    row_of,
    update_row,
)
from crm.operations.deliverables import DeliverableDraft, deliverables_of, insert_deliverable
from crm.rules.agreements import (
    ClauseKind,
    Every,
    due_dates,
)
from crm.rules.dates import add_months, format_day
from crm.rules.errors import UserError
from crm.tables.agreements import Agreement, Amendment, Clause, Deliverable
from crm.tables.commitments import Commitment
from resources.translations import _


@dataclass
class ClauseDraft:
    """A clause as the form holds it; with `every` it brings a deliverable a period, from `first_due_on` to the end."""

    agreement_id: int
    number: str = ""
    heading: str = ""
    words: str = ""
    kind: str = ClauseKind.OBLIGATION.value
    responsible_id: int | None = None
    every: str = ""
    first_due_on: date | None = None
    unit: str = ""
    planned: int | None = None
    id: int | None = None
    seen_change: int | None = None


@operation(lambda saved: _("Save clause {name}").format(name=saved[1]))
def save_clause(draft: ClauseDraft) -> tuple[int, str]:
    """Keep a new clause or change one; returns its id and what it is called.

    One that comes round lays out a deliverable for each period up to the agreement's end (a year where it has none);
    deliverables that are there already stay as they are.
    Raises UserError: "clause-without-words", "clause-without-first-date", "recurs-without-end", "bad-count",
    "changed-meanwhile".
    """
    if draft.id is not None:
        check_unchanged(draft.id, draft.seen_change)
    clause_id = write_clause(draft)
    return clause_id, clause_name(draft.number, draft.heading or draft.words)


def clause_name(number: str, heading: str) -> str:
    """What a clause is called: “4.2 Quarterly meetings”."""
    return " ".join(part for part in (clean(number), clean(heading)[:60]) if part)


def write_clause(draft: ClauseDraft) -> int:
    """Write a clause inside another operation; returns its id. Raises as `save_clause` does."""
    columns = _clause_columns(draft)
    row_of(Agreement, draft.agreement_id)
    if draft.id is None:
        last = Clause.select(peewee.fn.MAX(Clause.position)).where(Clause.agreement_id == draft.agreement_id).scalar()
        clause_id = new_record("agreements", confidentiality=level_of(draft.agreement_id))
        version = 1 + Amendment.select().where(Amendment.agreement_id == draft.agreement_id).count()
        Clause.insert(
            id=clause_id,
            agreement_id=draft.agreement_id,
            position=0 if last is None else last + 1,
            since_version=version,
            **columns,
        ).execute()
    else:
        clause_id = draft.id
        before = row_of(Clause, clause_id)
        update_row(Clause, clause_id, **columns)
        if (before["every"], before["first_due_on"]) == (draft.every, draft.first_due_on):
            return clause_id
    _lay_out(clause_id)
    return clause_id


def _clause_columns(draft: ClauseDraft) -> dict[str, object]:
    texts = {name: clean(getattr(draft, name)) for name in ("number", "heading", "words", "unit")}
    if not (texts["heading"] or texts["words"]):
        raise UserError("clause-without-words")
    check_choice(ClauseKind, draft.kind)
    check_choice(Every, draft.every)
    if draft.every and draft.first_due_on is None:
        raise UserError("clause-without-first-date", clause=clause_name(draft.number, draft.heading or draft.words))
    check_count(draft.planned)
    return {
        **texts,
        "kind": draft.kind,
        "responsible_id": draft.responsible_id,
        "every": draft.every,
        "first_due_on": draft.first_due_on,
        "planned": draft.planned,
    }


def lay_out_all(agreement_id: int) -> None:
    """Make what is missing after the end of an agreement moved."""
    for clause in clauses_of(agreement_id):
        _lay_out(clause["id"])


def _lay_out(clause_id: int) -> None:
    """Make the deliverables of a clause that comes round for the periods that have none yet.

    A period is known by the day it begins: the date of its deliverable may have been corrected.
    """
    clause = row_of(Clause, clause_id)
    every = Every(clause["every"])
    if every is Every.NEVER or clause["first_due_on"] is None or clause["until_version"] is not None:
        return
    agreement = row_of(Agreement, clause["agreement_id"])
    until = agreement["expires_on"] or add_months(clause["first_due_on"], 12)
    present = {row["starts_on"] for row in deliverables_of(clause_id)}
    first = clause["first_due_on"]
    for number, due in enumerate(due_dates(first, every, until)):
        starts_on = add_months(first, every.months * (number - 1)) + timedelta(days=1)
        if starts_on not in present:
            title = _("{what}, by {day}").format(what=clause["heading"] or clause["words"][:60], day=format_day(due))
            insert_deliverable(
                DeliverableDraft(
                    clause_id,
                    title,
                    starts_on=starts_on,
                    due_on=due,
                    unit=clause["unit"],
                    planned=clause["planned"],
                )
            )


def clauses_of(agreement_id: int) -> list[dict[str, Any]]:
    """The rows of an agreement's clauses, in their order."""
    found = Clause.select().where(Clause.agreement_id == agreement_id).order_by(Clause.position, Clause.id)
    return dicts(found)


@operation(lambda reference: _("Put {reference} under a clause").format(reference=reference))
def put_under_clause(commitment_id: int, clause_id: int | None, deliverable_id: int | None = None) -> str:
    """Say under which clause, and for which deliverable, a promise was made; None takes it away. Returns the reference.

    A deliverable brings its clause. Raises UserError("deliverable-of-another-clause").
    """
    row = row_of(Commitment, commitment_id)
    update_row(
        Commitment,
        commitment_id,
        clause_id=clause_of(clause_id, deliverable_id),
        deliverable_id=deliverable_id,
    )
    return str(row["reference"])


def clause_of(clause_id: int | None, deliverable_id: int | None) -> int | None:
    """The clause of a promise: the one named, or that of its deliverable.

    Raises UserError("deliverable-of-another-clause") where they disagree.
    """
    if deliverable_id is None:
        return clause_id
    of_deliverable = int(row_of(Deliverable, deliverable_id)["clause_id"])
    if clause_id not in (None, of_deliverable):
        raise UserError("deliverable-of-another-clause")
    return of_deliverable


def draft_clause(clause_id: int) -> ClauseDraft:
    """The form of a clause as kept now. Raises UserError("not-found")."""
    row = row_of(Clause, clause_id)
    left_out = ("position", "since_version", "until_version")
    return ClauseDraft(**{k: v for k, v in row.items() if k not in left_out}, seen_change=newest_change(clause_id))
