"""The agreements of the sample: two memoranda and a grant of invented parties, and what became of each."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any, Protocol

from crm.operations import agreements, deliverables
from crm.operations.agreements import AgreementDraft, AmendmentDraft, PartyDraft, save_agreement
from crm.operations.clauses import ClauseDraft, save_clause
from crm.operations.counting import count_towards
from crm.operations.deliverables import DeliverableDraft, save_deliverable
from crm.operations.indicators import IndicatorDraft, MeasurementDraft, measure, save_indicator
from crm.operations.movements import EvidenceDraft
from crm.operations.reporting_periods import draft_period, lay_out_periods, save_period
from crm.operations.responses import respond
from crm.queries.deliverables import DeliverablesFilter, list_deliverables
from crm.queries.reporting_periods import list_periods
from crm.rules import clock
from crm.rules.agreements import Status
from crm.workspace import Workspace

_TEXTS = Path(__file__).parent.parent / "resources" / "sample"
_SIGNED = _TEXTS / "signed-memorandum.pdf"
_PHOTO = _TEXTS / "sign-in-sheet.png"

Entry = Mapping[str, Any]
Event = tuple[date, Callable[[], None]]


class Filling(Protocol):
    """What the agreements need of the filling they belong to."""

    workspace: Workspace
    ids: dict[str, int]
    owners: dict[str, int]
    source: str

    def day(self, days: int) -> date:
        """The day so many days from today."""

    def working(self, day: date, step: int) -> date:
        """The nearest working day, looking back (-1) or ahead (1)."""

    def topics_of(self, entry: Entry) -> list[int]:
        """Ids of the topics an entry names."""

    def add(self, events: Iterable[Event]) -> None:
        """Let these happen on their days."""


class Agreements:
    """Writes the agreements down; clauses are known as “key 4.2”, deliverables as “key 4.2/name” or “key 4.2/1”."""

    def __init__(self, filling: Filling) -> None:
        self._all = filling

    def put_in(self) -> None:
        """Let each agreement be signed on its day, and its steps happen on theirs."""
        for entry in json.loads((_TEXTS / "agreements.json").read_text(encoding="utf-8")):
            self._all.add([(self._happened(entry["day"]), self._signing(entry))])

    def _happened(self, days: int) -> date:
        return self._all.working(self._all.day(days), -1)

    def _signing(self, entry: Entry) -> Callable[[], None]:
        def happens() -> None:
            agreement_id = self._all.workspace.do(save_agreement, self._draft(entry)).value[0]
            self._all.ids[entry["key"]] = agreement_id
            for clause in entry["clauses"]:
                self._put_clause(entry["key"], clause)
            for indicator in entry.get("indicators", ()):
                self._put_indicator(entry["key"], indicator)
            for step in entry.get("then", ()):
                self._all.add([(self._happened(step["day"]), self._step_of(entry["key"], step))])

        return happens

    def _draft(self, entry: Entry) -> AgreementDraft:
        signed = clock.today()
        return AgreementDraft(
            entry["title"],
            [self._party(party, signed) for party in entry["parties"]],
            kind=entry.get("kind", "mou"),
            purpose=entry["purpose"],
            contract_number=entry.get("contract_number", ""),
            amount=entry.get("amount", ""),
            status=Status.IN_FORCE,
            negotiation_on=self._happened(entry["negotiation"]),
            signed_on=signed,
            effective_on=signed,
            expires_on=self._all.day(entry["expires"]),
            remind_days=entry["remind"],
            review_every=entry["review_every"],
            next_review_on=self._all.working(self._all.day(entry["next_review"]), 1),
            report_every=entry["report_every"],
            owner_id=self._all.owners[entry["owner"]],
            signed_copy=_SIGNED,
            source=self._all.source,
            topics=self._all.topics_of(entry),
            tags=["sample"],
        )

    def _party(self, party: Entry, signed_on: date) -> PartyDraft:
        ids = self._all.ids
        return PartyDraft(
            ids.get(party.get("body", "")),
            party.get("name", ""),
            signatory_id=ids.get(party.get("signed_by", "")),
            signatory_name=party.get("signed", ""),
            signatory_post=party["post"],
            signed_on=signed_on,
            focal_id=ids.get(party.get("focal", "")),
            role=party.get("role", ""),
        )

    def _put_indicator(self, key: str, entry: Entry) -> None:
        baseline = entry.get("baseline")
        draft = IndicatorDraft(
            self._all.ids[key],
            entry["name"],
            entry.get("definition", ""),
            entry["unit"],
            clause_id=self._all.ids[f"{key} {entry['result']}"],
            direction=entry.get("direction", "increase"),
            baseline=baseline,
            baseline_on=None if baseline is None else clock.today(),
            target=entry["target"],
            data_source=entry["source"],
            means=entry["means"],
            every=entry.get("every", ""),
            counted=entry.get("counted", ""),
        )
        self._all.ids[f"{key} {entry['key']}"] = self._all.workspace.do(save_indicator, draft).value[0]

    def _put_clause(self, key: str, entry: Entry) -> None:
        draft = ClauseDraft(
            self._all.ids[key],
            entry["number"],
            entry["heading"],
            entry["words"],
            kind=entry.get("kind", "obligation"),
            responsible_id=self._all.ids.get(entry.get("body", "")),
            every=entry.get("every", ""),
            first_due_on=self._all.day(entry["first_due"]) if "first_due" in entry else None,
            unit=entry.get("unit", ""),
            planned=entry.get("planned"),
        )
        clause_id = self._all.workspace.do(save_clause, draft).value[0]
        name = f"{key} {entry['number']}"
        self._all.ids[name] = clause_id
        self._put_rounds(name, clause_id, entry)
        for deliverable in entry.get("deliverables", ()):
            self._put_deliverable(name, clause_id, deliverable)

    def _put_rounds(self, name: str, clause_id: int, entry: Entry) -> None:
        """What happened in each period of a clause that comes round."""
        laid_out = self._all.workspace.ask(list_deliverables, DeliverablesFilter(clause_id=clause_id))
        for number, deliverable_id in enumerate(laid_out, 1):
            self._all.ids[f"{name}/{number}"] = deliverable_id
        for deliverable_id, steps in zip(laid_out, entry.get("rounds", ()), strict=False):
            self._line_up(deliverable_id, steps)

    def _put_deliverable(self, name: str, clause_id: int, entry: Entry) -> None:
        draft = DeliverableDraft(
            clause_id,
            entry["title"],
            responsible_id=self._all.ids.get(entry.get("body", "")),
            starts_on=self._all.day(entry["starts"]),
            due_on=self._all.working(self._all.day(entry["due"]), 1),
            weight=entry["weight"],
            unit=entry.get("unit", ""),
            planned=entry.get("planned"),
        )
        deliverable_id = self._all.workspace.do(save_deliverable, draft).value[0]
        self._all.ids[f"{name}/{entry['key']}"] = deliverable_id
        self._line_up(deliverable_id, entry.get("then", ()))

    # What became of it

    def _line_up(self, deliverable_id: int, steps: Iterable[Entry]) -> None:
        self._all.add([(self._happened(step["day"]), self._step(deliverable_id, step)) for step in steps])

    def _step(self, deliverable_id: int, step: Entry) -> Callable[[], None]:
        for name, what in (
            ("status", self._take_step),
            ("move_to", self._move),
            ("ask", self._ask_about),
            ("colour", self._colour),
        ):
            if name in step:
                return lambda: what(deliverable_id, step)
        return lambda: self._progress(deliverable_id, step)

    def _take_step(self, deliverable_id: int, step: Entry) -> None:
        self._all.workspace.do(
            deliverables.change_deliverable_status,
            deliverable_id,
            step["status"],
            clock.today(),
            note=step.get("note", ""),
            evidence=_evidence(step),
        )

    def _progress(self, deliverable_id: int, step: Entry) -> None:
        self._all.workspace.do(
            deliverables.record_progress,
            deliverable_id,
            clock.today(),
            percent=step.get("percent"),
            actual=step.get("actual"),
            note=step["note"],
            reason=step.get("reason"),
            evidence=_evidence(step),
        )

    def _move(self, deliverable_id: int, step: Entry) -> None:
        self._all.workspace.do(
            deliverables.move_deliverable_date,
            deliverable_id,
            self._all.working(self._all.day(step["move_to"]), 1),
            clock.today(),
            said_by=step["said_by"],
            how=step["how"],
            reason=step["why"],
        )

    def _ask_about(self, deliverable_id: int, step: Entry) -> None:
        self._all.workspace.do(
            deliverables.follow_up_deliverable,
            deliverable_id,
            clock.today(),
            channel=step["ask"],
            to_whom=step["to"],
            words=step["words"],
            answer=step["answer"],
        )

    def _colour(self, deliverable_id: int, step: Entry) -> None:
        self._all.workspace.do(deliverables.set_light, deliverable_id, step["colour"], step["why"])

    def _step_of(self, key: str, step: Entry) -> Callable[[], None]:
        """A review of the agreement, an amendment, or what a grant wants."""
        for name, what in (
            ("review", self._review),
            ("amend", self._amend),
            ("lay_out", self._lay_out),
            ("measure", self._measure),
            ("report", self._report),
            ("respond", self._respond),
        ):
            if name in step:
                return lambda: what(key, step)
        return lambda: self._count(key, step)

    def _review(self, key: str, step: Entry) -> None:
        following = self._all.day(step["next_review"])
        do, agreement_id = self._all.workspace.do, self._all.ids[key]
        do(agreements.hold_review, agreement_id, clock.today(), step["review"], next_review_on=following)

    def _amend(self, key: str, step: Entry) -> None:
        out = [self._all.ids[f"{key} {number}"] for number in step["out"]]
        draft = AmendmentDraft(step["amend"], clock.today(), clauses_out=out)
        self._all.workspace.do(agreements.amend, self._all.ids[key], draft)

    def _lay_out(self, key: str, _step: Entry) -> None:
        self._all.workspace.do(lay_out_periods, self._all.ids[key])

    def _measure(self, key: str, step: Entry) -> None:
        draft = MeasurementDraft(step["value"], clock.today(), note=step["note"])
        self._all.workspace.do(measure, self._all.ids[f"{key} {step['measure']}"], draft)

    def _report(self, key: str, step: Entry) -> None:
        period = self._all.workspace.ask(list_periods, self._all.ids[key])[step["report"]]
        draft = self._all.workspace.ask(draft_period, period.id)
        draft.submitted_on = None if step.get("is_draft") else clock.today()
        draft.achievements, draft.challenges = step["achievements"], step["challenges"]
        draft.corrective, draft.lessons, draft.next_period = step["corrective"], step["lessons"], step["next"]
        self._all.workspace.do(save_period, draft)

    def _respond(self, key: str, step: Entry) -> None:
        answers = {self._all.ids[f"{key} {name}"]: words for name, words in step["respond"].items()}
        self._all.workspace.do(respond, self._all.ids[key], answers, clock.today(), step["by"])

    def _count(self, key: str, step: Entry) -> None:
        for name in step["count"]:
            self._all.workspace.do(count_towards, self._all.ids[name], [self._all.ids[key]])


def _evidence(step: Entry) -> list[EvidenceDraft]:
    if "evidence" not in step:
        return []
    return [EvidenceDraft(step["evidence"], step["kind"], _PHOTO if step.get("file") else None, clock.today())]
