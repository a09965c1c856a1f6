"""The close-out of an engagement in five short steps, with a plan before it or without."""

from __future__ import annotations

from copy import deepcopy

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QStackedWidget, QWidget

from crm.operations.engagements import EngagementDraft, close_out
from crm.rules.engagements import CLOSE_OUT
from crm.rules.errors import Problem
from crm.workspace import Done
from resources.translations import _
from ui.desk import Desk
from ui.icons import Icon, icon
from ui.pages.engagements.facts import EngagementForm
from ui.pages.engagements.promise_row import Meeting
from ui.pages.engagements.promises import Promises
from ui.pages.engagements.raised import Asks, Points
from ui.pages.engagements.steps import Step
from ui.pages.engagements.who_came import WhoCame
from ui.pages.engagements.wrap_up import WrapUp
from ui.theme import GRID
from ui.widgets.banner import Banner
from ui.widgets.buttons import primary, secondary
from ui.widgets.dialogs import Dialog
from ui.widgets.status import Tone
from ui.words import sentence

AROUND = 10 * GRID
WIDEST, TALLEST = 1180, 860
STEP_OF = {
    "engagement-without-title": 0,
    "held-in-future": 0,
    "bad-time": 0,
    "bad-count": 0,
    "no-such-attendance": 0,
    "attendance-without-name": 0,
    "file-missing": 0,
    "attachment-too-large": 0,
    "file-unreadable": 0,
    "no-such-response": 2,
    "commitment-without-words": 3,
    "due-before-made": 3,
    "made-in-future": 3,
}
LAST = 4


class CloseOut(Dialog):
    """Next with Ctrl+Enter, back with Alt+←; everything typed stays until it is written, in one operation."""

    closed_out = Signal(int)  # the engagement

    def __init__(self, desk: Desk, parent: QWidget, form: EngagementForm) -> None:
        super().__init__(parent, _("Close out") if form.is_planned else _("Log engagement"), "close-out")
        self.writes_with = desk.service
        self._desk = desk
        self._form = form
        self._is_leaving = False
        self._is_waiting = False
        self.problem = Banner("", Tone.BAD, name="close-out-problem")
        self.problem.hide()
        self._make_steps()
        self._make_buttons()
        self.add(self._make_path())
        self.add(self.problem)
        self.body.addWidget(self.stack, 1)
        self._fit(parent)
        self._before = self.read()
        self.go(0)

    # Parts

    def _make_steps(self) -> None:
        self.who = WhoCame(self._desk, self._form)
        self.points = Points(self._form.draft, self._names)
        self.asks = Asks(self._form.draft)
        self.promises = Promises(self._desk, self._form, self._meeting)
        self.wrap_up = WrapUp(self._form)
        self.steps: tuple[Step, ...] = (self.who, self.points, self.asks, self.promises, self.wrap_up)
        self.who.people.settled.connect(self._finish_settled)
        self.promises.settled.connect(self._finish_settled)
        self.stack = QStackedWidget()
        self.stack.setObjectName("close-out-steps")
        for step in self.steps:
            self.stack.addWidget(step)
            step.changed.connect(self._forget_problem)

    def _make_path(self) -> QWidget:
        path = QWidget()
        row = QHBoxLayout(path)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GRID)
        self._marks: list[QPushButton] = []
        for number, name in enumerate(map(_, CLOSE_OUT)):
            mark = QPushButton(f"{number + 1}  {name}")
            mark.setObjectName(f"close-out-step-{number + 1}")
            mark.setAccessibleName(_("Step {number}: {name}").format(number=number + 1, name=name))
            mark.setToolTip(f"Alt+{number + 1}")
            mark.setShortcut(f"Alt+{number + 1}")
            mark.setAutoDefault(False)
            mark.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            mark.setProperty("look", "quiet")
            mark.setProperty("number", number)
            mark.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            mark.clicked.connect(self._go_to_mark)
            row.addWidget(mark, 1)
            self._marks.append(mark)
        return path

    def _make_buttons(self) -> None:
        cancel = secondary(_("Cancel"), "close-out-cancel")
        cancel.clicked.connect(self.reject)
        self.add_button(cancel)
        self.back_button = secondary(_("Back"), "close-out-back", Icon.ARROW_LEFT)
        self.back_button.setToolTip(_("Back (Alt+←)"))
        self.next_button = primary(_("Next"), "close-out-next", Icon.ARROW_RIGHT)
        self.back_button.clicked.connect(self.back)
        self.next_button.clicked.connect(self.next)
        self._buttons.addWidget(self.back_button)
        self._buttons.addWidget(self.next_button)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self).activated.connect(self.next)
        QShortcut(QKeySequence("Alt+Left"), self).activated.connect(self.back)

    def _fit(self, parent: QWidget) -> None:
        room = parent.window().size()
        self.resize(min(WIDEST, room.width() - AROUND), min(TALLEST, room.height() - AROUND))

    # What the steps know of each other

    def _names(self) -> list[str]:
        return [one.name for one in self.who.people.present()]

    def _meeting(self) -> Meeting:
        return Meeting(self.who.head.day(), self.who.head.body.choice, self.who.people.present())

    def read(self) -> EngagementDraft:
        """What is written in all steps."""
        draft = deepcopy(self._form.draft)
        for step in self.steps:
            step.write(draft)
        draft.attendance = deepcopy(draft.attendance)
        return draft

    @property
    def is_dirty(self) -> bool:
        """Whether something was typed."""
        return any(step.has_waiting() for step in self.steps) or self.read() != self._before

    # Going

    @property
    def at(self) -> int:
        """The step shown, from 0."""
        return self.stack.currentIndex()

    def go(self, number: int) -> None:
        """Show a step; nothing typed is lost on the way."""
        self.problem.set_text("")
        if number == LAST:
            self.wrap_up.show_summary(self.read())
        self.stack.setCurrentIndex(number)
        self.back_button.setEnabled(number > 0)
        is_last = number == LAST
        self.next_button.setText(_("Close out") if is_last else _("Next"))
        self.next_button.setAccessibleName(self.next_button.text())
        self.next_button.setToolTip(f"{self.next_button.text()} (Ctrl+Enter)")
        self.next_button.setIcon(icon(Icon.LOCK_KEY if is_last else Icon.ARROW_RIGHT, "on_accent"))
        for at, mark in enumerate(self._marks):
            mark.setProperty("look", "primary" if at == number else "quiet")
            mark.style().unpolish(mark)
            mark.style().polish(mark)
        self.steps[number].enter()

    def next(self) -> None:
        """The next step, or close out at the last, once this one is right."""
        if not self.next_button.isEnabled() or self._is_wrong(self.at):
            return
        if self.at < LAST:
            self.go(self.at + 1)
        else:
            self.finish()

    def back(self) -> None:
        """The step before."""
        if self.at > 0:
            self.go(self.at - 1)

    def take_focus(self) -> None:
        """Put the keyboard where the step begins."""
        self.steps[self.at].enter()

    def _go_to_mark(self) -> None:
        wanted = int(self.sender().property("number"))
        for number in range(self.at, wanted):
            if self._is_wrong(number):
                return
        self.go(wanted)

    def _forget_problem(self) -> None:
        """What was said to be wrong is being put right; it is looked at again with Next."""
        self.problem.set_text("")

    def _is_wrong(self, number: int) -> bool:
        """Check a step; a wrong one is shown with its sentence."""
        wrong = self.steps[number].check()
        if wrong and self.at != number:
            self.go(number)
            wrong = self.steps[number].check()
        self.problem.set_text(wrong)
        return bool(wrong)

    # Writing

    def finish(self) -> None:
        """Write everything in one operation."""
        if any(self._is_wrong(number) for number in range(LAST + 1)):
            return
        self._is_waiting = not (self.who.people.is_settled and self.promises.is_settled)
        if self._is_waiting:
            return  # a name typed last is still being looked up: `_finish_settled` goes on
        self.next_button.setEnabled(False)
        self._desk.service.do(
            close_out,
            self.read(),
            on_done=self._take_done,
            on_problem=self._take_problem,
            owner=self,
            what=_("Closing out…"),
        )

    def _finish_settled(self) -> None:
        if self._is_waiting:
            self.finish()

    def _take_done(self, done: Done[tuple[int, str]]) -> None:
        self._is_leaving = True
        engagement_id = done.value[0]
        super().accept()
        self.closed_out.emit(engagement_id)

    def _take_problem(self, problem: Problem) -> None:
        self.next_button.setEnabled(True)
        number = STEP_OF.get(problem.code, self.at)
        if number != self.at:
            self.go(number)
        self.problem.set_text(sentence(problem))
        self.steps[number].show_problem(problem)
        if problem.code == "changed-meanwhile":
            self._form.draft.seen_change = None  # they have read it: closing out again writes over it

    # Leaving

    def accept(self) -> None:
        """Enter never closes it."""

    def reject(self) -> None:
        """Leave, after asking when something was typed."""
        if self._is_leaving or not self.is_dirty:
            super().reject()
            return
        self.ask_to_leave(_("This engagement is not closed out yet."), self._leave)

    def _leave(self) -> None:
        self._is_leaving = True
        self.reject()
