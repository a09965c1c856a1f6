"""Petitions, requests for oversight and submissions: the register with its lateness, and the page of one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from crm.queries.base import AT_ONCE, Tuple, Where, build, chunks, day, ids, marks, rows
from crm.queries.calendar import get_calendar
from crm.queries.clocks import explain, get_limit
from crm.queries.movements import (
    EvidenceLine,
    Movement,
    count_follow_ups,
    get_last_movements,
    get_moves,
    list_evidence,
    list_follow_ups,
    list_moves,
    list_steps,
)
from crm.queries.organisations import list_inside
from crm.queries.people import get_names, list_tags_of, list_topics_of
from crm.queries.records import Found
from crm.queries.ties import list_tied
from crm.rules import clock
from crm.rules.admissibility import Point, note_of, points_for
from crm.rules.clocks import ENDS
from crm.rules.commitment_sentence import date_sentence
from crm.rules.commitments import Lateness, lateness
from crm.rules.dates import format_day
from crm.rules.due_dates import DueDates
from crm.rules.petitions import TOLD_ALREADY, Outcome, Status, awaits_report_back, is_open, is_with_them, label
from crm.rules.working_days import WorkingCalendar
from crm.store import search
from resources.translations import _


@dataclass(frozen=True)
class PetitionsFilter:
    """Which petitions a list shows."""

    text: str = ""
    status: str = "open"  # open, closed, to_tell (ended, and the petitioner does not know yet), all, or one Status
    kind: str = ""
    body_id: int | None = None  # addressed to it, its committee or a body inside, to be answered by it, or its own
    party_id: int | None = None  # petitioner, presenting member or official
    place_id: int | None = None
    owner_id: int | None = None
    topic_id: int | None = None
    is_late: bool = False
    due_from: date | None = None
    due_to: date | None = None
    submitted_from: date | None = None
    submitted_to: date | None = None
    look_by: date | None = None
    max_confidentiality: int | None = None
    sort: str = "due"  # due, reference, title, status, submitted
    descending: bool = False


@dataclass(frozen=True)
class PetitionRow:
    """A petition in a list or report, with all that is computed of it."""

    id: int
    reference: str
    their_number: str
    title: str
    kind: str
    form: str
    body_id: int | None
    body_name: str
    committee_id: int | None
    committee: str
    member_id: int | None
    member: str
    official_id: int | None
    official: str
    respondent_id: int | None
    respondent: str
    petitioner_id: int | None
    petitioner: str
    is_watched: bool
    signatures: int | None
    place_id: int | None
    place: str
    owner_id: int | None
    owner_name: str
    submitted_on: date | None
    acknowledged_on: date | None
    petitioner_told_on: date | None
    due_original: date | None
    due_on: date | None
    due_agreed: date | None
    sentence: str
    lateness: Lateness
    status: Status
    outcome: Outcome | None
    closed_on: date | None
    last_movement_on: date
    last_movement: str
    follow_ups: int
    missing: tuple[str, ...]
    next_look: date | None
    confidentiality: int
    review_on: date | None
    stopped_on: date | None

    @property
    def name(self) -> str:
        """What a mixed list calls it."""
        return f"{self.reference} {self.title}"

    @property
    def words(self) -> str:
        """What the forms that a promise shares call it."""
        return self.title

    @property
    def bound_name(self) -> str:
        """Whose answer is awaited."""
        return self.committee or self.body_name

    @property
    def is_open(self) -> bool:
        """Whether something still has to come of it."""
        return is_open(self.status)

    @property
    def stands(self) -> str:
        """Where it stands, or how it ended, in words."""
        return label(self.outcome or self.status)

    @property
    def is_to_tell(self) -> bool:
        """Whether it ended and the petitioner was not told yet."""
        return awaits_report_back(self.status, self.outcome or "", self.petitioner_told_on, self.is_watched)


@dataclass(frozen=True)
class PetitionPage:
    """All that the petition's page shows."""

    row: PetitionRow
    prayer: str
    language: str
    submitted_how: str
    source: str
    moves: tuple[Tuple, ...]
    """Date moves, oldest first: (old, new, said on, said by, how, reason, agreed)."""
    steps: tuple[Tuple, ...]
    """Steps of the life-cycle: (on, from, to, outcome, note, source)."""
    follow_ups: tuple[Tuple, ...]
    """Follow-ups: (on, channel, to whom, words, answer)."""
    evidence: tuple[EvidenceLine, ...]
    topics: tuple[tuple[int, str], ...]
    tags: tuple[str, ...]
    tried_first: str
    receipt_id: int | None
    receipt: str
    """The file that proves receipt, by its name."""
    checks: tuple[CheckRow, ...]
    commitments: tuple[int, ...]
    """The promises that belong to it, the oldest tie first."""
    tied: tuple[Found, ...]
    """What else belongs to it."""
    clock_offers: str
    """What can be done with its clock now: start, stop, resume, or nothing."""
    limit: str
    """How long they may take, by which law; or that no legal limit is known."""
    worked_out: tuple[str, ...]
    """How the date was worked out, line by line."""


@dataclass(frozen=True)
class CheckRow:
    """A point of the checklist, as it stands."""

    key: str
    words: str
    law: str
    """What the law of its jurisdiction is known to ask; nothing where that was not seen."""
    is_met: bool
    on: date | None
    note: str


_ORDERS = {
    "due": "p.status = 'closed', p.due_agreed IS NULL, p.due_agreed {d}, p.id",
    "reference": "p.id {d}",
    "title": "p.title {d}, p.id",
    "status": "p.status {d}, p.due_agreed, p.id",
    "submitted": "p.submitted_on IS NULL, p.submitted_on {d}, p.id",
}
_TO_TELL = (
    "p.status = 'closed' AND p.petitioner_told_on IS NULL AND NOT p.is_watched "
    f"AND p.outcome NOT IN ({', '.join(repr(str(one)) for one in TOLD_ALREADY)})"
)


def list_petitions(wanted: PetitionsFilter | None = None, today: date | None = None) -> list[int]:
    """Ids of petitions in the order of the list."""
    wanted = wanted or PetitionsFilter()
    where = Where()
    if search.expression(wanted.text):
        where.add(search.MATCHES.format(id="p.id"), search.expression(wanted.text))
    _add_status(where, wanted.status)
    where.add_given(
        ("p.kind = ?", wanted.kind or None),
        ("p.place_id = ?", wanted.place_id),
        ("p.owner_id = ?", wanted.owner_id),
        ("p.id IN (SELECT record_id FROM topic_link WHERE topic_id = ?)", wanted.topic_id),
        ("p.due_agreed >= ?", wanted.due_from),
        ("p.due_agreed <= ?", wanted.due_to),
        ("p.submitted_on >= ?", wanted.submitted_from),
        ("p.submitted_on <= ?", wanted.submitted_to),
        ("rec.next_look <= ?", wanted.look_by),
        ("rec.confidentiality <= ?", wanted.max_confidentiality),
    )
    if wanted.is_late:
        where.add("p.status <> 'closed' AND p.due_agreed < ?", today or clock.today())
    _add_parties(where, wanted)
    order = _ORDERS.get(wanted.sort, _ORDERS["due"]).format(d="DESC" if wanted.descending else "ASC")
    return ids(f"SELECT p.id FROM petition p JOIN record rec ON rec.id = p.id{where} ORDER BY {order}", *where.values)


def _add_status(where: Where, status: str) -> None:
    if status == "open":
        where.add("p.status <> 'closed'")
    elif status == "to_tell":
        where.add(_TO_TELL)
    elif status not in ("", "all"):
        where.add("p.status = ?", status)


def _add_parties(where: Where, wanted: PetitionsFilter) -> None:
    if wanted.body_id is not None:
        inside = list_inside(wanted.body_id)
        columns = ("body_id", "committee_id", "respondent_id", "petitioner_id")
        where.add(" OR ".join(f"p.{column} IN ({marks(inside)})" for column in columns), *inside * len(columns))
    if wanted.party_id is not None:
        where.add("? IN (p.petitioner_id, p.member_id, p.official_id)", wanted.party_id)


_COLUMNS = """
SELECT p.id, p.reference, p.their_number, p.title, p.kind, p.form, p.body_id, p.committee_id, p.member_id,
       p.official_id, p.petitioner_id, p.petitioner_name, p.is_watched, p.signatures, p.place_id,
       coalesce(pl.name, ''), p.owner_id, coalesce(u.name, ''), p.submitted_on, p.acknowledged_on,
       p.petitioner_told_on, p.due_original, p.due_on, p.due_agreed, p.status, p.outcome, p.closed_on,
       p.last_movement_on, rec.next_look, rec.confidentiality, p.review_on, p.stopped_on,
       p.respondent_id
FROM petition p JOIN record rec ON rec.id = p.id LEFT JOIN place pl ON pl.id = p.place_id
LEFT JOIN "user" u ON u.id = p.owner_id
"""
_FIELDS = (
    "id",
    "reference",
    "their_number",
    "title",
    "kind",
    "form",
    "body_id",
    "committee_id",
    "member_id",
    "official_id",
    "petitioner_id",
    "petitioner",
    "is_watched",
    "signatures",
    "place_id",
    "place",
    "owner_id",
    "owner_name",
    "submitted_on",
    "acknowledged_on",
    "petitioner_told_on",
    "due_original",
    "due_on",
    "due_agreed",
    "status",
    "outcome",
    "closed_on",
    "last_movement_on",
    "next_look",
    "confidentiality",
    "review_on",
    "stopped_on",
    "respondent_id",
)
_DAYS = (
    "submitted_on",
    "acknowledged_on",
    "petitioner_told_on",
    "due_original",
    "due_on",
    "due_agreed",
    "closed_on",
    "last_movement_on",
    "next_look",
    "review_on",
    "stopped_on",
)
_PARTIES = {
    "body_id": "body_name",
    "committee_id": "committee",
    "member_id": "member",
    "official_id": "official",
    "respondent_id": "respondent",
    "petitioner_id": "petitioner",
}


def get_petition_rows(petition_ids: Sequence[int], today: date | None = None) -> list[PetitionRow]:
    """Rows for these petitions, in this order, as they stand on the day."""
    on, calendar = today or clock.today(), get_calendar()
    found: dict[int, PetitionRow] = {}
    for some in chunks(petition_ids, AT_ONCE):
        raw = rows(f"{_COLUMNS} WHERE p.id IN ({marks(some)})", *some)
        records = [dict(zip(_FIELDS, row, strict=True)) for row in raw]
        names = get_names(sorted({record[key] for record in records for key in _PARTIES if record[key]}))
        moves, movements, asked = get_moves(some), get_last_movements(some), count_follow_ups(some)
        for record in records:
            key = record["id"]
            record |= {name: names.get(record[party], record.get(name, "")) for party, name in _PARTIES.items()}
            # While its clock stands still, and once the answer came, no date runs.
            has_date = record["due_agreed"] is not None
            due = DueDates(day(record["due_original"]), moves.get(key, ())) if has_date else DueDates()
            movement = movements.get(key)
            found[key] = _row(record, due, on, calendar, movement, asked.get(key, 0))
    return [found[key] for key in petition_ids if key in found]


def _row(
    record: dict[str, Any],
    due: DueDates,
    on: date,
    calendar: WorkingCalendar,
    movement: Movement | None,
    follow_ups: int,
) -> PetitionRow:
    values: dict[str, Any] = {name: day(value) if name in _DAYS else value for name, value in record.items()}
    status = Status(values["status"])
    values |= {
        "is_watched": bool(values["is_watched"]),
        "status": status,
        "outcome": Outcome(values["outcome"]) if values["outcome"] else None,
        "lateness": lateness(due, is_open(status), on, calendar),
        "last_movement": movement.words if movement else "",
        "follow_ups": follow_ups,
        "missing": _missing(values) if is_open(status) else (),
    }
    return build(PetitionRow, **values, sentence=_sentence(values, due, on))


def _sentence(values: dict[str, Any], due: DueDates, on: date) -> str:
    """Where it stands: since when it is with them, when an answer is due, how it ended."""
    status: Status = values["status"]
    if not is_open(status):
        closed = _("{outcome} {day}").format(outcome=label(values["outcome"]), day=format_day(values["closed_on"], on))
        told = values["petitioner_told_on"]
        if told is not None:
            return _("{closed}; the petitioner was told {day}.").format(closed=closed, day=format_day(told, on))
        is_to_tell = awaits_report_back(status, values["outcome"], told, values["is_watched"])
        return _("{closed}; the petitioner is still to be told.").format(closed=closed) if is_to_tell else f"{closed}."
    parts = [label(status)]
    if values["submitted_on"] is not None and is_with_them(status):
        parts.append(_("submitted {day}").format(day=format_day(values["submitted_on"], on)))
    if values["stopped_on"] is not None:
        parts.append(_("the clock stands still since {day}").format(day=format_day(values["stopped_on"], on)))
    stands = "; ".join(parts)
    return (
        f"{stands}. {date_sentence(due, on, is_open=True)}"
        if due.first
        else _("{stands}; no date.").format(stands=stands)
    )


def _missing(values: dict[str, Any]) -> tuple[str, ...]:
    checks = (
        (values["body_id"], _("nobody it is addressed to")),
        (values["petitioner_id"] or values["petitioner"], _("no petitioner")),
        (_has_day(values), _("no date by which an answer is due")),
        (values["owner_id"], _("no owner")),
    )
    return tuple(words for is_there, words in checks if not is_there)


def _has_day(values: dict[str, Any]) -> bool:
    """Whether some day brings it back: nobody waits for an answer that came, or that is not asked for yet."""
    given = values["due_on"] or values["review_on"] or values["stopped_on"]
    return bool(given) or not is_with_them(values["status"]) or values["status"] in ENDS


def get_petition(petition_id: int, today: date | None = None) -> PetitionPage | None:
    """The petition's page, or None when there is none."""
    found = get_petition_rows([petition_id], today)
    if not found:
        return None
    prayer, language, how, source, tried_first, receipt_id, receipt = rows(
        "SELECT p.prayer, p.language, p.submitted_how, rec.source, p.tried_first, p.receipt_id, "
        "coalesce(t.file_name, '') FROM petition p JOIN record rec ON rec.id = p.id "
        "LEFT JOIN attachment t ON t.id = p.receipt_id WHERE p.id = ?",
        petition_id,
    )[0]
    tied = list_tied(petition_id)
    limit = get_limit(petition_id)
    return build(
        PetitionPage,
        found[0],
        prayer,
        language,
        how,
        source,
        tried_first=tried_first,
        receipt_id=receipt_id,
        receipt=receipt,
        checks=list_checks(petition_id, found[0].kind, limit.jurisdiction),
        commitments=tuple(one.id for one in tied if one.noun == "commitments"),
        tied=tuple(one for one in tied if one.noun != "commitments"),
        moves=list_moves(petition_id),
        steps=list_steps(petition_id),
        follow_ups=list_follow_ups(petition_id),
        evidence=list_evidence([petition_id]).get(petition_id, ()),
        topics=list_topics_of(petition_id),
        tags=list_tags_of(petition_id),
        clock_offers=limit.offers,
        limit=limit.sentence,
        worked_out=explain(limit),
    )


def list_checks(petition_id: int, kind: str, jurisdiction: str = "") -> tuple[CheckRow, ...]:
    """The points something of this kind is checked for, each as it stands."""
    kept = {
        item: (bool(is_met), day(on), note)
        for item, is_met, on, note in rows(
            "SELECT item, is_met, on_day, note FROM petition_check WHERE petition_id = ?", petition_id
        )
    }
    return tuple(
        CheckRow(point.key, _(point.words), note_of(point, jurisdiction), *kept.get(point.key, (False, None, "")))
        for point in points_for(kind)
    )


def list_unmet(petition_id: int, kind: str) -> list[Point]:
    """The points that are not met yet."""
    met = {check.key for check in list_checks(petition_id, kind) if check.is_met}
    return [point for point in points_for(kind) if point.key not in met]


def find_petition(reference: str) -> int | None:
    """The petition with this reference, such as P-2026-0001."""
    found = ids("SELECT id FROM petition WHERE reference = ?", reference)
    return found[0] if found else None
