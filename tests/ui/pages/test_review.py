"""The Review in the real window, by keyboard only."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from crm.queries.commitments import CommitmentFilter, get_commitment, list_commitments
from crm.queries.organisations import OrganisationsFilter, list_organisations
from crm.queries.reaching import get_reach
from crm.queries.review import list_review
from crm.queries.review_items import get_review_item
from crm.rules.review import Key, Kind, ReviewScope, Scope
from tests.ui.asking import settle
from tests.ui.pages.conftest import TODAY
from ui.main_window import MainWindow
from ui.pages.reports.page import ReportsPage
from ui.pages.review.page import ReviewPage
from ui.pages.review.run import Run
from ui.widgets.choices import Choice
from ui.widgets.record_picker import RecordPicker

CTRL = Qt.KeyboardModifier.ControlModifier
PATIENCE = 20_000


class Keyboard:
    """Only presses keys, wherever the keyboard is, and waits until everything asked for is shown."""

    def __init__(self, qtbot: QtBot, window: MainWindow) -> None:
        self.qtbot, self.window = qtbot, window
        self.service = window._desk.service

    def activate(self) -> None:
        with self.qtbot.waitActive(self.window, timeout=PATIENCE):
            self.window.activateWindow()

    def press(self, *keys: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        for key in keys:
            self.qtbot.keyClick(self.here(), key, modifier)
            self.settle()

    def type(self, text: str) -> None:
        self.qtbot.keyClicks(self.here(), text)

    def here(self) -> QWidget:
        return QApplication.focusWidget() or self.window

    def settle(self) -> None:
        settle(self.qtbot, self.service)

    def ask(self, query: Callable[..., Any], *args: object) -> Any:
        answers: list[Any] = []
        self.service.ask(self.service, answers.append, query, *args)
        self.qtbot.waitUntil(lambda: bool(answers), timeout=PATIENCE)
        return answers[0]


@pytest.fixture
def keyboard(qtbot: QtBot, sample_window: MainWindow) -> Keyboard:
    made = Keyboard(qtbot, sample_window)
    made.activate()
    made.settle()
    return made


def review(keyboard: Keyboard) -> ReviewPage:
    """Ctrl+R, and the page."""
    keyboard.press(Qt.Key.Key_R, modifier=CTRL)
    page = keyboard.window.shell.current_page()
    assert isinstance(page, ReviewPage)
    assert page.item is not None
    return page


def text(page: QWidget, name: str) -> str:
    QApplication.processEvents()
    found = [one for one in page.findChildren(QLabel, name) if one.isVisible()]
    assert len(found) == 1, f"{len(found)} labels are called {name}"
    return found[0].text()


def only_promises(keyboard: Keyboard, page: ReviewPage, count: int) -> None:
    """The sample begins with this many promises, each of which takes every key."""
    kinds = [keyboard.ask(get_review_item, one).kind for one in page.run.ids[:count]]  # type: ignore[union-attr]
    assert kinds == [Kind.COMMITMENT] * count


def test_five_records_are_answered_and_everything_is_undone_by_keyboard_alone(keyboard: Keyboard) -> None:
    page = review(keyboard)
    run = page.run
    assert run is not None
    only_promises(keyboard, page, 5)
    before = [keyboard.ask(get_commitment, one) for one in run.ids[:5]]
    assert text(page, "review-place") == f"1 of {len(run.ids)}"

    keyboard.press(Qt.Key.Key_T, Qt.Key.Key_Return)
    assert text(page, "review-place") == f"2 of {len(run.ids)}"
    keyboard.press(Qt.Key.Key_K)
    keyboard.type("ramp seen in use")
    keyboard.press(Qt.Key.Key_Return)
    keyboard.press(Qt.Key.Key_M)
    keyboard.type("15 December")
    keyboard.press(Qt.Key.Key_Return)
    keyboard.press(Qt.Key.Key_P)
    keyboard.type("the tender is out")
    keyboard.press(Qt.Key.Key_Return)
    keyboard.press(Qt.Key.Key_X)
    keyboard.type("nothing will come of it")
    keyboard.press(Qt.Key.Key_Return)

    after = [keyboard.ask(get_commitment, one) for one in run.ids[:5]]
    assert [str(one.row.outcome or one.row.status) for one in after][1:] == [
        "kept", before[2].row.status, "in_progress", "lapsed",
    ]  # fmt: skip
    assert after[0].row.follow_ups == before[0].row.follow_ups + 1
    assert len(after[2].moves) == len(before[2].moves) + 1
    assert text(page, "review-place") == f"6 of {len(run.ids)}"

    for left in (4, 3, 2, 1, 0):
        keyboard.press(Qt.Key.Key_Z, modifier=CTRL)
        assert text(page, "review-place") == f"{left + 1} of {len(run.ids)}"
        assert page.item is not None
        assert page.item.id == run.ids[left]
    assert [keyboard.ask(get_commitment, one) for one in run.ids[:5]] == before
    keyboard.press(Qt.Key.Key_Z, modifier=CTRL | Qt.KeyboardModifier.ShiftModifier)
    assert page.item.id == run.ids[1]


def test_an_answer_that_lacks_something_says_so_and_keeps_the_line(keyboard: Keyboard) -> None:
    page = review(keyboard)
    first = page.item
    assert first is not None
    keyboard.press(Qt.Key.Key_K, Qt.Key.Key_Return)
    assert "evidence" in text(page, "review-wrong")
    keyboard.press(Qt.Key.Key_Escape, Qt.Key.Key_M)
    keyboard.type("someday")
    keyboard.press(Qt.Key.Key_Return)
    assert "someday" in text(page, "review-wrong")
    assert not page.prompt.day.findChild(QLabel, "review-day-understood").isVisible(), "it is said once"
    assert page.prompt.day.text() == "someday"
    assert page.has_unsaved()
    keyboard.press(Qt.Key.Key_Escape)
    assert page.item == first
    assert not page.has_unsaved()


def test_letters_write_where_there_is_a_line_to_write_in(keyboard: Keyboard) -> None:
    page = review(keyboard)
    keyboard.press(Qt.Key.Key_N)
    keyboard.type("tdknmpfsx")
    assert page.prompt.note.text() == "tdknmpfsx"
    assert text(page, "review-place").startswith("1 of")


def test_a_photo_is_kept_with_what_was_kept(keyboard: Keyboard, tmp_path: Path) -> None:
    page = review(keyboard)
    first = page.item
    assert first is not None
    photo = tmp_path / "ramp.jpg"
    photo.write_bytes(b"a picture")
    keyboard.press(Qt.Key.Key_K, Qt.Key.Key_Tab)
    keyboard.type(str(photo))
    keyboard.press(Qt.Key.Key_Return)
    kept = keyboard.ask(get_commitment, first.id)
    assert (kept.row.outcome, kept.evidence[-1][3]) == ("kept", "ramp.jpg")


def test_f_opens_the_form_of_a_follow_up_and_then_the_next_record_is_there(keyboard: Keyboard) -> None:
    page = review(keyboard)
    first = page.item
    assert first is not None
    keyboard.press(Qt.Key.Key_F)
    keyboard.qtbot.waitUntil(lambda: QApplication.activeModalWidget() is not None, timeout=PATIENCE)
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, QDialog)
    keyboard.press(Qt.Key.Key_Return, modifier=CTRL)
    keyboard.qtbot.waitUntil(lambda: QApplication.activeModalWidget() is None, timeout=PATIENCE)
    keyboard.settle()
    assert text(page, "review-place").startswith("2 of")
    assert keyboard.ask(get_commitment, first.id).row.follow_ups == first.follow_ups + 1
    assert page.run is not None
    assert [each.key for each in page.run.answers] == [Key.FOLLOW_UP]


def test_a_meeting_is_closed_out_without_leaving_the_review(keyboard: Keyboard) -> None:
    page = review(keyboard)
    while page.item is not None and page.item.kind is not Kind.ENGAGEMENT:
        keyboard.press(Qt.Key.Key_Space)
    meeting = page.item
    assert meeting is not None
    assert page.keys.buttons[Key.KEPT].isEnabled() is False
    keyboard.press(Qt.Key.Key_K)  # does not fit, and does nothing
    assert page.item == meeting
    keyboard.press(Qt.Key.Key_C)
    keyboard.qtbot.waitUntil(lambda: QApplication.activeModalWidget() is not None, timeout=PATIENCE)
    for _step in range(5):
        keyboard.press(Qt.Key.Key_Return, modifier=CTRL)
    keyboard.qtbot.waitUntil(lambda: QApplication.activeModalWidget() is None, timeout=PATIENCE)
    keyboard.settle()
    assert keyboard.ask(get_review_item, meeting.id).status == "closed_out"
    assert keyboard.window.shell.current_page() is page
    assert page.item is not None
    assert page.item.id != meeting.id
    keyboard.activate()  # no desktop gives the window the keyboard back here
    assert keyboard.here() is page.card
    keyboard.press(Qt.Key.Key_Z, modifier=CTRL)
    assert page.item.id == meeting.id


def test_the_end_says_what_was_done(keyboard: Keyboard) -> None:
    page = review(keyboard)
    keyboard.press(Qt.Key.Key_N)
    keyboard.type("no money")
    keyboard.press(Qt.Key.Key_Return)
    assert page.run is not None
    count = len(page.run.ids)
    for _one in range(count - 1):
        keyboard.press(Qt.Key.Key_Right)
    assert page.end.isVisible()
    assert page.end.accessibleName() == f"{count} looked at: 1 not kept, {count - 1} left as they are."
    keyboard.press(Qt.Key.Key_Return)
    assert text(page, "review-place") == f"1 of {count - 1}"


def test_back_and_opening_the_record_and_coming_back(keyboard: Keyboard) -> None:
    page = review(keyboard)
    first = page.item
    keyboard.press(Qt.Key.Key_Space, Qt.Key.Key_Left)
    assert page.item == first
    keyboard.press(Qt.Key.Key_Space, Qt.Key.Key_Return)
    assert keyboard.window.shell.current_page() is not page
    keyboard.press(Qt.Key.Key_Left, modifier=Qt.KeyboardModifier.AltModifier)
    assert keyboard.window.shell.current_page() is page
    assert text(page, "review-place").startswith("2 of")
    keyboard.press(Qt.Key.Key_T)
    assert page.prompt.isVisible()


def test_a_partner_is_chosen_by_name_and_what_is_open_of_it_is_gone_through(keyboard: Keyboard) -> None:
    page = review(keyboard)
    partner = next(
        one
        for one in keyboard.ask(list_organisations, OrganisationsFilter(side="partner"))
        if keyboard.ask(list_commitments, CommitmentFilter(partner_id=one))
    )
    wanted = keyboard.ask(list_review, ReviewScope(Scope.PARTNER, partner))
    page.scope.scope.setFocus()
    keyboard.press(Qt.Key.Key_Down)
    assert isinstance(keyboard.here(), QLineEdit)
    name = keyboard.ask(_name_of, partner)
    keyboard.type(max((word for word in name.split() if word.isascii()), key=len))  # a key for every letter
    keyboard.settle()
    keyboard.qtbot.waitUntil(page.scope.pickers[Scope.PARTNER].is_list_open, timeout=PATIENCE)
    keyboard.press(Qt.Key.Key_Return)
    assert page.run is not None
    assert page.run.ids == wanted
    assert keyboard.here() is page.card


def _name_of(organisation_id: int) -> str:
    from crm.queries.people import get_names

    return get_names([organisation_id])[organisation_id]


def test_today_says_how_many_wait_and_leads_there(keyboard: Keyboard) -> None:
    button = keyboard.window.findChild(QPushButton, "today-review")
    assert button is not None
    count = len(keyboard.ask(list_review))
    assert button.text() == f"Review {count} items"
    button.setFocus()
    keyboard.press(Qt.Key.Key_Return)
    assert isinstance(keyboard.window.shell.current_page(), ReviewPage)


def test_every_key_has_a_name_and_the_card_reads_the_record(keyboard: Keyboard) -> None:
    page = review(keyboard)
    item = page.item
    assert item is not None
    assert page.keys.buttons[Key.KEPT].accessibleName() == "Kept, key K"
    for part in (item.title, item.sentence.rstrip("."), item.reach.rings.name, item.reach.rings.numbers[0].value):
        assert part in page.card.accessibleName()
    assert text(page, "review-speak-to") == item.reach.rings.name


def test_a_run_tells_what_was_done_and_forgets_what_was_undone() -> None:
    run = Run([1, 2, 3, 4])
    run.answer(1, Key.KEPT, 11)
    run.answer(2, Key.MOVED, 12)
    run.step(1)
    assert run.tally() == "3 looked at: 1 kept, 1 date moved, 1 left as it is."
    assert run.take_standing([11])
    assert run.current == 2
    assert run.tally() == "3 looked at: 1 kept, 2 left as they are."
    assert run.take_standing([11, 12])
    assert run.current == 3


def test_the_call_sheet_of_the_scope_is_shown_among_the_reports(keyboard: Keyboard) -> None:
    page = review(keyboard)
    partner = keyboard.ask(list_organisations, OrganisationsFilter(side="partner"))[0]
    name = keyboard.ask(_name_of, partner)
    page.scope.set_value(Scope.PARTNER, Choice(partner, name))
    keyboard.settle()
    keyboard.press(Qt.Key.Key_P, modifier=CTRL)
    reports = keyboard.window.shell.current_page()
    assert isinstance(reports, ReportsPage)
    assert reports.paper is not None
    keyboard.settle()
    chosen = reports.paper.fields.values()
    assert (chosen["audience"], chosen["cso"]) == ("ourselves", f"organisations:{partner}")
    assert not {"body", "agreement", "colleague"} & chosen.keys(), "of the scope alone"
    field = reports.paper.fields.field("cso")
    assert isinstance(field, RecordPicker)
    assert field.text() == name


def test_a_partners_round_says_whom_to_ask_there(keyboard: Keyboard) -> None:
    page = review(keyboard)
    partners = keyboard.ask(list_organisations, OrganisationsFilter(side="partner"))
    partner = next(one for one in partners if keyboard.ask(list_review, ReviewScope(Scope.PARTNER, one)))
    page.scope.set_value(Scope.PARTNER, Choice(partner, keyboard.ask(_name_of, partner)))
    keyboard.settle()
    assert page.item is not None
    reach = keyboard.ask(get_reach, partner, "", TODAY)
    if reach.rings.id != page.item.reach.rings.id:
        assert reach.rings.name in text(page, "review-ask-partner")


def test_a_deliverable_leads_to_its_page_and_to_its_clause(keyboard: Keyboard) -> None:
    page = review(keyboard)
    while page.item is not None and page.item.kind is not Kind.DELIVERABLE:
        keyboard.press(Qt.Key.Key_Space)
    item = page.item
    assert item is not None
    keyboard.press(Qt.Key.Key_Return)
    shown = keyboard.window.shell.current_page()
    assert shown is not None
    assert (shown.objectName(), shown.record_id) == ("agreement-page", item.id)
    keyboard.press(Qt.Key.Key_Left, modifier=Qt.KeyboardModifier.AltModifier)
    link = page.card.findChild(QLabel, "review-clause")
    assert link is not None
    assert link.text().find("clause") > 0
    link.setFocus()
    keyboard.press(Qt.Key.Key_Return)
    assert shown.record_id == item.clause_id


def test_an_issue_has_the_form_of_a_visit_behind_c(keyboard: Keyboard) -> None:
    page = review(keyboard)
    while page.item is not None and page.item.kind is not Kind.ISSUE:
        keyboard.press(Qt.Key.Key_Space)
    assert page.item is not None, "the sample has one that is due"
    assert page.keys.buttons[Key.CLOSE_OUT].words() == "Visit"
    keyboard.press(Qt.Key.Key_C)
    opened = QApplication.activeModalWidget()
    assert opened is not None and opened.objectName() == "visit"
    keyboard.press(Qt.Key.Key_Escape)
