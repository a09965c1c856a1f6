"""The people who work in this workspace, who may own what is promised, and which of them can open it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QLineEdit

from crm.operations.team import add_user, set_has_left
from crm.queries.team import list_users
from crm.rules.errors import Problem
from resources.translations import _
from ui.background.jobs import Progress
from ui.desk import Desk
from ui.icons import Icon
from ui.pages.settings.key_dialogs import GiveKeyDialog, ask_to_take, give_key, reset_key
from ui.pages.settings.leaving import LeavingDialog
from ui.pages.settings.section import Section
from ui.pages.settings.table import EditableTable, TableColumn, TableRow
from ui.theme import GAP
from ui.widgets.buttons import primary, secondary
from ui.widgets.status import Tone

if TYPE_CHECKING:
    from crm.workspace import Workspace


@dataclass(frozen=True)
class Colleague:
    """One who works here, or worked here, with the slot of her key."""

    id: int
    name: str
    has_left: bool
    slot_id: str
    is_oneself: bool


class ColleaguesSection(Section):
    """Names, with whether they are still here and whether they have a key."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(
            desk,
            _("People who work here"),
            _(
                "They are offered as owners of commitments, and those with a key open the workspace with a passphrase "
                "of their own. What somebody who left did stays in that name."
            ),
            "settings-colleagues",
            scrolls=False,
        )
        self._rows: dict[int, Colleague] = {}
        self._number = 0
        columns = (TableColumn(_("Name")), TableColumn(_("Status"), 150), TableColumn(_("Key"), 220))
        self.table = EditableTable(columns, "settings-colleagues-table")
        self.table.setAccessibleName(_("Colleagues"))
        self.leaves = secondary(_("Has left"), "settings-colleague-leaves")
        self.leaving = secondary(_("Is leaving…"), "settings-colleague-leaving", Icon.SIGN_OUT)
        self.give = secondary(_("Give a key…"), "settings-colleague-give-key", Icon.KEY)
        self.reset = secondary(_("New passphrase…"), "settings-colleague-reset-key")
        self.take = secondary(_("Take key away…"), "settings-colleague-take-key")
        self.leaves.setToolTip(_("No longer offered as an owner; what is open in this name stays where it is"))
        self.leaving.setToolTip(_("Hand what is open in this name over to others, then take the key away"))
        self.name = QLineEdit()
        self.name.setObjectName("settings-colleague-name")
        self.name.setPlaceholderText(_("Name of a colleague"))
        self.name.setAccessibleName(_("Name of a colleague"))
        self.add = primary(_("Add"), "settings-colleague-add", Icon.PLUS)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        above, below = QHBoxLayout(), QHBoxLayout()
        above.setSpacing(GAP)
        above.addStretch(1)
        for button in (self.give, self.reset, self.take, self.leaving, self.leaves):
            above.addWidget(button)
        below.setSpacing(GAP)
        below.addWidget(self.name, 1)
        below.addWidget(self.add)
        self.body.setSpacing(GAP)
        self.body.addLayout(above)
        self.body.addWidget(self.table, 1)
        self.body.addLayout(below)

    def _connect(self) -> None:
        self.table.current_changed.connect(self._stand_on)
        self.leaves.clicked.connect(self._turn)
        self.leaving.clicked.connect(self._ask_to_leave)
        self.give.clicked.connect(self._give)
        self.reset.clicked.connect(self._reset)
        self.take.clicked.connect(self._ask_to_take)
        self.add.clicked.connect(self._add)
        self.name.returnPressed.connect(self._add)

    # Showing

    def refresh(self) -> None:
        """Ask for everybody."""
        self._number += 1
        self.desk.service.run(self, partial(self._show, self._number), _gather, "", self.show_problem)

    def _show(self, number: int, rows: list[Colleague]) -> None:
        if number != self._number:
            return
        self._rows = {row.id: row for row in rows}
        stands_on_one = self.table.current_id() in self._rows
        self.table.show_rows(
            [
                TableRow(row.id, (row.name, _("Has left") if row.has_left else _("Works here"), _key_words(row)))
                for row in rows
            ]
        )
        if rows and not stands_on_one:
            self.table.go_to(rows[0].id)

    def _stand_on(self, row_id: int) -> None:
        row = self._rows.get(row_id)
        self.leaves.setEnabled(row is not None and row.id > 0)
        self.leaves.setText(_("Is back") if row is not None and row.has_left else _("Has left"))
        self.leaving.setEnabled(row is not None and row.id > 0 and not row.has_left)
        self.give.setEnabled(row is not None and not row.slot_id)
        self.reset.setEnabled(row is not None and bool(row.slot_id) and not row.is_oneself)
        self.take.setEnabled(self.reset.isEnabled())

    # Colleagues

    def _turn(self) -> None:
        row = self._rows.get(self.table.current_id())
        if row is not None:
            self.do(set_has_left, row.id, not row.has_left)

    def _ask_to_leave(self) -> None:
        row = self._rows[self.table.current_id()]
        self.tell("")
        dialog = LeavingDialog(self.desk, row.id, row.name, self.window())
        dialog.handed.connect(partial(self._after_leaving, row))
        dialog.open()

    def _after_leaving(self, row: Colleague) -> None:
        """The work is handed over; then the key, which is asked for by itself: no undo brings it back."""
        if row.slot_id and not row.is_oneself:
            ask_to_take(self.window(), row.name, partial(self._take, row))

    def _add(self) -> None:
        self.tell("")
        if not self.name.text().strip():
            self.name.setFocus()
            return
        self.desk.service.do(
            add_user, self.name.text(), on_done=self._take_added, on_problem=self.show_problem, owner=self
        )

    def _take_added(self, _done: object) -> None:
        self.name.clear()

    # Keys

    def _give(self) -> None:
        row = self._rows[self.table.current_id()]
        said = _("{name} can open the workspace now.")
        self._open(give_key(self.desk, self.window(), row.name), said.format(name=row.name))

    def _reset(self) -> None:
        row = self._rows[self.table.current_id()]
        said = _("{name} opens the workspace with the new passphrase from now on.")
        self._open(reset_key(self.desk, self.window(), row.name, row.slot_id), said.format(name=row.name))

    def _open(self, dialog: GiveKeyDialog, said: str) -> None:
        self.tell("")
        dialog.given.connect(partial(self._tell_changed, said))
        dialog.open()

    def _ask_to_take(self) -> None:
        row = self._rows[self.table.current_id()]
        if not self.desk.service.may_write():
            return
        self.tell("")
        ask_to_take(self.window(), row.name, partial(self._take, row))

    def _take(self, row: Colleague) -> None:
        said = _("{name} can no longer open the workspace. Back up now, and destroy older backups {name} could get at.")
        self.setEnabled(False)
        self.desk.service.maintain(
            lambda workspace: workspace.remove_person(row.slot_id),
            lambda _nothing: self._tell_changed(said.format(name=row.name)),
            _("Writing everything anew under a new key…"),
            self,
            self._not_taken,
        )

    def _not_taken(self, problem: Problem) -> None:
        self.setEnabled(True)
        self.show_problem(problem)

    def _tell_changed(self, said: str) -> None:
        from crm.workspace import ALL, Changes

        self.setEnabled(True)
        self.tell(said, Tone.GOOD)
        self.desk.service.refresh(Changes({"team": (ALL,)}))


def _gather(workspace: Workspace, _progress: Progress) -> list[Colleague]:
    slots = {slot.name: slot.id for slot in workspace.list_keys() if slot.kind == "person"}
    users = workspace.ask(list_users, with_left=True)
    rows = [
        Colleague(user.id, user.name, user.has_left, slots.pop(user.name, ""), user.name == workspace.user_name)
        for user in users
    ]
    others = enumerate(slots.items(), 1)  # who has a key and is no colleague by that name
    return rows + [Colleague(-at, name, False, slot_id, name == workspace.user_name) for at, (name, slot_id) in others]


def _key_words(row: Colleague) -> str:
    if row.is_oneself:
        return _("Opened the workspace")
    return _("Can open the workspace") if row.slot_id else _("No key")
