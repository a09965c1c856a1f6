"""What was typed and not saved when the window locked itself: it waits unseen for the person who typed it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtWidgets import QApplication, QDialog, QWidget
from shiboken6 import isValid

from ui.pages.start.passphrase import SecretLine
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
        end(self.dialogs)


def end(dialogs: Iterable[QDialog]) -> None:
    """Close them without asking; whoever waits for one hears that it is over."""
    for dialog in dialogs:
        if isValid(dialog):
            QDialog.done(dialog, QDialog.DialogCode.Rejected.value)
        if isValid(dialog):
            dialog.deleteLater()


def clear_screen(window: QWidget) -> tuple[QDialog, ...]:
    """Take everything that stands over the window off the screen; returns the dialogs, which are only hidden.

    A passphrase that was being typed is not kept: it may be somebody else's than of whoever comes back.
    """
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
            for secret in dialog.findChildren(SecretLine):
                secret.clear()
            dialog.hide()
            kept.append(dialog)
    return tuple(kept)
