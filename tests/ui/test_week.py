"""The week: every engagement has its place, and none covers another."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from ui.pages.engagements.entries import Entry
from ui.pages.engagements.week import hours_shown, placed, span_of
from ui.widgets.status import Status


def row(number: int, start: str, end: str = "") -> Entry:
    return Entry("engagements", number, date(2026, 11, 25), "Visit", "", Status("Planned"), start, end)


TIMES = st.times().map(lambda one: f"{one:%H:%M}")
ROWS = st.lists(st.tuples(st.just("") | TIMES, st.just("") | TIMES), max_size=12).map(
    lambda pairs: [row(number, start, end) for number, (start, end) in enumerate(pairs)]
)


@given(rows=ROWS)
def test_each_one_with_a_time_is_placed_once_and_none_overlaps(rows: list[Entry]) -> None:
    found = placed(rows)
    assert sorted(one.entry.id for one in found) == [one.id for one in rows if one.start_time]
    for at, one in enumerate(found):
        assert 0 <= one.lane < one.lanes
        assert 0 <= one.start < one.end <= 24 * 60
        for other in found[at + 1 :]:
            is_apart = one.end <= other.start or other.end <= one.start
            shares = (one.lane / one.lanes, (one.lane + 1) / one.lanes)
            others = (other.lane / other.lanes, (other.lane + 1) / other.lanes)
            assert is_apart or shares[1] <= others[0] + 1e-9 or others[1] <= shares[0] + 1e-9


@given(rows=ROWS)
def test_the_hours_hold_everything(rows: list[Entry]) -> None:
    first, last = hours_shown(rows)
    assert 0 <= first <= 8 and 17 <= last <= 24
    assert all(60 * first <= one.start and one.end <= 60 * last for one in placed(rows))


def test_without_an_end_it_takes_an_hour_and_what_is_short_can_be_read() -> None:
    assert span_of(row(1, "10:00")) == (600, 660)
    assert span_of(row(1, "10:00", "09:00")) == (600, 660)
    assert span_of(row(1, "10:00", "10:05")) == (600, 630)


def test_two_at_once_share_the_width_and_the_next_has_it_alone() -> None:
    found = placed([row(1, "09:00", "11:00"), row(2, "10:00", "10:30"), row(3, "11:00", "12:00")])
    assert [(one.entry.id, one.lane, one.lanes) for one in found] == [(1, 0, 2), (2, 1, 2), (3, 0, 1)]
