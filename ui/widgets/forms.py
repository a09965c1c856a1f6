"""Forms: a label above each field, a hint or an error under it, and problems shown where they belong."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from crm.rules.errors import Problem
from resources.translations import _
from ui.theme import GRID, PADDING, small_font
from ui.widgets.banner import Banner
from ui.widgets.cards import label
from ui.widgets.date_edit import DateEdit
from ui.widgets.status import Tone
from ui.words import sentence


def takes_keys(field: QWidget) -> QWidget:
    """The part of a field that the letter of its label goes to: a label cannot reach a field made of parts."""
    return field.focusProxy() or field


class FormRow(QWidget):
    """One field with its label, hint and error."""

    def __init__(
        self,
        text: str,
        field: QWidget,
        name: str,
        hint: str = "",
        is_optional: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName(f"{name}-row")
        self.field = field
        self._hint = hint
        title = QLabel(f"{text} {_('(optional)')}" if is_optional else text)
        title.setObjectName(f"{name}-label")
        title.setBuddy(takes_keys(field))
        title.setWordWrap(True)  # a record's name may be long: the form is no wider for it
        if not field.accessibleName():
            field.setAccessibleName(text.replace("&", ""))
        self._note = label(hint, "muted", f"{name}-note")
        self._note.setFont(small_font())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        column.addWidget(title)
        column.addWidget(field)
        column.addWidget(self._note)  # first: showing a widget without a parent makes it a window
        self._note.setVisible(bool(hint))
        self._watch()

    def _watch(self) -> None:
        """What was said to be wrong is not said any longer once the user writes something else."""
        if isinstance(self.field, QPlainTextEdit):
            self.field.textChanged.connect(self._mend)
        lines = [self.field] if isinstance(self.field, QLineEdit) else self.field.findChildren(QLineEdit)
        for line in lines:
            line.textEdited.connect(self._mend)

    def _mend(self) -> None:
        if self.error():
            self.set_error("")

    def set_error(self, text: str) -> None:
        """Say what is wrong with the field; an empty text takes it away."""
        self._note.setText(text or self._hint)
        self._note.setProperty("look", "error" if text else "muted")
        self._note.setVisible(bool(text or self._hint))
        self.field.setProperty("wrong", bool(text))
        if isinstance(self.field, DateEdit):
            self.field.leave_error_to_form(bool(text))
        self.field.setAccessibleDescription(text)
        for widget in (self._note, self.field):
            widget.style().unpolish(widget)
            widget.style().polish(widget)

    def error(self) -> str:
        """What is wrong with the field, empty when nothing is."""
        return self._note.text() if self._note.property("look") == "error" else ""


class Form(QWidget):
    """Rows of fields, each under a key."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._rows: dict[str, FormRow] = {}
        self._banner = Banner("", Tone.BAD, name=f"{name}-problem")
        self._banner.hide()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(PADDING - GRID)
        self._column.addWidget(self._banner)

    def row(self, key: str, text: str, field: QWidget, hint: str = "", is_optional: bool = False) -> FormRow:
        """Add a field under the others; its object name is set from the key unless it has one."""
        made = self._make(key, text, field, hint, is_optional)
        self._column.addWidget(made)
        return made

    def side_by_side(self, *fields: tuple[str, str, QWidget]) -> None:
        """Add several (key, label, field) on one line."""
        line = QHBoxLayout()
        line.setSpacing(PADDING)
        for key, text, field in fields:
            line.addWidget(self._make(key, text, field, "", False), 1, Qt.AlignmentFlag.AlignTop)
        self._column.addLayout(line)

    def add(self, widget: QWidget) -> None:
        """Add something that is no field."""
        self._column.addWidget(widget)

    def add_stretch(self) -> None:
        """Push the rows to the top."""
        self._column.addStretch(1)

    def show_error(self, key: str, text: str) -> None:
        """Say what is wrong with one field and put the keyboard there."""
        self._rows[key].set_error(text)
        self._rows[key].field.setFocus()

    def show_problem(self, problem: Problem, key: str = "") -> None:
        """Show a problem at its field, or above all when it belongs to none."""
        if key:
            self.show_error(key, sentence(problem))
        else:
            self._banner.set_text(sentence(problem))

    def clear_errors(self) -> None:
        """Take every error away."""
        self._banner.set_text("")
        for one in self._rows.values():
            one.set_error("")

    def field_row(self, key: str) -> FormRow:
        """The row under this key."""
        return self._rows[key]

    def _make(self, key: str, text: str, field: QWidget, hint: str, is_optional: bool) -> FormRow:
        if not field.objectName():
            field.setObjectName(f"{self.objectName()}-{key}")
        made = FormRow(text, field, field.objectName(), hint, is_optional)
        self._rows[key] = made
        return made
