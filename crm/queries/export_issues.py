"""The list of issues as it goes out: what is wrong where, who has to put it right, and what was last seen of it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from datetime import date

from crm.queries.base import chunks
from crm.queries.issues import IssueRow, get_issue_rows, list_visits
from crm.rules.issues import label
from resources.translations import _, mark

_HEADINGS = (
    mark("Reference"),
    mark("Issue"),
    mark("Kind"),
    mark("Place"),
    mark("Spot"),
    mark("Whom it touches"),
    mark("Households"),
    mark("Respondent"),
    mark("Their number"),
    mark("Reported by"),
    mark("Reported on"),
    mark("Owner"),
    mark("Status"),
    mark("Closed on"),
    mark("Visits"),
    mark("Last seen on"),
    mark("Last seen"),
    mark("Last finding"),
)


def issue_sheet(issue_ids: Sequence[int], hidden: Collection[int]) -> tuple[tuple[str, ...], Iterator[list[str]]]:
    """The headings of the list and its rows; a body that is hidden is not named."""
    return tuple(_(heading) for heading in _HEADINGS), _rows(issue_ids, frozenset(hidden))


def _rows(issue_ids: Sequence[int], hidden: frozenset[int]) -> Iterator[list[str]]:
    for part in chunks(issue_ids):
        visits = list_visits(part)
        for row in get_issue_rows(part):
            finding = visits[row.id][0].finding if row.visits else ""
            yield _cells(_without(row, hidden), finding)


def _without(row: IssueRow, hidden: frozenset[int]) -> IssueRow:
    if row.respondent_id in hidden:
        row = replace(row, respondent="")
    return replace(row, reported_by="") if row.reported_by_id in hidden else row


def _cells(row: IssueRow, finding: str) -> list[str]:
    return [
        row.reference,
        row.title,
        label(row.kind),
        row.place,
        row.spot,
        row.touches,
        "" if row.households is None else str(row.households),
        row.respondent,
        row.their_number,
        row.reported_by,
        row.reported_on.isoformat(),
        row.owner_name,
        row.stands,
        _day(row.closed_on),
        str(row.visits),
        _day(row.last_seen_on),
        label(row.last_state) if row.last_state else "",
        finding,
    ]


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""
