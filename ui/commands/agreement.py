"""`kgotla agreement`: an agreement with its clauses and deliverables, from a JSON file."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Sequence

from crm.exchange.agreement_json import (
    WrittenAgreement,
    WrittenClause,
    WrittenDeliverable,
    WrittenParty,
    read_agreement,
)
from crm.operations.agreements import AgreementDraft, PartyDraft, write_agreement
from crm.operations.clauses import ClauseDraft
from crm.operations.deliverables import DeliverableDraft
from crm.queries.agreements import get_agreement
from crm.rules import clock
from crm.workspace import Workspace
from resources.translations import _
from ui.commands import naming, opening
from ui.commands.arguments import path
from ui.commands.output import Output

NAME = "agreement"


def summary() -> str:
    """What the command does."""
    return _("write down an agreement with its parties, clauses and deliverables, from a JSON file")


def add_options(parser: ArgumentParser) -> None:
    """The command's own options."""
    parser.add_argument("file", metavar="FILE.json", type=path, help=_("the agreement; see below"))
    parser.epilog = _(
        "The file, of which “title” and two parties are needed:\n"
        '  {"title": "Working together on inclusive education", "status": "in_force",\n'
        '   "signed": "2026-02-01", "effective": "2026-02-01", "expires": "2028-01-31",\n'
        '   "review_every": "six_monthly", "next_review": "2026-08-01", "owner": "Anele M.",\n'
        '   "signed_copy": "signed.pdf", "topics": ["Disability"],\n'
        '   "parties": [{"body": "Our Network", "signatory": "Ms A. Example", "post": "Director"},\n'
        '               {"body": "Northern Cape Provincial Legislature", "focal": "people:12"}],\n'
        '   "clauses": [{"number": "4.1", "heading": "Quarterly meetings", "words": "…",\n'
        '                "every": "quarterly", "first_due": "2026-03-31", "unit": "meetings", "planned": 1},\n'
        '               {"number": "4.2", "heading": "Schools", "responsible": "Our Network",\n'
        '                "deliverables": [{"title": "Thirty schools measured", "starts": "2026-02-01",\n'
        '                                  "due": "2026-12-15", "planned": 30, "unit": "schools", "weight": 2}]}]}\n'
        "Also: kind, purpose, negotiation, remind_days, report_every, tags, confidentiality, source; of a grant\n"
        "contract_number and amount; of a party also signed and role (funder, grantee, partner). A clause\n"
        "with “every” (monthly, quarterly, six_monthly, yearly) brings a deliverable a period.\n"
        "People and organisations are named by RECORD or by name; a name nobody has is kept as it is, except that\n"
        "who is responsible, the owner and topics must be there already. Files are looked for beside FILE.json."
    )


def run(arguments: Namespace, out: Output) -> int:
    """Write the agreement down."""
    written = read_agreement(arguments.file, clock.today())
    with opening.to_write(arguments) as workspace:
        clauses = [_clause(workspace, clause) for clause in written.clauses]
        done = workspace.do(write_agreement, _draft(workspace, written), clauses)
        page = workspace.ask(get_agreement, done.value[0])
    if page is None:
        raise LookupError(done.value[0])
    value = {
        "id": page.row.id,
        "noun": "agreements",
        "name": page.row.name,
        "reference": page.row.reference,
        "clauses": [
            {
                "id": clause.id,
                "name": clause.name,
                "deliverables": [
                    {"id": row.id, "title": row.title, "due_on": row.due_on} for row in clause.deliverables
                ],
            }
            for clause in page.clauses
        ],
        "operation": done.operation_id,
    }
    lines = [f"agreements:{page.row.id}  {page.row.name}"]
    for clause in page.clauses:
        lines.append(f"  agreements:{clause.id}  {clause.name}")
        lines += [f"    agreements:{row.id}  {row.title}" for row in clause.deliverables]
    out.answer(value, lines)
    return 0


def _draft(workspace: Workspace, written: WrittenAgreement) -> AgreementDraft:
    return AgreementDraft(
        title=written.title,
        parties=[_party(workspace, party) for party in written.parties],
        kind=written.kind,
        purpose=written.purpose,
        contract_number=written.contract_number,
        amount=written.amount,
        status=written.status,
        negotiation_on=written.negotiation_on,
        signed_on=written.signed_on,
        effective_on=written.effective_on,
        expires_on=written.expires_on,
        remind_days=written.remind_days,
        review_every=written.review_every,
        next_review_on=written.next_review_on,
        report_every=written.report_every,
        owner_id=_known(workspace, written.owner, "team"),
        signed_copy=written.signed_copy,
        confidentiality=written.confidentiality,
        source=written.source,
        topics=_topics(workspace, written.topics),
        tags=list(written.tags),
    )


def _known(workspace: Workspace, name: str, noun: str) -> int | None:
    """The record of this name, which must be there; None for no name."""
    return naming.resolve(workspace, name, noun) if name else None


def _party(workspace: Workspace, party: WrittenParty) -> PartyDraft:
    draft = PartyDraft(signatory_post=party.signatory_post, signed_on=party.signed_on, role=party.role)
    draft.organisation_id, draft.name = _named(workspace, party.body, "organisations")
    draft.signatory_id, draft.signatory_name = _named(workspace, party.signatory, "people")
    draft.focal_id, draft.focal_name = _named(workspace, party.focal, "people")
    return draft


def _named(workspace: Workspace, name: str, noun: str) -> tuple[int | None, str]:
    """A record, or the name of one still to identify."""
    found = naming.look_up(workspace, name, noun) if name else None
    return found, "" if found else name


def _topics(workspace: Workspace, names: Sequence[str]) -> list[int]:
    return [naming.resolve(workspace, name, "topics") for name in names]


def _clause(workspace: Workspace, clause: WrittenClause) -> tuple[ClauseDraft, list[DeliverableDraft]]:
    draft = ClauseDraft(
        0,
        clause.number,
        clause.heading,
        clause.words,
        kind=clause.kind,
        responsible_id=_known(workspace, clause.responsible, "organisations"),
        every=clause.every,
        first_due_on=clause.first_due_on,
        unit=clause.unit,
        planned=clause.planned,
    )
    return draft, [_deliverable(workspace, each) for each in clause.deliverables]


def _deliverable(workspace: Workspace, written: WrittenDeliverable) -> DeliverableDraft:
    return DeliverableDraft(
        0,
        written.title,
        responsible_id=_known(workspace, written.responsible, "organisations"),
        starts_on=written.starts_on,
        due_on=written.due_on,
        weight=written.weight,
        unit=written.unit,
        planned=written.planned,
    )
