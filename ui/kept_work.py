"""What was typed and not saved when the window locked itself: it waits unseen for the person who typed it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtWidgets import QApplication, QDialog, QWidget
from shiboken6 import isValid

from ui.widgets.search_palette import SearchPalette


@dataclass(frozen=True)
class KeptWork:
    """Whose it is, in which workspace, and the dialogs that were open; the pages stay where they are."""

    folder: Path | None
    user_name: str
    dialogs: tuple[QDialog, ...]

    def show(self) -> None:
        """Put the dialogs back."""
        for dialog in self.dialogs:
            if isValid(dialog):
                dialog.show()

    def drop(self) -> None:
        """Somebody else came, or another workspace: nothing of it is shown."""
        for dialog in self.dialogs:
            if isValid(dialog):
                dialog.deleteLater()


def clear_screen(window: QWidget) -> tuple[QDialog, ...]:
    """Take everything that stands over the window off the screen; returns the dialogs, which are only hidden."""
    while (popup := QApplication.activePopupWidget()) is not None:
        popup.close()
        if popup.isVisible():
            break
    dialogs = [one for one in window.findChildren(QDialog) if one.isVisible()]
    kept = []
    for dialog in dialogs:
        if isinstance(dialog, SearchPalette):
            dialog.reject()
        else:
            dialog.hide()
            kept.append(dialog)
    return tuple(kept)
