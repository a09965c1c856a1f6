"""What the commands on one commitment share, and those on a commitment or a deliverable."""

from __future__ import annotations

from argparse import ArgumentParser
from dataclasses import dataclass

from crm.queries.agreements import part_of
from crm.queries.commitments import get_commitment_rows
from crm.workspace import Workspace
from resources.translations import _
from ui.commands import naming, parts
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
    value = {"id": row.id, "noun": "commitments", "name": row.name, "operation": operation_id} | fields
    out.answer(value, [f"{row.reference}  {row.words}", row.sentence])


@dataclass(frozen=True)
class Dated:
    """A commitment or a deliverable: what has a date and can be asked about."""

    id: int
    is_deliverable: bool


def add_dated(parser: ArgumentParser) -> None:
    """The commitment or deliverable the command is about."""
    words = _("the commitment: commitments:345, or its reference C-2026-0042; or a deliverable: agreements:34")
    parser.add_argument("record", metavar="RECORD", type=text, help=words)


def find_dated(workspace: Workspace, name: str) -> Dated:
    """The commitment or deliverable written so. Raises as `find` and `parts.find` do."""
    found = naming.resolve(workspace, name, "commitments", "agreements")
    if workspace.ask(part_of, found):
        return Dated(parts.find(workspace, name, "deliverable"), is_deliverable=True)
    return Dated(found, is_deliverable=False)


def answer_dated(workspace: Workspace, out: Output, record: Dated, operation_id: int) -> None:
    """How it stands now."""
    (parts.answer if record.is_deliverable else answer)(workspace, out, record.id, operation_id)
