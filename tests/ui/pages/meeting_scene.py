"""What the tests of the engagement pages start from: a legislature with two members, us, and a window."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from crm.operations.engagements import AskDraft, AttendanceDraft, EngagementDraft, save_engagement
from crm.operations.offices import RoleDraft
from crm.operations.organisations import OrganisationDraft, save_organisation
from crm.operations.people import PersonDraft, save_person
from ui.desk import Desk
from ui.main_window import MainWindow

T = TypeVar("T", bound=QWidget)


@dataclass(frozen=True)
class Scene:
    """Ids of what is in the workspace."""

    committee: int
    speaker: int
    member: int


def do(qtbot: QtBot, desk: Desk, operation: Callable[..., object], *args: object) -> object:
    """Run an operation and wait for it."""
    with qtbot.waitSignal(desk.service.done) as done:
        desk.service.do(operation, *args)
    value = done.args[0].value
    return value[0] if isinstance(value, tuple) else value


def set_scene(qtbot: QtBot, desk: Desk) -> Scene:
    """A committee and two people in it."""
    committee = do(
        qtbot,
        desk,
        save_organisation,
        OrganisationDraft("Portfolio Committee on Health and Wellness", kind="committee"),
    )
    ids = []
    for name, post in (("Hon. Naledi Seekoei", "Chairperson"), ("Hon. Dawid Beukes", "Member")):
        role = RoleDraft(organisation_id=committee, title=post, start="2024-06-14")
        ids.append(do(qtbot, desk, save_person, PersonDraft(name=name, roles=[role])))
    return Scene(committee, *ids)  # type: ignore[arg-type]


def plan(qtbot: QtBot, desk: Desk, scene: Scene, on_day: date) -> int:
    """A planned engagement with the committee."""
    draft = EngagementDraft(
        "Ramps at clinics in Frances Baard",
        on_day,
        organisation_id=scene.committee,
        start_time="10:00",
        end_time="12:00",
        venue="Committee room 2, Kimberley",
        purpose="Ask for dates.",
        needs="Sign language",
        attendance=[
            AttendanceDraft(person_id=scene.speaker),
            AttendanceDraft(name="Thabo Kgosi", side="ours", part="note_taker"),
        ],
        asks=[AskDraft("A date for every ramp")],
    )
    found = do(qtbot, desk, save_engagement, draft)
    assert isinstance(found, int)
    return found


def show(qtbot: QtBot, window: MainWindow, page: str, size: tuple[int, int] = (1366, 728)) -> None:
    """Put the window on the screen with this page."""
    window.resize(*size)
    window.show()
    qtbot.waitExposed(window)
    window.activateWindow()
    window.shell.open_page(page)


def find(kind: type[T], name: str, inside: QWidget | None = None) -> T:
    """The widget of this name, in the window or dialog shown."""
    roots = [inside] if inside is not None else [one for one in QApplication.topLevelWidgets() if one.isVisible()]
    for root in roots:
        found = root.findChild(kind, name)
        if found is not None:
            return found
        if isinstance(root, kind) and root.objectName() == name:
            return root
    raise AssertionError(f"no {kind.__name__} {name}")


def write(qtbot: QtBot, name: str, text: str, enter: bool = False) -> None:
    """Type into the field of this name by keyboard."""
    field = find(QWidget, name)
    field.setFocus()
    qtbot.keyClicks(field, text)
    if enter:
        qtbot.keyClick(field, Qt.Key.Key_Return)
