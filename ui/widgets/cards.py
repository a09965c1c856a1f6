"""The parts that give a page its order: page header, section header, card, labels, lines, scrolling."""

from __future__ import annotations

import re

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLayout, QScrollArea, QVBoxLayout, QWidget

from ui.theme import GAP, GRID, PADDING, heading_font

_LONG_WORD = re.compile(r"\S{50,}")


def label(text: str = "", look: str = "", name: str = "") -> QLabel:
    """A label that wraps and whose text can be selected with the mouse; never read as markup."""
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setWordWrap(True)
    made.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    made.setObjectName(name)
    if look:
        made.setProperty("look", look)
    return made


def breakable(text: str) -> str:
    """A text that may break inside a word no line can hold: without that, one such word makes its page wider."""
    return _LONG_WORD.sub(
        lambda found: "\u200b".join(found[0][at : at + 10] for at in range(0, len(found[0]), 10)), text
    )


def heading(text: str, points: float, name: str = "") -> QLabel:
    """A heading of this size."""
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setFont(heading_font(points))
    made.setObjectName(name)
    return made


def divider() -> QFrame:
    """A thin line across."""
    line = QFrame()
    line.setProperty("look", "divider")
    line.setFixedHeight(1)
    return line


def scrolled(widget: QWidget, name: str = "scroll") -> QScrollArea:
    """The widget in a frame-less area that scrolls up and down only."""
    area = QScrollArea()
    area.setObjectName(name)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    widget.setProperty("look", "scrolled")
    area.setWidget(widget)
    return area


def clear_layout(layout: QLayout) -> None:
    """Take everything out of a layout and delete it."""
    while (item := layout.takeAt(0)) is not None:
        widget = item.widget()
        inner = item.layout()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
        elif inner is not None:
            clear_layout(inner)


class PageHeader(QWidget):
    """The name of a page, a line under it, and its buttons on the right."""

    def __init__(self, title: str, name: str = "header", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._title = heading(breakable(title), 17, f"{name}-title")
        self._title.setWordWrap(True)
        self._subtitle = label("", "muted", f"{name}-subtitle")
        self._subtitle.hide()
        words = QVBoxLayout()
        words.setSpacing(GRID // 2)
        words.addWidget(self._title)
        words.addWidget(self._subtitle)
        self._row = QHBoxLayout()
        self._row.setSpacing(GAP)
        self._row.addLayout(words, 1)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(GAP)
        self._column.addLayout(self._row)

    def set_title(self, text: str) -> None:
        """Another title."""
        self._title.setText(breakable(text))

    def set_subtitle(self, text: str) -> None:
        """The line under the title; empty hides it."""
        self._subtitle.setText(breakable(text))
        self._subtitle.setVisible(bool(text))

    def add(self, widget: QWidget) -> None:
        """A button on the right."""
        self._row.addWidget(widget, 0, Qt.AlignmentFlag.AlignTop)

    def add_below(self, widget: QWidget) -> None:
        """Something across, under title and buttons."""
        self._column.addWidget(widget)


class SectionHeader(QWidget):
    """The name of a part of a page, with small buttons on the right."""

    def __init__(self, text: str, name: str = "section", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._text = heading(text, 11.5, f"{name}-title")
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.addWidget(self._text, 1)

    def set_text(self, text: str) -> None:
        """Another name."""
        self._text.setText(text)

    def add(self, widget: QWidget) -> None:
        """Something on the right."""
        self._row.addWidget(widget)


class Card(QFrame):
    """A raised part of a page with an optional title; put things into `body`."""

    def __init__(self, title: str = "", name: str = "card", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(title)
        self.setProperty("look", "card")
        self._outer = QVBoxLayout(self)
        self._outer.setContentsMargins(PADDING, PADDING - GRID, PADDING, PADDING)
        self._outer.setSpacing(GAP)
        self.header = SectionHeader(title, f"{name}-header")
        self._outer.addWidget(self.header)  # first: showing a widget without a parent makes it a window
        self.header.setVisible(bool(title))
        self.body = QVBoxLayout()
        self.body.setSpacing(GAP)
        self._outer.addLayout(self.body, 1)

    def add(self, widget: QWidget) -> None:
        """Put a widget at the end of the card."""
        self.body.addWidget(widget)

    def add_header(self, widget: QWidget) -> None:
        """Put a small button beside the title."""
        self.header.setVisible(True)
        self.header.add(widget)

    def clear(self) -> None:
        """Empty the card."""
        clear_layout(self.body)
