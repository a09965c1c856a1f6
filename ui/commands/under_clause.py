"""`kgotla under-clause`: say under which clause of an agreement a promise was made."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from crm.operations.clauses import put_under_clause
from crm.rules.errors import UserError
from resources.translations import _
from ui.commands import commitment, opening, parts
from ui.commands.arguments import text
from ui.commands.output import Output

NAME = "under-clause"
NONE = "none"


def summary() -> str:
    """What the command does."""
    return _("say under which clause of an agreement a promise was made")


def add_options(parser: ArgumentParser) -> None:
    """The command's own options."""
    commitment.add_record(parser)
    parser.add_argument(
        "clause",
        metavar="CLAUSE",
        type=text,
        help=_("agreements:34, or “M-2026-0001 4.2”; “{none}” takes it from under its clause").format(none=NONE),
    )
    parser.add_argument("--deliverable", metavar="RECORD", type=text, help=_("the deliverable it was made for"))


def run(arguments: Namespace, out: Output) -> int:
    """Put it under the clause."""
    with opening.to_write(arguments) as workspace:
        commitment_id = commitment.find(workspace, arguments.record)
        clause_id = None if arguments.clause == NONE else parts.find(workspace, arguments.clause, "clause")
        named = arguments.deliverable
        if named and clause_id is None:
            raise UserError("option-does-not-go-with", option="deliverable", other=NONE)
        deliverable_id = parts.find(workspace, named, "deliverable") if named else None
        done = workspace.do(put_under_clause, commitment_id, clause_id, deliverable_id)
        commitment.answer(workspace, out, commitment_id, done.operation_id)
    return 0
