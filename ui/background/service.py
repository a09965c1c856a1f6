"""The one object through which the window reaches a workspace; see the package for the threads."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar, cast

from PySide6.QtCore import QObject, Qt, Signal
from shiboken6 import isValid

from crm.rules.errors import Problem, UserError
from ui.background.collector import Collector
from ui.background.jobs import Cancelled, Job, Progress
from ui.background.worker import Urgency, Worker

if TYPE_CHECKING:  # the window is up before the store and its cryptography are imported
    from pathlib import Path

    from crm.workspace import Changes, Done, Workspace

P = ParamSpec("P")
T = TypeVar("T")

BUDGET = 0.010  # seconds a question may take on the window's thread
slow_log = logging.getLogger("kgotla.ui.slow")


class Service(QObject):
    """Asks and changes the open workspace on worker threads, and tells the window what changed."""

    opened = Signal()
    closed = Signal()
    changed = Signal(object)  # Changes: pages whose nouns are touched refresh
    done = Signal(object)  # Done: the toast names it
    problem = Signal(object)  # Problem nobody else took
    busy = Signal(str, object)  # what is happening and its Progress; "" and None when idle
    undo_changed = Signal(str, str)  # labels of what Ctrl+Z and Ctrl+Shift+Z would do, "" for nothing
    _finished = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._workspace: Workspace | None = None
        self._period = 0  # counts openings and closings: answers of an earlier one are dropped
        self._running: list[Progress] = []
        self._waiting = 0  # jobs put and not yet delivered
        self.saw_damage = False
        """Whether something could not be read since the workspace was opened, because the database is damaged."""
        self._collector = Collector(self)
        self._writer = Worker("writer", self._finished.emit)
        self._reader = Worker("reader", self._finished.emit)
        self._long_reader = Worker("long-reader", self._finished.emit)
        self._painter = Worker("painter", self._finished.emit)
        self._finished.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    # Opening and closing

    @property
    def is_idle(self) -> bool:
        """Whether every question and change was answered and the answer delivered."""
        return self._waiting == 0

    @property
    def is_open(self) -> bool:
        """Whether a workspace is open."""
        return self._workspace is not None

    @property
    def folder(self) -> Path | None:
        """The folder of the open workspace."""
        return self._workspace.folder.path if self._workspace is not None else None

    @property
    def user_name(self) -> str:
        """Whose key opened the workspace."""
        return self._workspace.user_name if self._workspace is not None else ""

    @property
    def is_read_only(self) -> bool:
        """Whether the open workspace may not be changed here."""
        return self._workspace is not None and self._workspace.is_read_only

    def may_write(self) -> bool:
        """Whether anything new can be kept; says why not."""
        if self.is_read_only:
            self.problem.emit(UserError("only-reading", **self.writer))
        return not self.is_read_only

    @property
    def writer(self) -> dict[str, object]:
        """The user, computer and time of the window that may change it."""
        return self._need().writer

    def open(
        self,
        opener: Callable[[], Workspace],
        on_problem: Callable[[Problem], object] | None = None,
        what: str = "",
    ) -> None:
        """Run `opener` (Workspace.open or .create with its arguments bound) on the writer; then `opened` is emitted."""
        progress = self._begin(what)
        self._put(self._writer, opener, self, self._take_workspace, on_problem, progress)

    def prepare(
        self,
        work: Callable[[], T],
        on_result: Callable[[T], object],
        owner: QObject,
        what: str,
        on_problem: Callable[[Problem], object] | None = None,
    ) -> None:
        """Run work on the writer that needs no open workspace: restoring a backup, asking for a keyring."""
        self._put(self._writer, work, owner, on_result, on_problem, self._begin(what))

    def adopt(self, workspace: Workspace) -> None:
        """Take a workspace that is already open; the thread that opened it is its writer, so this is for tests."""
        self._take_workspace(workspace)

    def close(self) -> None:
        """Lock: let running questions end, then close every connection on the writer; then `closed` is emitted."""
        if self._workspace is None:
            return
        workspace, self._workspace = self._workspace, None
        self._period += 1
        self.cancel()

        def close_on_writer(_nothing: object) -> None:
            self._put(self._writer, workspace.close, self, self._tell_closed)

        def drain_long_reader(_nothing: object) -> None:
            self._put(self._long_reader, _nothing_to_do, self, close_on_writer)

        self._put(self._reader, _nothing_to_do, self, drain_long_reader)

    def shutdown(self) -> None:
        """Close and end the threads, waiting for them; call once, when the window is gone."""
        workspace, self._workspace = self._workspace, None
        self._period += 1
        self.cancel()
        self._reader.stop()
        self._long_reader.stop()
        self._painter.stop()
        if workspace is not None:
            self._writer.put(Job(workspace.close, _drop, _always))
        self._writer.stop()
        self._collector.stop()

    # Questions

    def ask(
        self, owner: QObject, on_result: Callable[[T], object], query: Callable[P, T], *args: P.args, **kwargs: P.kwargs
    ) -> None:
        """Ask on the reader; `on_result(answer)` is called in the window's thread if `owner` still exists."""
        self.put_question(owner, on_result, self.problem.emit, _always, Urgency.NORMAL, lambda: query(*args, **kwargs))

    def put_question(
        self,
        owner: QObject,
        on_result: Callable[[T], object],
        on_problem: Callable[[Problem], object],
        is_wanted: Callable[[], bool],
        urgency: Urgency,
        question: Callable[[], T],
    ) -> None:
        """Queue a question for the reader; `Asker` numbers its questions with this."""
        workspace = self._need()
        self._put(
            self._reader,
            lambda: workspace.ask(question),
            owner,
            on_result,
            on_problem,
            is_wanted=is_wanted,
            urgency=urgency,
        )

    def ask_now(self, query: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Answer a small question by id on the window's thread; more than 10 ms of work is logged as a fault.

        The thread's own working time counts, so that a busy computer is not taken for a slow query.
        """
        started = time.thread_time()
        answer = self._need().ask(query, *args, **kwargs)
        spent = time.thread_time() - started
        if spent > BUDGET:
            name = getattr(query, "__qualname__", repr(query))
            slow_log.warning("%s took %.1f ms on the window's thread", name, spent * 1000)
        return answer

    def run(
        self,
        owner: QObject,
        on_result: Callable[[T], object],
        work: Callable[[Workspace, Progress], T],
        what: str,
        on_problem: Callable[[Problem], object] | None = None,
        progress: Progress | None = None,
    ) -> Progress:
        """Run long work that only reads (a report, a preview) beside everything else, with progress and Stop.

        Without words for it the window below says nothing: whoever asks shows how far it is.
        """
        workspace = self._need()
        progress = self._begin(what, progress)
        self._put(self._long_reader, lambda: work(workspace, progress), owner, on_result, on_problem, progress)
        return progress

    def draw(self, owner: QObject, on_result: Callable[[T], object], work: Callable[[], T]) -> None:
        """Draw something that needs no workspace, such as a page, on a thread of its own beside long work."""
        self._put(self._painter, work, owner, on_result)

    # Changes

    def do(
        self,
        operation: Callable[..., object],
        *args: object,
        on_done: Callable[[Done[Any]], object] | None = None,
        on_problem: Callable[[Problem], object] | None = None,
        owner: QObject | None = None,
        what: str = "",
        **kwargs: object,
    ) -> Progress:
        """Run an operation on the writer; `on_done(done)` comes first, then the signals `changed` and `done`.

        `what` (“Importing 430 people…”) is shown below while it runs. Pass `on_problem` to show a problem in place.
        """
        workspace = self._need()
        return self._write(lambda: workspace.do(operation, *args, **kwargs), on_done, on_problem, owner, what)

    def do_work(
        self,
        work: Callable[[Workspace, Progress], Done[Any]],
        what: str,
        on_done: Callable[[Done[Any]], object] | None = None,
        on_problem: Callable[[Problem], object] | None = None,
        owner: QObject | None = None,
    ) -> Progress:
        """Like `do`, for work that is an operation and what belongs with it, such as deleting for good."""
        workspace, progress = self._need(), Progress(what)
        return self._write(lambda: work(workspace, progress), on_done, on_problem, owner, what, progress)

    def do_reporting(
        self,
        operation: Callable[..., object],
        *args: object,
        what: str,
        on_done: Callable[[Done[Any]], object] | None = None,
        on_problem: Callable[[Problem], object] | None = None,
        owner: QObject | None = None,
        **kwargs: object,
    ) -> Progress:
        """Like `do`, for an operation that takes `progress=`, a callable (done, total); Stop rolls it back."""
        workspace = self._need()
        progress = Progress(what)

        def work() -> Done[Any]:
            return workspace.do(operation, *args, progress=progress, **kwargs)

        return self._write(work, on_done, on_problem, owner, what, progress)

    def maintain(
        self,
        work: Callable[[Workspace], T],
        on_result: Callable[[T], object],
        what: str,
        owner: QObject | None = None,
        on_problem: Callable[[Problem], object] | None = None,
    ) -> None:
        """Run work that is no operation but belongs on the writer: a backup, a new passphrase, a check."""
        workspace = self._need()
        progress = self._begin(what)
        self._put(self._writer, lambda: work(workspace), owner or self, on_result, on_problem, progress)

    def undo(self) -> None:
        """Undo this person's newest standing work."""
        self._write(self._need().undo)

    def redo(self) -> None:
        """Redo what was undone last."""
        self._write(self._need().redo)

    def reverse(
        self, operation_id: int, rest: bool = False, on_problem: Callable[[Problem], object] | None = None
    ) -> None:
        """Undo one operation from History or a toast; with `rest` as much of it as nothing later stands on."""
        workspace = self._need()
        self._write(lambda: workspace.reverse(operation_id, rest=rest), on_problem=on_problem)

    def newest_operation(self) -> int:
        """The number of the newest operation, whoever did it: one look at a counter."""
        return self._need().newest_operation()

    def refresh(self, changes: Changes) -> None:
        """Another program wrote: pages refresh as after work of our own, and so do the words of Undo."""
        workspace = self._need()
        self._put(self._writer, lambda: (workspace.undo_label(), workspace.redo_label()), self, self._tell_labels)
        self.changed.emit(changes)

    def cancel(self) -> None:
        """Stop every long job at its next step."""
        for progress in self._running:
            progress.cancel()

    # Inside

    def _need(self) -> Workspace:
        if self._workspace is None:
            raise RuntimeError("no workspace is open")
        return self._workspace

    def _write(
        self,
        work: Callable[[], Done[Any]],
        on_done: Callable[[Done[Any]], object] | None = None,
        on_problem: Callable[[Problem], object] | None = None,
        owner: QObject | None = None,
        what: str = "",
        progress: Progress | None = None,
    ) -> Progress:
        workspace = self._need()
        progress = self._begin(what, progress)
        keeper = owner or self

        def with_labels() -> tuple[Done[Any], str, str]:
            try:
                done = work()
            except Cancelled as stopped:
                raise UserError("stopped") from stopped
            return done, workspace.undo_label() or "", workspace.redo_label() or ""

        def take(answer: tuple[Done[Any], str, str]) -> None:
            done, undo, redo = answer
            if on_done is not None and isValid(keeper):
                on_done(done)
            self.undo_changed.emit(undo, redo)
            self.changed.emit(done.changes)
            self.done.emit(done)

        self._put(self._writer, with_labels, self, take, on_problem, progress)
        return progress

    def _begin(self, what: str, progress: Progress | None = None) -> Progress:
        progress = progress or Progress(what)
        self._running.append(progress)
        if what:
            self.busy.emit(what, progress)
        return progress

    def _end(self, progress: Progress | None) -> None:
        if progress not in self._running:
            return
        self._running.remove(progress)
        if progress.text:
            newest = next((each for each in reversed(self._running) if each.text), None)
            self.busy.emit(newest.text if newest else "", newest)

    def _put(
        self,
        worker: Worker,
        work: Callable[[], T],
        owner: QObject,
        on_result: Callable[[T], object],
        on_problem: Callable[[Problem], object] | None = None,
        progress: Progress | None = None,
        is_wanted: Callable[[], bool] | None = None,
        urgency: Urgency = Urgency.NORMAL,
    ) -> None:
        period = self._period

        def deliver(job: Job) -> None:
            self._waiting -= 1
            self._end(progress)
            if period != self._period or not job.was_run or not isValid(owner):
                return
            self._answer(job, cast("Callable[[object], object]", on_result), on_problem or self.problem.emit)

        self._waiting += 1
        worker.put(Job(work, deliver, is_wanted or _always), urgency)

    def _answer(self, job: Job, on_result: Callable[[object], object], on_problem: Callable[[Problem], object]) -> None:
        if job.error is None:
            on_result(job.result)
        elif isinstance(job.error, Problem):
            self.saw_damage = self.saw_damage or job.error.code == "database-damaged"
            on_problem(job.error)
        elif not isinstance(job.error, Cancelled):
            raise job.error  # a bug: sys.excepthook reports it

    def _deliver(self, job: Job) -> None:
        try:
            job.deliver(job)
        finally:
            job.release()

    def _take_workspace(self, workspace: Workspace) -> None:
        self._period += 1
        self._workspace = workspace
        self.saw_damage = False
        self._put(self._writer, lambda: (workspace.undo_label(), workspace.redo_label()), self, self._tell_labels)
        self.opened.emit()

    def _tell_labels(self, labels: tuple[str | None, str | None]) -> None:
        self.undo_changed.emit(labels[0] or "", labels[1] or "")

    def _tell_closed(self, _nothing: object) -> None:
        self.closed.emit()


def _always() -> bool:
    return True


def _nothing_to_do() -> None:
    """A job that is done when everything queued before it is."""


def _drop(_job: Job) -> None:
    """Nobody waits for this job."""
