"""All that an organisation's page shows, asked in one go."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from crm.queries.agreements import (
    AgreementRow,
    AgreementsFilter,
    ClauseRow,
    get_agreement_rows,
    get_clause_rows,
    list_agreements,
    list_binding_clauses,
)
from crm.queries.attachments import AttachmentRow, list_attachments
from crm.queries.checking import Checked, get_checked
from crm.queries.history import HistoryEntry, list_history
from crm.queries.notes import NoteRow, list_notes
from crm.queries.organisations import OrganisationPage, get_organisation
from crm.queries.people import Moment, PeopleFilter, PersonRow, get_people_rows, list_people, list_timeline
from crm.queries.programme import PeriodRow, list_periods
from crm.rules import clock
from crm.rules.organisations import Kind
from ui.pages.parts.history import SHOWN as SHOWN_HISTORY
from ui.pages.parts.related import Related, get_related

MOST_MEMBERS = 100


@dataclass(frozen=True)
class OrganisationFacts:
    """An organisation with everything around it, apart from the commitments."""

    body: OrganisationPage
    elected: tuple[PersonRow, ...]
    """Of a party: those who hold an office for it."""
    elected_count: int
    moments: tuple[Moment, ...]
    limit: int
    notes: tuple[NoteRow, ...]
    files: tuple[AttachmentRow, ...]
    history: tuple[HistoryEntry, ...]
    agreements: tuple[AgreementRow, ...]
    """To which it, or a body it is in, is party."""
    clauses: tuple[ClauseRow, ...]
    """Which bind it now."""
    periods: tuple[PeriodRow, ...]
    """Its programme from today on."""
    related: Related
    checked: Checked


def get_organisation_facts(organisation_id: int, on: date | None, limit: int) -> OrganisationFacts | None:
    """The organisation's page with its members on a day, or None when it is gone."""
    body = get_organisation(organisation_id, on)
    if body is None:
        return None
    elected: list[int] = []
    if body.kind == Kind.PARTY:
        elected = list_people(PeopleFilter(party_id=organisation_id, as_of=on))
    return OrganisationFacts(
        body,
        tuple(get_people_rows(elected[:MOST_MEMBERS], on)),
        len(elected),
        tuple(list_timeline(organisation_id, limit)),
        limit,
        tuple(list_notes(organisation_id)),
        tuple(list_attachments(organisation_id)),
        tuple(list_history(organisation_id, SHOWN_HISTORY)),
        tuple(get_agreement_rows(list_agreements(AgreementsFilter(status="all", body_id=organisation_id)), on)),
        tuple(get_clause_rows(list_binding_clauses(organisation_id), on)),
        tuple(list_periods(organisation_id, clock.today())),
        get_related(organisation_id),
        get_checked(organisation_id),
    )
