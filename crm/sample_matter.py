"""One matter of the sample followed through the House: invented, from the dry taps to the petition on its clock."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

from crm.operations import petitions, plans
from crm.operations.clocks import ClockRuleDraft, save_clock_rule
from crm.operations.engagements import EngagementDraft, close_out
from crm.operations.escalation import follow_up_at_rung
from crm.operations.mapping import LookDraft, look_at
from crm.operations.outcomes import OutcomeDraft, save_outcome
from crm.operations.petitions import PetitionDraft, save_petition
from crm.operations.plan_templates import steps_from
from crm.operations.plans import PlanDraft, write_plan
from crm.operations.routes import RouteDraft, correct_route
from crm.operations.ties import tie
from crm.queries.places import find_by_code
from crm.queries.plan_templates import list_templates
from crm.queries.plans import get_plan_step_rows, list_steps_of
from crm.rules import clock
from crm.rules.plans import Status, StepStatus
from crm.sample_agreements import Entry, Filling

_TEXTS = Path(__file__).parent.parent / "resources" / "sample" / "matter.json"


class Matter:
    """Lets each part of it happen on its day."""

    def __init__(self, filling: Filling) -> None:
        self._all = filling
        self._do = filling.workspace.do
        self._entry: Entry = json.loads(_TEXTS.read_text(encoding="utf-8"))

    def put_in(self) -> None:
        """The limit as told, the plan, the petitions, the rung taken, what we think of whom, and what came of it."""
        one_by_one: tuple[tuple[str, Callable[[Entry], None]], ...] = (
            ("limit", self._limit),
            ("plan", self._plan),
            ("rung", self._rung),
            ("training", self._training),
        )
        for name, happens in one_by_one:
            self._on(self._entry[name], happens)
        several: tuple[tuple[str, Callable[[Entry], None]], ...] = (
            ("petitions", self._petition),
            ("looks", self._look),
            ("outcomes", self._outcome),
            ("routes", self._route),
        )
        for name, happens in several:
            for entry in self._entry[name]:
                self._on(entry, happens)

    def _on(self, entry: Entry, happens: Callable[[Entry], None]) -> None:
        self._all.add([(self._all.working(self._all.day(entry["day"]), -1), lambda: happens(entry))])

    def _place(self, entry: Entry) -> int | None:
        return self._all.workspace.ask(find_by_code, entry["place"])

    def _limit(self, entry: Entry) -> None:
        draft = ClockRuleDraft(
            entry["jurisdiction"], entry["at"], entry["kind"], length=entry["length"], note=entry["note"]
        )
        self._do(save_clock_rule, replace(draft, verified_on=clock.today(), verified_by=entry["by"]))

    def _plan(self, entry: Entry) -> None:
        template = self._all.workspace.ask(list_templates)[0]
        ids = self._all.ids
        draft = PlanDraft(
            entry["title"],
            entry["objective"],
            organisation_id=ids[entry["body"]],
            owner_id=self._all.owners[entry["owner"]],
            starts_on=clock.today(),
            ends_on=self._all.working(self._all.day(entry["ends"]), 1),
            status=Status.ACTIVE,
            issue_id=ids[entry["issue"]],
            template_name=template.name,
            aims_at=[ids[key] for key in entry["aims_at"]],
            partners=[ids[key] for key in entry["partners"]],
            source=self._all.source,
            topics=self._all.topics_of(entry),
            tags=["sample"],
        )
        plan_id = ids[entry["key"]] = self._do(write_plan, draft, steps_from(template)).value[0]
        steps = self._all.workspace.ask(list_steps_of, plan_id)
        for done in entry["done"]:
            self._on(done, lambda done: self._done(steps[done["step"] - 1], done))
        self._on(entry["slip"], lambda slip: self._slip(steps[slip["step"] - 1], slip))

    def _done(self, step_id: int, entry: Entry) -> None:
        self._do(plans.change_step_status, step_id, StepStatus.DONE, clock.today(), note=entry["result"])

    def _slip(self, step_id: int, entry: Entry) -> None:
        due = self._all.workspace.ask(get_plan_step_rows, [step_id])[0].due_on or clock.today()
        new = self._all.working(due + timedelta(days=entry["by"]), 1)
        self._do(plans.move_step_date, step_id, new, clock.today(), reason=entry["why"])

    def _petition(self, entry: Entry) -> None:
        ids = self._all.ids
        draft = PetitionDraft(
            entry["title"],
            kind=entry["kind"],
            form=entry["form"],
            prayer=entry["prayer"],
            body_id=ids[entry["body"]],
            petitioner_id=ids[entry["petitioner"]],
            is_watched=entry.get("is_watched", False),
            signatures=entry.get("signatures"),
            place_id=self._place(entry),
            owner_id=self._all.owners[entry["owner"]],
            due_on=self._all.working(self._all.day(entry["due"]), 1) if "due" in entry else None,
            source=self._all.source,
            topics=self._all.topics_of(entry),
            tags=["sample"],
        )
        petition_id = ids[entry["key"]] = self._do(save_petition, draft).value[0]
        for key in entry["belongs"]:
            self._do(tie, petition_id, ids[key])
        for step in entry["then"]:
            self._on(step, lambda step: self._step(petition_id, step))

    def _step(self, petition_id: int, step: Entry) -> None:
        self._do(petitions.change_status, petition_id, step["status"], clock.today(), note=step["note"])

    def _rung(self, entry: Entry) -> None:
        said = {"channel": entry["how"], "words": entry["words"], "answer": entry["answer"]}
        self._do(follow_up_at_rung, self._all.ids[entry["petition"]], entry["position"], clock.today(), **said)

    def _look(self, entry: Entry) -> None:
        said = {name: entry[name] for name in ("influence", "interest", "stance", "effort", "reason")}
        of, about = self._all.ids[entry["of"]], self._all.ids[entry["about"]]
        self._do(look_at, LookDraft(of, about, clock.today(), **said))

    def _outcome(self, entry: Entry) -> None:
        said: dict[str, Any] = {
            name: entry[name] for name in ("kind", "indicator", "significance", "contribution", "level")
        }
        draft = OutcomeDraft(
            entry["statement"],
            actor_id=self._all.ids[entry["actor"]],
            on_day=clock.today(),
            substantiated_by=entry["by"],
            plan_id=self._all.ids[entry["plan"]],
            place_id=self._place(entry),
            source=self._all.source,
            **said,
        )
        self._all.ids[entry["key"]] = self._do(save_outcome, draft).value[0]

    def _route(self, entry: Entry) -> None:
        draft = RouteDraft(
            entry["topic"],
            self._place(entry),
            sphere=entry["sphere"],
            department_name=entry["department"],
            committee_name=entry["committee"],
            started_on=clock.today(),
            note=entry["note"],
        )
        self._do(correct_route, draft)

    def _training(self, entry: Entry) -> None:
        draft = EngagementDraft(
            entry["title"],
            clock.today(),
            "training",
            start_time=entry["time"],
            end_time=entry["until"],
            organisation_id=self._all.ids[entry["body"]],
            place_id=self._place(entry),
            wanted=entry["wanted"],
            got=entry["got"],
            feedback=entry["feedback"],
            sessions=entry["sessions"],
            attendances=entry["attendances"],
            source=self._all.source,
            **entry["people"],
        )
        self._all.ids[entry["key"]] = self._do(close_out, draft).value[0]
