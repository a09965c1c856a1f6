"""The papers one takes along, from the page of whatever they are about, with the keyboard."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from io import BytesIO

import pytest
from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from crm.queries.engagements import EngagementsFilter, list_engagements
from crm.queries.organisations import OrganisationsFilter, list_organisations
from crm.queries.people import PeopleFilter, list_people
from tests.ui.asking import settle
from tests.ui.pages.conftest import find
from ui.desk import Desk
from ui.main_window import MainWindow
from ui.pages.reports.page import ReportsPage
from ui.pages.reports.paper import PaperView
from ui.widgets.record_picker import RecordPicker


def shown_paper(qtbot: QtBot, window: MainWindow, name: str) -> PaperView:
    """The report that the window shows, once it is drawn."""
    page = window.shell.current_page()
    assert isinstance(page, ReportsPage)
    paper = page.paper
    assert paper is page.papers[name]
    qtbot.waitUntil(lambda: paper.pages.paper is not None and paper.pages.is_drawn(), timeout=60_000)
    return paper


def words(paper: PaperView) -> str:
    assert paper.pages.paper is not None
    return " ".join(page.extract_text() for page in PdfReader(BytesIO(paper.pages.paper.data)).pages)


def first(qtbot: QtBot, desk: Desk, query: Callable[..., Sequence[int]], wanted: object) -> int:
    """The first record a list finds, asked for as a page does."""
    answers: list[Sequence[int]] = []
    desk.service.ask(desk.service, answers.append, query, wanted)
    qtbot.waitUntil(lambda: bool(answers), timeout=20_000)
    return answers[0][0]


def planned(qtbot: QtBot, desk: Desk) -> int:
    return first(qtbot, desk, list_engagements, EngagementsFilter(text="petitions", status="planned"))


def test_a_planned_engagement_has_its_brief_one_key_away(qtbot: QtBot, desk: Desk, sample_window: MainWindow) -> None:
    engagement = planned(qtbot, desk)
    sample_window.shell.open_record("engagements", engagement)
    settle(qtbot, desk.service)
    page = sample_window.shell.current_page()
    assert page is not None
    assert find(page, QAbstractButton, "engagement-brief").text() == "Prepare brief"
    qtbot.keyClick(page, Qt.Key.Key_B, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    settle(qtbot, desk.service)
    paper = shown_paper(qtbot, sample_window, "brief")
    assert paper.fields.values()["engagement"] == f"engagements:{engagement}"
    assert "Speaker: petitions at constituency offices" in words(paper)
    reports = sample_window.shell.current_page()
    assert isinstance(reports, ReportsPage)
    for other in ("meeting-form", "leave-behind", "sign-in"):
        assert reports.papers[other].fields.values()["engagement"] == f"engagements:{engagement}"
    assert "letter" not in reports.papers


def test_an_engagement_that_is_over_offers_its_minutes_and_no_brief_on_its_page(
    qtbot: QtBot, desk: Desk, sample_window: MainWindow
) -> None:
    over = first(qtbot, desk, list_engagements, EngagementsFilter(status="closed_out"))
    sample_window.shell.open_record("engagements", over)
    settle(qtbot, desk.service)
    page = sample_window.shell.current_page()
    assert page is not None
    assert not [one for one in page.findChildren(QAbstractButton, "engagement-brief") if one.isVisible()]
    find(page, QAbstractButton, "engagement-minutes-paper").click()
    settle(qtbot, desk.service)
    paper = shown_paper(qtbot, sample_window, "minutes")
    assert paper.fields.values()["engagement"] == f"engagements:{over}"


def test_today_prepares_the_brief_of_the_line_the_keyboard_is_on(
    qtbot: QtBot, desk: Desk, sample_window: MainWindow
) -> None:
    settle(qtbot, desk.service)
    today = sample_window.shell.current_page()
    assert today is not None
    engagement = planned(qtbot, desk)
    line = find(today, QWidget, f"engagement-line-{engagement}")
    assert find(today, QAbstractButton, f"brief-{engagement}").text() == "Prepare brief"
    line.setFocus()
    qtbot.keyClick(line, Qt.Key.Key_B)
    settle(qtbot, desk.service)
    paper = shown_paper(qtbot, sample_window, "brief")
    assert paper.fields.values()["engagement"] == f"engagements:{engagement}"


@pytest.mark.parametrize(("noun", "option"), [("organisations", "body"), ("people", "person")])
def test_a_body_and_a_person_offer_it_under_more_and_by_key(
    qtbot: QtBot, desk: Desk, sample_window: MainWindow, noun: str, option: str
) -> None:
    if noun == "organisations":
        record = first(qtbot, desk, list_organisations, OrganisationsFilter(text="Portfolio Committee on Health"))
    else:
        record = first(qtbot, desk, list_people, PeopleFilter(text="Sedumedi"))
    sample_window.shell.open_record(noun, record)
    settle(qtbot, desk.service)
    page = sample_window.shell.current_page()
    assert page is not None
    name = "organisation" if noun == "organisations" else "person"
    menu = find(page, QToolButton, f"{name}-more").menu()
    assert menu is not None
    offered = [one.text() for one in menu.actions() if not one.isSeparator()]
    of_a_person = ["Asks what is held (POPIA)…", "Erase or make nameless…"] if noun == "people" else []
    first_of_all = ["Plan engagement", "Prepare brief", "Print the sheet", "Merge with another record…"]
    assert [each for each in offered if each not in of_a_person] == [
        *first_of_all,
        "A correction was not made…",
        "Remove…",
    ]
    assert set(of_a_person) <= set(offered)
    focus = QApplication.focusWidget() or page
    qtbot.keyClick(focus, Qt.Key.Key_B, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    settle(qtbot, desk.service)
    paper = shown_paper(qtbot, sample_window, "brief")
    assert paper.fields.values()[option] == f"{noun}:{record}"
    reports = sample_window.shell.current_page()
    assert isinstance(reports, ReportsPage)
    assert set(reports.papers) == {"brief", "meeting-form", "leave-behind"}, "no other report is about a visit"
    assert "Sedumedi" in words(paper)
    next(one for one in menu.actions() if one.text() == "Print the sheet").trigger()
    settle(qtbot, desk.service)
    sheet = shown_paper(qtbot, sample_window, name)
    assert sheet.fields.values()[name] == f"{noun}:{record}"
    assert "Sedumedi" in words(sheet)


def test_a_hint_stands_where_the_paper_will_until_it_knows_what_it_is_about(
    qtbot: QtBot, desk: Desk, sample_window: MainWindow
) -> None:
    sample_window.shell.open_page("reports")
    page = sample_window.shell.current_page()
    assert isinstance(page, ReportsPage)
    page.show_report("brief")
    settle(qtbot, desk.service)
    paper = page.paper
    assert paper is not None
    assert paper.hint.isVisible()
    assert paper.hint.accessibleName() == (
        "Choose at the left what it is about: one engagement, one committee or other body or one person."
    )
    assert not paper.told.isVisible()
    assert not paper.save_button.isEnabled()
    picker = paper.fields.field("engagement")
    assert isinstance(picker, RecordPicker)
    picker.line.setFocus()
    qtbot.keyClick(picker.line, Qt.Key.Key_Down)
    qtbot.waitUntil(picker.is_list_open)
    qtbot.keyClick(picker.line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: paper.pages.paper is not None and paper.pages.is_drawn(), timeout=60_000)
    assert not paper.hint.isVisible()
    assert paper.save_button.isEnabled()
    person = paper.fields.field("person")
    assert isinstance(person, RecordPicker)
    person.line.setFocus()
    qtbot.keyClicks(person.line, "Sedumedi")
    qtbot.waitUntil(person.is_list_open)
    qtbot.keyClick(person.line, Qt.Key.Key_Return)
    assert "engagement" not in paper.fields.values(), "only one holds"
    assert paper.fields.values()["person"].startswith("people:")
    settle(qtbot, desk.service)


def test_a_blank_form_needs_nothing(qtbot: QtBot, desk: Desk, sample_window: MainWindow) -> None:
    sample_window.shell.open_page("reports")
    page = sample_window.shell.current_page()
    assert isinstance(page, ReportsPage)
    page.show_report("meeting-form")
    settle(qtbot, desk.service)
    paper = shown_paper(qtbot, sample_window, "meeting-form")
    assert paper.save_button.isEnabled()
    assert "Read back, initials" in words(paper)
