"""A piece of work for a worker thread, how far it is, and how it was stopped."""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import wraps
from types import TracebackType
from typing import ParamSpec, TypeVar

from PySide6.QtCore import QObject, Signal

from crm.rules.errors import UserError

P = ParamSpec("P")
T = TypeVar("T")

REPORT_EVERY = 0.1  # seconds between two progress signals: more would only repaint


class Cancelled(Exception):
    """Raised inside a job whose user pressed Stop; a transaction around it rolls back."""


class Progress(QObject):
    """How far a long job is. Called on the worker as `progress(done, total)`; read and stopped from the window."""

    moved = Signal(float)
    part = Signal(object)  # something to look at while the rest is made

    def __init__(self, text: str) -> None:
        super().__init__()
        self.text = text
        self.fraction = -1.0  # unknown
        self.done = 0
        self._is_cancelled = False
        self._told_at = 0.0

    def __call__(self, done: int, total: int) -> None:
        """Say how far the work is; raises Cancelled when the user has pressed Stop."""
        if self._is_cancelled:
            raise Cancelled
        self.done = done
        self.fraction = done / total if total else -1.0
        now = time.monotonic()
        if now - self._told_at >= REPORT_EVERY or done == total:
            self._told_at = now
            self.moved.emit(self.fraction)

    def show(self, part: object) -> None:
        """Hand over what there is already; raises Cancelled as above."""
        if self._is_cancelled:
            raise Cancelled
        self.part.emit(part)

    def cancel(self) -> None:
        """Ask the job to stop at its next step."""
        self._is_cancelled = True

    @property
    def is_cancelled(self) -> bool:
        """Whether the user has pressed Stop."""
        return self._is_cancelled


def telling_stop(work: Callable[P, T]) -> Callable[P, T]:
    """Work that says so when it was stopped, for who waits for its end either way. Raises UserError("stopped")."""

    @wraps(work)
    def told(*args: P.args, **kwargs: P.kwargs) -> T:
        try:
            return work(*args, **kwargs)
        except Cancelled as stopped:
            raise UserError("stopped") from stopped

    return told


class Job:
    """One call for a worker, with its result or the exception that ended it.

    Used as a context manager around the call: it keeps an exception instead of letting it end the thread.
    """

    def __init__(
        self, work: Callable[[], object], deliver: Callable[[Job], None], is_wanted: Callable[[], bool]
    ) -> None:
        self.work = work
        self.deliver = deliver
        self.is_wanted = is_wanted
        self.result: object = None
        self.error: BaseException | None = None
        self.was_run = False

    def __enter__(self) -> Job:
        self.was_run = True
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> bool:
        self.error = error
        return isinstance(error, Exception)

    def run(self) -> None:
        """Do the work on this thread, unless nobody waits for it any more."""
        if not self.is_wanted():
            return
        with self:
            self.result = self.work()

    def release(self) -> None:
        """Let go of all that the calls hold; on the window's thread.

        The worker may be the last to know the job. What a call held last would then end on the worker's thread, and a
        page that ends there while Qt is about to delete it here crashes the program.
        """
        self.work = self.is_wanted = _released
        self.deliver = _released_job
        self.result = self.error = None


def _released() -> bool:
    return False


def _released_job(_job: Job) -> None:
    pass
