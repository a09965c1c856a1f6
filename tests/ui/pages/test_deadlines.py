"""The deadlines of every noun in the window, by keyboard: weeks, filters, the record behind each line."""

from __future__ import annotations

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from crm.queries.deadlines import Deadline, list_deadlines
from crm.rules import clock
from crm.rules.deadlines import Kind
from tests.ui.pages.looking import Looking
from ui.main_window import MainWindow
from ui.pages.deadlines.list import LATE, QUARTER
from ui.pages.deadlines.page import DeadlinesPage


@pytest.fixture
def looking(qtbot: QtBot, sample_window: MainWindow) -> Looking:
    return Looking(qtbot, sample_window)


def listed(page: DeadlinesPage) -> list[Deadline]:
    return [row for number in page.list.model.ids() if (row := page.weeks.deadline(number)) is not None]


def shown(looking: Looking) -> DeadlinesPage:
    looking.key("D", Qt.KeyboardModifier.ControlModifier)
    looking.settle()
    page = looking.page
    assert isinstance(page, DeadlinesPage)
    return page


def test_ctrl_d_shows_what_is_late_and_then_week_by_week(looking: Looking) -> None:
    page = shown(looking)
    days = clock.today() + timedelta(days=30)
    assert listed(page) == looking.ask(list_deadlines, None, days)
    looking.qtbot.waitUntil(lambda: page.list.model.index(0, 0).data() is not None)
    headings = [
        str(page.list.model.index(row, 0).data())
        for row in range(page.list.model.rowCount())
        if page.list.model.is_heading(row)
    ]
    assert headings[0].startswith("Late (") and headings[1].startswith("Next week, until 29 Nov ("), headings
    assert page.list.model.count() == len(listed(page)) < page.list.model.rowCount()


def test_the_keyboard_passes_the_headings_by_and_enter_opens_the_record(looking: Looking) -> None:
    page = shown(looking)
    table, model = page.list.table, page.list.model
    table.setFocus()
    table.go_to_first()
    assert table.currentIndex().row() == 1, "the first line is a heading"
    looking.key(Qt.Key.Key_Up)
    assert table.currentIndex().row() == 1
    late = sum(row.is_late for row in listed(page))
    table.selectRow(late)
    looking.key(Qt.Key.Key_Down)
    assert table.currentIndex().row() == late + 2
    looking.key(Qt.Key.Key_Up)
    assert table.currentIndex().row() == late
    table.selectAll()
    assert table.selected_ids() == [number for number in model.ids() if number > 0]
    number = next(each for each in model.ids() if (row := page.weeks.deadline(each)) and row.kind is Kind.ANSWER)
    opened = page.weeks.deadline(number)
    assert opened is not None and page.list.go_to(number)
    looking.key(Qt.Key.Key_Return)
    looking.settle()
    assert looking.page.record_id == opened.id
    looking.key(Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    looking.settle()
    assert looking.page is page and page.list.current_id() == number


def test_the_filters_leave_what_fits(looking: Looking) -> None:
    page = shown(looking)
    page.show_only(when=LATE)
    looking.settle()
    assert listed(page) and all(row.is_late for row in listed(page))
    page.show_only(when=QUARTER, kind="step")
    looking.settle()
    assert {row.kind for row in listed(page)} == {Kind.STEP}
    page.list.clear_filters()
    page.list.filter_box.setText("clinic")
    looking.settle()
    assert listed(page) and all("clinic" in f"{row.name} {row.party}".lower() for row in listed(page))
    page.list.filter_box.setText("nothing is called so")
    looking.settle()
    assert page.list.model.rowCount() == 0


def test_today_leads_there(looking: Looking) -> None:
    looking.window.shell.open_page("today")
    looking.settle()
    looking.enter("today-deadlines")
    looking.settle()
    assert isinstance(looking.page, DeadlinesPage)
