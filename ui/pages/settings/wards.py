"""Wards that were drawn anew: bringing in their table, and saying where the places of promises lie now."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from crm.exchange.wards import WardTable, read_wards
from crm.operations.wards import BroughtIn, answer_places, bring_in_wards
from crm.queries.wards import PlaceQuestion, list_demarcations, list_place_questions, list_wards_of
from crm.rules import clock
from crm.rules.demarcation import boundary_words, check_demarcation, has_ended
from crm.rules.errors import Problem, UserError
from resources.translations import _, ngettext
from ui.background.asker import Asker
from ui.desk import Desk
from ui.pages.parts.choosing import combo
from ui.pages.parts.file_choice import choose_file, documents_folder
from ui.pages.settings.section import Section
from ui.theme import GAP, GRID, small_font
from ui.widgets.buttons import primary, secondary
from ui.widgets.cards import Card, clear_layout, label
from ui.widgets.forms import FormRow
from ui.widgets.status import Tone
from ui.words import sentence

if TYPE_CHECKING:
    from crm.workspace import Done, Workspace
    from ui.background.jobs import Progress

SHOWN = 40
WIDEST_CHOICE = 240


@dataclass(frozen=True)
class WardFacts:
    """What the section shows."""

    demarcations: Sequence[tuple[str, int]]
    questions: Sequence[PlaceQuestion]
    wards: Mapping[int | None, Sequence[tuple[int, str]]]
    """The wards of a municipality as they are drawn now."""


def read_ward_facts() -> WardFacts:
    """Which wards are here, and what has to be asked."""
    questions = list_place_questions()
    municipalities = {each.municipality_id for each in questions if each.municipality_id is not None}
    wards: dict[int | None, Sequence[tuple[int, str]]] = {
        each: [(row.id, row.words) for row in list_wards_of(each)] for each in municipalities
    }
    return WardFacts(list_demarcations(), questions, wards)


class QuestionRow(QWidget):
    """One promise or seat, and the ward its place lies in now."""

    def __init__(self, question: PlaceQuestion, wards: Sequence[tuple[int, str]]) -> None:
        super().__init__()
        self.question = question
        what = "  ".join(part for part in (question.reference, question.words) if part)
        asked = _("Where does {place} lie now, for {what}?").format(place=question.place, what=what)
        choices: list[tuple[object, str]] = [(0, _("Not known yet")), *wards]
        self.ward: QComboBox = combo(f"settings-wards-answer-{question.record_id}", choices, asked)
        self.ward.setFixedWidth(WIDEST_CHOICE)
        if question.suggested_id is not None:
            self.ward.setCurrentIndex(max(0, self.ward.findData(question.suggested_id)))
        words = QVBoxLayout()
        words.setSpacing(GRID // 2)
        words.addWidget(label(what))
        small = label(_("Made for {place}").format(place=question.place), "muted")
        small.setFont(small_font())
        words.addWidget(small)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2 * GAP)
        row.addLayout(words, 1)
        row.addWidget(self.ward, 0, Qt.AlignmentFlag.AlignTop)


class WardsSection(Section):
    """Bring in a newer table of wards; answer in which ward the place of each promise lies now."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(
            desk,
            _("Wards"),
            _(
                "Wards are drawn anew for each municipal election. A promise follows the place it was made for, "
                "not the number of its ward."
            ),
            "settings-wards",
        )
        self.rows: list[QuestionRow] = []
        self._asker = Asker(self, desk.service, self._show)
        self._make_table_card()
        self._make_questions()
        self.body.addStretch(1)

    def _make_table_card(self) -> None:
        card = Card(_("Wards that are here"), "settings-wards-here")
        self._here = QVBoxLayout()
        self._here.setSpacing(GRID)
        card.body.addLayout(self._here)
        self.year = QLineEdit()
        self.year.setObjectName("settings-wards-year")
        self.year.setPlaceholderText(_("2026"))
        self.year.setMaximumWidth(120)
        self.year_row = FormRow(_("&Year of the election they were drawn for"), self.year, "settings-wards-year")
        self.bring_in = primary(_("Bring in a table…"), "settings-wards-bring-in")
        self.bring_in.setToolTip(
            _("Columns: ward_id, ward_no, municipality_code, municipality, province; old_ward_id where it is known")
        )
        row = QHBoxLayout()
        row.addWidget(self.year_row, 1)
        row.addWidget(self.bring_in, 0, Qt.AlignmentFlag.AlignBottom)
        card.body.addLayout(row)
        self.body.addWidget(card)
        self.bring_in.clicked.connect(self._choose)

    def _make_questions(self) -> None:
        self.questions = Card(_("Where does this place lie now?"), "settings-wards-questions")
        self._column = QVBoxLayout()
        self._column.setSpacing(GAP)
        self.questions.body.addLayout(self._column)
        self.answer = secondary(_("Keep the answers"), "settings-wards-answer")
        self.answer.clicked.connect(self._answer)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self.answer)
        self.questions.body.addLayout(row)
        self.body.addWidget(self.questions)
        self.questions.hide()

    # What is shown

    def refresh(self) -> None:
        """Ask which wards are here, and what is to be asked."""
        self._asker.ask(read_ward_facts)

    def _show(self, facts: WardFacts) -> None:
        clear_layout(self._here)
        for name, count in facts.demarcations:
            words = f"{boundary_words(name)}: {ngettext('{count} ward', '{count} wards', count)}"
            if has_ended(name, clock.today()) and name == facts.demarcations[0][0]:
                words += " – " + _("their councils are over: bring in the newer table when there is one")
            self._here.addWidget(label(words))
        if not facts.demarcations:
            self._here.addWidget(label(_("No wards yet: bring in a province under “Reference data”."), "muted"))
        chosen = {row.question.record_id: row.ward.currentData() for row in self.rows}
        clear_layout(self._column)
        self.rows = [QuestionRow(each, facts.wards.get(each.municipality_id, ())) for each in facts.questions[:SHOWN]]
        for row in self.rows:
            row.ward.setCurrentIndex(
                max(row.ward.currentIndex(), row.ward.findData(chosen.get(row.question.record_id)))
            )
            self._column.addWidget(row)
        rest = len(facts.questions) - len(self.rows)
        if rest > 0:
            self._column.addWidget(label(_("and {count} more").format(count=rest), "muted"))
        self.questions.setVisible(bool(self.rows))

    def has_unsaved(self) -> bool:
        """Whether an answer was chosen and not kept."""
        return any((row.ward.currentData() or 0) != (row.question.suggested_id or 0) for row in self.rows)

    # What is done

    def _choose(self) -> None:
        self.year_row.set_error("")
        try:
            check_demarcation(self.year.text())
        except UserError as problem:
            self.year_row.set_error(sentence(problem))
            self.year.setFocus()
            return
        kinds = _("Tables (*.csv *.tsv *.txt)")
        choose_file(self, _("Table of wards"), documents_folder(), kinds, self.read_file)

    def read_file(self, path: str) -> None:
        """Read the table and bring it in."""

        def read(_workspace: Workspace, _progress: Progress) -> WardTable:
            return read_wards(Path(path))

        self.bring_in.setEnabled(False)
        self.desk.service.run(self, self._bring_in, read, _("Reading the table…"), self._refuse)

    def _bring_in(self, table: WardTable) -> None:
        """Do it, as one operation, after a verified backup."""
        write = partial(self._write, table)
        self.desk.service.maintain(_back_up, write, _("Backing up first…"), owner=self, on_problem=self._refuse)

    def _write(self, table: WardTable, _backup: object) -> None:
        self.desk.service.do(
            bring_in_wards,
            table,
            self.year.text(),
            what=_("Bringing in wards…"),
            on_done=partial(self._tell_done, table),
            on_problem=self._refuse,
            owner=self,
        )

    def _tell_done(self, table: WardTable, done: Done[BroughtIn]) -> None:
        self.bring_in.setEnabled(True)
        missed = len(table.not_understood)
        words = done.value.words
        if missed:
            words += " " + ngettext("{count} line was not understood.", "{count} lines were not understood.", missed)
        self.tell(words, Tone.GOOD)
        self.refresh()

    def _refuse(self, problem: Problem) -> None:
        self.bring_in.setEnabled(True)
        self.show_problem(problem)

    def _answer(self) -> None:
        answers = {row.question.record_id: int(row.ward.currentData()) for row in self.rows if row.ward.currentData()}
        if not answers:
            self.tell(_("Choose a ward for at least one of them."), Tone.WARNING)
            return
        self.answer.setEnabled(False)
        self.desk.service.do(
            answer_places, answers, on_done=self._tell_answered, on_problem=self._refuse_answer, owner=self
        )

    def _tell_answered(self, done: Done[list[str]]) -> None:
        self.answer.setEnabled(True)
        count = len(done.value)
        self.tell(ngettext("{count} answer is kept.", "{count} answers are kept.", count), Tone.GOOD)
        self.rows = []
        self.refresh()

    def _refuse_answer(self, problem: Problem) -> None:
        self.answer.setEnabled(True)
        self.show_problem(problem)


def _back_up(workspace: Workspace) -> object:
    return workspace.back_up_before("import")
