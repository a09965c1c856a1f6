"""The traffic light of a deliverable and of what is made up of them, and the dates of a clause that comes round."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm.rules.agreements import (
    DELIVERABLE_TRANSITIONS,
    TRANSITIONS,
    DeliverableStatus,
    Every,
    Light,
    Outcome,
    Rag,
    Status,
    due_dates,
    elapsed,
    is_expiring,
    label,
    light,
    progress_of,
    together,
    weighted_progress,
)
from crm.rules.errors import UserError

TODAY = date(2026, 11, 22)
START, DUE = TODAY - timedelta(days=50), TODAY + timedelta(days=50)


@pytest.mark.parametrize(
    ("progress", "rag", "reason"),
    [
        (45, Rag.GREEN, "45 % done, in step with the time"),
        (40, Rag.GREEN, "40 % done, in step with the time"),
        (39, Rag.AMBER, "39 % done, 11 points behind the time"),
        (25, Rag.AMBER, "25 % done, 25 points behind the time"),
        (24, Rag.RED, "24 % done, 26 points behind the time"),
    ],
)
def test_the_colour_goes_by_progress_against_the_time_elapsed(progress: int, rag: Rag, reason: str) -> None:
    assert light(DeliverableStatus.UNDER_WAY, progress, START, DUE, TODAY) == Light(rag, reason)


def test_what_is_past_its_date_is_red_and_says_by_how_much() -> None:
    late = light(DeliverableStatus.UNDER_WAY, 90, START, TODAY - timedelta(days=1), TODAY)
    assert late == Light(Rag.RED, "1 day past its date")


def test_delivered_late_is_no_longer_red_and_accepted_is_blue() -> None:
    past = TODAY - timedelta(days=40)
    assert light(DeliverableStatus.DELIVERED, 100, START, past, TODAY).rag is Rag.GREEN
    assert light(DeliverableStatus.ACCEPTED, 100, START, past, TODAY).rag is Rag.BLUE


def test_nothing_done_two_weeks_before_the_date_is_amber() -> None:
    soon = TODAY + timedelta(days=14)
    assert light(DeliverableStatus.NOT_STARTED, 0, TODAY, soon, TODAY).rag is Rag.AMBER
    assert light(DeliverableStatus.NOT_STARTED, 0, TODAY, soon + timedelta(days=1), TODAY).rag is Rag.GREY


def test_nothing_done_in_the_last_quarter_of_a_long_time_is_amber() -> None:
    begun = TODAY - timedelta(days=760)
    assert light(DeliverableStatus.NOT_STARTED, 0, begun, TODAY + timedelta(days=240), TODAY).rag is Rag.AMBER
    assert light(DeliverableStatus.NOT_STARTED, 0, begun, TODAY + timedelta(days=260), TODAY).rag is Rag.GREY


def test_what_has_no_date_is_grey_until_it_begins() -> None:
    assert light(DeliverableStatus.NOT_STARTED, 0, None, None, TODAY).rag is Rag.GREY
    assert light(DeliverableStatus.UNDER_WAY, 0, None, None, TODAY).rag is Rag.GREEN


def test_a_colour_given_by_hand_carries_its_reason() -> None:
    given_by_hand = light(
        DeliverableStatus.UNDER_WAY, 0, START, DUE, TODAY, override="green", override_reason="the House was in recess"
    )
    assert given_by_hand == Light(Rag.GREEN, "the House was in recess", is_overridden=True)


@given(
    st.sampled_from(list(DeliverableStatus)),
    st.integers(0, 100),
    st.one_of(st.none(), st.dates(date(2024, 1, 1), date(2028, 1, 1))),
    st.one_of(st.none(), st.dates(date(2024, 1, 1), date(2028, 1, 1))),
)
def test_every_deliverable_has_a_colour_and_a_reason(
    status: DeliverableStatus, progress: int, starts_on: date | None, due_on: date | None
) -> None:
    found = light(status, progress, starts_on, due_on, TODAY)
    assert found.rag in Rag
    assert found.reason


@given(st.integers(1, 99), st.integers(0, 400), st.integers(1, 400))
def test_more_progress_never_makes_it_worse(progress: int, begun: int, left: int) -> None:
    order = [Rag.RED, Rag.AMBER, Rag.GREEN]
    start, due = TODAY - timedelta(days=begun), TODAY + timedelta(days=left)
    less = light(DeliverableStatus.UNDER_WAY, progress, start, due, TODAY).rag
    more = light(DeliverableStatus.UNDER_WAY, progress + 1, start, due, TODAY).rag
    assert order.index(more) >= order.index(less)


@given(st.integers(-50, 500), st.integers(1, 400))
def test_the_time_elapsed_is_a_share_of_the_whole(after: int, length: int) -> None:
    start = date(2026, 1, 1)
    share = elapsed(start, start + timedelta(days=length), start + timedelta(days=after))
    assert 0 <= share <= 100
    assert (share == 100) or after < length


def test_a_whole_is_as_good_as_its_worst_part() -> None:
    green, red, grey = Light(Rag.GREEN, "a"), Light(Rag.RED, "b"), Light(Rag.GREY, "c")
    assert together([(green, "Meetings"), (red, "The report"), (grey, "Training")]) == Light(
        Rag.RED, "1 of 3 is red: The report"
    )
    assert together([(green, "Meetings"), (grey, "Training")]).rag is Rag.GREEN
    assert together([(red, "One"), (red, "Two")]).reason == "2 of 2 are red"
    assert together([(red, "Alone")]) == red
    assert together([]).rag is Rag.GREY


def test_progress_of_the_whole_goes_by_weight() -> None:
    assert weighted_progress([(3, 100), (1, 0)]) == 75
    assert weighted_progress([]) == 0
    assert weighted_progress([(0, 80)]) == 0


def test_progress_can_be_counted() -> None:
    assert progress_of(4, 3) == 75
    assert progress_of(4, 9) == 100
    assert progress_of(0, 3) is None
    assert progress_of(4, None) is None


def test_a_clause_that_comes_round_keeps_the_day_of_the_month() -> None:
    assert due_dates(date(2026, 1, 31), Every.MONTHLY, date(2026, 4, 30)) == [
        date(2026, 1, 31),
        date(2026, 2, 28),
        date(2026, 3, 31),
        date(2026, 4, 30),
    ]
    assert due_dates(date(2026, 1, 31), Every.NEVER, date(2026, 4, 30)) == [date(2026, 1, 31)]
    assert due_dates(date(2026, 5, 1), Every.QUARTERLY, date(2026, 4, 30)) == []


def test_a_clause_that_never_ends_is_refused() -> None:
    with pytest.raises(UserError) as caught:
        due_dates(date(2026, 1, 1), Every.MONTHLY, date(2126, 1, 1))
    assert caught.value.code == "recurs-without-end"


def test_a_binding_agreement_expires_within_its_reminder() -> None:
    assert is_expiring(Status.IN_FORCE, TODAY + timedelta(days=90), TODAY)
    assert not is_expiring(Status.IN_FORCE, TODAY + timedelta(days=91), TODAY)
    assert is_expiring(Status.IN_FORCE, TODAY - timedelta(days=5), TODAY)
    assert not is_expiring(Status.IN_NEGOTIATION, TODAY, TODAY)
    assert not is_expiring(Status.IN_FORCE, None, TODAY)


def test_every_value_has_words_and_every_status_a_way_on() -> None:
    for kind in (Status, Outcome, DeliverableStatus, Every, Rag):
        assert all(label(each) for each in kind)
    assert set(TRANSITIONS) == set(Status)
    assert set(DELIVERABLE_TRANSITIONS) == set(DeliverableStatus)
    assert all(TRANSITIONS.values())
    assert all(DELIVERABLE_TRANSITIONS.values())
