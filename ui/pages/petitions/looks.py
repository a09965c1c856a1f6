"""How a petition looks in one word or one line."""

from __future__ import annotations

from crm.queries.petitions import PetitionRow
from crm.rules.petitions import Outcome, Status, is_step_back, label
from resources.translations import _
from ui.pages.commitments.looks import lateness_pill_of
from ui.pages.parts.record_view import back_words
from ui.widgets.status import Status as Pill
from ui.widgets.status import Tone

_OUTCOMES = {
    Outcome.GRANTED: Tone.GOOD,
    Outcome.PARTLY_GRANTED: Tone.WARNING,
    Outcome.NOT_GRANTED: Tone.BAD,
    Outcome.NO_RESPONSE: Tone.BAD,
    Outcome.TAKEN_UP: Tone.GOOD,
    Outcome.PARTLY_TAKEN_UP: Tone.WARNING,
    Outcome.NOT_TAKEN_UP: Tone.BAD,
    Outcome.NO_FEEDBACK: Tone.BAD,
    Outcome.MISSED_DEADLINE: Tone.BAD,
    Outcome.NOT_ADMISSIBLE: Tone.BAD,
}


def status_pill(row: PetitionRow) -> Pill:
    """Where it stands, or how it ended."""
    tone = _OUTCOMES.get(row.outcome, Tone.NEUTRAL) if row.outcome else Tone.INFO
    return Pill(row.stands, tone)


def lateness_pill(row: PetitionRow) -> Pill:
    """What the calendar says; of an ended one whether the petitioner is still to be told."""
    return Pill(_("To tell"), Tone.WARNING) if row.is_to_tell else lateness_pill_of(row.lateness)


def step_words(row: PetitionRow, step: Status) -> str:
    """What the button of a step says."""
    if row.status is Status.CLOSED:
        return _("Open again: {stage}").format(stage=label(step).lower())
    if step is Status.CLOSED:
        return _("Close")
    return back_words(label(step)) if is_step_back(row.kind, row.status, step) else label(step)


def note_hint(step: Status) -> str:
    """What belongs in the note of a step."""
    return {
        Status.APPROVED: _("Who approved it, and when they met"),
        Status.READY: _("Who checked it, against which form"),
        Status.SUBMITTED: _("How it was handed in, and to whom"),
        Status.ACKNOWLEDGED: _("The letter or e-mail that says so"),
        Status.REGISTERED: _("Where the number is written"),
        Status.RECEIPT_CONFIRMED: _("The letter or e-mail that says so"),
        Status.DECLINED: _("What they gave as the reason"),
        Status.RETURNED: _("What they found wanting"),
        Status.REFERRED: _("The letter that says so"),
        Status.RESPONSE_RECEIVED: _("What they answered"),
        Status.VISIT_HELD: _("What they saw, and whom they heard"),
        Status.OUTCOME_KNOWN: _("What became of what was asked"),
        Status.CLOSED: _("How it ended, and where that is written"),
    }.get(step, _("Where this is written, or who said so"))
