"""How a plan and its steps look in one word or one line."""

from __future__ import annotations

from crm.queries.plans import PlanRow, PlanStepRow
from crm.rules.commitments import Lateness
from crm.rules.plans import Status, StepStatus, is_open, label
from resources.translations import _
from ui.pages.commitments.looks import lateness_pill_of
from ui.pages.parts.record_view import back_words
from ui.widgets.status import Status as Pill
from ui.widgets.status import Tone

_STATUS = {
    Status.ACTIVE: Tone.INFO,
    Status.PAUSED: Tone.WARNING,
    Status.ACHIEVED: Tone.GOOD,
    Status.ABANDONED: Tone.BAD,
}
_STEP = {
    StepStatus.READY: Tone.INFO,
    StepStatus.IN_PROGRESS: Tone.INFO,
    StepStatus.WAITING: Tone.WARNING,
    StepStatus.BLOCKED: Tone.BAD,
    StepStatus.DONE: Tone.GOOD,
}


def status_pill(row: PlanRow) -> Pill:
    """Where the plan stands."""
    return Pill(label(row.status), _STATUS.get(row.status, Tone.NEUTRAL))


def step_pill(row: PlanStepRow) -> Pill:
    """Where the step stands."""
    return Pill(label(row.status), _STEP.get(row.status, Tone.NEUTRAL))


def lateness_pill(row: PlanStepRow) -> Pill | None:
    """What the calendar says of an open step; nothing of one that is done with or has its time before it."""
    if not row.is_open or row.lateness in (Lateness.NO_DATE, Lateness.NOT_DUE):
        return None
    return lateness_pill_of(row.lateness)


def change_words(status: Status, step: Status) -> str:
    """What the button that changes the plan says."""
    if not is_open(status):
        return _("Open again: {stage}").format(stage=label(step).lower())
    return back_words(label(step)) if step is Status.DRAFT else label(step)
