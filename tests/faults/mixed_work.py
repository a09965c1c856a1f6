"""Mixed work, as a busy day has it: every kind of operation, in the order a seed gives, through the real operations."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from crm import compacting, erasure
from crm.operations.attachments import attach_file
from crm.operations.commitments import CommitmentDraft, change_status, follow_up, move_date, save_commitment
from crm.operations.engagements import AttendanceDraft, EngagementDraft, PointDraft, close_out, save_engagement
from crm.operations.merging import MergeDraft, merge_people
from crm.operations.notes import add_note, change_note
from crm.operations.organisations import OrganisationDraft, save_organisation
from crm.operations.people import ContactDraft, PersonDraft, draft_person, save_person
from crm.operations.records import remove
from crm.operations.team import set_setting
from crm.rules import clock
from crm.rules.compaction import KEPT, newest_allowed
from crm.rules.erasing import Because, Kind
from crm.rules.errors import EnvironmentProblem, UserError
from crm.store.engine import database
from crm.workspace import Done, Workspace
from tests.operations.lists import bring_in, member, members

WORDS = ("clinic", "ramp", "Muṱanwa", "reply by Friday", "İstanbul Street 3,5 km", "water", "O'Connor", "0123", "null")


class Refused(Exception):
    """The operation that was tried may not be done now, as when nothing is left to undo."""


class MixedWork:
    """One who works through a workspace at random; each `step` is one operation, done and acknowledged."""

    def __init__(self, workspace: Workspace, seed: int, files: Path) -> None:
        self.workspace = workspace
        self.chance = random.Random(seed)
        self._files = [self._file(files / f"letter {number}.bin") for number in range(8)]
        self.ways: dict[Callable[[], Done[Any]], int] = {
            self.new_person: 12,
            self.change_person: 6,
            self.new_organisation: 3,
            self.plan_engagement: 4,
            self.close_out_engagement: 8,
            self.new_commitment: 12,
            self.move_a_date: 8,
            self.follow_up_commitment: 6,
            self.close_commitment: 4,
            self.new_note: 6,
            self.change_a_note: 2,
            self.attach: 4,
            self.change_setting: 3,
            self.merge: 3,
            self.import_list: 2,
            self.remove_something: 4,
            self.undo: 8,
            self.redo: 5,
        }

    def step(self) -> Done[Any]:
        """One operation that was done; what may not be done now is tried as something else."""
        ways, weights = list(self.ways), list(self.ways.values())
        return self._tried(lambda: self.chance.choices(ways, weights)[0])

    def do(self, way: Callable[[], Done[Any]]) -> Done[Any]:
        """One operation of this kind; what may not be done now is tried with something else."""
        return self._tried(lambda: way)

    def each_way(self, most: int = 100) -> list[Callable[[], Done[Any]]]:
        """Each of the ways once (or the first few), after people to do it with."""
        return [self.new_person, self.new_person, *list(self.ways)[:most]]

    def _tried(self, choose: Callable[[], Callable[[], Done[Any]]]) -> Done[Any]:
        while True:
            try:
                return choose()()
            except (UserError, Refused):
                continue
            except EnvironmentProblem as problem:
                if problem.code != "file-busy":  # somebody else writes just now
                    raise

    # The operations

    def new_person(self) -> Done[Any]:
        return self.workspace.do(
            save_person, PersonDraft(self._name(), summary=self._words(), contacts=self._contacts())
        )

    def change_person(self) -> Done[Any]:
        draft = self.workspace.ask(draft_person, self._some("person"))
        draft.summary, draft.contacts = self._words(), self._contacts()
        return self.workspace.do(save_person, draft)

    def new_organisation(self) -> Done[Any]:
        return self.workspace.do(save_organisation, OrganisationDraft(self._name(), "cso_partner"))

    def plan_engagement(self) -> Done[Any]:
        return self.workspace.do(save_engagement, EngagementDraft(self._words(), self._day(1, 60)))

    def close_out_engagement(self) -> Done[Any]:
        person = self._some("person")
        promises = [CommitmentDraft(self._words(), self._day(-20, -1), bound_id=person) for _ in range(3)]
        draft = EngagementDraft(
            self._words(),
            self._day(-20, 0),
            minutes=self._words(200),
            attendance=[AttendanceDraft(person, code="P")],
            points=[PointDraft(self._words(9))],
            commitments=promises,
        )
        return self.workspace.do(close_out, draft)

    def new_commitment(self) -> Done[Any]:
        draft = CommitmentDraft(self._words(20), self._day(-300, 0), bound_id=self._some("person"))
        return self.workspace.do(save_commitment, draft)

    def move_a_date(self) -> Done[Any]:
        return self.workspace.do(move_date, self._some("commitment"), self._day(1, 400), clock.today())

    def follow_up_commitment(self) -> Done[Any]:
        return self.workspace.do(follow_up, self._some("commitment"), clock.today(), words=self._words())

    def close_commitment(self) -> Done[Any]:
        return self.workspace.do(
            change_status, self._some("commitment"), "closed", clock.today(), outcome="not_kept", note=self._words()
        )

    def new_note(self) -> Done[Any]:
        return self.workspace.do(add_note, self._some("person"), self._words(60), clock.today())

    def change_a_note(self) -> Done[Any]:
        return self.workspace.do(change_note, self._some("note"), self._words(60))

    def attach(self) -> Done[Any]:
        return self.workspace.do(attach_file, self._some("person"), self.chance.choice(self._files))

    def change_setting(self) -> Done[Any]:
        return self.workspace.do(set_setting, "mixed_work", self._words())

    def merge(self) -> Done[Any]:
        return self.workspace.do(merge_people, MergeDraft(self._some("person"), self._some("person")))

    def import_list(self) -> Done[Any]:
        lines = [member(self._name(), f"Sample{self.chance.randrange(10_000)}") for _ in range(5)]
        return bring_in(self.workspace, members(*lines))

    def remove_something(self) -> Done[Any]:
        return self.workspace.do(remove, self._some(self.chance.choice(("commitment", "note", "person", "engagement"))))

    def undo(self) -> Done[Any]:
        return self.workspace.undo(since_opening=self.chance.random() < 0.5)

    def redo(self) -> Done[Any]:
        return self.workspace.redo(since_opening=self.chance.random() < 0.5)

    # What takes values out of the history and writes the file anew: none of the ways, whoever wants it asks for it

    def erase(self) -> Done[Any]:
        """Somebody goes for good, or becomes nobody, and the bytes go."""
        return erasure.erase(self.workspace, self._some("person"), self.chance.choice(list(Kind)), Because.REQUEST)

    def compact(self) -> Done[Any]:
        """Long after, all old values go."""
        today = clock.chosen()
        clock.choose(clock.today() + KEPT + timedelta(days=2))
        try:
            done, _backup = compacting.compact(self.workspace, newest_allowed(clock.today()))
        finally:
            clock.choose(today)
        return done

    # What they are made of

    def _file(self, path: Path) -> Path:
        path.write_bytes(self.chance.randbytes(self.chance.randrange(1, 40_000)))
        return path

    def _some(self, table: str) -> int:
        """A row of the table, found without reading all of it."""
        connection = database.raw()
        ends = f"SELECT (SELECT min(id) FROM {table}), (SELECT max(id) FROM {table})"  # both at once read every row
        low, high = connection.execute(ends).fetchone()
        if low is None:
            raise Refused(table)
        wanted = self.chance.randint(low, high)
        return int(connection.execute(f"SELECT min(id) FROM {table} WHERE id >= ?", (wanted,)).fetchone()[0])

    def _name(self) -> str:
        return f"Sample {self.chance.choice(WORDS)} {self.chance.randrange(1_000_000):06d}"

    def _words(self, count: int = 4) -> str:
        return " ".join(self.chance.choices(WORDS, k=self.chance.randrange(1, count + 1)))

    def _contacts(self) -> list[ContactDraft]:
        return [ContactDraft("phone", f"053 555 {self.chance.randrange(10_000):04d}")]

    def _day(self, first: int, last: int) -> date:
        return clock.today() + timedelta(days=self.chance.randint(first, last))
