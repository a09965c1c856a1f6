"""Who is on the phone: for whom they speak, and what is open with all of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from crm.queries.base import ids, marks
from crm.queries.commitments import CommitmentRow, get_commitment_rows
from crm.queries.offices import HOLDS_ON, get_office_words
from crm.queries.people import find_by_name, get_names
from crm.rules import clock
from crm.rules.names import fold, split_name


@dataclass(frozen=True)
class Caller:
    """A caller; id 0 is a name that nobody here has yet."""

    id: int
    name: str
    office: str = ""
    speaks_for: tuple[str, ...] = ()
    """Names of those whose gatekeeper the caller is."""
    promises: tuple[CommitmentRow, ...] = ()
    """What is open with the caller, and with everyone the caller speaks for: both ways, the latest first."""


def find_caller(record_id: int, name: str = "") -> Caller:
    """The caller chosen, or the only person called so; else the bare name with the promises that carry it."""
    on = clock.today()
    if not record_id and fold(name):
        read = split_name(name)
        named = find_by_name(fold(f"{read.given} {read.family}"))
        record_id = named[0] if len(named) == 1 else 0
    if not record_id:
        return Caller(0, name.strip(), promises=_promises_of_name(name))
    names = get_names([record_id])
    reached = _reached_through(record_id, on)
    speaks_for = get_names(reached)
    return Caller(
        record_id,
        names.get(record_id, name.strip()),
        get_office_words(record_id, on),
        tuple(speaks_for[one] for one in reached if one in speaks_for),
        _promises([record_id, *reached, *_around([record_id, *reached], on)]),
    )


def _reached_through(person_id: int, on: date) -> list[int]:
    """Whom one reaches through this person now: people, posts and bodies."""
    return ids(
        "SELECT record_id FROM gatekeeper WHERE via_id = ? AND ended_on IS NULL "
        "AND (started_on IS NULL OR started_on <= ?) ORDER BY id",
        person_id,
        on,
    )


def _around(parties: Sequence[int], on: date) -> list[int]:
    """What belongs to them: the posts of a body and who leads it, the holder of a post, the post of a person.

    Of offices with many holders only those named count: a clerk of the house does not speak for each member.
    """
    here = marks(parties)
    held = f"FROM role r JOIN post p ON p.id = r.post_id LEFT JOIN term t ON t.id = r.term_id WHERE {HOLDS_ON}"
    return ids(
        f"SELECT id FROM post WHERE organisation_id IN ({here}) "
        f"UNION SELECT r.person_id {held} AND (p.id IN ({here}) OR (p.is_single AND p.organisation_id IN ({here}))) "
        f"UNION SELECT p.id {held} AND p.is_single AND r.person_id IN ({here})",
        *parties,
        *(on, on, *parties, *parties),
        *(on, on, *parties),
    )


def _promises(parties: Sequence[int]) -> tuple[CommitmentRow, ...]:
    here = marks(parties)
    return _open(
        f"c.maker_id IN ({here}) OR c.bound_id IN ({here}) OR c.owed_to_id IN ({here})", *parties, *parties, *parties
    )


def _promises_of_name(name: str) -> tuple[CommitmentRow, ...]:
    """Promises whose party is still to identify, and is called so."""
    if not name.strip():
        return ()
    return _open("lower(c.bound_name) = lower(?) OR lower(c.owed_to_name) = lower(?)", *[name.strip()] * 2)


def _open(condition: str, *values: object) -> tuple[CommitmentRow, ...]:
    found = ids(
        f"SELECT c.id FROM commitment c WHERE c.status <> 'closed' AND ({condition}) "
        "ORDER BY c.due_agreed IS NULL, c.due_agreed, c.id",
        *values,
    )
    return tuple(get_commitment_rows(found))
