"""The petitions and advocacy plans of the sample: invented, with what became of each."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path

from crm.operations import petitions, plans
from crm.operations.movements import EvidenceDraft
from crm.operations.petitions import PetitionDraft, save_petition
from crm.operations.plans import PlanDraft, StepDraft, save_plan, save_step
from crm.queries.places import find_by_code
from crm.rules import clock
from crm.rules.plans import Status
from crm.sample_agreements import Entry, Filling

_TEXTS = Path(__file__).parent.parent / "resources" / "sample"
_PHOTO = _TEXTS / "sign-in-sheet.png"


class Advocacy:
    """Writes petitions and plans down on their days; steps are known as “plan/step”."""

    def __init__(self, filling: Filling) -> None:
        self._all = filling

    def put_in(self) -> None:
        """Let each be written down on its day, and what became of it happen on its own."""
        for entry in _read("petitions.json"):
            self._all.add([(self._happened(entry["day"]), self._petition(entry))])
        for entry in _read("plans.json"):
            self._all.add([(self._happened(entry["day"]), self._plan(entry))])

    def _happened(self, days: int) -> date:
        return self._all.working(self._all.day(days), -1)

    def _due(self, days: int) -> date:
        return self._all.working(self._all.day(days), 1)

    # Petitions

    def _petition(self, entry: Entry) -> Callable[[], None]:
        def happens() -> None:
            draft = PetitionDraft(
                entry["title"],
                kind=entry["kind"],
                form=entry["form"],
                prayer=entry["prayer"],
                body_id=self._all.ids[entry["body"]],
                committee_id=self._all.ids.get(entry.get("committee", "")),
                petitioner_id=self._all.ids[entry["petitioner"]],
                signatures=entry.get("signatures"),
                language=entry.get("language", ""),
                place_id=self._all.workspace.ask(find_by_code, entry["place"]) if "place" in entry else None,
                owner_id=self._all.owners[entry["owner"]],
                due_on=self._due(entry["due"]),
                source=self._all.source,
                topics=self._all.topics_of(entry),
                tags=["sample"],
            )
            petition_id = self._all.workspace.do(save_petition, draft).value[0]
            self._all.ids[entry["key"]] = petition_id
            self._line_up(entry["then"], lambda step: self._of_petition(petition_id, step))

        return happens

    def _of_petition(self, petition_id: int, step: Entry) -> None:
        do, today = self._all.workspace.do, clock.today()
        if "move_to" in step:
            new = self._due(step["move_to"])
            said = {"said_by": step["said_by"], "how": step["how"], "reason": step["why"]}
            do(petitions.move_date, petition_id, new, today, **said)
        elif "ask" in step:
            said = {"to_whom": step["to"], "words": step["words"], "answer": step["answer"]}
            do(petitions.follow_up, petition_id, today, channel=step["ask"], **said)
        else:
            do(
                petitions.change_status,
                petition_id,
                step["status"],
                today,
                note=step.get("note", ""),
                outcome=step.get("outcome", ""),
                their_number=step.get("number", ""),
                committee_id=self._all.ids.get(step.get("committee", "")),
                evidence=_evidence(step),
            )

    # Plans

    def _plan(self, entry: Entry) -> Callable[[], None]:
        def happens() -> None:
            draft = PlanDraft(
                entry["title"],
                entry["objective"],
                entry["issue"],
                organisation_id=self._all.ids[entry["body"]],
                owner_id=self._all.owners[entry["owner"]],
                starts_on=clock.today(),
                ends_on=self._due(entry["ends"]),
                status=Status.ACTIVE,
                source=self._all.source,
                topics=self._all.topics_of(entry),
                tags=["sample"],
            )
            plan_id = self._all.workspace.do(save_plan, draft).value[0]
            self._all.ids[entry["key"]] = plan_id
            for step in entry["steps"]:
                self._put_step(plan_id, f"{entry['key']}/{step['key']}", step)

        return happens

    def _put_step(self, plan_id: int, key: str, entry: Entry) -> None:
        draft = StepDraft(
            plan_id,
            entry["title"],
            entry["kind"],
            responsible_name=entry.get("who", ""),
            due_on=self._due(entry["due"]),
        )
        step_id = self._all.workspace.do(save_step, draft).value[0]
        self._all.ids[key] = step_id
        self._line_up(entry.get("then", ()), lambda step: self._of_step(step_id, step))

    def _of_step(self, step_id: int, step: Entry) -> None:
        do, today = self._all.workspace.do, clock.today()
        new = self._due(step["move_to"]) if "move_to" in step else None
        if "ask" in step:
            said = {"to_whom": step["to"], "words": step["words"], "answer": step["answer"]}
            do(plans.follow_up_step, step_id, today, channel=step["ask"], **said)
        elif "status" in step:
            note, evidence = step.get("note", ""), _evidence(step)
            do(plans.change_step_status, step_id, step["status"], today, note=note, new_due=new, evidence=evidence)
        elif new is not None:
            do(plans.move_step_date, step_id, new, today, reason=step["why"])

    def _line_up(self, steps: Iterable[Entry], happens: Callable[[Entry], None]) -> None:
        for step in steps:
            self._all.add([(self._happened(step["day"]), _later(happens, step))])


def _later(happens: Callable[[Entry], None], step: Entry) -> Callable[[], None]:
    return lambda: happens(step)


def _read(name: str) -> list[Entry]:
    found: list[Entry] = json.loads((_TEXTS / name).read_text(encoding="utf-8"))
    return found


def _evidence(step: Entry) -> list[EvidenceDraft]:
    if "evidence" not in step:
        return []
    kind = "photo" if step.get("file") else "document"
    return [EvidenceDraft(step["evidence"], kind, _PHOTO if step.get("file") else None, clock.today())]
