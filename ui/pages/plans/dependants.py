"""What moves along when a step slips: old and new day of each, with a tick, moved on consent."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QGridLayout, QWidget

from crm.operations.plans import move_step_dates
from crm.queries.plan_dates import Dependants, ShiftRow
from crm.rules import clock
from crm.rules.dates import format_day
from resources.translations import _
from resources.translations import mark as N_  # noqa: N812 (gettext's own name)
from ui.desk import Desk
from ui.pages.commitments.form_dialog import FormDialog
from ui.theme import GAP, GRID
from ui.widgets.cards import label as text_label

WIDTH = 760
OLD_WIDTH, NEW_WIDTH = 96, 120
INDENT = 6 * GRID  # under the words of the tick


class DependantsDialog(FormDialog):
    """Each step that would move along; without its tick it stays, and what hangs on it stays too."""

    leaving = N_("Keep the dates")

    def __init__(self, parent: QWidget, desk: Desk, dependants: Dependants) -> None:
        self.dependants = dependants
        self.rows = dependants.shifts()
        self.ticks: dict[int, QCheckBox] = {}
        self._new: dict[int, tuple[QWidget, QWidget]] = {}
        super().__init__(parent, desk, _("Move along?"), "plan-dependants", _("Move the dates"), WIDTH)
        self._save.setFocus()

    def build(self) -> None:
        """Why, and a line a step."""
        self.form.add(text_label(self._why(), name="plan-dependants-why"))
        holder = QWidget()
        grid = QGridLayout(holder)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(GAP)
        grid.setVerticalSpacing(GRID)
        grid.setColumnStretch(0, 1)
        for at, words in enumerate((_("Step"), _("Now"), _("New"))):
            grid.addWidget(text_label(words, "muted"), 0, at)
        for row in self.rows:
            self._add_row(grid, row)
        self.form.add(holder)

    def _why(self) -> str:
        if not self.dependants.changed_title:
            return _("By what they hang on, these steps of {reference} would be on other days.").format(
                reference=self.dependants.reference
            )
        words = _("“{step}” is on another day now. These steps of {reference} hang on it:")
        return words.format(step=self.dependants.changed_title, reference=self.dependants.reference)

    def _add_row(self, grid: QGridLayout, row: ShiftRow) -> None:
        at = grid.rowCount()
        tick = QCheckBox(f"{row.number}. {row.title}")
        tick.setObjectName(f"plan-dependants-{row.number}")
        tick.setChecked(True)
        tick.toggled.connect(self._show_days)
        old = text_label(format_day(row.old) if row.old else _("No date"), name=f"plan-dependants-{row.number}-old")
        new = text_label("", name=f"plan-dependants-{row.number}-new")
        why = text_label("", "muted", f"plan-dependants-{row.number}-why")
        old.setFixedWidth(OLD_WIDTH)
        new.setFixedWidth(NEW_WIDTH)
        for column, part in enumerate((tick, old, new)):
            grid.addWidget(part, at, column, Qt.AlignmentFlag.AlignVCenter)
        why.setContentsMargins(INDENT, 0, 0, GRID)
        grid.addWidget(why, at + 1, 0, 1, 3)
        self.ticks[row.step_id] = tick
        self._new[row.step_id] = (new, why)
        self._show_day(row, row)

    def _show_day(self, row: ShiftRow, found: ShiftRow | None) -> None:
        new, why = self._new[row.step_id]
        stays = found is None or not self.ticks[row.step_id].isChecked()
        words = _("stays") if stays or found is None else f"→ {format_day(found.new)}"
        new.setText(words)  # type: ignore[attr-defined]
        why.setText(found.why if found else _("What it hangs on stays."))  # type: ignore[attr-defined]
        self.ticks[row.step_id].setAccessibleName(f"{row.number}. {row.title}, {words}")

    def _kept(self) -> frozenset[int]:
        return frozenset(step_id for step_id, tick in self.ticks.items() if not tick.isChecked())

    def _show_days(self, _is_on: bool = False) -> None:
        """What is kept lets the days behind it be worked out again."""
        found = {row.step_id: row for row in self.dependants.shifts(self._kept())}
        for row in self.rows:
            self._show_day(row, found.get(row.step_id))
        self._save.setEnabled(bool(self._moves()))

    def _moves(self) -> list[tuple[int, object]]:
        kept = self._kept()
        return [(row.step_id, row.new) for row in self.dependants.shifts(kept) if row.step_id not in kept]

    def save(self) -> None:
        """Move them all at once."""
        self.do(move_step_dates, self.dependants.plan_id, self._moves(), clock.today(), self.dependants.reason)
