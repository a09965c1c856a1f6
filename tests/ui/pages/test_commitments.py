"""Commitments: the register, the page of one, its forms, and the editor; by keyboard and object names."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QPlainTextEdit, QPushButton, QRadioButton, QScrollArea

from crm.operations.records import set_confidentiality
from crm.queries.commitments import CommitmentPage as Facts
from crm.queries.commitments import get_commitment
from crm.queries.parties import find_parties
from crm.rules.commitments import Direction, Outcome, Status
from tests.ui.pages.promises import TODAY, Opened, filled_folder, opened  # noqa: F401
from tests.ui.showing import SIZES
from ui.background.opened_files import PREFIX, opened_files
from ui.lists.columns import Wanted
from ui.pages.commitments.editor import CommitmentEditor
from ui.pages.commitments.filters import register_filter
from ui.pages.commitments.form_dialog import FormDialog
from ui.pages.commitments.list import CommitmentsPage
from ui.pages.parts.kept_file import FileDialog
from ui.widgets.dialogs import ConfirmDialog


def facts(opened: Opened, key: str) -> Facts:  # noqa: F811
    found = opened.ask(get_commitment, opened.ids[key])
    assert isinstance(found, Facts)
    return found


def register(opened: Opened) -> CommitmentsPage:  # noqa: F811
    page = opened.page("commitments")
    assert isinstance(page, CommitmentsPage)
    opened.qtbot.waitUntil(lambda: page.list.model.rowCount() > 0)
    return page


def wait_for_rows(opened: Opened, page: CommitmentsPage, count: int) -> None:  # noqa: F811
    opened.qtbot.waitUntil(lambda: page.list.model.rowCount() == count)


# The register


def test_the_register_shows_open_ones_the_latest_due_first(opened: Opened) -> None:  # noqa: F811
    page = register(opened)
    assert page.list.model.rowCount() == 10
    assert page.list.model.id_at(0) == opened.ids["c9"]


def test_filters_narrow_and_come_back(opened: Opened) -> None:  # noqa: F811
    page = register(opened)
    choose(page, "direction", Direction.WE_OWE_THEM.value)
    wait_for_rows(opened, page, 2)
    choose(page, "late", "late")
    wait_for_rows(opened, page, 1)
    choose(page, "direction", "")
    choose(page, "late", "")
    choose(page, "status", "all")
    wait_for_rows(opened, page, 11)
    page.list.filter_box.setText("nothing is called so")
    wait_for_rows(opened, page, 0)
    page.list.clear_filters()
    wait_for_rows(opened, page, 10)
    assert page.filters.boxes["status"].currentText() == "Open"


def choose(page: CommitmentsPage, key: str, value: object) -> None:
    box = page.filters.boxes[key]
    box.setCurrentIndex(box.findData(value))


def test_every_answer_to_how_late_can_be_asked(opened: Opened) -> None:  # noqa: F811
    page = register(opened)
    for late in ("late", "week", "look", "incomplete", "moved", "no_date", "overdue"):
        page.show_only(late="")
        wait_for_rows(opened, page, 10)
        page.show_only(late=late)
        assert page.list.wanted.filters["late"] == late
        assert register_filter(Wanted(filters={"late": late})).status == "open"
        opened.qtbot.waitUntil(lambda: 0 < page.list.model.rowCount() < 10)


def test_owner_and_topic_filter_by_name(opened: Opened) -> None:  # noqa: F811
    page = register(opened)
    opened.qtbot.waitUntil(lambda: page.filters.boxes["topic"].count() > 1)
    box = page.filters.boxes["topic"]
    box.setCurrentIndex(box.findText("Accessible buildings"))
    wait_for_rows(opened, page, 8)


def test_what_is_done_most_works_on_the_current_row(opened: Opened) -> None:  # noqa: F811
    page = register(opened)
    page.list.go_to(opened.ids["c1"])
    opened.qtbot.waitUntil(lambda: page.findChild(QPushButton, "commitments-follow-up").isEnabled())
    opened.qtbot.keyClick(page.list.table, "f", Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    form = opened.dialog("follow-up")
    assert "Sign-language" in form.findChild(QLabel, "follow-up-commitment").text()
    opened.save(form)
    assert len(facts(opened, "c1").follow_ups) == 1


def test_columns_fit_the_window(opened: Opened) -> None:  # noqa: F811
    page = register(opened)
    table = page.list.table
    keys = [column.key for column in page.list.model.columns]
    for size in SIZES:
        opened.window.resize(*size)
        QApplication.processEvents()
        assert table.horizontalHeader().length() <= table.viewport().width(), size
        assert table.columnWidth(keys.index("words")) >= 180, size
        assert table.isColumnHidden(keys.index("body")) == (size[0] < 1200), size


# The page of one


def test_the_page_quotes_the_words_and_says_how_late(opened: Opened) -> None:  # noqa: F811
    page = opened.record(opened.ids["c0"])
    assert page.findChild(QLabel, "commitment-header-title").text().startswith("“We will fix the ramp")
    assert "moved once; now 17 Nov" in page.findChild(QLabel, "commitment-sentence").text()
    labels = [one.text() for one in page.facts.findChildren(QLabel)]
    assert "MEC for Health, Karoo Provincial Legislature" in labels
    said = [one.text() for one in page.timeline.findChildren(QLabel)]
    assert "Date moved to 17 Nov 2026, we agreed" in said
    assert "Letter of 3 September" in said


def test_what_is_missing_is_said_with_a_way_to_fill_it_in(opened: Opened) -> None:  # noqa: F811
    page = opened.record(opened.ids["c6"])
    assert page.findChild(QLabel, "commitment-missing-text").text() == "Still missing: no due date, no owner."
    opened.press(page, "commitment-missing-button")
    editor = opened.dialog("commitment-editor")
    opened.write(editor, "commitment-due-text", "in 2 weeks")
    opened.save(editor)
    made_on = facts(opened, "c6").row.made_on
    assert facts(opened, "c6").row.due_on == made_on + timedelta(days=14), "words count from the day it was promised"


def test_moving_a_date_we_only_note(opened: Opened) -> None:  # noqa: F811
    page = opened.record(opened.ids["c1"])
    opened.press(page, "commitment-move-date")
    form = opened.dialog("move-date")
    opened.write(form, "move-date-new-text", "15 jan 2027")
    form.findChild(QRadioButton, "move-date-noted").click()
    opened.write(form, "move-date-reason", "No interpreter could be hired")
    opened.save(form)
    old, new, _said, by, _how, reason, is_agreed = facts(opened, "c1").moves[0]
    assert (new, reason, is_agreed, by) == (date(2027, 1, 15), "No interpreter could be hired", False, "Lerato Seekoei")
    assert facts(opened, "c1").row.due_agreed == old


def test_problems_stand_at_their_field(opened: Opened) -> None:  # noqa: F811
    page = opened.record(opened.ids["c1"])
    opened.press(page, "commitment-move-date")
    form = opened.dialog("move-date")
    form.accept()
    assert form.form.field_row("new").error() == "Give a date."
    opened.write(form, "move-date-new-text", "10 Nov 2026")
    form.accept()
    opened.qtbot.waitUntil(lambda: "due on 10 Nov 2026 already" in form.form.field_row("new").error())
    form.reject()


def test_kept_wants_evidence_and_takes_a_file(opened: Opened, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:  # noqa: F811
    photo = tmp_path / "ramp.jpg"
    photo.write_bytes(b"\xff\xd8 not really a photo")
    page = opened.record(opened.ids["c0"])
    opened.press(page, "commitment-kept")
    form = opened.dialog("step")
    form.accept()
    opened.qtbot.waitUntil(lambda: form.form.field_row("words").error().startswith("“Kept” wants evidence"))
    opened.write(form, "step-evidence-file-text", str(tmp_path / "no such file.jpg"))
    form.accept()
    opened.qtbot.waitUntil(lambda: "no such file.jpg" in form.form.field_row("file").error())
    opened.write(form, "step-evidence-file-text", str(photo))
    assert form.findChild(QComboBox, "step-evidence-kind").currentData() == "photo"
    opened.save(form)
    found = facts(opened, "c0")
    assert (found.row.status, found.row.outcome, found.evidence[0][3]) == (Status.CLOSED, Outcome.KEPT, "ramp.jpg")
    seen: list[Path] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: seen.append(Path(QUrl.toLocalFile(url))) or True)
    button = f"open-attachment-{found.evidence[0][2]}"
    opened.qtbot.waitUntil(lambda: page.findChild(QPushButton, button) is not None)
    opened.press(page, button)
    shown = page.window().findChild(FileDialog)
    opened.qtbot.waitUntil(shown.open_outside.isEnabled)
    shown.open_outside.click()
    opened.qtbot.waitUntil(lambda: bool(seen))
    assert seen[0].read_bytes() == photo.read_bytes()
    assert seen[0].parts[-3].startswith(PREFIX)
    opened_files(opened.desk.service).forget()
    assert not seen[0].exists(), "locking takes the copy away"


def test_closed_ones_offer_to_open_again_only(opened: Opened) -> None:  # noqa: F811
    page = opened.record(opened.ids["c10"])
    assert not page.findChild(QPushButton, "commitment-follow-up").isEnabled()
    opened.press(page, "commitment-step-in_progress")
    form = opened.dialog("step")
    form.findChild(QPlainTextEdit, "step-note").setPlainText("One place is used for storage again")
    opened.save(form)
    assert facts(opened, "c10").row.status is Status.IN_PROGRESS


def test_a_step_wants_a_note(opened: Opened) -> None:  # noqa: F811
    page = opened.record(opened.ids["c1"])
    opened.press(page, "commitment-step-claimed_done")
    form = opened.dialog("step")
    form.accept()
    opened.qtbot.waitUntil(lambda: form.form.field_row("note").error() != "")
    form.findChild(QPlainTextEdit, "step-note").setPlainText("Her office rang")
    opened.save(form)
    assert facts(opened, "c1").row.status is Status.CLAIMED_DONE


def test_not_kept_hides_the_evidence(opened: Opened) -> None:  # noqa: F811
    page = opened.record(opened.ids["c1"])
    opened.press(page, "commitment-step-closed")
    form = opened.dialog("step")
    assert form.form.field_row("words").isHidden()
    form.findChild(QPlainTextEdit, "step-note").setPlainText("They stopped the contract")
    opened.save(form)
    assert facts(opened, "c1").row.outcome is Outcome.NOT_KEPT


@pytest.mark.parametrize(
    ("form_name", "fill", "seen"),
    [
        ("snooze", ("snooze-until-text", "in 10 days"), lambda page: page.row.next_look == TODAY + timedelta(days=10)),
        ("evidence", ("evidence-words", "Seen by a member"), lambda page: page.evidence[0][1] == "Seen by a member"),
    ],
)
def test_small_forms(opened: Opened, form_name: str, fill: tuple[str, str], seen: Callable[[Facts], bool]) -> None:  # noqa: F811
    page = opened.record(opened.ids["c1"])
    opened.press(page, f"commitment-{form_name}")
    form = opened.dialog(form_name)
    opened.write(form, *fill)
    opened.save(form)
    assert seen(facts(opened, "c1"))


def test_confidentiality_is_set_and_shown(opened: Opened) -> None:  # noqa: F811
    page = opened.record(opened.ids["c1"])
    page.actions_.all["confidentiality"].trigger()
    form = opened.dialog("confidentiality")
    form.findChild(QRadioButton, "confidentiality-2").click()
    opened.save(form)
    opened.qtbot.waitUntil(lambda: page.whole is not None and page.whole.page.row.confidentiality == 2)


def test_notes_are_added_and_unsaved_ones_are_known(opened: Opened) -> None:  # noqa: F811
    page = opened.record(opened.ids["c1"])
    page.notes.box.setPlainText("She means it, says her secretary")
    assert page.has_unsaved()
    opened.press(page, "commitment-add-note")
    opened.qtbot.waitUntil(lambda: page.whole is not None and len(page.whole.notes) == 1)
    assert not page.has_unsaved()


def test_history_undoes_after_naming_it(opened: Opened) -> None:  # noqa: F811
    page = opened.record(opened.ids["c0"])
    assert page.whole is not None
    newest = page.whole.history[0]
    opened.press(page, f"undo-{newest.operation_id}")
    box = page.findChild(ConfirmDialog, "commitment-undo")
    assert newest.label in [one.text() for one in box.findChildren(QLabel)]
    box.accept()
    opened.qtbot.waitUntil(lambda: facts(opened, "c0").row.status is Status.NOTED)


def test_removing_one_and_undoing_it(opened: Opened) -> None:  # noqa: F811
    page = opened.record(opened.ids["c1"])
    page._ask_remove()
    with opened.qtbot.waitSignal(opened.desk.service.done):
        page.findChild(ConfirmDialog, "commitment-remove").accept()
    opened.qtbot.waitUntil(lambda: page.whole is None)
    opened.desk.service.undo()
    opened.qtbot.waitUntil(lambda: page.whole is not None)


def test_hostile_words_do_not_break_the_page(opened: Opened) -> None:  # noqa: F811
    opened.page("commitments").new()
    editor = opened.dialog("commitment-editor")
    assert isinstance(editor, CommitmentEditor)
    editor.words.setPlainText("<b>&amp; “x” " + "word " * 5000 + "\u202eabc 🙂")
    editor.who.set_choice(None)
    opened.write(editor, "commitment-who-text", "<img src=x>")
    opened.save(editor)
    page = opened.record(newest(opened).row.id)
    area = page.findChild(QScrollArea, "commitment-scroll")
    assert area.widget().minimumSizeHint().width() <= area.viewport().width()
    assert page.whole is not None
    assert page.whole.page.row.bound_name == "<img src=x>"


# The editor


def new_editor(opened: Opened) -> CommitmentEditor:  # noqa: F811
    opened.page("commitments").new()
    editor = opened.dialog("commitment-editor")
    assert isinstance(editor, CommitmentEditor)
    return editor


def newest(opened: Opened) -> Facts:  # noqa: F811
    done = opened.ask(get_commitment, max(opened.ids.values()) + 1)
    for step in range(2, 40):
        done = done or opened.ask(get_commitment, max(opened.ids.values()) + step)
    assert isinstance(done, Facts)
    return done


def test_a_promise_in_one_line_without_the_mouse(opened: Opened) -> None:  # noqa: F811
    editor = new_editor(opened)
    assert editor.capture.hasFocus()
    opened.qtbot.keyClicks(editor.capture, "lerato seekoei | Braille menus in the canteen | by 15 march 2027")
    opened.qtbot.keyClick(editor.capture, Qt.Key.Key_Return)
    opened.qtbot.waitUntil(lambda: editor.who.record_id == opened.ids["speaker"])
    assert editor.findChild(QPushButton, "commitment-editor-accept").hasFocus()
    with opened.qtbot.waitSignal(opened.desk.service.done):
        opened.qtbot.keyClick(editor.findChild(QPushButton, "commitment-editor-accept"), Qt.Key.Key_Return)
    row = newest(opened).row
    assert (row.words, row.due_on, row.bound_name) == (
        "Braille menus in the canteen",
        date(2027, 3, 15),
        "Lerato Seekoei",
    )
    assert row.maker_office == "Speaker, Karoo Provincial Legislature", "the office held then is kept"
    assert row.direction is Direction.THEY_OWE_US
    assert row.owner_name == "Lerato Tester", "who works alone owns it"


def test_a_name_nobody_knows_is_kept_to_identify(opened: Opened) -> None:  # noqa: F811
    editor = new_editor(opened)
    opened.write(editor, "commitment-who-text", "The clerk with the red file")
    editor.words.setPlainText("I shall find the minutes")
    opened.save(editor)
    row = newest(opened).row
    assert (row.bound_id, row.bound_name) == (None, "The clerk with the red file")
    assert "who made it is to identify" in row.missing


def test_a_date_that_is_none_is_asked_about_once_and_then_kept_in_words(opened: Opened) -> None:  # noqa: F811
    editor = new_editor(opened)
    editor.words.setPlainText("We come back to you")
    opened.write(editor, "commitment-due-text", "before the recess")
    editor.accept()
    assert "save again to keep it in words" in editor.form.field_row("due").error()
    opened.save(editor)
    row = newest(opened).row
    assert (row.due_on, row.due_words) == (None, "before the recess")


def test_choosing_from_the_list_and_promising_something_ourselves(opened: Opened) -> None:  # noqa: F811
    editor = new_editor(opened)
    opened.write(editor, "commitment-who-text", "Our Voi")
    opened.qtbot.waitUntil(editor.who.is_list_open)
    opened.qtbot.keyClick(editor.who.line, Qt.Key.Key_Down)
    opened.qtbot.keyClick(editor.who.line, Qt.Key.Key_Return)
    opened.write(editor, "commitment-owed-to-text", "van der Merwe")
    opened.qtbot.waitUntil(editor.owed_to.is_list_open)
    opened.qtbot.keyClick(editor.owed_to.line, Qt.Key.Key_Down)
    opened.qtbot.keyClick(editor.owed_to.line, Qt.Key.Key_Return)
    assert editor.isVisible(), "Enter chose from the list and did not save"
    editor.words.setPlainText("We send the report")
    opened.save(editor)
    assert newest(opened).row.direction is Direction.WE_OWE_THEM


def test_everything_under_more_is_kept(opened: Opened) -> None:  # noqa: F811
    editor = new_editor(opened)
    editor.words.setPlainText("Ek sal dit regmaak")
    opened.press(editor, "commitment-more")
    more = editor.more
    more.language.setCurrentIndex(more.language.findData("af"))
    more.translation.setPlainText("I shall put it right")
    more.strength.setCurrentIndex(more.strength.findData("soft"))
    more.kind.setCurrentIndex(more.kind.findData("minuted"))
    more.priority.setCurrentIndex(more.priority.findData("high"))
    more.on_change.setCurrentIndex(more.on_change.findData("passes_to_post"))
    more.confidentiality.setCurrentIndex(1)
    more.said_where.setText("Radio interview")
    more.measure.setText("The door opens")
    more.source.setText("Recording")
    opened.write(editor, "commitment-topics-text", "accessible buildings")
    opened.qtbot.keyClick(more.topics.line, Qt.Key.Key_Return)
    opened.write(editor, "commitment-tags-text", "clinic")
    opened.qtbot.keyClick(more.tags.line, Qt.Key.Key_Return)
    assert editor.isVisible(), "Enter made a tag and did not save"
    opened.save(editor)
    page = newest(opened)
    assert (page.row.language, page.row.translation) == ("af", "I shall put it right")
    assert (page.row.strength, page.row.kind, page.priority, page.on_change) == (
        "soft",
        "minuted",
        "high",
        "passes_to_post",
    )
    assert (page.row.confidentiality, page.said_where, page.measure, page.source) == (
        1,
        "Radio interview",
        "The door opens",
        "Recording",
    )
    assert ([name for _id, name in page.topics], page.tags) == (["Accessible buildings"], ("clinic",))


def test_an_unknown_topic_is_said_at_its_field(opened: Opened) -> None:  # noqa: F811
    editor = new_editor(opened)
    editor.words.setPlainText("We shall see")
    editor.more.topics.set_tags(["Weather"])
    editor.accept()
    assert not editor.more.isHidden(), "the field with the error is brought into view"
    assert "no topic “Weather”" in editor.more.field_row("topics").error()
    editor._leave()


def test_words_are_needed_and_leaving_asks(opened: Opened) -> None:  # noqa: F811
    editor = new_editor(opened)
    opened.write(editor, "commitment-who-text", "Somebody")
    editor.accept()
    opened.qtbot.waitUntil(lambda: editor.form.field_row("words").error() != "")
    editor.reject()
    box = editor.findChild(ConfirmDialog, "commitment-leave")
    assert box.isVisible()
    assert editor.isVisible()
    box.accept()
    opened.qtbot.waitUntil(lambda: opened._dialog("commitment-editor") is None)


def test_leaving_an_untouched_form_does_not_ask(opened: Opened) -> None:  # noqa: F811
    editor = new_editor(opened)
    editor.reject()
    opened.qtbot.waitUntil(lambda: opened._dialog("commitment-editor") is None)


def test_saving_over_a_change_made_meanwhile_is_refused(opened: Opened) -> None:  # noqa: F811
    page = opened.record(opened.ids["c1"])
    opened.press(page, "commitment-edit")
    editor = opened.dialog("commitment-editor")
    assert isinstance(editor, CommitmentEditor)
    with opened.qtbot.waitSignal(opened.desk.service.done):
        opened.desk.service.do(set_confidentiality, opened.ids["c1"], 1)
    editor.words.setPlainText("Something else")
    editor.accept()
    banner = "commitment-editor-form-problem-text"
    opened.qtbot.waitUntil(lambda: "changed this since" in editor.findChild(QLabel, banner).text())
    editor._leave()


# Queries and files


def test_parties_are_people_bodies_and_posts(opened: Opened) -> None:  # noqa: F811
    found = opened.ask(find_parties, "vaalharts")
    assert ("Vaalharts Municipality", "Municipal council") in [(name, detail) for _id, name, detail in found]
    posts = [name for _id, name, _detail in opened.ask(find_parties, "mayor vaalharts")]
    assert "Executive Mayor, Vaalharts Municipality" in posts
    assert opened.ask(find_parties, " %_' ") == []


def test_letters_typed_into_a_note_are_no_commands(opened: Opened) -> None:  # noqa: F811
    page = opened.record(opened.ids["c1"])
    page.notes.box.setFocus()
    opened.qtbot.keyClicks(page.notes.box, "few make kept seven")
    assert page.notes.text() == "few make kept seven"
    assert page.findChild(FormDialog) is None


def test_a_letter_on_the_page_opens_its_form(opened: Opened) -> None:  # noqa: F811
    page = opened.record(opened.ids["c1"])
    button = page.findChild(QPushButton, "commitment-follow-up")
    opened.window.activateWindow()
    opened.qtbot.waitUntil(button.hasFocus)
    opened.qtbot.keyClick(button, "m")
    opened.dialog("move-date").reject()
