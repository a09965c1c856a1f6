"""The Review: one open record after another, one key each, and at most one line to write."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, cast

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QStackedWidget, QVBoxLayout, QWidget

from crm.operations.review import Said, answer
from crm.queries.calendar import get_calendar
from crm.queries.history import list_standing
from crm.queries.reaching import Reach, get_reach
from crm.queries.review import NOUN_OF_SCOPE, list_review
from crm.queries.review_items import ReviewItem, get_review_item, get_vacancy
from crm.queries.vacancies import Vacancy
from crm.rules import clock
from crm.rules.errors import Problem, UserError
from crm.rules.review import Asks, Key, Kind, ReviewScope, Scope, asks
from crm.rules.working_days import WorkingCalendar
from crm.workspace import Done
from reports.facts.call_sheet import SCOPES
from resources.translations import _
from ui.background.asker import Asker
from ui.desk import Desk
from ui.icons import Icon
from ui.pages.commitments.actions import CommitmentActions
from ui.pages.engagements.starting import Starter
from ui.pages.page import Page
from ui.pages.parts.actions import action
from ui.pages.registry import ENTRIES, load
from ui.pages.replacing.dialog import ReplaceHolderDialog
from ui.pages.review.item_card import ItemCard
from ui.pages.review.keys import KeyPad
from ui.pages.review.prompt import Prompt
from ui.pages.review.run import Run
from ui.pages.review.scope_bar import ScopeBar
from ui.theme import GAP, GRID, PADDING, PAGE_MARGIN
from ui.widgets.buttons import quiet, secondary, tool
from ui.widgets.cards import heading, label, scrolled
from ui.widgets.empty_state import EmptyState
from ui.words import sentence

FORMS: dict[Kind, tuple[str, str]] = {
    # kind → where its forms are, and the one that “C” opens
    Kind.PETITION: ("ui.pages.petitions.actions:PetitionActions", "step"),
    Kind.ISSUE: ("ui.pages.issues.actions:IssueActions", "visit"),
    Kind.ASTRAY: ("ui.pages.issues.actions:IssueActions", "reroute"),
    Kind.OPPORTUNITY: ("ui.pages.opportunities.actions:OpportunityActions", "decide"),
}


@dataclass(frozen=True)
class Now:
    """What the page shows at one moment."""

    item: ReviewItem | None
    standing: tuple[int, ...]
    calendar: WorkingCalendar
    partner: Reach | None
    """The partner whose round it is."""


def read_now(item_id: int, operation_ids: Sequence[int], wanted: ReviewScope) -> Now:
    """The record, and which answers of this run still stand."""
    is_round = wanted.scope is Scope.PARTNER
    partner = get_reach(wanted.of_id, "", clock.today()) if is_round else None
    return Now(get_review_item(item_id), tuple(list_standing(operation_ids)), get_calendar(), partner)


def has_page(noun: str) -> bool:
    """Whether records of this noun can be opened."""
    return any(noun in (entry.name, entry.record_noun) for entry in ENTRIES)


class _Closing(Starter):
    """Closes out without leaving the Review."""

    closed_out = Signal(int)

    def _go(self, engagement_id: int) -> None:
        self.closed_out.emit(engagement_id)


class ReviewPage(Page):
    """Keys on the card: the letters answer, Space or → goes on, ← goes back, Enter opens the record."""

    watches: ClassVar[tuple[str, ...]] = ()
    foot: ClassVar[int] = 25 * GRID  # the keys

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.setAccessibleName(_("Review"))
        self.run: Run | None = None
        self.item: ReviewItem | None = None
        self._calendar = WorkingCalendar({})
        self._awaited: tuple[int, Key] | None = None  # a form of its own was saved; its operation is still to be told
        self._list = Asker(self, desk.service, self._begin)
        self._now = Asker(self, desk.service, self._show)
        self._vacancy = Asker(self, desk.service, self._name_holder)
        self.forms = CommitmentActions(self, desk, lambda: 0, has_letters=False)
        self.forms.set_current(None)
        self.closing = _Closing(self, desk)
        self._others: dict[str, Any] = {}  # forms by where their actions are
        self._pressed = Key.CLOSE_OUT  # the key that opened one of them
        self._make_parts()
        self._lay_out()
        self._connect()
        self._actions = [
            action(self, "review-print-action", _("Print call sheet"), self.print_call_sheet, "Ctrl+P"),
            action(self, "review-again-action", _("Begin the Review again"), self.begin, "F5"),
        ]

    # Parts

    def _make_parts(self) -> None:
        self.scope = ScopeBar(self.desk.service)
        self.place = label("", "muted", "review-place")
        self.place.setWordWrap(False)
        self.bar = QProgressBar()
        self.bar.setObjectName("review-progress")
        self.bar.setAccessibleName(_("How far the Review is"))
        self.bar.setTextVisible(False)
        self.bar.setFixedHeight(GRID)
        self.back = tool(Icon.CARET_LEFT, _("The one before (←)"), "review-back", "text")
        self.skip = tool(Icon.CARET_RIGHT, _("Leave it as it is, next (Space or →)"), "review-skip", "text")
        self.print = secondary(_("Print call sheet"), "review-print", Icon.PRINTER)
        self.print.setToolTip(_("Print call sheet (Ctrl+P)"))
        self.open = quiet(_("Open"), "review-open", Icon.ARROW_SQUARE_OUT)
        self.open.setToolTip(_("Open the record (Enter)"))
        self.card = ItemCard()
        self.keys = KeyPad()
        self.prompt = Prompt()
        self.end = EmptyState(Icon.CHECK_CIRCLE, "", _("Begin again"), "review-end")
        self.nothing = EmptyState(Icon.CHECK_CIRCLE, "", _("Back to Today"), "review-nothing")
        self.unsaid = EmptyState(
            Icon.LIST_BULLETS, _("Say whose open records you want to go through."), "", "review-unsaid"
        )

    def _lay_out(self) -> None:
        self._below = QStackedWidget()
        self._below.addWidget(self.keys)
        self._below.addWidget(self.prompt)
        holder = QWidget()  # a scrolled widget has no look of its own, and the card is to look like one
        inside = QVBoxLayout(holder)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addWidget(self.card)
        self._area = scrolled(holder, "review-scroll")
        item = QWidget()
        column = QVBoxLayout(item)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP)
        column.addWidget(self._area, 1)
        column.addWidget(self._below)
        self._stack = QStackedWidget()
        for part in (QWidget(), item, self.end, self.nothing, self.unsaid):
            self._stack.addWidget(part)
        self._item_view = item
        outer = QVBoxLayout(self)
        outer.setContentsMargins(PAGE_MARGIN, PAGE_MARGIN - GRID, PAGE_MARGIN, PAGE_MARGIN - GRID)
        outer.setSpacing(PADDING - GRID)
        outer.addLayout(self._head())
        outer.addWidget(self.bar)
        outer.addWidget(self._stack, 1)

    def _head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(GAP)
        row.addWidget(heading(_("Review"), 17, "review-heading"))
        row.addWidget(self.scope, 1)
        for part in (self.back, self.place, self.skip, self.open, self.print):
            row.addWidget(part)
        return row

    def _connect(self) -> None:
        self.scope.chosen.connect(self._take_scope)
        self.back.clicked.connect(self.go_back)
        self.skip.clicked.connect(self.go_on)
        self.open.clicked.connect(self.open_record)
        self.print.clicked.connect(self.print_call_sheet)
        self.card.open_wanted.connect(self.open_record)
        self.card.skip_wanted.connect(self.go_on)
        self.card.back_wanted.connect(self.go_back)
        self.card.clause_wanted.connect(self._open_clause)
        self.keys.pressed.connect(self.press)
        self.prompt.confirmed.connect(self._write)
        self.prompt.left.connect(self._leave_prompt)
        self.end.pressed.connect(self.begin)
        self.nothing.pressed.connect(self._to_today)
        self.forms.saved.connect(self._take_form)
        self.closing.closed_out.connect(self._take_close_out)
        self.desk.service.done.connect(self._take_done)

    # The run

    def begin(self) -> None:
        """Ask anew whose turn it is."""
        wanted = self.scope.value()
        self.run = None
        if wanted is None:
            self._now.drop()
            self.item = None
            self._show_place(Run(()))
            self._show_part(self.unsaid)
        else:
            self._list.ask(list_review, wanted)

    def refresh(self) -> None:
        """The record as it stands now; the list stays as it was when the run began."""
        if self.run is None:
            self.begin()
        else:
            self._ask_now()

    def _begin(self, found: Sequence[int]) -> None:
        self.run = Run(found)
        if not found:
            self.nothing.set_sentence(_("Nothing waits: every open record has its look ahead of it."))
        self._ask_now()

    def _ask_now(self) -> None:
        run = self.run
        if run is None:
            return
        self._now.ask(read_now, run.current or 0, run.operations(), self.scope.value() or ReviewScope())

    def _show(self, now: Now) -> None:
        run = self.run
        if run is None:
            return
        self._calendar = now.calendar
        if run.take_standing(now.standing):
            self._ask_now()
            return
        is_gone = now.item is None and run.current is not None
        if is_gone:
            run.step(1)  # removed meanwhile: nothing to answer
            self._ask_now()
            return
        self._show_item(now.item, now.partner)

    def _show_item(self, item: ReviewItem | None, partner: Reach | None) -> None:
        run = self.run
        if run is None:
            return
        is_same = item is not None and self.item is not None and item.id == self.item.id
        self.item = item
        self._show_place(run)
        if item is None:
            self.end.set_sentence(run.tally())
            self._show_part(self.end if run.ids else self.nothing)
            return
        self.card.show_item(item, partner)
        self.keys.show_item(item)
        if not is_same:
            self._below.setCurrentWidget(self.keys)
            self._area.verticalScrollBar().setValue(0)
        self._show_part(self._item_view)

    def _show_place(self, run: Run) -> None:
        count = len(run.ids)
        shown = min(run.at + 1, count)
        self.place.setText(_("{number} of {count}").format(number=shown, count=count) if count else "")
        self.bar.setRange(0, max(count, 1))
        self.bar.setValue(run.at)
        self.back.setEnabled(run.at > 0)
        self.skip.setEnabled(not run.is_over)
        self.open.setEnabled(self.item is not None and has_page(self.item.opens[0]))
        self.print.setEnabled(bool(count))

    def _show_part(self, part: QWidget) -> None:
        is_other = self._stack.currentWidget() is not part
        self._stack.setCurrentWidget(part)
        lost = self.window().focusWidget() in (None, self.prompt, self.card, self)
        if self.isVisible() and (is_other or lost) and self._below.currentWidget() is self.keys:
            self._focus()

    # Answers

    def press(self, key: Key) -> None:
        """One key was pressed: ask for its line, open its form, or write at once."""
        item = self.item
        if item is None or key not in item.keys or self.run is None or self.run.is_over:
            return
        wanted = asks(key, item.kind)
        if wanted is Asks.NOTHING:
            self._write(key, Said())
        elif wanted is not Asks.FORM:
            self._below.setCurrentWidget(self.prompt)
            self.prompt.ask(key, item, self._calendar)
        elif item.kind is Kind.ENGAGEMENT:
            self.closing.close_out(item.id)
        elif item.kind in FORMS:
            self._pressed = key
            form = "follow-up" if key is Key.FOLLOW_UP else FORMS[item.kind][1]
            self._forms_of(item.kind).start_for(form, item.id)
        elif item.kind is Kind.REQUEST:
            self.open_record()
        elif item.kind is Kind.POST:
            self._vacancy.ask(get_vacancy, item.id, clock.today())
        else:
            self.forms.start("follow-up", item.id)

    def _write(self, key: Key, said: Said) -> None:
        item = self.item
        if item is None:
            return
        try:
            call = answer(item, key, said)
        except UserError as problem:
            self._refuse(problem)
            return
        self.prompt.wait()

        def written(done: Done[Any]) -> None:
            self._take_answer(item.id, key, done.operation_id)

        self.desk.service.do(
            call.operation, *call.args, on_done=written, on_problem=self._refuse, owner=self, **call.named
        )

    def _refuse(self, problem: Problem) -> None:
        if self._below.currentWidget() is self.prompt:
            self.prompt.tell(sentence(problem))
        else:
            self.desk.service.problem.emit(problem)

    def _take_answer(self, item_id: int, key: Key, operation_id: int) -> None:
        if self.run is None or item_id not in self.run.ids:
            return
        self.run.answer(item_id, key, operation_id)
        self._below.setCurrentWidget(self.keys)
        self.item = None
        self.card.setFocus()
        self._ask_now()

    def _forms_of(self, kind: Kind) -> Any:
        """The forms of petitions, issues and opportunities, loaded when first wanted."""
        where, _form = FORMS[kind]
        if where not in self._others:
            self._others[where] = cast("type[Any]", load(where))(self, self.desk)
            self._others[where].saved.connect(self._take_other)
        return self._others[where]

    def _take_other(self, done: Done[Any]) -> None:
        if self.item is not None:
            self._take_answer(self.item.id, self._pressed, done.operation_id)

    def _take_form(self, done: Done[Any]) -> None:
        if self.item is not None:
            self._take_answer(self.item.id, Key.FOLLOW_UP, done.operation_id)

    def _name_holder(self, vacancy: Vacancy | None) -> None:
        if vacancy is not None:
            dialog = ReplaceHolderDialog(self.window(), self.desk, [vacancy.start], 0)
            dialog.saved.connect(self._take_next)
            dialog.open()

    def _take_next(self, done: Done[Any]) -> None:
        if self.item is not None:
            self._take_answer(self.item.id, Key.CLOSE_OUT, done.operation_id)

    def _take_close_out(self, engagement_id: int) -> None:
        self._awaited = (engagement_id, Key.CLOSE_OUT)

    def _take_done(self, done: Done[Any]) -> None:
        if self._awaited is not None:
            (item_id, key), self._awaited = self._awaited, None
            self._take_answer(item_id, key, done.operation_id)

    def _leave_prompt(self) -> None:
        self._below.setCurrentWidget(self.keys)
        self.card.setFocus()

    # Going

    def go_on(self) -> None:
        """Leave the record as it is."""
        self._step(1)

    def go_back(self) -> None:
        """The record before."""
        self._step(-1)

    def _step(self, by: int) -> None:
        if self.run is not None and self._below.currentWidget() is self.keys and self.run.step(by):
            self._ask_now()

    def open_record(self) -> None:
        """Show the whole record; Alt+← comes back here."""
        if self.item is not None and has_page(self.item.opens[0]):
            self.desk.navigator.open_record(*self.item.opens)

    def _open_clause(self, clause_id: int) -> None:
        self.desk.navigator.open_record("agreements", clause_id)

    def print_call_sheet(self) -> None:
        """Show the call sheet of this scope among the reports."""
        wanted = self.scope.value() or ReviewScope()
        names = {scope: name for name, scope in SCOPES.items()}
        options = {}
        if wanted.of_id is not None:
            options = {names[wanted.scope]: f"{NOUN_OF_SCOPE[wanted.scope]}:{wanted.of_id}"}
        self.desk.navigator.show_report("call-sheet", options)

    def _to_today(self) -> None:
        self.desk.navigator.open_page("today")

    def _take_scope(self, _wanted: ReviewScope | None) -> None:
        self.begin()

    # The page

    def take_focus(self) -> None:
        """On the card, so that the letters act; one that comes back after the last record begins again."""
        if self.run is not None and self.run.is_over and self._stack.currentWidget() in (self.end, self.nothing):
            self.begin()
        else:
            self._focus()

    def _focus(self) -> None:
        shown = self._stack.currentWidget()
        if shown in (self.end, self.nothing):
            button = self.end.button if shown is self.end else self.nothing.button
            button.setFocus()
        elif self._below.currentWidget() is self.keys and shown is self._item_view:
            self.card.setFocus()
        elif shown is not self.unsaid and self._below.currentWidget() is self.keys:
            self.setFocus()

    def offered_actions(self) -> list[QAction]:
        """Print, and begin again."""
        return self._actions

    def has_unsaved(self) -> bool:
        """Whether an answer is half written."""
        return self.prompt.has_text() or self.closing.has_unsaved

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A letter that no field took answers; Esc puts the keyboard on the card."""
        is_plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        letter = event.text().casefold()
        is_here = self._stack.currentWidget() is self._item_view and self._below.currentWidget() is self.keys
        if is_plain and is_here and letter in tuple(Key):
            self.press(Key(letter))
        elif event.key() == Qt.Key.Key_Escape and is_here:
            self.card.setFocus()
        else:
            super().keyPressEvent(event)
