"""The strip under the preview: all that the chosen row says, and who a doubtful one is."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QComboBox, QFrame, QLabel, QVBoxLayout, QWidget

from crm.queries.import_parties import get_party_words
from crm.queries.imports import RowPlan
from crm.queries.people import get_people_rows
from crm.rules.names import fold
from resources.translations import _
from ui.background.asker import Asker
from ui.background.service import Service
from ui.pages.imports.preview import change_words, kept_words
from ui.pages.parts.finding import find_any_body_choices, find_people_choices
from ui.theme import GAP, GRID
from ui.widgets.cards import label
from ui.widgets.choices import Choice
from ui.widgets.record_picker import RecordPicker

LEAVE_OUT = -1
NEW = 0
SOMEBODY_ELSE = -2
PARTY = "party\n"
"""Begins the key of a decision about a name, which holds for every row that has it."""

MOST_LINES = 6
NARROW = 340  # pixels of the strip where it stands beside the rows
UNBOUND = 16_777_215  # Qt's own word for no greatest width, which PySide does not hand on


def get_people_words(ids: tuple[int, ...]) -> list[tuple[int, str]]:
    """Each of these people with an office: “Naledi Seekoei, Speaker, Northern Cape”."""
    return [
        (row.id, ", ".join(part for part in (row.name, row.offices, row.body) if part)) for row in get_people_rows(ids)
    ]


class RowStrip(QFrame):
    """`decided(key, answer)`: a record's id, `NEW`, or `LEAVE_OUT`; the key is the row's, or `PARTY` and a name."""

    decided = Signal(str, int)

    def __init__(self, service: Service, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("import-row")
        self.setProperty("look", "card")
        self._row: RowPlan | None = None
        self._decisions: Mapping[str, int] = {}
        self._asker = Asker(self, service, self._offer)
        self._words = label("", name="import-row-words")
        self._question = QLabel(_("&Who is this?"))
        self.answer = QComboBox()
        self.answer.setObjectName("import-row-answer")
        self.answer.setAccessibleName(_("Who this is"))
        self.answer.setMinimumWidth(NARROW - 5 * GAP)
        self._question.setBuddy(self.answer)
        self.other = RecordPicker(service, self._find, "import-row-other", _("Type a name"))
        self.other.setAccessibleName(_("Somebody else you know"))
        self.other.hide()
        self._asked = QWidget()
        self._across = QBoxLayout(QBoxLayout.Direction.LeftToRight, self._asked)
        self._across.setContentsMargins(0, 0, 0, 0)
        self._across.setSpacing(GAP)
        self._across.addWidget(self._question)
        self._across.addWidget(self.answer)
        self._across.addWidget(self.other, 1)
        self._across.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * GAP, GAP, 2 * GAP, GAP)
        column.setSpacing(GRID)
        column.addWidget(self._words)
        column.addWidget(self._asked)
        self.answer.activated.connect(self._decide)
        self.other.chosen.connect(self._decide_other)
        self.show_row(None, {})

    def set_narrow(self, is_narrow: bool) -> None:
        """Stand beside the rows, the answer below its question; or below them, across."""
        ways = QBoxLayout.Direction
        self._across.setDirection(ways.TopToBottom if is_narrow else ways.LeftToRight)
        self.setMaximumWidth(NARROW if is_narrow else UNBOUND)

    def show_row(self, row: RowPlan | None, decisions: Mapping[str, int]) -> None:
        """Show one row; `decisions` is what was answered so far."""
        self._row, self._decisions = row, decisions
        self._asker.drop()
        self.other.hide()
        is_person = row is not None and row.what == "people" and bool(row.key) and row.state != "gone"
        is_asked_by_name = row is not None and self._asks(row)
        can_ask = is_person or is_asked_by_name
        has_words = row is not None and bool(row.reason or row.changes or row.kept or row.summary)
        self.setVisible(can_ask or has_words)
        if row is None:
            return
        lines = [*map(change_words, row.changes), *map(kept_words, row.kept)]
        shown = [part for part in (row.reason, row.summary, *lines[:MOST_LINES]) if part]
        more = [_("and {count} more").format(count=len(lines) - MOST_LINES)] if len(lines) > MOST_LINES else []
        self._words.setText("\n".join([row.name or row.line, *shown, *more]))
        name = _("“{name}”").format(name=row.asks) if row.asks else _("this")
        self._question.setText(_("&Who is {name}?").format(name=name.replace("&", "&&")))
        self._asked.setVisible(can_ask)
        if can_ask:
            chosen = decisions.get(PARTY + fold(row.asks), 0) if row.asks else row.record_id
            known = (chosen,) if chosen else ()
            question = get_people_words if is_person else get_party_words
            self._asker.ask(question, tuple(dict.fromkeys((*row.alternatives, *known))))

    def _offer(self, people: list[tuple[int, str]]) -> None:
        if self._row is None:
            return
        self.answer.clear()
        self.answer.addItem(_("To identify later") if self._row.asks else _("A new person"), NEW)
        for person_id, words in people:
            self.answer.addItem(words, person_id)
        self.answer.addItem(_("Somebody else…"), SOMEBODY_ELSE)
        self.answer.addItem(_("Leave this row out"), LEAVE_OUT)
        present = self._decisions.get(self._key(NEW), self._row.record_id or NEW)
        self.answer.setCurrentIndex(max(0, self.answer.findData(present)))

    def take_focus(self) -> None:
        """Onto the question, where there is one, with its answers open: arrow keys then decide nothing yet."""
        if self._asked.isVisibleTo(self) and self.answer.count():
            self.answer.setFocus(Qt.FocusReason.OtherFocusReason)
            self.answer.showPopup()

    def leave_out(self) -> None:
        """Leave the row out, where it can be."""
        if self._asked.isVisibleTo(self):
            self.decided.emit(self._key(LEAVE_OUT), LEAVE_OUT)

    def _decide(self) -> None:
        answer = self.answer.currentData()
        if answer is None:  # they are still being looked up
            return
        self.other.setVisible(answer == SOMEBODY_ELSE)
        if answer == SOMEBODY_ELSE:
            self.other.set_choice(None)
            self.other.setFocus(Qt.FocusReason.OtherFocusReason)
        elif self._row is not None:
            self.decided.emit(self._key(answer), answer)

    def _decide_other(self, choice: Choice) -> None:
        if self._row is not None:
            self.decided.emit(self._key(choice.id), choice.id)

    def _find(self, text: str) -> list[Choice]:
        """Whoever may be meant, by name; this runs on the reader."""
        is_person = self._row is not None and self._row.what == "people"
        return find_people_choices(text) if is_person else [*find_people_choices(text), *find_any_body_choices(text)]

    @staticmethod
    def _asks(row: RowPlan) -> bool:
        return bool(row.asks) and row.state in ("new", "doubtful")

    def _key(self, answer: int) -> str:
        """What a decision is about: a name wherever it stands, but leaving out is about the row."""
        row = self._row
        if row is None:
            return ""
        return PARTY + fold(row.asks) if row.asks and answer != LEAVE_OUT else row.key
