"""An MoU in a workspace: something of everything, with something private in every place it could leak from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from crm.operations.agreements import AgreementDraft, AmendmentDraft, PartyDraft, amend, hold_review, save_agreement
from crm.operations.clauses import ClauseDraft, save_clause
from crm.operations.commitments import CommitmentDraft, change_status, follow_up, save_commitment
from crm.operations.deliverables import (
    DeliverableDraft,
    change_deliverable_status,
    follow_up_deliverable,
    move_deliverable_date,
    record_progress,
    save_deliverable,
    set_light,
)
from crm.operations.movements import EvidenceDraft
from crm.operations.organisations import OrganisationDraft, save_organisation
from crm.queries.deliverables import DeliverablesFilter, list_deliverables
from crm.queries.organisations import get_home
from crm.queries.team import list_users
from crm.workspace import Workspace
from reports.catalog import REPORTS, render
from reports.facts.mou_progress import MouFacts, gather
from reports.layout.page import Rendered
from reports.options import read_options

TODAY = date(2026, 11, 22)
PRIVATE = (
    "Step-note-planted",
    "Progress-note-planted",
    "Follow-up-planted",
    "Answer-planted",
    "Said-by-planted",
    "Seen-by-planted",
    "Internal-promise-planted",
    "Lerato Tester",
)
"""What we noted for ourselves: none of it may be in the paper for the other party."""


@dataclass(frozen=True)
class Mou:
    """The ids of what was planted."""

    id: int
    home: int
    legislature: int
    committee: int
    meetings: int
    schools: int
    meeting: int
    """The deliverable of the first quarter."""
    visits: int
    kept: int
    late: int
    internal: int
    references: dict[int, str]


def add_mou(workspace: Workspace, title: str = "Working together", **more: object) -> tuple[int, int, int]:
    """An agreement in force between the legislature and us; its id, ours and the legislature's."""
    legislature = workspace.do(save_organisation, OrganisationDraft("Sample Legislature", "legislature")).value[0]
    home = workspace.ask(get_home)
    assert home is not None
    draft = AgreementDraft(
        title,
        [
            PartyDraft(legislature, signatory_name="Hon. Invented", signatory_post="Speaker"),
            PartyDraft(home[0], signatory_name="Ms Director", signatory_post="Director"),
        ],
        status="in_force",
        signed_on=date(2026, 2, 1),
        effective_on=date(2026, 2, 1),
        expires_on=date(2027, 1, 31),
        **more,  # type: ignore[arg-type]
    )
    return workspace.do(save_agreement, draft).value[0], home[0], legislature


def promise(workspace: Workspace, words: str, **more: object) -> tuple[int, str]:
    """A promise; its id and reference."""
    return workspace.do(save_commitment, CommitmentDraft(words, date(2026, 3, 2), **more)).value  # type: ignore[arg-type]


def plant(workspace: Workspace) -> Mou:
    """The MoU with its clauses, deliverables, promises, evidence, an amendment and a review."""
    mou, home, legislature = add_mou(workspace, report_every="quarterly", review_every="six_monthly")
    committee = workspace.do(
        save_organisation, OrganisationDraft("Committee on Education", "committee", parent_id=legislature)
    ).value[0]
    owner = workspace.ask(list_users)[0].id
    meetings = workspace.do(
        save_clause,
        ClauseDraft(
            mou,
            "4.2",
            "Quarterly meetings",
            responsible_id=legislature,
            every="quarterly",
            first_due_on=date(2026, 3, 31),
            unit="meetings",
            planned=1,
        ),
    ).value[0]
    schools = workspace.do(save_clause, ClauseDraft(mou, "4.3", "Schools", responsible_id=home)).value[0]
    workspace.do(save_clause, ClauseDraft(mou, "1", "Respect", kind="principle"))
    meeting = workspace.ask(list_deliverables, DeliverablesFilter(clause_id=meetings))[0]
    _of_the_meeting(workspace, meeting)
    visits = workspace.do(
        save_deliverable,
        DeliverableDraft(schools, "Eight schools visited", due_on=date(2026, 11, 10), planned=8, unit="schools"),
    ).value[0]
    workspace.do(
        record_progress,
        visits,
        date(2026, 11, 5),
        actual=6,
        note="Progress-note-planted",
        reason="two roads were flooded",
    )
    kept, kept_reference = promise(
        workspace, "We shall call the meeting", bound_id=committee, deliverable_id=meeting, owner_id=owner
    )
    seen = EvidenceDraft(
        "Invitation on the letterhead", "document", seen_on=date(2026, 3, 20), seen_by="Seen-by-planted"
    )
    workspace.do(
        change_status, kept, "closed", date(2026, 3, 31), outcome="kept", evidence=[seen], note="Step-note-planted"
    )
    late, late_reference = promise(
        workspace,
        "The minutes will follow",
        bound_id=legislature,
        clause_id=meetings,
        due_on=date(2026, 9, 1),
        owner_id=owner,
    )
    workspace.do(
        follow_up, late, date(2026, 10, 1), channel="phone", words="Follow-up-planted", answer="Answer-planted"
    )
    lapsed, lapsed_reference = promise(workspace, "A desk in the building", bound_id=legislature, clause_id=meetings)
    workspace.do(change_status, lapsed, "closed", date(2026, 8, 1), outcome="lapsed", note="Step-note-planted")
    ours, our_reference = promise(
        workspace, "We visit the two schools left", bound_id=home, owed_to_name="The House", deliverable_id=visits
    )
    internal, internal_reference = promise(
        workspace, "Internal-promise-planted", bound_id=legislature, clause_id=schools, confidentiality=1
    )
    workspace.do(amend, mou, AmendmentDraft("Schools in two districts", date(2026, 7, 1)))
    workspace.do(hold_review, mou, date(2026, 8, 20), "On course, the minutes are late")
    references = {
        kept: kept_reference,
        late: late_reference,
        lapsed: lapsed_reference,
        ours: our_reference,
        internal: internal_reference,
    }
    return Mou(mou, home, legislature, committee, meetings, schools, meeting, visits, kept, late, internal, references)


def _of_the_meeting(workspace: Workspace, meeting: int) -> None:
    workspace.do(record_progress, meeting, date(2026, 3, 30), actual=1)
    workspace.do(change_deliverable_status, meeting, "delivered", date(2026, 3, 30))
    seen = EvidenceDraft("Attendance register", "document", seen_on=date(2026, 3, 30), seen_by="Seen-by-planted")
    workspace.do(change_deliverable_status, meeting, "accepted", date(2026, 4, 2), evidence=[seen])
    second, third = workspace.ask(list_deliverables, DeliverablesFilter())[0:2]
    workspace.do(
        move_deliverable_date,
        second,
        date(2026, 12, 10),
        date(2026, 6, 20),
        said_by="Said-by-planted",
        is_agreed=False,
    )
    workspace.do(follow_up_deliverable, second, date(2026, 9, 9), channel="e-mail", words="Follow-up-planted")
    workspace.do(set_light, third, "amber", "the House was in recess")


def grow(workspace: Workspace, mou: int, clauses: int, deliverables: int) -> None:
    """Add so many clauses with so many deliverables each, every second one with a promise."""
    for number in range(clauses):
        clause = workspace.do(save_clause, ClauseDraft(mou, f"9.{number}", f"Clause number {number}")).value[0]
        for each in range(deliverables):
            due = date(2026, 12, 1) + timedelta(days=7 * each)
            workspace.do(save_deliverable, DeliverableDraft(clause, f"Thing {number}.{each}", due_on=due, planned=4))
        if number % 2:
            promise(workspace, f"Promise under {number}", clause_id=clause)


def facts_of(workspace: Workspace, mou: int, **options: str) -> MouFacts:
    """The facts of the report."""
    given = {"agreement": f"agreements:{mou}", **{name.rstrip("_"): value for name, value in options.items()}}
    return gather(workspace.ask, read_options(REPORTS["mou-progress"].options, given, TODAY, "Lerato Tester"))


def paper_of(workspace: Workspace, mou: int, **options: str) -> Rendered:
    """The report."""
    given = {"agreement": f"agreements:{mou}", **{name.rstrip("_"): value for name, value in options.items()}}
    return render(workspace.ask, "mou-progress", given, made_by="Lerato Tester", today=TODAY, invariant=True)
