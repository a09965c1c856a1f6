"""The issues of the sample: invented, with what was seen of each."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

from crm.operations import issues
from crm.operations.issues import IssueDraft, VisitDraft, save_issue
from crm.queries.places import find_by_code
from crm.rules import clock
from crm.sample_agreements import Entry, Filling

_TEXTS = Path(__file__).parent.parent / "resources" / "sample"
_PHOTO = _TEXTS / "sign-in-sheet.png"


class Issues:
    """Writes issues down on their days."""

    def __init__(self, filling: Filling) -> None:
        self._all = filling

    def put_in(self) -> None:
        """Let each be reported on its day, and what was seen of it happen on its own."""
        for entry in json.loads((_TEXTS / "issues.json").read_text(encoding="utf-8")):
            self._all.add([(self._happened(entry["day"]), self._issue(entry))])

    def _happened(self, days: int) -> date:
        return self._all.working(self._all.day(days), -1)

    def _issue(self, entry: Entry) -> Callable[[], None]:
        def happens() -> None:
            draft = IssueDraft(
                entry["title"],
                words=entry["words"],
                kind=entry["kind"],
                place_id=self._all.workspace.ask(find_by_code, entry["place"]),
                spot=entry["spot"],
                touches=entry["touches"],
                households=entry.get("households"),
                respondent_id=self._all.ids[entry["respondent"]],
                reported_by_id=self._all.ids[entry["reported_by"]],
                their_number=entry.get("their_number", ""),
                owner_id=self._all.owners[entry["owner"]],
                source=self._all.source,
                topics=self._all.topics_of(entry),
                tags=["sample"],
            )
            issue_id = self._all.workspace.do(save_issue, draft).value[0]
            self._all.ids[entry["key"]] = issue_id
            self._all.add([(self._happened(step["day"]), self._step(issue_id, step)) for step in entry["then"]])

        return happens

    def _step(self, issue_id: int, step: Entry) -> Callable[[], None]:
        def happens() -> None:
            do, today = self._all.workspace.do, clock.today()
            if "state" in step:
                photo = _PHOTO if step.get("photo") else None
                do(issues.add_visit, VisitDraft(issue_id, today, step["state"], step["finding"], step["by"], photo))
            else:
                said = {"note": step.get("note", ""), "source": step.get("source", "")}
                do(issues.change_status, issue_id, step["status"], today, **said)

        return happens
