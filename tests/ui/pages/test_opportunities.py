"""Opportunities in the window: the list, the page of one with whom it suits, its forms; by keyboard."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QLineEdit
from pytestqt.qtbot import QtBot

from crm.queries.opportunities import OpportunityPage, find_opportunity, get_opportunity
from crm.rules.opportunities import Status
from tests.ui.pages.looking import Looking
from ui.main_window import MainWindow
from ui.pages.opportunities.list import OpportunitiesPage
from ui.pages.parts.lines import RecordLine
from ui.widgets.link import Link

BILL, HEARING = "N-2026-0003", "N-2026-0004"
CONTROL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier


@pytest.fixture
def looking(qtbot: QtBot, sample_window: MainWindow) -> Looking:
    return Looking(qtbot, sample_window)


def page_of(looking: Looking, reference: str) -> OpportunityPage:
    found: OpportunityPage | None = looking.ask(get_opportunity, looking.ask(find_opportunity, reference))
    assert found is not None
    return found


def show(looking: Looking, reference: str) -> None:
    looking.open(looking.ask(find_opportunity, reference), "opportunities")


def suited(looking: Looking) -> list[str]:
    card = looking.page.view.suited  # type: ignore[attr-defined]
    return [line.accessibleName() for line in card.findChildren(RecordLine)]


def test_what_closes_or_takes_place_next_is_on_top(looking: Looking) -> None:
    looking.key("N", CONTROL, ALT)
    page = looking.page
    assert isinstance(page, OpportunitiesPage)
    looking.qtbot.waitUntil(lambda: page.list.model.record(2) is not None)
    rows = [page.list.model.record(number) for number in range(3)]
    assert [row.reference for row in rows] == [HEARING, BILL, "N-2026-0002"]
    page.show_only(status=Status.MISSED)
    looking.qtbot.waitUntil(lambda: page.list.model.rowCount() == 1)


def test_one_is_noted_decided_and_its_result_written_by_keyboard(looking: Looking) -> None:
    looking.window.shell.open_page("opportunities")
    looking.settle()
    looking.enter("opportunities-add")
    looking.dialog("opportunity-editor")
    assert looking.refused() == ["An opportunity needs a title: say what the call, hearing or meeting is about."]
    looking.write("opportunity-title", "Sitting on sample water")
    looking.write("opportunity-event-text", "9 Dec 2026")
    looking.write("opportunity-event-time", "9h30")
    looking.save()
    assert looking.page.accessibleName() == "N-2026-0005 Sitting on sample water", "it is opened"
    looking.key("D")
    form = looking.dialog("opportunity-decide")
    looking.choose("opportunity-decide-decision", "attending")
    assert looking.find(QCheckBox, "opportunity-decide-plan", form).isChecked()
    looking.write("opportunity-decide-reason", "Two groups asked")
    looking.save()
    page = page_of(looking, "N-2026-0005")
    assert (page.row.decision, page.row.reason, page.row.event_time) == ("attending", "Two groups asked", "09:30")
    assert [one.noun for one in page.tied] == ["engagements"]
    looking.key("R")
    looking.dialog("opportunity-result")
    looking.write("opportunity-result-words", "The pump was promised")
    looking.save()
    assert page_of(looking, "N-2026-0005").row.status is Status.RESULT_KNOWN
    looking.undo()
    assert page_of(looking, "N-2026-0005").row.result == ""


def test_deciding_to_submit_leads_to_the_submission_and_back(looking: Looking) -> None:
    show(looking, BILL)
    looking.enter("opportunity-step-submitting")
    looking.dialog("opportunity-decide")
    looking.write("opportunity-decide-reason", "The members said yes")
    looking.save()
    looking.follow("P-2026-")
    assert looking.page.accessibleName().endswith("Draft Bill on the rights of persons with disabilities")
    facts = [one for one in looking.page.findChildren(Link) if one.accessibleName().startswith("Answers: N-2026-0003")]
    assert len(facts) == 1


def test_a_submission_that_was_written_before_is_said_to_answer_a_call(looking: Looking) -> None:
    opportunity_id = looking.ask(find_opportunity, BILL)
    looking.window.shell.open_page("petitions")
    looking.settle()
    looking.enter("petitions-add")
    form = looking.dialog("petition-editor")
    looking.write("petition-title", "Written before we knew of it")
    looking.choose("petition-kind", "submission_on_bill")
    looking.write("petition-answers-text", BILL)
    looking.settle()
    looking.qtbot.keyClick(form.findChild(QLineEdit, "petition-answers-text"), Qt.Key.Key_Return)
    looking.save()
    assert looking.page.accessibleName().endswith("Written before we knew of it")
    tied = [one.name for one in looking.ask(get_opportunity, opportunity_id).tied]
    assert any(name.endswith("Written before we knew of it") for name in tied)


def test_the_page_says_whom_it_suits_and_why_and_who_was_told(looking: Looking) -> None:
    show(looking, HEARING)
    first, *others = suited(looking)
    assert first == "Rural Clinics Committee, Joe Morolong (sample), Works on health and serves Joe Morolong., Told"
    assert others == []
    show(looking, BILL)
    names = suited(looking)
    assert len(names) == 5
    looking.key("T")
    looking.dialog("opportunity-tell")
    looking.save()
    assert len(page_of(looking, BILL).told) == 5
    assert all(name.endswith(", Told") for name in suited(looking))
    assert page_of(looking, BILL).row.last_movement_on == date(2026, 11, 22)
