"""Commitments: the register with computed direction and lateness, and the page of one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from crm.queries.base import AT_ONCE, Tuple, Where, build, chunks, day, grouped, ids, marks, rows
from crm.queries.calendar import get_calendar
from crm.queries.movements import (
    Movement,
    count_follow_ups,
    get_last_movements,
    get_moves,
    list_evidence,
    list_follow_ups,
    list_moves,
    list_steps,
)
from crm.queries.offices import list_posts_held
from crm.queries.people import get_names, list_tags_of, list_topics_of
from crm.queries.places import INSIDE, place_name
from crm.queries.sides import SIDES, get_sides
from crm.rules import clock
from crm.rules.commitments import (
    DUE_SOON_DAYS,
    LONG_OVERDUE_WORKING_DAYS,
    DateMove,
    Direction,
    DueDates,
    Lateness,
    Outcome,
    Side,
    Status,
    direction,
    is_open,
    lateness,
    lateness_sentence,
    missing,
)
from crm.rules.dates import format_day
from crm.rules.working_days import WorkingCalendar
from crm.store import search
from resources.translations import _


@dataclass(frozen=True)
class CommitmentFilter:
    """Which commitments a list or report shows."""

    text: str = ""
    direction: str = ""
    lateness: str = ""  # one Lateness; “late” means overdue and long overdue
    status: str = "open"  # open, closed, all, or one Status
    body_id: int | None = None
    person_id: int | None = None
    party_ids: tuple[int, ...] = ()  # made by, binding or owed to one of these people, posts and bodies
    partner_id: int | None = None
    topic_id: int | None = None
    owner_id: int | None = None
    place_id: int | None = None  # there, or in a place inside
    engagement_id: int | None = None
    agreement_id: int | None = None
    clause_id: int | None = None
    deliverable_id: int | None = None
    made_from: date | None = None
    made_to: date | None = None
    due_from: date | None = None
    due_to: date | None = None
    closed_from: date | None = None
    closed_to: date | None = None
    look_by: date | None = None  # the next look has come by this day
    is_incomplete: bool = False  # open, and without a due date, an owner or a known party
    max_confidentiality: int | None = None
    sort: str = "due"  # due, made, reference, status, next_look
    descending: bool = False


@dataclass(frozen=True)
class CommitmentRow:
    """A commitment in a list or report, with all that is computed of it."""

    id: int
    reference: str
    words: str
    language: str
    translation: str
    kind: str
    direction: Direction
    bound_id: int | None
    bound_name: str
    owed_to_id: int | None
    owed_to_name: str
    body_id: int | None
    body_name: str
    maker_id: int | None
    maker_name: str
    maker_office: str
    owner_id: int | None
    owner_name: str
    made_on: date
    due_on: date | None
    due_agreed: date | None
    due_words: str
    sentence: str
    lateness: Lateness
    status: Status
    outcome: Outcome | None
    strength: str
    closed_on: date | None
    last_movement_on: date
    last_movement: str
    follow_ups: int
    next_step: str
    next_look: date | None
    topics: tuple[str, ...]
    engagement_id: int | None
    engagement_title: str
    clause_id: int | None
    clause_name: str
    """The clause it was made under, with its agreement: “4.2 Quarterly meetings, M-2026-0001”."""
    deliverable_id: int | None
    deliverable: str
    confidentiality: int
    missing: tuple[str, ...]
    is_with_post: bool = False
    """Whether a post is bound, whoever holds it, and not the person who said it."""
    due_first: date | None = None
    """The first date there was, before any move."""
    is_verified: bool = False
    """Whether somebody of ours saw what was done."""

    @property
    def name(self) -> str:
        """What a mixed list calls it."""
        return f"{self.reference} {self.words}"


_OURS = f"(SELECT id FROM ({SIDES}) AS sides)"
_OWED_TO_PUBLIC = (
    f"((c.owed_to_id IS NOT NULL AND c.owed_to_id NOT IN {_OURS}) OR (c.owed_to_id IS NULL AND c.owed_to_name <> ''))"
)
_BY_US = f"(c.bound_id IS NOT NULL AND c.bound_id IN {_OURS})"
_DIRECTIONS = {
    Direction.THEY_OWE_US: f"NOT {_BY_US} AND NOT {_OWED_TO_PUBLIC}",
    Direction.WE_OWE_THEM: f"{_BY_US} AND {_OWED_TO_PUBLIC}",
    Direction.CSO_TO_CSO: f"{_BY_US} AND NOT {_OWED_TO_PUBLIC}",
    Direction.THIRD_PARTY: f"NOT {_BY_US} AND {_OWED_TO_PUBLIC}",
}
# Two moves of a date that was given, or one we did not agree to (see `DueDates.is_slipping`).
_SLIPPING = (
    "coalesce((SELECT count(m.old_due) + sum(NOT m.is_agreed) * 2 FROM date_move m WHERE m.record_id = c.id), 0) >= 2"
)
INCOMPLETE = "c.status <> 'closed' AND (c.due_on IS NULL OR c.owner_id IS NULL OR c.bound_id IS NULL)"
_INSIDE = (
    "WITH RECURSIVE inside(id) AS (SELECT ? UNION SELECT o.id FROM organisation o JOIN inside i ON o.parent_id = i.id) "
)
_OF_BODY = (
    "SELECT id FROM inside UNION SELECT p.id FROM post p WHERE p.organisation_id IN (SELECT id FROM inside) "
    "UNION SELECT r.person_id FROM role r JOIN post p ON p.id = r.post_id WHERE p.organisation_id IN "
    "(SELECT id FROM inside)"
)
_ORDERS = {
    "due": "c.due_agreed IS NULL, c.due_agreed {d}, c.id",
    "made": "c.made_on {d}, c.id",
    "reference": "c.id {d}",
    "status": "c.status {d}, c.due_agreed, c.id",
    "next_look": "rec.next_look IS NULL, rec.next_look {d}, c.id",
}


def list_commitments(wanted: CommitmentFilter | None = None, today: date | None = None) -> list[int]:
    """Ids of commitments in the order of the list; overdue ones come first when sorted by due date."""
    wanted = wanted or CommitmentFilter()
    where = Where()
    _add_text_and_status(where, wanted)
    _add_parties(where, wanted)
    _add_dates(where, wanted)
    _add_lateness(where, wanted.lateness, today or clock.today())
    order = _ORDERS.get(wanted.sort, _ORDERS["due"]).format(d="DESC" if wanted.descending else "ASC")
    return ids(f"SELECT c.id FROM commitment c JOIN record rec ON rec.id = c.id{where} ORDER BY {order}", *where.values)


def _add_text_and_status(where: Where, wanted: CommitmentFilter) -> None:
    if search.expression(wanted.text):
        where.add(search.MATCHES.format(id="c.id"), search.expression(wanted.text))
    if wanted.status == "open":
        where.add("c.status <> 'closed'")
    elif wanted.status and wanted.status != "all":
        where.add("c.status = ?", wanted.status)
    if wanted.max_confidentiality is not None:
        where.add("rec.confidentiality <= ?", wanted.max_confidentiality)
    if wanted.direction:
        where.add(_DIRECTIONS[Direction(wanted.direction)])
    if wanted.is_incomplete:
        where.add(INCOMPLETE)


def _add_parties(where: Where, wanted: CommitmentFilter) -> None:
    where.add_given(
        ("c.owner_id = ?", wanted.owner_id),
        (INSIDE.format(place="c.place_id"), wanted.place_id),
        ("c.engagement_id = ?", wanted.engagement_id),
        ("c.clause_id = ?", wanted.clause_id),
        ("c.deliverable_id = ?", wanted.deliverable_id),
        ("c.clause_id IN (SELECT id FROM clause WHERE agreement_id = ?)", wanted.agreement_id),
        ("c.id IN (SELECT record_id FROM topic_link WHERE topic_id = ?)", wanted.topic_id),
    )
    if wanted.person_id is not None:
        _add_person(where, wanted.person_id)
    if wanted.party_ids:
        here = ", ".join(str(int(party_id)) for party_id in wanted.party_ids)
        where.add(f"c.bound_id IN ({here}) OR c.owed_to_id IN ({here}) OR c.maker_id IN ({here})")
    for body_id in (wanted.body_id, wanted.partner_id):
        if body_id is not None:
            _add_body(where, body_id)


def _add_person(where: Where, person_id: int) -> None:
    """A person's commitments: their own, those owed to them, and those of the single posts they hold today."""
    posts = list_posts_held([person_id], clock.today())
    # Terms rather than one IN over three columns: each of them is found by its index.
    held = f" OR c.bound_id IN ({marks(posts)}) OR c.owed_to_id IN ({marks(posts)})" if posts else ""
    where.add(f"c.maker_id = ? OR c.bound_id = ? OR c.owed_to_id = ?{held}", *[person_id] * 3, *posts, *posts)


def list_parties_of(body_id: int) -> list[int]:
    """Who speaks for a body: itself, the bodies inside it, its posts, and whoever holds or held one of them."""
    return ids(_INSIDE + _OF_BODY, body_id)


def _add_body(where: Where, body_id: int) -> None:
    """A body's commitments: of itself, of the bodies inside it, of its posts and its people, and made when it met."""
    here = ", ".join(str(member) for member in list_parties_of(body_id))
    where.add(
        f"c.bound_id IN ({here}) OR c.owed_to_id IN ({here}) OR c.maker_id IN ({here}) OR c.engagement_id IN "
        f"(SELECT id FROM engagement WHERE organisation_id IN ({here}))"
    )


def _add_dates(where: Where, wanted: CommitmentFilter) -> None:
    where.add_given(
        ("c.made_on >= ?", wanted.made_from),
        ("c.made_on <= ?", wanted.made_to),
        ("c.due_agreed >= ?", wanted.due_from),
        ("c.due_agreed <= ?", wanted.due_to),
        ("c.closed_on >= ?", wanted.closed_from),
        ("c.closed_on <= ?", wanted.closed_to),
        ("rec.next_look <= ?", wanted.look_by),
    )


def _add_lateness(where: Where, wanted: str, today: date) -> None:
    if not wanted:
        return
    if wanted == Lateness.CLOSED:
        where.add("c.status = 'closed'")
        return
    where.add("c.status <> 'closed'")
    soon = today + timedelta(days=DUE_SOON_DAYS)
    if wanted in ("late", Lateness.OVERDUE, Lateness.LONG_OVERDUE):
        where.add("c.due_agreed < ?", today)
        if wanted != "late":
            sign = "<" if wanted == Lateness.LONG_OVERDUE else ">="
            where.add(f"c.due_agreed {sign} ?", _long_overdue_before(today, get_calendar()))
    elif wanted == Lateness.NO_DATE:
        where.add("c.due_agreed IS NULL")
    else:
        where.add("c.due_agreed >= ?", today)
        where.add(_SLIPPING if wanted == Lateness.MOVED else f"NOT ({_SLIPPING})")
        if wanted == Lateness.DUE_SOON:
            where.add("c.due_agreed <= ?", soon)
        elif wanted == Lateness.NOT_DUE:
            where.add("c.due_agreed > ?", soon)


def _long_overdue_before(today: date, calendar: WorkingCalendar) -> date:
    """The first due date that is overdue but not yet long overdue."""
    due = today
    while calendar.between(due - timedelta(days=1), today) <= LONG_OVERDUE_WORKING_DAYS:
        due -= timedelta(days=1)
    return due


_COLUMNS = """
SELECT c.id, c.reference, c.words, c.language, c.translation, c.kind, c.bound_id, c.bound_name, c.owed_to_id,
       c.owed_to_name, c.maker_id, c.maker_office, c.owner_id, coalesce(u.name, ''), c.made_on, c.due_original,
       c.due_on, c.due_agreed, c.due_words, c.status, c.outcome, c.strength, c.closed_on, c.last_movement_on,
       c.is_verified, c.engagement_id, coalesce(e.title, ''), e.organisation_id, rec.next_look,
       rec.confidentiality, c.clause_id,
       coalesce(trim(cl.number || ' ' || cl.heading) || ', ' || ag.reference, ''), c.deliverable_id,
       coalesce(dl.title, '')
FROM commitment c JOIN record rec ON rec.id = c.id
LEFT JOIN "user" u ON u.id = c.owner_id LEFT JOIN engagement e ON e.id = c.engagement_id
LEFT JOIN clause cl ON cl.id = c.clause_id LEFT JOIN agreement ag ON ag.id = cl.agreement_id
LEFT JOIN deliverable dl ON dl.id = c.deliverable_id
"""
_FIELDS = [
    "id",
    "reference",
    "words",
    "language",
    "translation",
    "kind",
    "bound_id",
    "bound_name",
    "owed_to_id",
    "owed_to_name",
    "maker_id",
    "maker_office",
    "owner_id",
    "owner_name",
    "made_on",
    "due_original",
    "due_on",
    "due_agreed",
    "due_words",
    "status",
    "outcome",
    "strength",
    "closed_on",
    "last_movement_on",
    "is_verified",
    "engagement_id",
    "engagement_title",
    "engagement_body",
    "next_look",
    "confidentiality",
    "clause_id",
    "clause_name",
    "deliverable_id",
    "deliverable",
]


@dataclass(frozen=True)
class _Around:
    """What the rows of one question share."""

    today: date
    calendar: WorkingCalendar
    sides: Mapping[int, Side]
    names: Mapping[int, str]
    posts: frozenset[int]
    bodies: Mapping[int, tuple[int, str]]
    moves: Mapping[int, tuple[DateMove, ...]]
    movements: Mapping[int, Movement]
    follow_ups: Mapping[int, int]
    topics: Mapping[int, list[Tuple]]


def get_commitment_rows(commitment_ids: Sequence[int], today: date | None = None) -> list[CommitmentRow]:
    """Rows for these commitments, in this order, as they stand on the day."""
    found: dict[int, CommitmentRow] = {}
    for some in chunks(commitment_ids, AT_ONCE):
        raw = rows(f"{_COLUMNS} WHERE c.id IN ({marks(some)})", *some)
        records = [dict(zip(_FIELDS, row, strict=True)) for row in raw]
        around = _look_around(records, some, today or clock.today())
        found |= {record["id"]: _row(record, around) for record in records}
    return [found[commitment_id] for commitment_id in commitment_ids if commitment_id in found]


def _look_around(records: list[dict[str, Any]], some: Sequence[int], today: date) -> _Around:
    parties = {record[key] for record in records for key in ("bound_id", "owed_to_id", "maker_id") if record[key]}
    topics = rows(
        "SELECT l.record_id, t.name FROM topic_link l JOIN topic t ON t.id = l.topic_id "
        f"WHERE l.record_id IN ({marks(some)}) ORDER BY t.name",
        *some,
    )
    sides = get_sides()
    return _Around(
        today=today,
        calendar=get_calendar(),
        sides=sides,
        names=get_names(sorted(parties)),
        posts=frozenset(ids(f"SELECT id FROM post WHERE id IN ({marks(tuple(parties))})", *parties)),
        bodies=_bodies(records, sides),
        moves=get_moves(some),
        movements=get_last_movements(some),
        follow_ups=count_follow_ups(some),
        topics=grouped(topics),
    )


def _other_party(record: dict[str, Any], sides: Mapping[int, Side]) -> int | None:
    """With whom it is: who is bound, or to whom it is owed where that is us or a partner."""
    is_by_us = record["bound_id"] in sides
    return record["owed_to_id"] if is_by_us and record["owed_to_id"] is not None else record["bound_id"]


def _bodies(records: list[dict[str, Any]], sides: Mapping[int, Side]) -> dict[int, tuple[int, str]]:
    """The body each commitment is about: that of the other party, else the one that was met."""
    with_whom = {record["id"]: _other_party(record, sides) for record in records}
    bound = sorted({party for party in with_whom.values() if party})
    here = marks(bound)
    found = rows(
        "SELECT r.person_id, o.id, o.name FROM role r JOIN post p ON p.id = r.post_id "
        f"JOIN organisation o ON o.id = p.organisation_id WHERE r.person_id IN ({here}) "
        "UNION ALL SELECT p.id, o.id, o.name FROM post p JOIN organisation o ON o.id = p.organisation_id "
        f"WHERE p.id IN ({here}) UNION ALL SELECT id, id, name FROM organisation WHERE id IN ({here})",
        *bound,
        *bound,
        *bound,
    )
    of_party = {row[0]: (row[1], row[2]) for row in reversed(found)}  # a person's first office wins
    met = sorted({record["engagement_body"] for record in records if record["engagement_body"]})
    names = get_names(met)
    bodies: dict[int, tuple[int, str]] = {}
    for record in records:
        body = of_party.get(with_whom[record["id"]])
        if body is None and record["engagement_body"]:
            body = (record["engagement_body"], names[record["engagement_body"]])
        if body:
            bodies[record["id"]] = body
    return bodies


def _row(record: dict[str, Any], around: _Around) -> CommitmentRow:
    values = dict(record)
    for name in ("made_on", "due_original", "due_on", "due_agreed", "closed_on", "last_movement_on", "next_look"):
        values[name] = day(values[name])
    status = Status(values["status"])
    outcome = Outcome(values["outcome"]) if values["outcome"] else None
    due = DueDates(values.pop("due_original"), around.moves.get(values["id"], ()))
    late = lateness(due, is_open(status), around.today, around.calendar)
    movement = around.movements.get(values["id"]) or Movement(values["made_on"], _("Promised"))
    values["is_verified"] = is_verified = bool(values["is_verified"])
    values.pop("engagement_body")
    body = around.bodies.get(values["id"])
    values["direction"] = _direction(values, around.sides)
    values |= {
        "status": status,
        "outcome": outcome,
        "lateness": late,
        "bound_name": around.names.get(values["bound_id"], values["bound_name"]),
        "owed_to_name": around.names.get(values["owed_to_id"], values["owed_to_name"]),
        "maker_name": around.names.get(values["maker_id"], ""),
        "body_id": body[0] if body else None,
        "body_name": body[1] if body else "",
        "sentence": lateness_sentence(
            values["made_on"],
            due,
            status,
            outcome,
            is_verified,
            around.today,
            values["closed_on"],
            direction=values["direction"],
        ),
        "last_movement_on": movement.on,
        "last_movement": movement.words,
        "follow_ups": around.follow_ups.get(values["id"], 0),
        "topics": tuple(name for (name,) in around.topics.get(values["id"], ())),
        "missing": _missing(values) if is_open(status) else (),
        "is_with_post": values["bound_id"] in around.posts,
        "due_first": due.first,
    }
    values["next_step"] = _next_step(values, around.today)
    return build(CommitmentRow, **values)


def _direction(values: Mapping[str, Any], sides: Mapping[int, Side]) -> Direction:
    owed_to = values["owed_to_id"]
    if owed_to is None:
        owed_side = Side.PUBLIC if values["owed_to_name"] else Side.OURS
    else:
        owed_side = sides.get(owed_to, Side.PUBLIC)
    return direction(sides.get(values["bound_id"], Side.PUBLIC), owed_side)


def _missing(values: Mapping[str, Any]) -> tuple[str, ...]:
    return missing(
        has_due_date=values["due_on"] is not None,
        has_owner=values["owner_id"] is not None,
        has_maker=bool(values["bound_id"]),
        is_maker_named=bool(values["bound_name"]),
    )


def _next_step(values: Mapping[str, Any], today: date) -> str:
    """What to do next, as a sentence with a verb."""
    if not is_open(Status(str(values["status"]))):
        return ""
    late, look = values["lateness"], values["next_look"]
    if values["direction"] is Direction.WE_OWE_THEM:
        return _our_next_step(values)
    if values["follow_ups"] and look and look > today:
        return _("Wait for the answer; look again on {day}").format(day=format_day(look, today))
    if values["status"] == Status.CLAIMED_DONE:
        return _("Ask for evidence")
    if late == Lateness.LONG_OVERDUE and values["follow_ups"]:
        return _("Escalate, or follow up again")
    if late in (Lateness.OVERDUE, Lateness.LONG_OVERDUE):
        return _("Follow up")
    if late == Lateness.NO_DATE:
        return _("Ask for a date")
    if look and look > today:
        return _("Look again on {day}").format(day=format_day(look, today))
    return _("Ask how it stands")


def _our_next_step(values: Mapping[str, Any]) -> str:
    """What to do next about a promise of ours: nobody else will."""
    if values["status"] == Status.CLAIMED_DONE:
        return _("Show them what was done")
    if values["lateness"] in (Lateness.OVERDUE, Lateness.LONG_OVERDUE):
        return _("Keep it, or give a new date")
    return _("Give a date") if values["due_on"] is None else _("Keep it")


@dataclass(frozen=True)
class CommitmentPage:
    """All that the commitment's page shows."""

    row: CommitmentRow
    said_where: str
    witness_id: int | None
    witness: str
    place_id: int | None
    place: str
    measure: str
    priority: str
    on_change: str
    source: str
    moves: tuple[Tuple, ...]
    """Date moves, oldest first: (old, new, said on, said by, how, reason, agreed)."""
    steps: tuple[Tuple, ...]
    """Steps of the life-cycle: (on, from, to, outcome, note)."""
    follow_ups: tuple[Tuple, ...]
    """Follow-ups: (on, channel, to whom, words, answer)."""
    evidence: tuple[Tuple, ...]
    """Evidence: (kind, words, attachment id, file name, seen on, seen by)."""
    topics: tuple[tuple[int, str], ...]
    tags: tuple[str, ...]


def get_commitment(commitment_id: int, today: date | None = None) -> CommitmentPage | None:
    """The commitment's page, or None when there is none."""
    found = get_commitment_rows([commitment_id], today)
    if not found:
        return None
    extra = rows(
        f"SELECT c.said_where, c.witness_id, coalesce(w.name, ''), c.place_id, {place_name()}, c.measure, "
        "c.priority, c.on_change, rec.source FROM commitment c JOIN record rec ON rec.id = c.id "
        "LEFT JOIN person w ON w.id = c.witness_id LEFT JOIN place pl ON pl.id = c.place_id WHERE c.id = ?",
        commitment_id,
    )[0]
    return build(
        CommitmentPage,
        found[0],
        *extra,
        moves=list_moves(commitment_id),
        steps=list_steps(commitment_id),
        follow_ups=list_follow_ups(commitment_id),
        evidence=tuple(
            (e.kind, e.words, e.attachment_id, e.file_name, e.seen_on, e.seen_by)
            for e in list_evidence([commitment_id]).get(commitment_id, ())
        ),
        topics=list_topics_of(commitment_id),
        tags=list_tags_of(commitment_id),
    )


def find_by_reference(reference: str) -> int | None:
    """The commitment with this reference, such as C-2026-0042."""
    found = ids("SELECT id FROM commitment WHERE reference = ?", reference)
    return found[0] if found else None
