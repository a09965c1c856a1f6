"""Whom one would ask about a record of the Review."""

from __future__ import annotations

from collections.abc import Sequence

from crm.queries.base import marks, rows
from crm.queries.petitions import PetitionRow


def focal_of(agreement_ids: Sequence[int]) -> dict[int, int]:
    """For each agreement whom to speak to: the focal person of the first party that is not us, else that party."""
    wanted = sorted(set(agreement_ids))
    found = rows(
        "SELECT p.agreement_id, coalesce(p.focal_id, p.organisation_id) FROM agreement_party p "
        "LEFT JOIN organisation o ON o.id = p.organisation_id "
        f"WHERE p.agreement_id IN ({marks(wanted)}) AND coalesce(o.side, 'public') <> 'ours' "
        "ORDER BY p.position DESC, p.id DESC",
        *wanted,
    )
    return {row[0]: row[1] for row in found if row[1] is not None}


def asked_of(row: PetitionRow) -> int | str:
    """Whom to ask about it: the official, else the committee, else the body; whom to tell, when it ended."""
    if not row.is_open:
        return row.petitioner_id or row.petitioner
    return row.official_id or row.committee_id or row.body_id or ""
