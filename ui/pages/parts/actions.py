"""Actions of a page: in the search palette, and by a shortcut while the page is shown."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from resources.translations import _
from ui.desk import Desk

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


def care_actions(owner: QWidget, desk: Desk) -> list[QAction]:
    """Keeping the data free of doubles, true, and open to whom it is about."""
    return [
        action(owner, "requests-shown", _("Requests (POPIA)…"), partial(desk.navigator.open_page, "requests")),
        action(owner, "possible-doubles", _("Possible doubles…"), partial(desk.navigator.open_page, "doubles")),
        action(owner, "to-verify", _("What to verify…"), partial(desk.navigator.open_page, "to-verify")),
        action(owner, "retention", _("Look through what is kept…"), partial(desk.navigator.open_page, "retention")),
    ]
