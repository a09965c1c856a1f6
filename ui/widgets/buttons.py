"""Buttons in their four looks; one primary button a page."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QPushButton, QToolButton

from ui.icons import Icon, icon

ICON_SIZE = QSize(18, 18)
WITH_GAP = QSize(23, 18)  # glyphs stand at the left of their box: the rest is the gap before the words


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


def tool(glyph: Icon, tip: str, name: str, colour: str = "muted") -> QToolButton:
    """A button with an icon only; the tip is its accessible name."""
    button = QToolButton()
    button.setObjectName(name)
    button.setIcon(icon(glyph, colour))
    button.setIconSize(ICON_SIZE)
    button.setToolTip(tip)
    button.setAccessibleName(tip)
    return button


def _button(text: str, name: str, look: str, glyph: Icon | None, tint: str) -> QPushButton:
    button = QPushButton(text)
    button.setObjectName(name)
    button.setAccessibleName(text.replace("&", ""))
    button.setAutoDefault(False)
    if look:
        button.setProperty("look", look)
    if glyph is not None:
        button.setIcon(icon(glyph, tint))
        button.setIconSize(WITH_GAP)
    return button
