"""What left the workspace."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date

from crm.queries.base import Where, build, rows


@dataclass(frozen=True)
class HandOverRow:
    """A paper that was given out."""

    id: int
    report: str
    title: str
    options: dict[str, str]
    to_whom: str
    on: date
    pages: int
    sha256: str
    at_operation: int

    @property
    def name(self) -> str:
        """What a mixed list calls it."""
        return self.title


def list_hand_overs(report: str = "") -> list[HandOverRow]:
    """Papers given out, newest first; of one report, or all."""
    where = Where()
    if report:
        where.add("report = ?", report)
    found = rows(
        f"SELECT id, report, title, options, to_whom, on_day, pages, sha256, at_operation FROM hand_over{where} "
        "ORDER BY id DESC",
        *where.values,
    )
    return [
        build(HandOverRow, *row[:3], json.loads(row[3]), row[4], date.fromisoformat(row[5]), *row[6:]) for row in found
    ]
