"""The small forms of a plan and its steps: where it stands, new date, follow-up, evidence, progress."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from PySide6.QtWidgets import QWidget

from crm.operations.plan_templates import save_plan_as_template
from crm.operations.plans import (
    add_step_evidence,
    change_status,
    change_step_status,
    follow_up_step,
    move_step_date,
)
from crm.queries.plans import PlanRow, PlanStepRow
from crm.rules import clock
from crm.rules.plans import Status, StepStatus, label, next_step_statuses, wants_reason
from resources.translations import _
from ui.desk import Desk
from ui.pages.commitments.dialogs import AboutOne, AskedDialog, EvidenceDialog, MoveDateDialog
from ui.pages.commitments.evidence_fields import EVIDENCE_PLACES, EvidenceFields
from ui.pages.commitments.form_dialog import FormDialog, combo, day_field, line, text_box
from ui.pages.plans.looks import change_words
from ui.widgets.cards import label as text_label


class StepDialog(AboutOne[PlanStepRow]):
    """A small form about one step."""

    def called(self) -> str:
        """Its title: nobody's exact words."""
        return self.row.name


class StepMoveDialog(StepDialog, MoveDateDialog[PlanStepRow]):
    """A step is to be done on another day."""

    operation = staticmethod(move_step_date)


class StepFollowUpDialog(StepDialog, AskedDialog[PlanStepRow]):
    """We asked how it stands."""

    operation = staticmethod(follow_up_step)


class StepEvidenceDialog(StepDialog, EvidenceDialog[PlanStepRow]):
    """What shows that it was done."""

    operation = staticmethod(add_step_evidence)


class StepStatusDialog(StepDialog):
    """Where a step stands now; only what may follow is offered."""

    places: ClassVar[Mapping[str, str]] = {
        "note-missing": "note",
        "made-in-future": "on",
        "deferred-without-date": "new",
        "same-date": "new",
        **EVIDENCE_PLACES,
    }

    def __init__(self, parent: QWidget, desk: Desk, row: PlanStepRow, first: StepStatus | None = None) -> None:
        self.first = first or next_step_statuses(row.status)[0]
        super().__init__(parent, desk, row, _("Where it stands"), "plan-step-status", _("Save"))
        self.status.currentIndexChanged.connect(self._show_fields)
        self._show_fields()
        (self.status if first is None else self.new.line if first is StepStatus.DEFERRED else self.note).setFocus()

    def build(self) -> None:
        """Where it stands, since when, why or with what result, and what shows it."""
        self.say_which()
        today = clock.today()
        choices = {one.value: label(one) for one in next_step_statuses(self.row.status)}
        self.status = combo("plan-step-status-choice", choices, self.first.value)
        self.on = day_field("plan-step-status-on", today, today, is_past=True)
        self.new = day_field("plan-step-status-new", today, is_optional=False)
        self.note = text_box("plan-step-status-note", lines=2)
        self.form.side_by_side(("status", _("It is"), self.status), ("on", _("Since"), self.on))
        self.form.row("new", _("New date"), self.new)
        self.form.row("note", _("Note"), self.note)
        self.evidence = EvidenceFields(self.form, "plan-step-status-evidence")

    def chosen(self) -> StepStatus:
        """The status that is shown."""
        return StepStatus(self.status.currentData())

    def _show_fields(self) -> None:
        status = self.chosen()
        hint = _("Why?") if wants_reason(status) or status is StepStatus.DEFERRED else _("A line on it, if any")
        self.note.setPlaceholderText(_("What came of it") if status is StepStatus.DONE else hint)
        self.form.field_row("new").setVisible(status is StepStatus.DEFERRED)
        self.evidence.set_visible(status is StepStatus.DONE)
        self.fit()

    def check(self) -> bool:
        """The days must be understood."""
        if self.chosen() is StepStatus.DEFERRED and not self.check_day("new", self.new):
            return False
        return self.check_day("on", self.on) and self.check_day("seen_on", self.evidence.seen_on, is_needed=False)

    def save(self) -> None:
        """Write it down."""
        status = self.chosen()
        has_evidence = status is StepStatus.DONE and not self.evidence.is_empty
        self.do(
            change_step_status,
            self.row.id,
            status.value,
            self.on.day,
            note=self.note.toPlainText(),
            new_due=self.new.day if status is StepStatus.DEFERRED else None,
            evidence=[self.evidence.draft()] if has_evidence else [],
        )


class AsTemplateDialog(FormDialog):
    """The steps of a plan are kept as a template, with the days they hang on."""

    places: ClassVar[Mapping[str, str]] = {"template-without-name": "name"}

    def __init__(self, parent: QWidget, desk: Desk, row: PlanRow) -> None:
        self.row = row
        super().__init__(parent, desk, _("Save as template"), "plan-as-template", _("Save"))
        self.name.setFocus()
        self.name.selectAll()

    def build(self) -> None:
        """Its name, and what it is for."""
        self.form.add(text_label(self.row.name, name="plan-as-template-plan"))
        self.name = line("plan-as-template-name", self.row.title)
        self.words = text_box("plan-as-template-words", "", _("What it is for"), lines=2)
        self.form.row("name", _("Name"), self.name, _("One of ours with this name is replaced."))
        self.form.row("words", _("Note"), self.words, is_optional=True)

    def save(self) -> None:
        """Keep it."""
        self.do(save_plan_as_template, self.row.id, self.name.text(), self.words.toPlainText())


class PlanStatusDialog(FormDialog):
    """A plan begins, pauses or ends."""

    places: ClassVar[Mapping[str, str]] = {"note-missing": "note", "made-in-future": "on"}

    def __init__(self, parent: QWidget, desk: Desk, row: PlanRow, status: Status) -> None:
        self.row, self.status = row, status
        words = change_words(row.status, status)
        super().__init__(parent, desk, words, "plan-status", words)
        self.note.setFocus()

    def build(self) -> None:
        """When, and why."""
        self.form.add(text_label(self.row.name, name="plan-status-plan"))
        self.form.add(text_label(self.row.sentence, "muted", "plan-status-sentence"))
        self.note = text_box("plan-status-note", lines=2)
        self.on = day_field("plan-status-on", clock.today(), clock.today(), is_past=True)
        self.form.row("on", _("On"), self.on)
        self.form.row("note", _("Note"), self.note, is_optional=self.status is not Status.ABANDONED)

    def check(self) -> bool:
        """The day must be understood."""
        return self.check_day("on", self.on)

    def save(self) -> None:
        """Change it."""
        self.do(change_status, self.row.id, self.status.value, self.on.day, note=self.note.toPlainText())
