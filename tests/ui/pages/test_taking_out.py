"""Lists and the whole workspace go out of the window, with a reason, and the register shows it."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QApplication, QCheckBox, QComboBox, QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from crm.exchange.readers import read
from crm.exchange.workspace_file import is_workspace_file
from crm.queries.export_workspace import take_out_workspace
from crm.queries.exports import Format
from crm.queries.history import HistoryEntry, list_history
from crm.queries.privacy import list_hand_overs
from crm.workspace import Workspace
from tests.conftest import PASSPHRASE
from tests.ui.asking import asked
from tests.ui.pages.conftest import find, press
from ui.desk import Desk
from ui.main_window import MainWindow
from ui.pages.exports.dialog import TakeOutDialog
from ui.pages.exports.done import TakenOutDialog
from ui.pages.imports.wizard import ImportPage
from ui.pages.people.list import PeoplePage
from ui.pages.settings.page import SettingsPage
from ui.widgets.dialogs import ConfirmDialog

PATIENCE = 20_000


def opened(qtbot: QtBot, window: MainWindow, kind: type) -> object:
    qtbot.waitUntil(lambda: any(box.isVisible() for box in window.findChildren(kind)), timeout=PATIENCE)
    return next(box for box in window.findChildren(kind) if box.isVisible())


def take_out_people(qtbot: QtBot, window: MainWindow) -> TakeOutDialog:
    window.shell.open_page("people")
    page = window.shell.current_page()
    assert isinstance(page, PeoplePage)
    qtbot.waitUntil(lambda: page.list.model.rowCount() > 10, timeout=PATIENCE)
    press(qtbot, page, "people-take-out")
    dialog = opened(qtbot, window, TakeOutDialog)
    assert isinstance(dialog, TakeOutDialog)
    return dialog


def choose(dialog: TakeOutDialog, form: Format) -> None:
    box = find(dialog, QComboBox, "take-out-format")
    box.setCurrentIndex(box.findData(form))


def type_into(dialog: TakeOutDialog, name: str, text: str) -> None:
    line = find(dialog, QLineEdit, name)
    line.selectAll()
    line.insert(text)
    line.textEdited.emit(line.text())


def test_what_the_list_shows_goes_out_and_is_noted(
    qtbot: QtBot, sample_window: MainWindow, desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: shown.append(url.toLocalFile()) or True)
    dialog = take_out_people(qtbot, sample_window)
    assert "records that the list shows" in find(dialog, QLabel, "take-out-what").text()
    type_into(dialog, "take-out-file", str(tmp_path / "people.xlsx"))
    choose(dialog, Format.CSV_SEMICOLON)
    file = tmp_path / "people.csv"
    assert find(dialog, QLineEdit, "take-out-file").text() == str(file), "the ending follows the format"
    press(qtbot, dialog, "take-out-accept")
    assert dialog.isVisible()
    assert dialog.form.field_row("why").error().startswith("Say why")
    assert not file.exists(), "without a reason nothing leaves"
    type_into(dialog, "take-out-why", "for the board")
    type_into(dialog, "take-out-whom", "Thandi")
    qtbot.keyClick(find(dialog, QLineEdit, "take-out-whom"), Qt.Key.Key_Return)
    said = opened(qtbot, sample_window, TakenOutDialog)
    assert isinstance(said, TakenOutDialog)
    reading = read(file)
    assert f"{len(reading.people)} records" in find(said, QLabel, "taken-out-file").text()
    press(qtbot, said, "taken-out-show-folder")
    assert shown == [str(tmp_path)]
    press(qtbot, said, "taken-out-accept")
    (row,) = asked(desk.service, list_hand_overs, "file")
    assert (row.why, row.to_whom, row.options["format"]) == ("for the board", "Thandi", "csv-semicolon")
    sample_window.shell.open_page("settings")
    page = sample_window.shell.current_page()
    assert isinstance(page, SettingsPage)
    page.show_section("given-out")
    table = page.sections["given-out"].table  # type: ignore[attr-defined]
    qtbot.waitUntil(lambda: table.rowCount() == 1, timeout=PATIENCE)
    assert [table.item(0, at).text() for at in (2, 3)] == ["Thandi", "for the board"]
    table.setCurrentCell(0, 0)
    assert row.sha256 in find(page, QLabel, "settings-given-out-details").text()


def test_only_what_is_selected_goes_out_and_private_numbers_only_when_ticked(
    qtbot: QtBot, sample_window: MainWindow, desk: Desk, tmp_path: Path
) -> None:
    sample_window.shell.open_page("people")
    page = sample_window.shell.current_page()
    assert isinstance(page, PeoplePage)
    qtbot.waitUntil(lambda: page.list.model.rowCount() > 10, timeout=PATIENCE)
    page.list.table.setFocus()
    page.list.table.selectRow(2)
    for _time in range(2):
        qtbot.keyClick(page.list.table, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    qtbot.keyClick(page.list.table, Qt.Key.Key_O, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier)
    dialog = opened(qtbot, sample_window, TakeOutDialog)
    assert isinstance(dialog, TakeOutDialog)
    assert find(dialog, QLabel, "take-out-what").text() == "3 records that are selected"
    assert not find(dialog, QCheckBox, "take-out-private").isChecked()
    choose(dialog, Format.VCARD)
    type_into(dialog, "take-out-file", str(tmp_path / "three.vcf"))
    type_into(dialog, "take-out-why", "for my telephone")
    level = find(dialog, QComboBox, "take-out-level")
    level.setCurrentIndex(2)
    press(qtbot, dialog, "take-out-accept")
    said = opened(qtbot, sample_window, TakenOutDialog)
    assert len(read(tmp_path / "three.vcf").people) == 3
    press(qtbot, said, "taken-out-accept")  # type: ignore[arg-type]


def test_a_file_is_replaced_only_after_asking_and_a_bad_place_keeps_what_was_typed(
    qtbot: QtBot, sample_window: MainWindow, tmp_path: Path
) -> None:
    old = tmp_path / "old.xlsx"
    old.write_text("mine", encoding="utf-8")
    dialog = take_out_people(qtbot, sample_window)
    type_into(dialog, "take-out-why", "for the board")
    type_into(dialog, "take-out-file", str(old))
    press(qtbot, dialog, "take-out-accept")
    qtbot.waitUntil(lambda: bool(dialog.findChildren(QLabel, "take-out-replace-text")), timeout=PATIENCE)
    press(qtbot, dialog, "take-out-replace-cancel")
    assert old.read_text(encoding="utf-8") == "mine"
    type_into(dialog, "take-out-file", str(tmp_path / "nowhere" / "x.xlsx"))
    press(qtbot, dialog, "take-out-accept")
    qtbot.waitUntil(dialog.go.isEnabled, timeout=PATIENCE)
    assert "There is no folder" in find(dialog, QLabel, "take-out-form-problem-text").text()
    assert find(dialog, QLineEdit, "take-out-why").text() == "for the board"
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    QApplication.processEvents()


def test_the_whole_workspace_goes_out_of_the_settings(qtbot: QtBot, sample_window: MainWindow, tmp_path: Path) -> None:
    sample_window.shell.open_page("settings")
    page = sample_window.shell.current_page()
    assert isinstance(page, SettingsPage)
    page.show_section("given-out")
    press(qtbot, page, "settings-take-out")
    dialog = opened(qtbot, sample_window, TakeOutDialog)
    assert isinstance(dialog, TakeOutDialog)
    type_into(dialog, "take-out-file", str(tmp_path / "all.zip"))
    type_into(dialog, "take-out-why", "to move to another computer")
    press(qtbot, dialog, "take-out-accept")
    said = opened(qtbot, sample_window, TakenOutDialog)
    assert is_workspace_file(tmp_path / "all.zip")
    press(qtbot, said, "taken-out-accept")  # type: ignore[arg-type]


def test_a_whole_workspace_is_brought_into_a_new_one_after_asking_and_refused_by_one_that_has_it(
    qtbot: QtBot, workspace_folder: Path, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    file = tmp_path / "all.json"
    workspace = Workspace.open(workspace_folder, PASSPHRASE)
    workspace.ask(take_out_workspace, file, "Lerato")
    workspace.close()
    desk: Desk = request.getfixturevalue("open_desk")
    page = ImportPage(desk)
    qtbot.addWidget(page)
    page.show()
    page.read_file(str(file))
    box = opened(qtbot, page, ConfirmDialog)  # type: ignore[arg-type]
    press(qtbot, box, "import-whole-accept")  # type: ignore[arg-type]
    qtbot.waitUntil(lambda: desk.service.is_idle, timeout=PATIENCE)
    done: list[HistoryEntry] = []
    desk.service.ask(page, done.extend, list_history, None, 1)
    qtbot.waitUntil(lambda: bool(done), timeout=PATIENCE)
    assert done[0].label.startswith("Bring in a whole workspace")
    page.read_file(str(file))
    qtbot.waitUntil(lambda: desk.service.is_idle, timeout=PATIENCE)
    assert "not here already" in find(page, QLabel, "import-problem-text").text()


def test_the_names_of_those_expected_go_into_a_calendar_only_when_ticked(
    qtbot: QtBot, sample_window: MainWindow, tmp_path: Path
) -> None:
    sample_window.shell.open_page("engagements")
    page = sample_window.shell.current_page()
    assert page is not None
    press(qtbot, page, "engagements-take-out")
    dialog = opened(qtbot, sample_window, TakeOutDialog)
    assert isinstance(dialog, TakeOutDialog)
    assert not dialog.private.isVisible()
    choose(dialog, Format.ICALENDAR)
    assert find(dialog, QCheckBox, "take-out-private").text() == "With the names of those e&xpected"
    type_into(dialog, "take-out-file", str(tmp_path / "plan.ics"))
    type_into(dialog, "take-out-why", "for my telephone")
    press(qtbot, dialog, "take-out-accept")
    said = opened(qtbot, sample_window, TakenOutDialog)
    assert "ATTENDEE" not in (tmp_path / "plan.ics").read_text(encoding="utf-8")
    press(qtbot, said, "taken-out-accept")  # type: ignore[arg-type]
