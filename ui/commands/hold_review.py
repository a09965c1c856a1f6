"""`kgotla hold-review`: the parties to an agreement looked together at how it goes."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from crm.operations.agreements import hold_review
from crm.rules import clock
from resources.translations import _
from ui.commands import opening, parts
from ui.commands.arguments import day, past_day, text
from ui.commands.output import Output

NAME = "hold-review"


def summary() -> str:
    """What the command does."""
    return _("write down that the parties to an agreement looked together at how it goes")


def add_options(parser: ArgumentParser) -> None:
    """The command's own options."""
    parts.add_agreement(parser)
    parser.add_argument("words", metavar="WORDS", type=text, help=_("what was found and agreed"))
    parser.add_argument("--on", metavar="DATE", type=past_day, help=_("when it was held (today, unless said)"))
    parser.add_argument("--next", metavar="DATE", type=day, help=_("the next one (else as often as agreed)"))


def run(arguments: Namespace, out: Output) -> int:
    """Write the review down."""
    with opening.to_write(arguments) as workspace:
        agreement_id = parts.find(workspace, arguments.record, "agreement")
        on = arguments.on or clock.today()
        done = workspace.do(hold_review, agreement_id, on, arguments.words, next_review_on=arguments.next)
        parts.answer(workspace, out, agreement_id, done.operation_id)
    return 0
