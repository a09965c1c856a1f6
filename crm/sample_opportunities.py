"""The opportunities of the sample: invented, with what was decided, who was told, and what came of them."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

from crm.operations.calendar import PeriodDraft, save_period
from crm.operations.opportunities import (
    OpportunityDraft,
    decide,
    save_opportunity,
    set_result,
    tell_organisations,
)
from crm.queries.places import find_by_code
from crm.rules import clock
from crm.sample_agreements import Entry, Filling

_TEXTS = Path(__file__).parent.parent / "resources" / "sample"


class Opportunities:
    """Notes opportunities on their days."""

    def __init__(self, filling: Filling) -> None:
        self._all = filling

    def put_in(self) -> None:
        """Write the programme of the House down; let each be noted on its day, and what we did happen on its own."""
        for kind, first, last in (("committees", -16, -2), ("oversight", 2, 10), ("recess", 20, 60)):
            days = (self._all.day(first), self._all.day(last))
            self._all.workspace.do(save_period, PeriodDraft(self._all.ids["ncpl"], kind, *days))
        for entry in json.loads((_TEXTS / "opportunities.json").read_text(encoding="utf-8")):
            self._all.add([(self._happened(entry["day"]), self._noting(entry))])

    def _happened(self, days: int) -> date:
        return self._all.working(self._all.day(days), -1)

    def _day(self, entry: Entry, key: str) -> date | None:
        return self._all.working(self._all.day(entry[key]), 1) if key in entry else None

    def _noting(self, entry: Entry) -> Callable[[], None]:
        def happens() -> None:
            draft = OpportunityDraft(
                entry["title"],
                kind=entry["kind"],
                words=entry["words"],
                body_id=self._all.ids[entry["body"]],
                committee_id=self._all.ids.get(entry.get("committee", "")),
                place_id=self._all.workspace.ask(find_by_code, entry["place"]) if "place" in entry else None,
                opens_on=self._happened(entry["opens"]),
                closes_on=self._day(entry, "closes"),
                closes_at=entry.get("at", ""),
                event_on=self._day(entry, "event"),
                event_until=self._day(entry, "until"),
                event_time=entry.get("time", ""),
                venue=entry.get("venue", ""),
                languages=entry.get("languages", ""),
                transport=entry.get("transport", ""),
                owner_id=self._all.owners[entry["owner"]],
                source=self._all.source,
                topics=self._all.topics_of(entry),
                tags=["sample"],
            )
            opportunity_id = self._all.workspace.do(save_opportunity, draft).value[0]
            self._all.ids[entry["key"]] = opportunity_id
            self._all.add([(self._happened(step["day"]), self._step(opportunity_id, step)) for step in entry["then"]])

        return happens

    def _step(self, opportunity_id: int, step: Entry) -> Callable[[], None]:
        def happens() -> None:
            do, today = self._all.workspace.do, clock.today()
            if "tell" in step:
                told = [self._all.ids[key] for key in step["tell"]]
                do(tell_organisations, opportunity_id, told, today, step["note"])
            elif "result" in step:
                do(set_result, opportunity_id, today, step["result"])
            else:
                do(decide, opportunity_id, step["decision"], today, reason=step["why"])

        return happens
