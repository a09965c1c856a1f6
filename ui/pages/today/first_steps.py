"""Today in an empty workspace: what to do first, in three steps."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from resources.translations import _
from ui.desk import Navigator
from ui.icons import Icon
from ui.theme import GAP, PADDING, PAGE_MARGIN
from ui.widgets.buttons import primary, secondary
from ui.widgets.cards import Card, heading, label

WIDTH = 620


class FirstSteps(QWidget):
    """Bring in people, log an engagement, write down a promise."""

    log_wanted = Signal()

    def __init__(self, navigator: Navigator, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("today-empty")
        self._navigator = navigator
        self.people = primary(_("Bring in people"), "first-people", Icon.USERS)
        self.engagement = secondary(_("Log engagement"), "first-engagement", Icon.CALENDAR_PLUS)
        self.commitment = secondary(_("Add commitment"), "first-commitment", Icon.HANDSHAKE)
        column = QVBoxLayout(self)
        column.setContentsMargins(PAGE_MARGIN, PAGE_MARGIN, PAGE_MARGIN, PAGE_MARGIN)
        column.addStretch(2)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self._card())
        row.addStretch(1)
        column.addLayout(row)
        column.addStretch(3)
        self.people.clicked.connect(self._go_to_people)
        self.engagement.clicked.connect(self.log_wanted)
        self.commitment.clicked.connect(self._add)

    def _card(self) -> Card:
        card = Card(name="today-first-steps")
        card.setFixedWidth(WIDTH)
        card.body.setSpacing(PADDING)
        card.add(heading(_("Welcome. Where do you want to begin?"), 14, "first-title"))
        steps = (
            (self.people, _("A list of members, councillors or contacts, from a file. You see first what it does.")),
            (self.engagement, _("A meeting, call or visit: who came, what was asked, what was promised.")),
            (self.commitment, _("A promise you already follow, in one line: who, what, by when.")),
        )
        for button, words in steps:
            card.body.addLayout(_step(button, words))
        return card

    def take_focus(self) -> None:
        """On the first step."""
        self.people.setFocus()

    def _go_to_people(self) -> None:
        self._navigator.open_page("imports")

    def _add(self) -> None:
        self._navigator.new("commitments")


def _step(button: QPushButton, words: str) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(PADDING + GAP)
    button.setFixedWidth(180)
    row.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
    row.addWidget(label(words, "muted"), 1)
    return row
