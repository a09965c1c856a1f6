"""The register of commitments: both directions in one list, the latest first."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QMenu, QPushButton, QVBoxLayout, QWidget

from crm.queries.commitments import CommitmentRow, get_commitment_rows, list_commitments
from crm.queries.team import list_users
from crm.queries.topics import list_topics
from crm.rules import clock
from crm.rules.commitments import label
from crm.rules.dates import format_day
from resources.translations import _, ngettext
from ui.background.asker import Asker
from ui.desk import Desk
from ui.icons import Icon
from ui.lists.columns import Column, Listing, Wanted
from ui.lists.record_list import RecordList
from ui.pages.commitments.actions import CommitmentActions
from ui.pages.commitments.filters import FilterRow, register_filter
from ui.pages.commitments.looks import ARROWS, lateness_pill, other_party, party_words, status_pill, status_words
from ui.pages.exports.offer import offer_take_out
from ui.pages.messages.dialog import paste_message
from ui.pages.page import Page
from ui.pages.parts.actions import PASTE_KEYS, action
from ui.theme import GAP, GRID, PAGE_MARGIN
from ui.widgets.buttons import secondary, secondary_of, tool
from ui.widgets.cards import PageHeader
from ui.widgets.empty_state import EmptyState

NARROW = 960  # pixels of the list below which body and owner give their room to the words
GIVE_WAY = ("body", "owner")
BUTTONS = ("follow-up", "move-date", "kept")


class CommitmentsPage(Page):
    """The list, its filters, and what is done most with the commitment the keyboard is on."""

    watches: ClassVar[tuple[str, ...]] = ("commitments", "people", "organisations", "offices", "topics", "team")

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.setAccessibleName(_("Commitments"))
        self._facts = Asker(self, desk.service, self._take_facts)
        self.actions_ = CommitmentActions(self, desk, self._current, has_letters=False)
        self.filters = FilterRow()
        self.list = RecordList(
            listing(), desk.service, desk.preferences, self._empty(), None, _("Words, name or reference")
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(PAGE_MARGIN, PAGE_MARGIN - GRID, PAGE_MARGIN, PAGE_MARGIN - GRID)
        column.setSpacing(GAP)
        column.addWidget(self._header())
        column.addWidget(self.filters)
        column.addWidget(self.list, 1)
        self._connect()

    def _empty(self) -> EmptyState:
        empty = EmptyState(
            Icon.HANDSHAKE,
            _("No open commitments. Write down a promise as soon as it is made: who, what, by when."),
            _("Write down a commitment"),
            "commitments-empty",
        )
        empty.pressed.connect(self.new)
        return empty

    def _header(self) -> PageHeader:
        header = PageHeader(_("Commitments"), "commitments-header")
        paste_message_button = tool(Icon.CHAT_CIRCLE_TEXT, _("Paste a message (Ctrl+M)"), "commitments-paste-message")
        paste_message_button.clicked.connect(self._paste_message)
        header.add(paste_message_button)
        self._buttons: list[QPushButton] = []
        for name in BUTTONS:
            button = secondary_of(self.actions_.all[name], f"commitments-{name}")
            header.add(button)
            self._buttons.append(button)
        paste = secondary(_("Paste rows"), "commitments-paste", Icon.CLIPBOARD_TEXT)
        paste.setToolTip(_("Paste rows of the register you keep ({keys})").format(keys=PASTE_KEYS))
        paste.clicked.connect(self.paste_rows)
        self._paste_action = action(
            self, "commitments-paste-action", _("Paste rows of commitments"), self.paste_rows, PASTE_KEYS
        )
        header.add(paste)
        return header

    def _paste_message(self) -> None:
        paste_message(self, self.desk)

    def _connect(self) -> None:
        self.filters.changed.connect(self._filter)
        self.list.filters_cleared.connect(self.filters.choose)
        self.list.opened.connect(self._open)
        self.list.current_changed.connect(self._offer)
        self.list.answered.connect(self._offer)
        self.list.model.dataChanged.connect(self._offer)
        self.list.table.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.list.table.customContextMenuRequested.connect(self._show_menu)
        self.actions_.saved.connect(self._go_to_saved)
        self._take_out = offer_take_out(self, self.desk, "commitments", self.list)
        self._offer()

    # What is shown

    def refresh(self) -> None:
        """Ask for the list and for what its filters offer."""
        self._facts.ask(_read_choices)
        self.list.refresh()

    def _take_facts(self, found: tuple[list[tuple[int, str]], list[tuple[int, str]]]) -> None:
        owners, topics = found
        self.filters.fill_owners(owners)
        self.filters.fill_topics(topics)

    def show_only(self, **values: object) -> None:
        """Show what fits these filters alone (direction, late, status, owner, topic); for links from other pages."""
        self.filters.choose(**values)
        self._filter()

    def _filter(self) -> None:
        self.list.set_filters(**self.filters.values())

    def _open(self, commitment_id: int) -> None:
        self.desk.navigator.open_record("commitments", commitment_id)

    # What is done

    def new(self) -> None:
        """Write down a commitment."""
        self.actions_.new()

    def paste_rows(self) -> None:
        """Bring in the rows on the clipboard."""
        self.desk.navigator.paste("commitments")

    def offered_actions(self) -> list[QAction]:
        """Everything that can be done with the commitment the keyboard is on."""
        enabled = [one for one in self.actions_.all.values() if one.isEnabled()]
        return [*enabled, self._paste_action, self._take_out]

    def take_focus(self) -> None:
        """Into the list."""
        self.list.setFocus()

    def _current(self) -> int:
        return self.list.current_id()

    def _offer(self, *_what: object) -> None:
        self.actions_.set_current(self._current_row())
        for button, name in zip(self._buttons, BUTTONS, strict=True):
            button.setEnabled(self.actions_.all[name].isEnabled())

    def _current_row(self) -> CommitmentRow | None:
        row = self.list.model.row_of(self._current()) if self._current() else -1
        found = self.list.model.record(row) if row >= 0 else None
        return found if isinstance(found, CommitmentRow) else None

    def _go_to_saved(self) -> None:
        self.list.setFocus()

    def _show_menu(self, where: QPoint) -> None:
        if not self._current():
            return
        menu = QMenu(self)
        menu.setObjectName("commitments-menu")
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addActions(list(self.actions_.all.values()))
        menu.popup(self.list.table.viewport().mapToGlobal(where))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a narrow window the columns that matter least make room for the words."""
        super().resizeEvent(event)
        self.list.table.give_way(GIVE_WAY, is_narrow=self.width() - 2 * PAGE_MARGIN < NARROW)


def listing() -> Listing[CommitmentRow]:
    """The columns of the register."""
    return Listing(
        "commitments",
        (
            Column(
                "direction",
                _("Direction"),
                lambda row: label(row.direction),
                132,
                icon=lambda row: ARROWS[row.direction],
                is_sortable=False,
            ),
            Column(
                "late",
                _("Lateness"),
                lambda row: label(row.lateness),
                136,
                status=lateness_pill,
                hint=lambda row: row.sentence,
                is_sortable=False,
            ),
            Column("status", _("Status"), status_words, 128, status=status_pill),
            Column(
                "who", _("With whom"), lambda row: party_words(other_party(row)), 150, is_strong=True, is_sortable=False
            ),
            Column(
                "words",
                _("Exact words"),
                lambda row: " ".join(row.words.split()),
                hint=lambda row: row.sentence,
                is_sortable=False,
                stretches=True,
            ),
            Column("due", _("Due"), _due_words, 84, hint=lambda row: row.sentence),
            Column("body", _("Body"), lambda row: row.body_name, 150, is_sortable=False),
            Column("owner", _("Owner"), lambda row: row.owner_name or _("Nobody"), 110, is_sortable=False),
            Column("made", _("Promised"), lambda row: format_day(row.made_on), 96, is_shown=False),
            Column("reference", _("Reference"), lambda row: row.reference, 110, is_shown=False),
            Column("next", _("Next step"), lambda row: row.next_step, 180, is_shown=False, is_sortable=False),
            Column("missing", _("Missing"), lambda row: ", ".join(row.missing), 150, is_shown=False, is_sortable=False),
        ),
        ids=_ids,
        rows=get_commitment_rows,
        sort="due",
        count_text=lambda count: ngettext("{count} commitment", "{count} commitments", count),
    )


def _ids(wanted: Wanted) -> Sequence[int]:
    return list_commitments(register_filter(wanted))


def _due_words(row: CommitmentRow) -> str:
    return format_day(row.due_on, clock.today()) if row.due_on else row.due_words or _("No date")


def _read_choices() -> tuple[list[tuple[int, str]], list[tuple[int, str]]]:
    users = [(user.id, user.name) for user in list_users(with_left=True)]
    return users, [(topic.id, topic.name) for topic in list_topics()]
