"""The card with the points that make a petition admissible, ticked one by one before it is handed in."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from crm.operations.petitions import check_point
from crm.queries.petitions import CheckRow, PetitionPage
from crm.rules.petitions import is_to_check
from resources.translations import _
from ui.desk import Desk
from ui.theme import GRID, small_font
from ui.widgets.cards import Card
from ui.widgets.cards import label as text_label


class ChecklistCard(Card):
    """One box a point. The boxes stay while they are ticked, and the keyboard on them."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(_("Before it is handed in"), "petition-checklist")
        self._desk = desk
        self._petition_id = 0
        self._boxes: dict[str, QCheckBox] = {}
        self._shown: tuple[tuple[str, str], ...] = ()

    def show_checks(self, page: PetitionPage) -> None:
        """Show them while it is with us."""
        self._petition_id = page.row.id
        self.setVisible(bool(page.checks) and is_to_check(page.row.status))
        shown = tuple((check.key, check.law) for check in page.checks)
        if shown != self._shown:
            self._shown = shown
            self._lay_out(page.checks)
        for check in page.checks:
            box = self._boxes[check.key]
            box.blockSignals(True)
            box.setChecked(check.is_met)
            box.blockSignals(False)
            box.setToolTip(check.note)

    def _lay_out(self, checks: tuple[CheckRow, ...]) -> None:
        self.clear()
        self._boxes = {}
        for check in checks:
            self.add(self._point(check))
        hint = _("Our practice, not law, unless a law is named: check for your legislature.")
        self.add(text_label(hint, "muted", "petition-checklist-hint"))

    def _point(self, check: CheckRow) -> QWidget:
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        box = QCheckBox(check.words)
        box.setObjectName(f"petition-check-{check.key}")
        box.setAccessibleName(f"{check.words}. {check.law}" if check.law else check.words)
        box.toggled.connect(partial(self._tick, check.key))
        self._boxes[check.key] = box
        column.addWidget(box)
        if check.law:
            law = text_label(check.law, "muted")
            law.setFont(small_font())
            law.setContentsMargins(6 * GRID, 0, 0, 0)
            column.addWidget(law)
        return holder

    def _tick(self, key: str, is_met: bool) -> None:
        self._desk.service.do(check_point, self._petition_id, key, is_met)
