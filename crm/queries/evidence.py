"""All that shows what became of a matter: a petition, an agreement, a plan, a promise, with everything under it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from crm.queries.base import day, ids, in_chunks
from crm.queries.records import get_found
from crm.queries.ties import list_ids_tied_from, list_tied_ids
from crm.rules.ties import Kind


@dataclass(frozen=True)
class Piece:
    """One piece of evidence, or a file kept with the matter; `attachment_id` is None where there is no file."""

    about_id: int
    about: str
    noun: str
    kind: str
    """As stored (“photo”); empty for a file nobody called evidence."""
    words: str
    seen_on: date | None
    seen_by: str
    attachment_id: int | None
    file_name: str
    media_type: str
    size: int
    sha256: str


_PARTS = (
    "SELECT id FROM clause WHERE agreement_id = ?",
    "SELECT d.id FROM deliverable d JOIN clause c ON c.id = d.clause_id WHERE c.agreement_id = ?",
    "SELECT id FROM indicator WHERE agreement_id = ?",
    "SELECT p.id FROM commitment p JOIN clause c ON c.id = p.clause_id WHERE c.agreement_id = ?",
    "SELECT id FROM plan_step WHERE plan_id = ?",
    "SELECT id FROM outcome WHERE plan_id = ?",
    "SELECT id FROM commitment WHERE engagement_id = ?",
)
"""What is under a record of any noun: its clauses, steps, promises."""


def list_matter(record_id: int) -> list[int]:
    """The record, what is under it, and what belongs to it or counts towards it, with what is under that."""
    tied = sorted({*list_tied_ids(record_id), *list_ids_tied_from(record_id, Kind.COUNTS)})
    found = [record_id, *tied]
    for each in (record_id, *tied):
        found += [part for sql in _PARTS for part in ids(sql, each)]
    return list(dict.fromkeys(found))


def list_pieces(record_ids: Sequence[int]) -> list[Piece]:
    """What shows something of these records, in their order: evidence first, then files that are no evidence yet."""
    named = {found.id: found for found in get_found(record_ids)}
    evidence = list(
        in_chunks(
            "SELECT v.record_id, v.kind, v.words, v.seen_on, v.seen_by, v.attachment_id, coalesce(a.file_name, ''), "
            "coalesce(a.media_type, ''), coalesce(a.size, 0), coalesce(a.sha256, '') FROM evidence v "
            "LEFT JOIN attachment a ON a.id = v.attachment_id WHERE v.record_id IN ({marks}) ORDER BY v.id",
            record_ids,
        )
    )
    shown = {row[5] for row in evidence}
    files = in_chunks(
        "SELECT about_id, '', caption, NULL, '', id, file_name, media_type, size, sha256 FROM attachment "
        "WHERE about_id IN ({marks}) ORDER BY id",
        record_ids,
    )
    found = [*evidence, *(row for row in files if row[5] not in shown)]
    order = {record_id: place for place, record_id in enumerate(record_ids)}
    return [
        Piece(row[0], named[row[0]].name, named[row[0]].noun, row[1], row[2], day(row[3]), *row[4:])
        for row in sorted(found, key=lambda row: order[row[0]])
        if row[0] in named
    ]


def list_unproved(record_ids: Sequence[int]) -> list[int]:
    """Promises among these that are said to be kept or done, and of which nobody has seen evidence."""
    return [
        row[0]
        for row in in_chunks(
            "SELECT c.id FROM commitment c WHERE c.id IN ({marks}) AND (c.status = 'claimed_done' OR c.outcome "
            "IN ('kept', 'partly_kept')) "
            "AND NOT EXISTS (SELECT 1 FROM evidence v WHERE v.record_id = c.id) ORDER BY c.id",
            record_ids,
        )
    ]
