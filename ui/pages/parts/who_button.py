"""The button of a record that knows a topic and a place: who deals with it?"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QToolButton

from resources.translations import _
from ui.desk import Desk
from ui.icons import Icon
from ui.widgets.buttons import tool


def who_button(desk: Desk, name: str, record: Callable[[], int]) -> QToolButton:
    """A button that opens the answer for the record that is shown."""
    made = tool(Icon.COMPASS, _("Who deals with this? (Ctrl+W)"), f"{name}-who", "text")

    def ask() -> None:
        desk.navigator.show_filtered("routes", {"record": record()})

    made.clicked.connect(ask)
    return made
