"""An engagement put off: the form, and the card that offers what comes after it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import ClassVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from crm.operations.engagements import postpone
from crm.queries.engagements import EngagementPage
from crm.rules import clock
from crm.rules.dates import format_day
from crm.rules.engagements import Status
from resources.translations import _
from ui.desk import Desk
from ui.icons import Icon
from ui.pages.commitments.form_dialog import FormDialog, day_field, line
from ui.pages.engagements.looks import day_words
from ui.theme import GAP
from ui.widgets import cards
from ui.widgets.buttons import secondary
from ui.widgets.cards import Card


class PostponeDialog(FormDialog):
    """The new day, or none while it is not known; who asked for it, and why."""

    places: ClassVar[Mapping[str, str]] = {"moved-to-past": "day", "same-date": "day", "bad-time": "time"}

    def __init__(self, parent: QWidget, desk: Desk, page: EngagementPage) -> None:
        self.page = page
        self._is_again = page.status is Status.POSTPONED
        title = _("Give a new day") if self._is_again else _("Postpone")
        super().__init__(parent, desk, title, "postpone", title)
        self.day.setFocus()

    def build(self) -> None:
        """Four fields."""
        self.day = day_field("postpone-day", clock.today(), is_optional=not self._is_again)
        self.time = line("postpone-time", self.page.start_time, _("10:00"))
        self.asked_by = line("postpone-by", "", _("Who asked for it"))
        self.reason = line("postpone-reason", "", _("The House sits that day"))
        was = day_words(self.page.on_day, self.page.start_time, self.page.end_time)
        self.form.add(cards.label(self.page.title, name="postpone-title-of"))
        self.form.add(cards.label(_("Planned for {day}").format(day=was), "muted", "postpone-planned-for"))
        self.form.side_by_side(("day", _("New &day"), self.day), ("time", _("&From"), self.time))
        if not self._is_again:
            self.form.add(cards.label(_("Leave the day empty while it is not known yet."), "muted"))
        self.form.side_by_side(
            ("by", _("&By whom (optional)"), self.asked_by), ("reason", _("&Reason (optional)"), self.reason)
        )
        self.day.changed.connect(self.fit)

    def check(self) -> bool:
        """The day is understood; needed when it was postponed before."""
        return self.check_day("day", self.day, is_needed=self._is_again)

    def save(self) -> None:
        """Move it."""
        self.do(
            postpone,
            self.page.id,
            self.day.day,
            new_time=self.time.text(),
            asked_by=self.asked_by.text(),
            reason=self.reason.text(),
        )


class MovedCard(Card):
    """Says that it was moved, and offers the message and the brief that are due after it."""

    copy_wanted = Signal()
    brief_wanted = Signal()

    def __init__(self) -> None:
        super().__init__(_("Postponed"), "engagement-moved")
        self._words = cards.label("", name="engagement-moved-words")
        self.copy = secondary(_("Copy message"), "engagement-copy-message", Icon.COPY)
        self.copy.setToolTip(_("A short message to those who were to come, with nothing private in it"))
        self.brief = secondary(_("Prepare brief"), "engagement-moved-brief", Icon.CLIPBOARD_TEXT)
        buttons = QWidget()
        across = QHBoxLayout(buttons)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(GAP)
        across.addWidget(self.copy)
        across.addWidget(self.brief)
        across.addStretch(1)
        self.add(self._words)
        self.add(buttons)
        self.copy.clicked.connect(self.copy_wanted)
        self.brief.clicked.connect(self.brief_wanted)
        self.hide()

    def show_moves(self, page: EngagementPage) -> None:
        """Show the newest move while the day is still to come; hidden where nothing was moved."""
        is_off = page.status is Status.POSTPONED
        is_moved = page.status is Status.PLANNED and bool(page.moves) and page.on_day >= clock.today()
        self.setVisible(is_off or is_moved)
        self.brief.setVisible(is_moved)
        self._words.setText(off_words(page) if is_off else moved_words(page) if is_moved else "")


def moved_words(page: EngagementPage) -> str:
    """“Moved from 30 Nov to 7 Dec, asked by the clerk: the House sits.”"""
    old, new, _said_on, said_by, _how, reason, _is_agreed = page.moves[-1]
    said = _("Moved from {old} to {new}").format(old=format_day(old), new=format_day(new))
    return _with_reason(said, said_by, reason)


def off_words(page: EngagementPage) -> str:
    """“It was planned for 30 Nov; the new day is not known yet.”"""
    said = _("It was planned for {day}; the new day is not known yet").format(day=format_day(page.on_day))
    note = page.steps[-1][3] if page.steps else ""
    return f"{said}. {note.rstrip('.')}." if note else f"{said}."


def _with_reason(said: str, by: str, reason: str) -> str:
    asked = _("{said}, asked by {name}").format(said=said, name=by) if by else said
    return f"{asked}: {reason.rstrip('.')}." if reason else f"{asked}."


def old_day_of(page: EngagementPage) -> date:
    """The day it was planned for before."""
    is_moved = bool(page.moves) and page.status is Status.PLANNED
    return page.moves[-1][0] if is_moved else page.on_day
