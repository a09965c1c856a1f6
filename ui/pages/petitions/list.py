"""The register of petitions, requests for oversight and submissions: what is late or due first on top."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from crm.queries.petitions import PetitionRow, PetitionsFilter, get_petition_rows, list_petitions
from crm.rules.petitions import Kind, Status, label
from resources.translations import _, ngettext
from ui.desk import Desk
from ui.icons import Icon
from ui.lists.columns import Align, Column, Listing, Wanted
from ui.pages.parts.choosing import combo
from ui.pages.parts.list_page import ListPage
from ui.pages.parts.words import day_words
from ui.pages.petitions.actions import PetitionActions
from ui.pages.petitions.looks import lateness_pill, status_pill
from ui.widgets.empty_state import EmptyState


class PetitionsPage(ListPage):
    """The list; late ones, and those whose petitioner is still to be told, are one choice away."""

    watches: ClassVar[tuple[str, ...]] = ("petitions", "organisations", "people", "team")
    noun = "petitions"
    gives_way = ("petitioner", "body")

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, _("Petitions"), _("Add petition"), listing(), parent=parent)
        self.actions_ = PetitionActions(self, desk)
        self.status = combo("petitions-filter-status", _statuses(), _("Where it stands"))
        self.kind = combo("petitions-filter-kind", [("", _("All kinds")), *_kinds()], _("Kind"))
        self.add_filter("status", self.status, "open")
        self.add_filter("kind", self.kind, "")
        self.actions_.made.connect(self.open)

    def empty(self) -> EmptyState:
        """What the page says while there is none."""
        return EmptyState(
            Icon.MEGAPHONE,
            _("No petitions yet. Write down what is asked of which body, and follow it until it is answered."),
            _("Write down a petition"),
            "petitions-empty",
        )

    def new(self) -> None:
        """Write down a petition."""
        self.actions_.new()

    def new_about(self, record_id: int) -> None:
        """Write down a petition to this body."""
        self.actions_.new(record_id)

    def offered_actions(self) -> list[QAction]:
        """For the search palette."""
        return [self.actions_.all["new"], self.take_out]


def _statuses() -> list[tuple[object, str]]:
    stages = [(one.value, label(one)) for one in Status]
    return [
        ("open", _("Open")),
        ("late", _("Late")),
        ("to_tell", _("Petitioner to tell")),
        *stages,
        ("all", _("Open and closed")),
    ]


def _kinds() -> list[tuple[object, str]]:
    return [(one.value, label(one)) for one in Kind]


def listing() -> Listing[PetitionRow]:
    """The columns of the list."""
    return Listing(
        "petitions",
        (
            Column("reference", _("Reference"), lambda row: row.reference, 106),
            Column("title", _("Title"), lambda row: row.title, is_strong=True, stretches=True),
            Column("body", _("Addressed to"), lambda row: row.bound_name, 150, is_sortable=False),
            Column("petitioner", _("Petitioner"), lambda row: row.petitioner, 130, is_sortable=False),
            Column("submitted", _("Submitted"), lambda row: day_words(row.submitted_on), 104, is_shown=False),
            Column("due", _("Answer due"), lambda row: day_words(row.due_on), 104, hint=lambda row: row.sentence),
            Column(
                "lateness",
                _("Lateness"),
                lambda row: lateness_pill(row).text,
                108,
                status=lambda row: lateness_pill(row),
                hint=lambda row: row.sentence,
                is_sortable=False,
            ),
            Column("status", _("Status"), lambda row: row.stands, 198, status=status_pill),
            Column(
                "follow_ups",
                _("Asked"),
                lambda row: str(row.follow_ups or ""),
                64,
                Align.RIGHT,
                is_sortable=False,
                is_shown=False,
            ),
            Column("kind", _("Kind"), lambda row: label(row.kind), 130, is_sortable=False, is_shown=False),
            Column("owner", _("Owner"), lambda row: row.owner_name, 120, is_sortable=False, is_shown=False),
        ),
        ids=_ids,
        rows=get_petition_rows,
        sort="due",
        count_text=lambda count: ngettext("{count} petition", "{count} petitions", count),
    )


def _ids(wanted: Wanted) -> Sequence[int]:
    status = str(wanted.filters.get("status", "open"))
    return list_petitions(
        PetitionsFilter(
            text=wanted.text,
            status="open" if status == "late" else status,
            is_late=status == "late",
            kind=str(wanted.filters.get("kind", "")),
            sort=wanted.sort,
            descending=wanted.is_descending,
        )
    )
