"""Questions of one view, numbered so that a late answer cannot replace a newer one."""

from __future__ import annotations

from collections.abc import Callable
from typing import ParamSpec, TypeVar

from PySide6.QtCore import QObject

from crm.rules.errors import Problem
from ui.background.service import Service
from ui.background.worker import Urgency

P = ParamSpec("P")
T = TypeVar("T")


class Asker(QObject):
    """One place in a view that shows one answer; only the answer to its newest question arrives.

    A question overtaken while it waits is never run.
    """

    def __init__(
        self,
        owner: QObject,
        service: Service,
        on_result: Callable[..., object],
        on_problem: Callable[[Problem], object] | None = None,
        urgency: Urgency = Urgency.NORMAL,
    ) -> None:
        super().__init__(owner)
        self._service = service
        self._on_result = on_result
        self._on_problem = on_problem
        self._urgency = urgency
        self._number = 0
        self._open = 0

    def ask(self, query: Callable[P, object], *args: P.args, **kwargs: P.kwargs) -> None:
        """Ask; `on_result(answer)` is called in the window's thread unless a newer question was asked meanwhile.

        A view may outlive its workspace for a moment (locking while its clock still runs): then nothing is asked.
        """
        if not self._service.is_open:
            return
        self._number += 1
        self._open = self._number
        question = _Question(self, self._number)
        self._service.put_question(
            self, question.answer, question.problem, question.is_wanted, self._urgency, lambda: query(*args, **kwargs)
        )

    def drop(self) -> None:
        """Forget the question on its way, if there is one."""
        self._number += 1
        self._open = 0

    @property
    def is_waiting(self) -> bool:
        """Whether an answer is still to come."""
        return self._open == self._number and self._open > 0

    def newest(self) -> int:
        """The number of the newest question."""
        return self._number

    def take(self, result: object) -> None:
        """Hand the newest answer to the view."""
        self._open = 0
        self._on_result(result)

    def take_problem(self, problem: Problem) -> None:
        """Hand the newest question's problem to the view, or to the window."""
        self._open = 0
        if self._on_problem is None:
            self._service.problem.emit(problem)
        else:
            self._on_problem(problem)


class _Question:
    def __init__(self, asker: Asker, number: int) -> None:
        self._asker = asker
        self._number = number

    def is_wanted(self) -> bool:
        return self._asker.newest() == self._number

    def answer(self, result: object) -> None:
        if self.is_wanted():
            self._asker.take(result)

    def problem(self, problem: Problem) -> None:
        if self.is_wanted():
            self._asker.take_problem(problem)
