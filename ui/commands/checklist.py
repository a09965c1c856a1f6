"""`kgotla checklist`: what makes a petition admissible, point by point."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from crm.operations.petitions import check_point
from crm.queries.petitions import get_petition
from resources.translations import _
from ui.commands import dated, opening
from ui.commands.arguments import text
from ui.commands.output import Output, plain

NAME = "checklist"


def summary() -> str:
    """What the command does."""
    return _("show what a petition is checked for before it is handed in, and say which points are met")


def add_options(parser: ArgumentParser) -> None:
    """The command's own options."""
    parser.add_argument("record", metavar="RECORD", type=text, help=_("the petition: petitions:12, or P-2026-0001"))
    parser.add_argument(
        "points", metavar="POINT", nargs="*", type=text, help=_("points that are met: jurisdiction, action, signed …")
    )
    parser.add_argument("--not-met", action="store_true", help=_("these points are not met after all"))
    parser.add_argument("--note", metavar="WORDS", type=text, default="", help=_("what shows it"))


def run(arguments: Namespace, out: Output) -> int:
    """Tick the points, and show the list."""
    with (opening.to_write if arguments.points else opening.to_read)(arguments) as workspace:
        record = dated.find(workspace, arguments.record, dated.PETITION)
        operation_id = None
        for point in arguments.points:
            done = workspace.do(check_point, record.id, point, not arguments.not_met, arguments.note)
            operation_id = done.operation_id
        page = workspace.ask(get_petition, record.id)
    checks = page.checks if page else ()
    lines = [f"[{'x' if each.is_met else ' '}] {each.key}: {each.words}" for each in checks]
    laws = {each.key: f"      {each.law}" for each in checks if each.law}
    shown = [
        line for each, first in zip(checks, lines, strict=True) for line in (first, laws.get(each.key, "")) if line
    ]
    value = {"id": record.id, "operation": operation_id, "checks": [plain(each) for each in checks]}
    out.answer(value, shown or [_("Nothing of this kind is checked for admissibility.")])
    return 0
