"""`kgotla undo`: undo your last operation."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from crm.rules.errors import UserError
from crm.workspace import Done, Workspace
from resources.translations import _
from ui.commands import opening
from ui.commands.arguments import count
from ui.commands.output import Output

NAME = "undo"


def summary() -> str:
    """What the command does."""
    return _("undo your last operation, or the one named by its number")


def add_options(parser: ArgumentParser) -> None:
    """The command's own options."""
    parser.add_argument(
        "--operation", metavar="NUMBER", type=count, help=_("the operation to undo, as “kgotla history” numbers it")
    )


def run(arguments: Namespace, out: Output) -> int:
    """Undo it."""
    with opening.to_write(arguments) as workspace:
        if arguments.operation is None:
            done = workspace.undo(since_opening=False)
        else:
            done = _undo_one(workspace, arguments.operation)
    out.answer({"undone": done.value}, [_("Undone: {label}").format(label=done.value)])
    return 0


def _undo_one(workspace: Workspace, operation_id: int) -> Done[str]:
    """Undo exactly this operation. Raises UserError("already-undone"), ("no-such-operation")."""
    found = workspace.history(limit=1, before=operation_id + 1)
    if found and found[0].operation_id == operation_id and found[0].undone:
        raise UserError("already-undone", label=found[0].label)
    return workspace.reverse(operation_id)
