"""Papers that are made again and again."""

from __future__ import annotations

import json
from dataclasses import dataclass

from crm.queries.base import rows
from crm.rules.names import fold


@dataclass(frozen=True)
class SavedReportRow:
    """The choices of a report under a name; a period without days ends on the day it is made."""

    id: int
    name: str
    report: str
    options: dict[str, str]


def list_saved_reports() -> list[SavedReportRow]:
    """All of them, by name."""
    found = rows("SELECT id, name, report, options FROM saved_report")
    saved = [SavedReportRow(row[0], row[1], row[2], json.loads(row[3])) for row in found]
    return sorted(saved, key=lambda each: (fold(each.name), each.id))


def find_saved_report(name: str) -> SavedReportRow | None:
    """The saved choices of this name, however it is written."""
    return next((each for each in list_saved_reports() if fold(each.name) == fold(name)), None)
