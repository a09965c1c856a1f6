"""Bringing in a list through the window: file, preview, apply, undo."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from crm.operations.offices import RoleDraft
from crm.queries.organisations import OrganisationsFilter, list_organisations
from crm.queries.people import PeopleFilter, list_people
from crm.store.backups import read_manifest
from tests.ui.pages.conftest import Story, press
from ui.main_window import MainWindow
from ui.pages.imports.preview import CHANGES, NAME, STATE
from ui.pages.imports.wizard import ImportPage
from ui.widgets.status import STATUS_ROLE

HEADINGS = "Name,Party,Legislature,Cell,Email"
ROWS = (
    "Boitumelo Seekoei,ANC,Northern Cape Legislature,082 555 0101,b.seekoei@example.org",
    "Naledi Louw,DA,Northern Cape Legislature,082 555 0102,n.louw@example.org",
    "Pieter van Wyk,EFF,Northern Cape Legislature,082 555 0103,p.vanwyk@example.org",
)


def write(folder: Path, *rows: str, name: str = "members.csv") -> str:
    file = folder / name
    file.write_text("\n".join([HEADINGS, *rows]) + "\n", encoding="utf-8")
    return str(file)


@pytest.fixture
def page(qtbot: QtBot, window: MainWindow) -> ImportPage:
    window.shell.open_page("imports")
    found = window.shell.current_page()
    assert isinstance(found, ImportPage)
    return found


def preview(qtbot: QtBot, page: ImportPage, file: str) -> None:
    page.read_file(file)
    go_on_to_preview(qtbot, page)


def go_on_to_preview(qtbot: QtBot, page: ImportPage) -> None:
    """Through what it is and its columns, by the button that has the keyboard or is on the way."""
    qtbot.waitUntil(lambda: page.shape_step.isVisible() or page.preview_step.isVisible())
    if page.shape_step.isVisible():
        press(qtbot, page, "import-shape-next")
    if page.column_step.isVisible():
        press(qtbot, page, "import-columns-next")
    qtbot.waitUntil(lambda: page.preview_step.isVisible() and not page.is_comparing)
    QApplication.processEvents()


def choose_term(qtbot: QtBot, page: ImportPage, words: str) -> None:
    box = page.preview_step.term.box
    box.setCurrentIndex(next(row for row in range(box.count()) if words in box.itemText(row)))
    box.activated.emit(box.currentIndex())
    qtbot.waitUntil(lambda: not page.is_comparing)


def bring_in(qtbot: QtBot, story: Story, page: ImportPage) -> None:
    with qtbot.waitSignal(story.desk.service.done):
        press(qtbot, page, "import-apply")
    qtbot.waitUntil(page.done_step.isVisible)


def shown(page: ImportPage, column: int) -> list[str]:
    model = page.preview_step.table.plan
    return [str(model.index(row, column).data() or "") for row in range(model.rowCount())]


def people(story: Story) -> int:
    return len(story.ask(list_people, PeopleFilter()))  # type: ignore[arg-type]


def test_a_list_is_seen_before_it_is_brought_in_and_undone_at_once(
    qtbot: QtBot, story: Story, page: ImportPage, tmp_path: Path
) -> None:
    preview(qtbot, page, write(tmp_path, *ROWS))
    assert people(story) == 0
    assert shown(page, NAME)[:3] == ["Boitumelo Seekoei", "Naledi Louw", "Pieter van Wyk"]
    choose_term(qtbot, page, "7th term")
    bring_in(qtbot, story, page)
    assert people(story) == 3
    assert story.desk.service.folder is not None
    (before,) = (story.desk.service.folder / "backups").glob("*-import.kgotla-backup")
    state = read_manifest(before).state
    assert state is not None and "people" not in state.counts, "a backup came first"
    with qtbot.waitSignal(story.desk.service.done):
        press(qtbot, page, "import-undo")
    assert people(story) == 0


def test_the_term_is_asked_where_the_list_does_not_say_it(
    qtbot: QtBot, story: Story, page: ImportPage, tmp_path: Path
) -> None:
    preview(qtbot, page, write(tmp_path, *ROWS))
    step = page.preview_step
    assert not step.apply.isEnabled()
    assert step._ask.isVisible()
    choose_term(qtbot, page, "5th term")
    assert step.apply.isEnabled()
    assert not step._ask.isVisible()
    bring_in(qtbot, story, page)
    house = story.ask(list_organisations, OrganisationsFilter(text="Northern Cape Provincial", kind="legislature"))
    sitting = PeopleFilter(organisation_id=house[0])  # type: ignore[index]
    assert story.ask(list_people, sitting) == []  # that term ended in 2019


def test_another_term_is_typed(qtbot: QtBot, page: ImportPage, tmp_path: Path) -> None:
    preview(qtbot, page, write(tmp_path, *ROWS))
    choose_term(qtbot, page, "Another term")
    term = page.preview_step.term
    term.line.setText("some time ago")
    term.line.editingFinished.emit()
    assert not term.is_answered
    assert "some time ago" in term._error.text()
    term.line.setText("2014-2019")
    term.line.editingFinished.emit()
    qtbot.waitUntil(page.preview_step.apply.isEnabled)


def test_the_same_list_again_changes_nothing_and_a_new_number_shows_old_and_new(
    qtbot: QtBot, story: Story, page: ImportPage, tmp_path: Path
) -> None:
    preview(qtbot, page, write(tmp_path, *ROWS))
    choose_term(qtbot, page, "7th term")
    bring_in(qtbot, story, page)
    press(qtbot, page, "import-again")
    preview(qtbot, page, write(tmp_path, *ROWS))
    choose_term(qtbot, page, "7th term")
    assert not page.preview_step.apply.isEnabled()
    assert page.preview_step.apply.text() == "Nothing to bring in"
    page.start_again()
    preview(qtbot, page, write(tmp_path, ROWS[0].replace("0101", "0999"), *ROWS[1:]))
    choose_term(qtbot, page, "7th term")
    page.preview_step.states.choose("changed")
    assert shown(page, NAME) == ["Boitumelo Seekoei"]
    assert "0999" in shown(page, CHANGES)[0]
    assert "→" in shown(page, CHANGES)[0]
    status = page.preview_step.table.plan.index(0, STATE).data(STATUS_ROLE)
    assert status.text == "Changed"
    assert page.preview_step.apply.text() == "Bring in 1 person"


def test_a_doubtful_row_is_decided_by_the_user(qtbot: QtBot, story: Story, page: ImportPage, tmp_path: Path) -> None:
    for body in ("Free State", "Limpopo"):
        house = story.ask(list_organisations, OrganisationsFilter(text=body, kind="legislature"))
        story.person("Naledi", "Louw", RoleDraft(house[0], "Member", start="2024"))  # type: ignore[index]
    preview(qtbot, page, write(tmp_path, *ROWS))
    choose_term(qtbot, page, "7th term")
    page.preview_step.states.choose("doubtful")
    assert shown(page, NAME) == ["Naledi Louw"]
    strip = page.preview_step.strip
    qtbot.waitUntil(lambda: strip.answer.count() == 5)
    assert page.preview_step.apply.text() == "Bring in 3 people"
    strip.answer.setCurrentIndex(4)
    strip.answer.activated.emit(4)
    qtbot.waitUntil(lambda: page.preview_step.apply.text() == "Bring in 2 people")
    assert page.has_unsaved()


def test_a_file_that_is_no_list_says_so(qtbot: QtBot, page: ImportPage, tmp_path: Path) -> None:
    sheet = tmp_path / "members.xlsx"
    sheet.write_bytes(b"PK\x03\x04 and so on")
    page.read_file(str(sheet))
    qtbot.waitUntil(page._problem.isVisible)
    assert "members.xlsx" in page._problem.text()
    assert page.choose_step.isVisible()
    assert page.choose_step.isEnabled()


def test_the_file_chooser_opens_from_the_keyboard(qtbot: QtBot, window: MainWindow, page: ImportPage) -> None:
    button = page.choose_step._state.button
    qtbot.waitUntil(lambda: window.focusWidget() is button)
    page.choose_step.file_wanted.disconnect(page.ask_file)
    with qtbot.waitSignal(page.choose_step.file_wanted):
        qtbot.keyClick(button, Qt.Key.Key_Space)


def test_the_path_of_a_list_can_be_typed(qtbot: QtBot, page: ImportPage, tmp_path: Path) -> None:
    line = page.choose_step.path
    line.setFocus()
    qtbot.keyClicks(line, str(tmp_path / "nowhere.csv"))
    qtbot.keyClick(line, Qt.Key.Key_Return)
    qtbot.waitUntil(page._problem.isVisible)
    assert "nowhere.csv" in page._problem.text()
    assert line.text().endswith("nowhere.csv"), "to be corrected"
    line.setText(f'"{write(tmp_path, *ROWS)}"')  # as a file manager copies it
    qtbot.keyClick(line, Qt.Key.Key_Return)
    qtbot.waitUntil(page.shape_step.isVisible)
    page.start_again()
    assert line.text() == ""
