"""Agreements: the list, the page of one with its clauses and deliverables, and which clauses bind a body."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from crm.queries.base import Tuple, Where, build, day, grouped, ids, marks, rows
from crm.queries.deliverables import (
    DeliverableRow,
    get_deliverable_rows,
    light_of,
    list_promises,
    progress_of_all,
)
from crm.queries.movements import list_steps
from crm.queries.people import get_names, list_tags_of, list_topics_of
from crm.rules import clock
from crm.rules.agreements import (
    DeliverableStatus,
    Light,
    Outcome,
    Status,
    binds,
    counts,
    is_expiring,
)
from crm.store import search
from resources.translations import _

BINDS = "status IN ('" + "', '".join(one for one in Status if binds(one)) + "')"
"""Of an agreement: whether the parties are bound by it now."""


@dataclass(frozen=True)
class AgreementsFilter:
    """Which agreements a list shows."""

    text: str = ""
    status: str = "open"  # open, all, expiring, or one Status
    body_id: int | None = None  # a party, or a body inside a party
    owner_id: int | None = None
    topic_id: int | None = None
    max_confidentiality: int | None = None
    sort: str = "expires"  # expires, reference, title, status
    descending: bool = False


@dataclass(frozen=True)
class ClauseRow:
    """A clause with its deliverables and the promises made under it."""

    id: int
    agreement_id: int
    agreement_reference: str
    agreement_title: str
    number: str
    heading: str
    words: str
    kind: str
    responsible_id: int | None
    responsible: str
    every: str
    first_due_on: date | None
    unit: str
    planned: int | None
    since_version: int
    until_version: int | None
    light: Light
    progress: int
    deliverables: tuple[DeliverableRow, ...]
    promises: tuple[int, ...]
    """Ids of the commitments made under it, those for its deliverables too."""
    confidentiality: int

    @property
    def name(self) -> str:
        """What a mixed list calls it."""
        return " ".join(part for part in (self.number, self.heading or self.words[:60]) if part)

    @property
    def is_standing(self) -> bool:
        """Whether no amendment took it out."""
        return self.until_version is None


@dataclass(frozen=True)
class PartyRow:
    """A party with its signatory and focal person, and how its deliverables stand."""

    id: int
    organisation_id: int | None
    name: str
    signatory_id: int | None
    signatory: str
    signatory_post: str
    signed_on: date | None
    focal_id: int | None
    focal: str
    role: str
    light: Light
    progress: int
    deliverables: int
    overdue: int


@dataclass(frozen=True)
class AgreementRow:
    """An agreement in a list."""

    id: int
    reference: str
    title: str
    kind: str
    status: Status
    outcome: Outcome | None
    parties: tuple[str, ...]
    signed_on: date | None
    effective_on: date | None
    expires_on: date | None
    is_expiring: bool
    next_review_on: date | None
    owner_id: int | None
    owner_name: str
    light: Light
    progress: int
    deliverables: int
    delivered: int
    overdue: int
    open_promises: int
    next_look: date | None
    confidentiality: int

    @property
    def name(self) -> str:
        """What a mixed list calls it."""
        return f"{self.reference} {self.title}"


@dataclass(frozen=True)
class AgreementPage:
    """All that the agreement's page shows."""

    row: AgreementRow
    purpose: str
    contract_number: str
    amount: str
    negotiation_on: date | None
    remind_days: int
    review_every: str
    report_every: str
    signed_copy_id: int | None
    signed_copy: str
    renewed_from_id: int | None
    renewed_from: str
    renewed_by_id: int | None
    renewed_by: str
    closed_on: date | None
    version: int
    source: str
    parties: tuple[PartyRow, ...]
    clauses: tuple[ClauseRow, ...]
    amendments: tuple[Tuple, ...]
    """Amendments: (version, on, words, attachment id, file name)."""
    reviews: tuple[Tuple, ...]
    """Reviews held, newest first: (held on, due on, words, engagement id, engagement title)."""
    steps: tuple[Tuple, ...]
    """Steps of the life-cycle: (on, from, to, outcome, note)."""
    topics: tuple[tuple[int, str], ...]
    tags: tuple[str, ...]

    @property
    def promises(self) -> tuple[int, ...]:
        """Ids of every commitment made under it."""
        return tuple(promise for clause in self.clauses for promise in clause.promises)


_UP = (
    "WITH RECURSIVE around(id) AS (SELECT ? UNION SELECT o.parent_id FROM organisation o JOIN around i ON o.id = i.id "
    "WHERE o.parent_id IS NOT NULL) "
)


def list_agreements(wanted: AgreementsFilter | None = None, today: date | None = None) -> list[int]:
    """Ids of agreements in the order of the list."""
    wanted = wanted or AgreementsFilter()
    where = Where()
    if search.expression(wanted.text):
        where.add(search.MATCHES.format(id="a.id"), search.expression(wanted.text))
    if wanted.status == "open":
        where.add("a.status <> 'closed'")
    elif wanted.status not in ("", "all", "expiring"):
        where.add("a.status = ?", wanted.status)
    where.add_given(
        ("a.owner_id = ?", wanted.owner_id),
        ("a.id IN (SELECT record_id FROM topic_link WHERE topic_id = ?)", wanted.topic_id),
        ("rec.confidentiality <= ?", wanted.max_confidentiality),
    )
    if wanted.body_id is not None:
        around = _around(wanted.body_id)
        where.add(
            f"a.id IN (SELECT agreement_id FROM agreement_party WHERE organisation_id IN ({marks(around)}))", *around
        )
    order = {"reference": "a.id", "title": "a.title", "status": "a.status"}.get(
        wanted.sort, "a.status = 'closed', a.expires_on IS NULL, a.expires_on"
    )
    way = "DESC" if wanted.descending else "ASC"
    found = rows(
        "SELECT a.id, a.status, a.expires_on, a.remind_days FROM agreement a JOIN record rec ON rec.id = a.id"
        f"{where} ORDER BY {order} {way}, a.id",
        *where.values,
    )
    on = today or clock.today()
    is_any = wanted.status != "expiring"
    return [row[0] for row in found if is_any or is_expiring(Status(row[1]), day(row[2]), on, row[3])]


def _around(body_id: int) -> list[int]:
    """A body and the bodies it is in: a committee acts under its legislature's agreement."""
    return ids(_UP + "SELECT id FROM around", body_id)


def list_clauses(agreement_id: int) -> list[int]:
    """Ids of an agreement's clauses, in their order."""
    return ids("SELECT id FROM clause WHERE agreement_id = ? ORDER BY position, id", agreement_id)


def list_binding_clauses(body_id: int, max_confidentiality: int | None = None) -> list[int]:
    """Ids of the standing clauses of agreements in force for which this body, or one it is in, is responsible.

    A clause that names no party binds every party.
    """
    around = _around(body_id)
    here = marks(around)
    where = Where()
    where.add(f"a.{BINDS}")
    where.add("c.until_version IS NULL")
    where.add(
        f"c.responsible_id IN ({here}) OR (c.responsible_id IS NULL AND a.id IN "
        f"(SELECT agreement_id FROM agreement_party WHERE organisation_id IN ({here})))",
        *around,
        *around,
    )
    if max_confidentiality is not None:
        where.add("rec.confidentiality <= ?", max_confidentiality)
    return ids(
        "SELECT c.id FROM clause c JOIN agreement a ON a.id = c.agreement_id JOIN record rec ON rec.id = c.id"
        f"{where} ORDER BY a.expires_on, a.id, c.position, c.id",
        *where.values,
    )


def find_agreement(reference: str) -> int | None:
    """The agreement with this reference, such as M-2026-0001."""
    found = ids("SELECT id FROM agreement WHERE reference = ?", reference)
    return found[0] if found else None


def find_clause(reference: str, number: str) -> int | None:
    """The clause with this number in the agreement with this reference."""
    found = ids(
        "SELECT c.id FROM clause c JOIN agreement a ON a.id = c.agreement_id WHERE a.reference = ? AND c.number = ? "
        "ORDER BY c.until_version IS NOT NULL, c.id",
        reference,
        number,
    )
    return found[0] if found else None


def part_of(record_id: int) -> str:
    """Which part of an agreement the record is: “agreement”, “clause”, “deliverable” or “indicator”; "" for none."""
    parts = ("agreement", "clause", "deliverable", "indicator")
    selects = (f"SELECT '{part}' FROM {part} WHERE id = ?" for part in parts)
    found = rows(" UNION ALL ".join(selects), *[record_id] * len(parts))
    return str(found[0][0]) if found else ""


def agreement_of(record_id: int) -> int | None:
    """The agreement that this agreement, clause, deliverable or indicator belongs to."""
    found = ids(
        "SELECT id FROM agreement WHERE id = ? UNION SELECT agreement_id FROM clause WHERE id = ? "
        "UNION SELECT agreement_id FROM indicator WHERE id = ? "
        "UNION SELECT c.agreement_id FROM deliverable d JOIN clause c ON c.id = d.clause_id WHERE d.id = ?",
        *[record_id] * 4,
    )
    return found[0] if found else None


# --- Clauses -----------------------------------------------------------------------------------------------------


def get_clause_rows(clause_ids: Sequence[int], today: date | None = None) -> list[ClauseRow]:
    """Clauses with their deliverables, in this order, as they stand on the day."""
    if not clause_ids:
        return []
    here = marks(clause_ids)
    raw = rows(
        "SELECT c.id, a.id, a.reference, a.title, c.number, c.heading, c.words, c.kind, c.responsible_id, c.every, "
        "c.first_due_on, c.unit, c.planned, c.since_version, c.until_version, rec.confidentiality FROM clause c "
        f"JOIN agreement a ON a.id = c.agreement_id JOIN record rec ON rec.id = c.id WHERE c.id IN ({here})",
        *clause_ids,
    )
    names = get_names(sorted({row[8] for row in raw if row[8]}))
    of_clause = _deliverables_by_clause(clause_ids, today)
    promises = list_promises("clause_id", clause_ids)
    found = {row[0]: _clause(row, names, of_clause.get(row[0], ()), promises.get(row[0], ())) for row in raw}
    return [found[key] for key in clause_ids if key in found]


def _deliverables_by_clause(clause_ids: Sequence[int], today: date | None) -> dict[int, tuple[DeliverableRow, ...]]:
    found = ids(
        f"SELECT id FROM deliverable WHERE clause_id IN ({marks(clause_ids)}) "
        "ORDER BY due_agreed IS NULL, due_agreed, id",
        *clause_ids,
    )
    by_clause: dict[int, list[DeliverableRow]] = {}
    for row in get_deliverable_rows(found, today):
        by_clause.setdefault(row.clause_id, []).append(row)
    return {key: tuple(each) for key, each in by_clause.items()}


def _clause(
    row: Tuple, names: dict[int, str], deliverables: tuple[DeliverableRow, ...], promises: tuple[int, ...]
) -> ClauseRow:
    return build(
        ClauseRow,
        *row[:9],
        names.get(row[8], _("both parties")),
        row[9],
        day(row[10]),
        *row[11:15],
        light=light_of(deliverables),
        progress=progress_of_all(deliverables),
        deliverables=deliverables,
        promises=promises,
        confidentiality=row[15],
    )


def get_agreement_rows(agreement_ids: Sequence[int], today: date | None = None) -> list[AgreementRow]:
    """Rows for these agreements, in this order, as they stand on the day."""
    if not agreement_ids:
        return []
    on = today or clock.today()
    return _agreement_rows(agreement_ids, _deliverables_by_agreement(agreement_ids, on), on)


def _agreement_rows(
    agreement_ids: Sequence[int], of_agreement: Mapping[int, list[DeliverableRow]], on: date
) -> list[AgreementRow]:
    here = marks(agreement_ids)
    raw = rows(
        "SELECT a.id, a.reference, a.title, a.kind, a.status, a.outcome, a.signed_on, a.effective_on, a.expires_on, "
        "a.remind_days, a.next_review_on, a.owner_id, coalesce(u.name, ''), rec.next_look, rec.confidentiality, "
        "(SELECT count(*) FROM commitment m JOIN clause c ON c.id = m.clause_id WHERE c.agreement_id = a.id "
        "AND m.status <> 'closed') FROM agreement a JOIN record rec ON rec.id = a.id "
        f'LEFT JOIN "user" u ON u.id = a.owner_id WHERE a.id IN ({here})',
        *agreement_ids,
    )
    parties = grouped(
        rows(
            "SELECT p.agreement_id, coalesce(o.name, p.name) FROM agreement_party p "
            f"LEFT JOIN organisation o ON o.id = p.organisation_id WHERE p.agreement_id IN ({here}) "
            "ORDER BY p.position",
            *agreement_ids,
        )
    )
    found = {
        row[0]: _agreement_row(row, [name for (name,) in parties.get(row[0], [])], of_agreement.get(row[0], []), on)
        for row in raw
    }
    return [found[key] for key in agreement_ids if key in found]


def _deliverables_by_agreement(agreement_ids: Sequence[int], on: date) -> dict[int, list[DeliverableRow]]:
    found = ids(
        "SELECT d.id FROM deliverable d JOIN clause c ON c.id = d.clause_id "
        f"WHERE c.agreement_id IN ({marks(agreement_ids)}) ORDER BY c.id, d.id",
        *agreement_ids,
    )
    by_agreement: dict[int, list[DeliverableRow]] = {}
    for row in get_deliverable_rows(found, on):
        by_agreement.setdefault(row.agreement_id, []).append(row)
    return by_agreement


def _agreement_row(row: Tuple, parties: list[str], deliverables: list[DeliverableRow], on: date) -> AgreementRow:
    status, expires_on = Status(row[4]), day(row[8])
    counted = [each for each in deliverables if counts(each.status)]
    return build(
        AgreementRow,
        *row[:4],
        status=status,
        outcome=Outcome(row[5]) if row[5] else None,
        parties=tuple(parties),
        signed_on=day(row[6]),
        effective_on=day(row[7]),
        expires_on=expires_on,
        is_expiring=is_expiring(status, expires_on, on, row[9]),
        next_review_on=day(row[10]),
        owner_id=row[11],
        owner_name=row[12],
        light=light_of(deliverables),
        progress=progress_of_all(deliverables),
        deliverables=len(counted),
        delivered=sum(each.status in _DONE for each in counted),
        overdue=sum(each.is_overdue(on) for each in counted),
        open_promises=row[15],
        next_look=day(row[13]),
        confidentiality=row[14],
    )


_DONE = (DeliverableStatus.DELIVERED, DeliverableStatus.ACCEPTED)


def get_agreement(agreement_id: int, today: date | None = None) -> AgreementPage | None:
    """The agreement's page, or None when there is none."""
    on = today or clock.today()
    clauses = tuple(get_clause_rows(list_clauses(agreement_id), on))
    deliverables = sorted(
        (each for clause in clauses for each in clause.deliverables), key=lambda each: (each.clause_id, each.id)
    )
    found = _agreement_rows([agreement_id], {agreement_id: deliverables}, on)
    if not found:
        return None
    extra = rows(
        "SELECT a.purpose, a.contract_number, a.amount, a.negotiation_on, "
        "a.remind_days, a.review_every, a.report_every, a.signed_copy_id, "
        "coalesce(t.file_name, ''), a.renewed_from_id, coalesce(b.reference, ''), n.id, coalesce(n.reference, ''), "
        "a.closed_on, rec.source FROM agreement a JOIN record rec ON rec.id = a.id "
        "LEFT JOIN attachment t ON t.id = a.signed_copy_id LEFT JOIN agreement b ON b.id = a.renewed_from_id "
        "LEFT JOIN agreement n ON n.renewed_from_id = a.id WHERE a.id = ? ORDER BY n.id",
        agreement_id,
    )[0]
    amendments = tuple(
        (row[0], day(row[1]), *row[2:])
        for row in rows(
            "SELECT m.version, m.on_day, m.words, m.attachment_id, coalesce(t.file_name, '') FROM amendment m "
            "LEFT JOIN attachment t ON t.id = m.attachment_id WHERE m.agreement_id = ? ORDER BY m.version",
            agreement_id,
        )
    )
    return build(
        AgreementPage,
        found[0],
        *extra[:3],
        day(extra[3]),
        *extra[4:13],
        day(extra[13]),
        source=extra[14],
        version=1 + len(amendments),
        parties=_parties(agreement_id, clauses, on),
        clauses=clauses,
        amendments=amendments,
        reviews=tuple(
            (day(row[0]), day(row[1]), *row[2:])
            for row in rows(
                "SELECT r.held_on, r.due_on, r.words, r.engagement_id, coalesce(e.title, '') FROM agreement_review r "
                "LEFT JOIN engagement e ON e.id = r.engagement_id WHERE r.agreement_id = ? ORDER BY r.held_on DESC, "
                "r.id DESC",
                agreement_id,
            )
        ),
        steps=list_steps(agreement_id),
        topics=list_topics_of(agreement_id),
        tags=list_tags_of(agreement_id),
    )


def _parties(agreement_id: int, clauses: Sequence[ClauseRow], on: date) -> tuple[PartyRow, ...]:
    found = rows(
        "SELECT p.id, p.organisation_id, coalesce(o.name, p.name), p.signatory_id, coalesce(s.name, p.signatory_name), "
        "p.signatory_post, p.signed_on, p.focal_id, coalesce(f.name, p.focal_name), p.role FROM agreement_party p "
        "LEFT JOIN organisation o ON o.id = p.organisation_id LEFT JOIN person s ON s.id = p.signatory_id "
        "LEFT JOIN person f ON f.id = p.focal_id WHERE p.agreement_id = ? ORDER BY p.position, p.id",
        agreement_id,
    )
    every = [row for clause in clauses for row in clause.deliverables]
    party_of = find_parties_of_bodies(agreement_id, sorted({row.responsible_id for row in every if row.responsible_id}))
    return tuple(
        _party(row, [each for each in every if party_of.get(each.responsible_id, row[0]) == row[0]], on)
        for row in found
    )


def find_parties_of_bodies(agreement_id: int, body_ids: Sequence[int]) -> dict[int | None, int]:
    """For each body that is a party, or inside one, the id of the party's row; 0 for a body of neither."""
    found = rows(
        "WITH RECURSIVE around(body, id) AS (SELECT id, id FROM organisation "
        f"WHERE id IN ({marks(body_ids)}) UNION SELECT a.body, o.parent_id FROM organisation o JOIN around a "
        "ON o.id = a.id WHERE o.parent_id IS NOT NULL) "
        "SELECT a.body, p.id FROM around a JOIN agreement_party p ON p.organisation_id = a.id "
        "WHERE p.agreement_id = ? ORDER BY a.body = a.id, p.position DESC",
        *body_ids,
        agreement_id,
    )
    parties: dict[int | None, int] = dict.fromkeys(body_ids, 0)
    return parties | dict(found)


def find_owing_parties(agreement_id: int, commitment_ids: Sequence[int]) -> dict[int, int]:
    """For each promise the id of the party whose body, post or person is bound; a promise of others is left out."""
    here = marks(commitment_ids)
    bound = rows(
        f"SELECT c.id, c.bound_id FROM commitment c JOIN organisation o ON o.id = c.bound_id WHERE c.id IN ({here}) "
        "UNION ALL SELECT c.id, p.organisation_id FROM commitment c JOIN post p ON p.id = c.bound_id "
        f"WHERE c.id IN ({here}) UNION ALL SELECT c.id, p.organisation_id FROM commitment c "
        f"JOIN role r ON r.person_id = c.bound_id JOIN post p ON p.id = r.post_id WHERE c.id IN ({here})",
        *commitment_ids,
        *commitment_ids,
        *commitment_ids,
    )
    party_of = find_parties_of_bodies(agreement_id, sorted({body for _commitment, body in bound}))
    return {commitment: party_of[body] for commitment, body in bound if party_of[body]}


def _party(row: Tuple, owed: list[DeliverableRow], on: date) -> PartyRow:
    """A party with what it and the bodies inside it have to deliver; what names no party is owed by each."""
    return build(
        PartyRow,
        *row[:6],
        day(row[6]),
        *row[7:10],
        light=light_of(owed),
        progress=progress_of_all(owed),
        deliverables=sum(counts(each.status) for each in owed),
        overdue=sum(each.is_overdue(on) for each in owed),
    )


def find_agreements(text: str, limit: int) -> list[tuple[int, str, str]]:
    """Open agreements for a field that completes names: (id, title, reference)."""
    where = Where()
    where.add("a.status <> 'closed'")
    for word in text.split():
        where.add("' ' || a.title || ' ' || a.reference LIKE ?", f"% {word}%")
    return [
        (row[0], row[1], row[2])
        for row in rows(
            f"SELECT a.id, a.title, a.reference FROM agreement a{where} ORDER BY a.title LIMIT ?", *where.values, limit
        )
    ]
