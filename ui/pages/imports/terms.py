"""Asking which term of office a list is of."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from crm.queries.imports import TermChoice, TermPeriod, parse_term
from crm.queries.offices import TermRow
from crm.rules.errors import UserError
from crm.rules.organisations import Kind
from crm.rules.terms import standard_terms
from resources.translations import _
from ui.theme import GAP, GRID
from ui.widgets.cards import label
from ui.words import sentence

_ANOTHER = "another"
_ASK = "ask"


class TermPicker(QWidget):
    """The term: as the list suggests, one of the country's, one of ours, none, or typed."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("import-term")
        self._values: list[object] = []
        self._typed: TermChoice = None
        asked = QLabel(_("This list is of the &term"))
        self.box = QComboBox()
        self.box.setObjectName("import-term-choice")
        self.box.setAccessibleName(_("Which term of office the list is of"))
        self.box.setMinimumWidth(300)
        asked.setBuddy(self.box)
        self.line = QLineEdit()
        self.line.setObjectName("import-term-text")
        self.line.setPlaceholderText(_("2009-2014, 5th, 2014"))
        self.line.setAccessibleName(_("Another term"))
        self.line.hide()
        self._error = label("", "error", "import-term-error")
        self._error.hide()
        row = QHBoxLayout()
        row.setSpacing(GAP)
        row.addWidget(asked)
        row.addWidget(self.box)
        row.addWidget(self.line)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        column.addLayout(row)
        column.addWidget(self._error)
        self.box.activated.connect(self._choose)
        self.line.editingFinished.connect(self._read)
        self.setFocusProxy(self.box)

    def offer(
        self, guess: TermPeriod | None, must_ask: bool, ours: Sequence[TermRow], *, is_current: bool = False
    ) -> None:
        """Offer the terms, the guess first; where there is none and it matters, nothing is chosen yet.

        `is_current` chooses the one that runs now where nothing says another.
        """
        self.box.clear()
        self._values = []
        if guess is not None:
            self._offer(_("As the list suggests: {term}").format(term=guess.name or guess.start.text), None)
        elif must_ask:
            self._offer(_("Choose the term…"), _ASK)
        else:
            self._offer(_("As the dates in the list say"), None)
        self._offer(_("The term that runs now"), "current")
        for kind in (Kind.LEGISLATURE, Kind.COUNCIL):
            for term in reversed(standard_terms(kind)):
                self._offer(term.name, term)
        for row in ours:
            self._offer(f"{row.name}, {row.organisation}", row.id)
        self._offer(_("No term: nobody here is elected"), "none")
        self._offer(_("Another term…"), _ANOTHER)
        if is_current and guess is None:
            self.box.setCurrentIndex(self._values.index("current"))
        self.line.hide()
        self.line.clear()
        self._error.hide()

    def _offer(self, words: str, value: object) -> None:
        self.box.addItem(words)
        self._values.append(value)

    @property
    def is_answered(self) -> bool:
        """Whether the term is known, or need not be."""
        value = self._value()
        return value != _ASK and (value != _ANOTHER or self._typed is not None)

    @property
    def choice(self) -> TermChoice:
        """The term chosen."""
        value = self._value()
        if value == _ANOTHER:
            return self._typed
        return None if value == _ASK else value  # type: ignore[return-value]

    def _value(self) -> object:
        at = self.box.currentIndex()
        return self._values[at] if 0 <= at < len(self._values) else None

    def _choose(self) -> None:
        is_other = self._value() == _ANOTHER
        self.line.setVisible(is_other)
        self._error.hide()
        if is_other:
            self.line.setFocus()
        self.changed.emit()

    def _read(self) -> None:
        self._typed = None
        self._error.hide()
        try:
            self._typed = parse_term(self.line.text())
        except UserError as problem:
            self._error.setText(sentence(problem))
            self._error.show()
        self.changed.emit()
