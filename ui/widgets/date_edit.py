"""A date in words: it takes “30 june” or “next friday” and shows the day it understood."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QDate, QPoint, Signal
from PySide6.QtWidgets import (
    QCalendarWidget,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QMenu,
    QVBoxLayout,
    QWidget,
    QWidgetAction,
)

from crm.rules.dates import format_day, parse_day
from crm.rules.errors import UserError
from resources.translations import _
from ui.icons import Icon
from ui.theme import GRID, small_font
from ui.widgets.buttons import tool
from ui.words import sentence


class DateEdit(QWidget):
    """One line for a day, a calendar button, and what was understood under it."""

    changed = Signal()

    def __init__(
        self, today: date, name: str, is_optional: bool = True, parent: QWidget | None = None, *, is_past: bool = False
    ) -> None:
        """`today` is the day that words like “tomorrow” count from: the meeting's day in a close-out.

        `is_past`: it asks when something was, so a day without its year is the last one, not the next.
        """
        super().__init__(parent)
        self.setObjectName(name)
        self._today = today
        self._is_optional = is_optional
        self._is_past = is_past
        self._day: date | None = None
        self._error = ""
        self._is_error_said = False
        self.line = QLineEdit()
        self.line.setObjectName(f"{name}-text")
        self.line.setAccessibleName(_("Date"))
        self.line.setPlaceholderText(
            _("30 June, last Friday, yesterday") if is_past else _("30 June, next Friday, in 2 weeks")
        )
        self._button = tool(Icon.CALENDAR_BLANK, _("Choose from a calendar"), f"{name}-calendar")
        self._note = QLabel()
        self._note.setObjectName(f"{name}-understood")
        self._note.setFont(small_font())
        self._build()
        self.line.textChanged.connect(self._read)
        self.line.editingFinished.connect(self._settle)
        self._button.clicked.connect(self._open_calendar)

    def _build(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(GRID)
        row.addWidget(self.line, 1)
        row.addWidget(self._button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID // 2)
        column.addLayout(row)
        column.addWidget(self._note)
        self._note.hide()
        self.setFocusProxy(self.line)

    @property
    def day(self) -> date | None:
        """The day understood; None when empty or not understood."""
        return self._day

    @property
    def is_valid(self) -> bool:
        """Whether what is written is a day, or empty where that is allowed."""
        if not self.line.text().strip():
            return self._is_optional
        return self._day is not None

    def error(self) -> str:
        """The sentence for what is not understood, empty when all is well."""
        return self._error

    def leave_error_to_form(self, is_said: bool) -> None:
        """Whoever holds the field says what is wrong with it: the same sentence is not said twice."""
        self._is_error_said = is_said
        if is_said and self._error:
            self._tell("", "understood")

    def text(self) -> str:
        """What is written."""
        return self.line.text()

    def set_text(self, text: str) -> None:
        """Write words as the user would."""
        self.line.setText(text)

    def set_day(self, day: date | None) -> None:
        """Show a day; None empties the field."""
        self.line.setText(format_day(day) if day else "")

    def set_today(self, day: date) -> None:
        """Count words from another day, and read what is written again."""
        self._today = day
        self._read(self.line.text())

    def setAccessibleName(self, name: str) -> None:
        """Name the line inside too."""
        super().setAccessibleName(name)
        self.line.setAccessibleName(name)

    def _read(self, text: str) -> None:
        self._day, self._error = None, ""
        if text.strip():
            try:
                self._day = parse_day(text, self._today, is_past=self._is_past)
            except UserError as problem:
                self._error = sentence(problem)
        self._show(text)
        self.changed.emit()

    def _show(self, text: str) -> None:
        """Say the day while it differs from what is written; say an error only once the user has left the field."""
        understood = f"{self._day:%A} {format_day(self._day)}" if self._day else ""
        is_needed = bool(self._day) and text.strip() != format_day(self._day or self._today)
        self._tell(understood if is_needed else "", "understood")

    def _settle(self) -> None:
        if self._error and not self._is_error_said:
            self._tell(self._error, "error")

    def _tell(self, text: str, look: str) -> None:
        self._note.setText(text)
        self._note.setVisible(bool(text))
        self._note.setProperty("look", look)
        self._note.setWordWrap(look == "error")
        self._note.style().unpolish(self._note)
        self._note.style().polish(self._note)
        self.line.setAccessibleDescription(text)

    def _open_calendar(self) -> None:
        menu = QMenu(self)
        calendar = QCalendarWidget()
        calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        shown = self._day or self._today
        calendar.setSelectedDate(QDate(shown.year, shown.month, shown.day))
        calendar.activated.connect(self._take_date)
        calendar.clicked.connect(self._take_date)
        calendar.activated.connect(menu.close)
        calendar.clicked.connect(menu.close)
        action = QWidgetAction(menu)
        action.setDefaultWidget(calendar)
        menu.addAction(action)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self._button.mapToGlobal(QPoint(0, self._button.height())))

    def _take_date(self, chosen: QDate) -> None:
        self.set_day(date(chosen.year(), chosen.month(), chosen.day()))
        self.line.setFocus()
