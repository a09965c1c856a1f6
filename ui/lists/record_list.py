"""A whole list for a page: filter box, the page's own filters, count, columns, table, and what to say when empty."""

from __future__ import annotations

from types import MappingProxyType
from typing import Any

from PySide6.QtCore import QItemSelection, QSize, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QMenu, QStackedWidget, QToolButton, QVBoxLayout, QWidget

from resources.translations import _, ngettext
from ui.background.service import Service
from ui.icons import Icon, icon
from ui.lists.columns import Listing, Wanted
from ui.lists.model import RecordModel
from ui.lists.table import RecordTable
from ui.preferences import Preferences
from ui.theme import GAP, GRID
from ui.widgets.empty_state import EmptyState


class RecordList(QWidget):
    """Shows a `Listing`. The first `refresh()` fills it; pages call `refresh` again when records changed."""

    opened = Signal(int)  # Enter or double click
    current_changed = Signal(int)  # the record the keyboard is on; 0 for none
    selection_changed = Signal()
    answered = Signal()  # the newest answer is shown

    def __init__(
        self,
        listing: Listing[Any],
        service: Service,
        preferences: Preferences,
        empty: EmptyState,
        parent: QWidget | None = None,
        filter_hint: str = "",
    ) -> None:
        """`empty` is shown while there is no record at all; `filter_hint` stands in the empty filter box."""
        super().__init__(parent)
        self.setObjectName(f"{listing.name}-list")
        self._listing = listing
        self.model = RecordModel(listing, service, self)
        self.table = RecordTable(self.model, preferences, listing.name, self)
        self.table.setAccessibleName(_("List"))
        self._bar = QHBoxLayout()
        self._tools = 0  # buttons of the page
        self._build_bar(filter_hint or _("Filter"))
        self._empty = empty
        self._not_found = EmptyState(
            Icon.MAGNIFYING_GLASS,
            _("Nothing fits this filter."),
            _("Clear the filter"),
            name=f"{listing.name}-not-found",
        )
        self._stack = QStackedWidget()
        for part in (self.table, self._empty, self._not_found):
            self._stack.addWidget(part)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GAP)
        layout.addLayout(self._bar)
        layout.addWidget(self._stack, 1)
        self._connect()

    def _build_bar(self, hint: str) -> None:
        self.filter_box = QLineEdit()
        self.filter_box.setObjectName(f"{self._listing.name}-filter")
        self.filter_box.setPlaceholderText(hint)
        self.filter_box.setAccessibleName(hint)
        self.filter_box.setClearButtonEnabled(True)
        self.filter_box.setMaximumWidth(340)
        self.filter_box.addAction(
            QAction(icon(Icon.MAGNIFYING_GLASS, "muted"), "", self), QLineEdit.ActionPosition.LeadingPosition
        )
        self._count = QLabel()
        self._count.setObjectName(f"{self._listing.name}-count")
        self._count.setProperty("look", "muted")
        self._columns = QToolButton()
        self._columns.setObjectName(f"{self._listing.name}-columns")
        self._columns.setIcon(icon(Icon.COLUMNS, "muted"))
        self._columns.setIconSize(QSize(5 * GRID, 5 * GRID))
        self._columns.setToolTip(_("Choose columns"))
        self._columns.setAccessibleName(_("Choose columns"))
        self._columns.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._columns_menu = QMenu(self._columns)
        self._columns.setMenu(self._columns_menu)
        self._bar.setSpacing(GAP)
        self._bar.addWidget(self.filter_box, 1)
        self._bar.addStretch(1)
        self._bar.addWidget(self._count)
        self._bar.addWidget(self._columns)

    def _connect(self) -> None:
        self.filter_box.textChanged.connect(self.set_text)
        self.filter_box.returnPressed.connect(self._go_to_first)
        self._columns_menu.aboutToShow.connect(self._fill_columns_menu)
        self.table.opened.connect(self.opened)
        self.table.typed.connect(self._type)
        selection = self.table.selectionModel()
        selection.currentRowChanged.connect(self._tell_current)
        selection.selectionChanged.connect(self._tell_selection)
        self.model.answered.connect(self._show_answer)
        self._not_found.pressed.connect(self.clear_filters)

    # What is shown

    def add_filter(self, widget: QWidget) -> None:
        """Put a filter of the page (a combo box, a tick) beside the filter box; the page calls `set_filters`."""
        self._bar.insertWidget(self._bar.count() - 3 - self._tools, widget)

    def add_tool(self, button: QWidget) -> None:
        """Put a button of the page before the one that chooses columns."""
        self._bar.insertWidget(self._bar.count() - 1, button)
        self._tools += 1

    def refresh(self) -> None:
        """Ask again; selection and place are kept by id."""
        self.model.refresh()

    def set_text(self, text: str) -> None:
        """Filter by words."""
        old = self.model.wanted
        self.model.want(Wanted(text.strip(), old.filters, old.sort, old.is_descending))

    def set_filters(self, **filters: object) -> None:
        """Set the page's own filters, given to the ids query; None removes one. Others stay."""
        old = self.model.wanted
        merged = {**old.filters, **filters}
        kept = MappingProxyType({key: value for key, value in merged.items() if value is not None})
        self.model.want(Wanted(old.text, kept, old.sort, old.is_descending))

    filters_cleared = Signal()

    def clear_filters(self) -> None:
        """Take every filter away; `filters_cleared` lets the page reset its own widgets."""
        self.filter_box.blockSignals(True)
        self.filter_box.clear()
        self.filter_box.blockSignals(False)
        old = self.model.wanted
        self.filters_cleared.emit()
        self.model.want(Wanted(sort=old.sort, is_descending=old.is_descending))
        self.filter_box.setFocus()

    @property
    def wanted(self) -> Wanted:
        """What the list shows: print and reports use the same."""
        return self.model.wanted

    def setFocus(self, reason: Qt.FocusReason = Qt.FocusReason.OtherFocusReason) -> None:
        """Into the rows. Not by a focus proxy: with one, Tab would go past the filter box to the rows."""
        self.table.setFocus(reason)

    # Records

    def current_id(self) -> int:
        """The record the keyboard is on, 0 when there is none."""
        return self.table.current_id()

    def selected_ids(self) -> list[int]:
        """The selected records in order."""
        return self.table.selected_ids()

    def go_to(self, record_id: int) -> bool:
        """Select the record and bring it into view; False when it is not listed."""
        return self.table.go_to(record_id)

    # Inside

    def _show_answer(self) -> None:
        count = self.model.count()
        is_filtered = bool(self.model.wanted.text or self.model.wanted.filters)
        shown = self.table if count else (self._not_found if is_filtered else self._empty)
        had_focus = self.table.hasFocus()
        self._stack.setCurrentWidget(shown)
        if had_focus and shown is not self.table:
            self.filter_box.setFocus()
        words = self._listing.count_text
        self._count.setText(words(count) if words else ngettext("{count} record", "{count} records", count))
        self.answered.emit()

    def _go_to_first(self) -> None:
        if self.model.rowCount():
            self.table.setFocus()
            if not self.table.current_id():
                self.table.go_to_first()

    def _type(self, letter: str) -> None:
        self.filter_box.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.filter_box.end(False)
        self.filter_box.insert(letter)

    def _fill_columns_menu(self) -> None:
        self._columns_menu.clear()
        self.table.column_actions(self._columns_menu)

    def _tell_current(self) -> None:
        self.current_changed.emit(self.current_id())

    def _tell_selection(self, _new: QItemSelection, _old: QItemSelection) -> None:
        self.selection_changed.emit()
