"""The agreements: what binds us and others, the first to end on top."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from crm.queries.agreements import AgreementRow, AgreementsFilter, get_agreement_rows, list_agreements
from crm.rules import clock
from crm.rules.agreements import Status, label
from resources.translations import _, ngettext
from ui.desk import Desk
from ui.icons import Icon
from ui.lists.columns import Align, Column, Listing, Wanted
from ui.pages.agreements.actions import AgreementActions
from ui.pages.agreements.looks import ends_words, light_words, rag_pill, status_pill
from ui.pages.parts.choosing import combo
from ui.pages.parts.list_page import ListPage
from ui.pages.parts.words import day_words
from ui.widgets.empty_state import EmptyState


class AgreementsPage(ListPage):
    """The list, with what is expiring one choice away."""

    watches: ClassVar[tuple[str, ...]] = ("agreements", "organisations", "commitments", "team")
    noun = "agreements"
    gives_way = ("parties", "review")

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, _("Agreements"), _("Add agreement"), listing(), parent=parent)
        self.actions_ = AgreementActions(self, desk)
        self.status = combo("agreements-filter-status", _choices(), _("Where it stands"))
        self.add_filter("status", self.status, "open")
        self.actions_.made.connect(self.open)

    def empty(self) -> EmptyState:
        """What the page says while there is none."""
        return EmptyState(
            Icon.FILE_TEXT,
            _("No agreements yet. Write one down clause by clause, and follow what each clause brings."),
            _("Write down an agreement"),
            "agreements-empty",
        )

    def new(self) -> None:
        """Write down an agreement."""
        self.actions_.new()

    def offered_actions(self) -> list[QAction]:
        """For the search palette."""
        return [self.actions_.all["new"], self.take_out]


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
                lambda row: day_words(row.expires_on),
                122,
                icon=lambda row: Icon.WARNING if row.is_expiring else None,
                hint=lambda row: ends_words(row.expires_on, clock.today()),
            ),
            Column("review", _("Next review"), lambda row: day_words(row.next_review_on), 104, is_sortable=False),
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
