"""Several records behind one line: what is chosen there becomes a chip below it, which a press takes away again."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from resources.translations import _
from ui.background.service import Service
from ui.icons import Icon, icon
from ui.theme import GRID
from ui.widgets.buttons import WordsButton
from ui.widgets.cards import clear_layout
from ui.widgets.choices import Choice
from ui.widgets.record_picker import RecordPicker


class RecordsEdit(QWidget):
    """Type to find, Enter to add; each record is a button that removes it."""

    changed = Signal()

    def __init__(
        self,
        service: Service,
        find: Callable[[str], Sequence[Choice | tuple[int, str, str]]],
        name: str,
        placeholder: str = "",
        parent: QWidget | None = None,
    ) -> None:
        """Complete with `find(text)`, as a `RecordPicker` does."""
        super().__init__(parent)
        self.setObjectName(name)
        self._choices: list[Choice] = []
        self.picker = RecordPicker(service, find, f"{name}-add", placeholder)
        self._chips = QVBoxLayout()
        self._chips.setSpacing(GRID)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        column.addWidget(self.picker)
        column.addLayout(self._chips)
        self.setFocusProxy(self.picker)
        self.picker.chosen.connect(self._add)

    @property
    def record_ids(self) -> list[int]:
        """The records, in the order in which they were added."""
        return [choice.id for choice in self._choices]

    def text(self) -> str:
        """What is typed and stands for no record yet."""
        return self.picker.text()

    def set_choices(self, choices: Iterable[Choice]) -> None:
        """Show these records without telling anyone."""
        self._choices = list({choice.id: choice for choice in choices}.values())
        self._show()

    def setAccessibleName(self, name: str) -> None:
        """Name the line inside too."""
        super().setAccessibleName(name)
        self.picker.setAccessibleName(name)

    def _add(self, choice: Choice) -> None:
        self.picker.set_choice(None)
        if choice.id not in self.record_ids:
            self._choices.append(choice)
            self._show()
            self.changed.emit()

    def _remove(self, record_id: int) -> None:
        self._choices = [choice for choice in self._choices if choice.id != record_id]
        self._show()
        self.changed.emit()
        self.picker.setFocus()

    def _show(self) -> None:
        clear_layout(self._chips)
        for choice in self._choices:
            chip = WordsButton(choice.name)
            chip.setObjectName(f"{self.objectName()}-chip-{choice.id}")
            chip.setAccessibleName(_("Remove {name}").format(name=choice.name))
            chip.setToolTip(chip.accessibleName())
            chip.setIcon(icon(Icon.X, "muted"))
            chip.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
            chip.setAutoDefault(False)
            chip.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
            chip.clicked.connect(partial(self._remove, choice.id))
            self._chips.addWidget(chip, 0, Qt.AlignmentFlag.AlignLeft)
