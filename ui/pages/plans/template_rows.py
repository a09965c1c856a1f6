"""The steps of a template as rows of fields, with their order."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from crm.rules.plan_templates import TemplateStep
from crm.rules.plans import DayUnit, StepKind, label
from resources.translations import _
from ui.icons import Icon
from ui.pages.agreements.dialogs import is_number, read_number
from ui.pages.commitments.form_dialog import combo, line
from ui.pages.plans.step_editor import anchors, units
from ui.theme import GAP, GRID
from ui.widgets.buttons import secondary, tool
from ui.widgets.cards import divider
from ui.widgets.cards import label as text_label

NUMBER_WIDTH = 24
DAYS_WIDTH = 64
_HERE = Qt.ShortcutContext.WidgetWithChildrenShortcut


class StepRow(QWidget):
    """One step: what and of which kind, and below it after which, and what its day hangs on."""

    changed = Signal()
    move_wanted = Signal(int)  # -1 up, 1 down
    remove_wanted = Signal()

    def __init__(self, number: int, step: TemplateStep) -> None:
        super().__init__()
        self.setObjectName(f"template-step-{number}")
        self.title = line(f"template-step-{number}-title", step.title, _("Meet the ward councillor"))
        self.title.setAccessibleName(_("Step {number}").format(number=number))
        self.kind = combo(f"template-step-{number}-kind", {one.value: label(one) for one in StepKind}, step.kind)
        befores = {-1: _("after none")} | {
            at: _("after no. {number}").format(number=at + 1) for at in range(number - 1)
        }
        after = -1 if step.after is None else step.after
        self.after = combo(f"template-step-{number}-after", befores, after)
        self.anchor = combo(f"template-step-{number}-anchor", anchors(), step.anchor)
        self.days = line(f"template-step-{number}-days", "" if step.days is None else str(step.days), "10")
        self.unit = combo(f"template-step-{number}-unit", units(), step.day_unit or DayUnit.WORKING.value)
        for field, words in (
            (self.kind, _("Kind")),
            (self.after, _("Comes after")),
            (self.anchor, _("Its day")),
            (self.days, _("How many days")),
            (self.unit, _("Counted in")),
        ):
            field.setAccessibleName(_("Step {number}: {what}").format(number=number, what=words))
        self.days.setFixedWidth(DAYS_WIDTH)
        self._lay_out(number)
        self.anchor.currentIndexChanged.connect(self._show_fields)
        self._show_fields()
        QShortcut(QKeySequence("Alt+Up"), self, partial(self.move_wanted.emit, -1)).setContext(_HERE)
        QShortcut(QKeySequence("Alt+Down"), self, partial(self.move_wanted.emit, 1)).setContext(_HERE)

    def _lay_out(self, number: int) -> None:
        mark = text_label(f"{number}.", "muted")
        mark.setFixedWidth(NUMBER_WIDTH)
        first, second = QHBoxLayout(), QHBoxLayout()
        for row in (first, second):
            row.setSpacing(GAP)
        first.addWidget(self.title, 3)
        first.addWidget(self.kind, 1)
        for glyph, words, name, signal in (
            (Icon.ARROW_UP, _("Move up (Alt+Up)"), "up", partial(self.move_wanted.emit, -1)),
            (Icon.ARROW_DOWN, _("Move down (Alt+Down)"), "down", partial(self.move_wanted.emit, 1)),
            (Icon.X, _("Take out"), "remove", self.remove_wanted.emit),
        ):
            button = tool(glyph, words, f"{self.objectName()}-{name}", "muted")
            button.setAccessibleName(_("Step {number}: {what}").format(number=number, what=words))
            button.clicked.connect(signal)
            first.addWidget(button)
        for field in (self.days, self.unit, self.anchor, self.after):
            second.addWidget(field)
        second.addStretch(1)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setVerticalSpacing(GRID)
        grid.addWidget(mark, 0, 0)
        grid.addLayout(first, 0, 1)
        grid.addLayout(second, 1, 1)
        grid.addWidget(divider(), 2, 0, 1, 2)

    def _show_fields(self) -> None:
        hangs = bool(self.anchor.currentData())
        self.days.setVisible(hangs)
        self.unit.setVisible(hangs)

    def is_understood(self) -> bool:
        """Whether the number of days is one."""
        return is_number(self.days)

    def step(self) -> TemplateStep:
        """What is written."""
        hangs = bool(self.anchor.currentData())
        after = int(self.after.currentData())
        return TemplateStep(
            self.title.text(),
            str(self.kind.currentData()),
            None if after < 0 else after,
            str(self.anchor.currentData()),
            read_number(self.days) if hangs and is_number(self.days) else None,
            str(self.unit.currentData()) if hangs else "",
        )


class StepRows(QWidget):
    """All the steps, and a button that adds one."""

    changed = Signal()

    def __init__(self, steps: Sequence[TemplateStep]) -> None:
        super().__init__()
        self.setObjectName("template-steps")
        self.rows: list[StepRow] = []
        self._column = QVBoxLayout()
        self._column.setSpacing(GAP)
        add = secondary(_("Add step"), "template-steps-add", Icon.PLUS)
        add.clicked.connect(self._add)
        below = QHBoxLayout()
        below.addWidget(add)
        below.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(self._column)
        column.addLayout(below)
        self._show(list(steps))

    def steps(self) -> list[TemplateStep]:
        """What is written."""
        return [row.step() for row in self.rows]

    def _show(self, steps: list[TemplateStep], focus: int | None = None) -> None:
        while (item := self._column.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        self.rows = [StepRow(number, step) for number, step in enumerate(steps, 1)]
        for at, row in enumerate(self.rows):
            row.move_wanted.connect(partial(self._move, at))
            row.remove_wanted.connect(partial(self._remove, at))
            self._column.addWidget(row)
        if focus is not None and self.rows:
            self.rows[min(focus, len(self.rows) - 1)].title.setFocus()
        self.changed.emit()

    def _add(self) -> None:
        steps = self.steps()
        last = len(steps) - 1
        after = last if last >= 0 else None
        anchor = "step_done" if last >= 0 else "plan_start"
        self._show([*steps, TemplateStep("", "", after, anchor, 5, DayUnit.WORKING.value)], len(steps))

    def _move(self, at: int, by: int) -> None:
        steps = self.steps()
        if 0 <= at + by < len(steps):
            order = list(range(len(steps)))
            order[at], order[at + by] = order[at + by], order[at]
            self._show(reordered(steps, order), at + by)

    def _remove(self, at: int) -> None:
        steps = self.steps()
        order = [place for place in range(len(steps)) if place != at]
        self._show(reordered(steps, order), at)


def reordered(steps: Sequence[TemplateStep], order: Sequence[int]) -> list[TemplateStep]:
    """The steps in another order, or without some; what came after one that is out comes after the one before it.

    What would come before the step it comes after comes after that one's own.
    """
    places = {old: new for new, old in enumerate(order)}
    return [_moved(steps, old, new, places) for new, old in enumerate(order)]


def _moved(steps: Sequence[TemplateStep], old: int, new: int, places: dict[int, int]) -> TemplateStep:
    after = steps[old].after
    while after is not None and not (after in places and places[after] < new):
        after = steps[after].after
    step = steps[old]
    place = None if after is None else places[after]
    return TemplateStep(step.title, step.kind, place, step.anchor, step.days, step.day_unit)
