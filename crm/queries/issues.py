"""Issues: the register with what was last seen of each, and the page of one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from crm.queries.base import AT_ONCE, Tuple, Where, build, chunks, day, grouped, ids, marks, rows
from crm.queries.movements import (
    EvidenceLine,
    Movement,
    count_follow_ups,
    dated,
    get_last_movements,
    list_evidence,
    list_follow_ups,
)
from crm.queries.organisations import list_inside
from crm.queries.people import get_names, list_tags_of, list_topics_of
from crm.queries.places import INSIDE
from crm.queries.records import Found
from crm.queries.ties import list_tied
from crm.rules import clock
from crm.rules.dates import format_day
from crm.rules.issues import SEE_AGAIN_DAYS, Family, State, Status, family, is_open, label, see_again_on, wants_route
from crm.store import search
from resources.translations import _, ngettext


@dataclass(frozen=True)
class IssuesFilter:
    """Which issues a list shows."""

    text: str = ""
    status: str = "open"  # open, not_seen (open, and nobody looked for a month), fixed, closed, all, or one Status
    kind: str = ""
    place_id: int | None = None  # there, or in a place inside
    body_id: int | None = None  # the respondent or the CSO that reported it, or a body inside
    owner_id: int | None = None
    topic_id: int | None = None
    reported_from: date | None = None
    reported_to: date | None = None
    look_by: date | None = None
    max_confidentiality: int | None = None
    sort: str = "seen"  # seen (the longest ago first), reference, title, place, status, reported
    descending: bool = False


@dataclass(frozen=True)
class Visit:
    """One time somebody went to look."""

    id: int
    on: date
    by_whom: str
    state: State
    finding: str
    attachment_id: int | None
    file_name: str
    engagement_id: int | None
    engagement_title: str


@dataclass(frozen=True)
class IssueRow:
    """An issue in a list, with all that is computed of it."""

    id: int
    reference: str
    title: str
    kind: str
    place_id: int | None
    place: str
    spot: str
    touches: str
    households: int | None
    respondent_id: int | None
    respondent: str
    reported_by_id: int | None
    reported_by: str
    their_number: str
    owner_id: int | None
    owner_name: str
    reported_on: date
    review_on: date | None
    status: Status
    family: Family
    closed_on: date | None
    last_movement_on: date
    last_movement: str
    visits: int
    last_seen_on: date | None
    last_state: State | None
    days: int
    """From the report to the day it closed, or to today."""
    is_not_seen: bool
    """Open, and nobody went to look for a month."""
    sentence: str
    seen: str
    follow_ups: int
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
    def bound_name(self) -> str:
        """Who has to put it right."""
        return self.respondent

    @property
    def due_on(self) -> date | None:
        """An issue has no date of theirs, only the day on which we look again."""
        return None

    @property
    def is_open(self) -> bool:
        """Whether those responsible still have to put it right."""
        return is_open(self.status)

    @property
    def stands(self) -> str:
        """Where it stands, in words."""
        return label(self.status)

    @property
    def wants_route(self) -> bool:
        """Whether somebody else has to be found for it."""
        return wants_route(self.status)


@dataclass(frozen=True)
class IssuePage:
    """All that the issue's page shows."""

    row: IssueRow
    description: str
    source: str
    visits: tuple[Visit, ...]
    """The newest first."""
    steps: tuple[Tuple, ...]
    """Steps of the life-cycle, oldest first: (on, from, to, note, source)."""
    follow_ups: tuple[Tuple, ...]
    """Follow-ups: (on, channel, to whom, words, answer)."""
    evidence: tuple[EvidenceLine, ...]
    tied: tuple[Found, ...]
    topics: tuple[tuple[int, str], ...]
    tags: tuple[str, ...]


_OPEN = "i.status IN ('new', 'investigating', 'action_planned', 'in_progress')"
_FAMILIES = {
    "open": _OPEN,
    "fixed": "i.status = 'fixed'",
    "closed": f"i.status <> 'fixed' AND NOT {_OPEN}",
}
_SEEN = "coalesce((SELECT max(v.on_day) FROM monitoring_visit v WHERE v.issue_id = i.id), i.reported_on)"
_ORDERS = {
    "seen": f"NOT {_OPEN}, {_SEEN} {{d}}, i.id",
    "reference": "i.id {d}",
    "title": "i.title {d}, i.id",
    "place": "coalesce(pl.name, '') {d}, i.id",
    "status": "i.status {d}, i.id",
    "reported": "i.reported_on {d}, i.id",
}


def list_issues(wanted: IssuesFilter | None = None, today: date | None = None) -> list[int]:
    """Ids of issues in the order of the list."""
    wanted = wanted or IssuesFilter()
    where = Where()
    if search.expression(wanted.text):
        where.add(search.MATCHES.format(id="i.id"), search.expression(wanted.text))
    _add_status(where, wanted.status, today or clock.today())
    where.add_given(
        ("i.kind = ?", wanted.kind or None),
        (INSIDE.format(place="i.place_id"), wanted.place_id),
        ("i.owner_id = ?", wanted.owner_id),
        ("i.id IN (SELECT record_id FROM topic_link WHERE topic_id = ?)", wanted.topic_id),
        ("i.reported_on >= ?", wanted.reported_from),
        ("i.reported_on <= ?", wanted.reported_to),
        ("rec.next_look <= ?", wanted.look_by),
        ("rec.confidentiality <= ?", wanted.max_confidentiality),
    )
    if wanted.body_id is not None:
        inside = list_inside(wanted.body_id)
        where.add(f"i.respondent_id IN ({marks(inside)}) OR i.reported_by_id IN ({marks(inside)})", *inside * 2)
    order = _ORDERS.get(wanted.sort, _ORDERS["seen"]).format(d="DESC" if wanted.descending else "ASC")
    return ids(
        "SELECT i.id FROM issue i JOIN record rec ON rec.id = i.id LEFT JOIN place pl ON pl.id = i.place_id"
        f"{where} ORDER BY {order}",
        *where.values,
    )


def _add_status(where: Where, status: str, today: date) -> None:
    if status in _FAMILIES:
        where.add(_FAMILIES[status])
    elif status == "not_seen":
        where.add(f"{_OPEN} AND {_SEEN} <= ?", today - timedelta(days=SEE_AGAIN_DAYS))
    elif status not in ("", "all"):
        where.add("i.status = ?", status)


_FIELDS = (
    "id",
    "reference",
    "title",
    "kind",
    "place_id",
    "place",
    "spot",
    "touches",
    "households",
    "respondent_id",
    "reported_by_id",
    "their_number",
    "owner_id",
    "owner_name",
    "reported_on",
    "review_on",
    "status",
    "closed_on",
    "last_movement_on",
    "next_look",
    "confidentiality",
)
_COLUMNS = """
SELECT i.id, i.reference, i.title, i.kind, i.place_id, coalesce(pl.name, ''), i.spot, i.touches, i.households,
       i.respondent_id, i.reported_by_id, i.their_number, i.owner_id, coalesce(u.name, ''), i.reported_on, i.review_on,
       i.status, i.closed_on, i.last_movement_on, rec.next_look, rec.confidentiality
FROM issue i JOIN record rec ON rec.id = i.id LEFT JOIN place pl ON pl.id = i.place_id
LEFT JOIN "user" u ON u.id = i.owner_id
"""
_DAYS = ("reported_on", "review_on", "closed_on", "last_movement_on", "next_look")


def get_issue_rows(issue_ids: Sequence[int], today: date | None = None) -> list[IssueRow]:
    """Rows for these issues, in this order, as they stand on the day."""
    on, found = today or clock.today(), dict[int, IssueRow]()
    for some in chunks(issue_ids, AT_ONCE):
        raw = rows(f"{_COLUMNS} WHERE i.id IN ({marks(some)})", *some)
        records = [dict(zip(_FIELDS, row, strict=True)) for row in raw]
        bodies = {record[key] for record in records for key in ("respondent_id", "reported_by_id") if record[key]}
        names = get_names(sorted(bodies))
        visits, movements, asked = list_visits(some), get_last_movements(some), count_follow_ups(some)
        for record in records:
            key = record["id"]
            record["respondent"] = names.get(record["respondent_id"], "")
            record["reported_by"] = names.get(record["reported_by_id"], "")
            found[key] = _row(record, visits.get(key, ()), movements.get(key), asked.get(key, 0), on)
    return [found[key] for key in issue_ids if key in found]


def list_visits(issue_ids: Sequence[int]) -> dict[int, tuple[Visit, ...]]:
    """The visits to each of these issues, the newest first; those that nobody went to see are left out."""
    found = rows(
        "SELECT v.issue_id, v.id, v.on_day, v.by_whom, v.state, v.finding, v.attachment_id, "
        "coalesce(t.file_name, ''), v.engagement_id, coalesce(e.title, '') FROM monitoring_visit v "
        "LEFT JOIN attachment t ON t.id = v.attachment_id LEFT JOIN engagement e ON e.id = v.engagement_id "
        f"WHERE v.issue_id IN ({marks(issue_ids)}) ORDER BY v.on_day DESC, v.id DESC",
        *issue_ids,
    )
    return {
        key: tuple(build(Visit, line[0], day(line[1]), line[2], State(line[3]), *line[4:]) for line in lines)
        for key, lines in grouped(found).items()
    }


def _row(
    record: dict[str, Any], visits: Sequence[Visit], movement: Movement | None, follow_ups: int, on: date
) -> IssueRow:
    values: dict[str, Any] = {name: day(value) if name in _DAYS else value for name, value in record.items()}
    status = Status(values["status"])
    last = visits[0] if visits else None
    values |= {
        "status": status,
        "family": family(status),
        "visits": len(visits),
        "last_seen_on": last.on if last else None,
        "last_state": last.state if last else None,
        "last_movement": _last_movement(last, movement),
        "days": ((values["closed_on"] or on) - values["reported_on"]).days,
        "is_not_seen": is_open(status) and see_again_on(last.on if last else None, values["reported_on"]) <= on,
        "follow_ups": follow_ups,
    }
    values["missing"] = _missing(values) if is_open(status) else ()
    values["seen"] = _seen(values, on)
    return build(IssueRow, **values, sentence=_sentence(values, on))


def _last_movement(last: Visit | None, movement: Movement | None) -> str:
    if last is not None and (movement is None or last.on >= movement.on):
        seen = _("Seen: {state}").format(state=label(last.state).lower())
        return f"{seen}. {last.finding}" if last.finding else seen
    return movement.words if movement else ""


def _sentence(values: dict[str, Any], on: date) -> str:
    """Where it stands and with whom; what was seen of it, and for how long it has not been fixed."""
    status, respondent = values["status"], values["respondent"]
    stands = _("{status}, with {name}").format(status=label(status), name=respondent) if respondent else label(status)
    if is_open(status):
        return f"{stands}. {values['seen']}"
    stands = _("{stands}, {day}").format(stands=stands, day=format_day(values["closed_on"], on))
    return f"{stands}. {values['seen']}" if status is not Status.FIXED else f"{stands}; {_after(values['days'])}."


def _after(days: int) -> str:
    return ngettext("{count} day after it was reported", "{count} days after it was reported", days)


def _seen(values: dict[str, Any], on: date) -> str:
    """“Seen 3 times, last on 12 Nov: the same; still not fixed after 45 days.”"""
    count, days = values["visits"], values["days"]
    seen = _("Nobody went to look yet")
    if count:
        seen = _("{seen}, last on {day}: {state}").format(
            seen=ngettext("Seen {count} time", "Seen {count} times", count),
            day=format_day(values["last_seen_on"], on),
            state=label(values["last_state"]).lower(),
        )
    if not is_open(values["status"]) or not days:
        return f"{seen}."
    still = ngettext("still not fixed after {count} day", "still not fixed after {count} days", days)
    return f"{seen}; {still}."


def _missing(values: dict[str, Any]) -> tuple[str, ...]:
    checks = (
        (values["place_id"] or values["spot"], _("no place")),
        (values["respondent_id"], _("nobody who has to put it right")),
        (values["owner_id"], _("no owner")),
    )
    return tuple(words for is_there, words in checks if not is_there)


def get_issue(issue_id: int, today: date | None = None) -> IssuePage | None:
    """The issue's page, or None when there is none."""
    found = get_issue_rows([issue_id], today)
    if not found:
        return None
    extra = rows("SELECT i.words, rec.source FROM issue i JOIN record rec ON rec.id = i.id WHERE i.id = ?", issue_id)[0]
    return build(
        IssuePage,
        found[0],
        *extra,
        visits=list_visits([issue_id]).get(issue_id, ()),
        steps=dated(
            "SELECT on_day, from_status, to_status, note, source FROM status_change WHERE record_id = ? ORDER BY id",
            issue_id,
        ),
        follow_ups=list_follow_ups(issue_id),
        evidence=list_evidence([issue_id]).get(issue_id, ()),
        tied=tuple(list_tied(issue_id)),
        topics=list_topics_of(issue_id),
        tags=list_tags_of(issue_id),
    )


def find_issue(reference: str) -> int | None:
    """The issue with this reference, such as I-2026-0001."""
    found = ids("SELECT id FROM issue WHERE reference = ?", reference)
    return found[0] if found else None
