"""What a liaison officer can rely on about meetings."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from crm.operations.commitments import CommitmentDraft
from crm.operations.engagements import (
    AgendaDraft,
    AskDraft,
    AttendanceDraft,
    EngagementDraft,
    PointDraft,
    change_status,
    close_out,
    draft_engagement,
    log_engagement,
    postpone,
    save_engagement,
    unlock_minutes,
)
from crm.operations.people import PersonDraft, save_person
from crm.queries.attachments import list_attachments, read_attachment
from crm.queries.commitments import get_commitment_rows
from crm.queries.engagements import EngagementsFilter, get_engagement, list_engagements
from crm.queries.people import get_people_rows
from crm.queries.records import get_record
from crm.queries.today import get_today
from crm.rules.engagements import Status
from crm.rules.errors import UserError
from crm.workspace import Workspace


@pytest.fixture
def person(workspace: Workspace) -> int:
    return workspace.do(save_person, PersonDraft("Hon. Ame Sample")).value[0]


def plan(workspace: Workspace, person: int, on: date) -> int:
    draft = EngagementDraft(
        "Clinic road",
        on,
        start_time="9h30",
        agenda=[AgendaDraft("The road", 20, "Lerato")],
        attendance=[AttendanceDraft(person_id=person)],
        asks=[AskDraft("Grade the road")],
    )
    return workspace.do(save_engagement, draft).value[0]


def closed(workspace: Workspace, person: int, tmp_path: Path) -> int:
    photo = tmp_path / "sign-in.jpg"
    photo.write_bytes(b"a photo of names")
    draft = workspace.ask(draft_engagement, plan(workspace, person, date(2026, 11, 20)))
    draft.attendance = [
        AttendanceDraft(person_id=person, code="P", id=draft.attendance[0].id),
        AttendanceDraft(name="A visitor", code="AP"),
    ]
    draft.points = [PointDraft("It floods", impression="She was not prepared")]
    draft.asks[0].response, draft.asks[0].answer = "yes", "Before winter"
    draft.commitments = [
        CommitmentDraft("We grade the road", draft.on_day, maker_id=person, due_on=date(2027, 5, 1)),
        CommitmentDraft("We send photos", draft.on_day, bound_name="Us", owed_to_id=person),
    ]
    draft.files, draft.women, draft.next_contact_on = [photo], 12, date(2027, 1, 10)
    return workspace.do(close_out, draft).value[0]


def test_a_close_out_writes_everything_in_one_step_that_one_undo_takes_back(
    workspace: Workspace, person: int, tmp_path: Path, today: date
) -> None:
    engagement = closed(workspace, person, tmp_path)
    page = workspace.ask(get_engagement, engagement)
    assert page is not None
    assert (page.status, page.is_locked, page.women, page.men) == (Status.CLOSED_OUT, True, 12, None)
    assert [(line.name, line.code) for line in page.attendance] == [("Hon. Ame Sample", "P"), ("A visitor", "AP")]
    assert [row.made_on for row in workspace.ask(get_commitment_rows, page.commitments)] == [date(2026, 11, 20)] * 2
    (photo,) = workspace.ask(list_attachments, engagement)
    assert workspace.ask(read_attachment, photo.id) == b"a photo of names"
    assert workspace.ask(get_people_rows, [person])[0].last_contact_on == date(2026, 11, 20)
    workspace.undo()
    again = workspace.ask(get_engagement, engagement)
    assert again is not None
    assert (again.status, again.commitments, again.points) == (Status.PLANNED, (), ())
    assert workspace.ask(list_attachments, engagement) == []
    assert workspace.check() == []


def test_locked_minutes_open_only_with_a_reason_that_stays(
    workspace: Workspace, person: int, tmp_path: Path, today: date
) -> None:
    engagement = closed(workspace, person, tmp_path)
    with pytest.raises(UserError) as caught:
        workspace.do(save_engagement, workspace.ask(draft_engagement, engagement))
    assert caught.value.code == "minutes-locked"
    with pytest.raises(UserError):
        workspace.do(unlock_minutes, engagement, " ")
    workspace.do(unlock_minutes, engagement, "A name was wrong")
    page = workspace.ask(get_engagement, engagement)
    assert page is not None and page.steps[-1][3] == "A name was wrong"
    workspace.do(close_out, workspace.ask(draft_engagement, engagement))


def test_what_was_held_and_not_closed_out_stands_on_today(workspace: Workspace, person: int, today: date) -> None:
    past = plan(workspace, person, date(2026, 11, 18))
    held = workspace.do(log_engagement, EngagementDraft("A call", date(2026, 11, 21), kind="call")).value[0]
    coming = plan(workspace, person, date(2026, 11, 25))
    page = workspace.ask(get_today)
    assert {row.id for row in page.to_close_out} == {past, held}
    assert [row.id for row in page.engagements] == [coming]


def test_a_postponed_meeting_comes_up_again_within_a_week(workspace: Workspace, person: int, today: date) -> None:
    engagement = plan(workspace, person, date(2026, 12, 30))
    workspace.do(change_status, engagement, "postponed", "The House sits")
    head = workspace.ask(get_record, engagement)
    assert head is not None and head.next_look == date(2026, 11, 29)
    workspace.do(change_status, engagement, "planned", new_day=date(2027, 2, 1))
    assert workspace.ask(list_engagements, EngagementsFilter(status="planned")) == [engagement]


def test_a_meeting_moved_stands_planned_on_its_new_day_and_says_from_when(
    workspace: Workspace, person: int, today: date
) -> None:
    engagement = plan(workspace, person, date(2026, 11, 30))
    done = workspace.do(postpone, engagement, date(2026, 12, 7), asked_by="The clerk", reason="The House sits")
    assert done.label == "Move Clinic road to 7 Dec 2026"
    page = workspace.ask(get_engagement, engagement)
    assert page is not None
    assert (page.status, page.on_day, page.start_time) == (Status.PLANNED, date(2026, 12, 7), "09:30")
    assert page.moves == ((date(2026, 11, 30), date(2026, 12, 7), today, "The clerk", "", "The House sits", True),)
    assert [step[1:] for step in page.steps] == [
        ("planned", "postponed", "The House sits. Asked by The clerk"),
        ("postponed", "planned", "From 30 Nov 2026 to 7 Dec 2026"),
    ]
    head = workspace.ask(get_record, engagement)
    assert head is not None and head.next_look == date(2026, 12, 7)
    workspace.undo()
    page = workspace.ask(get_engagement, engagement)
    assert page is not None and (page.on_day, page.moves, page.steps) == (date(2026, 11, 30), (), ())


@pytest.mark.parametrize(
    ("start", "end", "to", "new_end"),
    [
        ("9h30", "11:00", "14:00", "15:30"),
        ("9h30", "", "14:00", ""),
        ("9h30", "23:00", "14:00", ""),
        ("", "", "8h", ""),
    ],
)
def test_it_lasts_as_long_as_before(
    workspace: Workspace, today: date, start: str, end: str, to: str, new_end: str
) -> None:
    draft = EngagementDraft("A talk", date(2026, 11, 30), start_time=start, end_time=end)
    engagement = workspace.do(save_engagement, draft).value[0]
    workspace.do(postpone, engagement, date(2026, 11, 30), new_time=to)
    page = workspace.ask(get_engagement, engagement)
    assert page is not None
    assert (page.start_time, page.end_time) == (f"{int(to.partition(':')[0].rstrip('h')):02d}:00", new_end)


def test_what_is_off_without_a_day_is_only_postponed(workspace: Workspace, person: int, today: date) -> None:
    engagement = plan(workspace, person, date(2026, 11, 30))
    assert workspace.do(postpone, engagement, None).label == "Postpone Clinic road"
    page = workspace.ask(get_engagement, engagement)
    assert page is not None and (page.status, page.moves) == (Status.POSTPONED, ())
    with pytest.raises(UserError):
        workspace.do(postpone, engagement, None)
    workspace.do(postpone, engagement, date(2026, 11, 30))
    assert workspace.ask(list_engagements, EngagementsFilter(status="planned")) == [engagement]


@pytest.mark.parametrize(
    ("day", "time", "code"),
    [
        (date(2026, 11, 21), "", "moved-to-past"),
        (date(2026, 11, 30), "", "same-date"),
        (date(2026, 11, 30), "9:30", "same-date"),
        (date(2026, 12, 1), "25:00", "bad-time"),
    ],
)
def test_a_day_it_cannot_move_to_is_refused(
    workspace: Workspace, person: int, today: date, day: date, time: str, code: str
) -> None:
    engagement = plan(workspace, person, date(2026, 11, 30))
    with pytest.raises(UserError) as caught:
        workspace.do(postpone, engagement, day, new_time=time)
    assert caught.value.code == code


def test_what_was_held_is_not_postponed(workspace: Workspace, person: int, tmp_path: Path, today: date) -> None:
    with pytest.raises(UserError) as caught:
        workspace.do(postpone, closed(workspace, person, tmp_path), date(2026, 12, 1))
    assert caught.value.code == "minutes-locked"


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"title": ""}, "engagement-without-title"),
        ({"start_time": "25:00"}, "bad-time"),
        ({"start_time": "noon"}, "bad-time"),
        ({"women": -1}, "bad-count"),
        ({"attendance": [AttendanceDraft(name="X", code="Z")]}, "no-such-attendance"),
        ({"attendance": [AttendanceDraft()]}, "attendance-without-name"),
        ({"asks": [AskDraft("X", response="perhaps")]}, "no-such-response"),
        ({"files": [Path("nowhere.jpg")]}, "file-missing"),
        ({"on_day": date(2026, 11, 23)}, "held-in-future"),
        ({"commitments": [CommitmentDraft(" ", date(2026, 11, 1))]}, "commitment-without-words"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_written(
    workspace: Workspace, today: date, change: dict[str, object], code: str
) -> None:
    draft = EngagementDraft("A meeting", date(2026, 11, 20))
    for name, value in change.items():
        setattr(draft, name, value)
    with pytest.raises(UserError) as caught:
        workspace.do(close_out, draft)
    assert caught.value.code == code
    assert workspace.ask(list_engagements) == []


def test_times_are_kept_as_24_hours(workspace: Workspace, person: int, today: date) -> None:
    page = workspace.ask(get_engagement, plan(workspace, person, today))
    assert page is not None and page.start_time == "09:30"
