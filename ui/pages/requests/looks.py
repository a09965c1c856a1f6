"""How a request looks in one word or one line."""

from __future__ import annotations

from crm.queries.requests import RequestRow
from crm.rules.requests import Outcome
from ui.pages.commitments.looks import lateness_pill_of
from ui.widgets.status import Status as Pill
from ui.widgets.status import Tone

_OUTCOMES = {Outcome.GIVEN: Tone.GOOD, Outcome.GIVEN_IN_PART: Tone.GOOD, Outcome.REFUSED: Tone.BAD}


def status_pill(row: RequestRow) -> Pill:
    """Where it stands, or how it was answered."""
    return Pill(row.stands, _OUTCOMES.get(row.outcome, Tone.NEUTRAL) if row.outcome else Tone.INFO)


def lateness_pill(row: RequestRow) -> Pill:
    """What the calendar says."""
    return lateness_pill_of(row.lateness)
