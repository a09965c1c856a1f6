"""In which form a file is saved: a choice that goes with the ending of the file typed beside it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtWidgets import QComboBox, QLineEdit

from reports.catalog import FORM_NAMES
from resources.translations import _
from ui.pages.parts.choosing import fill


class FormChoice(QComboBox):
    """The forms there are, by the endings of their files; hidden where there is one only."""

    def __init__(self, name: str, endings: Sequence[str], file: QLineEdit) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setAccessibleName(_("Save as"))
        self._endings = tuple(endings)
        self._file = file
        fill(self, [(ending, _(FORM_NAMES[ending])) for ending in endings])
        if len(self._endings) == 1:
            self.hide()
        self.currentIndexChanged.connect(self._chosen)
        file.textEdited.connect(self.take_file)

    @property
    def ending(self) -> str:
        """The ending chosen, “.docx”."""
        return str(self.currentData())

    @property
    def save_words(self) -> str:
        """What a button says that saves it so."""
        return _("Save as {form}").format(form=self.currentText())

    def take_file(self, file: str) -> None:
        """The ending of the file says the form."""
        at = self.findData(Path(file.strip()).suffix.lower())
        if at >= 0:
            self.setCurrentIndex(at)

    def _chosen(self) -> None:
        text = self._file.text().strip()
        if text and Path(text).suffix.lower() != self.ending:
            self._file.setText(str(with_ending(Path(text), self.ending, self._endings)))


def with_ending(file: Path, ending: str, endings: Sequence[str]) -> Path:
    """The file with this ending, in the place of one of the others; “Report 22.11” keeps its day."""
    return file.with_suffix(ending) if file.suffix.lower() in endings else file.with_name(f"{file.name}{ending}")
