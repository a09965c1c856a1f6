"""Registers and calendars through the window: an empty list is saved, filled in, brought in and undone."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QFileDialog, QMenu, QPushButton
from pytestqt.qtbot import QtBot

from crm.exchange.templates import TEMPLATES
from crm.queries.engagements import EngagementsFilter, list_engagements
from crm.queries.opportunities import get_opportunity_rows, list_opportunities
from crm.queries.organisations import OrganisationsFilter, list_organisations
from crm.queries.programme import list_periods
from tests.commands.test_import_calendar import HEARING, RECESS
from tests.commands.test_import_calendar import write as write_events
from tests.exchange.test_calendar_in import calendar, event
from tests.exchange.workbooks import Value, workbook
from tests.ui.pages.conftest import Story, find, press, shown_window
from tests.ui.pages.test_import_wizard import bring_in, go_on_to_preview, preview, shown
from tests.ui.showing import SIZES, what_does_not_fit
from ui.main_window import MainWindow
from ui.pages.engagements.list import EngagementsPage
from ui.pages.imports.preview import CHANGES, NAME, STATE
from ui.pages.imports.wizard import ImportPage


@pytest.fixture
def window(qtbot: QtBot, story: Story) -> MainWindow:
    pages = {"people", "person", "engagements", "engagement", "commitments", "commitment", "imports"}
    return shown_window(qtbot, story.desk, pages, 1366, 728)


@pytest.fixture
def page(qtbot: QtBot, window: MainWindow) -> ImportPage:
    window.shell.open_page("imports")
    found = window.shell.current_page()
    assert isinstance(found, ImportPage)
    return found


def save_template(qtbot: QtBot, story: Story, page: ImportPage, name: str, path: Path) -> None:
    """Press the button, choose the kind by keyboard, and say where to write it."""
    button = find(page, QPushButton, "import-template")
    menu = button.menu()
    assert isinstance(menu, QMenu)
    at = [action.objectName() for action in menu.actions()].index(f"import-template-{name}")

    def choose() -> None:
        for _row in range(at + 1):
            qtbot.keyClick(menu, Qt.Key.Key_Down)
        qtbot.keyClick(menu, Qt.Key.Key_Return)

    button.setFocus()
    QTimer.singleShot(0, choose)
    qtbot.keyClick(button, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(page.window().findChildren(QFileDialog)))
    (dialog,) = page.window().findChildren(QFileDialog)
    dialog.fileSelected.emit(str(path))
    dialog.close()
    qtbot.waitUntil(path.exists)
    qtbot.waitUntil(lambda: story.desk.service.is_idle, timeout=20_000)


def test_the_menu_offers_every_kind_of_list(page: ImportPage) -> None:
    menu = find(page, QPushButton, "import-template").menu()
    assert isinstance(menu, QMenu)
    assert [action.objectName() for action in menu.actions()] == [f"import-template-{one.name}" for one in TEMPLATES]


def test_an_empty_list_is_saved_filled_in_brought_in_and_undone(
    qtbot: QtBot, story: Story, page: ImportPage, window: MainWindow, tmp_path: Path
) -> None:
    path = tmp_path / "engagements.xlsx"
    save_template(qtbot, story, page, "engagements", path)
    page.read_file(str(path))
    qtbot.waitUntil(page._problem.isVisible)
    assert "fill in a row and bring it in again" in page._problem.text()
    template = next(one for one in TEMPLATES if one.name == "engagements")
    rows: list[list[Value]] = [[column.heading for column in template.columns]]
    for number in (1, 2):
        row: dict[str, Value] = {"Engagement": f"Forum {number}", "Date": "2026-12-01", "Body met": "Nobody Known"}
        rows.append([row.get(column.heading) for column in template.columns])
    path.write_bytes(workbook({"List": rows}))
    preview(qtbot, page, str(path))
    assert shown(page, STATE) == ["Doubtful", "Doubtful"]
    assert shown(page, NAME) == ["Forum 1, 1 Dec 2026", "Forum 2, 1 Dec 2026"]
    assert "to identify" in shown(page, CHANGES)[0]
    assert find(page, QPushButton, "import-apply").text() == "Bring in 2 engagements"
    bring_in(qtbot, story, page)
    assert "Engagements: 2 new, 0 changed, 0 unchanged" in page.done_step._words.text()
    press(qtbot, page, "import-show-register")
    assert isinstance(window.shell.current_page(), EngagementsPage)
    assert len(story.ask(list_engagements, EngagementsFilter())) == 2  # type: ignore[arg-type]


def test_a_meeting_invitation_comes_in_and_its_cancellation_after_it(
    qtbot: QtBot, story: Story, page: ImportPage, tmp_path: Path
) -> None:
    path = tmp_path / "meeting.ics"
    path.write_text(calendar(event("SEQUENCE:1", "LOCATION:Hall")), encoding="utf-8", newline="")
    preview(qtbot, page, str(path))
    assert (shown(page, STATE), shown(page, NAME)) == (["New"], ["Health forum, 1 Dec 2026"])
    bring_in(qtbot, story, page)
    more = calendar(event("SEQUENCE:2"), more="METHOD:CANCEL\r\n")
    path.write_text(more, encoding="utf-8", newline="")
    page.start_again()
    preview(qtbot, page, str(path))
    assert (shown(page, STATE), shown(page, CHANGES)) == (["Changed"], ["status: Planned → Cancelled"])


def test_the_user_says_whether_a_calendar_holds_opportunities_or_a_programme(
    qtbot: QtBot, story: Story, page: ImportPage, tmp_path: Path
) -> None:
    (house,) = story.ask(list_organisations, OrganisationsFilter(kind="legislature", text="Northern Cape"))  # type: ignore[misc]
    path = tmp_path / "house.ics"
    write_events(path, HEARING, RECESS)
    page.read_file(str(path))
    qtbot.waitUntil(page.shape_step.isVisible)
    assert page.shape_step.kind.currentData() == "engagements"
    assert not page.shape_step.body.isVisible()

    def choose(kind: str) -> None:
        box = page.shape_step.kind
        box.setCurrentIndex(box.findData(kind))
        box.activated.emit(box.currentIndex())
        qtbot.waitUntil(lambda: page.shape_step.body.isVisible() and box.currentData() == kind)
        qtbot.waitUntil(lambda: story.desk.service.is_idle)

    choose("programme")
    page.shape_step.body_chosen.emit(house)
    qtbot.waitUntil(lambda: page.shape_step.body.record_id == house)
    assert what_does_not_fit(page) == []
    if folder := os.environ.get("KGOTLA_PICTURES"):
        page.window().grab().save(f"{folder}/import-calendar.png")
    press(qtbot, page, "import-shape-next")
    qtbot.waitUntil(lambda: page.preview_step.isVisible() and not page.is_comparing)
    assert "Recess" in shown(page, NAME)
    bring_in(qtbot, story, page)
    assert [row.kind for row in story.ask(list_periods, house)] == ["recess"]  # type: ignore[attr-defined]
    page.start_again()
    page.read_file(str(path))
    qtbot.waitUntil(page.shape_step.isVisible)
    choose("opportunities")
    go_on_to_preview(qtbot, page)
    assert sorted(shown(page, STATE)) == ["New", "Not understood"]
    bring_in(qtbot, story, page)
    (made,) = story.ask(list_opportunities)  # type: ignore[misc]
    (row,) = story.ask(get_opportunity_rows, [made])  # type: ignore[misc]
    assert (row.title, row.event_time) == ("Public hearing, Water Bill; second", "09:00")


def test_the_first_step_fits(window: MainWindow, page: ImportPage) -> None:
    for size in SIZES:
        window.resize(*size)
        QApplication.processEvents()
        assert what_does_not_fit(page) == [], size
        if folder := os.environ.get("KGOTLA_PICTURES"):
            window.grab().save(f"{folder}/import-choose-{size[0]}.png")
