"""How an engagement looks wherever it is shown: its pill, its day, and the words of its parts."""

from __future__ import annotations

from datetime import date

from crm.queries.engagements import EngagementRow
from crm.rules import clock
from crm.rules.dates import format_day
from crm.rules.engagements import AttendanceCode, Response, Status, label
from resources.translations import _
from ui.widgets.status import Status as Pill
from ui.widgets.status import Tone

_TONES = {
    Status.PLANNED: Tone.INFO,
    Status.HELD: Tone.WARNING,
    Status.CLOSED_OUT: Tone.GOOD,
    Status.POSTPONED: Tone.WARNING,
    Status.CANCELLED: Tone.NEUTRAL,
    Status.NO_SHOW: Tone.BAD,
}
_RESPONSES = {
    Response.YES: Tone.GOOD,
    Response.MAYBE: Tone.WARNING,
    Response.NO: Tone.BAD,
    Response.WILL_REVERT: Tone.INFO,
    Response.NOT_RAISED: Tone.NEUTRAL,
}
_CODES = {AttendanceCode.P: Tone.GOOD, AttendanceCode.A: Tone.BAD, AttendanceCode.U: Tone.NEUTRAL}


def status_pill(status: Status, on_day: date) -> Pill:
    """Where it stands; a planned one whose day is over says what is to be done."""
    if is_to_close(status, on_day):
        return Pill(_("To close out"), Tone.WARNING)
    return Pill(label(status), _TONES[status])


def is_to_close(status: Status, on_day: date) -> bool:
    """Whether it took place, or should have, and was not closed out."""
    return status is Status.HELD or (status is Status.PLANNED and on_day < clock.today())


def row_pill(row: EngagementRow) -> Pill:
    """The pill of a row."""
    return status_pill(row.status, row.on_day)


def response_pill(response: str) -> Pill:
    """What they answered."""
    return Pill(label(response), _RESPONSES.get(Response(response), Tone.NEUTRAL))


def code_pill(code: str) -> Pill:
    """The code of the attendance register with its meaning."""
    meant = AttendanceCode(code)
    return Pill(label(meant), _CODES.get(meant, Tone.INFO if meant.was_there else Tone.WARNING))


def day_words(on_day: date, start_time: str = "", end_time: str = "") -> str:
    """“12 Mar, 14:00”."""
    return ", ".join(part for part in (format_day(on_day, clock.today()), hours(start_time, end_time)) if part)


def hours(start_time: str, end_time: str) -> str:
    """“14:00–15:30”."""
    return "–".join(part for part in (start_time, end_time) if part)


def joined(*parts: str) -> str:
    """The parts there are, with dots between."""
    return " · ".join(part for part in parts if part)
