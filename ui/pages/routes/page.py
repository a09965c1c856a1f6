"""“Who deals with this?”: a topic and a place, and from councillor to committee whom to go to, with the reason."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from crm.operations.routes import put_into
from crm.queries.asking import Asker as AskingRecord
from crm.queries.asking import get_asker
from crm.queries.routes import NotKnown, Who
from crm.rules.errors import Problem
from crm.rules.routing import Part
from resources.translations import _
from ui.background.asker import Asker
from ui.desk import Desk
from ui.icons import Icon, icon
from ui.pages.page import Page
from ui.pages.parts.actions import action
from ui.pages.parts.cards import TwoColumns
from ui.pages.routes.facts import Asked, RouteForm, find_topic_choices, find_where_choices, read_answer, read_correction
from ui.pages.routes.rows import NotKnownCard, make_cards
from ui.route_words import answer_lines
from ui.theme import GAP, GRID, PADDING, PAGE_MARGIN
from ui.widgets.banner import Banner
from ui.widgets.buttons import primary, quiet, secondary_of
from ui.widgets.cards import Card, PageHeader, clear_layout, heading, label, scrolled
from ui.widgets.choices import Choice
from ui.widgets.empty_state import EmptyState
from ui.widgets.forms import FormRow
from ui.widgets.link import Link
from ui.widgets.record_picker import RecordPicker
from ui.widgets.status import Tone
from ui.words import sentence

if TYPE_CHECKING:
    from ui.pages.petitions.editor import PetitionForm


class RoutesPage(Page):
    """Enter asks; Ctrl+E: this is wrong; Ctrl+Shift+C copies the answer."""

    watches: ClassVar[tuple[str, ...]] = (
        "routes",
        "topics",
        "places",
        "people",
        "organisations",
        "offices",
        "plans",
        "petitions",
        "issues",
        "engagements",
    )

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.setAccessibleName(_("Who deals with this?"))
        self.asked: Asked | None = None
        self._asking = 0
        self._answers = Asker(self, desk.service, self._show, self._show_problem)
        self._records = Asker(self, desk.service, self._ask_for)
        self._forms = Asker(self, desk.service, self._open_correction)
        self._petitions = Asker(self, desk.service, self._open_petition)
        self._make_question()
        self._make_answer()
        self._lay_out()
        self._connect()

    def _make_question(self) -> None:
        self.header = PageHeader(_("Who deals with this?"), "routes-header")
        self.asking = Link("", "routes-asking")
        self.asking.hide()
        service = self.desk.service
        self.topic = RecordPicker(
            service, find_topic_choices, "routes-topic", _("Water, clinics, home affairs …"), allows_free_text=True
        )
        self.place = RecordPicker(
            service, find_where_choices, "routes-place", _("Ward, town, municipality or ward id"), allows_free_text=True
        )
        self.ask_button = primary(_("Ask"), "routes-ask", Icon.COMPASS)
        self.told = Banner("", Tone.BAD, name="routes-told")
        self.told.hide()

    def _make_answer(self) -> None:
        self.where = heading("", 11.5, "routes-where")
        self.where.setWordWrap(True)
        self.why = label("", name="routes-why")
        self.note = label("", "muted", "routes-note")
        self.others = QHBoxLayout()
        self.others.setSpacing(GRID)
        self.wrong = action(self, "routes-wrong-action", _("This is wrong…"), self.correct, "Ctrl+E")
        self.wrong.setIcon(icon(Icon.PENCIL_SIMPLE))
        self.copy = action(self, "routes-copy-action", _("Copy the answer"), self.copy_answer, "Ctrl+Shift+C")
        self.copy.setIcon(icon(Icon.COPY))
        self.summary = Card("", "routes-summary")
        for part in (self.where, self.why, self.note):
            self.summary.add(part)
        self.summary.body.addLayout(self.others)
        buttons = QHBoxLayout()
        buttons.setSpacing(GAP)
        for each in (self.wrong, self.copy):
            buttons.addWidget(secondary_of(each, each.objectName().removesuffix("-action")))
        buttons.addStretch(1)
        self.summary.body.addLayout(buttons)
        self.missing = NotKnownCard()
        self.columns = TwoColumns()
        self.cards = QVBoxLayout()
        self.cards.setSpacing(PADDING)
        self.empty = EmptyState(
            Icon.COMPASS,
            _(
                "Say what it is about and where: you are told whom to go to, why, and what is not known yet. "
                "It works without a network."
            ),
            name="routes-empty",
        )

    def _lay_out(self) -> None:
        question = QHBoxLayout()
        question.setSpacing(GAP)
        question.addWidget(FormRow(_("&Topic"), self.topic, "routes-topic"), 1)
        question.addWidget(FormRow(_("&Place"), self.place, "routes-place"), 1)
        question.addWidget(self.ask_button, 0, Qt.AlignmentFlag.AlignBottom)
        wide = QWidget()
        wide.setLayout(self.cards)
        self.cards.setContentsMargins(0, 0, 0, 0)
        self.columns.fill((wide,), (self.missing,))
        self.answer = QWidget()
        inner = QVBoxLayout(self.answer)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(PADDING)
        inner.addWidget(self.summary)
        inner.addWidget(self.columns)
        self.answer.hide()
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(PAGE_MARGIN, PAGE_MARGIN - GRID, PAGE_MARGIN, PAGE_MARGIN)
        column.setSpacing(GAP + GRID)
        column.addWidget(self.header)
        column.addWidget(self.asking)
        column.addLayout(question)
        for part in (self.told, self.empty, self.answer):
            column.addWidget(part)
        column.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        self._area = scrolled(content, "routes-scroll")
        outer.addWidget(self._area)

    def _connect(self) -> None:
        self.ask_button.clicked.connect(self.ask)
        for picker in (self.topic, self.place):
            picker.line.returnPressed.connect(self.ask)
            picker.chosen.connect(self._take_choice)
        self.asking.followed.connect(self._open_asking)
        self.missing.wanted.connect(self._lead_on)

    # Asking

    def show_filtered(self, filters: Mapping[str, object]) -> None:
        """Ask for a record (`record`), with its topic and place; without one, what is written stays."""
        self._records.ask(get_asker, int(str(filters.get("record", 0))))

    def _ask_for(self, asker: AskingRecord | None) -> None:
        self._show_asking(asker)
        if asker is None:
            return
        self.topic.set_choice(Choice(0, asker.topic) if asker.topic else None)
        self.place.set_choice(Choice(asker.place_id, asker.place) if asker.place_id else None)
        self._forget_answer()
        if asker.topic and asker.place_id:
            self.ask()
        else:
            self.take_focus()

    def _show_asking(self, asker: AskingRecord | None) -> None:
        self._asking = asker.id if asker else 0
        if asker is not None:
            self._noun = asker.noun
            self.asking.set_words(_("For {name}").format(name=asker.name))
        self.asking.setVisible(asker is not None)

    def _take_choice(self, _choice: Choice) -> None:
        """Both are known: nobody has to press a button."""
        if self.topic.choice is not None and self.place.choice is not None:
            self.ask()

    def ask(self) -> None:
        """Ask with what is written; what is missing gets the keyboard."""
        topic, place = self.topic.choice, self.place.choice
        if topic is None or place is None:
            (self.topic if topic is None else self.place).setFocus()
            return
        self._answers.ask(read_answer, topic.name, place.id or place.name, self._asking)

    def refresh(self) -> None:
        """Ask again what is shown."""
        if self.asked is not None:
            self.ask()

    def _forget_answer(self) -> None:
        self.asked = None
        self.told.set_text("")
        self.answer.hide()
        self.empty.show()

    # Showing

    def _show_problem(self, problem: Problem) -> None:
        self._forget_answer()
        self.empty.hide()
        self.told.set_text(sentence(problem))

    def _show(self, asked: Asked) -> None:
        is_other = self.asked is None or (self.asked.answer.topic, self.asked.answer.where) != (
            asked.answer.topic,
            asked.answer.where,
        )
        self.asked = asked
        answer = asked.answer
        self.told.set_text("")
        self.where.setText(_("{topic} in {place}").format(topic=answer.topic, place=answer.where.words))
        self.why.setText(answer.why)
        self.note.setText(_("Note: {note}.").format(note=answer.note))
        self.note.setVisible(bool(answer.note))
        self._show_others(answer.others)
        self._show_cards(asked)
        self.missing.show_missing(answer.not_known)
        self.empty.hide()
        self.answer.show()
        if is_other:
            self._area.verticalScrollBar().setValue(0)

    def _show_others(self, topics: tuple[str, ...]) -> None:
        clear_layout(self.others)
        if topics:
            words = label(_("It may also be:"), "muted")
            words.setWordWrap(False)
            self.others.addWidget(words)
        for at, topic in enumerate(topics):
            button = quiet(topic, f"routes-other-{at}")
            button.clicked.connect(partial(self._ask_other, topic))
            self.others.addWidget(button)
        self.others.addStretch(1)

    def _ask_other(self, topic: str) -> None:
        self.topic.set_choice(Choice(0, topic))
        self.ask()

    def _show_cards(self, asked: Asked) -> None:
        clear_layout(self.cards)
        for card, rows in make_cards(asked):
            self.cards.addWidget(card)
            for row in rows:
                row.opened.connect(self._open)
                row.put_wanted.connect(self._put)
                row.log_wanted.connect(self._log)
                row.petition_wanted.connect(self._start_petition)

    # Using it

    def _open(self, who: Who) -> None:
        noun, record_id = who.record
        if record_id:
            self.desk.navigator.open_record(noun, record_id)
        else:
            self.correct()

    def _open_asking(self) -> None:
        if self._asking:
            self.desk.navigator.open_record(self._noun, self._asking)

    def _put(self, who: Who) -> None:
        self.desk.service.do(put_into, self._asking, who.part.value, who.record[1], owner=self)

    def _log(self, who: Who) -> None:
        self.desk.navigator.new("engagements", who.record[1])

    def _start_petition(self, who: Who) -> None:
        from ui.pages.routes.starting import read_petition_to  # here: an answer is shown sooner without a form

        if self.asked is not None:
            self._petitions.ask(read_petition_to, self.asked.answer, who.record[1])

    def _open_petition(self, facts: PetitionForm) -> None:
        from ui.pages.routes.starting import open_petition

        open_petition(self, self.desk, self._asking, facts)

    def _lead_on(self, missing: NotKnown) -> None:
        """To where it would be written down."""
        if missing.organisation_id:
            self.desk.navigator.open_record("organisations", missing.organisation_id)
        elif missing.part in (Part.DEPARTMENT, Part.COMMITTEE):
            self.correct()
        elif missing.part is Part.COUNCILLOR and self.asked is not None and self.asked.answer.where.ward is None:
            self.place.setFocus()
        elif missing.part in (Part.COUNCILLOR, Part.CONSTITUENCY_OFFICE):
            self.desk.navigator.open_page("imports")
        else:
            self.desk.navigator.open_page("organisations")

    def correct(self) -> None:
        """Say who really deals with it."""
        if self.asked is not None:
            self._forms.ask(read_correction, self.asked.answer)

    def _open_correction(self, facts: RouteForm) -> None:
        from ui.pages.routes.dialogs import CorrectionDialog

        CorrectionDialog(self, self.desk, facts).open()

    def copy_answer(self) -> None:
        """The answer as text, on the clipboard."""
        if self.asked is not None:
            QGuiApplication.clipboard().setText("\n".join(answer_lines(self.asked.answer)))
            self.desk.navigator.say(_("The answer is on the clipboard."))

    def offered_actions(self) -> list[QAction]:
        """Putting the answer right, and copying it."""
        return [self.wrong, self.copy] if self.asked is not None else []

    def take_focus(self) -> None:
        """Into the first field that is empty."""
        (self.place if self.topic.text() and not self.place.text() else self.topic).setFocus()
