"""For how many months each kind of person is kept."""

from __future__ import annotations

from PySide6.QtWidgets import QSpinBox, QWidget

from crm.operations.retention import set_months
from crm.rules.retention import Kind, Months
from resources.translations import _
from ui.desk import Desk
from ui.pages.commitments.form_dialog import FormDialog
from ui.widgets.cards import label


class MonthsDialog(FormDialog):
    """Three numbers."""

    def __init__(self, parent: QWidget, desk: Desk, months: Months) -> None:
        self._months = months
        super().__init__(parent, desk, _("How long people are kept"), "months", _("Save"))

    def build(self) -> None:
        """A field for each kind."""
        titles = {
            Kind.OFFICE: _("Whoever held an &office: months"),
            Kind.PARTNER: _("Whoever is of a &CSO: months"),
            Kind.OTHER: _("&Everybody else: months"),
        }
        explained = _(
            "No longer than they are needed (POPIA s 14). It counts from the last engagement, promise, note or check, "
            "or the end of an office; whoever is in office or has something open is not asked about."
        )
        self.form.add(label(explained, "muted"))
        self.fields = {kind: _field(self._months.of(kind)) for kind in Kind}
        for kind, words in titles.items():
            self.form.row(str(kind), words, self.fields[kind])

    def save(self) -> None:
        """Keep them."""
        self.do(set_months, Months(**{str(kind): field.value() for kind, field in self.fields.items()}))


def _field(months: int) -> QSpinBox:
    box = QSpinBox()
    box.setRange(1, 600)
    box.setValue(months)
    return box
