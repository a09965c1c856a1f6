"""Which answers a record takes, and what an answer means unless more is said."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm.rules import agreements, commitments, engagements
from crm.rules.review import (
    Asks,
    Key,
    Kind,
    Scope,
    asks,
    key_words,
    keys_of_agreement,
    keys_of_commitment,
    keys_of_deliverable,
    keys_of_engagement,
    kind_words,
    read_percent,
    scope_words,
    try_again_on,
    usual_day,
)
from crm.rules.working_days import WorkingCalendar

CALENDAR = WorkingCalendar.of_years(2026, 2027)
FRIDAY = date(2026, 12, 11)


def test_one_tries_again_after_three_working_days_and_looks_again_after_a_week() -> None:
    assert try_again_on(FRIDAY, CALENDAR) == date(2026, 12, 17)  # over a weekend and the Day of Reconciliation
    assert usual_day(Key.TRIED, FRIDAY, CALENDAR) == date(2026, 12, 17)
    assert usual_day(Key.SNOOZE, FRIDAY, CALENDAR) == date(2026, 12, 18)
    assert usual_day(Key.MOVED, FRIDAY, CALENDAR) is None


@pytest.mark.parametrize("status", commitments.Status)
def test_an_open_promise_takes_every_ending_and_a_closed_one_nothing(status: commitments.Status) -> None:
    keys = keys_of_commitment(status)
    assert bool(keys) is commitments.is_open(status)
    if keys:
        assert {Key.KEPT, Key.NOT_KEPT, Key.LAPSED, Key.MOVED, Key.SNOOZE} <= set(keys)
        assert (Key.DONE in keys) is (status is not commitments.Status.CLAIMED_DONE)


@pytest.mark.parametrize("status", agreements.DeliverableStatus)
def test_only_what_was_delivered_can_be_accepted(status: agreements.DeliverableStatus) -> None:
    keys = keys_of_deliverable(status)
    assert bool(keys) is agreements.is_open_deliverable(status)
    assert (Key.KEPT in keys) is (status is agreements.DeliverableStatus.DELIVERED)


@pytest.mark.parametrize("status", engagements.Status)
def test_an_engagement_that_is_not_over_can_be_closed_out(status: engagements.Status) -> None:
    assert (Key.CLOSE_OUT in keys_of_engagement(status)) is engagements.is_open(status)


def test_an_agreement_has_expired_only_after_its_end() -> None:
    in_force = agreements.Status.IN_FORCE
    assert Key.LAPSED in keys_of_agreement(in_force, date(2026, 11, 1), date(2026, 11, 2))
    assert Key.LAPSED not in keys_of_agreement(in_force, date(2026, 11, 1), date(2026, 11, 1))
    assert keys_of_agreement(agreements.Status.IN_NEGOTIATION, None, FRIDAY) == (Key.SNOOZE,)
    assert keys_of_agreement(agreements.Status.CLOSED, None, FRIDAY) == ()


def test_scopes_and_kinds_have_words_of_their_own() -> None:
    assert [scope_words(scope) for scope in Scope] == [
        "Everything due", "One CSO partner", "One body", "One MoU", "One colleague's work",
    ]  # fmt: skip
    assert kind_words(Kind.AGREEMENT) == "Agreement"


@pytest.mark.parametrize("kind", Kind)
@pytest.mark.parametrize("key", Key)
def test_every_key_has_words_and_asks_at_most_one_line(key: Key, kind: Kind) -> None:
    assert key_words(key, kind)
    assert asks(key, kind) in Asks


@pytest.mark.parametrize(
    ("text", "percent", "note"),
    [
        ("60 %, plans approved", 60, "plans approved"),
        ("60% plans approved", 60, "plans approved"),
        ("100 per cent", 100, ""),
        ("plans approved, 60 %", None, "plans approved, 60 %"),
        ("4 clinics", None, "4 clinics"),
    ],
)
def test_progress_may_be_said_in_front_of_the_note(text: str, percent: int | None, note: str) -> None:
    assert read_percent(text) == (percent, note)


@given(st.integers(0, 100), st.text(st.characters(categories=["Ll"]), min_size=1, max_size=20))
def test_what_is_written_as_a_percentage_is_read_as_one(percent: int, note: str) -> None:
    assert read_percent(f"{percent} %: {note}") == (percent, note)
