"""The people who work in this workspace, and may own what is promised."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtWidgets import QHBoxLayout, QLineEdit

from crm.operations.team import add_user, set_has_left
from crm.queries.team import UserRow, list_users
from resources.translations import _
from ui.background.asker import Asker
from ui.desk import Desk
from ui.icons import Icon
from ui.pages.settings.section import Section
from ui.pages.settings.table import EditableTable, TableColumn, TableRow
from ui.theme import GAP
from ui.widgets.buttons import primary, secondary


class ColleaguesSection(Section):
    """Names with whether they are still here."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(
            desk,
            _("People who work here"),
            _("They are offered as owners of commitments. What somebody who left has owned stays in her name."),
            "settings-colleagues",
            scrolls=False,
        )
        self._rows: dict[int, UserRow] = {}
        self._asker = Asker(self, desk.service, self._show)
        self.table = EditableTable((TableColumn(_("Name")), TableColumn(_("Status"), 180)), "settings-colleagues-table")
        self.table.setAccessibleName(_("Colleagues"))
        self.leaves = secondary(_("Has left"), "settings-colleague-leaves", Icon.SIGN_OUT)
        self.name = QLineEdit()
        self.name.setObjectName("settings-colleague-name")
        self.name.setPlaceholderText(_("Name of a colleague"))
        self.name.setAccessibleName(_("Name of a colleague"))
        self.add = primary(_("Add"), "settings-colleague-add", Icon.PLUS)
        above, below = QHBoxLayout(), QHBoxLayout()
        above.addStretch(1)
        above.addWidget(self.leaves)
        below.setSpacing(GAP)
        below.addWidget(self.name, 1)
        below.addWidget(self.add)
        self.body.setSpacing(GAP)
        self.body.addLayout(above)
        self.body.addWidget(self.table, 1)
        self.body.addLayout(below)
        self.table.current_changed.connect(self._stand_on)
        self.leaves.clicked.connect(self._turn)
        self.add.clicked.connect(self._add)
        self.name.returnPressed.connect(self._add)

    def refresh(self) -> None:
        """Ask for everybody."""
        self._asker.ask(partial(list_users, with_left=True))

    def _show(self, rows: Sequence[UserRow]) -> None:
        self._rows = {row.id: row for row in rows}
        self.table.show_rows(
            [TableRow(row.id, (row.name, _("Has left") if row.has_left else _("Works here"))) for row in rows]
        )

    def _stand_on(self, user_id: int) -> None:
        row = self._rows.get(user_id)
        self.leaves.setEnabled(row is not None)
        self.leaves.setText(_("Is back") if row is not None and row.has_left else _("Has left"))

    def _turn(self) -> None:
        row = self._rows.get(self.table.current_id())
        if row is not None:
            self.desk.service.do(set_has_left, row.id, not row.has_left, on_problem=self.show_problem, owner=self)

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
