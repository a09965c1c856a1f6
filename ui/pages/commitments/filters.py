"""The row of choices above the register: who owes whom, how late, where it stands, whose, about what."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QSizePolicy, QWidget

from crm.queries.commitments import CommitmentFilter
from crm.rules import clock
from crm.rules.commitments import DUE_SOON_DAYS, Direction, Lateness, Status, label
from resources.translations import _
from ui.lists.columns import Wanted
from ui.theme import GAP

WEEK, LOOK, INCOMPLETE, LATE = "week", "look", "incomplete", "late"
KEYS = ("direction", "late", "status", "owner", "topic")


class FilterRow(QWidget):
    """Five lists of choices; the first entry of each filters nothing."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("commitments-filters")
        self.boxes: dict[str, QComboBox] = {}
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GAP)
        for key, name in zip(KEYS, self._names(), strict=True):
            box = QComboBox()
            box.setObjectName(f"commitments-filter-{key}")
            box.setAccessibleName(name)
            box.setToolTip(name)
            box.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            box.setMinimumContentsLength(8)
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            box.currentIndexChanged.connect(self._tell)
            row.addWidget(box, 1)
            self.boxes[key] = box
        self._fill_fixed()
        self.fill_owners(())
        self.fill_topics(())

    @staticmethod
    def _names() -> tuple[str, ...]:
        return (_("Who owes whom"), _("How late"), _("Where it stands"), _("Our owner"), _("Topic"))

    def _fill_fixed(self) -> None:
        directions = [(one.value, label(one)) for one in Direction]
        self._fill("direction", [("", _("Both directions")), *directions])
        self._fill("late", [("", _("Any date")), *late_choices()])
        stages = [(one.value, label(one)) for one in Status if one is not Status.CLOSED]
        self._fill(
            "status", [("open", _("Open")), *stages, ("closed", label(Status.CLOSED)), ("all", _("Open and closed"))]
        )

    def fill_owners(self, owners: Iterable[tuple[int, str]]) -> None:
        """Offer these colleagues."""
        self._fill("owner", [(0, _("Any owner")), *owners])

    def fill_topics(self, topics: Iterable[tuple[int, str]]) -> None:
        """Offer these topics."""
        self._fill("topic", [(0, _("Any topic")), *topics])

    def _fill(self, key: str, choices: list[tuple[object, str]]) -> None:
        """Fill one list and keep what was chosen, without telling anyone."""
        box = self.boxes[key]
        chosen = box.currentData()
        box.blockSignals(True)
        box.clear()
        for data, words in choices:
            box.addItem(words, data)
        box.setCurrentIndex(max(0, box.findData(chosen)))
        box.blockSignals(False)

    def choose(self, **values: object) -> None:
        """Choose by key; what is not named is put back to its first entry. Tells nobody."""
        for key, box in self.boxes.items():
            box.blockSignals(True)
            box.setCurrentIndex(max(0, box.findData(values.get(key))) if key in values else 0)
            box.blockSignals(False)

    def values(self) -> dict[str, object]:
        """What is chosen, as filters of a list; None where nothing is filtered."""
        found = {key: box.currentData() for key, box in self.boxes.items()}
        return {key: None if value in ("", 0, "open") else value for key, value in found.items()}

    def _tell(self) -> None:
        self.changed.emit()


def late_choices() -> list[tuple[str, str]]:
    """What the calendar can say, and the questions Today asks."""
    return [
        (LATE, _("Late")),
        (WEEK, _("Due in {count} days").format(count=DUE_SOON_DAYS)),
        (LOOK, _("Time to look again")),
        (INCOMPLETE, _("Incomplete")),
        *((one.value, label(one)) for one in Lateness if one not in (Lateness.CLOSED, Lateness.DUE_SOON)),
    ]


def register_filter(wanted: Wanted) -> CommitmentFilter:
    """What the list asks the register."""
    chosen = wanted.filters
    late = str(chosen.get("late", ""))
    today = clock.today()
    is_special = late in (WEEK, LOOK, INCOMPLETE)
    return CommitmentFilter(
        text=wanted.text,
        direction=str(chosen.get("direction", "")),
        lateness="" if is_special else late,
        status=str(chosen.get("status", "open")),
        owner_id=_number(chosen.get("owner")),
        topic_id=_number(chosen.get("topic")),
        due_from=today if late == WEEK else None,
        due_to=today + timedelta(days=DUE_SOON_DAYS) if late == WEEK else None,
        look_by=today if late == LOOK else None,
        is_incomplete=late == INCOMPLETE,
        sort=wanted.sort,
        descending=wanted.is_descending,
    )


def _number(value: object) -> int | None:
    return value if isinstance(value, int) else None
