"""Store a workspace of today's schema as `fixtures/schema_N.kgotla-backup`; run once when a schema is released.

Usage: python -m tests.migrations.make_fixture
"""

from __future__ import annotations

import tempfile
from datetime import date
from pathlib import Path

from crm.operations.agreements import AgreementDraft, PartyDraft, save_agreement
from crm.operations.calendar import PeriodDraft, save_period
from crm.operations.clauses import ClauseDraft, save_clause
from crm.operations.commitments import CommitmentDraft, follow_up, move_date
from crm.operations.engagements import (
    AskDraft,
    AttendanceDraft,
    EngagementDraft,
    PointDraft,
    close_out,
)
from crm.operations.escalation import follow_up_at_rung
from crm.operations.indicators import IndicatorDraft, MeasurementDraft, measure, save_indicator
from crm.operations.issues import IssueDraft, VisitDraft, add_visit, save_issue
from crm.operations.mapping import LookDraft, look_at
from crm.operations.notes import add_note
from crm.operations.offices import RoleDraft
from crm.operations.opportunities import OpportunityDraft, decide, save_opportunity
from crm.operations.organisations import OrganisationDraft, save_organisation, set_logo
from crm.operations.outcomes import OutcomeDraft, save_outcome
from crm.operations.people import ContactDraft, PersonDraft, save_person
from crm.operations.petitions import PetitionDraft, save_petition
from crm.operations.plain_words import say_plainly
from crm.operations.plan_templates import TemplateDraft, save_template
from crm.operations.plans import PlanDraft, StepDraft, save_plan, save_step
from crm.operations.privacy import HandOverDraft, hand_over, record_hand_over
from crm.operations.reports import save_report
from crm.operations.responses import respond
from crm.operations.routes import RouteDraft, save_route
from crm.operations.ties import tie
from crm.operations.translations import save_translation
from crm.queries.agreements import list_agreements
from crm.queries.commitments import list_commitments
from crm.queries.responses import list_answerable
from crm.rules import clock
from crm.rules.plan_templates import TemplateStep
from crm.rules.ties import Kind as Tied
from crm.rules.translations import Translation
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
    _fill_house(workspace, body)
    _fill_paths(workspace, body, commitment)
    _fill_papers(workspace, body, commitment, photo)
    workspace.do(add_note, person, "Prefers a call before nine", date(2026, 10, 1))
    workspace.undo()
    workspace.redo()


def _fill_agreement(workspace: Workspace, body: int) -> None:
    draft = AgreementDraft("MoU on roads", parties=[PartyDraft(organisation_id=body), PartyDraft(name="Our Voice")])
    agreement, _ = workspace.do(save_agreement, draft).value
    workspace.do(save_clause, ClauseDraft(agreement, heading="Roads", words="The road is graded twice a year"))


def _fill_house(workspace: Workspace, body: int) -> None:
    """A petition and a submission on their way, and a plan of two steps."""
    sent = date(2026, 8, 3)
    for draft in (
        PetitionDraft(
            "Water for the ward", body_id=body, status="referred", submitted_on=sent, due_on=date(2026, 9, 30)
        ),
        PetitionDraft("On the roads bill", kind="submission_on_bill", status="acknowledged", submitted_on=sent),
        PetitionDraft("On the old bill", kind="submission_to_inquiry", status="closed", outcome="granted"),
        PetitionDraft("Visit the pump", kind="oversight_request", status="awaiting_response", submitted_on=sent),
        PetitionDraft("Who pays", kind="paia_request", status="registered", submitted_on=sent),
    ):
        workspace.do(save_petition, draft)
    plan, _ = workspace.do(save_plan, PlanDraft("Water by winter", issue="Dry taps", starts_on=sent)).value
    first, _ = workspace.do(save_step, StepDraft(plan, "Gather evidence", kind="evidence", due_on=sent)).value
    workspace.do(save_step, StepDraft(plan, "Meet the councillor", kind="meet", after_id=first))


def _fill_paths(workspace: Workspace, body: int, commitment: int) -> None:
    """What leads to the House and back: an issue seen twice, an opportunity taken up, a rung, what counts."""
    issue, _ = workspace.do(save_issue, IssueDraft("Dry taps", reported_on=date(2026, 7, 1), households=120)).value
    workspace.do(add_visit, VisitDraft(issue, date(2026, 8, 1), "same", "Three taps of five are dry"))
    draft = OpportunityDraft("Comment on the water bill", body_id=body, closes_on=date(2026, 12, 15))
    opportunity, _ = workspace.do(save_opportunity, draft).value
    workspace.do(decide, opportunity, "submitting", date(2026, 11, 2), reason="Our members asked for it")
    parties = [PartyDraft(name="A Fund"), PartyDraft(name="Our Voice")]
    grant, _ = workspace.do(save_agreement, AgreementDraft("Grant for water", kind="grant", parties=parties)).value
    indicator, _ = workspace.do(save_indicator, IndicatorDraft(grant, "Wells repaired", target=5)).value
    workspace.do(measure, indicator, MeasurementDraft(2, date(2026, 10, 1), note="Rain came late"))
    workspace.do(save_outcome, OutcomeDraft("The committee asked for a plan", actor_id=body, on_day=date(2026, 9, 1)))
    workspace.do(tie, commitment, grant, Tied.COUNTS)
    workspace.do(follow_up_at_rung, commitment, 1, date(2026, 10, 20), channel="letter")
    workspace.do(look_at, LookDraft(body, influence="high", reason="It decides the budget"))
    workspace.do(save_template, TemplateDraft("Two steps", steps=[TemplateStep("Ask"), TemplateStep("Ask again")]))
    workspace.do(save_route, RouteDraft("Water and sanitation", committee_id=body))
    workspace.do(save_period, PeriodDraft(body, "recess", date(2026, 12, 12), date(2027, 1, 20)))
    workspace.do(record_hand_over, "follow-up", "follow-up.pdf", {"by": "body"}, "0" * 64, 3, "The committee")


def _fill_papers(workspace: Workspace, body: int, commitment: int, photo: Path) -> None:
    """What papers need: plain words, kept choices, our own words, a paper kept as it went out, answers and a logo."""
    workspace.do(say_plainly, commitment, "tn", {"asked": "A tsela e baakanngwe."}, "A speaker")
    workspace.do(save_report, "Every Monday", "follow-up", {"by": "body"})
    workspace.do(save_translation, Translation("tn", "Date", "Letlha", "A speaker", date(2026, 10, 1)))
    paper = HandOverDraft("mou-progress", "Progress", {}, b"%PDF-1.4", 1, "progress.pdf", receiver_id=body)
    workspace.do(hand_over, paper)
    agreement = next(iter(workspace.ask(list_agreements)))
    clause = workspace.ask(list_answerable, agreement)[0].id
    workspace.do(respond, agreement, {clause: "Once a year is what we can do"}, date(2026, 11, 1), "The Speaker")
    workspace.do(set_logo, photo)


if __name__ == "__main__":
    main()
