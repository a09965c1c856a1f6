"""What one can rely on about issues: only legal steps, nobody is named, and what is not seen comes up again."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from crm.operations.issues import (
    IssueDraft,
    VisitDraft,
    add_evidence,
    add_visit,
    change_status,
    draft_issue,
    draft_petition_of,
    draft_plan_of,
    follow_up,
    note_progress,
    remove_visit,
    reroute,
    save_issue,
    start_petition,
    start_plan,
)
from crm.operations.movements import EvidenceDraft
from crm.operations.organisations import OrganisationDraft, save_organisation
from crm.operations.records import remove, set_confidentiality, set_next_look
from crm.operations.ties import tie
from crm.queries.attachments import list_attachments, read_attachment
from crm.queries.history import list_history
from crm.queries.issues import IssuePage, IssueRow, IssuesFilter, find_issue, get_issue, get_issue_rows, list_issues
from crm.queries.petitions import get_petition
from crm.queries.places import find_places
from crm.queries.plans import get_plan
from crm.queries.records import find, get_found, get_record
from crm.queries.ties import list_tied
from crm.queries.today import list_due
from crm.rules.errors import UserError
from crm.rules.issues import Family, State, Status
from crm.workspace import Workspace

REPORTED = date(2026, 10, 1)
ON = date(2026, 11, 20)
ID_NUMBER = "8001015009087"
PNG = bytes.fromhex("89504e470d0a1a0a")


@pytest.fixture
def municipality(workspace: Workspace, today: date) -> int:
    return workspace.do(save_organisation, OrganisationDraft("Sampleville Municipality", "municipality")).value[0]


@pytest.fixture
def cso(workspace: Workspace, today: date) -> int:
    return workspace.do(save_organisation, OrganisationDraft("Sampleville Water Group", "cso")).value[0]


@pytest.fixture
def issue(workspace: Workspace, municipality: int, cso: int) -> int:
    draft = IssueDraft(
        "No water in Extension 4",
        words="The taps have been dry since the pump failed.",
        spot="Behind the clinic",
        touches="Families with small children, two crèches",
        households=120,
        respondent_id=municipality,
        reported_by_id=cso,
        reported_on=REPORTED,
    )
    return workspace.do(save_issue, draft).value[0]


def page_of(workspace: Workspace, issue_id: int) -> IssuePage:
    page = workspace.ask(get_issue, issue_id)
    assert page is not None
    return page


def row_of(workspace: Workspace, issue_id: int) -> IssueRow:
    return workspace.ask(get_issue_rows, [issue_id])[0]


def next_look_of(workspace: Workspace, issue_id: int) -> date | None:
    head = workspace.ask(get_record, issue_id)
    assert head is not None
    return head.next_look


def code_of(error: pytest.ExceptionInfo[UserError]) -> str:
    return error.value.code


def test_an_issue_is_written_down_with_all_that_is_known(workspace: Workspace, issue: int, municipality: int) -> None:
    row = row_of(workspace, issue)
    assert (row.reference, row.status, row.family) == ("I-2026-0001", Status.NEW, Family.OPEN)
    assert (row.respondent, row.reported_by, row.households) == (
        "Sampleville Municipality",
        "Sampleville Water Group",
        120,
    )
    assert row.sentence == (
        "New, with Sampleville Municipality. Nobody went to look yet; still not fixed after 52 days."
    )
    assert workspace.ask(find_issue, "I-2026-0001") == issue
    assert workspace.ask(find, "pump failed crèches") == workspace.ask(get_found, [issue])
    draft = workspace.ask(draft_issue, issue)
    draft.their_number = "REF 77"
    workspace.do(save_issue, draft)
    assert row_of(workspace, issue).their_number == "REF 77"


@pytest.mark.parametrize("field", ["title", "words", "spot", "touches"])
def test_it_names_nobody_an_identity_number_is_refused_and_nothing_is_lost(
    workspace: Workspace, today: date, field: str
) -> None:
    draft = IssueDraft("A broken tap")
    setattr(draft, field, f"Ask {ID_NUMBER} at the gate")
    with pytest.raises(UserError) as refused:
        workspace.do(save_issue, draft)
    assert code_of(refused) == "id-number-in-text"
    assert getattr(draft, field) == f"Ask {ID_NUMBER} at the gate"
    assert workspace.ask(list_issues, IssuesFilter(status="all")) == []


def test_whom_it_touches_has_no_telephone_number_but_counts_may_stand_there(workspace: Workspace, today: date) -> None:
    with pytest.raises(UserError) as refused:
        workspace.do(save_issue, IssueDraft("A broken tap", touches="The old lady, 082 555 0123"))
    assert code_of(refused) == "phone-in-touches"
    workspace.do(save_issue, IssueDraft("A broken tap", touches="About 1200 people in 350 homes, since 2019"))


def test_it_is_fixed_step_by_step_and_each_step_has_its_day_and_source(workspace: Workspace, issue: int) -> None:
    workspace.do(change_status, issue, "investigating", date(2026, 10, 20), source="Call to the call centre")
    workspace.do(change_status, issue, "action_planned", date(2026, 11, 2), note="Pump ordered", source="Letter 12/2")
    workspace.do(change_status, issue, "investigating", date(2026, 11, 10), note="The order was never placed")
    page = page_of(workspace, issue)
    assert page.steps == (
        (date(2026, 10, 20), "new", "investigating", "", "Call to the call centre"),
        (date(2026, 11, 2), "investigating", "action_planned", "Pump ordered", "Letter 12/2"),
        (date(2026, 11, 10), "action_planned", "investigating", "The order was never placed", ""),
    ), "a step back leaves a row too"
    assert page.row.status is Status.INVESTIGATING


def test_no_step_but_those_of_the_table(workspace: Workspace, issue: int) -> None:
    for status in ("new", "no such thing"):
        with pytest.raises(UserError) as refused:
            workspace.do(change_status, issue, status, ON)
        assert code_of(refused) == "no-such-step"
    with pytest.raises(UserError) as refused:
        workspace.do(change_status, issue, "investigating", date(2026, 11, 23))
    assert code_of(refused) == "made-in-future"


def test_fixed_wants_a_visit_evidence_or_a_note(workspace: Workspace, issue: int) -> None:
    with pytest.raises(UserError) as refused:
        workspace.do(change_status, issue, "fixed", ON)
    assert code_of(refused) == "fixed-without-proof"
    workspace.do(add_visit, VisitDraft(issue, ON, "better", "Water at night"))
    with pytest.raises(UserError):
        workspace.do(change_status, issue, "fixed", ON)
    workspace.do(add_visit, VisitDraft(issue, ON, "fixed", "Water at noon, three taps tried"))
    workspace.do(change_status, issue, "fixed", ON)
    row = row_of(workspace, issue)
    assert (row.status, row.family, row.closed_on, row.next_look) == (Status.FIXED, Family.FIXED, ON, None)
    assert row.sentence == "Fixed, with Sampleville Municipality, 20 Nov; 50 days after it was reported."


def test_a_note_or_something_seen_is_enough_to_call_it_fixed(workspace: Workspace, issue: int) -> None:
    workspace.do(change_status, issue, "fixed", ON, note="The CSO telephoned: water since Monday")
    workspace.undo()
    workspace.do(change_status, issue, "fixed", ON, evidence=[EvidenceDraft("Meter reading", "document")])
    assert row_of(workspace, issue).status is Status.FIXED


def test_a_duplicate_says_of_which_and_is_tied_to_it(workspace: Workspace, issue: int) -> None:
    other = workspace.do(save_issue, IssueDraft("Taps dry in Extension 4")).value[0]
    with pytest.raises(UserError) as refused:
        workspace.do(change_status, other, "duplicate", ON)
    assert code_of(refused) == "duplicate-of-missing"
    with pytest.raises(UserError) as refused:
        workspace.do(change_status, other, "duplicate", ON, duplicate_of_id=other)
    assert code_of(refused) == "tied-to-itself"
    workspace.do(change_status, other, "duplicate", ON, duplicate_of_id=issue)
    assert [found.id for found in workspace.ask(list_tied, issue)] == [other]
    assert next_look_of(workspace, other) is None


@pytest.mark.parametrize("status", ["no_further_action", "not_their_responsibility", "referred_on"])
def test_what_ends_it_unfixed_wants_the_reason(workspace: Workspace, issue: int, status: str) -> None:
    with pytest.raises(UserError) as refused:
        workspace.do(change_status, issue, status, ON)
    assert code_of(refused) == "note-missing"
    workspace.do(change_status, issue, status, ON, note="Letter of 19 November")
    assert row_of(workspace, issue).family is Family.CLOSED


def test_what_is_not_theirs_is_not_forgotten_and_begins_anew_with_somebody_else(
    workspace: Workspace, issue: int, municipality: int
) -> None:
    workspace.do(change_status, issue, "not_their_responsibility", ON, note="They say it is the district’s")
    assert next_look_of(workspace, issue) == ON + timedelta(days=30), "somebody must still be found for it"
    with pytest.raises(UserError) as refused:
        workspace.do(reroute, issue, municipality, ON)
    assert code_of(refused) == "same-respondent"
    district = workspace.do(save_organisation, OrganisationDraft("Sample District", "municipality")).value[0]
    done = workspace.do(reroute, issue, district, ON, note="Schedule 4B", source="Their letter")
    assert done.label == "Send I-2026-0001 to Sample District"
    page = page_of(workspace, issue)
    assert (page.row.status, page.row.respondent) == (Status.NEW, "Sample District")
    assert page.steps[-1] == (
        ON,
        "not_their_responsibility",
        "new",
        "From Sampleville Municipality to Sample District; Schedule 4B",
        "Their letter",
    )


def test_it_is_seen_again_and_again_until_it_is_fixed(workspace: Workspace, issue: int, tmp_path: Path) -> None:
    photo = tmp_path / "tap.png"
    photo.write_bytes(PNG)
    workspace.do(add_visit, VisitDraft(issue, date(2026, 10, 10), "same", "Dry", "Thabo S."))
    workspace.do(add_visit, VisitDraft(issue, date(2026, 11, 12), "worse", "The tank leaks too", photo=photo))
    page = page_of(workspace, issue)
    assert [(visit.on.day, visit.state, visit.finding) for visit in page.visits] == [
        (12, State.WORSE, "The tank leaks too"),
        (10, State.SAME, "Dry"),
    ]
    assert page.row.seen == "Seen 2 times, last on 12 Nov: worse; still not fixed after 52 days."
    assert page.row.last_movement == "Seen: worse. The tank leaks too"
    (file,) = workspace.ask(list_attachments, issue)
    assert page.visits[0].attachment_id == file.id
    assert workspace.ask(read_attachment, file.id) == PNG
    assert page.row.status is Status.NEW, "what is seen is one thing, where it stands another"


def test_a_visit_moves_the_day_it_comes_up_and_a_letter_does_not(workspace: Workspace, issue: int) -> None:
    assert issue in workspace.ask(list_due), "reported on the first of October and never seen"
    workspace.do(follow_up, issue, ON, channel="phone", answer="They will come", next_look_on=date(2026, 11, 24))
    assert next_look_of(workspace, issue) == date(2026, 11, 24)
    workspace.do(note_progress, issue, ON, "A tanker was promised")
    assert next_look_of(workspace, issue) == date(2026, 10, 31), "nobody has seen it"
    workspace.do(add_visit, VisitDraft(issue, ON, "same", "Dry"))
    assert next_look_of(workspace, issue) == ON + timedelta(days=30)
    workspace.do(add_visit, VisitDraft(issue, ON, "same", "Still dry", again_on=date(2026, 12, 1)))
    assert next_look_of(workspace, issue) == date(2026, 12, 1)
    workspace.do(set_next_look, issue, None)
    assert next_look_of(workspace, issue) == date(2026, 12, 22), "an open one is never put off for good"


@pytest.mark.parametrize(
    ("visit", "code"),
    [
        ({"state": "same"}, "visit-without-finding"),
        ({"state": "splendid", "finding": "Dry"}, "no-such-choice"),
        ({"state": "same", "finding": "Dry", "on_day": date(2026, 11, 23)}, "made-in-future"),
        ({"state": "same", "finding": "Dry", "on_day": date(2026, 9, 30)}, "visit-before-report"),
        ({"state": "same", "finding": f"Spoke to {ID_NUMBER}"}, "id-number-in-text"),
        ({"state": "same", "photo": Path("/no/such/photo.jpg")}, "file-missing"),
    ],
)
def test_a_visit_that_cannot_be_is_refused(
    workspace: Workspace, issue: int, visit: dict[str, object], code: str
) -> None:
    with pytest.raises(UserError) as refused:
        workspace.do(add_visit, VisitDraft(issue, **({"on_day": ON} | visit)))  # type: ignore[arg-type]
    assert code_of(refused) == code
    assert page_of(workspace, issue).visits == ()


def test_a_visit_written_down_by_mistake_goes_and_undo_brings_it_back(workspace: Workspace, issue: int) -> None:
    workspace.do(add_visit, VisitDraft(issue, ON, "same", "Dry"))
    visit = page_of(workspace, issue).visits[0]
    workspace.do(remove_visit, visit.id)
    assert page_of(workspace, issue).visits == ()
    assert next_look_of(workspace, issue) == date(2026, 10, 31)
    workspace.undo()
    assert page_of(workspace, issue).visits == (visit,)


def test_a_petition_and_a_plan_start_from_it_with_what_it_knows(workspace: Workspace, issue: int, cso: int) -> None:
    petition, _reference = workspace.do(start_petition, issue, workspace.ask(draft_petition_of, issue)).value
    plan, _reference = workspace.do(start_plan, issue, workspace.ask(draft_plan_of, issue)).value
    page = workspace.ask(get_petition, petition)
    assert page is not None
    assert (page.row.title, page.row.petitioner) == ("No water in Extension 4", "Sampleville Water Group")
    plan_page = workspace.ask(get_plan, plan)
    assert plan_page is not None
    assert plan_page.issue == "The taps have been dry since the pump failed."
    assert [found.id for found in page_of(workspace, issue).tied] == [petition, plan]
    assert [step[3] for step in page_of(workspace, issue).steps] == [
        "P-2026-0001 was started",
        "A-2026-0001 was started",
    ]


def test_it_belongs_with_anything_from_either_side(workspace: Workspace, issue: int) -> None:
    other = workspace.do(save_issue, IssueDraft("Another")).value[0]
    workspace.do(tie, other, issue)
    assert [found.id for found in page_of(workspace, issue).tied] == [other]


def test_the_list_narrows_and_the_longest_unseen_stands_on_top(
    workspace: Workspace, issue: int, municipality: int
) -> None:
    place = workspace.ask(find_places, "Upington", 1) or workspace.ask(find_places, "Sol Plaatje", 1)
    seen = workspace.do(save_issue, IssueDraft("Potholes", reported_on=REPORTED, place_id=place[0][0])).value[0]
    workspace.do(add_visit, VisitDraft(seen, ON, "same", "As before"))
    old = workspace.do(save_issue, IssueDraft("Street lights", "", "complaint", reported_on=date(2026, 1, 5))).value[0]
    ended = workspace.do(save_issue, IssueDraft("Litter", status="fixed", reported_on=REPORTED)).value[0]

    def listed(**wanted: object) -> list[int]:
        return workspace.ask(list_issues, IssuesFilter(**wanted))  # type: ignore[arg-type]

    assert listed() == [old, issue, seen]
    assert listed(status="not_seen") == [old, issue]
    assert listed(status="fixed") == [ended]
    assert listed(status="closed") == []
    assert listed(status="all", sort="reference") == [issue, seen, old, ended]
    assert listed(kind="complaint") == [old]
    assert listed(text="pump") == [issue]
    assert listed(body_id=municipality) == [issue]
    assert listed(place_id=place[0][0]) == [seen]
    assert listed(reported_to=date(2026, 2, 1)) == [old]


def test_history_confidentiality_evidence_and_removing_work_as_of_any_record(workspace: Workspace, issue: int) -> None:
    workspace.do(add_evidence, issue, EvidenceDraft("Logged call 881", "document", seen_on=ON))
    workspace.do(set_confidentiality, issue, 2)
    assert row_of(workspace, issue).confidentiality == 2
    workspace.do(add_visit, VisitDraft(issue, ON, "same", "Dry"))
    labels = [entry.label for entry in workspace.ask(list_history, issue, 9)]
    assert labels[:2] == ["Visit to I-2026-0001", "Change confidentiality"]
    before = page_of(workspace, issue)
    workspace.do(remove, issue)
    assert workspace.ask(get_issue, issue) is None
    workspace.undo()
    assert page_of(workspace, issue) == before
