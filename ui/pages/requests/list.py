"""The register of requests under POPIA: what is due first on top."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from crm.queries.requests import RequestRow, RequestsFilter, get_request_rows, list_requests
from crm.rules.requests import Kind, Status, label
from resources.translations import _, ngettext
from ui.desk import Desk
from ui.icons import Icon
from ui.lists.columns import Column, Listing, Wanted
from ui.pages.parts.choosing import combo
from ui.pages.parts.list_page import ListPage
from ui.pages.parts.words import day_words
from ui.pages.requests.actions import RequestActions
from ui.pages.requests.looks import lateness_pill, status_pill
from ui.widgets.empty_state import EmptyState


class RequestsPage(ListPage):
    """The list; those that were answered are one choice away."""

    watches: ClassVar[tuple[str, ...]] = ("requests", "people", "team")
    noun = "requests"
    gives_way = ("received",)
    takes_out = False

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, _("Requests"), _("Add request"), listing(), _("Name or words"), parent)
        self.actions_ = RequestActions(self, desk)
        self.status = combo("requests-filter-status", _statuses(), _("Where it stands"))
        kinds: list[tuple[object, str]] = [(one.value, label(one)) for one in Kind]
        self.kind = combo("requests-filter-kind", [("", _("All kinds")), *kinds], _("Kind"))
        self.add_filter("status", self.status, "open")
        self.add_filter("kind", self.kind, "")
        self.actions_.made.connect(self.open)

    def empty(self) -> EmptyState:
        """What the page says while there is none."""
        return EmptyState(
            Icon.ENVELOPE_SIMPLE,
            _(
                "No requests yet. When somebody asks what is held, or wants it corrected or gone, write it down here: "
                "30 days run from that day."
            ),
            _("Write down a request"),
            "requests-empty",
        )

    def new(self) -> None:
        """Write down a request."""
        self.actions_.new()

    def new_about(self, record_id: int) -> None:
        """Write down a request of this person."""
        self.actions_.new(record_id)

    def offered_actions(self) -> list[QAction]:
        """For the search palette."""
        return [self.actions_.all["new"]]


def _statuses() -> list[tuple[object, str]]:
    stages = [(one.value, label(one)) for one in Status]
    return [("open", _("Open")), *stages, ("all", _("Open and answered"))]


def listing() -> Listing[RequestRow]:
    """The columns of the list."""
    return Listing(
        "requests",
        (
            Column("reference", _("Reference"), lambda row: row.reference, 106),
            Column("asked_by", _("Asked by"), lambda row: row.asked_by, is_strong=True, stretches=True),
            Column("kind", _("What is asked"), lambda row: label(row.kind), 180, is_sortable=False),
            Column("received", _("Received"), lambda row: day_words(row.received_on), 104),
            Column("due", _("Answer due"), lambda row: day_words(row.due_on), 104, hint=lambda row: row.sentence),
            Column(
                "lateness",
                _("Lateness"),
                lambda row: lateness_pill(row).text,
                108,
                status=lateness_pill,
                hint=lambda row: row.sentence,
                is_sortable=False,
            ),
            Column("status", _("Status"), lambda row: row.stands, 130, status=status_pill),
            Column("owner", _("Owner"), lambda row: row.owner_name, 120, is_sortable=False, is_shown=False),
        ),
        ids=_ids,
        rows=get_request_rows,
        sort="due",
        count_text=lambda count: ngettext("{count} request", "{count} requests", count),
    )


def _ids(wanted: Wanted) -> Sequence[int]:
    return list_requests(
        RequestsFilter(
            text=wanted.text,
            status=str(wanted.filters.get("status", "open")),
            kind=str(wanted.filters.get("kind", "")),
            sort=wanted.sort,
            descending=wanted.is_descending,
        )
    )
