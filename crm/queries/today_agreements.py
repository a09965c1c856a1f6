"""What Today says of agreements and grants: what has to be delivered, reported, reviewed or renewed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from crm.queries.agreements import BINDS, AgreementRow, AgreementsFilter, get_agreement_rows, list_agreements
from crm.queries.base import ids
from crm.queries.deliverables import DeliverableRow, get_deliverable_rows
from crm.queries.reporting_periods import PeriodRow, list_reports_due
from crm.queries.today_card import SHOWN, Some, some
from resources.translations import ngettext

REVIEW_DUE_WITHIN = timedelta(days=14)
REPORT_DUE_WITHIN = timedelta(days=14)


@dataclass(frozen=True)
class Agreements:
    """The cards of Today that are about what was signed."""

    agreements: Some[AgreementRow]
    """Those that expire, or whose review is due; the first to end on top."""
    deliverables: Some[DeliverableRow]
    """Of agreements that bind, ours and theirs, overdue or due this week."""
    reports: Some[PeriodRow]
    """Reports of grants and agreements that are outstanding or due within two weeks."""

    @property
    def ids(self) -> set[int]:
        """Every record that is on one of the cards."""
        return {*self.agreements.ids, *self.deliverables.ids}


def get_agreements(today: date) -> Agreements:
    """The cards, for the day."""
    reports = list_reports_due(today + REPORT_DUE_WITHIN, today=today)
    return Agreements(
        agreements=some(_agreements(today), get_agreement_rows, today),
        deliverables=some(_deliverables(today), get_deliverable_rows, today),
        reports=Some(tuple(reports[:SHOWN]), len(reports)),
    )


def _agreements(today: date) -> list[int]:
    """Agreements that bind and expire, or whose review is due within two weeks or was."""
    expiring = list_agreements(AgreementsFilter(status="expiring"), today)
    to_review = ids(
        f"SELECT id FROM agreement WHERE {BINDS} AND next_review_on <= ? ORDER BY next_review_on, id",
        today + REVIEW_DUE_WITHIN,
    )
    return [*expiring, *to_review]


def _deliverables(today: date) -> list[int]:
    """What is overdue or due this week; one that was asked about comes up again on the day of its next look."""
    return ids(
        "SELECT d.id FROM deliverable d JOIN record r ON r.id = d.id JOIN clause c ON c.id = d.clause_id "
        f"WHERE d.status IN ('not_started', 'under_way', 'on_hold') AND d.due_agreed <= ? "
        f"AND (d.due_agreed >= ? OR r.next_look <= ?) AND c.agreement_id IN (SELECT id FROM agreement WHERE {BINDS}) "
        "ORDER BY d.due_agreed, d.id",
        today + timedelta(days=7),
        today,
        today,
    )


def agreement_sentences(cards: Agreements) -> list[tuple[str, int, str]]:
    """What to do next: (which card, how many, the sentence)."""
    return [
        (
            "reports",
            cards.reports.count,
            ngettext(
                "{count} report is outstanding or due within two weeks. Write it, and hand it in.",
                "{count} reports are outstanding or due within two weeks. Write them, and hand them in.",
                cards.reports.count,
            ),
        ),
        (
            "deliverables",
            cards.deliverables.count,
            ngettext(
                "{count} deliverable of an agreement is overdue or due this week. Ask, or deliver.",
                "{count} deliverables of agreements are overdue or due this week. Ask, or deliver.",
                cards.deliverables.count,
            ),
        ),
        (
            "agreements",
            cards.agreements.count,
            ngettext(
                "{count} agreement expires or is due for review. Speak to the other party.",
                "{count} agreements expire or are due for review. Speak to the other parties.",
                cards.agreements.count,
            ),
        ),
    ]
