"""Opportunities: the list in the order in which they close, the page of one, and the CSOs it suits."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from crm.queries.base import AT_ONCE, Tuple, Where, build, chunks, day, ids, marks, rows
from crm.queries.movements import get_last_movements, list_steps
from crm.queries.organisations import list_inside
from crm.queries.people import get_names, list_tags_of, list_topics_of
from crm.queries.places import place_name
from crm.queries.records import Found, get_found
from crm.queries.ties import list_tied
from crm.rules import clock
from crm.rules.dates import format_day
from crm.rules.opportunities import Days, Decision, Status, is_open, label, notice_days, notice_words, status
from crm.rules.ties import Kind as TieKind
from crm.store import search
from resources.translations import _


@dataclass(frozen=True)
class OpportunitiesFilter:
    """Which opportunities a list shows."""

    text: str = ""
    status: str = "open"  # open, all, or one Status
    kind: str = ""
    decision: str = ""
    body_id: int | None = None  # its own, its committee's, a body's inside, or of a CSO that was told
    topic_id: int | None = None
    place_id: int | None = None
    owner_id: int | None = None
    next_from: date | None = None  # closing day or event, whichever comes next
    next_to: date | None = None
    look_by: date | None = None
    max_confidentiality: int | None = None
    sort: str = "next"  # next, reference, title, event
    descending: bool = False


@dataclass(frozen=True)
class OpportunityRow:
    """An opportunity in a list or report, with all that is computed of it."""

    id: int
    reference: str
    title: str
    kind: str
    body_id: int | None
    body_name: str
    committee_id: int | None
    committee: str
    contact_id: int | None
    contact: str
    place_id: int | None
    place: str
    opens_on: date | None
    closes_on: date | None
    closes_at: str
    event_on: date | None
    event_until: date | None
    event_time: str
    venue: str
    owner_id: int | None
    owner_name: str
    decision: Decision
    decided_on: date | None
    reason: str
    result: str
    closed_on: date | None
    last_movement_on: date
    last_movement: str
    noted_on: date | None
    next_day: date | None
    notice: int | None
    sentence: str
    status: Status
    missing: tuple[str, ...]
    next_look: date | None
    confidentiality: int

    @property
    def name(self) -> str:
        """What a mixed list calls it."""
        return f"{self.reference} {self.title}"

    @property
    def words(self) -> str:
        """What the forms that a promise shares call it."""
        return self.title

    @property
    def due_on(self) -> date | None:
        """What comes next, for those forms too."""
        return self.next_day

    @property
    def bound_name(self) -> str:
        """Whose it is."""
        return self.committee or self.body_name

    @property
    def is_open(self) -> bool:
        """Whether something is still to be decided, done or written down."""
        return is_open(self.status)

    @property
    def stands(self) -> str:
        """Where it stands in words; of a decided one what was decided."""
        return label(self.decision if self.status is Status.DECIDED else self.status)


@dataclass(frozen=True)
class OpportunityPage:
    """All that the opportunity's page shows."""

    row: OpportunityRow
    words: str
    languages: str
    transport: str
    source: str
    areas: tuple[Found, ...]
    told: tuple[Found, ...]
    tied: tuple[Found, ...]
    """What belongs to it: the submission that answers it, the engagement planned for it."""
    steps: tuple[Tuple, ...]
    """What happened: (on, from, to, outcome, note, source)."""
    topics: tuple[tuple[int, str], ...]
    tags: tuple[str, ...]


def list_opportunities(wanted: OpportunitiesFilter | None = None, today: date | None = None) -> list[int]:
    """Ids of opportunities in the order of the list: what closes or takes place next first, what is over last."""
    wanted, on = wanted or OpportunitiesFilter(), today or clock.today()
    where = _where(wanted)
    found = rows(
        "SELECT n.id, n.closes_on, n.event_on, n.event_until, n.decision, n.result <> '', n.title FROM opportunity n "
        f"JOIN record rec ON rec.id = n.id{where} ORDER BY n.id",
        *where.values,
    )
    standing = [_Standing.of(row, on) for row in found]
    kept = [one for one in standing if _is_wanted(one, wanted)]
    return [one.id for one in sorted(kept, key=_ORDERS.get(wanted.sort, _by_next), reverse=wanted.descending)]


def _where(wanted: OpportunitiesFilter) -> Where:
    where = Where()
    if search.expression(wanted.text):
        where.add(search.MATCHES.format(id="n.id"), search.expression(wanted.text))
    where.add_given(
        ("n.kind = ?", wanted.kind or None),
        ("n.decision = ?", wanted.decision or None),
        ("n.owner_id = ?", wanted.owner_id),
        ("n.id IN (SELECT record_id FROM topic_link WHERE topic_id = ?)", wanted.topic_id),
        ("rec.next_look <= ?", wanted.look_by),
        ("rec.confidentiality <= ?", wanted.max_confidentiality),
    )
    tied = "n.id IN (SELECT record_id FROM tie WHERE kind = ? AND other_id {})"
    if wanted.body_id is not None:
        inside = list_inside(wanted.body_id)
        here = f"IN ({marks(inside)})"
        where.add(
            f"n.body_id {here} OR n.committee_id {here} OR {tied.format(here)}", *inside * 2, TieKind.WITH, *inside
        )
    if wanted.place_id is not None:
        where.add(f"n.place_id = ? OR {tied.format('= ?')}", wanted.place_id, TieKind.AREA, wanted.place_id)
    return where


@dataclass(frozen=True)
class _Standing:
    """What a list needs to know of one to keep and to place it."""

    id: int
    title: str
    days: Days
    next_day: date | None
    status: Status

    @classmethod
    def of(cls, row: Tuple, on: date) -> _Standing:
        days = Days(None, *(day(one) for one in row[1:4]))
        return cls(row[0], row[6], days, days.next_day(on), status(days, Decision(row[4]), bool(row[5]), on))


def _is_wanted(one: _Standing, wanted: OpportunitiesFilter) -> bool:
    if wanted.status == "open" and not is_open(one.status):
        return False
    if wanted.status not in ("", "all", "open") and one.status != wanted.status:
        return False
    if wanted.next_from is None and wanted.next_to is None:
        return True
    comes = one.next_day
    return comes is not None and (wanted.next_from or comes) <= comes <= (wanted.next_to or comes)


def _by_next(one: _Standing) -> tuple[Any, ...]:
    """What comes next; then what has no day; then what is over, the latest first."""
    if one.next_day is not None:
        return (0, one.next_day.toordinal(), one.id)
    return (1, 0, one.id) if one.days.ends_on is None else (2, -one.days.ends_on.toordinal(), one.id)


_ORDERS = {
    "next": _by_next,
    "reference": lambda one: (one.id,),
    "title": lambda one: (one.title.casefold(), one.id),
    "event": lambda one: (one.days.event_on is None, one.days.event_on or date.max, one.id),
}

_COLUMNS = f"""
SELECT n.id, n.reference, n.title, n.kind, n.body_id, n.committee_id, n.contact_id, n.place_id, {place_name()},
       n.opens_on, n.closes_on, n.closes_at, n.event_on, n.event_until, n.event_time, n.venue, n.owner_id,
       coalesce(u.name, ''), n.decision, n.decided_on, n.reason, n.result, n.closed_on, n.last_movement_on,
       (SELECT on_day FROM status_change WHERE record_id = n.id ORDER BY id LIMIT 1), rec.next_look,
       rec.confidentiality
FROM opportunity n JOIN record rec ON rec.id = n.id LEFT JOIN place pl ON pl.id = n.place_id
LEFT JOIN "user" u ON u.id = n.owner_id
"""
_FIELDS = (
    "id",
    "reference",
    "title",
    "kind",
    "body_id",
    "committee_id",
    "contact_id",
    "place_id",
    "place",
    "opens_on",
    "closes_on",
    "closes_at",
    "event_on",
    "event_until",
    "event_time",
    "venue",
    "owner_id",
    "owner_name",
    "decision",
    "decided_on",
    "reason",
    "result",
    "closed_on",
    "last_movement_on",
    "noted_on",
    "next_look",
    "confidentiality",
)
_PARTIES = {"body_id": "body_name", "committee_id": "committee", "contact_id": "contact"}


def get_opportunity_rows(opportunity_ids: Sequence[int], today: date | None = None) -> list[OpportunityRow]:
    """Rows for these opportunities, in this order, as they stand on the day."""
    on = today or clock.today()
    found: dict[int, OpportunityRow] = {}
    for some in chunks(opportunity_ids, AT_ONCE):
        raw = rows(f"{_COLUMNS} WHERE n.id IN ({marks(some)})", *some)
        records = [dict(zip(_FIELDS, row, strict=True)) for row in raw]
        names = get_names(sorted({record[key] for record in records for key in _PARTIES if record[key]}))
        movements = get_last_movements(some)
        for record in records:
            record |= {name: names.get(record[party], "") for party, name in _PARTIES.items()}
            movement = movements.get(record["id"])
            found[record["id"]] = _row(record, movement.words if movement else "", on)
    return [found[key] for key in opportunity_ids if key in found]


def _row(record: dict[str, Any], last_movement: str, on: date) -> OpportunityRow:
    values: dict[str, Any] = {
        name: day(one) if name.endswith("_on") or name in _MORE_DAYS else one for name, one in record.items()
    }
    days = Days(values["opens_on"], values["closes_on"], values["event_on"], values["event_until"])
    decision = Decision(values["decision"])
    stands = status(days, decision, bool(values["result"]), on)
    values |= {
        "decision": decision,
        "last_movement": last_movement,
        "next_day": days.next_day(on),
        "notice": notice_days(days, values["noted_on"]),
        "status": stands,
        "missing": _missing(values) if is_open(stands) else (),
    }
    return build(OpportunityRow, **values, sentence=_sentence(values, on))


_MORE_DAYS = ("event_until", "next_look")


def _sentence(values: dict[str, Any], on: date) -> str:
    """When it closes and takes place, how much notice that is, and what we decided."""
    said = [_closing_words(values, on), _event_words(values, on)]
    dated = "; ".join(filter(None, said)) or _("No day is known")
    notice = notice_words(values["notice"])
    sentences = [f"{dated[:1].upper()}{dated[1:]}."]
    if notice:
        sentences.append(f"{notice[:1].upper()}{notice[1:]}.")
    if values["decision"]:
        sentences.append(_decision_words(values, on))
    return " ".join(sentences)


def _closing_words(values: dict[str, Any], on: date) -> str:
    closes = values["closes_on"]
    if closes is None:
        return ""
    said = _("closes {day}") if closes >= on else _("closed {day}")
    when = format_day(closes, on)
    return said.format(day=f"{when}, {values['closes_at']}" if values["closes_at"] else when)


def _event_words(values: dict[str, Any], on: date) -> str:
    begins, ends = values["event_on"], values["event_until"]
    if begins is None:
        return ""
    said = _("takes place {day}") if (ends or begins) >= on else _("took place {day}")
    when = format_day(begins, on)
    if ends and ends != begins:
        when = _("{first} to {last}").format(first=when, last=format_day(ends, on))
    return said.format(day=f"{when}, {values['event_time']}" if values["event_time"] else when)


def _decision_words(values: dict[str, Any], on: date) -> str:
    decided, reason = label(values["decision"]), values["reason"].rstrip(".")
    said = _("{decision}, decided {day}").format(decision=decided, day=format_day(values["decided_on"], on))
    return f"{said}: {reason}." if reason else f"{said}."


def _missing(values: dict[str, Any]) -> tuple[str, ...]:
    checks = (
        (values["body_id"] or values["committee_id"], _("whose it is")),
        (values["closes_on"] or values["event_on"], _("a closing day or a day of the event")),
        (values["owner_id"], _("no owner")),
    )
    return tuple(words for is_there, words in checks if not is_there)


def get_opportunity(opportunity_id: int, today: date | None = None) -> OpportunityPage | None:
    """The opportunity's page, or None when there is none."""
    found = get_opportunity_rows([opportunity_id], today)
    if not found:
        return None
    extra = rows(
        "SELECT n.words, n.languages, n.transport, rec.source FROM opportunity n JOIN record rec ON rec.id = n.id "
        "WHERE n.id = ?",
        opportunity_id,
    )[0]
    return build(
        OpportunityPage,
        found[0],
        *extra,
        areas=tuple(list_tied(opportunity_id, TieKind.AREA)),
        told=tuple(list_tied(opportunity_id, TieKind.WITH)),
        tied=(*get_found(_answers(opportunity_id)), *list_tied(opportunity_id)),
        steps=list_steps(opportunity_id),
        topics=list_topics_of(opportunity_id),
        tags=list_tags_of(opportunity_id),
    )


def _answers(opportunity_id: int) -> list[int]:
    """The submissions that answer it."""
    return ids("SELECT id FROM petition WHERE opportunity_id = ? ORDER BY id", opportunity_id)


def find_answered(petition_id: int) -> Found | None:
    """The call that a submission answers."""
    found = get_found(ids("SELECT opportunity_id FROM petition WHERE id = ? AND opportunity_id > 0", petition_id))
    return found[0] if found else None


def find_opportunity(reference: str) -> int | None:
    """The opportunity with this reference, such as N-2026-0001."""
    found = ids("SELECT id FROM opportunity WHERE reference = ?", reference)
    return found[0] if found else None
