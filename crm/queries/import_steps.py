"""The steps of a list: into which plan each goes, which are new, and what is said of those we have."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from crm.exchange.candidates import StepCandidate
from crm.exchange.cells import quick_fold
from crm.exchange.step_register import STEPS
from crm.queries.base import day, rows
from crm.queries.import_plan import RegisterPlan
from crm.queries.import_register import OurRow, Party, RegisterPlanner
from crm.rules.dates import format_day
from crm.rules.plans import Status, StepStatus, is_open, is_open_step, label
from crm.rules.status_words import STEP
from resources.translations import _


class StepPlanner(RegisterPlanner[StepCandidate]):
    """One plan of one list of steps; a plan that nobody has is made."""

    kind, table, words, first = STEPS, "plan_step", STEP, StepStatus.NOT_STARTED

    def names(self, candidate: StepCandidate) -> Iterable[str]:
        """Who does it."""
        return (candidate.responsible,)

    asked = names

    def name(self, candidate: StepCandidate) -> str:
        """The title."""
        return candidate.title

    def is_same(self, candidate: StepCandidate, base: Mapping[str, Any]) -> bool:
        """The same title, or the same place in the plan."""
        is_placed = candidate.order is not None and candidate.order == base["position"]
        return is_placed or quick_fold(candidate.title) == quick_fold(base["title"])

    def _prepare(self) -> None:
        self._plans: dict[str, list[int]] = defaultdict(list)
        self._titles: dict[int, str] = {}
        self._closed: set[int] = set()
        for plan_id, reference, title, status in rows("SELECT id, reference, title, status FROM plan ORDER BY id"):
            self._titles[plan_id] = f"{reference} {title}"
            for name in {quick_fold(reference), quick_fold(title)}:
                self._plans[name].append(plan_id)
            if not is_open(Status(status)):
                self._closed.add(plan_id)
        self._people = self._among("person")

    def _plan_name(self, candidate: StepCandidate) -> str:
        return candidate.plan or self._choices.into

    def _plan(self, candidate: StepCandidate) -> int | None:
        found = self._plans.get(quick_fold(self._plan_name(candidate)), [])
        return found[0] if len(found) == 1 else None

    def refusal(self, candidate: StepCandidate) -> str:
        """A step stands in a plan: in one that is not ended, and of which there are not two."""
        name, plan_id = self._plan_name(candidate), self._plan(candidate)
        if not name:
            return _("nothing says which plan the step belongs to")
        if plan_id is None and quick_fold(name) in self._plans:
            return _("several plans of yours are called “{name}”: name it by its reference").format(name=name)
        return _("{plan} is ended").format(plan=self._titles[plan_id]) if plan_id in self._closed else ""

    def find_ours(self, heard: set[int]) -> Iterator[OurRow]:
        """The steps of the plans that the list names."""
        plans = {plan_id for one in self._candidates if (plan_id := self._plan(one)) is not None}
        found = self._rows_of_ours(
            "SELECT id, plan_id, title, kind, responsible_id, responsible_name, due_on, status, result FROM plan_step",
            ("id IN ({marks})", heard),
            ("plan_id IN ({marks})", plans),
        )
        yield from map(self._our_row, found.values())

    def _our_row(self, row: tuple[Any, ...]) -> OurRow:
        step_id, plan_id, title, kind, responsible_id, responsible_name, due_on, status, result = row
        self._known.add_typed((plan_id, quick_fold(title)), step_id)
        values = {
            "title": title,
            "kind": kind,
            "responsible": Party(responsible_id, responsible_name),
            "due_on": day(due_on),
            "result": result,
        }
        return OurRow(step_id, title, values, StepStatus(status))

    def identities(self, candidate: StepCandidate) -> Iterator[object]:
        """The same title in the same plan."""
        yield self._plan(candidate), quick_fold(candidate.title)

    def values(self, candidate: StepCandidate) -> dict[str, Any]:
        """What the row says; who does it is a person of ours, or a name."""
        found = self._parties.of(candidate.responsible).record_id
        return {
            "title": candidate.title,
            "position": candidate.order,
            "kind": candidate.kind,
            "responsible": Party(found if found in self._people else None, candidate.responsible),
            "result": candidate.result,
        }

    def new_values(self, candidate: StepCandidate) -> dict[str, Any]:
        """With the plan it goes into, by its id, or its title where it is made."""
        plan_id = self._plan(candidate)
        return self.values(candidate) | {"plan": self._plan_name(candidate) if plan_id is None else plan_id}

    def due(self, candidate: StepCandidate) -> date | None:
        """The day by which it is to be done."""
        return candidate.due_on

    def meaning(self, candidate: StepCandidate) -> str | None:
        """As the list says; what was put off to no other day waits."""
        found = super().meaning(candidate)
        return StepStatus.WAITING if found == StepStatus.DEFERRED else found

    def summary(self, plan: RegisterPlan) -> Iterator[str]:
        """Into which plan, who, by when, and where it stands."""
        values = plan.values
        made = _("new plan “{title}”").format(title=values["plan"])
        yield made if isinstance(values["plan"], str) else self._titles[values["plan"]]
        yield label(values["kind"]) if values["kind"] else ""
        yield self.show(values["responsible"])
        if values["due_on"]:
            yield _("by {day}").format(day=format_day(values["due_on"]))
        yield label(plan.steps[-1] if plan.steps else StepStatus.NOT_STARTED)

    def can_move(self, plan: RegisterPlan, ours: OurRow, day: date) -> bool:
        """Only while it is open."""
        return is_open_step(ours.status)
