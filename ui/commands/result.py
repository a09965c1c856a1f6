"""`kgotla result`: what came of an opportunity."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from crm.operations.opportunities import set_result
from crm.rules import clock
from resources.translations import _
from ui.commands import dated, opening
from ui.commands.arguments import past_day, text
from ui.commands.output import Output

NAME = "result"


def summary() -> str:
    """What the command does."""
    return _("write down what came of an opportunity")


def add_options(parser: ArgumentParser) -> None:
    """The command's own options."""
    parser.add_argument(
        "record", metavar="RECORD", type=text, help=_("the opportunity: opportunities:12, or N-2026-0001")
    )
    parser.add_argument("words", metavar="WORDS", type=text, help=_("what came of it; “” takes a result back"))
    parser.add_argument("--on", metavar="DATE", type=past_day, help=_("since when it is known (today, unless said)"))


def run(arguments: Namespace, out: Output) -> int:
    """Write it down."""
    with opening.to_write(arguments) as workspace:
        record = dated.find(workspace, arguments.record, dated.OPPORTUNITY)
        done = workspace.do(set_result, record.id, arguments.on or clock.today(), arguments.words)
        dated.answer(workspace, out, record, done.operation_id)
    return 0
