"""Redrawn wards in the settings and on Today: the table, the questions, the answers; and the ways to the papers."""

from __future__ import annotations

from pathlib import Path
from typing import Any, cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from crm.operations.terms import TermEndDraft, end_term
from crm.queries.commitments import get_commitment_rows
from tests.operations.council_scene import LAST, Council, make_council, ward_table
from tests.ui.pages.conftest import Story, find, shown_window
from tests.ui.showing import SIZES, what_does_not_fit
from ui.main_window import MainWindow
from ui.pages.ending.dialog import EndTermDialog
from ui.pages.organisations.record import OrganisationPage
from ui.pages.registry import ENTRIES
from ui.pages.settings.page import SettingsPage
from ui.pages.settings.wards import WardsSection
from ui.pages.today.page import TodayPage


@pytest.fixture
def council(story: Story) -> Council:
    return story.at_once(make_council)


@pytest.fixture
def ended(story: Story, council: Council) -> Council:
    story.do(end_term, TermEndDraft(council.body, LAST))
    return council


@pytest.fixture
def window(qtbot: QtBot, story: Story) -> MainWindow:
    return shown_window(qtbot, story.desk, {entry.name for entry in ENTRIES})


def today_page(qtbot: QtBot, window: MainWindow) -> TodayPage:
    window.shell.open_page("today")
    page = window.shell.current_page()
    assert isinstance(page, TodayPage)
    qtbot.waitUntil(lambda: page.today is not None)
    return page


def wards_section(window: MainWindow) -> WardsSection:
    window.shell.open_page("settings")
    page = window.shell.current_page()
    assert isinstance(page, SettingsPage)
    page.show_section("wards")
    section = page.sections["wards"]
    assert isinstance(section, WardsSection)
    return section


def bring_in(qtbot: QtBot, story: Story, section: WardsSection, file: Path) -> None:
    section.year.setText("2026")
    with qtbot.waitSignal(story.desk.service.done):
        section.read_file(str(file))
    qtbot.waitUntil(section.bring_in.isEnabled)


def test_today_leads_to_the_wards_and_their_table_is_brought_in(
    qtbot: QtBot, story: Story, ended: Council, window: MainWindow, tmp_path: Path
) -> None:
    page = today_page(qtbot, window)
    sentence = find(page, QPushButton, "next-waiting_for_wards")
    assert sentence.accessibleName().startswith("2 promises are for wards of before the election.")
    qtbot.keyClick(sentence, Qt.Key.Key_Space)
    section = wards_section(window)
    assert section.isVisible()
    bring_in(qtbot, story, section, ward_table(tmp_path))
    assert "7 wards of 2026 brought in. 2 have to be asked about." in section.told.text()
    assert story.desk.service.folder is not None
    assert len(list((story.desk.service.folder / "backups").glob("*-import.kgotla-backup"))) == 1
    qtbot.waitUntil(lambda: len(section.rows) == 2)


def test_the_answers_are_given_by_keyboard_and_move_the_promise(
    qtbot: QtBot, story: Story, ended: Council, window: MainWindow, tmp_path: Path
) -> None:
    section = wards_section(window)
    bring_in(qtbot, story, section, ward_table(tmp_path))
    qtbot.waitUntil(lambda: len(section.rows) == 2)
    box = find(section, QComboBox, f"settings-wards-answer-{ended.ramp}")
    assert box.currentText() == "Not known yet", "the same number is not taken for the same place"
    box.setFocus()
    qtbot.keyClick(box, Qt.Key.Key_End)
    assert box.currentText() == "Khâi-Ma ward 7"
    assert section.has_unsaved()
    with qtbot.waitSignal(story.desk.service.done) as done:
        find(section, QPushButton, "settings-wards-answer").click()
    assert done.args[0].label == "Say where C-2026-0001 lies now"
    (ramp,) = cast(Any, story.ask(get_commitment_rows, [ended.ramp]))
    assert ramp.bound_name == "Ward councillor, Khâi-Ma ward 7 (vacant)"
    qtbot.waitUntil(lambda: [row.question.record_id for row in section.rows] == [ended.clinic])


def test_nothing_of_it_is_cut_off(
    qtbot: QtBot, story: Story, ended: Council, window: MainWindow, tmp_path: Path
) -> None:
    section = wards_section(window)
    bring_in(qtbot, story, section, ward_table(tmp_path))
    qtbot.waitUntil(lambda: len(section.rows) == 2)
    for size in SIZES:
        window.resize(*size)
        QApplication.processEvents()
        assert what_does_not_fit(window) == [], size


def test_a_file_that_is_no_table_of_wards_is_said_in_a_sentence(
    qtbot: QtBot, ended: Council, window: MainWindow, tmp_path: Path
) -> None:
    section = wards_section(window)
    file = tmp_path / "names.csv"
    file.write_text("First name,Surname\nAnn,Example\nBen,Example\n", encoding="utf-8")
    section.year.setText("2026")
    section.read_file(str(file))
    qtbot.waitUntil(lambda: "ward_id" in section.told.text())
    assert section.bring_in.isEnabled()


def test_today_offers_the_list_and_the_end_of_a_term_that_is_over(
    qtbot: QtBot, council: Council, window: MainWindow
) -> None:
    page = today_page(qtbot, window)
    qtbot.waitUntil(lambda: bool(page.cards["terms_ending"].lines))
    (line,) = page.cards["terms_ending"].lines
    page._act(line, "end-term")
    qtbot.waitUntil(lambda: isinstance(QApplication.activeModalWidget(), EndTermDialog))
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, EndTermDialog)
    qtbot.waitUntil(dialog.go.isEnabled)
    qtbot.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: QApplication.activeModalWidget() is None)
    qtbot.waitUntil(lambda: bool(page.cards["vacancies"].lines))
    (waiting,) = page.cards["vacancies"].lines
    page._act(waiting, "bring-in")
    qtbot.waitUntil(lambda: window.shell.current_page() is not page)
    current = window.shell.current_page()
    assert current is not None and current.objectName() == "imports-page"


@pytest.mark.parametrize(
    ("button", "report"), [("organisation-terms-paper", "hand-over"), ("organisation-terms-letters", "new-holder")]
)
def test_the_page_of_a_body_leads_to_its_papers(
    qtbot: QtBot,
    story: Story,
    council: Council,
    window: MainWindow,
    monkeypatch: pytest.MonkeyPatch,
    button: str,
    report: str,
) -> None:
    asked: list[tuple[str, object]] = []
    monkeypatch.setattr(story.desk.navigator, "show_report", lambda name, options: asked.append((name, options)))
    window.shell.open_record("organisations", council.body)
    page = window.shell.current_page()
    assert isinstance(page, OrganisationPage)
    qtbot.waitUntil(lambda: page.view.header.record_id == council.body and not page.view.is_filling)
    find(page, QPushButton, button).click()
    assert asked == [(report, {"body": f"organisations:{council.body}"})]


def test_the_year_is_asked_for(qtbot: QtBot, council: Council, window: MainWindow) -> None:
    section = wards_section(window)
    find(section, QLineEdit, "settings-wards-year")
    section.bring_in.click()
    QApplication.processEvents()
    assert QApplication.activeModalWidget() is None, "no file is chosen before the year is right"
    assert section.year.hasFocus() or section.window().focusWidget() is section.year
