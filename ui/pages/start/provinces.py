"""The provinces worked in, and what that puts into a workspace."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QGridLayout, QVBoxLayout, QWidget

from resources import reference
from resources.translations import _
from ui.theme import GAP, GRID, PADDING, small_font
from ui.widgets.cards import label

ACROSS = 3


class ProvinceChoice(QWidget):
    """Nine tick boxes, and in words what they bring."""

    changed = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._boxes: dict[str, QCheckBox] = {}
        grid = QGridLayout()
        grid.setHorizontalSpacing(PADDING)
        grid.setVerticalSpacing(GAP)
        for number, province in enumerate(reference.provinces()):
            box = QCheckBox(province.name)
            box.setObjectName(f"{name}-{province.code}")
            box.toggled.connect(self._tell)
            self._boxes[province.name] = box
            grid.addWidget(box, number // ACROSS, number % ACROSS)
        self._words = label("", "muted", f"{name}-words")
        self._words.setFont(small_font())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, GRID, 0, 0)
        column.setSpacing(GAP)
        column.addLayout(grid)
        column.addWidget(self._words)
        self.setFocusProxy(next(iter(self._boxes.values())))
        self._tell()

    def chosen(self) -> list[str]:
        """The names of the provinces ticked."""
        return [name for name, box in self._boxes.items() if box.isChecked()]

    def choose(self, names: list[str]) -> None:
        """Tick these."""
        for name, box in self._boxes.items():
            box.setChecked(name in names)

    def _tell(self) -> None:
        self._words.setText(in_words(self.chosen()))
        self.changed.emit()


def in_words(names: list[str]) -> str:
    """What the reference data of these provinces holds; of all nine when none is named."""
    wanted = [province for province in reference.provinces() if not names or province.name in names]
    houses = {province.legislature for province in wanted}
    here = {province.name for province in wanted}
    towns = sum(municipality.province in here for municipality in reference.municipalities())
    committees = sum(committee.legislature in houses for committee in reference.committees())
    first = (
        _("None ticked: all nine provinces are put in.")
        if not names
        else _("Put in: {houses}.").format(houses=", ".join(province.legislature for province in wanted))
    )
    second = _(
        "With {towns} municipalities and their wards, and {committees} suggested committees: "
        "these change with each term, so check them for your legislature."
    ).format(towns=towns, committees=committees)
    return f"{first} {second}"
