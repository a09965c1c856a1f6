"""The languages of papers over a real workspace: words written, checked, let go of, and exchanged as a table."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from crm.queries.translations import list_own_words
from tests.ui.asking import asked, settle
from ui.desk import Desk
from ui.pages.settings.languages import CHECKED_BY, SENTENCES, WORDS, LanguagesSection
from ui.pages.settings.page import SettingsPage


@pytest.fixture
def shown(qtbot: QtBot, open_desk: Desk, today: date) -> Iterator[LanguagesSection]:
    page = SettingsPage(open_desk)
    qtbot.addWidget(page)
    open_desk.service.changed.connect(page.take_changes)
    page.resize(900, 480)
    page.show()
    page.show_section("languages")
    section = page.sections["languages"]
    assert isinstance(section, LanguagesSection)
    qtbot.waitUntil(lambda: section.table.rowCount() > 0)
    yield section


def cell(shown: LanguagesSection, english: str, column: int) -> str:
    (at,) = [at for at in range(shown.table.rowCount()) if shown.table.item(at, 0).text() == english]
    shown.table.setCurrentCell(at, column)
    return shown.table.item(at, column).text()


def write(shown: LanguagesSection, english: str, column: int, words: str) -> None:
    cell(shown, english, column)
    shown.table.currentItem().setText(words)


def test_words_are_found_written_checked_and_let_go(
    qtbot: QtBot, shown: LanguagesSection, open_desk: Desk, tmp_path: Path
) -> None:
    assert cell(shown, "Partly kept", WORDS) == "Deels nagekom"
    assert cell(shown, "Partly kept", CHECKED_BY) == "to be checked by a speaker"
    write(shown, "Partly kept", CHECKED_BY, "Ms Nel")
    settle(qtbot, open_desk.service)
    assert cell(shown, "Partly kept", CHECKED_BY) == "Ms Nel"
    shown.wanted.setText("deels nagekom")
    assert shown.table.rowCount() == 1
    shown.table.setCurrentCell(0, 0)
    assert shown.ships.isEnabled()
    qtbot.keyClick(shown.table, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: cell(shown, "Partly kept", CHECKED_BY) == "to be checked by a speaker")
    shown.wanted.clear()

    shown.language.setCurrentIndex(shown.language.findData("tn"))
    qtbot.waitUntil(lambda: shown.table.item(0, WORDS).text() == "")
    write(shown, "Partly kept", WORDS, "words of a speaker")
    settle(qtbot, open_desk.service)
    assert [row.name for row in asked(open_desk.service, list_own_words, "tn")] == ["Partly kept"]

    path = tmp_path / "tn.csv"
    shown.write_file(str(path))
    qtbot.waitUntil(lambda: "written" in shown.told.text())
    filled = path.read_text(encoding="utf-8-sig").replace("tn,Not kept,,", "tn,Not kept,more words,A speaker")
    path.write_text(filled, encoding="utf-8")
    shown.read_file(str(path))
    qtbot.waitUntil(lambda: "1 new or changed" in shown.told.text())
    qtbot.waitUntil(lambda: cell(shown, "Not kept", CHECKED_BY) == "A speaker")

    shown.which.setCurrentIndex(shown.which.findData(SENTENCES))
    shown.wanted.setText("{count} overdue")
    write(shown, "{count} overdue", WORDS, "words without the field")
    qtbot.waitUntil(lambda: "{count}" in shown.told.text())
    assert cell(shown, "{count} overdue", WORDS) == ""
