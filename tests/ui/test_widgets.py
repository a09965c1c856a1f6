"""The small parts: by keyboard, by name, and saying what they understood."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from types import SimpleNamespace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from crm.rules.errors import EnvironmentProblem, UserError
from ui.background.service import Service
from ui.desk import Desk
from ui.icons import Icon
from ui.widgets import buttons
from ui.widgets.banner import Banner
from ui.widgets.cards import Card, PageHeader, SectionHeader, label, scrolled
from ui.widgets.choices import Choice, Guess
from ui.widgets.date_edit import DateEdit
from ui.widgets.dialogs import BugBox, ConfirmDialog, Dialog, ProblemBox
from ui.widgets.empty_state import EmptyState
from ui.widgets.forms import Form
from ui.widgets.history_list import HistoryList
from ui.widgets.key_hint import KeyHint
from ui.widgets.link import Link
from ui.widgets.record_picker import RecordPicker
from ui.widgets.status import Status, StatusPill, Tone
from ui.widgets.tag_edit import TagEdit
from ui.widgets.toast import Toast

TODAY = date(2026, 11, 22)


@pytest.fixture
def page(qtbot: QtBot, desk: Desk) -> QWidget:
    made = QWidget()
    made.resize(600, 400)
    QVBoxLayout(made)
    qtbot.addWidget(made)
    made.show()
    return made


def put(page: QWidget, widget: QWidget) -> None:
    layout = page.layout()
    assert layout is not None
    layout.addWidget(widget)


def test_a_date_in_words_shows_the_day_it_understood(qtbot: QtBot, page: QWidget) -> None:
    edit = DateEdit(TODAY, "due")
    put(page, edit)
    qtbot.keyClicks(edit.line, "30 june")
    assert edit.day == date(2027, 6, 30)
    note = edit.findChild(QLabel, "due-understood")
    assert "30 Jun 2027" in note.text()
    assert edit.is_valid


def test_a_date_that_is_none_is_said_when_leaving_the_field(qtbot: QtBot, page: QWidget) -> None:
    edit = DateEdit(TODAY, "due", is_optional=False)
    put(page, edit)
    qtbot.keyClicks(edit.line, "someday")
    assert not edit.is_valid
    assert edit.day is None
    qtbot.keyClick(edit.line, Qt.Key.Key_Return)
    assert "someday" in edit.findChild(QLabel, "due-understood").text()
    edit.set_day(TODAY)
    assert edit.day == TODAY
    assert not edit.error()


def test_words_count_from_the_day_of_the_meeting(page: QWidget) -> None:
    edit = DateEdit(TODAY, "due")
    edit.set_text("tomorrow")
    edit.set_today(date(2026, 1, 30))
    assert edit.day == date(2026, 1, 31)
    edit.set_day(None)
    assert edit.day is None
    assert edit.is_valid


def find(text: str) -> Sequence[Choice]:
    known = [
        Choice(1, "Mokoena, Lerato", "Councillor"),
        Choice(2, "Modise, Kagiso", "Speaker"),
        Choice(3, "Louw, Pieter"),
    ]
    return [one for one in known if text.casefold() in one.name.casefold()]


@pytest.fixture
def picker(qtbot: QtBot, page: QWidget, service: Service) -> RecordPicker:
    made = RecordPicker(service, find, "maker", "Who", new_label="Add a new person")
    put(page, made)
    page.activateWindow()
    made.setFocus()
    qtbot.waitUntil(made.line.hasFocus)
    return made


def test_a_record_is_picked_by_typing_and_arrows(qtbot: QtBot, picker: RecordPicker) -> None:
    qtbot.keyClicks(picker.line, "mo")
    qtbot.waitUntil(picker.is_list_open)
    qtbot.keyClick(picker.line, Qt.Key.Key_Down)
    with qtbot.waitSignal(picker.chosen):
        qtbot.keyClick(picker.line, Qt.Key.Key_Return)
    assert picker.record_id == 2
    assert picker.text() == "Modise, Kagiso"
    assert not picker.is_list_open()
    with qtbot.waitSignal(picker.cleared):
        qtbot.keyClicks(picker.line, "x")
    assert picker.choice is None


def test_the_last_entry_adds_a_new_record_with_the_name_typed(qtbot: QtBot, picker: RecordPicker) -> None:
    qtbot.keyClicks(picker.line, "Seekoei")
    qtbot.waitUntil(picker.is_list_open)
    with qtbot.waitSignal(picker.new_wanted) as wanted:
        qtbot.keyClick(picker.line, Qt.Key.Key_Return)
    assert wanted.args == ["Seekoei"]


def test_escape_closes_the_choices_only(qtbot: QtBot, picker: RecordPicker) -> None:
    qtbot.keyClicks(picker.line, "mo")
    qtbot.waitUntil(picker.is_list_open)
    qtbot.keyClick(picker.line, Qt.Key.Key_Escape)
    assert not picker.is_list_open()
    assert picker.text() == "mo"


def test_free_text_is_kept_where_it_is_allowed(qtbot: QtBot, page: QWidget, service: Service) -> None:
    picker = RecordPicker(service, find, "maker", allows_free_text=True)
    put(page, picker)
    picker.line.setText("the clerk")
    assert picker.choice == Choice(0, "the clerk")
    assert picker.record_id == 0
    picker.set_choice(Choice(3, "Louw, Pieter"))
    assert picker.record_id == 3


def test_a_word_longer_than_any_line_breaks_instead_of_widening_its_page(page: QWidget) -> None:
    header = PageHeader("Title")
    put(page, header)
    narrow = header.minimumSizeHint().width()
    header.set_title("“" + "supercalifragilistic" * 250)
    header.set_subtitle("supercalifragilistic" * 250)
    assert header.minimumSizeHint().width() < 2 * narrow + 400
    header.set_title("https://example.org/a-short-address")
    assert header.findChild(QLabel, "header-title").text() == "https://example.org/a-short-address"


def test_enter_takes_the_name_typed_and_leaves_the_form_alone(qtbot: QtBot, page: QWidget, service: Service) -> None:
    dialog = Dialog(page, "A form", "form")
    picker = RecordPicker(service, find, "maker", allows_free_text=True)
    dialog.add(picker)
    dialog.add_accept("Save")
    dialog.open()
    picker.setFocus()
    for typed, record_id in (("louw, pieter", 3), ("Mo", 0)):
        qtbot.waitUntil(picker.line.hasFocus)
        picker.line.clear()
        qtbot.keyClicks(picker.line, typed)
        qtbot.waitUntil(picker.is_list_open)
        qtbot.keyClick(picker.line, Qt.Key.Key_Return)
        assert picker.record_id == record_id
        assert picker.text().casefold() == typed.casefold()
        assert not picker.is_list_open()
        assert dialog.isVisible(), "nothing is saved by choosing a name"


def test_tags_are_added_and_removed_by_keyboard(qtbot: QtBot, page: QWidget) -> None:
    tags = TagEdit("tags")
    put(page, tags)
    tags.set_tags(["water"])
    tags.set_known(["water", "roads"])
    qtbot.keyClicks(tags.line, "roads,")
    qtbot.keyClicks(tags.line, "Water")
    qtbot.keyClick(tags.line, Qt.Key.Key_Return)
    assert tags.tags == ["water", "roads"], "the same tag is not added twice"
    qtbot.keyClick(tags.line, Qt.Key.Key_Backspace)
    assert tags.tags == ["water"]
    chip = tags.findChild(QPushButton, "tags-chip")
    assert chip.accessibleName() == "Remove the tag water"
    qtbot.mouseClick(chip, Qt.MouseButton.LeftButton)
    assert tags.tags == []
    qtbot.keyClicks(tags.line, "sanitation")
    assert tags.tags == ["sanitation"], "a form that is saved while one writes loses nothing"
    topics = TagEdit("topics", words="Add a topic")
    put(page, topics)
    assert (topics.line.placeholderText(), topics.line.accessibleName()) == ("Add a topic", "Add a topic")


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_S])
def test_ctrl_enter_and_ctrl_s_save_from_every_field(qtbot: QtBot, page: QWidget, key: Qt.Key) -> None:
    dialog = Dialog(page, "A form", "form")
    words = QPlainTextEdit()
    dialog.add(words)
    dialog.accept_by_keys()
    saved: list[bool] = []
    dialog.accepted.connect(lambda: saved.append(True))
    with qtbot.waitActive(dialog):
        dialog.open()
        dialog.activateWindow()
    words.setFocus()
    qtbot.waitUntil(words.hasFocus)
    qtbot.keyClick(words, key, Qt.KeyboardModifier.ControlModifier)
    assert saved == [True]


def test_a_form_shows_each_problem_at_its_field(qtbot: QtBot, page: QWidget) -> None:
    form = Form("person")
    line = QLineEdit()
    put(page, form)
    form.row("name", "Name", line, hint="As on the list")
    form.row("note", "Note", QLineEdit(), is_optional=True)
    assert line.objectName() == "person-name"
    assert line.accessibleName() == "Name"
    form.show_error("name", "A name is needed.")
    assert form.field_row("name").error() == "A name is needed."
    assert line.accessibleDescription() == "A name is needed."
    form.show_problem(UserError("date-not-understood", text="x"))
    assert not form.findChild(Banner, "person-problem").isHidden()
    form.clear_errors()
    assert not form.field_row("name").error()
    assert form.findChild(Banner, "person-problem").isHidden()


def test_a_dialog_is_answered_by_enter_and_escape(qtbot: QtBot, page: QWidget) -> None:
    dialog = ConfirmDialog(page, "Undo this import?", "49 people go.", "Undo the import")
    dialog.open()
    with qtbot.waitSignal(dialog.confirmed):
        qtbot.keyClick(dialog, Qt.Key.Key_Return)
    other = Dialog(page, "Person", "person-dialog")
    other.add(QLineEdit())
    other.add_cancel()
    other.add_accept("Save")
    other.open()
    with qtbot.waitSignal(other.rejected):
        qtbot.keyClick(other, Qt.Key.Key_Escape)


def test_a_dangerous_question_does_not_start_on_its_verb(qtbot: QtBot, page: QWidget) -> None:
    dialog = ConfirmDialog(page, "Erase?", "This cannot be undone.", "Erase", is_danger=True)
    dialog.open()
    qtbot.waitUntil(lambda: dialog.findChild(QPushButton, "confirm-cancel").hasFocus())
    dialog.reject()


def test_problems_and_bugs_have_words(qtbot: QtBot, page: QWidget) -> None:
    box = ProblemBox(page, UserError("date-not-understood", text="x"))
    box.open()
    assert "not a date" in box.findChild(QLabel, "problem-text").text()
    box.accept()
    other = ProblemBox(page, EnvironmentProblem("no-screen"))
    assert other.windowTitle() != "That did not work"
    bug = BugBox(page, "ValueError at ui/somewhere.py:1")
    bug.open()
    qtbot.mouseClick(bug.findChild(QPushButton, "bug-copy"), Qt.MouseButton.LeftButton)
    assert QApplication.clipboard().text() == "ValueError at ui/somewhere.py:1"
    bug.accept()


def test_a_toast_offers_undo_for_its_own_operation(qtbot: QtBot, page: QWidget) -> None:
    toast = Toast(page)
    toast.say("Log engagement", 7)
    undo = toast.findChild(QPushButton, "toast-undo")
    assert undo.accessibleName() == "Undo: Log engagement"
    with qtbot.waitSignal(toast.undo_wanted) as wanted:
        qtbot.mouseClick(undo, Qt.MouseButton.LeftButton)
    assert wanted.args == [7]
    qtbot.mouseMove(page, QPoint(1, 1))
    toast.say("Saved")
    assert not undo.isVisible()
    toast._end()
    assert not toast.isVisible()


def test_history_offers_undo_for_what_stands(qtbot: QtBot, page: QWidget) -> None:
    history = HistoryList()
    put(page, history)
    at = datetime(2026, 11, 20, 14, 0).astimezone()
    entries = [
        SimpleNamespace(
            operation_id=2,
            label="Merge",
            at=at.isoformat(),
            by="Lerato",
            undone=False,
            can_undo=True,
            is_compacted=False,
            lines=("Two people",),
        ),
        SimpleNamespace(
            operation_id=1,
            label="Import",
            at=at.isoformat(),
            by="Lerato",
            undone=True,
            can_undo=True,
            is_compacted=False,
            lines=(),
        ),
    ]
    history.show_entries(entries)  # type: ignore[arg-type]
    assert history.findChild(QPushButton, "undo-1") is None
    with qtbot.waitSignal(history.undo_wanted) as wanted:
        qtbot.mouseClick(history.findChild(QPushButton, "undo-2"), Qt.MouseButton.LeftButton)
    assert wanted.args == [2]
    assert any("20 Nov 2026, 14:00 by Lerato" in one.text() for one in history.findChildren(QLabel))


def test_parts_say_what_they_are(qtbot: QtBot, page: QWidget) -> None:
    pill = StatusPill(Status("Overdue", Tone.BAD))
    empty = EmptyState(Icon.USERS, "Nobody here yet.", "Add a person", "nobody")
    banner = Banner("3 undertakings are overdue.", Tone.WARNING, "Show them", can_close=True)
    card, header, section = Card("They owe us", "owe"), PageHeader("Today"), SectionHeader("Roles")
    header.set_subtitle("Sunday")
    header.add(buttons.secondary("Print", "print", Icon.PRINTER))
    card.add(label("words"))
    card.add_header(buttons.quiet("All", "all"))
    section.add(KeyHint("Ctrl+K"))
    for part in (pill, empty, banner, card, header, section, scrolled(QLabel("long"))):
        put(page, part)
    assert (pill.accessibleName(), empty.accessibleName(), card.accessibleName()) == (
        "Overdue",
        "Nobody here yet.",
        "They owe us",
    )
    with qtbot.waitSignal(empty.pressed):
        qtbot.mouseClick(empty.button, Qt.MouseButton.LeftButton)
    with qtbot.waitSignal(banner.pressed):
        qtbot.keyClick(banner.button, Qt.Key.Key_Space)
    with qtbot.waitSignal(banner.closed):
        qtbot.mouseClick(banner.findChild(QWidget, "banner-close"), Qt.MouseButton.LeftButton)
    card.clear()
    assert card.body.count() == 0
    assert not page.grab().isNull()


def test_hostile_text_is_shown_as_it_is(page: QWidget) -> None:
    shown = label("<b>not bold</b>")
    assert shown.textFormat() is Qt.TextFormat.PlainText


def test_a_link_is_followed_by_enter_and_left_both_ways_by_tab(qtbot: QtBot) -> None:
    window, before, after = QWidget(), QLineEdit(), QLineEdit()
    link = Link("Naledi Louw <b>", "link")
    column = QVBoxLayout(window)
    for part in (before, link, after):
        column.addWidget(part)
    qtbot.addWidget(window)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    before.setFocus()
    qtbot.keyClick(before, Qt.Key.Key_Tab)
    assert link.hasFocus()
    with qtbot.waitSignal(link.followed):
        qtbot.keyClick(link, Qt.Key.Key_Return)
    qtbot.keyClick(link, Qt.Key.Key_Tab)
    assert after.hasFocus()
    qtbot.keyClick(after, Qt.Key.Key_Tab, Qt.KeyboardModifier.ShiftModifier)
    qtbot.keyClick(link, Qt.Key.Key_Tab, Qt.KeyboardModifier.ShiftModifier)
    assert before.hasFocus()
    assert link.accessibleName() == "Naledi Louw <b>"


def test_where_free_text_is_allowed_the_list_says_which_key_takes_what(
    qtbot: QtBot, page: QWidget, service: Service
) -> None:
    picker = RecordPicker(service, find, "who", "Who", allows_free_text=True)
    put(page, picker)
    page.activateWindow()
    picker.setFocus()
    qtbot.waitUntil(picker.line.hasFocus)
    qtbot.keyClicks(picker.line, "mo")
    qtbot.waitUntil(picker.is_list_open)
    hint = page.window().findChild(QLabel, "who-choices-hint")
    assert isinstance(hint, QLabel) and hint.isVisible()
    assert hint.text().startswith("↓ chooses")
    assert picker.line.accessibleDescription() == hint.text()
    qtbot.keyClick(picker.line, Qt.Key.Key_Down)
    qtbot.keyClick(picker.line, Qt.Key.Key_Return)
    assert picker.record_id > 0


def test_whoever_is_only_guessed_is_offered_after_the_new_one(qtbot: QtBot, page: QWidget, service: Service) -> None:
    def guess(_text: str) -> list[Choice]:
        return [Guess(7, "Seekoei, B.", "looks like it")]

    picker = RecordPicker(service, guess, "who", "Who", new_label="Add a new person")
    put(page, picker)
    page.activateWindow()
    picker.setFocus()
    qtbot.waitUntil(picker.line.hasFocus)
    qtbot.keyClicks(picker.line, "Seekoeia")
    qtbot.waitUntil(picker.is_list_open)
    with qtbot.waitSignal(picker.new_wanted) as wanted:
        qtbot.keyClick(picker.line, Qt.Key.Key_Return)
    assert wanted.args == ["Seekoeia"]
    qtbot.keyClicks(picker.line, "b")
    qtbot.waitUntil(picker.is_list_open)
    qtbot.keyClick(picker.line, Qt.Key.Key_Down)
    with qtbot.waitSignal(picker.chosen):
        qtbot.keyClick(picker.line, Qt.Key.Key_Return)
    assert picker.record_id == 7
