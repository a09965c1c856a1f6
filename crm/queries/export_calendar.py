"""What is planned, on its way from the workspace into a calendar file."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from crm.exchange.calendar_file import CalendarEntry
from crm.queries.base import in_chunks
from crm.queries.engagements import PlannedRow
from crm.queries.people import get_names
from crm.queries.records import list_ids_above


def entries_of(rows: Iterable[PlannedRow], names: Mapping[int, tuple[str, ...]] | None = None) -> list[CalendarEntry]:
    """The entries; of what is not open to all only the reference leaves, and `names` of who is expected if given."""
    people = names or {}
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
            people=people.get(row.id, ()),
        )
        for row in rows
    ]


def names_expected(engagement_ids: Iterable[int]) -> dict[int, tuple[str, ...]]:
    """Who is expected at each, by name; nobody who is not open to all."""
    lines = list(
        in_chunks(
            "SELECT engagement_id, person_id, name FROM attendance WHERE engagement_id IN ({marks}) "
            "ORDER BY position, id",
            sorted(engagement_ids),
        )
    )
    hidden = frozenset(list_ids_above(0))
    called = get_names(sorted({person_id for _of, person_id, _name in lines if person_id} - hidden))
    found: dict[int, list[str]] = defaultdict(list)
    for engagement_id, person_id, name in lines:
        known = called.get(person_id, "") if person_id else name
        if known:
            found[engagement_id].append(known)
    return {engagement_id: tuple(names) for engagement_id, names in found.items()}
