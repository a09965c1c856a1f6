"""What the other side answered to a draft of an agreement's review, clause by clause."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from crm.queries.agreements import get_agreement
from crm.queries.base import rows
from crm.queries.commitments import get_commitment_rows
from crm.queries.privacy import HandOverRow, list_hand_overs
from crm.rules.errors import UserError
from crm.rules.names import fold

REPORT, DRAFT = "mou-review", "draft"
"""The paper that asks for responses, and what its version is called before they are in."""


@dataclass(frozen=True)
class ResponseRow:
    """The newest answer to a clause, deliverable or promise."""

    record_id: int
    hand_over_id: int | None
    on: date
    said_by: str
    words: str


@dataclass(frozen=True)
class Answerable:
    """What can be answered to: a clause, or a deliverable or promise under it."""

    id: int
    clause: str
    """The number of its clause, or its heading where it has none."""
    name: str
    is_clause: bool


def list_responses(agreement_id: int) -> dict[int, ResponseRow]:
    """The newest answer to each record of an agreement; one that was taken back is none."""
    found = rows(
        "SELECT record_id, hand_over_id, on_day, said_by, words FROM response WHERE agreement_id = ? ORDER BY id",
        agreement_id,
    )
    newest = {row[0]: ResponseRow(row[0], row[1], date.fromisoformat(row[2]), *row[3:]) for row in found}
    return {record_id: row for record_id, row in newest.items() if row.words}


def list_answerable(agreement_id: int) -> list[Answerable]:
    """Every standing clause with its deliverables and promises, in the order of the agreement."""
    page = get_agreement(agreement_id)
    found: list[Answerable] = []
    for clause in page.clauses if page is not None else ():
        number = clause.number or clause.heading
        found.append(Answerable(clause.id, number, clause.name, True))
        found += [Answerable(row.id, number, row.title, False) for row in clause.deliverables]
        found += [Answerable(row.id, number, row.name, False) for row in get_commitment_rows(clause.promises)]
    return found


def find_answerable(agreement_id: int, named: str) -> int:
    """The clause with this number or heading, the promise with this reference, or the deliverable so called.

    Raises UserError("response-to-nothing").
    """
    wanted = fold(named)
    for each in list_answerable(agreement_id):
        names = (each.name, each.clause) if each.is_clause else (each.name, each.name.split(" ")[0])
        if wanted in map(fold, names):
            return each.id
    raise UserError("response-to-nothing", named=named)


def find_draft(agreement_id: int) -> HandOverRow | None:
    """The draft of the review that was handed over last, if one was."""
    wanted = f"agreements:{agreement_id}"
    for given in list_hand_overs(REPORT):
        if given.options.get("agreement") == wanted and given.options.get("version", DRAFT) == DRAFT:
            return given
    return None


def get_draft(hand_over_id: int) -> HandOverRow | None:
    """The draft that an answer was given to."""
    return next((given for given in list_hand_overs(REPORT) if given.id == hand_over_id), None)
