"""What stands on the days of the calendar: engagements, and the deadlines of every noun, which have no hour."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from crm.queries.deadlines import Deadline, list_deadlines
from crm.queries.engagements import EngagementRow, EngagementsFilter, get_engagement_rows, list_engagements
from crm.rules.engagements import label
from ui.pages.deadlines.looks import when_pill
from ui.pages.engagements.looks import hours, row_pill
from ui.widgets.status import Status as Pill

ENGAGEMENTS = "engagements"


@dataclass(frozen=True)
class Entry:
    """One thing on one day."""

    noun: str
    id: int
    on_day: date
    title: str
    detail: str
    """With whom, and how it stands: what its tip says besides."""
    pill: Pill
    start_time: str = ""
    end_time: str = ""
    is_deadline: bool = False

    @property
    def timed(self) -> str:
        """The title after its hour."""
        return f"{self.start_time} {self.title}".strip()

    @property
    def spoken(self) -> str:
        """What a screen reader says of it."""
        return f"{self.timed}, {self.pill.text}"

    @property
    def tip(self) -> str:
        """All of it: when, what, with whom, how it stands."""
        first = " ".join(part for part in (hours(self.start_time, self.end_time), self.title) if part)
        return "\n".join(part for part in (first, self.detail) if part)


def read_days(first: date, last: date) -> list[Entry]:
    """What is on between two days, and what is due; engagements first on each of them."""
    wanted = EngagementsFilter(from_day=first, to_day=last, sort="day", descending=False)
    held = [of_engagement(row) for row in get_engagement_rows(list_engagements(wanted))]
    return [*held, *(of_deadline(row) for row in list_deadlines(first, last))]


def of_engagement(row: EngagementRow) -> Entry:
    """An engagement."""
    detail = ", ".join(part for part in (row.organisation, label(row.status)) if part)
    return Entry(ENGAGEMENTS, row.id, row.on_day, row.title, detail, row_pill(row), row.start_time, row.end_time)


def of_deadline(row: Deadline) -> Entry:
    """A deadline."""
    detail = "\n".join(part for part in (row.reference, row.what, row.party, row.when) if part)
    pill = replace(when_pill(row), text=f"{row.what}, {row.when}")
    return Entry(row.noun, row.id, row.day, row.title or row.what, detail, pill, is_deadline=True)
