"""A workspace in memory with the methods the window uses, invented people in it, and plain pages over them."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from types import SimpleNamespace
from typing import TypeVar

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.desk import Desk
from ui.icons import Icon
from ui.lists.columns import Align, Column, Listing, Wanted
from ui.lists.record_list import RecordList
from ui.pages.page import Page
from ui.pages.registry import PageEntry
from ui.theme import GAP, PAGE_MARGIN
from ui.widgets.banner import Banner
from ui.widgets.buttons import primary, secondary
from ui.widgets.cards import Card, PageHeader, label
from ui.widgets.empty_state import EmptyState
from ui.widgets.search_palette import Found
from ui.widgets.status import Status, StatusPill, Tone

T = TypeVar("T")


@dataclass(frozen=True)
class StandInPerson:
    id: int
    name: str
    body: str
    open_count: int


@dataclass(frozen=True)
class StandInChanges:
    nouns: tuple[str, ...] = ("people",)

    def touches(self, noun: str) -> bool:
        return noun in self.nouns


@dataclass(frozen=True)
class StandInDone:
    value: object
    operation_id: int | None
    label: str
    changes: StandInChanges
    is_undoable: bool = True


GIVEN = ("Boitumelo", "Kagiso", "Lerato", "Naledi", "Pieter", "Refilwe", "Sipho", "Thabang", "Zanele", "Johanna")
FAMILY = ("Mokoena", "van Wyk", "Seekoei", "Modise", "Louw", "Plaatjie", "Kgosi", "Dlamini", "Jacobs", "Tlhale")
BODIES = ("Sol Plaatje Municipality", "Northern Cape Provincial Legislature", "Dikgatlong Municipality", "//Khara Hais")


class StandInWorkspace:
    """Answers queries by calling them; keeps its people in a dict; counts operations."""

    is_sample = False
    is_read_only = False
    user_name = "Lerato Tester"

    def __init__(self, count: int = 200) -> None:
        self.people = {
            number: StandInPerson(
                number,
                f"{FAMILY[number % 10]}, {GIVEN[number * 7 % 10]} {number}",
                BODIES[number % 4],
                number % 5,
            )
            for number in range(1, count + 1)
        }
        self.threads: set[str] = set()
        self.is_closed = False
        self.folder = SimpleNamespace(path=Path("Kimberley.kgotla"))
        self.labels: list[str] = []
        self.undone: list[str] = []

    def ask(self, query: Callable[..., T], /, *args: object, **kwargs: object) -> T:
        self.threads.add(threading.current_thread().name)
        return query(*args, **kwargs)

    def do(self, operation: Callable[..., object], /, *args: object, **kwargs: object) -> StandInDone:
        self.threads.add(threading.current_thread().name)
        value = operation(self, *args, **kwargs)
        self.labels.append("Rename person")
        return StandInDone(value, len(self.labels), "Rename person", StandInChanges())

    def undo(self) -> StandInDone:
        label = self.labels.pop()
        self.undone.append(label)
        return StandInDone(None, 90, f"Undo: {label}", StandInChanges())

    def redo(self) -> StandInDone:
        label = self.undone.pop()
        self.labels.append(label)
        return StandInDone(None, 91, f"Redo: {label}", StandInChanges())

    def reverse(self, operation_id: int, rest: bool = False) -> StandInDone:
        return self.undo()

    def newest_operation(self) -> int:
        return 0

    def undo_label(self) -> str | None:
        return self.labels[-1] if self.labels else None

    def redo_label(self) -> str | None:
        return self.undone[-1] if self.undone else None

    def history(self, record_id: int | None = None, limit: int = 100, before: int | None = None) -> Sequence[object]:
        return []

    def close(self) -> None:
        self.is_closed = True


def rename(workspace: StandInWorkspace, person_id: int, name: str) -> int:
    workspace.people[person_id] = replace(workspace.people[person_id], name=name)
    return person_id


def people_listing(workspace: StandInWorkspace) -> Listing[StandInPerson]:
    def ids(wanted: Wanted) -> list[int]:
        found = [one for one in workspace.people.values() if wanted.text.casefold() in one.name.casefold()]
        body = wanted.filters.get("body")
        found = [one for one in found if body is None or one.body == body]
        keys = {"name": lambda one: one.name, "body": lambda one: one.body, "open": lambda one: one.open_count}
        found.sort(key=keys.get(wanted.sort, keys["name"]), reverse=wanted.is_descending)
        return [one.id for one in found]

    def rows(wanted_ids: Sequence[int]) -> list[StandInPerson]:
        return [workspace.people[one] for one in wanted_ids if one in workspace.people]

    def lateness(one: StandInPerson) -> Status | None:
        words = {0: None, 1: ("Kept", Tone.GOOD), 2: ("Due soon", Tone.WARNING), 3: ("Overdue", Tone.BAD)}
        found = words.get(one.open_count, ("Not due", Tone.INFO))
        return None if found is None else Status(*found)

    return Listing(
        "people",
        (
            Column("name", "Name", lambda one: one.name, 230, is_strong=True, icon=lambda one: Icon.USER),
            Column("body", "Body", lambda one: one.body, stretches=True),
            Column(
                "late",
                "Lateness",
                lambda one: ((s := lateness(one)) and s.text) or "",
                140,
                status=lateness,
                is_sortable=False,
            ),
            Column("open", "Open", lambda one: str(one.open_count), 80, Align.RIGHT),
        ),
        ids,
        rows,
        sort="name",
        count_text=lambda count: f"{count} people",
    )


class StandInStart(QWidget):
    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.locked: object = None

    def show_locked(self, folder: object) -> None:
        self.locked = folder

    def take_focus(self) -> None:
        self.setFocus()


class PeoplePage(Page):
    watches = ("people",)
    workspace: StandInWorkspace

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.refreshed = 0
        self.started_new = 0
        self.is_dirty = False
        self.setAccessibleName("People")
        header = PageHeader("People", "people-header")
        header.set_subtitle("Everyone the organisation knows")
        header.add(secondary("Print", "people-print", Icon.PRINTER))
        empty = EmptyState(
            Icon.USERS, "Nobody here yet. Bring people in from a file, or add the first one.", "Add a person"
        )
        self.list = RecordList(
            people_listing(self.workspace), desk.service, desk.preferences, empty, self, "Name, body or post"
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(PAGE_MARGIN, PAGE_MARGIN - 4, PAGE_MARGIN, PAGE_MARGIN)
        column.setSpacing(GAP * 2)
        column.addWidget(header)
        column.addWidget(self.list, 1)
        self.list.opened.connect(self.open_person)

    def open_person(self, person_id: int) -> None:
        self.desk.navigator.open_record("people", person_id)

    def refresh(self) -> None:
        self.refreshed += 1
        self.list.refresh()

    def new(self) -> None:
        self.started_new += 1

    def has_unsaved(self) -> bool:
        return self.is_dirty

    def take_focus(self) -> None:
        self.list.setFocus()


class PersonPage(Page):
    watches = ("people",)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.header = PageHeader("", "person-header")
        column = QVBoxLayout(self)
        column.addWidget(self.header)
        column.addStretch(1)

    def refresh(self) -> None:
        self.setAccessibleName(f"Person {self.record_id}")
        self.header.set_title(self.accessibleName())
        self.title_changed.emit(self.accessibleName())


class TodayPage(Page):
    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.setAccessibleName("Today")
        header = PageHeader("Today", "today-header")
        header.set_subtitle("Sunday 22 November 2026")
        header.add(primary("Log engagement", "log", Icon.CALENDAR_PLUS))
        card = Card("They owe us", "they-owe")
        for words, tone in (
            ("Overdue", Tone.BAD),
            ("Due soon", Tone.WARNING),
            ("Kept", Tone.GOOD),
            ("Moved", Tone.INFO),
        ):
            card.add(StatusPill(Status(words, tone)))
            card.add(
                label("Promised 12 Mar for 30 Jun; moved twice; now 15 Jan; 145 days after the first date.", "muted")
            )
        column = QVBoxLayout(self)
        column.setContentsMargins(PAGE_MARGIN, PAGE_MARGIN - 4, PAGE_MARGIN, PAGE_MARGIN)
        column.setSpacing(GAP * 2)
        column.addWidget(header)
        column.addWidget(Banner("3 undertakings are overdue. Send a follow-up.", Tone.WARNING, "Show them"))
        column.addWidget(card)
        column.addStretch(1)

    def refresh(self) -> None:
        pass


def find_people(text: str, limit: int) -> list[Found]:
    people = PeoplePage.workspace.people.values()
    found = [one for one in people if text.casefold() in one.name.casefold()]
    return [Found(one.id, one.name, one.body, "people") for one in found[:limit]]


ENTRIES = (
    PageEntry("today", "tests.ui.stand_ins:TodayPage", "Today", Icon.HOUSE, shortcut="Ctrl+1"),
    PageEntry("people", "tests.ui.stand_ins:PeoplePage", "People", Icon.USERS, new_label="Person", shortcut="Ctrl+2"),
    PageEntry("person", "tests.ui.stand_ins:PersonPage", record_noun="people", part_of="people"),
    PageEntry(
        "organisations", "tests.ui.stand_ins:TodayPage", "Organisations", Icon.BUILDINGS, new_label="Organisation"
    ),
    PageEntry(
        "engagements", "tests.ui.stand_ins:TodayPage", "Engagements", Icon.CALENDAR_CHECK, new_label="Engagement"
    ),
    PageEntry("commitments", "tests.ui.stand_ins:TodayPage", "Commitments", Icon.HANDSHAKE, new_label="Commitment"),
    PageEntry("reports", "tests.ui.stand_ins:TodayPage", "Reports", Icon.FILE_TEXT),
    PageEntry("history", "tests.ui.stand_ins:TodayPage", "History", Icon.CLOCK_COUNTER_CLOCKWISE, is_below=True),
    PageEntry("settings", "tests.ui.stand_ins:TodayPage", "Settings", Icon.GEAR_SIX, is_below=True),
)
START = "tests.ui.stand_ins:StandInStart"
SEARCH = "tests.ui.stand_ins:find_people"
