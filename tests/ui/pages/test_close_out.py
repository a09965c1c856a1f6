"""The close-out by keyboard: with a plan and without, and what becomes of mistakes on the way."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QCheckBox, QLabel, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from crm.operations.engagements import unlock_minutes
from crm.queries.attachments import list_attachments
from crm.queries.commitments import CommitmentRow, get_commitment_rows
from crm.queries.engagements import EngagementPage as Engagement
from crm.queries.engagements import EngagementsFilter, get_engagement, list_engagements
from tests.ui.asking import close_at_once
from tests.ui.pages.meeting_scene import Scene, do, find, plan, set_scene, show, write
from ui.desk import Desk
from ui.main_window import MainWindow
from ui.pages.engagements.attendance import code_after
from ui.pages.engagements.close_out import CloseOut
from ui.pages.engagements.list import EngagementsPage
from ui.pages.engagements.record import EngagementPage
from ui.pages.engagements.who_came import register_words


@pytest.fixture
def scene(qtbot: QtBot, open_desk: Desk, today: date) -> Scene:
    return set_scene(qtbot, open_desk)


@pytest.fixture
def window(qtbot: QtBot, open_desk: Desk, scene: Scene) -> MainWindow:
    window = MainWindow(open_desk)
    qtbot.addWidget(window, before_close_func=close_at_once)
    window._show_shell()
    show(qtbot, window, "engagements", (1093, 582))
    return window


def start_log(qtbot: QtBot, window: MainWindow) -> CloseOut:
    page = window.shell.current_page()
    assert isinstance(page, EngagementsPage)
    with qtbot.waitSignal(page.starter.opened) as opened:
        page._log.setFocus()
        qtbot.keyClick(page._log, Qt.Key.Key_Space)
    return settled(qtbot, opened.args[0])


def start_close_out(qtbot: QtBot, window: MainWindow, engagement_id: int) -> CloseOut:
    window.shell.open_record("engagements", engagement_id)
    page = window.shell.current_page()
    assert isinstance(page, EngagementPage)
    with qtbot.waitSignal(page.starter.opened) as opened:
        page.close_out()
    return settled(qtbot, opened.args[0])


def settled(qtbot: QtBot, dialog: CloseOut) -> CloseOut:
    assert isinstance(dialog, CloseOut)
    qtbot.waitUntil(dialog.isVisible)
    qtbot.waitUntil(lambda: QApplication.activeModalWidget() is dialog)
    dialog.activateWindow()
    return dialog


def go_on(qtbot: QtBot, dialog: CloseOut) -> None:
    """Ctrl+Enter from wherever the keyboard is."""
    before = dialog.at
    qtbot.keyClick(QApplication.focusWidget() or dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    if before < 4 and not dialog.problem.text():
        qtbot.waitUntil(lambda: dialog.at == before + 1)


def add_person(qtbot: QtBot, dialog: CloseOut, name: str) -> None:
    count = len(dialog.who.people.rows)
    write(qtbot, "close-out-person-text", name, enter=True)
    qtbot.waitUntil(lambda: len(dialog.who.people.rows) == count + 1)


def promise(qtbot: QtBot, dialog: CloseOut, line: str) -> None:
    write(qtbot, "close-out-promise", line, enter=True)
    qtbot.waitUntil(lambda: dialog.promises.is_settled)


def finish(qtbot: QtBot, desk: Desk, dialog: CloseOut) -> Engagement:
    with qtbot.waitSignal(dialog.closed_out) as closed:
        go_on(qtbot, dialog)
    return engagement(qtbot, desk, closed.args[0])


def engagement(qtbot: QtBot, desk: Desk, engagement_id: int) -> Engagement:
    answers: list[Engagement | None] = []
    desk.service.ask(desk.service, answers.append, get_engagement, engagement_id)
    qtbot.waitUntil(lambda: bool(answers))
    found = answers[0]
    assert found is not None
    return found


def commitments(qtbot: QtBot, desk: Desk, page: Engagement) -> list[CommitmentRow]:
    answers: list[list[CommitmentRow]] = []
    desk.service.ask(desk.service, answers.append, get_commitment_rows, list(page.commitments))
    qtbot.waitUntil(lambda: bool(answers))
    return answers[0]


def test_a_meeting_without_a_plan_is_closed_out_by_keyboard(
    qtbot: QtBot, open_desk: Desk, window: MainWindow, scene: Scene, tmp_path: Path
) -> None:
    photo = tmp_path / "sign-in sheet.jpg"
    photo.write_bytes(b"a photo")
    dialog = start_log(qtbot, window)
    write(qtbot, "close-out-title-text", "Ramps at clinics")
    dialog.who.head.on_day.line.clear()
    write(qtbot, "close-out-day-text", "20 Nov 2026")
    for name in ("Hon. Naledi Seekoei", "Beukes, Dawid", "Thandeka Nkosi"):
        add_person(qtbot, dialog, name)
    rows = dialog.who.people.rows
    assert [row.somebody.id for row in rows] == [scene.speaker, scene.member, 0]
    qtbot.keyClick(rows[1], Qt.Key.Key_A)
    qtbot.keyClick(rows[1], Qt.Key.Key_A)
    write(qtbot, "close-out-count-women", "0")
    write(qtbot, "close-out-count-total", "12")
    write(qtbot, "close-out-file-path", str(photo), enter=True)
    go_on(qtbot, dialog)
    write(qtbot, "point-0-text", "Three clinics have no ramp")
    write(qtbot, "point-0-raised-by", "Hon. Naledi Seekoei")
    write(qtbot, "point-0-impression", "She means it")
    go_on(qtbot, dialog)
    write(qtbot, "ask-0-text", "A date for each ramp")
    qtbot.keyClick(find(QWidget, "ask-0-response"), Qt.Key.Key_W)
    go_on(qtbot, dialog)
    promise(qtbot, dialog, "Seekoei | have the Galeshewe ramp repaired | in 2 weeks")
    promise(qtbot, dialog, "we | send the list of clinics | next friday")
    promise(qtbot, dialog, "the department | answer our letter | before the recess")
    promise(qtbot, dialog, "Hon. Dawid Beukes | ask about the budget |")
    go_on(qtbot, dialog)
    write(qtbot, "close-out-next-contact-text", "13 Dec 2026")
    write(qtbot, "close-out-minutes", "The chairperson opened.")
    page = finish(qtbot, open_desk, dialog)
    assert (page.title, page.on_day, page.is_locked) == ("Ramps at clinics", date(2026, 11, 20), True)
    assert [line.code for line in page.attendance] == ["P", "AP", "P"]
    assert (page.women, page.men, page.total) == (0, None, 12), "0 is nobody, empty is not recorded"
    assert page.points[0][1:3] == ("Three clinics have no ramp", "Hon. Naledi Seekoei")
    assert page.points[0][4] == "She means it"
    assert page.asks[0][3] == "will_revert"
    assert page.next_contact_on == date(2026, 12, 13)
    theirs, ours, nameless, undated = commitments(qtbot, open_desk, page)
    assert (theirs.bound_id, theirs.maker_id, theirs.due_on) == (scene.speaker, scene.speaker, date(2026, 12, 4))
    assert theirs.maker_office == "Chairperson, Portfolio Committee on Health and Wellness"
    assert theirs.made_on == date(2026, 11, 20)
    assert [row.direction for row in (theirs, nameless, undated)] == ["they_owe_us"] * 3
    assert ours.bound_name == "Our Voice"
    assert ours.due_on == date(2026, 11, 27)
    assert (nameless.bound_id, nameless.bound_name, nameless.due_words) == (None, "the department", "before the recess")
    assert undated.due_on is None
    files: list[list[object]] = []
    open_desk.service.ask(open_desk.service, files.append, list_attachments, page.id)
    qtbot.waitUntil(lambda: bool(files))
    assert [file.file_name for file in files[0]] == ["sign-in sheet.jpg"]  # type: ignore[attr-defined]
    assert window.shell.current_entry() is not None
    assert isinstance(window.shell.current_page(), EngagementPage), "it ends on the record"


def test_what_we_promise_is_owed_to_the_body_met(
    qtbot: QtBot, open_desk: Desk, window: MainWindow, scene: Scene
) -> None:
    dialog = start_close_out(qtbot, window, plan(qtbot, open_desk, scene, date(2026, 11, 20)))
    dialog.go(3)
    promise(qtbot, dialog, "we | send the report | in 1 week")
    promise(qtbot, dialog, "Thabo Kgosi | draw up the list | in 1 week")
    words = [find(QLabel, f"promise-{number}-understood").text() for number in (0, 1)]
    assert words[0] == "Our Voice · by Friday 27 Nov 2026 · to Portfolio Committee on Health and Wellness"
    assert words[1] == words[0], "our own people promise for us"
    drafts = [row.draft() for row in dialog.promises.rows]
    assert {draft.owed_to_id for draft in drafts} == {scene.committee}
    assert dialog.promises.rows[0].pill.accessibleName() == "We owe them"


def test_a_promise_read_back_and_initialled_is_confirmed(
    qtbot: QtBot, open_desk: Desk, window: MainWindow, scene: Scene
) -> None:
    dialog = start_close_out(qtbot, window, plan(qtbot, open_desk, scene, date(2026, 11, 20)))
    dialog.go(3)
    promise(qtbot, dialog, "Seekoei | have the ramp repaired | in 2 weeks")
    promise(qtbot, dialog, "Seekoei | ask about the budget |")
    box = find(QCheckBox, "promise-0-initialled")
    box.setFocus()
    qtbot.keyClick(box, Qt.Key.Key_Space)
    go_on(qtbot, dialog)
    assert "1 initialled" in find(QLabel, "close-out-summary-5").text()
    page = finish(qtbot, open_desk, dialog)
    assert [row.status for row in commitments(qtbot, open_desk, page)] == ["confirmed", "noted"]


def test_the_steps_are_numbered_as_on_the_meeting_form(qtbot: QtBot, window: MainWindow) -> None:
    dialog = start_log(qtbot, window)
    marks = [find(QPushButton, f"close-out-step-{number}") for number in range(1, 6)]
    assert [mark.text() for mark in marks] == [
        "1  Who came",
        "2  Points raised",
        "3  Asks and answers",
        "4  Commitments",
        "5  Next contact",
    ]
    assert all(mark.isVisible() and mark.width() >= mark.minimumSizeHint().width() for mark in marks)
    dialog.reject()


def test_names_are_offered_while_the_first_part_is_typed(
    qtbot: QtBot, open_desk: Desk, window: MainWindow, scene: Scene
) -> None:
    dialog = start_close_out(qtbot, window, plan(qtbot, open_desk, scene, date(2026, 11, 20)))
    dialog.go(3)
    write(qtbot, "close-out-promise", "beuk")
    line = dialog.promises.line
    qtbot.waitUntil(line._list.isVisible)
    qtbot.keyClick(line.line, Qt.Key.Key_Tab)
    assert line.text() == "Hon. Dawid Beukes | "
    assert line.line.hasFocus()
    qtbot.keyClicks(line.line, "ask about the budget")
    qtbot.keyClick(line.line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: dialog.promises.is_settled)
    assert dialog.promises.rows[0].draft().maker_id == scene.member


def test_a_wrong_guess_is_corrected_in_the_small_fields(
    qtbot: QtBot, open_desk: Desk, window: MainWindow, scene: Scene
) -> None:
    dialog = start_close_out(qtbot, window, plan(qtbot, open_desk, scene, date(2026, 11, 20)))
    dialog.go(3)
    promise(qtbot, dialog, "somebody | ring the contractor | tomorrow")
    row = dialog.promises.rows[0]
    assert row.draft().bound_name == "somebody"
    row.who.line.clear()
    write(qtbot, "promise-0-who-text", "Dawid Beukes")
    row.due.clear()
    write(qtbot, "promise-0-due", "end of next month")
    qtbot.waitUntil(lambda: row.draft().bound_id == scene.member)
    assert row.draft().due_on == date(2026, 12, 31)


def test_promises_count_from_the_meetings_day_even_when_it_changes(
    qtbot: QtBot, open_desk: Desk, window: MainWindow, scene: Scene
) -> None:
    dialog = start_close_out(qtbot, window, plan(qtbot, open_desk, scene, date(2026, 11, 20)))
    dialog.go(3)
    promise(qtbot, dialog, "Seekoei | call back | ")
    dialog.promises.rows[0].due.setText("in 1 week")
    assert dialog.promises.rows[0].draft().due_on == date(2026, 11, 27)
    dialog.go(0)
    dialog.who.head.on_day.set_text("10 Nov 2026")
    dialog.go(3)
    draft = dialog.promises.rows[0].draft()
    assert (draft.made_on, draft.due_on) == (date(2026, 11, 10), date(2026, 11, 17))


def test_a_promise_due_before_the_meeting_keeps_the_step(
    qtbot: QtBot, open_desk: Desk, window: MainWindow, scene: Scene
) -> None:
    dialog = start_close_out(qtbot, window, plan(qtbot, open_desk, scene, date(2026, 11, 20)))
    dialog.go(3)
    promise(qtbot, dialog, "Seekoei | call back | 1 Nov 2026")
    go_on(qtbot, dialog)
    assert dialog.at == 3
    assert "before the meeting" in dialog.problem.text()


def test_going_back_keeps_everything_and_cancel_asks(
    qtbot: QtBot, open_desk: Desk, window: MainWindow, scene: Scene
) -> None:
    dialog = start_log(qtbot, window)
    assert not dialog.is_dirty
    write(qtbot, "close-out-title-text", "A call")
    go_on(qtbot, dialog)
    write(qtbot, "point-0-text", "Water")
    write(qtbot, "point-0-raised-by", "The caller", enter=True)
    qtbot.keyClick(dialog, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: dialog.at == 0)
    go_on(qtbot, dialog)
    assert find(QLineEdit, "point-0-text").text() == "Water"
    page = window.shell.current_page()
    assert page is not None
    assert page.has_unsaved()
    find(QPushButton, "close-out-cancel", dialog).click()
    keep = find(QPushButton, "close-out-leave-cancel")
    keep.click()
    assert dialog.isVisible()
    find(QPushButton, "close-out-cancel", dialog).click()
    with qtbot.waitSignal(dialog.finished):
        find(QPushButton, "close-out-leave-accept").click()
    assert not page.has_unsaved()


def test_a_file_gone_meanwhile_is_said_at_its_step_and_nothing_is_lost(
    qtbot: QtBot, open_desk: Desk, window: MainWindow, scene: Scene, tmp_path: Path
) -> None:
    photo = tmp_path / "sheet.jpg"
    photo.write_bytes(b"a photo")
    dialog = start_close_out(qtbot, window, plan(qtbot, open_desk, scene, date(2026, 11, 20)))
    write(qtbot, "close-out-file-path", str(photo), enter=True)
    dialog.go(3)
    promise(qtbot, dialog, "we | send the report | in 1 week")
    dialog.go(4)
    photo.unlink()
    go_on(qtbot, dialog)
    qtbot.waitUntil(lambda: dialog.at == 0)
    assert "sheet.jpg" in dialog.problem.text()
    assert len(dialog.promises.rows) == 1
    find(QWidget, "close-out-file-0-remove").click()  # type: ignore[attr-defined]
    dialog.go(4)
    page = finish(qtbot, open_desk, dialog)
    assert len(page.commitments) == 1


def test_a_path_that_is_no_file_is_said_at_once(qtbot: QtBot, window: MainWindow) -> None:
    dialog = start_log(qtbot, window)
    write(qtbot, "close-out-title-text", "A call")
    write(qtbot, "close-out-file-path", "nowhere.jpg", enter=True)
    assert "nowhere.jpg" in find(QLabel, "close-out-file-problem").text()
    go_on(qtbot, dialog)
    assert dialog.at == 0


def test_the_first_step_wants_to_know_what_it_was(qtbot: QtBot, open_desk: Desk, window: MainWindow) -> None:
    dialog = start_log(qtbot, window)
    go_on(qtbot, dialog)
    assert dialog.at == 0
    assert "title" in dialog.problem.text()
    add_person(qtbot, dialog, "Naledi Seekoei")
    dialog.who.head.on_day.set_text("30 Nov 2026")
    go_on(qtbot, dialog)
    assert "still to come" in dialog.problem.text()
    dialog.who.head.on_day.set_text("yesterday")
    go_on(qtbot, dialog)
    assert dialog.read().title == "Meeting with Hon. Naledi Seekoei"
    assert dialog.read().on_day == date(2026, 11, 21)


def test_counts_that_contradict_each_other_are_said(qtbot: QtBot, window: MainWindow) -> None:
    dialog = start_log(qtbot, window)
    write(qtbot, "close-out-title-text", "A workshop")
    write(qtbot, "close-out-count-women", "9")
    write(qtbot, "close-out-count-total", "5")
    go_on(qtbot, dialog)
    assert dialog.at == 0
    assert "5" in dialog.problem.text()


def test_members_of_the_body_are_added_in_one_go(
    qtbot: QtBot, open_desk: Desk, window: MainWindow, scene: Scene
) -> None:
    dialog = start_close_out(qtbot, window, plan(qtbot, open_desk, scene, date(2026, 11, 20)))
    find(QPushButton, "close-out-members").click()
    qtbot.waitUntil(lambda: len(dialog.who.people.rows) == 3)
    find(QPushButton, "close-out-rest-present").click()
    assert {row.draft.code for row in dialog.who.people.rows} == {"P"}


def test_a_name_or_a_line_still_in_its_field_is_not_lost(
    qtbot: QtBot, open_desk: Desk, window: MainWindow, scene: Scene
) -> None:
    dialog = start_log(qtbot, window)
    write(qtbot, "close-out-title-text", "A call")
    write(qtbot, "close-out-person-text", "Naledi Seekoei")
    for _step in range(3):
        go_on(qtbot, dialog)
    write(qtbot, "close-out-promise", "Seekoei | call back | in 1 week")
    go_on(qtbot, dialog)
    page = finish(qtbot, open_desk, dialog)
    assert [line.person_id for line in page.attendance] == [scene.speaker]
    assert len(page.commitments) == 1


def test_closing_out_is_one_operation_and_can_be_undone(
    qtbot: QtBot, open_desk: Desk, window: MainWindow, scene: Scene
) -> None:
    dialog = start_log(qtbot, window)
    write(qtbot, "close-out-title-text", "A call")
    for _step in range(3):
        go_on(qtbot, dialog)
    promise(qtbot, dialog, "Seekoei | call back | in 1 week")
    go_on(qtbot, dialog)
    with qtbot.waitSignal(open_desk.service.done):
        finish(qtbot, open_desk, dialog)
    with qtbot.waitSignal(open_desk.service.done):
        open_desk.service.undo()
    found: list[list[int]] = []
    open_desk.service.ask(open_desk.service, found.append, list_engagements, EngagementsFilter())
    qtbot.waitUntil(lambda: bool(found))
    assert found[0] == []


def test_unlocked_minutes_are_closed_out_again_with_what_was_there(
    qtbot: QtBot, open_desk: Desk, window: MainWindow, scene: Scene
) -> None:
    engagement_id = plan(qtbot, open_desk, scene, date(2026, 11, 20))
    dialog = start_close_out(qtbot, window, engagement_id)
    dialog.go(1)
    write(qtbot, "point-0-text", "Water")
    dialog.go(3)
    promise(qtbot, dialog, "Seekoei | call back | in 1 week")
    dialog.go(4)
    finish(qtbot, open_desk, dialog)
    do(qtbot, open_desk, unlock_minutes, engagement_id, "a name was misspelt")
    dialog = start_close_out(qtbot, window, engagement_id)
    assert not dialog.is_dirty
    dialog.go(4)
    page = finish(qtbot, open_desk, dialog)
    assert len(page.points) == 1
    assert len(page.commitments) == 1, "what was promised is not written twice"
    assert len(page.attendance) == 2


def test_one_key_gives_a_code() -> None:
    assert code_after("U", "P") == "P"
    assert code_after("U", "A") == "A"
    assert code_after("A", "A") == "AP"
    assert code_after("U", "L") == "L"
    assert code_after("L", "D") == code_after("DE", "L") == "LDE"
    assert code_after("P", "Z") == ""
    assert register_words(["P", "L", "AP", "A", "U"]) == "2 present, 1 apology, 1 absent, 1 not marked"
