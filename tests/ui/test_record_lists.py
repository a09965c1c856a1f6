"""Lists: any length, one order, selection kept, keys that go where people expect."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from tests.ui.stand_ins import StandInWorkspace, people_listing, rename
from ui.background.service import Service
from ui.icons import Icon
from ui.lists.columns import Wanted
from ui.lists.model import BLOCK, CACHED, RecordModel
from ui.lists.record_list import RecordList
from ui.preferences import Preferences
from ui.widgets.empty_state import EmptyState
from ui.widgets.status import STATUS_ROLE


@pytest.fixture
def people(qtbot: QtBot, service: Service, stand_in: StandInWorkspace, preferences: Preferences) -> RecordList:
    made = RecordList(
        people_listing(stand_in), service, preferences, EmptyState(Icon.USERS, "Nobody here yet.", "Add a person")
    )
    qtbot.addWidget(made)
    made.resize(900, 500)
    made.show()
    fill(qtbot, made)
    return made


def fill(qtbot: QtBot, people: RecordList) -> None:
    with qtbot.waitSignal(people.answered):
        people.refresh()


def names(people: RecordList, count: int = 3) -> list[str]:
    return [str(people.model.index(row, 0).data()) for row in range(count)]


def test_the_model_keeps_qts_rules_through_filter_sort_and_refresh(
    qtbot: QtBot, service: Service, stand_in: StandInWorkspace
) -> None:
    model = RecordModel(people_listing(stand_in), service)
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal, model)
    for wanted in (Wanted(), Wanted("louw"), Wanted("nobody"), Wanted(sort="open", is_descending=True)):
        with qtbot.waitSignal(model.answered):
            model.want(wanted)
        qtbot.waitUntil(lambda: model.rowCount() == 0 or model.record(0) is not None)
    del stand_in.people[1]
    with qtbot.waitSignal(model.answered):
        model.refresh()
    assert model.rowCount() == 1999


def test_a_hundred_thousand_rows_fetch_only_what_is_seen(qtbot: QtBot, service: Service) -> None:
    large = StandInWorkspace(100_000)
    listing = people_listing(large)
    fetched: list[int] = []

    def rows(ids: object) -> object:
        fetched.append(len(ids))  # type: ignore[arg-type]
        return listing.rows(ids)  # type: ignore[arg-type]

    model = RecordModel(replace(listing, rows=rows), service)  # type: ignore[arg-type]
    with qtbot.waitSignal(model.answered):
        model.refresh()
    for row in (0, 50_000, 99_999):
        qtbot.waitUntil(lambda row=row: model.record(row) is not None)
    assert fetched == [BLOCK, BLOCK, 100_000 - 781 * BLOCK]
    for block in range(CACHED + 5):
        qtbot.waitUntil(lambda block=block: model.record(block * BLOCK) is not None)
    assert len(model._blocks) == CACHED


def test_a_click_on_a_heading_sorts_and_again_turns_it(qtbot: QtBot, people: RecordList) -> None:
    assert people.wanted.sort == "name"
    with qtbot.waitSignal(people.answered):
        people.table.sortByColumn(3, Qt.SortOrder.DescendingOrder)
    assert (people.wanted.sort, people.wanted.is_descending) == ("open", True)
    qtbot.waitUntil(lambda: people.model.index(0, 3).data() == "4")


def test_letters_typed_in_the_table_go_to_the_filter_box(qtbot: QtBot, people: RecordList) -> None:
    people.table.setFocus()
    with qtbot.waitSignal(people.answered):
        qtbot.keyClicks(people.table, "p")
    with qtbot.waitSignal(people.answered):
        qtbot.keyClicks(people.filter_box, "laatjie")
    assert people.filter_box.text() == "plaatjie"
    qtbot.waitUntil(lambda: people.model.rowCount() == 200 and "Plaatjie" in str(people.model.index(0, 0).data()))
    qtbot.keyClick(people.filter_box, Qt.Key.Key_Return)
    assert people.current_id() == people.model.id_at(0)


def test_enter_opens_the_record(qtbot: QtBot, people: RecordList) -> None:
    people.go_to(people.model.id_at(5))
    with qtbot.waitSignal(people.opened) as opened:
        qtbot.keyClick(people.table, Qt.Key.Key_Return)
    assert opened.args == [people.model.id_at(5)]


def test_tab_leaves_the_table(qtbot: QtBot, people: RecordList) -> None:
    assert not people.table.tabKeyNavigation()


def test_the_selection_stays_with_its_records_when_the_order_changes(
    qtbot: QtBot, people: RecordList, stand_in: StandInWorkspace
) -> None:
    ids = [people.model.id_at(row) for row in (3, 4, 10)]
    people.table._select(set(ids))
    rename(stand_in, ids[0], "Aaa, first")
    fill(qtbot, people)
    assert sorted(people.selected_ids()) == sorted(ids)
    assert people.model.row_of(ids[0]) == 0


def test_the_current_record_is_kept_when_rows_come_before_it(
    qtbot: QtBot, people: RecordList, stand_in: StandInWorkspace
) -> None:
    here = people.model.id_at(7)
    people.go_to(here)
    rename(stand_in, people.model.id_at(100), "Aaa, first")
    fill(qtbot, people)
    assert people.current_id() == here
    assert people.selected_ids() == [here]


def test_selecting_everything_gives_every_id_in_order(people: RecordList) -> None:
    people.table.selectAll()
    assert people.selected_ids() == list(people.model.ids())


def test_a_changed_row_shows_its_new_text_and_no_blank_in_between(
    qtbot: QtBot, people: RecordList, stand_in: StandInWorkspace
) -> None:
    qtbot.waitUntil(lambda: bool(people.model.index(0, 1).data()))
    first = people.model.id_at(0)
    stand_in.people[first] = replace(stand_in.people[first], body="Upington Forum")
    fill(qtbot, people)
    assert people.model.index(0, 1).data(), "the old row stays until the new one is here"
    qtbot.waitUntil(lambda: people.model.index(0, 1).data() == "Upington Forum")


def test_an_empty_list_says_so_and_an_empty_filter_says_otherwise(
    qtbot: QtBot, people: RecordList, stand_in: StandInWorkspace
) -> None:
    with qtbot.waitSignal(people.answered):
        people.set_text("nobody at all")
    assert people.findChild(EmptyState, "people-not-found").isVisible()
    with qtbot.waitSignal(people.answered):
        people.clear_filters()
    assert people.table.isVisible()
    stand_in.people.clear()
    fill(qtbot, people)
    assert people.findChild(EmptyState, "empty").isVisible()


def test_page_filters_join_the_words(qtbot: QtBot, people: RecordList) -> None:
    with qtbot.waitSignal(people.answered):
        people.set_filters(body="//Khara Hais")
    assert people.model.rowCount() == 500
    with qtbot.waitSignal(people.answered):
        people.set_filters(body=None)
    assert people.model.rowCount() == 2000


@pytest.mark.parametrize("width", [420, 640, 1200])
def test_columns_fit_any_width_without_scrolling_sideways(qtbot: QtBot, people: RecordList, width: int) -> None:
    people.resize(width, 400)
    qtbot.waitUntil(lambda: people.width() == width)
    people.table.fit_columns()
    total = sum(people.table.columnWidth(number) for number in range(4))
    assert total <= people.table.viewport().width()


def test_hidden_columns_and_widths_are_remembered(
    qtbot: QtBot, people: RecordList, service: Service, stand_in: StandInWorkspace, preferences: Preferences
) -> None:
    people._fill_columns_menu()
    actions = {action.text(): action for action in people._columns_menu.actions()}
    assert not actions["Name"].isEnabled(), "the name of the record always shows"
    actions["Open"].setChecked(False)
    people.table.setColumnWidth(0, 311)
    again = RecordList(
        people_listing(stand_in), service, Preferences(preferences.folder), EmptyState(Icon.USERS, "Nobody.")
    )
    qtbot.addWidget(again)
    assert again.table.isColumnHidden(3)
    assert again.table._widths["name"] == 311


def test_a_column_that_gave_way_is_not_remembered_as_hidden(people: RecordList, preferences: Preferences) -> None:
    people.table.give_way(("open",), is_narrow=True)
    assert people.table.isColumnHidden(3)
    people.table.setColumnWidth(0, 311)
    assert preferences.get(f"list/{people.table.objectName()}", {})["hidden"] == []
    people.table.give_way(("open",), is_narrow=False)
    assert not people.table.isColumnHidden(3)


def test_a_status_is_a_word_and_a_shape(qtbot: QtBot, people: RecordList) -> None:
    qtbot.waitUntil(lambda: people.model.index(0, 0).data() is not None)
    index = people.model.index(0, 2)
    assert index.data(STATUS_ROLE).text == index.data(Qt.ItemDataRole.AccessibleTextRole)
    assert names(people, 1)
