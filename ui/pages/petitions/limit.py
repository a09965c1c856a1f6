"""The card that says how long they may take, by which law, and how the date was worked out."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from crm.queries.petitions import PetitionPage
from resources.translations import _, mark
from ui.icons import Icon
from ui.pages.petitions.actions import PetitionActions
from ui.theme import GAP, GRID
from ui.widgets.buttons import quiet
from ui.widgets.cards import Card, clear_layout
from ui.widgets.cards import label as text_label

CLOCK_WORDS = {
    "start": mark("Start clock…"),
    "stop": mark("Clarification asked…"),
    "resume": mark("Clarification given…"),
}


class LimitCard(Card):
    """Each line of the reckoning, or that no limit is known; and what can be done with the clock."""

    def __init__(self, actions: PetitionActions) -> None:
        super().__init__(_("How this date was worked out"), "petition-limit")
        self._lines = QVBoxLayout()
        self._lines.setSpacing(GRID // 2)
        self._buttons = QWidget()
        self.clock = quiet("", "petition-clock", Icon.CLOCK)
        again = quiet(_("Look again…"), "petition-review", Icon.CALENDAR_CHECK)
        across = QHBoxLayout(self._buttons)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(GAP)
        across.addWidget(self.clock)
        across.addWidget(again)
        across.addStretch(1)
        self.body.addLayout(self._lines)
        self.body.addWidget(self._buttons)
        self.clock.clicked.connect(actions.all["clock"].trigger)
        again.clicked.connect(actions.all["review"].trigger)

    def show_limit(self, page: PetitionPage) -> None:
        """Show it; of a petition that ended only what there was. The buttons stay, and the keyboard on them."""
        clear_layout(self._lines)
        lines = page.worked_out
        for place, words in enumerate(lines):
            self._lines.addWidget(text_label(words, "muted", f"petition-limit-line-{place}"))
        self.clock.setText(_(CLOCK_WORDS[page.clock_offers]) if page.clock_offers else "")
        self.clock.setVisible(bool(page.clock_offers))
        self._buttons.setVisible(page.row.is_open)
        self.setVisible(page.row.is_open or page.row.due_original is not None or len(lines) > 1)
