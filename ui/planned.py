"""What is planned, on its way from the workspace into a calendar file."""

from __future__ import annotations

from collections.abc import Iterable

from crm.exchange.calendar_file import CalendarEntry
from crm.queries.engagements import PlannedRow


def entries_of(rows: Iterable[PlannedRow]) -> list[CalendarEntry]:
    """The entries; of what is not open to all only the reference leaves."""
    return [
        CalendarEntry(
            id=row.id,
            uuid=row.uuid,
            revision=row.revision,
            changed_at=row.changed_at,
            kind=row.kind,
            body=row.organisation,
            status=row.status,
            on_day=row.on_day,
            start_time=row.start_time,
            end_time=row.end_time,
            is_confidential=row.confidentiality > 0,
        )
        for row in rows
    ]
