"""The agreements: what binds us and others, the first to end on top."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from crm.queries.agreements import AgreementRow, AgreementsFilter, get_agreement_rows, list_agreements
from crm.rules import clock
from crm.rules.agreements import Status, label
from crm.rules.dates import format_day
from resources.translations import _, ngettext
from ui.desk import Desk
from ui.icons import Icon
from ui.lists.columns import Align, Column, Listing, Wanted
from ui.lists.record_list import RecordList
from ui.pages.agreements.actions import AgreementActions
from ui.pages.agreements.looks import ends_words, light_words, rag_pill, status_pill
from ui.pages.page import Page
from ui.pages.parts.choosing import combo
from ui.theme import GAP, GRID, PAGE_MARGIN
from ui.widgets.buttons import primary
from ui.widgets.cards import PageHeader
from ui.widgets.empty_state import EmptyState

NARROW = 1000  # pixels of the list below which the columns that matter least give their room to the title
GIVE_WAY = ("parties", "review")


class AgreementsPage(Page):
    """The list, with what is expiring one choice away."""

    watches: ClassVar[tuple[str, ...]] = ("agreements", "organisations", "commitments", "team")

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.setAccessibleName(_("Agreements"))
        self._hidden_by_us: set[int] = set()
        self.actions_ = AgreementActions(self, desk)
        self.list = RecordList(listing(), desk.service, desk.preferences, self._empty(), None, _("Title or words"))
        self.status = combo("agreements-filter-status", _choices(), _("Where it stands"))
        self.status.setMinimumWidth(150)
        self.list.add_filter(self.status)
        column = QVBoxLayout(self)
        column.setContentsMargins(PAGE_MARGIN, PAGE_MARGIN - GRID, PAGE_MARGIN, PAGE_MARGIN - GRID)
        column.setSpacing(GAP)
        column.addWidget(self._header())
        column.addWidget(self.list, 1)
        self.status.currentIndexChanged.connect(self._filter)
        self.list.filters_cleared.connect(self._clear_status)
        self.list.opened.connect(self._open)
        self.actions_.made.connect(self._open)

    def _empty(self) -> EmptyState:
        empty = EmptyState(
            Icon.FILE_TEXT,
            _("No agreements yet. Write one down clause by clause, and follow what each clause brings."),
            _("Write down an agreement"),
            "agreements-empty",
        )
        empty.pressed.connect(self.new)
        return empty

    def _header(self) -> PageHeader:
        header = PageHeader(_("Agreements"), "agreements-header")
        add = primary(_("Add"), "agreements-add", Icon.PLUS)
        add.setAccessibleName(_("Add agreement"))
        add.setToolTip(_("Add agreement (Ctrl+N)"))
        add.clicked.connect(self.new)
        header.add(add)
        return header

    def refresh(self) -> None:
        """Ask again."""
        self.list.refresh()

    def show_only(self, status: str) -> None:
        """Show what stands so (“expiring”); for links from other pages."""
        self.status.setCurrentIndex(max(0, self.status.findData(status)))

    def _filter(self) -> None:
        value = self.status.currentData()
        self.list.set_filters(status=None if value == "open" else value)

    def _clear_status(self) -> None:
        self.status.blockSignals(True)
        self.status.setCurrentIndex(0)
        self.status.blockSignals(False)

    def _open(self, agreement_id: int) -> None:
        self.desk.navigator.open_record("agreements", agreement_id)

    def new(self) -> None:
        """Write down an agreement."""
        self.actions_.new()

    def offered_actions(self) -> list[QAction]:
        """For the search palette."""
        return [self.actions_.all["new"]]

    def take_focus(self) -> None:
        """Into the list."""
        self.list.setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a narrow window the columns that matter least make room for the title."""
        super().resizeEvent(event)
        table = self.list.table
        keys = [column.key for column in self.list.model.columns]
        if self.width() - 2 * PAGE_MARGIN < NARROW:
            shown = {keys.index(key) for key in GIVE_WAY if not table.isColumnHidden(keys.index(key))}
            self._hidden_by_us |= shown
            self._set_hidden(shown, True)
        elif self._hidden_by_us:
            self._set_hidden(self._hidden_by_us, False)
            self._hidden_by_us = set()

    def _set_hidden(self, columns: set[int], is_hidden: bool) -> None:
        for number in columns:
            self.list.table.setColumnHidden(number, is_hidden)
        self.list.table.fit_columns()


def _choices() -> list[tuple[object, str]]:
    stages = [(one.value, label(one)) for one in Status]
    return [("open", _("Open")), ("expiring", _("Expiring")), *stages, ("all", _("Open and closed"))]


def listing() -> Listing[AgreementRow]:
    """The columns of the list."""
    return Listing(
        "agreements",
        (
            Column("reference", _("Reference"), lambda row: row.reference, 106),
            Column("title", _("Title"), lambda row: row.title, is_strong=True, stretches=True),
            Column(
                "parties",
                _("Parties"),
                lambda row: ", ".join(row.parties),
                150,
                hint=lambda row: "\n".join(row.parties),
                is_sortable=False,
            ),
            Column(
                "rag",
                _("Colour"),
                lambda row: label(row.light.rag),
                88,
                status=lambda row: rag_pill(row.light),
                hint=lambda row: light_words(row.light),
                is_sortable=False,
            ),
            Column("progress", _("Progress"), _progress, 76, Align.RIGHT, is_sortable=False),
            Column("overdue", _("Overdue"), lambda row: str(row.overdue or ""), 74, Align.RIGHT, is_sortable=False),
            Column(
                "expires",
                _("Ends"),
                lambda row: _day(row.expires_on),
                122,
                icon=lambda row: Icon.WARNING if row.is_expiring else None,
                hint=lambda row: ends_words(row.expires_on, clock.today()),
            ),
            Column("review", _("Next review"), lambda row: _day(row.next_review_on), 104, is_sortable=False),
            Column("status", _("Status"), lambda row: label(row.outcome or row.status), 104, status=status_pill),
            Column(
                "promises",
                _("Open promises"),
                lambda row: str(row.open_promises or ""),
                112,
                Align.RIGHT,
                is_sortable=False,
                is_shown=False,
            ),
            Column("owner", _("Owner"), lambda row: row.owner_name, 120, is_sortable=False, is_shown=False),
        ),
        ids=_ids,
        rows=get_agreement_rows,
        sort="expires",
        count_text=lambda count: ngettext("{count} agreement", "{count} agreements", count),
    )


def _ids(wanted: Wanted) -> Sequence[int]:
    return list_agreements(
        AgreementsFilter(
            text=wanted.text,
            status=str(wanted.filters.get("status", "open")),
            sort=wanted.sort,
            descending=wanted.is_descending,
        )
    )


def _progress(row: AgreementRow) -> str:
    return _("{count} %").format(count=row.progress)


def _day(day: object) -> str:
    return format_day(day) if day else ""  # type: ignore[arg-type]
