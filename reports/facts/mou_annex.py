"""The facts of an agreement clause by clause: its words, what has to come of each, and every promise made under it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from crm.rules.agreements import binds
from reports.facts.mou_progress import ClausePart, Counts, clause_part, count_promises
from reports.facts.mou_reading import Ask, Reading, foot_of, read
from reports.facts.workspace import get_origin
from reports.options import Chosen, Option, OptionKind
from resources.translations import _, mark

AGREEMENT = Option("agreement", mark("Agreement"), OptionKind.RECORD, noun="agreements", is_needed=True)
OPTIONS = (AGREEMENT,)


@dataclass(frozen=True, slots=True)
class AnnexFacts:
    """Everything the paper says."""

    reference: str
    name: str
    facts: tuple[tuple[str, str], ...]
    clauses: tuple[ClausePart, ...]
    counts: Counts
    is_for_them: bool
    is_grant: bool
    made_on: date
    made_by: str
    organisation_name: str
    confidentiality: str


def gather(ask: Ask, chosen: Chosen) -> AnnexFacts:
    """Read the agreement with all its clauses. Raises UserError("record-not-found"), ("report-agreement-withheld")."""
    reading = read(ask, chosen)
    row = reading.page.row
    origin = get_origin(ask, chosen.made_by)
    return AnnexFacts(
        reference=row.reference,
        name=row.title,
        facts=facts_of(reading),
        clauses=tuple(clause_part(clause, reading) for clause in reading.clauses),
        counts=count_promises(reading.promises.values()),
        is_for_them=reading.is_for_them,
        is_grant=row.kind == "grant",
        made_on=chosen.today,
        made_by=origin.made_by,
        organisation_name=origin.organisation_name,
        confidentiality=foot_of(reading, origin.organisation_name),
    )


def facts_of(reading: Reading) -> tuple[tuple[str, str], ...]:
    """Parties, purpose and what is shown."""
    rows = (
        (_("Parties"), "; ".join(party.name for party in reading.parties)),
        (_("Purpose"), reading.page.purpose),
        (_("Shown"), "; ".join(reading.filters)),
    )
    return tuple((name, words) for name, words in rows if words)


def examples(ask: Callable[..., Any]) -> Sequence[Mapping[str, str]]:
    """The first agreement in force that is no secret."""
    from crm.queries.agreements import AgreementsFilter, get_agreement_rows, list_agreements

    found = ask(get_agreement_rows, ask(list_agreements, AgreementsFilter(max_confidentiality=1)))
    return [{"agreement": f"agreements:{row.id}"} for row in found if binds(row.status)][:1]
