from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm.rules.dates import ApproximateDate, covers, format_approximate, format_day, parse_approximate, parse_day
from crm.rules.errors import UserError

TODAY = date(2026, 11, 22)  # a Sunday
DAYS = st.dates(date(1900, 1, 1), date(2199, 12, 31))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2027-06-30", date(2027, 6, 30)),
        ("2027/6/30", date(2027, 6, 30)),
        ("30/06/2027", date(2027, 6, 30)),
        ("30.6.2027", date(2027, 6, 30)),
        ("05-06-2027", date(2027, 6, 5)),
        (" 30 June 2027 ", date(2027, 6, 30)),
        ("30 jun 2027", date(2027, 6, 30)),
        ("30th of June, 2027", date(2027, 6, 30)),
        ("June 30, 2027", date(2027, 6, 30)),
        ("30 Junie 2027", date(2027, 6, 30)),
        ("1 Mrt 2027", date(2027, 3, 1)),
        ("31 Des 2026", date(2026, 12, 31)),
        ("by 5 December", date(2026, 12, 5)),
        ("30 June", date(2027, 6, 30)),
        ("June 30", date(2027, 6, 30)),
        ("22 Nov", TODAY),
        ("21 Nov", date(2027, 11, 21)),
        ("5/12", date(2026, 12, 5)),
        ("29 Feb", date(2028, 2, 29)),
        ("today", TODAY),
        ("Tomorrow", date(2026, 11, 23)),
        ("yesterday", date(2026, 11, 21)),
        ("môre", date(2026, 11, 23)),
        ("friday", date(2026, 11, 27)),
        ("on Fri", date(2026, 11, 27)),
        ("sunday", date(2026, 11, 29)),
        ("next friday", date(2026, 11, 27)),
        ("last friday", date(2026, 11, 20)),
        ("volgende Vrydag", date(2026, 11, 27)),
        ("in 10 days", date(2026, 12, 2)),
        ("in 2 weeks", date(2026, 12, 6)),
        ("within 3 months", date(2027, 2, 22)),
        ("in a year", date(2027, 11, 22)),
        ("oor 2 weke", date(2026, 12, 6)),
        ("end of march", date(2027, 3, 31)),
        ("end of November", date(2026, 11, 30)),
        ("end March 2028", date(2028, 3, 31)),
        ("einde Maart", date(2027, 3, 31)),
        ("February 2028", date(2028, 2, 29)),
        ("end of this month", date(2026, 11, 30)),
        ("month end", date(2026, 11, 30)),
        ("end of next month", date(2026, 12, 31)),
        ("next month", date(2026, 12, 31)),
        ("next week", date(2026, 11, 27)),
        ("end of the year", date(2026, 12, 31)),
    ],
)
def test_a_day_as_people_write_it(text: str, expected: date) -> None:
    assert parse_day(text, TODAY) == expected


def test_next_friday_in_the_middle_of_a_week_is_in_the_week_after() -> None:
    wednesday = date(2026, 11, 25)
    assert parse_day("friday", wednesday) == date(2026, 11, 27)
    assert parse_day("next friday", wednesday) == date(2026, 12, 4)


def test_a_month_more_ends_with_a_short_month() -> None:
    assert parse_day("in a month", date(2027, 1, 31)) == date(2027, 2, 28)


def test_looking_back_takes_the_last_such_day() -> None:
    assert parse_day("12 March", TODAY, is_past=True) == date(2026, 3, 12)
    assert parse_day("25 December", TODAY, is_past=True) == date(2025, 12, 25)
    assert parse_day("friday", TODAY, is_past=True) == date(2026, 11, 20)
    assert parse_day("end of march", TODAY, is_past=True) == date(2026, 3, 31)
    assert parse_day("29 Feb", TODAY, is_past=True) == date(2024, 2, 29)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "soon",
        "06/30/2027",
        "31 June",
        "31/06/2027",
        "29 Feb 2027",
        "2027-13-01",
        "in weeks",
        "0 May",
        "end",
        "12",
        "in 2 cups",
    ],
)
def test_what_is_no_date_is_refused_by_its_words(text: str) -> None:
    with pytest.raises(UserError) as refused:
        parse_day(f" {text} ", TODAY)
    assert (refused.value.code, refused.value.params) == ("date-not-understood", {"text": text})


@pytest.mark.parametrize("text", ["in 999 years", "31/12/9999", "in 999 months"])
def test_the_far_end_of_the_calendar_is_an_answer_and_not_a_crash(text: str) -> None:
    assert parse_day(text, TODAY) > TODAY
    with pytest.raises(UserError):
        parse_day("in 999 years", date(9998, 1, 1))


@given(st.text(max_size=30), DAYS)
def test_any_text_is_a_day_or_is_refused(text: str, today: date) -> None:
    try:
        assert isinstance(parse_day(text, today), date)
    except UserError as refused:
        assert refused.code == "date-not-understood"


@given(DAYS, DAYS)
def test_what_is_shown_in_full_reads_back_as_the_same_day(day: date, today: date) -> None:
    assert parse_day(format_day(day), today) == day
    assert parse_day(day.isoformat(), today) == day
    assert parse_day(day.strftime("%d/%m/%Y"), today) == day


@given(DAYS, st.integers(-300, 300))
def test_what_is_shown_without_a_year_reads_back_as_the_same_day(today: date, days: int) -> None:
    day = today + timedelta(days=days)
    shown = format_day(day, today)
    assert str(day.year) not in shown.split()
    assert parse_day(shown, today, is_past=days < 0) == day


def test_the_year_is_shown_when_it_is_not_clear() -> None:
    assert format_day(date(2026, 3, 12)) == "12 Mar 2026"
    assert format_day(date(2026, 3, 12), TODAY) == "12 Mar"
    assert format_day(date(2026, 1, 12), TODAY) == "12 Jan 2026"
    assert format_day(TODAY + timedelta(days=300), TODAY) == "18 Sep"
    assert format_day(TODAY + timedelta(days=301), TODAY) == "19 Sep 2027"


@pytest.mark.parametrize(
    ("text", "earliest", "latest", "shown"),
    [
        ("2014", date(2014, 1, 1), date(2014, 12, 31), "2014"),
        ("2014-02", date(2014, 2, 1), date(2014, 2, 28), "Feb 2014"),
        ("2014-02-00", date(2014, 2, 1), date(2014, 2, 28), "Feb 2014"),
        ("2014-00-00", date(2014, 1, 1), date(2014, 12, 31), "2014"),
        ("05/2014", date(2014, 5, 1), date(2014, 5, 31), "May 2014"),
        ("May 2014", date(2014, 5, 1), date(2014, 5, 31), "May 2014"),
        ("Mei 2014", date(2014, 5, 1), date(2014, 5, 31), "May 2014"),
        ("2014-05-21", date(2014, 5, 21), date(2014, 5, 21), "21 May 2014"),
        ("2014-05-21T00:00:00", date(2014, 5, 21), date(2014, 5, 21), "21 May 2014"),
        ("10/08/2016", date(2016, 8, 10), date(2016, 8, 10), "10 Aug 2016"),
        ("future", None, None, "future"),
        ("past", None, None, "past"),
    ],
)
def test_an_approximate_date_keeps_its_text_and_knows_its_span(
    text: str, earliest: date | None, latest: date | None, shown: str
) -> None:
    found = parse_approximate(f" {text}")
    assert found == ApproximateDate(text, earliest, latest)
    assert format_approximate(found) == shown


@pytest.mark.parametrize("text", ["", "  ", "null", "None"])
def test_nothing_is_an_unknown_date(text: str) -> None:
    assert parse_approximate(text) == ApproximateDate("")


@pytest.mark.parametrize("text", ["2014-13", "Smarch 2014", "0000", "20145", "13/2014", "2014-02-30", "next week"])
def test_an_approximate_date_that_is_none_is_refused(text: str) -> None:
    with pytest.raises(UserError, match="date-not-understood"):
        parse_approximate(text)


@given(
    st.one_of(DAYS.map(date.isoformat), DAYS.map(lambda day: day.isoformat()[:7]), DAYS.map(lambda day: f"{day:%Y}"))
)
def test_an_approximate_date_reads_back_from_its_text_and_from_what_is_shown(text: str) -> None:
    found = parse_approximate(text)
    assert parse_approximate(found.text) == found
    shown = parse_approximate(format_approximate(found))
    assert (shown.earliest, shown.latest) == (found.earliest, found.latest)


@pytest.mark.parametrize(
    ("start", "end", "is_covered"),
    [
        ("2024-06-14", "future", True),
        ("", "", True),
        ("2026", "", True),
        ("2027", "", False),
        ("2024", "2026", True),
        ("2024", "2026-11", True),
        ("2024", "2026-11-21", False),
        ("past", "future", True),
        ("", "past", False),
        ("future", "", False),
    ],
)
def test_a_term_covers_a_day_unless_its_dates_rule_it_out(start: str, end: str, is_covered: bool) -> None:
    assert covers(parse_approximate(start), parse_approximate(end), TODAY) is is_covered
