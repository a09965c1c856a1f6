"""What has to be written before a paper for the community is made: a list whose lines open the record."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from crm.rules.languages import language_name
from reports.facts.telling import Lacking
from resources.translations import _
from ui.icons import Icon
from ui.pages.parts.cards import LinesCard
from ui.pages.parts.lines import Line
from ui.theme import GAP, PAGE_MARGIN
from ui.widgets.buttons import secondary
from ui.widgets.cards import scrolled


class MissingSheet(QWidget):
    """The list, and a button to print it as it is."""

    opened = Signal(str, int)
    wanted_as_it_is = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.card = LinesCard(_("Not yet written"), "report-missing", "")
        self.button = secondary(_("Print “…” in its place"), "report-allow-missing")
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(GAP * 2, GAP, PAGE_MARGIN, GAP * 2)
        column.setSpacing(GAP)
        column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.card)
        column.addStretch(1)
        around = QVBoxLayout(self)
        around.setContentsMargins(0, 0, 0, 0)
        around.addWidget(scrolled(inside, "report-missing-scroll"))
        self.card.opened.connect(self._open)
        self.button.clicked.connect(self.wanted_as_it_is)

    def _open(self, noun: str, record_id: int) -> None:
        if noun:
            self.opened.emit(noun, record_id)

    def show_lacking(self, lacking: Sequence[Lacking]) -> None:
        """Sentences of records first, each opening its record; then labels, which are written in the settings."""
        self.card.show_lines([_line(each) for each in lacking])


def _line(lacking: Lacking) -> Line:
    language = language_name(lacking.language)
    if not lacking.noun:
        return Line(lacking.what, _("{language} · a word of the paper: Settings, Languages").format(language=language))
    title = f"{lacking.reference} {lacking.what}"
    return Line(title, language, lacking.noun, lacking.record_id, glyph=Icon.CHAT_CIRCLE_TEXT)
