"""The quick line at the top of a new commitment: who | what | by when."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from crm.rules.capture import read_line
from crm.rules.errors import UserError
from crm.rules.names import fold
from resources.translations import _
from ui.widgets.choices import Choice


class CaptureLine(QLineEdit):
    """Enter reads it; `captured` carries the parts, `refused` the problem."""

    captured = Signal(object)  # Captured
    refused = Signal(object)  # Problem

    def __init__(self, name: str, today: Callable[[], date], parent: QWidget | None = None) -> None:
        """`today()` is the day that words such as “in 2 weeks” count from."""
        super().__init__(parent)
        self.setObjectName(name)
        self.setProperty("takes_return", True)
        self.setPlaceholderText(_("who | what | by when, then Enter"))
        self._today = today

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Read the line with Enter; Ctrl+Enter stays with the form."""
        is_return = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if is_return and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._read()
        else:
            super().keyPressEvent(event)

    def _read(self) -> None:
        if not self.text().strip():
            return
        try:
            captured = read_line(self.text(), self._today())
        except UserError as problem:
            self.refused.emit(problem)
            return
        self.captured.emit(captured)


def best_match(name: str, found: list[Choice]) -> Choice | None:
    """The one party a captured name surely means: the only one found, or the only one called exactly so."""
    exact = [choice for choice in found if fold(choice.name) == fold(name)]
    sure = exact or found
    return sure[0] if len(sure) == 1 else None
