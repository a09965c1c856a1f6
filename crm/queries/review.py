"""The Review: whose turn it is, in the order one rings people."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from crm.queries.base import in_chunks
from crm.queries.reaching import get_doors, get_holders
from crm.queries.review_candidates import Candidate, list_candidates
from crm.rules import clock
from crm.rules.review import ReviewScope, Scope

NOUN_OF_SCOPE = {
    Scope.PARTNER: "organisations",
    Scope.BODY: "organisations",
    Scope.AGREEMENT: "agreements",
    Scope.COLLEAGUE: "team",
}


def list_review(wanted: ReviewScope | None = None, today: date | None = None) -> list[int]:
    """Ids of the records whose turn it is.

    What one asks the same person stands together, so that one call does for all of it; whom to ring first follows
    from the most pressing record: what is late by its date, then meetings to close out, then what is due soon.
    A deliverable whose time has not begun is not asked after.
    """
    wanted, on = wanted or ReviewScope(), today or clock.today()
    found = {each.id: each for each in list_candidates(wanted, on)}
    return _in_order(found.values(), on)


def count_review(wanted: ReviewScope | None = None, today: date | None = None) -> int:
    """How many records wait."""
    return len(list_review(wanted, today))


def _in_order(found: Iterable[Candidate], on: date) -> list[int]:
    pressing = sorted(found, key=lambda each: (each.rank, each.on, each.id))
    doors = get_doors()
    posts = [each.party for each in pressing if isinstance(each.party, int)]
    holders = get_holders(_posts_among(posts), on) if posts else {}
    groups: dict[object, list[int]] = {}
    for each in pressing:
        party = each.party
        if isinstance(party, int):
            holder = holders.get(party, (party, ""))[0]
            party = doors.get(party) or doors.get(holder) or holder
        groups.setdefault(party or ("nobody", each.id), []).append(each.id)
    return [record_id for group in groups.values() for record_id in group]


def _posts_among(parties: Sequence[int]) -> list[int]:
    wanted = sorted(set(parties))
    return [post for (post,) in in_chunks("SELECT id FROM post WHERE id IN ({marks})", wanted)]
