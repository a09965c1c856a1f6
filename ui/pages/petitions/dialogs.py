"""The small forms of a petition: step, new date, follow-up, evidence, progress, telling the petitioner."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from PySide6.QtWidgets import QCheckBox, QWidget

from crm.operations.petitions import (
    add_evidence,
    change_status,
    follow_up,
    move_date,
    note_progress,
    tell_petitioner,
)
from crm.queries.clocks import limit_begun, longer_than_allowed
from crm.queries.petitions import PetitionRow
from crm.rules import clock
from crm.rules.clocks import ENDS
from crm.rules.escalation import Noun
from crm.rules.letters import OF_RUNGS, Way
from crm.rules.petitions import Status, endings, is_with_them, label, next_steps
from resources.translations import _
from ui.background.asker import Asker
from ui.desk import Desk
from ui.pages.commitments.dialogs import AboutOne, EvidenceDialog, MoveDateDialog
from ui.pages.commitments.evidence_fields import EVIDENCE_PLACES, EvidenceFields
from ui.pages.commitments.follow_up import FollowUpDialog
from ui.pages.commitments.form_dialog import combo, day_field, line, text_box
from ui.pages.parts.finding import find_body_choices
from ui.pages.petitions.looks import note_hint, step_words
from ui.widgets.banner import Banner
from ui.widgets.cards import label as text_label
from ui.widgets.choices import Choice
from ui.widgets.record_picker import RecordPicker
from ui.widgets.status import Tone

WITH_EVIDENCE = (
    Status.SUBMITTED,
    Status.ACKNOWLEDGED,
    Status.RECEIPT_CONFIRMED,
    Status.RESPONSE_RECEIVED,
    Status.HEARING,
    Status.VISIT_HELD,
    Status.PRESENTED,
    Status.OUTCOME_KNOWN,
)
"""Steps of which there is usually a paper or a photo."""
WITH_NUMBER = (Status.ACKNOWLEDGED, Status.RECEIPT_CONFIRMED, Status.REGISTERED)


class PetitionDialog(AboutOne[PetitionRow]):
    """A small form about one petition."""

    def called(self) -> str:
        """Its title: nobody's exact words."""
        return self.row.name


class PetitionMoveDialog(PetitionDialog, MoveDateDialog[PetitionRow]):
    """An answer is due on another day."""

    operation = staticmethod(move_date)

    def __init__(self, parent: QWidget, desk: Desk, row: PetitionRow) -> None:
        super().__init__(parent, desk, row)
        self._asker = Asker(self, desk.service, self._say_longer)
        self.new.changed.connect(self._ask_longer)

    def build(self) -> None:
        """With what the law allows, where the day goes beyond it."""
        super().build()
        self.longer = Banner("", Tone.WARNING, name="move-date-longer")
        self.longer.hide()
        self.form.add(self.longer)

    def _ask_longer(self) -> None:
        if self.new.day is None:
            self._say_longer("")
        else:
            self._asker.ask(longer_than_allowed, self.row.id, self.new.day)

    def _say_longer(self, words: str) -> None:
        self.longer.set_text(words)
        self.fit()


class PetitionFollowUpDialog(PetitionDialog, FollowUpDialog[PetitionRow]):
    """We ask how it stands: by letter at the next rung of the ladder, unless another way is chosen."""

    operation = staticmethod(follow_up)
    noun = Noun.PETITIONS
    templates = OF_RUNGS
    way_key = "follow_up_way_of_petitions"
    first_way = Way.LETTER
    takes_next_rung = True


class PetitionEvidenceDialog(PetitionDialog, EvidenceDialog[PetitionRow]):
    """What shows where it stands, such as a photo of the stamped receipt."""

    operation = staticmethod(add_evidence)

    def build(self) -> None:
        """And whether it proves receipt."""
        super().build()
        self.receipt = QCheckBox(_("The file is the proof of &receipt"))
        self.receipt.setObjectName("evidence-receipt")
        self.form.add(self.receipt)

    def save(self) -> None:
        """Keep it."""
        self.do(self.operation, self.row.id, self.evidence.draft(), is_receipt=self.receipt.isChecked())


class PetitionStepDialog(PetitionDialog):
    """A step of the life-cycle; only those that may follow are offered. Closing asks how it ended."""

    places: ClassVar[Mapping[str, str]] = {
        "note-missing": "note",
        "not-all-met": "note",
        "made-in-future": "on",
        "acknowledged-before-submitted": "on",
        "outcome-missing": "outcome",
        "no-such-ending": "outcome",
        **EVIDENCE_PLACES,
    }

    def __init__(self, parent: QWidget, desk: Desk, row: PetitionRow, first: Status | None = None) -> None:
        self.first = first or next_steps(row.kind, row.status)[0]
        super().__init__(parent, desk, row, _("Next step"), "petition-step", _("Save step"))
        self._limits = Asker(self, desk.service, self._say_limit)
        self.step.currentIndexChanged.connect(self._show_fields)
        self.on.changed.connect(self._ask_limit)
        self._say_limit("")
        self._show_fields()
        (self.step if first is None else self.outcome if first is Status.CLOSED else self.note).setFocus()

    def build(self) -> None:
        """Which step, when, what came with it, and what shows it."""
        self.say_which()
        row = self.row
        choices = {step.value: step_words(row, step) for step in next_steps(row.kind, row.status)}
        self.step = combo("petition-step-status", choices, self.first.value)
        self.on = day_field("petition-step-on", clock.today(), clock.today(), is_past=True)
        outcomes = {"": _("Choose how it ended")} | {one.value: label(one) for one in endings(row.kind, row.status)}
        self.outcome = combo("petition-step-outcome", outcomes)
        self.number = line("petition-step-number", row.their_number, "PET 12/2026")
        self.committee = RecordPicker(
            self.desk.service, find_body_choices, "petition-step-committee", _("Which committee?")
        )
        if row.committee_id:
            self.committee.set_choice(Choice(row.committee_id, row.committee))
        self.note = text_box("petition-step-note", lines=2)
        self.form.side_by_side(("step", _("Step"), self.step), ("on", _("On"), self.on))
        self.form.row("outcome", _("How did it end?"), self.outcome)
        self.form.row("number", _("Their number"), self.number, is_optional=True)
        self.form.row("committee", _("Committee"), self.committee, is_optional=True)
        self.form.row("note", _("Note"), self.note, is_optional=True)
        self.source = line("petition-step-source", "", _("A letter, the order paper, a call"))
        self.form.row("source", _("Known from"), self.source, is_optional=True)
        self.limit = text_label("", "muted", "petition-step-limit")
        self.review = day_field("petition-step-review", clock.today(), row.review_on)
        self.form.add(self.limit)
        self.form.row("review", _("Look again on"), self.review, is_optional=True)
        self.evidence = EvidenceFields(self.form, "petition-step-evidence")

    def chosen(self) -> Status:
        """The step that is shown."""
        return Status(self.step.currentData())

    def _show_fields(self) -> None:
        step = self.chosen()
        self.note.setPlaceholderText(note_hint(step))
        self.form.field_row("outcome").setVisible(step is Status.CLOSED)
        self.form.field_row("number").setVisible(step in WITH_NUMBER)
        self.form.field_row("committee").setVisible(step is Status.REFERRED)
        self.evidence.set_visible(step in WITH_EVIDENCE)
        self._ask_limit()
        self.fit()

    def _ask_limit(self) -> None:
        if self.on.day is not None:
            self._limits.ask(limit_begun, self.row.id, self.chosen(), self.on.day)

    def _say_limit(self, limit: str) -> None:
        """How long they have after this step; without a known limit, a day of ours."""
        waits = is_with_them(self.chosen()) and self.chosen() not in ENDS
        unknown = _("No legal limit known for this step: check for your legislature, or set a day to look again.")
        self.limit.setText(limit or unknown)
        self.limit.setVisible(waits)
        self.form.field_row("review").setVisible(waits and not limit)
        self.fit()

    def check(self) -> bool:
        """The days must be understood."""
        days = (("review", self.review), ("seen_on", self.evidence.seen_on))
        return self.check_day("on", self.on) and all(self.check_day(*day, is_needed=False) for day in days)

    def save(self) -> None:
        """Take the step."""
        step = self.chosen()
        has_evidence = step in WITH_EVIDENCE and not self.evidence.is_empty
        self.do(
            change_status,
            self.row.id,
            step.value,
            self.on.day,
            note=self.note.toPlainText(),
            source=self.source.text(),
            outcome=str(self.outcome.currentData()) if step is Status.CLOSED else "",
            their_number=self.number.text() if step in WITH_NUMBER else "",
            review_on=None if self.form.field_row("review").isHidden() else self.review.day,
            committee_id=self.committee.record_id or None if step is Status.REFERRED else None,
            evidence=[self.evidence.draft()] if has_evidence else [],
        )


class PetitionProgressDialog(PetitionDialog):
    """Something happened that is no step of the life-cycle."""

    places: ClassVar[Mapping[str, str]] = {"note-missing": "note", "made-in-future": "on"}

    def __init__(self, parent: QWidget, desk: Desk, row: PetitionRow) -> None:
        super().__init__(parent, desk, row, _("Progress"), "petition-progress", _("Save progress"))
        self.note.setFocus()

    def build(self) -> None:
        """What, and when."""
        self.say_which()
        self.note = text_box("petition-progress-note", placeholder=_("What moved"), lines=2)
        self.on = day_field("petition-progress-on", clock.today(), clock.today(), is_past=True)
        self.form.row("note", _("Note"), self.note)
        self.form.row("on", _("On"), self.on)

    def check(self) -> bool:
        """The day must be understood."""
        return self.check_day("on", self.on)

    def save(self) -> None:
        """Write it down."""
        self.do(note_progress, self.row.id, self.on.day, self.note.toPlainText())


class ToldDialog(PetitionDialog):
    """The petitioner was told what became of it."""

    places: ClassVar[Mapping[str, str]] = {"made-in-future": "on"}

    def __init__(self, parent: QWidget, desk: Desk, row: PetitionRow) -> None:
        super().__init__(parent, desk, row, _("Petitioner told"), "petition-told", _("Save"))
        self.note.setFocus()

    def build(self) -> None:
        """When, and how."""
        self.say_which()
        self.note = text_box("petition-told-note", placeholder=_("How, and what they said"), lines=2)
        self.on = day_field("petition-told-on", clock.today(), clock.today(), is_past=True)
        self.form.row("on", _("Told on"), self.on)
        self.form.row("note", _("Note"), self.note, is_optional=True)

    def check(self) -> bool:
        """The day must be understood."""
        return self.check_day("on", self.on)

    def save(self) -> None:
        """Write it down."""
        self.do(tell_petitioner, self.row.id, self.on.day, self.note.toPlainText())
