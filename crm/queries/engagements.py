"""Engagements: the list, the month, and the page of one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from crm.queries.base import Tuple, Where, build, day, grouped, ids, marks, one, rows
from crm.queries.people import list_tags_of, list_topics_of
from crm.queries.places import place_name
from crm.rules import clock
from crm.rules.dates import format_day
from crm.rules.engagements import Status
from crm.store import search


@dataclass(frozen=True)
class EngagementsFilter:
    """Which engagements a list shows."""

    text: str = ""
    status: str = ""  # one Status, or “to_close” for held and past ones not closed out
    kind: str = ""
    organisation_id: int | None = None
    person_id: int | None = None
    topic_id: int | None = None
    from_day: date | None = None
    to_day: date | None = None
    sort: str = "day"  # day, title, kind, status
    descending: bool = True


@dataclass(frozen=True)
class EngagementRow:
    """An engagement in a list."""

    id: int
    title: str
    kind: str
    status: Status
    on_day: date
    start_time: str
    end_time: str
    organisation: str
    venue: str
    people: int
    commitments: int
    next_contact_on: date | None
    confidentiality: int

    @property
    def name(self) -> str:
        """What a mixed list calls it."""
        return self.title


@dataclass(frozen=True)
class AttendanceLine:
    """One line of the attendance register."""

    id: int
    person_id: int | None
    name: str
    organisation_id: int | None
    organisation: str
    side: str
    code: str
    part: str
    alternate_for_id: int | None


@dataclass(frozen=True)
class EngagementPage:
    """All that the engagement's page shows."""

    id: int
    title: str
    kind: str
    status: Status
    on_day: date
    start_time: str
    end_time: str
    organisation_id: int | None
    organisation: str
    place_id: int | None
    place: str
    venue: str
    meeting_point: str
    mode: str
    purpose: str
    organiser: str
    needs: str
    minutes: str
    is_locked: bool
    closed_out_on: date | None
    next_contact_on: date | None
    women: int | None
    men: int | None
    other: int | None
    youth: int | None
    disability: int | None
    total: int | None
    sessions: int | None
    attendances: int | None
    wanted: str
    got: str
    feedback: str
    confidentiality: int
    source: str
    attendance: tuple[AttendanceLine, ...]
    agenda: tuple[Tuple, ...]
    """Agenda items: (id, title, minutes, presenter)."""
    points: tuple[Tuple, ...]
    """Points raised: (id, text, raised by, status, impression)."""
    asks: tuple[Tuple, ...]
    """Asks: (id, text, kind, response, answer)."""
    steps: tuple[Tuple, ...]
    """Steps of the life-cycle: (on, from, to, note)."""
    moves: tuple[Tuple, ...]
    """Days it was moved, oldest first: (old, new, said on, said by, how, reason, agreed)."""
    commitments: tuple[int, ...]
    topics: tuple[tuple[int, str], ...]
    tags: tuple[str, ...]


def list_engagements(wanted: EngagementsFilter | None = None) -> list[int]:
    """Ids of engagements in the order of the list."""
    wanted = wanted or EngagementsFilter()
    where = Where()
    if search.expression(wanted.text):
        where.add(search.MATCHES.format(id="e.id"), search.expression(wanted.text))
    if wanted.status == "to_close":
        where.add("e.status = 'held' OR (e.status = 'planned' AND e.on_day < ?)", wanted.to_day or date.max)
    else:
        _add_equal(where, (("e.status", wanted.status),))
        if wanted.to_day:
            where.add("e.on_day <= ?", wanted.to_day)
    _add_equal(where, (("e.kind", wanted.kind), ("e.organisation_id", wanted.organisation_id)))
    if wanted.from_day:
        where.add("e.on_day >= ?", wanted.from_day)
    if wanted.person_id is not None:
        where.add("e.id IN (SELECT engagement_id FROM attendance WHERE person_id = ?)", wanted.person_id)
    if wanted.topic_id is not None:
        where.add("e.id IN (SELECT record_id FROM topic_link WHERE topic_id = ?)", wanted.topic_id)
    order = {"day": "e.on_day", "title": "e.title", "kind": "e.kind", "status": "e.status"}.get(wanted.sort, "e.on_day")
    direction = "DESC" if wanted.descending else "ASC"
    return ids(f"SELECT e.id FROM engagement e{where} ORDER BY {order} {direction}, e.start_time, e.id", *where.values)


def _add_equal(where: Where, pairs: Sequence[tuple[str, object]]) -> None:
    for column, value in pairs:
        if value:
            where.add(f"{column} = ?", value)


def get_engagement_rows(engagement_ids: Sequence[int]) -> list[EngagementRow]:
    """Rows for these engagements, in this order."""
    if not engagement_ids:
        return []
    found = rows(
        "SELECT e.id, e.title, e.kind, e.status, e.on_day, e.start_time, e.end_time, coalesce(o.name, ''), e.venue, "
        "(SELECT count(*) FROM attendance a WHERE a.engagement_id = e.id), "
        "(SELECT count(*) FROM commitment c WHERE c.engagement_id = e.id), e.next_contact_on, rec.confidentiality "
        "FROM engagement e JOIN record rec ON rec.id = e.id LEFT JOIN organisation o ON o.id = e.organisation_id "
        f"WHERE e.id IN ({marks(engagement_ids)})",
        *engagement_ids,
    )
    by_id = {
        row[0]: build(
            EngagementRow, *row[:3], Status(row[3]), date.fromisoformat(row[4]), *row[5:11], day(row[11]), row[12]
        )
        for row in found
    }
    return [by_id[engagement_id] for engagement_id in engagement_ids if engagement_id in by_id]


def get_engagement(engagement_id: int) -> EngagementPage | None:
    """The engagement's page, or None when there is none."""
    row = one(
        "SELECT e.id, e.title, e.kind, e.status, e.on_day, e.start_time, e.end_time, e.organisation_id, "
        f"coalesce(o.name, ''), e.place_id, {place_name()}, e.venue, e.meeting_point, e.mode, e.purpose, "
        "e.organiser, e.needs, e.minutes, e.is_locked, e.closed_out_on, e.next_contact_on, e.women, e.men, e.other, "
        "e.youth, e.disability, e.total, e.sessions, e.attendances, e.wanted, e.got, e.feedback, "
        "rec.confidentiality, rec.source FROM engagement e "
        "JOIN record rec ON rec.id = e.id LEFT JOIN organisation o ON o.id = e.organisation_id "
        "LEFT JOIN place pl ON pl.id = e.place_id WHERE e.id = ?",
        engagement_id,
    )
    if row is None:
        return None
    return build(
        EngagementPage,
        *row[:3],
        Status(row[3]),
        date.fromisoformat(row[4]),
        *row[5:18],
        bool(row[18]),
        day(row[19]),
        day(row[20]),
        *row[21:],
        attendance=_attendance(engagement_id),
        agenda=_parts("SELECT id, title, minutes, presenter FROM agenda_item", engagement_id),
        points=_parts("SELECT id, text, raised_by, status, impression FROM point", engagement_id),
        asks=_parts("SELECT id, text, kind, response, answer FROM ask", engagement_id),
        steps=tuple(
            (day(step[0]), *step[1:])
            for step in rows(
                "SELECT on_day, from_status, to_status, note FROM status_change WHERE record_id = ? ORDER BY id",
                engagement_id,
            )
        ),
        moves=tuple(
            (day(move[0]), day(move[1]), day(move[2]), *move[3:6], bool(move[6]))
            for move in rows(
                "SELECT old_due, new_due, said_on, said_by, how, reason, is_agreed FROM date_move "
                "WHERE record_id = ? ORDER BY id",
                engagement_id,
            )
        ),
        commitments=tuple(ids("SELECT id FROM commitment WHERE engagement_id = ? ORDER BY id", engagement_id)),
        topics=list_topics_of(engagement_id),
        tags=list_tags_of(engagement_id),
    )


@dataclass(frozen=True)
class Contacted:
    """An engagement that somebody took part in."""

    engagement_id: int
    title: str
    kind: str
    on_day: date


def list_last_contacts(person_ids: Sequence[int], before: date) -> dict[int, list[Contacted]]:
    """The engagements in which each person was there, up to a day, newest first."""
    found = rows(
        "SELECT a.person_id, e.id, e.title, e.kind, e.on_day FROM attendance a "
        "JOIN engagement e ON e.id = a.engagement_id "
        f"WHERE a.person_id IN ({marks(person_ids)}) AND e.status IN ('held', 'closed_out') "
        "AND a.code NOT IN ('A', 'AP') AND e.on_day <= ? ORDER BY e.on_day DESC, e.id DESC",
        *person_ids,
        before,
    )
    return {
        person_id: [build(Contacted, *row[:3], date.fromisoformat(row[3])) for row in rows_of]
        for person_id, rows_of in grouped(found).items()
    }


@dataclass(frozen=True)
class LeftOpen:
    """A point nobody followed up, or an ask they would come back to."""

    engagement_id: int
    on_day: date
    text: str
    raised_by: str
    response: str  # of an ask; empty for a point
    answer: str


def list_left_open(
    organisation_ids: Sequence[int], person_ids: Sequence[int], before: date, but: int | None = None
) -> list[LeftOpen]:
    """What is open from engagements held with these bodies or people up to a day, newest first; `but` is left out."""
    where = Where()
    where.add("e.status IN ('held', 'closed_out') AND e.on_day <= ? AND e.id <> ?", before, but or 0)
    where.add(
        f"e.organisation_id IN ({marks(organisation_ids)}) OR e.id IN "
        f"(SELECT engagement_id FROM attendance WHERE person_id IN ({marks(person_ids)}))",
        *organisation_ids,
        *person_ids,
    )
    found = rows(
        "SELECT e.id, e.on_day, p.text, p.raised_by, '', '', 1 AS part, p.position FROM point p "
        f"JOIN engagement e ON e.id = p.engagement_id{where} AND p.status <> 'followed_up' "
        "UNION ALL SELECT e.id, e.on_day, a.text, '', a.response, a.answer, 0, a.position FROM ask a "
        f"JOIN engagement e ON e.id = a.engagement_id{where} AND a.response IN ('maybe', 'will_revert') "
        "ORDER BY 2 DESC, 1 DESC, 7, 8",
        *where.values,
        *where.values,
    )
    return [LeftOpen(row[0], date.fromisoformat(row[1]), *row[2:6]) for row in found]


@dataclass(frozen=True)
class PlannedRow:
    """A planned engagement as a calendar outside may hold it: no title, no purpose, no people."""

    id: int
    uuid: str
    revision: int
    """Grows with every change of the record."""
    changed_at: datetime
    kind: str
    organisation: str
    status: Status
    on_day: date
    start_time: str
    end_time: str
    confidentiality: int


def list_planned(from_day: date, to_day: date | None = None) -> list[PlannedRow]:
    """What is planned in a period, and what was planned there and is off, in order of time."""
    where = Where()
    where.add("e.status IN ('planned', 'postponed', 'cancelled', 'no_show') AND e.on_day >= ?", from_day)
    if to_day is not None:
        where.add("e.on_day <= ?", to_day)
    found = rows(
        "SELECT e.id, rec.uuid, coalesce(c.id, 0), op.at, e.kind, coalesce(o.name, ''), e.status, e.on_day, "
        "e.start_time, e.end_time, rec.confidentiality FROM engagement e JOIN record rec ON rec.id = e.id "
        "LEFT JOIN organisation o ON o.id = e.organisation_id "
        "LEFT JOIN change c ON c.id = (SELECT max(id) FROM change WHERE record_id = e.id) "
        f"LEFT JOIN operation op ON op.id = c.operation_id{where} ORDER BY e.on_day, e.start_time, e.id",
        *where.values,
    )
    return [
        build(
            PlannedRow,
            *row[:3],
            datetime.fromisoformat(row[3]) if row[3] else datetime.combine(from_day, time(), UTC),
            *row[4:6],
            Status(row[6]),
            date.fromisoformat(row[7]),
            *row[8:],
        )
        for row in found
    ]


def find_engagements(text: str, limit: int = 8) -> list[tuple[int, str, str]]:
    """Engagements for a field that completes titles, what is planned first: (id, title, day and body)."""
    today = clock.today()
    planned = list_engagements(
        EngagementsFilter(text=text, status=Status.PLANNED, from_day=today, sort="day", descending=False)
    )
    others = list_engagements(EngagementsFilter(text=text)) if text.strip() else []
    found = list(dict.fromkeys([*planned, *others]))[:limit]
    return [
        (row.id, row.title, ", ".join(part for part in (format_day(row.on_day), row.organisation) if part))
        for row in get_engagement_rows(found)
    ]


def _parts(select: str, engagement_id: int) -> tuple[Tuple, ...]:
    return tuple(rows(f"{select} WHERE engagement_id = ? ORDER BY position, id", engagement_id))


def _attendance(engagement_id: int) -> tuple[AttendanceLine, ...]:
    found = rows(
        "SELECT a.id, a.person_id, coalesce(p.name, a.name), a.organisation_id, coalesce(o.name, ''), a.side, a.code, "
        "a.part, a.alternate_for_id FROM attendance a LEFT JOIN person p ON p.id = a.person_id "
        "LEFT JOIN organisation o ON o.id = a.organisation_id WHERE a.engagement_id = ? ORDER BY a.position, a.id",
        engagement_id,
    )
    return tuple(AttendanceLine(*row) for row in found)
