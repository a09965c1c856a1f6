"""Somebody typed twice is noticed; pairs are settled one after another; and what is kept is made sure of."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QLineEdit, QRadioButton, QWidget
from pytestqt.qtbot import QtBot

from crm.operations.people import ContactDraft
from crm.queries.checking import get_checked, get_intervals, list_to_verify
from crm.queries.people import get_person, list_people
from crm.queries.records import get_record
from crm.queries.relationships import list_not_same, list_relationships
from tests.ui.pages.conftest import Invented, Story, find, press
from ui.main_window import MainWindow
from ui.pages.doubles.choosing import MergeWithDialog
from ui.pages.doubles.merging import MergeDialog
from ui.pages.doubles.page import DoublesPage
from ui.pages.parts.related import RelateDialog
from ui.pages.people.editor import PersonEditor
from ui.pages.people.list import PeoplePage
from ui.pages.people.record import PersonPage
from ui.pages.verifying.page import IntervalsDialog, ToVerifyPage

MOBILE = [ContactDraft("mobile", "082 000 0001")]


def dialog_of(window: MainWindow, kind: type[QDialog]) -> QDialog:
    QApplication.processEvents()
    shown = [one for one in window.findChildren(kind) if one.isVisible()]
    assert len(shown) == 1, shown
    return shown[0]


def new_person(qtbot: QtBot, window: MainWindow) -> PersonEditor:
    window.shell.open_page("people")
    page = window.shell.current_page()
    assert isinstance(page, PeoplePage)
    page.new()
    editor = dialog_of(window, PersonEditor)
    assert isinstance(editor, PersonEditor)
    qtbot.waitUntil(editor.save_button.isEnabled)
    return editor


def type_name(qtbot: QtBot, editor: PersonEditor, given: str, family: str) -> None:
    qtbot.keyClicks(editor.given, given)
    qtbot.keyClicks(editor.family, family)
    qtbot.waitUntil(lambda: not editor.alike.is_looking)


# --- While typing ----------------------------------------------------------------------------------------------------


def test_whoever_is_typed_and_here_already_is_named_and_can_be_used(
    qtbot: QtBot, invented: Invented, story: Story, window: MainWindow
) -> None:
    editor = new_person(qtbot, window)
    type_name(qtbot, editor, "Naledi", "Louw")
    assert editor.alike.isVisible()
    assert editor.alike.text().startswith("Looks like Naledi Louw, Personal assistant, ")
    assert editor.alike.text().endswith("– the same name.")
    with qtbot.waitSignal(window._desk.navigator.record_wanted) as wanted:
        qtbot.keyClick(editor, Qt.Key.Key_M, Qt.KeyboardModifier.AltModifier)
    assert wanted.args == ["people", invented.assistant]
    assert len(story.ask(list_people)) == 3, "nobody new was made"  # type: ignore[arg-type]


def test_the_line_never_stands_in_the_way_of_saving(
    qtbot: QtBot, invented: Invented, story: Story, window: MainWindow
) -> None:
    editor = new_person(qtbot, window)
    type_name(qtbot, editor, "Naledi", "Louw")
    assert editor.alike.isVisible()
    with qtbot.waitSignal(editor.saved):
        qtbot.keyClick(editor, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert len(story.ask(list_people)) == 4  # type: ignore[arg-type]


def test_another_name_takes_the_line_away_and_a_number_brings_it_back(
    qtbot: QtBot, invented: Invented, window: MainWindow
) -> None:
    editor = new_person(qtbot, window)
    type_name(qtbot, editor, "Naledi", "Louw")
    qtbot.keyClicks(editor.family, "renst")
    qtbot.waitUntil(lambda: not editor.alike.is_looking)
    assert not editor.alike.isVisible()
    editor.contacts.add_empty()
    qtbot.keyClicks(editor.contacts.rows[0].value, "0825550101")
    qtbot.waitUntil(lambda: not editor.alike.is_looking)
    assert "the same mobile number" in editor.alike.text()
    editor._leave()


def test_using_the_other_asks_first_when_more_than_the_name_was_typed(
    qtbot: QtBot, invented: Invented, window: MainWindow
) -> None:
    editor = new_person(qtbot, window)
    qtbot.keyClicks(editor.access_needs, "ramp")
    type_name(qtbot, editor, "Naledi", "Louw")
    press(qtbot, editor, "person-editor-alike-use")
    assert editor.isVisible()
    with qtbot.waitSignal(editor.saved) as saved:
        press(qtbot, window, "person-editor-leave-accept")
    assert saved.args == [invented.assistant]


def test_the_form_of_somebody_kept_warns_of_nobody(
    qtbot: QtBot, invented: Invented, story: Story, window: MainWindow
) -> None:
    again = story.person("Naledi", "Louw")
    editor = PersonEditor(window._desk, window, again)
    editor.open()
    qtbot.waitUntil(editor.save_button.isEnabled)
    qtbot.keyClicks(editor.given, "x")
    assert not editor.alike.is_looking
    editor._leave()


# --- The page --------------------------------------------------------------------------------------------------------


@pytest.fixture
def doubles(story: Story, invented: Invented) -> tuple[int, int]:
    """Two records of one person, each with something of its own."""
    one = story.person("Yolande", "Fredericks", contacts=list(MOBILE), summary="ours", tags=["ally"])
    other = story.person("Y", "Fredericks", contacts=list(MOBILE), summary="theirs", title="Ms", tags=["health"])
    return one, other


def open_doubles(qtbot: QtBot, window: MainWindow) -> DoublesPage:
    window.shell.open_page("doubles")
    page = window.shell.current_page()
    assert isinstance(page, DoublesPage)
    qtbot.waitUntil(lambda: page.current() is not None, timeout=20_000)
    return page


def words(widget: QWidget, name: str) -> str:
    return find(widget, QLabel, name).text()


def compare(qtbot: QtBot, window: MainWindow, page: DoublesPage) -> MergeDialog:
    qtbot.keyClick(page.table, Qt.Key.Key_Return)
    dialog = dialog_of(window, MergeDialog)
    assert isinstance(dialog, MergeDialog)
    qtbot.waitUntil(dialog.merge_button.isEnabled)
    QApplication.processEvents()  # what was just laid out is shown by the next event
    return dialog


def test_a_pair_is_explained_and_merged_by_keyboard(
    qtbot: QtBot, story: Story, doubles: tuple[int, int], window: MainWindow
) -> None:
    page = open_doubles(qtbot, window)
    assert words(page, "doubles-reasons") == (
        "80 · very likely one: the same surname and initials; the same mobile number."
    )
    dialog = compare(qtbot, window, page)
    assert words(dialog, "merge-given-label").endswith("≠")
    find(dialog, QRadioButton, "merge-summary-keep").setFocus()
    qtbot.keyClick(dialog.focusWidget(), Qt.Key.Key_Right)
    assert find(dialog, QRadioButton, "merge-summary-lose").isChecked()
    with qtbot.waitSignal(dialog.settled):
        qtbot.keyClick(dialog, Qt.Key.Key_Return)
    keep, lose = doubles
    person = story.ask(get_person, keep)
    assert (person.name, person.summary, person.tags) == ("Ms Yolande Fredericks", "theirs", ("ally", "health"))  # type: ignore[attr-defined]
    assert story.ask(get_record, lose) is None
    qtbot.waitUntil(lambda: page.current() is None)
    assert page._nothing.isVisible()
    with qtbot.waitSignal(window._desk.service.changed):
        window._desk.service.undo()
    qtbot.waitUntil(lambda: page.current() is not None)


def test_equal_fields_are_hidden_with_their_number_until_asked_for(
    qtbot: QtBot, story: Story, invented: Invented, window: MainWindow
) -> None:
    for given in ("Yolande", "Y"):
        story.person(given, "Fredericks", contacts=list(MOBILE))
    page = open_doubles(qtbot, window)
    dialog = compare(qtbot, window, page)
    assert [row.field.key for row in dialog._rows if row.keep.isVisible()] == ["given"]
    assert find(dialog, QWidget, "merge-show-equal").text() == "Show 1 field that is the same"  # type: ignore[attr-defined]
    press(qtbot, dialog, "merge-show-equal")
    assert [row.field.key for row in dialog._rows if row.keep.isVisible()] == ["given", "family"]
    dialog.reject()


def test_the_other_one_may_stay_and_a_list_be_left_out(
    qtbot: QtBot, story: Story, doubles: tuple[int, int], window: MainWindow
) -> None:
    page = open_doubles(qtbot, window)
    dialog = compare(qtbot, window, page)
    press(qtbot, dialog, "merge-swap")
    qtbot.waitUntil(lambda: dialog.merge_button.isEnabled() and words(dialog, "merge-keep-name") == "Ms Y Fredericks")
    press(qtbot, dialog, "merge-list-tag")
    with qtbot.waitSignal(dialog.settled):
        dialog.accept()
    person = story.ask(get_person, doubles[1])
    assert (person.tags, person.other_names) == (("health",), ("Yolande Fredericks",))  # type: ignore[attr-defined]


def test_n_says_that_they_are_two_and_the_record_lets_it_be_taken_back(
    qtbot: QtBot, story: Story, doubles: tuple[int, int], window: MainWindow
) -> None:
    page = open_doubles(qtbot, window)
    with qtbot.waitSignal(window._desk.service.done):
        qtbot.keyClick(page.table, Qt.Key.Key_N)
    qtbot.waitUntil(lambda: page.current() is None)
    one, other = doubles
    assert [row[0] for row in story.ask(list_not_same, one)] == [other]  # type: ignore[attr-defined]
    window.shell.open_record("people", one)
    person = window.shell.current_page()
    assert isinstance(person, PersonPage)
    qtbot.waitUntil(lambda: not person.is_filling)
    with qtbot.waitSignal(window._desk.service.done):
        press(qtbot, person, f"person-related-same-{other}")
    assert story.ask(list_not_same, one) == []


def test_relating_two_keeps_both_and_asks_no_more(
    qtbot: QtBot, story: Story, doubles: tuple[int, int], window: MainWindow
) -> None:
    page = open_doubles(qtbot, window)
    qtbot.keyClick(page.table, Qt.Key.Key_R)
    dialog = dialog_of(window, RelateDialog)
    assert isinstance(dialog, RelateDialog)
    qtbot.waitUntil(lambda: dialog.other.record_id == doubles[1])
    dialog.kind.setCurrentText("is assisted by")
    with qtbot.waitSignal(dialog.related):
        qtbot.keyClick(dialog, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.current() is None)
    (row,) = story.ask(list_relationships, doubles[1])  # type: ignore[misc]
    assert (row.kind, row.words, row.far_id) == ("assistant_of", "assistant of", doubles[0])
    assert len(story.ask(list_not_same, doubles[0])) == 1  # type: ignore[arg-type]


def test_the_search_can_be_stopped_and_begun_again(qtbot: QtBot, doubles: tuple[int, int], window: MainWindow) -> None:
    page = open_doubles(qtbot, window)
    page.look()
    page.stop()
    qtbot.waitUntil(lambda: not page.is_looking)
    if page._stopped.isVisible():  # else it was quicker than the button
        press(qtbot, page, "doubles-stopped-start")
    qtbot.waitUntil(lambda: page.current() is not None)


def test_organisations_are_looked_at_too(qtbot: QtBot, invented: Invented, window: MainWindow) -> None:
    window.shell.open_page("doubles")
    page = window.shell.current_page()
    assert isinstance(page, DoublesPage)
    qtbot.waitUntil(lambda: not page.is_looking)
    page.noun.setCurrentIndex(1)
    qtbot.waitUntil(lambda: not page.is_looking and window._desk.service.is_idle)
    assert page.current_noun == "organisations"
    assert page._nothing.isVisible() or page.current() is not None


def test_any_record_may_be_merged_from_its_own_page(qtbot: QtBot, doubles: tuple[int, int], window: MainWindow) -> None:
    window.shell.open_record("people", doubles[0])
    page = window.shell.current_page()
    assert isinstance(page, PersonPage)
    qtbot.waitUntil(lambda: not page.is_filling)
    page.header.merge_action.trigger()
    dialog = dialog_of(window, MergeWithDialog)
    assert isinstance(dialog, MergeWithDialog)
    dialog.accept()
    assert "Choose the record" in words(dialog, "merge-with-other-note")
    qtbot.keyClicks(dialog.other.line, "Ms Y Fr")
    qtbot.waitUntil(dialog.other.is_list_open)
    qtbot.keyClick(dialog.other.line, Qt.Key.Key_Return)
    assert dialog.other.record_id == doubles[1]
    dialog.accept()
    merge = dialog_of(window, MergeDialog)
    assert isinstance(merge, MergeDialog)
    qtbot.waitUntil(merge.merge_button.isEnabled)
    merge.reject()


# --- Related to ------------------------------------------------------------------------------------------------------


def test_a_relationship_is_added_changed_and_removed_on_the_page(
    qtbot: QtBot, invented: Invented, story: Story, window: MainWindow
) -> None:
    window.shell.open_record("people", invented.assistant)
    page = window.shell.current_page()
    assert isinstance(page, PersonPage)
    qtbot.waitUntil(lambda: not page.is_filling)
    press(qtbot, page, "person-related-add")
    dialog = dialog_of(window, RelateDialog)
    assert isinstance(dialog, RelateDialog)
    dialog.accept()
    assert "Choose the person" in words(dialog, "relate-other-note")
    dialog.kind.setCurrentText("cousin of")
    qtbot.keyClicks(dialog.other.line, "Seekoei")
    qtbot.waitUntil(dialog.other.is_list_open)
    qtbot.keyClick(dialog.other.line, Qt.Key.Key_Return)
    with qtbot.waitSignal(dialog.related):
        dialog.accept()
    (row,) = story.ask(list_relationships, invented.assistant)  # type: ignore[misc]
    assert (row.words, row.far_id) == ("cousin of", invented.member)
    qtbot.waitUntil(lambda: bool(page.findChildren(QWidget, f"person-related-edit-{row.id}")) and not page.is_filling)
    press(qtbot, page, f"person-related-edit-{row.id}")
    dialog = dialog_of(window, RelateDialog)
    assert isinstance(dialog, RelateDialog)
    assert dialog.kind.currentText() == "cousin of"
    with qtbot.waitSignal(dialog.related):
        press(qtbot, dialog, "relate-remove")
    assert story.ask(list_relationships, invented.assistant) == []


# --- To verify -------------------------------------------------------------------------------------------------------


def open_to_verify(qtbot: QtBot, window: MainWindow) -> ToVerifyPage:
    window.shell.open_page("to-verify")
    page = window.shell.current_page()
    assert isinstance(page, ToVerifyPage)
    qtbot.waitUntil(lambda: page.table.current_id() > 0)
    return page


def test_one_key_each_still_true_changed_and_not_reached(
    qtbot: QtBot, invented: Invented, story: Story, window: MainWindow
) -> None:
    today = date(2026, 11, 22)
    assert story.ask(list_to_verify, today) == [(invented.member, "people"), (invented.assistant, "people")]
    page = open_to_verify(qtbot, window)
    page.how.setCurrentIndex(page.how.findData("phone"))
    with qtbot.waitSignal(window._desk.service.done):
        qtbot.keyClick(page.table, Qt.Key.Key_Y)
    checked = story.ask(get_checked, invented.member)
    assert (checked.verified_on, checked.verified_by) == (today, "Lerato Tester, by phone")  # type: ignore[attr-defined]
    qtbot.waitUntil(lambda: page.table.current_id() == invented.assistant)
    qtbot.keyClick(page.table, Qt.Key.Key_C)
    editor = dialog_of(window, PersonEditor)
    assert isinstance(editor, PersonEditor)
    qtbot.waitUntil(editor.save_button.isEnabled)
    editor.reject()
    with qtbot.waitSignal(window._desk.service.done):
        qtbot.keyClick(page.table, Qt.Key.Key_U)
    again = story.ask(get_checked, invented.assistant)
    assert again.next_check_on == today + timedelta(days=14)  # type: ignore[attr-defined]
    qtbot.waitUntil(page._nothing.isVisible)


def test_what_changed_counts_as_checked_once_it_is_saved(
    qtbot: QtBot, invented: Invented, story: Story, window: MainWindow
) -> None:
    page = open_to_verify(qtbot, window)
    press(qtbot, page, "to-verify-changed")
    editor = dialog_of(window, PersonEditor)
    assert isinstance(editor, PersonEditor)
    qtbot.waitUntil(editor.save_button.isEnabled)
    line = find(editor, QLineEdit, "person-editor-known-as")
    qtbot.keyClicks(line, "Boi")
    editor.accept()
    qtbot.waitUntil(lambda: story.ask(get_checked, invented.member).verified_on is not None)  # type: ignore[attr-defined]


def test_how_often_is_set_from_the_page(qtbot: QtBot, invented: Invented, story: Story, window: MainWindow) -> None:
    page = open_to_verify(qtbot, window)
    press(qtbot, page, "to-verify-often")
    dialog = dialog_of(window, IntervalsDialog)
    assert isinstance(dialog, IntervalsDialog)
    dialog.office.setValue(30)
    with qtbot.waitSignal(dialog.accepted):
        qtbot.keyClick(dialog, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "after 30 days" in words(page, "to-verify-practice"))
    assert story.ask(get_intervals).office == 30  # type: ignore[attr-defined]


def test_enter_opens_the_record(qtbot: QtBot, invented: Invented, window: MainWindow) -> None:
    page = open_to_verify(qtbot, window)
    with qtbot.waitSignal(window._desk.navigator.record_wanted) as wanted:
        qtbot.keyClick(page.table, Qt.Key.Key_Return)
    assert wanted.args == ["people", invented.member]
