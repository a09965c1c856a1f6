"""What the editors of agreements, clauses and deliverables need to know before they open, each in one question."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from crm.operations.agreements import AgreementDraft, PartyDraft, draft_agreement
from crm.operations.clauses import ClauseDraft, draft_clause
from crm.operations.deliverables import DeliverableDraft, draft_deliverable
from crm.operations.indicators import IndicatorDraft, draft_indicator
from crm.operations.reporting_periods import PeriodDraft, draft_period
from crm.queries.agreements import (
    AgreementPage,
    AgreementRow,
    AgreementsFilter,
    get_agreement,
    get_agreement_rows,
    get_clause_rows,
    list_agreements,
    list_binding_clauses,
    list_clauses,
)
from crm.queries.deliverables import DeliverablesFilter, get_deliverable_rows, list_deliverables
from crm.queries.movements import get_moves
from crm.queries.organisations import get_home
from crm.queries.people import get_names
from crm.queries.reporting_periods import list_periods
from crm.queries.responses import Answerable, ResponseRow, find_draft, list_answerable, list_responses
from crm.queries.team import UserRow
from crm.queries.topics import TopicRow, list_tags, list_topics
from crm.rules import clock
from crm.rules.agreements import binds
from crm.rules.dates import add_months, format_day
from crm.rules.names import fold
from resources.translations import _
from ui.pages.commitments.form_facts import offer_owners
from ui.widgets.choices import Choice

MOST = 12
NEW_PERIOD_MONTHS = 3


@dataclass(frozen=True)
class AgreementForm:
    """The draft with the names of all it points at, and what can be chosen."""

    draft: AgreementDraft
    names: dict[int, str]
    users: tuple[UserRow, ...]
    topics: tuple[TopicRow, ...]
    tags: tuple[str, ...]

    def choice(self, record_id: int | None, text: str) -> Choice | None:
        """A party or person as its field shows it."""
        if record_id is not None:
            return Choice(record_id, self.names.get(record_id, ""))
        return Choice(0, text) if text else None


def read_agreement_form(agreement_id: int | None = None) -> AgreementForm:
    """The form of an agreement; a new one is between us and somebody."""
    home = get_home()
    first = PartyDraft(home[0] if home else None)
    draft = draft_agreement(agreement_id) if agreement_id else AgreementDraft("", [first, PartyDraft()])
    users = offer_owners(draft)
    pointed = [
        one for party in draft.parties for one in (party.organisation_id, party.signatory_id, party.focal_id) if one
    ]
    return AgreementForm(draft, get_names(pointed), users, tuple(list_topics()), tuple(list_tags()))


@dataclass(frozen=True)
class ClauseForm:
    """The draft of a clause, and the parties that can be responsible."""

    draft: ClauseDraft
    agreement: str
    parties: tuple[tuple[int, str], ...]


def read_clause_form(agreement_id: int, clause_id: int | None = None) -> ClauseForm:
    """The form of a clause of this agreement."""
    draft = draft_clause(clause_id) if clause_id else ClauseDraft(agreement_id)
    return ClauseForm(draft, get_agreement_rows([agreement_id])[0].name, _parties(agreement_id, draft.responsible_id))


@dataclass(frozen=True)
class DeliverableForm:
    """The draft of a deliverable, its clause, the parties, and whether its date moved."""

    draft: DeliverableDraft
    clause: str
    parties: tuple[tuple[int, str], ...]
    has_moved: bool


def read_deliverable_form(clause_id: int, deliverable_id: int | None = None) -> DeliverableForm:
    """The form of a deliverable of this clause."""
    (clause,) = get_clause_rows([clause_id])
    if deliverable_id:
        draft = draft_deliverable(deliverable_id)
        has_moved = bool(get_moves([deliverable_id]))
    else:
        draft, has_moved = DeliverableDraft(clause_id, unit=clause.unit, planned=clause.planned), False
    name = f"{clause.name}, {clause.agreement_reference}"
    return DeliverableForm(draft, name, _parties(clause.agreement_id, draft.responsible_id), has_moved)


@dataclass(frozen=True)
class IndicatorForm:
    """The draft of an indicator, its agreement, and the clauses (of a grant: results) it can measure."""

    draft: IndicatorDraft
    agreement: str
    clauses: dict[int, str]


def read_indicator_form(agreement_id: int, indicator_id: int | None = None) -> IndicatorForm:
    """The form of an indicator of this agreement."""
    draft = draft_indicator(indicator_id) if indicator_id else IndicatorDraft(agreement_id)
    rows = get_clause_rows(list_clauses(agreement_id))
    clauses = {row.id: row.name for row in rows if row.is_standing or row.id == draft.clause_id}
    return IndicatorForm(draft, get_agreement_rows([agreement_id])[0].name, {0: _("None in particular")} | clauses)


@dataclass(frozen=True)
class PeriodForm:
    """The draft of a reporting period, and its agreement."""

    draft: PeriodDraft
    agreement: str


def read_period_form(agreement_id: int, period_id: int | None = None) -> PeriodForm:
    """The form of a period; a new one begins where the last one, or the agreement, does."""
    (row,) = get_agreement_rows([agreement_id])
    return PeriodForm(draft_period(period_id) if period_id else _next_period(row), row.name)


def _next_period(row: AgreementRow) -> PeriodDraft:
    periods = list_periods(row.id)
    begins = row.effective_on or row.signed_on or clock.today()
    start = periods[-1].ends_on + timedelta(days=1) if periods else begins
    return PeriodDraft(row.id, start, add_months(start, NEW_PERIOD_MONTHS) - timedelta(days=1))


def _parties(agreement_id: int, also: int | None) -> tuple[tuple[int, str], ...]:
    """The parties that are organisations of ours, and whoever is responsible now."""
    page = get_agreement(agreement_id)
    found = [(row.organisation_id, row.name) for row in page.parties if row.organisation_id] if page else []
    if also and also not in [one for one, _name in found]:
        found.append((also, get_names([also]).get(also, "")))
    return tuple(found)


# --- Clauses and deliverables for a promise ----------------------------------------------------------------------


def clause_choices(text: str, bound_id: int | None = None) -> list[Choice]:
    """Standing clauses of agreements that bind, those for which `bound_id` is responsible first."""
    first = list_binding_clauses(bound_id) if bound_id else []
    every = [one for agreement in _binding() for one in list_clauses(agreement)]
    rows = get_clause_rows(list(dict.fromkeys([*first, *every])))
    words = fold(text).split()
    found = [
        Choice(row.id, f"{row.name}, {row.agreement_reference}", f"{row.agreement_title} · {row.responsible}")
        for row in rows
        if row.is_standing
        and all(word in fold(f"{row.name} {row.agreement_reference} {row.agreement_title}") for word in words)
    ]
    return found[:MOST]


def _binding() -> list[int]:
    rows = get_agreement_rows(list_agreements(AgreementsFilter()))
    return [row.id for row in rows if binds(row.status)]


def deliverable_choices(clause_id: int) -> list[tuple[int, str]]:
    """What can be delivered under a clause, after “none in particular”."""
    rows = get_deliverable_rows(list_deliverables(DeliverablesFilter(status="all", clause_id=clause_id)))
    return [(0, _("None in particular")), *((row.id, row.title) for row in rows)]


@dataclass(frozen=True)
class ResponsesForm:
    """What can be answered to, what was answered before, and in words which draft of the review is answered."""

    page: AgreementPage
    answerable: tuple[Answerable, ...]
    responses: dict[int, ResponseRow]
    draft: str


def read_responses_form(agreement_id: int) -> ResponsesForm | None:
    """The form of the answers to a review; None where the agreement is gone."""
    page = get_agreement(agreement_id)
    if page is None:
        return None
    given = find_draft(agreement_id)
    words = _("No draft of the review was handed over from here.")
    if given is not None:
        words = _("They answer the draft given to {whom} on {day}.").format(
            whom=given.to_whom, day=format_day(given.on)
        )
    return ResponsesForm(page, tuple(list_answerable(agreement_id)), list_responses(agreement_id), words)
