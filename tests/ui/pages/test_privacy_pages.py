"""What a person says about being held here, in the window: one story a page."""

from __future__ import annotations

from datetime import date
from typing import TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from crm.operations.rights import object_to_use, withdraw_consent
from crm.queries.corrections import list_corrections
from crm.queries.people import PeopleFilter, get_person, list_people
from crm.queries.privacy import get_information_officer
from crm.rules.privacy import Ground
from tests.ui.pages.conftest import Invented, Story, press, shown_window
from ui.main_window import MainWindow
from ui.pages.parts.corrections import CorrectionDialog
from ui.pages.people.list import PeoplePage
from ui.pages.people.record import PersonPage
from ui.pages.people.rights import GroundDialog, SayDialog
from ui.pages.retention.page import RetentionPage
from ui.pages.settings.page import SettingsPage
from ui.pages.settings.privacy import PrivacySection
from ui.widgets.banner import Banner

D = TypeVar("D", bound=QWidget)


@pytest.fixture
def window(qtbot: QtBot, story: Story) -> MainWindow:
    return shown_window(qtbot, story.desk, {"people", "person", "retention", "settings", "today"})


def dialog(qtbot: QtBot, window: QWidget, kind: type[D]) -> D:
    qtbot.waitUntil(lambda: any(one.isVisible() for one in window.findChildren(kind)))
    return next(one for one in window.findChildren(kind) if one.isVisible())


def person_page(qtbot: QtBot, window: MainWindow, person_id: int) -> PersonPage:
    window.shell.open_record("people", person_id)
    page = window.shell.current_page()
    assert isinstance(page, PersonPage)
    qtbot.waitUntil(lambda: page._facts is not None and page._facts.person.id == person_id and not page.is_filling)
    return page


def choose(page: PersonPage, name: str) -> None:
    found = [one for one in page.privacy.menu.actions() if one.objectName() == f"person-privacy-{name}"]
    assert found, [one.objectName() for one in page.privacy.menu.actions()]
    found[0].trigger()


def test_an_objection_is_noted_on_the_page_and_marked_there_and_in_the_list(
    qtbot: QtBot, invented: Invented, story: Story, window: MainWindow
) -> None:
    page = person_page(qtbot, window, invented.member)
    choose(page, "object")
    form = dialog(qtbot, window, SayDialog)
    qtbot.keyClicks(form.words, "No more letters")
    with qtbot.waitSignal(story.desk.service.done):
        form.accept()
    banner = page.findChild(Banner, "person-do-not-contact")
    assert banner is not None
    qtbot.waitUntil(lambda: "not to be used (No more letters)" in banner.text())
    choose(page, "correction")
    asked = dialog(qtbot, window, CorrectionDialog)
    qtbot.keyClicks(asked.by, "The Member")
    asked.words.setPlainText("I never chaired it")
    asked.why_not.setPlainText("The minutes say otherwise")
    with qtbot.waitSignal(story.desk.service.done):
        asked.accept()
    assert len(story.ask(list_corrections, [invented.member])) == 1  # type: ignore[arg-type]
    qtbot.waitUntil(page.corrections.isVisible)
    window.shell.open_page("people")
    people = window.shell.current_page()
    assert isinstance(people, PeoplePage)
    people.show_only(privacy="stopped")
    qtbot.waitUntil(lambda: list(people.list.model.ids()) == [invented.member])
    people.show_only(privacy="no_ground")
    qtbot.waitUntil(lambda: len(people.list.model.ids()) == 3)
    people.set_ground()
    ground = dialog(qtbot, window, GroundDialog)
    with qtbot.waitSignal(story.desk.service.done):
        ground.accept()
    assert story.ask(list_people, PeopleFilter(privacy="no_ground")) == []
    story.desk.service.undo()
    qtbot.waitUntil(lambda: len(story.ask(list_people, PeopleFilter(privacy="no_ground"))) == 3)  # type: ignore[arg-type]


def test_those_to_decide_about_are_gone_through_with_one_key_each(
    qtbot: QtBot, story: Story, window: MainWindow
) -> None:
    people = [
        story.person("Naledi", name, ground=Ground.CONSENT, ground_source="Her form", ground_on=date(2026, 1, 5))
        for name in ("Sample", "Exempel")
    ]
    for each in people:
        story.do(withdraw_consent, each, date(2026, 11, 20))
    window.shell.open_page("retention")
    page = window.shell.current_page()
    assert isinstance(page, RetentionPage)
    qtbot.waitUntil(lambda: page.table.current_id() == people[0])
    assert page.table.hasFocus(), "the keys work at once"
    qtbot.keyClick(page.table, Qt.Key.Key_S)
    assert page.table.current_id() == people[1]
    qtbot.keyClick(page.table, Qt.Key.Key_K)
    form = dialog(qtbot, window, SayDialog)
    qtbot.keyClicks(form.words, "A court case")
    with qtbot.waitSignal(story.desk.service.done):
        form.accept()
    kept = story.ask(get_person, people[1])
    assert (kept.keep_until, kept.keep_reason) == (date(2027, 11, 22), "A court case")  # type: ignore[attr-defined]
    qtbot.waitUntil(lambda: page._model.rowCount() == 1 and page.table.current_id() == people[0])
    qtbot.keyClick(page.table, Qt.Key.Key_G)
    with qtbot.waitSignal(story.desk.service.done):
        dialog(qtbot, window, GroundDialog).accept()
    qtbot.waitUntil(page._nothing.isVisible)


def test_the_officer_and_what_is_missing_stand_in_the_settings(
    qtbot: QtBot, invented: Invented, story: Story, window: MainWindow
) -> None:
    story.do(object_to_use, invented.member, date(2026, 11, 20), "No")
    window.shell.open_page("settings")
    page = window.shell.current_page()
    assert isinstance(page, SettingsPage)
    page.show_section("privacy")
    section = page.sections["privacy"]
    assert isinstance(section, PrivacySection)
    qtbot.waitUntil(lambda: "1 person is not to be used" in section._counts["stopped"].text())
    name = section.findChild(QLineEdit, "settings-officer-name")
    assert name is not None
    qtbot.keyClicks(name, "Ms Dineo Sample")
    assert page.has_unsaved()
    with qtbot.waitSignal(story.desk.service.done):
        qtbot.keyClick(name, Qt.Key.Key_Return)
    assert story.ask(get_information_officer).name == "Ms Dineo Sample"  # type: ignore[attr-defined]
    assert not page.has_unsaved()
    press(qtbot, section, "settings-privacy-stopped")
    people = window.shell.current_page()
    assert isinstance(people, PeoplePage)
    qtbot.waitUntil(lambda: list(people.list.model.ids()) == [invented.member])
