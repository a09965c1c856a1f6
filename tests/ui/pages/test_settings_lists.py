"""What is remembered of lists is seen in the settings, forgotten there, and remembered again by undo."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from crm.exchange.columns import Field
from crm.exchange.meaning import ReadChoices
from crm.exchange.readers import read
from crm.operations.imports import remember_list
from crm.queries.import_layouts import get_remembered_layouts, get_status_words
from tests.ui.pages.conftest import Story, press
from ui.pages.settings.lists import ListsSection
from ui.pages.settings.page import SettingsPage


@pytest.fixture
def section(qtbot: QtBot, story: Story, today: date, tmp_path: Path) -> Iterator[ListsSection]:
    file = tmp_path / "members.csv"
    file.write_text("Member,Shoes\nAnna Dube,Chair\n", "utf-8")
    reading = read(file, ReadChoices(kind="people", fields={"Member": Field.NAME, "Shoes": Field.ROLE}))
    assert reading.shape is not None
    story.do(remember_list, reading.shape.to_remember, {"sorted": "claimed_done", "busy": "in_progress"})
    page = SettingsPage(story.desk)
    qtbot.addWidget(page)
    story.desk.service.changed.connect(page.take_changes)
    page.resize(900, 480)
    page.show()
    page.show_section("lists")
    found = page.sections["lists"]
    assert isinstance(found, ListsSection)
    qtbot.waitUntil(lambda: found.layouts.rowCount() == 1)
    yield found


def cells(section: ListsSection, row: int) -> list[str]:
    found = [section.words.item(row, column) for column in range(3)]
    return [item.text() for item in found if item is not None]


def test_layouts_and_words_are_seen_and_forgotten(qtbot: QtBot, story: Story, section: ListsSection) -> None:
    shown = [section.layouts.item(0, column).text() for column in range(4)]  # type: ignore[union-attr]
    assert shown == ["members.csv", "People, offices or committees", "", "Member, Shoes"]
    assert [cells(section, row) for row in range(2)] == [
        ["busy", "Commitments", "In progress"],
        ["sorted", "Commitments", "Claimed done"],
    ]
    section.layouts.setCurrentCell(0, 0)
    with qtbot.waitSignal(story.desk.service.done):
        press(qtbot, section, "settings-layout-forget")
    assert story.ask(get_remembered_layouts) == {}
    qtbot.waitUntil(lambda: section.layouts.rowCount() == 0)
    section.words.setCurrentCell(1, 0)
    section.words.setFocus()
    with qtbot.waitSignal(story.desk.service.done):
        qtbot.keyClick(section.words, Qt.Key.Key_Delete)
    assert story.ask(get_status_words) == {("commitments", "busy"): "in_progress"}
    with qtbot.waitSignal(story.desk.service.done):
        story.desk.service.undo()
    assert story.ask(get_status_words) == {
        ("commitments", "busy"): "in_progress",
        ("commitments", "sorted"): "claimed_done",
    }
    qtbot.waitUntil(lambda: section.words.rowCount() == 2)
