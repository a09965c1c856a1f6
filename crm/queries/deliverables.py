"""Deliverables: what has to come of a clause by when, with its colour, its evidence and the promises made for it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from crm.queries.base import Tuple, Where, build, day, grouped, ids, marks, rows
from crm.queries.movements import (
    EvidenceLine,
    dated,
    get_last_movements,
    get_moves,
    list_evidence,
    list_follow_ups,
    list_moves,
)
from crm.queries.organisations import list_inside
from crm.queries.people import get_names
from crm.rules import clock
from crm.rules.agreements import (
    DeliverableStatus,
    Light,
    Rag,
    counts,
    is_open_deliverable,
    light,
    together,
    weighted_progress,
)
from crm.rules.commitment_sentence import date_sentence
from crm.rules.due_dates import DueDates
from resources.translations import _


@dataclass(frozen=True)
class DeliverablesFilter:
    """Which deliverables a list shows."""

    status: str = "open"  # open, all, or one DeliverableStatus
    agreement_id: int | None = None
    clause_id: int | None = None
    body_id: int | None = None  # responsible: named, by its clause, or a body inside
    owner_id: int | None = None  # of the agreement
    look_by: date | None = None
    due_to: date | None = None
    max_confidentiality: int | None = None


@dataclass(frozen=True)
class DeliverableRow:
    """A deliverable in a list, a page or a report, with all that is computed of it."""

    id: int
    title: str
    clause_id: int
    clause_number: str
    clause_heading: str
    agreement_id: int
    agreement_reference: str
    agreement_title: str
    responsible_id: int | None
    responsible: str
    """Its own party, else its clause's; “both parties” where none is named."""
    starts_on: date | None
    due_original: date | None
    due_on: date | None
    due_agreed: date | None
    sentence: str
    weight: int
    unit: str
    planned: int | None
    actual: int | None
    progress: int
    reason: str
    status: DeliverableStatus
    light: Light
    delivered_on: date | None
    accepted_on: date | None
    last_movement_on: date
    last_movement: str
    follow_ups: int
    evidence: tuple[EvidenceLine, ...]
    promises: tuple[int, ...]
    """Ids of the commitments made for it."""
    next_look: date | None
    confidentiality: int

    @property
    def name(self) -> str:
        """What a mixed list calls it."""
        return f"{self.title}, {self.agreement_reference}"

    @property
    def words(self) -> str:
        """What the forms that a promise shares call it."""
        return self.title

    @property
    def bound_name(self) -> str:
        """Who has to deliver."""
        return self.responsible

    @property
    def variance(self) -> int | None:
        """Actual less planned, where both are counted."""
        return None if self.planned is None or self.actual is None else self.actual - self.planned

    @property
    def is_open(self) -> bool:
        """Whether something still has to come of it."""
        return is_open_deliverable(self.status)

    def is_overdue(self, today: date) -> bool:
        """Whether its agreed date has passed and it is not delivered."""
        undelivered = self.is_open and self.status is not DeliverableStatus.DELIVERED
        return undelivered and self.due_agreed is not None and self.due_agreed < today


@dataclass(frozen=True)
class DeliverablePage:
    """All that the deliverable's page shows."""

    row: DeliverableRow
    progress: tuple[Tuple, ...]
    """How far it was, newest first: (on, per cent, actual, note)."""
    moves: tuple[Tuple, ...]
    """Date moves, oldest first: (old, new, said on, said by, how, reason, agreed)."""
    steps: tuple[Tuple, ...]
    """Steps of the life-cycle: (on, from, to, note)."""
    follow_ups: tuple[Tuple, ...]
    """Follow-ups: (on, channel, to whom, words, answer)."""


def list_deliverables(wanted: DeliverablesFilter | None = None) -> list[int]:
    """Ids of deliverables, the first due first."""
    wanted = wanted or DeliverablesFilter()
    where = Where()
    if wanted.status == "open":
        where.add("d.status NOT IN ('accepted', 'cancelled_by_agreement', 'superseded')")
    elif wanted.status and wanted.status != "all":
        where.add("d.status = ?", wanted.status)
    where.add_given(
        ("c.agreement_id = ?", wanted.agreement_id),
        ("d.clause_id = ?", wanted.clause_id),
        ("a.owner_id = ?", wanted.owner_id),
        ("rec.next_look <= ?", wanted.look_by),
        ("d.due_agreed <= ?", wanted.due_to),
        ("rec.confidentiality <= ?", wanted.max_confidentiality),
    )
    if wanted.body_id is not None:
        inside = list_inside(wanted.body_id)
        where.add(f"coalesce(d.responsible_id, c.responsible_id) IN ({marks(inside)})", *inside)
    return ids(
        "SELECT d.id FROM deliverable d JOIN clause c ON c.id = d.clause_id JOIN agreement a ON a.id = c.agreement_id "
        f"JOIN record rec ON rec.id = d.id{where} ORDER BY d.due_agreed IS NULL, d.due_agreed, d.id",
        *where.values,
    )


_DELIVERABLE = """
SELECT d.id, d.title, d.clause_id, c.number, c.heading, a.id, a.reference, a.title,
       coalesce(d.responsible_id, c.responsible_id), d.starts_on, d.due_original, d.due_on, d.due_agreed, d.weight,
       d.unit, d.planned, d.actual, d.progress, d.reason, d.status, d.rag_override, d.rag_reason, d.delivered_on,
       d.accepted_on, d.last_movement_on, rec.next_look, rec.confidentiality,
       (SELECT count(*) FROM follow_up f WHERE f.record_id = d.id)
FROM deliverable d JOIN clause c ON c.id = d.clause_id JOIN agreement a ON a.id = c.agreement_id
JOIN record rec ON rec.id = d.id
"""
_DELIVERABLE_FIELDS = [
    "id",
    "title",
    "clause_id",
    "clause_number",
    "clause_heading",
    "agreement_id",
    "agreement_reference",
    "agreement_title",
    "responsible_id",
    "starts_on",
    "due_original",
    "due_on",
    "due_agreed",
    "weight",
    "unit",
    "planned",
    "actual",
    "progress",
    "reason",
    "status",
    "rag_override",
    "rag_reason",
    "delivered_on",
    "accepted_on",
    "last_movement_on",
    "next_look",
    "confidentiality",
    "follow_ups",
]
_DAYS = (
    "starts_on",
    "due_original",
    "due_on",
    "due_agreed",
    "delivered_on",
    "accepted_on",
    "last_movement_on",
    "next_look",
)


def get_deliverable_rows(deliverable_ids: Sequence[int], today: date | None = None) -> list[DeliverableRow]:
    """Rows for these deliverables, in this order, as they stand on the day."""
    if not deliverable_ids:
        return []
    here = marks(deliverable_ids)
    raw = rows(f"{_DELIVERABLE} WHERE d.id IN ({here})", *deliverable_ids)
    records = [dict(zip(_DELIVERABLE_FIELDS, row, strict=True)) for row in raw]
    names = get_names(sorted({record["responsible_id"] for record in records if record["responsible_id"]}))
    moves, movements = get_moves(deliverable_ids), get_last_movements(deliverable_ids)
    evidence = list_evidence(deliverable_ids)
    promises = list_promises("deliverable_id", deliverable_ids)
    on = today or clock.today()
    found = {}
    for record in records:
        key = record["id"]
        movement = movements.get(key)
        found[key] = _deliverable(
            record,
            DueDates(day(record["due_original"]), moves.get(key, ())),
            on,
            responsible=names.get(record["responsible_id"], _("both parties")),
            last_movement=movement.words if movement else "",
            evidence=evidence.get(key, ()),
            promises=promises.get(key, ()),
        )
    return [found[key] for key in deliverable_ids if key in found]


def _deliverable(record: dict[str, Any], due: DueDates, on: date, **more: object) -> DeliverableRow:
    values: dict[str, Any] = {name: day(value) if name in _DAYS else value for name, value in record.items()}
    status = DeliverableStatus(values["status"])
    override, override_reason = values.pop("rag_override"), values.pop("rag_reason")
    values |= {
        "status": status,
        "sentence": date_sentence(due, on, is_open=is_open_deliverable(status), ended_on=values["delivered_on"]),
        "light": light(
            status,
            values["progress"],
            values["starts_on"],
            values["due_agreed"],
            on,
            override=override,
            override_reason=override_reason,
        ),
    }
    return build(DeliverableRow, **values, **more)


def list_promises(column: str, record_ids: Sequence[int]) -> dict[int, tuple[int, ...]]:
    """Ids of the commitments made under each of these clauses (`clause_id`), or deliverables (`deliverable_id`)."""
    found = rows(
        f"SELECT {column}, id FROM commitment WHERE {column} IN ({marks(record_ids)}) ORDER BY made_on, id", *record_ids
    )
    return {key: tuple(row[0] for row in each) for key, each in grouped(found).items()}


def get_deliverable(deliverable_id: int, today: date | None = None) -> DeliverablePage | None:
    """The deliverable's page, or None when there is none."""
    found = get_deliverable_rows([deliverable_id], today)
    if not found:
        return None
    return DeliverablePage(
        row=found[0],
        progress=dated(
            "SELECT on_day, percent, actual, note FROM progress WHERE deliverable_id = ? ORDER BY id DESC",
            deliverable_id,
        ),
        moves=list_moves(deliverable_id),
        steps=dated(
            "SELECT on_day, from_status, to_status, note FROM status_change WHERE record_id = ? ORDER BY id",
            deliverable_id,
        ),
        follow_ups=list_follow_ups(deliverable_id),
    )


def light_of(deliverables: Iterable[DeliverableRow]) -> Light:
    """The colour of these deliverables together: the worst of those that count."""
    return together([(row.light, row.title) for row in deliverables if counts(row.status)])


def progress_of_all(deliverables: Iterable[DeliverableRow]) -> int:
    """Their progress together in per cent, by weight; what was taken out by agreement does not count."""
    return weighted_progress([(row.weight, row.progress) for row in deliverables if counts(row.status)])


def rag_counts(deliverables: Iterable[DeliverableRow]) -> dict[Rag, int]:
    """How many deliverables that count have each colour."""
    found = dict.fromkeys(Rag, 0)
    for row in deliverables:
        if counts(row.status):
            found[row.light.rag] += 1
    return found
