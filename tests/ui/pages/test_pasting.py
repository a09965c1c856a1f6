"""Pasting rows through the window, by keyboard: a register, names for a committee, a table out of an e-mail."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QAbstractButton, QComboBox, QWidget
from pytestqt.qtbot import QtBot

from crm.queries.commitments import CommitmentFilter, CommitmentRow, get_commitment_rows, list_commitments
from crm.queries.offices import list_holders
from crm.queries.people import PeopleFilter, list_people
from tests.exchange.workbooks import workbook
from tests.ui.asking import settle
from tests.ui.pages.conftest import TODAY, Invented, Story, find, press, shown_window
from tests.ui.pages.test_import_wizard import shown
from tests.ui.showing import SIZES, what_does_not_fit
from ui.main_window import MainWindow
from ui.pages.imports.doubts import LEAVE_OUT
from ui.pages.imports.preview import CHANGES, NAME, STATE
from ui.pages.imports.wizard import ImportPage
from ui.theme import ROW_HEIGHT

HEADINGS = "Who\tPromise\tDate\tBy when\tStatus\tNotes"
KNOWN = "Boitumelo Seekoei\tpromise {at}\t12/03/2026\t30/06/2026\t{word}\t"
REGISTER = "\n".join(
    [
        HEADINGS,
        *(KNOWN.format(at=at, word=("Busy", "Sorted", "")[at % 3]) for at in range(28)),
        "Ms P. Unknown\tmend the road\t12/03/2026\tend of June\tBusy\tasked twice",
        "Hon. Louw\tmend the bridge\t12/03/2026\tbefore the recess\tKgang\t",
    ]
)

pytestmark = pytest.mark.usefixtures("clipboard_left_empty")


@pytest.fixture
def window(qtbot: QtBot, story: Story) -> MainWindow:
    pages = {"people", "person", "organisations", "organisation", "commitments", "commitment", "imports"}
    return shown_window(qtbot, story.desk, pages)


def copy(text: str, html: str = "") -> None:
    """Put rows on the clipboard, as a spreadsheet or a mail program does."""
    data = QMimeData()
    data.setText(text)
    if html:
        data.setHtml(html)
    QGuiApplication.clipboard().setMimeData(data)


def keys(qtbot: QtBot, window: MainWindow) -> None:
    """Ctrl+Alt+V, where the keyboard is."""
    target = window.focusWidget()
    assert target is not None
    qtbot.keyClick(target, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier)


def paste_on(qtbot: QtBot, story: Story, window: MainWindow, page: str) -> ImportPage:
    window.shell.open_page(page)
    settle(qtbot, story.desk.service)
    keys(qtbot, window)
    return previewed(qtbot, story, window)


def previewed(qtbot: QtBot, story: Story, window: MainWindow) -> ImportPage:
    found = window.shell.current_page()
    assert isinstance(found, ImportPage)
    qtbot.waitUntil(lambda: found.preview_step.isVisible() and not found.is_comparing, timeout=20_000)
    settle(qtbot, story.desk.service)
    return found


def commitments(story: Story) -> list[CommitmentRow]:
    ids = story.ask(list_commitments, CommitmentFilter(status="all"))
    return story.ask(get_commitment_rows, ids)  # type: ignore[return-value]


def choose_by_keyboard(qtbot: QtBot, box: QComboBox, words: str) -> None:
    """Type the first letters of a choice, as one does."""
    box.setFocus()
    qtbot.keyClicks(box, words)
    qtbot.keyClick(box, Qt.Key.Key_Return)
    assert box.currentText().startswith(words)


def test_a_register_of_thirty_is_pasted_with_two_to_identify_and_undone(
    qtbot: QtBot, story: Story, window: MainWindow, invented: Invented
) -> None:
    before = len(commitments(story))
    copy(REGISTER)
    page = paste_on(qtbot, story, window, "commitments")
    step = page.preview_step
    assert step._about.text() == "Pasted rows: 30 commitments. 31 rows: 30 read, 1 of headings."
    assert step.apply.text() == "Bring in 30 commitments"
    assert not step.term.isVisible()
    guesses = {word: find(page, QComboBox, f"import-status-{at}").currentText() for at, word in enumerate("BSK")}
    assert guesses == {"B": "In progress", "S": "Claimed done", "K": "Keep it as a note"}
    assert window.focusWidget() is find(page, QComboBox, "import-status-0"), "the first question"
    step.states.choose("doubtful")
    assert shown(page, NAME) == ["mend the road", "mend the bridge"]
    assert "“Ms P. Unknown” is nobody you have: to identify" in shown(page, CHANGES)[0]
    press(qtbot, page, "import-apply")
    qtbot.waitUntil(page.done_step.isVisible, timeout=20_000)
    settle(qtbot, story.desk.service)
    made = commitments(story)
    assert len(made) == before + 30
    assert sorted(row.bound_name for row in made if row.bound_id is None) == ["Hon. Louw", "Ms P. Unknown"]
    assert window.focusWidget() is find(page, QWidget, "import-show-register")
    assert "2 to identify" in page.done_step._words.text()
    with qtbot.waitSignal(story.desk.service.done):
        press(qtbot, page, "import-undo")
    assert len(commitments(story)) == before
    settle(qtbot, story.desk.service)
    undo = find(page, QAbstractButton, "import-undo")
    for step, is_left in ((story.desk.service.redo, True), (story.desk.service.undo, False)):
        with qtbot.waitSignal(story.desk.service.done):
            step()
        settle(qtbot, story.desk.service)
        assert undo.isEnabled() is is_left, "what Ctrl+Z took back is not brought in again by a button called Undo"
    assert len(commitments(story)) == before


def test_the_same_register_again_asks_nothing_and_changes_nothing(
    qtbot: QtBot, story: Story, window: MainWindow, invented: Invented
) -> None:
    copy(REGISTER)
    page = paste_on(qtbot, story, window, "commitments")
    choose_by_keyboard(qtbot, find(page, QComboBox, "import-status-1"), "Not kept")
    settle(qtbot, story.desk.service)
    press(qtbot, page, "import-apply")
    qtbot.waitUntil(page.done_step.isVisible, timeout=20_000)
    settle(qtbot, story.desk.service)
    page = paste_on(qtbot, story, window, "commitments")
    assert not page.preview_step.statuses.isVisible(), "asked once"
    assert page.preview_step.apply.text() == "Nothing to bring in"
    copy(REGISTER.replace("end of June", "31/01/2027"))
    page = paste_on(qtbot, story, window, "commitments")
    page.preview_step.states.choose("changed")
    assert "by when: 30 Jun 2026 → 31 Jan 2027" in shown(page, CHANGES)[0]


def test_who_is_meant_is_answered_once_for_every_row(
    qtbot: QtBot, story: Story, window: MainWindow, invented: Invented
) -> None:
    copy("\n".join([HEADINGS, *(f"Hon. Louw\tpromise {at}\t12/03/2026\t\t\t" for at in range(3))]))
    page = paste_on(qtbot, story, window, "commitments")
    assert shown(page, STATE) == ["Doubtful"] * 3
    strip = page.preview_step.strip
    qtbot.waitUntil(lambda: strip.answer.count() == 4)
    offered = [strip.answer.itemText(at) for at in (0, 2, 3)]
    assert offered == ["To identify later", "Somebody else…", "Leave this row out"]
    assert strip.answer.itemText(1).startswith("Naledi Louw, Personal assistant")
    strip.answer.setFocus()
    qtbot.keyClick(strip.answer, Qt.Key.Key_Down)
    strip.answer.activated.emit(strip.answer.currentIndex())
    qtbot.waitUntil(lambda: not page.is_comparing)
    assert shown(page, STATE) == ["New"] * 3
    assert all("Naledi Louw" in words for words in shown(page, CHANGES))


def test_a_row_is_left_out(qtbot: QtBot, story: Story, window: MainWindow, invented: Invented) -> None:
    copy(f"{HEADINGS}\nMs Nobody\ta road\t12/03/2026\t\t\t\nMs Nobody\ta bridge\t12/03/2026\t\t\t")
    page = paste_on(qtbot, story, window, "commitments")
    strip = page.preview_step.strip
    qtbot.waitUntil(lambda: strip.answer.count() == 3)
    strip.answer.setCurrentIndex(strip.answer.findData(LEAVE_OUT))
    strip.answer.activated.emit(strip.answer.currentIndex())
    qtbot.waitUntil(lambda: page.preview_step.apply.text() == "Bring in 1 commitment")


def test_names_pasted_on_a_committee_become_its_members(
    qtbot: QtBot, story: Story, window: MainWindow, invented: Invented
) -> None:
    copy("Naledi Louw\nAnna Dube\n")
    window.shell.open_record("organisations", invented.committee)
    settle(qtbot, story.desk.service)
    keys(qtbot, window)
    page = previewed(qtbot, story, window)
    assert page.preview_step.term.is_answered, "they sit now"
    states = dict(zip(shown(page, NAME), shown(page, STATE), strict=True))
    assert (states["Naledi Louw"], states["Anna Dube"]) == ("Changed", "New")
    press(qtbot, page, "import-apply")
    qtbot.waitUntil(page.done_step.isVisible, timeout=20_000)
    settle(qtbot, story.desk.service)
    holders = story.ask(list_holders, invented.committee, TODAY)
    assert {(one.person, one.title) for one in holders} >= {("Naledi Louw", "Member"), ("Anna Dube", "Member")}  # type: ignore[attr-defined]
    assert [one.person_id for one in holders if one.person == "Naledi Louw"] == [invented.assistant]  # type: ignore[attr-defined]


def test_the_button_on_the_committees_page_does_the_same(
    qtbot: QtBot, story: Story, window: MainWindow, invented: Invented
) -> None:
    copy("Anna Dube\n")
    window.shell.open_record("organisations", invented.committee)
    settle(qtbot, story.desk.service)
    press(qtbot, window, "organisation-paste")
    assert "Anna Dube" in shown(previewed(qtbot, story, window), NAME)


def test_the_table_of_an_email_is_pasted_among_people(qtbot: QtBot, story: Story, window: MainWindow) -> None:
    html = "<table><tr><th>Name</th><th>E-mail</th></tr><tr><td>Anna Dube</td><td>a.dube@example.org</td></tr></table>"
    copy("Name\nE-mail\nAnna Dube\na.dube@example.org", html)
    page = paste_on(qtbot, story, window, "people")
    assert shown(page, NAME)[0] == "Anna Dube"
    press(qtbot, page, "import-apply")
    qtbot.waitUntil(page.done_step.isVisible, timeout=20_000)
    settle(qtbot, story.desk.service)
    assert len(story.ask(list_people, PeopleFilter())) == 1  # type: ignore[arg-type]


def test_an_empty_clipboard_says_what_to_do(qtbot: QtBot, story: Story, window: MainWindow) -> None:
    QGuiApplication.clipboard().clear()
    window.shell.open_page("people")
    settle(qtbot, story.desk.service)
    press(qtbot, window, "people-paste")
    page = window.shell.current_page()
    assert isinstance(page, ImportPage)
    qtbot.waitUntil(page._problem.isVisible)
    assert "nothing to paste" in page._problem.text()
    assert page.choose_step.isEnabled()
    copy("Anna Dube")
    press(qtbot, page, "import-paste")
    assert shown(previewed(qtbot, story, window), NAME)[0] == "Anna Dube"


def test_another_sheet_of_a_workbook_is_chosen(qtbot: QtBot, story: Story, window: MainWindow, tmp_path: Path) -> None:
    people, old = [["Name"], ["Anna Dube"], ["Pieter Sample"]], [["Name"], ["Neo Former"]]
    file = tmp_path / "members.xlsx"
    file.write_bytes(workbook({"Old": old, "Members": people}))
    window.shell.open_page("imports")
    page = window.shell.current_page()
    assert isinstance(page, ImportPage)
    page.read_file(str(file))
    qtbot.waitUntil(page.shape_step.isVisible, timeout=20_000)
    settle(qtbot, story.desk.service)
    assert page.shape_step._about.text().startswith("Members.xlsx, Members")
    sheet = find(page, QComboBox, "import-sheet")
    assert [sheet.itemText(at) for at in range(sheet.count())] == ["Old", "Members"]
    choose_by_keyboard(qtbot, sheet, "Old")
    sheet.activated.emit(sheet.currentIndex())
    settle(qtbot, story.desk.service)
    press(qtbot, page, "import-shape-next")
    press(qtbot, page, "import-columns-next")
    previewed(qtbot, story, window)
    assert shown(page, NAME) == ["Neo Former"]


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
def test_the_preview_of_a_register_fits(
    qtbot: QtBot, story: Story, window: MainWindow, invented: Invented, size: tuple[int, int]
) -> None:
    window.resize(*size)
    words = ("Sorted", "Busy", "Kgang", "Waiting for the MEC to come back", "Pending", "Cancelled", "X", "Y", "Z")
    copy("\n".join([HEADINGS, *(KNOWN.format(at=at, word=word) for at, word in enumerate(words))]))
    page = paste_on(qtbot, story, window, "commitments")
    assert len(page.preview_step.statuses.meanings) == len(words)
    assert what_does_not_fit(page) == []
    assert page.preview_step.table.height() > 3 * ROW_HEIGHT
    assert (window.width(), window.height()) == size
    for name in ("people", "commitments"):
        window.shell.open_page(name)
        settle(qtbot, story.desk.service)
        shown_page = window.shell.current_page()
        assert shown_page is not None and what_does_not_fit(shown_page) == []
