"""The cards of an answer: a line for each person or body, with what can be done from there; and what is not known."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal, SignalInstance
from PySide6.QtWidgets import QHBoxLayout, QWidget

from crm.queries.asking import Asker
from crm.queries.routes import NotKnown, Who
from crm.rules.routing import Part
from resources.translations import _
from ui.icons import Icon
from ui.pages.parts.lines import Line, RecordLine
from ui.pages.routes.facts import GROUPS, Asked
from ui.theme import GRID
from ui.widgets.buttons import tool
from ui.widgets.cards import Card, label
from ui.widgets.status import Status, Tone

GLYPHS = {
    Part.MUNICIPALITY: Icon.BUILDINGS,
    Part.DISTRICT: Icon.BUILDINGS,
    Part.DEPARTMENT: Icon.BUILDINGS,
    Part.COMMITTEE: Icon.USERS_THREE,
    Part.NATIONAL: Icon.USERS_THREE,
    Part.PETITIONS_OFFICE: Icon.TRAY,
    Part.CONSTITUENCY_OFFICE: Icon.MAP_PIN,
}
"""People have the icon of a person."""


class WhoRow(QWidget):
    """One person or body; the buttons behind it act on just that one."""

    opened = Signal(object)  # Who
    put_wanted = Signal(object)
    log_wanted = Signal(object)
    petition_wanted = Signal(object)

    def __init__(self, who: Who, name: str, put_into: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.who = who
        first = " · ".join(part for part in (who.title or who.label, who.contact) if part)
        tone = Tone.WARNING if who.is_to_check else Tone.NEUTRAL
        noun, record_id = who.record
        pill = Status(who.fresh, tone)
        glyph = Icon.USER if noun == "people" else GLYPHS.get(who.part, Icon.USER)
        self.line = RecordLine(Line(who.name, f"{first}\n{who.why}", noun, record_id, pill, glyph), name)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GRID)
        row.addWidget(self.line, 1)
        self.line.opened.connect(partial(self._tell, self.opened))
        if record_id and put_into:
            self._add(
                row, Icon.DOWNLOAD_SIMPLE, _("Put into {name}").format(name=put_into), f"{name}-put", self.put_wanted
            )
        if record_id and who.part in (Part.COMMITTEE, Part.NATIONAL):
            words = _("Start a petition to {name}").format(name=who.name)
            self._add(row, Icon.MEGAPHONE, words, f"{name}-petition", self.petition_wanted)
        if record_id:
            words = _("Log an engagement with {name}").format(name=who.name)
            self._add(row, Icon.CALENDAR_PLUS, words, f"{name}-log", self.log_wanted)

    def _add(self, row: QHBoxLayout, glyph: Icon, words: str, name: str, signal: SignalInstance) -> None:
        button = tool(glyph, words, name, "accent")
        button.clicked.connect(partial(self._tell, signal))
        row.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)

    def _tell(self, signal: SignalInstance, *_ignored: object) -> None:
        signal.emit(self.who)


def make_cards(asked: Asked) -> list[tuple[Card, list[WhoRow]]]:
    """The cards of an answer that have somebody in them."""
    found = []
    for name, title, parts in GROUPS:
        rows = [row for part in parts for row in _rows_of(asked, part)]
        if rows:
            card = Card(_(title), f"route-card-{name}")
            card.body.setSpacing(GRID // 2)
            for row in rows:
                card.add(row)
            found.append((card, rows))
    return found


def _rows_of(asked: Asked, part: Part) -> list[WhoRow]:
    members = [who for who in asked.answer.who if who.part is part]
    return [WhoRow(who, f"route-{part}-{at}", _into(asked.asker, who)) for at, who in enumerate(members)]


def _into(asker: Asker | None, who: Who) -> str:
    takes = asker is not None and who.part in asker.parts and who.record[1] not in asker.there
    return asker.short if asker is not None and takes else ""


class NotKnownCard(Card):
    """What an answer lacks; a line leads to where it would be written down."""

    wanted = Signal(object)  # NotKnown

    def __init__(self) -> None:
        super().__init__(_("Not known yet"), "route-not-known")
        self.body.setSpacing(GRID // 2)

    def show_missing(self, missing: Sequence[NotKnown]) -> None:
        """Replace what is shown."""
        self.clear()
        for at, each in enumerate(missing):
            line = RecordLine(Line(each.words, each.todo, glyph=Icon.QUESTION), f"route-missing-{at}")
            line.opened.connect(partial(self._tell, each))
            self.add(line)
        if not missing:
            self.add(label(_("Everybody who deals with it is known."), "muted", "route-not-known-empty"))

    def _tell(self, each: NotKnown, *_ignored: object) -> None:
        self.wanted.emit(each)
