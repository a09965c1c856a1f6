"""The files kept with a record: add, show, save a copy, remove."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QFileDialog, QMenu, QWidget

from crm.operations.attachments import attach_file, detach
from crm.queries.attachments import AttachmentRow
from resources.translations import _
from ui.desk import Desk
from ui.icons import Icon, icon
from ui.pages.parts.cards import LinesCard
from ui.pages.parts.kept_file import ask_where, save_copy, show_file, size_words
from ui.pages.parts.lines import Line, RecordLine
from ui.widgets.buttons import quiet
from ui.widgets.dialogs import ConfirmDialog


class FilesCard(LinesCard):
    """The files of a record; they live inside the encrypted workspace."""

    def __init__(self, desk: Desk, name: str = "files", parent: QWidget | None = None) -> None:
        super().__init__(
            _("Attachments"), name, _("No files yet. Letters, photos and scans are kept encrypted here."), "", parent
        )
        self._desk = desk
        self._about = 0
        self._files: dict[int, AttachmentRow] = {}
        self.add_button = quiet(_("Add file…"), f"{name}-add", Icon.PAPERCLIP)
        self.add_button.clicked.connect(self.ask_file)
        self.add_header(self.add_button)
        self.opened.connect(self._offer)

    def show_files(self, about_id: int, files: Sequence[AttachmentRow]) -> None:
        """Show the files of this record."""
        self._about = about_id
        self._files = {file.id: file for file in files}
        self.show_lines(
            [
                Line(
                    file.file_name,
                    " · ".join(part for part in (file.caption, size_words(file.size)) if part),
                    "attachments",
                    file.id,
                    glyph=Icon.PAPERCLIP,
                )
                for file in files
            ]
        )

    def ask_file(self) -> None:
        """Ask which file to add."""
        dialog = QFileDialog(self.window(), _("Add files"))
        dialog.setObjectName("add-files")
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.filesSelected.connect(self.add_files)
        dialog.open()

    def add_files(self, paths: Sequence[str]) -> None:
        """Keep these files with the record."""
        for path in paths:
            self._desk.service.do(attach_file, self._about, Path(path), what=_("Adding {file}…").format(file=path))

    def _offer(self, _noun: str, file_id: int) -> None:
        menu = QMenu(self)
        menu.setObjectName("file-menu")
        menu.addAction(icon(Icon.EYE), _("Show"), partial(show_file, self, self._desk, file_id))
        menu.addAction(icon(Icon.DOWNLOAD_SIMPLE), _("Save a copy…"), partial(self.ask_where, file_id))
        menu.addAction(icon(Icon.TRASH), _("Remove…"), partial(self.ask_remove, file_id))
        menu.aboutToHide.connect(menu.deleteLater)
        line = self.sender()
        at = line if isinstance(line, RecordLine) else self
        menu.popup(at.mapToGlobal(QPoint(at.width() // 3, at.height())))
        menu.setActiveAction(menu.actions()[0])

    def ask_where(self, file_id: int) -> None:
        """Ask where a copy goes."""
        ask_where(self, self._files[file_id].file_name, partial(self.save_copy, file_id))

    def save_copy(self, file_id: int, path: str) -> None:
        """Write a copy, outside the encrypted workspace."""
        save_copy(self, self._desk, file_id, path)

    def ask_remove(self, file_id: int) -> None:
        """Ask before taking a file away."""
        name = self._files[file_id].file_name
        box = ConfirmDialog(
            self.window(),
            _("Remove {file}?").format(file=name),
            _("It can be brought back with Undo."),
            _("Remove"),
            is_danger=True,
            name="remove-file",
        )
        box.confirmed.connect(partial(self._remove, file_id))
        box.open()

    def _remove(self, file_id: int) -> None:
        self._desk.service.do(detach, file_id)
