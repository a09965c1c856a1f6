"""The end of a term for a whole body: who leaves, what becomes of each open promise, and which posts will wait."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from crm.queries.base import Tuple, day, rows
from crm.queries.offices import HOLDS_ON, TermRow, list_terms
from crm.queries.replacements import Part, PromiseAtStake, Replacement, Start, get_replacement, read_together
from crm.rules import clock
from crm.rules.dates import covers
from crm.rules.errors import UserError
from crm.rules.names import fold
from crm.rules.offices import EndReason, Made, first_day
from crm.rules.organisations import Kind
from crm.rules.terms import serves_a_term

NOT_OF_THE_BODY = (Kind.CONSTITUENCY_OFFICE, Kind.CSO_PARTNER, Kind.NETWORK)
"""Bodies that may hang under a house without their people being elected with it."""


@dataclass(frozen=True)
class TermEnd:
    """Everything that the end of a term touches; each open promise stands with one holding."""

    organisation_id: int
    organisation: str
    term: TermRow | None
    last_day: date
    holdings: tuple[Replacement, ...]
    """Every role of the body and of the bodies in it that ends, the body's own first."""

    @property
    def people(self) -> int:
        """How many people leave."""
        return len({each.start.leaver_id for each in self.holdings})

    @property
    def promises(self) -> tuple[PromiseAtStake, ...]:
        """The open promises to decide about."""
        return tuple(promise for each in self.holdings for promise in each.promises)

    @property
    def waiting(self) -> int:
        """How many seats wait for names afterwards."""
        return sum(is_awaited(each, self.organisation_id) for each in self.holdings)


def get_term_end(organisation_id: int, last_day: date | None = None, term_id: int | None = None) -> TermEnd:
    """What ending a body's term on its last day touches; without a day it is the term's own, else yesterday.

    Raises UserError: "not-found", "term-holds-nobody".
    """
    found = rows("SELECT name FROM organisation WHERE id = ?", organisation_id)
    if not found:
        raise UserError("not-found", what="organisation", id=organisation_id)
    term = find_ending_term(organisation_id, term_id, last_day)
    on = last_day or _last_day_of(term)
    roles = _ending_roles(organisation_id, on)
    if not roles:
        raise UserError("term-holds-nobody", body=found[0][0], day=on.isoformat())
    ending = read_together([row[0] for row in roles])
    previews = [
        get_replacement(Start(role_id=role_id), first_day(on), EndReason.TERM_ENDED, together=ending)
        for role_id, *_rest in roles
    ]
    holdings = _each_once([preview for preview in previews if preview is not None])
    return TermEnd(organisation_id, found[0][0], term, on, holdings)


def find_ending_term(organisation_id: int, term_id: int | None = None, on: date | None = None) -> TermRow | None:
    """The term that ends: the one said, else the one the day is in, else the newest that has begun."""
    terms = list_terms(organisation_id)
    if term_id is not None:
        return next((term for term in terms if term.id == term_id), None)
    today = on or clock.today()
    begun = [term for term in terms if term.start.earliest is None or term.start.earliest <= today]
    return next((term for term in begun if covers(term.start, term.end, today)), begun[0] if begun else None)


def find_term(organisation_id: int, words: str) -> int:
    """The term of a body by its name, or by a year in it. Raises UserError("no-term-of")."""
    terms = list_terms(organisation_id)
    wanted = fold(words)
    found = [term for term in terms if fold(term.name) == wanted] or [t for t in terms if wanted in fold(t.name)]
    if len(found) != 1:
        body = terms[0].organisation if terms else ""
        raise UserError("no-term-of", body=body, term=words, known=", ".join(term.name for term in terms))
    return found[0].id


def _last_day_of(term: TermRow | None) -> date:
    yesterday = date.fromordinal(clock.today().toordinal() - 1)
    ends = term.end.latest if term is not None else None
    return min(ends, yesterday) if ends else yesterday


def _ending_roles(organisation_id: int, on: date) -> list[Tuple]:
    """The roles of elected people in the body, its committees and its caucuses, on the last day; not of its staff."""
    left_out = ", ".join(f"'{kind}'" for kind in NOT_OF_THE_BODY)
    found = rows(
        "WITH RECURSIVE inside(id, depth) AS (SELECT ?, 0 UNION SELECT o.id, i.depth + 1 FROM organisation o "
        f"JOIN inside i ON o.parent_id = i.id WHERE o.kind NOT IN ({left_out})) "
        "SELECT r.id, p.title FROM inside i JOIN organisation o ON o.id = i.id JOIN post p ON p.organisation_id = o.id "
        "JOIN role r ON r.post_id = p.id JOIN person pe ON pe.id = r.person_id LEFT JOIN term t ON t.id = r.term_id "
        f"WHERE NOT r.awaits_successor AND r.end_reason = '' AND {HOLDS_ON} "
        "ORDER BY i.depth, o.fold, p.is_single DESC, p.title, pe.sort_name, r.id",
        organisation_id,
        on,
        on,
    )
    return [row for row in found if serves_a_term(row[1])]


def _each_once(previews: list[Replacement]) -> tuple[Replacement, ...]:
    """Each promise with the office it was made in, else with the leaver's first; the rest of theirs with the first."""
    order = sorted(range(len(previews)), key=lambda at: (not is_one_seat(previews[at]), at))
    home: dict[int, int] = {}  # promise → holding
    first: dict[int | None, int] = {}  # person → holding
    for at in order:
        first.setdefault(previews[at].start.leaver_id, at)
        for promise in previews[at].promises:
            if promise.made is Made.HERE or promise.id not in home:
                home[promise.id] = at if promise.made is Made.HERE else home.get(promise.id, at)
    return tuple(
        _only(each, {key for key, where in home.items() if where == at}, first[each.start.leaver_id] == at)
        for at, each in enumerate(previews)
    )


def _only(preview: Replacement, promises: set[int], is_first: bool) -> Replacement:
    """A holding with what stands with it; ways in and meetings wait for a successor only where one follows alone."""
    follows = is_one_seat(preview)

    def own(parts: tuple[Part, ...]) -> tuple[Part, ...]:
        return tuple(replace(part, is_suggested=follows) for part in parts) if is_first else ()

    return replace(
        preview,
        other_roles=(),
        promises=tuple(promise for promise in preview.promises if promise.id in promises),
        doors=own(preview.doors),
        engagements=own(preview.engagements),
        focal_points=own(preview.focal_points),
        steps=own(preview.steps),
    )


def is_one_seat(holding: Replacement) -> bool:
    """Whether one person follows in it: a chair, a mayor, the councillor of a ward."""
    return holding.has_one_seat or holding.home != holding.organisation


def is_awaited(holding: Replacement, organisation_id: int) -> bool:
    """Whether the seat waits for a name: the body's own do, and the chairs in it; its committees are made anew."""
    return holding.organisation_id == organisation_id or is_one_seat(holding)


# --- Seats that wait -------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class WaitingSeats:
    """The seats of a body that wait for names since its term ended."""

    organisation_id: int
    organisation: str
    since: date | None
    role_ids: tuple[int, ...]

    @property
    def count(self) -> int:
        """How many there are."""
        return len(self.role_ids)


def list_waiting_seats() -> list[WaitingSeats]:
    """The bodies of which more than one seat waits since a term ended, those of the bodies in them counted too."""
    return [each for each in _waiting_together() if each.count > 1]


def _waiting_together() -> list[WaitingSeats]:
    """The seats that wait since a term ended, by the house or council they are in."""
    waiting = rows(
        "SELECT p.organisation_id, r.id, r.end_to FROM role r JOIN post p ON p.id = r.post_id "
        "WHERE r.awaits_successor AND r.end_reason = ? ORDER BY r.end_to, r.id",
        EndReason.TERM_ENDED.value,
    )
    if not waiting:
        return []
    parents = {row[0]: row[1:] for row in rows("SELECT id, parent_id, name, kind FROM organisation")}
    seats: dict[int, list[Tuple]] = {}
    for body_id, *seat in waiting:
        seats.setdefault(_root(body_id, parents), []).append(tuple(seat))
    return [
        WaitingSeats(body_id, str(parents[body_id][1]), day(found[0][1]), tuple(role_id for role_id, _end in found))
        for body_id, found in seats.items()
    ]


def _root(body_id: int, parents: dict[int, Tuple]) -> int:
    """The house or council a body is in."""
    seen = {body_id}
    while parents[body_id][2] not in (Kind.LEGISLATURE, Kind.COUNCIL):
        up = parents[body_id][0]
        if up is None or up in seen:
            break
        seen.add(up)
        body_id = up
    return body_id


def list_ended_together(organisation_id: int) -> list[int]:
    """The roles in a body, and in the bodies in it, that wait for a successor since a term ended."""
    found = [each.role_ids for each in _waiting_together() if each.organisation_id == organisation_id]
    return sorted(found[0]) if found else []
