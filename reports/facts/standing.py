"""Where something stands, in words that fit its reader: to the other side a date has passed, nothing is overdue."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crm.rules.commitments import Lateness, Outcome, Status, label
from crm.rules.dates import format_day
from reports.facts.audience import Reader
from resources.translations import _, ngettext

if TYPE_CHECKING:
    from crm.queries.commitments import CommitmentRow

LATE = (Lateness.OVERDUE, Lateness.LONG_OVERDUE)


def standing(row: CommitmentRow) -> str:
    """Where a promise stands, without a reproach: “Outstanding; the date, 30 Jun 2026, has passed”."""
    due = row.due_agreed or row.due_on
    if row.status is Status.CLOSED:
        ended = label(row.outcome or Outcome.KEPT)
        day = format_day(row.closed_on) if row.closed_on else ""
        return _("{ended} {day}").format(ended=ended, day=day).strip()
    state = _("Said to be done") if row.status is Status.CLAIMED_DONE else _("Outstanding")
    if due is None:
        return _("{state}; no date was given").format(state=state)
    if row.lateness in LATE:
        return _("{state}; the date, {day}, has passed").format(state=state, day=format_day(due))
    return _("{state}; for {day}").format(state=state, day=format_day(due))


def state_words(lateness: Lateness, reader: Reader) -> str:
    """How late something is, in a word or two."""
    if reader.is_other_side and lateness in LATE:
        return _("Date passed") if lateness is Lateness.OVERDUE else _("Date long passed")
    return label(lateness)


def late_words(count: int, reader: Reader) -> str:
    """“3 are overdue”, “the date of 3 has passed”, in the middle of a sentence."""
    if reader.is_other_side:
        return _("the date of {count} has passed").format(count=count) if count else _("no date has passed")
    return ngettext("{count} is overdue", "{count} are overdue", count) if count else _("none is overdue")


def late_figure(count: int, reader: Reader) -> str:
    """“3 overdue”, “3 past their date”, beside other figures."""
    if reader.is_other_side:
        return ngettext("{count} past its date", "{count} past their date", count)
    return ngettext("{count} overdue", "{count} overdue", count)
