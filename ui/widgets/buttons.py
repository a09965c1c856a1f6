"""Buttons in their four looks; one primary button a page."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QPushButton, QToolButton

from ui.icons import Icon, icon

ICON_SIZE = QSize(18, 18)
WITH_GAP = QSize(23, 18)  # glyphs stand at the left of their box: the rest is the gap before the words


class WordsButton(QPushButton):
    """A button with words; Enter presses it as the space bar does, never the default button beside it."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses."""
        if not press_on_enter(self, event):
            super().keyPressEvent(event)


class IconButton(QToolButton):
    """A button with an icon; Enter presses it too."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses."""
        if not press_on_enter(self, event):
            super().keyPressEvent(event)


def primary(text: str, name: str, glyph: Icon | None = None) -> QPushButton:
    """The main thing to do here."""
    return _button(text, name, "primary", glyph, "on_accent")


def secondary(text: str, name: str, glyph: Icon | None = None) -> QPushButton:
    """Another thing to do."""
    return _button(text, name, "", glyph, "")


def quiet(text: str, name: str, glyph: Icon | None = None) -> QPushButton:
    """A button that looks like a link."""
    return _button(text, name, "quiet", glyph, "accent")


def danger(text: str, name: str, glyph: Icon | None = None) -> QPushButton:
    """Something that takes away."""
    return _button(text, name, "danger", glyph, "surface")


def primary_of(action: QAction, name: str) -> QPushButton:
    """The main thing to do here, which its keys do too."""
    return _follow(action, primary(action.text(), name))


def secondary_of(action: QAction, name: str) -> QPushButton:
    """Another thing to do, with its icon, which its keys do too."""
    button = _follow(action, secondary(action.text(), name))
    button.setIcon(action.icon())
    button.setIconSize(WITH_GAP)
    return button


def quiet_of(action: QAction, name: str) -> QPushButton:
    """A button that looks like a link and does what its keys do."""
    return _follow(action, quiet(action.text(), name))


def _follow(action: QAction, button: QPushButton) -> QPushButton:
    button.setToolTip(f"{action.text()} ({action.shortcut().toString()})")
    button.clicked.connect(action.trigger)
    return button


def tool(glyph: Icon, tip: str, name: str, colour: str = "muted") -> QToolButton:
    """A button with an icon only; the tip is its accessible name."""
    button = IconButton()
    button.setObjectName(name)
    button.setIcon(icon(glyph, colour))
    button.setIconSize(ICON_SIZE)
    button.setToolTip(tip)
    button.setAccessibleName(tip)
    return button


def _button(text: str, name: str, look: str, glyph: Icon | None, tint: str) -> QPushButton:
    button = WordsButton(text)
    button.setObjectName(name)
    button.setAccessibleName(text.replace("&", ""))
    button.setAutoDefault(False)
    if look:
        button.setProperty("look", look)
    if glyph is not None:
        button.setIcon(icon(glyph, tint))
        button.setIconSize(WITH_GAP)
    return button


def press_on_enter(button: QAbstractButton, event: QKeyEvent) -> bool:
    """Press the button when the key is Enter, held down only once; True when it was Enter."""
    is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
    if is_enter and not event.isAutoRepeat():
        button.click()
    return is_enter
