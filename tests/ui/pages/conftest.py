"""Pages over a real workspace in which a few invented people sit in a legislature."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

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
from crm.workspace import Changes, Workspace
from tests.conftest import PASSPHRASE
from tests.ui.asking import close_at_once
from ui.desk import Desk
from ui.main_window import MainWindow
from ui.pages.registry import ENTRIES

T = TypeVar("T")
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

    def at_once(self, work: Callable[[Workspace], T]) -> T:
        """Do all of this on the writer before the window hears of any of it, as if another program wrote it."""
        service, answers = self.desk.service, list[T]()
        service.maintain(work, answers.append, "")
        self.qtbot.waitUntil(lambda: bool(answers), timeout=20_000)
        service.refresh(Changes.everything())
        return answers[0]

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


def invent(workspace: Workspace) -> Invented:
    """People, a partner, a meeting, promises both ways."""

    def find(text: str, kind: str) -> int:
        return workspace.ask(list_organisations, OrganisationsFilter(text=text, kind=kind))[0]

    def person(given: str, family: str, *roles: RoleDraft, **more: Any) -> int:
        return workspace.do(save_person, PersonDraft("", given=given, family=family, roles=list(roles), **more)).value[
            0
        ]

    house, party = find("Northern Cape", "legislature"), find("Democratic Alliance", "party")
    committee = workspace.ask(list_organisations, OrganisationsFilter(parent_id=house))[0]
    partner = workspace.do(save_organisation, OrganisationDraft("Karoo Access Forum", "cso_partner", side="partner"))
    member = person(
        "Boitumelo",
        "Seekoei",
        RoleDraft(house, "Member", party_id=party, start="2024-05-29"),
        RoleDraft(committee, "Chairperson", start="June 2024"),
        title="Hon.",
        contacts=[ContactDraft("phone", "053 839 8000", label="office", is_preferred=True, source="website")],
        tags=["champion"],
    )
    contacts = [ContactDraft("mobile", "082 555 0101")]
    assistant = person("Naledi", "Louw", RoleDraft(house, "Personal assistant"), contacts=contacts)
    former = person("Pieter", "Modise", RoleDraft(house, "Member", party_id=party, start="2009", end="2014"))
    workspace.do(add_gatekeeper, member, assistant, "keeps the diary")
    meeting = EngagementDraft("Meeting on transport", date(2026, 3, 12), kind="meeting", organisation_id=house)
    meeting.attendance = [AttendanceDraft(person_id=member, code="P", side="theirs")]
    workspace.do(save_engagement, meeting)
    theirs = CommitmentDraft("Table the transport policy", date(2026, 3, 12), bound_id=member, due_on=date(2026, 6, 30))
    ours = CommitmentDraft("Send our figures", date(2026, 3, 12), bound_id=partner.value[0], owed_to_id=member)
    workspace.do(save_commitment, theirs)
    workspace.do(save_commitment, ours)
    workspace.do(add_note, member, "Reads letters himself", date(2026, 10, 3))
    return Invented(house, committee, party, partner.value[0], member, assistant, former)


@pytest.fixture(scope="session")
def invented_folder(blank_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Invented]:
    """A closed workspace with the invented people, made once; tests copy it."""
    folder = tmp_path_factory.mktemp("invented") / "Test.kgotla"
    shutil.copytree(blank_folder, folder)
    clock.choose(TODAY)
    workspace = Workspace.open(folder, PASSPHRASE)
    try:
        return folder, invent(workspace)
    finally:
        workspace.close()
        clock.choose(None)


@pytest.fixture
def workspace_folder(
    request: pytest.FixtureRequest, blank_folder: Path, invented_folder: tuple[Path, Invented], tmp_path: Path
) -> Path:
    """A workspace folder of the test's own, with the invented people where the test asks for them."""
    folder = tmp_path / "Test.kgotla"
    shutil.copytree(invented_folder[0] if "invented" in request.fixturenames else blank_folder, folder)
    return folder


@pytest.fixture
def story(qtbot: QtBot, open_desk: Desk) -> Iterator[Story]:
    """A desk over a real workspace, on 22 November 2026."""
    clock.choose(TODAY)
    yield Story(qtbot, open_desk)
    clock.choose(None)


@pytest.fixture
def invented(story: Story, invented_folder: tuple[Path, Invented]) -> Invented:
    """The workspace with invented people."""
    return invented_folder[1]


def shown_window(qtbot: QtBot, desk: Desk, pages: Collection[str], width: int = 1093, height: int = 582) -> MainWindow:
    """The window with these pages, over the open workspace."""
    made = MainWindow(desk, [entry for entry in ENTRIES if entry.name in pages])
    qtbot.addWidget(made, before_close_func=close_at_once)
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
