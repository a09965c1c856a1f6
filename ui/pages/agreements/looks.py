"""How agreements, clauses and deliverables look in one word or one line."""

from __future__ import annotations

from datetime import date

from crm.queries.agreements import AgreementRow, ClauseRow
from crm.queries.deliverables import DeliverableRow
from crm.queries.indicators import IndicatorRow
from crm.rules.agreements import DeliverableStatus, Every, Light, Rag, Status, label
from crm.rules.dates import format_day
from crm.rules.indicators import value_words
from resources.translations import _, ngettext
from ui.widgets.status import Status as Pill
from ui.widgets.status import Tone

RAG_TONES = {
    # tone → shape is fixed: square, triangle, circle, ring, diamond, so that no colour is needed to tell them apart
    Rag.RED: Tone.BAD,
    Rag.AMBER: Tone.WARNING,
    Rag.GREEN: Tone.GOOD,
    Rag.GREY: Tone.NEUTRAL,
    Rag.BLUE: Tone.INFO,
}
_STATUS = {Status.IN_FORCE: Tone.GOOD, Status.UNDER_REVIEW: Tone.WARNING, Status.CLOSED: Tone.NEUTRAL}


def rag_pill(light: Light) -> Pill:
    """The colour as a word beside its shape; a star says that it was set by hand."""
    return Pill(label(light.rag) + ("*" if light.is_overridden else ""), RAG_TONES[light.rag])


def light_words(light: Light) -> str:
    """Why it has that colour."""
    return _("{reason} (set by hand)").format(reason=light.reason) if light.is_overridden else light.reason


def status_pill(row: AgreementRow) -> Pill:
    """Where the agreement stands, or how it ended."""
    return Pill(label(row.outcome or row.status), _STATUS.get(row.status, Tone.INFO))


def deliverable_pill(row: DeliverableRow) -> Pill:
    """Where the deliverable stands."""
    tone = Tone.GOOD if row.status is DeliverableStatus.ACCEPTED else Tone.INFO
    return Pill(label(row.status), tone if row.is_open or row.accepted_on else Tone.NEUTRAL)


def every_words(every: str) -> str:
    """How often it comes round; nothing for once."""
    return label(Every(every)) if every else ""


def ends_words(expires_on: date | None, today: date) -> str:
    """“Ends in 61 days, on 22 Jan 2027”."""
    if expires_on is None:
        return _("No end agreed")
    days = (expires_on - today).days
    day = format_day(expires_on)
    if days < 0:
        when = ngettext("Ended {count} day ago", "Ended {count} days ago", -days)
    else:
        when = ngettext("Ends in {count} day", "Ends in {count} days", days) if days else _("Ends today")
    return _("{when}, on {day}").format(when=when, day=day)


def quantity_words(row: DeliverableRow) -> str:
    """Planned, actual and the difference with its reason: “Hearings: planned 10, actual 5, variance −5 (flooded)”."""
    if row.planned is None:
        return row.reason
    if row.actual is None:
        said = _("planned {planned}").format(planned=row.planned)
    else:
        said = _("planned {planned}, actual {actual}, variance {variance}").format(
            planned=row.planned, actual=row.actual, variance=signed(row.variance or 0)
        )
    counted = f"{row.unit[:1].upper()}{row.unit[1:]}: {said}" if row.unit else said
    return f"{counted} ({row.reason})" if row.reason else counted


def signed(number: int) -> str:
    """A difference with its sign; a real minus, as print has it."""
    return f"+{number}" if number > 0 else f"\N{MINUS SIGN}{-number}" if number < 0 else "0"


def deliverable_detail(row: DeliverableRow, *, with_why: bool = True) -> str:
    """What stands under the title of a deliverable."""
    why = light_words(row.light) if with_why else ""
    return " · ".join(part for part in (row.sentence, quantity_words(row), why) if part)


def clause_detail(row: ClauseRow) -> str:
    """Who is responsible, how often, and what it came to."""
    came = _("out since version {version}").format(version=(row.until_version or 0) + 1)
    count = ngettext("{count} promise", "{count} promises", len(row.promises)) if row.promises else ""
    parts = (
        row.responsible[:1].upper() + row.responsible[1:],
        every_words(row.every),
        label(row.kind) if row.kind != "obligation" else "",
        _("{count} % done").format(count=row.progress) if row.deliverables else "",
        count,
        "" if row.is_standing else came,
        light_words(row.light),
    )
    return " · ".join(part for part in parts if part)


def now_words(row: IndicatorRow) -> str:
    """The value with its unit and day, or what was counted."""
    if row.value is None or row.value_on is None:
        return row.counted_words or _("No value yet")
    if row.counted_words:
        return _("{value}. {counted}").format(value=value_words(row.value, row.unit), counted=row.counted_words)
    return _("{value}, on {day}").format(value=value_words(row.value, row.unit), day=format_day(row.value_on))
