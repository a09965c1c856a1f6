"""The page of one engagement."""

from __future__ import annotations

from functools import partial
from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from crm.operations.engagements import change_status
from crm.operations.records import remove
from crm.queries.engagements import EngagementPage as Engagement
from crm.queries.letters import get_postponed
from crm.rules.engagements import Status, label, next_steps
from crm.rules.letters import Text, Way
from crm.workspace import Done, Workspace
from resources.translations import _
from ui.background.asker import Asker
from ui.background.jobs import Progress
from ui.desk import Desk
from ui.icons import Icon, icon
from ui.pages.commitments.editor import CommitmentEditor
from ui.pages.commitments.form_facts import FormFacts
from ui.pages.commitments.form_facts import read_form as read_commitment_form
from ui.pages.engagements.cards import (
    FactsCard,
    MinutesCard,
    PurposeCard,
    RegisterCard,
    agenda_lines,
    ask_lines,
    commitment_lines,
    counted,
    logistics,
    point_lines,
)
from ui.pages.engagements.facts import Whole, read_whole
from ui.pages.engagements.goals import GoalsCard, GoalsDialog
from ui.pages.engagements.looks import day_words, is_to_close, joined, status_pill
from ui.pages.engagements.moved import MovedCard, PostponeDialog, old_day_of
from ui.pages.engagements.starting import Starter
from ui.pages.engagements.stepping import ChangeStatusDialog, UnlockDialog, step_verb
from ui.pages.page import Page
from ui.pages.parts.actions import action
from ui.pages.parts.cards import LinesCard, TwoColumns
from ui.pages.parts.corrections import CorrectionsCard, correction_action
from ui.pages.parts.counts_towards import CountsTowardsCard
from ui.pages.parts.files import FilesCard
from ui.pages.parts.history import HistoryCard
from ui.pages.parts.notes import NotesCard
from ui.pages.parts.who_button import who_button
from ui.theme import GAP, GRID, PAGE_MARGIN
from ui.widgets.buttons import primary, quiet, secondary
from ui.widgets.cards import PageHeader, clear_layout, scrolled
from ui.widgets.dialogs import ask_to_remove
from ui.widgets.empty_state import EmptyState
from ui.widgets.status import Status as Pill
from ui.widgets.status import StatusPill

GLYPHS = {
    Status.PLANNED: Icon.CALENDAR_CHECK,
    Status.HELD: Icon.CHECK_CIRCLE,
    Status.POSTPONED: Icon.CALENDAR_PLUS,
    Status.CANCELLED: Icon.CALENDAR_X,
    Status.NO_SHOW: Icon.PROHIBIT,
}


class EngagementPage(Page):
    """What was planned, who came, what was said, asked and promised."""

    watches: ClassVar[tuple[str, ...]] = (
        "engagements",
        "commitments",
        "people",
        "organisations",
        "offices",
        "attachments",
        "agreements",
        "notes",
        "topics",
    )

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.setAccessibleName(_("Engagement"))
        self._page: Engagement | None = None
        self._asker = Asker(self, desk.service, self._show)
        self._promise_asker = Asker(self, desk.service, self._open_promise)
        self.starter = Starter(self, desk)
        self._make_header()
        self._make_cards()
        self._lay_out()
        self._connect()

    def _make_header(self) -> None:
        self.header = PageHeader("", "engagement-header")
        self.close_button = primary(_("Close out"), "engagement-close-out", Icon.CHECK_CIRCLE)
        self.close_button.setToolTip(_("Close out (Ctrl+Return)"))
        self.edit_button = secondary(_("Edit plan"), "engagement-edit", Icon.PENCIL_SIMPLE)
        self.edit_button.setToolTip(_("Edit plan (Ctrl+E)"))
        self.brief_button = secondary(_("Prepare brief"), "engagement-brief", Icon.CLIPBOARD_TEXT)
        self.brief_button.setToolTip(_("Prepare brief (Ctrl+Shift+B)"))
        self.minutes_button = secondary(_("Print the minutes"), "engagement-minutes-paper", Icon.CLIPBOARD_TEXT)
        self.header.add(self.close_button)
        self.header.add(self.minutes_button)
        self.header.add(self.brief_button)
        self.header.add(self.edit_button)
        self.header.add(who_button(self.desk, "engagement", lambda: self.record_id))
        self.pill = StatusPill(Pill(""), name="engagement-status")
        self._steps = QHBoxLayout()
        self._steps.setSpacing(GAP)
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GAP)
        row.addWidget(self.pill)
        row.addLayout(self._steps)
        row.addStretch(1)
        self.header.add_below(line)
        self._close_action = action(self, "engagement-close-out-action", _("Close out"), self.close_out, "Ctrl+Return")
        self._edit_action = action(self, "engagement-edit-action", _("Edit plan"), self.edit, "Ctrl+E")
        self._promise_action = action(
            self, "engagement-promise-action", _("Add commitment"), self.add_commitment, "Ctrl+Shift+P"
        )
        self._brief_action = action(
            self, "engagement-brief-action", _("Prepare brief"), partial(self.show_paper, "brief"), "Ctrl+Shift+B"
        )
        self._paper_actions = [
            action(self, f"engagement-{name}-action", words, partial(self.show_paper, name))
            for name, words in (
                ("minutes", _("Print the minutes")),
                ("meeting-form", _("Print the meeting form")),
                ("leave-behind", _("Print the leave-behind")),
                ("sign-in", _("Print the sign-in sheet")),
            )
        ]
        self._correct_action = correction_action(self, self.desk, "engagement", lambda: self.record_id)
        self._remove_action = action(self, "engagement-remove-action", _("Remove this engagement…"), self.ask_remove)

    def _make_cards(self) -> None:
        self.moved = MovedCard()
        self.purpose = PurposeCard()
        self.register = RegisterCard()
        self.agenda = LinesCard(_("Agenda"), "engagement-agenda", "")
        self.points = LinesCard(
            _("Points raised"), "engagement-points", _("Nothing written down. The close-out asks for it.")
        )
        self.asks = LinesCard(_("Asks and answers"), "engagement-asks", _("Nothing asked for yet. Add it to the plan."))
        self.promises = LinesCard(
            _("Commitments"),
            "engagement-commitments",
            _("No promise was written down, theirs or ours."),
            _("Add commitment"),
        )
        self.minutes = MinutesCard()
        self.logistics = FactsCard(_("Where and how"), "engagement-logistics")
        self.counts = FactsCard(_("Head count"), "engagement-counts")
        self.goals = GoalsCard()
        self.towards = CountsTowardsCard(self.desk, "engagement-towards")
        self.corrections = CorrectionsCard(self.desk, "engagement-corrections")
        self.files = FilesCard(self.desk, "engagement-files")
        self.notes = NotesCard(self.desk, "engagement-notes")
        self.history = HistoryCard(self.desk, "engagement-history")

    def _lay_out(self) -> None:
        self._columns = columns = TwoColumns()
        columns.fill(
            (self.moved, self.purpose, self.promises, self.register, self.points, self.asks, self.minutes),
            (
                self.logistics,
                self.goals,
                self.agenda,
                self.counts,
                self.towards,
                self.corrections,
                self.files,
                self.notes,
                self.history,
            ),
        )
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(PAGE_MARGIN, PAGE_MARGIN - GRID, PAGE_MARGIN - GRID, PAGE_MARGIN)
        column.setSpacing(2 * GAP)
        column.addWidget(self.header)
        column.addWidget(columns)
        column.addStretch(1)
        self._scroll = scrolled(inside, "engagement-scroll")
        self._gone = EmptyState(
            Icon.CALENDAR_X, _("This engagement is no longer here."), _("Show all engagements"), "engagement-gone"
        )
        self._gone.pressed.connect(self._show_all)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._scroll)
        self._stack.addWidget(self._gone)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._stack)

    def _connect(self) -> None:
        self.close_button.clicked.connect(self.close_out)
        self.brief_button.clicked.connect(partial(self.show_paper, "brief"))
        self.minutes_button.clicked.connect(partial(self.show_paper, "minutes"))
        self.edit_button.clicked.connect(self.edit)
        self.minutes.unlock_wanted.connect(self.unlock)
        self.goals.write_wanted.connect(self.write_goals)
        self.moved.copy_wanted.connect(self.copy_message)
        self.moved.brief_wanted.connect(partial(self.show_paper, "brief"))
        self.promises.add_wanted.connect(self.add_commitment)
        for card in (self.promises, self.register):
            card.opened.connect(self._open_record)

    # Asking and showing

    def show_record(self, record_id: int) -> None:
        """Another engagement begins at the top."""
        if record_id != self.record_id:
            self._page = None
            self._scroll.verticalScrollBar().setValue(0)
        super().show_record(record_id)

    def refresh(self) -> None:
        """Ask for the engagement."""
        self._asker.ask(read_whole, self.record_id)

    def _show(self, whole: Whole | None) -> None:
        if whole is None:
            self._page = None
            self._stack.setCurrentWidget(self._gone)
            return
        page = whole.page
        self._page = page
        self._stack.setCurrentWidget(self._scroll)
        self._show_head(page)
        self.moved.show_moves(page)
        self._show_as_plan(page)
        self.promises.show_lines(commitment_lines(whole.commitments))
        self.register.show_register(whole)
        self.points.show_lines(point_lines(page))
        self.asks.show_lines(ask_lines(page))
        self.agenda.show_lines(agenda_lines(page))
        self.agenda.setVisible(bool(page.agenda))
        self.minutes.show_minutes(page)
        self.logistics.show_facts(logistics(page))
        self.counts.show_facts(counted(page) if page.status not in (Status.PLANNED, Status.POSTPONED) else [])
        self.goals.show_goals(page)
        self.towards.show_record(page.id)
        self.corrections.show_record(page.id)
        self.files.show_files(page.id, whole.files)
        self.notes.show_notes(page.id, whole.notes)
        self.history.show_history(whole.history)

    def _show_as_plan(self, page: Engagement) -> None:
        """Before it is held: what for, who goes and what we ask come first, and nothing is shown that cannot be yet."""
        is_plan = page.status in (Status.PLANNED, Status.POSTPONED)
        self.purpose.show_purpose(page.purpose if is_plan else "")
        first = (self.register, self.asks, self.promises) if is_plan else (self.promises, self.register)
        rest = (self.points, self.minutes) if is_plan else (self.points, self.asks, self.minutes)
        for at, card in enumerate((self.moved, self.purpose, *first, *rest)):
            if self._columns.wide.indexOf(card) != at:
                self._columns.wide.insertWidget(at, card)
        self.asks.header.set_text(_("What we ask") if is_plan else _("Asks and answers"))
        self.points.setVisible(not is_plan or bool(page.points))
        self.minutes.setVisible(not is_plan or bool(page.minutes))

    def _show_head(self, page: Engagement) -> None:
        self.header.set_title(page.title)
        when = day_words(page.on_day, page.start_time, page.end_time)
        self.header.set_subtitle(joined(label(page.kind), when, page.organisation))
        self.pill.set_status(status_pill(page.status, page.on_day))
        self.pill.setToolTip(label(page.status))
        can_close = Status.HELD in (page.status, *next_steps(page.status)) and not page.is_locked
        self.close_button.setVisible(can_close)
        self._close_action.setEnabled(can_close)
        is_due = is_to_close(page.status, page.on_day)
        self.close_button.setProperty("look", "primary" if is_due else "")
        self.close_button.setIcon(icon(Icon.CHECK_CIRCLE, "on_accent" if is_due else ""))
        self.close_button.style().polish(self.close_button)
        self.brief_button.setVisible(page.status in (Status.PLANNED, Status.POSTPONED))
        self.minutes_button.setVisible(page.status in (Status.HELD, Status.CLOSED_OUT))
        self.edit_button.setVisible(not page.is_locked)
        self._edit_action.setEnabled(not page.is_locked)
        self._show_steps(page)
        self.setAccessibleName(page.title)
        self.title_changed.emit(page.title)

    def _show_steps(self, page: Engagement) -> None:
        clear_layout(self._steps)
        for step in next_steps(page.status):
            if step is Status.CLOSED_OUT or page.is_locked:
                continue
            button = quiet(step_verb(page.status, step), f"engagement-step-{step}", GLYPHS[step])
            button.clicked.connect(partial(self.take_step, step))
            self._steps.addWidget(button)

    def take_focus(self) -> None:
        """Onto the first button that can be pressed."""
        buttons = (self.close_button, self.edit_button, self.minutes.unlock)
        shown = next((button for button in buttons if button.isVisibleTo(self)), self.edit_button)
        shown.setFocus(Qt.FocusReason.OtherFocusReason)

    def offered_actions(self) -> list[QAction]:
        """What Ctrl+K offers here."""
        actions = (
            self._close_action,
            self._edit_action,
            self._promise_action,
            self._brief_action,
            *self._paper_actions,
            self._correct_action,
            self._remove_action,
        )
        return [one for one in actions if one.isEnabled()]

    def has_unsaved(self) -> bool:
        """Whether a form is open in which something is typed."""
        return self.starter.has_unsaved

    # Doing

    def close_out(self) -> None:
        """Start the close-out of this engagement."""
        self.starter.close_out(self.record_id)

    def edit(self) -> None:
        """Change the plan."""
        self.starter.edit(self.record_id)

    def show_paper(self, name: str) -> None:
        """Show one of the papers one takes along, about this engagement."""
        self.desk.navigator.show_report(name, {"engagement": f"engagements:{self.record_id}"})

    def new(self) -> None:
        """Ctrl+N starts another one."""
        self.desk.navigator.new("engagements")

    def take_step(self, step: Status) -> None:
        """Held at once; everything else asks why, or for which day."""
        if self._page is None:
            return
        is_plain = step is Status.HELD or (step is Status.PLANNED and self._page.status is Status.HELD)
        if is_plain:
            self.desk.service.do(change_status, self._page.id, str(step))
        elif Status.POSTPONED in (step, self._page.status) and step is not Status.CANCELLED:
            PostponeDialog(self.window(), self.desk, self._page).open()
        else:
            ChangeStatusDialog(self.window(), self.desk, self._page, step).open()

    def copy_message(self) -> None:
        """Put the message that it was moved into the clipboard."""
        if self._page is None:
            return
        engagement_id, old_day = self._page.id, old_day_of(self._page)

        def write(workspace: Workspace, _progress: Progress) -> Text:
            return workspace.ask(get_postponed, engagement_id, old_day, Way.MESSAGE, workspace.user_name)

        self.desk.service.run(self, self._take_message, write, "")

    def _take_message(self, message: Text) -> None:
        QGuiApplication.clipboard().setText(message.words)
        self.desk.navigator.say(_("The message is copied. Paste it where you write to them."))

    def write_goals(self) -> None:
        """Say what we wanted, what we got, and what those who came said."""
        if self._page is not None:
            GoalsDialog(self.window(), self.desk, self._page).open()

    def unlock(self) -> None:
        """Open the minutes again, with a reason."""
        if self._page is not None:
            UnlockDialog(self.window(), self.desk, self._page).open()

    def add_commitment(self) -> None:
        """Write down a promise made in it."""
        self._promise_asker.ask(read_commitment_form, None, self.record_id)

    def _open_promise(self, facts: FormFacts) -> None:
        CommitmentEditor(self.window(), self.desk, facts).open()

    def ask_remove(self) -> None:
        """Ask before it is removed."""
        if self._page is None:
            return
        explained = _("Notes and attachments go too. Undo brings everything back.")
        ask_to_remove(self.window(), self._page.title, explained, self._remove, "engagement-remove")

    def _remove(self) -> None:
        self.desk.service.do(remove, self.record_id, on_done=self._go_back, owner=self)

    def _go_back(self, _done: Done[object]) -> None:
        self.desk.navigator.back()

    def _open_record(self, noun: str, record_id: int) -> None:
        if noun and record_id:
            self.desk.navigator.open_record(noun, record_id)

    def _show_all(self) -> None:
        self.desk.navigator.open_page("engagements")
