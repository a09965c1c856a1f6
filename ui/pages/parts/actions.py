"""Actions of a page: in the search palette, and by a shortcut while the page is shown."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

PASTE_KEYS = "Ctrl+Alt+V"
"""Brings in the rows on the clipboard, on every page where they may belong; Ctrl+V itself stays with the fields."""


def action(owner: QWidget, name: str, text: str, run: Callable[[], object], keys: str = "") -> QAction:
    """An action of this widget; the shortcut works while the keyboard is inside it."""
    made = QAction(text, owner)
    made.setObjectName(name)
    made.triggered.connect(run)
    if keys:
        made.setShortcut(QKeySequence(keys))
        made.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        owner.addAction(made)
    return made
