"""What the commands on one commitment share."""

from __future__ import annotations

from argparse import ArgumentParser

from crm.queries.commitments import get_commitment_rows
from crm.queries.programme import says_of_record
from crm.workspace import Workspace
from resources.translations import _
from ui.commands import naming
from ui.commands.arguments import text
from ui.commands.output import Output, plain


def add_record(parser: ArgumentParser) -> None:
    """The commitment the command is about."""
    parser.add_argument(
        "record", metavar="RECORD", type=text, help=_("the commitment: commitments:345, or its reference C-2026-0042")
    )


def find(workspace: Workspace, name: str) -> int:
    """The id of the commitment that is written so. Raises UserError("record-not-found"), ("name-not-found")."""
    return naming.resolve(workspace, name, "commitments")


def answer(workspace: Workspace, out: Output, commitment_id: int, operation_id: int) -> None:
    """How the commitment stands now."""
    (row,) = workspace.ask(get_commitment_rows, [commitment_id])
    fields = plain(row)
    fields.pop("id")
    says = workspace.ask(says_of_record, row.id)
    value = (
        {"id": row.id, "noun": "commitments", "name": row.name, "operation": operation_id}
        | fields
        | {"programme": says}
    )
    out.answer(value, [f"{row.reference}  {row.words}", row.sentence, *filter(None, (says,))])
