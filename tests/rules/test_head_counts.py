from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm.rules.engagements import Kind
from crm.rules.errors import UserError
from crm.rules.head_counts import NAMES, HeadCounts, check_head_counts, has_sessions, label

COUNT = st.none() | st.integers(0, 500)


@pytest.mark.parametrize(
    ("counts", "people"),
    [
        (HeadCounts(), None),
        (HeadCounts(women=3), None),
        (HeadCounts(women=3, men=2), 5),
        (HeadCounts(women=3, men=2, other=1), 6),
        (HeadCounts(women=3, men=2, total=9), 9),
        (HeadCounts(attendances=40), None),
        (HeadCounts(total=0), 0),
    ],
)
def test_separate_people_are_as_counted_and_unknown_is_not_nobody(counts: HeadCounts, people: int | None) -> None:
    assert counts.people == people


@pytest.mark.parametrize(
    ("counts", "code"),
    [
        (HeadCounts(women=6, men=5, total=10), "parts-more-than-people"),
        (HeadCounts(youth=6, women=3, men=2), "parts-more-than-people"),
        (HeadCounts(disability=11, total=10), "parts-more-than-people"),
        (HeadCounts(total=10, attendances=9), "fewer-attendances-than-people"),
        (HeadCounts(women=5, men=5, attendances=9), "fewer-attendances-than-people"),
        (HeadCounts(total=10, sessions=2, attendances=21), "more-attendances-than-sessions"),
        (HeadCounts(total=-1), "bad-count"),
        (HeadCounts(sessions=1_000_000), "bad-count"),
    ],
)
def test_counts_that_contradict_each_other_are_refused(counts: HeadCounts, code: str) -> None:
    with pytest.raises(UserError) as refused:
        check_head_counts(counts)
    assert refused.value.code == code


@given(st.builds(HeadCounts, *(COUNT for _name in NAMES)))
def test_what_is_let_through_holds_together(counts: HeadCounts) -> None:
    try:
        check_head_counts(counts)
    except UserError:
        return
    people = counts.people
    if people is not None:
        assert (counts.women or 0) + (counts.men or 0) + (counts.other or 0) <= people
        assert max(counts.youth or 0, counts.disability or 0) <= people
        assert counts.attendances is None or counts.attendances >= people


@given(st.integers(0, 300), st.integers(1, 20), st.data())
def test_everybody_comes_at_least_once_and_to_a_session_once_at_most(
    people: int, sessions: int, data: st.DataObject
) -> None:
    attendances = data.draw(st.integers(people, people * sessions))
    check_head_counts(HeadCounts(total=people, sessions=sessions, attendances=attendances))


def test_trainings_and_workshops_have_sessions_and_every_count_its_words() -> None:
    assert [kind for kind in Kind if has_sessions(kind)] == [Kind.TRAINING, Kind.WORKSHOP]
    assert all(label(name) for name in NAMES)
