"""Small phrases that several pages say."""

from __future__ import annotations

from datetime import date

from crm.queries.commitments import CommitmentRow
from crm.queries.offices import Office
from crm.rules.commitments import Lateness, label
from crm.rules.dates import format_day, parse_approximate
from crm.rules.offices import end_reason_words
from resources.translations import _
from ui.widgets.status import Status, Tone

TONES = {
    Lateness.NO_DATE: Tone.NEUTRAL,
    Lateness.NOT_DUE: Tone.INFO,
    Lateness.DUE_SOON: Tone.WARNING,
    Lateness.MOVED: Tone.WARNING,
    Lateness.OVERDUE: Tone.BAD,
    Lateness.LONG_OVERDUE: Tone.BAD,
}


def confidentiality_words(level: int) -> str:
    """Open, internal or restricted."""
    return (_("Open"), _("Internal"), _("Restricted"))[level]


def day_words(day: date | None) -> str:
    """A day as it is said; nothing for none."""
    return format_day(day) if day else ""


def approximate_words(text: str) -> str:
    """An approximate date as it is said: “21 May 2014”, “2014”; nothing for one that stands open."""
    day = parse_approximate(text)
    if day.is_future:
        return ""
    is_exact = day.earliest is not None and day.earliest == day.latest
    return format_day(day.earliest) if is_exact and day.earliest else day.text


def period_words(start: str, end: str) -> str:
    """“since 21 May 2014”, “2009 to 2014”, “until 2014”."""
    first, last = approximate_words(start), approximate_words(end)
    if first and last:
        return _("{start} to {end}").format(start=first, end=last)
    if first:
        return _("since {start}").format(start=first)
    return _("until {end}").format(end=last) if last else ""


def office_detail(office: Office, *, with_body: bool = True) -> str:
    """Body, party, place, term and period of an office, in one line."""
    parts = (
        office.organisation if with_body else "",
        office.party,
        office.place,
        office.term,
        period_words(office.start_text, office.end_text),
        end_reason_words(office.end_reason),
        office.succession,
    )
    return " · ".join(part for part in parts if part)


def lateness_status(row: CommitmentRow) -> Status:
    """The pill of a commitment: how it ended, else how late it is."""
    if row.outcome is not None:
        return Status(label(row.outcome), Tone.GOOD if row.outcome == "kept" else Tone.NEUTRAL)
    return Status(label(row.lateness), TONES.get(row.lateness, Tone.NEUTRAL))
