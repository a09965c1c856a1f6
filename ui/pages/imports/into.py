"""Asking into which agreement or plan the clauses or steps of a list go, where they do not say it themselves."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from crm.exchange.candidates import ClauseCandidate, Reading, StepCandidate
from resources.translations import _
from ui.background.service import Service
from ui.pages.parts.finding import find_agreement_choices, find_plan_choices
from ui.theme import GAP
from ui.widgets.choices import Choice
from ui.widgets.forms import takes_keys
from ui.widgets.record_picker import RecordPicker


class IntoPicker(QWidget):
    """One line that completes agreements or plans."""

    changed = Signal()

    def __init__(self, service: Service, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("import-into-row")
        self._is_of_plans = False
        self._question = QLabel()
        self.picker = RecordPicker(service, self._find, "import-into", _("Title or reference"))
        self.picker.setMinimumWidth(320)
        self._question.setBuddy(takes_keys(self.picker))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GAP)
        row.addWidget(self._question)
        row.addWidget(self.picker)
        row.addStretch(1)
        self.picker.chosen.connect(self.changed)
        self.picker.cleared.connect(self.changed)

    def offer(self, reading: Reading) -> None:
        """Ask where a row does not say it."""
        rows = reading.registered
        clauses = [row for row in rows if isinstance(row, ClauseCandidate) and not row.agreement]
        steps = [row for row in rows if isinstance(row, StepCandidate) and not row.plan]
        self._is_of_plans = bool(steps)
        words = _("Those that name no plan go into the p&lan") if steps else _("Clauses go into the ag&reement")
        self._question.setText(words)
        self.picker.set_choice(None)
        self.setVisible(bool(clauses or steps))

    @property
    def reference(self) -> str:
        """The reference of what was chosen, empty for nothing."""
        choice = self.picker.choice
        return choice.detail if choice is not None else ""

    def _find(self, text: str) -> list[Choice]:
        """What may be meant; this runs on the reader."""
        return find_plan_choices(text) if self._is_of_plans else find_agreement_choices(text)
