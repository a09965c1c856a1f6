"""The history page over a real workspace."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtWidgets import QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from crm.operations.people import PersonDraft, save_person
from crm.operations.topics import add_topic, change_topic
from crm.queries.people import find_people
from crm.queries.topics import find_topic
from crm.rules import clock
from crm.workspace import Changes, Workspace
from tests.ui.asking import asked
from ui.desk import Desk
from ui.pages.history.compaction import CompactionDialog
from ui.pages.history.page import AT_ONCE, HistoryPage
from ui.widgets.dialogs import ConfirmDialog


def do(qtbot: QtBot, desk: Desk, operation: object, *args: object) -> int:
    with qtbot.waitSignal(desk.service.done) as done:
        desk.service.do(operation, *args)  # type: ignore[arg-type]
    return int(done.args[0].operation_id)


@pytest.fixture
def page(qtbot: QtBot, open_desk: Desk) -> HistoryPage:
    made = HistoryPage(open_desk)
    qtbot.addWidget(made)
    open_desk.service.changed.connect(made.take_changes)
    made.resize(900, 480)
    made.show()
    qtbot.waitUntil(lambda: bool(shown(made)))
    return made


def shown(page: HistoryPage) -> list[str]:
    return [one.text() for one in page.list.findChildren(QLabel) if one.isVisibleTo(page.list)]


def press(page: HistoryPage, name: str) -> None:
    button = page.findChild(QPushButton, name)
    assert button is not None, name
    button.click()


def test_it_tells_what_was_done_and_by_whom(qtbot: QtBot, open_desk: Desk, page: HistoryPage) -> None:
    do(qtbot, open_desk, save_person, PersonDraft(name="Seekoei, Naledi"))
    qtbot.waitUntil(lambda: any("Seekoei" in words for words in shown(page)))
    assert any(words.endswith("by Lerato Tester") for words in shown(page))


def test_undo_names_what_it_undoes_first(qtbot: QtBot, open_desk: Desk, page: HistoryPage) -> None:
    operation = do(qtbot, open_desk, save_person, PersonDraft(name="Seekoei, Naledi"))
    qtbot.waitUntil(lambda: page.findChild(QPushButton, f"undo-{operation}") is not None)
    press(page, f"undo-{operation}")
    box = page.findChild(ConfirmDialog, "history-undo")
    assert box is not None and "Seekoei" in box.accessibleName()
    assert asked(open_desk.service, find_people, "seekoei")
    with qtbot.waitSignal(open_desk.service.done):
        press(page, "history-undo-accept")
    assert not asked(open_desk.service, find_people, "seekoei")


def test_what_is_in_the_way_is_shown_and_the_rest_is_a_second_choice(
    qtbot: QtBot, open_desk: Desk, page: HistoryPage
) -> None:
    operation = do(qtbot, open_desk, add_topic, "Water")
    topic = asked(open_desk.service, find_topic, "Water")
    first = do(qtbot, open_desk, change_topic, topic, "Water and taps", "pipes")
    do(qtbot, open_desk, change_topic, topic, "Clean water", "pipes")
    qtbot.waitUntil(lambda: page.findChild(QPushButton, f"undo-{first}") is not None)
    press(page, f"undo-{first}")
    press(page, "history-undo-accept")
    qtbot.waitUntil(lambda: page.findChild(ConfirmDialog, "history-conflict") is not None)
    words = page.findChild(QLabel, "history-conflict-text")
    assert words is not None and "Clean water" in words.text()
    assert asked(open_desk.service, find_topic, "Clean water") == topic
    with qtbot.waitSignal(open_desk.service.done):
        press(page, "history-conflict-accept")
    assert operation < first


def test_the_filter_looks_at_words_and_names(qtbot: QtBot, open_desk: Desk, page: HistoryPage) -> None:
    do(qtbot, open_desk, save_person, PersonDraft(name="Seekoei, Naledi"))
    do(qtbot, open_desk, add_topic, "100% water_supply")
    for words, there in (("seekoei", "Seekoei"), ("100% water_", "100%")):
        page.filter_box.setText(words)
        qtbot.waitUntil(lambda there=there: _holds_only(shown(page), there))
    page.filter_box.setText("nobody ever")
    empty = page.findChild(QWidget, "history-empty")
    assert empty is not None
    qtbot.waitUntil(empty.isVisible)


def _holds_only(lines: list[str], words: str) -> bool:
    return bool(lines) and words in lines[0] and not any("reference data" in line for line in lines)


def test_older_operations_come_below(qtbot: QtBot, open_desk: Desk, page: HistoryPage) -> None:
    def fill(workspace: Workspace) -> None:
        for number in range(AT_ONCE + 3):
            workspace.do(add_topic, f"Topic number {number}")

    service = open_desk.service
    service.maintain(fill, lambda _filled: service.refresh(Changes.everything()), "")
    qtbot.waitUntil(page.more.isVisible, timeout=20_000)
    qtbot.waitUntil(lambda: len(page._entries) == AT_ONCE)
    page.load_more()
    qtbot.waitUntil(lambda: any("reference data" in line for line in shown(page)))
    assert not page.more.isVisible()


def test_it_is_narrowed_counted_and_printed(qtbot: QtBot, open_desk: Desk, page: HistoryPage) -> None:
    do(qtbot, open_desk, save_person, PersonDraft(name="Seekoei, Naledi"))
    do(qtbot, open_desk, add_topic, "Water")
    filters = page.filters
    filters.noun.setCurrentIndex(filters.noun.findData("people"))
    filters.act.setCurrentIndex(filters.act.findData("added"))
    qtbot.waitUntil(lambda: page.counted.text() == "1 thing was done.")
    assert filters.who.findData("Lerato Tester") >= 0
    with qtbot.waitSignal(open_desk.navigator.report_wanted) as wanted:
        press(page, "history-print")
    assert wanted.args[0] == "audit-trail"
    assert {name: value for name, value in wanted.args[1].items() if value} == {"noun": "people", "act": "added"}


def test_what_dropping_loses_is_said_first(qtbot: QtBot, open_desk: Desk, page: HistoryPage) -> None:
    clock.choose(date(2031, 5, 1))
    try:
        page.ask_what_to_drop()
        dialog = page.window().findChild(CompactionDialog)
        assert dialog is not None
        qtbot.waitUntil(dialog.confirm.isEnabled)
        assert "can no longer be undone" in dialog.lost.text()
        dialog.confirm.click()
        qtbot.waitUntil(lambda: any("(old values dropped)" in words for words in shown(page)))
    finally:
        clock.choose(None)
