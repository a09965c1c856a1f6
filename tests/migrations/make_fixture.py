"""Store a workspace of today's schema as `fixtures/schema_N.kgotla-backup`; run once when a schema is released.

Usage: python -m tests.migrations.make_fixture
"""

from __future__ import annotations

import tempfile
from datetime import date
from pathlib import Path

from crm.operations.agreements import AgreementDraft, PartyDraft, save_agreement
from crm.operations.clauses import ClauseDraft, save_clause
from crm.operations.commitments import CommitmentDraft, follow_up, move_date
from crm.operations.engagements import (
    AskDraft,
    AttendanceDraft,
    EngagementDraft,
    PointDraft,
    close_out,
)
from crm.operations.notes import add_note
from crm.operations.offices import RoleDraft
from crm.operations.organisations import OrganisationDraft, save_organisation
from crm.operations.people import ContactDraft, PersonDraft, save_person
from crm.queries.commitments import list_commitments
from crm.rules import clock
from crm.store import migrate
from crm.workspace import Workspace

PASSPHRASE = "an old passphrase"
FOLDER = Path(__file__).parent / "fixtures"


def main() -> None:
    clock.choose(date(2026, 11, 22))
    with tempfile.TemporaryDirectory() as folder:
        workspace = Workspace.create(Path(folder) / "Old", PASSPHRASE, "Lerato Tester", "Our Voice")
        fill(workspace, Path(folder))
        workspace.back_up(FOLDER / f"schema_{migrate.newest()}.kgotla-backup")
        workspace.close()


def fill(workspace: Workspace, folder: Path) -> None:
    body, _ = workspace.do(save_organisation, OrganisationDraft("Committee on Roads", "committee")).value
    photo = folder / "sign-in.jpg"
    photo.write_bytes(b"\xff\xd8\xff\xe0 not much of a photo")
    person, _ = workspace.do(
        save_person,
        PersonDraft(
            "Hon. Muṱanwa Sample",
            contacts=[ContactDraft("mobile", "082 000 0001", is_preferred=True)],
            roles=[RoleDraft(body, "Chairperson", start="2024", end="future")],
            tags=["roads"],
        ),
    ).value
    workspace.do(
        close_out,
        EngagementDraft(
            "Meeting on the clinic road",
            date(2026, 3, 12),
            organisation_id=body,
            attendance=[AttendanceDraft(person_id=person, code="P"), AttendanceDraft(name="A visitor", code="AP")],
            points=[PointDraft("The road floods")],
            asks=[AskDraft("Grade the road", response="yes", answer="Before winter")],
            commitments=[
                CommitmentDraft("We shall grade the road", date(2026, 3, 12), maker_id=person, due_on=date(2026, 6, 30))
            ],
            files=[photo],
            women=12,
        ),
    )
    commitment = workspace.ask(list_commitments)[0]
    workspace.do(move_date, commitment, date(2026, 9, 15), date(2026, 7, 1), said_by="Her PA", is_agreed=True)
    workspace.do(follow_up, commitment, date(2026, 10, 1), channel="phone", words="When?")
    _fill_agreement(workspace, body)
    workspace.do(add_note, person, "Prefers a call before nine", date(2026, 10, 1))
    workspace.undo()
    workspace.redo()


def _fill_agreement(workspace: Workspace, body: int) -> None:
    draft = AgreementDraft("MoU on roads", parties=[PartyDraft(organisation_id=body), PartyDraft(name="Our Voice")])
    agreement, _ = workspace.do(save_agreement, draft).value
    workspace.do(save_clause, ClauseDraft(agreement, heading="Roads", words="The road is graded twice a year"))


if __name__ == "__main__":
    main()
