"""Tags as removable chips behind a line that adds one with Enter or a comma."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QEvent, QObject, QStringListModel, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCompleter, QHBoxLayout, QLineEdit, QPushButton, QWidget

from resources.translations import _
from ui.icons import Icon, icon
from ui.theme import GRID
from ui.widgets.buttons import WordsButton
from ui.widgets.cards import clear_layout


class TagEdit(QWidget):
    """Each tag is a button that removes it; Backspace in the empty line removes the last."""

    changed = Signal()

    def __init__(self, name: str, parent: QWidget | None = None, *, words: str = "") -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._tags: list[str] = []
        self._known = QStringListModel(self)
        completer = QCompleter(self._known, self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.line = QLineEdit()
        self.line.setObjectName(f"{name}-text")
        self.line.setAccessibleName(words or _("Add a tag"))
        self.line.setPlaceholderText(self.line.accessibleName())
        self.line.setMinimumWidth(120)
        self.line.setCompleter(completer)
        self._chips = QHBoxLayout()
        self._chips.setSpacing(GRID)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addLayout(self._chips)
        row.addWidget(self.line, 1)
        self.setFocusProxy(self.line)
        self.line.returnPressed.connect(self._add_written)
        self.line.textEdited.connect(self._split)
        self.line.editingFinished.connect(self._add_written)
        self.line.installEventFilter(self)

    @property
    def tags(self) -> list[str]:
        """The tags, in order; with what stands in the line, so that a form saved from there loses nothing."""
        return [*self._tags, *self._written()]

    def set_tags(self, tags: Iterable[str]) -> None:
        """Show these tags without telling anyone."""
        self._tags = list(dict.fromkeys(tags))
        self._show()

    def set_known(self, tags: Iterable[str]) -> None:
        """Offer these while typing."""
        self._known.setStringList(list(tags))

    def _split(self, text: str) -> None:
        if "," in text:
            self._add_written()

    def _written(self) -> list[str]:
        new = [part.strip() for part in self.line.text().split(",") if part.strip()]
        known = {tag.casefold() for tag in self._tags}
        return [tag for tag in dict.fromkeys(new) if tag.casefold() not in known]

    def _add_written(self) -> None:
        fresh = self._written()
        self.line.clear()
        if fresh:
            self._tags += fresh
            self._show()
            self.changed.emit()

    def _remove(self) -> None:
        chip = self.sender()
        if isinstance(chip, QPushButton):
            self._tags.remove(chip.text())
            self._show()
            self.changed.emit()
            self.line.setFocus()

    def _show(self) -> None:
        clear_layout(self._chips)
        for tag in self._tags:
            chip = WordsButton(tag)
            chip.setObjectName(f"{self.objectName()}-chip")
            chip.setAccessibleName(_("Remove the tag {tag}").format(tag=tag))
            chip.setToolTip(chip.accessibleName())
            chip.setIcon(icon(Icon.X, "muted"))
            chip.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
            chip.setAutoDefault(False)
            chip.clicked.connect(self._remove)
            self._chips.addWidget(chip)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Watch the events this part needs."""
        is_key = event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent)
        if is_key and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Backspace and not self.line.text():
            if self._tags:
                self._tags.pop()
                self._show()
                self.changed.emit()
            return True
        return False
