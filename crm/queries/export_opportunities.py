"""Opportunities as they go out: a list to read, and entries of a calendar."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from datetime import date

from crm.queries.base import chunks
from crm.queries.opportunities import OpportunityRow, get_opportunity_rows
from crm.rules.opportunities import label
from resources.translations import _, mark

_HEADINGS = (
    mark("Reference"),
    mark("Opportunity"),
    mark("Kind"),
    mark("Whose"),
    mark("Committee"),
    mark("Area"),
    mark("Opened on"),
    mark("Closes on"),
    mark("Closes at"),
    mark("Takes place on"),
    mark("Until"),
    mark("Begins at"),
    mark("Venue"),
    mark("Days' notice"),
    mark("Decision"),
    mark("Decided on"),
    mark("Reason"),
    mark("Result"),
    mark("Status"),
    mark("Owner"),
)


def opportunity_sheet(
    opportunity_ids: Sequence[int], hidden: Collection[int]
) -> tuple[tuple[str, ...], Iterator[list[str]]]:
    """The headings of the list and its rows; a body that is hidden is not named."""
    return tuple(_(heading) for heading in _HEADINGS), _rows(opportunity_ids, frozenset(hidden))


def _rows(opportunity_ids: Sequence[int], hidden: frozenset[int]) -> Iterator[list[str]]:
    for part in chunks(opportunity_ids):
        for row in get_opportunity_rows(part):
            yield _cells(without(row, hidden))


def without(row: OpportunityRow, hidden: frozenset[int]) -> OpportunityRow:
    """The row without the names of bodies that are hidden."""
    if row.body_id in hidden:
        row = replace(row, body_name="")
    return replace(row, committee="") if row.committee_id in hidden else row


def _cells(row: OpportunityRow) -> list[str]:
    return [
        row.reference,
        row.title,
        label(row.kind),
        row.body_name,
        row.committee,
        row.place,
        _day(row.opens_on),
        _day(row.closes_on),
        row.closes_at,
        _day(row.event_on),
        _day(row.event_until),
        row.event_time,
        row.venue,
        "" if row.notice is None else str(row.notice),
        label(row.decision) if row.decision else "",
        _day(row.decided_on),
        row.reason,
        row.result,
        label(row.status),
        row.owner_name,
    ]


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""
