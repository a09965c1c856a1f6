"""What a liaison officer can rely on about promises."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm.operations.commitments import (
    CommitmentDraft,
    add_evidence,
    change_status,
    draft_commitment,
    follow_up,
    move_date,
    note_progress,
    save_commitment,
    snooze,
)
from crm.operations.movements import EvidenceDraft
from crm.operations.offices import RoleDraft
from crm.operations.organisations import OrganisationDraft, save_organisation
from crm.operations.people import PersonDraft, save_person
from crm.operations.records import remove, set_next_look
from crm.queries.attachments import list_attachments, read_attachment
from crm.queries.commitments import CommitmentFilter, get_commitment, get_commitment_rows, list_commitments
from crm.queries.records import get_record
from crm.queries.today import get_today, list_due, sentences
from crm.rules import clock
from crm.rules.commitments import Direction, Lateness, Outcome, Status
from crm.rules.errors import UserError
from crm.workspace import Workspace
from tests.conftest import some


@pytest.fixture
def mpl(workspace: Workspace) -> int:
    body = workspace.do(save_organisation, OrganisationDraft("Committee on Clinics", "committee")).value[0]
    return workspace.do(save_person, PersonDraft("Hon. Ame Sample", roles=[RoleDraft(body, "Chairperson")])).value[0]


@pytest.fixture
def partner(workspace: Workspace) -> int:
    return workspace.do(save_organisation, OrganisationDraft("River Women", "cso_partner", side="partner")).value[0]


def promise(workspace: Workspace, **values: object) -> int:
    draft = CommitmentDraft("A second nurse at the clinic", date(2026, 3, 12), **values)  # type: ignore[arg-type]
    return workspace.do(save_commitment, draft).value[0]


def row(workspace: Workspace, commitment_id: int):  # type: ignore[no-untyped-def]
    return workspace.ask(get_commitment_rows, [commitment_id])[0]


def test_the_one_sentence_of_the_whole_story(workspace: Workspace, mpl: int, today: date) -> None:
    made = promise(workspace, bound_id=mpl, due_on=date(2026, 6, 30))
    workspace.do(move_date, made, date(2026, 9, 30), date(2026, 6, 25), said_by="Her PA")
    workspace.do(move_date, made, date(2027, 1, 15), date(2026, 9, 28), said_by="Her PA")
    workspace.do(change_status, made, "claimed_done", date(2026, 11, 20), note="Her office phoned")
    assert row(workspace, made).sentence == (
        "Promised 12 Mar for 30 Jun; moved twice; now 15 Jan; 145 days after the first date; "
        "they say done, not seen by us."
    )
    assert row(workspace, made).lateness is Lateness.MOVED


def test_a_date_we_did_not_agree_to_does_not_stop_the_clock(workspace: Workspace, mpl: int, today: date) -> None:
    made = promise(workspace, bound_id=mpl, due_on=date(2026, 11, 1))
    workspace.do(move_date, made, date(2027, 3, 1), date(2026, 11, 2), is_agreed=False)
    late = row(workspace, made)
    assert (late.lateness, late.due_on, late.due_agreed) == (Lateness.OVERDUE, date(2027, 3, 1), date(2026, 11, 1))
    assert workspace.ask(list_commitments, CommitmentFilter(lateness="overdue")) == [made]


def test_kept_wants_evidence_and_keeps_the_photo(workspace: Workspace, mpl: int, today: date, tmp_path: Path) -> None:
    made = promise(workspace, bound_id=mpl, due_on=date(2026, 6, 30))
    with pytest.raises(UserError) as caught:
        workspace.do(change_status, made, "closed", today, outcome="kept", note="They said so")
    assert caught.value.code == "evidence-missing"
    photo = tmp_path / "nurse.jpg"
    photo.write_bytes(b"a photo")
    evidence = EvidenceDraft("Seen at work", "photo", photo, seen_on=date(2026, 7, 2), seen_by="Lerato")
    workspace.do(change_status, made, "closed", date(2026, 7, 2), outcome="kept", evidence=[evidence])
    closed = row(workspace, made)
    assert (closed.status, closed.outcome, closed.lateness) == (Status.CLOSED, Outcome.KEPT, Lateness.CLOSED)
    assert closed.sentence == "Promised 12 Mar for 30 Jun; kept 2 Jul, 2 days after the date."
    (kept,) = workspace.ask(list_attachments, made)
    assert workspace.ask(read_attachment, kept.id) == b"a photo"
    assert workspace.check() == []


def test_a_closed_promise_can_be_reopened_and_leaves_a_row(workspace: Workspace, mpl: int, today: date) -> None:
    made = promise(workspace, bound_id=mpl)
    workspace.do(change_status, made, "closed", today, outcome="lapsed", note="The term ended")
    workspace.do(change_status, made, "in_progress", today, note="The new chair took it up")
    page = workspace.ask(get_commitment, made)
    assert page is not None
    assert [step[2] for step in page.steps] == ["closed", "in_progress"]
    assert page.row.next_look is not None and page.row.outcome is None


@pytest.mark.parametrize(
    ("by", "to", "expected"),
    [
        ("mpl", None, Direction.THEY_OWE_US),
        ("mpl", "partner", Direction.THEY_OWE_US),
        ("home", "mpl", Direction.WE_OWE_THEM),
        ("partner", "mpl", Direction.WE_OWE_THEM),
        ("partner", "home", Direction.CSO_TO_CSO),
        ("partner", None, Direction.CSO_TO_CSO),
        ("mpl", "mpl", Direction.THIRD_PARTY),
        (None, None, Direction.THEY_OWE_US),
    ],
)
def test_the_direction_is_computed_and_the_list_agrees_with_the_row(
    workspace: Workspace, mpl: int, partner: int, by: str | None, to: str | None, expected: Direction
) -> None:
    from crm.queries.organisations import get_home

    home = workspace.ask(get_home)
    assert home
    who = {"mpl": mpl, "partner": partner, "home": home[0], None: None}
    made = promise(workspace, bound_id=who[by], owed_to_id=who[to])
    assert row(workspace, made).direction is expected
    for direction in Direction:
        found = workspace.ask(list_commitments, CommitmentFilter(direction=direction))
        assert found == ([made] if direction is expected else [])


def test_the_register_of_a_body_holds_its_people_and_its_posts(workspace: Workspace, mpl: int) -> None:
    from crm.queries.organisations import find_by_name

    made = promise(workspace, bound_id=mpl)
    body = workspace.ask(find_by_name, "committee on clinics")[0]
    assert workspace.ask(list_commitments, CommitmentFilter(body_id=body)) == [made]
    assert row(workspace, made).body_name == "Committee on Clinics"


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"words": "  "}, "commitment-without-words"),
        ({"made_on": date(2026, 11, 23)}, "made-in-future"),
        ({"due_on": date(2026, 1, 1)}, "due-before-made"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_written(
    workspace: Workspace, today: date, change: dict[str, object], code: str
) -> None:
    draft = CommitmentDraft("Words", date(2026, 3, 12))
    for name, value in change.items():
        setattr(draft, name, value)
    with pytest.raises(UserError) as caught:
        workspace.do(save_commitment, draft)
    assert caught.value.code == code
    assert workspace.ask(list_commitments) == []


def test_a_form_does_not_write_over_what_somebody_else_did(workspace: Workspace, mpl: int, today: date) -> None:
    made = promise(workspace, bound_id=mpl)
    draft = workspace.ask(draft_commitment, made)
    workspace.do(follow_up, made, today, answer="Next week")
    draft.words = "Other words"
    with pytest.raises(UserError) as caught:
        workspace.do(save_commitment, draft)
    assert caught.value.code == "changed-meanwhile"


def test_saving_a_form_unchanged_changes_nothing_but_the_journal_line(workspace: Workspace, mpl: int) -> None:
    made = promise(workspace, bound_id=mpl, tags=["clinic"])
    done = workspace.do(save_commitment, workspace.ask(draft_commitment, made))
    assert done.changes.by_noun == {}


def test_a_reference_is_never_used_again(workspace: Workspace) -> None:
    promise(workspace)
    workspace.undo()
    assert row(workspace, promise(workspace)).reference == "C-2026-0002"


def test_a_follow_up_takes_it_off_today_until_its_next_look(workspace: Workspace, mpl: int, today: date) -> None:
    made = promise(workspace, bound_id=mpl, due_on=date(2026, 6, 30))
    assert made in workspace.ask(list_due)
    workspace.do(follow_up, made, today, channel="phone", words="When?", next_look_on=date(2026, 12, 1))
    assert made not in workspace.ask(list_due)
    assert made in workspace.ask(list_due, date(2026, 12, 1))


def test_today_says_what_to_do_with_a_verb(workspace: Workspace, mpl: int, today: date) -> None:
    promise(workspace, bound_id=mpl, due_on=date(2026, 6, 30))
    said = sentences(workspace.ask(get_today))
    assert ("overdue_to_us", "1 promise to us is overdue. Send a follow-up.") in said


ACTIONS = st.lists(
    st.one_of(
        st.tuples(st.just("move"), st.integers(-30, 400), st.booleans()),
        st.tuples(st.just("follow"), st.integers(1, 400), st.booleans()),
        st.tuples(st.just("snooze"), st.integers(1, 400), st.booleans()),
        st.tuples(st.just("progress"), st.integers(0, 0), st.booleans()),
        st.tuples(st.just("wait"), st.integers(1, 60), st.booleans()),
    ),
    max_size=6,
)


@some(20)
@given(actions=ACTIONS, due=st.one_of(st.none(), st.integers(0, 900)))
def test_no_open_record_stays_unseen_longer_than_its_interval(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch, actions: list[tuple[str, int, bool]], due: int | None
) -> None:
    """Whatever is done to it, an open promise comes up on Today within 30 days of the last thing done."""
    now = date(2026, 3, 12)
    monkeypatch.setattr("crm.queries.today.SHOWN", 10_000)
    clock.choose(now)
    try:
        made = promise(workspace, due_on=now + timedelta(days=due) if due is not None else None)
        for action, number, is_agreed in actions:
            now = act(workspace, made, action, number, is_agreed, now)
            head = workspace.ask(get_record, made)
            assert head is not None and head.next_look is not None
            assert head.next_look <= now + timedelta(days=30)
        assert made in workspace.ask(list_due, now + timedelta(days=30))
        page = workspace.ask(get_today, now + timedelta(days=30))
        shown = (*page.overdue_to_us, *page.overdue_by_us, *page.this_week, *page.to_look_at)
        assert made in [each.id for each in shown]
    finally:
        clock.choose(None)


def act(workspace: Workspace, made: int, action: str, number: int, is_agreed: bool, now: date) -> date:
    if action == "move":
        new = now + timedelta(days=number)
        if new != row(workspace, made).due_on and new >= row(workspace, made).made_on:
            workspace.do(move_date, made, new, now, is_agreed=is_agreed)
    elif action == "follow":
        workspace.do(follow_up, made, now, next_look_on=now + timedelta(days=number))
    elif action == "snooze":
        workspace.do(snooze, made, now + timedelta(days=number))
    elif action == "progress":
        workspace.do(add_evidence, made, EvidenceDraft("Something moved"))
    else:
        now += timedelta(days=number)
        clock.choose(now)
    return now


@pytest.mark.parametrize("lateness", [late for late in Lateness if late is not Lateness.CLOSED])
def test_the_filter_by_lateness_finds_what_the_rows_say(workspace: Workspace, today: date, lateness: Lateness) -> None:
    for days in (-300, -40, -20, -5, 0, 3, 7, 8, 200, None):
        due = today + timedelta(days=days) if days is not None else None
        for moves in ((), (True,), (True, True), (False,)):
            made = workspace.do(save_commitment, CommitmentDraft("Words", date(2025, 1, 1), due_on=due)).value[0]
            for number, is_agreed in enumerate(moves, 1):
                old = row(workspace, made).due_on or today
                workspace.do(move_date, made, old + timedelta(days=number), today, is_agreed=is_agreed)
    everything = workspace.ask(get_commitment_rows, workspace.ask(list_commitments, CommitmentFilter(status="all")))
    expected = {r.id for r in everything if r.lateness is lateness}
    assert set(workspace.ask(list_commitments, CommitmentFilter(lateness=lateness))) == expected


def test_nothing_happens_to_a_promise_before_it_was_made_or_after_today(workspace: Workspace, today: date) -> None:
    made = promise(workspace, due_on=date(2026, 6, 30))
    before, after = date(2026, 3, 11), today + timedelta(days=1)
    for code, refused in (
        ("due-before-made", lambda: workspace.do(move_date, made, before, today)),
        ("before-made", lambda: workspace.do(move_date, made, after, before)),
        ("before-made", lambda: workspace.do(follow_up, made, before)),
        ("before-made", lambda: workspace.do(change_status, made, "claimed_done", before, note="x")),
        ("made-in-future", lambda: workspace.do(change_status, made, "claimed_done", after, note="x")),
        ("made-in-future", lambda: workspace.do(add_evidence, made, EvidenceDraft("seen", seen_on=after))),
    ):
        with pytest.raises(UserError) as caught:
            refused()
        assert caught.value.code == code


@pytest.mark.parametrize("wanted", [None, date(2126, 1, 1)])
def test_an_open_promise_cannot_be_put_out_of_sight(workspace: Workspace, today: date, wanted: date | None) -> None:
    made = promise(workspace)
    workspace.do(set_next_look, made, wanted)
    head = workspace.ask(get_record, made)
    assert head and head.next_look and head.next_look <= today + timedelta(days=30)


def test_a_form_that_names_what_is_gone_is_refused_in_a_sentence(workspace: Workspace, mpl: int) -> None:
    with pytest.raises(UserError) as caught:
        promise(workspace, bound_id=999_999)
    assert caught.value.code == "points-at-nothing"


def test_a_promise_of_ours_is_about_the_body_it_is_owed_to_and_ours_to_keep(workspace: Workspace, mpl: int) -> None:
    from crm.queries.organisations import get_home

    home = workspace.ask(get_home)
    assert home
    made = promise(workspace, bound_id=home[0], owed_to_id=mpl, due_on=date(2026, 6, 30))
    ours = row(workspace, made)
    assert (ours.body_name, ours.next_step) == ("Committee on Clinics", "Keep it, or give a new date")


def test_progress_puts_it_in_progress_and_then_moves_it_on(workspace: Workspace, today: date) -> None:
    made = workspace.do(save_commitment, CommitmentDraft("A ramp", date(2026, 3, 2), bound_name="The clinic")).value[0]
    workspace.do(note_progress, made, date(2026, 9, 1), "tender out")
    workspace.do(note_progress, made, date(2026, 10, 1), "builder chosen")
    page = workspace.ask(get_commitment, made)
    assert page is not None
    assert (page.row.status, page.row.last_movement) == ("in_progress", "builder chosen")
    assert page.row.last_movement_on == date(2026, 10, 1)
    workspace.undo()
    page = workspace.ask(get_commitment, made)
    assert page is not None
    assert page.row.last_movement == "In progress: tender out"
    with pytest.raises(UserError, match="note-missing"):
        workspace.do(note_progress, made, today, " ")


def test_a_promise_is_removed_with_the_photo_that_shows_it_and_undo_brings_both_back(
    workspace: Workspace, mpl: int, tmp_path: Path
) -> None:
    photo = tmp_path / "ramp.jpg"
    photo.write_bytes(b"a sample photo")
    made = promise(workspace, bound_id=mpl)
    workspace.do(add_evidence, made, EvidenceDraft("Seen by us", "photo", photo))
    workspace.do(remove, made)
    assert workspace.ask(get_commitment, made) is None
    assert workspace.ask(list_attachments, made) == []
    workspace.undo()
    (kept,) = workspace.ask(list_attachments, made)
    assert workspace.ask(read_attachment, kept.id) == b"a sample photo"
    assert workspace.check() == []
