"""The form of a commitment: five fields and the day it was made; the rest under More."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import ClassVar

from PySide6.QtWidgets import QWidget

from crm.operations.commitments import CommitmentDraft, save_commitment
from crm.rules import clock
from crm.rules.capture import Captured
from crm.rules.errors import Problem
from resources.translations import _
from ui.background.asker import Asker
from ui.desk import Desk
from ui.icons import Icon, icon
from ui.pages.commitments.capture import CaptureLine, best_match
from ui.pages.commitments.editor_more import MoreFields
from ui.pages.commitments.form_dialog import FormDialog, combo, day_field, text_box
from ui.pages.commitments.form_facts import FormFacts, party_choices, read_party
from ui.pages.parts.day_note import DayNote
from ui.widgets.buttons import quiet
from ui.widgets.choices import Choice
from ui.widgets.record_picker import RecordPicker

WIDTH = 680


class CommitmentEditor(FormDialog):
    """Write down a promise, or correct one; `saved` carries (id, reference) in its Done."""

    places: ClassVar[Mapping[str, str]] = {
        "commitment-without-words": "words",
        "made-in-future": "made_on",
        "due-before-made": "due",
        "date-has-moved": "due",
    }

    def __init__(self, parent: QWidget, desk: Desk, facts: FormFacts) -> None:
        self.facts = facts
        self._kept_words = facts.draft.due_words  # words that are no date, said to be meant so
        self._is_leaving = False
        self._asker = Asker(parent, desk.service, self._take_parties)
        title = _("Edit commitment") if facts.draft.id else _("New commitment")
        super().__init__(parent, desk, title, "commitment-editor", _("Save"), WIDTH)
        self._asker.setParent(self)
        self._fill(facts.draft)
        self._connect()
        self._at_first = self.draft()
        (self.who if facts.draft.id else self.capture).setFocus()

    def build(self) -> None:
        """The quick line, the five fields, and More."""
        draft = self.facts.draft
        self.capture = CaptureLine("commitment-capture", self._made_on)
        self.who = RecordPicker(self.desk.service, party_choices, "commitment-who", allows_free_text=True)
        self.owed_to = RecordPicker(
            self.desk.service,
            party_choices,
            "commitment-owed-to",
            _("Us, unless you name somebody"),
            allows_free_text=True,
        )
        self.words = text_box("commitment-words", draft.words, _("As they were said"), lines=3)
        self.due = day_field("commitment-due", draft.made_on)
        self.due.line.setPlaceholderText(_("30 June, in 2 weeks"))
        self.made_on = day_field("commitment-made-on", clock.today(), draft.made_on, is_optional=False, is_past=True)
        owners: dict[int, str] = {0: _("Nobody yet")} | {user.id: user.name for user in self.facts.users}
        self.owner = combo("commitment-owner", owners, draft.owner_id or 0)
        if draft.id is None:
            self.form.row("capture", _("Quick line"), self.capture)
        self.form.side_by_side(("who", _("Who promised"), self.who), ("owed_to", _("To whom"), self.owed_to))
        self.form.row("words", _("Exact words"), self.words)
        self.form.side_by_side(
            ("due", _("By when"), self.due),
            ("owner", _("Our owner"), self.owner),
            ("made_on", _("Promised on"), self.made_on),
        )
        self.day_note = DayNote(self.desk, "commitment-day-note", self.due, self.who)
        self.day_note.changed.connect(self.fit)
        self.form.add(self.day_note)
        self._toggle = quiet(_("More"), "commitment-more", Icon.CARET_RIGHT)
        self._toggle.setCheckable(True)
        self._toggle.setStyleSheet("text-align: left; padding-left: 2px;")
        self.more = MoreFields(self.desk, self.facts)
        self.form.add(self._toggle)
        self.form.add(self.more)
        self.more.hide()

    def _fill(self, draft: CommitmentDraft) -> None:
        self.who.set_choice(self.facts.choice(draft.bound_id, draft.bound_name))
        self.owed_to.set_choice(self.facts.choice(draft.owed_to_id, draft.owed_to_name))
        if draft.due_on:
            self.due.set_day(draft.due_on)
        else:
            self.due.set_text(draft.due_words)
        self.day_note.look()

    def _connect(self) -> None:
        self.capture.captured.connect(self._take_captured)
        self.capture.refused.connect(self._show_capture_problem)
        self.who.chosen.connect(self._take_who)
        self.who.cleared.connect(self._forget_office)
        self.made_on.changed.connect(self._count_from)
        self._toggle.toggled.connect(self._show_more)

    # The quick line

    def _take_captured(self, captured: Captured) -> None:
        self.form.field_row("capture").set_error("")
        self.words.setPlainText(captured.what)
        if captured.due_on:
            self.due.set_day(captured.due_on)
        else:
            self.due.set_text(captured.due_words)
            self._kept_words = captured.due_words
        if captured.who:
            self.who.set_choice(Choice(0, captured.who))
            self._asker.ask(party_choices, captured.who)
        (self._save if captured.who and captured.due_on else self.due if captured.who else self.who).setFocus()

    def _take_parties(self, found: list[Choice]) -> None:
        sure = best_match(self.who.text(), found)
        if sure is not None:
            self.who.set_choice(sure)
            self.day_note.look()
            self._take_who(sure)

    def _show_capture_problem(self, problem: Problem) -> None:
        self.form.show_problem(problem, "capture")

    # What follows from what

    def _made_on(self) -> date:
        return self.made_on.day or clock.today()

    def _count_from(self) -> None:
        """Words such as “in 2 weeks” run from the day it was promised, and the office is that of the day."""
        self.due.set_today(self._made_on())
        if self.who.record_id and self.made_on.day:
            self._take_who(Choice(self.who.record_id, self.who.text()))

    def _take_who(self, choice: Choice) -> None:
        self.more.bound_id = choice.id
        facts = self.desk.service.ask_now(read_party, choice.id, self._made_on())
        self.more.take_maker(choice if facts.is_person else None, facts.office)

    def _forget_office(self) -> None:
        self.more.bound_id = 0
        self.more.take_maker(None, "")

    def _show_more(self, is_open: bool) -> None:
        self.more.setVisible(is_open)
        self.more.ask_deliverables()
        self._toggle.setText(_("Less") if is_open else _("More"))
        self._toggle.setIcon(icon(Icon.CARET_DOWN if is_open else Icon.CARET_RIGHT, "accent"))
        self.fit()

    # Saving

    def check(self) -> bool:
        """A date that is not understood is asked about once, then kept in words."""
        if not self.check_day("made_on", self.made_on):
            return False
        if self.due.error() and self.due.text().strip() != self._kept_words:
            self._kept_words = self.due.text().strip()
            self.form.show_error("due", _("Not a date. Correct it, or save again to keep it in words."))
            self.show_place("due")
            return False
        wrong = self.more.check()
        if wrong:
            self._toggle.setChecked(True)
        return not wrong

    def draft(self) -> CommitmentDraft:
        """What is written."""
        return self.more.read(
            replace(
                self.facts.draft,
                words=self.words.toPlainText(),
                made_on=self._made_on(),
                bound_id=self.who.record_id or None,
                bound_name="" if self.who.record_id else self.who.text().strip(),
                owed_to_id=self.owed_to.record_id or None,
                owed_to_name="" if self.owed_to.record_id else self.owed_to.text().strip(),
                owner_id=self.owner.currentData() or None,
                due_on=self.due.day,
                due_words="" if self.due.day else self.due.text().strip(),
            )
        )

    def save(self) -> None:
        """Keep it."""
        self.do(save_commitment, self.draft())

    def reject(self) -> None:
        """Leave; asks first when something was written."""
        if self._is_leaving or (self.draft() == self._at_first and not self.capture.text().strip()):
            super().reject()
            return
        self.ask_to_leave(_("This commitment is not saved yet."), self._leave, "commitment-leave")

    def _leave(self) -> None:
        self._is_leaving = True
        self.reject()
