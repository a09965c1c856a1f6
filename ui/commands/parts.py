"""What the commands on an agreement and its parts share: they are all written agreements:12."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from crm.queries.agreements import get_agreement_rows, get_clause_rows, part_of
from crm.queries.deliverables import get_deliverable_rows
from crm.queries.indicators import get_indicator_rows
from crm.queries.programme import says_of_record
from crm.rules.agreements import label
from crm.rules.errors import UserError
from crm.workspace import Workspace
from resources.translations import _
from ui.commands import naming
from ui.commands.arguments import text
from ui.commands.output import Output, plain


def add_record(parser: ArgumentParser, words: str) -> None:
    """The record the command is about."""
    parser.add_argument("record", metavar="RECORD", type=text, help=words)


def add_agreement(parser: ArgumentParser) -> None:
    """The agreement the command is about."""
    add_record(parser, _("the agreement: agreements:12, or its reference M-2026-0001"))


def find(workspace: Workspace, name: str, *parts: str) -> int:
    """The id of the agreement, clause, deliverable or indicator written so.

    Raises UserError: "record-not-found", "name-not-found", and "wrong-part" for another than these parts.
    """
    record_id = naming.resolve(workspace, name, "agreements")
    part = workspace.ask(part_of, record_id)
    if part not in parts:
        raise UserError("wrong-part", record=name, part=_words(part), expected=_(" or ").join(map(_words, parts)))
    return record_id


def _words(part: str) -> str:
    return {
        "agreement": _("an agreement"),
        "clause": _("a clause"),
        "deliverable": _("a deliverable"),
        "indicator": _("an indicator"),
    }[part]


_ROWS: dict[str, Any] = {
    "agreement": get_agreement_rows,
    "clause": get_clause_rows,
    "deliverable": get_deliverable_rows,
    "indicator": get_indicator_rows,
}


def answer(workspace: Workspace, out: Output, record_id: int, operation_id: int) -> None:
    """How the agreement, deliverable or indicator stands now, with the reason for its colour."""
    part = workspace.ask(part_of, record_id)
    (row,) = workspace.ask(_ROWS[part], [record_id])
    fields = plain(row)
    fields.pop("id")
    value = {"id": row.id, "noun": "agreements", "name": row.name, "operation": operation_id} | fields
    lines = [f"agreements:{row.id}  {row.name}"]
    lines.append(_("{rag}: {reason}").format(rag=label(row.light.rag), reason=row.light.reason))
    value["programme"] = workspace.ask(says_of_record, record_id)
    out.answer(value, [*lines, *filter(None, (value["programme"],))])
