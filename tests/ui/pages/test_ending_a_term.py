"""A whole term is ended without the mouse: the table, the keys, the groups, and undo."""

from __future__ import annotations

from functools import partial
from typing import Any, cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QCheckBox, QLabel, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from crm.operations.offices import RoleDraft
from crm.operations.people import PersonDraft, save_person
from crm.queries.commitments import get_commitment_rows
from crm.queries.offices import list_holders
from crm.workspace import Workspace
from tests.operations.council_scene import LAST, Council, make_council
from tests.ui.pages.conftest import Story, find, shown_window
from tests.ui.showing import SIZES, what_does_not_fit
from ui.main_window import MainWindow
from ui.pages.ending.dialog import EndTermDialog
from ui.pages.ending.table import FATE, OFFICE, PROMISE, WHO
from ui.pages.organisations.record import OrganisationPage
from ui.pages.today.lines import Line
from ui.pages.today.page import TodayPage

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def council(story: Story) -> Council:
    return story.at_once(make_council)


@pytest.fixture
def window(qtbot: QtBot, story: Story) -> MainWindow:
    pages = {"today", "people", "person", "organisations", "organisation", "engagements", "commitments", "commitment"}
    return shown_window(qtbot, story.desk, pages)


def opened(qtbot: QtBot, window: MainWindow, council: Council) -> EndTermDialog:
    window.shell.open_record("organisations", council.body)
    page = window.shell.current_page()
    assert isinstance(page, OrganisationPage)
    qtbot.waitUntil(lambda: page.view.header.record_id == council.body and not page.view.is_filling)
    QApplication.processEvents()
    with qtbot.waitActive(window):
        window.activateWindow()  # a form that closed leaves no window active on a screen without a manager
    page.view.header.log_button.setFocus()
    qtbot.keyClick(page.view.header.log_button, Qt.Key.Key_H, CTRL | SHIFT)
    qtbot.waitUntil(lambda: isinstance(QApplication.activeModalWidget(), EndTermDialog))
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, EndTermDialog)
    qtbot.waitUntil(dialog.go.isEnabled)
    return dialog


def cells(dialog: EndTermDialog) -> list[tuple[str, ...]]:
    model = dialog.table.ending
    return [
        tuple(str(model.index(row, column).data()) for column in (WHO, OFFICE, PROMISE, FATE))
        for row in range(model.rowCount())
    ]


def go_to(dialog: EndTermDialog, words: str) -> None:
    row = next(at for at, each in enumerate(cells(dialog)) if words in each[2] or words in each[0])
    dialog.table.selectRow(row)


def fates(dialog: EndTermDialog) -> dict[str, str]:
    return {each[2].partition("  ")[2]: each[3] for each in cells(dialog) if each[2]}


def test_the_table_shows_everybody_and_what_is_suggested(qtbot: QtBot, council: Council, window: MainWindow) -> None:
    dialog = opened(qtbot, window, council)
    assert dialog.focusWidget() is dialog.table, "the keyboard is where one decides"
    assert find(dialog, QLineEdit, "end-term-on-text").text() == "3 Nov 2026"
    assert cells(dialog)[0] == (
        "Cllr Anna Mayor",
        "Mayor, Khâi-Ma Council",
        "C-2026-0005  Send our survey · owed to them",
        "Passes to the post",
    )
    assert ("Cllr Anna Mayor", "PR councillor, Khâi-Ma Council", "", "Seat waits") in cells(dialog)
    assert ("Cllr Cato Wardtwo", "Member, Committee on Streets", "", "Ends") in cells(dialog)
    assert find(dialog, QLabel, "end-term-summary").text().endswith("6 seats wait for names.")


def test_letters_decide_and_the_groups_do_for_all(qtbot: QtBot, council: Council, window: MainWindow) -> None:
    dialog = opened(qtbot, window, council)
    go_to(dialog, "Come to our gala")
    qtbot.keyClick(dialog.table, Qt.Key.Key_L)
    assert fates(dialog)["Come to our gala"] == "Lapses"
    qtbot.keyClick(dialog.table, Qt.Key.Key_P)
    assert fates(dialog)["Come to our gala"] == "Passes to the post"
    qtbot.keyClick(dialog.table, Qt.Key.Key_A, CTRL)
    qtbot.keyClick(dialog.table, Qt.Key.Key_S)
    assert set(fates(dialog).values()) == {"Stays with the person"}
    find(dialog, QPushButton, "end-term-all-suggested").click()
    assert fates(dialog)["Speak in the caucus"] == "Lapses"
    find(dialog, QCheckBox, "end-term-promises-only").setChecked(True)
    assert all(each[2] for each in cells(dialog))
    dialog.reject()
    leave = QApplication.activeModalWidget()
    assert leave is not None and leave is not dialog, "what was decided is not thrown away unasked"
    leave.accept()  # type: ignore[attr-defined]


def test_somebody_is_kept_in_office(qtbot: QtBot, story: Story, council: Council, window: MainWindow) -> None:
    dialog = opened(qtbot, window, council)
    go_to(dialog, "Fix the road")
    qtbot.keyClick(dialog.table, Qt.Key.Key_K)
    assert fates(dialog)["Fix the road"] == "Stays in office"
    with qtbot.waitSignal(story.desk.service.done) as done:
        qtbot.keyClick(dialog, Qt.Key.Key_Return, CTRL)
    assert done.args[0].value.people == 3


def test_the_term_ends_with_one_key_and_today_asks_for_the_list(
    qtbot: QtBot, story: Story, council: Council, window: MainWindow
) -> None:
    dialog = opened(qtbot, window, council)
    go_to(dialog, "Come to our gala")
    qtbot.keyClick(dialog.table, Qt.Key.Key_L)
    with qtbot.waitSignal(story.desk.service.done) as done:
        qtbot.keyClick(dialog, Qt.Key.Key_Return, CTRL)
    assert done.args[0].label == "End Council of 2021, Khâi-Ma Council: 4 people"
    (gala,) = cast(Any, story.ask(get_commitment_rows, [council.gala]))
    assert gala.outcome == "lapsed"
    qtbot.waitUntil(lambda: QApplication.activeModalWidget() is None)
    window.shell.open_page("today")
    page = window.shell.current_page()
    assert isinstance(page, TodayPage)
    qtbot.waitUntil(lambda: bool(page.cards["vacancies"].lines))
    (line,) = page.cards["vacancies"].lines
    assert isinstance(line, Line)
    assert line.accessibleName().startswith("6 seats of Khâi-Ma Council wait for names: bring in the list.")


def test_a_day_to_come_is_refused_beside_the_field(qtbot: QtBot, council: Council, window: MainWindow) -> None:
    dialog = opened(qtbot, window, council)
    line = find(dialog, QLineEdit, "end-term-on-text")
    line.setFocus()
    line.selectAll()
    qtbot.keyClicks(line, "22 november 2026")
    qtbot.keyClick(line, Qt.Key.Key_Tab)
    qtbot.waitUntil(lambda: not dialog.problem.isHidden())
    assert not dialog.go.isEnabled()
    assert "not over yet" in dialog.problem.text()


def goes_to_the_end(qtbot: QtBot, dialog: EndTermDialog) -> bool:
    bar = dialog.table.verticalScrollBar()
    qtbot.keyClick(dialog.table, Qt.Key.Key_End, CTRL)
    return bar.value() == bar.maximum()


def test_ninety_members_scroll_and_nothing_is_cut_off(
    qtbot: QtBot, story: Story, council: Council, window: MainWindow
) -> None:
    def fill(workspace: Workspace) -> None:
        for number in range(90):
            seat = RoleDraft(council.body, "PR councillor", term_id=council.term)
            workspace.do(save_person, PersonDraft("", given="Given", family=f"Family{number:02d}", roles=[seat]))

    story.at_once(fill)
    for size in SIZES:
        window.resize(*size)
        dialog = opened(qtbot, window, council)
        assert dialog.table.ending.rowCount() > 95
        assert what_does_not_fit(dialog) == [], size
        assert dialog.height() <= size[1] and dialog.width() <= size[0], size
        assert dialog.table.verticalScrollBar().maximum() > 0
        qtbot.waitUntil(partial(goes_to_the_end, qtbot, dialog))  # the table may still be given its last size
        dialog.reject()
        qtbot.waitUntil(lambda: QApplication.activeModalWidget() is None)
    assert len(cast(Any, story.ask(list_holders, council.body, LAST))) > 90
