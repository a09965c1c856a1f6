"""What belongs to one matter with a record."""

from __future__ import annotations

from crm.queries.base import ids
from crm.queries.records import Found, get_found
from crm.rules.ties import Kind


def list_tied_ids(record_id: int, kind: str = Kind.BELONGS) -> list[int]:
    """Ids of the records a record is tied to. What belongs together is found from either side, the oldest tie first."""
    if kind == Kind.BELONGS:
        sql = (
            "SELECT CASE WHEN record_id = ?1 THEN other_id ELSE record_id END FROM tie "
            "WHERE (record_id = ?1 OR other_id = ?1) AND kind = ?2 ORDER BY id"
        )
    else:
        sql = "SELECT other_id FROM tie WHERE record_id = ?1 AND kind = ?2 ORDER BY id"
    return list(dict.fromkeys(ids(sql, record_id, kind)))


def list_tied(record_id: int, kind: str = Kind.BELONGS) -> list[Found]:
    """The records a record is tied to, in that order."""
    return get_found(list_tied_ids(record_id, kind))


def list_ids_tied_from(record_id: int, kind: str) -> list[int]:
    """Ids of the records that are tied to this one, the oldest tie first."""
    return ids("SELECT record_id FROM tie WHERE other_id = ? AND kind = ? ORDER BY id", record_id, kind)


def list_tied_from(record_id: int, kind: str) -> list[Found]:
    """The records that are tied to this one: what counts towards an agreement, which plans aim at a body."""
    return get_found(list_ids_tied_from(record_id, kind))
