"""What a change of office-holder touches: the preview of replacing one, and the vacancies that wait for a name."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from crm.queries.base import Tuple, day, ids, marks, one, rows
from crm.queries.commitments import CommitmentRow, get_commitment_rows
from crm.queries.offices import HOLDS_ON, Office, list_offices_of, post_home, post_name
from crm.rules.commitments import OnChangeOfOffice as Fate
from crm.rules.dates import format_day
from crm.rules.demarcation import without_boundaries
from crm.rules.offices import (
    Made,
    awaited_words,
    ends_too,
    goes_over,
    has_one_seat,
    made_in,
    suggest_fate,
)
from resources.translations import _


@dataclass(frozen=True)
class Start:
    """Where a replacement begins: the holding of a post, a post without a holder, or a person without a post."""

    post_id: int | None = None
    role_id: int | None = None
    """The holding that ends, or that ended and waits for a successor."""
    leaver_id: int | None = None
    words: str = ""
    """As a choice: “Hon. A. Sample – Chairperson”."""
    is_vacant: bool = False
    """Whether somebody left already, or nobody ever came: only who comes is asked."""


@dataclass(frozen=True)
class Part:
    """Something of the leaver's that goes over to the newcomer, or ends, unless the user says otherwise."""

    id: int
    words: str
    is_suggested: bool


@dataclass(frozen=True)
class PromiseAtStake:
    """An open promise of the leaver, or owed to the leaver, with what should become of it."""

    id: int
    reference: str
    words: str
    sentence: str
    made_on: date
    is_owed_to_leaver: bool
    suggested: Fate
    reason: str
    made: Made = Made.NOT_SAID
    """In which office it was made."""


@dataclass(frozen=True)
class Replacement:
    """All that replacing a holder touches. `is_vacant`: the post, or the door, waits for a name already."""

    start: Start
    title: str
    organisation_id: int | None
    organisation: str
    home: str
    """Where the post is: its ward, else its body."""
    has_one_seat: bool
    leaver: str
    leaver_level: int
    """How confidential the leaver is: what is written on other records names nobody who is more so than they are."""
    since: date | None
    """The first day in office of whoever leaves, as far as it is known."""
    left_on: date | None
    """The last day in office, where the leaver left before."""
    is_vacant: bool
    party_id: int | None
    party: str
    place_id: int | None
    term_id: int | None
    term_ends_on: date | None
    other_roles: tuple[Part, ...]
    promises: tuple[PromiseAtStake, ...]
    waiting: tuple[tuple[int, str, str], ...]
    """Open promises bound or owed to the post already: (id, reference, words). They go with it."""
    doors: tuple[Part, ...]
    """Rows of gatekeepers: whom one reaches through the leaver, and through whom one reached the leaver."""
    engagements: tuple[Part, ...]
    """Rows of attendance in engagements still to come."""
    focal_points: tuple[Part, ...]
    steps: tuple[Part, ...]
    """Open steps of plans that are theirs to do."""
    """Parties of agreements whose focal person is the leaver."""

    @property
    def post(self) -> str:
        """“Speaker, Limpopo Legislature”; empty for somebody without a post."""
        return f"{self.title}, {self.home}" if self.start.post_id else ""

    @property
    def awaited(self) -> str:
        """What stands where nobody is known yet."""
        return awaited_words(without_boundaries(self.post), "" if self.leaver_level else self.leaver)


# --- Where it can begin ----------------------------------------------------------------------------------------------


def list_starts_of_body(organisation_id: int, on: date) -> list[Start]:
    """Every holding of a post in a body on the day, its vacant seats, and its posts that nobody holds."""
    found = rows(
        "SELECT p.id, r.id, r.person_id, pe.name, p.title, r.awaits_successor FROM post p "
        "JOIN role r ON r.post_id = p.id JOIN person pe ON pe.id = r.person_id LEFT JOIN term t ON t.id = r.term_id "
        f"WHERE p.organisation_id = ? AND (r.awaits_successor OR ({HOLDS_ON})) "
        "ORDER BY r.awaits_successor DESC, p.is_single DESC, p.title, pe.sort_name",
        organisation_id,
        on,
        on,
    )
    starts = [_start(row) for row in found]
    known = {start.post_id for start in starts}
    empty = rows("SELECT id, title FROM post WHERE organisation_id = ? AND is_single ORDER BY title", organisation_id)
    nobody = _("Nobody yet")
    return starts + [
        Start(row[0], words=f"{row[1]} – {nobody}", is_vacant=True) for row in empty if row[0] not in known
    ]


def list_starts_of_person(person_id: int, on: date) -> list[Start]:
    """Every office a person holds on the day or left without a successor; without any, the person alone."""
    found = rows(
        "SELECT p.id, r.id, r.person_id, o.name, p.title, r.awaits_successor FROM role r "
        "JOIN post p ON p.id = r.post_id JOIN organisation o ON o.id = p.organisation_id "
        "LEFT JOIN term t ON t.id = r.term_id "
        f"WHERE r.person_id = ? AND (r.awaits_successor OR ({HOLDS_ON})) ORDER BY p.is_single DESC, r.id",
        person_id,
        on,
        on,
    )
    starts = [
        Start(post_id, role_id, who, _vacant_or(f"{title}, {body}", awaits), bool(awaits))
        for post_id, role_id, who, body, title, awaits in found
    ]
    alone = Start(leaver_id=person_id, words=_("Without an office: gatekeeper, delegate or focal person"))
    return starts or [alone]


def _start(row: Tuple) -> Start:
    post_id, role_id, person_id, name, title, awaits = row
    return Start(post_id, role_id, person_id, _vacant_or(f"{name} – {title}", awaits), bool(awaits))


def _vacant_or(words: str, awaits: bool) -> str:
    return _("{words} (has left, not replaced)").format(words=words) if awaits else words


def find_starts(post_id: int, on: date) -> list[Start]:
    """Where the replacement of a post's holder can begin: its holders on the day and its vacant seats."""
    body = one("SELECT organisation_id FROM post WHERE id = ?", post_id)
    return [start for start in list_starts_of_body(body[0], on) if start.post_id == post_id] if body else []


# --- The preview -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Holding:
    """The row of a role with its post, or what stands for it where there is none."""

    start: Start
    title: str = ""
    organisation_id: int | None = None
    organisation: str = ""
    home: str = ""
    is_single: bool = False
    leaver: str = ""
    leaver_level: int = 0
    since: date | None = None
    left_on: date | None = None
    is_vacant: bool = False
    party_id: int | None = None
    party: str = ""
    place_id: int | None = None
    term_id: int | None = None
    term_ends_on: date | None = None


@dataclass(frozen=True)
class Together:
    """The roles of a whole term that end together, and the open promises of their holders, read once for all."""

    roles: frozenset[int]
    promises: Mapping[int, CommitmentRow]


def read_together(roles: Collection[int]) -> Together:
    """What the previews of these roles share."""
    leavers = f"(SELECT person_id FROM role WHERE id IN ({marks(tuple(roles))}))"
    found = ids(
        f"SELECT id FROM commitment WHERE status <> 'closed' AND (bound_id IN {leavers} OR owed_to_id IN {leavers} "
        f"OR maker_id IN {leavers})",
        *roles,
        *roles,
        *roles,
    )
    return Together(frozenset(roles), {row.id: row for row in get_commitment_rows(found)})


def get_replacement(
    start: Start, on: date, reason: str = "", *, together: Together | None = None
) -> Replacement | None:
    """What it touches when somebody leaves so that another comes on that day; None when it is gone.

    `together`: where a whole term ends, the other offices of the leaver among its roles.
    """
    held = _holding(start)
    if held is None:
        return None
    leaver_id = held.start.leaver_id
    offices = list_offices_of([leaver_id], on)[leaver_id] if leaver_id else []
    gone = {held.start.role_id, *(together.roles if together else ())}
    others = [office for office in offices if office.is_current and office.role_id not in gone]
    bodies = _inside(held.organisation_id)
    ending = _other_roles(held, others, bodies, reason) if not held.is_vacant else ()
    keeps = any(not part.is_suggested for part in ending)
    return Replacement(
        start=held.start,
        title=held.title,
        organisation_id=held.organisation_id,
        organisation=held.organisation,
        home=held.home,
        has_one_seat=has_one_seat(held.title, held.is_single),
        leaver=held.leaver,
        leaver_level=held.leaver_level,
        since=held.since,
        left_on=held.left_on,
        is_vacant=held.is_vacant,
        party_id=held.party_id,
        party=held.party,
        place_id=held.place_id,
        term_id=held.term_id,
        term_ends_on=held.term_ends_on,
        other_roles=ending,
        promises=() if held.is_vacant or leaver_id is None else _promises(held, leaver_id, keeps, together),
        waiting=_waiting(held.start.post_id),
        doors=_doors(held, leaver_id) if leaver_id else (),
        engagements=_engagements(held, leaver_id, on, bodies, keeps) if leaver_id else (),
        focal_points=_focal_points(held, leaver_id, bodies, keeps) if leaver_id else (),
        steps=_plan_steps(held, leaver_id, bodies, keeps) if leaver_id else (),
    )


def _holding(start: Start) -> _Holding | None:
    if start.role_id is not None:
        return _of_role(start.role_id)
    if start.post_id is not None:
        return _of_post(start.post_id)
    return _of_person(start.leaver_id) if start.leaver_id is not None else None


_SEAT = "coalesce(p.place_id, (SELECT id FROM place WHERE id = r.place_id AND kind = 'ward'))"
"""The place whose only seat a role is: a ward's councillor sits for it, though the post has many holders."""


def _of_role(role_id: int) -> _Holding | None:
    row = one(
        f"SELECT p.id, r.person_id, p.title, o.id, o.name, {post_home(_SEAT)}, p.is_single, pe.name, r.start_from, "
        "coalesce(r.end_to, t.end_to), r.awaits_successor, r.party_id, coalesce(pa.name, ''), r.place_id, r.term_id, "
        "t.end_to, rec.confidentiality FROM role r JOIN post p ON p.id = r.post_id "
        "JOIN organisation o ON o.id = p.organisation_id JOIN person pe ON pe.id = r.person_id "
        "JOIN record rec ON rec.id = pe.id LEFT JOIN term t ON t.id = r.term_id "
        "LEFT JOIN organisation pa ON pa.id = r.party_id WHERE r.id = ?",
        role_id,
    )
    if row is None:
        return None
    post_id, leaver_id, title, body_id, body, home, is_single, leaver, since, left, awaits, *rest = row
    return _Holding(
        Start(post_id, role_id, leaver_id),
        title,
        body_id,
        body,
        home,
        bool(is_single),
        leaver,
        rest[5],
        day(since),
        day(left),
        bool(awaits),
        party_id=rest[0],
        party=rest[1],
        place_id=rest[2],
        term_id=rest[3],
        term_ends_on=day(rest[4]),
    )


def _of_post(post_id: int) -> _Holding | None:
    row = one(
        f"SELECT p.title, o.id, o.name, {post_home()}, p.is_single, p.place_id FROM post p "
        "JOIN organisation o ON o.id = p.organisation_id WHERE p.id = ?",
        post_id,
    )
    if row is None:
        return None
    title, body_id, body, home, is_single, place_id = row
    return _Holding(Start(post_id), title, body_id, body, home, bool(is_single), is_vacant=True, place_id=place_id)


def _of_person(person_id: int) -> _Holding | None:
    row = one(
        "SELECT p.name, rec.confidentiality FROM person p JOIN record rec ON rec.id = p.id WHERE p.id = ?", person_id
    )
    if row is None:
        return None
    waits = one("SELECT max(ended_on) FROM gatekeeper WHERE awaits_successor AND via_id = ?", person_id)
    left_on = day(waits[0]) if waits else None
    return _Holding(
        Start(leaver_id=person_id), leaver=row[0], leaver_level=row[1], left_on=left_on, is_vacant=left_on is not None
    )


def _inside(organisation_id: int | None) -> set[int]:
    """A body and all the bodies in it."""
    return set(
        ids(
            "WITH RECURSIVE inside(id) AS (SELECT ? UNION SELECT o.id FROM organisation o JOIN inside i "
            "ON o.parent_id = i.id) SELECT id FROM inside WHERE id IS NOT NULL",
            organisation_id,
        )
    )


def _other_roles(held: _Holding, others: Sequence[Office], bodies: set[int], reason: str) -> tuple[Part, ...]:
    is_seat = bool(held.start.post_id) and not has_one_seat(held.title, held.is_single)
    return tuple(
        Part(
            office.role_id,
            office.words,
            ends_too(reason, is_seat=is_seat, is_inside=office.organisation_id in bodies),
        )
        for office in others
    )


def _promises(held: _Holding, leaver_id: int, keeps: bool, together: Together | None) -> tuple[PromiseAtStake, ...]:
    """Open promises the leaver is bound by, and those owed to the leaver."""
    found = rows(
        "SELECT id, kind, maker_id, maker_office, on_change, owed_to_id = ? AND coalesce(bound_id, 0) <> ? "
        "FROM commitment WHERE status <> 'closed' AND (bound_id = ? OR owed_to_id = ? "
        "OR (maker_id = ? AND bound_id IS NULL AND bound_name = '')) ORDER BY due_agreed IS NULL, due_agreed, id",
        *[leaver_id] * 5,
    )
    lines = together.promises if together else {row.id: row for row in get_commitment_rows([row[0] for row in found])}
    is_one_of_many = together is not None and not held.is_single and held.home == held.organisation
    return tuple(_at_stake(held, lines[row[0]], row, leaver_id, keeps, is_one_of_many) for row in found)


def _at_stake(
    held: _Holding, line: CommitmentRow, row: Tuple, leaver_id: int, keeps: bool, is_one_of_many: bool
) -> PromiseAtStake:
    commitment_id, kind, maker_id, office_then, on_change, is_owed = row
    said_by_leaver = maker_id in (None, leaver_id)
    made = made_in(office_then if said_by_leaver else "", held.title, held.organisation)
    fate, reason = suggest_fate(
        on_change,
        kind,
        made,
        has_post=held.start.post_id is not None,
        is_owed_to_leaver=bool(is_owed),
        keeps_an_office=keeps,
        is_one_of_many=is_one_of_many,
    )
    return PromiseAtStake(
        commitment_id, line.reference, line.words, line.sentence, line.made_on, bool(is_owed), fate, reason, made
    )


def _waiting(post_id: int | None) -> tuple[tuple[int, str, str], ...]:
    if post_id is None:
        return ()
    found = rows(
        "SELECT id, reference, words FROM commitment WHERE status <> 'closed' AND (bound_id = ? OR owed_to_id = ?) "
        "ORDER BY due_agreed IS NULL, due_agreed, id",
        post_id,
        post_id,
    )
    return tuple((row[0], row[1], row[2]) for row in found)


def _doors(held: _Holding, leaver_id: int) -> tuple[Part, ...]:
    """All doors go over: a gatekeeper stands there for an office, and an office is reached as before."""
    state = "g.awaits_successor" if held.is_vacant else "g.ended_on IS NULL"
    found = rows(
        f"SELECT g.id, g.via_id = ?, coalesce(pe.name, o.name, {post_name('p', 'po')}), v.name FROM gatekeeper g "
        "JOIN person v ON v.id = g.via_id LEFT JOIN person pe ON pe.id = g.record_id "
        "LEFT JOIN organisation o ON o.id = g.record_id LEFT JOIN post p ON p.id = g.record_id "
        "LEFT JOIN organisation po ON po.id = p.organisation_id "
        f"WHERE {state} AND (g.via_id = ? OR g.record_id = ?) ORDER BY g.id",
        *[leaver_id] * 3,
    )
    return tuple(
        Part(
            door_id,
            (
                _("{name} is reached through {leaver}").format(name=reached, leaver=via)
                if is_via
                else _("{leaver} is reached through {name}").format(name=via, leaver=reached)
            ),
            True,
        )
        for door_id, is_via, reached, via in found
    )


_COMING = "e.status IN ('planned', 'postponed') AND (e.on_day IS NULL OR e.on_day >= ?)"


def _engagements(held: _Holding, leaver_id: int, on: date, bodies: set[int], keeps: bool) -> tuple[Part, ...]:
    who, values = "(a.person_id = ? OR a.alternate_for_id = ?)", [leaver_id, leaver_id]
    if held.is_vacant:
        who, values = "(a.person_id IS NULL AND a.name = ?)", [_awaited(held)]  # type: ignore[list-item]
    found = rows(
        "SELECT a.id, e.title, e.on_day, a.side, a.alternate_for_id = ?, e.organisation_id, a.organisation_id "
        f"FROM attendance a JOIN engagement e ON e.id = a.engagement_id WHERE {_COMING} AND {who} "
        "ORDER BY e.on_day, a.id",
        leaver_id,
        on,
        *values,
    )
    return tuple(
        Part(
            row[0],
            _attendance_words(row[1], day(row[2]), row[3], bool(row[4])),
            goes_over({body for body in row[5:7] if body}, bodies, keeps_an_office=keeps),
        )
        for row in found
    )


def _attendance_words(title: str, on: date | None, side: str, is_stood_in_for: bool) -> str:
    when = format_day(on) if on else _("no day yet")
    if is_stood_in_for:
        return _("{title}, {day} (somebody stands in for them)").format(title=title, day=when)
    if side == "ours":
        return _("{title}, {day} (our delegation)").format(title=title, day=when)
    return _("{title}, {day}").format(title=title, day=when)


def _focal_points(held: _Holding, leaver_id: int, bodies: set[int], keeps: bool) -> tuple[Part, ...]:
    who, value = ("ap.focal_id = ?", leaver_id)
    if held.is_vacant:
        who, value = "(ap.focal_id IS NULL AND ap.focal_name = ?)", _awaited(held)  # type: ignore[assignment]
    found = rows(
        "SELECT ap.id, a.reference, a.title, coalesce(o.name, ap.name), ap.organisation_id FROM agreement_party ap "
        "JOIN agreement a ON a.id = ap.agreement_id LEFT JOIN organisation o ON o.id = ap.organisation_id "
        f"WHERE a.status <> 'closed' AND {who} ORDER BY a.id, ap.id",
        value,
    )
    words = _("{reference} {title}: focal person of {party}")
    return tuple(
        Part(
            row[0],
            words.format(reference=row[1], title=row[2], party=row[3]),
            goes_over({row[4]} if row[4] else set(), bodies, keeps_an_office=keeps),
        )
        for row in found
    )


def _plan_steps(held: _Holding, leaver_id: int, bodies: set[int], keeps: bool) -> tuple[Part, ...]:
    who, value = ("s.responsible_id = ?", leaver_id)
    if held.is_vacant:
        who, value = "(s.responsible_id IS NULL AND s.responsible_name = ?)", _awaited(held)  # type: ignore[assignment]
    found = rows(
        "SELECT s.id, p.reference, s.title, p.organisation_id FROM plan_step s JOIN plan p ON p.id = s.plan_id "
        f"WHERE s.status NOT IN ('done', 'skipped') AND p.status IN ('draft', 'active', 'paused') AND {who} "
        "ORDER BY p.id, s.position, s.id",
        value,
    )
    return tuple(
        Part(
            row[0],
            _("{reference}: {step}").format(reference=row[1], step=row[2]),
            goes_over({row[3]} if row[3] else set(), bodies, keeps_an_office=keeps),
        )
        for row in found
    )


def _awaited(held: _Holding) -> str:
    post = f"{held.title}, {held.home}" if held.start.post_id else ""
    return awaited_words(without_boundaries(post), "" if held.leaver_level else held.leaver)


def list_holders_from(post_id: int, on: date, but_role_id: int | None) -> list[tuple[int, str]]:
    """Who holds a post on the day or is to hold it later, apart from one holding: (person id, name)."""
    found = rows(
        "SELECT r.person_id, pe.name FROM role r JOIN person pe ON pe.id = r.person_id "
        "LEFT JOIN term t ON t.id = r.term_id WHERE r.post_id = ? AND r.id <> ? AND r.end_text <> 'past' "
        "AND (coalesce(r.end_to, t.end_to) IS NULL OR coalesce(r.end_to, t.end_to) >= ?) ORDER BY r.id",
        post_id,
        but_role_id or 0,
        on,
    )
    return [(row[0], row[1]) for row in found]
