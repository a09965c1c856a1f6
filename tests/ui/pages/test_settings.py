"""The settings over a real workspace."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TypeVar

import pytest
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QLabel, QPushButton, QRadioButton, QWidget
from pytestqt.qtbot import QtBot

from crm.queries.calendar import get_calendar, list_holidays
from crm.queries.team import list_users
from crm.queries.topics import find_topic
from crm.store import keys
from crm.workspace import Workspace
from tests.conftest import PASSPHRASE
from tests.ui.asking import asked
from ui.desk import Desk
from ui.pages.settings.change_passphrase import ChangePassphraseDialog
from ui.pages.settings.colleagues import ColleaguesSection
from ui.pages.settings.deadlines import ClockRuleDialog, DeadlinesSection
from ui.pages.settings.holidays import HolidaysSection
from ui.pages.settings.key_dialogs import GiveKeyDialog
from ui.pages.settings.page import SettingsPage
from ui.pages.settings.section import Section
from ui.pages.settings.topics import TopicsSection
from ui.pages.settings.workspace import WorkspaceSection
from ui.theme import Setting
from ui.widgets.dialogs import ConfirmDialog

S = TypeVar("S", bound=Section)


@pytest.fixture
def page(qtbot: QtBot, open_desk: Desk, today: date) -> SettingsPage:
    made = SettingsPage(open_desk)
    qtbot.addWidget(made)
    open_desk.service.changed.connect(made.take_changes)
    made.resize(900, 480)
    made.show()
    return made


def section(page: SettingsPage, kind: type[S], name: str) -> S:
    page.show_section(name)
    found = page.sections[name]
    assert isinstance(found, kind)
    return found


def press(page: QWidget, name: str) -> None:
    button = page.findChild(QPushButton, name)
    assert button is not None, name
    button.click()


# The workspace


def test_a_logo_is_chosen_and_taken_away_and_a_file_that_is_none_is_refused_in_words(
    page: SettingsPage, qtbot: QtBot, tmp_path: Path
) -> None:
    shown = section(page, WorkspaceSection, "workspace")
    qtbot.waitUntil(lambda: "no logo yet" in shown.logo_words.text())
    picture = tmp_path / "ours.png"
    picture.write_text("no picture", encoding="utf-8")
    shown.take_logo(str(picture))
    qtbot.waitUntil(lambda: "PNG, JPEG or SVG" in shown.told.text())
    Image.new("RGB", (30, 10)).save(picture)
    shown.take_logo(str(picture))
    qtbot.waitUntil(lambda: "carries your logo" in shown.logo_words.text())
    press(page, "settings-logo-none")
    qtbot.waitUntil(lambda: "no logo yet" in shown.logo_words.text())


def test_the_workspace_tells_whose_it_is_and_that_it_has_no_sheet(qtbot: QtBot, page: SettingsPage) -> None:
    shown = section(page, WorkspaceSection, "workspace")
    qtbot.waitUntil(lambda: "Our Voice" in shown.whose.text())
    assert "Lerato Tester" in shown.whose.text()
    assert "no recovery sheet yet" in shown.sheet_words.text()
    assert not shown.remember.isEnabled()  # the tests' computer has no keyring
    assert "no keyring" in shown.remember_words.text()


def test_the_passphrase_is_changed_and_a_wrong_one_refused_in_place(
    qtbot: QtBot, open_desk: Desk, page: SettingsPage, workspace_folder: Path
) -> None:
    section(page, WorkspaceSection, "workspace")
    press(page, "settings-change-passphrase")
    dialog = page.window().findChild(ChangePassphraseDialog)
    assert dialog is not None
    dialog.old.setText("not it")
    dialog.new.first.setText("a quite different phrase")
    dialog.new.again.setText("a quite different phrase")
    dialog.accept()
    qtbot.waitUntil(lambda: bool(dialog.old.accessibleDescription()), timeout=30_000)
    dialog.old.setText(PASSPHRASE)
    with qtbot.waitSignal(dialog.changed, timeout=30_000):
        dialog.accept()
    with qtbot.waitSignal(open_desk.service.closed):
        open_desk.service.close()
    Workspace.open_to_read(workspace_folder, "a quite different phrase").close()


def test_the_sheet_is_offered_from_here(page: SettingsPage) -> None:
    section(page, WorkspaceSection, "workspace")
    press(page, "settings-recovery-sheet")
    dialog = page.window().findChild(QDialog, "recovery-sheet")
    assert dialog is not None and dialog.isVisible()
    press(dialog, "recovery-sheet-cancel")


# Holidays


def test_a_holiday_is_added_renamed_and_removed_and_working_days_follow(
    qtbot: QtBot, open_desk: Desk, page: SettingsPage
) -> None:
    shown = section(page, HolidaysSection, "holidays")
    qtbot.waitUntil(lambda: shown.table.rowCount() >= 12)
    assert shown.year.currentData() == 2026
    shown.day.set_text("6 November 2026")
    shown.name.setText("Memorial of the founder")
    with qtbot.waitSignal(open_desk.service.done):
        press(page, "settings-holiday-add")
    day = date(2026, 11, 6)
    assert not asked(open_desk.service, get_calendar).is_working(day)
    added = next(row for row in asked(open_desk.service, list_holidays, day, day))
    qtbot.waitUntil(lambda: added.id in shown.table.ids())
    shown.table.go_to(added.id)
    with qtbot.waitSignal(open_desk.service.done):
        shown.table.item(shown.table.currentRow(), 2).setText("Founder's day")
    assert asked(open_desk.service, list_holidays, day, day)[0].name == "Founder's day"
    with qtbot.waitSignal(open_desk.service.done):
        qtbot.keyClick(shown.table, Qt.Key.Key_Delete)
    assert asked(open_desk.service, get_calendar).is_working(day)


def test_a_day_that_is_not_understood_is_put_back(qtbot: QtBot, open_desk: Desk, page: SettingsPage) -> None:
    shown = section(page, HolidaysSection, "holidays")
    qtbot.waitUntil(lambda: shown.table.rowCount() >= 12)
    before = shown.table.item(0, 0).text()
    shown.table.item(0, 0).setText("one fine day")
    assert shown.table.item(0, 0).text() == before
    assert shown.told.isVisible()


# Colleagues and topics


def test_a_colleague_is_added_and_leaves(qtbot: QtBot, open_desk: Desk, page: SettingsPage) -> None:
    shown = section(page, ColleaguesSection, "colleagues")
    shown.name.setText("Vuyo Nobody")
    with qtbot.waitSignal(open_desk.service.done):
        qtbot.keyClick(shown.name, Qt.Key.Key_Return)
    added = next(user for user in asked(open_desk.service, list_users) if user.name == "Vuyo Nobody")
    qtbot.waitUntil(lambda: added.id in shown.table.ids())
    shown.table.go_to(added.id)
    with qtbot.waitSignal(open_desk.service.done):
        press(page, "settings-colleague-leaves")
    assert added.id not in [user.id for user in asked(open_desk.service, list_users)]
    qtbot.waitUntil(lambda: shown.leaves.text() == "Is back")


def test_a_colleague_gets_a_key_of_her_own_and_loses_it(
    qtbot: QtBot, open_desk: Desk, page: SettingsPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(keys.add_person.__kwdefaults__, "cost", keys.Cost(passes=1, lanes=1, memory=8))
    shown = section(page, ColleaguesSection, "colleagues")
    shown.name.setText("Vuyo Nobody")
    with qtbot.waitSignal(open_desk.service.done):
        qtbot.keyClick(shown.name, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: shown.table.rowCount() == 2)
    assert keys_shown(shown) == {"Lerato Tester": "Opened the workspace", "Vuyo Nobody": "No key"}
    shown.table.go_to(shown.table.ids()[0])
    assert not shown.take.isEnabled(), "nobody takes her own key"
    shown.table.go_to(shown.table.ids()[1])

    press(page, "settings-colleague-give-key")
    dialog = page.window().findChild(GiveKeyDialog)
    dialog.passphrase.first.setText("harbour violin cabbage tin")
    dialog.passphrase.again.setText("harbour violin cabbage")
    press(dialog, "give-key-accept")
    assert dialog.isVisible(), "the two differ"
    dialog.passphrase.again.setText("harbour violin cabbage tin")
    press(dialog, "give-key-accept")
    qtbot.waitUntil(lambda: keys_shown(shown)["Vuyo Nobody"] == "Can open the workspace")

    press(page, "settings-colleague-take-key")
    box = page.window().findChild(ConfirmDialog, "take-key")
    assert "Backups made before still open" in box.findChild(QLabel, "take-key-text").text()
    press(box, "take-key-accept")
    qtbot.waitUntil(lambda: keys_shown(shown)["Vuyo Nobody"] == "No key")
    assert "can no longer open" in shown.told.text()
    assert [user.name for user in asked(open_desk.service, list_users)] == ["Lerato Tester", "Vuyo Nobody"]


def keys_shown(shown: ColleaguesSection) -> dict[str, str]:
    """What the table says of everybody's key."""
    cells = [(shown.table.item(row, 0), shown.table.item(row, 2)) for row in range(shown.table.rowCount())]
    return {name.text(): key.text() for name, key in cells if name is not None and key is not None}


def test_the_same_colleague_twice_is_refused_in_words(qtbot: QtBot, page: SettingsPage) -> None:
    shown = section(page, ColleaguesSection, "colleagues")
    shown.name.setText("Lerato Tester")
    press(page, "settings-colleague-add")
    qtbot.waitUntil(shown.told.isVisible)
    assert "Lerato Tester" in shown.told.text()


def test_a_topic_is_added_and_renamed(qtbot: QtBot, open_desk: Desk, page: SettingsPage) -> None:
    shown = section(page, TopicsSection, "topics")
    shown.name.setText("Water")
    with qtbot.waitSignal(open_desk.service.done):
        press(page, "settings-topic-add")
    topic = asked(open_desk.service, find_topic, "Water")
    assert topic is not None
    qtbot.waitUntil(lambda: topic in shown.table.ids())
    shown.table.go_to(topic)
    with qtbot.waitSignal(open_desk.service.done):
        shown.table.item(shown.table.currentRow(), 0).setText("Clean water")
    assert asked(open_desk.service, find_topic, "clean water") == topic


# This computer


def test_the_theme_changes_at_once(open_desk: Desk, page: SettingsPage) -> None:
    page.show_section("appearance")
    for setting in (Setting.DARK, Setting.LIGHT, Setting.SYSTEM):
        button = page.findChild(QRadioButton, f"settings-theme-{setting.value}")
        assert button is not None
        button.click()
        assert open_desk.theme.setting is setting


def test_more_of_the_country_is_brought_in_once(qtbot: QtBot, open_desk: Desk, page: SettingsPage) -> None:
    page.show_section("reference")
    box = page.findChild(QWidget, "settings-province-FS")
    assert box is not None
    box.setProperty("checked", True)
    told = page.sections["reference"].told
    for expected in ("added", "already"):
        press(page, "settings-reference-bring-in")
        qtbot.waitUntil(lambda expected=expected: expected in told.text(), timeout=30_000)


# Deadlines


def test_limits_are_listed_with_law_and_day_and_one_of_ours_takes_the_place_of_what_ships(
    qtbot: QtBot, page: SettingsPage, open_desk: Desk
) -> None:
    found = section(page, DeadlinesSection, "deadlines")
    qtbot.waitUntil(lambda: found.table.rowCount() > 3)
    cells = [[found.table.item(row, column).text() for column in range(5)] for row in range(found.table.rowCount())]
    assert cells[2][:4] == ["North West", "Admissible, tabled", "30 working days", "North West Petitions Act 2 of 2010"]
    assert cells[2][4] == "21 Nov 2026"
    assert cells[3][:3] == ["Northern Cape", "", "none known"]
    found.table.setCurrentCell(2, 0)
    assert not found.remove.isEnabled(), "what ships cannot be removed"
    press(page, "settings-deadlines-edit")
    form = page.window().findChild(ClockRuleDialog, "clock-rule")
    assert form is not None
    form.length.setText("many")
    form.accept()
    assert form.isVisible()
    form.length.setText("20")
    form.section.setText("section 4")
    with qtbot.waitSignal(open_desk.service.done):
        form.accept()
    qtbot.waitUntil(lambda: found.table.item(2, 2).text() == "20 working days")
    assert found.table.item(2, 3).text() == "North West Petitions Act 2 of 2010, section 4"
    with qtbot.waitSignal(open_desk.service.done):
        found.table.remove_wanted.emit(found.table.current_id())
    qtbot.waitUntil(lambda: found.table.item(2, 2).text() == "30 working days")
