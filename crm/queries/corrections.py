"""Corrections that were asked for and not made, with the records they stand on."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from crm.queries.base import in_chunks


@dataclass(frozen=True)
class CorrectionRow:
    """What somebody said is wrong, and why it was not changed."""

    id: int
    record_id: int
    asked_on: date
    asked_by: str
    words: str
    why_not: str


def list_corrections(record_ids: Collection[int]) -> list[CorrectionRow]:
    """The notes on these records, the oldest first."""
    found = in_chunks(
        "SELECT id, record_id, asked_on, asked_by, words, why_not FROM correction_note WHERE record_id IN ({marks})",
        record_ids,
    )
    rows = [CorrectionRow(row[0], row[1], date.fromisoformat(row[2]), *row[3:]) for row in found]
    return sorted(rows, key=lambda row: (row.asked_on, row.id))
