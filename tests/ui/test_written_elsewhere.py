"""A command writes while the window is open: both write the same file, and the window says and shows what came."""

from __future__ import annotations

import os
import subprocess
import sys
from functools import partial
from pathlib import Path

from pytestqt.qtbot import QtBot

from crm.operations.people import PersonDraft, save_person
from crm.queries.people import list_people
from crm.workspace import Workspace
from tests.conftest import PASSPHRASE
from ui.desk import Desk
from ui.main_window import MainWindow

ROOT = Path(__file__).parents[2]


def command(folder: Path, *arguments: str) -> str:
    run = subprocess.run(
        [sys.executable, "-m", "ui.app", arguments[0], "--workspace", str(folder), *arguments[1:]],
        capture_output=True,
        text=True,
        cwd=ROOT,
        env=os.environ | {"KGOTLA_PASSPHRASE": PASSPHRASE, "PYTHONPATH": str(ROOT)},
    )
    assert run.returncode == 0, run.stderr
    return run.stdout


def test_what_a_command_writes_is_shown_in_the_open_window(
    qtbot: QtBot, desk: Desk, start_window: MainWindow, workspace_folder: Path
) -> None:
    window, service = start_window, desk.service
    with qtbot.waitSignal(service.opened):
        service.open(partial(Workspace.open, workspace_folder, PASSPHRASE))
    window.shell.open_page("people")
    command(workspace_folder, "add-person", "Ms Naledi Sample")
    with qtbot.waitSignals([window.elsewhere.wrote, service.changed, service.undo_changed]):
        window.elsewhere.look()
    assert "Naledi Sample" in window.toast.accessibleName()
    assert "another program" in window.toast.accessibleName()
    assert len(service.ask_now(list_people)) == 1
    with qtbot.waitSignal(service.done):
        service.do(save_person, PersonDraft("Thabo Sample"))
    with qtbot.assertNotEmitted(window.elsewhere.wrote):
        window.elsewhere.look()
        qtbot.waitUntil(lambda: service.is_idle)
    assert "Thabo Sample" in command(workspace_folder, "list", "people")


def test_in_a_pause_the_log_is_copied_back_into_the_file(
    qtbot: QtBot, desk: Desk, start_window: MainWindow, workspace_folder: Path
) -> None:
    service, log = desk.service, workspace_folder / "workspace.db-wal"
    with qtbot.waitSignal(service.opened):
        service.open(partial(Workspace.open, workspace_folder, PASSPHRASE))
    with qtbot.waitSignal(service.done):
        service.do(save_person, PersonDraft("Thabo Sample"))
    assert log.stat().st_size > 0
    qtbot.waitUntil(lambda: service.is_idle)  # a pause: nobody reads
    start_window.tidier.tidy()
    qtbot.waitUntil(lambda: log.stat().st_size == 0)
