"""What a list is and what its columns hold is put right in the window, remembered, and seen before it comes in."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from crm.operations.plans import PlanDraft, save_plan
from crm.queries.import_layouts import get_remembered_layouts
from crm.queries.people import PeopleFilter, get_person, list_people
from crm.queries.plans import PlanStepsFilter, list_plan_steps
from tests.ui.asking import settle
from tests.ui.pages.conftest import Invented, Story, find, press, shown_window
from tests.ui.pages.test_import_wizard import shown
from tests.ui.showing import SIZES, what_does_not_fit
from ui.main_window import MainWindow
from ui.pages.imports.column_step import HOLDS, VALUES
from ui.pages.imports.preview import CHANGES, NAME, STATE, PlanTable
from ui.pages.imports.wizard import ImportPage
from ui.pages.people.list import PeoplePage

ODD = (
    "Member,Shoes,Religion,Remarks\n"
    "Dube Anna,Chair,none of ours,tall\n"
    "Nkosi Sipho,Clerk,none of ours,\n"
    "Van Wyk Pieter,Clerk,,\n"
)

pytestmark = pytest.mark.usefixtures("clipboard_left_empty")


@pytest.fixture
def window(qtbot: QtBot, story: Story) -> MainWindow:
    pages = {"people", "person", "organisations", "organisation", "commitments", "commitment", "imports"}
    return shown_window(qtbot, story.desk, pages)


@pytest.fixture
def page(window: MainWindow) -> ImportPage:
    window.shell.open_page("imports")
    found = window.shell.current_page()
    assert isinstance(found, ImportPage)
    return found


def read(qtbot: QtBot, story: Story, page: ImportPage, folder: Path, text: str, name: str = "members.csv") -> None:
    file = folder / name
    file.write_bytes(text.encode("utf-8") if isinstance(text, str) else text)
    page.start_again()
    page.read_file(str(file))
    settle(qtbot, story.desk.service)


def choose(qtbot: QtBot, page: ImportPage, name: str, words: str) -> None:
    """Open a box, go down to what begins so, and take it with Enter."""
    box = find(page, QComboBox, name)
    box.setFocus()
    box.showPopup()
    qtbot.waitUntil(box.view().isVisible)
    at = next(row for row in range(box.count()) if box.itemText(row).startswith(words))
    qtbot.keyClick(box.view(), Qt.Key.Key_Home)
    for _row in range(at):
        qtbot.keyClick(box.view(), Qt.Key.Key_Down)
    qtbot.keyClick(box.view(), Qt.Key.Key_Return)
    page.window().activateWindow()  # which the box's own window took, where there is no window manager


def column(qtbot: QtBot, page: ImportPage, number: int, words: str) -> None:
    """Stand on a column, press Enter, say what it holds."""
    table = page.column_step.table
    table.setFocus()
    table.setCurrentCell(number, HOLDS)
    qtbot.keyClick(table, Qt.Key.Key_Return)
    choose(qtbot, page, "import-column-holds", words)


def holds(page: ImportPage, number: int, at: int = HOLDS) -> str:
    item = page.column_step.table.item(number, at)
    assert item is not None
    return item.text()


def people(story: Story) -> list[str]:
    ids: list[int] = story.ask(list_people, PeopleFilter())  # type: ignore[assignment]
    return sorted(story.ask(get_person, one).name for one in ids)  # type: ignore[attr-defined]


def bring_in(qtbot: QtBot, story: Story, page: ImportPage) -> None:
    settle(qtbot, story.desk.service)
    press(qtbot, page, "import-apply")
    qtbot.waitUntil(page.done_step.isVisible, timeout=20_000)
    settle(qtbot, story.desk.service)


def test_columns_are_put_right_and_read_as_last_time(
    qtbot: QtBot, story: Story, page: ImportPage, tmp_path: Path
) -> None:
    read(qtbot, story, page, tmp_path, ODD)
    assert page.shape_step.isVisible()
    assert "4 rows: 3 read, 1 of headings" in page.shape_step._about.text()
    press(qtbot, page, "import-shape-next")
    assert page.column_step.table.hasFocus(), "columns that are not read are looked at"
    assert [holds(page, at) for at in range(4)] == ["Whole name", "Not read", "Leave it out", "Note"]
    column(qtbot, page, 1, "Post held")
    assert holds(page, 1) == "Post held"
    choose(qtbot, page, "import-surname-first", "Surname first")
    first = [page.column_step.names._cells[0][part].text() for part in (1, 2)]
    assert first == ["Anna", "Dube"], "a mistake would be seen before"
    assert page.has_unsaved()
    press(qtbot, page, "import-columns-next")
    settle(qtbot, story.desk.service)
    assert set(shown(page, NAME)) >= {"Anna Dube", "Sipho Nkosi", "Pieter Van Wyk"}
    bring_in(qtbot, story, page)
    read(qtbot, story, page, tmp_path, ODD.replace("Sipho", "Thandi"))
    assert page.preview_step.isVisible(), "known from last time, it is looked at straight away"
    assert "Thandi Nkosi" in shown(page, NAME)
    press(qtbot, page, "import-step-shape")
    again = find(page, QAbstractButton, "import-as-last-time-button")
    assert holds(page, 1, 3) == "as last time"
    qtbot.keyClick(again, Qt.Key.Key_Return)
    settle(qtbot, story.desk.service)
    assert holds(page, 1) == "Not read"
    press(qtbot, page, "import-step-preview")
    settle(qtbot, story.desk.service)
    bring_in(qtbot, story, page)
    assert story.ask(get_remembered_layouts) == {}, "guessed again and brought in so, it is forgotten"


def test_a_sensitive_column_is_kept_only_after_its_warning(
    qtbot: QtBot, story: Story, page: ImportPage, tmp_path: Path
) -> None:
    read(qtbot, story, page, tmp_path, ODD)
    press(qtbot, page, "import-shape-next")
    assert holds(page, 2, VALUES) == "(not shown)"
    column(qtbot, page, 2, "Note")
    card = page.column_step.card
    assert "POPIA" in card.warning.text()
    assert holds(page, 2) == "Leave it out", "not yet"
    choices = [card.holds.itemText(at) for at in range(card.holds.count())]
    assert choices == ["Leave it out", "Note"]
    button = find(page, QAbstractButton, "import-column-warning-button")
    assert page.window().focusWidget() is button
    qtbot.keyClick(button, Qt.Key.Key_Return)
    assert holds(page, 2) == "Note"
    press(qtbot, page, "import-columns-next")
    settle(qtbot, story.desk.service)
    bring_in(qtbot, story, page)
    ids: list[int] = story.ask(list_people, PeopleFilter())  # type: ignore[assignment]
    kept = [story.ask(get_person, one).summary for one in ids]  # type: ignore[attr-defined]
    assert any("none of ours" in words for words in kept)


def test_identity_numbers_come_in_only_when_insisted_on(
    qtbot: QtBot, story: Story, page: ImportPage, tmp_path: Path
) -> None:
    read(qtbot, story, page, tmp_path, "Name,ID number\nAnna Dube,8001015009087\n")
    assert "8001015009087" not in str(
        [page.shape_step.rows.item(row, at).text() for row in range(2) for at in range(3)]  # type: ignore[union-attr]
    )
    press(qtbot, page, "import-shape-next")
    column(qtbot, page, 1, "Note")
    qtbot.keyClick(find(page, QAbstractButton, "import-column-warning-button"), Qt.Key.Key_Return)
    press(qtbot, page, "import-columns-next")
    settle(qtbot, story.desk.service)
    bring_in(qtbot, story, page)
    (anna,) = story.ask(list_people, PeopleFilter())  # type: ignore[misc]
    assert "8001015009087" in story.ask(get_person, anna).summary  # type: ignore[attr-defined]


def test_a_list_nobody_understands_is_explained(qtbot: QtBot, story: Story, page: ImportPage, tmp_path: Path) -> None:
    read(qtbot, story, page, tmp_path, "Blah;Foo\nAnna;Dube\nSipho;Nkosi\n")
    press(qtbot, page, "import-shape-next")
    assert "No column says" in page.column_step._about.text()
    column(qtbot, page, 0, "Given names")
    column(qtbot, page, 1, "Surname")
    press(qtbot, page, "import-columns-next")
    settle(qtbot, story.desk.service)
    assert shown(page, NAME) == ["Anna Dube", "Sipho Nkosi"]


def test_kind_headings_letters_and_delimiter_are_put_right(
    qtbot: QtBot, story: Story, window: MainWindow, page: ImportPage, tmp_path: Path
) -> None:
    file = tmp_path / "odd.csv"
    file.write_bytes("Our people\nBlah|Foo\nRenée|Dube\n".encode("mac_roman"))
    page.read_file(str(file))
    settle(qtbot, story.desk.service)
    choose(qtbot, page, "import-headings", "row 2")
    settle(qtbot, story.desk.service)
    choose(qtbot, page, "import-encoding", "MacRoman")
    settle(qtbot, story.desk.service)
    assert page.shape_step.rows.item(2, 1).text() == "Renée"  # type: ignore[union-attr]
    choose(qtbot, page, "import-encoding", "UTF-8")
    settle(qtbot, story.desk.service)
    assert "odd.csv" in page._problem.text(), "what the file is not is said"
    assert find(page, QComboBox, "import-encoding").currentText().startswith("MacRoman"), "and it stays as it was"
    choose(qtbot, page, "import-kind", "Promises")
    settle(qtbot, story.desk.service)
    assert find(window, QAbstractButton, "go-commitments").isChecked(), "where it will be is lit"
    choose(qtbot, page, "import-kind", "People")
    settle(qtbot, story.desk.service)
    assert find(window, QAbstractButton, "go-people").isChecked()


def test_the_body_a_list_is_of_is_chosen(
    qtbot: QtBot, story: Story, page: ImportPage, invented: Invented, tmp_path: Path
) -> None:
    read(qtbot, story, page, tmp_path, "Name\nAnna Dube\n")
    line = find(page, QLineEdit, "import-body-text")
    line.setFocus()
    qtbot.keyClicks(line, "Karoo Access")
    qtbot.waitUntil(page.shape_step.body.is_list_open)
    qtbot.keyClick(line, Qt.Key.Key_Return)
    settle(qtbot, story.desk.service)
    press(qtbot, page, "import-shape-next")
    press(qtbot, page, "import-columns-next")
    settle(qtbot, story.desk.service)
    bring_in(qtbot, story, page)
    (anna,) = [
        one
        for one in story.ask(list_people, PeopleFilter())  # type: ignore[attr-defined]
        if story.ask(get_person, one).name == "Anna Dube"  # type: ignore[attr-defined]
    ]
    assert story.ask(get_person, anna).current[0].organisation == "Karoo Access Forum"  # type: ignore[attr-defined]
    (layout,) = story.ask(get_remembered_layouts).values()  # type: ignore[attr-defined]
    assert layout.body.record_id == invented.partner


def test_anybody_can_be_who_a_row_is_and_the_next_row_is_stood_on(
    qtbot: QtBot, story: Story, page: ImportPage, invented: Invented, tmp_path: Path
) -> None:
    read(qtbot, story, page, tmp_path, "Name,Cell\nN. Lou,082 555 0909\nSipho Nkosi,\n")
    press(qtbot, page, "import-shape-next")
    press(qtbot, page, "import-columns-next")
    settle(qtbot, story.desk.service)
    table = page.preview_step.table
    table.setFocus()
    table.selectRow(0)
    settle(qtbot, story.desk.service)
    qtbot.keyClick(table, Qt.Key.Key_Return)
    assert page.preview_step.strip.answer.view().isVisible(), "the answers are open"
    choose(qtbot, page, "import-row-answer", "Somebody else")
    line = find(page, QLineEdit, "import-row-other-text")
    qtbot.keyClicks(line, "Naledi")
    qtbot.waitUntil(page.preview_step.strip.other.is_list_open)
    qtbot.keyClick(line, Qt.Key.Key_Return)
    settle(qtbot, story.desk.service)
    assert table.hasFocus()
    states = dict(zip(shown(page, NAME), shown(page, STATE), strict=True))
    assert states["N. Lou"] == "Changed"
    table.selectRow(shown(page, NAME).index("Sipho Nkosi"))
    settle(qtbot, story.desk.service)
    qtbot.keyClick(table, Qt.Key.Key_Delete)
    settle(qtbot, story.desk.service)
    assert "Sipho Nkosi" not in shown(page, NAME), "left out"
    bring_in(qtbot, story, page)
    found = story.ask(get_person, invented.assistant)
    assert "082 555 0909" in {contact.value for contact in found.contacts}  # type: ignore[attr-defined]


def test_rows_are_found_as_one_types_and_dates_in_words_listed(
    qtbot: QtBot, story: Story, page: ImportPage, tmp_path: Path
) -> None:
    rows = "Us,send it,12/03/2026,when the rains end\nUs,mend the road,12/03/2026,30/06/2027\n"
    read(qtbot, story, page, tmp_path, "Who,Promise,When,By when\n" + rows)
    press(qtbot, page, "import-shape-next")
    press(qtbot, page, "import-columns-next")
    settle(qtbot, story.desk.service)
    press(qtbot, page, "import-state-in_words")
    assert shown(page, NAME) == ["send it"]
    assert "“when the rains end”" in shown(page, CHANGES)[0]
    press(qtbot, page, "import-state-all")
    line = find(page, QLineEdit, "import-find")
    line.setFocus()
    qtbot.keyClicks(line, "road mend")
    assert shown(page, NAME) == ["mend the road"]
    line.clear()
    assert len(shown(page, NAME)) == 2


def test_what_was_not_understood_goes_back_as_a_list(
    qtbot: QtBot, story: Story, page: ImportPage, tmp_path: Path
) -> None:
    read(qtbot, story, page, tmp_path, "Name,Cell\nAnna Dube,no number\n,082 555 0101\nSipho Nkosi,\n")
    press(qtbot, page, "import-shape-next")
    press(qtbot, page, "import-columns-next")
    settle(qtbot, story.desk.service)
    press(qtbot, page, "import-state-not_understood")
    press(qtbot, page, "import-missed-copy")
    copied = QGuiApplication.clipboard().text().splitlines()
    assert copied[0] == "Where\tWhy\tName\tCell"
    assert copied[2] == "row 3\tno name stands in this row\t\t082 555 0101"
    out = tmp_path / "back.csv"
    page.write_missed(str(out))
    settle(qtbot, story.desk.service)
    with out.open(encoding="utf-8-sig", newline="") as file:
        found = list(csv.DictReader(file))
    assert [row["Where"] for row in found] == ["row 2", "row 3"]
    assert found[0]["Name"] == "Anna Dube"


def test_the_new_people_are_shown_alone(
    qtbot: QtBot, story: Story, window: MainWindow, page: ImportPage, invented: Invented, tmp_path: Path
) -> None:
    read(qtbot, story, page, tmp_path, "Name\nAnna Dube\nNaledi Louw\n")
    press(qtbot, page, "import-shape-next")
    press(qtbot, page, "import-columns-next")
    settle(qtbot, story.desk.service)
    bring_in(qtbot, story, page)
    press(qtbot, page, "import-show-people")
    settle(qtbot, story.desk.service)
    shown_page = window.shell.current_page()
    assert isinstance(shown_page, PeoplePage)
    assert shown_page.list.model.rowCount() == 1, "Naledi Louw was there before"
    press(qtbot, shown_page, "people-added-button")
    settle(qtbot, story.desk.service)
    assert shown_page.list.model.rowCount() == 4


def test_stopping_rolls_the_whole_import_back(qtbot: QtBot, story: Story, page: ImportPage, tmp_path: Path) -> None:
    rows = "".join(f"Anna Dube{at},\n" for at in range(1500))
    read(qtbot, story, page, tmp_path, "Name,Cell\n" + rows)
    press(qtbot, page, "import-shape-next")
    press(qtbot, page, "import-columns-next")
    settle(qtbot, story.desk.service)

    def stop(_what: str, progress: object) -> None:
        if progress is not None and "members.csv" in _what:
            progress.cancel()  # type: ignore[attr-defined]

    story.desk.service.busy.connect(stop)
    press(qtbot, page, "import-apply")
    qtbot.waitUntil(lambda: page._problem.isVisible(), timeout=20_000)
    settle(qtbot, story.desk.service)
    assert people(story) == []
    assert page.preview_step.isVisible()
    assert page.preview_step.apply.isEnabled()


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
def test_every_step_fits(
    qtbot: QtBot, story: Story, window: MainWindow, page: ImportPage, tmp_path: Path, size: tuple[int, int]
) -> None:
    window.resize(*size)
    headings = ",".join(f"Something long about column {at}" for at in range(30))
    row = ",".join("words that go on and on" for _at in range(30))
    read(qtbot, story, page, tmp_path, f"Name,Religion,{headings}\nAnna Dube,none,{row}\n,,{row}\n")
    seen = [what_does_not_fit(page)]
    press(qtbot, page, "import-shape-next")
    column(qtbot, page, 1, "Note")
    seen.append(what_does_not_fit(page))
    press(qtbot, page, "import-columns-next")
    settle(qtbot, story.desk.service)
    seen.append(what_does_not_fit(page))
    assert seen == [[], [], []]
    assert (window.width(), window.height()) == size


def test_steps_are_gone_back_to(qtbot: QtBot, story: Story, page: ImportPage, tmp_path: Path) -> None:
    read(qtbot, story, page, tmp_path, ODD)
    for name in ("import-shape-next", "import-columns-next"):
        press(qtbot, page, name)
    settle(qtbot, story.desk.service)
    press(qtbot, page, "import-back")
    assert page.column_step.isVisible()
    press(qtbot, page, "import-columns-back")
    assert page.shape_step.isVisible()
    assert not find(page, QWidget, "import-step-done").isEnabled()
    press(qtbot, page, "import-step-choose")
    assert page.choose_step.isVisible()


def test_steps_that_name_no_plan_go_into_the_one_chosen(
    qtbot: QtBot, story: Story, page: ImportPage, tmp_path: Path
) -> None:
    plan: int = story.do(save_plan, PlanDraft("Water for the Karoo"))[0]  # type: ignore[index]
    read(qtbot, story, page, tmp_path, "Step,Responsible,By when\nMeet the committee,Us,30/06/2027\n", "steps.csv")
    choose(qtbot, page, "import-kind", "Steps")
    settle(qtbot, story.desk.service)
    press(qtbot, page, "import-shape-next")
    press(qtbot, page, "import-columns-next")
    settle(qtbot, story.desk.service)
    assert shown(page, STATE) == ["Not understood"]
    line = find(page, QLineEdit, "import-into-text")
    line.setFocus()
    qtbot.keyClicks(line, "Water")
    qtbot.waitUntil(page.preview_step.into.picker.is_list_open)
    qtbot.keyClick(line, Qt.Key.Key_Return)
    settle(qtbot, story.desk.service)
    assert shown(page, STATE) == ["New"]
    bring_in(qtbot, story, page)
    assert len(story.ask(list_plan_steps, PlanStepsFilter(plan_id=plan))) == 1  # type: ignore[arg-type]


def test_the_state_of_a_row_is_whole_beside_its_card(
    qtbot: QtBot, story: Story, window: MainWindow, page: ImportPage, tmp_path: Path
) -> None:
    members = "Naledi Voorbeeld,ANC,Northern Cape Provincial Legislature\n"
    read(qtbot, story, page, tmp_path, f"Name,Party,Legislature\n{members}")
    for name in ("import-shape-next", "import-columns-next"):
        press(qtbot, page, name)
    settle(qtbot, story.desk.service)
    table = find(page, PlanTable, "import-rows")
    for size in SIZES:
        window.resize(*size)
        QApplication.processEvents()
        assert table.columnViewportPosition(STATE) + table.columnWidth(STATE) <= table.viewport().width(), size
