"""A colleague leaves: what she has in hand, by whom it is with, who takes it over, and a pack for them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QWidget

from crm.operations.leaving import Handed, hand_over_work
from crm.operations.privacy import record_hand_over
from crm.queries.leaving import InHand, list_in_hand
from crm.queries.team import list_users
from crm.rules import clock
from crm.rules.errors import Problem
from crm.rules.file_names import safe_file_name
from crm.workspace import Done
from resources.translations import _, ngettext
from ui.background.jobs import Progress
from ui.desk import Desk
from ui.icons import Icon
from ui.pages.parts.choosing import combo, fill
from ui.pages.parts.file_choice import choose_new_file, documents_folder
from ui.pages.settings.table import EditableTable, TableColumn, TableRow
from ui.theme import CONTROL_HEIGHT, GRID
from ui.widgets.buttons import secondary
from ui.widgets.cards import label
from ui.widgets.dialogs import Dialog
from ui.widgets.forms import FormRow
from ui.words import sentence

if TYPE_CHECKING:
    from crm.workspace import Workspace
    from reports.catalog import Made

REPORT = "leaving"
TO_COLUMN = 2


@dataclass(frozen=True)
class LeavingFacts:
    """What the dialog shows: what is in hand, and who may take it over."""

    in_hand: tuple[InHand, ...]
    others: tuple[tuple[int, str], ...]


def read_leaving(user_id: int) -> LeavingFacts:
    """What a colleague has in hand, and the others."""
    others = [(user.id, user.name) for user in list_users() if user.id != user_id]
    return LeavingFacts(tuple(list_in_hand(user_id)), tuple(others))


class LeavingDialog(Dialog):
    """Everything goes to one colleague, or what is with a body to somebody else; one undo gives all of it back."""

    handed = Signal()

    def __init__(self, desk: Desk, user_id: int, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent, _("{name} is leaving").format(name=name), "leaving")
        self.writes_with = desk.service
        self._desk = desk
        self._id = user_id
        self._name = name
        self._facts = LeavingFacts((), ())
        self._choices: dict[int, QComboBox] = {}
        self.to = combo("leaving-to", [], _("Who takes over"))
        self.said = label(_("Looking at what is open…"), "muted", "leaving-said")
        columns = (TableColumn(_("With whom")), TableColumn(_("Open"), 64), TableColumn(_("Goes to"), 200))
        self.table = EditableTable(columns, "leaving-table")
        self.table.setAccessibleName(_("Work by whom it is with"))
        self.table.setMinimumSize(160 * GRID, 56 * GRID)
        self.table.verticalHeader().setDefaultSectionSize(CONTROL_HEIGHT + 2 * GRID)
        self.pack = secondary(_("Save the pack…"), "leaving-pack", Icon.FILE_ARROW_DOWN)
        self.pack.setToolTip(_("A list of what is open, and a brief of each body and person, in one ZIP"))
        for part in (FormRow(_("&Who takes over"), self.to, "leaving-to"), self.said, self.table):
            self.add(part)
        self.table.hide()  # until it is known whether anything is in hand
        self.add_button(self.pack)
        self.add_cancel()
        self._accept = self.add_accept(_("Hand over"))
        self._accept.setEnabled(False)
        self.pack.clicked.connect(self._ask_where)
        desk.service.ask(self, self._show, read_leaving, user_id)

    def _show(self, facts: LeavingFacts) -> None:
        self._facts = facts
        fill(self.to, [(str(user_id), name) for user_id, name in facts.others])
        counted: dict[int, int] = {}
        for each in facts.in_hand:
            counted[each.relation_id] = counted.get(each.relation_id, 0) + 1
        names = {each.relation_id: each.relation for each in facts.in_hand}
        self.table.show_rows(
            [
                TableRow(relation, (names[relation] or _("With nobody in particular"), str(count), _("as above")))
                for relation, count in counted.items()
            ]
        )
        before: QWidget = self.table
        for row, relation in enumerate(counted):
            if relation:
                self._choices[relation] = choice = self._choice(relation, names[relation])
                self.table.setCellWidget(row, TO_COLUMN, choice)
                self.setTabOrder(before, choice)
                before = choice
        self.said.setText(self._said(len(facts.in_hand), bool(facts.others)))
        self.table.setVisible(bool(facts.in_hand))
        self.grow()
        self._accept.setEnabled(bool(facts.others))
        self.to.setFocus()

    def _said(self, count: int, has_others: bool) -> str:
        if not has_others:
            return _("There is no other colleague yet: add whoever takes over first.")
        if not count:
            return _("Nothing is open in this name. It is noted that {name} has left.").format(name=self._name)
        counted = ngettext("{count} thing is open.", "{count} things are open.", count)
        noted = _("Handing over also notes that {name} has left.")
        return f"{counted} {noted.format(name=self._name)}"

    def _choice(self, relation: int, name: str) -> QComboBox:
        others = [(str(user_id), other) for user_id, other in self._facts.others]
        return combo(f"leaving-to-{relation}", [("", _("as above")), *others], _("{name}: goes to").format(name=name))

    def by_relation(self) -> dict[int, int]:
        """Who takes over what is with one body or person, where that is somebody else."""
        chosen = {relation: box.currentData() for relation, box in self._choices.items()}
        return {relation: int(to) for relation, to in chosen.items() if to}

    def accept(self) -> None:
        """Hand it over."""
        if not self._accept.isEnabled():
            return
        self._accept.setEnabled(False)
        self._desk.service.do(
            hand_over_work,
            self._id,
            int(self.to.currentData()),
            self.by_relation(),
            on_done=self._take_done,
            on_problem=self._refuse,
            owner=self,
        )

    def _take_done(self, done: Done[Handed]) -> None:
        self.handed.emit()
        super().accept()
        if done.value.stayed:
            names = "; ".join(each.name for each in done.value.stayed)
            self._desk.navigator.say(_("Still with {name}: {what}").format(name=self._name, what=names))

    def _refuse(self, problem: Problem) -> None:
        self._accept.setEnabled(True)
        self.said.setText(sentence(problem))

    # The pack

    def _ask_where(self) -> None:
        name = safe_file_name(_("Work of {name} {day}").format(name=self._name, day=clock.today().isoformat()))
        choose_new_file(self, _("Save the pack"), documents_folder() / f"{name}.zip", "*.zip", self.save_pack)

    def save_pack(self, file: str) -> None:
        """Write it, and note where it lies."""
        self._desk.service.run(
            self, self._note_pack, partial(_make, self._id, Path(file)), _("Writing the pack…"), self._refuse
        )

    def _note_pack(self, made: Made) -> None:
        given = {"colleague": f"team:{self._id}"}
        about = (REPORT, made.file.name, given, made.sha256, made.pages)
        self._desk.service.do(record_hand_over, *about, file=made.file, people=made.people)
        self._desk.navigator.say(_("Saved to {file}. This copy is not encrypted.").format(file=made.file))


def _make(user_id: int, file: Path, workspace: Workspace, _progress: Progress) -> Made:
    from reports import catalog

    given = {"colleague": f"team:{user_id}"}
    return catalog.make(workspace.ask, REPORT, given, file, made_by=workspace.user_name, today=clock.today())
