"""The screen before a workspace is open, through the window, with the mouse's and the keyboard's own ways."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TypeVar

import keyring
import keyring.backend
import pytest
from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QLabel, QLineEdit, QPushButton, QRadioButton, QWidget
from pytestqt.qtbot import QtBot

from crm import sample
from crm.access import SUFFIX
from crm.operations.team import set_setting
from crm.queries.organisations import get_home
from crm.queries.team import get_setting
from crm.rules.exchanges import note_of
from crm.rules.recovery_sheet import MADE_ON
from crm.workspace import Workspace
from tests.conftest import PASSPHRASE
from tests.ui.asking import asked, close_at_once
from ui.desk import Desk
from ui.main_window import MainWindow
from ui.pages.start.recovery_sheet import RecoverySheetDialog

W = TypeVar("W", bound=QWidget)

GOOD = "seven blue tractors sing softly"


class MemoryKeyring(keyring.backend.KeyringBackend):
    """A keyring for one test."""

    priority = 1  # type: ignore[assignment]

    def __init__(self) -> None:
        super().__init__()
        self.kept: dict[str, str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.kept.get(username)

    def set_password(self, service: str, username: str, password: str) -> None:
        self.kept[username] = password

    def delete_password(self, service: str, username: str) -> None:
        del self.kept[username]


@pytest.fixture
def memory_keyring(monkeypatch: pytest.MonkeyPatch) -> Iterator[dict[str, str]]:
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", f"{MemoryKeyring.__module__}.{MemoryKeyring.__qualname__}")
    before = keyring.get_keyring()
    used = MemoryKeyring()
    keyring.set_keyring(used)
    yield used.kept
    keyring.set_keyring(before)


@pytest.fixture
def window(qtbot: QtBot, desk: Desk) -> Iterator[MainWindow]:
    made = MainWindow(desk)
    qtbot.addWidget(made, before_close_func=close_at_once)
    made.show_start()
    made.show()
    yield made


@pytest.fixture
def used_window(qtbot: QtBot, desk: Desk, workspace_folder: Path) -> MainWindow:
    """A window of somebody who has opened a workspace before."""
    desk.preferences.remember_workspace(workspace_folder)
    made = MainWindow(desk)
    qtbot.addWidget(made, before_close_func=close_at_once)
    made.show_start()
    made.show()
    return made


@pytest.fixture
def windows() -> list[MainWindow]:
    """Windows a test makes, kept until it is over: one that ends within one of its own pages crashes."""
    return []


def find(window: QWidget, kind: type[W], name: str) -> W:
    found = window.findChild(kind, name)
    assert found is not None, name
    return found


def press(window: QWidget, name: str) -> None:
    find(window, QPushButton, name).click()


def write(window: QWidget, name: str, text: str) -> None:
    find(window, QLineEdit, name).setText(text)


def note(window: QWidget, name: str) -> str:
    return find(window, QLabel, f"{name}-note").text()


def wait_open(qtbot: QtBot, desk: Desk) -> None:
    qtbot.waitUntil(lambda: desk.service.is_open, timeout=60_000)


# Creating


def fill_create(window: MainWindow, folder: Path) -> None:
    press(window, "start-create")
    write(window, "start-create-organisation", "Our Voice")
    write(window, "start-create-name", "Lerato Tester")
    find(window, QCheckBox, "start-province-NC").setChecked(True)
    press(window, "start-create-next")
    write(window, "start-create-folder-text", str(folder))


def test_a_workspace_is_created_in_two_steps_and_the_recovery_sheet_offered(
    qtbot: QtBot, desk: Desk, window: MainWindow, tmp_path: Path
) -> None:
    folder = tmp_path / "Ours.kgotla"
    fill_create(window, folder)
    write(window, "start-create-passphrase-first", GOOD)
    write(window, "start-create-passphrase-again", GOOD)
    press(window, "start-create-accept")
    wait_open(qtbot, desk)
    assert desk.service.folder == folder
    assert desk.preferences.last_workspace == folder
    home = asked(desk.service, get_home)
    assert home is not None and home[1] == "Our Voice"
    qtbot.waitUntil(lambda: window.findChild(RecoverySheetDialog) is not None)
    sheet = find(window, RecoverySheetDialog, "recovery-sheet")
    assert sheet.isVisible()
    press(window, "recovery-sheet-cancel")
    assert not asked(desk.service, get_setting, MADE_ON)


def test_what_is_missing_is_said_where_it_is_missing(window: MainWindow, tmp_path: Path) -> None:
    press(window, "start-create")
    press(window, "start-create-next")
    assert "organisation" in note(window, "start-create-organisation")
    fill_create(window, tmp_path / "Ours.kgotla")
    press(window, "start-create-accept")
    assert note(window, "start-create-passphrase-first")
    write(window, "start-create-passphrase-first", GOOD)
    write(window, "start-create-passphrase-again", "something else")
    press(window, "start-create-accept")
    assert "not the same" in note(window, "start-create-passphrase-again")
    assert not (tmp_path / "Ours.kgotla").exists()


def test_a_folder_with_something_in_it_is_refused_in_its_place(
    qtbot: QtBot, desk: Desk, window: MainWindow, tmp_path: Path
) -> None:
    (tmp_path / "Ours.kgotla").mkdir()
    (tmp_path / "Ours.kgotla" / "letter.txt").write_text("keep me", encoding="utf-8")
    fill_create(window, tmp_path / "Ours.kgotla")
    write(window, "start-create-passphrase-first", GOOD)
    write(window, "start-create-passphrase-again", GOOD)
    press(window, "start-create-accept")
    label = find(window, QWidget, "start-create-safety-folder")
    qtbot.waitUntil(lambda: bool(label.accessibleDescription()), timeout=30_000)
    assert not desk.service.is_open
    assert (tmp_path / "Ours.kgotla" / "letter.txt").read_text(encoding="utf-8") == "keep me"


def test_the_strength_of_a_passphrase_is_said_without_rules(window: MainWindow, tmp_path: Path) -> None:
    fill_create(window, tmp_path / "Ours.kgotla")
    words = find(window, QLabel, "start-create-passphrase-strength")
    write(window, "start-create-passphrase-first", "password1")
    assert "easy to guess" in words.text()
    write(window, "start-create-passphrase-first", GOOD)
    assert words.text() == "Strong."


def test_a_synchronised_folder_is_warned_of(window: MainWindow, tmp_path: Path) -> None:
    fill_create(window, tmp_path / "OneDrive" / "Ours.kgotla")
    banner = find(window, QWidget, "start-create-synchronised")
    assert not banner.isHidden()
    assert "OneDrive" in banner.accessibleName()
    write(window, "start-create-folder-text", str(tmp_path / "Ours.kgotla"))
    assert banner.isHidden()


# Opening


def test_enter_in_the_passphrase_opens_the_workspace_used_last(
    qtbot: QtBot, desk: Desk, used_window: MainWindow, workspace_folder: Path
) -> None:
    line = find(used_window, QLineEdit, "start-unlock-passphrase")
    line.setText(PASSPHRASE)
    qtbot.keyClick(line, Qt.Key.Key_Return)
    wait_open(qtbot, desk)
    assert desk.service.folder == workspace_folder


def test_a_wrong_passphrase_is_said_under_the_field_and_can_be_typed_again(
    qtbot: QtBot, desk: Desk, used_window: MainWindow
) -> None:
    line = find(used_window, QLineEdit, "start-unlock-passphrase")
    line.setText("not it")
    press(used_window, "start-unlock-open")
    qtbot.waitUntil(lambda: "does not open" in note(used_window, "start-unlock-passphrase"), timeout=30_000)
    assert line.isEnabled()
    line.setText(PASSPHRASE)
    press(used_window, "start-unlock-open")
    wait_open(qtbot, desk)


def test_a_workspace_that_lost_its_name_when_restoring_was_cut_off_is_opened_as_ever(
    qtbot: QtBot, desk: Desk, workspace_folder: Path, tmp_path: Path
) -> None:
    new, aside = tmp_path / "new.kgotla", tmp_path / "aside.kgotla"
    shutil.copytree(workspace_folder, new)
    workspace_folder.rename(aside)
    note_of(workspace_folder).write_text(json.dumps({"new": new.name, "aside": aside.name}))
    desk.preferences.remember_workspace(workspace_folder)
    window = MainWindow(desk)
    qtbot.addWidget(window)
    window.show_start()
    window.show()
    find(window, QLineEdit, "start-unlock-passphrase").setText(PASSPHRASE)
    press(window, "start-unlock-open")
    wait_open(qtbot, desk)
    assert desk.service.folder == workspace_folder
    assert aside.is_dir() and not new.exists()


@pytest.mark.parametrize("page", [1, 60])
def test_a_damaged_workspace_is_offered_its_newest_good_copy(
    page: int, qtbot: QtBot, desk: Desk, used_window: MainWindow, workspace_folder: Path
) -> None:
    """Also where it opens at first, and the damage shows when something is read."""
    workspace = Workspace.open(workspace_folder, PASSPHRASE)
    workspace.back_up_before("daily")
    workspace.do(set_setting, "later", 1)
    workspace.close()
    database = workspace_folder / "workspace.db"
    content = bytearray(database.read_bytes())
    content[(page - 1) * 4096 + 100] ^= 1
    database.write_bytes(content)
    line = find(used_window, QLineEdit, "start-unlock-passphrase")
    if page > 1:
        desk.service.saw_damage = True
        used_window._start.show_locked(workspace_folder)  # type: ignore[union-attr]
        assert "Part of this workspace is damaged" in find(used_window, QLabel, "start-problem-text").text()
    line.setText(PASSPHRASE)
    press(used_window, "start-unlock-open")
    qtbot.waitUntil(lambda: used_window.findChild(QLabel, "mend-text") is not None, timeout=60_000)
    words = find(used_window, QLabel, "mend-text").text()
    assert "The newest good copy is of" in words
    assert page == 1 or f"page {page}" in words
    press(used_window, "mend-accept")
    wait_open(qtbot, desk)
    assert len(list(workspace_folder.parent.glob("*kept aside*"))) == 1


def test_after_locking_the_passphrase_of_that_workspace_is_asked(
    qtbot: QtBot, desk: Desk, used_window: MainWindow, workspace_folder: Path
) -> None:
    find(used_window, QLineEdit, "start-unlock-passphrase").setText(PASSPHRASE)
    press(used_window, "start-unlock-open")
    wait_open(qtbot, desk)
    with qtbot.waitSignal(desk.service.closed):
        used_window.lock()
    assert find(used_window, QLabel, "start-unlock-title").text() == workspace_folder.stem
    assert not desk.service.is_open


def test_a_remembered_key_opens_without_asking_and_locking_still_asks(
    qtbot: QtBot,
    desk: Desk,
    used_window: MainWindow,
    memory_keyring: dict[str, str],
    windows: list[MainWindow],
) -> None:
    find(used_window, QLineEdit, "start-unlock-passphrase").setText(PASSPHRASE)
    find(used_window, QCheckBox, "start-unlock-remember").setChecked(True)
    press(used_window, "start-unlock-open")
    wait_open(qtbot, desk)
    assert len(memory_keyring) == 1
    with qtbot.waitSignal(desk.service.closed):
        used_window.lock()
    assert find(used_window, QLineEdit, "start-unlock-passphrase").isEnabled()
    again = MainWindow(desk)
    windows.append(again)
    qtbot.addWidget(again, before_close_func=close_at_once)
    again.show_start()
    again.show()
    wait_open(qtbot, desk)


def test_the_recovery_sheet_gives_a_new_passphrase(
    qtbot: QtBot, desk: Desk, used_window: MainWindow, workspace_folder: Path
) -> None:
    workspace = Workspace.open(workspace_folder, PASSPHRASE)
    code = workspace.make_recovery_sheet()
    workspace.close()
    press(used_window, "start-unlock-sheet")
    qtbot.waitUntil(lambda: used_window.findChild(QLineEdit, "start-recover-code") is not None)
    write(used_window, "start-recover-code", "A" + code[1:] if code[0] != "A" else "B" + code[1:])
    write(used_window, "start-recover-passphrase-first", GOOD)
    write(used_window, "start-recover-passphrase-again", GOOD)
    press(used_window, "start-recover-open")
    qtbot.waitUntil(lambda: "1" in note(used_window, "start-recover-code"), timeout=30_000)
    write(used_window, "start-recover-code", code.lower().replace("-", " "))
    press(used_window, "start-recover-open")
    wait_open(qtbot, desk)
    with qtbot.waitSignal(desk.service.closed):
        desk.service.close()
    Workspace.open_to_read(workspace_folder, GOOD).close()


# Restoring


def make_backup(workspace_folder: Path, file: Path) -> str:
    workspace = Workspace.open(workspace_folder, PASSPHRASE)
    code = workspace.make_recovery_sheet()
    workspace.back_up(file)
    workspace.close()
    return code


def test_a_backup_is_restored_with_the_passphrase_and_opened(
    qtbot: QtBot, desk: Desk, window: MainWindow, workspace_folder: Path, tmp_path: Path
) -> None:
    make_backup(workspace_folder, tmp_path / "copy.kgotla-backup")
    press(window, "start-restore")
    write(window, "start-restore-file-text", str(tmp_path / "copy.kgotla-backup"))
    assert find(window, QLineEdit, "start-restore-folder-text").text().endswith(f"copy{SUFFIX}")
    write(window, "start-restore-folder-text", str(tmp_path / "again" / "Ours.kgotla"))
    write(window, "start-restore-passphrase", PASSPHRASE)
    press(window, "start-restore-accept")
    wait_open(qtbot, desk)
    assert desk.service.folder == tmp_path / "again" / "Ours.kgotla"


def test_a_file_that_is_no_backup_is_said_at_the_file(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("dear", encoding="utf-8")
    press(window, "start-restore")
    write(window, "start-restore-file-text", str(tmp_path / "letter.txt"))
    write(window, "start-restore-passphrase", PASSPHRASE)
    press(window, "start-restore-accept")
    field = find(window, QWidget, "start-restore-file")
    qtbot.waitUntil(lambda: bool(field.accessibleDescription()))


def test_a_backup_restored_with_the_sheet_asks_for_a_new_passphrase(
    qtbot: QtBot, desk: Desk, window: MainWindow, workspace_folder: Path, tmp_path: Path
) -> None:
    code = make_backup(workspace_folder, tmp_path / "copy.kgotla-backup")
    press(window, "start-restore")
    write(window, "start-restore-file-text", str(tmp_path / "copy.kgotla-backup"))
    write(window, "start-restore-folder-text", str(tmp_path / "again" / "Ours.kgotla"))
    find(window, QRadioButton, "start-restore-with-sheet").setChecked(True)
    write(window, "start-restore-code", code)
    press(window, "start-restore-accept")
    qtbot.waitUntil(lambda: window.findChild(QLineEdit, "start-recover-code") is not None, timeout=30_000)
    assert find(window, QLineEdit, "start-recover-code").text() == code
    write(window, "start-recover-passphrase-first", GOOD)
    write(window, "start-recover-passphrase-again", GOOD)
    press(window, "start-recover-open")
    wait_open(qtbot, desk)


# The sample, and the sheet


def test_the_sample_opens_before_any_passphrase_and_is_marked(
    qtbot: QtBot, desk: Desk, window: MainWindow, sample_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def make(folder: Path, passphrase: str) -> Workspace:
        return Workspace.open(shutil.copytree(sample_folder, folder), passphrase)

    monkeypatch.setattr(sample, "make", make)
    press(window, "start-sample")
    qtbot.waitUntil(lambda: desk.service.is_open, timeout=120_000)
    banner = window.shell.findChild(QWidget, "sample-banner")
    assert banner is not None
    qtbot.waitUntil(banner.isVisible)
    assert desk.preferences.last_workspace is None
    with qtbot.waitSignal(desk.service.closed):
        press(window, "sample-banner-button")
    assert find(window, QWidget, "start-choose").isVisible()


def test_the_recovery_sheet_is_saved_and_opens_the_workspace(
    qtbot: QtBot, open_desk: Desk, workspace_folder: Path, tmp_path: Path
) -> None:
    dialog = RecoverySheetDialog(open_desk, None)
    qtbot.addWidget(dialog)
    dialog.open()
    dialog.file.setText(str(tmp_path / "sheet.pdf"))
    with qtbot.waitSignal(open_desk.service.done):
        dialog.save.click()
    text = PdfReader(tmp_path / "sheet.pdf").pages[0].extract_text()
    assert "Recovery sheet" in text
    assert asked(open_desk.service, get_setting, MADE_ON)
    assert '"recovery"' in (workspace_folder / "keys.json").read_text(encoding="utf-8")


def test_a_sheet_that_cannot_be_written_leaves_no_sheet(
    qtbot: QtBot, open_desk: Desk, workspace_folder: Path, tmp_path: Path
) -> None:
    dialog = RecoverySheetDialog(open_desk, None)
    qtbot.addWidget(dialog)
    dialog.open()
    dialog.file.setText(str(tmp_path / "nowhere" / "sheet.pdf"))
    dialog.save.click()
    qtbot.waitUntil(dialog.told.isVisible)
    assert '"recovery"' not in (workspace_folder / "keys.json").read_text(encoding="utf-8")
