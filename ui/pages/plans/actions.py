"""What can be done with a plan and with the step the keyboard is on: the actions, their keys, and their forms."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QWidget

from crm.operations.plans import reorder_steps
from crm.operations.records import remove
from crm.queries.plan_dates import Dependants, get_dependants
from crm.queries.plans import PlanStepRow, get_plan_step_rows
from crm.rules.plans import Status, StepStatus, next_step_statuses
from resources.translations import _
from resources.translations import mark as N_  # noqa: N812 (gettext's own name)
from ui.background.asker import Asker
from ui.desk import Desk
from ui.icons import Icon
from ui.pages.commitments.form_dialog import FormDialog
from ui.pages.outcomes.editor import OutcomeEditor, OutcomeForm, read_outcome_form
from ui.pages.parts.record_actions import Kind, RecordActions
from ui.pages.plans.dependants import DependantsDialog
from ui.pages.plans.dialogs import (
    AsTemplateDialog,
    PlanStatusDialog,
    StepEvidenceDialog,
    StepFollowUpDialog,
    StepMoveDialog,
    StepStatusDialog,
)
from ui.pages.plans.editor import PlanEditor, PlanForm, read_plan_form
from ui.pages.plans.facts import PlanWhole
from ui.pages.plans.step_editor import StepEditor, StepForm, read_step_form
from ui.widgets.dialogs import ask_to_remove

PLAN, STEP = "plan", "step"
_OF_THE_PLAN = ("edit", "add-step", "outcome", "work-out", "as-template")
_STATUSES = {
    "done": StepStatus.DONE,
    "in-progress": StepStatus.IN_PROGRESS,
    "waiting": StepStatus.WAITING,
    "blocked": StepStatus.BLOCKED,
    "later": StepStatus.DEFERRED,
    "skip": StepStatus.SKIPPED,
}
KINDS = (
    Kind("new", N_("Add plan"), Icon.PLUS),
    Kind("work-out", N_("Work out dates"), Icon.CALENDAR_CHECK, "T", "", PLAN),
    Kind("outcome", N_("Add outcome"), Icon.CHECK_CIRCLE, "O", "", PLAN, is_for_open=False),
    Kind("as-template", N_("Save as template"), Icon.ARTICLE, "", "", PLAN, is_for_open=False),
    Kind("add-step", N_("Add step"), Icon.PLUS, "A", "Ctrl+Shift+A", PLAN),
    Kind("edit", N_("Edit plan"), Icon.PENCIL_SIMPLE, "E", "Ctrl+E", PLAN, is_for_open=False),
    Kind("done", N_("Done"), Icon.CHECK_CIRCLE, "D", "Ctrl+Shift+D", STEP),
    Kind("in-progress", N_("In progress"), Icon.ARROW_RIGHT, "I", "", STEP, is_for_open=False),
    Kind("waiting", N_("Waiting"), Icon.CLOCK, "W", "", STEP),
    Kind("blocked", N_("Blocked"), Icon.PROHIBIT, "B", "", STEP),
    Kind("later", N_("Defer"), Icon.CALENDAR_X, "L", "", STEP),
    Kind("skip", N_("Skip"), Icon.X, "K", "", STEP),
    Kind("status", N_("Where it stands"), Icon.SWAP, "S", "Ctrl+Shift+J", STEP, is_for_open=False),
    Kind("move-date", N_("Move date"), Icon.CALENDAR_PLUS, "M", "Ctrl+Shift+M", STEP),
    Kind("follow-up", N_("Follow up"), Icon.PAPER_PLANE_TILT, "F", "Ctrl+Shift+F", STEP),
    Kind("evidence", N_("Add evidence"), Icon.PAPERCLIP, "V", "Ctrl+Shift+V", STEP, is_for_open=False),
    Kind("edit-step", N_("Edit step"), Icon.NOTE_PENCIL, "", "Return", STEP, is_for_open=False),
    Kind("up", N_("Move step up"), Icon.ARROW_UP, "", "Alt+Up", STEP, is_for_open=False),
    Kind("down", N_("Move step down"), Icon.ARROW_DOWN, "", "Alt+Down", STEP, is_for_open=False),
    Kind("remove-step", N_("Remove step"), Icon.TRASH, "", "Ctrl+Delete", STEP, is_for_open=False),
)
_FORMS: dict[str, Callable[[QWidget, Desk, PlanStepRow], FormDialog]] = {
    "status": StepStatusDialog,
    "move-date": StepMoveDialog,
    "follow-up": StepFollowUpDialog,
    "evidence": StepEvidenceDialog,
}


class PlanActions(RecordActions):
    """Belongs to a page; `show_whole` and `show_step` tell what the keys are about."""

    def __init__(self, page: QWidget, desk: Desk) -> None:
        super().__init__(page, desk, "plan", KINDS)
        self.all["edit-step"].setShortcuts([])  # Enter in the table; elsewhere Enter presses buttons
        self._whole: PlanWhole | None = None
        self._step: PlanStepRow | None = None
        self._wanted = ""
        self._plan_forms = Asker(self, desk.service, self._open_plan)
        self._step_forms = Asker(self, desk.service, self._open_step)
        self._rows = Asker(self, desk.service, self._open_wanted)
        self._dependants = Asker(self, desk.service, self._offer_to_move)
        self._outcome_forms = Asker(self, desk.service, self._open_outcome)
        self._is_asked_for = False

    # What it is about

    def show_whole(self, whole: PlanWhole | None) -> None:
        """Only offer what fits the plan."""
        self._whole = whole
        is_open = whole is not None and whole.page.row.is_open
        for kind in KINDS:
            if kind.parts == PLAN:
                self.all[kind.name].setEnabled(whole is not None and (is_open or not kind.is_for_open))
        self.show_step(None)

    def show_step(self, row: PlanStepRow | None) -> None:
        """Only offer what fits the step the keyboard is on."""
        self._step = row
        legal = next_step_statuses(row.status) if row else ()
        for kind in KINDS:
            if kind.parts == STEP:
                fits = row is not None and (row.is_open or not kind.is_for_open)
                wanted = _STATUSES.get(kind.name)
                self.all[kind.name].setEnabled(fits and (wanted is None or wanted in legal))

    # Starting

    def start(self, name: str) -> None:
        """Open the form of this name, or do it."""
        if name == "new":
            self.new()
        elif self._whole is not None and name in _OF_THE_PLAN:
            self._start_plan(name, self._whole.page.row.id)
        elif self._step is not None:
            self._start_step(name, self._step)

    def _start_plan(self, name: str, plan_id: int) -> None:
        if name == "edit":
            self._plan_forms.ask(read_plan_form, plan_id)
        elif name == "add-step":
            self._step_forms.ask(read_step_form, plan_id)
        elif name == "outcome":
            self._outcome_forms.ask(read_outcome_form, None, plan_id)
        elif name == "work-out":
            self._is_asked_for = True
            self._dependants.ask(get_dependants, plan_id)
        elif self._whole is not None:
            self.show_form(AsTemplateDialog(self._page, self._desk, self._whole.page.row))

    def _start_step(self, name: str, row: PlanStepRow) -> None:
        if name in _STATUSES:
            self._show_step_form(StepStatusDialog(self._page, self._desk, row, _STATUSES[name]), row)
        elif name in _FORMS:
            self._show_step_form(_FORMS[name](self._page, self._desk, row), row)
        elif name == "edit-step":
            self._step_forms.ask(read_step_form, row.plan_id, row.id)
        elif name == "remove-step":
            self._ask_remove(row)
        else:
            self._move(row, -1 if name == "up" else 1)

    def start_for(self, name: str, step_id: int) -> None:
        """Open the form of this name for a step that is not shown here."""
        self._wanted = name
        self._rows.ask(get_plan_step_rows, [step_id])

    def _open_wanted(self, rows: list[PlanStepRow]) -> None:
        for row in rows:
            first = _STATUSES.get(self._wanted)
            if first is not None and first in next_step_statuses(row.status):
                self._show_step_form(StepStatusDialog(self._page, self._desk, row, first), row)
            else:
                self._show_step_form(_FORMS.get(self._wanted, StepStatusDialog)(self._page, self._desk, row), row)

    def new(self, about_id: int | None = None) -> None:
        """Open the form of a new plan, of this body where one is given."""
        self._plan_forms.ask(read_plan_form, None, about_id)

    def step(self, status: str) -> None:
        """Open the form in which the plan begins, pauses or ends."""
        if self._whole is not None:
            self.show_form(PlanStatusDialog(self._page, self._desk, self._whole.page.row, Status(status)))

    def _move(self, row: PlanStepRow, by: int) -> None:
        if self._whole is None:
            return
        order = [step.id for step in self._whole.page.steps]
        at = order.index(row.id)
        if 0 <= at + by < len(order):
            order[at], order[at + by] = order[at + by], order[at]
            self._desk.service.do(reorder_steps, row.plan_id, order)

    def _ask_remove(self, row: PlanStepRow) -> None:
        explained = _("What was done in it goes too. This can be undone.")
        go = partial(self._desk.service.do, remove, row.id)
        ask_to_remove(self._page, row.title, explained, go, "plan-step-remove")

    # The forms

    def _open_plan(self, facts: PlanForm) -> None:
        form = PlanEditor(self._page, self._desk, facts)
        if facts.draft.id is None:
            form.saved.connect(self.tell_made)
        else:
            form.saved.connect(partial(self._look_behind_plan, form, facts.draft.id))
        self.show_form(form)

    def _look_behind_plan(self, form: PlanEditor, plan_id: int, _done: object) -> None:
        if form.moved_days():
            self._look_behind(plan_id, None)

    def _open_step(self, facts: StepForm) -> None:
        form = StepEditor(self._page, self._desk, facts)
        if facts.draft.id is not None:
            form.saved.connect(partial(self._look_behind, facts.draft.plan_id, facts.draft.id))
        self.show_form(form)

    def _open_outcome(self, facts: OutcomeForm) -> None:
        self.show_form(OutcomeEditor(self._page, self._desk, facts))

    # What hangs on a step that slipped

    def _show_step_form(self, form: FormDialog, row: PlanStepRow) -> None:
        if isinstance(form, (StepStatusDialog, StepMoveDialog)):
            form.saved.connect(partial(self._look_behind, row.plan_id, row.id))
        self.show_form(form)

    def _look_behind(self, plan_id: int, step_id: int | None, _done: object = None) -> None:
        self._is_asked_for = False
        self._dependants.ask(get_dependants, plan_id, step_id)

    def _offer_to_move(self, dependants: Dependants) -> None:
        """What would move along is shown; nothing moves by itself."""
        if dependants.shifts():
            self.show_form(DependantsDialog(self._page, self._desk, dependants))
        elif self._is_asked_for:
            self._desk.navigator.say(_("Every date is as what it hangs on gives it."))
