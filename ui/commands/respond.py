"""`kgotla respond`: what the other side answered when an agreement was reviewed."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from crm.operations.responses import respond
from crm.queries.responses import find_answerable
from crm.rules import clock
from resources.translations import _
from ui.commands import opening, parts
from ui.commands.arguments import past_day, text
from ui.commands.output import Output

NAME = "respond"


def summary() -> str:
    """What the command does."""
    return _("write down what the other side answered to a clause, deliverable or promise of a review")


def add_options(parser: ArgumentParser) -> None:
    """The command's own options."""
    parts.add_agreement(parser)
    parser.add_argument(
        "to", metavar="CLAUSE", type=text, help=_("the clause (“4.2”), deliverable, or promise (“C-2026-0001”)")
    )
    parser.add_argument("words", metavar="WORDS", type=text, help=_("what they answered; empty takes it back"))
    parser.add_argument("--by", metavar="WHO", type=text, default="", help=_("who answered"))
    parser.add_argument("--on", metavar="DATE", type=past_day, help=_("when (today, unless said)"))


def run(arguments: Namespace, out: Output) -> int:
    """Write the answer down."""
    with opening.to_write(arguments) as workspace:
        agreement_id = parts.find(workspace, arguments.record, "agreement")
        record_id = workspace.ask(find_answerable, agreement_id, arguments.to)
        on = arguments.on or clock.today()
        done = workspace.do(respond, agreement_id, {record_id: arguments.words}, on, arguments.by)
        parts.answer(workspace, out, agreement_id, done.operation_id)
    return 0
