"""The clauses of a list: into which agreement each goes, which are new, and what is said of those we have."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any, NamedTuple

from crm.exchange.candidates import ClauseCandidate
from crm.exchange.cells import quick_fold
from crm.exchange.clause_register import CLAUSES
from crm.queries.base import day, in_chunks, rows
from crm.queries.import_comparing import Differences
from crm.queries.import_plan import RegisterPlan
from crm.queries.import_register import Named, OurRow, RegisterPlanner
from crm.rules.agreements import DeliverableStatus, Status, is_open, is_open_deliverable, label
from crm.rules.dates import format_day
from crm.rules.status_words import DELIVERABLE
from resources.translations import _

_TEXTS = ("number", "heading", "words", "kind", "every", "unit", "planned")


class _Delivered(NamedTuple):
    """What has to come of a clause that is done once."""

    status: DeliverableStatus = DeliverableStatus.NOT_STARTED
    due_on: date | None = None
    starts_on: date | None = None
    has_evidence: bool = False


class ClausePlanner(RegisterPlanner[ClauseCandidate]):
    """One plan of one list of clauses; day and status of a clause that is done once are its deliverable's."""

    kind, table, words, first = CLAUSES, "clause", DELIVERABLE, DeliverableStatus.NOT_STARTED

    def names(self, candidate: ClauseCandidate) -> Iterable[str]:
        """The party that has to do it."""
        return (candidate.responsible,)

    asked = names

    def name(self, candidate: ClauseCandidate) -> str:
        """“4.2 Quarterly meetings”."""
        return " ".join(part for part in (candidate.number, candidate.heading or candidate.words) if part)

    def is_same(self, candidate: ClauseCandidate, base: Mapping[str, Any]) -> bool:
        """The same number, or the same words."""
        return candidate.number == base["number"] or quick_fold(candidate.words) == quick_fold(base["words"])

    def _prepare(self) -> None:
        self._agreements: dict[str, list[int]] = defaultdict(list)
        self._references: dict[int, str] = {}
        self._closed: set[int] = set()
        for agreement_id, reference, title, status in rows(
            "SELECT id, reference, title, status FROM agreement ORDER BY id"
        ):
            self._references[agreement_id] = reference
            for name in {quick_fold(reference), quick_fold(title)}:
                self._agreements[name].append(agreement_id)
            if not is_open(Status(status)):
                self._closed.add(agreement_id)
        self._bodies = self._among("organisation")

    def _agreement(self, candidate: ClauseCandidate) -> int | None:
        found = self._agreements.get(quick_fold(candidate.agreement or self._choices.into), [])
        return found[0] if len(found) == 1 else None

    def refusal(self, candidate: ClauseCandidate) -> str:
        """A clause stands in an agreement: in one that is known, and not closed."""
        named = candidate.agreement or self._choices.into
        if not named:
            return _("nothing says which agreement the clause belongs to")
        agreement_id = self._agreement(candidate)
        if agreement_id is None:
            return _("“{name}” is no agreement of yours: make it first, or name it by its reference").format(name=named)
        if agreement_id in self._closed:
            return _("{reference} is closed").format(reference=self._references[agreement_id])
        return ""

    def find_ours(self, heard: set[int]) -> Iterator[OurRow]:
        """The clauses of the agreements that the list names."""
        named = {self._agreement(one) for one in self._candidates}
        found = self._rows_of_ours(
            "SELECT c.id, c.agreement_id, c.until_version, c.responsible_id, o.name, c.first_due_on, "
            f"{', '.join(f'c.{name}' for name in _TEXTS)} FROM clause c "
            "LEFT JOIN organisation o ON o.id = c.responsible_id",
            ("c.id IN ({marks})", heard),
            ("c.agreement_id IN ({marks})", {one for one in named if one is not None}),
        )
        delivered = self._delivered(list(found))
        for clause_id, row in found.items():
            yield self._our_row(row, delivered.get(clause_id, []))

    @staticmethod
    def _delivered(clauses: list[int]) -> dict[int, list[_Delivered]]:
        found: dict[int, list[_Delivered]] = defaultdict(list)
        for clause_id, status, due_on, starts_on, has_evidence in in_chunks(
            "SELECT d.clause_id, d.status, d.due_on, d.starts_on, "
            "EXISTS(SELECT 1 FROM evidence e WHERE e.record_id = d.id) "
            "FROM deliverable d WHERE d.clause_id IN ({marks}) ORDER BY d.id",
            clauses,
        ):
            found[clause_id].append(
                _Delivered(DeliverableStatus(status), day(due_on), day(starts_on), bool(has_evidence))
            )
        return found

    def _our_row(self, row: tuple[Any, ...], delivered: list[_Delivered]) -> OurRow:
        clause_id, agreement_id, until, responsible_id, responsible, first_due = row[:6]
        values = dict(zip(_TEXTS, row[6:], strict=True))
        if values["number"]:
            self._known.add_typed((agreement_id, values["number"]), clause_id)
        self._known.add_typed((agreement_id, quick_fold(values["words"] or values["heading"])), clause_id)
        once = delivered[0] if len(delivered) == 1 and not values["every"] else _Delivered()
        name = " ".join(part for part in (values["number"], values["heading"] or values["words"]) if part)
        values |= {
            "responsible_id": Named(responsible_id, responsible) if responsible_id else None,
            "first_due_on": day(first_due),
            "due_on": once.due_on,
            "starts_on": once.starts_on,
            "deliverables": len(delivered),
        }
        return OurRow(clause_id, name, values, once.status, is_locked=until is not None, has_evidence=once.has_evidence)

    def identities(self, candidate: ClauseCandidate) -> Iterator[object]:
        """The same number, else the same words, in the same agreement."""
        agreement_id = self._agreement(candidate)
        if candidate.number:
            yield agreement_id, candidate.number
        yield agreement_id, quick_fold(candidate.words or candidate.heading)

    def values(self, candidate: ClauseCandidate) -> dict[str, Any]:
        """What the row says; without a first day nothing comes round."""
        responsible = self._parties.of(candidate.responsible).record_id
        first_due = candidate.first_due_on or candidate.due_on
        return {
            **{name: getattr(candidate, name) for name in _TEXTS},
            "every": candidate.every if first_due else "",
            "first_due_on": first_due if candidate.every else candidate.first_due_on,
            "responsible_id": Named(responsible, self._bodies[responsible]) if responsible in self._bodies else None,
        }

    def new_values(self, candidate: ClauseCandidate) -> dict[str, Any]:
        """With the agreement it goes into."""
        return self.values(candidate) | {
            "kind": candidate.kind or "obligation",
            "agreement_id": self._agreement(candidate),
        }

    def due(self, candidate: ClauseCandidate) -> date | None:
        """The day of what is done once; without one a first day is it."""
        return None if candidate.every else candidate.due_on or candidate.first_due_on

    def can_move(self, plan: RegisterPlan, ours: OurRow, day: date) -> bool:
        """Where the clause has one deliverable at most, and that is open."""
        is_once = ours.values["deliverables"] <= 1 and not ours.values["every"]
        starts_on = ours.values["starts_on"]
        return bool(is_once and is_open_deliverable(ours.status) and (starts_on is None or day >= starts_on))

    def can_step(self, plan: RegisterPlan, ours: OurRow, status: str) -> bool:
        """Where there is one thing of which that can be said, or there will be."""
        count = ours.values["deliverables"]
        return bool(not ours.values["every"] and (count == 1 or (count == 0 and self.due(plan.candidate))))

    def compare_more(
        self, plan: RegisterPlan, ours: OurRow, base: Mapping[str, Any] | None, found: Differences
    ) -> None:
        """Nothing comes round without a first day."""
        if plan.values.get("every") and not (plan.values.get("first_due_on") or ours.values["first_due_on"]):
            del plan.values["every"]
            found.keep_instead("every")

    def meaning(self, candidate: ClauseCandidate) -> str | None:
        """Where its deliverable stands, if there is one."""
        return super().meaning(candidate) if self.due(candidate) else ""

    def kept_words(self, candidate: ClauseCandidate) -> list[str]:
        """A party that is none of ours, a period without a first day, a status of nothing in particular."""
        kept = []
        if candidate.responsible and self.values(candidate)["responsible_id"] is None:
            kept.append(_("Responsible, in the list: {name}").format(name=candidate.responsible))
        if candidate.every and not self.values(candidate)["every"]:
            kept.append(_("Recurs, in the list: {words}").format(words=label(candidate.every)))
        if candidate.status and not self.due(candidate):
            kept.append(_("Status in the list: {words}").format(words=candidate.status))
        return kept

    def summary(self, plan: RegisterPlan) -> Iterator[str]:
        """Into which agreement, who, how often or by when."""
        values = plan.values
        yield self._references[values["agreement_id"]]
        yield self.show(values["responsible_id"])
        if values["every"]:
            yield _("{every} from {day}").format(every=label(values["every"]), day=format_day(values["first_due_on"]))
        if values["due_on"]:
            yield _("by {day}").format(day=format_day(values["due_on"]))
            yield label(plan.steps[-1] if plan.steps else DeliverableStatus.NOT_STARTED)
