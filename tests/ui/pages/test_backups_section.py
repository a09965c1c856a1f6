"""Settings > Backups over a real workspace: copies on a stick, its coming and going, and going back."""

from __future__ import annotations

import shutil
from datetime import date
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtWidgets import QAbstractButton, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from crm import copying
from crm.operations.team import add_user
from crm.queries.backups import get_last_copy
from crm.queries.team import list_users
from crm.store.backup_folder import BackupFolder
from crm.workspace import Workspace
from tests.conftest import PASSPHRASE
from tests.ui.asking import asked, settle
from ui.background.copies import AFTER_TROUBLE, Copies
from ui.background.jobs import Cancelled
from ui.desk import Desk
from ui.main_window import MainWindow
from ui.pages.settings.backups import BackupsSection
from ui.pages.settings.page import SettingsPage
from ui.pages.settings.restoring import RestoreDialog
from ui.widgets.dialogs import ConfirmDialog


@pytest.fixture
def page(qtbot: QtBot, open_desk: Desk, today: date) -> SettingsPage:
    made = SettingsPage(open_desk)
    qtbot.addWidget(made)
    open_desk.service.changed.connect(made.take_changes)
    made.resize(900, 480)
    made.show()
    return made


@pytest.fixture
def shown(page: SettingsPage) -> BackupsSection:
    page.show_filtered({"section": "backups"})
    found = page.sections["backups"]
    assert isinstance(found, BackupsSection)
    return found


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    (tmp_path / "STICK").mkdir()
    return tmp_path / "STICK"


def test_copies_go_to_a_stick_and_one_that_is_out_is_waited_for(
    qtbot: QtBot, open_desk: Desk, shown: BackupsSection, stick: Path, today: date
) -> None:
    qtbot.waitUntil(lambda: "Choose a folder" in shown.where.text())
    shown.take_folder(str(stick))
    qtbot.waitUntil(lambda: "Copied and checked" in shown.told.text(), timeout=30_000)
    settle(qtbot, open_desk.service)
    assert not shown.away.isChecked(), "the same disk goes with the computer"
    assert "No copy" in shown.age.text()
    shown.away.click()
    shown.copy_now()
    qtbot.waitUntil(lambda: shown.age.text() == "Last copy off this computer: today", timeout=30_000)
    settle(qtbot, open_desk.service)
    last = asked(open_desk.service, get_last_copy)
    assert (last.on, last.name) == (today, "STICK")
    assert [row[2] for row in rows(shown)] == ["Workspace", "Copies"]
    stick.rename(stick.with_name("out"))
    shown.refresh()
    qtbot.waitUntil(lambda: "not there now" in shown.where.text())
    assert not shown.copy.isEnabled()


def rows(shown: BackupsSection) -> list[list[str]]:
    table = shown.table
    return [[table.item(at, column).text() for column in range(4)] for at in range(table.rowCount())]


def test_a_stick_that_appears_is_copied_to_by_itself_and_only_once(
    qtbot: QtBot, open_desk: Desk, stick: Path, workspace_folder: Path, today: date
) -> None:
    """What the clock of a minute does, without waiting for it."""
    copies = Copies(open_desk.service, open_desk.preferences)
    place = open_desk.service.folder
    assert place is not None
    open_desk.preferences.choose_copy_place(place, copying.CopyPlace(stick, is_away=True, is_other_disk=False))
    stick.rename(stick.with_name("out"))
    copies.look()
    settle(qtbot, open_desk.service)
    stick.with_name("out").rename(stick)
    copies.look()
    settle(qtbot, open_desk.service)
    there = BackupFolder(stick / "Test backups")
    assert len(there.copies()) == 1
    assert asked(open_desk.service, get_last_copy).on == today
    copies.look()
    settle(qtbot, open_desk.service)
    assert len(there.copies()) == 1, "that the copy was noted is no reason for another"


def test_a_backup_that_was_stopped_is_made_another_time(
    qtbot: QtBot, open_desk: Desk, stick: Path, today: date, monkeypatch: pytest.MonkeyPatch
) -> None:
    copies, told = Copies(open_desk.service, open_desk.preferences), []
    copies.troubled.connect(told.append)
    place = open_desk.service.folder
    assert place is not None
    open_desk.preferences.choose_copy_place(place, copying.CopyPlace(stick, is_away=True, is_other_disk=False))

    def stop(*_arguments: object) -> None:
        raise Cancelled

    with monkeypatch.context() as stopped:
        stopped.setattr(copying, "copy_when_due", stop)
        copies.look()
        settle(qtbot, open_desk.service)
    assert told == [], "whoever pressed Stop knows"
    for _minute in range(AFTER_TROUBLE + 1):
        copies.look()
    settle(qtbot, open_desk.service)
    assert len(BackupFolder(stick / "Test backups").copies()) == 1


def test_closing_backs_up_what_changed_and_nothing_twice(
    qtbot: QtBot, desk: Desk, start_window: MainWindow, workspace_folder: Path
) -> None:
    with qtbot.waitSignal(desk.service.opened):
        desk.service.open(partial(Workspace.open, workspace_folder, PASSPHRASE))
    with qtbot.waitSignal(desk.service.done):
        desk.service.do(add_user, "Anna Before")
    settle(qtbot, desk.service)
    with qtbot.waitSignal(desk.service.closed):
        start_window.lock()
    with qtbot.waitSignal(desk.service.opened):
        desk.service.open(partial(Workspace.open, workspace_folder, PASSPHRASE))
    settle(qtbot, desk.service)
    start_window.close()
    qtbot.waitUntil(start_window.isHidden, timeout=30_000)
    (made,) = BackupFolder(workspace_folder / "backups").copies()
    assert made.copy.reason == "quit"


def test_going_back_shows_what_would_be_lost_and_keeps_what_was_there_aside(
    qtbot: QtBot, desk: Desk, start_window: MainWindow, workspace_folder: Path
) -> None:
    with qtbot.waitSignal(desk.service.opened):
        desk.service.open(partial(Workspace.open, workspace_folder, PASSPHRASE))
    window = start_window
    settle(qtbot, desk.service)
    button = window.findChild(QAbstractButton, "status-copy")
    assert button is not None
    button.click()
    page = window.shell.current_page()
    assert isinstance(page, SettingsPage)
    section = page.sections["backups"]
    assert isinstance(section, BackupsSection) and section.isVisible()
    file = workspace_folder.with_name("before.kgotla-backup")
    section.write_backup(str(file))
    settle(qtbot, desk.service)
    with qtbot.waitSignal(desk.service.done):
        desk.service.do(add_user, "Thabo After")
    section.show_restore(file)
    dialog = window.findChild(RestoreDialog)
    assert dialog is not None
    qtbot.waitUntil(dialog.go.isEnabled, timeout=30_000)
    assert "Add colleague Thabo After" in dialog.said.text()
    dialog.passphrase.setText("not it")
    dialog.in_place.setChecked(True)
    dialog.go.click()
    qtbot.waitUntil(lambda: bool(dialog.passphrase.accessibleDescription()), timeout=30_000)
    dialog.passphrase.setText(PASSPHRASE)
    with qtbot.waitSignal(desk.service.closed, timeout=30_000):
        dialog.go.click()
    settle(qtbot, desk.service)
    assert names(workspace_folder) == ["Lerato Tester"]
    (aside,) = workspace_folder.parent.glob("*kept aside.kgotla")
    assert names(aside) == ["Lerato Tester", "Thabo After"]
    assert window.findChild(QWidget, "start-screen") is not None


def names(folder: Path) -> list[str]:
    opened = Workspace.open(folder, PASSPHRASE)
    try:
        return [each.name for each in opened.ask(list_users)]
    finally:
        opened.close()


def section_of(window: MainWindow) -> BackupsSection:
    window.show_backups()
    page = window.shell.current_page()
    assert isinstance(page, SettingsPage)
    found = page.sections["backups"]
    assert isinstance(found, BackupsSection)
    return found


def test_a_workspace_in_a_cloud_folder_is_warned_of_and_moved_with_its_backups(
    qtbot: QtBot, desk: Desk, start_window: MainWindow, workspace_folder: Path, tmp_path: Path
) -> None:
    old = tmp_path / "Dropbox" / "Test.kgotla"
    shutil.copytree(workspace_folder, old)
    with qtbot.waitSignal(desk.service.opened):
        desk.service.open(partial(Workspace.open, old, PASSPHRASE))
    section = section_of(start_window)
    qtbot.waitUntil(lambda: section.cloud.isVisible() and "Dropbox copies" in section.cloud.accessibleName())
    assert "section 72" in section.cloud.accessibleName()
    section.move_to(str(tmp_path / "Local"))
    qtbot.waitUntil(lambda: start_window.findChild(ConfirmDialog, "settings-moved") is not None, timeout=30_000)
    box = start_window.findChild(ConfirmDialog, "settings-moved")
    assert box is not None and old.exists(), "nothing is removed before somebody said so"
    with qtbot.waitSignal(desk.service.opened, timeout=30_000):
        box.accept()
    settle(qtbot, desk.service)
    new = tmp_path / "Local" / "Test.kgotla"
    assert desk.service.folder == new
    assert not old.exists()
    assert [each.copy.reason for each in BackupFolder(new / "backups").copies()] == ["move"]
    assert desk.preferences.last_workspace == new


def test_a_bare_machine_has_all_back_from_the_stick_and_the_sheet(
    qtbot: QtBot, desk: Desk, start_window: MainWindow, workspace_folder: Path, stick: Path, own_home: Path
) -> None:
    """What a newcomer does on the first screen: restore, the file, the groups of the sheet, a new passphrase."""
    opened = Workspace.open(workspace_folder, PASSPHRASE)
    code = opened.make_recovery_sheet()
    opened.do(add_user, "Naledi Kept")
    copying.copy(opened, copying.CopyPlace(stick, is_away=True, is_other_disk=False))
    opened.close()
    shutil.rmtree(workspace_folder)
    (file,) = stick.rglob("*.kgotla-backup")

    def write(name: str, text: str) -> None:
        qtbot.waitUntil(lambda: start_window.findChild(QLineEdit, name) is not None)
        line = start_window.findChild(QLineEdit, name)
        assert line is not None
        line.setText(text)

    def press(name: str) -> None:
        button = start_window.findChild(QAbstractButton, name)
        assert button is not None, name
        button.click()

    press("start-restore")
    write("start-restore-file-text", str(file))
    folder = start_window.findChild(QLineEdit, "start-restore-folder-text")
    assert folder is not None and Path(folder.text()).is_relative_to(own_home), "a place is proposed"
    assert Path(folder.text()).name == "Test.kgotla"
    press("start-restore-with-sheet")
    write("start-restore-code", code)
    press("start-restore-accept")
    qtbot.waitUntil(
        lambda: start_window.findChild(QLineEdit, "start-recover-passphrase-first") is not None, timeout=30_000
    )
    write("start-recover-passphrase-first", "words of the new computer")
    write("start-recover-passphrase-again", "words of the new computer")
    with qtbot.waitSignal(desk.service.opened, timeout=30_000):
        press("start-recover-open")
    assert "Naledi Kept" in [each.name for each in asked(desk.service, list_users)]
