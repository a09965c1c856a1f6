"""The list, the calendar, the plan and the page of an engagement."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import icalendar
import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QAction, QDesktopServices, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QFileDialog,
    QLabel,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QPushButton,
)
from pytestqt.qtbot import QtBot

from crm.operations.attachments import attach_file
from crm.operations.commitments import CommitmentDraft, save_commitment
from crm.operations.engagements import (
    EngagementDraft,
    close_out,
    draft_engagement,
    log_engagement,
    postpone,
    save_engagement,
)
from crm.rules.engagements import Status
from tests.ui.asking import close_at_once
from tests.ui.pages.meeting_scene import Scene, do, find, plan, set_scene, show, write
from ui.desk import Desk
from ui.main_window import MainWindow
from ui.pages.engagements.calendar import GUTTER, first_day, weeks_shown
from ui.pages.engagements.close_out import CloseOut
from ui.pages.engagements.editor import EngagementEditor
from ui.pages.engagements.list import EngagementsPage
from ui.pages.engagements.moved import PostponeDialog
from ui.pages.engagements.reached import ReachedDialog
from ui.pages.engagements.record import EngagementPage
from ui.pages.engagements.segments import Segment, Segments
from ui.pages.parts.kept_file import FileDialog, show_file
from ui.pages.parts.lines import RecordLine
from ui.pages.reports.page import ReportsPage

LAST_WEEK = date(2026, 11, 16)
NEXT_WEEK = date(2026, 11, 30)


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


def listed(window: MainWindow) -> EngagementsPage:
    page = window.shell.current_page()
    assert isinstance(page, EngagementsPage)
    return page


def record(qtbot: QtBot, window: MainWindow, engagement_id: int) -> EngagementPage:
    window.shell.open_record("engagements", engagement_id)
    page = window.shell.current_page()
    assert isinstance(page, EngagementPage)
    qtbot.waitUntil(lambda: page._page is not None)
    return page


def planned(qtbot: QtBot, desk: Desk, title: str, on_day: date) -> int:
    found = do(qtbot, desk, save_engagement, EngagementDraft(title, on_day, kind="call"))
    assert isinstance(found, int)
    return found


def modal(qtbot: QtBot) -> object:
    qtbot.waitUntil(lambda: QApplication.activeModalWidget() is not None)
    return QApplication.activeModalWidget()


def test_the_list_shows_what_is_to_be_closed_out(
    qtbot: QtBot, open_desk: Desk, window: MainWindow, scene: Scene
) -> None:
    past = planned(qtbot, open_desk, "Call with the clerk", LAST_WEEK)
    coming = planned(qtbot, open_desk, "Visit", NEXT_WEEK)
    page = listed(window)
    qtbot.waitUntil(lambda: list(page.list.model.ids()) == [coming, past])
    page.show_only(status="to_close")
    qtbot.waitUntil(lambda: list(page.list.model.ids()) == [past])
    page.list.go_to(past)
    qtbot.keyClick(page.list.table, Qt.Key.Key_Return)
    assert isinstance(window.shell.current_page(), EngagementPage)


def test_ctrl_n_asks_whether_to_log_or_to_plan(qtbot: QtBot, window: MainWindow) -> None:
    page = listed(window)
    window.new()
    menu = find(QMenu, "engagements-new-menu", page)
    assert [action.text() for action in menu.actions()] == ["&Log one that was held", "&Plan one"]
    with qtbot.waitSignal(page.starter.opened) as opened:
        menu.actions()[1].trigger()
    menu.close()
    assert isinstance(opened.args[0], EngagementEditor)
    opened.args[0].reject()


def test_logging_with_a_person_starts_with_them_present(
    qtbot: QtBot, open_desk: Desk, window: MainWindow, scene: Scene
) -> None:
    with qtbot.waitSignal(listed(window).starter.opened) as opened:
        open_desk.navigator.new("engagements", scene.speaker)
    dialog = opened.args[0]
    assert isinstance(dialog, CloseOut)
    draft = dialog.read()
    assert [(one.person_id, one.code) for one in draft.attendance] == [(scene.speaker, "P")]
    assert draft.organisation_id == scene.committee
    dialog.reject()


def test_a_plan_is_written_by_keyboard(qtbot: QtBot, open_desk: Desk, window: MainWindow, scene: Scene) -> None:
    page = listed(window)
    with qtbot.waitSignal(page.starter.opened) as opened:
        qtbot.keyClick(
            page.list.table, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
        )
    dialog = opened.args[0]
    assert isinstance(dialog, EngagementEditor)
    write(qtbot, "plan-title-text", "Oversight visit")
    dialog.day.line.clear()
    write(qtbot, "plan-day-text", "30 Nov 2026")
    write(qtbot, "plan-start", "9h30")
    write(qtbot, "plan-venue", "Galeshewe clinic")
    write(qtbot, "plan-meeting-point", "At the gate")
    write(qtbot, "plan-needs", "Sign language")
    write(qtbot, "plan-person-text", "Naledi Seekoei", enter=True)
    qtbot.waitUntil(lambda: len(dialog.people.rows) == 1)
    write(qtbot, "agenda-0-title", "Welcome", enter=True)
    assert dialog.isVisible(), "Enter goes on to the next row"
    assert find(QLineEdit, "agenda-1-title").hasFocus()
    write(qtbot, "plan-ask-0-text", "A date for the ramp")
    with qtbot.waitSignal(dialog.saved) as saved:
        qtbot.keyClick(find(QLineEdit, "plan-venue"), Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    drafts: list[EngagementDraft] = []
    open_desk.service.ask(open_desk.service, drafts.append, draft_engagement, saved.args[0])
    qtbot.waitUntil(lambda: bool(drafts))
    kept = drafts[0]
    assert (kept.title, kept.on_day, kept.start_time) == ("Oversight visit", NEXT_WEEK, "09:30")
    assert (kept.meeting_point, kept.needs) == ("At the gate", "Sign language")
    assert [(one.person_id, one.code) for one in kept.attendance] == [(scene.speaker, "U")]
    assert [item.title for item in kept.agenda] == ["Welcome"]
    assert [ask.text for ask in kept.asks] == ["A date for the ramp"]


def test_the_agenda_is_put_in_order_by_keyboard(qtbot: QtBot, open_desk: Desk, window: MainWindow) -> None:
    page = listed(window)
    with qtbot.waitSignal(page.starter.opened) as opened:
        page.plan()
    dialog = opened.args[0]
    for number, title in enumerate(("The road", "Welcome", "Thanks")):
        write(qtbot, f"agenda-{number}-title", title)
    QApplication.processEvents()  # rows just made are shown by the next event
    field = find(QLineEdit, "agenda-1-title")
    field.setFocus()
    qtbot.keyClick(field, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    qtbot.keyClick(field, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert QApplication.focusWidget() is field, "the keyboard stays in the row it moved"
    assert [item.title for item in dialog.read().agenda] == ["Welcome", "The road", "Thanks"]
    qtbot.keyClick(field, Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is find(QLineEdit, "agenda-1-minutes")
    road = find(QLineEdit, "agenda-0-title")
    road.setFocus()
    for _press in range(3):
        qtbot.keyClick(road, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert [item.title for item in dialog.read().agenda] == ["Welcome", "Thanks", "The road"], (
        "the empty row stays last"
    )
    dialog._leave()


def test_everyone_of_the_body_met_is_added_with_one_button(
    qtbot: QtBot, open_desk: Desk, window: MainWindow, scene: Scene
) -> None:
    page = listed(window)
    with qtbot.waitSignal(page.starter.opened) as opened:
        page.starter.plan(scene.committee)
    dialog = opened.args[0]
    assert dialog.title.text() == "Meeting with Portfolio Committee on Health and Wellness"
    assert not dialog.is_dirty
    button = find(QPushButton, "plan-members")
    button.setFocus()
    qtbot.keyClick(button, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: len(dialog.people.rows) == 2)
    assert {one.code for one in dialog.read().attendance} == {"U"}
    box = find(QComboBox, "delegation-0-part")
    assert [box.itemText(at) for at in range(6)] == [
        "No special part",
        "Leads us",
        "Makes the ask",
        "Note-taker",
        "Follows up",
        "Photos",
    ]
    dialog._leave()


def test_a_plan_begins_on_a_persons_page_filled_in(
    qtbot: QtBot, open_desk: Desk, window: MainWindow, scene: Scene
) -> None:
    window.shell.open_record("people", scene.speaker)
    qtbot.waitUntil(lambda: open_desk.service.is_idle)
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    shown = window.shell.current_page()
    assert shown is not None
    QTest.keySequence(QApplication.focusWidget() or shown, QKeySequence("Ctrl+Shift+E"))
    dialog = modal(qtbot)
    assert isinstance(dialog, EngagementEditor)
    draft = dialog.read()
    assert (draft.title, draft.organisation_id) == ("Meeting with Hon. Naledi Seekoei", scene.committee)
    assert [(one.person_id, one.code) for one in draft.attendance] == [(scene.speaker, "U")]
    assert not window._has_unsaved()
    dialog.venue.setText("Kimberley")
    assert window._has_unsaved()
    with qtbot.waitSignal(dialog.saved):
        dialog.accept()
    qtbot.waitUntil(lambda: isinstance(window.shell.current_page(), EngagementPage))


def test_the_page_of_a_plan_says_what_for_who_goes_and_what_we_ask(
    qtbot: QtBot, open_desk: Desk, window: MainWindow, scene: Scene
) -> None:
    page = record(qtbot, window, plan(qtbot, open_desk, scene, NEXT_WEEK))
    qtbot.waitUntil(page.purpose.isVisible)
    assert find(QLabel, "engagement-purpose-text", page).text() == "Ask for dates."
    lines = page.register.findChildren(RecordLine)
    assert [(line.line.title, line.line.detail) for line in lines] == [
        ("Thabo Kgosi", "Note-taker · Not yet in People"),
        ("Hon. Naledi Seekoei", "Chairperson, Portfolio Committee on Health and Wellness"),
    ]
    QApplication.processEvents()  # what was added to a card is shown by the next event
    words = [label.text() for label in page.register.findChildren(QLabel) if label.isVisible()]
    assert words == ["Who goes, and whom we meet", "Our delegation", "Whom we meet"]
    facts = [label.text() for label in page.logistics.findChildren(QLabel)]
    assert "Sign language" in facts
    assert not page.points.isVisible() and not page.minutes.isVisible()
    assert page.register.y() < page.asks.y() < page.promises.y()
    do(qtbot, open_desk, postpone, page.record_id, date(2026, 12, 7))
    qtbot.waitUntil(page.moved.isVisible)
    brief = find(QPushButton, "engagement-moved-brief", page)
    brief.setFocus()
    qtbot.keyClick(brief, Qt.Key.Key_Space)
    assert isinstance(window.shell.current_page(), ReportsPage)


def test_the_page_of_what_was_held_begins_with_what_was_promised(
    qtbot: QtBot, open_desk: Desk, window: MainWindow, scene: Scene
) -> None:
    held = do(qtbot, open_desk, close_out, EngagementDraft("Visit", LAST_WEEK, purpose="Look at the ramp"))
    assert isinstance(held, int)
    page = record(qtbot, window, held)
    qtbot.waitUntil(page.points.isVisible)
    assert page.promises.y() < page.register.y() < page.points.y()
    assert "Look at the ramp" in [label.text() for label in page.logistics.findChildren(QLabel)]
    assert not page.purpose.isVisible()


def test_a_wrong_time_is_shown_at_its_field(qtbot: QtBot, open_desk: Desk, window: MainWindow) -> None:
    page = listed(window)
    with qtbot.waitSignal(page.starter.opened) as opened:
        page.plan()
    dialog = opened.args[0]
    write(qtbot, "plan-title-text", "Visit")
    write(qtbot, "plan-start", "27:00")
    dialog.accept()
    qtbot.waitUntil(lambda: bool(dialog.form.field_row("start").error()))
    assert find(QLineEdit, "plan-start").text() == "27:00"


def test_the_page_offers_the_steps_that_are_legal(
    qtbot: QtBot, open_desk: Desk, window: MainWindow, scene: Scene
) -> None:
    page = record(qtbot, window, plan(qtbot, open_desk, scene, NEXT_WEEK))

    def names() -> set[str]:
        return {button.objectName() for button in page.findChildren(QPushButton) if button.isVisible()}

    legal = {f"engagement-step-{step}" for step in ("held", "postponed", "cancelled", "no_show")}
    qtbot.waitUntil(lambda: legal <= names())
    assert "engagement-unlock" not in names()


def postponed(qtbot: QtBot, page: EngagementPage, step: str = "postponed") -> PostponeDialog:
    """The form, opened by keyboard."""
    button = find(QPushButton, f"engagement-step-{step}", page)
    button.setFocus()
    qtbot.keyClick(button, Qt.Key.Key_Return)
    dialog = modal(qtbot)
    assert isinstance(dialog, PostponeDialog)
    return dialog


def saved(qtbot: QtBot, desk: Desk, dialog: PostponeDialog) -> None:
    with qtbot.waitSignal(desk.service.done):
        qtbot.keyClick(dialog.reason, Qt.Key.Key_Return)


def test_postponed_to_another_day_it_is_planned_again_with_a_message_ready(
    qtbot: QtBot, open_desk: Desk, window: MainWindow, scene: Scene
) -> None:
    page = record(qtbot, window, plan(qtbot, open_desk, scene, NEXT_WEEK))
    qtbot.waitUntil(page.edit_button.isVisible)
    assert not page.moved.isVisible()
    dialog = postponed(qtbot, page)
    write(qtbot, "postpone-day-text", "7 Dec 2026")
    write(qtbot, "postpone-by", "the committee clerk")
    write(qtbot, "postpone-reason", "The House sits")
    saved(qtbot, open_desk, dialog)
    qtbot.waitUntil(page.moved.isVisible)
    assert page._page is not None
    assert (page._page.status, page._page.on_day) == (Status.PLANNED, date(2026, 12, 7))
    words = find(QLabel, "engagement-moved-words", page).text()
    assert words == "Moved from 30 Nov 2026 to 7 Dec 2026, asked by the committee clerk: The House sits."
    copy = find(QPushButton, "engagement-copy-message", page)
    copy.setFocus()
    with qtbot.waitSignal(open_desk.navigator.said):
        qtbot.keyClick(copy, Qt.Key.Key_Space)
    message = QApplication.clipboard().text()
    assert "Ramps at clinics in Frances Baard, planned for 30 Nov 2026, is postponed to 7 Dec 2026, 10:00." in message
    assert "Committee room 2" in message
    assert not any(private in message for private in ("The House sits", "clerk", "Ask for dates", "Sign language"))


def test_a_day_not_known_yet_is_given_later(qtbot: QtBot, open_desk: Desk, window: MainWindow, scene: Scene) -> None:
    page = record(qtbot, window, plan(qtbot, open_desk, scene, NEXT_WEEK))
    qtbot.waitUntil(page.edit_button.isVisible)
    saved(qtbot, open_desk, postponed(qtbot, page))
    qtbot.waitUntil(page.moved.isVisible)
    assert page._page is not None and page._page.status is Status.POSTPONED
    assert "the new day is not known yet" in find(QLabel, "engagement-moved-words", page).text()
    dialog = postponed(qtbot, page, "planned")
    dialog.accept()
    assert dialog.form.field_row("day").error(), "now a day is needed"
    write(qtbot, "postpone-day-text", "yesterday")
    dialog.accept()
    qtbot.waitUntil(lambda: "that day is over" in dialog.form.field_row("day").error())
    dialog.day.set_text("7 Dec 2026")
    dialog.time.setText("9h30")
    saved(qtbot, open_desk, dialog)
    qtbot.waitUntil(lambda: page._page is not None and page._page.status is Status.PLANNED)
    assert (page._page.on_day, page._page.start_time, page._page.end_time) == (date(2026, 12, 7), "09:30", "11:30")


def test_something_to_come_cannot_have_been_held(
    qtbot: QtBot, open_desk: Desk, window: MainWindow, scene: Scene
) -> None:
    page = record(qtbot, window, plan(qtbot, open_desk, scene, NEXT_WEEK))
    with qtbot.waitSignal(open_desk.service.problem) as problem:
        page.take_step(Status.HELD)
    assert problem.args[0].code == "held-in-future"


def test_locked_minutes_unlock_with_a_reason(qtbot: QtBot, open_desk: Desk, window: MainWindow, scene: Scene) -> None:
    draft = EngagementDraft("Call", LAST_WEEK, minutes="We spoke.")
    engagement_id = do(qtbot, open_desk, close_out, draft)
    assert isinstance(engagement_id, int)
    page = record(qtbot, window, engagement_id)
    assert find(QLabel, "engagement-minutes-text", page).text() == "We spoke."
    assert not page.edit_button.isVisible()
    assert not page.close_button.isVisible()
    find(QPushButton, "engagement-unlock", page).click()
    dialog = modal(qtbot)
    dialog.accept()  # type: ignore[attr-defined]
    assert dialog.isVisible(), "a reason is wanted"  # type: ignore[attr-defined]
    find(QPlainTextEdit, "unlock-reason").setPlainText("A name was misspelt")
    with qtbot.waitSignal(open_desk.service.done):
        dialog.accept()  # type: ignore[attr-defined]
    qtbot.waitUntil(page.close_button.isVisible)
    assert page._page is not None
    assert page._page.steps[-1][3] == "A name was misspelt"


def test_a_file_opens_from_a_private_copy(
    qtbot: QtBot,
    open_desk: Desk,
    window: MainWindow,
    scene: Scene,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    opened: list[QUrl] = []

    def remember(url: QUrl) -> bool:
        opened.append(url)
        return True

    monkeypatch.setattr(QDesktopServices, "openUrl", remember)
    engagement_id = plan(qtbot, open_desk, scene, LAST_WEEK)
    sheet = tmp_path / "sheet.jpg"
    sheet.write_bytes(b"a photo")
    do(qtbot, open_desk, attach_file, engagement_id, sheet)
    page = record(qtbot, window, engagement_id)
    qtbot.waitUntil(lambda: bool(page.files._files))
    show_file(page, open_desk, next(iter(page.files._files)))
    shown = window.findChild(FileDialog)
    qtbot.waitUntil(shown.open_outside.isEnabled)
    shown.open_outside.click()
    copy = Path(opened[0].toLocalFile())
    assert copy.read_bytes() == b"a photo"
    assert copy != sheet
    with qtbot.waitSignal(open_desk.service.closed):
        open_desk.service.close()
    assert not copy.exists()


def test_the_calendar_is_walked_by_keyboard(
    qtbot: QtBot, open_desk: Desk, window: MainWindow, scene: Scene, today: date
) -> None:
    engagement_id = planned(qtbot, open_desk, "Visit", today + timedelta(days=2))
    page = listed(window)
    page.view.setFocus()
    qtbot.keyClick(page.view, Qt.Key.Key_M)
    grid = page.calendar.grid
    grid.setFocus()
    qtbot.waitUntil(lambda: bool(grid._by_day))
    qtbot.keyClick(grid, Qt.Key.Key_Right)
    qtbot.keyClick(grid, Qt.Key.Key_Right)
    assert "Visit" in grid.accessibleName()
    with qtbot.waitSignal(grid.opened) as opened:
        qtbot.keyClick(grid, Qt.Key.Key_Return)
    assert opened.args == ["engagements", engagement_id]


def test_a_day_of_the_past_logs_and_one_to_come_plans(
    qtbot: QtBot, open_desk: Desk, window: MainWindow, today: date
) -> None:
    page = listed(window)
    page.show_as("week")
    for day, kind in ((LAST_WEEK, CloseOut), (NEXT_WEEK, EngagementEditor)):
        with qtbot.waitSignal(page.starter.opened) as opened:
            page.calendar.grid.day_wanted.emit(day)
        assert isinstance(opened.args[0], kind)
        assert opened.args[0].read().on_day == day
        opened.args[0].reject()


def test_the_week_shows_hours_and_is_walked_and_planned_by_keyboard(
    qtbot: QtBot, open_desk: Desk, window: MainWindow, scene: Scene, today: date
) -> None:
    engagement_id = plan(qtbot, open_desk, scene, NEXT_WEEK)
    promise = CommitmentDraft("Send the list", today, due_on=NEXT_WEEK)
    do(qtbot, open_desk, save_commitment, promise)
    page = listed(window)
    page.view.setFocus()
    qtbot.keyClick(page.view, Qt.Key.Key_W)
    grid = page.calendar.grid
    grid.setFocus()
    qtbot.keyClick(grid, Qt.Key.Key_PageDown)
    assert grid.day == today + timedelta(days=7)
    qtbot.keyClick(grid, Qt.Key.Key_Right)
    qtbot.waitUntil(lambda: "Ramps at clinics" in grid.accessibleName())
    assert grid.day == NEXT_WEEK
    assert grid.accessibleName().endswith("Planned; Send the list, Promise due, in 8 days")
    grid.grab()
    ((due, promised), (chip, row)) = grid._chips
    assert row.id == engagement_id
    assert promised.is_deadline and due.bottom() < chip.top(), "what is due has no hour and stands on top"
    assert (chip.top(), chip.bottom()) == (grid._y_of(600) + 1, grid._y_of(720) - 2), "from ten to twelve"
    assert row.tip.startswith("10:00–12:00 Ramps at clinics in Frances Baard\nPortfolio Committee")
    with qtbot.waitSignal(grid.opened) as opened:
        qtbot.mouseClick(grid, Qt.MouseButton.LeftButton, pos=chip.center())
    assert opened.args == ["engagements", engagement_id]
    window.shell.back()
    qtbot.waitUntil(grid.isVisible)
    grid.setFocus()
    qtbot.keyClick(grid, Qt.Key.Key_Down)
    with qtbot.waitSignal(grid.opened) as opened:
        qtbot.keyClick(grid, Qt.Key.Key_Return)
    assert opened.args == [promised.noun, promised.id], "the arrows go through what is due, too"
    window.shell.back()
    qtbot.waitUntil(grid.isVisible)
    grid.setFocus()
    qtbot.keyClick(grid, Qt.Key.Key_Right)
    with qtbot.waitSignal(page.starter.opened) as started:
        qtbot.keyClick(grid, Qt.Key.Key_N)
    assert isinstance(started.args[0], EngagementEditor)
    assert started.args[0].read().on_day == NEXT_WEEK + timedelta(days=1)
    started.args[0].reject()


def test_the_buttons_of_the_calendar_are_reached_by_tab(qtbot: QtBot, window: MainWindow) -> None:
    page = listed(window)
    page.show_as("week")
    page.take_focus()
    QApplication.processEvents()
    assert QApplication.focusWidget() is page.calendar.grid
    seen = set()
    for _step in range(40):
        here = QApplication.focusWidget()
        assert here is not None
        seen.add(here.objectName())
        qtbot.keyClick(here, Qt.Key.Key_Tab)
    assert {f"engagements-calendar-{name}" for name in ("before", "after", "today", "grid")} <= seen


def test_a_day_is_found_under_the_mouse_beside_the_hours(qtbot: QtBot, window: MainWindow, today: date) -> None:
    page = listed(window)
    page.show_as("week")
    grid = page.calendar.grid
    qtbot.waitUntil(lambda: grid.width() > 400)
    assert grid._day_at(GUTTER + 2, 200) == first_day(today, "week")
    assert grid._day_at(2, 200) == first_day(today, "week"), "the hours belong to the first day"
    assert grid._day_at(grid.width() - 2, 200) == first_day(today, "week") + timedelta(days=6)


def test_a_month_begins_on_its_first_monday_row() -> None:
    assert first_day(date(2026, 11, 22), "month") == date(2026, 10, 26)
    assert weeks_shown(date(2026, 11, 22), "month") == 6
    assert first_day(date(2026, 11, 22), "week") == LAST_WEEK
    assert weeks_shown(date(2027, 2, 10), "month") == 4


def test_segments_are_taken_by_arrow_and_by_letter(qtbot: QtBot) -> None:
    segments = Segments("answer", [Segment("yes", "Yes", "Y"), Segment("no", "No", "N")], "Answer")
    qtbot.addWidget(segments)
    qtbot.keyClick(segments, Qt.Key.Key_N)
    assert segments.value == "no"
    assert segments.accessibleName() == "Answer: No"
    qtbot.keyClick(segments, Qt.Key.Key_Left)
    assert segments.value == "yes"
    segments.set_value("late")
    assert segments.value == "late"
    assert not any(button.isChecked() for button in segments._buttons.values())


def test_what_is_planned_is_saved_as_a_calendar_file(
    qtbot: QtBot, open_desk: Desk, window: MainWindow, scene: Scene, tmp_path: Path
) -> None:
    plan(qtbot, open_desk, scene, NEXT_WEEK)
    planned(qtbot, open_desk, "Call with the clerk", LAST_WEEK)
    page = listed(window)
    find(QAction, "engagements-save-calendar-action", page).trigger()
    dialog = modal(qtbot)
    assert isinstance(dialog, QFileDialog)
    assert dialog.selectedFiles()[0].endswith("Planned 2026-11-22.ics")
    file = tmp_path / "plan.ics"
    with qtbot.waitSignal(open_desk.navigator.said) as said:
        dialog.fileSelected.emit(str(file))
    dialog.reject()
    assert said.args == ["Saved: plan.ics (1 engagement)"]
    (event,) = icalendar.Calendar.from_ical(file.read_bytes()).events
    assert event["summary"].startswith("Meeting, Portfolio Committee on Health and Wellness (E-")
    with qtbot.waitSignal(open_desk.service.problem) as problem:
        page.save_calendar(str(tmp_path / "nowhere" / "plan.ics"))
    assert problem.args[0].code == "folder-missing"


def test_trainings_in_numbers_keep_people_and_attendances_apart(
    qtbot: QtBot, open_desk: Desk, window: MainWindow
) -> None:
    for title, counts in (
        ("Budget training", {"sessions": 3, "attendances": 55, "women": 12, "men": 8}),
        ("Rights training", {"total": 15}),
    ):
        draft = EngagementDraft(title, date(2026, 11, 2), kind="training", **counts)  # type: ignore[arg-type]
        do(qtbot, open_desk, log_engagement, draft)
    page = listed(window)
    page.findChild(QAction, "engagements-reached-action").trigger()
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, ReachedDialog)
    qtbot.waitUntil(lambda: dialog.said.text() == "2 trainings and workshops were held.")

    def figure(name: str) -> str:
        return next(one.text() for one in dialog.findChildren(QLabel) if one.objectName() == f"reached-{name}")

    assert (figure("total"), figure("attendances")) == ("35", "55; 1 did not record it")
    assert figure("disability") == "not recorded"
    dialog.until.set_text("1 Nov 2026")
    qtbot.waitUntil(lambda: dialog.said.text() == "0 trainings and workshops were held.")
    dialog.reject()
