"""How an opportunity looks in one word or one line."""

from __future__ import annotations

from crm.queries.opportunities import OpportunityRow
from crm.rules.dates import format_day
from crm.rules.opportunities import Decision, Status, is_short, label
from resources.translations import _
from ui.widgets.status import Status as Pill
from ui.widgets.status import Tone

_TONES = {
    Status.OPEN: Tone.INFO,
    Status.CLOSING_SOON: Tone.WARNING,
    Status.DECIDED: Tone.GOOD,
    Status.MISSED: Tone.BAD,
    Status.OVER: Tone.WARNING,
    Status.RESULT_KNOWN: Tone.GOOD,
    Status.DECLINED: Tone.NEUTRAL,
}


def status_pill(row: OpportunityRow) -> Pill:
    """Where it stands; of a decided one what was decided."""
    return Pill(row.stands, _TONES[row.status])


def notice_pill(row: OpportunityRow) -> Pill | None:
    """That the notice was short; nothing where it was not, or is not known."""
    return Pill(_("Short notice"), Tone.WARNING) if is_short(row.notice) else None


def next_words(row: OpportunityRow) -> str:
    """The day that comes next, and what it is."""
    if row.next_day is None:
        return ""
    what = _("closes") if row.next_day == row.closes_on else _("event")
    return f"{format_day(row.next_day)}, {what}"


def decision_words(decision: Decision) -> str:
    """What the button of a decision says."""
    return label(decision) if decision else _("Take the decision back")
