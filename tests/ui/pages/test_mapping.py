"""Stakeholder mapping in the window: the card of a person, the map of an issue; by keyboard, without colour."""

from __future__ import annotations

from functools import partial

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from crm.operations.mapping import LookDraft, look_at
from crm.queries.issues import IssuesFilter, list_issues
from crm.queries.mapping import Look, get_map, list_looks
from crm.queries.people import PeopleFilter, list_people
from crm.rules.mapping import Stance
from tests.ui.pages.looking import Looking
from ui.main_window import MainWindow
from ui.pages.parts.mapping import MapCard
from ui.widgets.choices import Choice
from ui.widgets.link import Link
from ui.widgets.record_picker import RecordPicker


@pytest.fixture
def looking(qtbot: QtBot, sample_window: MainWindow) -> Looking:
    return Looking(qtbot, sample_window)


@pytest.fixture
def person(looking: Looking) -> int:
    return int(looking.ask(list_people, PeopleFilter())[12])


@pytest.fixture
def issue(looking: Looking) -> int:
    return int(looking.ask(list_issues, IssuesFilter(sort="reference"))[0])


def looks(looking: Looking, person: int) -> list[Look]:
    found: list[Look] = looking.ask(list_looks, person)
    return found


def keep(looking: Looking, draft: LookDraft) -> None:
    with looking.qtbot.waitSignal(looking.desk.service.done):
        looking.desk.service.do(look_at, draft)
    looking.settle()


def test_a_look_is_written_on_the_persons_page_beside_the_words_that_they_may_read_it(
    looking: Looking, person: int
) -> None:
    looking.open(person, "people")
    looking.qtbot.wait(0)
    looking.settle()
    looking.enter("person-looks-add")
    dialog = looking.dialog("look")
    hints = [one.text() for one in dialog.findChildren(QLabel) if one.isVisible()]
    assert "This person may ask to read this." in hints
    assert looking.refused(), "a look says something"
    looking.choose("look-influence", "high")
    looking.choose("look-stance", "sceptical")
    looking.write("look-reason", "Voted against it in August")
    looking.save()
    (look,) = looks(looking, person)
    assert (look.influence, look.interest, look.stance) == ("high", "", Stance.SCEPTICAL)
    line = looking.line("In general")
    assert "interest not set" in line.line.detail
    assert looking.find(QLabel, "person-looks-may-read").text() == "This person may ask to read this."
    looking.undo()
    assert looks(looking, person) == []


def test_the_map_of_an_issue_is_drawn_and_those_not_set_stand_apart(looking: Looking, person: int, issue: int) -> None:
    other = int(looking.ask(list_people, PeopleFilter())[3])
    keep(looking, LookDraft(person, issue, influence="very_high", interest="low", stance="supportive"))
    keep(looking, LookDraft(other, issue, stance="opposed"))
    looking.open(issue, "issues")
    card = looking.find(MapCard, "issue-map")
    (drawn,) = [one for one in card.findChildren(Link) if one.objectName().endswith(f"-{person}")]
    assert "supportive, influence very high, interest low" in drawn.accessibleName()
    assert drawn.accessibleName().split(",")[0] in drawn.text()
    assert "+" in drawn.text(), "read without colour"
    assert any("not neutral" in one.text() for one in card.findChildren(QLabel))
    drawn.setFocus()
    looking.qtbot.keyClick(drawn, Qt.Key.Key_Return)
    looking.settle()
    assert looking.page.objectName() == "person-page"


def test_a_look_from_the_map_is_about_its_matter_and_stands_on_the_persons_page(
    looking: Looking, person: int, issue: int
) -> None:
    looking.open(issue, "issues")
    looking.find(QPushButton, "issue-map-add").click()
    looking.settle()
    name = looks_name(looking, person)
    dialog = looking.dialog("look")
    picker = dialog.findChild(RecordPicker, "look-party")
    assert picker is not None
    picker.set_choice(Choice(person, name))
    looking.choose("look-influence", "medium")
    looking.choose("look-interest", "medium")
    looking.save()
    assert person in [look.record_id for look in looking.ask(get_map, issue).drawn]
    looking.open(person, "people")
    looking.settle()
    assert looking.line("I-2026")


def looks_name(looking: Looking, person: int) -> str:
    from crm.queries.people import get_names

    return str(looking.ask(partial(get_names, [person]))[person])
