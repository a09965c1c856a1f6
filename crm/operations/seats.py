"""Filling the seats that wait, when those who hold them now come in from elsewhere: a list, or a form."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from crm.operations.base import update_row
from crm.operations.handing_over import (
    hand_over_agreements,
    hand_over_doors,
    hand_over_engagements,
    hand_over_steps,
    look_again,
)
from crm.queries.base import Tuple, day, ids, marks, rows
from crm.queries.places import is_same_seat
from crm.queries.replacements import Part, Start, get_replacement
from crm.rules import clock
from crm.rules.offices import EndReason, has_one_seat
from crm.tables.offices import Role


def settle_seats(organisation_ids: Collection[int] | None = None) -> int:
    """Fill the waiting seats of these bodies, or of all, by those who hold them now, inside another operation.

    Where one person follows alone, in a single post or in a ward that is the same place still, what waits goes over;
    seats that many hold are only counted, since nobody says who followed whom. Returns how many were filled.
    """
    filled = 0
    for office in _list_waiting(organisation_ids):
        left = _settle_alone(office.waiting, office.heirs)
        filled += len(office.waiting) - len(left)
        filled += _settle_by_count(left, office.ended, office.taken)
    return filled


@dataclass(frozen=True)
class _Seat:
    role_id: int
    person_id: int
    post_id: int
    place_id: int | None
    since: date | None
    until: date | None
    is_alone: bool
    is_of_a_term: bool


@dataclass(frozen=True)
class _Office:
    """All the seats of one title in a body: those that wait, those taken since, and how many ended with the term."""

    waiting: list[_Seat]
    heirs: list[_Seat]
    ended: int
    taken: int
    """How many have been taken since that term."""


_SEATS = (
    "SELECT r.id, r.person_id, p.id, coalesce(p.place_id, r.place_id), coalesce(r.start_from, t.start_from), "
    "coalesce(r.end_to, t.end_to), p.title, p.is_single, r.end_reason, p.organisation_id, p.fold, "
    "r.awaits_successor, r.end_text, p.place_id FROM role r JOIN post p ON p.id = r.post_id "
    "LEFT JOIN term t ON t.id = r.term_id "
)


def _list_waiting(organisation_ids: Collection[int] | None) -> list[_Office]:
    """The offices of which seats wait."""
    bodies = ids(
        "SELECT DISTINCT p.organisation_id FROM role r JOIN post p ON p.id = r.post_id WHERE r.awaits_successor"
    )
    wanted = [body for body in bodies if organisation_ids is None or body in organisation_ids]
    if not wanted:
        return []
    groups: dict[tuple[int, str], list[Tuple]] = defaultdict(list)
    for row in rows(f"{_SEATS} WHERE p.organisation_id IN ({marks(wanted)}) ORDER BY r.id", *wanted):
        groups[row[9], row[10]].append(row)
    return [_office(group) for group in groups.values() if any(row[11] for row in group)]


def _office(group: Sequence[Tuple]) -> _Office:
    waiting = [_seat(row) for row in group if row[11]]
    since = min((each.until for each in waiting if each.until), default=clock.today())
    heirs = [_seat(row) for row in group if not row[11] and _is_heir(row, since)]
    last = max((each.until for each in waiting if each.until and each.is_of_a_term), default=since)
    ended = sum(row[8] == EndReason.TERM_ENDED and day(row[5]) == last for row in group)
    taken = sum(each.since is not None and each.since > last for each in heirs)
    return _Office(waiting, heirs, ended, taken)


def _seat(row: Tuple) -> _Seat:
    role_id, person_id, post_id, place_id, start, end, title, is_single, reason, *_rest, own_place = row
    alone = own_place is None and has_one_seat(title, bool(is_single))
    return _Seat(role_id, person_id, post_id, place_id, day(start), day(end), alone, reason == EndReason.TERM_ENDED)


def _is_heir(row: Tuple, ended: date) -> bool:
    """Whether somebody holds it who came after the first of the waiting seats became vacant."""
    start, end, end_text = day(row[4]), day(row[5]), row[12]
    return start is not None and ended < start <= clock.today() and end_text != "past" and (end is None or end >= start)


def _settle_alone(waiting: Sequence[_Seat], heirs: Sequence[_Seat]) -> list[_Seat]:
    """Hand over where one person follows alone; returns the seats that are left."""
    left = []
    for seat in waiting:
        found = [heir for heir in heirs if _follows(heir, seat)]
        if not found:
            left.append(seat)
            continue
        heir = min(found, key=lambda each: each.since or date.max)
        if not _settle_one(seat, heir):
            left.append(seat)
    return left


def _follows(heir: _Seat, seat: _Seat) -> bool:
    if seat.until is None or heir.since is None or heir.since <= seat.until:
        return False
    if heir.post_id == seat.post_id and seat.is_alone:
        return True
    return is_same_seat(seat.place_id, heir.place_id, heir.since)


def _settle_one(seat: _Seat, heir: _Seat) -> bool:
    """What the end of a term left to whoever follows goes over; of a single vacancy only what has nothing waiting."""
    start = Start(seat.post_id, seat.role_id, seat.person_id)
    preview = get_replacement(start, heir.since or clock.today())
    if preview is None:
        return False
    is_waited_for = bool(preview.doors or preview.engagements or preview.focal_points or preview.steps)
    if is_waited_for and not seat.is_of_a_term:
        return False
    hand_over_doors(preview, _all(preview.doors), heir.since or clock.today(), heir.person_id)
    hand_over_engagements(preview, _all(preview.engagements), heir.person_id)
    hand_over_agreements(preview, _all(preview.focal_points), heir.person_id)
    hand_over_steps(preview, _all(preview.steps), heir.person_id)
    stop_waiting_for(seat.role_id, seat.post_id)
    return True


def _all(parts: Iterable[Part]) -> set[int]:
    return {part.id for part in parts}


def _settle_by_count(waiting: Sequence[_Seat], ended: int, taken: int) -> int:
    """Of the seats that many hold, as many wait still as there were more of them than have been taken since."""
    shared = [seat for seat in waiting if seat.is_of_a_term and not seat.is_alone]
    still = max(0, ended - taken)
    gone = shared[: max(0, len(shared) - still)] if taken else []
    for seat in gone:
        stop_waiting_for(seat.role_id, seat.post_id)
    return len(gone)


def stop_waiting_for(role_id: int, post_id: int) -> None:
    """Nobody is to be named for this seat any more."""
    update_row(Role, role_id, awaits_successor=False)
    look_again(post_id)
