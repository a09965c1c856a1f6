"""Ctrl+K: everything that can be found or done, while typing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QDialog, QLineEdit, QVBoxLayout, QWidget

from resources.translations import _
from ui.background.asker import Asker
from ui.background.service import Service
from ui.icons import OF_NOUN, Icon
from ui.theme import GAP, GRID, colours
from ui.widgets.cards import label
from ui.widgets.choices import Choice, ChoiceList

SIZE = (600, 440)
MOST_ACTIONS = 6


@dataclass(frozen=True)
class Found(Choice):
    """A record that the search found."""

    noun: str = ""


@dataclass(frozen=True)
class PaletteAction:
    """Something the palette can do; `run` is a bound method or a partial of one."""

    text: str
    run: Callable[[], object]
    icon: Icon = Icon.ARROW_RIGHT
    words: str = ""  # more words it is found by: “log meeting”


class SearchPalette(QDialog):
    """A line and a list; Enter opens the record or runs the action, Esc closes."""

    record_wanted = Signal(str, int)

    def __init__(
        self,
        service: Service,
        find: Callable[[str], Sequence[Found]],
        actions: Sequence[PaletteAction],
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("palette")
        self.setAccessibleName(_("Search everything"))
        self.setWindowTitle(_("Search everything"))
        self.setModal(True)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowFlag(Qt.WindowType.FramelessWindowHint)
        self.resize(*SIZE)
        self._find = find
        self._actions = actions
        self._asker = Asker(self, service, self._show_found)
        self._can_search = service.is_open
        self.line = QLineEdit()
        self.line.setObjectName("palette-text")
        self.line.setAccessibleName(_("Search everything"))
        self.line.setPlaceholderText(_("A name, a body, a note, a promise, or something to do"))
        self.line.setMinimumHeight(10 * GRID)
        self.list = ChoiceList("palette-results")
        self._note = label(_("↑ ↓ to choose, Enter to open, Esc to close"), "muted", "palette-note")
        column = QVBoxLayout(self)
        column.setContentsMargins(GAP * 2, GAP * 2, GAP * 2, GAP)
        column.setSpacing(GAP)
        for part in (self.line, self.list, self._note):
            column.addWidget(part)
        self.line.installEventFilter(self)
        self.line.textChanged.connect(self._search)
        self.list.picked.connect(self._pick)
        self._search("")

    def _search(self, text: str) -> None:
        if text.strip() and self._can_search:
            self._asker.ask(self._find, text.strip())
        else:
            self._asker.drop()
            self._show_found(())

    def _show_found(self, found: Sequence[Found]) -> None:
        actions = self._fitting_actions()
        rows: list[tuple[object, str, Icon | None]] = [(one, one.name, OF_NOUN.get(one.noun)) for one in found]
        rows += [(action, action.text, action.icon) for action in actions]
        self.list.fill(rows)
        self._note.setText(
            _("↑ ↓ to choose, Enter to open, Esc to close") if rows else _("Nothing found. Try fewer letters.")
        )

    def _fitting_actions(self) -> list[PaletteAction]:
        words = self.line.text().casefold().split()
        fitting = [one for one in self._actions if all(word in f"{one.text} {one.words}".casefold() for word in words)]
        return fitting[:MOST_ACTIONS] if words else fitting

    def _pick(self, data: object) -> None:
        if isinstance(data, Found):
            self.accept()
            self.record_wanted.emit(data.noun, data.id)
        elif isinstance(data, PaletteAction):
            self.accept()
            data.run()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The frame a window without a title bar lacks."""
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setPen(QColor(colours(self).edge))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Watch the events this part needs."""
        if event.type() is not QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self.list.step(1 if event.key() == Qt.Key.Key_Down else -1)
            return True
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._pick(self.list.current())
            return True
        return False
