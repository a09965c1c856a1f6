"""`kgotla follow-up`: note that we asked what became of a commitment."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from crm.operations import commitments
from crm.operations.deliverables import follow_up_deliverable
from crm.rules import clock
from resources.translations import _
from ui.commands import commitment, opening
from ui.commands.arguments import day, past_day, text
from ui.commands.output import Output

NAME = "follow-up"


def summary() -> str:
    """What the command does."""
    return _("note that we asked what became of a commitment or a deliverable")


def add_options(parser: ArgumentParser) -> None:
    """The command's own options."""
    commitment.add_dated(parser)
    parser.add_argument("--on", metavar="DATE", type=past_day, help=_("when we asked (today, unless said)"))
    for name, words in (
        ("channel", _("by phone, e-mail, letter, in person")),
        ("to", _("whom we asked")),
        ("words", _("what we asked")),
        ("answer", _("what they answered; an answer counts as movement")),
    ):
        parser.add_argument(f"--{name}", metavar="WORDS", type=text, default="", help=words)
    parser.add_argument(
        "--next-look", metavar="DATE", type=day, help=_("when to look again (in two weeks, unless said)")
    )


def run(arguments: Namespace, out: Output) -> int:
    """Note the follow-up."""
    with opening.to_write(arguments) as workspace:
        record = commitment.find_dated(workspace, arguments.record)
        done = workspace.do(
            follow_up_deliverable if record.is_deliverable else commitments.follow_up,
            record.id,
            arguments.on or clock.today(),
            channel=arguments.channel,
            to_whom=arguments.to,
            words=arguments.words,
            answer=arguments.answer,
            next_look_on=arguments.next_look,
        )
        commitment.answer_dated(workspace, out, record, done.operation_id)
    return 0
