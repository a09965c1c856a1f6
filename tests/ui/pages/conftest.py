"""Pages over a real workspace in which a few invented people sit in a legislature."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from crm.operations.commitments import CommitmentDraft, save_commitment
from crm.operations.engagements import AttendanceDraft, EngagementDraft, save_engagement
from crm.operations.notes import add_note
from crm.operations.offices import RoleDraft
from crm.operations.organisations import OrganisationDraft, save_organisation
from crm.operations.people import ContactDraft, PersonDraft, add_gatekeeper, save_person
from crm.queries.organisations import OrganisationsFilter, list_organisations
from crm.rules import clock
from ui.desk import Desk
from ui.main_window import MainWindow
from ui.pages.registry import ENTRIES

W = TypeVar("W", bound=QWidget)
TODAY = date(2026, 11, 22)


@dataclass(frozen=True)
class Invented:
    """Ids of what the tests look at."""

    legislature: int
    committee: int
    party: int
    partner: int
    member: int
    assistant: int
    former: int


class Story:
    """Does things to a desk's workspace and waits for them, as a test tells them."""

    def __init__(self, qtbot: QtBot, desk: Desk) -> None:
        self.qtbot, self.desk = qtbot, desk

    def do(self, operation: Callable[..., object], *args: object, **kwargs: object) -> object:
        """Run an operation and answer its value."""
        with self.qtbot.waitSignal(self.desk.service.done) as done:
            self.desk.service.do(operation, *args, **kwargs)
        return done.args[0].value

    def ask(self, query: Callable[..., object], *args: object) -> object:
        """Ask on the reader and wait."""
        answers: list[object] = []
        self.desk.service.ask(self.desk.service, answers.append, query, *args)
        self.qtbot.waitUntil(lambda: bool(answers))
        return answers[0]

    def person(self, given: str, family: str, *roles: RoleDraft, **more: object) -> int:
        """Keep an invented person."""
        saved = self.do(save_person, PersonDraft("", given=given, family=family, roles=list(roles), **more))  # type: ignore[arg-type]
        return saved[0]  # type: ignore[index, no-any-return]

    def invent(self) -> Invented:
        """People, a partner, a meeting, promises both ways."""

        def find(text: str, kind: str) -> int:
            return self.ask(list_organisations, OrganisationsFilter(text=text, kind=kind))[0]  # type: ignore[index, no-any-return]

        house, party = find("Northern Cape", "legislature"), find("Democratic Alliance", "party")
        committees = self.ask(list_organisations, OrganisationsFilter(parent_id=house))
        committee: int = committees[0]  # type: ignore[index]
        partner = self.do(save_organisation, OrganisationDraft("Karoo Access Forum", "cso_partner", side="partner"))[0]  # type: ignore[index]
        member = self.person(
            "Boitumelo",
            "Seekoei",
            RoleDraft(house, "Member", party_id=party, start="2024-05-29"),
            RoleDraft(committee, "Chairperson", start="June 2024"),
            title="Hon.",
            contacts=[ContactDraft("phone", "053 839 8000", label="office", is_preferred=True, source="website")],
            tags=["champion"],
        )
        assistant = self.person(
            "Naledi", "Louw", RoleDraft(house, "Personal assistant"), contacts=[ContactDraft("mobile", "082 555 0101")]
        )
        former = self.person("Pieter", "Modise", RoleDraft(house, "Member", party_id=party, start="2009", end="2014"))
        self.do(add_gatekeeper, member, assistant, "keeps the diary")
        self.do(
            save_engagement,
            EngagementDraft(
                "Meeting on transport",
                date(2026, 3, 12),
                kind="meeting",
                organisation_id=house,
                attendance=[AttendanceDraft(person_id=member, code="P", side="theirs")],
            ),
        )
        theirs = CommitmentDraft(
            "Table the transport policy", date(2026, 3, 12), bound_id=member, due_on=date(2026, 6, 30)
        )
        ours = CommitmentDraft("Send our figures", date(2026, 3, 12), bound_id=partner, owed_to_id=member)
        self.do(save_commitment, theirs)
        self.do(save_commitment, ours)
        self.do(add_note, member, "Reads letters himself", date(2026, 10, 3))
        return Invented(house, committee, party, partner, member, assistant, former)


@pytest.fixture
def story(qtbot: QtBot, open_desk: Desk) -> Iterator[Story]:
    """A desk over a real workspace, on 22 November 2026."""
    clock.choose(TODAY)
    yield Story(qtbot, open_desk)
    clock.choose(None)


@pytest.fixture
def invented(story: Story) -> Invented:
    """The workspace with invented people."""
    return story.invent()


def shown_window(qtbot: QtBot, desk: Desk, pages: Collection[str], width: int = 1093, height: int = 582) -> MainWindow:
    """The window with these pages, over the open workspace."""
    made = MainWindow(desk, [entry for entry in ENTRIES if entry.name in pages])
    qtbot.addWidget(made)
    made.resize(width, height)
    made.show()
    made._show_shell()
    return made


@pytest.fixture
def window(qtbot: QtBot, story: Story) -> MainWindow:
    """The window with the pages that are under test."""
    pages = {"people", "person", "organisations", "organisation", "imports", "doubles", "to-verify"}
    return shown_window(qtbot, story.desk, pages)


@pytest.fixture
def clipboard_left_empty(qapp: QApplication) -> Iterator[None]:
    """What Python made for the clipboard must not outlive Python: emptied at exit, it ends the process with a fault."""
    yield
    QGuiApplication.clipboard().clear()


def find(parent: QWidget, kind: type[W], name: str) -> W:
    """The one widget of this name."""
    QApplication.processEvents()  # what was added to a layout is shown by the next event
    found = [one for one in parent.findChildren(kind, name) if one.isVisible()]
    assert len(found) == 1, f"{len(found)} visible widgets are called {name}"
    return found[0]


def press(qtbot: QtBot, parent: QWidget, name: str) -> None:
    """Press a button with the keyboard."""
    button = find(parent, QWidget, name)
    button.setFocus()
    qtbot.keyClick(button, Qt.Key.Key_Space)
