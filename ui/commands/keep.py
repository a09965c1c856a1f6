"""`kgotla keep`: close a commitment as kept, with what shows it."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from crm.operations import commitments
from crm.operations.movements import EvidenceDraft
from crm.rules import clock
from crm.rules.commitments import Outcome, Status
from resources.translations import _
from ui.commands import commitment, opening
from ui.commands.arguments import past_day, path, text
from ui.commands.output import Output

NAME = "keep"
KINDS = ("visit", "photo", "document", "minutes", "gazette", "media", "witness")


def summary() -> str:
    """What the command does."""
    return _("close a commitment as kept, with what shows that it was")


def add_options(parser: ArgumentParser) -> None:
    """The command's own options."""
    commitment.add_record(parser)
    parser.add_argument("--evidence", metavar="WORDS", type=text, required=True, help=_("what shows it, in words"))
    parser.add_argument("--file", metavar="FILE", type=path, help=_("a photo or paper to keep with it"))
    parser.add_argument(
        "--kind", choices=KINDS, default=KINDS[0], help=_("what it is: {kinds}").format(kinds=", ".join(KINDS))
    )
    parser.add_argument("--seen-by", metavar="NAME", type=text, default="", help=_("who saw it"))
    parser.add_argument("--on", metavar="DATE", type=past_day, help=_("when it was seen (today, unless said)"))
    parser.add_argument("--note", metavar="WORDS", type=text, default="", help=_("a note on how it ended"))
    parser.add_argument("--partly", action="store_true", help=_("close it as partly kept"))


def run(arguments: Namespace, out: Output) -> int:
    """Close the commitment."""
    on = arguments.on or clock.today()
    evidence = EvidenceDraft(arguments.evidence, arguments.kind, arguments.file, on, arguments.seen_by)
    with opening.to_write(arguments) as workspace:
        commitment_id = commitment.find(workspace, arguments.record)
        done = workspace.do(
            commitments.change_status,
            commitment_id,
            Status.CLOSED,
            on,
            note=arguments.note,
            outcome=Outcome.PARTLY_KEPT if arguments.partly else Outcome.KEPT,
            evidence=[evidence],
        )
        commitment.answer(workspace, out, commitment_id, done.operation_id)
    return 0
