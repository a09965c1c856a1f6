"""Papers and exports that still lie on this computer in the clear, with the offer to take them away."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QTableWidgetItem, QWidget

from crm.exchange.copies import State, no_guarantee
from crm.exchange.copies import label as state_words
from crm.operations.copies import Removed, remove_copies, removed_words
from crm.queries.copies import Copy, list_copies
from crm.rules.dates import format_day
from crm.rules.errors import Problem
from crm.workspace import Done
from resources.translations import _, ngettext
from ui.background.asker import Asker
from ui.desk import Desk
from ui.icons import Icon
from ui.pages.settings.table import EditableTable, TableColumn, TableRow
from ui.theme import GRID
from ui.widgets.buttons import danger, secondary
from ui.widgets.cards import label
from ui.widgets.dialogs import ConfirmDialog, Dialog
from ui.words import sentence

SHOWN = 20  # names in a question


class CopiesDialog(Dialog):
    """Each copy with where it lies; those ticked are removed after one question, and a second for changed ones."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent, _("Copies on this computer"), "copies")
        self._desk = desk
        self._copies: dict[int, Copy] = {}
        self._asker = Asker(self, desk.service, self._show)
        self.said = label(_("Looking at the files…"), "muted", "copies-said")
        self.table = EditableTable(
            (
                TableColumn(_("File")),
                TableColumn(_("Folder")),
                TableColumn(_("Written"), 96),
                TableColumn(_("Now"), 136),
            ),
            "copies-table",
        )
        self.table.setAccessibleName(_("Copies on this computer"))
        self.table.setMinimumSize(190 * GRID, 56 * GRID)
        self.all = secondary(_("Tick all"), "copies-all", Icon.CHECK)
        self.remove = danger(_("Remove those ticked…"), "copies-remove")
        for part in (
            label(
                _("What was saved outside the encrypted workspace. Whoever opens this computer can read it."), "muted"
            ),
            self.said,
            self.table,
            label(no_guarantee(), "muted", "copies-no-guarantee"),
        ):
            self.add(part)
        self.add_button(self.remove)
        self.add_button(self.all)
        self.add_cancel(_("Close"))
        self.remove.clicked.connect(self._ask)
        self.all.clicked.connect(self._tick_all)
        self.table.itemChanged.connect(self._show_ticked)
        self.refresh()

    def refresh(self) -> None:
        """Look at the files again, off the window's thread."""
        self._asker.ask(list_copies)

    def _show(self, found: Sequence[Copy]) -> None:
        here = [copy for copy in found if copy.state is not State.GONE]
        self._copies = {copy.id: copy for copy in here}
        self.table.show_rows([TableRow(copy.id, _cells(copy)) for copy in here])
        for row in range(self.table.rowCount()):
            item = self.table.item(row, 0)
            if item is not None:
                item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
                item.setCheckState(Qt.CheckState.Unchecked)
        self.said.setText(_said(len(here), len(found) - len(here)))
        self._show_ticked()
        self.table.setFocus()

    def ticked(self) -> list[Copy]:
        """Those that are to go."""
        ids = self.table.ids()
        return [self._copies[ids[row]] for row in range(self.table.rowCount()) if self._is_ticked(row)]

    def _is_ticked(self, row: int) -> bool:
        item = self.table.item(row, 0)
        return item is not None and item.checkState() is Qt.CheckState.Checked

    def _tick_all(self) -> None:
        for row in range(self.table.rowCount()):
            item = self.table.item(row, 0)
            if item is not None:
                item.setCheckState(Qt.CheckState.Checked)

    def _show_ticked(self, _item: QTableWidgetItem | None = None) -> None:
        self.remove.setEnabled(any(self._is_ticked(row) for row in range(self.table.rowCount())))
        self.all.setEnabled(bool(self._copies))

    def _ask(self) -> None:
        chosen = self.ticked()
        title = ngettext("Remove {count} file?", "Remove {count} files?", len(chosen)).format(count=len(chosen))
        self._confirm(title, "\n".join(_names(chosen)), "copies-sure", partial(self._ask_of_changed, chosen))

    def _ask_of_changed(self, chosen: Sequence[Copy]) -> None:
        changed = [copy for copy in chosen if copy.state is State.CHANGED]
        if not changed:
            self._remove(chosen, with_changed=False)
            return
        words = _("These are no longer what was written from here. What somebody put into them is lost:")
        self._confirm(
            _("Also those that were changed?"),
            "\n".join((words, *_names(changed))),
            "copies-changed",
            partial(self._remove, chosen, with_changed=True),
        )

    def _confirm(self, title: str, words: str, name: str, go: Callable[[], object]) -> None:
        box = ConfirmDialog(self, title, words, _("Remove"), is_danger=True, name=name)
        box.confirmed.connect(go)
        box.open()

    def _remove(self, chosen: Sequence[Copy], *, with_changed: bool) -> None:
        ids = [copy.id for copy in chosen]
        self._desk.service.do(
            remove_copies, ids, with_changed=with_changed, on_done=self._take, on_problem=self._refuse, owner=self
        )

    def _take(self, done: Done[Removed]) -> None:
        self.refresh()
        held = [f"{copy.file.name}: {why}" for copy, why in done.value.kept]
        self._desk.navigator.say("; ".join((removed_words(done.value), *held)))

    def _refuse(self, problem: Problem) -> None:
        self.refresh()
        self._desk.navigator.say(sentence(problem))


def _cells(copy: Copy) -> tuple[str, ...]:
    return copy.file.name, str(copy.file.parent), format_day(copy.on), state_words(copy.state)


def _names(copies: Sequence[Copy]) -> list[str]:
    names = [str(copy.file) for copy in copies[:SHOWN]]
    return [*names, "…"] if len(copies) > SHOWN else names


def _said(here: int, gone: int) -> str:
    words = ngettext("{count} file lies outside.", "{count} files lie outside.", here).format(count=here)
    if not gone:
        return words
    more = ngettext(
        "{count} more was moved, removed, or lies on another computer.",
        "{count} more were moved, removed, or lie on another computer.",
        gone,
    )
    return f"{words} {more.format(count=gone)}"
