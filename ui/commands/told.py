"""`kgotla told`: the petitioner was told what became of a petition."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from crm.operations.petitions import tell_petitioner
from crm.rules import clock
from resources.translations import _
from ui.commands import dated, opening
from ui.commands.arguments import past_day, text
from ui.commands.output import Output

NAME = "told"


def summary() -> str:
    """What the command does."""
    return _("write down that the petitioner was told what became of a petition")


def add_options(parser: ArgumentParser) -> None:
    """The command's own options."""
    parser.add_argument("record", metavar="RECORD", type=text, help=_("the petition: petitions:12, or P-2026-0001"))
    parser.add_argument("--on", metavar="DATE", type=past_day, help=_("when (today, unless said)"))
    parser.add_argument("--note", metavar="WORDS", type=text, default="", help=_("how, and what they said"))


def run(arguments: Namespace, out: Output) -> int:
    """Write it down."""
    with opening.to_write(arguments) as workspace:
        record = dated.find(workspace, arguments.record, dated.PETITION)
        done = workspace.do(tell_petitioner, record.id, arguments.on or clock.today(), arguments.note)
        dated.answer(workspace, out, record, done.operation_id)
    return 0
