"""Indicators with their present value, measured or counted, and how they stand on a day."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from crm.queries.base import Tuple, Where, build, day, grouped, ids, marks, rows
from crm.queries.counting import count
from crm.rules import clock
from crm.rules.agreements import Light
from crm.rules.indicators import Count, Counted, Direction, Way, count_words, expected, light, progress
from crm.rules.names import fold
from crm.store import search


@dataclass(frozen=True)
class IndicatorsFilter:
    """Which indicators a list shows."""

    text: str = ""
    status: str = "open"  # of the agreement: open, all
    agreement_id: int | None = None
    max_confidentiality: int | None = None


@dataclass(frozen=True)
class IndicatorRow:
    """An indicator in a list, a page or a report, with all that is computed of it."""

    id: int
    agreement_id: int
    agreement_reference: str
    agreement_title: str
    clause_id: int | None
    clause: str
    name: str
    definition: str
    unit: str
    direction: Direction
    baseline: float | None
    baseline_on: date | None
    target: float | None
    target_on: date | None
    data_source: str
    means: str
    every: str
    split_by: str
    counted: Counted
    confidentiality: int
    value: float | None
    value_on: date | None
    note: str
    """Of the newest measurement: why the value is what it is."""
    counted_words: str
    """What was counted, and how many did not write it down; empty for what is measured by hand."""
    expected: float | None
    progress: int | None
    light: Light
    noun: str = "agreements"
    """What its record is written as: agreements:57."""

    @property
    def variance(self) -> float | None:
        """Value less target, where there are both."""
        return None if self.value is None or self.target is None else self.value - self.target


@dataclass(frozen=True)
class MeasurementRow:
    """A value on a day."""

    id: int
    on: date
    period_from: date | None
    period_to: date | None
    value: float
    note: str
    attachment_id: int | None
    file_name: str


@dataclass(frozen=True)
class IndicatorPage:
    """All that the indicator's page shows; the newest measurement first."""

    row: IndicatorRow
    measurements: tuple[MeasurementRow, ...]


def list_indicators(wanted: IndicatorsFilter | None = None) -> list[int]:
    """Ids of indicators, agreement by agreement in their order there."""
    wanted = wanted or IndicatorsFilter()
    where = Where()
    if search.expression(wanted.text):
        where.add(search.MATCHES.format(id="i.id"), search.expression(wanted.text))
    if wanted.status == "open":
        where.add("a.status <> 'closed'")
    where.add_given(
        ("i.agreement_id = ?", wanted.agreement_id), ("rec.confidentiality <= ?", wanted.max_confidentiality)
    )
    return ids(
        "SELECT i.id FROM indicator i JOIN agreement a ON a.id = i.agreement_id JOIN record rec ON rec.id = i.id"
        f"{where} ORDER BY a.id, i.position, i.id",
        *where.values,
    )


def find_indicator(reference: str, name: str) -> int | None:
    """The indicator so called of the agreement with this reference."""
    found = rows(
        "SELECT i.name, i.id FROM indicator i JOIN agreement a ON a.id = i.agreement_id WHERE a.reference = ? "
        "ORDER BY i.position, i.id",
        reference,
    )
    return next((indicator_id for called, indicator_id in found if fold(called) == fold(name)), None)


def get_indicator_rows(
    indicator_ids: Sequence[int], today: date | None = None, hidden: Collection[int] = ()
) -> list[IndicatorRow]:
    """Indicators in this order, as they stood on the day; what counts and is `hidden` is left out of the counts."""
    if not indicator_ids:
        return []
    on = today or clock.today()
    here = marks(indicator_ids)
    raw = rows(
        "SELECT i.id, a.id, a.reference, a.title, i.clause_id, trim(coalesce(c.number, '') || ' ' || "
        "coalesce(c.heading, '')), i.name, i.definition, i.unit, i.direction, i.baseline, i.baseline_on, i.target, "
        "i.target_on, i.data_source, i.means, i.every, i.split_by, i.counted, rec.confidentiality, "
        "coalesce(a.effective_on, a.signed_on), a.expires_on FROM indicator i "
        "JOIN agreement a ON a.id = i.agreement_id JOIN record rec ON rec.id = i.id "
        f"LEFT JOIN clause c ON c.id = i.clause_id WHERE i.id IN ({here})",
        *indicator_ids,
    )
    newest = _newest(indicator_ids, on)
    found = {row[0]: _row(row, newest.get(row[0]), on, hidden) for row in raw}
    return [found[each] for each in indicator_ids if each in found]


def _newest(indicator_ids: Sequence[int], on: date) -> dict[int, Tuple]:
    found = rows(
        "SELECT m.indicator_id, m.value, m.on_day, m.note FROM measurement m "
        f"WHERE m.indicator_id IN ({marks(indicator_ids)}) AND m.on_day <= ? ORDER BY m.on_day, m.id",
        *indicator_ids,
        on,
    )
    return {indicator_id: members[-1] for indicator_id, members in grouped(found).items()}


def _row(row: Tuple, newest: Tuple | None, on: date, hidden: Collection[int]) -> IndicatorRow:
    direction, counted, begins, ends = Direction(row[9]), Counted(row[18]), day(row[20]), day(row[21])
    value, value_on, note, said = None, None, "", ""
    if counted is not Counted.NOTHING:
        last = min(on, ends) if ends else on
        found = count(row[1], counted, begins, last, hidden)
        value, value_on = _float(found), on
        said = count_words(counted, found, begins, last)
    elif newest is not None:
        value, value_on, note = newest[0], day(newest[1]), newest[2]
    way = Way(direction, row[10], row[12], day(row[11]) or begins, day(row[13]) or ends)
    return build(
        IndicatorRow,
        *row[:9],
        direction=direction,
        baseline=row[10],
        baseline_on=day(row[11]),
        target=row[12],
        target_on=day(row[13]),
        data_source=row[14],
        means=row[15],
        every=row[16],
        split_by=row[17],
        counted=counted,
        confidentiality=row[19],
        value=value,
        value_on=value_on,
        note=note,
        counted_words=said,
        expected=expected(way, on),
        progress=progress(way, value),
        light=light(way, value, on),
    )


def _float(found: Count) -> float | None:
    return None if found.value is None else float(found.value)


def get_indicator(indicator_id: int, today: date | None = None) -> IndicatorPage | None:
    """The indicator's page, or None when there is none."""
    found = get_indicator_rows([indicator_id], today)
    return IndicatorPage(found[0], list_measurements(indicator_id)) if found else None


def list_measurements(indicator_id: int) -> tuple[MeasurementRow, ...]:
    """The values written down for an indicator, the newest first."""
    return tuple(
        MeasurementRow(row[0], date.fromisoformat(row[1]), day(row[2]), day(row[3]), *row[4:])
        for row in rows(
            "SELECT m.id, m.on_day, m.period_from, m.period_to, m.value, m.note, m.attachment_id, "
            "coalesce(t.file_name, '') FROM measurement m LEFT JOIN attachment t ON t.id = m.attachment_id "
            "WHERE m.indicator_id = ? ORDER BY m.on_day DESC, m.id DESC",
            indicator_id,
        )
    )
