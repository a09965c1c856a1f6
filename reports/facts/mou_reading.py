"""What the MoU progress report reads: the agreement with all under it that may be shown to its reader."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from crm.rules.agreements import Light, counts, together, weighted_progress
from crm.rules.commitments import Direction
from crm.rules.errors import UserError
from reports.facts.audience import level_of, reader_of
from reports.facts.confidentiality import LEVELS, Gate, home_only, shown_words
from reports.facts.promises import without_hidden, without_hidden_file
from reports.options import Chosen
from resources.translations import _, ngettext

if TYPE_CHECKING:
    from crm.queries.agreements import AgreementPage, ClauseRow, PartyRow
    from crm.queries.commitments import CommitmentRow
    from crm.queries.deliverables import DeliverableRow
    from crm.queries.movements import EvidenceLine

Ask = Callable[..., Any]


@dataclass(frozen=True)
class Reading:
    """The agreement, its clauses and promises as far as the paper may show them, and who owes what."""

    page: AgreementPage
    parties: tuple[PartyRow, ...]
    clauses: tuple[ClauseRow, ...]
    promises: dict[int, CommitmentRow]
    evidence: dict[int, tuple[EvidenceLine, ...]]
    party_of_body: dict[int | None, int]
    party_of_promise: dict[int, int]
    home_id: int | None
    today: date
    is_for_them: bool
    filters: tuple[str, ...]

    @property
    def deliverables(self) -> list[DeliverableRow]:
        """Every deliverable that may be shown."""
        return [row for clause in self.clauses for row in clause.deliverables]

    def promises_of(self, clause: ClauseRow) -> list[CommitmentRow]:
        """The promises made under a clause that may be shown."""
        return [self.promises[each] for each in clause.promises if each in self.promises]

    def parties_of(self, row: DeliverableRow) -> list[PartyRow]:
        """Who has to deliver it: the party named, or the one its body is inside; every party where none is named."""
        if row.responsible_id is None:
            return list(self.parties)
        return [party for party in self.parties if self.party_of_body.get(row.responsible_id) == party.id]

    def party_of(self, row: CommitmentRow) -> PartyRow | None:
        """Which party promised it; None for a promise of somebody else."""
        found = self.party_of_promise.get(row.id)
        for party in self.parties:
            is_home = party.organisation_id is not None and party.organisation_id == self.home_id
            if found == party.id or (found is None and is_home and row.direction is Direction.WE_OWE_THEM):
                return party
        return None

    def is_ours(self, party: PartyRow) -> bool:
        """Whether the party is us."""
        return party.organisation_id is not None and party.organisation_id == self.home_id


def read(ask: Ask, chosen: Chosen) -> Reading:
    """Read the agreement that was chosen.

    Raises UserError: "record-not-found", "report-agreement-withheld".
    """
    from crm.queries import agreements, commitments, organisations
    from crm.queries.movements import list_evidence

    page = _page(ask, chosen)
    is_for_them = not reader_of(chosen).is_at_home
    # To the other party only open promises are shown; the clauses both have signed are known to it anyway.
    level = LEVELS[level_of(chosen)]
    of_agreement = Gate(ask, page.row.confidentiality if is_for_them else level)
    of_promises = Gate(ask, 0 if is_for_them else level)
    clauses = tuple(
        _shown(clause, of_agreement, of_promises) for clause in page.clauses if of_agreement.passes(clause.id)
    )
    wanted = [each for clause in clauses for each in clause.promises]
    shown = [each for each in wanted if of_promises.passes(each)]
    kept_back = len(of_agreement.kept_back | (set(page.promises) - set(shown)))
    rows = ask(commitments.get_commitment_rows, shown, chosen.today)
    promises = {row.id: without_hidden(row, of_promises) for row in rows}
    deliverables = [row for clause in clauses for row in clause.deliverables]
    bodies = sorted({row.responsible_id for row in deliverables if row.responsible_id is not None})
    home = ask(organisations.get_home)
    return Reading(
        page=page,
        parties=tuple(_named(party, of_promises) for party in page.parties),
        clauses=clauses,
        promises=promises,
        evidence={
            record_id: tuple(_without_file(piece, of_promises, is_for_them) for piece in pieces)
            for record_id, pieces in ask(list_evidence, [*promises, *(row.id for row in deliverables)]).items()
        },
        party_of_body=ask(agreements.find_parties_of_bodies, page.row.id, bodies),
        party_of_promise=ask(agreements.find_owing_parties, page.row.id, list(promises)),
        home_id=home[0] if home else None,
        today=chosen.today,
        is_for_them=is_for_them,
        filters=_filters(chosen, is_for_them, kept_back),
    )


def _page(ask: Ask, chosen: Chosen) -> AgreementPage:
    from crm.queries import agreements

    record_id = chosen.record("agreement") or 0
    agreement_id = ask(agreements.agreement_of, record_id)  # a clause or a deliverable stands for its agreement
    page: AgreementPage | None = ask(agreements.get_agreement, agreement_id or 0, chosen.today)
    if page is None:
        raise UserError("record-not-found", record=f"agreements:{record_id}")
    reader = reader_of(chosen)
    # What both signed may be internal, and goes to them all the same.
    most = LEVELS[reader.level if reader.is_at_home else "internal"]
    if page.row.confidentiality > most:
        raise UserError("report-agreement-withheld", reference=page.row.reference)
    return page


def _shown(clause: ClauseRow, gate: Gate, of_names: Gate) -> ClauseRow:
    """The clause without deliverables that are kept back; its colour and progress are those of what is shown."""
    rows = tuple(
        replace(row, responsible=of_names.name(row.responsible_id, row.responsible))
        for row in clause.deliverables
        if gate.passes(row.id)
    )
    responsible = of_names.name(clause.responsible_id, clause.responsible)
    return replace(clause, responsible=responsible, deliverables=rows, light=light_of(rows), progress=progress_of(rows))


def _without_file(piece: EvidenceLine, gate: Gate, is_for_them: bool) -> EvidenceLine:
    """The evidence without the name of its file, where that file is not for this reader."""
    return replace(piece, file_name="") if is_for_them else without_hidden_file(piece, gate)


def _named(party: PartyRow, gate: Gate) -> PartyRow:
    return replace(
        party,
        name=gate.name(party.organisation_id, party.name),
        signatory=gate.name(party.signatory_id, party.signatory),
        focal=gate.name(party.focal_id, party.focal),
    )


def _filters(chosen: Chosen, is_for_them: bool, kept_back: int) -> tuple[str, ...]:
    """What is shown, in words. The other party is not told how much of ours is kept back."""
    if is_for_them:
        return (
            *shown_words(chosen),
            _("what both parties know: their clauses, and promises that are open records"),
        )
    words = shown_words(chosen)
    count = ngettext("{count} record is not shown for that", "{count} records are not shown for that", kept_back)
    return (*words, count) if kept_back else words


def foot_of(reading: Reading, organisation_name: str) -> str:
    """The line at the foot of a paper that only the parties may see."""
    if not reading.is_for_them:
        return home_only(organisation_name)
    return _("For the parties to {reference} only.").format(reference=reading.page.row.reference)


def light_of(rows: Sequence[DeliverableRow]) -> Light:
    """The colour of these deliverables together."""
    return together([(row.light, row.title) for row in rows if counts(row.status)])


def progress_of(rows: Sequence[DeliverableRow]) -> int:
    """Their progress together in per cent, by weight."""
    return weighted_progress([(row.weight, row.progress) for row in rows if counts(row.status)])
