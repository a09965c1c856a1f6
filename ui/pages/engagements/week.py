"""The hours of a week: which of them are shown, and how what happens at the same time stands side by side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ui.pages.engagements.entries import Entry

FIRST_HOUR, LAST_HOUR = 8, 17
USUAL_MINUTES = 60  # of what has a beginning and no end
LEAST_MINUTES = 30  # of what is shorter, so that it can be read


@dataclass(frozen=True)
class Placed:
    """Where one engagement stands in its day: minutes from midnight, and its share of the width."""

    entry: Entry
    start: int
    end: int
    lane: int
    lanes: int


def minutes_of(clock_time: str) -> int:
    """Minutes from midnight of “14:05”."""
    hours, _colon, minutes = clock_time.partition(":")
    return 60 * int(hours) + int(minutes)


def span_of(row: Entry) -> tuple[int, int]:
    """From when to when, in minutes; an end before its beginning counts as none."""
    start = minutes_of(row.start_time)
    end = minutes_of(row.end_time) if row.end_time else 0
    if end <= start:
        end = start + USUAL_MINUTES
    return start, min(max(end, start + LEAST_MINUTES), 24 * 60)


def hours_shown(rows: Sequence[Entry]) -> tuple[int, int]:
    """The first and the last hour of the week: office hours, and whatever lies outside of them."""
    spans = [span_of(row) for row in rows if row.start_time]
    first = min([FIRST_HOUR, *(start // 60 for start, _end in spans)])
    last = max([LAST_HOUR, *(-(-end // 60) for _start, end in spans)])
    return first, last


def placed(rows: Sequence[Entry]) -> list[Placed]:
    """The engagements of one day that have a time; those that overlap share the width."""
    timed = sorted((row for row in rows if row.start_time), key=lambda row: (span_of(row), row.id))
    found: list[Placed] = []
    together: list[tuple[Entry, int, int, int]] = []
    until = 0
    for row in timed:
        start, end = span_of(row)
        if together and start >= until:
            found += _shared(together)
            together = []
        taken = {lane for _row, _start, other_end, lane in together if other_end > start}
        lane = next(number for number in range(len(together) + 1) if number not in taken)
        together.append((row, start, end, lane))
        until = max(until, end)
    return found + _shared(together)


def _shared(together: Sequence[tuple[Entry, int, int, int]]) -> list[Placed]:
    lanes = max((lane for *_rest, lane in together), default=0) + 1
    return [Placed(row, start, end, lane, lanes) for row, start, end, lane in together]
