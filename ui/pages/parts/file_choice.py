"""Choosing files and folders in dialogs that are opened, never waited for."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QWidget

Mode = QFileDialog.FileMode


def choose_folder(parent: QWidget, title: str, start: Path, chosen: Callable[[str], object]) -> QFileDialog:
    """Ask for a folder; `chosen(path)` is called with it."""
    dialog = _dialog(parent, title, start, Mode.Directory)
    dialog.setOption(QFileDialog.Option.ShowDirsOnly, True)
    return _opened(dialog, chosen)


def choose_file(parent: QWidget, title: str, start: Path, kinds: str, chosen: Callable[[str], object]) -> QFileDialog:
    """Ask for a file that is there; `kinds` is a filter of Qt's (“Backups (*.kgotla-backup)”)."""
    dialog = _dialog(parent, title, start, Mode.ExistingFile)
    dialog.setNameFilter(kinds)
    return _opened(dialog, chosen)


def choose_new_file(
    parent: QWidget, title: str, proposed: Path, kinds: str, chosen: Callable[[str], object]
) -> QFileDialog:
    """Ask where to write a file; the system's dialog asks before one is replaced."""
    dialog = _dialog(parent, title, proposed.parent, Mode.AnyFile)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setNameFilter(kinds)
    dialog.setDefaultSuffix(proposed.suffix.removeprefix("."))
    dialog.selectFile(proposed.name)
    return _opened(dialog, chosen)


def documents_folder() -> Path:
    """The user's folder for documents."""
    from platformdirs import user_documents_path

    return user_documents_path()


def _dialog(parent: QWidget, title: str, folder: Path, mode: QFileDialog.FileMode) -> QFileDialog:
    dialog = QFileDialog(parent, title, str(folder))
    dialog.setObjectName("file-dialog")
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setFileMode(mode)
    return dialog


def _opened(dialog: QFileDialog, chosen: Callable[[str], object]) -> QFileDialog:
    dialog.fileSelected.connect(chosen)
    dialog.open()
    return dialog
