"""How an issue looks in one word or one line."""

from __future__ import annotations

from crm.queries.issues import IssueRow
from crm.rules.issues import Family, State, Status, is_step_back, label
from resources.translations import _
from ui.pages.parts.record_view import back_words
from ui.widgets.status import Status as Pill
from ui.widgets.status import Tone

_FAMILIES = {Family.OPEN: Tone.INFO, Family.FIXED: Tone.GOOD, Family.CLOSED: Tone.NEUTRAL}
_STATES = {State.WORSE: Tone.BAD, State.SAME: Tone.WARNING, State.BETTER: Tone.INFO, State.FIXED: Tone.GOOD}


def status_pill(row: IssueRow) -> Pill:
    """Where it stands."""
    return Pill(row.stands, Tone.WARNING if row.wants_route else _FAMILIES[row.family])


def state_pill(state: State) -> Pill:
    """What a visit found."""
    return Pill(label(state), _STATES[state])


def seen_pill(row: IssueRow) -> Pill:
    """When somebody last went to look, or that nobody did for a month."""
    if row.is_not_seen:
        return Pill(_("Go and look"), Tone.WARNING)
    return state_pill(row.last_state) if row.last_state else Pill(_("Not seen yet"))


def step_words(status: Status, step: Status) -> str:
    """What the button of a step says."""
    return back_words(label(step)) if is_step_back(status, step) else label(step)


def note_hint(step: Status) -> str:
    """What belongs in the note of a step."""
    return {
        Status.ACTION_PLANNED: _("What they mean to do, and by when"),
        Status.FIXED: _("How you know, where no visit or photo shows it"),
        Status.NO_ACTION: _("Why nothing more is done"),
        Status.NOT_THEIRS: _("Who said so, and whom they named instead"),
        Status.REFERRED: _("To whom"),
    }.get(step, _("What happened"))
