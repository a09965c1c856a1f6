"""A line that completes to a record by name, or holds free text where that is allowed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from resources.translations import _
from ui.background.asker import Asker
from ui.background.service import Service
from ui.icons import Icon
from ui.widgets.choices import Choice, ChoiceList, Guess


@dataclass(frozen=True)
class _New:
    """The entry at the end of the list that adds a record."""

    text: str


class RecordPicker(QWidget):
    """Type to find, or ↓ for what is near; ↑ ↓ and Enter or Tab to choose; Esc closes the list."""

    chosen = Signal(object)  # Choice
    cleared = Signal()
    new_wanted = Signal(str)  # the text typed, for the new record's name

    def __init__(
        self,
        service: Service,
        find: Callable[[str], Sequence[Choice | tuple[int, str, str]]],
        name: str,
        placeholder: str = "",
        new_label: str = "",
        allows_free_text: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        """Complete with `find(text)`, which runs on the reader inside `ws.ask` and gives choices or (id, name, detail).

        `new_label` (“Add a new person”) adds the last entry.
        """
        super().__init__(parent)
        self.setObjectName(name)
        self._find = find
        self._new_label = new_label
        self._allows_free_text = allows_free_text
        self._choice: Choice | None = None
        self._shown: list[Choice] = []
        self._asker = Asker(self, service, self._show_choices)
        self.line = QLineEdit()
        self.line.setObjectName(f"{name}-text")
        self.line.setAccessibleName(placeholder or _("Name"))
        self.line.setPlaceholderText(placeholder)
        self.line.setClearButtonEnabled(True)
        self._list = ChoiceList(f"{name}-choices", self)
        self._list.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.line)
        self.setFocusProxy(self.line)
        self.line.installEventFilter(self)
        self.line.textEdited.connect(self._typed)
        self._list.picked.connect(self._pick)

    @property
    def choice(self) -> Choice | None:
        """What is chosen; where free text is allowed, a Choice with id 0 holds it."""
        if self._choice is None and self._allows_free_text and self.line.text().strip():
            return Choice(0, self.line.text().strip())
        return self._choice

    @property
    def record_id(self) -> int:
        """The chosen record, 0 for none."""
        return self._choice.id if self._choice else 0

    def text(self) -> str:
        """What is written."""
        return self.line.text()

    def set_choice(self, choice: Choice | None) -> None:
        """Show a record without telling anyone."""
        self._choice = choice
        self.line.setText(choice.name if choice else "")
        self.line.setCursorPosition(0)  # a long name is known by its beginning
        self._close_list()

    def setAccessibleName(self, name: str) -> None:
        """Name the line inside too."""
        super().setAccessibleName(name)
        self.line.setAccessibleName(name)

    def is_list_open(self) -> bool:
        """Whether choices are being shown."""
        return self._list.isVisible()

    def _typed(self, text: str) -> None:
        if self._choice is not None:
            self._choice = None
            self.cleared.emit()
        if text.strip():
            self._asker.ask(self._find, text.strip())
        else:
            self._close_list()

    def _show_choices(self, found: Sequence[Choice | tuple[int, str, str]]) -> None:
        self._shown = [one if isinstance(one, Choice) else Choice(*one) for one in found]
        rows: list[tuple[object, str, Icon | None]] = [
            (choice, choice.name, None) for choice in self._shown if not isinstance(choice, Guess)
        ]
        if self._new_label:
            new = f"{self._new_label}: {self.line.text().strip()}"
            rows.append((_New(self.line.text().strip()), new, Icon.PLUS))
        rows += [(choice, choice.name, None) for choice in self._shown if isinstance(choice, Guess)]
        self._list.fill(rows)
        hint = _("↓ chooses one of these; Enter takes what is typed") if self._allows_free_text and rows else ""
        self._list.set_hint(hint)
        self.line.setAccessibleDescription(hint)
        if rows and self.line.hasFocus():
            self._list.drop_below(self.line)
            if self._allows_free_text:
                self._list.stand_on(-1)
        else:
            self._list.hide()

    def _pick(self, data: object) -> None:
        self._close_list()
        if isinstance(data, _New):
            self.new_wanted.emit(data.text)
        elif isinstance(data, Choice):
            self.set_choice(data)
            self.chosen.emit(data)

    def _close_list(self) -> None:
        self._asker.drop()
        self._list.hide()

    def _settle(self) -> None:
        """Leave the line or press Enter: the name of one and no other counts as chosen, else what is typed stays."""
        is_open = self._list.isVisible()
        self._close_list()
        typed = self.line.text().strip().casefold()
        named = [one for one in self._shown if one.name.casefold() == typed]
        marked = self._list.current()
        if is_open and named and (len(named) == 1 or marked in named):
            self._pick(marked if marked in named else named[0])

    def _take_typed(self) -> None:
        """Enter above the open list takes what is typed; were it passed on, it would save a half-filled form."""
        self._settle()
        if self._choice is None:
            self.line.returnPressed.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Watch the events this part needs."""
        if event.type() is QEvent.Type.FocusOut:
            self._settle()
        elif event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if self._list.isVisible():
                return self._key(event.key())
            if event.key() == Qt.Key.Key_Down and not self.line.text():
                self._asker.ask(self._find, "")  # what is nearest, where the finder knows it without a word
                return True
        return False

    def _key(self, key: int) -> bool:
        if key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self._list.step(1 if key == Qt.Key.Key_Down else -1)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab) and self._list.current() is not None:
            self._pick(self._list.current())
            return key != Qt.Key.Key_Tab
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._take_typed()
        elif key == Qt.Key.Key_Escape:
            self._close_list()
        else:
            return False
        return True
