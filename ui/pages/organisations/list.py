"""Organisations: the tree on the left, a flat list while filtering, and the one chosen on the right."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from PySide6.QtCore import QTimer
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QStackedWidget, QVBoxLayout, QWidget

from crm.queries.organisations import OrganisationRow, OrganisationsFilter, get_organisation_rows, list_organisations
from crm.rules.organisations import Kind, label
from resources.translations import _, ngettext
from ui.desk import Desk
from ui.icons import Icon, icon
from ui.lists.columns import Column, Listing, Wanted
from ui.lists.model import RecordModel
from ui.lists.table import RecordTable
from ui.pages.exports.dialog import Chosen
from ui.pages.exports.offer import take_out_action, take_out_button
from ui.pages.organisations.editor import OrganisationEditor
from ui.pages.organisations.tree import OrganisationTree, short_committee_name
from ui.pages.organisations.view import OrganisationView
from ui.pages.page import Page
from ui.pages.parts.actions import action
from ui.theme import GAP, GRID, PAGE_MARGIN
from ui.widgets.buttons import primary
from ui.widgets.cards import PageHeader
from ui.widgets.empty_state import EmptyState

NARROWEST, WIDEST = 75 * GRID, 105 * GRID  # of the tree
SETTLES_IN = 120  # ms the keyboard rests on a row before it is shown


class OrganisationsPage(Page):
    """The tree and, beside it, the organisation chosen in it."""

    watches: ClassVar[tuple[str, ...]] = (
        "organisations",
        "offices",
        "people",
        "commitments",
        "petitions",
        "engagements",
        "notes",
        "attachments",
        "imports",
        "calendar",
    )

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.tree = OrganisationTree(desk.service)
        self._build_found(desk)
        self.view = OrganisationView(desk)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(SETTLES_IN)
        self._waiting = 0
        self._lay_out()
        self._connect()

    def _build_found(self, desk: Desk) -> None:
        listing = Listing(
            "organisations-found",
            (
                Column("name", _("Name"), _name, stretches=True, is_strong=True, hint=_hint),
                Column("kind", _("Kind"), _kind, 96),
            ),
            ids=self._ids,
            rows=self._rows,
            sort="name",
        )
        self.found_model: RecordModel[OrganisationRow] = RecordModel(listing, desk.service, self)
        self.found = RecordTable(self.found_model, desk.preferences, "organisations-found", self)
        self.found.setAccessibleName(_("Organisations found"))
        self.filter_box = QLineEdit()
        self.filter_box.setObjectName("organisations-filter")
        self.filter_box.setPlaceholderText(_("Name or short name"))
        self.filter_box.setAccessibleName(_("Name or short name"))
        self.filter_box.setClearButtonEnabled(True)
        self.filter_box.addAction(
            QAction(icon(Icon.MAGNIFYING_GLASS, "muted"), "", self), QLineEdit.ActionPosition.LeadingPosition
        )

    def _lay_out(self) -> None:
        self._header = PageHeader(_("Organisations"), "organisations-header")
        add = primary(_("Add"), "organisations-add", Icon.PLUS)
        add.setAccessibleName(_("Add organisation"))
        add.setToolTip(_("Add organisation (Ctrl+N)"))
        add.clicked.connect(self.new)
        self._take_out = take_out_action(self, self.desk, "organisations", self._chosen)
        self._header.add(take_out_button(self._take_out, "organisations"))
        self._header.add(add)
        self._nothing = EmptyState(Icon.MAGNIFYING_GLASS, _("No organisation fits."), name="organisations-not-found")
        self._left = QStackedWidget()
        for part in (self.tree, self.found, self._nothing):
            self._left.addWidget(part)
        self._panel = QWidget()
        column = QVBoxLayout(self._panel)
        column.setContentsMargins(PAGE_MARGIN, PAGE_MARGIN - GRID, 0, PAGE_MARGIN - GRID)
        column.setSpacing(GAP + GRID)
        for widget in (self._header, self.filter_box):
            column.addWidget(widget)
        column.addWidget(self._left, 1)
        self._welcome = EmptyState(
            Icon.BUILDINGS,
            _(
                "Choose an organisation on the left. Legislatures, councils, departments, parties, partners and "
                "networks belong here."
            ),
            _("Add an organisation"),
            "organisations-empty",
        )
        self._welcome.pressed.connect(self.new)
        self._right = QStackedWidget()
        self._right.addWidget(self._welcome)
        self._right.addWidget(self.view)
        across = QHBoxLayout(self)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(0)
        across.addWidget(self._panel)
        across.addWidget(self._right, 1)

    def _connect(self) -> None:
        self.tree.chosen.connect(self._choose)
        self.tree.opened.connect(self.desk.navigator.open_record)
        self.tree.filled.connect(self._show_count)
        self.tree.typed.connect(self._type)
        self.found.typed.connect(self._type)
        self.found.opened.connect(self._open)
        self.found.selectionModel().currentRowChanged.connect(self._choose_found)
        self.found_model.answered.connect(self._show_found)
        self.filter_box.textChanged.connect(self._filter)
        self.filter_box.returnPressed.connect(self._into_list)
        self._timer.timeout.connect(self._show_chosen)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A third for the tree, within limits."""
        super().resizeEvent(event)
        self._panel.setFixedWidth(max(NARROWEST, min(WIDEST, event.size().width() // 3)))

    # What the flat list asks, on the reader

    @staticmethod
    def _ids(wanted: Wanted) -> list[int]:
        return list_organisations(
            OrganisationsFilter(text=wanted.text, sort=wanted.sort, descending=wanted.is_descending)
        )

    @staticmethod
    def _rows(ids: Sequence[int]) -> list[OrganisationRow]:
        return get_organisation_rows(list(ids))

    # Showing

    def refresh(self) -> None:
        """Ask for the tree, the list while filtering, and the one shown."""
        self.tree.refresh()
        if self.filter_box.text().strip():
            self.found_model.refresh()
        self.view.refresh()

    def _show_count(self, count: int) -> None:
        self._header.set_subtitle(ngettext("{count} organisation", "{count} organisations", count))

    def _filter(self, text: str) -> None:
        if text.strip():
            old = self.found_model.wanted
            self.found_model.want(Wanted(text.strip(), old.filters, old.sort, old.is_descending))
        else:
            self._left.setCurrentWidget(self.tree)

    def _show_found(self) -> None:
        if self.filter_box.text().strip():
            self._left.setCurrentWidget(self.found if self.found_model.rowCount() else self._nothing)

    def _into_list(self) -> None:
        if self._left.currentWidget() is self.found:
            self.found.setFocus()
            if not self.found.current_id():
                self.found.selectRow(0)
        else:
            self.tree.setFocus()

    def _type(self, letter: str) -> None:
        self.filter_box.setFocus()
        self.filter_box.insert(letter)

    def _choose(self, noun: str, record_id: int) -> None:
        if noun == "organisations":
            self._waiting = record_id
            self._timer.start()

    def _choose_found(self) -> None:
        self._choose("organisations", self.found.current_id())

    def _show_chosen(self) -> None:
        if self._waiting:
            self._right.setCurrentWidget(self.view)
            self.view.show_organisation(self._waiting)

    def _open(self, organisation_id: int) -> None:
        self.desk.navigator.open_record("organisations", organisation_id)

    def take_focus(self) -> None:
        """Into the tree."""
        (self._left.currentWidget() or self).setFocus()

    def has_unsaved(self) -> bool:
        """Whether a plan is open in which something is typed."""
        return self.view.header.has_unsaved

    def offered_actions(self) -> list[QAction]:
        """What Ctrl+K offers here."""
        add = action(self, "add-organisation", _("Add organisation"), self.new)
        return [
            add,
            self._take_out,
            *([*self.view.header.actions_offered(), self.view.paste_action] if self.view.record_id else []),
        ]

    # Doing

    def _chosen(self) -> Chosen:
        """What the filter found, else all."""
        text = self.filter_box.text().strip()
        if not text:
            return Chosen("organisations", _("All organisations"))
        found = tuple(self.found_model.ids())
        words = ngettext("{count} organisation that was found", "{count} organisations that were found", len(found))
        return Chosen("organisations", words.format(count=len(found)), found, text)

    def new(self) -> None:
        """Add an organisation."""
        editor = OrganisationEditor(self.desk, self.window())
        editor.saved.connect(self._show_new)
        editor.open()

    def _show_new(self, organisation_id: int) -> None:
        self.filter_box.clear()
        self._waiting = organisation_id
        self._show_chosen()


def _name(row: OrganisationRow) -> str:
    return short_committee_name(row.name) if row.kind == Kind.COMMITTEE else row.name


def _hint(row: OrganisationRow) -> str:
    return ", ".join(part for part in (row.name, row.parent, row.place) if part)


def _kind(row: OrganisationRow) -> str:
    return label(row.kind)
