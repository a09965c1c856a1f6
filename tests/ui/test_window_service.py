"""What pages can rely on when they ask and change."""

from __future__ import annotations

import logging
import threading
import time
import weakref

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from crm.rules.errors import Problem, UserError
from tests.ui.stand_ins import StandInWorkspace, rename
from ui.background import bugs
from ui.background.asker import Asker
from ui.background.jobs import Progress
from ui.background.service import Service, slow_log


class Listener(QObject):
    """Keeps what it is told, and on which thread."""

    def __init__(self) -> None:
        super().__init__()
        self.heard: list[object] = []
        self.threads: set[str] = set()

    def hear(self, answer: object) -> None:
        self.heard.append(answer)
        self.threads.add(threading.current_thread().name)


class Gate:
    """A query that waits until the test lets it go."""

    def __init__(self) -> None:
        self.entered = threading.Event()
        self.open = threading.Event()

    def wait(self, answer: object) -> object:
        self.entered.set()
        assert self.open.wait(20)
        return answer


def test_an_answer_arrives_in_the_windows_thread(qtbot: QtBot, service: Service, stand_in: StandInWorkspace) -> None:
    listener = Listener()
    service.ask(listener, listener.hear, stand_in.people.get, 3)
    qtbot.waitUntil(lambda: bool(listener.heard))
    assert listener.heard == [stand_in.people[3]]
    assert listener.threads == {threading.main_thread().name}
    assert stand_in.threads == {"kgotla-reader"}


def test_a_question_never_waits_for_a_long_change(qtbot: QtBot, service: Service, stand_in: StandInWorkspace) -> None:
    gate, listener = Gate(), Listener()
    service.do(lambda _workspace: gate.wait(None))
    assert gate.entered.wait(20)
    service.ask(listener, listener.hear, len, stand_in.people)
    qtbot.waitUntil(lambda: listener.heard == [2000])
    gate.open.set()
    with qtbot.waitSignal(service.done):
        pass


def test_only_the_newest_answer_of_an_asker_arrives(qtbot: QtBot, service: Service) -> None:
    gate, listener, run = Gate(), Listener(), []
    asker = Asker(listener, service, listener.hear)
    asker.ask(gate.wait, "first")
    assert gate.entered.wait(20)
    asker.ask(run.append, "overtaken")
    asker.ask(str.upper, "newest")
    assert asker.is_waiting
    gate.open.set()
    qtbot.waitUntil(lambda: bool(listener.heard))
    assert listener.heard == ["NEWEST"]
    assert run == [], "a question overtaken while waiting is not even run"
    assert not asker.is_waiting


def test_a_dropped_question_is_never_answered(qtbot: QtBot, service: Service) -> None:
    listener, other = Listener(), Listener()
    asker = Asker(listener, service, listener.hear)
    asker.ask(str, 1)
    asker.drop()
    service.ask(other, other.hear, str, 2)
    qtbot.waitUntil(lambda: other.heard == ["2"])
    assert listener.heard == []


def test_a_view_that_outlives_its_workspace_asks_nothing(qtbot: QtBot, service: Service) -> None:
    answers: list[object] = []
    asker = Asker(service, service, answers.append)
    with qtbot.waitSignal(service.closed):
        service.close()
    asker.ask(lambda: "too late")
    assert not asker.is_waiting and answers == []


def test_no_worker_keeps_what_an_answer_was_for(qtbot: QtBot, service: Service) -> None:
    listener = Listener()
    heard, seen = listener.heard, weakref.ref(listener)
    service.ask(listener, listener.hear, str, 2)
    qtbot.waitUntil(lambda: heard == ["2"])
    del listener
    assert seen() is None, "a page whose last reference a worker drops would end on the worker's thread"


def test_an_answer_for_a_deleted_widget_is_dropped(qtbot: QtBot, service: Service) -> None:
    import shiboken6

    gate, listener, other = Gate(), Listener(), Listener()
    hear = listener.hear
    service.ask(listener, hear, gate.wait, 1)
    assert gate.entered.wait(20)
    shiboken6.delete(listener)
    gate.open.set()
    service.ask(other, other.hear, str, 2)
    qtbot.waitUntil(lambda: other.heard == ["2"])


def test_a_change_tells_its_caller_first_and_then_the_window(
    qtbot: QtBot, service: Service, stand_in: StandInWorkspace
) -> None:
    order: list[str] = []
    service.changed.connect(lambda changes: order.append(f"changed people {changes.touches('people')}"))
    service.done.connect(lambda done: order.append(f"done {done.label}"))
    service.undo_changed.connect(lambda undo, redo: order.append(f"undo {undo}"))
    with qtbot.waitSignal(service.done):
        service.do(rename, 4, "Tlhale, Naledi", on_done=lambda done: order.append(f"value {done.value}"))
    wanted = ["value 4", "undo Rename person", "changed people True", "done Rename person"]
    assert [step for step in order if step != "undo "] == wanted
    assert stand_in.people[4].name == "Tlhale, Naledi"


def test_a_problem_goes_to_the_caller_or_else_to_the_window(qtbot: QtBot, service: Service) -> None:
    def refuse(_workspace: object) -> None:
        raise UserError("date-not-understood", text="xyz")

    listener = Listener()
    service.do(refuse, on_problem=listener.hear)
    qtbot.waitUntil(lambda: bool(listener.heard))
    with qtbot.waitSignal(service.problem) as caught:
        service.do(refuse)
    assert isinstance(caught.args[0], Problem)


def test_a_bug_is_raised_in_the_windows_thread_and_the_worker_lives_on(qtbot: QtBot, service: Service) -> None:
    listener = Listener()
    with qtbot.captureExceptions() as raised:
        service.ask(listener, listener.hear, int, "no number")
        qtbot.waitUntil(lambda: bool(raised))
    assert raised[0][0] is ValueError
    service.ask(listener, listener.hear, int, "7")
    qtbot.waitUntil(lambda: listener.heard == [7])


def test_a_bug_report_holds_no_personal_data() -> None:
    try:
        int("Mokoena, Lerato 072 555 0100")
    except ValueError as error:
        report = bugs.details(error)
    assert "ValueError" in report
    assert "test_window_service.py" in report
    assert "Mokoena" not in report
    assert "072" not in report


def test_a_slow_question_on_the_windows_thread_is_logged(
    service: Service, monkeypatch: pytest.MonkeyPatch, stand_in: StandInWorkspace
) -> None:
    records: list[logging.LogRecord] = []
    handler = logging.Handler()
    handler.emit = records.append  # type: ignore[method-assign]
    monkeypatch.setattr(slow_log, "propagate", False)
    slow_log.addHandler(handler)

    def slow_sum() -> int:
        started, total = time.thread_time(), 0
        while time.thread_time() - started < 0.05:  # well over the budget, also while coverage is measured
            total += 1
        return total

    assert service.ask_now(stand_in.people.get, 3) == stand_in.people[3]
    assert not records
    service.ask_now(slow_sum)
    slow_log.removeHandler(handler)
    assert "slow_sum" in records[0].getMessage()


def test_a_long_change_shows_progress_and_can_be_stopped(qtbot: QtBot, service: Service) -> None:
    reached = threading.Event()
    told: list[tuple[str, object]] = []

    def count(_workspace: object, progress: Progress) -> None:
        for number in range(10_000_000):
            progress(number, 10_000_000)
            reached.set()

    service.busy.connect(lambda what, progress: told.append((what, progress)))
    done: list[object] = []
    service.done.connect(done.append)
    progress = service.do_reporting(count, what="Counting")
    assert reached.wait(20)
    progress.cancel()
    qtbot.waitUntil(lambda: told[-1] == ("", None))
    assert told[0] == ("Counting", progress)
    assert not done, "a stopped change is no change"


def test_long_reading_runs_beside_the_other_questions(qtbot: QtBot, service: Service) -> None:
    gate, long, short = Gate(), Listener(), Listener()
    service.run(long, long.hear, lambda _workspace, _progress: gate.wait("report"), "Making the report")
    assert gate.entered.wait(20)
    service.ask(short, short.hear, str, 1)
    qtbot.waitUntil(lambda: short.heard == ["1"])
    gate.open.set()
    qtbot.waitUntil(lambda: long.heard == ["report"])


def test_locking_lets_running_questions_end_and_drops_their_answers(
    qtbot: QtBot, service: Service, stand_in: StandInWorkspace
) -> None:
    gate, listener = Gate(), Listener()
    service.ask(listener, listener.hear, gate.wait, "late")
    assert gate.entered.wait(20)
    service.close()
    assert not stand_in.is_closed
    with qtbot.waitSignal(service.closed):
        gate.open.set()
    assert stand_in.is_closed
    assert not service.is_open
    assert listener.heard == []


def test_a_workspace_is_opened_on_the_writer(qtbot: QtBot, service: Service) -> None:
    names: list[str] = []

    def opener() -> StandInWorkspace:
        names.append(threading.current_thread().name)
        return StandInWorkspace(1)

    with qtbot.waitSignal(service.opened):
        service.open(opener)
    assert names == ["kgotla-writer"]


def test_a_wrong_passphrase_is_told_to_who_asked(qtbot: QtBot, service: Service) -> None:
    def opener() -> StandInWorkspace:
        raise UserError("date-not-understood", text="")

    listener = Listener()
    service.open(opener, on_problem=listener.hear)
    qtbot.waitUntil(lambda: bool(listener.heard))
