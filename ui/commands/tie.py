"""`kgotla tie`: say that two records are about one matter, or that they are not."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from crm.operations.ties import tie, untie
from crm.queries.records import get_found
from crm.queries.ties import list_tied
from resources.translations import _
from ui.commands import naming, opening
from ui.commands.arguments import text
from ui.commands.output import Output

NAME = "tie"


def summary() -> str:
    """What the command does."""
    return _("say which records belong to one matter: a petition and its hearing, an issue and a promise")


def add_options(parser: ArgumentParser) -> None:
    """The command's own options."""
    parser.add_argument("record", metavar="RECORD", type=text, help=_("the record: P-2026-0001, engagements:12"))
    parser.add_argument("others", metavar="OTHER", nargs="*", type=text, help=_("what belongs with it"))
    parser.add_argument("--away", action="store_true", help=_("they do not belong together after all"))


def run(arguments: Namespace, out: Output) -> int:
    """Tie or untie, and say what belongs with it."""
    with (opening.to_write if arguments.others else opening.to_read)(arguments) as workspace:
        record_id = naming.resolve(workspace, arguments.record)
        operation_id = None
        for other in [naming.resolve(workspace, name) for name in arguments.others]:
            operation_id = workspace.do(untie if arguments.away else tie, record_id, other).operation_id
        (record,) = workspace.ask(get_found, [record_id])
        tied = workspace.ask(list_tied, record_id)
    value = {"id": record_id, "noun": record.noun, "name": record.name, "operation": operation_id}
    lines = [f"{record.noun}:{record_id}  {record.name}"]
    lines += [f"  {each.noun}:{each.id}  {each.name}" for each in tied] or [f"  {_('Nothing belongs with it.')}"]
    out.answer(value | {"tied": [{"record": f"{each.noun}:{each.id}", "name": each.name} for each in tied]}, lines)
    return 0
