"""What can be done with a plan and with the step the keyboard is on: the actions, their keys, and their forms."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QWidget

from crm.operations.plans import reorder_steps
from crm.operations.records import remove
from crm.queries.plans import PlanStepRow, get_plan_step_rows
from crm.rules.plans import Status, StepStatus, next_step_statuses
from resources.translations import _
from resources.translations import mark as N_  # noqa: N812 (gettext's own name)
from ui.background.asker import Asker
from ui.desk import Desk
from ui.icons import Icon
from ui.pages.commitments.form_dialog import FormDialog
from ui.pages.parts.record_actions import Kind, RecordActions
from ui.pages.plans.dialogs import (
    PlanStatusDialog,
    StepEvidenceDialog,
    StepFollowUpDialog,
    StepMoveDialog,
    StepStatusDialog,
)
from ui.pages.plans.editor import PlanEditor, PlanForm, StepEditor, StepForm, read_plan_form, read_step_form
from ui.pages.plans.facts import PlanWhole
from ui.widgets.dialogs import ask_to_remove

PLAN, STEP = "plan", "step"
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
        elif self._whole is not None and name in ("edit", "add-step"):
            self._start_plan(name, self._whole.page.row.id)
        elif self._step is not None:
            self._start_step(name, self._step)

    def _start_plan(self, name: str, plan_id: int) -> None:
        if name == "edit":
            self._plan_forms.ask(read_plan_form, plan_id)
        else:
            self._step_forms.ask(read_step_form, plan_id)

    def _start_step(self, name: str, row: PlanStepRow) -> None:
        if name in _STATUSES:
            self.show_form(StepStatusDialog(self._page, self._desk, row, _STATUSES[name]))
        elif name in _FORMS:
            self.show_form(_FORMS[name](self._page, self._desk, row))
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
                self.show_form(StepStatusDialog(self._page, self._desk, row, first))
            else:
                self.show_form(_FORMS.get(self._wanted, StepStatusDialog)(self._page, self._desk, row))

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
        self.show_form(form)

    def _open_step(self, facts: StepForm) -> None:
        self.show_form(StepEditor(self._page, self._desk, facts))
