"""The window's threads over an encrypted workspace on disk."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from pytestqt.qtbot import QtBot

from crm.operations.people import PersonDraft, save_person
from crm.queries.people import find_people
from crm.rules.errors import Problem
from crm.workspace import Done, Workspace
from tests.conftest import PASSPHRASE
from ui.desk import Desk


def names(found: list[tuple[int, str, str]]) -> list[str]:
    return [name for _id, name, _detail in found]


def test_a_change_is_seen_from_every_thread_and_undone(qtbot: QtBot, open_desk: Desk) -> None:
    service = open_desk.service
    answers: list[list[tuple[int, str, str]]] = []
    with qtbot.waitSignals([service.changed, service.done]) as _:
        service.do(save_person, PersonDraft(name="Seekoei, Naledi"))
    service.ask(service, answers.append, find_people, "seekoei")
    qtbot.waitUntil(lambda: bool(answers))
    assert len(answers[0]) == 1
    assert names(service.ask_now(find_people, "seekoei")) == names(answers[0])
    with qtbot.waitSignal(service.done) as undone:
        service.undo()
    assert isinstance(undone.args[0], Done)
    assert service.ask_now(find_people, "seekoei") == []


def test_the_labels_of_undo_follow_each_change(qtbot: QtBot, open_desk: Desk) -> None:
    service = open_desk.service
    with qtbot.waitSignal(service.undo_changed, check_params_cb=lambda undo, redo: "Seekoei" in undo):
        service.do(save_person, PersonDraft(name="Seekoei, Naledi"))
    with qtbot.waitSignal(service.undo_changed, check_params_cb=lambda undo, redo: "Seekoei" in redo):
        service.undo()


def test_lock_and_unlock_again(qtbot: QtBot, open_desk: Desk, workspace_folder: Path) -> None:
    service = open_desk.service
    service.ask_now(find_people, "a")
    with qtbot.waitSignal(service.closed):
        service.close()
    problems: list[Problem] = []
    service.open(partial(Workspace.open, workspace_folder, "not it"), problems.append)
    qtbot.waitUntil(lambda: bool(problems))
    assert problems[0].code == "wrong-passphrase"
    with qtbot.waitSignal(service.opened):
        service.open(partial(Workspace.open, workspace_folder, PASSPHRASE))
    assert service.folder == workspace_folder
    assert service.ask_now(find_people, "nobody at all") == []
