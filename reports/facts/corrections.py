"""Corrections that were asked for and not made, for every paper on which their record's own text stands (POPIA s24)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from crm.rules.dates import format_day


@dataclass(frozen=True, slots=True)
class Correction:
    """What somebody said is wrong, of which record, and why it was not changed."""

    record_id: int
    about: str
    """What the record is called on the paper; empty for the one that the paper is about."""
    asked: str
    words: str
    why_not: str


def gather_corrections(ask: Callable[..., Any], records: Mapping[int, str]) -> tuple[Correction, ...]:
    """The notes on these records, by what each is called on the paper."""
    from crm.queries.corrections import list_corrections

    return tuple(
        Correction(
            row.record_id, records[row.record_id], f"{format_day(row.asked_on)}, {row.asked_by}", row.words, row.why_not
        )
        for row in ask(list_corrections, list(records))
    )


def marked_ids(found: Sequence[Correction]) -> frozenset[int]:
    """The records that a paper marks, because a note on them stands at its foot."""
    return frozenset(each.record_id for each in found if each.about)
