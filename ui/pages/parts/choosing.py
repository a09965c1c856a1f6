"""Combo boxes over fixed values: a value with its words."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtWidgets import QComboBox

from ui.theme import GRID


def combo(name: str, choices: Iterable[tuple[object, str]], accessible: str = "") -> QComboBox:
    """A combo box of (value, words)."""
    made = QComboBox()
    made.setObjectName(name)
    made.setAccessibleName(accessible)
    made.setMinimumWidth(90)
    made.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    made.setMinimumContentsLength(8)
    fill(made, choices)
    return made


def fill(box: QComboBox, choices: Iterable[tuple[object, str]]) -> None:
    """Other choices; the present value stays where it is among them. Tells nobody."""
    present = box.currentData()
    box.blockSignals(True)
    box.clear()
    for value, words in choices:
        box.addItem(words, value)
    box.setCurrentIndex(max(0, box.findData(present)))
    box.blockSignals(False)
    box.view().setMinimumWidth(box.view().sizeHintForColumn(0) + 4 * GRID)  # a narrow box, but every word in its list


def choose(box: QComboBox, value: object, label: Callable[[str], str] = str) -> None:
    """Show this value; one that is not offered is added in its own words."""
    at = box.findData(value)
    if at < 0:
        box.addItem(label(str(value)), value)
        at = box.count() - 1
    box.setCurrentIndex(at)


def labelled(values: Iterable[str], label: Callable[[str], str], nothing: str = "") -> list[tuple[object, str]]:
    """The values with their words, after an empty choice when `nothing` says what it means."""
    first: list[tuple[object, str]] = [("", nothing)] if nothing else []
    return [*first, *((str(value), label(value)) for value in values)]
