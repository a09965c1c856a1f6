"""From a person's page to the proof that nobody is left: the name typed to be sure, the texts read one by one."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QPlainTextEdit, QPushButton
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from crm.operations.attachments import attach_file
from crm.operations.notes import add_note
from crm.queries.mentions import list_mentions
from crm.queries.people import get_person
from crm.queries.records import find
from crm.rules.erasing import Kind
from tests.ui.pages.conftest import Invented, Story, press, shown_window
from tests.ui.pages.conftest import find as widget
from ui.main_window import MainWindow
from ui.pages.erasing.dialog import EraseDialog
from ui.pages.parts.kept_file import FileDialog
from ui.pages.people.record import PersonPage
from ui.pages.settings.mentions import MentionsSection
from ui.pages.settings.page import SettingsPage

PATIENCE = 20_000


@pytest.fixture
def whole(qtbot: QtBot, story: Story, invented: Invented, tmp_path: Path) -> MainWindow:
    story.do(add_note, invented.committee, "Ask Boitumelo Seekoei first", date(2026, 10, 3))
    story.do(add_note, invented.committee, "Hon. Seekoei is away", date(2026, 10, 4))
    (tmp_path / "list.csv").write_text("Name\nBoitumelo Seekoei\n")
    story.do(attach_file, invented.committee, tmp_path / "list.csv")
    return shown_window(qtbot, story.desk, {"people", "person", "settings"})


def test_a_person_is_erased_and_the_texts_are_read(
    qtbot: QtBot, whole: MainWindow, story: Story, invented: Invented
) -> None:
    story.desk.navigator.open_record("people", invented.member)
    page = whole.findChild(PersonPage)
    qtbot.waitUntil(lambda: page.header.record_name == "Hon. Boitumelo Seekoei", timeout=PATIENCE)
    page.findChild(QAction, "person-erase-action").trigger()
    dialog = whole.findChild(EraseDialog)
    choice = widget(dialog, QComboBox, "erase-kind")
    choice.setCurrentIndex(choice.findData(Kind.ERASE))
    go = widget(dialog, QPushButton, "erase-accept")
    qtbot.waitUntil(lambda: "promise" in said(dialog), timeout=PATIENCE)
    assert not go.isEnabled(), "the name is to be typed first"
    widget(dialog, QLineEdit, "erase-typed").setText("Boitumelo")
    assert not go.isEnabled()
    widget(dialog, QLineEdit, "erase-typed").setText("hon. boitumelo seekoei")
    qtbot.waitUntil(go.isEnabled, timeout=PATIENCE)
    press(qtbot, dialog, "erase-accept")
    qtbot.waitUntil(lambda: "still to be read" in said(dialog), timeout=PATIENCE)
    assert story.ask(get_person, invented.member) is None
    press(qtbot, dialog, "erase-cancel")
    settings = whole.shell.current_page()
    assert isinstance(settings, SettingsPage)
    section = settings.sections["names"]
    assert isinstance(section, MentionsSection)
    qtbot.waitUntil(lambda: section.table.rowCount() == 3, timeout=PATIENCE)
    proposal = widget(section, QPlainTextEdit, "settings-names-proposal")
    assert proposal.toPlainText() == "Ask [name removed] first"
    section.table.setFocus()
    qtbot.keyClick(section.table, Qt.Key.Key_T)
    qtbot.waitUntil(lambda: section.table.rowCount() == 2, timeout=PATIENCE)
    proposal.setPlainText("The member is away")
    press(qtbot, section, "settings-names-take")
    qtbot.waitUntil(lambda: section.look.isVisible() and section.table.rowCount() == 1, timeout=PATIENCE)
    assert "list.csv" in section.text.toPlainText()
    qtbot.keyClick(section.table, Qt.Key.Key_L)
    qtbot.waitUntil(lambda: bool(whole.findChildren(FileDialog)), timeout=PATIENCE)
    whole.findChild(FileDialog).reject()
    press(qtbot, section, "settings-names-take")
    press(qtbot, whole, "settings-names-confirm-accept")
    qtbot.waitUntil(lambda: "nothing is left" in section.told.text(), timeout=PATIENCE)
    assert story.ask(list_mentions) == []
    assert story.ask(find, "Seekoei") == []


def said(dialog: EraseDialog) -> str:
    return " ".join(each.text() for each in dialog.findChildren(QLabel) if each.objectName().startswith("erase-said"))


def test_a_lock_in_the_middle_leaves_no_dialog_that_waits_for_ever(
    qtbot: QtBot, whole: MainWindow, story: Story, invented: Invented
) -> None:
    dialog = EraseDialog(whole, story.desk, invented.member, "Hon. Boitumelo Seekoei")
    dialog.open()
    qtbot.waitUntil(lambda: "promise" in said(dialog), timeout=PATIENCE)
    widget(dialog, QLineEdit, "erase-typed").setText("hon. boitumelo seekoei")
    with qtbot.waitSignal(story.desk.service.closed, timeout=PATIENCE):
        dialog.accept()
        whole.lock_unasked()
    qtbot.waitUntil(lambda: not isValid(dialog))
