"""The facts of the organisation sheet: what it is, who holds which post, what was agreed, asked and promised."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from crm.rules.agreements import label as agreement_label
from crm.rules.errors import UserError
from crm.rules.organisations import label
from reports.facts.audience import Audience, Reader, reader_of
from reports.facts.commitments import Section, sections_of
from reports.facts.confidentiality import LEVELS, Gate
from reports.facts.contact_ways import shows_private_ways, ways_of
from reports.facts.corrections import Correction, gather_corrections
from reports.facts.head import Head, gather_head
from reports.facts.people import Way, office_words
from reports.facts.promises import without_hidden
from reports.facts.timeline import Moment, gather_timeline
from reports.facts.workspace import get_name
from reports.options import Chosen, Option, OptionKind
from resources.translations import _, mark

if TYPE_CHECKING:
    from crm.queries.offices import Office
    from crm.queries.organisations import OrganisationPage

OPTIONS = (Option("organisation", mark("One organisation"), OptionKind.RECORD, (), "organisations", is_needed=True),)


@dataclass(frozen=True, slots=True)
class Holder:
    """Who holds a post, and since when."""

    name: str
    office: str


@dataclass(frozen=True, slots=True)
class Matter:
    """An agreement or a petition, and where it stands."""

    name: str
    stands: str


@dataclass(frozen=True, slots=True)
class OrganisationFacts:
    """Everything the paper says."""

    head: Head
    reader: Reader
    facts: tuple[tuple[str, str], ...]
    holders: tuple[Holder, ...]
    ways: tuple[Way, ...]
    withheld_ways: int
    agreements: tuple[Matter, ...]
    petitions: tuple[Matter, ...]
    sections: tuple[Section, ...]
    timeline: tuple[Moment, ...]
    corrections: tuple[Correction, ...]


def gather(ask: Callable[..., Any], chosen: Chosen) -> OrganisationFacts:
    """Read the organisation. Raises UserError: "record-not-found", "report-about-confidential"."""
    from crm.queries.commitments import CommitmentFilter, get_commitment_rows, list_commitments
    from crm.queries.organisations import get_organisation

    reader, today = reader_of(chosen), chosen.today
    body_id = chosen.record("organisation") or 0
    name = get_name(ask, body_id, "organisations")
    gate = Gate(ask, LEVELS[reader.level])
    if not gate.passes(body_id):
        raise UserError("report-about-confidential", name=name)
    body: OrganisationPage = ask(get_organisation, body_id, today)
    found = ask(list_commitments, CommitmentFilter(status="all", body_id=body_id), today)
    rows = ask(get_commitment_rows, [each for each in found if gate.passes(each)], today)
    agreements, petitions = _agreements(ask, gate, chosen, body_id), _petitions(ask, gate, chosen, body_id)
    timeline = gather_timeline(ask, gate, body_id)
    holders = tuple(_holder(each) for each in body.holders if gate.passes(each.person_id))
    shown = gate.words()
    ways = ways_of(body.contacts, today, with_private=shows_private_ways(chosen))
    return OrganisationFacts(
        head=gather_head(ask, chosen, _("Organisation sheet"), name, (), shown),
        reader=reader,
        facts=_about(body, gate),
        holders=holders,
        ways=ways,
        withheld_ways=len(body.contacts) - len(ways),
        agreements=agreements,
        petitions=petitions,
        sections=sections_of([without_hidden(row, gate) for row in rows], reader),
        timeline=timeline,
        corrections=gather_corrections(ask, {body_id: "", **{row.id: row.reference for row in rows}}),
    )


def _about(body: OrganisationPage, gate: Gate) -> tuple[tuple[str, str], ...]:
    facts = (
        (_("Kind"), label(body.kind)),
        (_("Part of"), gate.name(body.parent_id, body.parent)),
        (_("Areas"), "; ".join(dict.fromkeys(part for part in (body.place, *body.areas) if part))),
        (_("Its parts"), "; ".join(name for part_id, name, _kind in body.parts if gate.passes(part_id))),
        (_("Other names"), "; ".join(body.other_names)),
        (_("Topics"), "; ".join(name for _id, name in body.topics)),
    )
    return tuple(fact for fact in facts if fact[1])


def _holder(office: Office) -> Holder:
    return Holder(office.person, office_words(office).replace(f", {office.organisation}", "", 1))


def _agreements(ask: Callable[..., Any], gate: Gate, chosen: Chosen, body_id: int) -> tuple[Matter, ...]:
    from crm.queries.agreements import AgreementsFilter, get_agreement_rows, list_agreements

    found = ask(list_agreements, AgreementsFilter(status="all", body_id=body_id), chosen.today)
    rows = ask(get_agreement_rows, [each for each in found if gate.passes(each)], chosen.today)
    return tuple(Matter(row.name, agreement_label(row.outcome or row.status)) for row in rows)


def _petitions(ask: Callable[..., Any], gate: Gate, chosen: Chosen, body_id: int) -> tuple[Matter, ...]:
    from crm.queries.petitions import PetitionsFilter, get_petition_rows, list_petitions

    found = ask(list_petitions, PetitionsFilter(status="all", body_id=body_id), chosen.today)
    rows = ask(get_petition_rows, [each for each in found if gate.passes(each)], chosen.today)
    return tuple(Matter(row.name, row.stands) for row in rows)


def examples(ask: Callable[..., Any]) -> Sequence[Mapping[str, str]]:
    """The body with most that is open, for ourselves and for itself."""
    from crm.queries.organisations import OrganisationsFilter, get_organisation_rows, list_organisations

    found = ask(get_organisation_rows, ask(list_organisations, OrganisationsFilter(side="public")))
    shown = [row for row in found if row.confidentiality == 0]
    most = max(shown, key=lambda row: (row.open_commitments, row.people), default=None)
    named = {"organisation": f"organisations:{most.id}"} if most else {}
    return [named, {**named, "audience": Audience.BODY.value}] if named else []
