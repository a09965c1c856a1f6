"""The window: where one goes, what one can do from anywhere, and what it says."""

from __future__ import annotations

import re
from datetime import date
from itertools import product
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAction
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QMenu, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from crm.rules.copies import LastCopy
from crm.rules.errors import UserError
from tests.ui import stand_ins
from tests.ui.asking import close_at_once
from tests.ui.showing import SIZES, shown_in
from tests.ui.stand_ins import ENTRIES, SEARCH, START, PeoplePage, PersonPage, StandInWorkspace, rename
from ui import main_window
from ui.desk import Desk
from ui.main_window import MainWindow
from ui.navigation import Place, Trail
from ui.theme import Setting
from ui.widgets.dialogs import BugBox, ConfirmDialog, ProblemBox
from ui.widgets.search_palette import SearchPalette


@pytest.fixture
def window(qtbot: QtBot, desk: Desk, stand_in: StandInWorkspace, monkeypatch: pytest.MonkeyPatch) -> MainWindow:
    monkeypatch.setattr(stand_ins.PeoplePage, "workspace", stand_in, raising=False)
    made = MainWindow(desk, ENTRIES, START, SEARCH)
    qtbot.addWidget(made, before_close_func=close_at_once)
    made.show_start()
    made.show()
    desk.service.adopt(stand_in)
    qtbot.waitUntil(lambda: made.is_shell_shown)
    made.activateWindow()
    return made


def people(window: MainWindow) -> PeoplePage:
    window.shell.open_page("people")
    page = window.shell.current_page()
    assert isinstance(page, PeoplePage)
    return page


def press(window: MainWindow, name: str) -> None:
    window.findChild(QAction, f"action-{name}").trigger()


def dialog(qtbot: QtBot, window: MainWindow, kind: type[QWidget]) -> QWidget:
    qtbot.waitUntil(lambda: any(one.isVisible() for one in window.findChildren(kind)))
    return next(one for one in window.findChildren(kind) if one.isVisible())


def test_it_opens_on_the_first_page(window: MainWindow) -> None:
    assert window.windowTitle() == "Today – Kgotla"
    assert window.findChild(QAbstractButton, "go-today").isChecked()
    assert window.findChild(QLabel, "status-workspace").text() == "Kimberley"


def test_the_age_of_the_last_copy_is_shown_and_leads_to_the_settings(qtbot: QtBot, window: MainWindow) -> None:
    shown = window.findChild(QAbstractButton, "status-copy")
    qtbot.waitUntil(lambda: shown.text() == "No copy off this computer yet")
    assert shown.icon().isNull()
    window._show_last_copy(LastCopy(date(2026, 11, 10), "STICK", is_old=True))
    assert shown.accessibleName().startswith("Warning: Last copy off this computer: ")
    assert not shown.icon().isNull(), "colour alone says nothing"


def test_back_and_forward_as_in_a_browser(qtbot: QtBot, window: MainWindow) -> None:
    people(window)
    window.shell.open_record("people", 12)
    assert window.windowTitle() == "Person 12 – Kgotla"
    assert window.findChild(QAbstractButton, "go-people").isChecked(), "a record lights its list"
    window.shell.open_record("people", 13)
    press(window, "back")
    assert window.windowTitle() == "Person 12 – Kgotla"
    press(window, "back")
    assert window.windowTitle() == "People – Kgotla"
    press(window, "forward")
    assert isinstance(window.shell.current_page(), PersonPage)


def test_trail_forgets_what_was_ahead() -> None:
    trail = Trail()
    assert trail.back() is None
    for name in ("a", "b", "c"):
        trail.visit(Place(name))
    trail.visit(Place("c"))
    assert trail.back() == Place("b")
    trail.visit(Place("d"))
    assert not trail.can_go_forward
    assert trail.back() == Place("b")


def test_enter_in_a_list_opens_the_record(qtbot: QtBot, window: MainWindow) -> None:
    page = people(window)
    qtbot.waitUntil(lambda: page.list.model.rowCount() == 2000)
    first = page.list.model.id_at(0)
    page.list.go_to(first)
    qtbot.keyClick(page.list.table, Qt.Key.Key_Return)
    assert window.windowTitle() == f"Person {first} – Kgotla"


def test_hidden_pages_go_stale_and_refresh_when_shown(qtbot: QtBot, window: MainWindow, desk: Desk) -> None:
    page = people(window)
    assert page.refreshed == 1
    window.shell.open_page("today")
    with qtbot.waitSignal(desk.service.done):
        desk.service.do(rename, 4, "Tlhale, Naledi")
    assert page.refreshed == 1
    window.shell.open_page("people")
    assert page.refreshed == 2
    with qtbot.waitSignal(desk.service.done):
        desk.service.do(rename, 4, "Tlhale, N")
    assert page.refreshed == 3, "a page in view refreshes at once"


def test_a_change_can_be_undone_from_the_toast_and_by_key(
    qtbot: QtBot, window: MainWindow, desk: Desk, stand_in: StandInWorkspace
) -> None:
    with qtbot.waitSignal(desk.service.done):
        desk.service.do(rename, 4, "Tlhale, Naledi")
    assert window.toast.isVisible()
    assert window.findChild(QAction, "action-undo").text() == "Undo: Rename person"
    with qtbot.waitSignal(desk.service.done):
        qtbot.mouseClick(window.findChild(QPushButton, "toast-undo"), Qt.MouseButton.LeftButton)
    assert stand_in.labels == []
    assert not window.findChild(QAction, "action-undo").isEnabled()
    with qtbot.waitSignal(desk.service.done):
        press(window, "redo")
    assert stand_in.labels == ["Rename person"]
    with qtbot.waitSignal(desk.service.done):
        press(window, "undo")
    assert stand_in.labels == []


def test_new_fits_the_page_and_else_asks(qtbot: QtBot, window: MainWindow) -> None:
    page = people(window)
    press(window, "new")
    assert page.started_new == 1
    window.shell.open_page("today")
    press(window, "new")
    menu = dialog(qtbot, window, QMenu)
    assert isinstance(menu, QMenu)
    assert [action.text() for action in menu.actions()] == [
        "Person",
        "Organisation",
        "Engagement",
        "Commitment",
        "Phone call",
        "Paste a message",
    ]
    qtbot.keyClick(menu, Qt.Key.Key_Return)
    assert page.started_new == 2
    assert window.shell.current_page() is page


def test_the_palette_finds_records_and_runs_actions(qtbot: QtBot, window: MainWindow) -> None:
    press(window, "search")
    palette = dialog(qtbot, window, SearchPalette)
    assert isinstance(palette, SearchPalette)
    qtbot.keyClicks(palette.line, "kgosi")
    qtbot.waitUntil(lambda: palette.list.count() == 30)
    qtbot.keyClick(palette.line, Qt.Key.Key_Down)
    qtbot.keyClick(palette.line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: isinstance(window.shell.current_page(), PersonPage))
    press(window, "search")
    palette = dialog(qtbot, window, SearchPalette)
    assert isinstance(palette, SearchPalette)
    qtbot.keyClicks(palette.line, "go rep")
    qtbot.waitUntil(lambda: palette.list.count() == 1)
    qtbot.keyClick(palette.line, Qt.Key.Key_Return)
    assert window.findChild(QAbstractButton, "go-reports").isChecked()


def test_the_sidebar_works_by_keyboard_and_shows_counts(qtbot: QtBot, window: MainWindow) -> None:
    sidebar = window.shell.sidebar
    sidebar.buttons["today"].setFocus()
    qtbot.keyClick(sidebar.buttons["today"], Qt.Key.Key_Down)
    assert sidebar.buttons["people"].hasFocus()
    qtbot.keyClick(sidebar.buttons["people"], Qt.Key.Key_Space)
    assert isinstance(window.shell.current_page(), PeoplePage)
    sidebar.set_badge("commitments", 12)
    assert sidebar.buttons["commitments"].accessibleName() == "Commitments, 12 waiting"


def test_locking_forgets_the_pages_and_asks_again(
    qtbot: QtBot, window: MainWindow, desk: Desk, stand_in: StandInWorkspace
) -> None:
    people(window)
    with qtbot.waitSignal(desk.service.closed):
        qtbot.mouseClick(window.findChild(QAbstractButton, "go-lock"), Qt.MouseButton.LeftButton)
    assert stand_in.is_closed
    assert not window.is_shell_shown
    assert window._start.locked == Path("Kimberley.kgotla")  # type: ignore[union-attr]
    assert window.shell.current_page() is None
    press(window, "search")
    assert not window.findChildren(SearchPalette)


def test_nothing_unsaved_is_lost_without_asking(qtbot: QtBot, window: MainWindow, desk: Desk) -> None:
    people(window).is_dirty = True
    assert not window.close()
    box = dialog(qtbot, window, ConfirmDialog)
    qtbot.keyClick(box, Qt.Key.Key_Escape)
    window.lock()
    box = dialog(qtbot, window, ConfirmDialog)
    assert desk.service.is_open
    with qtbot.waitSignal(desk.service.closed):
        box.findChild(QPushButton, "confirm-accept").click()


def test_problems_and_bugs_are_told(qtbot: QtBot, window: MainWindow, desk: Desk) -> None:
    desk.service.problem.emit(UserError("date-not-understood", text="x"))
    dialog(qtbot, window, ProblemBox).close()
    window.show_bug("one")
    window.show_bug("two")
    assert len([box for box in window.findChildren(BugBox) if box.isVisible()]) == 1
    dialog(qtbot, window, BugBox).close()


def test_a_long_job_is_shown_after_half_a_second(qtbot: QtBot, window: MainWindow, desk: Desk) -> None:
    from ui.background.jobs import Progress

    progress = Progress("Importing 430 people")
    window.shell.status.set_busy(progress.text, progress)
    assert not window.shell.status.is_showing_job()
    qtbot.waitUntil(window.shell.status.is_showing_job)
    qtbot.mouseClick(window.findChild(QPushButton, "status-stop"), Qt.MouseButton.LeftButton)
    assert progress.is_cancelled
    window.shell.status.set_busy("", None)
    assert not window.shell.status.is_showing_job()


def test_nothing_is_cut_off(qtbot: QtBot, window: MainWindow, desk: Desk) -> None:
    people(window)
    for setting, size in product((Setting.LIGHT, Setting.DARK), SIZES):
        desk.theme.choose(setting)
        window.resize(*size)
        QApplication.processEvents()
        assert (window.width(), window.height()) == size
        buttons = [one for one in shown_in(window) if isinstance(one, QAbstractButton)]
        assert buttons
        for button in buttons:
            corner = button.mapTo(window, button.rect().bottomRight())
            assert window.rect().contains(corner), (setting, size, button.objectName())
            assert button.width() >= button.minimumSizeHint().width(), (setting, size, button.objectName())


def test_everything_that_takes_the_keyboard_has_a_name(qtbot: QtBot, window: MainWindow) -> None:
    people(window)
    nameless = []
    for widget in shown_in(window):
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
            interface = QAccessible.queryAccessibleInterface(widget)
            if interface is not None and not interface.text(QAccessible.Text.Name):
                nameless.append(f"{type(widget).__name__} {widget.objectName()}")
    assert not nameless


def test_no_page_takes_a_key_of_the_window() -> None:
    """Two actions with the same key are ambiguous to Qt, and neither runs."""
    root = Path(main_window.__file__).parent
    of_the_window = set(re.findall(r'_action\("[\w-]+", "([^"]+)"', (root / "main_window.py").read_text("utf-8")))
    assert {"Ctrl+K", "Ctrl+Shift+X"} <= of_the_window
    for page in (root / "pages").rglob("*.py"):
        if page.name != "about.py":  # the list of keys
            actions = re.findall(r'action\((?:[^()]|\([^()]*\))*"((?:Ctrl|Alt)\+[^"]+)"\s*\)', page.read_text("utf-8"))
            assert of_the_window.isdisjoint(actions), page
