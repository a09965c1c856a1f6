"""The phone rings: Ctrl+L, and everything by keyboard."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QMenu, QWidget
from pytestqt.qtbot import QtBot

from crm.queries.commitments import CommitmentPage, CommitmentRow, get_commitment, get_commitment_rows, list_commitments
from crm.queries.engagements import EngagementPage, EngagementsFilter, get_engagement, list_engagements
from tests.ui.pages.conftest import Invented, Story
from tests.ui.pages.meeting_scene import find, write
from ui.main_window import MainWindow
from ui.pages.calls.dialog import PhoneCallDialog


@pytest.fixture
def shell(window: MainWindow, story: Story, invented: Invented) -> MainWindow:
    story.qtbot.waitUntil(lambda: story.desk.service.is_idle)
    return window


def ring(qtbot: QtBot, window: MainWindow, expected: str = "call-caller-text") -> PhoneCallDialog:
    with qtbot.waitActive(window):
        window.activateWindow()
    QTest.keySequence(QApplication.focusWidget() or window, QKeySequence("Ctrl+L"))
    qtbot.waitUntil(lambda: isinstance(QApplication.activeModalWidget(), PhoneCallDialog))
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, PhoneCallDialog)
    dialog.activateWindow()
    qtbot.waitUntil(lambda: dialog.isActiveWindow() and here().objectName() == expected)
    return dialog


def named(qtbot: QtBot, dialog: PhoneCallDialog, name: str) -> None:
    write(qtbot, "call-caller-text", name)
    qtbot.keyClick(find(QLineEdit, "call-caller-text"), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: dialog._caller is not None)
    qtbot.waitUntil(lambda: not dialog.caller.line.hasFocus())


def here() -> QWidget:
    focus = QApplication.focusWidget()
    assert focus is not None
    return focus


def tab_to(qtbot: QtBot, name: str) -> QWidget:
    for _step in range(12):
        if here().objectName() == name:
            return here()
        qtbot.keyClick(here(), Qt.Key.Key_Tab)
    raise AssertionError(f"Tab does not come to {name}")


def rows(story: Story) -> list[CommitmentRow]:
    return story.ask(get_commitment_rows, story.ask(list_commitments))  # type: ignore[return-value]


def moved(story: Story) -> CommitmentPage:
    found = story.ask(get_commitment, next(row.id for row in rows(story) if row.words.startswith("Table")))
    assert isinstance(found, CommitmentPage)
    return found


def call(story: Story) -> EngagementPage:
    (found,) = story.ask(list_engagements, EngagementsFilter(kind="call"))  # type: ignore[misc]
    page = story.ask(get_engagement, found)
    assert isinstance(page, EngagementPage)
    return page


def test_a_gatekeeper_moves_a_date_without_leaving_the_keyboard(
    qtbot: QtBot, story: Story, shell: MainWindow, invented: Invented
) -> None:
    dialog = ring(qtbot, shell)
    named(qtbot, dialog, "Naledi Louw")
    assert here() is dialog.promises
    assert dialog.promises.count() == 2, "his promise and ours to him"
    assert "speaks for Hon. Boitumelo Seekoei" in dialog.about_caller.text()
    first = dialog.promises.currentItem().text()
    assert first == "Hon. Boitumelo Seekoei: “Table the transport policy” Promised 12 Mar for 30 Jun; 145 days late."
    qtbot.keyClick(here(), Qt.Key.Key_Space)
    qtbot.keyClicks(tab_to(qtbot, "call-new-date-text"), "15 December")
    qtbot.keyClicks(tab_to(qtbot, "call-reason"), "The House rose early")
    qtbot.keyClick(tab_to(qtbot, "call-agreed"), Qt.Key.Key_Right)
    assert dialog.noted.isChecked()
    qtbot.keyClicks(tab_to(qtbot, "call-note"), "Sends the draft first")
    with qtbot.waitSignal(dialog.saved):
        qtbot.keyClick(here(), Qt.Key.Key_Return)
    page = moved(story)
    assert page.moves[-1][1:] == (
        date(2026, 12, 15),
        date(2026, 11, 22),
        "Naledi Louw",
        "Phone",
        "The House rose early",
        False,
    )
    kept = call(story)
    assert [line.person_id for line in kept.attendance] == [invented.assistant]
    assert (kept.minutes, kept.is_locked) == ("Sends the draft first", True)
    assert find(QLabel, "toast-text", shell).text().startswith("Phone call with Naledi Louw: date of")
    shell.activateWindow()
    qtbot.waitUntil(shell.isActiveWindow)
    with qtbot.waitSignal(story.desk.service.done):
        QTest.keySequence(shell, QKeySequence("Ctrl+Z"))
    assert story.ask(list_engagements, EngagementsFilter(kind="call")) == []
    assert moved(story).moves == ()


def test_a_caller_nobody_knows_is_kept_by_name(qtbot: QtBot, story: Story, shell: MainWindow) -> None:
    dialog = ring(qtbot, shell)
    named(qtbot, dialog, "Ms Refilwe Nobody")
    assert here() is dialog.note, "nothing is promised, so only what was said is asked"
    assert not dialog.promises.isVisible() and not dialog.new.isVisible()
    qtbot.keyClicks(here(), "Wants our annual report")
    with qtbot.waitSignal(dialog.saved):
        qtbot.keyClick(here(), Qt.Key.Key_Return)
    assert [(line.person_id, line.name) for line in call(story).attendance] == [(None, "Ms Refilwe Nobody")]


def test_the_person_shown_is_on_the_phone_unless_another_is_typed(
    qtbot: QtBot, story: Story, shell: MainWindow, invented: Invented
) -> None:
    shell.shell.open_record("people", invented.member)
    qtbot.waitUntil(lambda: story.desk.service.is_idle)
    dialog = ring(qtbot, shell, "call-promises")
    assert dialog.caller.record_id == invented.member
    assert not dialog.is_dirty
    qtbot.keyClick(here(), Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: QApplication.activeModalWidget() is None)


def test_a_name_saved_at_once_is_looked_up_first(
    qtbot: QtBot, story: Story, shell: MainWindow, invented: Invented
) -> None:
    dialog = ring(qtbot, shell)
    write(qtbot, "call-caller-text", "Naledi Louw")
    with qtbot.waitSignal(dialog.saved):
        qtbot.keyClick(here(), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert [line.person_id for line in call(story).attendance] == [invented.assistant]


def test_what_is_wrong_is_said_at_its_field_and_nothing_is_lost(
    qtbot: QtBot, story: Story, shell: MainWindow, invented: Invented
) -> None:
    dialog = ring(qtbot, shell)
    dialog.accept()
    qtbot.waitUntil(lambda: "who is on the phone" in dialog.form.field_row("caller").error())
    named(qtbot, dialog, "Naledi Louw")
    qtbot.keyClick(here(), Qt.Key.Key_Space)
    for typed, key, said in (
        ("", "note", "new date"),
        ("thirtieth of Neveruary", "new", "Neveruary"),
        ("30 June 2026", "new", "already"),
    ):
        dialog.new.set_text(typed)
        dialog.accept()
        qtbot.waitUntil(lambda key=key, said=said: said in dialog.form.field_row(key).error())  # type: ignore[misc]
    assert dialog.promises.ticked()
    qtbot.keyClick(dialog.promises, Qt.Key.Key_Space)
    dialog.new.set_text("15 December")
    dialog.accept()
    qtbot.waitUntil(lambda: "Tick the promises" in dialog.form.field_row("new").error())
    assert story.ask(list_engagements, EngagementsFilter(kind="call")) == []
    dialog._leave()


def test_leaving_asks_when_something_is_typed(qtbot: QtBot, story: Story, shell: MainWindow) -> None:
    dialog = ring(qtbot, shell)
    write(qtbot, "call-note", "Half a sentence")
    assert shell._has_unsaved()
    qtbot.keyClick(here(), Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: QApplication.activeModalWidget() is not dialog)
    question = QApplication.activeModalWidget()
    assert question is not None and question.objectName() == "call-leave"
    qtbot.keyClick(question, Qt.Key.Key_Escape)
    assert dialog.note.text() == "Half a sentence"
    dialog._leave()
    qtbot.waitUntil(lambda: shell._call is None)
    assert not shell._has_unsaved()


def test_a_call_can_be_started_from_the_list_of_new_things_and_from_the_search(
    qtbot: QtBot, story: Story, shell: MainWindow
) -> None:
    assert "Phone call" in [one.text for one in shell._palette_actions()]
    shell.ask_which_new()
    menu = find(QMenu, "new-menu", shell)
    next(one for one in menu.actions() if one.text() == "Phone call").trigger()
    menu.close()
    qtbot.waitUntil(lambda: isinstance(QApplication.activeModalWidget(), PhoneCallDialog))
    assert shell._call is not None
    shell._call.reject()
