from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm.rules.commitments import DateMove, Direction, DueDates, Outcome, Status, lateness_sentence

TODAY = date(2026, 11, 22)
MARCH, JUNE, JANUARY = date(2026, 3, 12), date(2026, 6, 30), date(2027, 1, 15)
AGREED = DateMove(JUNE, date(2026, 9, 1), date(2026, 6, 20), True)
AGREED_AGAIN = DateMove(date(2026, 9, 1), JANUARY, date(2026, 8, 30), True)
NOT_AGREED = DateMove(JUNE, JANUARY, date(2026, 6, 20), False)


def open_sentence(made_on: date, due: DueDates, status: Status = Status.CONFIRMED) -> str:
    return lateness_sentence(made_on, due, status, None, False, TODAY)


@pytest.mark.parametrize(
    ("made_on", "due", "expected"),
    [
        (date(2026, 8, 3), DueDates(date(2026, 9, 15)), "Promised 3 Aug for 15 Sep; 68 days late."),
        (date(2026, 8, 3), DueDates(date(2026, 11, 21)), "Promised 3 Aug for 21 Nov; 1 day late."),
        (date(2026, 11, 3), DueDates(date(2026, 12, 5)), "Promised 3 Nov for 5 Dec; due in 13 days."),
        (date(2026, 11, 3), DueDates(TODAY), "Promised 3 Nov for 22 Nov; due today."),
        (date(2026, 11, 3), DueDates(), "Promised 3 Nov; no date given."),
        (date(2024, 11, 3), DueDates(date(2025, 1, 5)), "Promised 3 Nov 2024 for 5 Jan 2025; 686 days late."),
        (
            MARCH,
            DueDates(JUNE, (AGREED,)),
            "Promised 12 Mar for 30 Jun; moved once; now 1 Sep; 82 days late, 145 days after the first date.",
        ),
        (
            MARCH,
            DueDates(JUNE, (DateMove(JUNE, JANUARY, JUNE, True),)),
            "Promised 12 Mar for 30 Jun; moved once; now 15 Jan; due in 54 days, 145 days after the first date.",
        ),
        (
            MARCH,
            DueDates(JUNE, (AGREED, AGREED_AGAIN)),
            "Promised 12 Mar for 30 Jun; moved twice; now 15 Jan; 145 days after the first date.",
        ),
        (
            MARCH,
            DueDates(JUNE, (NOT_AGREED,)),
            "Promised 12 Mar for 30 Jun; they moved it to 15 Jan, we did not agree; 145 days late.",
        ),
        (
            MARCH,
            DueDates(JUNE, (AGREED, NOT_AGREED)),
            "Promised 12 Mar for 30 Jun; moved twice; they moved it to 15 Jan, we did not agree; "
            "82 days late, 145 days after the first date.",
        ),
        (
            MARCH,
            DueDates(JUNE, (NOT_AGREED, AGREED, AGREED_AGAIN)),
            "Promised 12 Mar for 30 Jun; moved 3 times, not always agreed; now 15 Jan; 145 days after the first date.",
        ),
        (
            date(2026, 11, 3),
            DueDates(None, (DateMove(None, date(2026, 12, 5), date(2026, 11, 10), True),)),
            "Promised 3 Nov without a date; 5 Dec named 10 Nov; due in 13 days.",
        ),
    ],
)
def test_an_open_commitment(made_on: date, due: DueDates, expected: str) -> None:
    assert open_sentence(made_on, due) == expected


def test_a_claim_is_told_apart_from_what_we_have_seen() -> None:
    twice = DueDates(JUNE, (AGREED, AGREED_AGAIN))
    assert open_sentence(MARCH, twice, Status.CLAIMED_DONE) == (
        "Promised 12 Mar for 30 Jun; moved twice; now 15 Jan; 145 days after the first date; "
        "they say done, not seen by us."
    )
    said = lateness_sentence(
        MARCH, DueDates(JUNE), Status.CLAIMED_DONE, None, True, TODAY, said_done_on=date(2026, 7, 2)
    )
    assert said == "Promised 12 Mar for 30 Jun; 145 days late; they said done 2 Jul, seen by us."


@pytest.mark.parametrize(
    ("due", "outcome", "is_verified", "closed_on", "expected"),
    [
        (DueDates(JUNE), Outcome.KEPT, True, date(2026, 7, 2), "kept 2 Jul, 2 days after the date."),
        (DueDates(JUNE), Outcome.KEPT, True, JUNE, "kept 30 Jun, on time."),
        (DueDates(JUNE), Outcome.KEPT, False, JUNE, "kept 30 Jun, on time; not seen by us."),
        (DueDates(JUNE), Outcome.KEPT, True, None, "kept."),
        (DueDates(JUNE), Outcome.PARTLY_KEPT, True, date(2026, 7, 1), "partly kept 1 Jul, 1 day after the date."),
        (DueDates(JUNE), Outcome.NOT_KEPT, False, date(2026, 7, 2), "not kept, closed 2 Jul."),
        (DueDates(JUNE), Outcome.LAPSED, False, date(2026, 7, 2), "lapsed 2 Jul."),
        (DueDates(JUNE), Outcome.DUPLICATE, False, date(2026, 7, 2), "closed as a duplicate 2 Jul."),
        (
            DueDates(JUNE, (AGREED,)),
            Outcome.KEPT,
            True,
            date(2026, 8, 30),
            "moved once; now 1 Sep; kept 30 Aug, 61 days after the first date.",
        ),
        (
            DueDates(JUNE, (AGREED, AGREED_AGAIN)),
            Outcome.KEPT,
            True,
            JUNE,
            "moved twice; now 15 Jan; kept 30 Jun, by the first date.",
        ),
    ],
)
def test_a_closed_commitment(
    due: DueDates, outcome: Outcome, is_verified: bool, closed_on: date | None, expected: str
) -> None:
    sentence = lateness_sentence(MARCH, due, Status.CLOSED, outcome, is_verified, TODAY, closed_on)
    assert sentence == f"Promised 12 Mar for 30 Jun; {expected}"


def test_our_own_promises_speak_of_us() -> None:
    sentence = lateness_sentence(
        MARCH,
        DueDates(JUNE, (NOT_AGREED,)),
        Status.CLAIMED_DONE,
        None,
        False,
        TODAY,
        direction=Direction.WE_OWE_THEM,
    )
    assert sentence == (
        "Promised 12 Mar for 30 Jun; we moved it to 15 Jan, they did not agree; 145 days late; "
        "we say done, not seen by us."
    )


DAYS = st.dates(date(2020, 1, 1), date(2030, 12, 31))
MOVES = st.lists(st.builds(DateMove, old=DAYS, new=DAYS, said_on=DAYS, is_agreed=st.booleans()), max_size=5).map(tuple)


@given(
    made_on=DAYS,
    due=st.builds(DueDates, original=st.none() | DAYS, moves=MOVES),
    status=st.sampled_from(Status),
    outcome=st.none() | st.sampled_from(Outcome),
    is_verified=st.booleans(),
    today=DAYS,
    closed_on=st.none() | DAYS,
    said_done_on=st.none() | DAYS,
    direction=st.sampled_from(Direction),
)
def test_every_commitment_has_an_honest_sentence(
    made_on: date,
    due: DueDates,
    status: Status,
    outcome: Outcome | None,
    is_verified: bool,
    today: date,
    closed_on: date | None,
    said_done_on: date | None,
    direction: Direction,
) -> None:
    sentence = lateness_sentence(
        made_on, due, status, outcome, is_verified, today, closed_on, said_done_on, direction=direction
    )
    assert sentence.startswith("Promised ")
    assert sentence.endswith(".")
    assert not any(flaw in sentence for flaw in ("..", ";;", "; ;", ", ;", "{", "-1", "None", "  ", "; ."))
    assert says_how_often(sentence, len(due.slips))
    if due.is_slipping:
        assert "on time" not in sentence
    if status is Status.CLAIMED_DONE:
        assert ("not seen by us" in sentence) is not is_verified


def says_how_often(sentence: str, count: int) -> bool:
    if count == 0:
        return "moved" not in sentence
    if count == 1:
        return "moved once" in sentence or "moved it to" in sentence
    return ("moved twice" if count == 2 else f"moved {count} times") in sentence
