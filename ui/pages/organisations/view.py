"""An organisation as it is shown on its own page and beside the tree."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from crm.operations.organisations import mark_suggestion_checked
from crm.queries.organisations import OrganisationPage
from crm.queries.replacements import list_starts_of_body
from crm.rules import clock
from crm.rules.organisations import label as kind_label
from resources.translations import _
from ui.background.asker import Asker
from ui.desk import Desk
from ui.icons import Icon
from ui.pages.ending.dialog import EndTermDialog
from ui.pages.organisations.cards import AgreementsCard, FactsCard, MembersCard, PartsCard, TermsCard, side_words
from ui.pages.organisations.editor import OrganisationEditor
from ui.pages.organisations.facts import OrganisationFacts, get_organisation_facts
from ui.pages.organisations.programme import ProgrammeCard
from ui.pages.parts.actions import PASTE_KEYS, action
from ui.pages.parts.cards import TwoColumns
from ui.pages.parts.corrections import CorrectionsCard
from ui.pages.parts.files import FilesCard
from ui.pages.parts.history import HistoryCard
from ui.pages.parts.lines import RecordLine
from ui.pages.parts.mapping import LooksCard
from ui.pages.parts.notes import NotesCard
from ui.pages.parts.promises import PromisesCard, get_promises
from ui.pages.parts.reach import ReachCard
from ui.pages.parts.record_page import RecordHeader
from ui.pages.parts.related import RelatedCard
from ui.pages.parts.timeline import SHOWN as SHOWN_MOMENTS
from ui.pages.parts.timeline import TimelineCard
from ui.pages.people.editor import PersonEditor
from ui.pages.replacing.action import ReplaceHolder
from ui.theme import GAP, GRID, PAGE_MARGIN
from ui.widgets.banner import Banner
from ui.widgets.cards import scrolled
from ui.widgets.empty_state import EmptyState
from ui.widgets.status import Tone


class OrganisationView(QWidget):
    """Everything of one organisation; show one with `show_organisation`."""

    named = Signal(str)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.record_id = 0
        self._limit = SHOWN_MOMENTS
        self._with_closed = False
        self._facts: OrganisationFacts | None = None
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.timeout.connect(self._show_rest)
        self._asker = Asker(self, desk.service, self._show)
        self._promises_asker = Asker(self, desk.service, self._show_promises)
        self.header = RecordHeader(desk, "organisation", self)
        self.header.edit_button.clicked.connect(self.edit)
        self.replacing = ReplaceHolder(self, desk, "organisation", self.replace_holder)
        self.paste_action = action(
            self, "organisation-paste-action", _("Paste names of members"), self.paste_members, PASTE_KEYS
        )
        self.end_action = action(
            self, "organisation-end-term-action", _("End the term of the whole body…"), self.end_term, "Ctrl+Shift+H"
        )
        self._suggested = Banner(
            _("Suggested from reference data: check that your legislature has it under this name."),
            Tone.WARNING,
            _("Checked"),
            "organisation-suggested",
        )
        self._suggested.pressed.connect(self.mark_checked)
        self._make_cards(desk)
        self._lay_out()
        self._connect()

    def _make_cards(self, desk: Desk) -> None:
        self.members = MembersCard()
        self.parts = PartsCard()
        self.promises = PromisesCard("organisation-commitments", shows_who=True)
        self.agreements = AgreementsCard()
        self.timeline = TimelineCard("organisation-timeline")
        self.notes = NotesCard(desk, "organisation-notes")
        self.corrections = CorrectionsCard(desk, "organisation-corrections")
        self.files = FilesCard(desk, "organisation-files")
        self.reach = ReachCard(desk, "organisation-reach")
        self.terms = TermsCard(desk)
        self.programme = ProgrammeCard(desk)
        self.facts = FactsCard(desk)
        self.related = RelatedCard(desk, "organisation-related", "organisations")
        self.looks = LooksCard(desk, "organisation-looks")
        self.history = HistoryCard(desk, "organisation-history")

    def _lay_out(self) -> None:
        columns = TwoColumns()
        columns.fill(
            (self.promises, self.agreements, self.members, self.timeline, self.corrections, self.notes, self.files),
            (self.reach, self.facts, self.related, self.looks, self.parts, self.terms, self.programme, self.history),
        )
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(PAGE_MARGIN, PAGE_MARGIN - GRID, PAGE_MARGIN - GRID, PAGE_MARGIN)
        column.setSpacing(2 * GAP)
        column.addWidget(self.header)
        column.addWidget(self._suggested)
        column.addWidget(columns)
        column.addStretch(1)
        self._scroll = scrolled(inside, "organisation-scroll")
        self._gone = EmptyState(
            Icon.BUILDINGS, _("This organisation is no longer here."), _("Show all organisations"), "organisation-gone"
        )
        self._gone.pressed.connect(self._show_all)
        self._blank = QWidget()
        self._stack = QStackedWidget()
        for part in (self._blank, self._scroll, self._gone):
            self._stack.addWidget(part)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._stack)

    def _connect(self) -> None:
        for card in (self.members, self.parts, self.promises, self.agreements, self.timeline, self.reach, self.related):
            card.opened.connect(self.desk.navigator.open_record)
        self.members.add_wanted.connect(self.add_member)
        self.members.replace_wanted.connect(self.replace_holder)
        self.members.paste_wanted.connect(self.paste_members)
        self.members.day_changed.connect(self.refresh)
        self.parts.add_wanted.connect(self.add_part)
        self.terms.end_wanted.connect(self.end_term)
        self.terms.paper_wanted.connect(self.show_hand_over)
        self.terms.letters_wanted.connect(self.write_letters)
        self.promises.add_wanted.connect(self.header.promise)
        self.promises.all_wanted.connect(self._show_all_promises)
        self.timeline.add_wanted.connect(self.header.log)
        self.timeline.more_wanted.connect(self._show_earlier)

    # Asking and showing

    def show_organisation(self, organisation_id: int) -> None:
        """Show this one."""
        if organisation_id != self.record_id:
            self.record_id = organisation_id
            self._limit, self._with_closed = SHOWN_MOMENTS, False
            self._scroll.verticalScrollBar().setValue(0)
            self.members.as_of.blockSignals(True)
            self.members.as_of.set_day(None)
            self.members.as_of.blockSignals(False)
        self.refresh()

    def refresh(self) -> None:
        """Ask again."""
        if self.record_id:
            self._asker.ask(get_organisation_facts, self.record_id, self.members.as_of.day, self._limit)
            self._promises_asker.ask(get_promises, None, self.record_id, self._with_closed)

    def _show(self, facts: OrganisationFacts | None) -> None:
        if facts is None:
            self._stack.setCurrentWidget(self._gone)
            return
        body = facts.body
        self._stack.setCurrentWidget(self._scroll)
        self.header.show_record(body.id, body.name, _subtitle(body))
        self._suggested.setVisible(body.is_suggested)
        self.members.show_members(facts)
        self.reach.show_ways(body.id, body.contacts, body.through)
        self.facts.show_body(body, facts.checked)
        self.named.emit(body.name)
        self._facts = facts
        self._later.start()

    @property
    def is_filling(self) -> bool:
        """Whether something asked for is still to come or to be shown."""
        return self._asker.is_waiting or self._later.isActive()

    def _show_rest(self) -> None:
        """The cards below the edge of the window, once the others are painted."""
        facts = self._facts
        if facts is None:
            return
        self.timeline.show_moments(facts.moments, facts.limit)
        self.parts.show_parts(facts.body.parts)
        self.agreements.show_agreements(facts.agreements, facts.clauses)
        self.terms.show_terms(facts.body.id, facts.body.terms)
        self.programme.show_periods(facts.body.id, facts.body.kind, facts.periods)
        self.related.show_related(facts.body.id, facts.related)
        self.looks.show_party(facts.body.id)
        self.corrections.show_record(facts.body.id)
        self.notes.show_notes(facts.body.id, facts.notes)
        self.files.show_files(facts.body.id, facts.files)
        self.history.show_history(facts.history)

    def _show_promises(self, promises: object) -> None:
        self.promises.show_promises(promises)  # type: ignore[arg-type]

    def take_focus(self) -> None:
        """Onto the first button."""
        self.header.log_button.setFocus(Qt.FocusReason.OtherFocusReason)

    # Doing

    def edit(self) -> None:
        """Open the form."""
        OrganisationEditor(self.desk, self.window(), self.record_id).open()

    def mark_checked(self) -> None:
        """The suggestion is right."""
        self.desk.service.do(mark_suggestion_checked, self.record_id)

    def add_part(self) -> None:
        """Add a committee, branch or office of it."""
        editor = OrganisationEditor(self.desk, self.window(), parent_id=self.record_id)
        editor.open()

    def add_member(self) -> None:
        """Add a person who holds an office in it."""
        PersonEditor(self.desk, self.window(), body_id=self.record_id).open()

    def replace_holder(self) -> None:
        """Replace the holder of a post in it: the one the keyboard is on, where it is on one."""
        focus = self.focusWidget()
        here = focus.line.record_id if isinstance(focus, RecordLine) and self.members.isAncestorOf(focus) else 0
        self.replacing.ask(list_starts_of_body, self.record_id, clock.today(), leaver_id=here)

    def end_term(self) -> None:
        """Everybody elected to it leaves: look at what becomes of everything, and decide."""
        if self.record_id and self._facts is not None:
            EndTermDialog(self.window(), self.desk, self.record_id, self._facts.body.name).open()

    def show_hand_over(self) -> None:
        """What is open with each holder, on paper."""
        self.desk.navigator.show_report("hand-over", {"body": f"organisations:{self.record_id}"})

    def write_letters(self) -> None:
        """A letter to each who came into an office of it lately."""
        self.desk.navigator.show_report("new-holder", {"body": f"organisations:{self.record_id}"})

    def paste_members(self) -> None:
        """The names on the clipboard become members of it."""
        if self.record_id:
            self.desk.navigator.paste("people", self.record_id)

    def _show_all(self) -> None:
        self.desk.navigator.open_page("organisations")

    def _show_all_promises(self) -> None:
        self._with_closed = True
        self.refresh()

    def _show_earlier(self) -> None:
        self._limit += 50
        self.refresh()


def _subtitle(body: OrganisationPage) -> str:
    parts = (
        kind_label(body.committee_kind or body.kind),
        _("part of {body}").format(body=body.parent) if body.parent else "",
        body.place,
        side_words(body.side) if body.side != "public" else "",
        _("closed") if body.is_closed else "",
    )
    return " · ".join(part for part in parts if part)
