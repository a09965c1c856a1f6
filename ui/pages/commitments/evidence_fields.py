"""The fields for what shows that a promise was kept: kind, words, a file, who saw it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLineEdit, QWidget

from crm.operations.movements import EvidenceDraft
from crm.rules import clock, evidence
from resources.translations import _
from ui.icons import Icon
from ui.pages.commitments.form_dialog import combo, day_field, line
from ui.theme import GRID
from ui.widgets.buttons import secondary
from ui.widgets.forms import Form

PHOTOS = (".jpg", ".jpeg", ".png", ".heic", ".webp", ".gif", ".tif", ".tiff", ".bmp")

FILE_PLACES = {"file-missing": "file", "attachment-too-large": "file", "file-unreadable": "file"}
"""Where a form with a `FileField` shows what is wrong with the file."""

EVIDENCE_PLACES = {"evidence-empty": "words", **FILE_PLACES}
"""Where a form with `EvidenceFields` shows what is wrong with them."""


class FileField(QWidget):
    """A line with the path of a file; choose it, type it, or drop it here."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAcceptDrops(True)
        self.line = QLineEdit()
        self.line.setObjectName(f"{name}-text")
        self.line.setPlaceholderText(_("Photo, paper or voice note: choose it, or drop it here"))
        self.line.setClearButtonEnabled(True)
        self._button = secondary(_("Choose…"), f"{name}-choose", Icon.PAPERCLIP)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GRID)
        row.addWidget(self.line, 1)
        row.addWidget(self._button)
        self.setFocusProxy(self.line)
        self._button.clicked.connect(self._choose)

    @property
    def file(self) -> Path | None:
        """The file named, None when the line is empty."""
        text = self.line.text().strip().strip('"')
        return Path(text).expanduser() if text else None

    def set_file(self, file: Path) -> None:
        """Name a file."""
        self.line.setText(str(file))

    def setAccessibleName(self, name: str) -> None:
        """Name the line inside too."""
        super().setAccessibleName(name)
        self.line.setAccessibleName(name)

    def _choose(self) -> None:
        dialog = QFileDialog(self, _("Choose a file"))
        dialog.setObjectName(f"{self.objectName()}-dialog")
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(self.line.setText)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files from the desktop."""
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Take the first file."""
        local = [url.toLocalFile() for url in event.mimeData().urls() if url.isLocalFile()]
        if local:
            self.line.setText(local[0])


class EvidenceFields:
    """Adds the fields to a form and reads them."""

    def __init__(self, form: Form, name: str) -> None:
        self._form = form
        self.words = line(f"{name}-words", "", _("Ramp in use at the clinic, seen on the visit"))
        self.file = FileField(f"{name}-file")
        self.kind = combo(f"{name}-kind", {kind.value: evidence.label(kind) for kind in evidence.Kind})
        self.seen_by = line(f"{name}-seen-by")
        self.seen_on = day_field(f"{name}-seen-on", clock.today(), clock.today(), is_past=True)
        form.row("words", _("What shows it?"), self.words)
        form.row("file", _("File"), self.file, is_optional=True)
        form.side_by_side(
            ("kind", _("Kind of evidence"), self.kind),
            ("seen_by", _("Seen by"), self.seen_by),
            ("seen_on", _("Seen on"), self.seen_on),
        )
        self.file.line.textChanged.connect(self._guess_kind)

    @property
    def is_empty(self) -> bool:
        """Whether neither words nor a file are given."""
        return not self.words.text().strip() and self.file.file is None

    def draft(self) -> EvidenceDraft:
        """What is written."""
        return EvidenceDraft(
            words=self.words.text(),
            kind=str(self.kind.currentData()),
            file=self.file.file,
            seen_on=self.seen_on.day,
            seen_by=self.seen_by.text(),
        )

    def set_visible(self, is_shown: bool) -> None:
        """Show or hide every row."""
        for key in ("words", "file", "kind", "seen_by", "seen_on"):
            self._form.field_row(key).setVisible(is_shown)

    def _guess_kind(self, text: str) -> None:
        suffix = Path(text.strip().strip('"')).suffix.casefold()
        if suffix:
            self.kind.setCurrentIndex(self.kind.findData("photo" if suffix in PHOTOS else "document"))
