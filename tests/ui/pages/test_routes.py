"""“Who deals with this?” in the window: asking by keyboard, putting an answer right, using it, and the settings."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel, QLineEdit, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from crm.operations.petitions import draft_petition
from crm.operations.plans import PlanDraft, draft_plan, save_plan
from crm.queries.own_routes import list_routes
from crm.queries.people import find_people
from crm.queries.petitions import PetitionsFilter, get_petition_rows, list_petitions
from crm.queries.places import find_by_code
from crm.queries.ties import list_tied
from crm.queries.topics import find_topic
from crm.rules.routing import Part
from tests.ui.pages.looking import Looking
from ui.main_window import MainWindow
from ui.pages.parts.lines import RecordLine
from ui.pages.routes.page import RoutesPage
from ui.pages.settings.page import SettingsPage
from ui.pages.settings.routes import RoutesSection
from ui.widgets.link import Link

WARD = "30901001"
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def looking(qtbot: QtBot, sample_window: MainWindow) -> Looking:
    return Looking(qtbot, sample_window)


def ask(looking: Looking, topic: str, place: str) -> RoutesPage:
    """Ctrl+W, and the two fields filled by keyboard."""
    looking.key("W", CTRL)
    for name, text in (("routes-topic-text", topic), ("routes-place-text", place)):
        field = looking.find(QLineEdit, name)
        field.setFocus()
        field.selectAll()
        looking.qtbot.keyClicks(field, text)
        looking.settle()
        looking.qtbot.keyClick(field, Qt.Key.Key_Return)
        looking.settle()
    page = looking.page
    assert isinstance(page, RoutesPage)
    return page


def said(looking: Looking) -> dict[str, str]:
    """Who stands in the answer, by part."""
    lines = [one for one in looking.page.findChildren(RecordLine) if one.isVisible()]
    return {one.objectName(): one.line.title for one in lines}


def test_a_topic_and_a_ward_id_are_answered_with_reasons_and_what_is_missing(looking: Looking) -> None:
    page = ask(looking, "clinics", WARD)
    shown = said(looking)
    assert "Who deals with this?" in [one.text for one in looking.window._palette_actions()]
    assert shown["route-department-0"] == "Department of Health (sample)"
    assert shown["route-mec-0"] == "Dr Refilwe Tlhapi"
    assert shown["route-committee-0"] == "Portfolio Committee on Health"
    assert shown["route-coordinator-0"].endswith("Strydom")
    assert looking.find(QLabel, "routes-why").text().startswith("Health: a provincial function (Constitution")
    assert any("councillor" in words for name, words in shown.items() if name.startswith("route-missing"))
    looking.key("C", CTRL, SHIFT)
    copied = QGuiApplication.clipboard().text()
    assert copied.startswith("Health in Sol Plaatje ward 1")
    assert "Dr Refilwe Tlhapi" in copied
    looking.follow("Dr Refilwe Tlhapi")
    assert looking.page.accessibleName() == "Dr Refilwe Tlhapi"
    looking.window.shell.back()
    looking.settle()
    assert looking.page is page
    assert said(looking) == shown


def test_what_is_not_understood_is_said_and_what_may_be_meant_is_offered(looking: Looking) -> None:
    ask(looking, "clinics", "30901999")
    assert "no ward 999" in looking.find(QWidget, "routes-told").accessibleName()
    ask(looking, "road", WARD)
    assert said(looking)["route-municipality-0"] == "Sol Plaatje Council (sample)"
    looking.enter("routes-other-0")
    assert looking.find(QLabel, "routes-where").text().startswith("Provincial roads in Sol Plaatje")


def test_this_is_wrong_is_remembered_and_undone(looking: Looking) -> None:
    ask(looking, "clinics", WARD)
    before = said(looking)
    looking.key("E", CTRL)
    looking.dialog("route-correction")
    assert looking.refused() == ["Say who deals with it: a sphere, a department, a committee or a person."]
    looking.write("route-form-committee-text", "Ad hoc committee on clinics")
    looking.write("route-form-note", "The Speaker's office told us")
    looking.save()
    assert said(looking)["route-committee-0"] == "Ad hoc committee on clinics"
    why = looking.find(QLabel, "routes-why").text()
    assert why.startswith("Your own route for Health in Northern Cape (by ")
    assert why.endswith("The Speaker's office told us.")
    looking.undo()
    assert said(looking) == before


def test_a_plan_asks_with_its_topic_and_place_and_aims_at_whom_it_is_told(looking: Looking) -> None:
    draft = PlanDraft(
        "A doctor for Galeshewe",
        place_id=looking.ask(find_by_code, WARD),
        topics=[looking.ask(find_topic, "Health")],
    )
    with looking.qtbot.waitSignal(looking.desk.service.done) as blocker:
        looking.desk.service.do(save_plan, draft)
    plan_id = blocker.args[0].value[0]  # type: ignore[index]
    looking.open(plan_id, "plans")
    looking.enter("plan-who")
    assert "A doctor for Galeshewe" in looking.find(Link, "routes-asking").accessibleName()
    assert said(looking)["route-committee-0"] == "Portfolio Committee on Health"
    button = looking.find(QToolButton, "route-committee-0-put")
    assert button.accessibleName().startswith("Put into A-2026-")
    with looking.qtbot.waitSignal(looking.desk.service.done):
        button.click()
    looking.settle()
    assert [one.name for one in looking.ask(list_tied, plan_id, "aims_at")] == ["Portfolio Committee on Health"]
    assert not looking.page.findChildren(QToolButton, "route-committee-0-put"), "once is enough"
    looking.enter("routes-asking")
    assert looking.page.accessibleName().endswith("A doctor for Galeshewe")
    looking.undo()
    assert looking.ask(list_tied, plan_id, "aims_at") == []
    assert looking.ask(draft_plan, plan_id).title == "A doctor for Galeshewe"


def test_a_petition_that_a_plan_led_to_belongs_to_the_plan(looking: Looking) -> None:
    topics = [looking.ask(find_topic, "Health")]
    draft = PlanDraft("A doctor for Galeshewe", place_id=looking.ask(find_by_code, WARD), topics=topics)
    with looking.qtbot.waitSignal(looking.desk.service.done) as blocker:
        looking.desk.service.do(save_plan, draft)
    plan_id = blocker.args[0].value[0]  # type: ignore[index]
    looking.open(plan_id, "plans")
    looking.enter("plan-who")
    said(looking)
    looking.enter("route-committee-0-petition")
    looking.dialog("petition-editor")
    looking.write("petition-title", "A second doctor")
    looking.save()
    assert looking.page.accessibleName().endswith("A second doctor"), "it is opened"
    assert [one.noun for one in looking.ask(list_tied, plan_id)] == ["petitions"]
    looking.undo()
    assert looking.ask(list_tied, plan_id) == []


def test_a_petition_begins_with_the_committee_topic_and_place_of_the_answer(looking: Looking) -> None:
    page = ask(looking, "clinics", WARD)
    assert page.asked is not None
    committee = page.asked.answer.first(Part.COMMITTEE)
    assert committee is not None
    looking.enter("route-committee-0-petition")
    looking.dialog("petition-editor")
    looking.write("petition-title", "A doctor for Galeshewe")
    looking.save()
    rows = looking.ask(get_petition_rows, looking.ask(list_petitions, PetitionsFilter(status="all")))
    made = looking.ask(draft_petition, next(row.id for row in rows if row.title == "A doctor for Galeshewe"))
    assert (made.committee_id, made.body_id) == (committee.organisation_id, page.asked.answer.legislature_id)
    assert (made.place_id, made.topics) == (looking.ask(find_by_code, WARD), [looking.ask(find_topic, "Health")])
    assert looking.page.accessibleName().endswith("A doctor for Galeshewe"), "it is opened"


def test_routes_are_listed_edited_and_removed_in_the_settings(looking: Looking) -> None:
    looking.window.shell.open_page("settings")
    page = looking.page
    assert isinstance(page, SettingsPage)
    page.show_section("routes")
    looking.settle()
    section = page.sections["routes"]
    assert isinstance(section, RoutesSection)
    shown, own = section.table.rowCount(), looking.ask(list_routes)
    section.table.go_to(-1)  # the first that ships
    looking.enter("settings-route-edit")
    form = looking.dialog("route-form")
    topic = form.findChild(QLineEdit, "route-form-topic-text")
    assert topic is not None
    assert topic.text() == "Water and sanitation", "a shipped line begins a route of our own"
    person = looking.ask(find_people, "Strydom", 1)[0]
    looking.write("route-form-person-text", "Strydom")
    looking.settle()
    field = form.findChild(QLineEdit, "route-form-person-text")
    looking.qtbot.keyClick(field, Qt.Key.Key_Return)  # the first of the list
    looking.save()
    (route,) = [each for each in looking.ask(list_routes) if each not in own]
    assert (route.topic, route.person_id, route.place_id) == ("Water and sanitation", person[0], None)
    assert section.table.rowCount() == shown + 1
    section.table.go_to(route.id)
    with looking.qtbot.waitSignal(looking.desk.service.done):
        looking.qtbot.keyClick(section.table, Qt.Key.Key_Delete)
    looking.settle()
    assert looking.ask(list_routes) == own
    assert section.table.rowCount() == shown
