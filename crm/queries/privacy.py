"""What left the workspace."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from typing import Any

from crm.queries.base import Where, build, rows

FILE = "file"
"""What a hand-over is of that is no paper: a file that was taken out."""


@dataclass(frozen=True)
class HandOverRow:
    """A paper that was given out or a file that was taken out, by whom and at what moment (UTC, ISO 8601)."""

    id: int
    report: str
    title: str
    options: dict[str, str]
    to_whom: str
    on: date
    pages: int
    sha256: str
    at_operation: int
    why: str
    by: str
    at: str

    @property
    def name(self) -> str:
        """What a mixed list calls it."""
        return self.title


def list_hand_overs(report: str = "") -> list[HandOverRow]:
    """What was given out, newest first; of one report, or all papers and files."""
    where = Where()
    if report:
        where.add("h.report = ?", report)
    found = rows(
        "SELECT h.id, h.report, h.title, h.options, h.to_whom, h.on_day, h.pages, h.sha256, h.at_operation, h.why, "
        "coalesce(o.by, ''), coalesce(o.at, '') FROM hand_over h LEFT JOIN change c ON c.record_id = h.id AND "
        "c.tbl = 'hand_over' AND c.kind = '+' AND c.row_id = h.id LEFT JOIN operation o ON o.id = c.operation_id"
        f"{where} ORDER BY h.id DESC",
        *where.values,
    )
    return [_hand_over(*row) for row in found]


def _hand_over(*row: Any) -> HandOverRow:
    """Who took a file out is told by its own note: the journal of another copy is not here."""
    options: dict[str, str] = json.loads(row[3])
    by = options.get("by") or row[10]
    return build(HandOverRow, *row[:3], options, row[4], date.fromisoformat(row[5]), *row[6:10], by=by, at=row[11])
