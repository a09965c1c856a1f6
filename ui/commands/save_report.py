"""`kgotla save-report`: keep the choices of a report under a name."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from crm.operations.reports import save_report
from crm.rules import clock
from reports.catalog import find_report
from reports.options import read_options
from resources.translations import _
from ui.commands import opening, report
from ui.commands.arguments import text
from ui.commands.output import Output

NAME = "save-report"


def summary() -> str:
    """What the command does."""
    return _("keep the choices of a report under a name, to make it again")


def add_options(parser: ArgumentParser) -> None:
    """The command's own options: a name, the report, and all that may be chosen for it."""
    parser.add_argument("name", metavar="NAME", type=text, help=_("what to call it"))
    parser.add_argument("--report", dest="of", metavar="REPORT", type=text, required=True, help=_("such as follow-up"))
    report.add_choices(parser)


def run(arguments: Namespace, out: Output) -> int:
    """Keep the choices, once the report would take them."""
    known = find_report(arguments.of).options
    with opening.to_write(arguments) as workspace:
        chosen = report.read_choices(arguments, workspace)
        read_options(known, chosen, clock.today())
        done = workspace.do(save_report, arguments.name, arguments.of, chosen)
    saved_id, name = done.value
    answer = {"id": saved_id, "noun": "reports", "name": name, "report": arguments.of, "options": chosen}
    out.answer(answer | {"operation": done.operation_id}, [f"reports:{saved_id}  {name}"])
    return 0
