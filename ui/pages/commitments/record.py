"""The page of one commitment: its exact words, where it stands, what to do next, and all that happened."""

from __future__ import annotations

from functools import partial
from typing import ClassVar

from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QMenu, QStackedWidget, QVBoxLayout, QWidget

from crm.operations.notes import add_note
from crm.operations.records import remove
from crm.queries.commitments import CommitmentRow
from crm.rules import clock
from crm.rules.commitments import Direction, Outcome, Status, is_open, label, next_steps
from crm.workspace import Done
from resources.translations import _
from ui.background.asker import Asker
from ui.desk import Desk
from ui.icons import Icon
from ui.pages.commitments.actions import CommitmentActions
from ui.pages.commitments.cards import FactsCard, NotesCard, TimelineCard
from ui.pages.commitments.dialogs import step_verb
from ui.pages.commitments.facts import Whole, facts_of, read_whole, timeline_of
from ui.pages.commitments.looks import lateness_pill, level_words, quoted, shortened, status_pill
from ui.pages.page import Page
from ui.pages.parts.corrections import CorrectionsCard, correction_action
from ui.pages.parts.counts_towards import CountsTowardsCard
from ui.pages.parts.kept_file import show_file
from ui.pages.parts.ladder import LadderCard
from ui.pages.parts.plain_words import PlainWordsCard
from ui.theme import GAP, GRID, PADDING, PAGE_MARGIN
from ui.widgets.banner import Banner
from ui.widgets.buttons import primary_of, quiet, secondary_of, tool
from ui.widgets.cards import Card, PageHeader, clear_layout, scrolled
from ui.widgets.cards import label as text_label
from ui.widgets.dialogs import ConfirmDialog
from ui.widgets.empty_state import EmptyState
from ui.widgets.history_list import HistoryList
from ui.widgets.status import Status as Pill
from ui.widgets.status import StatusPill, Tone

TITLE_LETTERS = 280
BUTTONS = ("follow-up", "move-date", "kept", "evidence", "snooze", "edit")


class CommitmentPage(Page):
    """Keys: F follow up, M move date, K kept, V evidence, S snooze, E edit."""

    watches: ClassVar[tuple[str, ...]] = (
        "commitments",
        "agreements",
        "notes",
        "attachments",
        "people",
        "organisations",
        "offices",
        "clocks",
    )

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.whole: Whole | None = None
        self._asker = Asker(self, desk.service, self._show)
        self.actions_ = CommitmentActions(self, desk, self._current)
        self._make_parts()
        self._stack = QStackedWidget()
        self._stack.addWidget(scrolled(self._content(), "commitment-scroll"))
        self._stack.addWidget(self._gone())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._stack)
        self._connect()

    # Parts

    def _make_parts(self) -> None:
        self.header = PageHeader("", "commitment-header")
        self._more = tool(Icon.DOTS_THREE, _("More"), "commitment-menu", "text")
        self._more.setPopupMode(self._more.ToolButtonPopupMode.InstantPopup)
        self._pills = QHBoxLayout()
        self._pills.setSpacing(GAP)
        self._steps = QHBoxLayout()
        self._steps.setSpacing(GRID)
        self._missing = Banner("", Tone.WARNING, _("Fill in"), "commitment-missing")
        self.facts = FactsCard()
        self.timeline = TimelineCard()
        self.ladder = LadderCard(self.actions_.all["follow-up"], "commitment")
        self.notes = NotesCard()
        self.towards = CountsTowardsCard(self.desk, "commitment-towards")
        self.plain = PlainWordsCard(self.desk, "commitment-plain", "commitments")
        self.corrections = CorrectionsCard(self.desk, "commitment-corrections")
        self._correct = correction_action(self, self.desk, "commitment", self._current)
        self.history = HistoryList("commitment-history")
        self._buttons = {
            name: (primary_of if name == "follow-up" else secondary_of)(self.actions_.all[name], f"commitment-{name}")
            for name in BUTTONS
        }

    def _content(self) -> QWidget:
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(PAGE_MARGIN, PAGE_MARGIN - GRID, PAGE_MARGIN, PAGE_MARGIN)
        column.setSpacing(PADDING - GRID)
        column.addWidget(self.header)
        column.addLayout(self._pills)
        column.addWidget(self._missing)
        column.addLayout(self._button_row())
        column.addLayout(self._steps)
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._columns.setSpacing(PADDING)
        self._columns.addLayout(_column(self.timeline, self.corrections, self.plain, self.notes), 3)
        self._columns.addLayout(_column(self.facts, self.ladder, self.towards, self._history_card()), 2)
        column.addLayout(self._columns, 1)
        return content

    def _button_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(GAP)
        for button in self._buttons.values():
            row.addWidget(button)
        row.addStretch(1)
        row.addWidget(self._more)
        menu = QMenu(self._more)
        menu.addAction(self.actions_.all["confidentiality"])
        menu.addAction(self._correct)
        self._remove = QAction(_("Remove…"), self)
        self._remove.setObjectName("commitment-remove-action")
        menu.addAction(self._remove)
        self._more.setMenu(menu)
        return row

    def _history_card(self) -> Card:
        card = Card(_("History"), "commitment-history-card")
        card.add(self.history)
        return card

    def _gone(self) -> EmptyState:
        gone = EmptyState(
            Icon.HANDSHAKE,
            _("This commitment is no longer here: it was removed, or writing it down was undone."),
            _("All commitments"),
            "commitment-gone",
        )
        gone.pressed.connect(partial(self.desk.navigator.open_page, "commitments"))
        return gone

    def _connect(self) -> None:
        self.facts.link_wanted.connect(self.desk.navigator.open_record)
        self.timeline.file_wanted.connect(self._read_file)
        self.notes.note_wanted.connect(self._add_note)
        self.history.undo_wanted.connect(self._ask_undo)
        self._missing.pressed.connect(self.actions_.all["edit"].trigger)
        self._remove.triggered.connect(self._ask_remove)
        self.desk.theme.changed.connect(self.make_stale)  # links carry their colour

    # What is shown

    def show_record(self, record_id: int) -> None:
        """Show another commitment; nothing of the last one stays."""
        if record_id != self.record_id:
            self.notes.box.clear()
        super().show_record(record_id)

    def refresh(self) -> None:
        """Ask for everything."""
        if self.record_id:
            self._asker.ask(read_whole, self.record_id)

    def _show(self, whole: Whole | None) -> None:
        self.whole = whole
        self._stack.setCurrentIndex(0 if whole else 1)
        self.actions_.set_current(whole.page.row if whole else None)
        if whole is None:
            self._tell(_("Commitment"))
            return
        row = whole.page.row
        self._tell(f"{row.reference} {shortened(row.words, 60)}")
        self.header.set_title(quoted(row.words, TITLE_LETTERS))
        self.header.set_subtitle(_subtitle(row))
        self._show_pills(row)
        self._show_steps(row)
        missing = _("Still missing: {what}.").format(what=", ".join(row.missing)) if row.missing else ""
        self._missing.set_text(missing)
        self.facts.show_facts(facts_of(whole))
        self.timeline.show_moments(timeline_of(whole.page))
        self.ladder.show_climb(whole.climb, is_open(row.status) and row.direction is Direction.THEY_OWE_US)
        self.notes.show_notes(whole.notes)
        self.towards.show_record(row.id)
        self.plain.show_record(row.id)
        self.corrections.show_record(row.id)
        self.history.show_entries(whole.history)
        for name, button in self._buttons.items():
            button.setEnabled(self.actions_.all[name].isEnabled())

    def _tell(self, title: str) -> None:
        self.setAccessibleName(title)
        self.title_changed.emit(title)

    def _show_pills(self, row: CommitmentRow) -> None:
        clear_layout(self._pills)
        pills = [Pill(label(row.direction), Tone.NEUTRAL), lateness_pill(row), status_pill(row)]
        if row.status is Status.CLOSED:
            pills.pop(1)
        if row.confidentiality:
            pills.append(Pill(level_words(row.confidentiality), Tone.WARNING))
        for pill, name in zip(pills, ("direction", "lateness", "status", "confidentiality"), strict=False):
            self._pills.addWidget(StatusPill(pill, name=f"commitment-{name}"))
        sentence = text_label(row.sentence, name="commitment-sentence")
        self._pills.addWidget(sentence, 1)
        self._pills.addWidget(text_label(row.reference, "muted", "commitment-reference"))

    def _show_steps(self, row: CommitmentRow) -> None:
        clear_layout(self._steps)
        self._steps.addWidget(text_label(_("Mark as:"), "muted"))
        for status in next_steps(row.status):
            button = quiet(step_verb(row.status, status), f"commitment-step-{status.value}")
            button.clicked.connect(partial(self.actions_.step, row.id, status, _usual_outcome(status)))
            self._steps.addWidget(button)
        self._steps.addStretch(1)

    # What is done

    def offered_actions(self) -> list[QAction]:
        """Everything that fits this commitment."""
        return [*(action for action in self.actions_.all.values() if action.isEnabled()), self._correct]

    def new(self) -> None:
        """Write down another commitment."""
        self.actions_.new()

    def has_unsaved(self) -> bool:
        """A note that is not added yet."""
        return bool(self.notes.text())

    def take_focus(self) -> None:
        """On the first button, so that the keys act."""
        is_closed = self.whole is not None and not self._buttons["follow-up"].isEnabled()
        self._buttons["edit" if is_closed else "follow-up"].setFocus()

    def _current(self) -> int:
        return self.record_id if self.whole else 0

    def _add_note(self, text: str) -> None:
        self.desk.service.do(add_note, self.record_id, text, clock.today(), on_done=self._forget_note, owner=self)

    def _forget_note(self, _done: Done[object]) -> None:
        self.notes.box.clear()

    def _read_file(self, attachment_id: int) -> None:
        show_file(self, self.desk, attachment_id)

    def _ask_undo(self, operation_id: int) -> None:
        entries = self.whole.history if self.whole else ()
        words = next((entry.label for entry in entries if entry.operation_id == operation_id), "")
        box = ConfirmDialog(self, _("Undo this?"), words, _("Undo"), name="commitment-undo")
        box.confirmed.connect(partial(self.desk.service.reverse, operation_id))
        box.open()

    def _ask_remove(self) -> None:
        if self.whole is None:
            return
        row = self.whole.page.row
        text = _("{reference} goes with its notes, files and follow-ups. This can be undone.")
        box = ConfirmDialog(
            self,
            _("Remove this commitment?"),
            text.format(reference=row.reference),
            _("Remove"),
            is_danger=True,
            name="commitment-remove",
        )
        box.confirmed.connect(partial(self.desk.service.do, remove, row.id))
        box.open()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Facts go below what happened where the window is very narrow."""
        super().resizeEvent(event)
        is_narrow = self.width() < 700
        ways = QBoxLayout.Direction
        self._columns.setDirection(ways.TopToBottom if is_narrow else ways.LeftToRight)


def _subtitle(row: CommitmentRow) -> str:
    """Our translation, and what to do next."""
    lines = [_("In our words: {words}").format(words=row.translation)] if row.translation else []
    if row.next_step:
        lines.append(_("Next: {step}.").format(step=row.next_step))
    return "\n".join(lines)


def _usual_outcome(status: Status) -> Outcome | None:
    return Outcome.NOT_KEPT if status is Status.CLOSED else None


def _column(*widgets: QWidget) -> QVBoxLayout:
    column = QVBoxLayout()
    column.setSpacing(PADDING)
    for widget in widgets:
        column.addWidget(widget)
    column.addStretch(1)
    return column
