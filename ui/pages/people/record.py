"""The page of a person."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from crm.queries.people import PersonPage as Person
from crm.queries.replacements import list_starts_of_person
from crm.rules import clock, privacy
from crm.rules.forms_of_address import how_to_address
from crm.rules.names import PersonName
from resources.translations import _
from ui.background.asker import Asker
from ui.desk import Desk
from ui.icons import Icon
from ui.pages.page import Page
from ui.pages.parts.actions import action
from ui.pages.parts.cards import LinesCard, TwoColumns
from ui.pages.parts.corrections import CorrectionsCard
from ui.pages.parts.files import FilesCard
from ui.pages.parts.history import HistoryCard
from ui.pages.parts.mapping import LooksCard
from ui.pages.parts.notes import NotesCard
from ui.pages.parts.promises import PromisesCard
from ui.pages.parts.reach import ReachCard
from ui.pages.parts.record_page import RecordHeader
from ui.pages.parts.related import RelatedCard
from ui.pages.parts.timeline import SHOWN as SHOWN_MOMENTS
from ui.pages.parts.timeline import TimelineCard
from ui.pages.people.cards import AboutCard, OfficesCard, PrivacyCard
from ui.pages.people.editor import PersonEditor
from ui.pages.people.facts import PersonFacts, get_person_facts
from ui.pages.people.given import GivenCard
from ui.pages.replacing.action import ReplaceHolder
from ui.theme import GAP, GRID, PAGE_MARGIN
from ui.widgets.banner import Banner
from ui.widgets.cards import label, scrolled
from ui.widgets.empty_state import EmptyState
from ui.widgets.status import Tone


class PersonPage(Page):
    """Who they are, how to reach them, what was said and promised."""

    watches: ClassVar[tuple[str, ...]] = (
        "people",
        "organisations",
        "offices",
        "engagements",
        "commitments",
        "petitions",
        "notes",
        "attachments",
        "topics",
        "imports",
        "privacy",
    )

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.setAccessibleName(_("Person"))
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._limit = SHOWN_MOMENTS
        self._with_closed = False
        self._facts: PersonFacts | None = None
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.timeout.connect(self._show_rest)
        self._asker = Asker(self, desk.service, self._show)
        self.header = RecordHeader(desk, "person", self)
        self.replacing = ReplaceHolder(self, desk, "person", self.replace_holder)
        self.erase_action = action(self, "person-erase-action", _("Erase or make nameless…"), self.erase)
        self.ask_action = action(self, "person-request-action", _("Asks what is held (POPIA)…"), self.write_request)
        self.header.add_to_menu(self.ask_action)
        self.header.add_to_menu(self.erase_action)
        self._address = label("", "muted", "person-address")
        self.header.add_below(self._address)
        self._banner = Banner("", Tone.BAD, name="person-do-not-contact")
        self._banner.hide()
        self.header.edit_button.clicked.connect(self.edit)
        self._make_cards(desk)
        self._lay_out()
        self._connect()

    def _make_cards(self, desk: Desk) -> None:
        self.promises = PromisesCard("person-commitments")
        self.timeline = TimelineCard("person-timeline")
        self.notes = NotesCard(desk, "person-notes")
        self.files = FilesCard(desk, "person-files")
        self.reach = ReachCard(desk, "person-reach")
        self.offices = OfficesCard()
        self.related = RelatedCard(desk, "person-related", "people")
        self.looks = LooksCard(desk, "person-looks")
        self.about = AboutCard()
        self.privacy = PrivacyCard(desk)
        self.corrections = CorrectionsCard(desk, "person-corrections")
        self.given = GivenCard(desk)
        self.history = HistoryCard(desk, "person-history")

    def _lay_out(self) -> None:
        columns = TwoColumns()
        columns.fill(
            (self.promises, self.timeline, self.corrections, self.notes, self.files),
            (self.reach, self.offices, self.related, self.looks, self.about, self.privacy, self.given, self.history),
        )
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(PAGE_MARGIN, PAGE_MARGIN - GRID, PAGE_MARGIN - GRID, PAGE_MARGIN)
        column.setSpacing(2 * GAP)
        column.addWidget(self.header)
        column.addWidget(self._banner)
        column.addWidget(columns)
        column.addStretch(1)
        self._scroll = scrolled(inside, "person-scroll")
        self._gone = EmptyState(Icon.USER, _("This person is no longer here."), _("Show all people"), "person-gone")
        self._gone.pressed.connect(self._show_all)
        self._blank = QWidget()  # until the answer is here
        self._stack = QStackedWidget()
        self._stack.addWidget(self._blank)
        self._stack.addWidget(self._scroll)
        self._stack.addWidget(self._gone)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._stack)

    def _connect(self) -> None:
        cards: tuple[LinesCard, ...] = (self.promises, self.timeline, self.offices, self.reach, self.related)
        for card in cards:
            card.opened.connect(self.desk.navigator.open_record)
        self.offices.replace_wanted.connect(self.replace_holder)
        self.offices.letter_wanted.connect(self.write_letter)
        self.promises.add_wanted.connect(self.header.promise)
        self.promises.all_wanted.connect(self._show_all_promises)
        self.timeline.add_wanted.connect(self.header.log)
        self.timeline.more_wanted.connect(self._show_earlier)

    # Asking and showing

    def show_record(self, record_id: int) -> None:
        """Another person: begin at the top, with as much as is shown at first."""
        if record_id != self.record_id:
            self._limit, self._with_closed = SHOWN_MOMENTS, False
            self._scroll.verticalScrollBar().setValue(0)
            self._stack.setCurrentWidget(self._blank)
        super().show_record(record_id)

    def refresh(self) -> None:
        """Ask for the person."""
        self._asker.ask(get_person_facts, self.record_id, self._limit, self._with_closed)

    def _show(self, facts: PersonFacts | None) -> None:
        if facts is None:
            self._stack.setCurrentWidget(self._gone)
            return
        person = facts.person
        had_focus = self.hasFocus()
        self._stack.setCurrentWidget(self._scroll)
        self._show_head(person)
        self.promises.show_promises(facts.promises)
        self.timeline.show_moments(facts.moments, facts.limit)
        self.reach.show_ways(person.id, person.contacts, person.through)
        self.offices.show_offices(person)
        if had_focus:
            self.take_focus()
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
        person = facts.person
        self.notes.show_notes(person.id, facts.notes)
        self.files.show_files(person.id, facts.files)
        self.about.show_person(person)
        self.privacy.show_person(person, facts.checked)
        self.corrections.show_record(person.id)
        self.given.show_person(person.id)
        self.related.show_related(person.id, facts.related)
        self.looks.show_party(person.id)
        self.history.show_history(facts.history)

    def _show_head(self, person: Person) -> None:
        offices = "; ".join(dict.fromkeys(office.words for office in person.current))
        party = next((office.party for office in person.current if office.party), "")
        subtitle = f"{offices} ({party})" if offices and party else offices
        self.header.show_record(person.id, person.name, subtitle)
        name = PersonName(person.title, person.given, person.family, person.known_as)
        address = how_to_address(name, [(office.title, office.organisation_kind) for office in person.current])
        self._address.setText(
            _("In the room: {spoken}. In a letter: {letter}.").format(spoken=address.spoken, letter=address.letter)
        )
        self._banner.set_text(_caution(person))
        self.setAccessibleName(person.name)
        self.title_changed.emit(person.name)

    def take_focus(self) -> None:
        """Onto the first button, or for now onto the page, so that its shortcuts work."""
        shown = self._stack.currentWidget() is self._scroll
        (self.header.log_button if shown else self).setFocus(Qt.FocusReason.OtherFocusReason)

    def has_unsaved(self) -> bool:
        """Whether a plan is open in which something is typed."""
        return self.header.has_unsaved

    def offered_actions(self) -> list[QAction]:
        """What Ctrl+K offers here."""
        return [*self.header.actions_offered(), self.replacing.action, self.erase_action]

    # Doing

    def edit(self) -> None:
        """Open the form."""
        PersonEditor(self.desk, self.window(), self.record_id).open()

    def replace_holder(self) -> None:
        """Replace them in an office, or where they stand without one."""
        self.replacing.ask(list_starts_of_person, self.record_id, clock.today())

    def write_request(self) -> None:
        """Write down what this person asks under POPIA."""
        self.desk.navigator.new("requests", self.record_id)

    def erase(self) -> None:
        """Take the person out for good, or make the record one of nobody."""
        from ui.pages.erasing.dialog import EraseDialog  # here: a record is shown sooner without its forms

        dialog = EraseDialog(self.window(), self.desk, self.record_id, self.header.record_name)
        dialog.reading_wanted.connect(self._read_names)
        dialog.open()

    def _read_names(self) -> None:
        from ui.pages.today.elsewhere import show_settings

        show_settings(self, self.desk, "names")

    def write_letter(self) -> None:
        """To somebody new in an office: who we are, what the office undertook, what we owe it."""
        self.desk.navigator.show_report("new-holder", {"person": f"people:{self.record_id}"})

    def new(self) -> None:
        """Ctrl+N adds another person."""
        self.desk.navigator.new("people")

    def _show_all(self) -> None:
        self.desk.navigator.open_page("people")

    def _show_all_promises(self) -> None:
        self._with_closed = True
        self.refresh()

    def _show_earlier(self) -> None:
        self._limit += 50
        self.refresh()


def _caution(person: Person) -> str:
    """That the person is not to be used, or not to be reached some way; empty for neither."""
    stopped = person.standing.stopped_words
    if stopped or not person.do_not_contact:
        return f"{stopped}. {_('What their office promised stays with the office.')}" if stopped else ""
    reason = f": {person.do_not_contact_reason}" if person.do_not_contact_reason else ""
    return f"{_('Do not contact')} – {privacy.label(person.do_not_contact)}{reason}"
