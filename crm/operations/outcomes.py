"""Harvesting outcomes: writing down who changed, in what, and our part in it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from crm.operations.base import (
    check_choice,
    check_not_future,
    check_unchanged,
    clean,
    new_record,
    next_reference,
    operation,
    row_of,
    set_head,
    update_row,
)
from crm.operations.ties import belonging_to, set_belonging
from crm.operations.topics import draft_head, set_topics_of
from crm.rules import clock
from crm.rules.errors import UserError
from crm.rules.outcomes import Indicator, Kind, Level
from crm.tables.outcomes import Outcome
from resources.translations import _


@dataclass
class OutcomeDraft:
    """An outcome as the form holds it; who changed is a record, or a name. `belongs`: records of the same matter."""

    statement: str
    actor_id: int | None = None
    actor_name: str = ""
    kind: str = ""
    indicator: str = ""
    on_day: date | None = None
    significance: str = ""
    contribution: str = ""
    level: str = ""
    substantiated_by: str = ""
    substantiated_on: date | None = None
    is_expected: bool = False
    plan_id: int | None = None
    place_id: int | None = None
    belongs: list[int] = field(default_factory=list)
    confidentiality: int = 0
    source: str = ""
    topics: list[int] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    id: int | None = None
    seen_change: int | None = None


_TEXTS = ("statement", "actor_name", "significance", "contribution", "substantiated_by")
_COPIED = (
    "actor_id",
    "kind",
    "indicator",
    "on_day",
    "level",
    "substantiated_on",
    "is_expected",
    "plan_id",
    "place_id",
)


@operation(lambda saved: _("Save outcome {reference}").format(reference=saved[1]))
def save_outcome(draft: OutcomeDraft) -> tuple[int, str]:
    """Keep a new outcome or change one; returns the id and the reference.

    Raises UserError: "outcome-without-change", "outcome-without-actor", "no-such-choice", "made-in-future",
    "changed-meanwhile", "not-found".
    """
    columns = _columns(draft)
    if draft.id is None:
        outcome_id = new_record("outcomes", confidentiality=draft.confidentiality, source=clean(draft.source))
        reference = next_reference("O", (draft.on_day or clock.today()).year)
        Outcome.insert(id=outcome_id, reference=reference, **columns).execute()
    else:
        outcome_id, reference = draft.id, str(row_of(Outcome, draft.id)["reference"])
        check_unchanged(outcome_id, draft.seen_change)
        update_row(Outcome, outcome_id, **columns)
        set_head(outcome_id, confidentiality=draft.confidentiality, source=draft.source)
    set_belonging(outcome_id, draft.belongs)
    set_topics_of(outcome_id, draft.topics, draft.tags)
    return outcome_id, reference


def _columns(draft: OutcomeDraft) -> dict[str, object]:
    columns: dict[str, object] = {name: clean(getattr(draft, name)) for name in _TEXTS}
    if not columns["statement"]:
        raise UserError("outcome-without-change")
    if draft.actor_id is None and not columns["actor_name"]:
        raise UserError("outcome-without-actor")
    for choices, value in ((Kind, draft.kind), (Indicator, draft.indicator), (Level, draft.level)):
        check_choice(choices, value)
    for day in (draft.on_day, draft.substantiated_on):
        if day is not None:
            check_not_future(day)
    return columns | {name: getattr(draft, name) for name in _COPIED}


def draft_outcome(outcome_id: int) -> OutcomeDraft:
    """The form of an outcome as kept now. Raises UserError("not-found")."""
    row = row_of(Outcome, outcome_id)
    kept = {name: row[name] for name in (*_TEXTS, *_COPIED)}
    return OutcomeDraft(**kept, belongs=belonging_to(outcome_id), **draft_head(outcome_id))
