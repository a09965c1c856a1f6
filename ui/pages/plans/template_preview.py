"""The steps of a template in a grid: number, step, day or what the day hangs on."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from crm.rules.dates import format_day
from crm.rules.plan_templates import PreviewStep
from resources.translations import _
from ui.theme import GAP, GRID
from ui.widgets.cards import clear_layout
from ui.widgets.cards import label as text_label

NUMBER_WIDTH = 24
DAY_WIDTH = 100


class TemplatePreview(QWidget):
    """What a plan would begin with; nothing while no template is chosen."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.words = text_label("", "muted", f"{name}-words")
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(GAP)
        self._grid.setVerticalSpacing(GRID // 2)
        self._grid.setColumnStretch(2, 3)
        self._grid.setColumnStretch(3, 4)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.words)
        column.addLayout(self._grid)
        self.hide()

    def show_steps(self, words: str, steps: Sequence[PreviewStep]) -> None:
        """Replace what is shown."""
        clear_layout(self._grid)
        self.words.setText(words)
        self.words.setVisible(bool(words))
        has_days = any(step.due for step in steps)
        for row, step in enumerate(steps):
            self._show_step(row, step, has_days)
        self.setVisible(bool(steps))

    def _show_step(self, row: int, shown: PreviewStep, has_days: bool) -> None:
        name = f"{self.objectName()}-{shown.number}"
        number = text_label(f"{shown.number}.", "muted")
        number.setFixedWidth(NUMBER_WIDTH)
        day = text_label(format_day(shown.due) if shown.due else "", name=f"{name}-day")
        day.setFixedWidth(DAY_WIDTH)
        day.setToolTip(shown.why)
        hangs = text_label(_hangs_on(shown), "error" if shown.is_after_end else "muted", f"{name}-hangs-on")
        for at, part in enumerate((number, day, text_label(shown.step.title), hangs)):
            self._grid.addWidget(part, row, at, Qt.AlignmentFlag.AlignTop)
        day.setVisible(has_days)


def _hangs_on(shown: PreviewStep) -> str:
    words = shown.hangs_on or _("a day of its own")
    return f"{words}; {_('after the plan ends')}" if shown.is_after_end else words
