"""What every step of a close-out is."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from crm.operations.engagements import EngagementDraft
from crm.rules.errors import Problem


class Step(QWidget):
    """One of the five steps: it writes its part into the draft, and shows the problems that belong to it."""

    changed = Signal()

    def write(self, draft: EngagementDraft) -> None:
        """Put what is written here into the draft."""
        raise NotImplementedError

    def check(self) -> str:
        """What is wrong, in one sentence, with the keyboard put there; empty when the user may go on."""
        return ""

    def enter(self) -> None:
        """Called each time the step is shown; puts the keyboard where one begins."""

    def show_problem(self, problem: Problem) -> None:
        """Put the keyboard where the problem is; the sentence stands above the step."""

    def has_waiting(self) -> bool:
        """Whether something is typed that is not yet in the draft."""
        return False
