"""An invented committee whose chair leaves, with what hangs on the chair."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from crm.operations.commitments import CommitmentDraft, save_commitment
from crm.operations.engagements import AttendanceDraft, EngagementDraft, save_engagement
from crm.operations.offices import RoleDraft
from crm.operations.organisations import OrganisationDraft, save_organisation
from crm.operations.people import PersonDraft, add_gatekeeper, save_person
from crm.queries.offices import list_offices_of, list_posts
from crm.queries.organisations import get_home
from crm.workspace import Workspace

CHANGE = date(2026, 11, 3)
POST = "Chairperson, Portfolio Committee on Ramps"


@dataclass(frozen=True)
class Scene:
    """Ids of a committee whose chair leaves, and of what hangs on the chair."""

    house: int
    committee: int
    chair: int
    role: int
    seat: int
    post: int
    assistant: int
    newcomer: int
    minuted: int
    clause: int
    personal: int
    hopeless: int
    ours: int
    meeting: int
    visit: int


def person(workspace: Workspace, name: str, *roles: RoleDraft) -> int:
    return workspace.do(save_person, PersonDraft(name, roles=list(roles))).value[0]


def promise(workspace: Workspace, words: str, **more: Any) -> int:
    return workspace.do(save_commitment, CommitmentDraft(words, date(2026, 9, 1), **more)).value[0]


def role_of(person_id: int, title: str, today: date) -> int:
    return next(office.role_id for office in list_offices_of([person_id], today)[person_id] if office.title == title)


def make_scene(workspace: Workspace, today: date) -> Scene:
    """A House, its committee, the chair with a seat in both, an assistant, five promises and two engagements."""
    house: int = workspace.do(save_organisation, OrganisationDraft("House of Examples", "legislature")).value[0]
    draft = OrganisationDraft("Portfolio Committee on Ramps", "committee", parent_id=house)
    committee: int = workspace.do(save_organisation, draft).value[0]
    chair = person(
        workspace,
        "Hon. Anna Sample",
        RoleDraft(house, "Member", start="2024-05-29"),
        RoleDraft(committee, "Chairperson", start="June 2024"),
    )
    assistant = person(workspace, "Naledi Voorbeeld", RoleDraft(house, "Personal assistant"))
    newcomer = person(workspace, "Hon. Bongani Example", RoleDraft(house, "Member", start="2024-05-29"))
    workspace.do(add_gatekeeper, chair, assistant, "keeps the diary")
    home = workspace.ask(get_home)
    assert home is not None
    meeting, _title = workspace.do(
        save_engagement,
        EngagementDraft(
            "Committee on ramps",
            date(2026, 12, 1),
            organisation_id=committee,
            attendance=[AttendanceDraft(person_id=chair, part="chair")],
        ),
    ).value
    visit, _title = workspace.do(
        save_engagement,
        EngagementDraft(
            "Debate in the House",
            date(2026, 12, 2),
            organisation_id=house,
            attendance=[AttendanceDraft(person_id=chair)],
        ),
    ).value
    return Scene(
        house,
        committee,
        chair,
        workspace.ask(role_of, chair, "Chairperson", today),
        workspace.ask(role_of, chair, "Member", today),
        next(post.id for post in workspace.ask(list_posts, today, committee)),
        assistant,
        newcomer,
        promise(workspace, "Hold a hearing on ramps", maker_id=chair, maker_office=POST, kind="minuted"),
        promise(workspace, "Report each quarter", bound_id=chair, kind="mou_clause"),
        promise(workspace, "Come to our gala", maker_id=chair),
        promise(workspace, "Ask the old MEC", maker_id=chair, on_change="lapses"),
        promise(workspace, "Send our survey", bound_id=home[0], owed_to_id=chair),
        meeting,
        visit,
    )
