"""Advocacy plans in the window: the list, the page with its table of steps, their keys, Today; by keyboard."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLabel, QWidget
from pytestqt.qtbot import QtBot

from crm.queries.plans import PlanPage, PlansFilter, PlanStepRow, get_plan, list_plans
from crm.queries.records import get_record
from crm.rules.plans import Status, StepStatus, next_step_statuses
from tests.ui.pages.looking import Looking
from ui.main_window import MainWindow
from ui.pages.plans.list import PlansPage
from ui.pages.plans.record import PlanPage as PlanPageOfWindow

CLINICS = "A nurse at every clinic"


@pytest.fixture
def looking(qtbot: QtBot, sample_window: MainWindow) -> Looking:
    return Looking(qtbot, sample_window)


def plan(looking: Looking, words: str = CLINICS) -> PlanPage:
    pages = [looking.ask(get_plan, each) for each in looking.ask(list_plans, PlansFilter(status="all"))]
    found: PlanPage = next(page for page in pages if page.row.title.startswith(words))
    return found


def step(looking: Looking, words: str) -> PlanStepRow:
    return next(each for each in plan(looking).steps if each.title.startswith(words))


def stand_on(looking: Looking, words: str) -> PlanPageOfWindow:
    """The page of the plan, opened by one of its steps, with the keyboard in the table."""
    looking.open(step(looking, words).id, "plans")
    page = looking.page
    assert isinstance(page, PlanPageOfWindow)
    table = page.view.steps.table
    looking.qtbot.waitUntil(lambda: table.current_id() == step(looking, words).id)
    table.setFocus()
    return page


def test_ctrl_9_lists_plans_the_one_with_the_late_step_on_top(looking: Looking) -> None:
    looking.key("9", Qt.KeyboardModifier.ControlModifier)
    page = looking.page
    assert isinstance(page, PlansPage)
    looking.qtbot.waitUntil(lambda: page.list.model.record(0) is not None)
    first = page.list.model.record(0)
    assert (first.title.startswith(CLINICS), first.next_step) == (True, "Ask for the list of vacant posts")
    page.show_only(status="late")
    looking.settle()
    assert page.list.model.rowCount() == 1
    page.list.filter_box.setText("counters")
    page.show_only(status="open")
    looking.settle()
    assert page.list.model.rowCount() == 1, "what a step says finds its plan"


def test_a_plan_and_its_steps_are_written_down_with_the_keyboard(looking: Looking) -> None:
    looking.window.shell.open_page("plans")
    looking.settle()
    looking.enter("plans-add")
    looking.dialog("plan-editor")
    assert looking.refused() == ["Say in a few words what is to change: a plan needs a title."]
    looking.write("plan-title", "A bridge at Dibeng")
    looking.save()
    looking.settle()
    made = plan(looking, "A bridge")
    assert (made.row.status, looking.page.accessibleName()) == (Status.ACTIVE, made.row.name)
    looking.key("A")
    looking.dialog("plan-step-editor")
    looking.write("plan-step-title", "Count the learners who wade")
    looking.write("plan-step-due-text", "1 December 2026")
    looking.write("plan-step-responsible-text", "The parents")
    looking.save()
    (only,) = plan(looking, "A bridge").steps
    assert (only.title, only.due_on, only.responsible) == (
        "Count the learners who wade",
        date(2026, 12, 1),
        "The parents",
    )
    looking.undo()
    looking.undo()
    assert looking.ask(get_record, made.row.id) is None


@pytest.mark.parametrize(
    ("key", "status"),
    [("D", StepStatus.DONE), ("I", StepStatus.IN_PROGRESS), ("W", StepStatus.WAITING), ("B", StepStatus.BLOCKED)],
)
def test_one_key_says_where_a_step_stands(looking: Looking, key: str, status: StepStatus) -> None:
    stand_on(looking, "Meet the MEC")
    looking.key(key)
    looking.dialog("plan-step-status")
    looking.write("plan-step-status-note", "So it is")
    looking.save()
    assert step(looking, "Meet the MEC").status is status
    looking.undo()
    assert step(looking, "Meet the MEC").status is StepStatus.NOT_STARTED


def test_a_step_is_deferred_with_its_new_date_and_skipped_with_a_reason(looking: Looking) -> None:
    stand_on(looking, "Meet the MEC")
    looking.key("L")
    looking.dialog("plan-step-status")
    looking.write("plan-step-status-new-text", "1 February 2027")
    looking.write("plan-step-status-note", "Recess")
    looking.save()
    deferred = step(looking, "Meet the MEC")
    assert (deferred.status, deferred.due_on, deferred.reason) == (StepStatus.DEFERRED, date(2027, 2, 1), "Recess")
    looking.key("K")
    looking.dialog("plan-step-status")
    assert looking.refused() == ["Write a line on what this rests on."]
    looking.write("plan-step-status-note", "She came to us")
    looking.save()
    assert step(looking, "Meet the MEC").status is StepStatus.SKIPPED


def test_only_what_may_follow_is_offered(looking: Looking) -> None:
    stand_on(looking, "A talk show")
    looking.key("S")
    form = looking.dialog("plan-step-status")
    box = form.findChild(QComboBox, "plan-step-status-choice")
    assert box is not None
    assert [box.itemData(at) for at in range(box.count())] == list(next_step_statuses(StepStatus.BLOCKED))
    form.reject()


def test_the_table_says_what_happened_to_the_step_the_keyboard_is_on(looking: Looking) -> None:
    page = stand_on(looking, "Keep a diary")
    said = [one.text() for one in page.view.step.findChildren(QLabel) if one.isVisible()]
    assert any("41 closed days in eight weeks" in words for words in said)
    looking.key(Qt.Key.Key_Down)
    said = [one.text() for one in page.view.step.findChildren(QLabel) if one.isVisible()]
    assert any(words.startswith("Find out which committee") for words in said)


def test_a_step_moves_its_date_its_place_and_is_edited(looking: Looking) -> None:
    page = stand_on(looking, "Ask for the list")
    looking.key("M")
    looking.dialog("move-date")
    looking.write("move-date-new-text", "15 January 2027")
    looking.save()
    assert step(looking, "Ask for the list").due_agreed == date(2027, 1, 15)
    before = [each.title for each in plan(looking).steps]
    page.view.steps.table.setFocus()
    looking.key(Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    after = [each.title for each in plan(looking).steps]
    at = before.index("Ask for the list of vacant posts")
    assert after.index("Ask for the list of vacant posts") == at - 1
    page.view.steps.table.setFocus()
    looking.key(Qt.Key.Key_Return)
    looking.dialog("plan-step-editor")
    looking.write("plan-step-title", "Ask for the list of empty posts")
    looking.save()
    assert step(looking, "Ask for the list of empty posts").position == at - 1


def test_a_plan_pauses_and_its_steps_rest(looking: Looking) -> None:
    stand_on(looking, "Meet the MEC")
    looking.enter("plan-step-paused")
    looking.dialog("plan-status")
    looking.save()
    assert plan(looking).row.status is Status.PAUSED
    assert {each.next_look for each in plan(looking).steps} == {None}
    looking.undo()
    assert plan(looking).row.status is Status.ACTIVE


def test_today_shows_the_steps_that_are_late_or_due(looking: Looking) -> None:
    looking.window.shell.open_page("today")
    looking.settle()
    line = looking.find(QWidget, f"plan-step-line-{step(looking, 'Ask for the list').id}")
    line.setFocus()
    looking.key("M")
    looking.dialog("move-date")
    looking.write("move-date-new-text", "15 January 2027")
    looking.save()
    assert step(looking, "Ask for the list").due_on == date(2027, 1, 15)
    due = looking.find(QWidget, f"plan-step-line-{step(looking, 'Meet the MEC').id}")
    due.setFocus()
    looking.key(Qt.Key.Key_Return)
    assert looking.page.accessibleName() == plan(looking).row.name
