"""Petitions in the window: the register, the page of one, its forms, Today and the Review; by keyboard."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QCheckBox, QComboBox, QLabel, QWidget
from pytestqt.qtbot import QtBot

from crm.operations.clocks import ClockRuleDraft, save_clock_rule
from crm.operations.petitions import PetitionDraft, save_petition
from crm.queries.commitments import get_commitment_rows
from crm.queries.petitions import (
    PetitionPage,
    PetitionRow,
    PetitionsFilter,
    get_petition,
    get_petition_rows,
    list_petitions,
)
from crm.queries.records import get_record
from crm.rules.petitions import Status, next_steps
from crm.rules.review import Key
from tests.ui.pages.looking import Looking
from ui.main_window import MainWindow
from ui.pages.petitions.dialogs import PetitionFollowUpDialog
from ui.pages.petitions.list import PetitionsPage
from ui.pages.review.page import ReviewPage
from ui.widgets.banner import Banner

NURSES = "A second nurse at the clinics of Joe Morolong"
TOILETS = "Toilets that a wheelchair can enter"


@pytest.fixture
def looking(qtbot: QtBot, sample_window: MainWindow) -> Looking:
    return Looking(qtbot, sample_window)


def row(looking: Looking, words: str) -> PetitionRow:
    rows: list[PetitionRow] = looking.ask(get_petition_rows, looking.ask(list_petitions, PetitionsFilter(status="all")))
    return next(each for each in rows if each.title.startswith(words))


def page_of(looking: Looking, words: str) -> PetitionPage:
    found: PetitionPage | None = looking.ask(get_petition, row(looking, words).id)
    assert found is not None
    return found


def show(looking: Looking, words: str) -> None:
    looking.open(row(looking, words).id, "petitions")


def call(looking: Looking) -> None:
    """The form of a follow-up, by telephone: its first field is the way."""
    form = looking.dialog("follow-up")
    assert isinstance(form, PetitionFollowUpDialog)
    looking.qtbot.keyClick(form.way, "p")
    looking.settle()
    assert form.position == 0, "a call is only a follow-up, unless a rung is chosen"


def test_ctrl_8_lists_petitions_the_late_one_on_top(looking: Looking) -> None:
    looking.key("8", Qt.KeyboardModifier.ControlModifier)
    page = looking.page
    assert isinstance(page, PetitionsPage)
    looking.qtbot.waitUntil(lambda: page.list.model.record(0) is not None)
    first = page.list.model.record(0)
    assert (first.title, page.list.model.rowCount()) == (NURSES, 4)
    for status, count in (("late", 2), ("to_tell", 1), ("all", 5), ("visit_held", 1)):
        page.show_only(status=status)
        looking.settle()
        assert page.list.model.rowCount() == count, status
    page.list.clear_filters()
    looking.settle()
    assert page.list.model.rowCount() == 4
    page.show_only(kind="oversight_request")
    looking.settle()
    assert page.list.model.rowCount() == 1


def test_a_petition_is_written_down_with_the_keyboard_and_undone(looking: Looking) -> None:
    looking.window.shell.open_page("petitions")
    looking.settle()
    looking.enter("petitions-add")
    looking.dialog("petition-editor")
    assert looking.refused() == ["Say in a few words what is asked: a petition needs a title."]
    looking.write("petition-title", "A bridge for the learners of Dibeng")
    looking.write("petition-petitioner-text", "Parents of Dibeng")
    looking.write("petition-due-text", "15 December 2026")
    looking.choose("petition-kind", "representation")
    looking.save()
    looking.settle()
    made = row(looking, "A bridge")
    assert (made.petitioner, made.due_on, made.kind) == ("Parents of Dibeng", date(2026, 12, 15), "representation")
    assert looking.page.accessibleName() == made.name, "it is opened"
    looking.undo()
    assert looking.ask(get_record, made.id) is None


def test_only_the_legal_next_steps_are_offered(looking: Looking) -> None:
    show(looking, NURSES)
    here = row(looking, NURSES)
    looking.key("N")
    form = looking.dialog("petition-step")
    box = form.findChild(QComboBox, "petition-step-status")
    assert box is not None
    offered = [box.itemData(at) for at in range(box.count())]
    assert offered == list(next_steps(here.kind, here.status))
    looking.write("petition-step-note", "The Department will fill four posts")
    looking.save()
    assert row(looking, NURSES).status is Status.RESPONSE_RECEIVED
    assert page_of(looking, NURSES).steps[-1][4] == "The Department will fill four posts"
    looking.undo()
    assert row(looking, NURSES) == here


def test_closing_asks_how_it_ended_and_then_that_the_petitioner_is_told(looking: Looking) -> None:
    show(looking, NURSES)
    looking.enter("petition-step-closed")
    looking.dialog("petition-step")
    assert looking.refused() == ["Say how P-2026-0002 ended."]
    looking.choose("petition-step-outcome", "granted")
    looking.save()
    assert row(looking, NURSES).is_to_tell
    assert looking.find(Banner, "petition-to-tell").isVisible()
    looking.key("T")
    looking.dialog("petition-told")
    looking.write("petition-told-note", "In the hall at Bothithong")
    looking.save()
    assert row(looking, NURSES).petitioner_told_on == date(2026, 11, 22)
    assert not any(one.isVisible() for one in looking.page.findChildren(Banner, "petition-to-tell"))


def test_its_date_moves_it_is_followed_up_and_what_shows_it_is_kept(looking: Looking) -> None:
    show(looking, NURSES)
    looking.key("M")
    looking.dialog("move-date")
    looking.write("move-date-new-text", "15 December 2026")
    looking.save()
    assert row(looking, NURSES).due_agreed == date(2026, 12, 15)
    looking.key("F")
    call(looking)
    looking.write("follow-up-answer", "It is on the agenda")
    looking.save()
    looking.key("P")
    looking.dialog("petition-progress")
    looking.write("petition-progress-note", "One nurse was sent for a month")
    looking.save()
    looking.key("V")
    looking.dialog("evidence")
    looking.write("evidence-words", "Letter of the Department")
    looking.save()
    page = page_of(looking, NURSES)
    assert page.row.follow_ups == 2
    assert page.evidence[-1].words == "Letter of the Department"
    shown = [one.text() for one in looking.page.findChildren(QLabel) if one.isVisible()]
    assert "One nurse was sent for a month" in shown


def test_it_is_removed_after_asking_and_comes_back(looking: Looking) -> None:
    show(looking, TOILETS)
    before = page_of(looking, TOILETS)
    looking.page.view.remove_action.trigger()  # type: ignore[attr-defined]
    box = QApplication.activeModalWidget()
    assert box is not None
    with looking.qtbot.waitSignal(looking.desk.service.done):
        looking.qtbot.keyClick(looking.find(QAbstractButton, "petition-remove-accept", box), Qt.Key.Key_Space)
    looking.settle()
    assert looking.ask(get_record, before.row.id) is None
    looking.undo()
    assert page_of(looking, TOILETS) == before


def test_today_shows_what_wants_an_answer_and_takes_its_keys(looking: Looking) -> None:
    looking.window.shell.open_page("today")
    looking.settle()
    line = looking.find(QWidget, f"petition-line-{row(looking, NURSES).id}")
    line.setFocus()
    looking.key("F")
    call(looking)
    looking.write("follow-up-answer", "They will answer on Friday")
    looking.save()
    assert row(looking, NURSES).follow_ups == 2
    told = looking.find(QAbstractButton, f"told-{row(looking, TOILETS).id}")
    told.click()
    looking.settle()
    looking.dialog("petition-told")
    looking.save()
    assert not row(looking, TOILETS).is_to_tell


def test_the_review_takes_a_petition_its_next_step(looking: Looking) -> None:
    looking.window.shell.open_page("review")
    looking.settle()
    page: Any = looking.page
    assert isinstance(page, ReviewPage)
    wanted = row(looking, NURSES).id
    assert page.run is not None
    assert wanted in page.run.ids
    while page.run.current != wanted:
        page.go_on()
        looking.settle()
    assert page.keys.buttons[Key.CLOSE_OUT].words() == "Next step"
    looking.key("f")
    form = looking.dialog("follow-up")
    assert isinstance(form, PetitionFollowUpDialog)
    looking.qtbot.waitUntil(lambda: form.position == 1 and form._save.isEnabled())
    looking.save()
    assert row(looking, NURSES).follow_ups == 2
    assert page.run.current != wanted, "it goes on to the next record"
    looking.undo()
    assert (row(looking, NURSES).follow_ups, page.run.current) == (1, wanted)
    looking.key("c")
    looking.dialog("petition-step")
    looking.save()
    assert row(looking, NURSES).status is Status.RESPONSE_RECEIVED
    assert page.run.current != wanted, "it goes on to the next record"


def labels(looking: Looking, card: str) -> str:
    return "\n".join(one.text() for one in looking.find(QWidget, card).findChildren(QLabel) if one.isVisible())


def test_where_no_limit_is_known_the_page_says_so_and_takes_a_day_of_ours(looking: Looking) -> None:
    show(looking, NURSES)
    assert "No legal limit known in Northern Cape" in labels(looking, "petition-limit")
    looking.key("l")
    looking.dialog("petition-review")
    looking.write("petition-review-on-text", "4 December 2026")
    looking.save()
    assert "we look again on 4 Dec 2026" in labels(looking, "petition-limit")
    looking.undo()
    assert page_of(looking, NURSES).row.review_on is None


def test_a_limit_begins_stops_and_goes_on_and_a_longer_extension_is_said(looking: Looking) -> None:
    rule = ClockRuleDraft("Northern Cape", "awaiting_response", length=30, extension=14, law="Our reading")
    with looking.qtbot.waitSignal(looking.desk.service.done):
        looking.desk.service.do(save_clock_rule, rule)
    looking.settle()
    show(looking, NURSES)
    looking.enter("petition-clock")
    looking.dialog("petition-clock")
    looking.write("petition-clock-on-text", "26 October 2026")
    looking.save()
    shown = labels(looking, "petition-limit")
    assert "Day zero: 26 Oct 2026, “Awaiting response”" in shown
    assert "Not counted: 4 Nov 2026: Local Government Elections" in shown
    assert page_of(looking, NURSES).row.due_on == date(2026, 12, 8)
    looking.key("m")
    form = looking.dialog("move-date")
    looking.write("move-date-new-text", "15 February 2027")
    looking.settle()
    assert "until 30 Dec 2026 at most" in looking.find(Banner, "move-date-longer", form).text()
    looking.key(Qt.Key.Key_Escape)
    looking.key("k")
    looking.dialog("petition-clock")
    assert looking.refused() == ["Write a line on what this rests on."]
    looking.write("petition-clock-note", "They ask which clinics")
    looking.save()
    assert "it stands still" in labels(looking, "petition-limit").lower()
    looking.enter("petition-clock")
    looking.dialog("petition-clock")
    looking.write("petition-clock-note", "The list")
    looking.save()
    assert page_of(looking, NURSES).row.stopped_on is None


def test_a_step_says_that_no_limit_is_known_and_takes_the_day_to_look_again(looking: Looking) -> None:
    show(looking, "Visit the shelters")
    looking.enter("petition-step-awaiting_response")
    form = looking.dialog("petition-step")
    assert looking.find(QLabel, "petition-step-limit", form).text().startswith("No legal limit known")
    looking.write("petition-step-source", "The programme of the committee")
    looking.write("petition-step-review-text", "7 December 2026")
    looking.save()
    page = page_of(looking, "Visit the shelters")
    assert (page.row.review_on, page.steps[-1][5]) == (date(2026, 12, 7), "The programme of the committee")


def test_points_are_ticked_by_keyboard_and_ready_asks_for_those_that_are_not(looking: Looking) -> None:
    with looking.qtbot.waitSignal(looking.desk.service.done):
        looking.desk.service.do(save_petition, PetitionDraft("A bridge for the learners of Dibeng"))
    looking.settle()
    show(looking, "A bridge")
    box = looking.find(QCheckBox, "petition-check-action")
    box.setFocus()
    with looking.qtbot.waitSignal(looking.desk.service.done):
        looking.qtbot.keyClick(box, Qt.Key.Key_Space)
    looking.settle()
    assert box.isChecked() and box.hasFocus()
    assert [check.key for check in page_of(looking, "A bridge").checks if check.is_met] == ["action"]
    looking.enter("petition-step-ready")
    looking.dialog("petition-step")
    (said,) = looking.refused()
    assert said.startswith("Not met yet: the house, council or body can act on it;")
    looking.write("petition-step-note", "Handed in as it is: the sitting is tomorrow")
    looking.save()
    assert row(looking, "A bridge").status is Status.READY


def test_what_they_undertook_is_written_down_from_the_page_and_listed_with_its_lateness(looking: Looking) -> None:
    show(looking, NURSES)
    looking.key("u")
    looking.dialog("commitment-editor")
    looking.write("commitment-words", "Four posts are filled")
    looking.save()
    (promise,) = page_of(looking, NURSES).commitments
    assert "Four posts are filled" in looking.line("Four posts").line.title
    looking.follow("Four posts")
    assert looking.ask(get_commitment_rows, [promise])[0].kind == "executive_undertaking"
