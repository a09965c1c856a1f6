"""The routes of the workspace, and those that ship: who deals with a topic, where."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtWidgets import QHBoxLayout

from crm.operations.routes import remove_route
from crm.queries.own_routes import RouteRow, list_routes
from crm.rules.dates import format_day
from crm.rules.routing import sphere_words
from resources import reference
from resources.reference import RouteLine
from resources.translations import _
from ui.background.asker import Asker
from ui.desk import Desk
from ui.icons import Icon
from ui.pages.routes.facts import RouteForm, read_route_form
from ui.pages.settings.section import Section
from ui.pages.settings.table import EditableTable, TableColumn, TableRow
from ui.theme import GAP
from ui.widgets.buttons import primary, secondary


class RoutesSection(Section):
    """Our own routes first; what ships holds wherever none of them does."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(
            desk,
            _("Routes"),
            _(
                "Who deals with a topic, and where. Your own routes win over those Kgotla brings, the nearest place "
                "first, the newest first. What Kgotla brings is to be checked for your legislature."
            ),
            "settings-routes",
            scrolls=False,
        )
        self._own: dict[int, RouteRow] = {}
        self._asker = Asker(self, desk.service, self._show)
        self._forms = Asker(self, desk.service, self._open)
        self.table = EditableTable(
            (
                TableColumn(_("Topic"), 190),
                TableColumn(_("Where"), 110),
                TableColumn(_("Who")),
                TableColumn(_("Whose word"), 120),
            ),
            "settings-routes-table",
        )
        self.table.setAccessibleName(_("Routes"))
        self.add = primary(_("Add a route…"), "settings-route-add", Icon.PLUS)
        self.edit = secondary(_("Edit…"), "settings-route-edit", Icon.PENCIL_SIMPLE)
        self.remove = secondary(_("Remove"), "settings-route-remove", Icon.TRASH)
        row = QHBoxLayout()
        row.setSpacing(GAP)
        row.addWidget(self.add)
        row.addStretch(1)
        row.addWidget(self.edit)
        row.addWidget(self.remove)
        self.body.setSpacing(GAP)
        self.body.addLayout(row)
        self.body.addWidget(self.table, 1)
        self._connect()

    def _connect(self) -> None:
        self.add.clicked.connect(partial(self._forms.ask, read_route_form, None))
        self.edit.clicked.connect(self._edit)
        self.remove.clicked.connect(self._remove_current)
        self.table.remove_wanted.connect(self._remove)
        self.table.current_changed.connect(self._stand_on)
        self.table.cellActivated.connect(self._edit)

    def refresh(self) -> None:
        """Ask for our own routes."""
        self._asker.ask(list_routes)

    def _show(self, rows: Sequence[RouteRow]) -> None:
        self._own = {row.id: row for row in rows}
        own = [TableRow(row.id, (row.topic, row.place or _("Everywhere"), _who(row), _word(row))) for row in rows]
        shipped = [
            TableRow(-at, (line.topic, _("Everywhere"), _who_ships(line), _("Kgotla: check it")))
            for at, line in enumerate(reference.route_lines(), start=1)
        ]
        self.table.show_rows([*own, *shipped])

    def _stand_on(self, route_id: int) -> None:
        self.edit.setEnabled(route_id != 0)
        self.remove.setEnabled(route_id > 0)

    def _edit(self, *_cell: int) -> None:
        """Our own route, or a new one for the topic of a shipped line."""
        route_id = self.table.current_id()
        if route_id > 0:
            self._forms.ask(read_route_form, route_id)
        elif route_id < 0:
            self._forms.ask(read_route_form, None, reference.route_lines()[-route_id - 1].topic)

    def _open(self, facts: RouteForm) -> None:
        from ui.pages.routes.dialogs import RouteDialog

        RouteDialog(self, self.desk, facts).open()

    def _remove_current(self) -> None:
        self._remove(self.table.current_id())

    def _remove(self, route_id: int) -> None:
        self.tell("")
        if route_id > 0:
            self.desk.service.do(remove_route, route_id, on_problem=self.show_problem, owner=self)


def _who(row: RouteRow) -> str:
    return ", ".join(part for part in (row.committee, row.department, row.person) if part)


def _who_ships(line: RouteLine) -> str:
    return " · ".join(part for part in (line.department, sphere_words(line.sphere)) if part)


def _word(row: RouteRow) -> str:
    """Whose word it is, and while when it holds."""
    since = _("since {day}").format(day=format_day(row.started_on)) if row.started_on else ""
    until = _("until {day}").format(day=format_day(row.ended_on)) if row.ended_on else ""
    return ", ".join(part for part in (row.verified_by, since, until) if part)
