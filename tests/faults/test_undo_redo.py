"""Undo and redo at random, thousands of steps through the real operations: the rows are what the standing ones left.

Beside the journal's own oracle (`tests/store/test_journal.py`), which writes rows by hand: here are real operations of
two people, undone by their own undo, out of their order, and with the rest where later work is in the way.
"""

from __future__ import annotations

import random
import shutil
from pathlib import Path
from typing import Any

import pytest

from crm.rules.errors import UserError
from crm.store.engine import database
from crm.tables.all import TABLES
from crm.workspace import Workspace
from tests.conftest import PASSPHRASE, make_cheap_to_open
from tests.faults.counting import IS_LONG, counting
from tests.faults.killing import is_sound
from tests.faults.mixed_work import MixedWork

STEPS = 10_000 if IS_LONG else 200
IN_ONE = 500 if IS_LONG else 100
"""Steps in one workspace, before another is begun."""
LOOKED_AT = 25
"""Steps after which all of it is looked at: pages, links, journal, search index."""
COLLEAGUE, WORDS = "Anna Colleague", "words of a colleague"
NAMES = [table._meta.table_name for table in TABLES]

Rows = dict[tuple[str, int], tuple[Any, ...]]


def rows() -> Rows:
    connection = database.raw()
    return {(name, row[0]): row for name in NAMES for row in connection.execute(f'SELECT * FROM "{name}"').fetchall()}


class Oracle:
    """What each standing operation left of each row it touched."""

    def __init__(self, begins: Rows) -> None:
        self._begins = begins
        self._left: dict[int, dict[tuple[str, int], Any]] = {}
        self._for_good: dict[tuple[str, int], Any] = {}
        self.standing: list[int] = []
        self.undone: list[int] = []

    def note(self, operation: int, before: Rows, after: Rows) -> None:
        touched = {key for key in before.keys() | after.keys() if before.get(key) != after.get(key)}
        self._left[operation] = {key: after.get(key) for key in touched}
        self.standing.append(operation)

    def keep(self, before: Rows, after: Rows) -> None:
        """What cannot be undone stands for good, over what is told here of any other."""
        for key in before.keys() | after.keys():
            if before.get(key) != after.get(key):
                self._for_good[key] = after.get(key)

    def turn(self, operation: int) -> None:
        """Undone, if it stood; standing, if it was undone."""
        here, there = (self.standing, self.undone) if operation in self.standing else (self.undone, self.standing)
        here.remove(operation)
        there.append(operation)
        self.standing.sort()

    def expected(self) -> Rows:
        wanted: dict[tuple[str, int], Any] = dict(self._begins)
        for operation in self.standing:
            wanted |= self._left[operation]
        wanted |= self._for_good
        return {key: row for key, row in wanted.items() if row is not None}


class Life:
    """A workspace of two people, worked in at random, closed and opened again now and then."""

    def __init__(self, folder: Path, seed: int) -> None:
        self._folder = folder
        self.chance = random.Random(seed)
        self._open(PASSPHRASE)
        self._first = self.workspace.newest_operation() + 1
        self.oracle = Oracle(rows())

    def _open(self, passphrase: str) -> None:
        self.workspace = Workspace.open(self._folder, passphrase)
        self._work = MixedWork(self.workspace, self.chance.randrange(2**32), self._folder.parent)
        for way in (self._work.undo, self._work.redo):
            del self._work.ways[way]

    def close(self) -> None:
        self.workspace.close()

    def reopen(self) -> None:
        self.close()
        self._open(self.chance.choice((PASSPHRASE, WORDS)))

    def step(self) -> bool:
        """One step; whether the rows are what they have to be."""
        before, roll = rows(), self.chance.random()
        if roll < 0.4 or not (self.oracle.standing or self.oracle.undone):
            done = self._work.step()
            if done.is_undoable:
                self.oracle.note(done.operation_id, before, rows())
            else:
                self.oracle.keep(before, rows())
            return rows() == self.oracle.expected()
        if roll < 0.7:
            return self._own_way(before)
        return self._out_of_order(before)

    def _own_way(self, before: Rows) -> bool:
        """Undo or Redo, as the person at the desk presses them."""
        is_undo, since_opening = self.chance.random() < 0.6, self.chance.random() < 0.5
        target = (self.workspace._next_undo if is_undo else self.workspace._next_redo)(since_opening)
        if target is not None and target < self._first:
            return True  # done before the oracle looked on
        try:
            done = (self.workspace.undo if is_undo else self.workspace.redo)(since_opening=since_opening)
        except UserError as problem:
            return problem.code in ("nothing-to-undo", "nothing-to-redo", "undo-conflict") and rows() == before
        self.oracle.turn(reversed_by(done.operation_id))
        return rows() == self.oracle.expected()

    def _out_of_order(self, before: Rows) -> bool:
        """Any operation of anybody; where later work is in the way, the rest of it and back."""
        operation = self.chance.choice([*self.oracle.standing, *self.oracle.undone][-40:])
        try:
            self.workspace.reverse(operation)
        except UserError as problem:
            return problem.code == "undo-conflict" and rows() == before and self._rest_and_back(operation, before)
        self.oracle.turn(operation)
        return rows() == self.oracle.expected()

    def _rest_and_back(self, operation: int, before: Rows) -> bool:
        """What later work did not touch can be taken back, and put there again."""
        self.workspace.reverse(operation, rest=True)
        self.workspace.reverse(operation)
        return rows() == before


def reversed_by(operation: int) -> int:
    found = database.raw().execute("SELECT reverses FROM operation WHERE id = ?", (operation,)).fetchone()
    return int(found[0])


@pytest.fixture
def shared_folder(tmp_path: Path) -> Path:
    """A workspace that two people open, one after the other."""
    folder = tmp_path / "Shared.kgotla"
    workspace = Workspace.create(folder, PASSPHRASE, "Lerato Tester", "Our Voice")
    workspace.add_person(COLLEAGUE, WORDS)
    workspace.close()
    for words in (PASSPHRASE, WORDS):
        make_cheap_to_open(folder, words)
    return folder


@pytest.mark.timeout(7200)
def test_undo_and_redo_at_random(shared_folder: Path, tmp_path: Path) -> None:
    with counting("undo-redo") as count:
        for first in range(0, STEPS, IN_ONE):
            folder = tmp_path / f"Life {first}.kgotla"
            shutil.copytree(shared_folder, folder)
            life = Life(folder, first)
            for number in range(first, first + IN_ONE):
                is_right = life.step()
                if number % LOOKED_AT == 0:
                    is_right = is_right and is_sound(life.workspace)
                count.case(is_right, number)
                if life.chance.random() < 0.04:
                    life.reopen()
            life.close()
            shutil.rmtree(folder)
