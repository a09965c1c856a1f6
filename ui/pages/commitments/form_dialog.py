"""What every small form about a commitment does: check, hand over, show what is wrong where it belongs."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, ClassVar

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QComboBox, QHBoxLayout, QLineEdit, QPlainTextEdit, QWidget

from crm.rules.errors import Problem
from crm.workspace import Done
from resources.translations import _
from ui.desk import Desk
from ui.theme import GRID, PAGE_MARGIN
from ui.widgets.cards import scrolled
from ui.widgets.date_edit import DateEdit
from ui.widgets.dialogs import Dialog
from ui.widgets.forms import Form

AROUND = 158  # pixels of a dialog above and below its form
WIDE = 520


class FormDialog(Dialog):
    """A form in a dialog. Ctrl+Enter or Ctrl+S saves from anywhere; Enter too, except where it makes a new line."""

    places: ClassVar[Mapping[str, str]] = {}  # problem code → key of the field it belongs to
    leaving: ClassVar[str] = ""  # marked: what the button says that changes nothing; “Cancel” unless said
    saved = Signal(object)  # Done

    def __init__(self, parent: QWidget, desk: Desk, title: str, name: str, verb: str, width: int = WIDE) -> None:
        super().__init__(parent, title, name)
        self.writes_with = desk.service
        self.desk = desk
        self.form = Form(f"{name}-form")
        self.setMinimumWidth(width)
        self.build()
        self.form.add_stretch()
        self._area = scrolled(self._with_room_for_bar(), f"{name}-scroll")
        self.add(self._area)
        self.add_cancel(_(self.leaving) if self.leaving else "")
        self._save = self.add_accept(verb)
        self.accept_by_keys()

    def build(self) -> None:
        """Put the fields into `self.form`."""
        raise NotImplementedError

    def save(self) -> None:
        """Hand over to `self.do`, after `check`."""
        raise NotImplementedError

    def check(self) -> bool:
        """Whether what is written can be handed over; shows what is wrong."""
        return True

    def do(self, operation: Callable[..., object], *args: object, **named: object) -> None:
        """Run the operation; close when it is done."""
        self._save.setEnabled(False)
        self.desk.service.do(
            operation, *args, on_done=self._finish, on_problem=self._refuse, owner=self, what="", **named
        )

    def accept(self) -> None:
        """Check and save; the dialog closes once it is written."""
        if not self._save.isEnabled():
            return
        self.form.clear_errors()
        if self.check():
            self.save()

    def _finish(self, done: Done[object]) -> None:
        self.saved.emit(done)
        super().accept()

    def _refuse(self, problem: Problem) -> None:
        self._save.setEnabled(True)
        key = self.places.get(problem.code, "")
        self.form.show_problem(problem, key)
        self.show_place(key)

    def show_place(self, key: str) -> None:
        """Bring the field with this key into view, or the notice above all."""
        self.fit()
        QApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)  # the sentence under the field has its room now
        if key:
            self._area.ensureWidgetVisible(self.form.field_row(key), 0, GRID)
        else:
            self._area.verticalScrollBar().setValue(0)

    def check_day(self, key: str, field: DateEdit, is_needed: bool = True) -> bool:
        """Whether a date is understood, and there where it is needed."""
        if field.day is not None or (not is_needed and not field.text().strip()):
            return True
        self.form.show_error(key, field.error() or _("Give a date."))
        self.show_place(key)
        return False

    # Size

    def _with_room_for_bar(self) -> QWidget:
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(GRID, GRID, 3 * GRID, GRID)
        row.addWidget(self.form)
        return holder

    def fit(self) -> None:
        """Be as high as the form wants, never higher than the window below."""
        owner = self.parentWidget()
        room = (owner.window().height() - 4 * GRID if owner else 600) - AROUND
        width = self.minimumWidth() - 2 * PAGE_MARGIN - 4 * GRID
        wanted = max(self.form.heightForWidth(width), 0) or self.form.sizeHint().height()
        wanted += 3 * GRID
        self._area.setMinimumHeight(min(wanted, room))
        self._area.setMinimumWidth(self.minimumWidth() - 2 * PAGE_MARGIN)
        self.adjustSize()

    def sizeHint(self) -> QSize:
        """No room below the form that nothing fills: a text that wraps asks for more than it takes."""
        return QSize(super().sizeHint().width(), self.minimumSizeHint().height())

    def event(self, event: QEvent) -> bool:
        """Fit when shown, and when a part of the form opens or hides."""
        if event.type() is QEvent.Type.Polish:
            self.fit()
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter in a line that takes it (tags, the quick line) does not save the form."""
        focus = QApplication.focusWidget()
        is_return = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if is_return and focus is not None and focus.property("takes_return"):
            event.accept()
            return
        super().keyPressEvent(event)


def day_field(
    name: str, today: date, day: date | None = None, is_optional: bool = True, *, is_past: bool = False
) -> DateEdit:
    """A field for a day, with what it holds at first."""
    made = DateEdit(today, name, is_optional, is_past=is_past)
    if day is not None:
        made.set_day(day)
    return made


def line(name: str, text: str = "", placeholder: str = "") -> QLineEdit:
    """A line of text."""
    made = QLineEdit(text)
    made.setObjectName(name)
    made.setPlaceholderText(placeholder)
    made.setCursorPosition(0)  # a long text shows its beginning
    return made


def text_box(name: str, text: str = "", placeholder: str = "", lines: int = 3) -> QPlainTextEdit:
    """A few lines of text; Tab goes on to the next field."""
    made = QPlainTextEdit(text)
    made.setObjectName(name)
    made.setPlaceholderText(placeholder)
    made.setTabChangesFocus(True)
    made.setFixedHeight(lines * made.fontMetrics().lineSpacing() + 5 * GRID)
    return made


def combo(name: str, choices: Mapping[Any, str], value: object = None) -> QComboBox:
    """A list of choices; `currentData()` is the chosen value."""
    made = QComboBox()
    made.setObjectName(name)
    for data, words in choices.items():
        made.addItem(words, data)
    made.setCurrentIndex(max(0, made.findData(value)))
    return made


def words_combo(name: str, words: list[str], text: str = "") -> QComboBox:
    """Usual words to choose from, or others to type."""
    made = QComboBox()
    made.setObjectName(name)
    made.setEditable(True)
    made.addItems(words)
    made.setCurrentText(text)
    made.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
    return made
