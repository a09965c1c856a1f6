"""Letters in the settings: changed with a live preview, in another language, removed back to what ships."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from crm.queries.letters import TemplateRow, list_templates
from tests.ui.asking import asked
from ui.desk import Desk
from ui.pages.settings.letters import LettersSection
from ui.pages.settings.page import SettingsPage


@pytest.fixture
def letters(qtbot: QtBot, open_desk: Desk, today: date) -> Iterator[LettersSection]:
    page = SettingsPage(open_desk)
    qtbot.addWidget(page)
    open_desk.service.changed.connect(page.take_changes)
    page.resize(900, 480)
    page.show()
    page.show_section("letters")
    found = page.sections["letters"]
    assert isinstance(found, LettersSection)
    qtbot.waitUntil(lambda: found.shown is not None)
    yield found  # the page lives as long as the test


def kept(letters: LettersSection) -> list[TemplateRow]:
    found: list[TemplateRow] = asked(letters.desk.service, list_templates)
    return found


def press(qtbot: QtBot, button: QPushButton) -> None:
    assert button.isEnabled()
    button.setFocus()
    qtbot.keyClick(button, Qt.Key.Key_Space)


def save(qtbot: QtBot, letters: LettersSection) -> None:
    with qtbot.waitSignal(letters.desk.service.done):
        press(qtbot, letters.save)
    qtbot.waitUntil(lambda: letters.desk.service.is_idle)


def test_a_template_is_changed_while_one_sees_how_it_reads(qtbot: QtBot, letters: LettersSection) -> None:
    assert "Good day Hon. Example,\nOn 12 Mar 2026, at “Hearing on access”, you said:" in letters.preview.toPlainText()
    letters.words.selectAll()
    qtbot.keyClicks(letters.words, "{greeting} How does it stand? {lateness}")
    assert letters.preview.toPlainText().startswith(
        "Good day Hon. Example, How does it stand? outstanding since 30 Jun"
    )
    assert "Dear Honourable Example How does it stand?" in letters.preview.toPlainText()
    assert letters.has_unsaved()
    save(qtbot, letters)
    assert kept(letters)[0].words == "{greeting} How does it stand? {lateness}"
    assert not letters.has_unsaved()
    with qtbot.waitSignal(letters.desk.service.done):
        letters.desk.service.undo()
    qtbot.waitUntil(lambda: letters.words.toPlainText().startswith("{greeting}\n\nOn {made_on}"))


def test_what_cannot_be_filled_is_said_while_typing_and_not_saved(qtbot: QtBot, letters: LettersSection) -> None:
    before = kept(letters)
    letters.words.selectAll()
    qtbot.keyClicks(letters.words, "{colour}")
    assert "“{colour}” is no field" in letters.form.field_row("words").error()
    assert not letters.save.isEnabled()
    letters.words.selectAll()
    qtbot.keyClicks(letters.words, "[{words}")
    assert "square bracket" in letters.form.field_row("words").error()
    assert kept(letters) == before


def test_a_field_is_inserted_where_the_cursor_stands(qtbot: QtBot, letters: LettersSection) -> None:
    letters.words.setPlainText("")
    letters.field.setFocus()
    qtbot.keyClicks(letters.field, "{due}")
    press(qtbot, letters.insert)
    assert letters.words.toPlainText() == "{due}"
    assert letters.words.hasFocus()


def test_a_template_in_another_language_is_a_copy_to_be_translated(qtbot: QtBot, letters: LettersSection) -> None:
    press(qtbot, letters.another)
    assert letters.language.currentText() == ""
    assert letters.has_unsaved()
    letters.language.setCurrentText("Setswana")
    letters.words.setPlainText("A text that a speaker has written: {words}")
    save(qtbot, letters)
    found = [row for row in kept(letters) if row.language == "Setswana"]
    assert [(row.kind, row.words) for row in found] == [
        ("follow_up_first", "A text that a speaker has written: {words}")
    ]
    assert letters.list.currentText() == "First follow-up (Setswana)"
    with qtbot.waitSignal(letters.desk.service.done):
        press(qtbot, letters.remove)
    qtbot.waitUntil(lambda: letters.list.findText("First follow-up (Setswana)") < 0)


def test_what_was_typed_is_not_lost_by_looking_at_another(qtbot: QtBot, letters: LettersSection) -> None:
    letters.words.setPlainText("{words} and more")
    letters.list.setFocus()
    qtbot.keyClick(letters.list, Qt.Key.Key_Down)
    assert letters.words.toPlainText() == "{words} and more"
    assert letters.list.currentIndex() == 0
    assert "Save what you changed" in letters.told.text()


def test_a_removed_template_is_there_again_as_it_ships(qtbot: QtBot, letters: LettersSection) -> None:
    with qtbot.waitSignal(letters.desk.service.done):
        press(qtbot, letters.remove)
    qtbot.waitUntil(lambda: letters.shown is not None and letters.shown.id == 0)
    assert letters.words.toPlainText().startswith("{greeting}")
    assert not letters.remove.isEnabled()
