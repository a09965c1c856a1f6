"""People: the list with its filters, the page of a person, and the form."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QLineEdit, QPlainTextEdit, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from crm.queries.people import PeopleFilter, get_person, list_people
from tests.ui.pages.conftest import Invented, Story, find, press
from tests.ui.showing import SIZES
from ui.main_window import MainWindow
from ui.pages.parts.lines import RecordLine
from ui.pages.people.editor import PersonEditor
from ui.pages.people.list import PeoplePage
from ui.pages.people.record import PersonPage


def shown_names(page: PeoplePage) -> list[str]:
    model = page.list.model
    return [str(model.index(row, 0).data() or "") for row in range(model.rowCount())]


def open_people(qtbot: QtBot, window: MainWindow) -> PeoplePage:
    window.shell.open_page("people")
    page = window.shell.current_page()
    assert isinstance(page, PeoplePage)
    qtbot.waitUntil(lambda: page.list.model.has_answer)
    return page


def open_person(qtbot: QtBot, window: MainWindow, person_id: int) -> PersonPage:
    window.shell.open_record("people", person_id)
    page = window.shell.current_page()
    assert isinstance(page, PersonPage)
    qtbot.waitUntil(lambda: page.header.record_id == person_id and not page.is_filling)
    QApplication.processEvents()
    return page


def lines(widget: QWidget) -> list[str]:
    return [line.accessibleName() for line in widget.findChildren(RecordLine)]


def texts(widget: QWidget) -> str:
    return "\n".join(one.text() for one in widget.findChildren(QLabel) if one.isVisibleTo(widget))


def test_the_empty_list_says_what_belongs_there_and_starts_the_import(qtbot: QtBot, window: MainWindow) -> None:
    page = open_people(qtbot, window)
    qtbot.waitUntil(lambda: bool(page.findChildren(QWidget, "people-empty-start")))
    with qtbot.waitSignal(window._desk.navigator.page_wanted) as wanted:
        press(qtbot, page, "people-empty-start")
    assert wanted.args == ["imports"]


def test_the_list_shows_offices_party_and_open_promises(qtbot: QtBot, invented: Invented, window: MainWindow) -> None:
    page = open_people(qtbot, window)
    qtbot.waitUntil(lambda: "Hon. Boitumelo Seekoei" in shown_names(page))
    row = shown_names(page).index("Hon. Boitumelo Seekoei")
    cells = [str(page.list.model.index(row, column).data()) for column in range(6)]
    assert cells[1:] == ["Chairperson; Member", "DA", cells[3], cells[4], "1"]
    assert "Legislature" in cells[3] or "Committee" in cells[3]
    other = shown_names(page).index("Naledi Louw")
    assert page.list.model.index(other, 2).data() == ""  # an official's party is not ours to know


def test_filters_by_body_party_and_day_narrow_the_list(qtbot: QtBot, invented: Invented, window: MainWindow) -> None:
    page = open_people(qtbot, window)
    qtbot.waitUntil(lambda: len(shown_names(page)) == 3 and all(shown_names(page)))
    qtbot.waitUntil(lambda: page.party.count() > 1)
    page.party.setCurrentIndex(page.party.findData(invented.party))
    qtbot.waitUntil(lambda: shown_names(page) == ["Hon. Boitumelo Seekoei"])
    page.as_of.set_text("1 July 2010")
    qtbot.waitUntil(lambda: shown_names(page) == ["Pieter Modise"])
    page.party.setCurrentIndex(0)
    page.as_of.set_text("1 July 1990")
    qtbot.waitUntil(lambda: shown_names(page) == [] or shown_names(page) == ["Naledi Louw"])
    page.list.clear_filters()
    qtbot.waitUntil(lambda: len(shown_names(page)) == 3)
    assert page.as_of.text() == ""


def test_the_page_of_a_person_shows_what_one_needs_before_calling(
    qtbot: QtBot, invented: Invented, window: MainWindow
) -> None:
    page = open_person(qtbot, window, invented.member)
    said = texts(page)
    assert "Hon. Boitumelo Seekoei" in said
    assert "In the room: Hon. Seekoei. In a letter: Honourable Seekoei." in said
    assert any("Through Naledi Louw" in line and "keeps the diary" in line for line in lines(page.reach))
    assert any(line.startswith("082 555 0101") for line in lines(page.reach))
    assert any(line.startswith("053 839 8000, office · preferred · from website") for line in lines(page.reach))
    promises = lines(page.promises)
    assert "They owe us" in texts(page.promises)
    assert any("Table the transport policy" in line and "145 days" in line for line in promises)
    assert any("Meeting on transport" in line for line in lines(page.timeline))
    assert any("Reads letters himself" in line for line in lines(page.notes))
    assert window.windowTitle().startswith("Hon. Boitumelo Seekoei")


def test_enter_on_a_line_opens_its_record(qtbot: QtBot, invented: Invented, window: MainWindow) -> None:
    page = open_person(qtbot, window, invented.member)
    line = find(page, RecordLine, "person-offices-0")
    line.setFocus()
    qtbot.keyClick(line, Qt.Key.Key_Return)
    current = window.shell.current_page()
    assert current is not None
    assert current.objectName() == "organisation-page"


def test_log_and_promise_start_with_the_person(qtbot: QtBot, invented: Invented, window: MainWindow) -> None:
    page = open_person(qtbot, window, invented.member)
    window._desk.navigator.new_wanted.disconnect(window.shell.new_on)
    for action, keys, where in (
        (page.header.log_action, "Ctrl+Shift+L", "engagements"),
        (page.header.promise_action, "Ctrl+Shift+P", "commitments"),
    ):
        assert action.shortcut().toString() == keys
        assert action in page.offered_actions()
        with qtbot.waitSignal(window._desk.navigator.new_wanted) as wanted:
            action.trigger()
        assert wanted.args == [where, invented.member]


def test_mark_as_checked_today(qtbot: QtBot, story: Story, invented: Invented, window: MainWindow) -> None:
    page = open_person(qtbot, window, invented.member)
    with qtbot.waitSignal(story.desk.service.done):
        press(qtbot, page, "person-mark-checked")
    person = story.ask(get_person, invented.member)
    assert person.verified_on == date(2026, 11, 22)  # type: ignore[attr-defined]
    qtbot.waitUntil(lambda: "Last checked: 22 Nov 2026" in texts(page.privacy))
    assert not any(one.isVisible() for one in page.findChildren(QWidget, "person-mark-checked"))


def test_past_offices_stay_folded_until_asked_for(qtbot: QtBot, invented: Invented, window: MainWindow) -> None:
    page = open_person(qtbot, window, invented.former)
    assert "No office now" in texts(page.offices)
    line = page.offices.findChildren(RecordLine)[0]
    assert not line.isVisible()
    press(qtbot, page, "person-past-offices")
    assert line.isVisible()
    assert "2009 to 2014" in line.accessibleName()


def test_add_a_person_by_keyboard(qtbot: QtBot, story: Story, window: MainWindow) -> None:
    page = open_people(qtbot, window)
    page.new()
    editor = window.findChild(PersonEditor, "person-editor")
    assert editor is not None
    qtbot.waitUntil(editor.save_button.isEnabled)
    qtbot.keyClicks(find(editor, QLineEdit, "person-editor-given"), "Refilwe")
    qtbot.keyClicks(find(editor, QLineEdit, "person-editor-family"), "van Wyk")
    find(editor, QComboBox, "person-editor-title").setCurrentText("Cllr")
    press(qtbot, editor, "person-editor-contacts-add")
    qtbot.keyClicks(find(editor, QLineEdit, "person-editor-contacts-0-value"), "082 555 0199")
    press(qtbot, editor, "person-editor-offices-add")
    body = find(editor, QLineEdit, "person-editor-offices-0-body-text")
    body.setFocus()
    qtbot.keyClicks(body, "northern cape prov")
    qtbot.waitUntil(editor.offices.rows[0].body.is_list_open)
    qtbot.keyClick(body, Qt.Key.Key_Return)
    assert editor.offices.rows[0].body.record_id
    qtbot.keyClicks(find(editor, QLineEdit, "person-editor-offices-0-title"), "Member")
    qtbot.keyClicks(find(editor, QLineEdit, "person-editor-offices-0-start"), "May 2024")
    editor.topics.line.setText("Health, early riser")
    editor.topics.line.returnPressed.emit()
    with qtbot.waitSignal(story.desk.service.done):
        qtbot.keyClick(editor, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    found = story.ask(list_people, PeopleFilter(text="refilwe"))
    person = story.ask(get_person, found[0])  # type: ignore[index]
    assert person.name == "Cllr Refilwe van Wyk"  # type: ignore[attr-defined]
    assert [office.words for office in person.current] == ["Member, Northern Cape Provincial Legislature"]  # type: ignore[attr-defined]
    assert [contact.normal for contact in person.contacts] == ["+27825550199"]  # type: ignore[attr-defined]
    assert [name for _id, name in person.topics] == ["Health"]  # type: ignore[attr-defined]
    assert person.tags == ("early riser",)  # type: ignore[attr-defined]


def test_a_person_needs_a_name_and_a_body_from_the_list(qtbot: QtBot, story: Story, window: MainWindow) -> None:
    page = open_people(qtbot, window)
    page.new()
    editor = window.findChild(PersonEditor, "person-editor")
    assert editor is not None
    qtbot.waitUntil(editor.save_button.isEnabled)
    editor.accept()
    assert editor.form.field_row("family").error()
    editor.family.setText("Kgosi")
    editor.offices.add_empty()
    editor.offices.rows[0].body.line.setText("A body nobody knows")
    editor.accept()
    assert "Choose the body" in editor.offices.rows[0].body_row.error()
    editor.offices.set_roles([], {})
    with qtbot.waitSignal(story.desk.service.done):
        editor.accept()


def test_leaving_a_changed_form_asks_first(qtbot: QtBot, invented: Invented, window: MainWindow) -> None:
    page = open_person(qtbot, window, invented.member)
    page.edit()
    editor = window.findChild(PersonEditor, "person-editor")
    assert editor is not None
    qtbot.waitUntil(editor.save_button.isEnabled)
    assert not editor.is_dirty
    editor.known_as.setText("Tumi")
    qtbot.keyClick(editor, Qt.Key.Key_Escape)
    assert editor.isVisible()
    press(qtbot, editor, "person-editor-leave-accept")
    qtbot.waitUntil(lambda: not window.findChildren(PersonEditor))


def test_an_edit_is_in_the_history_and_undone_there(
    qtbot: QtBot, story: Story, invented: Invented, window: MainWindow
) -> None:
    page = open_person(qtbot, window, invented.member)
    page.edit()
    editor = window.findChild(PersonEditor, "person-editor")
    assert editor is not None
    qtbot.waitUntil(editor.save_button.isEnabled)
    editor.known_as.setText("Tumi")
    with qtbot.waitSignal(story.desk.service.done) as done:
        editor.accept()
    operation = done.args[0].operation_id
    qtbot.waitUntil(lambda: any(one.isVisible() for one in page.findChildren(QWidget, f"undo-{operation}")))
    assert "Known as: Tumi" in texts(page.about)
    press(qtbot, page, f"undo-{operation}")
    asked = find(window, QWidget, "record-undo")
    assert "Undo “" in asked.accessibleName(), "it is named before it is undone"
    with qtbot.waitSignal(story.desk.service.done):
        press(qtbot, asked, "record-undo-accept")
    qtbot.waitUntil(lambda: "Tumi" not in texts(page.about))


def test_notes_are_written_and_changed(qtbot: QtBot, story: Story, invented: Invented, window: MainWindow) -> None:
    page = open_person(qtbot, window, invented.assistant)
    press(qtbot, page, "person-notes-add")
    dialog = find(window, QWidget, "note")
    find(dialog, QPlainTextEdit, "note-text").setPlainText("Call after ten")
    with qtbot.waitSignal(story.desk.service.done):
        press(qtbot, dialog, "note-accept")
    qtbot.waitUntil(lambda: any("Call after ten" in line for line in lines(page.notes)))


def test_files_are_kept_and_copied_out(
    qtbot: QtBot, story: Story, invented: Invented, window: MainWindow, tmp_path: Path
) -> None:
    letter = tmp_path / "letter.txt"
    letter.write_text("Dear Honourable", encoding="utf-8")
    page = open_person(qtbot, window, invented.member)
    with qtbot.waitSignal(story.desk.service.done):
        page.files.add_files([str(letter)])
    qtbot.waitUntil(lambda: lines(page.files) == ["letter.txt, 1 kB"])
    copy = tmp_path / "copy.txt"
    with qtbot.waitSignal(story.desk.navigator.said):
        page.files.save_copy(next(iter(page.files._files)), str(copy))
    assert copy.read_text(encoding="utf-8") == "Dear Honourable"


def test_a_person_who_is_gone_is_said_to_be(qtbot: QtBot, window: MainWindow) -> None:
    window.shell.open_record("people", 999_999)
    page = window.shell.current_page()
    assert page is not None
    qtbot.waitUntil(lambda: any(one.isVisible() for one in page.findChildren(QWidget, "person-gone")))


def test_nothing_is_wider_than_the_window(qtbot: QtBot, invented: Invented, window: MainWindow) -> None:
    page = open_person(qtbot, window, invented.member)
    for width, height in SIZES:
        window.resize(width, height)
        QApplication.processEvents()
        assert page.minimumSizeHint().width() <= width - 196
        more = find(page, QToolButton, "person-more")
        assert more.mapTo(window, more.rect().topRight()).x() < width
