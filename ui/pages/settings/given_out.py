"""What left this workspace: papers that were given out, and files that were taken out, each with its reason."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from PySide6.QtWidgets import QHBoxLayout

from crm.queries.exports import LEVELS
from crm.queries.privacy import FILE, HandOverRow, list_hand_overs
from crm.rules.dates import format_day
from resources.translations import _, ngettext
from ui.background.asker import Asker
from ui.desk import Desk
from ui.icons import Icon
from ui.pages.exports.dialog import Chosen, TakeOutDialog
from ui.pages.settings.section import Section
from ui.pages.settings.table import EditableTable, TableColumn, TableRow
from ui.theme import GAP
from ui.widgets.buttons import secondary
from ui.widgets.cards import label


class GivenOutSection(Section):
    """The register, newest first, and the whole workspace to take out."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(
            desk,
            _("Given out"),
            _("Papers that were saved or printed and files that were taken out: what, when, for what and by whom."),
            "settings-given-out",
            scrolls=False,
        )
        self._asker = Asker(self, desk.service, self._show)
        self.table = EditableTable(
            (
                TableColumn(_("Day"), 100),
                TableColumn(_("What")),
                TableColumn(_("To"), 120),
                TableColumn(_("What for"), 130),
                TableColumn(_("By"), 90),
            ),
            "settings-given-out-table",
        )
        self.table.setAccessibleName(_("Given out"))
        self.details = label("", "muted", "settings-given-out-details")
        self.take_out = secondary(_("Take out the whole workspace…"), "settings-take-out", Icon.FILE_ARROW_DOWN)
        self._rows: dict[int, HandOverRow] = {}
        self.body.setSpacing(GAP)
        self.body.addWidget(self.table, 1)
        self.body.addWidget(self.details)
        below = QHBoxLayout()
        below.addStretch(1)
        below.addWidget(self.take_out)
        self.body.addLayout(below)
        self.take_out.clicked.connect(self._take_out)
        self.table.current_changed.connect(self._show_details)

    def refresh(self) -> None:
        """Ask for the register."""
        self._asker.ask(list_hand_overs)

    def _show(self, rows: Sequence[HandOverRow]) -> None:
        self._rows = {row.id: row for row in rows}
        self.table.show_rows([TableRow(row.id, _cells(row)) for row in rows])
        if not rows:
            self.details.setText(_("Nothing was given out yet."))

    def _show_details(self, row_id: int) -> None:
        row = self._rows.get(row_id)
        if row is not None:
            self.details.setText(f"{'; '.join(_details(row))}\nSHA-256 {row.sha256}".strip())

    def _take_out(self) -> None:
        dialog = TakeOutDialog(self.desk, Chosen("workspace", _("The whole workspace")), self.window())
        dialog.taken_out.connect(self.refresh)
        dialog.open()


def _cells(row: HandOverRow) -> tuple[str, ...]:
    return format_day(row.on), row.title, row.to_whom, row.why, row.by


def _details(row: HandOverRow) -> Iterator[str]:
    """How it was made: of a file what is in it, of a paper its options."""
    if row.report != FILE:
        yield from (f"{name}: {value}" for name, value in row.options.items() if value)
        return
    chosen = row.options
    if chosen["filters"]:
        yield _("chosen by {filters}").format(filters=chosen["filters"])
    if chosen["what"] != "workspace":
        yield _(LEVELS[int(chosen["level"])]).lower()
        yield _("with private details") if chosen["private"] == "yes" else _("without private details")
    left_out = int(chosen["left_out"])
    if left_out:
        yield ngettext("{count} record left out", "{count} records left out", left_out).format(count=left_out)
