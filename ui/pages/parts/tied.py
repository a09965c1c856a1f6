"""What belongs to one matter with a record: seen, tied and untied on its page."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtWidgets import QHBoxLayout, QWidget

from crm.operations.ties import tie, untie
from crm.queries.records import Found
from crm.queries.search import find_everything
from resources.translations import _
from ui.desk import Desk
from ui.icons import Icon
from ui.pages.commitments.form_dialog import FormDialog
from ui.pages.parts.cards import LinesCard
from ui.pages.parts.lines import Line
from ui.theme import CONTROL_HEIGHT
from ui.widgets.buttons import tool
from ui.widgets.choices import Choice
from ui.widgets.record_picker import RecordPicker

_GLYPHS = {
    "engagements": Icon.CALENDAR_CHECK,
    "commitments": Icon.HANDSHAKE,
    "petitions": Icon.MEGAPHONE,
    "plans": Icon.PATH,
    "agreements": Icon.ARTICLE,
    "opportunities": Icon.MICROPHONE,
    "outcomes": Icon.FLAG,
    "issues": Icon.WARNING_CIRCLE,
}


def find_records_to_tie(text: str) -> list[Choice]:
    """Petitions, plans, issues, engagements and promises that the words are found in."""
    return [Choice(one.id, one.name, one.detail) for one in find_everything(text, 24) if one.noun in _GLYPHS][:8]


class TiedCard(LinesCard):
    """The card “Belongs together”."""

    def __init__(self, desk: Desk, name: str, parent: QWidget | None = None) -> None:
        super().__init__(
            _("Belongs together"),
            name,
            _("Nothing yet: a petition, a plan, an engagement or a promise on the same matter."),
            _("Add what belongs…"),
            parent,
        )
        self._desk = desk
        self._record_id = 0
        self.opened.connect(desk.navigator.open_record)
        self.add_wanted.connect(self.ask_tie)

    def show_tied(self, record_id: int, tied: Sequence[Found]) -> None:
        """Show these."""
        self._record_id = record_id
        self.show_lines([])
        if tied:
            self.clear()
        for found in tied:
            self._show_row(found)

    def _show_row(self, found: Found) -> None:
        holder = QWidget()
        across = QHBoxLayout(holder)
        across.setContentsMargins(0, 0, 0, 0)
        glyph = _GLYPHS.get(found.noun, Icon.LINK_SIMPLE)
        across.addWidget(self.add_line(Line(found.name, found.detail, found.noun, found.id, glyph=glyph)), 1)
        away = tool(Icon.X, _("Untie from {name}").format(name=found.name), f"{self.objectName()}-untie-{found.id}")
        away.setFixedSize(CONTROL_HEIGHT, CONTROL_HEIGHT)
        away.clicked.connect(partial(self._untie, found.id))
        across.addWidget(away)
        self.add(holder)

    def _untie(self, other_id: int) -> None:
        self._desk.service.do(untie, self._record_id, other_id)

    def ask_tie(self) -> None:
        """Ask what it belongs with."""
        TieDialog(self.window(), self._desk, self._record_id).open()


class TieDialog(FormDialog):
    """What else is about the same matter."""

    def __init__(self, parent: QWidget, desk: Desk, record_id: int) -> None:
        self._record_id = record_id
        super().__init__(parent, desk, _("Belongs together"), "tie", _("Tie"))
        self.other.setFocus()

    def build(self) -> None:
        """One field."""
        self.other = RecordPicker(
            self.desk.service, find_records_to_tie, "tie-other", _("Petition, plan, issue, engagement or promise")
        )
        self.form.row("other", _("What is about the same matter?"), self.other)
        self.setMinimumHeight(360)  # the names drop below the field

    def check(self) -> bool:
        """One must be chosen."""
        if not self.other.record_id:
            self.form.show_error("other", _("Choose one from the list that opens while you type."))
        return bool(self.other.record_id)

    def save(self) -> None:
        """Tie them."""
        self.do(tie, self._record_id, self.other.record_id)
