"""`kgotla import`: bring in a list of people and organisations, as one operation that can be undone."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from pathlib import Path

from crm.exchange.readers import read
from crm.operations.imports import apply_import
from crm.queries.imports import ImportChoices, ImportPlan, needs_term, parse_term, plan_import
from crm.rules.errors import UserError
from resources.translations import _
from ui.commands import opening
from ui.commands.arguments import path, text
from ui.commands.output import Output

NAME = "import"
SHOWN = 20
"""Lines that were not understood, shown to people; JSON names all."""


def summary() -> str:
    """What the command does."""
    return _("bring in a list of people: Popolo JSON or CSV")


def add_options(parser: ArgumentParser) -> None:
    """The command's own options."""
    parser.add_argument("file", metavar="FILE", type=path, help=_("the list"))
    parser.add_argument("--dry-run", action="store_true", help=_("only say what would come of it; nothing is written"))
    parser.add_argument(
        "--term",
        metavar="TERM",
        type=text,
        default="",
        help=_("the term of office the list is of: 2014, 2014-2019, 5th, current or none (guessed from its dates)"),
    )
    parser.epilog = _(
        "A backup goes into the workspace's own folder first. The whole import is one operation: “kgotla undo”\n"
        "takes it back. What you changed yourself since the last import stays as you have it."
    )


def run(arguments: Namespace, out: Output) -> int:
    """Import the list, or say what would come of it."""
    reading = read(arguments.file)
    choices = ImportChoices(term=parse_term(arguments.term))
    if choices.term is None and not arguments.dry_run and needs_term(reading):
        raise UserError("term-needed", file=arguments.file.name)
    with (opening.to_read if arguments.dry_run else opening.to_write)(arguments) as workspace:
        plan = workspace.ask(plan_import, reading, choices)
        operation_id = None
        if not arguments.dry_run and not plan.is_empty:
            workspace.back_up_before("import")
            operation_id = workspace.do(apply_import, plan, reading, choices).operation_id
    value = plan.counts() | {"not_understood": plan.not_understood, "operation": operation_id}
    out.answer(value, _lines(arguments.file, plan, operation_id))
    return 0


def _lines(file: Path, plan: ImportPlan, operation_id: int | None) -> Iterator[str]:
    if operation_id is not None:
        yield _("{file} was brought in (operation {id}); “kgotla undo” takes it back.").format(
            file=file.name, id=operation_id
        )
    elif plan.is_empty:
        yield _("{file} says nothing that is not here already; nothing was changed.").format(file=file.name)
    else:
        yield _("{file} would change this:").format(file=file.name)
    for state, words in (("new", _("New")), ("changed", _("Changed")), ("unchanged", _("Unchanged"))):
        counts = [f"{count} {noun}" for noun, count in plan.counts()[state].items() if count]
        yield f"  {words}: {', '.join(counts) or _('nothing')}"
    problems = plan.not_understood
    if problems:
        yield "  " + _("Not understood: {count}").format(count=len(problems))
    for problem in problems[:SHOWN]:
        yield f"    {problem['line']}: {problem['reason']}"
