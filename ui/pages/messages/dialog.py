"""Paste a message: what came is recognised, what it is the source of is chosen, and nothing is filed before Save."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import ClassVar

from PySide6.QtCore import QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QCheckBox, QWidget

from crm.operations.commitments import CommitmentDraft
from crm.operations.messages import MessageDraft, MoveDraft, file_message
from crm.queries.commitments import CommitmentRow
from crm.queries.messages import Proposal, list_promises, propose
from crm.rules import clock
from crm.rules.dates import format_day
from crm.rules.messages import Form, Purpose
from resources.translations import _, ngettext
from ui.background.asker import Asker
from ui.desk import Desk
from ui.pages.commitments.form_dialog import FormDialog, combo, day_field, text_box
from ui.pages.commitments.looks import quoted
from ui.pages.engagements.segments import Segment, Segments
from ui.pages.parts.finding import find_people_choices
from ui.widgets.cards import label
from ui.widgets.choices import Choice
from ui.widgets.record_picker import RecordPicker

WIDTH = 700
WAIT = 250  # milliseconds after the last key before the text is read again
ABOUT_LETTERS = 70  # of a promise in the list


class MessageDialog(FormDialog):
    """The text as it came, who wrote it and when, and what is to be made of it."""

    places: ClassVar[Mapping[str, str]] = {
        "message-empty": "text",
        "made-in-future": "day",
        "commitment-without-words": "words",
        "due-before-made": "due",
        "same-date": "due",
        "already-closed": "about",
        "before-made": "day",
    }

    def __init__(self, parent: QWidget, desk: Desk, text: str = "") -> None:
        self._proposal: Proposal | None = None
        self._typed: set[str] = set()  # fields the user filled: what is recognised does not write over them
        self._is_filling = False
        self._at_first = text
        super().__init__(parent, desk, _("Paste a message"), "message", _("File it"), WIDTH)
        self._reader = Asker(self, desk.service, self._take)
        self._promises = Asker(self, desk.service, self._show_promises)
        self._clock = QTimer(self)
        self._clock.setSingleShot(True)
        self._clock.setInterval(WAIT)
        self._connect()
        self._show_what()
        self.text.setPlainText(text)
        self.text.setFocus()

    def build(self) -> None:
        """The text above, what was found in it below."""
        hint = _("Paste what you received: from WhatsApp, an SMS or an e-mail")
        self.text = text_box("message-text", placeholder=hint, lines=4)
        self.found = label("", "muted", "message-found")
        self.writer = RecordPicker(
            self.desk.service, find_people_choices, "message-sender", _("Name of a person"), "", True
        )
        today = clock.today()
        self.day = day_field("message-day", today, today, is_optional=False, is_past=True)
        self.what = Segments(
            "message-what",
            [
                Segment(Purpose.PROMISE.value, _("New promise"), "P"),
                Segment(Purpose.MOVE.value, _("New date"), "D"),
                Segment(Purpose.KEEP.value, _("Only keep it"), "K"),
            ],
            _("What it is"),
        )
        self.what.set_value(Purpose.KEEP.value)
        self.about = combo("message-about", {})
        self.words = text_box("message-words", lines=2)
        self.due = day_field("message-due", today)
        self.agreed = QCheckBox(_("We &agree: lateness counts from the new date"))
        self.agreed.setObjectName("message-agreed")
        self.agreed.setChecked(True)
        self.form.row("text", _("The &text, exactly as it came"), self.text)
        self.form.add(self.found)
        self.form.side_by_side(("sender", _("&Who wrote it"), self.writer), ("day", _("When"), self.day))
        self.form.side_by_side(("what", _("What is it?"), self.what), ("due", _("By when"), self.due))
        self.form.row("about", _("A new date for which promise?"), self.about)
        self.form.row("words", _("&Exact words of the promise"), self.words)
        self.form.add(self.agreed)
        kept = _(
            "The text is kept under Engagements as correspondence, marked internal; a promise or date points at it."
        )
        self.form.add(label(kept, "muted", "message-kept"))

    def _connect(self) -> None:
        self.text.textChanged.connect(self._clock.start)
        self._clock.timeout.connect(self._read)
        self.writer.chosen.connect(self._choose_sender)
        self.writer.cleared.connect(self._choose_sender)
        self.writer.line.textEdited.connect(lambda _text: self._typed.add("sender"))
        self.day.line.textEdited.connect(lambda _text: self._typed.add("day"))
        self.due.line.textEdited.connect(lambda _text: self._typed.add("due"))
        self.words.textChanged.connect(self._type_words)
        self.what.changed.connect(self._choose_what)

    def _type_words(self) -> None:
        if not self._is_filling:
            self._typed.add("words")

    # What is recognised

    def _read(self) -> None:
        if self.text.toPlainText().strip():
            self._reader.ask(propose, self.text.toPlainText())

    def _take(self, proposal: Proposal) -> None:
        self._proposal = proposal
        self._is_filling = True
        received = proposal.received
        if "sender" not in self._typed:
            one = proposal.sender
            named = received.sender or next(iter((*received.phones, *received.emails)), "")
            self.writer.set_choice(Choice(one.id, one.name) if one else None)
            if one is None:
                self.writer.line.setText(named)
        if "day" not in self._typed and received.on is not None:
            self.day.set_day(received.on)
        self.due.set_today(received.on or clock.today())
        if "due" not in self._typed:
            self.due.set_day(received.due)
        if "words" not in self._typed:
            self.words.setPlainText(received.words)
        if "what" not in self._typed:
            self.what.set_value(proposal.purpose.value)
        self._is_filling = False
        self._show_promises(proposal.promises)
        self.found.setText(found_words(proposal))
        self._show_what()

    def _choose_sender(self) -> None:
        self._typed.add("sender")
        references = self._proposal.received.references if self._proposal else ()
        self._promises.ask(list_promises, self.writer.record_id, references)

    def _show_promises(self, rows: Sequence[CommitmentRow]) -> None:
        kept = self.about.currentData()
        self.about.clear()
        for row in rows:
            day = _("due {day}").format(day=format_day(row.due_on)) if row.due_on else _("no date")
            self.about.addItem(f"{row.reference} {quoted(row.words, ABOUT_LETTERS)}, {day}", row.id)
        self.about.setCurrentIndex(max(0, self.about.findData(kept)) if rows else -1)

    # What it is

    def _choose_what(self, _value: str) -> None:
        self._typed.add("what")
        self._show_what()

    @property
    def purpose(self) -> Purpose:
        """What is to be made of it."""
        return Purpose(self.what.value)

    def _show_what(self) -> None:
        purpose = self.purpose
        self.form.field_row("about").setVisible(purpose is Purpose.MOVE)
        self.form.field_row("words").setVisible(purpose is Purpose.PROMISE)
        self.form.field_row("due").setVisible(purpose is not Purpose.KEEP)
        self.agreed.setVisible(purpose is Purpose.MOVE)
        self.found.setVisible(bool(self.found.text()))
        self.fit()

    # Filing

    def check(self) -> bool:
        """A text, its day, and for a new date the promise and the day."""
        if not self.text.toPlainText().strip():
            self.form.show_error("text", _("Paste the text you received."))
            self.show_place("text")
            return False
        if not self.check_day("day", self.day):
            return False
        if self.purpose is not Purpose.MOVE:
            return self.purpose is Purpose.KEEP or self.check_day("due", self.due, is_needed=False)
        if self.about.currentData() is None:
            self.form.show_error("about", _("Nothing is open with this sender: choose who wrote it, or “New promise”."))
            self.show_place("about")
            return False
        return self.check_day("due", self.due)

    def save(self) -> None:
        """File it."""
        self.do(file_message, self.read())

    def read(self) -> MessageDraft:
        """What is written, as one draft."""
        received = self._proposal.received if self._proposal else None
        draft = MessageDraft(
            self.text.toPlainText(),
            self.day.day or clock.today(),
            self.writer.record_id or None,
            self.writer.text().strip(),
            received.subject if received else "",
            _("E-mail") if received and received.form is Form.EMAIL else _("Message"),
        )
        if self.purpose is Purpose.PROMISE:
            draft.promise = CommitmentDraft(self.words.toPlainText(), draft.on_day, due_on=self.due.day)
        elif self.purpose is Purpose.MOVE and self.due.day is not None:
            draft.moves = [MoveDraft(int(self.about.currentData()), self.due.day, is_agreed=self.agreed.isChecked())]
        return draft

    def reject(self) -> None:
        """Leave; asks first when something was written."""
        if self._typed or self.text.toPlainText() != self._at_first:
            self.ask_to_leave(_("This text is not filed yet."), self._leave)
        else:
            super().reject()

    def _leave(self) -> None:
        super().reject()


def found_words(proposal: Proposal) -> str:
    """What was recognised beside the fields, in one line."""
    received = proposal.received
    said = {
        Form.CHAT: _("From a chat"),
        Form.EMAIL: _("An e-mail"),
        Form.NAMED: _("A text with its sender"),
        Form.PLAIN: _("A text without sender or day: fill them in"),
    }[received.form]
    parts = [said]
    if proposal.sender is not None:
        parts.append(
            _("sender known by number or address") if proposal.sender.is_by_contact else _("sender known by name")
        )
    elif proposal.senders:
        count = len(proposal.senders)
        parts.append(ngettext("{count} person could have written it", "{count} people could have written it", count))
    if received.days:
        named = ", ".join(f"“{one.words}” = {format_day(one.day)}" for one in received.days[:3])
        parts.append(_("names {days}").format(days=named))
    if received.references:
        parts.append(_("names {references}").format(references=", ".join(received.references)))
    return "; ".join(parts) + "."


def paste_message(parent: QWidget, desk: Desk) -> None:
    """Open the form, beginning with what is on the clipboard."""
    MessageDialog(parent, desk, QGuiApplication.clipboard().text()).open()
