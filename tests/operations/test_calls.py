"""What a liaison officer can rely on when the phone rings."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pytest

from crm.operations.calls import CallDraft, log_call
from crm.operations.commitments import CommitmentDraft, change_status, save_commitment
from crm.operations.offices import RoleDraft
from crm.operations.organisations import OrganisationDraft, save_organisation
from crm.operations.people import PersonDraft, add_gatekeeper, save_person
from crm.operations.records import set_confidentiality
from crm.queries.calls import find_caller
from crm.queries.commitments import get_commitment, get_commitment_rows
from crm.queries.engagements import EngagementsFilter, get_engagement, list_engagements
from crm.queries.offices import list_posts
from crm.queries.records import get_record
from crm.queries.today import get_today
from crm.rules.commitments import Status
from crm.rules.errors import UserError
from crm.workspace import Workspace


@dataclass(frozen=True)
class Scene:
    """A PA at the door of an MEC and of a committee, and what is promised."""

    pa: int
    mec: int
    chair: int
    member: int
    committee: int
    post: int
    by_mec: int
    to_mec: int
    by_post: int
    by_chair: int
    by_committee: int
    by_member: int
    by_pa: int


@pytest.fixture
def scene(workspace: Workspace, today: date) -> Scene:
    def person(name: str, body: int, title: str) -> int:
        return workspace.do(save_person, PersonDraft(name, roles=[RoleDraft(body, title, start="2024")])).value[0]

    def promise(words: str, **more: object) -> int:
        draft = CommitmentDraft(words, date(2026, 9, 1), due_on=date(2026, 11, 10), **more)  # type: ignore[arg-type]
        return workspace.do(save_commitment, draft).value[0]

    department = workspace.do(save_organisation, OrganisationDraft("Department of Ramps", "department")).value[0]
    committee = workspace.do(save_organisation, OrganisationDraft("Committee on Ramps", "committee")).value[0]
    mec = person("Kagiso Voorbeeld", department, "Member of the Executive Council")
    chair = person("Lerato Voorbeeld", committee, "Chairperson")
    member = person("Pieter Voorbeeld", committee, "Member")
    pa = person("Naledi Voorbeeld", department, "Personal assistant")
    workspace.do(add_gatekeeper, mec, pa, "keeps the diary")
    workspace.do(add_gatekeeper, committee, pa, "stands in for the co-ordinator")
    post = next(one.id for one in workspace.ask(list_posts, today, department) if one.title.startswith("Member of"))
    return Scene(
        pa,
        mec,
        chair,
        member,
        committee,
        post,
        promise("We build the ramp", maker_id=mec),
        promise("We send the list", owed_to_id=mec),
        promise("The MEC signs", bound_id=post),
        promise("We sit in May", maker_id=chair),
        promise("The committee visits", bound_id=committee),
        promise("I ask in the House", maker_id=member),
        promise("I send the minutes", maker_id=pa),
    )


def spoken_for(workspace: Workspace, person: int) -> set[int]:
    return {row.id for row in workspace.ask(find_caller, person).promises}


def test_a_gatekeeper_speaks_for_people_their_posts_and_bodies_both_ways(workspace: Workspace, scene: Scene) -> None:
    caller = workspace.ask(find_caller, scene.pa)
    assert (caller.name, caller.office) == ("Naledi Voorbeeld", "Personal assistant, Department of Ramps")
    assert caller.speaks_for == ("Kagiso Voorbeeld", "Committee on Ramps")
    assert {row.id for row in caller.promises} == {
        scene.by_mec,
        scene.to_mec,
        scene.by_post,
        scene.by_chair,
        scene.by_committee,
        scene.by_pa,
    }
    assert all(row.sentence for row in caller.promises)


def test_a_seat_among_many_is_not_spoken_for_with_its_body(workspace: Workspace, scene: Scene) -> None:
    assert scene.by_member not in spoken_for(workspace, scene.pa)
    assert spoken_for(workspace, scene.member) == {scene.by_member}


def test_what_is_closed_no_longer_comes_up(workspace: Workspace, scene: Scene, today: date) -> None:
    workspace.do(change_status, scene.by_mec, Status.CLOSED, today, outcome="lapsed", note="The term ended")
    assert scene.by_mec not in spoken_for(workspace, scene.pa)


def test_a_caller_is_found_by_the_whole_name_and_by_the_name_on_a_promise(workspace: Workspace, scene: Scene) -> None:
    assert workspace.ask(find_caller, 0, "Ms Naledi Voorbeeld").id == scene.pa
    draft = CommitmentDraft("I look into it", date(2026, 9, 1), bound_name="A clerk")
    promised = workspace.do(save_commitment, draft).value[0]
    clerk = workspace.ask(find_caller, 0, " a CLERK ")
    assert (clerk.id, clerk.name, [row.id for row in clerk.promises]) == (0, "a CLERK", [promised])
    assert workspace.ask(find_caller, 0, "  ").promises == ()


def test_one_call_moves_the_dates_of_two_promises_and_one_undo_takes_all_back(
    workspace: Workspace, scene: Scene, today: date
) -> None:
    before = workspace.ask(get_commitment_rows, [scene.by_mec, scene.by_post])
    draft = CallDraft(
        scene.pa,
        about=[scene.by_mec, scene.by_post],
        new_due=date(2026, 12, 15),
        reason="The tender is late",
        note="She was friendly",
    )
    done = workspace.do(log_call, draft)
    assert done.label == "Phone call with Naledi Voorbeeld: 2 dates moved"
    page = workspace.ask(get_engagement, done.value.engagement_id)
    assert page is not None
    assert (page.kind, page.on_day, page.status, page.is_locked) == ("call", today, "closed_out", True)
    assert (page.minutes, page.organisation) == ("She was friendly", "Department of Ramps")
    assert [(line.person_id, line.code) for line in page.attendance] == [(scene.pa, "P")]
    for commitment in draft.about:
        promise = workspace.ask(get_commitment, commitment)
        assert promise is not None
        assert promise.row.due_agreed == date(2026, 12, 15)
        assert promise.moves[-1][2:] == (today, "Naledi Voorbeeld", "Phone", "The tender is late", True)
    workspace.undo()
    assert workspace.ask(list_engagements, EngagementsFilter(kind="call")) == []
    assert workspace.ask(get_commitment_rows, [scene.by_mec, scene.by_post]) == before
    assert workspace.check() == []


def test_a_date_we_only_note_leaves_it_late(workspace: Workspace, scene: Scene) -> None:
    draft = CallDraft(scene.pa, about=[scene.by_mec], new_due=date(2026, 12, 15), is_agreed=False)
    assert workspace.do(log_call, draft).label.endswith("date of C-2026-0001 moved")
    (row,) = workspace.ask(get_commitment_rows, [scene.by_mec])
    assert (row.due_on, row.due_agreed, row.lateness) == (date(2026, 12, 15), date(2026, 11, 10), "overdue")


def test_without_a_new_date_it_was_an_answer_and_not_done(workspace: Workspace, scene: Scene, today: date) -> None:
    done = workspace.do(log_call, CallDraft(scene.pa, about=[scene.by_mec], note="The cement came on Monday"))
    assert done.label == "Phone call with Naledi Voorbeeld: about C-2026-0001"
    promise = workspace.ask(get_commitment, scene.by_mec)
    assert promise is not None
    assert promise.row.status == "noted"
    assert promise.follow_ups == ((today, "Phone", "Naledi Voorbeeld", "", "The cement came on Monday"),)
    assert promise.moves == ()


def test_a_call_about_nothing_kept_here_is_only_a_call(workspace: Workspace, scene: Scene) -> None:
    done = workspace.do(log_call, CallDraft(caller_name="Somebody new", note="Asked for our address"))
    page = workspace.ask(get_engagement, done.value.engagement_id)
    assert page is not None
    assert [(line.person_id, line.name) for line in page.attendance] == [(None, "Somebody new")]
    assert page.id not in {row.id for row in workspace.ask(get_today).to_close_out}


def test_a_body_and_a_post_can_be_on_the_phone(workspace: Workspace, scene: Scene) -> None:
    for caller in (scene.committee, scene.post):
        page = workspace.ask(get_engagement, workspace.do(log_call, CallDraft(caller)).value.engagement_id)
        assert page is not None
        (line,) = page.attendance
        assert line.person_id is None and line.organisation_id == page.organisation_id
    assert spoken_for(workspace, scene.post) == {scene.by_mec, scene.to_mec, scene.by_post}


def test_a_call_is_as_confidential_as_what_it_was_about(workspace: Workspace, scene: Scene) -> None:
    workspace.do(set_confidentiality, scene.by_mec, 2)
    done = workspace.do(log_call, CallDraft(scene.pa, about=[scene.by_mec, scene.to_mec], note="Soon"))
    head = workspace.ask(get_record, done.value.engagement_id)
    assert head is not None and head.confidentiality == 2


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"caller_id": None, "caller_name": " "}, "call-without-caller"),
        ({"new_due": None}, "call-says-nothing"),
        ({"new_due": date(2026, 11, 10)}, "same-date"),
        ({"new_due": date(2026, 8, 1)}, "due-before-made"),
        ({"about": [999_999]}, "not-found"),
    ],
)
def test_what_cannot_be_is_refused_and_no_call_is_kept(
    workspace: Workspace, scene: Scene, change: dict[str, object], code: str
) -> None:
    draft = CallDraft(scene.pa, about=[scene.by_mec], new_due=date(2026, 12, 15))
    for name, value in change.items():
        setattr(draft, name, value)
    with pytest.raises(UserError) as caught:
        workspace.do(log_call, draft)
    assert caught.value.code == code
    assert workspace.ask(list_engagements) == []


def test_a_call_is_as_confidential_as_its_caller_and_the_promises_it_was_about(
    workspace: Workspace, scene: Scene
) -> None:
    workspace.do(set_confidentiality, scene.pa, 2)
    done = workspace.do(log_call, CallDraft(scene.pa, note="Rings again"))
    kept = workspace.ask(get_record, done.value.engagement_id)
    assert kept is not None and kept.confidentiality == 2
