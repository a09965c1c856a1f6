"""Steps 2 and 3 of the close-out: the points raised, and what we asked with the answers."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QStringListModel, Qt
from PySide6.QtWidgets import QCompleter, QHBoxLayout, QVBoxLayout, QWidget

from crm.operations.engagements import AskDraft, EngagementDraft, PointDraft
from crm.rules.engagements import AskKind, Response, label
from resources.translations import _
from ui.pages.engagements.rows import Rows, WrittenRow
from ui.pages.engagements.segments import Segment, Segments
from ui.pages.engagements.steps import Step
from ui.pages.parts.choosing import choose, combo
from ui.theme import GAP, GRID
from ui.widgets import cards
from ui.widgets.cards import scrolled

ANSWER_KEYS = {
    Response.YES: "Y",
    Response.MAYBE: "M",
    Response.NO: "N",
    Response.WILL_REVERT: "W",
    Response.NOT_RAISED: "R",
}


class PointRow(WrittenRow):
    """What was raised, by whom, and what we thought of it, for ourselves only."""

    def __init__(self, name: str, names: QStringListModel) -> None:
        super().__init__(name)
        self.setProperty("look", "card")
        self._id: int | None = None
        self._status = "open"
        self.text = self.line("text", _("What was raised"))
        self.raised_by = self.line("raised-by", _("By whom"))
        completer = QCompleter(names, self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        self.raised_by.setCompleter(completer)
        self.impression = self.line("impression", _("Private impression: never on a paper that leaves the house"))
        first, second = QHBoxLayout(), QHBoxLayout()
        first.addWidget(self.text, 1)
        first.addWidget(self.raised_by)
        remove = self.remove_button(_("Remove this point"))
        first.addWidget(remove)
        self.raised_by.setFixedWidth(56 * GRID)
        second.addWidget(self.impression, 1)
        _stack(self, first, second)
        self.setTabOrder(self.impression, remove)  # last: Tab goes from field to field

    def show_draft(self, draft: PointDraft) -> None:
        """Show a point already written down."""
        self._id, self._status = draft.id, draft.status
        self.text.setText(draft.text)
        self.raised_by.setText(draft.raised_by)
        self.impression.setText(draft.impression)

    def read(self) -> PointDraft:
        """What is written."""
        return PointDraft(self.text.text(), self.raised_by.text(), self._status, self.impression.text(), self._id)

    @property
    def is_empty(self) -> bool:
        """Whether nothing is written."""
        return not any(field.text().strip() for field in (self.text, self.raised_by, self.impression))

    def take_focus(self) -> None:
        """Into the words."""
        self.text.setFocus()


class AskRow(WrittenRow):
    """What we asked, and what they answered."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.setProperty("look", "card")
        self._id: int | None = None
        self.text = self.line("text", _("What we asked for"))
        self.kind = combo(f"{name}-kind", [(str(kind), label(kind)) for kind in AskKind], _("Kind of ask"))
        self.kind.setFixedWidth(38 * GRID)
        self.response = Segments(
            f"{name}-response",
            [Segment(str(one), label(one), key) for one, key in ANSWER_KEYS.items()],
            _("Their answer"),
        )
        self.response.set_value(str(Response.NOT_RAISED))
        self.answer = self.line("answer", _("In their words"))
        self.response.changed.connect(self.changed)
        self.kind.currentIndexChanged.connect(self.changed)
        first, second = QHBoxLayout(), QHBoxLayout()
        first.addWidget(self.text, 1)
        first.addWidget(self.kind)
        remove = self.remove_button(_("Remove this ask"))
        first.addWidget(remove)
        second.addWidget(self.response)
        second.addWidget(self.answer, 1)
        _stack(self, first, second)
        self.setTabOrder(self.answer, remove)  # last: Tab goes from the words to the answer

    def show_draft(self, draft: AskDraft) -> None:
        """Show an ask of the plan."""
        self._id = draft.id
        choose(self.kind, draft.kind, label)
        self.response.set_value(draft.response)
        self.answer.setText(draft.answer)
        self.text.setText(draft.text)

    def read(self) -> AskDraft:
        """What is written."""
        return AskDraft(
            self.text.text(), str(self.kind.currentData()), self.response.value, self.answer.text(), self._id
        )

    @property
    def is_empty(self) -> bool:
        """Whether nothing is written."""
        is_raised = self.response.value != Response.NOT_RAISED
        return not (self.text.text().strip() or self.answer.text().strip() or is_raised)

    def take_focus(self) -> None:
        """Into the words, or to the answer of an ask that stands there already."""
        (self.response if self.text.text().strip() else self.text).setFocus(Qt.FocusReason.TabFocusReason)


class Points(Step):
    """Step 2."""

    def __init__(self, draft: EngagementDraft, present: Callable[[], Sequence[str]]) -> None:
        super().__init__()
        self.setObjectName("close-out-points")
        self._present = present
        self._names = QStringListModel(self)
        self.rows: Rows[PointRow] = Rows("point", self._make)
        _fill(
            self,
            _("One point a row; Enter goes to the next. Write what was said, not what you think of the person."),
            self.rows,
        )
        for point in draft.points:
            self.rows.last().show_draft(point)
        self.rows.changed.connect(self.changed)

    def _make(self, name: str) -> PointRow:
        return PointRow(name, self._names)

    def write(self, draft: EngagementDraft) -> None:
        """The points."""
        draft.points = [row.read() for row in self.rows.written()]

    def check(self) -> str:
        """A name or an impression alone is no point."""
        wrong = next((row for row in self.rows.written() if not row.text.text().strip()), None)
        if wrong is None:
            return ""
        wrong.text.setFocus()
        return _("Say in a few words what was raised, or take the row away.")

    def enter(self) -> None:
        """Offer the names of those present."""
        self._names.setStringList(list(self._present()))
        self.rows.take_focus()


class Asks(Step):
    """Step 3."""

    def __init__(self, draft: EngagementDraft) -> None:
        super().__init__()
        self.setObjectName("close-out-asks")
        self.rows: Rows[AskRow] = Rows("ask", AskRow)
        _fill(self, _("What we asked, and their answer: Y yes, M maybe, N no, W will revert, R not raised."), self.rows)
        for ask in draft.asks:
            self.rows.last().show_draft(ask)
        self.rows.changed.connect(self.changed)

    def write(self, draft: EngagementDraft) -> None:
        """The asks."""
        draft.asks = [row.read() for row in self.rows.written()]

    def check(self) -> str:
        """An answer wants its question."""
        wrong = next((row for row in self.rows.written() if not row.text.text().strip()), None)
        if wrong is None:
            return ""
        wrong.text.setFocus()
        return _("Say what we asked for, or take the row away.")

    def enter(self) -> None:
        """To the first ask without an answer."""
        open_ones = [row for row in self.rows.rows if row.response.value == Response.NOT_RAISED]
        (open_ones[0] if open_ones else self.rows.last()).take_focus()


def _stack(owner: WrittenRow, *lines: QHBoxLayout) -> None:
    column = QVBoxLayout(owner)
    column.setContentsMargins(GAP, GAP, GAP, GAP)
    column.setSpacing(GRID)
    for line in lines:
        line.setSpacing(GAP)
        column.addLayout(line)


def _fill(step: Step, hint: str, rows: QWidget) -> None:
    inside = QWidget()
    column = QVBoxLayout(inside)
    column.setContentsMargins(0, 0, GAP + GRID, 0)
    column.addWidget(rows)
    column.addStretch(1)
    outer = QVBoxLayout(step)
    outer.setContentsMargins(0, 0, 0, 0)
    outer.addWidget(cards.label(hint, "muted", f"{step.objectName()}-hint"))
    outer.addWidget(scrolled(inside, f"{step.objectName()}-scroll"), 1)
