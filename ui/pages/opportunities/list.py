"""The opportunities: what closes or takes place next on top."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from crm.queries.opportunities import (
    OpportunitiesFilter,
    OpportunityRow,
    get_opportunity_rows,
    list_opportunities,
)
from crm.rules.opportunities import Kind, Status, label, notice_words
from resources.translations import _, ngettext
from ui.desk import Desk
from ui.icons import Icon
from ui.lists.columns import Column, Listing, Wanted
from ui.pages.opportunities.actions import OpportunityActions
from ui.pages.opportunities.looks import next_words, status_pill
from ui.pages.parts.choosing import combo
from ui.pages.parts.list_page import ListPage
from ui.pages.parts.words import day_words
from ui.widgets.empty_state import EmptyState


class OpportunitiesPage(ListPage):
    """The list; what was missed, and what awaits its result, are one choice away."""

    watches: ClassVar[tuple[str, ...]] = ("opportunities", "organisations", "team")
    noun = "opportunities"
    gives_way = ("kind", "notice")

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, _("Opportunities"), _("Add opportunity"), listing(), parent=parent)
        self.actions_ = OpportunityActions(self, desk)
        self.status = combo("opportunities-filter-status", _statuses(), _("Where it stands"))
        self.kind = combo("opportunities-filter-kind", [("", _("All kinds")), *_kinds()], _("Kind"))
        self.add_filter("status", self.status, "open")
        self.add_filter("kind", self.kind, "")
        self.actions_.made.connect(self.open)

    def empty(self) -> EmptyState:
        """What the page says while there is none."""
        return EmptyState(
            Icon.MICROPHONE,
            _("No opportunities yet. Note calls for comment, hearings and sittings, and see which CSOs they suit."),
            _("Note an opportunity"),
            "opportunities-empty",
        )

    def new(self) -> None:
        """Note an opportunity."""
        self.actions_.new()

    def new_about(self, record_id: int) -> None:
        """Note an opportunity of this body."""
        self.actions_.new(record_id)

    def offered_actions(self) -> list[QAction]:
        """For the search palette."""
        return [self.actions_.all["new"], self.take_out]


def _statuses() -> list[tuple[object, str]]:
    return [
        ("open", _("Open")),
        *((one.value, label(one)) for one in Status),
        ("all", _("Open and over")),
    ]


def _kinds() -> list[tuple[object, str]]:
    return [(one.value, label(one)) for one in Kind]


def listing() -> Listing[OpportunityRow]:
    """The columns of the list."""
    return Listing(
        "opportunities",
        (
            Column("reference", _("Reference"), lambda row: row.reference, 106),
            Column("title", _("Title"), lambda row: row.title, is_strong=True, stretches=True),
            Column("body", _("Whose"), lambda row: row.bound_name, 160, is_sortable=False),
            Column("kind", _("Kind"), lambda row: label(row.kind), 140, is_sortable=False),
            Column("next", _("Comes next"), next_words, 140, hint=lambda row: row.sentence),
            Column("notice", _("Notice"), lambda row: notice_words(row.notice), 150, is_sortable=False),
            Column("event", _("Takes place"), lambda row: day_words(row.event_on), 104, is_shown=False),
            Column(
                "status",
                _("Status"),
                lambda row: row.stands,
                160,
                status=status_pill,
                hint=lambda row: row.sentence,
                is_sortable=False,
            ),
            Column("owner", _("Owner"), lambda row: row.owner_name, 120, is_sortable=False, is_shown=False),
        ),
        ids=_ids,
        rows=get_opportunity_rows,
        sort="next",
        count_text=lambda count: ngettext("{count} opportunity", "{count} opportunities", count),
    )


def _ids(wanted: Wanted) -> Sequence[int]:
    return list_opportunities(
        OpportunitiesFilter(
            text=wanted.text,
            status=str(wanted.filters.get("status", "open")),
            kind=str(wanted.filters.get("kind", "")),
            sort=wanted.sort,
            descending=wanted.is_descending,
        )
    )
