"""Papers that are made again and again: their choices under a name, one press away above all reports."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QMenu, QToolButton, QVBoxLayout, QWidget

from crm.operations.records import remove
from crm.operations.reports import rename_report
from crm.queries.reports import SavedReportRow, list_saved_reports
from crm.rules.errors import Problem
from reports.catalog import REPORTS
from resources.translations import _
from ui.background.asker import Asker
from ui.desk import Desk
from ui.icons import Icon, icon
from ui.pages.parts.lines import Line, RecordLine
from ui.theme import GAP, GRID, heading_font
from ui.widgets.buttons import tool
from ui.widgets.cards import label
from ui.widgets.dialogs import Dialog
from ui.widgets.forms import Form


class SavedReports(QWidget):
    """A line each, with a menu to rename or remove it; hidden while there is none."""

    chosen = Signal(object)  # SavedReportRow

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("saved-reports")
        self._desk = desk
        self._asker = Asker(self, desk.service, self._show)
        heading = label(_("Saved choices"), name="saved-reports-title")
        heading.setFont(heading_font(12))
        self._lines = QVBoxLayout()
        self._lines.setSpacing(0)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        column.addWidget(heading)
        column.addLayout(self._lines)
        self.hide()

    def refresh(self) -> None:
        """Ask for them."""
        self._asker.ask(list_saved_reports)

    def _show(self, rows: Sequence[SavedReportRow]) -> None:
        while (item := self._lines.takeAt(0)) is not None:
            line = item.widget()
            if line is not None:
                line.hide()
                line.deleteLater()
        known = [row for row in rows if row.report in REPORTS]
        for row in known:
            self._lines.addWidget(self._line(row))
        self.setVisible(bool(known))

    def _line(self, row: SavedReportRow) -> QWidget:
        words = Line(row.name, _(REPORTS[row.report].title), "reports", row.id, glyph=Icon.FILE_TEXT)
        opens = RecordLine(words, f"saved-report-{row.id}")
        opens.opened.connect(lambda _noun, _id: self.chosen.emit(row))
        more = tool(Icon.DOTS_THREE, _("Rename or remove {name}").format(name=row.name), f"saved-report-{row.id}-more")
        more.clicked.connect(partial(self._offer, row, more))
        made = QWidget()
        across = QHBoxLayout(made)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(GAP)
        across.addWidget(opens, 1)
        across.addWidget(more)
        return made

    def _offer(self, row: SavedReportRow, button: QToolButton) -> None:
        menu = QMenu(self)
        menu.setObjectName("saved-report-menu")
        menu.addAction(icon(Icon.PENCIL_SIMPLE), _("Rename…"), partial(self.ask_name, row))
        menu.addAction(icon(Icon.TRASH), _("Remove"), partial(self._desk.service.do, remove, row.id))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(button.mapToGlobal(QPoint(0, button.height())))

    def ask_name(self, row: SavedReportRow) -> None:
        """Ask for another name."""
        dialog = NameDialog(_("Rename"), row.name, self.window())
        dialog.named.connect(partial(self._rename, dialog, row.id))
        dialog.open()

    def _rename(self, dialog: NameDialog, saved_id: int, name: str) -> None:
        self._desk.service.do(
            rename_report,
            saved_id,
            name,
            on_done=lambda _done: dialog.done(Dialog.DialogCode.Accepted),
            on_problem=dialog.show_problem,
            owner=dialog,
        )


class NameDialog(Dialog):
    """Asks what to call saved choices; whoever hears `named` closes it or shows what is wrong with the name."""

    named = Signal(str)

    def __init__(self, title: str, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent, title, "name-choices")
        self.name = QLineEdit(name)
        self.name.selectAll()
        self._form = Form("name-choices-form")
        self._form.row("name", _("&Name"), self.name)
        self.add(self._form)
        self.add_cancel()
        self.add_accept(_("Save"))
        self.accept_by_keys()
        self.name.setFocus()

    def accept(self) -> None:
        """Tell the name; what it is good for is decided where it is kept."""
        self._form.clear_errors()
        self.named.emit(self.name.text())

    def show_problem(self, problem: Problem) -> None:
        """Say what is wrong with the name."""
        self._form.show_problem(problem, "name")
