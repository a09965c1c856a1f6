"""Indicators as they go out: baseline, target and the present value, one row each, for a funder's own table."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence

from crm.queries.base import chunks
from crm.queries.indicators import IndicatorRow, get_indicator_rows
from crm.rules.agreements import label as agreement_label
from crm.rules.indicators import label
from resources.translations import _, mark

_COLUMNS: tuple[tuple[str, Callable[[IndicatorRow], object]], ...] = (
    (mark("Agreement"), lambda row: row.agreement_reference),
    (mark("Title"), lambda row: row.agreement_title),
    (mark("Result"), lambda row: row.clause),
    (mark("Indicator"), lambda row: row.name),
    (mark("Definition"), lambda row: row.definition),
    (mark("Unit"), lambda row: row.unit),
    (mark("Direction"), lambda row: label(row.direction)),
    (mark("Baseline"), lambda row: row.baseline),
    (mark("Baseline on"), lambda row: row.baseline_on),
    (mark("Target"), lambda row: row.target),
    (mark("Target by"), lambda row: row.target_on),
    (mark("Now"), lambda row: row.value),
    (mark("As on"), lambda row: row.value_on),
    (mark("Why it differs"), lambda row: row.note),
    (mark("Progress in %"), lambda row: row.progress),
    (mark("Colour"), lambda row: agreement_label(row.light.rag)),
    (mark("Colour, and why"), lambda row: row.light.reason),
    (mark("Counted"), lambda row: row.counted_words),
    (mark("Source"), lambda row: row.data_source),
    (mark("Means of verification"), lambda row: row.means),
    (mark("Split by"), lambda row: row.split_by),
)


def indicator_sheet(
    indicator_ids: Sequence[int], hidden: Collection[int]
) -> tuple[tuple[str, ...], Iterator[list[str]]]:
    """The headings and the rows; days as yyyy-mm-dd and numbers with a point, as spreadsheets read them."""
    headings = tuple(_(heading) for heading, _value in _COLUMNS)
    return headings, _rows(indicator_ids, hidden)


def _rows(indicator_ids: Sequence[int], hidden: Collection[int]) -> Iterator[list[str]]:
    for part in chunks(indicator_ids):
        for row in get_indicator_rows(part, hidden=hidden):
            yield [_cell(value(row)) for _heading, value in _COLUMNS]


def _cell(value: object) -> str:
    if isinstance(value, float):
        return f"{value:.4f}".rstrip("0").rstrip(".")
    return "" if value is None else str(value)
