"""A small workspace of invented promises in both directions, as they stand on 22 November 2026."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QDialog, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from crm.operations.commitments import (
    CommitmentDraft,
    change_status,
    follow_up,
    move_date,
    save_commitment,
)
from crm.operations.engagements import EngagementDraft, log_engagement, save_engagement
from crm.operations.movements import EvidenceDraft
from crm.operations.offices import RoleDraft, TermDraft, save_term
from crm.operations.organisations import OrganisationDraft, save_organisation
from crm.operations.people import ContactDraft, PersonDraft, save_person
from crm.operations.topics import add_topic
from crm.queries.organisations import get_home
from crm.queries.team import list_users
from crm.rules import clock
from crm.workspace import Workspace
from tests.conftest import PASSPHRASE
from tests.ui.asking import asked, close_at_once
from ui.desk import Desk
from ui.main_window import MainWindow
from ui.pages.commitments.form_dialog import FormDialog
from ui.pages.commitments.record import CommitmentPage
from ui.pages.page import Page
from ui.pages.registry import ENTRIES

TODAY = date(2026, 11, 22)
SAID = (
    ("mec", "We will fix the ramp and the toilets at the Galeshewe clinic before the winter.", -90, -40, "firm"),
    ("speaker", "Sign-language interpreters will be at every sitting that is open to the public.", -70, -12, "firm"),
    (
        "mayor",
        "The taxi rank gets its dropped kerbs; you will have the plan from us by the end of the month.",
        -60,
        -3,
        "soft",
    ),
    ("mec", "I shall send you the list of schools without an accessible classroom.", -20, 2, "firm"),
    ("chair", "The committee will visit the three clinics with you.", -35, 5, "exploratory"),
    (
        "mayor",
        "The municipality will publish the integrated development plan in braille and in large print.",
        -50,
        60,
        "firm",
    ),
    ("speaker", "We will look into transport for people who come to the hearings.", -45, None, "exploratory"),
)


class Sample:
    """Ids by short name, and the commitments in the order in which they were written down."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace
        self.ids: dict[str, int] = {}
        self.commitments: list[int] = []
        self.owner = workspace.ask(list_users)[0].id
        home = workspace.ask(get_home)
        assert home is not None
        self.home = home[0]
        self._bodies_and_people()
        self._engagements()
        self._promises()

    def _bodies_and_people(self) -> None:
        do = self.workspace.do
        legislature = do(save_organisation, OrganisationDraft("Karoo Provincial Legislature", "legislature")).value[0]
        council = do(save_organisation, OrganisationDraft("Vaalharts Municipality", "council")).value[0]
        self.ids |= {"legislature": legislature, "council": council}
        people = (
            ("mec", "Kagiso Tlhale", "MEC for Health", legislature),
            ("speaker", "Lerato Seekoei", "Speaker", legislature),
            ("chair", "Johanna Louw", "Chairperson, Health Committee", legislature),
            ("mayor", "Pieter van der Merwe", "Executive Mayor", council),
            ("us", "Naledi Mokoena", "Liaison officer", self.home),
        )
        for key, name, title, body in people:
            draft = PersonDraft(
                name,
                roles=[RoleDraft(body, title, start="2024")],
                contacts=[ContactDraft("mobile", "072 555 0101")],
                verified_on=TODAY if key != "chair" else None,
            )
            self.ids[key] = do(save_person, draft).value[0]
        do(save_term, TermDraft(council, "Council 2021–2026", "2021-11-01", "2026-12-31"))
        self.topic = do(add_topic, "Accessible buildings").value[0]

    def _engagements(self) -> None:
        do, ids = self.workspace.do, self.ids
        coming = EngagementDraft("Briefing on the accessible clinics", TODAY + timedelta(days=2), start_time="10:00")
        coming.organisation_id, coming.venue = ids["legislature"], "Committee room 2"
        ids["coming"] = do(save_engagement, coming).value[0]
        today = EngagementDraft("Call with the mayor's office", TODAY, "call", start_time="15:30")
        today.organisation_id = ids["council"]
        ids["today"] = do(save_engagement, today).value[0]
        held = EngagementDraft("Site visit to the taxi rank", TODAY - timedelta(days=4), "site_visit")
        held.organisation_id = ids["council"]
        ids["held"] = do(log_engagement, held).value[0]

    def _promises(self) -> None:
        for key, words, made, due, strength in SAID:
            self.say(key, words, made, due, strength=strength)
        ids, do = self.ids, self.workspace.do
        self.ours("mayor", "We will send the access audit of the taxi rank.", -30, -6)
        self.ours("chair", "We give the committee a list of people who can speak at the hearing.", -10, 4)
        self.say("mayor", "The broken lift at the civic centre will be repaired.", -120, -60)
        do(follow_up, self.commitments[-1], TODAY - timedelta(days=20), channel="Phone", to_whom="Her office")
        self.say("speaker", "The gallery will have three places for wheelchairs.", -150, -80)
        do(
            change_status,
            self.commitments[-1],
            "closed",
            TODAY - timedelta(days=70),
            outcome="kept",
            evidence=[EvidenceDraft("Three places seen and used", seen_on=TODAY - timedelta(days=70))],
        )
        first = self.commitments[0]
        do(move_date, first, TODAY - timedelta(days=5), TODAY - timedelta(days=45), said_by="Her office", how="Phone")
        do(
            move_date,
            self.commitments[5],
            TODAY + timedelta(days=90),
            TODAY - timedelta(days=9),
            reason="The printer has no braille press",
            is_agreed=False,
        )
        do(change_status, first, "confirmed", TODAY - timedelta(days=80), note="Letter of 3 September")
        ids["first"] = first

    def say(self, key: str, words: str, made: int, due: int | None, **more: object) -> int:
        """Somebody of theirs promises."""
        draft = CommitmentDraft(
            words,
            TODAY + timedelta(days=made),
            maker_id=self.ids[key],
            bound_id=self.ids[key],
            maker_office="MEC for Health, Karoo Provincial Legislature" if key == "mec" else "",
            owner_id=self.owner if due is not None else None,
            due_on=TODAY + timedelta(days=due) if due is not None else None,
            topics=[self.topic],
            **more,  # type: ignore[arg-type]
        )
        return self._keep(draft)

    def ours(self, key: str, words: str, made: int, due: int) -> int:
        """We promise something to them."""
        draft = CommitmentDraft(
            words,
            TODAY + timedelta(days=made),
            bound_id=self.home,
            owed_to_id=self.ids[key],
            owner_id=self.owner,
            due_on=TODAY + timedelta(days=due),
        )
        return self._keep(draft)

    def _keep(self, draft: CommitmentDraft) -> int:
        commitment_id = self.workspace.do(save_commitment, draft).value[0]
        self.commitments.append(commitment_id)
        return commitment_id


def make_sample(folder: Path, passphrase: str) -> dict[str, int]:
    """Fill the workspace in this folder; returns ids by short name."""
    workspace = Workspace.open(folder, passphrase)
    try:
        sample = Sample(workspace)
        return sample.ids | {f"c{number}": one for number, one in enumerate(sample.commitments)}
    finally:
        workspace.close()


# Fixtures: imported by the tests that use them.


@pytest.fixture(scope="session")
def filled_folder(blank_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, int]]:
    """A closed workspace with the promises, made once; tests copy it."""
    folder = tmp_path_factory.mktemp("promises") / "Promises.kgotla"
    shutil.copytree(blank_folder, folder)
    clock.choose(TODAY)
    ids = make_sample(folder, PASSPHRASE)
    clock.choose(None)
    return folder, ids


class Opened:
    """The window over a workspace, and what a test asks of it."""

    def __init__(self, qtbot: QtBot, window: MainWindow, desk: Desk, ids: dict[str, int]) -> None:
        self.qtbot = qtbot
        self.window = window
        self.desk = desk
        self.ids = ids

    def page(self, name: str) -> Page:
        """Go to a page."""
        self.window.shell.open_page(name)
        return self._current(f"{name}-page")

    def record(self, record_id: int) -> CommitmentPage:
        """Go to a commitment and wait until it is shown."""
        self.window.shell.open_record("commitments", record_id)
        page = self._current("commitment-page")
        assert isinstance(page, CommitmentPage)
        self.qtbot.waitUntil(lambda: page.whole is not None and page.whole.page.row.id == record_id)
        return page

    def _current(self, name: str) -> Page:
        page = self.window.shell.current_page()
        assert page is not None
        assert page.objectName() == name
        return page

    def dialog(self, name: str) -> FormDialog:
        """The form of this name, once it is open."""
        self.qtbot.waitUntil(lambda: self._dialog(name) is not None)
        found = self._dialog(name)
        assert found is not None
        return found

    def _dialog(self, name: str) -> FormDialog | None:
        found = self.window.findChild(FormDialog, name)
        return found if found is not None and found.isVisible() else None

    def press(self, widget: QWidget | FormDialog, name: str) -> None:
        """Press the button of this name."""
        button = widget.findChild(QAbstractButton, name)
        assert button is not None, name
        assert button.isEnabled(), name
        button.click()

    def save(self, form: FormDialog) -> None:
        """Save by keyboard and wait until it is written."""
        with self.qtbot.waitSignal(self.desk.service.done):
            self.qtbot.keyClick(form, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)

    def write(self, widget: QWidget, name: str, text: str) -> None:
        """Write into the line of this name."""
        line = widget.findChild(QLineEdit, name)
        assert line is not None, name
        line.setFocus()
        line.selectAll()
        self.qtbot.keyClicks(line, text)

    def ask(self, query: Callable[..., Any], *args: object) -> Any:
        """What the workspace says, read on this thread."""
        return asked(self.desk.service, query, *args)


@pytest.fixture
def opened(
    qtbot: QtBot, desk: Desk, filled_folder: tuple[Path, dict[str, int]], tmp_path: Path, today: date
) -> Iterator[Opened]:
    """The window over a copy of the promises, on Today."""
    folder, ids = filled_folder
    copy = tmp_path / "Copy.kgotla"
    shutil.copytree(folder, copy)
    yield from open_window(qtbot, desk, copy, ids)


@pytest.fixture
def opened_empty(qtbot: QtBot, desk: Desk, workspace_folder: Path, today: date) -> Iterator[Opened]:
    """The window over a new workspace with reference data alone."""
    yield from open_window(qtbot, desk, workspace_folder, {})


OURS = ("today", "commitments", "commitment")


def open_window(qtbot: QtBot, desk: Desk, folder: Path, ids: dict[str, int]) -> Iterator[Opened]:
    """Our pages are the real ones; plain pages stand for the others."""
    entries = tuple(
        entry if entry.name in OURS else replace(entry, where="tests.ui.stand_ins:TodayPage") for entry in ENTRIES
    )
    desk.preferences.remember_workspace(folder)
    window = MainWindow(desk, entries, "tests.ui.stand_ins:StandInStart", "tests.ui.stand_ins:find_people")
    qtbot.addWidget(window, before_close_func=close_at_once)
    window.show()
    desk.service.open(partial(Workspace.open, folder, PASSPHRASE))
    qtbot.waitUntil(lambda: window.is_shell_shown)
    window.activateWindow()
    yield Opened(qtbot, window, desk, ids)
    for form in window.findChildren(QDialog):
        form.setParent(None)
        form.deleteLater()
