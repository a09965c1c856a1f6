"""The notes on a record: read, add, change, remove."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from crm.operations.notes import add_note, change_note
from crm.operations.records import remove
from crm.queries.notes import NoteRow
from crm.rules import clock
from crm.rules.dates import format_day
from crm.workspace import Done
from resources.translations import _
from ui.desk import Desk
from ui.icons import Icon
from ui.pages.parts.cards import LinesCard
from ui.pages.parts.choosing import choose, combo
from ui.pages.parts.lines import Line
from ui.pages.parts.words import confidentiality_words
from ui.widgets.buttons import danger
from ui.widgets.cards import label
from ui.widgets.dialogs import Dialog
from ui.widgets.forms import Form


class NotesCard(LinesCard):
    """The notes, newest first."""

    def __init__(self, desk: Desk, name: str = "notes", parent: QWidget | None = None) -> None:
        super().__init__(
            _("Notes"), name, _("No notes yet. Write down what the next person must know."), _("Add note"), parent
        )
        self._desk = desk
        self._about = 0
        self._notes: dict[int, NoteRow] = {}
        self.add_wanted.connect(self.write)
        self.opened.connect(self._change)

    def show_notes(self, about_id: int, notes: Sequence[NoteRow]) -> None:
        """Show the notes of this record."""
        self._about = about_id
        self._notes = {note.id: note for note in notes}
        self.show_lines([self._line(note) for note in notes])

    @staticmethod
    def _line(note: NoteRow) -> Line:
        parts = (format_day(note.on), note.author, confidentiality_words(note.confidentiality))
        return Line(note.text, " · ".join(part for part in parts if part), "notes", note.id, glyph=Icon.NOTE)

    def write(self) -> None:
        """Write a new note."""
        NoteDialog(self._desk, self._about, None, self.window()).open()

    def _change(self, _noun: str, note_id: int) -> None:
        NoteDialog(self._desk, self._about, self._notes[note_id], self.window()).open()


class NoteDialog(Dialog):
    """One note."""

    def __init__(self, desk: Desk, about_id: int, note: NoteRow | None, parent: QWidget | None) -> None:
        super().__init__(parent, _("Note") if note else _("New note"), "note")
        self.writes_with = desk.service
        self._desk, self._about, self._note = desk, about_id, note
        self._form = Form("note-form")
        self.text = QPlainTextEdit(note.text if note else "")
        self.text.setObjectName("note-text")
        self.text.setMinimumSize(460, 150)
        self.text.setTabChangesFocus(True)
        self._form.row("words", _("&Words"), self.text)
        self.level = combo("note-level", [(level, confidentiality_words(level)) for level in (0, 1, 2)])
        choose(self.level, note.confidentiality if note else 1)
        self._form.row("level", _("&Who may see it"), self.level)
        self._form.add(
            label(_("Write only what you would show the person. Never health, religion, race or ID numbers."), "muted")
        )
        self.add(self._form)
        if note is not None:
            gone = danger(_("Remove"), "note-remove", Icon.TRASH)
            gone.clicked.connect(self._remove)
            self.add_button(gone)
        self.add_cancel()
        self.add_accept(_("Save"))
        for keys in ("Ctrl+Return", "Ctrl+S"):
            QShortcut(QKeySequence(keys), self).activated.connect(self.accept)
        self.text.setFocus(Qt.FocusReason.OtherFocusReason)

    def accept(self) -> None:
        """Keep the note."""
        text, level = self.text.toPlainText(), int(self.level.currentData())
        if self._note is None:
            self._do(add_note, self._about, text, clock.today(), None, level)
        elif (text, level) != (self._note.text, self._note.confidentiality):
            self._do(change_note, self._note.id, text, level)
        else:
            super().accept()

    def _remove(self) -> None:
        if self._note is not None:
            self._do(remove, self._note.id)

    def _do(self, operation: object, *args: object) -> None:
        self._desk.service.do(
            operation,  # type: ignore[arg-type]
            *args,
            on_done=self._close,
            on_problem=self._form.show_problem,
            owner=self,
        )

    def _close(self, _done: Done[Any]) -> None:
        super().accept()
