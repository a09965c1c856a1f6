"""Which term of office words and dates mean."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest

from crm.rules.dates import ApproximateDate, parse_approximate
from crm.rules.errors import UserError
from crm.rules.organisations import Kind
from crm.rules.terms import (
    TermPeriod,
    exactly,
    may_keep_party,
    parse_term,
    serves_a_term,
    standard_term,
    standard_terms,
)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("2014-2019", "5th term (2014–2019)"),
        ("2014–2019", "5th term (2014–2019)"),
        ("2014-19", "5th term (2014–2019)"),
        ("2009 to 2014", "4th term (2009–2014)"),
        ("2014", "5th term (2014–2019)"),
        ("2013", "4th term (2009–2014)"),
        ("5th", "5th term (2014–2019)"),
        ("5th (2014-2019)", "5th term (2014–2019)"),
        ("2014-05-21", "5th term (2014–2019)"),
        ("21/05/2014", "5th term (2014–2019)"),
        ("2026", "7th term (2024–)"),
    ],
)
def test_a_term_of_a_legislature_in_words(text: str, name: str) -> None:
    period = parse_term(text)
    assert isinstance(period, TermPeriod)
    found = standard_term(Kind.LEGISLATURE, period)
    assert found is not None and found.name == name


@pytest.mark.parametrize(
    ("text", "name"), [("2021", "Council of 2021"), ("Council of 2016", "Council of 2016"), ("2026", "Council of 2026")]
)
def test_a_term_of_a_council_in_words(text: str, name: str) -> None:
    period = parse_term(text)
    assert isinstance(period, TermPeriod)
    found = standard_term(Kind.COUNCIL, period)
    assert found is not None and found.name == name


def test_words_that_are_no_dates() -> None:
    assert parse_term("current") == "current"
    assert parse_term("None") == "none"
    assert parse_term(" ") is None
    assert parse_term("offices:12") == 12


@pytest.mark.parametrize("text", ["the good old days", "26th", "2019-2014", "31/31/2014x"])
def test_anything_else_is_refused(text: str) -> None:
    with pytest.raises(UserError) as caught:
        parse_term(text)
    assert caught.value.code == "term-not-understood"


@pytest.mark.parametrize("kind", [Kind.LEGISLATURE, Kind.COUNCIL])
def test_every_day_since_the_first_poll_is_in_one_term(kind: Kind) -> None:
    terms = standard_terms(kind)
    for before, after in pairwise(terms):
        assert before.end.latest is not None and after.start.earliest is not None
        assert (after.start.earliest - before.end.latest).days == 1


def test_dates_that_fit_no_term() -> None:
    assert standard_term(Kind.LEGISLATURE, TermPeriod("", exactly(date(1990, 1, 1)))) is None
    assert standard_term(Kind.LEGISLATURE, TermPeriod("", ApproximateDate(""))) is None
    assert standard_term(Kind.PARTY, TermPeriod("", parse_approximate("2014"))) is None
    wrong_end = TermPeriod("", parse_approximate("2014"), parse_approximate("2017"))
    assert standard_term(Kind.LEGISLATURE, wrong_end) is None


def test_staff_serve_no_term() -> None:
    assert serves_a_term("Member") and serves_a_term("Speaker")
    assert not serves_a_term("Municipal Manager") and not serves_a_term("Committee secretary")


@pytest.mark.parametrize(
    ("title", "kind", "is_kept"),
    [
        ("Member", "legislature", True),
        ("Ward councillor", "council", True),
        ("Committee co-ordinator", "committee", False),
        ("Secretary to the Legislature", "legislature", False),
        ("Provincial secretary", "party", True),
        ("MEC for Health", "department", True),
        ("Deputy Minister", "department", True),
        ("Mechanic", "department", False),
        ("Head of Department", "department", False),
        ("Minister", "fbo", False),
        ("Director", "cso_partner", False),
    ],
)
def test_the_party_of_the_elected_is_ours_to_keep_and_nobody_else_s(title: str, kind: str, is_kept: bool) -> None:
    assert may_keep_party(title, kind) is is_kept
