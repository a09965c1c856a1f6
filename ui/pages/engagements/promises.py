"""Step 4 of the close-out: the commitments, one line each."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from crm.operations.engagements import EngagementDraft
from crm.rules.capture import read_line
from crm.rules.dates import format_day
from crm.rules.errors import UserError
from resources.translations import _
from ui.desk import Desk
from ui.pages.engagements.facts import EngagementForm
from ui.pages.engagements.parties import Present
from ui.pages.engagements.promise_line import PromiseLine
from ui.pages.engagements.promise_row import Meeting, PromiseRow
from ui.pages.engagements.steps import Step
from ui.pages.parts.choosing import combo
from ui.theme import GAP, GRID
from ui.widgets import cards
from ui.widgets.cards import scrolled
from ui.widgets.choices import Choice
from ui.words import sentence


class Promises(Step):
    """A line to type in, and under it what was understood of each line."""

    settled = Signal()  # the people in a promise are found

    def __init__(self, desk: Desk, form: EngagementForm, meeting: Callable[[], Meeting]) -> None:
        super().__init__()
        self.setObjectName("close-out-promises")
        self._desk = desk
        self._ask_meeting = meeting
        self._meeting = meeting()
        self._made = 0
        self.rows: list[PromiseRow] = []
        self.line = PromiseLine(desk.service, "close-out-promise", self._present)
        users = [(user.id, user.name) for user in form.users]
        self.owner = combo("close-out-owner", [(None, _("Nobody yet")), *users], _("Our owner of these promises"))
        if len(users) == 1:
            self.owner.setCurrentIndex(1)
        self._problem = cards.label("", "error", "close-out-promise-problem")
        self._problem.hide()
        self._hint = cards.label("", "muted", "close-out-promises-hint")
        self._lay_out(form)
        self.line.entered.connect(self.add_line)
        self.line.changed.connect(self._forget_problem)
        self.owner.currentIndexChanged.connect(self._take_owner)

    def _lay_out(self, form: EngagementForm) -> None:
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, GAP + GRID, 0)
        column.setSpacing(GAP)
        self._list = QVBoxLayout()
        self._list.setSpacing(GAP)
        column.addLayout(self._list)
        if form.commitments:
            column.addWidget(cards.label(_("Already written down"), "muted"))
            for row in form.commitments:
                column.addWidget(cards.label(f"{row.bound_name or _('To identify')}: {row.words}", "muted"))
        column.addStretch(1)
        top = QHBoxLayout()
        top.setSpacing(GAP)
        top.addWidget(self.line, 1)
        owned = cards.heading(_("Our owner"), 9, "close-out-owner-label")
        owned.setBuddy(self.owner)
        if len(form.users) > 1:
            top.addWidget(owned)
            top.addWidget(self.owner)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(GAP)
        outer.addWidget(self._hint)
        outer.addLayout(top)
        outer.addWidget(self._problem)
        self._area = scrolled(inside, "close-out-promises-scroll")
        outer.addWidget(self._area, 1)

    # Lines

    def add_line(self, text: str, who: Choice | None = None) -> None:
        """Read a line, and show what was understood of it."""
        try:
            captured = read_line(text, self._meeting.day)
        except UserError as problem:
            self._problem.setText(sentence(problem))
            self._problem.show()
            return
        self.line.clear()
        row = PromiseRow(self._desk.service, f"promise-{self._made}", captured, who, self._meeting)
        self._made += 1
        row.changed.connect(self.changed)
        row.settled.connect(self.settled)
        row.remove_wanted.connect(self._remove)
        self.rows.append(row)
        self._list.addWidget(row)
        self.changed.emit()

    def _remove(self, row: PromiseRow) -> None:
        self.rows.remove(row)
        self._list.removeWidget(row)
        row.hide()
        row.deleteLater()
        self.line.setFocus()
        self.changed.emit()

    def _forget_problem(self) -> None:
        self._problem.hide()

    def _present(self) -> tuple[Present, ...]:
        return self._meeting.present

    def _take_owner(self) -> None:
        self._meeting.owner_id = self.owner.currentData()

    # As a step

    def write(self, draft: EngagementDraft) -> None:
        """The commitments."""
        draft.commitments = [row.draft() for row in self.rows]

    def check(self) -> str:
        """A line still being typed counts; every promise says what and not before the meeting."""
        self.line.hand_over()
        if self.line.text().strip():
            self.line.setFocus()
            return self._problem.text()
        return next((wrong for wrong in (row.check() for row in self.rows) if wrong), "")

    def enter(self) -> None:
        """Take the day, the body and the people from the first step, and start at the line."""
        fresh = self._ask_meeting()
        is_other = (fresh.day, fresh.body, fresh.present) != (
            self._meeting.day,
            self._meeting.body,
            self._meeting.present,
        )
        self._meeting.day, self._meeting.body, self._meeting.present = fresh.day, fresh.body, fresh.present
        self._take_owner()
        if is_other:
            for row in self.rows:
                row.refresh()
        words = _(
            "One promise a line, theirs and ours. Days count from {day}. “We” are us; Tab takes the name offered."
        )
        self._hint.setText(words.format(day=format_day(fresh.day)))
        self.line.setFocus()

    def has_waiting(self) -> bool:
        """A line not yet entered."""
        return bool(self.line.text().strip())

    @property
    def is_settled(self) -> bool:
        """Whether everybody named is found."""
        return all(row.is_settled for row in self.rows)
