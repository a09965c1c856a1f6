"""The first screen: what to do next, as sentences with a verb, then the cards they are about."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, ClassVar, TypeVar

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from crm.queries.commitments import CommitmentRow
from crm.queries.engagements import EngagementRow
from crm.queries.today import Today, get_today, is_empty, sentences
from crm.queries.today_card import Some
from crm.rules.commitments import Lateness
from crm.rules.dates import format_day
from resources.translations import _, ngettext
from ui.background.asker import Asker
from ui.desk import Desk
from ui.icons import Icon
from ui.pages.agreements.actions import AgreementActions
from ui.pages.commitments.actions import CommitmentActions
from ui.pages.page import Page
from ui.pages.parts.actions import action
from ui.pages.replacing.action import ReplaceHolder
from ui.pages.start.recovery_sheet import RecoverySheetDialog
from ui.pages.today.advocacy_lines import call_line, issue_line, petition_line, plan_step_line
from ui.pages.today.agreement_lines import agreement_line, deliverable_line, report_line
from ui.pages.today.cards import (
    ListCard,
    SentencesCard,
    commitment_line,
    engagement_line,
    found_line,
    quiet_sentences,
    term_line,
    vacancy_line,
)
from ui.pages.today.elsewhere import close_out, log_engagement, show_commitments, show_settings
from ui.pages.today.figures import FiguresCard
from ui.pages.today.first_steps import FirstSteps
from ui.pages.today.lines import Line
from ui.pages.today.request_lines import request_line
from ui.theme import GRID, PADDING, PAGE_MARGIN
from ui.widgets.buttons import primary, secondary, tool
from ui.widgets.cards import PageHeader, scrolled

T = TypeVar("T")

COMMITMENT_CARDS: dict[str, dict[str, object]] = {
    # card → the filters of the register that show the whole of it
    "overdue_to_us": {"late": "late", "direction": "they_owe_us"},
    "overdue_by_us": {"late": "late", "direction": "we_owe_them"},
    "this_week": {"late": "week"},
    "to_look_at": {"late": "look"},
}

PAGE_OF_CARD = {
    "requests": "requests",
    "agreements": "agreements",
    "deliverables": "agreements",
    "reports": "agreements",
    "petitions": "petitions",
    "to_tell": "petitions",
    "plan_steps": "plans",
    "calls": "opportunities",
    "issues": "issues",
    "not_theirs": "issues",
}
OTHERS = ("deliverable-line", "petition-line", "plan-step-line", "issue-line")
"""Lines on which the letters of a promise act too."""

SAID = {
    # card → what its title says of every line
    "overdue_to_us": (Lateness.OVERDUE,),
    "overdue_by_us": (Lateness.OVERDUE,),
    "this_week": (Lateness.DUE_SOON,),
}


def read_today() -> tuple[Today, bool]:
    """What the page shows, and whether the workspace is still empty."""
    return get_today(), is_empty()


class TodayPage(Page):
    """Keys on a promise: Enter opens it, F follow up, M move date, K kept, S snooze; on a deliverable P, F, M."""

    watches: ClassVar[tuple[str, ...]] = ()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.setAccessibleName(_("Today"))
        self.today: Today | None = None
        self._at: Line | None = None
        self._focus_is_owed = False  # the page was shown before it had anything to put the keyboard on
        self._asker = Asker(self, desk.service, self._show)
        self.actions_ = CommitmentActions(self, desk, self._current)
        self.agreement_actions = AgreementActions(self, desk)
        self._others: dict[str, Any] = {"agreements": self.agreement_actions}
        self.replacing = ReplaceHolder(self, desk, "today", self.name_holder)
        action(self, "today-brief-action", _("Prepare brief"), lambda: self._prepare_brief(), "B")
        self._make_parts()
        self._area = scrolled(self._content(), "today-scroll")
        self._first_steps = FirstSteps(desk.navigator)
        self._stack = QStackedWidget()
        for part in (QWidget(), self._area, self._first_steps):
            self._stack.addWidget(part)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._stack)
        self._connect()

    # Parts

    def _make_parts(self) -> None:
        self.header = PageHeader(_("Today"), "today-header")
        self.log = primary(_("Log engagement"), "today-log-engagement", Icon.CALENDAR_PLUS)
        self.add = secondary(_("Add commitment"), "today-add-commitment", Icon.HANDSHAKE)
        self.deadlines = secondary(_("Deadlines"), "today-deadlines", Icon.CALENDAR)
        self.deadlines.setToolTip(_("Everything late and coming, by weeks (Ctrl+D)"))
        self.review = secondary("", "today-review", Icon.LIST_BULLETS)
        self.review.setToolTip(_("Go through what is due, one key each (Ctrl+R)"))
        self.review.hide()
        self.paste_message = tool(Icon.CHAT_CIRCLE_TEXT, _("Paste a message (Ctrl+M)"), "today-paste-message")
        self.header.add(self.paste_message)
        self.header.add(self.deadlines)
        self.header.add(self.review)
        self.header.add(self.add)
        self.header.add(self.log)
        self.next = SentencesCard(_("What to do next"), "today-next")
        self.figures = FiguresCard()
        titles = {
            "overdue_to_us": _("They owe us: overdue"),
            "overdue_by_us": _("We owe them: overdue"),
            "to_close_out": _("Held, not closed out"),
            "vacancies": _("Who comes?"),
            "engagements": _("Engagements today and this week"),
            "requests": _("Requests to answer (POPIA)"),
            "this_week": _("Due within seven days"),
            "reports": _("Reports outstanding and due within two weeks"),
            "deliverables": _("Deliverables overdue and due this week"),
            "agreements": _("Agreements expiring and due for review"),
            "petitions": _("Petitions to see to"),
            "to_tell": _("Petitioners to tell"),
            "plan_steps": _("Steps of advocacy plans late and due this week"),
            "calls": _("Calls and hearings to see to"),
            "issues": _("Issues to go and look at"),
            "not_theirs": _("Issues to send elsewhere"),
            "to_look_at": _("Time to ask how it stands"),
            "others": _("Time to look again"),
            "terms_ending": _("Terms of office ending"),
        }
        self.cards = {name: ListCard(title, name) for name, title in titles.items()}

    def _content(self) -> QWidget:
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(PAGE_MARGIN, PAGE_MARGIN - GRID, PAGE_MARGIN, PAGE_MARGIN)
        column.setSpacing(PADDING)
        column.addWidget(self.header)
        top = QHBoxLayout()
        top.setSpacing(PADDING)
        top.addWidget(self.next, 3)
        top.addWidget(self.figures, 2)
        column.addLayout(top)
        for card in self.cards.values():
            column.addWidget(card)
        column.addStretch(1)
        return content

    def _connect(self) -> None:
        self.log.clicked.connect(self._log_engagement)
        self.deadlines.clicked.connect(partial(self.desk.navigator.open_page, "deadlines"))
        self.review.clicked.connect(partial(self.desk.navigator.open_page, "review"))
        self._first_steps.log_wanted.connect(self._log_engagement)
        self.add.clicked.connect(self._add_commitment)
        self.paste_message.clicked.connect(self._paste_message)
        self.next.wanted.connect(self._go_to)
        self.figures.wanted.connect(self._go_to)
        for name in ("follow-up", "move-date"):
            self.actions_.all[name].triggered.connect(partial(self._act_on_other, name))
        action(self, "today-progress-action", _("Progress"), partial(self._act_on_other, "progress"), "P")
        self.agreement_actions.made.connect(partial(self.desk.navigator.open_record, "agreements"))
        for card in self.cards.values():
            card.line_pressed.connect(self._open)
            card.action_wanted.connect(self._act)
            card.line_reached.connect(self._arrive)
            card.all_wanted.connect(self._show_all)

    def _paste_message(self) -> None:
        from ui.pages.messages.dialog import paste_message  # here: the first page is up sooner without the form

        paste_message(self, self.desk)

    # What is shown

    def refresh(self) -> None:
        """Ask for the day."""
        self._asker.ask(read_today)

    def _show(self, answer: tuple[Today, bool]) -> None:
        today, is_untouched = answer
        self.today = today
        self.header.set_subtitle(f"{today.on:%A} {format_day(today.on)}")
        place = self._place()
        self._at = None
        self.next.show_sentences(sentences(today), _("Nothing is late, and nothing waits for you."))
        self.figures.show_sentences(quiet_sentences(today))
        self.figures.show_figures(today.figures)
        self._show_review(today.to_review)
        self._show_commitments(today)
        self._show_engagements(today)
        self._show_some("requests", today.requests, request_line)
        self._show_agreements(today)
        self._show_advocacy(today)
        self.cards["others"].show_lines([found_line(found) for found in today.others], len(today.others))
        vacancies = [vacancy_line(number, each) for number, each in enumerate(today.vacancies)]
        self.cards["vacancies"].show_lines(vacancies, len(today.vacancies))
        terms = [term_line(*term, today.on) for term in today.terms_ending]
        self.cards["terms_ending"].show_lines(terms, len(terms))
        self._stack.setCurrentWidget(self._first_steps if is_untouched else self._area)
        if place is not None and self.isVisible():
            self._return_to(*place)
        elif self._focus_is_owed and self.isVisible():
            self.take_focus()

    def _show_review(self, count: int) -> None:
        words = ngettext("Review {count} item", "Review {count} items", count)
        self.review.setText(words)
        self.review.setAccessibleName(words)
        self.review.setVisible(bool(count))

    def _show_commitments(self, today: Today) -> None:
        shown: dict[str, tuple[Sequence[CommitmentRow], int]] = {
            "overdue_to_us": (today.overdue_to_us, today.overdue_to_us_count),
            "overdue_by_us": (today.overdue_by_us, today.overdue_by_us_count),
            "this_week": (today.this_week, today.this_week_count),
            "to_look_at": (today.to_look_at, today.to_look_at_count),
        }
        for name, (rows, count) in shown.items():
            self.cards[name].show_lines(
                [commitment_line(row, SAID.get(name, ()), today.not_to_be_used) for row in rows], count
            )

    def _show_engagements(self, today: Today) -> None:
        coming: list[EngagementRow] = list(today.engagements)
        self.cards["engagements"].show_lines([engagement_line(row, today.on) for row in coming], len(coming))
        to_close = [engagement_line(row, today.on, is_to_close=True) for row in today.to_close_out]
        self.cards["to_close_out"].show_lines(to_close, today.to_close_out_count)

    def _show_agreements(self, today: Today) -> None:
        cards = today.agreements
        self._show_some("agreements", cards.agreements, lambda row: agreement_line(row, today.on))
        self._show_some("deliverables", cards.deliverables, deliverable_line)
        self._show_some("reports", cards.reports, lambda row: report_line(row, today.on))

    def _show_advocacy(self, today: Today) -> None:
        cards = today.advocacy
        self._show_some("petitions", cards.petitions, petition_line)
        self._show_some("to_tell", cards.to_tell, petition_line)
        self._show_some("plan_steps", cards.plan_steps, plan_step_line)
        self._show_some("calls", cards.calls, call_line)
        self._show_some("issues", cards.issues, issue_line)
        self._show_some("not_theirs", cards.not_theirs, issue_line)

    def _show_some(self, name: str, some: Some[T], line: Callable[[T], Line]) -> None:
        self.cards[name].show_lines([line(row) for row in some.rows], some.count)

    def _place(self) -> tuple[str, int] | None:
        """The line the keyboard is on, or comes back to when a form closes, and how far down it is."""
        if self._at is None or self.window().focusWidget() is not self._at:
            return None
        return self._at.objectName(), self.lines().index(self._at)

    def _return_to(self, name: str, at: int) -> None:
        """Stay on the same line, or on the one that took its place when it is done."""
        lines = self.lines()
        named = [line for line in lines if line.objectName() == name] or lines[at : at + 1] or lines[-1:]
        if named:
            self._at = named[0]  # a window that is not active yet tells of no focus
            named[0].show()  # layouts show what is new a moment later, and what is hidden takes no focus
            named[0].setFocus()

    def lines(self) -> list[Line]:
        """Every line shown, from the top."""
        return [line for card in self.cards.values() for line in card.lines]

    # What is done

    def take_focus(self) -> None:
        """On the line it was on when the page was left, else the first sentence; an empty page's first button."""
        self._focus_is_owed = self.today is None
        if self._stack.currentWidget() is self._first_steps:
            self._first_steps.take_focus()
        elif self._at is not None:
            self._at.setFocus()
        elif not self.next.take_focus():
            self.log.setFocus()

    def offered_actions(self) -> list[QAction]:
        """What can be done with the promise the keyboard is on."""
        here = list(self.actions_.all.values()) if self._current() else []
        return [*here, self.replacing.action] if self.cards["vacancies"].lines else here

    def new(self) -> None:
        """Write down a commitment."""
        self._add_commitment()

    def _current(self) -> int:
        is_here = self._at is not None and self._at.hasFocus() and self._at.objectName().startswith("commitment-line")
        return self._at.record_id if is_here and self._at is not None else 0

    def _arrive(self, line: Line) -> None:
        self._at = line
        self._area.ensureWidgetVisible(line, 0, PADDING)

    def name_holder(self) -> None:
        """Name who comes: for the vacancy the keyboard is on, else the one that waits longest."""
        lines = self.cards["vacancies"].lines
        if lines:
            self._open(self._at if self._at in lines else lines[0])

    def _open(self, line: Line) -> None:
        number = line.property("vacancy")
        if number is not None and self.today is not None and self.today.vacancies[number].start.is_vacant:
            self.replacing.open(self.today.vacancies[number].start)
            return
        noun = str(line.property("noun"))
        self.desk.navigator.open_record(noun, line.record_id)

    def _act(self, line: Line, action: str) -> None:
        if action == "name-holder":
            self._open(line)
        elif action == "bring-in":
            self.desk.navigator.open_page("imports")
        elif action == "end-term":
            self._end_term(line)
        elif action == "brief":
            self._prepare_brief(line)
        elif action == "close-out":
            close_out(self, self.desk, line.record_id)
        elif line.property("noun") in ("agreements", "petitions", "plans", "issues", "opportunities"):
            self._actions_of(str(line.property("noun"))).start_for(action, line.record_id)
        else:
            self.actions_.start(action, line.record_id)

    def _end_term(self, line: Line) -> None:
        from ui.pages.ending.dialog import EndTermDialog  # here: the first page is up sooner without the form

        EndTermDialog(self.window(), self.desk, line.record_id, str(line.property("body"))).open()

    def _act_on_other(self, name: str) -> None:
        """The letters of a promise act on a deliverable, a petition and a step too."""
        line = self._at
        if line is None or not line.hasFocus() or not line.objectName().startswith(OTHERS):
            return
        if name in [button.property("action") for button in line.findChildren(QPushButton)]:
            self._actions_of(str(line.property("noun"))).start_for(name, line.record_id)

    def _actions_of(self, noun: str) -> Any:
        """The forms of other nouns are loaded when first wanted: the first page is up sooner without them."""
        if noun not in self._others:
            if noun == "petitions":
                from ui.pages.petitions.actions import PetitionActions as Made
            elif noun == "opportunities":
                from ui.pages.opportunities.actions import OpportunityActions as Made  # type: ignore[assignment]
            elif noun == "issues":
                from ui.pages.issues.actions import IssueActions as Made  # type: ignore[assignment]
            else:
                from ui.pages.plans.actions import PlanActions as Made  # type: ignore[assignment]
            self._others[noun] = Made(self, self.desk)
        return self._others[noun]

    def _prepare_brief(self, line: Line | None = None) -> None:
        """Everything to know before the engagement of this line, else of the one the keyboard is on."""
        line = line or self._at
        if line is not None and line in self.cards["engagements"].lines:
            self.desk.navigator.show_report("brief", {"engagement": f"engagements:{line.record_id}"})

    def _go_to(self, about: str) -> None:
        """A sentence was pressed: to its card, or to the page that shows it."""
        card = self.cards.get(about)
        if card is not None and card.lines:
            self._area.ensureWidgetVisible(card, 0, PADDING)
            bar = self._area.verticalScrollBar()
            bar.setValue(min(bar.maximum(), card.y() - PADDING))
            card.lines[0].setFocus()
        elif about == "incomplete":
            show_commitments(self, self.desk, late="incomplete")
        elif about in ("place_questions", "waiting_for_wards"):
            show_settings(self, self.desk, "wards")
        elif about == "unverified":
            self.desk.navigator.open_page("to-verify")
        elif about == "last_copy":
            show_settings(self, self.desk, "backups")
        elif about == "to_take_out":
            show_settings(self, self.desk, "names")
        elif about == "officer":
            show_settings(self, self.desk, "privacy")
        elif about == "recovery_sheet":
            RecoverySheetDialog(self.desk, self.window()).open()

    def _show_all(self, name: str) -> None:
        if name in COMMITMENT_CARDS:
            show_commitments(self, self.desk, **COMMITMENT_CARDS[name])
        elif name in PAGE_OF_CARD:
            self.desk.navigator.open_page(PAGE_OF_CARD[name])
        else:
            self.desk.navigator.open_page("engagements")

    def _log_engagement(self) -> None:
        log_engagement(self, self.desk)

    def _add_commitment(self) -> None:
        self.actions_.new()
