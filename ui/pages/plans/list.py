"""The advocacy plans: the one whose next step is due first on top."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import ClassVar

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from crm.queries.plans import PlanRow, PlansFilter, get_plan_rows, list_plans
from crm.rules.plans import Kind, Status, label
from resources.translations import _, ngettext
from ui.desk import Desk
from ui.icons import Icon
from ui.lists.columns import Align, Column, Listing, Wanted
from ui.pages.parts.choosing import combo
from ui.pages.parts.list_page import ListPage
from ui.pages.parts.words import day_words
from ui.pages.plans.actions import PlanActions
from ui.pages.plans.looks import status_pill
from ui.widgets.buttons import quiet
from ui.widgets.cards import PageHeader
from ui.widgets.empty_state import EmptyState


class PlansPage(ListPage):
    """The list; plans with a late step are one choice away."""

    watches: ClassVar[tuple[str, ...]] = ("plans", "organisations", "team")
    noun = "plans"
    gives_way = ("organisation", "done")

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, _("Advocacy"), _("Add plan"), listing(), _("Title, words or step"), parent)
        self.actions_ = PlanActions(self, desk)
        self.status = combo("plans-filter-status", _statuses(), _("Where it stands"))
        self.kind = combo("plans-filter-kind", _kinds(), _("Whose plan it is"))
        self.add_filter("status", self.status, "open")
        self.add_filter("kind", self.kind, "")
        self.actions_.made.connect(self.open)

    def _header(self, title: str, adding: str) -> PageHeader:
        """Outcomes and templates are reached from here."""
        header = super()._header(title, adding)
        for page, words, glyph in (
            ("outcomes", _("Outcomes"), Icon.FLAG),
            ("templates", _("Templates"), Icon.ARTICLE),
        ):
            button = quiet(words, f"plans-{page}", glyph)
            button.clicked.connect(partial(self.desk.navigator.open_page, page))
            header.add(button)
        return header

    def empty(self) -> EmptyState:
        """What the page says while there is none."""
        return EmptyState(
            Icon.PATH,
            _("No advocacy plans yet. Write down what is to change, and the steps that lead there."),
            _("Write down a plan"),
            "plans-empty",
        )

    def new(self) -> None:
        """Write down a plan."""
        self.actions_.new()

    def new_about(self, record_id: int) -> None:
        """Write down a plan of this body."""
        self.actions_.new(record_id)

    def offered_actions(self) -> list[QAction]:
        """For the search palette."""
        return [self.actions_.all["new"], self.take_out]


def _statuses() -> list[tuple[object, str]]:
    stages = [(one.value, label(one)) for one in Status]
    return [("open", _("Open")), ("late", _("With a late step")), *stages, ("all", _("Open and ended"))]


def _kinds() -> list[tuple[object, str]]:
    return [("", _("All plans")), *((one.value, label(one)) for one in Kind)]


def listing() -> Listing[PlanRow]:
    """The columns of the list."""
    return Listing(
        "plans",
        (
            Column("reference", _("Reference"), lambda row: row.reference, 106),
            Column("title", _("Title"), lambda row: row.title, is_strong=True, stretches=True),
            Column("organisation", _("Plan of"), lambda row: row.organisation, 170, is_sortable=False),
            Column("next", _("Next step"), lambda row: row.next_step, 190, hint=lambda row: row.next_step),
            Column("due", _("By when"), lambda row: day_words(row.next_due), 108, is_sortable=False),
            Column("late", _("Late"), lambda row: str(row.late or ""), 56, Align.RIGHT, is_sortable=False),
            Column(
                "done",
                _("Done"),
                lambda row: _("{done} of {steps}").format(done=row.done, steps=row.steps),
                76,
                Align.RIGHT,
                is_sortable=False,
            ),
            Column("ends", _("Ends"), lambda row: day_words(row.ends_on), 104, is_shown=False),
            Column("status", _("Status"), lambda row: label(row.status), 104, status=status_pill),
            Column("owner", _("Owner"), lambda row: row.owner_name, 120, is_sortable=False, is_shown=False),
        ),
        ids=_ids,
        rows=get_plan_rows,
        sort="next",
        count_text=lambda count: ngettext("{count} plan", "{count} plans", count),
    )


def _ids(wanted: Wanted) -> Sequence[int]:
    status = str(wanted.filters.get("status", "open"))
    return list_plans(
        PlansFilter(
            text=wanted.text,
            status="open" if status == "late" else status,
            is_late=status == "late",
            kind=str(wanted.filters.get("kind", "")),
            sort=wanted.sort,
            descending=wanted.is_descending,
        )
    )
