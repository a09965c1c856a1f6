"""`kgotla step`: an agreement or a deliverable goes on: signed, in force, delivered, accepted …"""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from crm.operations.agreements import change_status
from crm.operations.deliverables import change_deliverable_status
from crm.queries.agreements import part_of
from crm.rules import clock
from crm.rules.agreements import DeliverableStatus, Outcome, Status
from crm.rules.errors import UserError
from resources.translations import _
from ui.commands import opening, parts
from ui.commands.arguments import past_day, text
from ui.commands.evidence import add_evidence_options, evidence_of
from ui.commands.output import Output

NAME = "step"


def summary() -> str:
    """What the command does."""
    return _("take an agreement or a deliverable a step on: signed, in force, delivered, accepted …")


def add_options(parser: ArgumentParser) -> None:
    """The command's own options."""
    parts.add_record(parser, _("the agreement or deliverable: agreements:12, or M-2026-0001"))
    parser.add_argument(
        "status",
        metavar="STATUS",
        type=text,
        help=_("of an agreement: {agreement}; of a deliverable: {deliverable}").format(
            agreement=", ".join(Status), deliverable=", ".join(DeliverableStatus)
        ),
    )
    parser.add_argument("--on", metavar="DATE", type=past_day, help=_("when (today, unless said)"))
    parser.add_argument("--note", metavar="WORDS", type=text, default="", help=_("a note on it"))
    parser.add_argument(
        "--outcome", choices=tuple(Outcome), default="", help=_("how an agreement that is closed ended")
    )
    add_evidence_options(parser)


def run(arguments: Namespace, out: Output) -> int:
    """Take the step."""
    on = arguments.on or clock.today()
    evidence = evidence_of(arguments)
    with opening.to_write(arguments) as workspace:
        record_id = parts.find(workspace, arguments.record, "agreement", "deliverable")
        if workspace.ask(part_of, record_id) == "deliverable":
            if arguments.outcome:
                raise UserError("option-does-not-go-with", option="outcome", other=_("a deliverable"))
            done = workspace.do(
                change_deliverable_status, record_id, arguments.status, on, note=arguments.note, evidence=evidence
            )
        else:
            if evidence:
                raise UserError("option-does-not-go-with", option="evidence", other=_("an agreement"))
            done = workspace.do(
                change_status, record_id, arguments.status, on, note=arguments.note, outcome=arguments.outcome
            )
        parts.answer(workspace, out, record_id, done.operation_id)
    return 0
