"""The one line an answer asks for: a note, what shows it, or a day in words; Enter confirms, Esc goes back."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from crm.operations.review import Said
from crm.queries.review_items import ReviewItem
from crm.rules import clock
from crm.rules.review import Asks, Key, Kind, asks, key_words, usual_day
from crm.rules.working_days import WorkingCalendar
from resources.translations import _
from ui.pages.commitments.evidence_fields import FileField
from ui.theme import GAP, GRID
from ui.widgets.buttons import primary, secondary
from ui.widgets.cards import heading, label
from ui.widgets.date_edit import DateEdit


class Prompt(QWidget):
    """Shown in place of the keys; only the fields that the answer asks for are there."""

    confirmed = Signal(object, object)  # Key, Said
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("review-prompt")
        self._key = Key.TRIED
        self._item: ReviewItem | None = None
        self.question = heading("", 11.5, "review-question")
        self.note = QLineEdit()
        self.note.setObjectName("review-note")
        self.day = DateEdit(clock.today(), "review-day", is_optional=False)
        self.day.leave_error_to_form(True)  # one line holds the fields: there is no room under one of them
        self.by = QLineEdit()
        self.by.setObjectName("review-said-by")
        self.by.setPlaceholderText(_("Who said so"))
        self.by.setAccessibleName(_("Who said so"))
        self.agreed = QCheckBox(_("We &agree to it"))
        self.agreed.setObjectName("review-agreed")
        self.agreed.setAccessibleName(_("We agree to the new date, otherwise we only note it"))
        self.agreed.setToolTip(_("Otherwise it is only noted: lateness still counts from the old date (Alt+A)"))
        self.file = FileField("review-photo")
        self.file.setAccessibleName(_("Photo or paper"))
        self.file.line.setPlaceholderText(_("Photo or paper, if any"))
        self.save = primary(_("Save"), "review-save")
        self.save.setToolTip(_("Save (Enter)"))
        self.cancel = secondary(_("Cancel"), "review-cancel")
        self.cancel.setToolTip(_("Back to the keys (Esc)"))
        self.wrong = label("", "error", "review-wrong")
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(GAP)
        for part, share in ((self.note, 3), (self.day, 2), (self.by, 2), (self.file, 3)):
            row.addWidget(part, share, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.agreed)
        row.addWidget(self.cancel, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.save, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        column.addWidget(self.question)
        column.addLayout(row)
        column.addWidget(self.wrong)
        column.addStretch(1)

    def _connect(self) -> None:
        for line in (self.note, self.day.line, self.by, self.file.line):
            line.returnPressed.connect(self.confirm)
            line.textEdited.connect(self._mend)
        self.save.clicked.connect(self.confirm)
        self.cancel.clicked.connect(self.left)

    # Asking

    def ask(self, key: Key, item: ReviewItem, calendar: WorkingCalendar) -> None:
        """Ask for what this answer wants; a usual answer is there already and can be taken with Enter."""
        self._key, self._item = key, item
        wanted = asks(key, item.kind)
        self.question.setText(_question(key, item))
        self.note.setVisible(wanted in (Asks.NOTE, Asks.EVIDENCE))
        self.file.setVisible(wanted is Asks.EVIDENCE)
        self.day.setVisible(wanted in (Asks.LOOK_AGAIN, Asks.NEW_DATE))
        is_promise = wanted is Asks.NEW_DATE and item.kind in _MOVED_BY
        self.by.setVisible(is_promise)
        self.agreed.setVisible(is_promise)
        self._fill(key, item, calendar)
        self.tell("")
        self.save.setEnabled(True)
        first = self.day.line if self.day.isVisibleTo(self) else self.note
        first.setFocus()
        first.selectAll()

    def _fill(self, key: Key, item: ReviewItem, calendar: WorkingCalendar) -> None:
        today = clock.today()
        self.day.set_today(today)
        self.day.set_day(usual_day(key, today, calendar))
        self.day.setAccessibleName(_question(key, item))
        self.note.setText(_usual_note(key, item))
        self.note.setPlaceholderText(_hint(key, item.kind))
        self.note.setAccessibleName(_question(key, item))
        self.by.setText(item.reach.rings.name)
        self.agreed.setChecked(True)
        self.file.line.clear()

    def confirm(self) -> None:
        """Hand over what is written, unless a day is not understood."""
        if not self.save.isEnabled():
            return
        if self.day.isVisibleTo(self) and self.day.day is None:
            self.tell(self.day.error() or _("Give a date."))
            self.day.setFocus()
            return
        self.confirmed.emit(self._key, self.said())

    def said(self) -> Said:
        """What is written."""
        return Said(
            note=self.note.text() if self.note.isVisibleTo(self) else "",
            on=self.day.day if self.day.isVisibleTo(self) else None,
            by=self.by.text() if self.by.isVisibleTo(self) else "",
            is_agreed=self.agreed.isChecked(),
            photo=self.file.file if self.file.isVisibleTo(self) else None,
        )

    def has_text(self) -> bool:
        """Whether something was typed that leaving would lose."""
        return self.isVisible() and any(
            line.isVisible() and line.isModified() and bool(line.text().strip())
            for line in (self.note, self.day.line, self.by, self.file.line)
        )

    def wait(self) -> None:
        """It is being written."""
        self.save.setEnabled(False)

    def tell(self, words: str) -> None:
        """Say what is wrong; the line keeps what is in it."""
        self.wrong.setText(words)
        self.wrong.setVisible(bool(words))
        self.save.setEnabled(True)

    def _mend(self) -> None:
        self.tell("")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc goes back to the keys."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)


_MOVED_BY = (Kind.COMMITMENT, Kind.DELIVERABLE, Kind.PETITION, Kind.STEP)
"""Kinds whose date somebody moves, with or without our agreement."""


def _question(key: Key, item: ReviewItem) -> str:
    wanted = asks(key, item.kind)
    said = key_words(key, item.kind)
    if wanted is Asks.LOOK_AGAIN:
        return _("{answer}. Look again on?").format(answer=said)
    if wanted is Asks.NEW_DATE:
        return _("{answer}. To when?").format(answer=said)
    if wanted is Asks.EVIDENCE:
        return _("{answer}. What shows it?").format(answer=said)
    return f"{said}."


def _usual_note(key: Key, item: ReviewItem) -> str:
    if key is not Key.DONE or item.kind not in (Kind.COMMITMENT, Kind.DELIVERABLE):
        return ""
    return _("{name} says it is done").format(name=item.reach.rings.name or _("Their office"))


def _hint(key: Key, kind: Kind) -> str:
    if kind is Kind.DELIVERABLE and key is Key.PROGRESS:
        return _("60 %, the plans are approved")
    return {
        Key.KEPT: _("Ramp in use at the clinic, seen on the visit"),
        Key.NOT_KEPT: _("What they say, or what we found"),
        Key.PROGRESS: _("What moved"),
        Key.LAPSED: _("Why nothing will come of it"),
        Key.FOLLOW_UP: _("What they answered"),
    }.get(key, "")
