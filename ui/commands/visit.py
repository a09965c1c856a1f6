"""`kgotla visit`: somebody went to look at an issue, and what they found."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from crm.operations.issues import VisitDraft, add_visit
from crm.rules import clock
from crm.rules.issues import State
from resources.translations import _
from ui.commands import dated, naming, opening
from ui.commands.arguments import day, past_day, path, text
from ui.commands.output import Output

NAME = "visit"


def summary() -> str:
    """What the command does."""
    return _("write down that somebody went to look at an issue, and what they found")


def add_options(parser: ArgumentParser) -> None:
    """The command's own options."""
    parser.add_argument("record", metavar="RECORD", type=text, help=_("the issue: issues:12, or I-2026-0001"))
    parser.add_argument("--on", metavar="DATE", type=past_day, help=_("when (today, unless said)"))
    parser.add_argument(
        "--state", choices=tuple(State), required=True, help=_("how it was, beside the time before, or fixed")
    )
    parser.add_argument("--finding", metavar="WORDS", type=text, default="", help=_("what was found"))
    parser.add_argument("--by", metavar="NAMES", type=text, default="", help=_("who went"))
    parser.add_argument("--photo", metavar="FILE", type=path, help=_("a photo to keep with it"))
    parser.add_argument("--engagement", metavar="RECORD", type=text, help=_("the visit it was part of: engagements:12"))
    parser.add_argument("--again", metavar="DATE", type=day, help=_("when to go again (in a month, unless said)"))


def run(arguments: Namespace, out: Output) -> int:
    """Write it down."""
    with opening.to_write(arguments) as workspace:
        issue = dated.find(workspace, arguments.record, dated.ISSUE)
        part_of = arguments.engagement
        visit = VisitDraft(
            issue.id,
            arguments.on or clock.today(),
            arguments.state,
            arguments.finding,
            arguments.by,
            arguments.photo,
            naming.resolve(workspace, part_of, "engagements") if part_of else None,
            arguments.again,
        )
        done = workspace.do(add_visit, visit)
        dated.answer(workspace, out, issue, done.operation_id)
    return 0
