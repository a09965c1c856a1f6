"""What the commands share on anything with a date: a commitment, a deliverable, a petition, a step of a plan."""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from crm.queries.agreements import part_of
from crm.queries.issues import get_issue_rows
from crm.queries.opportunities import get_opportunity_rows
from crm.queries.outcomes import get_outcome_rows
from crm.queries.petitions import get_petition_rows
from crm.queries.plan_dates import ShiftRow, get_dependants
from crm.queries.plans import get_plan_rows, get_plan_step_rows, plan_of
from crm.queries.programme import says_of_record
from crm.queries.records import get_record
from crm.rules.dates import format_day
from crm.rules.errors import UserError
from crm.workspace import Workspace
from resources.translations import _
from ui.commands import commitment, naming, parts
from ui.commands.arguments import text
from ui.commands.output import Output, plain

COMMITMENT, AGREEMENT, DELIVERABLE = "commitment", "agreement", "deliverable"
PETITION, PLAN, STEP, ISSUE, OUTCOME = "petition", "plan", "step", "issue", "outcome"
OPPORTUNITY = "opportunity"


@dataclass(frozen=True)
class Dated:
    """A record, and which of these it is."""

    id: int
    part: str


def add_dated(parser: ArgumentParser) -> None:
    """The record the command is about."""
    words = _(
        "the commitment: commitments:345, or its reference C-2026-0042; a deliverable: agreements:34; a petition: "
        "P-2026-0001; or a step of a plan: plans:56, or “A-2026-0001 3” for its third"
    )
    parser.add_argument("record", metavar="RECORD", type=text, help=words)


def find_dated(workspace: Workspace, name: str, *more: str) -> Dated:
    """What has a date and is written so, or is one of these too. Raises as `find` does."""
    return find(workspace, name, COMMITMENT, DELIVERABLE, PETITION, STEP, *more)


def find(workspace: Workspace, name: str, *expected: str) -> Dated:
    """The record written so, which is one of these.

    Raises UserError: "record-not-found", "name-not-found", "name-not-unique", "wrong-part".
    """
    nouns = dict.fromkeys(_NOUNS[part] for part in expected)
    record_id = naming.resolve(workspace, name, *nouns)
    part = _part(workspace, record_id)
    if part not in expected:
        words = _(" or ").join(words_of(each) for each in expected if _NOUNS[each] == _NOUNS.get(part))
        raise UserError("wrong-part", record=name, part=words_of(part), expected=words)
    return Dated(record_id, part)


_NOUNS = {
    COMMITMENT: "commitments",
    AGREEMENT: "agreements",
    "clause": "agreements",
    "indicator": "agreements",
    DELIVERABLE: "agreements",
    PETITION: "petitions",
    PLAN: "plans",
    STEP: "plans",
    ISSUE: "issues",
    OUTCOME: "outcomes",
    OPPORTUNITY: "opportunities",
}


def _part(workspace: Workspace, record_id: int) -> str:
    head = workspace.ask(get_record, record_id)
    noun = head.noun if head else ""
    if noun == "agreements":
        return workspace.ask(part_of, record_id)
    if noun == "plans":
        return PLAN if workspace.ask(plan_of, record_id) == record_id else STEP
    return _PART_OF.get(noun, COMMITMENT)


_PART_OF = {"petitions": PETITION, "issues": ISSUE, "outcomes": OUTCOME, "opportunities": OPPORTUNITY}


def words_of(part: str) -> str:
    """What a record of this kind is called."""
    return {
        AGREEMENT: _("an agreement"),
        "clause": _("a clause"),
        "indicator": _("an indicator"),
        DELIVERABLE: _("a deliverable"),
        PETITION: _("a petition"),
        PLAN: _("a plan"),
        STEP: _("a step of a plan"),
        ISSUE: _("an issue"),
        OUTCOME: _("an outcome"),
        OPPORTUNITY: _("an opportunity"),
    }.get(part, _("a commitment"))


def answer(workspace: Workspace, out: Output, record: Dated, operation_id: int) -> None:
    """How it stands now."""
    if record.part == COMMITMENT:
        commitment.answer(workspace, out, record.id, operation_id)
    elif record.part in _ROWS:
        row, value = row_of(workspace, record, operation_id)
        lines = [f"{value['noun']}:{row.id}  {row.name}", row.sentence, *filter(None, (value["programme"],))]
        if record.part == STEP:
            moving = workspace.ask(get_dependants, row.plan_id, row.id).shifts()
            value["dependants"] = plain(moving)
            lines += _hang_on_it(f"{row.plan_reference} {row.position + 1}", moving)
        out.answer(value, lines)
    else:
        parts.answer(workspace, out, record.id, operation_id)


def row_of(workspace: Workspace, record: Dated, operation_id: int) -> tuple[Any, dict[str, Any]]:
    """The row of a record as it stands now, and what programs are told of it."""
    (row,) = workspace.ask(_ROWS[record.part], [record.id])
    fields = plain(row)
    fields.pop("id")
    value = {"id": row.id, "noun": _NOUNS[record.part], "name": row.name, "operation": operation_id}
    return row, value | fields | {"programme": workspace.ask(says_of_record, row.id)}


def _hang_on_it(step: str, moving: Sequence[ShiftRow]) -> list[str]:
    """What would move along, and the command that moves it."""
    if not moving:
        return []
    words = _("What hangs on it would move along; kgotla work-out “{step}” does it:").format(step=step)
    return [words, *move_lines(moving)]


def move_lines(moving: Sequence[ShiftRow]) -> list[str]:
    """Old and new day of each step that would move."""
    return [f"{row.number:3}. {row.title}: {_day(row.old)} → {_day(row.new)} ({row.why})" for row in moving]


def _day(day: date | None) -> str:
    return format_day(day) if day else _("no date")


_ROWS: dict[str, Callable[..., Any]] = {
    PETITION: get_petition_rows,
    PLAN: get_plan_rows,
    STEP: get_plan_step_rows,
    ISSUE: get_issue_rows,
    OUTCOME: get_outcome_rows,
    OPPORTUNITY: get_opportunity_rows,
}
