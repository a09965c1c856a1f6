"""`kgotla renew`: close an agreement as renewed and begin the next with its parties and clauses."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from crm.operations.agreements import renew
from resources.translations import _
from ui.commands import opening, parts
from ui.commands.arguments import day
from ui.commands.output import Output

NAME = "renew"


def summary() -> str:
    """What the command does."""
    return _("close an agreement as renewed and begin the next with its parties and clauses")


def add_options(parser: ArgumentParser) -> None:
    """The command's own options."""
    parts.add_agreement(parser)
    parser.add_argument("--from", dest="effective", metavar="DATE", type=day, required=True, help=_("its first day"))
    parser.add_argument("--to", dest="expires", metavar="DATE", type=day, help=_("its last day"))


def run(arguments: Namespace, out: Output) -> int:
    """Renew it."""
    with opening.to_write(arguments) as workspace:
        agreement_id = parts.find(workspace, arguments.record, "agreement")
        done = workspace.do(renew, agreement_id, arguments.effective, arguments.expires)
        parts.answer(workspace, out, done.value[0], done.operation_id)
    return 0
