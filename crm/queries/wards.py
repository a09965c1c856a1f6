"""Where a place lies since the wards were redrawn, and the open promises and seats of which nobody knows it yet."""

from __future__ import annotations

from dataclasses import dataclass

from crm.queries.base import Tuple, ids, one, rows
from crm.queries.offices import post_name
from crm.queries.places import PlaceRow, get_place_now, get_place_rows, list_successors, place_name
from crm.queries.replacements import Replacement
from crm.rules import clock
from crm.rules.demarcation import find_one, list_ended
from crm.rules.organisations import Kind

BY_TABLE = "ward table"
"""The note of a successor that a table of wards gave: only such a one moves promises without asking."""

_REDRAWN = (
    "(SELECT w.id FROM place w WHERE w.kind = 'ward' AND EXISTS (SELECT 1 FROM place n "
    "WHERE n.parent_id = w.parent_id AND n.kind = 'ward' AND n.demarcation > w.demarcation))"
)
"""The wards of an older demarcation, in municipalities whose newer wards are here."""


@dataclass(frozen=True)
class PlaceQuestion:
    """An open promise, or a seat, for a ward that was redrawn: in which ward does its place lie now?"""

    record_id: int
    """The commitment, or the post."""
    reference: str
    """Empty for a seat."""
    words: str
    place_id: int
    place: str
    municipality_id: int | None
    municipality: str
    suggested_id: int | None
    suggested: str


def list_place_questions() -> list[PlaceQuestion]:
    """What has to be asked since a newer table of wards is here, promises first."""
    asked = _asked_about()
    now = {row[3]: find_one(list_successors(row[3])) for row in asked}
    places = {place.id: place for place in get_place_rows(list({*now, *filter(None, now.values())}))}
    return [_question(row, places[row[3]], places.get(now[row[3]] or 0)) for row in asked]


def count_place_questions() -> int:
    """How much there is to ask."""
    return len(_asked_about())


def _asked_about() -> list[Tuple]:
    """(record id, reference, words, place id) of the promises and seats whose place is not known any more."""
    if len(list_demarcations()) < 2:
        return []
    promises = rows(
        "SELECT c.id, c.reference, c.words, c.place_id, m.kind, p.place_id FROM commitment c "
        "LEFT JOIN place m ON m.id = c.place_id LEFT JOIN post p ON p.id IN (c.bound_id, c.owed_to_id) "
        f"AND p.place_id IN {_REDRAWN} WHERE c.status <> 'closed' "
        f"AND (p.id IS NOT NULL OR (c.place_id IN {_REDRAWN} AND c.place_id NOT IN "
        "(SELECT record_id FROM place_successor))) ORDER BY c.due_agreed IS NULL, c.due_agreed, c.id"
    )
    found = {row[0]: (row[1], row[2], _asked(*row[3:])) for row in reversed(promises)}
    seats = rows(
        f"SELECT p.id, '', {post_name()}, p.place_id FROM post p JOIN organisation o ON o.id = p.organisation_id "
        f"WHERE p.place_id IN {_REDRAWN} AND p.place_id NOT IN (SELECT record_id FROM place_successor) "
        "AND EXISTS (SELECT 1 FROM role r WHERE r.post_id = p.id AND (r.awaits_successor OR r.end_to IS NULL)) "
        "AND NOT EXISTS (SELECT 1 FROM commitment c WHERE c.status <> 'closed' AND p.id IN (c.bound_id, c.owed_to_id)) "
        "ORDER BY 3, p.id"
    )
    return [(each, *found[each]) for each in reversed(found)] + seats


def _asked(made_for: int | None, kind: str | None, seat_for: int | None) -> int:
    """The place the promise was made for, where it is a ward or a place within one; else the ward of the seat."""
    return made_for if made_for and (seat_for is None or kind in ("ward", "town")) else seat_for or 0


def _question(asked: Tuple, place: PlaceRow, now: PlaceRow | None) -> PlaceQuestion:
    record_id, reference, words, _place_id = asked
    return PlaceQuestion(
        record_id,
        reference,
        words,
        place.id,
        place.words,
        place.parent_id,
        place.parent,
        now.id if now else None,
        now.words if now else "",
    )


def count_waiting_for_wards() -> int:
    """Open promises bound to seats of wards whose councils are over, while no newer table of wards is here."""
    ended = [f"'{each}'" for each in list_ended(clock.today())]
    found = one(
        "SELECT count(DISTINCT c.id) FROM commitment c JOIN post p ON p.id IN (c.bound_id, c.owed_to_id) "
        f"JOIN place pl ON pl.id = p.place_id WHERE c.status <> 'closed' AND pl.demarcation IN ({', '.join(ended)}) "
        f"AND pl.id NOT IN {_REDRAWN}"
    )
    return int(found[0]) if found else 0


def is_redrawn(place_id: int | None) -> bool:
    """Whether newer wards are here than this one."""
    return place_id is not None and one(f"SELECT 1 WHERE ? IN {_REDRAWN}", place_id) is not None


def list_wards_of(municipality_id: int) -> list[PlaceRow]:
    """The wards of a municipality as they are drawn now."""
    found = ids(
        "SELECT id FROM place WHERE parent_id = ? AND kind = 'ward' AND demarcation = "
        "(SELECT max(demarcation) FROM place WHERE parent_id = ? AND kind = 'ward') ORDER BY code, id",
        municipality_id,
        municipality_id,
    )
    return get_place_rows(found)


def get_seat_of(preview: Replacement, commitment_id: int) -> tuple[int, str, int] | None:
    """The one seat that a ward councillor's promise passes to: (body, title, ward); None for any other office.

    It is the seat of the ward that holds the place the promise was made for.
    """
    own = _ward(preview.place_id)
    if own is None or preview.organisation_id is None:
        return None
    row = one("SELECT place_id FROM commitment WHERE id = ?", commitment_id)
    made_for = _ward(get_place_now(row[0])) if row and row[0] else None
    ward = made_for or _ward(get_place_now(preview.place_id or 0)) or own
    body = preview.organisation_id if ward[1] == own[1] else find_council(ward[1]) or preview.organisation_id
    return body, preview.title, ward[0]


def _ward(place_id: int | None) -> Tuple | None:
    return one("SELECT id, parent_id FROM place WHERE id = ? AND kind = 'ward'", place_id) if place_id else None


def find_council(municipality_id: int | None) -> int | None:
    """The council of a municipality."""
    found = ids(
        "SELECT id FROM organisation WHERE place_id = ? AND kind = ? ORDER BY id", municipality_id, Kind.COUNCIL.value
    )
    return found[0] if found else None


def get_place_words(place_id: int) -> str:
    """A place by its name, a redrawn ward with its boundaries."""
    row = one(f"SELECT {place_name()} FROM place pl WHERE pl.id = ?", place_id)
    return str(row[0]) if row else ""


def list_demarcations() -> list[tuple[str, int]]:
    """The demarcations of which there are wards, the newest first, each with how many."""
    return [
        (row[0], row[1])
        for row in rows(
            "SELECT demarcation, count(*) FROM place WHERE kind = 'ward' GROUP BY demarcation ORDER BY demarcation DESC"
        )
    ]
