"""A workspace in which something private stands in every place a paper of a visit could take it from."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from crm.operations.commitments import CommitmentDraft, change_status, follow_up, save_commitment
from crm.operations.engagements import (
    AgendaDraft,
    AskDraft,
    AttendanceDraft,
    EngagementDraft,
    PointDraft,
    close_out,
    save_engagement,
)
from crm.operations.movements import EvidenceDraft
from crm.operations.notes import add_note
from crm.operations.offices import RoleDraft
from crm.operations.organisations import OrganisationDraft, save_organisation
from crm.operations.people import ContactDraft, PersonDraft, add_gatekeeper, save_person
from crm.queries.organisations import get_home
from crm.queries.team import list_users
from crm.workspace import Workspace
from reports.catalog import REPORTS, render
from reports.layout.page import Rendered
from reports.options import Chosen, read_options

TODAY = date(2026, 11, 22)

PRIVATE = (
    "Impression-planted",
    "Note-planted",
    "Restricted note-planted",
    "Internal-promise-planted",
    "Restricted-promise-planted",
    "082 999 0001",
    "Lerato Tester",
    "Purpose-planted",
    "Minutes-planted",
    "Summary-planted",
    "Needs-planted",
    "Doorkeeper-note-planted",
    "Do-not-contact-planted",
    "Follow-up-planted",
    "Answer-planted",
    "Step-note-planted",
    "Evidence-planted",
    "Seen-by-planted",
    "Seekoei",
    "Louw",
    "Pooe",
    "Hidden-person",
    "Hidden-meeting",
    "restricted.person@example.org",
)
"""What must never lie on the table: of each a part that no wrapping breaks."""


@dataclass(frozen=True)
class Visit:
    """Ids of what was planted."""

    home: int
    committee: int
    chair: int
    secretary: int
    hidden: int
    planned: int
    theirs: int
    ours: int
    internal: int
    restricted: int


def plant(workspace: Workspace) -> Visit:
    """A committee with a chairperson and a secretary, an earlier meeting, promises both ways, and a planned visit."""
    do = workspace.do
    home = workspace.ask(get_home)
    owner = workspace.ask(list_users)[0].id
    assert home is not None
    committee = do(save_organisation, OrganisationDraft("Committee on Water", "committee")).value[0]
    officer = do(
        save_person,
        PersonDraft("", title="Ms", given="Rethabile", family="Pooe", roles=[RoleDraft(home[0], "Liaison officer")]),
    ).value[0]
    chair = do(
        save_person,
        PersonDraft(
            "",
            title="Hon.",
            given="Boitumelo",
            family="Seekoei",
            summary="Summary-planted",
            access_needs="Needs-planted",
            languages="Setswana",
            do_not_contact="email",
            do_not_contact_reason="Do-not-contact-planted",
            roles=[RoleDraft(committee, "Chairperson", start="June 2024")],
            contacts=[
                ContactDraft("phone", "053 839 8000", label="office", checked_on=date(2026, 10, 1)),
                ContactDraft("phone", "053 839 8001", checked_on=date(2024, 1, 5)),
                ContactDraft("email", "chair@example.org"),
                ContactDraft("mobile", "082 999 0001", is_private=True),
            ],
        ),
    ).value[0]
    secretary = do(
        save_person,
        PersonDraft(
            "",
            title="Ms",
            given="Naledi",
            family="Louw",
            roles=[RoleDraft(committee, "Committee secretary")],
            contacts=[ContactDraft("mobile", "082 555 0101", checked_on=date(2026, 9, 1))],
        ),
    ).value[0]
    hidden = do(
        save_person,
        PersonDraft(
            "",
            given="Hidden-person",
            family="Adams",
            confidentiality=2,
            roles=[RoleDraft(committee, "Member")],
            contacts=[ContactDraft("email", "restricted.person@example.org")],
        ),
    ).value[0]
    do(add_gatekeeper, chair, secretary, "Doorkeeper-note-planted")
    attendance = [
        AttendanceDraft(chair, side="theirs", code="P", part="chair"),
        AttendanceDraft(hidden, side="theirs", code="P"),
        AttendanceDraft(officer, side="ours", code="P"),
    ]
    for number in range(4):
        do(
            close_out,
            EngagementDraft(
                f"Sitting {number + 1}",
                date(2026, 3 + number, 12),
                organisation_id=committee,
                minutes="Minutes-planted",
                attendance=attendance,
                points=[
                    PointDraft(f"The tap at ward {number + 1} is dry.", "Hon. Seekoei", impression="Impression-planted")
                ],
                asks=[AskDraft(f"A date for tap {number + 1}", response="will_revert", answer="Answer-planted")],
            ),
        )
    do(
        close_out,
        EngagementDraft(
            "Hidden-meeting", date(2026, 9, 1), organisation_id=committee, confidentiality=2, attendance=attendance
        ),
    )
    promise: dict[str, Any] = {"maker_id": chair, "bound_id": committee, "owed_to_id": home[0], "owner_id": owner}
    theirs = do(
        save_commitment,
        CommitmentDraft(
            "We will mend the tap.",
            date(2026, 3, 12),
            due_on=date(2026, 6, 30),
            maker_office="Chairperson, Committee on Water",
            **promise,
        ),
    ).value[0]
    do(follow_up, theirs, date(2026, 8, 1), channel="letter", to_whom="Hon. Seekoei", words="Follow-up-planted")
    do(
        change_status,
        theirs,
        "in_progress",
        date(2026, 9, 1),
        note="Step-note-planted",
        evidence=[EvidenceDraft("Evidence-planted", "photo", None, date(2026, 9, 1), "Seen-by-planted")],
    )
    bound_to_person = CommitmentDraft("I shall come and look.", date(2026, 4, 12), maker_id=chair, bound_id=chair)
    do(save_commitment, bound_to_person)
    ours = do(
        save_commitment,
        CommitmentDraft(
            "We will count the taps.",
            date(2026, 4, 12),
            due_on=date(2026, 5, 12),
            maker_id=officer,
            bound_id=home[0],
            owed_to_id=chair,
            owner_id=owner,
        ),
    ).value[0]
    internal = do(
        save_commitment, CommitmentDraft("Internal-promise-planted", date(2026, 4, 1), confidentiality=1, **promise)
    ).value[0]
    restricted = do(
        save_commitment, CommitmentDraft("Restricted-promise-planted", date(2026, 4, 2), confidentiality=2, **promise)
    ).value[0]
    do(add_note, committee, "Note-planted", date(2026, 5, 1))
    do(add_note, committee, "Restricted note-planted", date(2026, 5, 2), confidentiality=2)
    planned = do(
        save_engagement,
        EngagementDraft(
            "Water in ward 3",
            date(2026, 11, 26),
            start_time="10:00",
            end_time="11:30",
            organisation_id=committee,
            venue="Committee room 2",
            meeting_point="Main gate",
            purpose="Purpose-planted",
            needs="Setswana interpreter",
            attendance=[
                AttendanceDraft(chair, side="theirs", part="chair"),
                AttendanceDraft(hidden, side="theirs"),
                AttendanceDraft(name="Somebody from the department", side="theirs"),
                AttendanceDraft(officer, side="ours", part="asker"),
            ],
            agenda=[AgendaDraft("The dry tap", 20, "The chairperson")],
            asks=[AskDraft("A budget line for taps"), AskDraft("A visit together", kind="supporting")],
        ),
    ).value[0]
    return Visit(home[0], committee, chair, secretary, hidden, planned, theirs, ours, internal, restricted)


def choose(name: str, made_by: str = "Lerato Tester", **options: str) -> Chosen:
    """The options of a report, read."""
    return read_options(REPORTS[name].options, options, TODAY, made_by)


def paper(ask: Callable[..., Any], name: str, **options: str) -> Rendered:
    """The paper of a workspace."""
    return render(ask, name, options, made_by="Lerato Tester", today=TODAY, invariant=True)
