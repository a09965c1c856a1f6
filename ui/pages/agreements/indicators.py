"""Indicators on the page of an agreement: the table, what was measured, and what counts towards it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QAbstractItemView

from crm.queries.indicators import (
    IndicatorRow,
    IndicatorsFilter,
    MeasurementRow,
    get_indicator_rows,
    list_indicators,
)
from crm.queries.records import Found
from crm.rules.agreements import label
from crm.rules.dates import format_day
from crm.rules.indicators import value_words
from crm.rules.numbers import format_number
from resources.translations import _
from ui.desk import Desk
from ui.icons import Icon
from ui.lists.columns import Align, Column, Listing, Wanted
from ui.lists.model import RecordModel
from ui.lists.table import RecordTable
from ui.pages.agreements.looks import light_words, now_words, rag_pill
from ui.pages.exports.dialog import Chosen
from ui.pages.exports.offer import take_out_action, take_out_button
from ui.pages.parts.cards import LinesCard
from ui.pages.parts.lines import Line
from ui.theme import GRID, ROW_HEIGHT
from ui.widgets.buttons import quiet
from ui.widgets.cards import Card

NARROW = 940
GIVE_WAY = ("source", "means")


class IndicatorsCard(Card):
    """The table of an agreement's indicators; Enter opens one."""

    opened = Signal(str, int)
    add_wanted = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__(_("Indicators"), "agreement-indicators-card")
        self._agreement = (0, "")
        self.model = RecordModel(listing(), desk.service, self)
        self.table = RecordTable(self.model, desk.preferences, "agreement-indicators", self)
        self.table.setAccessibleName(_("Indicators"))
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.table.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.table.setSortingEnabled(False)
        self.take_out = take_out_action(self, desk, "indicators", self._chosen)
        self.add_header(take_out_button(self.take_out, "indicators"))
        self.add_button = quiet(_("Add indicator"), "agreement-indicators-add", Icon.PLUS)
        self.add_button.clicked.connect(self.add_wanted)
        self.add_header(self.add_button)
        self.add(self.table)
        self.table.opened.connect(self._open)

    def show_indicators(self, agreement_id: int, reference: str, count: int, *, is_grant: bool) -> None:
        """Ask for those of this agreement; one that is no grant and has none needs no card."""
        self._agreement = (agreement_id, reference)
        self.table.setFixedHeight(self.table.horizontalHeader().sizeHint().height() + count * ROW_HEIGHT + GRID)
        self.table.setVisible(bool(count))
        self.setVisible(is_grant or bool(count))
        self.model.want(Wanted(filters=MappingProxyType({"agreement": agreement_id})))

    def _chosen(self) -> Chosen:
        return Chosen("indicators", self._agreement[1], tuple(self.model.ids()), self._agreement[1])

    def _open(self, indicator_id: int) -> None:
        self.opened.emit("agreements", indicator_id)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Source and means of verification are on the indicator's own page where there is no room here."""
        super().resizeEvent(event)
        self.table.give_way(GIVE_WAY, is_narrow=event.size().width() < NARROW)


def listing() -> Listing[IndicatorRow]:
    """The columns of the table; the order is the agreement's own."""
    return Listing(
        "agreement-indicators",
        (
            Column("name", _("Indicator"), lambda row: row.name, hint=_hint, is_strong=True, stretches=True),
            Column("baseline", _("Baseline"), lambda row: _number(row.baseline), 84, Align.RIGHT),
            Column("target", _("Target"), lambda row: value_words(row.target, row.unit), 120, Align.RIGHT),
            Column("now", _("Now"), lambda row: _number(row.value), 84, Align.RIGHT, hint=now_words),
            Column("progress", _("Progress"), _percent, 150, bar=lambda row: row.progress),
            Column(
                "rag",
                _("Colour"),
                lambda row: label(row.light.rag),
                96,
                status=lambda row: rag_pill(row.light),
                hint=lambda row: light_words(row.light),
            ),
            Column("source", _("Source"), lambda row: row.data_source, 140),
            Column("means", _("Means of verification"), lambda row: row.means, 160),
        ),
        ids=_ids,
        rows=get_indicator_rows,
    )


def _ids(wanted: Wanted) -> Sequence[int]:
    agreement_id = int(str(wanted.filters.get("agreement", 0)))
    return list_indicators(IndicatorsFilter(status="all", agreement_id=agreement_id))


def _number(value: float | None) -> str:
    return "–" if value is None else format_number(value)


def _percent(row: IndicatorRow) -> str:
    return "–" if row.progress is None else _("{count} %").format(count=row.progress)


def _hint(row: IndicatorRow) -> str:
    parts = (row.name, row.definition, row.clause, light_words(row.light))
    return "\n".join(part for part in parts if part)


class MeasurementsCard(LinesCard):
    """The values of an indicator, the newest on top; one opens to be put right."""

    measurement_wanted = Signal(int)

    def __init__(self) -> None:
        super().__init__(_("Measurements"), "indicator-measurements", _("No value yet."), _("Measure"))
        self.opened.connect(self._open)

    def show_measurements(self, row: IndicatorRow, measurements: Sequence[MeasurementRow]) -> None:
        """Show these; what is counted from the workspace is not measured by hand."""
        self.show_lines([_measured(row, each) for each in measurements])
        if self.add_button is not None:
            self.add_button.setVisible(not row.counted)
        self.setVisible(not row.counted or bool(measurements))

    def _open(self, _noun: str, measurement_id: int) -> None:
        self.measurement_wanted.emit(measurement_id)


def _measured(row: IndicatorRow, measurement: MeasurementRow) -> Line:
    period = ""
    if measurement.period_from and measurement.period_to:
        days = (format_day(measurement.period_from), format_day(measurement.period_to))
        period = _("of {start} to {end}").format(start=days[0], end=days[1])
    detail = " · ".join(part for part in (period, measurement.note, measurement.file_name) if part)
    words = value_words(measurement.value, row.unit)
    return Line(words, detail, "", measurement.id, None, Icon.CHART_BAR, format_day(measurement.on))


class CountingCard(LinesCard):
    """What counts towards an agreement, kind by kind."""

    def __init__(self) -> None:
        super().__init__(
            _("What counts towards it"),
            "agreement-counting",
            _("Nothing yet. Engagements, plans, outcomes, promises and petitions say so on their own pages."),
        )

    def show_counting(self, by_noun: Mapping[str, Sequence[Found]], *, is_grant: bool) -> None:
        """Show these; one that is no grant and of which nothing counts needs no card."""
        self.show_lines([])
        if by_noun:
            self.clear()
        for noun, found in by_noun.items():
            name, glyph = _kinds()[noun]
            self.add_words(f"{name}: {len(found)}")
            self.append([Line(each.name, each.detail, noun, each.id, None, glyph) for each in found])
        self.setVisible(is_grant or bool(by_noun))


def _kinds() -> dict[str, tuple[str, Icon]]:
    return {
        "engagements": (_("Engagements"), Icon.CALENDAR_CHECK),
        "plans": (_("Advocacy plans"), Icon.PATH),
        "outcomes": (_("Outcomes"), Icon.CHECK_CIRCLE),
        "commitments": (_("Commitments"), Icon.HANDSHAKE),
        "petitions": (_("Petitions"), Icon.MEGAPHONE),
        "opportunities": (_("Opportunities"), Icon.BELL),
    }
