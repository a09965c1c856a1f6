"""The days on which offices are closed; working days are counted around them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtWidgets import QHBoxLayout, QLineEdit

from crm.operations.calendar import remove_holiday, save_holiday
from crm.queries.calendar import HolidayRow, list_holidays
from crm.rules import clock
from crm.rules.dates import format_day, parse_day
from crm.rules.errors import Problem, UserError
from resources.translations import _
from ui.background.asker import Asker
from ui.desk import Desk
from ui.icons import Icon
from ui.pages.parts.choosing import choose, combo, fill
from ui.pages.settings.section import Section
from ui.pages.settings.table import EditableTable, TableColumn, TableRow
from ui.theme import GAP, GRID
from ui.widgets.buttons import primary, secondary
from ui.widgets.date_edit import DateEdit

DAY, WEEKDAY, NAME = range(3)


class HolidaysSection(Section):
    """A table of one year, a line to add a day, and a button to remove one."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(
            desk,
            _("Holidays"),
            _("Working days are counted without these and without Saturdays and Sundays. F2 changes, Delete removes."),
            "settings-holidays",
            scrolls=False,
        )
        self._rows: dict[int, HolidayRow] = {}
        self._asker = Asker(self, desk.service, self._show)
        self.year = combo("settings-holidays-year", [(clock.today().year, str(clock.today().year))], _("Year"))
        self.table = EditableTable(
            (
                TableColumn(_("Day"), 130, True),
                TableColumn(_("Weekday"), 110),
                TableColumn(_("Name"), 0, True),
            ),
            "settings-holidays-table",
        )
        self.table.setAccessibleName(_("Public holidays"))
        self.day = DateEdit(clock.today(), "settings-holiday-day", is_optional=False)
        self.name = QLineEdit()
        self.add = primary(_("Add"), "settings-holiday-add", Icon.PLUS)
        self.remove = secondary(_("Remove"), "settings-holiday-remove", Icon.TRASH)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        self.body.setSpacing(GAP)
        self.day.setAccessibleName(_("Day"))
        self.name.setObjectName("settings-holiday-name")
        self.name.setPlaceholderText(_("Name of the day"))
        self.name.setAccessibleName(_("Name of the day"))
        self.name.setMinimumWidth(30 * GRID)
        above = QHBoxLayout()
        above.setSpacing(GAP)
        above.addWidget(self.year)
        above.addStretch(1)
        above.addWidget(self.remove)
        self.body.addLayout(above)
        self.body.addWidget(self.table, 1)
        below = QHBoxLayout()
        below.setSpacing(GAP)
        below.addWidget(self.day, 2)
        below.addWidget(self.name, 3)
        below.addWidget(self.add)
        self.body.addLayout(below)

    def _connect(self) -> None:
        self.year.currentIndexChanged.connect(self._show_year)
        self.table.edited.connect(self._change)
        self.table.remove_wanted.connect(self._remove)
        self.table.current_changed.connect(self._stand_on)
        self.add.clicked.connect(self._add)
        self.name.returnPressed.connect(self._add)
        self.remove.clicked.connect(self._remove_current)

    # Showing

    def refresh(self) -> None:
        """Ask for every year: there are some hundred days."""
        self._asker.ask(list_holidays)

    def _show(self, rows: Sequence[HolidayRow]) -> None:
        self._rows = {row.id: row for row in rows}
        years = sorted({row.on.year for row in rows} | {clock.today().year})
        fill(self.year, [(year, str(year)) for year in years])
        if self.year.property("chosen") is None:
            self.year.setProperty("chosen", True)
            choose(self.year, clock.today().year)
        self._show_year()

    def _show_year(self) -> None:
        year = self.year.currentData()
        shown = [row for row in self._rows.values() if row.on.year == year]
        self.table.show_rows([TableRow(row.id, (format_day(row.on), f"{row.on:%A}", row.name)) for row in shown])

    def _stand_on(self, holiday_id: int) -> None:
        self.remove.setEnabled(bool(holiday_id))

    # Changing

    def _add(self) -> None:
        if self.day.day is None:
            self.day.setFocus()
        elif not self.name.text().strip():
            self.name.setFocus()
        else:
            self._save(self.day.day, self.name.text())

    def _save(self, on: date, name: str, holiday_id: int | None = None) -> None:
        self.tell("")
        self.desk.service.do(
            save_holiday, on, name, holiday_id, on_done=self._take_saved, on_problem=self.show_problem, owner=self
        )

    def _take_saved(self, _done: object) -> None:
        if self.day.day is not None:
            choose(self.year, self.day.day.year)
        self.day.set_day(None)
        self.name.clear()

    def _change(self, holiday_id: int, column: int, text: str) -> None:
        row = self._rows[holiday_id]
        try:
            on = parse_day(text, clock.today()) if column == DAY else row.on
        except UserError as problem:
            self.show_problem(problem)
            return
        name = text if column == NAME else row.name
        if (on, name) != (row.on, row.name):
            self._save(on, name, holiday_id)
        else:
            self._show_year()

    def show_problem(self, problem: Problem) -> None:
        """Say it, and show what is kept instead of what was typed."""
        super().show_problem(problem)
        self._show_year()

    def _remove_current(self) -> None:
        self._remove(self.table.current_id())

    def _remove(self, holiday_id: int) -> None:
        if holiday_id:
            self.desk.service.do(remove_holiday, holiday_id, on_problem=self.show_problem, owner=self)
