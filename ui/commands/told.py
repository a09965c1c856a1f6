"""`kgotla told`: the petitioner was told what became of a petition, or CSOs were told of an opportunity."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from crm.operations.opportunities import tell_organisations
from crm.operations.petitions import tell_petitioner
from crm.rules import clock
from crm.rules.errors import UserError
from crm.workspace import Workspace
from resources.translations import _
from ui.commands import dated, naming, opening, opportunity
from ui.commands.arguments import past_day, text
from ui.commands.output import Output

NAME = "told"


def summary() -> str:
    """What the command does."""
    return _("write down that the petitioner was told of a petition, or CSOs of an opportunity")


def add_options(parser: ArgumentParser) -> None:
    """The command's own options."""
    parser.add_argument(
        "record", metavar="RECORD", type=text, help=_("the petition: P-2026-0001; or the opportunity: N-2026-0001")
    )
    parser.add_argument(
        "--whom", metavar="RECORD", type=text, action="append", help=_("opportunity: a CSO; may be repeated")
    )
    parser.add_argument("--on", metavar="DATE", type=past_day, help=_("when (today, unless said)"))
    parser.add_argument("--note", metavar="WORDS", type=text, default="", help=_("how, and what they said"))


def run(arguments: Namespace, out: Output) -> int:
    """Write it down."""
    with opening.to_write(arguments) as workspace:
        record = dated.find(workspace, arguments.record, dated.PETITION, dated.OPPORTUNITY)
        if record.part == dated.OPPORTUNITY:
            _tell_organisations(workspace, arguments, record.id, out)
            return 0
        if arguments.whom:
            raise UserError("option-does-not-go-with", option="whom", other=arguments.record)
        done = workspace.do(tell_petitioner, record.id, arguments.on or clock.today(), arguments.note)
        dated.answer(workspace, out, record, done.operation_id)
    return 0


def _tell_organisations(workspace: Workspace, arguments: Namespace, opportunity_id: int, out: Output) -> None:
    told = [naming.resolve(workspace, name, "organisations") for name in arguments.whom or ()]
    day = arguments.on or clock.today()
    done = workspace.do(tell_organisations, opportunity_id, told, day, arguments.note)
    opportunity.answer(workspace, out, opportunity_id, done.operation_id)
