from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm.rules.programme import Kind, Period, kind_of, label, period_on, sentence

RECESS = Period("recess", "", date(2026, 12, 12), date(2027, 1, 20))
OVERSIGHT = Period("oversight", "", date(2026, 12, 7), date(2026, 12, 14))
DAYS = st.dates(date(2026, 1, 1), date(2027, 12, 31))


@st.composite
def periods(draw: st.DrawFn) -> Period:
    first = draw(DAYS)
    return Period(draw(st.sampled_from(Kind)), "Sample", first, first + timedelta(draw(st.integers(0, 60))))


def test_a_recess_is_said_with_its_days() -> None:
    said = sentence("Sample House", RECESS, date(2026, 11, 22))
    assert said == "Sample House is in recess from 12 Dec to 20 Jan."
    named = Period("other_period", "Budget week", date(2026, 12, 1), date(2026, 12, 4))
    assert sentence("Sample House", named, date(2026, 11, 22)) == "Sample House: Budget week from 1 Dec to 4 Dec."


def test_a_recess_is_said_before_anything_else() -> None:
    assert period_on([OVERSIGHT, RECESS], date(2026, 12, 14)) is RECESS
    assert period_on([OVERSIGHT, RECESS], date(2026, 12, 8)) is OVERSIGHT
    assert period_on([OVERSIGHT, RECESS], date(2026, 12, 6)) is None


@given(st.lists(periods(), max_size=8), DAYS)
def test_what_is_said_of_a_day_covers_it(found: list[Period], day: date) -> None:
    said = period_on(found, day)
    assert (said is None) == (not any(one.covers(day) for one in found))
    assert said is None or (said.covers(day) and sentence("Sample House", said))


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("LEGISLATURE RECESS", Kind.RECESS),
        ("Constituency period", Kind.CONSTITUENCY),
        ("Oversight week: John Taolo Gaetsewe", Kind.OVERSIGHT),
        ("Committee week 3", Kind.COMMITTEES),
        ("Sitting of the House", Kind.SITTINGS),
        ("Women's Parliament", Kind.OTHER),
    ],
)
def test_a_calendar_says_what_a_period_is(title: str, kind: Kind) -> None:
    assert kind_of(title) is kind


def test_every_kind_has_words() -> None:
    assert all(label(kind) for kind in Kind)
