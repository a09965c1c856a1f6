"""Step 5 of the close-out: when we speak next, the minutes, and what will be written."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from crm.operations.engagements import EngagementDraft
from crm.rules import clock
from crm.rules.dates import format_day
from crm.rules.engagements import Response
from crm.rules.errors import Problem
from resources.translations import _, ngettext
from ui.pages.engagements.facts import EngagementForm
from ui.pages.engagements.steps import Step
from ui.pages.engagements.topics import TopicEdit
from ui.pages.engagements.who_came import register_words
from ui.pages.parts.choosing import choose, combo
from ui.pages.parts.words import confidentiality_words
from ui.theme import GAP, GRID, PADDING
from ui.widgets import cards
from ui.widgets.cards import Card, scrolled
from ui.widgets.date_edit import DateEdit
from ui.widgets.forms import Form

SIDE_WIDTH = 290


class WrapUp(Step):
    """Next contact, minutes, who may see it; beside them the summary."""

    def __init__(self, form: EngagementForm) -> None:
        super().__init__()
        self.setObjectName("close-out-wrap-up")
        draft = form.draft
        self._wanted = draft.wanted
        self.next_contact = DateEdit(clock.today(), "close-out-next-contact")
        self.next_contact.set_day(draft.next_contact_on)
        self.minutes = QPlainTextEdit(draft.minutes)
        self.minutes.setObjectName("close-out-minutes")
        self.minutes.setTabChangesFocus(True)
        self.minutes.setMinimumHeight(30 * GRID)
        self.got = _box("close-out-got", draft.got, _("What came of what we wanted"))
        self.feedback = _box("close-out-feedback", draft.feedback, _("What those who came said of it"))
        self.levels = combo("close-out-confidentiality", [(one, confidentiality_words(one)) for one in range(3)])
        choose(self.levels, draft.confidentiality)
        self.topics = TopicEdit("close-out-topics")
        self.topics.show_topics(form.topics, draft.topics, draft.tags)
        self.summary = Card(_("This will be written"), "close-out-summary")
        self._lay_out()
        self.next_contact.changed.connect(self.changed)
        for box in (self.minutes, self.got, self.feedback):
            box.textChanged.connect(self.changed)
        self.levels.currentIndexChanged.connect(self.changed)
        self.topics.changed.connect(self.changed)

    def _lay_out(self) -> None:
        form = Form("close-out-end")
        form.side_by_side(
            ("next", _("&Next contact on"), self.next_contact), ("levels", _("&Who may see it"), self.levels)
        )
        form.row("topics", _("&Topics"), self.topics, is_optional=True)
        form.row("minutes", _("&Minutes"), self.minutes, is_optional=True)
        hint = _("We wanted: {words}").format(words=self._wanted) if self._wanted else ""
        form.row("got", _("What we &got"), self.got, hint, is_optional=True)
        form.row(
            "feedback", _("&Feedback"), self.feedback, _("Stays with us: no paper for others has it."), is_optional=True
        )
        left = QWidget()
        inside = QVBoxLayout(left)
        inside.setContentsMargins(0, 0, GAP, 0)
        inside.addWidget(form, 1)
        right = QWidget()
        beside = QVBoxLayout(right)
        beside.setContentsMargins(0, 0, GAP, 0)
        beside.addWidget(self.summary)
        beside.addStretch(1)
        area = scrolled(right, "close-out-summary-scroll")
        area.setFixedWidth(SIDE_WIDTH)
        outer = QHBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(PADDING)
        outer.addWidget(scrolled(left, "close-out-end-scroll"), 1)
        outer.addWidget(area)

    def write(self, draft: EngagementDraft) -> None:
        """Everything of this step."""
        draft.next_contact_on = self.next_contact.day
        draft.minutes = self.minutes.toPlainText()
        draft.got, draft.feedback = self.got.toPlainText(), self.feedback.toPlainText()
        draft.confidentiality = int(self.levels.currentData())
        draft.topics, draft.tags = self.topics.topic_ids(), self.topics.other_tags()

    def check(self) -> str:
        """The day must be understood."""
        if self.next_contact.is_valid:
            return ""
        self.next_contact.setFocus()
        return self.next_contact.error()

    def enter(self) -> None:
        """At the date."""
        self.next_contact.setFocus()

    def show_problem(self, problem: Problem) -> None:
        """Nothing here is written wrongly: the sentence above is enough."""

    def show_summary(self, draft: EngagementDraft) -> None:
        """Say what “Close out” will write."""
        self.summary.clear()
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(GAP)
        grid.setVerticalSpacing(GRID)
        grid.setColumnStretch(1, 1)
        for at, (name, words) in enumerate(summary_lines(draft)):
            grid.addWidget(cards.label(name, "muted"), at, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(cards.label(words, name=f"close-out-summary-{at}"), at, 1)
        grid.setColumnMinimumWidth(0, 21 * GRID)
        holder = QWidget()
        holder.setLayout(grid)
        self.summary.add(holder)
        if not any(one.code in ("P", "L", "DE", "LDE") for one in draft.attendance):
            self.summary.add(cards.label(_("Nobody is marked present."), "error", "close-out-nobody-present"))
        self.summary.add(cards.label(_("The minutes lock. Unlocking them later asks for a reason."), "muted"))


def _box(name: str, text: str, hint: str) -> QPlainTextEdit:
    box = QPlainTextEdit(text)
    box.setObjectName(name)
    box.setPlaceholderText(hint)
    box.setTabChangesFocus(True)
    box.setFixedHeight(14 * GRID)
    return box


def summary_lines(draft: EngagementDraft) -> list[tuple[str, str]]:
    """What will be written, in a few words each."""
    codes = [one.code for one in draft.attendance]
    answered = sum(ask.response != Response.NOT_RAISED for ask in draft.asks)
    dated = sum(one.due_on is not None for one in draft.commitments)
    nameless = sum(one.bound_id is None for one in draft.commitments)
    promises = [str(len(draft.commitments)), ngettext("{count} with a date", "{count} with a date", dated)]
    initialled = sum(one.is_initialled for one in draft.commitments)
    promises += [ngettext("{count} initialled", "{count} initialled", initialled)] if initialled else []
    promises += [ngettext("{count} to identify", "{count} to identify", nameless)] if nameless else []
    return [
        (_("What"), f"{draft.title.strip()}, {format_day(draft.on_day)}"),
        (_("Who came"), register_words(codes) if codes else _("nobody recorded")),
        (_("Head count"), _("not recorded") if draft.total is None else str(draft.total)),
        (_("Points"), str(len(draft.points))),
        (_("Asks"), _("{count}, {answered} answered").format(count=len(draft.asks), answered=answered)),
        (_("Promises"), ", ".join(promises) if draft.commitments else _("none")),
        (_("Files"), str(len(draft.files))),
    ]
