"""The outcomes, the newest on top, with how many there are of each of the field's indicators."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, cast

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from crm.queries.outcomes import OutcomeRow, OutcomesFilter, count_indicators, get_outcome_rows, list_outcomes
from crm.rules.outcomes import Indicator, Kind, label
from resources.translations import _, ngettext
from ui.background.asker import Asker
from ui.desk import Desk
from ui.icons import Icon
from ui.lists.columns import Column, Listing, Wanted
from ui.pages.outcomes.actions import OutcomeActions
from ui.pages.outcomes.looks import indicator_pill, substance_pill
from ui.pages.parts.choosing import combo
from ui.pages.parts.list_page import ListPage
from ui.pages.parts.words import day_words
from ui.theme import GAP
from ui.widgets.cards import label as text_label
from ui.widgets.empty_state import EmptyState


class OutcomesPage(ListPage):
    """The list; the counts above it are of all outcomes."""

    watches: ClassVar[tuple[str, ...]] = ("outcomes", "plans", "people", "organisations")
    noun = "outcomes"
    gives_way = ("kind", "on")

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, _("Outcomes"), _("Add outcome"), listing(), _("Words, or who changed"), parent)
        self.actions_ = OutcomeActions(self, desk)
        self._counts = Asker(self, desk.service, self._show_counts)
        self.counts = {one: text_label("", "muted", f"outcomes-count-{one}") for one in Indicator if one}
        self._add_counts()
        self.indicator = combo("outcomes-filter-indicator", _indicators(), _("Indicator"))
        self.substance = combo("outcomes-filter-substance", _substances(), _("Who says so"))
        self.add_filter("indicator", self.indicator, "")
        self.add_filter("substance", self.substance, "")
        self.actions_.made.connect(self.open)

    def _add_counts(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(3 * GAP)
        for words in self.counts.values():
            words.setWordWrap(False)
            row.addWidget(words)
        row.addStretch(1)
        cast("QVBoxLayout", self.layout()).insertLayout(1, row)  # as every list page is laid out

    def refresh(self) -> None:
        """Ask again."""
        super().refresh()
        self._counts.ask(count_indicators)

    def _show_counts(self, counts: dict[str, int]) -> None:
        for one, words in self.counts.items():
            words.setText(f"{label(one)}: {counts[one]}")

    def empty(self) -> EmptyState:
        """What the page says while there is none."""
        return EmptyState(
            Icon.FLAG,
            _("No outcomes yet. Write down what somebody does differently now, and our part in it."),
            _("Write down an outcome"),
            "outcomes-empty",
        )

    def new(self) -> None:
        """Write down an outcome."""
        self.actions_.new()

    def offered_actions(self) -> list[QAction]:
        """For the search palette."""
        return [self.actions_.all["new"], self.take_out]


def _indicators() -> list[tuple[object, str]]:
    return [("", _("All indicators")), *((one.value, label(one)) for one in Indicator if one)]


def _substances() -> list[tuple[object, str]]:
    return [("", _("Whoever says so")), ("yes", _("Substantiated")), ("no", _("Only we say so"))]


def listing() -> Listing[OutcomeRow]:
    """The columns of the list."""
    return Listing(
        "outcomes",
        (
            Column("reference", _("Reference"), lambda row: row.reference, 106),
            Column(
                "statement",
                _("The change"),
                lambda row: row.statement,
                is_strong=True,
                stretches=True,
                hint=lambda row: row.statement,
            ),
            Column("actor", _("Who changed"), lambda row: row.actor, 160, is_sortable=False),
            Column("kind", _("Changed in"), _kind, 110),
            Column("indicator", _("Counts as"), _indicator, 190, status=indicator_pill),
            Column("on", _("Seen on"), lambda row: day_words(row.on_day), 108),
            Column("plan", _("Plan"), lambda row: row.plan, 150, is_sortable=False, is_shown=False),
            Column(
                "substance",
                _("Who says so"),
                lambda row: substance_pill(row).text,
                150,
                status=substance_pill,
                hint=lambda row: row.sentence,
                is_sortable=False,
            ),
        ),
        ids=_ids,
        rows=get_outcome_rows,
        sort="on",
        count_text=lambda count: ngettext("{count} outcome", "{count} outcomes", count),
    )


def _kind(row: OutcomeRow) -> str:
    return label(row.kind) if row.kind != Kind.NOT_SAID else ""


def _indicator(row: OutcomeRow) -> str:
    pill = indicator_pill(row)
    return pill.text if pill else ""


def _ids(wanted: Wanted) -> Sequence[int]:
    said = {"yes": True, "no": False}.get(str(wanted.filters.get("substance", "")))
    return list_outcomes(
        OutcomesFilter(
            text=wanted.text,
            indicator=str(wanted.filters.get("indicator", "")),
            is_substantiated=said,
            sort=wanted.sort,
            descending=wanted.is_descending,
        )
    )
