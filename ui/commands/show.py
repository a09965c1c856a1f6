"""`kgotla show`: everything that is kept of one record."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from crm.rules.errors import Problem, UserError
from crm.workspace import Workspace
from resources.translations import _
from ui.commands import naming, opening
from ui.commands.arguments import NOUNS, RecordName, is_reference, read_record, record_or_reference, text
from ui.commands.output import Output, details
from ui.commands.pages import describe
from ui.commands.search import queries
from ui.words import sentence

NAME = "show"
MANY = "-"


def summary() -> str:
    """What the command does."""
    return _("show everything that is kept of one record")


def add_options(parser: ArgumentParser) -> None:
    """The command's own options."""
    parser.add_argument(
        "record",
        metavar="RECORD",
        type=_record_or_many,
        help=_("such as people:12 or C-2026-0042; “-” reads one a line from standard input, answers in lines of JSON"),
    )


def _record_or_many(value: str) -> RecordName | str:
    return MANY if value == MANY else record_or_reference(value)


def run(arguments: Namespace, out: Output) -> int:
    """Show the record, or every record named on standard input."""
    with opening.to_read(arguments) as workspace:
        if arguments.record == MANY:
            for query in queries():
                out.stream(_answer(workspace, query))
            return 0
        page = describe(workspace, _find(workspace, arguments.record))
    out.answer(page, details(page))
    return 0


def _find(workspace: Workspace, named: RecordName | str) -> int:
    if isinstance(named, RecordName):
        return naming.require(workspace, named)
    return naming.resolve(workspace, named, *naming.WITH_REFERENCES)


def _answer(workspace: Workspace, query: str) -> dict[str, object]:
    """The record, or what is wrong with the line; one bad line does not stop the others."""
    try:
        named = query.strip() if is_reference(query) else read_record(query)
        if named is None:
            raise UserError("record-not-understood", value=text(query), nouns=", ".join(NOUNS))
        return describe(workspace, _find(workspace, named))
    except Problem as problem:
        return {"error": sentence(problem)}
