"""The line in which a promise is caught: who | what | by when; names complete while the first part is typed."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from resources.translations import _
from ui.background.asker import Asker
from ui.background.service import Service
from ui.pages.engagements.parties import Present, offer_parties
from ui.widgets.choices import Choice, ChoiceList

SHORTEST = 2  # letters before names are offered


class PromiseLine(QWidget):
    """Enter hands the line over; ↓ and Tab choose among the names offered."""

    entered = Signal(str, object)  # the line, and the Choice its name was completed to
    changed = Signal()

    def __init__(self, service: Service, name: str, present: Callable[[], Sequence[Present]]) -> None:
        super().__init__()
        self._present = present
        self._choice: Choice | None = None
        self._asker = Asker(self, service, self._offer)
        self.line = QLineEdit()
        self.line.setObjectName(name)
        self.line.setAccessibleName(_("Promise: who | what | by when"))
        self.line.setPlaceholderText(_("who | what | by when, then Enter: we | send the report | next Friday"))
        self._list = ChoiceList(f"{name}-choices", self)
        self._list.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.line)
        self.setFocusProxy(self.line)
        self.line.installEventFilter(self)
        self.line.textEdited.connect(self._typed)
        self.line.textChanged.connect(self.changed)
        self._list.picked.connect(self._pick)

    def text(self) -> str:
        """What is written."""
        return self.line.text()

    def clear(self) -> None:
        """Empty for the next."""
        self._choice = None
        self.line.clear()
        self._close()

    def hand_over(self) -> None:
        """What Enter does."""
        self._close()
        if self.text().strip():
            who = self.text().partition("|")[0].strip()
            fits = self._choice is not None and self._choice.name == who
            self.entered.emit(self.text(), self._choice if fits else None)

    def _typed(self, text: str) -> None:
        if "|" in text or len(text.strip()) < SHORTEST:
            self._close()
        else:
            self._asker.ask(offer_parties, text.strip(), tuple(self._present()))

    def _offer(self, found: Sequence[Choice]) -> None:
        self._list.fill([(choice, choice.name, None) for choice in found])
        if found and self.line.hasFocus():
            self._list.drop_below(self.line)
            self._list.stand_on(-1)
        else:
            self._list.hide()

    def _pick(self, data: object) -> None:
        if isinstance(data, Choice):
            self._choice = data
            self.line.setText(f"{data.name} | ")
            self._close()

    def _close(self) -> None:
        self._asker.drop()
        self._list.hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keys of the names and of the line."""
        if event.type() is QEvent.Type.FocusOut:
            self._close()
        elif event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._choosing(event.key()) if self._list.isVisible() else self._entering(event)
        return False

    def _choosing(self, key: int) -> bool:
        if key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self._list.step(1 if key == Qt.Key.Key_Down else -1)
        elif key == Qt.Key.Key_Tab:
            if self._list.current() is None:
                self._list.stand_on(0)
            self._pick(self._list.current())
        elif key == Qt.Key.Key_Escape:
            self._close()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self._list.current() is None:
                self.hand_over()
            else:
                self._pick(self._list.current())
        else:
            return False
        return True

    def _entering(self, event: QKeyEvent) -> bool:
        is_return = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if not is_return or event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            return False
        self.hand_over()
        return True
