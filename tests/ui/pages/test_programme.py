"""A day that lands in recess is said where it is typed, and can be kept all the same."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from crm.operations.calendar import PeriodDraft, save_period
from crm.queries.commitments import CommitmentFilter, get_commitment_rows, list_commitments
from crm.queries.organisations import get_organisation_rows, list_organisations
from crm.queries.petitions import get_petition_rows, list_petitions
from crm.queries.programme import list_bodies_of
from crm.rules import clock
from tests.ui.pages.looking import Looking
from ui.main_window import MainWindow
from ui.pages.parts.day_note import DayNote
from ui.widgets.choices import Choice


@pytest.fixture
def looking(qtbot: QtBot, sample_window: MainWindow) -> Looking:
    return Looking(qtbot, sample_window)


def note(looking: Looking, name: str) -> str:
    QApplication.processEvents()
    looking.settle()
    found = looking.window.findChildren(DayNote, name)
    return found[-1].text() if found and found[-1].isVisible() else ""


def close_for_ever(looking: Looking, body_id: int) -> None:
    today = clock.today()
    with looking.qtbot.waitSignal(looking.desk.service.done):
        looking.desk.service.do(save_period, PeriodDraft(body_id, "recess", today, today.replace(year=2040)))
    looking.settle()


def test_a_visit_in_recess_is_said_in_its_plan(looking: Looking) -> None:
    body = next(
        row for row in looking.ask(get_organisation_rows, looking.ask(list_organisations)) if row.kind == "legislature"
    )
    close_for_ever(looking, body.id)
    looking.window.shell.open_page("engagements")
    looking.settle()
    looking.enter("engagements-plan")
    form = looking.window.findChild(QWidget, "plan")
    assert form is not None
    assert note(looking, "plan-day-note") == ""
    form.body_met.set_choice(Choice(body.id, body.name))  # type: ignore[attr-defined]
    form.day.set_text("15 Dec 2026")  # type: ignore[attr-defined]
    assert note(looking, "plan-day-note").startswith(f"{body.name} is in recess from 22 Nov")
    form.day.set_text("15 Dec 2026 or so")  # type: ignore[attr-defined]
    assert note(looking, "plan-day-note") == ""


def test_a_promise_that_is_moved_into_recess_is_said(looking: Looking) -> None:
    found = looking.ask(get_commitment_rows, looking.ask(list_commitments, CommitmentFilter(lateness="late")))
    row = next(one for one in found if one.bound_id)
    close_for_ever(looking, looking.ask(list_bodies_of, row.bound_id, clock.today())[0])
    looking.open(row.id, "commitments")
    looking.key("M")
    looking.dialog("move-date")
    looking.write("move-date-new-text", "15 Dec 2026")
    assert "is in recess from 22 Nov" in note(looking, "move-date-note")
    looking.save()


def test_the_day_of_a_petition_is_said_too(looking: Looking) -> None:
    rows = looking.ask(get_petition_rows, looking.ask(list_petitions))
    row = next(one for one in rows if one.body_id and one.due_on == one.due_original)
    close_for_ever(looking, row.committee_id or row.body_id)
    looking.open(row.id, "petitions")
    looking.key("E")
    looking.dialog("petition-editor")
    looking.write("petition-due-text", "15 Mar 2027")  # outside the recess of the sample
    assert "is in recess from 22 Nov" in note(looking, "petition-day-note")
