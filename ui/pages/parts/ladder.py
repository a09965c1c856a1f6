"""The ladder on a record's page: the rungs that were taken with their days, the next one, and those above it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from crm.queries.escalation import Climb, EscalationRow
from crm.rules.dates import format_day
from crm.rules.escalation import Rung, clock_words
from resources.translations import _
from ui.icons import Icon
from ui.pages.commitments.cards import Glyph
from ui.theme import GAP, small_font
from ui.widgets.buttons import secondary_of
from ui.widgets.cards import Card, clear_layout, label


class LadderCard(Card):
    """From the foot up; while the record is open the next rung is a follow-up away."""

    def __init__(self, follow_up: QAction, about: str) -> None:
        super().__init__(_("Ladder"), f"{about}-ladder")
        self._about = about
        self._rungs = QVBoxLayout()
        self._rungs.setSpacing(GAP)
        self.body.addLayout(self._rungs)
        self.button = secondary_of(follow_up, f"{about}-ladder-follow-up")
        self.body.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)

    def show_climb(self, climb: Climb, is_open: bool) -> None:
        """Replace what is shown; of one that ended only what was taken."""
        clear_layout(self._rungs)
        for taken in climb.taken:
            self._add(Icon.CHECK_CIRCLE, taken.name, taken_words(taken))
        if is_open:
            for rung in _to_come(climb):
                is_next = rung == climb.next
                self._add(Icon.ARROW_RIGHT if is_next else Icon.CIRCLE, rung.name, _to_come_words(rung, is_next))
        self.button.setVisible(is_open)
        self.setVisible(is_open or bool(climb.taken))

    def _add(self, glyph: Icon, name: str, detail: str) -> None:
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(GAP)
        line.addWidget(Glyph(glyph), 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(label(name))
        below = label(detail, "muted")
        below.setFont(small_font())
        words.addWidget(below)
        line.addLayout(words, 1)
        self._rungs.addWidget(row)


def _to_come(climb: Climb) -> list[Rung]:
    """The next rung and those above it."""
    return [rung for rung in climb.rungs if climb.next is not None and rung.position >= climb.next.position]


def taken_words(taken: EscalationRow) -> str:
    """When it was taken, until when its clock runs, and what came of it."""
    parts = [_("taken {day}").format(day=format_day(taken.on))]
    if taken.due_on:
        parts.append(_("wait until {day}").format(day=format_day(taken.due_on)))
    if taken.answer:
        parts.append(_("answer: {answer}").format(answer=taken.answer))
    return ", ".join(parts)


def _to_come_words(rung: Rung, is_next: bool) -> str:
    return _("next, {clock}").format(clock=clock_words(rung)) if is_next else clock_words(rung)
