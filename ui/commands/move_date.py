"""`kgotla move-date`: give a commitment a new date."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Mapping

from crm.operations import commitments, petitions
from crm.operations.deliverables import move_deliverable_date
from crm.operations.plans import move_step_date
from crm.queries.clocks import longer_than_allowed
from crm.rules import clock
from resources.translations import _
from ui.commands import dated, opening
from ui.commands.arguments import day, past_day, text
from ui.commands.output import Output

NAME = "move-date"
_MOVES: Mapping[str, Callable[..., str]] = {
    dated.COMMITMENT: commitments.move_date,
    dated.DELIVERABLE: move_deliverable_date,
    dated.PETITION: petitions.move_date,
    dated.STEP: move_step_date,
}


def summary() -> str:
    """What the command does."""
    return _("give a commitment, deliverable, petition or step a new date; the old one stays on record")


def add_options(parser: ArgumentParser) -> None:
    """The command's own options."""
    dated.add_dated(parser)
    parser.add_argument("date", metavar="DATE", type=day, help=_("the new date"))
    parser.add_argument("--said-on", metavar="DATE", type=past_day, help=_("when it was said (today, unless said)"))
    parser.add_argument("--said-by", metavar="NAME", type=text, default="", help=_("who said so"))
    parser.add_argument("--how", metavar="WORDS", type=text, default="", help=_("in a letter, by phone, in a meeting"))
    parser.add_argument("--reason", metavar="WORDS", type=text, default="", help=_("why"))
    parser.add_argument(
        "--not-agreed",
        action="store_true",
        help=_("we only noted it: the commitment stays late against the date agreed before"),
    )


def run(arguments: Namespace, out: Output) -> int:
    """Move the date."""
    with opening.to_write(arguments) as workspace:
        record = dated.find_dated(workspace, arguments.record)
        done = workspace.do(
            _MOVES[record.part],
            record.id,
            arguments.date,
            arguments.said_on or clock.today(),
            said_by=arguments.said_by,
            how=arguments.how,
            reason=arguments.reason,
            is_agreed=not arguments.not_agreed,
        )
        dated.answer(workspace, out, record, done.operation_id)
        if record.part == dated.PETITION and (words := workspace.ask(longer_than_allowed, record.id, arguments.date)):
            out.note(words)
    return 0
