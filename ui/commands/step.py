"""`kgotla step`: an agreement, deliverable, petition, plan or step of a plan goes on: signed, accepted, referred …"""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from crm.operations import agreements as of_agreements
from crm.operations import deliverables as of_deliverables
from crm.operations import issues as of_issues
from crm.operations import petitions as of_petitions
from crm.operations import plans as of_plans
from crm.rules import agreements, clock, issues, petitions, plans
from crm.rules.errors import UserError
from crm.workspace import Workspace
from resources.translations import _
from ui.commands import dated, naming, opening
from ui.commands.arguments import day, past_day, text
from ui.commands.evidence import add_evidence_options, evidence_of
from ui.commands.output import Output

NAME = "step"


@dataclass(frozen=True)
class _Takes:
    """The operation that takes the step, and which of the options it knows."""

    operation: Callable[..., object]
    options: tuple[str, ...] = ()


_STEPS = {
    dated.AGREEMENT: _Takes(of_agreements.change_status, ("outcome",)),
    dated.DELIVERABLE: _Takes(of_deliverables.change_deliverable_status, ("evidence",)),
    dated.PETITION: _Takes(
        of_petitions.change_status, ("outcome", "evidence", "their_number", "committee_id", "source", "review_on")
    ),
    dated.PLAN: _Takes(of_plans.change_status),
    dated.STEP: _Takes(of_plans.change_step_status, ("evidence", "new_due")),
    dated.ISSUE: _Takes(of_issues.change_status, ("evidence", "source", "duplicate_of_id")),
}
_WRITTEN = {
    "their_number": "number",
    "committee_id": "committee",
    "review_on": "look-again",
    "new_due": "to",
    "duplicate_of_id": "of",
}


def summary() -> str:
    """What the command does."""
    return _(
        "take an agreement, deliverable, petition, plan, step of a plan or issue on: signed, referred, done, fixed …"
    )


def add_options(parser: ArgumentParser) -> None:
    """The command's own options."""
    words = _("the agreement or deliverable: agreements:12, or M-2026-0001; the petition: P-2026-0001; the plan: ")
    more = _("A-2026-0001; a step of it: plans:56, or “A-2026-0001 3” for the third; or the issue: I-2026-0001")
    parser.add_argument("record", metavar="RECORD", type=text, help=words + more)
    parser.add_argument(
        "status",
        metavar="STATUS",
        type=text,
        help=_(
            "of an agreement: {agreement}; of a deliverable: {deliverable}; of a petition: {petition}; of a plan: "
            "{plan}; of a step: {step}; of an issue: {issue}"
        ).format(
            agreement=", ".join(agreements.Status),
            deliverable=", ".join(agreements.DeliverableStatus),
            petition=", ".join(petitions.Status),
            plan=", ".join(plans.Status),
            step=", ".join(plans.StepStatus),
            issue=", ".join(issues.Status),
        ),
    )
    parser.add_argument("--on", metavar="DATE", type=past_day, help=_("when (today, unless said)"))
    parser.add_argument("--note", metavar="WORDS", type=text, default="", help=_("a note on it"))
    endings = tuple(dict.fromkeys((*agreements.Outcome, *petitions.Outcome)))
    parser.add_argument(
        "--outcome", choices=endings, default="", help=_("how an agreement or petition that is closed ended")
    )
    parser.add_argument("--number", metavar="TEXT", type=text, default="", help=_("the number they gave a petition"))
    parser.add_argument(
        "--committee", metavar="RECORD", type=text, default="", help=_("the committee a petition was referred to")
    )
    parser.add_argument("--of", metavar="RECORD", type=text, default="", help=_("the issue that a duplicate repeats"))
    parser.add_argument("--source", metavar="WORDS", type=text, default="", help=_("where this is written"))
    parser.add_argument(
        "--look-again", metavar="DATE", type=day, help=_("when to look at a petition again, where no limit is known")
    )
    parser.add_argument("--to", metavar="DATE", type=day, help=_("the new date of a step that is deferred"))
    add_evidence_options(parser)


def run(arguments: Namespace, out: Output) -> int:
    """Take the step."""
    on = arguments.on or clock.today()
    with opening.to_write(arguments) as workspace:
        record = dated.find(workspace, arguments.record, *_STEPS)
        takes = _STEPS[record.part]
        said = _said(workspace, arguments)
        for option, value in said.items():
            if value and option not in takes.options:
                other = dated.words_of(record.part)
                raise UserError("option-does-not-go-with", option=_WRITTEN.get(option, option), other=other)
        named = {option: said[option] for option in takes.options}
        operation_id = _take(workspace, takes, record.id, arguments.status, on, note=arguments.note, **named)
        dated.answer(workspace, out, record, operation_id)
    return 0


def _said(workspace: Workspace, arguments: Namespace) -> dict[str, Any]:
    committee = arguments.committee
    return {
        "outcome": arguments.outcome,
        "evidence": evidence_of(arguments),
        "their_number": arguments.number,
        "review_on": arguments.look_again,
        "committee_id": naming.resolve(workspace, committee, "organisations") if committee else None,
        "new_due": arguments.to,
        "source": arguments.source,
        "duplicate_of_id": naming.resolve(workspace, arguments.of, "issues") if arguments.of else None,
    }


def _take(workspace: Workspace, takes: _Takes, record_id: int, status: str, on: date, **named: Any) -> int:
    return workspace.do(takes.operation, record_id, status, on, **named).operation_id
