"""`kgotla reroute`: somebody else has to put an issue right."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from crm.operations.issues import reroute
from crm.rules import clock
from resources.translations import _
from ui.commands import dated, naming, opening
from ui.commands.arguments import past_day, text
from ui.commands.output import Output

NAME = "reroute"


def summary() -> str:
    """What the command does."""
    return _("send an issue to the body that has to put it right instead; it begins anew with them")


def add_options(parser: ArgumentParser) -> None:
    """The command's own options."""
    parser.add_argument("record", metavar="RECORD", type=text, help=_("the issue: issues:12, or I-2026-0001"))
    parser.add_argument(
        "--to", metavar="RECORD", type=text, required=True, help=_("the body: organisations:12, or its name")
    )
    parser.add_argument("--on", metavar="DATE", type=past_day, help=_("when (today, unless said)"))
    parser.add_argument("--note", metavar="WORDS", type=text, default="", help=_("why"))
    parser.add_argument(
        "--source", metavar="WORDS", type=text, default="", help=_("where this is written, or who said so")
    )


def run(arguments: Namespace, out: Output) -> int:
    """Send it there."""
    with opening.to_write(arguments) as workspace:
        issue = dated.find(workspace, arguments.record, dated.ISSUE)
        to = naming.resolve(workspace, arguments.to, "organisations")
        on = arguments.on or clock.today()
        done = workspace.do(reroute, issue.id, to, on, note=arguments.note, source=arguments.source)
        dated.answer(workspace, out, issue, done.operation_id)
    return 0
