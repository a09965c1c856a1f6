"""What the law lets a person say about being held here, and whether what is held may be used."""

from __future__ import annotations

from collections.abc import Collection

from crm.queries.base import day, ids, in_chunks, rows
from crm.queries.offices import HOLDS_ON
from crm.rules import clock
from crm.rules.errors import UserError
from crm.rules.privacy import Ground, Standing

USE_STOPPED = f"(p.objected_on IS NOT NULL OR (p.consent_withdrawn_on IS NOT NULL AND p.ground = '{Ground.CONSENT}'))"
"""The condition for what is held on a person `p` not to be used: `Standing.may_be_used` the other way round."""

LACKS_GROUND = (
    f"(p.ground = '' OR p.ground_source = '' OR (p.ground = '{Ground.CONSENT}' AND (p.ground_on IS NULL "
    "OR p.consent_withdrawn_on IS NOT NULL)))"
)
"""The condition for something to be lacking about why a person `p` is held: `Standing.lacks`."""

_STANDING = "p.ground, p.ground_source, p.ground_on, p.objected_on, p.objection, p.consent_withdrawn_on"


def get_standings(person_ids: Collection[int]) -> dict[int, Standing]:
    """Why each is held and what was said about it; ids of nobody are left out."""
    found = in_chunks(f"SELECT p.id, {_STANDING} FROM person p WHERE p.id IN ({{marks}})", person_ids)
    return {row[0]: Standing(row[1], row[2], day(row[3]), day(row[4]), row[5], day(row[6])) for row in found}


def may_be_used(person_id: int | None) -> bool:
    """Whether what is held on somebody may be used; of nobody there is nothing to stop."""
    return person_id is None or get_standings([person_id]).get(person_id, Standing()).may_be_used


def refuse_stopped(person_id: int | None) -> None:
    """Raises UserError("use-is-stopped") for somebody whose use has stopped."""
    if person_id is not None and not may_be_used(person_id):
        name = rows("SELECT name FROM person WHERE id = ?", person_id)[0][0]
        raise UserError("use-is-stopped", name=name, why=get_standings([person_id])[person_id].stopped_words)


def list_not_to_be_used() -> frozenset[int]:
    """Everybody whose use has stopped: few, so that any list may be held against them."""
    return frozenset(ids(f"SELECT p.id FROM person p WHERE {USE_STOPPED}"))


def list_with_ground_to_set(on_office_only: bool = False) -> list[int]:
    """People without a ground, by name; only those who hold an office today where asked."""
    today = clock.today()
    holds = (
        " AND EXISTS (SELECT 1 FROM role r LEFT JOIN term t ON t.id = r.term_id "
        f"WHERE r.person_id = p.id AND {HOLDS_ON})"
    )
    values = (today, today) if on_office_only else ()
    return ids(
        f"SELECT p.id FROM person p WHERE p.ground = ''{holds if on_office_only else ''} ORDER BY p.sort_name, p.id",
        *values,
    )


def list_at_risk() -> frozenset[int]:
    """Everybody who could come to harm when it is known who spoke."""
    return frozenset(row[0] for row in rows("SELECT id FROM person WHERE is_at_risk = 1"))
