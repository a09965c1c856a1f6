"""The pages of an agreement, of a clause and of a deliverable: three views of one noun."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QVBoxLayout, QWidget

from crm.rules import clock
from crm.rules.agreements import DeliverableStatus, Status, label, next_deliverable_steps, next_steps
from resources.translations import _
from ui.desk import Desk
from ui.icons import Icon
from ui.pages.agreements.actions import AgreementActions
from ui.pages.agreements.agreement_dialogs import review_words
from ui.pages.agreements.cards import (
    ClausesCard,
    DeliverablesCard,
    EvidenceCard,
    PartiesCard,
    PromisesUnderCard,
    SignedCopyCard,
)
from ui.pages.agreements.dialogs import step_verb
from ui.pages.agreements.facts import (
    AgreementWhole,
    ClauseWhole,
    DeliverableWhole,
    Kept,
    agreement_facts,
    agreement_moments,
    clause_facts,
    deliverable_facts,
    deliverable_moments,
)
from ui.pages.agreements.looks import deliverable_pill, ends_words, light_words, rag_pill, status_pill
from ui.pages.commitments.cards import FactsCard, TimelineCard
from ui.pages.parts.cards import TwoColumns
from ui.pages.parts.files import FilesCard
from ui.pages.parts.history import HistoryCard
from ui.pages.parts.notes import NotesCard
from ui.pages.parts.words import confidentiality_words
from ui.theme import GAP, GRID, PADDING, PAGE_MARGIN
from ui.widgets.banner import Banner
from ui.widgets.buttons import WITH_GAP, primary, quiet, secondary, tool
from ui.widgets.cards import PageHeader, clear_layout, scrolled
from ui.widgets.cards import label as text_label
from ui.widgets.link import Link
from ui.widgets.status import Status as Pill
from ui.widgets.status import StatusPill, Tone


class RecordView(QWidget):
    """Head, pills, notices, buttons, steps, and two columns of cards."""

    remove_wanted = Signal()
    file_wanted = Signal(int, str)

    def __init__(self, desk: Desk, actions: AgreementActions, name: str, buttons: Sequence[str]) -> None:
        super().__init__()
        self.desk, self.actions_ = desk, actions
        self._name = name
        self._up_id = 0
        self.header = PageHeader("", f"{name}-header")
        self._up = QVBoxLayout()
        self._pills = QHBoxLayout()
        self._pills.setSpacing(GAP)
        self._steps = QHBoxLayout()
        self._steps.setSpacing(GRID)
        self._notices = QVBoxLayout()
        self._notices.setSpacing(GAP)
        self.buttons = {each: self._button(each, is_first=not number) for number, each in enumerate(buttons)}
        self.facts = FactsCard(name)
        self.notes = NotesCard(desk, f"{name}-notes")
        self.files = FilesCard(desk, f"{name}-files")
        self.history = HistoryCard(desk, f"{name}-history")
        self.columns = TwoColumns()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        self._area = scrolled(self._content(), f"{name}-scroll")
        column.addWidget(self._area)
        self.facts.link_wanted.connect(desk.navigator.open_record)

    def _content(self) -> QWidget:
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(PAGE_MARGIN, PAGE_MARGIN - GRID, PAGE_MARGIN, PAGE_MARGIN)
        column.setSpacing(PADDING - GRID)
        column.addLayout(self._up)
        column.addWidget(self.header)
        column.addLayout(self._pills)
        column.addLayout(self._notices)
        column.addLayout(self._button_row())
        column.addLayout(self._steps)
        column.addWidget(self.columns)
        column.addStretch(1)
        return content

    def _button(self, name: str, *, is_first: bool) -> QPushButton:
        action = self.actions_.all[name]
        button = (primary if is_first else secondary)(action.text(), f"{self._name}-{name}")
        if not is_first:
            button.setIcon(action.icon())
            button.setIconSize(WITH_GAP)
        button.setToolTip(f"{action.text()} ({action.shortcut().toString()})")
        button.clicked.connect(action.trigger)
        return button

    def _button_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(GAP)
        for button in self.buttons.values():
            row.addWidget(button)
        row.addStretch(1)
        more = tool(Icon.DOTS_THREE, _("More"), f"{self._name}-menu", "text")
        more.setPopupMode(more.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(more)
        self.remove_action = menu.addAction(_("Remove…"))
        self.remove_action.setObjectName(f"{self._name}-remove-action")
        self.remove_action.triggered.connect(self.remove_wanted)
        more.setMenu(menu)
        row.addWidget(more)
        return row

    # For subclasses

    def show_head(self, title: str, subtitle: str, up: str = "", up_id: int = 0) -> None:
        """Title and the line under it; `up` is what it belongs to."""
        self.header.set_title(title)
        self.header.set_subtitle(subtitle)
        self._up_id = up_id
        clear_layout(self._up)
        if up:
            link = Link(up, f"{self._name}-up")
            link.setAccessibleName(_("Belongs to {name}").format(name=up))
            link.followed.connect(self._go_up)
            self._up.addWidget(link)
        for name, button in self.buttons.items():
            button.setEnabled(self.actions_.all[name].isEnabled())

    def show_pills(self, pills: Sequence[tuple[str, Pill]], words: str, aside: str) -> None:
        """What it is in a word each, why, and its reference."""
        clear_layout(self._pills)
        for name, pill in pills:
            self._pills.addWidget(StatusPill(pill, name=f"{self._name}-{name}"))
        self._pills.addWidget(text_label(words, name=f"{self._name}-why"), 1)
        self._pills.addWidget(text_label(aside, "muted", f"{self._name}-reference"))

    def show_steps(self, steps: Sequence[tuple[Status | DeliverableStatus, str]]) -> None:
        """The steps of the life-cycle that can be taken from here."""
        clear_layout(self._steps)
        if not steps:
            return
        self._steps.addWidget(text_label(_("Mark as:"), "muted"))
        for status, words in steps:
            button = quiet(words, f"{self._name}-step-{status.value}")
            button.clicked.connect(partial(self.actions_.step, status))
            self._steps.addWidget(button)
        self._steps.addStretch(1)

    def add_notice(self, notice: Banner) -> None:
        """A notice above the buttons."""
        notice.hide()
        self._notices.addWidget(notice)

    def show_kept(self, record_id: int, kept: Kept) -> None:
        """Notes, files and history."""
        self.notes.show_notes(record_id, kept.notes)
        self.files.show_files(record_id, kept.files)
        self.history.show_history(kept.history)

    def take_focus(self) -> None:
        """On the first button that can be pressed, so that the keys act."""
        for button in self.buttons.values():
            if button.isEnabled():
                button.setFocus()
                return

    def to_top(self) -> None:
        """Show the beginning."""
        self._area.verticalScrollBar().setValue(0)

    def _go_up(self) -> None:
        self.desk.navigator.open_record("agreements", self._up_id)


class AgreementView(RecordView):
    """An agreement clause by clause."""

    def __init__(self, desk: Desk, actions: AgreementActions) -> None:
        super().__init__(desk, actions, "agreement", ("edit", "add-clause", "amend", "review", "renew", "report"))
        self.ending = Banner("", Tone.WARNING, _("Renew…"), "agreement-ending")
        self.reviewing = Banner("", Tone.INFO, _("Review held…"), "agreement-reviewing")
        self.clauses = ClausesCard()
        self.parties = PartiesCard()
        self.copy = SignedCopyCard()
        self.timeline = TimelineCard("agreement")
        self.add_notice(self.ending)
        self.add_notice(self.reviewing)
        self.columns.fill(
            (self.clauses, self.timeline, self.notes, self.files), (self.parties, self.copy, self.facts, self.history)
        )
        self.ending.pressed.connect(actions.all["renew"].trigger)
        self.reviewing.pressed.connect(actions.all["review"].trigger)
        self.clauses.add_wanted.connect(actions.all["add-clause"].trigger)
        self.copy.add_wanted.connect(actions.all["signed-copy"].trigger)
        self.copy.file_wanted.connect(self.file_wanted)
        self.timeline.file_wanted.connect(self._open_amendment)
        for card in (self.clauses, self.parties):
            card.opened.connect(desk.navigator.open_record)

    def show_whole(self, whole: AgreementWhole) -> None:
        """Show it."""
        self._whole = whole
        page, row = whole.page, whole.page.row
        subtitle = (", ".join(row.parties), _("version {version}").format(version=page.version))
        self.show_head(row.title, " · ".join(part for part in subtitle if part))
        pills = [("rag", rag_pill(row.light)), ("status", status_pill(row))]
        if row.confidentiality:
            pills.append(("confidentiality", Pill(confidentiality_words(row.confidentiality), Tone.WARNING)))
        done = _("{count} % done, {delivered} of {all} delivered").format(
            count=row.progress, delivered=row.delivered, all=row.deliverables
        )
        why = " · ".join(part for part in (light_words(row.light), done if row.deliverables else "") if part)
        self.show_pills(pills, why, row.reference)
        ends = ends_words(row.expires_on, clock.today())
        self.ending.set_text(_("{ends}: speak of renewal.").format(ends=ends) if row.is_expiring else "")
        self.reviewing.set_text(review_words(page))
        self.show_steps([(step, _step_words(row.status, step)) for step in next_steps(row.status)])
        self.clauses.show_clauses(page, whole.promises)
        self.parties.show_parties(page.parties)
        self.copy.show_copy(page)
        self.facts.show_facts(agreement_facts(page))
        self.timeline.show_moments(agreement_moments(page))
        self.show_kept(row.id, whole.kept)

    def _open_amendment(self, attachment_id: int) -> None:
        names = {file: name for _version, _on, _words, file, name in self._whole.page.amendments if file}
        self.file_wanted.emit(attachment_id, names.get(attachment_id, ""))


class ClauseView(RecordView):
    """A clause with what it brings and what was promised under it."""

    def __init__(self, desk: Desk, actions: AgreementActions) -> None:
        super().__init__(desk, actions, "clause", ("add-deliverable", "promise", "edit-clause"))
        self.deliverables = DeliverablesCard()
        self.promises = PromisesUnderCard("clause-promises")
        self.columns.fill((self.deliverables, self.promises, self.notes, self.files), (self.facts, self.history))
        self.deliverables.add_wanted.connect(actions.all["add-deliverable"].trigger)
        self.promises.add_wanted.connect(actions.all["promise"].trigger)
        for card in (self.deliverables, self.promises):
            card.opened.connect(desk.navigator.open_record)

    def show_whole(self, whole: ClauseWhole) -> None:
        """Show it."""
        row = whole.row
        self.show_head(row.name, row.words if row.heading else "", whole.agreement.name, row.agreement_id)
        pills = [("rag", rag_pill(row.light))] if row.deliverables else []
        if not row.is_standing:
            pills.append(("standing", Pill(_("Fell away"), Tone.NEUTRAL)))
        why = light_words(row.light)
        if row.deliverables:
            why = " · ".join((why, _("{count} % done").format(count=row.progress)))
        self.show_pills(pills, why, whole.agreement.reference)
        self.deliverables.show_deliverables(row.deliverables)
        self.promises.show_promises(whole.promises)
        self.facts.show_facts(clause_facts(whole))
        self.show_kept(row.id, whole.kept)


class DeliverableView(RecordView):
    """A deliverable: how far it is, what shows it, and what was promised for it."""

    def __init__(self, desk: Desk, actions: AgreementActions) -> None:
        buttons = ("progress", "move-date", "follow-up", "evidence", "light", "edit-deliverable")
        super().__init__(desk, actions, "deliverable", buttons)
        self.evidence = EvidenceCard()
        self.promises = PromisesUnderCard("deliverable-promises")
        self.timeline = TimelineCard("deliverable")
        self.columns.fill(
            (self.evidence, self.promises, self.timeline, self.notes, self.files), (self.facts, self.history)
        )
        self.evidence.add_wanted.connect(actions.all["evidence"].trigger)
        self.evidence.file_wanted.connect(self.file_wanted)
        self.timeline.file_wanted.connect(self._open_file)
        self.promises.add_wanted.connect(actions.all["promise"].trigger)
        self.promises.opened.connect(desk.navigator.open_record)

    def show_whole(self, whole: DeliverableWhole) -> None:
        """Show it."""
        self._whole = whole
        row = whole.page.row
        clause = f"{row.clause_number} {row.clause_heading}".strip()
        self.show_head(row.title, row.sentence, f"{clause}, {row.agreement_reference}", row.clause_id)
        pills = [("rag", rag_pill(row.light)), ("status", deliverable_pill(row))]
        self.show_pills(pills, light_words(row.light), row.agreement_reference)
        self.show_steps([(step, _deliverable_step(row.status, step)) for step in next_deliverable_steps(row.status)])
        self.evidence.show_evidence(row)
        self.promises.show_promises(whole.promises)
        self.timeline.show_moments(deliverable_moments(whole.page))
        self.facts.show_facts(deliverable_facts(whole.page))
        self.show_kept(row.id, whole.kept)

    def _open_file(self, attachment_id: int) -> None:
        names = {one.attachment_id: one.file_name for one in self._whole.page.row.evidence}
        self.file_wanted.emit(attachment_id, names.get(attachment_id, ""))


def _step_words(old: Status, new: Status) -> str:
    if new is Status.CLOSED:
        return _("Close")
    stages = list(Status)
    return _back(label(new)) if stages.index(new) < stages.index(old) else label(new)


def _deliverable_step(old: DeliverableStatus, new: DeliverableStatus) -> str:
    stages = list(DeliverableStatus)
    return _back(step_verb(new)) if stages.index(new) < stages.index(old) else step_verb(new)


def _back(stage: str) -> str:
    return _("Back to {stage}").format(stage=stage.lower())
