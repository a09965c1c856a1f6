"""What agreements in force ask of a body: the clauses that bind it, and what is still to come of each."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from crm.rules.agreements import Rag, label
from crm.rules.dates import format_day
from reports.facts.confidentiality import Gate
from resources.translations import _

if TYPE_CHECKING:
    from crm.queries.agreements import ClauseRow
    from crm.queries.deliverables import DeliverableRow

SHAPES = {Rag.RED: "▲", Rag.AMBER: "△", Rag.GREEN: "●", Rag.GREY: "○", Rag.BLUE: "✓"}
"""How a colour is printed, so that a grey copy says it too."""


@dataclass(frozen=True, slots=True)
class Due:
    """A deliverable that is still open."""

    title: str
    due: str
    status: str
    standing: str
    """The shape and word of its colour, and why it has it."""


@dataclass(frozen=True, slots=True)
class Bound:
    """A clause that binds the body."""

    agreement: str
    clause: str
    words: str
    responsible: str
    due: tuple[Due, ...]


def gather_clauses(ask: Callable[..., Any], gate: Gate, body_ids: Sequence[int], today: date) -> tuple[Bound, ...]:
    """The clauses that bind these bodies, each once, in the order of their agreements."""
    from crm.queries.agreements import get_clause_rows, list_binding_clauses

    found = dict.fromkeys(clause_id for body_id in body_ids for clause_id in ask(list_binding_clauses, body_id))
    rows = ask(get_clause_rows, list(found), today)
    return tuple(_bound(row, gate) for row in rows if gate.passes(row.agreement_id) and gate.passes(row.id))


def _bound(row: ClauseRow, gate: Gate) -> Bound:
    return Bound(
        agreement=f"{row.agreement_reference} {row.agreement_title}",
        clause=row.name,
        words=row.words,
        responsible=gate.name(row.responsible_id, row.responsible),
        due=tuple(_due(each) for each in row.deliverables if each.is_open and gate.passes(each.id)),
    )


def _due(row: DeliverableRow) -> Due:
    due = row.due_agreed or row.due_on
    mark = "*" if row.light.is_overridden else ""
    return Due(
        title=row.title,
        due=format_day(due) if due else _("no date"),
        status=label(row.status),
        standing=f"{SHAPES[row.light.rag]} {label(row.light.rag)}{mark}: {row.light.reason}",
    )
