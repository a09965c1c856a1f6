"""The steps of bringing in a list, in a line: where one is, and back to those one was at."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QWidget

from resources.translations import _
from ui.theme import GRID
from ui.widgets.buttons import IconButton


class StepBar(QWidget):
    """A button for each step; those that cannot be gone to now are off."""

    wanted = Signal(int)

    def __init__(self, steps: Sequence[tuple[str, str]], parent: QWidget | None = None) -> None:
        """Each step is (object name, words)."""
        super().__init__(parent)
        self.setObjectName("import-steps")
        self.setAccessibleName(_("Steps"))
        self._buttons: list[QToolButton] = []
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GRID)
        for number, (name, words) in enumerate(steps, start=1):
            button = IconButton()
            button.setObjectName(f"import-step-{name}")
            button.setText(f"{number} {words}")
            button.setAccessibleName(_("Step {number}: {words}").format(number=number, words=words))
            button.setCheckable(True)
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            button.clicked.connect(self._press)
            self._buttons.append(button)
            row.addWidget(button)

    def show_step(self, at: int, reachable: Sequence[int]) -> None:
        """Stand on a step; `reachable` are those one can go to from there."""
        for number, button in enumerate(self._buttons):
            button.setChecked(number == at)
            button.setEnabled(number == at or number in reachable)

    def _press(self) -> None:
        at = next(number for number, button in enumerate(self._buttons) if button is self.sender())
        self._buttons[at].setChecked(True)
        self.wanted.emit(at)
