"""The register of issues: what nobody went to look at for longest stands on top."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from crm.queries.issues import IssueRow, IssuesFilter, get_issue_rows, list_issues
from crm.rules.issues import Kind, Status, label
from resources.translations import _, ngettext
from ui.desk import Desk
from ui.icons import Icon
from ui.lists.columns import Align, Column, Listing, Wanted
from ui.pages.issues.actions import IssueActions
from ui.pages.issues.looks import seen_pill, status_pill
from ui.pages.parts.choosing import combo
from ui.pages.parts.list_page import ListPage
from ui.pages.parts.words import day_words
from ui.widgets.empty_state import EmptyState


class IssuesPage(ListPage):
    """The list; those to go and look at are one choice away."""

    watches: ClassVar[tuple[str, ...]] = ("issues", "organisations", "team")
    noun = "issues"
    gives_way = ("respondent", "last_seen")

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, _("Issues"), _("Add issue"), listing(), parent=parent)
        self.actions_ = IssueActions(self, desk)
        self.status = combo("issues-filter-status", _statuses(), _("Where it stands"))
        kinds: list[tuple[object, str]] = [(one.value, label(one)) for one in Kind]
        self.kind = combo("issues-filter-kind", [("", _("All kinds")), *kinds], _("Kind"))
        self.add_filter("status", self.status, "open")
        self.add_filter("kind", self.kind, "")
        self.actions_.made.connect(self.open)

    def empty(self) -> EmptyState:
        """What the page says while there is none."""
        return EmptyState(
            Icon.WARNING_CIRCLE,
            _("No issues yet. Write down what is wrong where people live, and go to see it until it is fixed."),
            _("Write down an issue"),
            "issues-empty",
        )

    def new(self) -> None:
        """Write down an issue."""
        self.actions_.new()

    def new_about(self, record_id: int) -> None:
        """Write down an issue that this body has to put right."""
        self.actions_.new(record_id)

    def offered_actions(self) -> list[QAction]:
        """For the search palette."""
        return [self.actions_.all["new"], self.take_out]


def _statuses() -> list[tuple[object, str]]:
    stages = [(one.value, label(one)) for one in Status]
    return [
        ("open", _("Open")),
        ("not_seen", _("To go and look at")),
        *stages,
        ("closed", _("Closed, not fixed")),
        ("all", _("Open and closed")),
    ]


def listing() -> Listing[IssueRow]:
    """The columns of the list."""
    return Listing(
        "issues",
        (
            Column("reference", _("Reference"), lambda row: row.reference, 106),
            Column("title", _("What is wrong"), lambda row: row.title, is_strong=True, stretches=True),
            Column("place", _("Place"), lambda row: row.place, 140),
            Column("respondent", _("Respondent"), lambda row: row.respondent, 160, is_sortable=False),
            Column("reported", _("Reported"), lambda row: day_words(row.reported_on), 104, is_shown=False),
            Column("last_seen", _("Last seen"), lambda row: day_words(row.last_seen_on), 92, is_sortable=False),
            Column(
                "seen",
                _("Found"),
                lambda row: seen_pill(row).text if row.is_open else "",
                122,
                status=lambda row: seen_pill(row) if row.is_open else None,
                hint=lambda row: row.seen,
            ),
            Column(
                "status", _("Status"), lambda row: row.stands, 186, status=status_pill, hint=lambda row: row.sentence
            ),
            Column(
                "visits",
                _("Visits"),
                lambda row: str(row.visits or ""),
                64,
                Align.RIGHT,
                is_sortable=False,
                is_shown=False,
            ),
            Column("kind", _("Kind"), lambda row: label(row.kind), 130, is_sortable=False, is_shown=False),
            Column("owner", _("Owner"), lambda row: row.owner_name, 120, is_sortable=False, is_shown=False),
        ),
        ids=_ids,
        rows=get_issue_rows,
        sort="seen",
        count_text=lambda count: ngettext("{count} issue", "{count} issues", count),
    )


def _ids(wanted: Wanted) -> Sequence[int]:
    return list_issues(
        IssuesFilter(
            text=wanted.text,
            status=str(wanted.filters.get("status", "open")),
            kind=str(wanted.filters.get("kind", "")),
            sort=wanted.sort,
            descending=wanted.is_descending,
        )
    )
